"""Keeping readings: rows, index and roll-ups of one batch, in the transaction of the caller."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from newsbot.model import Findings, Story, Version
from newsbot.store import Change, Reading
from newsbot.store.queries import queries
from newsbot.store.rows import FIGURE, MENTION, QUOTE, body_row, dumps, finding_row, story_row
from newsbot.store.sqlite import earlier, index, read
from newsbot.store.sqlite.rollup import Rollup
from newsbot.text import fold

_SQL = queries("save")
COPIED_WITHIN = timedelta(days=14)
_TICK = timedelta(microseconds=1)


class Batch:
    """Readings kept together. What touches the full-text indexes waits until `finish`: between two other
    statements SQLite writes them to disk again and again, which cost a third of the time."""

    def __init__(self, db: sqlite3.Connection, now: str) -> None:
        self._db, self._now = db, _stamp(db, now)
        self._rollup = Rollup()
        self._indexing: list[tuple[str, dict[str, Any]]] = []
        self.words: set[str] = set()
        self.traits: list[tuple[int, Sequence[str], Sequence[str]]] = []  # row, traits gone, traits now

    def save(self, reading: Reading) -> Change:
        """Keep one reading as the Protocol says."""
        db, story = self._db, reading.story
        known = db.execute(_SQL["story_by_id"], {"id": story.id}).fetchone()
        if known is None:
            row = db.execute(_SQL["next_row"]).fetchone()[0]
            self._keep(reading, row=row, loaded=self._now, storyline=_joined(db, reading, row))
            self.traits.append((row, (), reading.traits))
            return "loaded"
        if known["fingerprint"] == reading.fingerprint:
            return "unchanged"
        row, storyline = known["row"], known["storyline"]
        if storyline == row and not db.execute(_SQL["has_followers"], {"row": row}).fetchone()[0]:
            storyline = _joined(db, reading, row)  # alone so far: its new text may show where it belongs
        self.traits.append((row, read.traits(db, row), reading.traits))
        old = self._take_out(row)
        if old.story.text != story.text:
            db.execute(_SQL["keep_revision"], {"row": row, "at": self._now})
            earlier.keep(db, old, story.text, now=self._now)
        self._keep(reading, row=row, loaded=known["loaded"], storyline=storyline)
        return "changed"

    def finish(self, heard: set[str]) -> None:
        """Write what waits; `heard` are words known to be kept."""
        for name, row in self._indexing:
            self._db.execute(_SQL[name], row)
        self._forget_sketches()
        new = sorted(self.words - heard)
        self._db.executemany(_SQL["keep_word"], ((fold(word), word) for word in new))
        self._rollup.apply(self._db)

    def _forget_sketches(self) -> None:
        """A fortnight's sketches are kept: who copies, copies soon."""
        since = datetime.fromisoformat(self._now) - COPIED_WITHIN
        first = self._db.execute(
            _SQL["first_loaded_since"], {"time": since.isoformat(timespec="seconds")}
        ).fetchone()
        if first:
            self._db.execute(_SQL["drop_old_sketches"], {"low": first[0]})

    def _keep(self, reading: Reading, *, row: int, loaded: str, storyline: int) -> None:
        story, findings = reading.story, reading.findings
        source = _source(self._db, story)
        placed = {
            "row": row,
            "source": source,
            "loaded": loaded,
            "changed": self._now,
            "storyline": storyline,
        }
        self._db.execute(
            _SQL["keep_story"], {**story_row(story), **placed, "fingerprint": reading.fingerprint}
        )
        self._db.execute(_SQL["keep_body"], {"row": row, **body_row(story, findings, reading.traits)})
        self._db.executemany(_SQL["keep_finding"], _finding_rows(row, findings))
        self._keep_lineage(reading, row)
        self._index("index", row, story, findings, reading.traits)
        self._rollup.story(story, findings, source, +1)
        self.words |= index.vocabulary(story, findings)

    def _take_out(self, row: int) -> Version:
        """Everything of this story but its rows in `story`, `body` and `sketch`, which are written over; the story as
        it was."""
        was = read.version(self._db, row)
        self._index("unindex", row, was.story, was.findings, read.traits(self._db, row))
        self._db.execute(_SQL["drop_findings"], {"row": row})
        self._db.execute(_SQL["drop_lineage"], {"row": row})
        self._rollup.story(was.story, was.findings, _source(self._db, was.story), -1)
        return was

    def _keep_lineage(self, reading: Reading, row: int) -> None:
        original = _first(self._db, reading, row)
        if reading.sketch:
            self._db.execute(_SQL["keep_sketch"], {"row": row, "hashes": dumps(reading.sketch)})
        if original is not None or reading.wire is not None:
            shared = reading.shared if original is not None else None
            told = {"row": row, "original": original, "shared": shared, "wire": reading.wire}
            self._db.execute(_SQL["keep_lineage"], told)

    def _index(self, verb: str, row: int, story: Story, findings: Findings, traits: Sequence[str]) -> None:
        self._indexing.append((f"{verb}_story", index.story_index(row, story, findings, traits)))
        self._indexing.extend(
            (f"{verb}_quote", one) for one in index.quote_index(row, story, findings.quotes)
        )
        self._indexing.extend(
            (f"{verb}_figure", one) for one in index.figure_index(row, story, findings.figures)
        )


def _joined(db: sqlite3.Connection, reading: Reading, row: int) -> int:
    """The storyline of the story that the reading names, its own row without one."""
    if reading.beside is not None:
        beside = db.execute(_SQL["story_by_id"], {"id": reading.beside}).fetchone()
        return int(beside["storyline"]) if beside else row
    if reading.storyline is None or reading.storyline == row:
        return row
    found = db.execute(_SQL["storyline_of"], {"row": reading.storyline}).fetchone()
    return int(found[0]) if found else row


def _first(db: sqlite3.Connection, reading: Reading, row: int) -> int | None:
    """The row of the first story of the text that the reading shares, if it was loaded before this one."""
    found = db.execute(_SQL["first_of"], {"id": reading.original}).fetchone() if reading.original else None
    if found is None:
        return None
    first = found["original"] if reading.shared == "copy" and found["original"] else found["row"]
    return int(first) if first < row else None


def _stamp(db: sqlite3.Connection, now: str) -> str:
    """Now, or a microsecond after the last stamp: what is kept later is stamped later, though its load began before."""
    last = db.execute(_SQL["last_stamp"]).fetchone()[0]
    if last is None or now > last:
        return now
    return (datetime.fromisoformat(last) + _TICK).isoformat(timespec="microseconds")


def _source(db: sqlite3.Connection, story: Story) -> int:
    source = story.source
    told = {"label": source.label, "publisher": source.publisher, "names": dumps(source.names)}
    found = db.execute(_SQL["source_id"], told).fetchone() or db.execute(_SQL["keep_source"], told).fetchone()
    return int(found[0])


def _finding_rows(row: int, findings: Findings) -> Iterator[dict[str, Any]]:
    kinds = ((MENTION, findings.mentions), (QUOTE, findings.quotes), (FIGURE, findings.figures))
    for kind, found in kinds:
        for seq, finding in enumerate(found):
            yield {"story": row, "kind": kind, "seq": seq, **finding_row(finding)}
