"""What people set and what they found not right, on SQLite; the half of the Journal that people write."""

from __future__ import annotations

from collections.abc import Sequence

from newsbot.store import Complaint, Setting
from newsbot.store.identities import PREFIX, Identities, read
from newsbot.store.queries import queries
from newsbot.store.sqlite.engine import Engine
from newsbot.store.words import plain

_SQL = queries("settings")


class SqliteSettings:
    """newsbot.store.Journal, with SqliteJournal; and what of it the Archive honours."""

    def __init__(self, engine: Engine) -> None:
        self._people_wrote = engine

    def keep(self, key: str, value: str | None, *, by: str, now: str) -> None:
        with self._people_wrote.write() as db:
            if value is None:
                db.execute(_SQL["forget"], {"key": plain(key)})
            else:
                kept = {"key": plain(key), "value": plain(value), "by": plain(by), "now": now}
                db.execute(_SQL["keep"], kept)

    def settings(self, prefix: str) -> Sequence[Setting]:
        with self._people_wrote.read() as db:
            bounds = {"first": plain(prefix), "last": plain(prefix) + "\U0010ffff"}
            return [Setting(**row) for row in db.execute(_SQL["settings"], bounds)]

    def identities(self) -> Identities:
        return read(self.settings(PREFIX))

    def complain(self, complaint: Complaint) -> None:
        with self._people_wrote.write() as db:
            fields = ("line", "item", "wrong", "note", "by", "at")
            db.execute(_SQL["complain"], {name: plain(getattr(complaint, name)) for name in fields})

    def complaints(self) -> Sequence[Complaint]:
        with self._people_wrote.read() as db:
            return [Complaint(**row) for row in db.execute(_SQL["complaints"])]
