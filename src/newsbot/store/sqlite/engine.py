"""A SQLite file: its connections, its schema, and what its errors mean."""

from __future__ import annotations

import queue
import sqlite3
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from newsbot.errors import StoreError
from newsbot.store.queries import migrations

_OURS = 0x6E657773  # application_id: "news"
_BUSY_S = 15.0  # a writer's batch takes well under a second; longer is a stuck disk or a stopped program
_AGAIN_S = 0.02
# Reading takes no lock of Python's, so threads gain from connections of their own, but two cores gain little from
# more than four; and each may hold _CACHE_KIB of pages, which bounds the bot's memory however many threads ask.
_CONNECTIONS = 4
_CACHE_KIB = 16384


class Engine:
    """A few connections, lent to whichever thread asks; one alone for an archive in memory."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._size = 1 if path == ":memory:" else _CONNECTIONS
        self._free: queue.LifoQueue[sqlite3.Connection | None] = queue.LifoQueue()
        self._closed = False
        with self._told():
            first = self._connect()
            try:
                self._prepare(first)
            except BaseException:
                first.close()
                raise
        for _ in range(self._size - 1):
            self._free.put(None)  # opened when first needed
        self._free.put(first)

    def read(self) -> AbstractContextManager[sqlite3.Connection]:
        """A connection that sees one state of the archive throughout."""
        return self._lent("begin")

    def write(self) -> AbstractContextManager[sqlite3.Connection]:
        """A connection in one transaction, kept whole or not at all."""
        return self._lent("begin immediate")

    def tidy(self) -> None:
        """Fold the write-ahead log into the file, as far as readers let it; a bulk load leaves a long one."""
        with self._lent("") as db:
            db.execute("pragma wal_checkpoint(truncate)")

    def close(self) -> None:
        if self._closed:
            return
        self._closed = True
        for _ in range(self._size):
            db = self._free.get()
            if db is not None:
                db.close()

    @contextmanager
    def _lent(self, begin: str) -> Iterator[sqlite3.Connection]:
        if self._closed:
            raise StoreError(f"{self.path}: the archive has been closed")
        db = self._free.get()
        try:
            with self._told():
                db = db or self._connect()
                db.execute(begin)
                try:
                    yield db
                    if db.in_transaction:
                        db.execute("commit")
                except BaseException:
                    if db.in_transaction:
                        db.execute("rollback")
                    raise
        finally:
            self._free.put(db)

    def _connect(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.path, timeout=_BUSY_S, isolation_level=None, check_same_thread=False)
        db.row_factory = sqlite3.Row
        try:
            db.execute(f"pragma cache_size = -{_CACHE_KIB}")
            db.execute("pragma synchronous = normal")
            db.execute("pragma journal_size_limit = 67108864")
        except BaseException:  # a file that is no database
            db.close()
            raise
        return db

    def _prepare(self, db: sqlite3.Connection) -> None:
        steps = migrations("sqlite")
        version = _version(db)
        if version > len(steps):
            raise StoreError(
                f"{self.path}: made by a newer newsbot (schema {version}, this one knows {len(steps)}); install that"
            )
        if version == 0 and db.execute("select count(*) from sqlite_master").fetchone()[0] == 0:
            db.execute("pragma page_size = 16384")  # a fifth less disk than 4096, no slower
        elif db.execute("pragma application_id").fetchone()[0] != _OURS:
            raise StoreError(f"{self.path}: another program's database; name a file of newsbot's own")
        if db.execute("pragma journal_mode").fetchone()[0] not in ("wal", "memory"):
            _write_ahead(db)
        if version < len(steps):
            _migrate(db, steps)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.ProgrammingError, sqlite3.IntegrityError):
            raise  # a mistake of ours, not of the file
        except sqlite3.Error as error:
            raise StoreError(f"{self.path}: {_told(self.path, error)}") from error


def _write_ahead(db: sqlite3.Connection) -> None:
    """Switch to the write-ahead log. SQLite does not wait here for another program that makes the same new
    archive at the same moment (of 25 trials with three programs 21 openings failed), so we do."""
    for _ in range(int(_BUSY_S / _AGAIN_S)):
        try:
            db.execute("pragma journal_mode = wal")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise
            time.sleep(_AGAIN_S)
        else:
            return
    db.execute("pragma journal_mode = wal")


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("pragma user_version").fetchone()[0])


def _migrate(db: sqlite3.Connection, steps: tuple[str, ...]) -> None:
    for number, script in enumerate(steps, 1):
        db.execute("begin immediate")
        try:
            if _version(db) < number:  # else another program was faster
                for statement in _statements(script):
                    db.execute(statement)
                db.execute(f"pragma application_id = {_OURS}")
                db.execute(f"pragma user_version = {number}")
            db.execute("commit")
        except BaseException:
            db.execute("rollback")
            raise


def _statements(script: str) -> Iterator[str]:
    held = ""
    for line in script.splitlines(keepends=True):
        held += line
        if sqlite3.complete_statement(held):
            yield held
            held = ""


# What SQLite says, and what to do about it; the first that fits.
_ADVICE = (
    ("not a database", "no archive; name another file in NEWSBOT_DATABASE_URL, or move this one away"),
    ("malformed", "the archive is damaged; restore a copy, or move it away and load again"),
    (
        "unable to open",
        "cannot be opened; check that this account may read and write the file and its folder",
    ),
    ("no such module: fts5", "this Python's SQLite has no full-text search; use another build of Python"),
    ("readonly", "cannot be written; check the permissions of the file and its folder"),
    ("full", "the disk is full; make room and load again, what was kept is safe"),
    (
        "locked",
        f"another program has been writing for over {_BUSY_S:.0f} s; wait for it to end and try again",
    ),
)


def _told(path: str, error: sqlite3.Error) -> str:
    """What went wrong, in words that say what to do."""
    folder = Path(path).parent
    if "unable to open" in str(error) and not folder.is_dir():
        return f"there is no folder {folder}; make it, or set NEWSBOT_DATABASE_URL to another place"
    advice = next((words for said, words in _ADVICE if said in str(error)), "the archive failed")
    return f"{advice} ({error})"
