"""Archive and journal in one SQLite file; needs nothing but Python."""

from __future__ import annotations

from newsbot.errors import StoreError
from newsbot.store import Store
from newsbot.store.sqlite.archive import SqliteArchive
from newsbot.store.sqlite.engine import Engine
from newsbot.store.sqlite.journal import SqliteJournal
from newsbot.store.sqlite.settings import SqliteSettings
from newsbot.store.sqlite.watches import SqliteWatches

_SCHEME = "sqlite:///"


class SqliteStore(SqliteArchive, SqliteJournal, SqliteSettings, SqliteWatches):
    """Both ports over one engine; any thread may ask."""

    def __init__(self, engine: Engine) -> None:
        SqliteArchive.__init__(self, engine)
        SqliteJournal.__init__(self, engine)
        SqliteWatches.__init__(self, engine)
        SqliteSettings.__init__(self, engine)

    def close(self) -> None:
        self._engine.close()


def open_sqlite(place: str) -> Store:
    """The store in this file, made if it is not there: a path, `sqlite:///path`, `sqlite:////absolute/path`,
    or `:memory:` for one that ends with the program.

    StoreError tells why it cannot be opened: another program's file, a newer newsbot's, no permission.
    """
    path = place.removeprefix(_SCHEME) if place.startswith(_SCHEME) else place
    if "://" in path or path.startswith("sqlite:"):
        raise StoreError(f"{place}: not an address of SQLite; write sqlite:///newsbot.db")
    return SqliteStore(Engine(path or ":memory:"))
