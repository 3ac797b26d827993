"""Which stories bear a trait, remembered from one story of a load to the next."""

from __future__ import annotations

import json
import sqlite3
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from threading import Lock

from newsbot.model import Head
from newsbot.store.queries import queries
from newsbot.store.rows import dumps, head_of
from newsbot.store.sqlite import match
from newsbot.store.sqlite.search import LAST_ROW

_SQL = queries("read")
_CROWD = 500  # recent stories that share a trait; more, and it tells nothing
_MOST = 1_000_000  # rows remembered, 8 MB; the traits that many stories share are soon back
_TOLD = 2000  # stories remembered with their traits, some 10 MB


class Bearers:
    """The newest bearers of each trait that was asked for. The index hands them out at 0.7 µs a story, and a new
    story shares its 48 traits with some 4,000: 3 ms; remembered, they are counted in 0.2.

    Forgotten as soon as another connection has written.
    """

    def __init__(self) -> None:
        self._rows: dict[str, array[int]] = {}  # oldest first, one more than a crowd at most
        self._held = 0
        self._told: dict[int, tuple[Head, tuple[str, ...]]] = {}
        self._seen: tuple[int, int] | None = None
        self._lock = Lock()

    def shared(self, db: sqlite3.Connection, traits: Iterable[str], low: int) -> Counter[int]:
        """How many of these traits each story from row `low` on bears; `db` is within a transaction."""
        count: Counter[int] = Counter()
        with self._lock:
            self._renew(db)
            for trait in dict.fromkeys(traits):
                rows = self._of(db, trait, low)
                first = bisect_left(rows, low)
                if len(rows) - first <= _CROWD:
                    count.update(rows[first:] if first else rows)
        return count

    def heads(self, db: sqlite3.Connection, rows: Sequence[int]) -> list[tuple[Head, tuple[str, ...]]]:
        """These stories with all their traits, in this order; those that were asked for lately are not read again.
        To be asked in the transaction of `shared`."""
        with self._lock:
            if len(self._told) > _TOLD:
                self._told = {}
            new = dumps([row for row in rows if row not in self._told])
            for found in db.execute(_SQL["related"], {"rows": new}):
                self._told[found["row"]] = (head_of(found), tuple(json.loads(found["traits"])))
            return [self._told[row] for row in rows if row in self._told]

    def kept(self, row: int, gone: Sequence[str], traits: Sequence[str]) -> None:
        """A story was saved with these traits, some time after `gone`."""
        with self._lock:
            self._told.pop(row, None)
            for trait in gone:
                self._rows.pop(trait, None)
            for trait in traits:
                rows = self._rows.get(trait)
                if rows is None:
                    continue
                if rows and rows[-1] >= row:
                    del self._rows[trait]
                    continue
                rows.append(row)
                self._held += 1
                if len(rows) > _CROWD + 1:
                    del rows[0]

    def _renew(self, db: sqlite3.Connection) -> None:
        """What this connection wrote itself does not change its version; `kept` hears of that."""
        seen = (id(db), int(db.execute("pragma data_version").fetchone()[0]))
        if seen != self._seen or self._held > _MOST:
            self._rows, self._held, self._seen = {}, 0, seen
            self._told = {}

    def _of(self, db: sqlite3.Connection, trait: str, low: int) -> array[int]:
        rows = self._rows.get(trait)
        if rows is None:
            asked = {"match": match.trait(trait), "low": low, "high": LAST_ROW}
            found = db.execute(_SQL["story_hits"], asked).fetchmany(_CROWD + 1)
            rows = self._rows[trait] = array("q", [row[0] for row in reversed(found)])
            self._held += len(rows) + 8
        return rows


def most(shared: Counter[int], limit: int) -> list[int]:
    """The rows that share most, as many: the newest first."""
    rows: Iterable[int] = shared
    if len(shared) > limit:
        least = sorted(shared.values(), reverse=True)[limit - 1]
        rows = (row for row, n in shared.items() if n >= least)
    return sorted(rows, key=lambda row: (-shared[row], -row))[:limit]
