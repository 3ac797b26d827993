"""What the bot did and must not do twice, on SQLite. Leases and the hour of events go by the database's clock."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Literal
from zlib import compress, decompress

from newsbot.store import Line
from newsbot.store.queries import queries
from newsbot.store.sqlite.engine import Engine
from newsbot.store.words import plain

_SQL = queries("journal")
_REDELIVERED_S = 3600.0  # Slack redelivers an event for some six minutes; an hour is beyond doubt
_SHOWN_FOR = timedelta(days=14)


class SqliteJournal:
    """newsbot.store.Journal."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def take(self, keys: Sequence[str]) -> bool:
        with self._engine.write() as db:
            now = _now(db)
            db.execute(_SQL["forget_events"], {"before": now - _REDELIVERED_S})
            known = any(db.execute(_SQL["event_taken"], {"key": key}).fetchone()[0] for key in keys)
            db.executemany(_SQL["keep_event"], ((key, now) for key in keys))
            return not known

    def claim(self, key: str, *, owner: str, lease_s: int) -> int | None:
        with self._engine.write() as db:
            asked = {"key": key, "owner": owner, "lease_s": lease_s, "now": _now(db)}
            won = db.execute(_SQL["claim"], asked).fetchone()
            return int(won[0]) if won else None

    def release(self, key: str) -> None:
        with self._engine.write() as db:
            db.execute(_SQL["release"], {"key": key})

    def settle(self, key: str, state: Literal["sent", "skipped", "ambiguous"], *, detail: str) -> None:
        with self._engine.write() as db:
            db.execute(_SQL["settle"], {"key": key, "state": state, "detail": detail, "now": _now(db)})

    def state(self, key: str) -> str | None:
        with self._engine.read() as db:
            found = db.execute(_SQL["state"], {"key": key}).fetchone()
            return str(found[0]) if found else None

    def sent(self, key: str) -> str | None:
        with self._engine.read() as db:
            found = db.execute(_SQL["sent"], {"key": key}).fetchone()
            return str(found[0]) if found else None

    def expired(self, prefix: str, *, limit: int) -> Sequence[str]:
        with self._engine.read() as db:
            asked = {"first": prefix, "last": prefix + "\U0010ffff", "now": _now(db), "limit": limit}
            return [row[0] for row in db.execute(_SQL["expired"], asked)]

    def last_sent(self, prefix: str) -> str | None:
        with self._engine.read() as db:
            bounds = {"first": prefix, "last": prefix + "\U0010ffff"}
            found = db.execute(_SQL["last_sent"], bounds).fetchone()[0]
            return None if found is None else datetime.fromtimestamp(found, UTC).isoformat(timespec="seconds")

    def remember(self, thread: str, line: str, *, now: str) -> None:
        with self._engine.write() as db:
            db.execute(_SQL["remember"], {"thread": plain(thread), "line": plain(line), "now": now})

    def recall(self, thread: str) -> tuple[str, str] | None:
        with self._engine.read() as db:
            found = db.execute(_SQL["recall"], {"thread": plain(thread)}).fetchone()
            return (found["line"], found["asked"]) if found else None

    def show(self, series: str, lines: Sequence[Line], *, now: str) -> None:
        with self._engine.write() as db:
            before = datetime.fromisoformat(now) - _SHOWN_FOR
            db.execute(_SQL["forget_shown"], {"before": before.isoformat(timespec="seconds")})
            db.execute(_SQL["told_lost"], {"series": plain(series), "now": now})
            db.executemany(_SQL["show"], ((plain(series), *line, now) for line in lines))

    def shown(self, series: str) -> frozenset[Line]:
        return frozenset(self._lines("shown", series))

    def lost(self, series: str) -> Sequence[Line]:
        return self._lines("lost", series)

    def give(self, key: str, answer: str, *, now: str, until: str) -> None:
        body = compress(answer.encode("utf-8", "replace"), 1)  # a fourth of the usual time, a sixth more room
        with self._engine.write() as db:
            db.execute(_SQL["forget_given"], {"now": now})
            db.execute(_SQL["give"], {"key": plain(key), "body": body, "until": until})

    def given(self, key: str) -> str | None:
        with self._engine.read() as db:
            found = db.execute(_SQL["given"], {"key": plain(key)}).fetchone()
            return decompress(found["body"]).decode() if found else None

    def _lines(self, asked: str, series: str) -> list[Line]:
        with self._engine.read() as db:
            rows = db.execute(_SQL[asked], {"series": plain(series)})
            return [(row["story"], row["start"], row["stop"]) for row in rows]


def _now(db: sqlite3.Connection) -> float:
    return float(db.execute(_SQL["now"]).fetchone()[0])
