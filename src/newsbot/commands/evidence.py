"""What a storyline is told from: its stories with copies folded, their figures, quotations, offices, and who was where when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

from newsbot.answer import Item, Section
from newsbot.commands import voices
from newsbot.commands.clause import MOST
from newsbot.commands.items import quote_item
from newsbot.commands.wordings import Place, labels
from newsbot.compare import attributes, drift
from newsbot.compare.attendance import Attendance, attendance
from newsbot.compare.differences import Difference, differences
from newsbot.compare.entries import Entry
from newsbot.compare.hours import Hour, hours
from newsbot.compare.ledger import Group, ledger
from newsbot.compare.movements import Movement, movements
from newsbot.compare.states import Standing, standings
from newsbot.model import Figure, Filter, Found, Head, Lineage, Mention, Quote, Span, Story
from newsbot.store import Archive

STORIES = 40  # of a storyline that are compared; a bigger one is told by its newest
_FINDINGS = 1000


class Line(NamedTuple):
    """A candidate: whose sentence, where, and how it would be drawn."""

    head: Head
    span: Span
    item: Item | None


@dataclass(kw_only=True, slots=True)
class Evidence:
    """What a storyline's sections are made from: `heads` of `every` story, copies folded under the first; `shown` are the sentences that
    already stand in one, `voiced` the stories with words of each voice, `alone` what only a story tells and `counted` the
    figures that only a source has (by its first story), both once looked for, `since` when the last note was."""

    every: Sequence[Head]
    heads: Sequence[Head]
    copies: Mapping[str, Sequence[Head]]
    lineage: Mapping[str, Lineage]
    since: str | None
    stories: Mapping[str, Story]
    groups: tuple[Group, ...]
    quotes: Sequence[Found[Quote]]
    utterances: tuple[drift.Utterance, ...]
    wordings: Mapping[Place, str]
    voiced: Mapping[str, AbstractSet[str]]
    offices: tuple[attributes.Office, ...]
    hours: tuple[Hour, ...]
    happened: tuple[Difference, ...]
    attended: tuple[Attendance, ...]
    standings: tuple[Standing, ...]
    moved: tuple[Movement, ...]
    shown: set[tuple[str, int]] = field(default_factory=set)
    alone: dict[str, tuple[Span, ...]] = field(default_factory=dict)
    counted: dict[str, Sequence[Entry]] = field(default_factory=dict)

    def fresh(self, line: Line) -> bool:
        return (line.head.id, line.span.start) not in self.shown

    @property
    def several(self) -> frozenset[tuple[str, int]]:
        """Sentences whose figure or quotation other sources have too, or that are compared with theirs."""
        told = [e.found for group in self.groups if group.verdict != "ONE SOURCE" for e in group.entries]
        said = [found for utterance in self.utterances for found in utterance.told]
        moved = [one for movement in self.moved for one in movement.told]
        return frozenset(
            [
                *((f.story.id, f.finding.context.start) for f in (*told, *said)),
                *((one.head.id, one.span.start) for one in moved),
            ]
        )

    def show(self, line: Line) -> None:
        self.shown.add((line.head.id, line.span.start))

    def mark(self, sections: Iterable[Section]) -> None:
        """Their lines stand on the screen."""
        cites = (item.cite for section in sections for item in section.items)
        self.shown |= {(cite.story, cite.start) for cite in cites if cite}


def evidence(archive: Archive, heads: Sequence[Head], since: str | None) -> Evidence:
    """All of it for the newest stories given, told oldest first."""
    newest = sorted(heads, key=lambda head: -head.row)[:STORIES]
    told = sorted(newest, key=lambda head: head.row)
    only = Filter(stories=tuple(head.id for head in told))
    lineage = archive.lineage([head.id for head in heads])
    compared = _compared(
        tuple([(head, archive.story(head.id), lineage.get(head.id)) for head in told]),
        tuple(archive.quotes((), only, limit=_FINDINGS)),
        tuple(archive.figures((), only, limit=_FINDINGS)),
        tuple(archive.mentions((), only, limit=_FINDINGS)),
    )
    return replace(compared, every=heads, lineage=lineage, since=since, shown=set())


# 6 ms and 40 KB each, of 40 stories some 600 KB: topics share storylines, and at seven each channel's note tells the same.
@lru_cache(maxsize=64)
def _compared(
    told: Sequence[tuple[Head, Story | None, Lineage | None]],
    quotes: Sequence[Found[Quote]],
    figures: Sequence[Found[Figure]],
    mentions: Sequence[Found[Mention]],
) -> Evidence:
    """What these stories, oldest first, and all that was found in them come to; who asks adds what else he has."""
    heads = [head for head, _, _ in told]
    stories = {head.id: story for head, story, _ in told if story}
    lineage = {head.id: took for head, _, took in told if took}
    copies = _copies(heads, lineage)
    copied = {head.id for folded in copies.values() for head in folded}
    own = [found for found in quotes if found.story.id not in copied]
    uttered = drift.utterances(own)
    first_told = [(head, stories[head.id]) for head in heads if head.id in stories and head.id not in copied]
    return Evidence(
        every=heads,
        heads=[head for head in heads if head.id not in copied],
        copies=copies,
        lineage=lineage,
        since=None,
        stories=stories,
        groups=ledger(figures, lineage),
        quotes=sorted(own, key=lambda f: (f.story.row, f.finding.start)),
        utterances=uttered,
        wordings=labels(uttered),
        voiced=_voiced(own),
        hours=hours(first_told),
        happened=differences(first_told),
        attended=attendance(first_told, mentions),
        standings=standings(first_told),
        moved=movements(first_told),
        offices=attributes.offices(mentions),
    )


def _voiced(quotes: Iterable[Found[Quote]]) -> dict[str, set[str]]:
    """The stories in which each voice has words in quotation marks."""
    voiced: dict[str, set[str]] = {}
    for found in quotes:
        if found.finding.kind != "reported":
            voiced.setdefault(voices.voice(found), set()).add(found.story.id)
    return voiced


def _copies(heads: Sequence[Head], lineage: Mapping[str, Lineage]) -> dict[str, list[Head]]:
    """The copies of each of these stories, by its id, as they were loaded."""
    here = {head.id for head in heads}
    copies: dict[str, list[Head]] = {}
    for head in heads:
        took = lineage.get(head.id)
        if took and took.shared == "copy" and took.original in here:
            copies.setdefault(took.original, []).append(head)
    return copies


def by_source(heads: Sequence[Head]) -> list[list[Head]]:
    """The stories of each source, a preview apart from what was told after; oldest load first."""
    told: dict[tuple[str, bool], list[Head]] = {}
    for head in heads:
        told.setdefault((head.source.label, head.stage == "preview"), []).append(head)
    return list(told.values())


def whole(span: Span) -> tuple[Span, ...]:
    """A sentence that fits a first screen uncut is not cut."""
    return (span,) if span.end - span.start <= MOST else ()


def quoted(desk: Evidence, found: Found[Quote], *, lead: str | None = None, named: str | None = None) -> Item:
    """A quotation as a line, with whose wording differs."""
    wording = desk.wordings.get((found.story.id, found.finding.start))
    return quote_item(found, lead=lead, named=named, wording=wording)
