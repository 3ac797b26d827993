"""Corrections: what stories told otherwise in an earlier text of theirs, old before new, each with its cite."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from newsbot import names
from newsbot.answer import Answer, Item, Section
from newsbot.commands import groups, voices
from newsbot.commands.items import item, quote_item, span_item, words_item
from newsbot.commands.vocabulary import CHECK_TRANSCRIPT, NOTHING_NEW, joined
from newsbot.commands.wordings import differences
from newsbot.compare import measures, origins, versions
from newsbot.compare.entries import Entry
from newsbot.compare.ledger import Group
from newsbot.compare.versions import Change, Changes, What
from newsbot.model import Figure, Finding, Found, Head, Mention, Quote, Span, Story, Version
from newsbot.store import Archive

HEADING = "CORRECTION"
EARLIER, CHANGED = "earlier text", "text changed"
_TEXTS = 5  # the last of a story that are laid beside its text now
_ORDER: tuple[What, ...] = ("figure", "speaker", "quote", "office", "name", "hedge")
F = TypeVar("F", bound=Finding)


@dataclass(frozen=True, kw_only=True, slots=True)
class Corrected:
    """A story whose text has changed, and what it tells otherwise than before, perhaps nothing."""

    head: Head
    changes: Changes


def since(archive: Archive, heads: Sequence[Head], time: str) -> list[Corrected]:
    """Of these stories those whose text is not what it was then; one of which no earlier text was kept is among
    them."""
    kept = archive.earlier([head.id for head in heads])
    told = []
    for head in heads:
        name = next((one.name for one in kept.get(head.id, ()) if one.until > time), None)
        was, now = archive.version(name) if name else None, archive.version(head.id)
        if was is None or now is None:
            told.append(Corrected(head=head, changes=Changes()))
        elif was.story.text != now.story.text:
            told.append(Corrected(head=head, changes=versions.changes(was, now)))
    return told


def ever(archive: Archive, heads: Sequence[Head], found: Sequence[Found[Finding]] = ()) -> list[Corrected]:
    """Of these stories those that told something otherwise in one of their last texts. A text that has all the
    sentences that were `found` in its story is passed over."""
    told = []
    for head, texts in _texts(archive, heads, found):
        now = archive.version(head.id)
        if now and (changes := _all([versions.changes(text, now) for text in texts])):
            told.append(Corrected(head=head, changes=changes))
    return told


def of(archive: Archive, found: Sequence[Found[Figure]]) -> list[Corrected]:
    """What stands in the place of these figures in earlier texts of their own stories."""
    here = {(one.story.id, one.finding.start) for one in found}
    told = ever(archive, _heads(found), found)
    return _having(told, figures=lambda change: (change.new.story.id, change.new.finding.start) in here)


def before(archive: Archive, found: Sequence[Found[Figure]]) -> list[Found[Figure]]:
    """The same numbers as they stood in earlier texts of their stories, where a sentence was another."""
    numbers = {(one.story.id, one.finding.value, one.finding.low, one.finding.high) for one in found}
    return [
        Found(finding=one, story=text.head, passage=text.story.text[one.context.start : one.context.end])
        for head, texts in _texts(archive, _heads(found), found)
        for text in texts
        for one in text.findings.figures
        if (head.id, one.value, one.low, one.high) in numbers
    ]


def spoken(
    archive: Archive, said: Sequence[Found[Quote]], name: str, revised: Sequence[Head]
) -> list[Corrected]:
    """What somebody said otherwise, or somebody else said, in an earlier text of these quotations' stories; and of
    the others that were revised, what was this one's until it had another speaker."""
    here = {(one.story.id, one.finding.start) for one in said}
    heads = {head.id: head for head in (*_heads(said), *revised)}
    told = ever(archive, list(heads.values()), said)

    def meant(change: Change[Quote]) -> bool:
        speaker = change.old.finding.speaker
        was = change.what == "speaker" and speaker and speaker.person
        return (change.new.story.id, change.new.finding.start) in here or bool(was and names.same(was, name))

    return _having(told, quotes=meant)


def sections(told: Iterable[Corrected]) -> list[Section]:
    """A section a change, headed by what is counted or who is meant; the gravest first, then in the order of the
    stories. What copies changed alike is one change that names them."""
    first: dict[tuple[str, ...], tuple[int, Section, list[str]]] = {}
    for one in told:
        for what, section in _sections(one.changes):
            words = (section.heading, *(line.text for line in section.items))
            _, _, sources = first.setdefault(words, (_ORDER.index(what), section, []))
            sources.append(one.head.source.label)
    ranked = sorted(first.values(), key=lambda each: each[0])
    return [_carried(section, sources[1:]) for _, section, sources in ranked]


def only(note: Answer, sections: Sequence[Section]) -> Answer:
    """A note that has no story to tell, with what has changed."""
    said = (note.note or "").replace(NOTHING_NEW, "0 new stories", 1)
    return replace(note, kind="answer", note=said or None, sections=(*sections, *note.sections))


def notices(head: Head, story: Story) -> list[Item]:
    """What a story says of its own mistakes."""
    zones = [zone for zone in story.zones if zone.kind == "correction"]
    return [span_item(head, story, Span(zone.start, zone.end)) for zone in zones]


def group(told: Sequence[Found[Figure]]) -> Group:
    """A number with those that it replaced, oldest first."""
    entries = (Entry(found=found, measure=measures.measure(found)) for found in told)
    return Group(entries=tuple(entries), verdict="CHANGED")


def figures(told: Sequence[Found[Figure]]) -> Section:
    """The same as a section."""
    made = group(told)
    origin = {origins.origin(found) for found in told}
    lines = [groups.line([entry], labelled=len(origin) > 1) for entry in made.entries]
    note = origin.pop() if len(origin) == 1 else None
    return replace(_section(groups.heading(made) or "FIGURE", lines), note=note)


def places(found: Iterable[Change[F]]) -> list[tuple[What, list[Found[F]]]]:
    """What stood in the place of each finding of the text now, oldest first, and last the finding itself."""
    by_place: dict[tuple[What, int], list[Change[F]]] = {}
    for one in found:
        by_place.setdefault((one.what, one.new.finding.start), []).append(one)
    return [(what, [*(one.old for one in told), told[-1].new]) for (what, _), told in by_place.items()]


def _texts(
    archive: Archive, heads: Sequence[Head], found: Iterable[Found[Finding]]
) -> Iterator[tuple[Head, list[Version]]]:
    """The last texts of each story that lack one of the sentences found in it, if there are any, oldest first."""
    kept = archive.earlier([head.id for head in heads])
    passages: dict[str, list[str]] = {}
    for one in found:
        passages.setdefault(one.story.id, []).append(one.passage)
    for head in heads:
        last = [one.name for one in kept.get(head.id, ())[-_TEXTS:]]
        other = [name for name in last if not _has(archive, name, passages.get(head.id, ()))]
        if texts := [text for name in other if (text := archive.version(name))]:
            yield head, texts


def _has(archive: Archive, name: str, passages: Sequence[str]) -> bool:
    story = archive.story(name) if passages else None
    return story is not None and all(passage in story.text for passage in passages)


def _sections(changes: Changes) -> Iterator[tuple[What, Section]]:
    for what, counted in places(changes.figures):
        yield what, figures(counted)
    for what, said in places(changes.quotes):
        yield what, _quoted(said) if what == "quote" else _spoken(said)
    for what, named in places(changes.people):
        yield what, _held(named) if what == "office" else _named(named)


def _quoted(told: Sequence[Found[Quote]]) -> Section:
    """Other words of one speaker; the facts say which of them differ."""
    person = voices.lead(told[-1])
    lines = []
    for found in told:
        made = quote_item(found, named=person)
        others = [other for other in told if other is not found]
        lines.append(replace(made, facts={**(made.facts or {}), "differs": differences(found, others)}))
    heading = " · ".join(part for part in ("QUOTE", person) if part)
    return replace(_section(heading, lines), note=CHECK_TRANSCRIPT)


def _spoken(told: Sequence[Found[Quote]]) -> Section:
    """Another speaker of the same words."""
    lines = [quote_item(found, lead=voices.lead(found)) for found in told]
    return replace(_section("QUOTE", lines), note=CHECK_TRANSCRIPT)


def _held(told: Sequence[Found[Mention]]) -> Section:
    lines = [words_item(found, found.finding.titles[0]) for found in told]
    return _section(f"OFFICE · {told[-1].finding.person}", lines)


def _named(told: Sequence[Found[Mention]]) -> Section:
    return _section("NAME", [item(found, keep=found.finding.titles) for found in told])


def _section(heading: str, lines: Sequence[Item]) -> Section:
    *olds, new = lines
    earlier = [replace(line, label=joined(EARLIER, line.label)) for line in olds]
    return Section(heading=heading, verdict="CHANGED", items=(*earlier, new))


def _carried(section: Section, sources: Sequence[str]) -> Section:
    """With the other sources that changed the same."""
    *olds, new = section.items
    others = tuple(dict.fromkeys(source for source in sources if not new.cite or source != new.cite.source))
    label = joined(new.label, groups.also_carried(others))
    return replace(section, items=(*olds, replace(new, label=label)))


def _heads(found: Sequence[Found[Finding]]) -> list[Head]:
    return list({one.story.id: one.story for one in found}.values())


def _having(
    told: Iterable[Corrected],
    *,
    figures: Callable[[Change[Figure]], bool] = lambda _: False,
    quotes: Callable[[Change[Quote]], bool] = lambda _: False,
) -> list[Corrected]:
    """Those with such changes, and no others of theirs."""
    kept = []
    for one in told:
        counted = tuple(change for change in one.changes.figures if figures(change))
        said = tuple(change for change in one.changes.quotes if quotes(change))
        if counted or said:
            kept.append(Corrected(head=one.head, changes=Changes(figures=counted, quotes=said)))
    return kept


def _all(found: Sequence[Changes]) -> Changes:
    """The changes from several texts to the last, oldest first; what two of them tell alike stands once, and so does
    a figure in other words."""
    return Changes(
        figures=_once((change for changes in found for change in changes.figures), _figure),
        quotes=_once((change for changes in found for change in changes.quotes), _passage),
        people=_once((change for changes in found for change in changes.people), _passage),
    )


def _once(found: Iterable[Change[F]], told: Callable[[Found[F]], str]) -> tuple[Change[F], ...]:
    return tuple({(one.what, one.new.finding.start, told(one.old)): one for one in found}.values())


def _figure(found: Found[Finding]) -> str:
    return found.finding.text


def _passage(found: Found[Finding]) -> str:
    return found.passage
