"""What channels watch, on SQLite."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from itertools import groupby

from newsbot.store.queries import queries
from newsbot.store.sqlite.engine import Engine
from newsbot.store.watches import Sighted, Watch
from newsbot.store.words import plain

_SQL = queries("watches")


class SqliteWatches:
    """newsbot.store.watches.Watches."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def watch(self, channel: str, line: str, *, by: str, marks: Sequence[str], looked: str, now: str) -> bool:
        with self._engine.write() as db:
            asked = {"channel": plain(channel), "line": plain(line), "by": by, "now": now, "looked": looked}
            made = db.execute(_SQL["watch"], asked).fetchone()
            if made is None:
                return False
            _sight(db, made[0], marks, alert=None)
            return True

    def unwatch(self, channel: str, line: str) -> bool:
        with self._engine.write() as db:
            found = db.execute(_SQL["find"], {"channel": plain(channel), "line": plain(line)}).fetchone()
            if found is None:
                return False
            db.execute(_SQL["forget_sightings"], {"id": found[0]})
            db.execute(_SQL["unwatch"], {"id": found[0]})
            return True

    def watches(self, channel: str) -> Sequence[Watch]:
        with self._engine.read() as db:
            return [_watch(row) for row in db.execute(_SQL["watches"], {"channel": plain(channel)})]

    def watching(self, prefix: str) -> Sequence[str]:
        with self._engine.read() as db:
            return [row[0] for row in db.execute(_SQL["watching"], _bounds(prefix))]

    def sight(self, marks: Mapping[int, Sequence[str]], *, alert: str, looked: str, now: str) -> int:
        with self._engine.write() as db:
            new = 0
            for watch, met in marks.items():
                channel = db.execute(_SQL["look"], {"id": watch, "looked": looked}).fetchone()
                if channel and (count := _sight(db, watch, met, alert=alert)):
                    db.execute(_SQL["alert"], {"key": alert, "channel": channel[0], "now": now})
                    new += count
            return new

    def know(self, marks: Mapping[int, Sequence[str]]) -> None:
        rows = [{"watch": watch, "mark": mark} for watch, met in marks.items() for mark in met]
        with self._engine.write() as db:
            db.executemany(_SQL["know"], rows)

    def untold(self, prefix: str) -> Sequence[str]:
        with self._engine.read() as db:
            return [row[0] for row in db.execute(_SQL["untold"], _bounds(prefix))]

    def sighted(self, alert: str) -> Sequence[Sighted]:
        with self._engine.read() as db:
            rows = db.execute(_SQL["sighted"], {"alert": alert}).fetchall()
        by_watch = [list(met) for _, met in groupby(rows, key=lambda row: int(row["id"]))]
        return [
            Sighted(watch=_watch(met[0]), marks=tuple(row["mark"] for row in met), at=met[0]["seen"])
            for met in by_watch
        ]

    def told(self, alert: str) -> None:
        with self._engine.write() as db:
            db.execute(_SQL["told"], {"alert": alert})

    def fired(self, channel: str, *, limit: int) -> Sequence[str]:
        with self._engine.read() as db:
            return [row[0] for row in db.execute(_SQL["fired"], {"channel": plain(channel), "limit": limit})]


def _sight(db: sqlite3.Connection, watch: int, marks: Sequence[str], *, alert: str | None) -> int:
    """How many of the marks this watch had not met."""
    rows = ({"watch": watch, "mark": mark, "seq": n, "alert": alert} for n, mark in enumerate(marks))
    return sum(db.execute(_SQL["sight"], row).rowcount for row in rows)


def _watch(row: sqlite3.Row) -> Watch:
    return Watch(
        id=row["id"],
        channel=row["channel"],
        line=row["line"],
        by=row["by"],
        at=row["at"],
        looked=row["looked"],
    )


def _bounds(prefix: str) -> dict[str, str]:
    return {"first": prefix, "last": prefix + "\U0010ffff"}
