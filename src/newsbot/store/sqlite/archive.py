"""The archive's questions, on SQLite."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from newsbot.model import Figure, Filter, Found, Head, Lineage, Mention, Quote, Span, Story, Version
from newsbot.store import Change, Earlier, Freshness, Holder, Misplaced, Person, Reading, Refusal, SourceCount
from newsbot.store.queries import queries
from newsbot.store.rows import FIGURE, KINDS, checksum, dumps, head_of, unit_of
from newsbot.store.sqlite import earlier, people, read, search
from newsbot.store.sqlite.bearers import Bearers, most
from newsbot.store.sqlite.engine import Engine
from newsbot.store.sqlite.match import Nothing
from newsbot.store.sqlite.save import Batch
from newsbot.store.sqlite.shelf import Shelf
from newsbot.store.words import plain

_READ, _SAVE = queries("read"), queries("save")
_RECENT = 200_000  # stories, counted from the newest, that a new one may belong with
_PAGE = 500  # stories that `every` reads at a time
_HEARD = 50_000  # words remembered as kept, some 5 MB; nine of ten words of a story are among the commonest
_NEWEST = 500  # figures whose units `topics` counts


class SqliteArchive:
    """newsbot.store.Archive. Each question sees one state of the archive throughout."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._heard: set[str] = set()
        self._bearers = Bearers()
        self._shelf = Shelf()

    def fingerprints(self, ids: Sequence[str]) -> Mapping[str, str]:
        with self._engine.read() as db:
            kept = {story: db.execute(_SAVE["fingerprint"], {"id": plain(story)}).fetchone() for story in ids}
        return {story: row[0] for story, row in kept.items() if row}

    def save(self, readings: Sequence[Reading], *, now: str) -> Sequence[Change]:
        with self._engine.write() as db:
            batch = Batch(db, now)
            changes = [batch.save(reading) for reading in readings]
            batch.finish(self._heard)
        for row, gone, traits in batch.traits:  # only now is it sure that they are kept
            self._bearers.kept(row, gone, traits)
        self._heard |= batch.words
        if len(self._heard) > _HEARD:
            self._heard = set()
        return changes

    def note_load(self, *, now: str, refused: Sequence[Refusal]) -> None:
        with self._engine.write() as db:
            load = db.execute(_SAVE["keep_load"], {"now": now}).fetchone()[0]
            rows = ((load, seq, refusal.origin, refusal.reason) for seq, refusal in enumerate(refused))
            db.executemany(_SAVE["keep_refusal"], rows)
            db.execute(_SAVE["drop_older_loads"], {"id": load})
            db.execute(_SAVE["drop_older_refusals"], {"id": load})
        self._engine.tidy()

    def save_aliases(self, folder: str, aliases: Mapping[str, str]) -> None:
        with self._engine.write() as db:
            db.execute(_SAVE["drop_aliases"], {"folder": folder})
            db.executemany(_SAVE["keep_alias"], ((folder, alias, name) for alias, name in aliases.items()))

    def aliases(self) -> Mapping[str, str]:
        with self._engine.read() as db:
            return {row["alias"]: row["name"] for row in db.execute(_READ["aliases"])}

    def freshness(self) -> Freshness:
        with self._engine.read() as db:
            stories = db.execute(_READ["tally"], {"name": "stories"}).fetchone()[0]
            kept = db.execute(_SAVE["last_stamp"]).fetchone()[0]
            load = db.execute(_READ["last_load"]).fetchone()
            if load is None:
                return Freshness(stories=stories, last_load=None, refused=(), kept=kept)
            refused = tuple(Refusal(**row) for row in db.execute(_READ["refusals"], {"load": load["id"]}))
            return Freshness(stories=stories, last_load=load["ended"], refused=refused, kept=kept)

    def sources(self) -> Sequence[SourceCount]:
        with self._engine.read() as db:
            return [SourceCount(**row) for row in db.execute(_READ["sources"])]

    def story(self, ref: str) -> Story | None:
        with self._engine.read() as db:
            if mark := read.mark(db, plain(ref)):
                return self._shelf.stories(db, {ref: mark})[ref][0]
            return earlier.story(db, plain(ref))

    def texts(self, ids: Sequence[str]) -> Mapping[str, str]:
        with self._engine.read() as db:
            now = self._shelf.texts(db, read.marks(db, ids))
            before = {one: earlier.story(db, plain(one)) for one in ids if one not in now}
        return now | {one: story.text for one, story in before.items() if story}

    def version(self, ref: str) -> Version | None:
        with self._engine.read() as db:
            if mark := read.mark(db, plain(ref)):
                return read.version(db, mark.row)
            return earlier.version(db, plain(ref))

    def earlier(self, ids: Sequence[str]) -> Mapping[str, Sequence[Earlier]]:
        with self._engine.read() as db:
            return earlier.named(db, ids)

    def whole(self, ids: Sequence[str]) -> Mapping[str, tuple[Story, Sequence[Span]]]:
        with self._engine.read() as db:
            return self._shelf.stories(db, read.marks(db, ids))

    def head(self, id: str) -> Head | None:
        with self._engine.read() as db:
            found = db.execute(_READ["row_by_id"], {"ref": plain(id)}).fetchone()
            if found:
                return read.head(db, found[0])
            told = earlier.version(db, plain(id))
            return told.head if told else None

    def stories(self, only: Filter, *, limit: int) -> Sequence[Head]:
        return self.search((), only, limit=limit)

    def every(self) -> Iterator[Head]:
        """In pages, so that other questions may be asked between two stories."""
        low = 0
        while True:
            with self._engine.read() as db:
                rows = db.execute(_READ["page"], {"low": low, "limit": _PAGE}).fetchall()
                heads = read.heads(db, [row[0] for row in rows])
            if not heads:
                return
            yield from heads
            low = heads[-1].row + 1

    def misplaced(self, head: Head) -> Sequence[Misplaced]:
        with self._engine.read() as db:
            told = read.story(db, head.row)
            places = db.execute(_READ["places"], {"row": head.row}).fetchall()
        stand = [(row, told.text[row["start"] : row["stop"]]) for row in places]
        return [
            Misplaced(kind=KINDS[row["kind"]], start=row["start"], end=row["stop"], text=words)
            for row, words in stand
            if not words or checksum(words) != row["checksum"]
        ]

    def undated(self, only: Filter) -> int:
        with self._engine.read() as db:
            try:
                return search.undated(db, only)
            except Nothing:
                return 0

    def search(self, words: Sequence[str], only: Filter, *, limit: int) -> Sequence[Head]:
        with self._engine.read() as db:
            try:
                return search.ranked(db, words, only, limit)
            except Nothing:
                return []

    def storyline(self, row: int, *, limit: int) -> Sequence[Head]:
        with self._engine.read() as db:
            return [head_of(found) for found in db.execute(_READ["storyline"], {"row": row, "limit": limit})]

    def storylines(self, rows: Sequence[int], *, limit: int) -> Sequence[Head]:
        with self._engine.read() as db:
            asked = {"rows": dumps(rows), "limit": limit}
            return [head_of(found) for found in db.execute(_READ["storylines"], asked)]

    def several(self, storylines: Sequence[int]) -> frozenset[int]:
        with self._engine.read() as db:
            found = db.execute(_READ["several"], {"storylines": json.dumps(list(storylines))})
            return frozenset(one["value"] for one in found)

    def related(self, traits: Sequence[str], *, limit: int) -> Sequence[tuple[Head, Sequence[str]]]:
        """The recent ones among the newest 200,000 stories; as many shared traits: the newest first."""
        with self._engine.read() as db:
            low = db.execute(_SAVE["next_row"]).fetchone()[0] - _RECENT
            best = most(self._bearers.shared(db, traits, low), limit)
            return self._bearers.heads(db, best)

    def sketches(self, rows: Sequence[int], *, since: str) -> Mapping[int, Sequence[int]]:
        with self._engine.read() as db:
            found = db.execute(_READ["sketches"], {"rows": dumps(rows), "since": since})
            return {row["row"]: json.loads(row["hashes"]) for row in found}

    def lineage(self, ids: Sequence[str]) -> Mapping[str, Lineage]:
        with self._engine.read() as db:
            found = db.execute(_READ["lineage"], {"ids": dumps([plain(one) for one in ids])})
            return {
                row["id"]: Lineage(original=row["original"], shared=row["shared"], wire=row["wire"])
                for row in found
            }

    def revised(self, *, since: str, limit: int) -> Sequence[Head]:
        with self._engine.read() as db:
            rows = db.execute(_READ["revised"], {"since": since, "limit": limit}).fetchall()
            return read.heads(db, [row[0] for row in rows])

    def mentions(self, keys: Sequence[str], only: Filter, *, limit: int) -> Sequence[Found[Mention]]:
        with self._engine.read() as db:
            try:
                return search.mentions(db, self._shelf, keys, only, limit)
            except Nothing:
                return []

    def quotes(self, keys: Sequence[str], only: Filter, *, limit: int) -> Sequence[Found[Quote]]:
        return self._quotes(only, limit, keys=keys)

    def quotes_over(self, places: Mapping[str, Collection[int]], *, limit: int) -> Sequence[Found[Quote]]:
        with self._engine.read() as db:
            return search.quotes_over(db, self._shelf, places, limit)

    def quotes_on(self, words: Sequence[str], only: Filter, *, limit: int) -> Sequence[Found[Quote]]:
        return self._quotes(only, limit, words=words) if words else []

    def quotes_by_role(self, words: Sequence[str], only: Filter, *, limit: int) -> Sequence[Found[Quote]]:
        """The words in their order, others perhaps between."""
        return self._quotes(only, limit, role=words) if words else []

    def figures(self, words: Sequence[str], only: Filter, *, limit: int) -> Sequence[Found[Figure]]:
        """Each word in passage or headline."""
        with self._engine.read() as db:
            try:
                return search.figures(db, self._shelf, words, only, limit)
            except Nothing:
                return []

    def people(self, name: str, *, limit: int) -> Sequence[Person]:
        with self._engine.read() as db:
            return people.people(db, name, limit)

    def holders(self, words: Sequence[str], only: Filter, *, limit: int) -> Sequence[Holder]:
        with self._engine.read() as db:
            try:
                return people.holders(db, self._shelf, words, only, limit)
            except Nothing:
                return []

    def topics(self, *, limit: int) -> Sequence[tuple[str, int]]:
        """Among the newest 500 figures; as many: in the order of the alphabet."""
        with self._engine.read() as db:
            details = db.execute(_READ["newest_details"], {"kind": FIGURE, "limit": _NEWEST})
            counted = Counter(unit for row in details if (unit := unit_of(row["detail"])))
        return sorted(counted.items(), key=lambda unit: (-unit[1], unit[0]))[:limit]

    def _quotes(self, only: Filter, limit: int, **asked: Sequence[str]) -> Sequence[Found[Quote]]:
        with self._engine.read() as db:
            try:
                return search.quotes(db, self._shelf, only, limit, **asked)
            except Nothing:
                return []
