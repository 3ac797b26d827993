"""One story's rows: its text, its head, what was found in it."""

from __future__ import annotations

import json
import sqlite3

from newsbot.model import Finding, Head, Span, Story, Version
from newsbot.store.queries import queries
from newsbot.store.rows import FIGURE, MENTION, QUOTE, finding_of, findings_of, head_of, spans_of, story_of

_SQL = queries("read")


def row(db: sqlite3.Connection, ref: str) -> tuple[int, str] | None:
    """Row and fingerprint of a story by id, else by url, else by the end of its origin, if just one ends so."""
    found = db.execute(_SQL["row_by_id"], {"ref": ref}).fetchall()
    found = found or db.execute(_SQL["row_by_url"], {"ref": ref}).fetchall()
    if not found and ref:
        first = ref[::-1]
        found = db.execute(_SQL["rows_by_end"], {"first": first, "last": first + "\U0010ffff"}).fetchall()
    return (found[0]["row"], found[0]["fingerprint"]) if len(found) == 1 else None


def version(db: sqlite3.Connection, row: int) -> Version:
    """The text that the story has now, with all that was found in it."""
    told = story(db, row)
    found = [one for kind in (MENTION, QUOTE, FIGURE) for one in findings(db, row, kind, told.text)]
    return Version(head=head(db, row), story=told, findings=findings_of(found, sentences(db, told.id)))


def sentences(db: sqlite3.Connection, id: str) -> tuple[Span, ...]:
    found = db.execute(_SQL["sentences"], {"id": id}).fetchone()
    return spans_of(found[0]) if found else ()


def story(db: sqlite3.Connection, row: int) -> Story:
    return story_of(db.execute(_SQL["story"], {"row": row}).fetchone())


def head(db: sqlite3.Connection, row: int) -> Head:
    return head_of(db.execute(_SQL["head"], {"row": row}).fetchone())


def head_and_text(db: sqlite3.Connection, row: int) -> tuple[Head, str]:
    found = db.execute(_SQL["head_and_text"], {"row": row}).fetchone()
    return head_of(found), found["text"]


def findings(db: sqlite3.Connection, row: int, kind: int, words: str) -> tuple[Finding, ...]:
    """All of a kind, in their order; `words` is the story's text."""
    return tuple(
        finding_of(found, words) for found in db.execute(_SQL["findings"], {"row": row, "kind": kind})
    )


def traits(db: sqlite3.Connection, row: int) -> tuple[str, ...]:
    return tuple(json.loads(db.execute(_SQL["traits"], {"row": row}).fetchone()[0]))
