"""One storyline of the morning note, from its headline to each source for itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from newsbot.answer import Section
from newsbot.commands import voices
from newsbot.commands.alone import only_in
from newsbot.commands.checks import agreed, changed, checks
from newsbot.commands.each_source import copied, source
from newsbot.commands.evidence import Evidence, Line, by_source, evidence, quoted, whole
from newsbot.commands.items import span_item
from newsbot.commands.vocabulary import counts, joined
from newsbot.compare import changes, gist, origins
from newsbot.model import Head, Story
from newsbot.store import Archive

_SHORT = 110  # characters of a quotation that is read at a glance
_LEANS = re.compile(
    r"(?:that|this|these|those|it|they|he|she|them|and|but|so|or|yes|no|under|also|then)(?:[’'][a-z]+)?\b",
    re.IGNORECASE,
)
_FULL = 10  # lines from which a storyline is told in full; with less, what must be checked comes first


@dataclass(frozen=True, kw_only=True, slots=True)
class Telling:
    """The sections of the first screen, those left for the thread, and one a source."""

    sections: tuple[Section, ...]
    rest: tuple[Section, ...]
    sources: tuple[Section, ...]


def tell(
    archive: Archive, heads: Sequence[Head], *, number: int, room: int, since: str | None = None
) -> Telling:
    """A storyline in about `room` lines, its stories given oldest first; `since` is when the last note was.

    Room is kept first for what only one source has, then given to CHECK, to SAME, to one quotation."""
    desk = evidence(archive, heads, since)
    central = _central(desk)
    opening = _opening(desk, central, number)
    check = [*changed(desk), *checks(desk)]
    left = room - _lines([opening])
    full = left >= _FULL
    kept = 1 + len(by_source(desk.heads)) if full else 0  # what only one source has
    first, rest = _fit(check, left - kept)
    same, others = _fit(agreed(desk), left - kept - _lines(first) if full else 0)
    desk.mark(same)
    only, alone = _fit(_present(only_in(desk)), left - _lines([*first, *same]))
    said, _ = (
        _fit(_present(_said(desk, central)), left - _lines([*first, *same, *only])) if full else ([], [])
    )
    return Telling(
        sections=(opening, *first, *same, *only, *said),
        rest=tuple(_unchecked(section) for section in (*rest, *others, *alone)),
        sources=(*(source(desk, told) for told in by_source(desk.heads)), *copied(desk)),
    )


def _opening(desk: Evidence, head: Head, number: int) -> Section:
    """Headline and lead of the central story."""
    story = desk.stories[head.id]
    items = []
    for span, label in ((gist.headline(story), None), (gist.lead(story), _scope(desk))):
        if span:
            items.append(span_item(head, story, span, label=label, keep=whole(span)))
            desk.show(Line(head, span, None))
    return Section(heading=str(number), items=tuple(items))


def _central(desk: Evidence) -> Head:
    """New since the last note, told after the event, with the last number where one has changed; then with an agency's
    dateline or a dateline, a lead that tells what the others tell, at most length: who was there and wrote most."""
    known = [head for head in desk.heads if head.id in desk.stories]
    last = _tells_change(desk)

    def standing(head: Head) -> tuple[bool, bool, bool, int]:
        story = desk.stories[head.id]
        datelines = [story.text[zone.start : zone.end] for zone in story.zones if zone.kind == "dateline"]
        credited = any("(" in dateline for dateline in datelines)  # "MEXICO CITY (AP) —"
        fresh = desk.since is not None and head.loaded > desk.since
        return fresh, head.stage != "preview", head.id in last, credited + bool(datelines)

    best = max(map(standing, known))
    first = [head for head in known if standing(head) == best]
    if len(first) == 1:  # what others tell too is asked only of those that are left
        return first[0]
    return max(first, key=lambda head: (_shared(desk, head), _length(desk.stories[head.id]), -head.row))


def _length(story: Story) -> int:
    return sum(zone.end - zone.start for zone in story.zones if zone.kind == "body")


def _tells_change(desk: Evidence) -> frozenset[str]:
    """Stories that open with a number that has changed, and say that it has."""
    told = [entry.found for group in desk.groups if group.verdict == "CHANGED" for entry in group.entries]
    return frozenset(
        found.story.id
        for found in told
        if found.story.id in desk.stories
        and (lead := gist.lead(desk.stories[found.story.id]))
        and lead.start <= found.finding.start < lead.end
        and changes.told(found)
    )


def _shared(desk: Evidence, head: Head) -> int:
    """How many of the other stories tell what the headline and the lead of this one tell."""
    others = [desk.stories[one.id] for one in desk.heads if one.id != head.id and one.id in desk.stories]
    return gist.echoed(desk.stories[head.id], tuple(others))


def _scope(desk: Evidence) -> str | None:
    """Stories, previews among them, those since the last note; publishers, and origins: reports that are no copies."""
    heads = desk.every
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


def _said(desk: Evidence, central: Head) -> Section | None:
    """One good quotation: a named person's own words, short, of a story told after the event if there is one; what
    several sources quote first, then the one that stands last in the story that opens; what leans on the words before
    it ("That can be done") last."""
    said = [f for f in desk.quotes if f.finding.kind == "direct" and voices.person(f) and voices.readable(f)]
    said = [f for f in said if desk.fresh(Line(f.story, f.finding.context, None))]
    if not said:
        return None
    several = {(f.story.id, f.finding.start) for utterance in desk.utterances for f in utterance.told}
    best = min(
        said,
        key=lambda f: (
            f.story.stage == "preview",
            bool(_LEANS.match(f.finding.text)),
            " " not in (voices.person(f) or ""),
            len(f.finding.text) > _SHORT,
            (f.story.id, f.finding.start) not in several,
            f.story.id != central.id,
            f.story.row,
            -f.finding.start,
        ),
    )
    line = Line(best.story, best.finding.context, quoted(desk, best, named=voices.person(best)))
    desk.show(line)
    return Section(heading=f"SAID · {voices.person(best)}", items=(line.item,) if line.item else ())


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
