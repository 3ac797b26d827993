"""`digest`: the morning note. What happened, what to check, where sources agree, what only one has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from newsbot.answer import Answer, Item, Section
from newsbot.commands import corrections, storyline
from newsbot.commands.items import span_item
from newsbot.commands.line import Ask
from newsbot.commands.moments import clock, zone
from newsbot.commands.nothing import left_out
from newsbot.commands.passages import stem
from newsbot.commands.vocabulary import counts, dates, joined, standing
from newsbot.compare import gist
from newsbot.model import Filter, Head
from newsbot.store import Archive

_NEWEST = 200  # stories looked at; the newest storylines are among them
_STORYLINES = 8
_FEW = 3
_REVISED, _CORRECTIONS = 40, 4  # stories asked for, lines shown
_CHANGED = 3  # changes of a story's own text on the first screen; the others follow in the thread
_LEAST = 6  # lines of a storyline among others
_ALONE = 6  # stories of no storyline, a line each
# Lines of a note's first screen that its sections may take: 25 less title, counts and the row of buttons.
_SCREEN = 22


def answer(ask: Ask) -> Answer:
    """Newest storylines first. `loaded_after` is a scheduled note's window: a storyline without a story loaded since
    is quiet. Nothing new, or nothing on the topic, says so."""
    heads = _heads(ask, ask.only)
    corrected, others = _corrections(ask, heads)
    if not heads:
        return corrections.only(_nothing(ask), [*corrected, *others]) if corrected else _nothing(ask)
    lines: dict[int, list[Head]] = {}
    for head in heads:
        lines.setdefault(head.storyline, []).append(head)
    several = ask.archive.several(list(lines)) if _whole(ask) else frozenset[int]()
    events = [line for line, new in lines.items() if len(new) > 1 or line in several]
    alone = [new[0] for line, new in lines.items() if len(new) == 1 and line not in several]
    if not events and len(alone) <= _FEW:
        events, alone = list(lines), []  # little else to tell: the stories themselves
    told = [_told(ask, line, lines[line]) for line in events[:_STORYLINES]]
    return Answer(
        kind="answer",
        line=ask.line,
        title=_title(ask.now),
        sections=(
            *corrected,
            *_sections(ask, told, len(events) - len(told), alone, others, screen=_SCREEN - _lines(corrected)),
        ),
        note=_counts(ask, heads, events),
    )


def _heads(ask: Ask, only: Filter) -> Sequence[Head]:
    """The stories of the window, newest first."""
    if not ask.words:
        return ask.archive.stories(only, limit=_NEWEST)
    found = ask.archive.search([stem(word) for word in ask.words], only, limit=_NEWEST)
    return sorted(found, key=lambda head: -head.row)


def _told(ask: Ask, line: int, new: Sequence[Head]) -> list[Head]:
    """The stories of a storyline that the filters let through, those before the window too, oldest first."""
    before = ask.archive.storyline(line, limit=_NEWEST) if _whole(ask) else ()
    return sorted({head.id: head for head in (*before, *new)}.values(), key=lambda head: head.row)


def _whole(ask: Ask) -> bool:
    """Whether a storyline is told with the stories before the window; a filter may keep some of them out."""
    return ask.only == Filter(loaded_after=ask.only.loaded_after)


def _sections(
    ask: Ask,
    shown: Sequence[Sequence[Head]],
    more: int,
    alone: Sequence[Head],
    others: Sequence[Section],
    *,
    screen: int,
) -> list[Section]:
    """The storylines in turn, in about so many lines, and stories that stand alone; then what did not fit, the other
    changes first, and a section a source. So many `more` storylines are only counted."""
    room = screen if len(shown) == 1 else max(_LEAST, screen // max(len(shown), 1))
    since = _since(ask.only)
    told = [
        storyline.tell(ask.archive, heads, number=n, room=room, since=since)
        for n, heads in enumerate(shown, 1)
    ]
    return [
        *(section for one in told for section in one.sections),
        *([Section(heading="", note=f"+ {counts(more, 'storyline')}")] if more else []),
        *_alone(ask, alone, len(shown)),
        *others,
        *(section for one in told for section in one.rest),
        *(section for one in told for section in one.sources),
    ]


def _corrections(ask: Ask, fresh: Sequence[Head]) -> tuple[list[Section], list[Section]]:
    """What stories tell otherwise than when the last note was, old before new; then what new stories say of their own
    mistakes, and stories whose text was only reworded. The first screen's, and the others."""
    since = _since(ask.only)
    if since is None:
        return [], []
    told = corrections.since(
        ask.archive, _among(ask, ask.archive.revised(since=since, limit=_REVISED)), since
    )
    changed = [
        replace(made, heading=f"{corrections.HEADING} · {made.heading}")
        for made in corrections.sections(told)
    ]
    items: list[Item] = []
    for head in {head.id: head for head in [*(one.head for one in told), *fresh]}.values():
        story = ask.archive.story(head.id)
        items += corrections.notices(head, story) if story else []
    items += [line for one in told if not one.changes and (line := _reworded(ask.archive, one.head))]
    more = max(0, len(items) - _CORRECTIONS)
    said = (
        [Section(heading=corrections.HEADING, items=tuple(items[:_CORRECTIONS]), more=more)] if items else []
    )
    return [*changed[:_CHANGED], *said], changed[_CHANGED:]


def _reworded(archive: Archive, head: Head) -> Item | None:
    """The headline of a story whose text has changed, but for one that tells of the change itself."""
    story = archive.story(head.id)
    title = gist.headline(story) or gist.lead(story) if story else None
    told = not story or any(zone.kind == "correction" for zone in story.zones)
    return span_item(head, story, title, label=corrections.CHANGED) if story and title and not told else None


def _among(ask: Ask, heads: Sequence[Head]) -> Sequence[Head]:
    """Those that the line's words and filters let through, whenever they were loaded."""
    if not heads:
        return []
    within = replace(ask.only, loaded_after=None, stories=tuple(head.id for head in heads))
    let = {head.id for head in _heads(ask, within)}
    return [head for head in heads if head.id in let]


def _lines(sections: Sequence[Section]) -> int:
    return sum(1 + len(section.items) for section in sections)


def _alone(ask: Ask, heads: Sequence[Head], before: int) -> list[Section]:
    """Stories that stand alone: a headline each."""
    items = []
    for head in heads[: _ALONE if before else _ALONE * 2]:
        story = ask.archive.story(head.id)
        span = story and (gist.headline(story) or gist.lead(story))
        if story and span:
            items.append(span_item(head, story, span))
    if not items:
        return []
    return [Section(heading=counts(len(heads), "story"), items=tuple(items), more=len(heads) - len(items))]


def _title(now: datetime) -> str:
    return f"Morning note · {now:%a} {now.day} {now:%b} · {now:%H:%M} {zone(now)}"


def _counts(ask: Ask, heads: Sequence[Head], events: Sequence[int]) -> str | None:
    fresh = ask.archive.freshness()
    only = replace(ask.only, loaded_after=None)
    total = fresh.stories if len(heads) == _NEWEST and only == Filter() and not ask.words else len(heads)
    windowed = ask.only.loaded_after is not None
    return joined(
        counts(total, "story").replace(" ", " new " if windowed else " "),
        standing(heads, ask.archive),
        counts(len(events), "storyline") if len(events) > 1 else None,
        f"last load {clock(fresh.last_load, ask.now)}" if fresh.last_load else None,
        f"{len(fresh.refused):,} refused",
        dates(heads),
        left_out(ask),
        "first note: all new" if _first(ask.only) else None,
        _quiet(ask, heads) if windowed and not _first(ask.only) else None,
    )


def _quiet(ask: Ask, heads: Sequence[Head]) -> str | None:
    """Storylines of the newest stories that have none since the last note."""
    told = {head.storyline for head in heads}
    lines = Counter(head.storyline for head in _heads(ask, replace(ask.only, loaded_after=None)))
    quiet = sum(n > 1 and line not in told for line, n in lines.items())
    return f"{counts(quiet, 'storyline')} quiet" if quiet else None


def _since(only: Filter) -> str | None:
    """When the last note was; null for the first note, and for one that has no window."""
    return None if _first(only) else only.loaded_after


def _first(only: Filter) -> bool:
    """A window that begins before anything could have been loaded is a channel's first note."""
    return only.loaded_after is not None and only.loaded_after < "1971"


def _nothing(ask: Ask) -> Answer:
    fresh = ask.archive.freshness()
    quiet = (
        {head.storyline for head in _heads(ask, replace(ask.only, loaded_after=None))}
        if fresh.stories
        else set()
    )
    last = f"last load {clock(fresh.last_load, ask.now)}" if fresh.last_load else None
    new = "nothing new" if ask.only.loaded_after else "nothing found"
    return Answer(
        kind="nothing",
        line=ask.line,
        title=" · ".join(part for part in (_title(ask.now), ask.topic) if part),
        note=joined(new, last, f"{counts(len(quiet), 'storyline')} quiet" if quiet else None, left_out(ask)),
    )
