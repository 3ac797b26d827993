"""One storyline of the morning note, from its headline to each source for itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import NamedTuple

from newsbot.answer import Item, Section
from newsbot.commands import groups, voices
from newsbot.commands.clause import MOST
from newsbot.commands.items import quote_item, span_item
from newsbot.commands.vocabulary import CHECK_TRANSCRIPT, counts, joined
from newsbot.commands.wordings import Place, differences, labels
from newsbot.compare import attributes, drift, gist, origins
from newsbot.compare.hours import Hour, hours
from newsbot.compare.ledger import Entry, Group, ledger
from newsbot.compare.lexicon import BROAD, LENGTHS, PEOPLE
from newsbot.model import Filter, Found, Head, Lineage, Quote, Span, Story
from newsbot.store import Archive

STORIES = 40  # of a storyline that are compared; a bigger one is told by its newest
_FINDINGS = 1000
_FULL = 10  # lines from which a storyline is told in full; with less, what must be checked comes first
_OWN = 4  # lines of a source's own section
_OFFICES = 3
_COPIES = 6  # sources with another's text that get a section of their own
_MARKS = tuple("“”\"‘’'«»„")


@dataclass(frozen=True, kw_only=True, slots=True)
class Telling:
    """The sections of the first screen, those left for the thread, and one a source."""

    sections: tuple[Section, ...]
    rest: tuple[Section, ...]
    sources: tuple[Section, ...]


class _Line(NamedTuple):
    """A candidate: whose sentence, where, and how it would be drawn."""

    head: Head
    span: Span
    item: Item | None


@dataclass(kw_only=True, slots=True)
class _Desk:
    """What a storyline's sections are made from, copies folded under the first; `shown` are the sentences that
    already stand in one, `alone` what only a story tells, once looked for, `since` when the last note was."""

    heads: Sequence[Head]
    copies: Mapping[str, Sequence[Head]]
    lineage: Mapping[str, Lineage]
    since: str | None
    stories: dict[str, Story]
    groups: tuple[Group, ...]
    quotes: Sequence[Found[Quote]]
    utterances: tuple[drift.Utterance, ...]
    wordings: Mapping[Place, str]
    offices: tuple[attributes.Office, ...]
    hours: tuple[Hour, ...]
    shown: set[tuple[str, int]] = field(default_factory=set)
    alone: dict[str, tuple[Span, ...]] = field(default_factory=dict)

    def fresh(self, line: _Line) -> bool:
        return (line.head.id, line.span.start) not in self.shown

    def show(self, line: _Line) -> None:
        self.shown.add((line.head.id, line.span.start))


def tell(
    archive: Archive, heads: Sequence[Head], *, number: int, room: int, since: str | None = None
) -> Telling:
    """A storyline in about `room` lines, its stories given oldest first; `since` is when the last note was.

    Room is kept first for what only one source has, then given to CHECK, to SAME, to one quotation."""
    desk = _desk(archive, heads, since)
    opening = _opening(desk, number)
    checks = [*_changed(desk), *_checks(desk)]
    only = _present(_only_in(desk))
    alone: list[Section] = []
    said: list[Section] = []
    left = room - _lines([opening])
    if left < _FULL:
        first, rest = _fit(checks, left)
        only, alone = _fit(only, left - _lines(first))
        agreed, others = _fit(_agreed(desk), 0)
    else:
        first, rest = _fit(checks, left - _lines(only))
        agreed, others = _fit(_agreed(desk), left - _lines([*only, *first]))
        said, _ = _fit(_present(_said(desk)), left - _lines([*only, *first, *agreed]))
    return Telling(
        sections=(opening, *first, *agreed, *only, *said),
        rest=tuple(_unchecked(section) for section in (*rest, *others, *alone)),
        sources=(*(_source(desk, told) for told in _by_source(desk.heads)), *_copied(desk)),
    )


def _agreed(desk: _Desk) -> list[Section]:
    """Numbers first, then hours and offices, where the sources say so in so many words."""
    counted = [groups.section(group) for group in desk.groups if group.verdict == "SAME" and group.unit]
    held = [one for one in desk.offices if one.verdict == "SAME"][:_OFFICES]
    timed = [_hour(desk, one) for one in desk.hours if one.verdict == "SAME"]
    return [*counted, *timed, *(_office(desk, one) for one in held)]


def _hour(desk: _Desk, told: Hour, *, check: bool = False) -> Section:
    """The time of day that each source gives for one thing."""
    items = tuple(span_item(one.head, desk.stories[one.head.id], one.span) for one in told.told)
    return Section(heading="CHECK · TIME" if check else "TIME", verdict=told.verdict, items=items)


def _office(desk: _Desk, told: attributes.Office, *, check: bool = False) -> Section:
    """A person's office as each source gives it."""
    heading = f"OFFICE · {told.person}"
    items = tuple(
        span_item(found.story, desk.stories[found.story.id], found.finding.titles[0])
        for found in told.told
        if found.story.id in desk.stories
    )
    return Section(heading=f"CHECK · {heading}" if check else heading, verdict=told.verdict, items=items)


def _desk(archive: Archive, heads: Sequence[Head], since: str | None) -> _Desk:
    newest = sorted(heads, key=lambda head: -head.row)[:STORIES]
    told = sorted(newest, key=lambda head: head.row)
    only = Filter(stories=tuple(head.id for head in told))
    lineage = archive.lineage(only.stories)
    copies = _copies(told, lineage)
    copied = {head.id for folded in copies.values() for head in folded}
    quotes = archive.quotes((), only, limit=_FINDINGS)
    own = [found for found in quotes if found.story.id not in copied]
    uttered = drift.utterances(quotes)
    stories = {head.id: story for head in told if (story := archive.story(head.id))}
    return _Desk(
        heads=[head for head in told if head.id not in copied],
        copies=copies,
        lineage=lineage,
        since=since,
        stories=stories,
        groups=ledger(archive.figures((), only, limit=_FINDINGS), lineage),
        quotes=sorted(own, key=lambda f: (f.story.row, f.finding.start)),
        utterances=uttered,
        wordings=labels(uttered),
        hours=hours(
            [(head, stories[head.id]) for head in told if head.id in stories and head.id not in copied]
        ),
        offices=attributes.offices(archive.mentions((), only, limit=_FINDINGS)),
    )


def _copies(heads: Sequence[Head], lineage: Mapping[str, Lineage]) -> dict[str, list[Head]]:
    """The copies of each of these stories, by its id, as they were loaded."""
    here = {head.id for head in heads}
    copies: dict[str, list[Head]] = {}
    for head in heads:
        took = lineage.get(head.id)
        if took and took.shared == "copy" and took.original in here:
            copies.setdefault(took.original, []).append(head)
    return copies


def _opening(desk: _Desk, number: int) -> Section:
    """Headline and lead of the fullest story."""
    head = _central(desk)
    story = desk.stories[head.id]
    items = []
    for span, label in ((gist.headline(story), None), (gist.lead(story), _scope(desk))):
        if span:
            items.append(span_item(head, story, span, label=label, keep=_whole(span)))
            desk.show(_Line(head, span, None))
    return Section(heading=str(number), items=tuple(items))


def _central(desk: _Desk) -> Head:
    """Told after the event, with an agency's dateline or a dateline, at most length: who was there and wrote most."""
    known = [head for head in desk.heads if head.id in desk.stories]

    def standing(head: Head) -> tuple[bool, int, int, int]:
        story = desk.stories[head.id]
        datelines = [story.text[zone.start : zone.end] for zone in story.zones if zone.kind == "dateline"]
        credited = any("(" in dateline for dateline in datelines)  # "MEXICO CITY (AP) —"
        body = sum(zone.end - zone.start for zone in story.zones if zone.kind == "body")
        return head.stage != "preview", credited + bool(datelines), body, -head.row

    return max(known, key=standing)


def _scope(desk: _Desk) -> str | None:
    """Stories, previews among them, those since the last note; publishers, and origins: reports that are no copies."""
    heads = [*desk.heads, *(head for folded in desk.copies.values() for head in folded)]
    if len(heads) == 1:
        return None
    told = origins.independence([(head, None) for head in heads], desk.lineage)
    fresh = sum(head.loaded > desk.since for head in heads) if desk.since else 0
    return joined(
        _stages(heads),
        f"{fresh} new" if 0 < fresh < len(heads) else None,
        counts(told.publishers, "publisher"),
        counts(told.reports, "origin") if told.reports < told.publishers else None,
    )


def _stages(heads: Sequence[Head]) -> str:
    """How many stories, and if some are previews how many of each."""
    before = sum(head.stage == "preview" for head in heads)
    after = sum(head.stage == "after" for head in heads)
    stages = [f"{after} after" if after else None, counts(before, "preview") if before else None]
    told = ", ".join(part for part in stages if part)
    return f"{counts(len(heads), 'story')}: {told}" if before else counts(len(heads), "story")


def _changed(desk: _Desk) -> list[Section]:
    """Figures that a story loaded since the last note replaced: NEW SINCE, old before new."""
    if not desk.since:
        return []
    groups_ = [group for group in desk.groups if group.verdict == "CHANGED" and _is_new(desk, group)]
    sections = [replace(made, heading=f"NEW SINCE · {made.heading}") for made in map(groups.section, groups_)]
    for section in sections:
        _mark(desk, section)
    return sections


def _is_new(desk: _Desk, group: Group) -> bool:
    return desk.since is not None and any(entry.found.story.loaded > desk.since for entry in group.entries)


def _checks(desk: _Desk) -> list[Section]:
    """What differs first: numbers of one measure, then words; then what must be looked at side by side."""
    told = [group for group in desk.groups if group.unit and group.verdict not in ("SAME", "ONE SOURCE")]
    told = [group for group in told if not (group.verdict == "CHANGED" and _is_new(desk, group))]
    one_measure = [groups.section(group, check=True) for group in told if group.reason is None]
    beside = [groups.section(group, check=True) for group in told if group.reason]
    quoted = [_drift(utterance) for utterance in desk.utterances if utterance.verdict == "DIFFER"]
    held = [_office(desk, one, check=True) for one in desk.offices if one.verdict != "SAME"]
    timed = [_hour(desk, one, check=True) for one in desk.hours if one.verdict == "DIFFER"]
    sections = [*one_measure, *quoted, *timed, *beside, *held]
    for section in sections:
        _mark(desk, section)
    return sections


def _drift(utterance: drift.Utterance) -> Section:
    """Every source's wording; where it was posted, if a source tells."""
    person = max((voices.person(found) or "" for found in utterance.told), key=len) or None
    posted = next((f for f in utterance.told if f.finding.via and f.finding.via.startswith("on X")), None)
    return Section(
        heading=" · ".join(part for part in ("CHECK", "QUOTE", person) if part),
        verdict=utterance.verdict,
        note=joined(f"origin: X post ({posted.story.source.label})" if posted else None, CHECK_TRANSCRIPT),
        items=tuple(_wording(found, person, utterance) for found in utterance.told),
    )


def _wording(found: Found[Quote], person: str | None, utterance: drift.Utterance) -> Item:
    """The words in their marks alone, for the heading says who speaks; the facts tell which of them differ."""
    others = [other for other in utterance.told if other is not found]
    made = quote_item(found, named=person)
    made = replace(made, facts={**(made.facts or {}), "differs": differences(found, others)})
    if not person:
        return made
    start, end = (
        found.finding.start - found.finding.context.start,
        found.finding.end - found.finding.context.start,
    )
    if found.passage[start - 1 : start] in _MARKS:
        start -= 1
    while found.passage[end : end + 1] in _MARKS:
        end += 1
    return replace(made, show=Span(found.finding.context.start + start, found.finding.context.start + end))


def _only_in(desk: _Desk) -> Section | None:
    """One line a source: a figure that nobody else has, else a quotation, else the sentence that says most."""
    items = []
    for told in _by_source(desk.heads):
        own = chain(_own_figures(desk, told), _own_quotes(desk, told), _own_sentences(desk, told))
        best = next((line for line in own if desk.fresh(line)), None)
        if best and best.item:
            desk.show(best)
            items.append(best.item)
    return Section(heading="ONLY IN", verdict="ONE SOURCE", items=tuple(items)) if len(items) > 1 else None


def _own_figures(desk: _Desk, told: Sequence[Head]) -> list[_Line]:
    """Those of the source alone, what an editor asks for first: who or what is counted, how often, how many."""
    stories = {head.id for head in told}
    entries = [
        entry
        for group in desk.groups
        if group.verdict == "ONE SOURCE"
        for entry in group.entries
        if entry.found.story.id in stories and entry.found.finding.zone == "body" and entry.measure.unit
    ]
    telling = [entry for entry in entries if _tells(entry)]
    telling.sort(key=lambda e: (-_weight(e), e.found.story.row, e.found.finding.start))
    return [_Line(e.found.story, e.found.finding.context, groups.line([e])) for e in telling]


def _tells(entry: Entry) -> bool:
    """Small numbers and bare lengths of time are seldom the news; a sentence whose marks do not close needs care."""
    value = entry.found.finding.value
    telling = entry.measure.unit not in LENGTHS and (value is None or value >= 10)
    return telling and not groups.unbalanced(entry.found.passage)


def _weight(entry: Entry) -> int:
    """People and things counted before money and shares; a rate, a number, somebody who stands behind it."""
    counted = entry.measure.unit not in BROAD or entry.measure.unit == PEOPLE
    named = origins.origin(entry.found) != origins.NOBODY
    return 2 * counted + bool(entry.measure.frame) + (entry.found.finding.value is not None) + named


def _own_quotes(desk: _Desk, told: Sequence[Head]) -> list[_Line]:
    """Direct words of people whom no other source quotes, the longest of a readable length first."""
    stories = {head.id for head in told}
    elsewhere = {
        voices.voice(f) for f in desk.quotes if f.story.id not in stories and f.finding.kind != "reported"
    }
    own = [
        found
        for found in desk.quotes
        if found.story.id in stories
        and found.finding.kind == "direct"
        and voices.person(found)
        and voices.voice(found) not in elsewhere
        and voices.readable(found)
    ]
    own.sort(key=lambda f: (-len(f.finding.text), f.story.row, f.finding.start))
    return [_Line(f.story, f.finding.context, _line_of(desk, f, lead=voices.person(f))) for f in own]


def _own_sentences(desk: _Desk, told: Sequence[Head]) -> Iterator[_Line]:
    stories = {head.id for head in told}
    others = [
        desk.stories[head.id] for head in desk.heads if head.id not in stories and head.id in desk.stories
    ]
    for head in told:
        story = desk.stories.get(head.id)
        if story is None:
            continue
        if head.id not in desk.alone:
            desk.alone[head.id] = gist.alone(story, others)[:_OWN]
        for span in desk.alone[head.id]:
            yield _Line(head, span, span_item(head, story, span, keep=_whole(span)))


def _whole(span: Span) -> tuple[Span, ...]:
    """A sentence that fits a first screen uncut is not cut."""
    return (span,) if span.end - span.start <= MOST else ()


def _said(desk: _Desk) -> Section | None:
    """One good quotation: a named person's own words, short, of a story told after the event if there is one."""
    said = [f for f in desk.quotes if f.finding.kind == "direct" and voices.person(f) and voices.readable(f)]
    said = [f for f in said if desk.fresh(_Line(f.story, f.finding.context, None))]
    if not said:
        return None
    best = min(
        said,
        key=lambda f: (f.story.stage == "preview", len(f.finding.text) > 110, f.story.row, -f.finding.start),
    )
    line = _Line(best.story, best.finding.context, _line_of(desk, best, named=voices.person(best)))
    desk.show(line)
    return Section(heading=f"SAID · {voices.person(best)}", items=(line.item,) if line.item else ())


def _source(desk: _Desk, told: Sequence[Head]) -> Section:
    """A source for itself: who speaks in it, a line of each voice, then what only it tells."""
    speaking = _speaking(desk, told)
    spoken = [line for line in _by_voice(desk, told) if desk.fresh(line)][: _OWN - 1]
    items: list[Item] = []
    for line in chain(spoken, _own_figures(desk, told), _own_sentences(desk, told)):
        if len(items) == _OWN:
            break
        if desk.fresh(line) and line.item:
            desk.show(line)
            items.append(line.item)
    label = told[0].source.label
    return Section(
        heading=f"{label}, preview" if told[0].stage == "preview" else label,
        note=joined(
            f"speaking: {', '.join(speaking)}" if speaking else None, _took(desk, told), _carried(desk, told)
        ),
        items=tuple(items) or _nothing_own(desk, told),
    )


def _took(desk: _Desk, told: Sequence[Head]) -> str | None:
    """Where a source's words come from, as far as the texts show: a passage of another story, one agency."""
    labels = {head.id: head.source.label for head in desk.heads}
    wires = Counter(took.wire for head in desk.heads if (took := desk.lineage.get(head.id)) and took.wire)
    mine = [took for head in told if (took := desk.lineage.get(head.id))]
    passages = [labels[took.original] for took in mine if took.original in labels and took.shared != "copy"]
    agencies = [took.wire for took in mine if took.wire and wires[took.wire] > 1]
    return joined(
        f"shared passage: {passages[0]}" if passages and passages[0] != told[0].source.label else None,
        f"same origin: {_agency(agencies[0])}" if agencies else None,
    )


def _agency(wire: str) -> str:
    return wire.upper() if len(wire) < 4 else wire.title()


def _carried(desk: _Desk, told: Sequence[Head]) -> str | None:
    """Who has the same text, by name as far as the line goes."""
    labels = dict.fromkeys(copy.source.label for head in told for copy in desk.copies.get(head.id, ()))
    return groups.also_carried([label for label in labels if label != told[0].source.label])


def _copied(desk: _Desk) -> list[Section]:
    """Copies after all others, folded but not hidden: each says whose text it has."""
    labels = {head.id: head.source.label for head in desk.heads}
    sections = []
    for original, folded in desk.copies.items():
        for told in _by_source(folded):
            if told[0].source.label != labels[original]:
                note = f"copy of {labels[original]}"
                sections.append(
                    Section(heading=told[0].source.label, note=note, items=_nothing_own(desk, told))
                )
    shown, left = sections[:_COPIES], sections[_COPIES:]
    also = ", ".join(section.heading for section in left)
    return [*shown, *([Section(heading="", note=f"also: {len(left)} copies: {also}")] if left else [])]


def _nothing_own(desk: _Desk, told: Sequence[Head]) -> tuple[Item, ...]:
    """The headline stands for a source that has nothing of its own."""
    story = desk.stories.get(told[0].id)
    span = story and (gist.headline(story) or gist.lead(story))
    return (span_item(told[0], story, span, label="nothing of its own"),) if story and span else ()


def _speaking(desk: _Desk, told: Sequence[Head]) -> list[str]:
    """Everybody who speaks in these stories: people by name, then bodies, then the unnamed."""
    stories = {head.id for head in told}
    found = [f for f in desk.quotes if f.story.id in stories and voices.heard(f)]
    people = {voices.voice(f): person for f in found if (person := voices.person(f))}
    bodies = {
        voices.voice(f): voices.body(f)
        for f in found
        if not voices.person(f) and not voices.unnamed(f) and not voices.in_office(f)
    }
    unnamed = dict.fromkeys(label for f in found if not voices.person(f) and (label := voices.unnamed(f)))
    return [*people.values(), *bodies.values(), *unnamed]


def _by_voice(desk: _Desk, told: Sequence[Head]) -> list[_Line]:
    """The first line of each voice, its own words before reported ones; voices in such an order too."""
    stories = {head.id for head in told}
    lines: dict[str, Found[Quote]] = {}
    for found in sorted(desk.quotes, key=voices.own_words_first):
        line = _Line(found.story, found.finding.context, None)
        if found.story.id in stories and voices.heard(found) and voices.readable(found) and desk.fresh(line):
            lines.setdefault(voices.voice(found), found)
    once = {(f.story.id, f.finding.context): f for f in reversed(lines.values())}
    best = sorted(once.values(), key=voices.own_words_first)
    return [_Line(f.story, f.finding.context, _quoted(desk, f)) for f in best]


def _quoted(desk: _Desk, found: Found[Quote]) -> Item:
    person = voices.person(found)
    made = _line_of(desk, found, lead=person, named=person)
    return made if person else replace(made, label=joined(made.label, voices.unnamed(found)))


def _line_of(desk: _Desk, found: Found[Quote], *, lead: str | None = None, named: str | None = None) -> Item:
    wording = desk.wordings.get((found.story.id, found.finding.start))
    return quote_item(found, lead=lead, named=named, wording=wording)


def _by_source(heads: Sequence[Head]) -> list[list[Head]]:
    """The stories of each source, a preview apart from what was told after; oldest load first."""
    told: dict[tuple[str, bool], list[Head]] = {}
    for head in heads:
        told.setdefault((head.source.label, head.stage == "preview"), []).append(head)
    return list(told.values())


def _mark(desk: _Desk, section: Section) -> None:
    for made in section.items:
        if made.cite:
            desk.shown.add((made.cite.story, made.cite.start))


def _fit(sections: Sequence[Section], room: int) -> tuple[list[Section], list[Section]]:
    """Sections that fit into so many lines, in order, and the others."""
    fits: list[Section] = []
    others: list[Section] = []
    for section in sections:
        if 1 + len(section.items) <= room:
            fits.append(section)
            room -= 1 + len(section.items)
        else:
            others.append(section)
    return fits, others


def _lines(sections: Iterable[Section]) -> int:
    return sum(1 + len(section.items) for section in sections)


def _present(section: Section | None) -> list[Section]:
    return [section] if section else []


def _unchecked(section: Section) -> Section:
    """In the thread it is no longer a thing to check first."""
    return replace(section, heading=section.heading.removeprefix("CHECK · "))
