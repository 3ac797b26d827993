"""Keeping readings: rows, index and roll-ups of one batch, in the transaction of the caller."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from newsbot.model import Findings, Story
from newsbot.store import Change, Reading
from newsbot.store.queries import queries
from newsbot.store.rows import FIGURE, MENTION, QUOTE, body_row, dumps, finding_row, story_row
from newsbot.store.sqlite import index, read
from newsbot.store.sqlite.rollup import Rollup
from newsbot.store.words import filed
from newsbot.text import fold

_SQL = queries("save")


def save(db: sqlite3.Connection, readings: Sequence[Reading], now: str) -> list[Change]:
    """Each reading as the Protocol says; roll-ups once, at the end."""
    rollup = Rollup()
    heard: set[str] = set()
    changes = [_save(db, reading, now, rollup, heard) for reading in readings]
    db.executemany(_SQL["keep_word"], ((fold(word), word) for word in sorted(heard)))
    rollup.apply(db)
    return changes


def trait_number(trait: str) -> int:
    """A trait as 60 bits, which take a third of its letters' room."""
    return int(filed(trait)[1:16], 16)


def _save(db: sqlite3.Connection, reading: Reading, now: str, rollup: Rollup, heard: set[str]) -> Change:
    story = reading.story
    known = db.execute(_SQL["story_by_id"], {"id": story.id}).fetchone()
    if known is None:
        row = db.execute(_SQL["next_row"]).fetchone()[0]
        _keep(
            db, reading, row=row, loaded=now, changed=now, storyline=_joined(db, reading, row), rollup=rollup
        )
    elif known["fingerprint"] == reading.fingerprint:
        return "unchanged"
    else:
        row, storyline = known["row"], known["storyline"]
        if storyline == row and not db.execute(_SQL["has_followers"], {"row": row}).fetchone()[0]:
            storyline = _joined(db, reading, row)  # alone so far: its new text may show where it belongs
        _take_out(db, row, rollup)
        _keep(db, reading, row=row, loaded=known["loaded"], changed=now, storyline=storyline, rollup=rollup)
    heard |= index.vocabulary(story, reading.findings)
    return "loaded" if known is None else "changed"


def _joined(db: sqlite3.Connection, reading: Reading, row: int) -> int:
    """The storyline of the story that the reading names, its own row without one."""
    if reading.storyline is None or reading.storyline == row:
        return row
    found = db.execute(_SQL["storyline_of"], {"row": reading.storyline}).fetchone()
    return int(found[0]) if found else row


def _keep(
    db: sqlite3.Connection,
    reading: Reading,
    *,
    row: int,
    loaded: str,
    changed: str,
    storyline: int,
    rollup: Rollup,
) -> None:
    story, findings = reading.story, reading.findings
    source = _source(db, story)
    db.execute(
        _SQL["keep_story"],
        {
            **story_row(story),
            "row": row,
            "source": source,
            "loaded": loaded,
            "changed": changed,
            "storyline": storyline,
            "fingerprint": reading.fingerprint,
        },
    )
    db.execute(_SQL["keep_body"], {"row": row, **body_row(story, findings, reading.traits)})
    db.executemany(_SQL["keep_finding"], _finding_rows(row, findings))
    db.executemany(_SQL["keep_trait"], ((trait_number(trait), row) for trait in reading.traits))
    _index(db, "index", row, story, findings)
    rollup.story(story, findings, source, +1)


def _take_out(db: sqlite3.Connection, row: int, rollup: Rollup) -> None:
    """Everything of this story but its rows in `story` and `body`, which are written over."""
    story = read.story(db, row)
    mentions, quotes, figures = (
        read.findings(db, row, kind, story.text) for kind in (MENTION, QUOTE, FIGURE)
    )
    findings = Findings(mentions=mentions, quotes=quotes, figures=figures)  # type: ignore[arg-type]
    _index(db, "unindex", row, story, findings)
    db.execute(_SQL["drop_findings"], {"row": row})
    db.executemany(_SQL["drop_trait"], ((trait_number(trait), row) for trait in read.traits(db, row)))
    rollup.story(story, findings, _source(db, story), -1)


def _index(db: sqlite3.Connection, verb: str, row: int, story: Story, findings: Findings) -> None:
    db.execute(_SQL[f"{verb}_story"], index.story_index(row, story, findings))
    db.executemany(_SQL[f"{verb}_quote"], index.quote_index(row, story, findings.quotes))
    db.executemany(_SQL[f"{verb}_figure"], index.figure_index(row, story, findings.figures))


def _source(db: sqlite3.Connection, story: Story) -> int:
    source = story.source
    found = db.execute(
        _SQL["source_id"],
        {"label": source.label, "publisher": source.publisher, "names": dumps(source.names)},
    )
    return int(found.fetchone()[0])


def _finding_rows(row: int, findings: Findings) -> Iterator[dict[str, Any]]:
    kinds = ((MENTION, findings.mentions), (QUOTE, findings.quotes), (FIGURE, findings.figures))
    for kind, found in kinds:
        for seq, finding in enumerate(found):
            yield {"story": row, "kind": kind, "seq": seq, **finding_row(finding)}
