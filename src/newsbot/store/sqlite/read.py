"""One story's rows: its text, its head, what was found in it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from newsbot.model import Finding, Head, Span, Story, Version
from newsbot.store import rows
from newsbot.store.queries import queries
from newsbot.store.rows import (
    FIGURE,
    MENTION,
    QUOTE,
    dumps,
    findings_of,
    head_of,
    spans_of,
    story_of,
)
from newsbot.store.words import plain

_SQL = queries("read")


class Mark(NamedTuple):
    """A story as it is kept now: what was read of it holds as long as this is the same."""

    row: int
    fingerprint: str
    storyline: int


def mark(db: sqlite3.Connection, ref: str) -> Mark | None:
    """Of a story by id, else by url, else by the end of its origin, if just one ends so."""
    found = db.execute(_SQL["row_by_id"], {"ref": ref}).fetchall()
    found = found or db.execute(_SQL["row_by_url"], {"ref": ref}).fetchall()
    if not found and ref:
        first = ref[::-1]
        found = db.execute(_SQL["rows_by_end"], {"first": first, "last": first + "\U0010ffff"}).fetchall()
    return Mark(*found[0]) if len(found) == 1 else None


def marks(db: sqlite3.Connection, ids: Iterable[str]) -> dict[str, Mark]:
    """Of the stories that are kept under these very ids."""
    found = db.execute(_SQL["marks"], {"ids": dumps([plain(one) for one in dict.fromkeys(ids)])})
    return {row["id"]: Mark(row["row"], row["fingerprint"], row["storyline"]) for row in found}


def version(db: sqlite3.Connection, row: int) -> Version:
    """The text that the story has now, with all that was found in it."""
    told = story(db, row)
    found = [one for kind in (MENTION, QUOTE, FIGURE) for one in findings(db, row, kind, told.text)]
    return Version(head=head(db, row), story=told, findings=findings_of(found, sentences(db, row)))


def sentences(db: sqlite3.Connection, row: int) -> tuple[Span, ...]:
    return spans_of(db.execute(_SQL["sentences"], {"row": row}).fetchone()[0])


def story(db: sqlite3.Connection, row: int) -> Story:
    return story_of(db.execute(_SQL["story"], {"row": row}).fetchone())


def head(db: sqlite3.Connection, row: int) -> Head:
    return head_of(db.execute(_SQL["head"], {"row": row}).fetchone())


def heads(db: sqlite3.Connection, asked: Sequence[int]) -> Sequence[Head]:
    """In the order asked for."""
    return [head_of(found) for found in db.execute(_SQL["heads"], {"rows": dumps(asked)})]


def findings(db: sqlite3.Connection, row: int, kind: int, words: str) -> list[Finding]:
    """All of a kind, in their order; `words` is the story's text."""
    return rows.findings(db.execute(_SQL["findings"], {"row": row, "kind": kind}).fetchall(), {row: words})


def traits(db: sqlite3.Connection, row: int) -> tuple[str, ...]:
    return tuple(json.loads(db.execute(_SQL["traits"], {"row": row}).fetchone()[0]))
