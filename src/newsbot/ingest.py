"""The corridor: files to stories to findings to the archive; twice is the same as once."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple, TypeVar

from newsbot.compare import copies
from newsbot.compare.stage import stage
from newsbot.compare.storylines import belongs, traits
from newsbot.extract import extract
from newsbot.extract.opinion import Opinion
from newsbot.model import Figure, Findings, Head, Mention, Quote, Shared, Speaker, Story
from newsbot.readers import Aliases, Refused, Unread, find
from newsbot.store import Archive, Reading, Refusal
from newsbot.text import fold
from newsbot.workers import Workers, carry

# What reading makes of a story is kept until this changes: raise it with every change of extract or compare that
# should reach the stories already loaded.
EXTRACTOR = 4
_BATCH = 50  # stories that are read, asked about and handed out at once
# New stories that are saved at once. Every save rewrites the same much used pages of people and words: of 100,000
# stories, 50 at once, 40 GB were written. A bot that wants to write waits for as long as a save takes, 0.3 s.
_TOGETHER = 150
_CORES = min(2, os.cpu_count() or 1)
_TOLD = 20_000  # lines set aside that a report lists; `newsbot story` shows each story's own at any time
_RELATED = 40  # stories that may share a storyline with a new one
_NEAREST = 12  # of these, those that may share its text; who copies a story has most of its traits
_LOOKED_AT = 3  # whole texts that are laid beside a new one
_COPIED_WITHIN = timedelta(days=14)
_SHARED = 5  # traits that make an unsaved story a relation; a tenth of the 48, where two join at a seventh
_UNSAVED = 1 << 48  # rows from here on are those of stories that are not saved yet

for _kind in (Mention, Quote, Figure, Speaker):  # some fifty a story
    carry(_kind)


@dataclass(frozen=True, kw_only=True, slots=True)
class LoadReport:
    """What a load did: counts of stories, each refused origin with its reason, how many of these were not there
    at all, and line by line what was left out of the new stories or mended in them (the first 20,000 lines)."""

    loaded: int
    changed: int
    unchanged: int
    refused: tuple[tuple[str, str], ...]
    missing: int
    set_aside: tuple[str, ...]


def load(
    paths: Sequence[Path],
    archive: Archive,
    *,
    now: str,
    progress: Callable[[int], None] | None = None,
    workers: int = _CORES,
    opinion: Opinion | None = None,
) -> LoadReport:
    """Read files and folders into the archive, in their order; `now` is UTC, ISO 8601.

    Stories that have not changed are not read again. Of two stories with one id the later `updated` is kept; where
    that does not tell, the first of this load is, and the other is refused. `progress` hears after each batch how
    many stories were kept, found unchanged or refused so far. More workers change nothing but the time it takes.
    Interrupted, what was kept so far stays, and loading again goes on from there. An opinion is a function of a
    module, which the other processes import; stories that were read with another one, or with none, are read again.
    """
    with ExitStack() as stack:
        return _Load(archive, now, progress, Workers(workers, stack), opinion).run(paths)


@dataclass(frozen=True, slots=True)
class _Read:
    """A story read, or the reason why it could not be."""

    story: Story
    fingerprint: str
    findings: Findings = field(default_factory=Findings)
    traits: tuple[str, ...] = ()
    sketch: tuple[int, ...] = ()
    failed: str | None = None


_Found = Story | Refused | Aliases
_New = tuple[Story, str]  # with its fingerprint
_T = TypeVar("_T")


class _Load:
    """One load under way."""

    def __init__(
        self,
        archive: Archive,
        now: str,
        progress: Callable[[int], None] | None,
        workers: Workers,
        opinion: Opinion | None,
    ) -> None:
        self._archive, self._now, self._progress, self._workers = archive, now, progress, workers
        self._opinion = opinion
        self._counts = {"loaded": 0, "changed": 0, "unchanged": 0}
        self._refused: list[tuple[str, str]] = []
        self._missing = 0
        self._set_aside: list[str] = []
        self._pending = _Pending(archive, now)
        self._met: set[int] = set()  # ids of this load, and ids with their fingerprints, as hashes
        self._latest: dict[str, str] = {}  # `updated` of the new stories of this load that have one

    def run(self, paths: Sequence[Path]) -> LoadReport:
        found = chain.from_iterable(self._workers.each(_read_files, _batches(find(paths))))
        new = map(self._new, _batches(self._stories(found)))
        for read in self._workers.each(partial(_read_all, opinion=self._opinion), new):
            self._keep(read)
        self._save()
        self._tell()
        self._archive.note_load(
            now=self._now, refused=[Refusal(origin=o, reason=r) for o, r in self._refused]
        )
        return LoadReport(
            loaded=self._counts["loaded"],
            changed=self._counts["changed"],
            unchanged=self._counts["unchanged"],
            refused=tuple(self._refused),
            missing=self._missing,
            set_aside=tuple(self._set_aside),
        )

    def _stories(self, found: Iterable[_Found]) -> Iterator[Story]:
        """The stories among what was found; refusals and aliases are dealt with as they come."""
        for one in found:
            if isinstance(one, Refused):
                self._refuse(one.origin, one.reason)
                self._missing += one.missing
            elif isinstance(one, Aliases):
                self._archive.save_aliases(
                    one.folder, {fold(alias): name for alias, name in one.names.items()}
                )
            elif _writable(one):
                yield one
            else:
                self._refuse(one.origin, "characters that are no Unicode text, in its words or its path")

    def _new(self, batch: Sequence[Story]) -> list[_New]:
        """Those that must be read, with their fingerprints."""
        kept = self._archive.fingerprints([story.id for story in batch])
        new = []
        for story in batch:
            print_ = _fingerprint(story, self._opinion)
            if kept.get(story.id) == print_ or hash((story.id, print_)) in self._met:
                self._counts["unchanged"] += 1
            elif hash(story.id) in self._met and not story.updated:
                self._refuse(story.origin, f"another story of this load has the same id, {story.id}")
                continue
            elif self._outdated(story, known=story.id in kept):
                self._counts["unchanged"] += 1
            else:
                new.append((story, print_))
            self._met |= {hash(story.id), hash((story.id, print_))}
        self._workers.begun += len(new)
        return new

    def _outdated(self, story: Story, *, known: bool) -> bool:
        """Whether a version that says it is later has been met, or is in the archive."""
        if not story.updated:
            return False
        latest = self._latest.get(story.id)
        if latest is None and known:
            kept = self._archive.story(story.id)
            latest = kept.updated if kept else None
        if latest and _moment(latest) > _moment(story.updated):
            return True
        self._latest[story.id] = story.updated
        return False

    def _keep(self, read: Sequence[_Read]) -> None:
        """Save in order; a story sees those before it when its storyline is looked for."""
        for one in read:
            if one.failed is None:
                self._pending.add(one)
            else:
                self._refuse(one.story.origin, one.failed)
        if len(self._pending.readings) >= _TOGETHER:
            self._save()
        self._tell()

    def _tell(self) -> None:
        if self._progress:
            self._progress(sum(self._counts.values()) + len(self._refused))

    def _save(self) -> None:
        readings, self._pending = self._pending.readings, _Pending(self._archive, self._now)
        if not readings:
            return
        for reading, change in zip(readings, self._archive.save(readings, now=self._now), strict=True):
            self._counts[change] += 1
            self._set_aside.extend(islice(_cleaning(reading.story), _TOLD - len(self._set_aside)))

    def _refuse(self, origin: str, reason: str) -> None:
        self._refused.append((origin.encode("utf-8", "backslashreplace").decode(), reason))


class _Taken(NamedTuple):
    """What a story took over, from whom; the storyline of a story that is the same text throughout."""

    original: str | None = None
    shared: Shared | None = None
    line: int | None = None


class _Pending:
    """Stories that wait to be saved, each with its storyline, found among them and the archive. Saving one by one
    instead would have the full-text index written out between every two."""

    def __init__(self, archive: Archive, now: str) -> None:
        self.readings: list[Reading] = []
        self._archive = archive
        self._since = (datetime.fromisoformat(now) - _COPIED_WITHIN).isoformat(timespec="seconds")
        self._heads: list[Head] = []  # with rows and storylines that count on from _UNSAVED
        self._bearers: dict[str, list[int]] = {}  # by trait, which of the pending have it

    def add(self, one: _Read) -> None:
        related = self._related(one)
        line = belongs(one.traits, related)
        taken = self._taken(one, [head for head, _ in related[:_NEAREST]])
        line = taken.line if taken.line is not None else line
        head = _head(one.story, row=_UNSAVED + len(self.readings), storyline=line)
        self._heads.append(head)
        for trait in one.traits:
            self._bearers.setdefault(trait, []).append(len(self.readings))
        saved = line is None or line < _UNSAVED
        self.readings.append(
            Reading(
                story=one.story,
                findings=one.findings,
                fingerprint=one.fingerprint,
                storyline=line if saved else None,
                traits=one.traits,
                beside=None if saved or line is None else self.readings[line - _UNSAVED].story.id,
                sketch=one.sketch,
                original=taken.original,
                shared=taken.shared,
                wire=copies.wire(one.story),
            )
        )

    def _taken(self, one: _Read, heads: Sequence[Head]) -> _Taken:
        """The story whose text this one has, or some passage of it, and which of the two; the fullest copy first."""
        by_row = {head.row: head for head in heads}
        saved = self._archive.sketches([row for row in by_row if row < _UNSAVED], since=self._since)
        waiting = {row: self.readings[row - _UNSAVED].sketch for row in by_row if row >= _UNSAVED}
        passage = _Taken()
        for row in copies.near(one.sketch, {**saved, **waiting})[:_LOOKED_AT]:
            head = by_row[row]
            other = self.readings[row - _UNSAVED].story if row >= _UNSAVED else self._archive.story(head.id)
            how = copies.kinship(one.story, other) if other else None
            if other and how == "copy":
                line = head.storyline if copies.one_text(one.story, other) else None
                return _Taken(original=head.id, shared=how, line=line)
            if how and passage.original is None:
                passage = _Taken(original=head.id, shared=how)
        return passage

    def _related(self, one: _Read) -> list[tuple[Head, Sequence[str]]]:
        """The stories that share most traits with this one, most first; as many: the newest."""
        shared = Counter(index for trait in one.traits for index in self._bearers.get(trait, ()))
        near: list[tuple[int, Head, Sequence[str]]] = [
            (n, self._heads[at], self.readings[at].traits) for at, n in shared.items() if n >= _SHARED
        ]
        waiting, own = {head.id for _, head, _ in near}, set(one.traits)
        for head, theirs in self._archive.related(one.traits, limit=_RELATED):
            if head.id not in waiting:
                near.append((len(own.intersection(theirs)), head, theirs))
        near.sort(key=lambda each: (-each[0], -each[1].row))
        return [(head, theirs) for _, head, theirs in near if head.id != one.story.id][:_RELATED]


def _head(story: Story, *, row: int, storyline: int | None) -> Head:
    return Head(
        row=row,
        id=story.id,
        origin=story.origin,
        source=story.source,
        headline=story.headline,
        published=story.published,
        loaded="",
        stage=story.stage,
        url=story.url,
        byline=story.byline,
        storyline=row if storyline is None else storyline,
    )


def _read_files(batch: Sequence[Unread | Refused | Aliases]) -> list[_Found]:
    return [one.read() if isinstance(one, Unread) else one for one in batch]


def _read_all(batch: Sequence[_New], opinion: Opinion | None) -> list[_Read]:
    return [_read(story, print_, opinion) for story, print_ in batch]


def _read(story: Story, print_: str, opinion: Opinion | None) -> _Read:
    try:
        staged = replace(story, stage=story.stage or stage(story))
        findings = extract(story.text, story.zones, opinion)
        return _Read(staged, print_, findings, traits(staged, findings), copies.sketch(staged))
    except Exception as error:  # noqa: BLE001  one story that trips a rule must not stop a load of a million
        return _Read(
            story, print_, failed=f"reading failed ({type(error).__name__}: {error}); please report it"
        )


def _batches(them: Iterable[_T]) -> Iterator[list[_T]]:
    rest = iter(them)
    while batch := list(islice(rest, _BATCH)):
        yield batch


def _fingerprint(story: Story, opinion: Opinion | None) -> str:
    """Of all that the reader gave but the place where it was found, and of whose opinion was asked."""
    asked = [f"{opinion.__module__}.{opinion.__qualname__}"] if opinion else []
    told = repr((EXTRACTOR, *asked, replace(story, origin="")))
    return hashlib.blake2b(told.encode(), digest_size=16).hexdigest()


def _moment(time: str) -> str:
    """An ISO 8601 time in UTC, so that times of two zones compare; as it is where it gives no zone."""
    try:
        told = datetime.fromisoformat(time)
    except ValueError:
        return time
    return told.astimezone(UTC).isoformat() if told.tzinfo else time


def _writable(story: Story) -> bool:
    """Whether all of it is text that can be written as UTF-8."""
    said = (story.id, story.origin, story.headline, story.text, story.byline or "", story.url or "")
    try:
        "".join((*said, story.source.label)).encode()
    except UnicodeEncodeError:
        return False
    return True


def _cleaning(story: Story) -> Iterator[str]:
    for line in story.set_aside:
        yield f"{story.origin}:{line.line}: set aside ({line.rule}): {line.text}"
    for repair in story.repairs:
        yield f"{story.origin}: mended {repair.times} times: {repair.rule}"
