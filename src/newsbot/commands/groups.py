"""A group of the ledger as a section: heading, why it bears its verdict, who stands behind each figure."""

from __future__ import annotations

from collections.abc import Sequence

from newsbot.answer import Item, Section
from newsbot.commands.items import item
from newsbot.commands.moments import shown
from newsbot.commands.vocabulary import counts, joined
from newsbot.compare import intervals, origins
from newsbot.compare.entries import Entry
from newsbot.compare.ledger import Group, ledger
from newsbot.compare.measures import plural
from newsbot.model import Figure, Found, Span
from newsbot.store import Archive

MOST = 200
_NAMED = 2  # sources that carry a line are named, more are counted


def compared(archive: Archive, found: Sequence[Found[Figure]]) -> tuple[Group, ...]:
    """The ledger of these figures, with what their stories took over."""
    return ledger(found, archive.lineage(list({one.story.id: None for one in found})))


def section(group: Group, *, topic: str = "", check: bool = False, beside: Sequence[Group] = ()) -> Section:
    """The group with a line a sentence. `topic` heads figures that count nothing nameable; `beside` are
    the groups shown with it, so that a week's figure can be worked out as a daily rate."""
    lines = told_once(group.entries)
    uniform = (
        group.verdict != "ONE SOURCE" and len({origins.origin(entry.found) for entry in group.entries}) == 1
    )
    dated = group.verdict == "CHANGED" or _on_days(group)
    items = tuple(line(entries, beside, labelled=not uniform, dated=dated) for entries in lines)
    return Section(
        heading=f"CHECK · {heading(group, topic)}" if check else heading(group, topic),
        verdict=group.verdict,
        note=_note(group, uniform=uniform),
        items=items[:MOST],
        more=max(0, len(items) - MOST),
    )


def _on_days(group: Group) -> bool:
    """Whether numbers of one measure, side by side, were published on two days: they need not be of one hour."""
    days = {(entry.found.story.published or "")[:10] for entry in group.entries}
    return group.verdict is None and group.reason is None and len(days) > 1


def heading(group: Group, topic: str = "") -> str:
    """What is counted and how often, never a number: "PEOPLE, PER WEEK AND MONTH"."""
    unit = (group.unit or topic).upper()
    return f"{unit}, PER {' AND '.join(group.frames).upper()}" if group.frames else unit


def size(group: Group) -> int:
    """How many lines the group has."""
    return len(told_once(group.entries))


def told_once(entries: Sequence[Entry]) -> list[list[Entry]]:
    """Several figures of one sentence are one line."""
    lines: dict[tuple[str, Span], list[Entry]] = {}
    for entry in entries:
        lines.setdefault((entry.found.story.id, entry.found.finding.context), []).append(entry)
    return list(lines.values())


def line(
    entries: Sequence[Entry], beside: Sequence[Group] = (), *, labelled: bool = True, dated: bool = False
) -> Item:
    """Figures of one sentence as one line, the verb that tells what is counted kept in the cut; `dated` says when
    the story was published."""
    first = entries[0].found
    others = [Span(entry.found.finding.start, entry.found.finding.end) for entry in entries[1:]]
    verbs = [entry.measure.verb for entry in entries if entry.measure.verb]
    origin = origins.origin(first) if labelled else None
    published = f"published {shown(first.story.published)}" if dated and first.story.published else None
    carried = dict.fromkeys(source for entry in entries for source in entry.carried)
    return item(
        first,
        label=joined(
            published,
            origin,
            also_carried(tuple(carried)),
            unbalanced(first.passage),
            _arithmetic(entries[0], beside),
        ),
        keep=[*others, *verbs],
    )


def also_carried(sources: Sequence[str]) -> str | None:
    """Who else has the same words: their names, or of many how many there are."""
    if not sources:
        return None
    return f"also carried by {len(sources)}" if len(sources) > _NAMED else f"+ {', '.join(sources)}"


def unbalanced(passage: str) -> str | None:
    """A caution for a sentence whose quotation marks do not close."""
    return "marks unbalanced in the story" if passage.count("“") != passage.count("”") else None


def _note(group: Group, *, uniform: bool) -> str | None:
    first = group.entries[0]
    if group.verdict == "ONE SOURCE":
        return None
    publishers, origin = standing(group, uniform=uniform)
    match group.reason:
        case "measures":
            return joined(counts(group.counted, "measure") if group.counted > 1 else None, publishers, origin)
        case "words":
            return joined("a number and words", origin)
        case "which":
            return joined(f"which {plural(first.measure.unit)}: not given", origin)
        case "group":
            words = "a number and words" if _mixed(group) else None
            return joined(words, f"same {first.measure.group}: not given", origin)
    return joined(publishers, origin)


def standing(group: Group, *, uniform: bool) -> tuple[str, str | None]:
    """Publishers, then origins: the named ones, or how many reports there are where publishers took them over."""
    told = origins.independence(
        ((entry.found.story, origins.name(entry.found)) for entry in group.entries),
        {entry.found.story.id: entry.took for entry in group.entries if entry.took},
    )
    publishers = counts(told.publishers, "publisher")
    if told.origins:
        return publishers, counts(told.origins, "origin")
    label = origins.origin(group.entries[0].found) if uniform else None
    copied = counts(told.reports, "origin") if told.reports < told.publishers else None
    return publishers, joined(copied, label)


def _mixed(group: Group) -> bool:
    worded = [intervals.interval(entry.found.finding) is None for entry in group.entries]
    return any(worded) and not all(worded)


def _arithmetic(entry: Entry, beside: Sequence[Group]) -> str | None:
    """A week's figure as a daily rate, with its workings, where a daily one of the same people stands by; not of
    "this week", which need not be over."""
    figure, measure = entry.found.finding, entry.measure
    if measure.frame != "week" or measure.part or "this" in measure.period or not _daily(entry, beside):
        return None
    ends = [
        end for end in (figure.value, *((figure.low, figure.high) if figure.value is None else ())) if end
    ]
    if not ends or intervals.interval(figure) is None:
        return None
    week, day = (" to ".join(map(_plain, told)) for told in (ends, [end / 7 for end in ends]))
    return f"our arithmetic: {_hedged(figure, week)} ÷ 7 = {_hedged(figure, day)} a day"


def _plain(number: float) -> str:
    """Whole, but for a number below ten, which would be another one without its tenths."""
    return f"{number:,.0f}" if number >= 10 or number == int(number) else f"{number:,.1f}"


def _hedged(figure: Figure, number: str) -> str:
    """The hedge stands where it stood: "nearly 900", "900 or more"."""
    hedge = (figure.hedge or "").lower()
    after = hedge.startswith("or ") or hedge in ("plus", "+")
    return f"{number} {hedge}" if after else f"{hedge} {number}".strip()


def _daily(entry: Entry, beside: Sequence[Group]) -> bool:
    return any(
        "day" in group.frames
        and group.entries[0].measure.unit == entry.measure.unit
        and group.entries[0].found.story.storyline == entry.found.story.storyline
        for group in beside
    )
