"""One story's rows: its text, its head, what was found in it."""

from __future__ import annotations

import json
import sqlite3

from newsbot.model import Finding, Head, Story
from newsbot.store.queries import queries
from newsbot.store.rows import finding_of, head_of, story_of

_SQL = queries("read")


def story(db: sqlite3.Connection, row: int) -> Story:
    return story_of(db.execute(_SQL["story"], {"row": row}).fetchone())


def head(db: sqlite3.Connection, row: int) -> Head:
    return head_of(db.execute(_SQL["head"], {"row": row}).fetchone())


def text(db: sqlite3.Connection, row: int) -> str:
    return str(db.execute(_SQL["text"], {"row": row}).fetchone()[0])


def findings(db: sqlite3.Connection, row: int, kind: int, words: str) -> tuple[Finding, ...]:
    """All of a kind, in their order; `words` is the story's text."""
    return tuple(
        finding_of(found, words) for found in db.execute(_SQL["findings"], {"row": row, "kind": kind})
    )


def traits(db: sqlite3.Connection, row: int) -> tuple[str, ...]:
    return tuple(json.loads(db.execute(_SQL["traits"], {"row": row}).fetchone()[0]))
