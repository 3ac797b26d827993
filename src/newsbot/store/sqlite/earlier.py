"""Earlier texts of a story: kept when its text changes, found by the name `ID@n`, and the lines shown of them."""

from __future__ import annotations

import re
import sqlite3
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from newsbot.errors import StoreError
from newsbot.model import Head, Story, Version
from newsbot.store import Earlier
from newsbot.store.queries import queries
from newsbot.store.rows import dumps, packed, unpacked, unpacked_findings
from newsbot.store.sqlite import read
from newsbot.store.words import plain

_READ, _SAVE = queries("read"), queries("save")
KEPT = 20  # of a story
_NAME = re.compile(r"(.+)@([1-9]\d{0,8})", re.DOTALL)


def keep(db: sqlite3.Connection, old: Version, text: str, *, now: str) -> None:
    """Keep the old text of a story whose text is this from now on, and forget the oldest of too many."""
    row = old.head.row
    n = db.execute(_SAVE["next_earlier"], {"row": row}).fetchone()[0]
    told = {"row": row, "n": n, "until": now, "body": packed(old.story, old.findings)}
    db.execute(_SAVE["keep_earlier"], told)
    db.execute(_SAVE["drop_earlier"], {"row": row, "n": n - KEPT})
    _carry(db, old.story, text, name=f"{old.story.id}@{n}", now=now)


def named(db: sqlite3.Connection, ids: Sequence[str]) -> Mapping[str, Sequence[Earlier]]:
    """By story, oldest first."""
    found: dict[str, list[Earlier]] = {}
    rows = db.execute(_READ["earlier"], {"ids": dumps([plain(one) for one in ids])}).fetchall()
    for row in sorted(rows, key=lambda row: int(row["n"])):
        found.setdefault(row["id"], []).append(Earlier(row["name"], row["until"]))
    return found


def story(db: sqlite3.Connection, ref: str) -> Story | None:
    """The earlier text of this name, if that is the name of one."""
    found = _packed(db, ref)
    return _unpacked(found[1], name=found[2]) if found else None


def version(db: sqlite3.Connection, ref: str) -> Version | None:
    """The same with all that was found in it."""
    found = _packed(db, ref)
    if found is None:
        return None
    row, body, name = found
    told = _unpacked(body, name=name)
    return Version(head=_head(read.head(db, row), told), story=told, findings=unpacked_findings(body))


def _packed(db: sqlite3.Connection, ref: str) -> tuple[int, bytes, str] | None:
    """The story's row, its earlier text, and the name of that."""
    name = _NAME.fullmatch(ref)
    known = read.mark(db, name[1]) if name else None
    if not name or known is None:
        return None
    found = db.execute(_READ["earlier_text"], {"row": known.row, "n": int(name[2])}).fetchone()
    return (known.row, found["body"], f"@{name[2]}") if found else None


def _unpacked(body: bytes, *, name: str) -> Story:
    try:
        told = unpacked(body)
    except zlib.error as error:
        raise StoreError(f"an earlier text ({name}) is damaged; restore a copy of the archive") from error
    return replace(told, id=told.id + name)


def _head(now: Head, story: Story) -> Head:
    """As the story was headed then; where it stands in the archive has not changed."""
    return replace(
        now,
        id=story.id,
        origin=story.origin,
        source=story.source,
        headline=story.headline,
        published=story.published,
        stage=story.stage,
        url=story.url,
        byline=story.byline,
    )


def _carry(db: sqlite3.Connection, old: Story, text: str, *, name: str, now: str) -> None:
    """Lines that notes have shown: where their words stand now, or lost, by the name of the old text."""
    lines = db.execute(_READ["shown_of"], {"story": old.id}).fetchall()
    db.execute(_SAVE["drop_shown"], {"story": old.id})
    for line in lines:
        start, stop = line["start"], line["stop"]
        again = _again(old.text, text, start, stop)
        if again is None:
            place = {"story": name, "start": start, "stop": stop, "lost": now}
        else:
            place = {"story": old.id, "start": again, "stop": again + stop - start, "lost": None}
        db.execute(_SAVE["keep_shown"], {"series": line["series"], "at": line["at"], **place})


def _again(old: str, new: str, start: int, stop: int) -> int | None:
    """Where these words of the old text begin in the new one; of several places the one of the same order."""
    words = old[start:stop]
    places = [hit.start() for hit in re.finditer(re.escape(words), new)] if words else []
    before = old.count(words, 0, start) if places else 0
    return places[min(before, len(places) - 1)] if places else None
