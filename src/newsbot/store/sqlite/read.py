"""One story's rows: its text, its head, what was found in it."""

from __future__ import annotations

import json
import sqlite3

from newsbot.model import Figure, Finding, Findings, Head, Mention, Quote, Story
from newsbot.store.queries import queries
from newsbot.store.rows import FIGURE, MENTION, QUOTE, finding_of, head_of, story_of

_SQL = queries("read")


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


def all_findings(db: sqlite3.Connection, row: int, words: str) -> Findings:
    found = [findings(db, row, kind, words) for kind in (MENTION, QUOTE, FIGURE)]
    return Findings(
        mentions=tuple(one for one in found[0] if isinstance(one, Mention)),
        quotes=tuple(one for one in found[1] if isinstance(one, Quote)),
        figures=tuple(one for one in found[2] if isinstance(one, Figure)),
    )


def traits(db: sqlite3.Connection, row: int) -> tuple[str, ...]:
    return tuple(json.loads(db.execute(_SQL["traits"], {"row": row}).fetchone()[0]))
