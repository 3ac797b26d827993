"""Stories and findings that a question asks for, newest first, looked at one by one until enough are found.

An index hands out candidates as they are asked for, so common words cost no more than rare ones. A candidate that
the index cannot judge (are the words of a label in order?) is judged here; after LOOK that failed the search ends.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, groupby, islice
from operator import itemgetter

from newsbot.model import Figure, Filter, Finding, Found, Head, Mention, Quote
from newsbot.store.queries import queries
from newsbot.store.rows import FIGURE, MENTION, QUOTE, Kind, dumps
from newsbot.store.sqlite import match, read
from newsbot.store.sqlite.shelf import Shelf
from newsbot.store.words import in_order, pieces, plain, together

_SQL = queries("read")
LOOK = 5_000  # candidates; at some 30 microseconds each, a question whose candidates all fail ends in a sixth of a second
LAST_ROW = 1 << 46
_STORY, _SEQ = itemgetter(0), itemgetter(2)  # of a row of `finding`

Judge = Callable[[Found[Finding]], bool]


def stories(db: sqlite3.Connection, words: Sequence[str], only: Filter, limit: int) -> list[Head]:
    """The newest stories that hold the words and pass the filter."""
    wanted = _story_clause(db, words, only)
    heads = _heads(db, islice(_rows(db, wanted, only), LOOK + limit), limit)
    return list(islice((head for head in heads if _story_fits(head, only)), limit))


def ranked(db: sqlite3.Connection, words: Sequence[str], only: Filter, limit: int) -> list[Head]:
    """The same, best first among the newest thousand. With stories or phrases given, newest first: to weigh a phrase
    the index counts it everywhere, and "of the" is everywhere."""
    if only.stories or only.phrases or not words:
        return stories(db, words, only, limit)
    wanted = _story_clause(db, words, only)
    rows = db.execute(_SQL["ranked"], {"match": wanted, "low": _lowest(db, only), "limit": 1000})
    heads = _heads(db, (row[0] for row in rows), limit)
    return list(islice((head for head in heads if _story_fits(head, only)), limit))


def undated(db: sqlite3.Connection, only: Filter) -> int:
    """How many stories of this filter have no date, were there no range."""
    if not (only.since or only.until):
        return 0
    rest = replace(only, since=None, until=None, stories=())
    clause = match.all_of(
        match.narrowed(db, rest, by="byline", phrases="headline text"), '{dates} : "undated"'
    )
    if rest == Filter() and not only.stories:
        return int(db.execute(_SQL["tally"], {"name": "undated"}).fetchone()[0])
    if only.stories:
        return sum(1 for _ in _rows(db, clause, only))
    bounds = {"match": clause, "low": _lowest(db, only), "high": LAST_ROW}
    return int(db.execute(_SQL["count_hits"], bounds).fetchone()[0])


def mentions(
    db: sqlite3.Connection, shelf: Shelf, keys: Sequence[str], only: Filter, limit: int
) -> list[Found[Mention]]:
    phrases = [pieces(words) for words in only.phrases]

    def fits(found: Found[Finding]) -> bool:
        held = pieces(found.passage) if phrases else ()
        return all(together(words, held) for words in phrases)

    clause = match.all_of(match.keys(keys), match.narrowed(db, only, by="byline", phrases="text"))
    lines = _lines(db, "findings_in", MENTION, clause, only, keys=keys)
    return _found(shelf.found(db, lines, limit), fits, only, limit)  # type: ignore[return-value]


def quotes(
    db: sqlite3.Connection,
    shelf: Shelf,
    only: Filter,
    limit: int,
    *,
    keys: Sequence[str] = (),
    words: Sequence[str] = (),
    role: Sequence[str] = (),
) -> list[Found[Quote]]:
    """Quotes of these speakers, with these words in the passage, by a speaker told with the words of a role."""
    label = [piece for word in role for piece in pieces(word)]

    def fits(found: Found[Finding]) -> bool:
        assert isinstance(found.finding, Quote)
        speaker = found.finding.speaker
        if label and not (speaker and in_order(label, pieces(speaker.text))):
            return False
        return _said_by(found.story, found.finding, only)

    clause = match.all_of(
        match.keys(keys),
        match.holds(db, words, "passage"),
        match.label(db, " ".join(role), "voice") if role else "",
        match.narrowed(db, only, by="voice named byline", phrases="passage"),
    )
    lines = _lines(db, "quotes", QUOTE, clause, only, keys=keys)
    return _found(shelf.found(db, lines, limit), fits, only, limit)  # type: ignore[return-value]


def quotes_over(
    db: sqlite3.Connection, shelf: Shelf, places: Mapping[str, Collection[int]], limit: int
) -> list[Found[Quote]]:
    """Told by the rows alone: of the quotes of a person's newest stories one in ten has the person's name in it."""
    starts = {mark.row: places.get(name, ()) for name, mark in read.marks(db, places).items()}
    asked = {"kind": QUOTE, "keys": None, "rows": dumps(sorted(starts, reverse=True))}
    lines = islice(_in_text_order(db.execute(_SQL["findings_of"], asked)), limit)
    over = (line for line in lines if any(line["start"] <= at < line["stop"] for at in starts[line[0]]))
    return list(shelf.found(db, over, limit))  # type: ignore[arg-type]


def figures(
    db: sqlite3.Connection, shelf: Shelf, words: Sequence[str], only: Filter, limit: int
) -> list[Found[Figure]]:
    """Figures with each of these words in passage or headline."""

    def fits(found: Found[Finding]) -> bool:
        assert isinstance(found.finding, Figure)
        return _said_by(found.story, found.finding, only)

    clause = match.all_of(
        match.holds(db, words, "passage headline"),
        match.narrowed(db, only, by="voice named byline", phrases="passage"),
    )
    lines = _lines(db, "figures", FIGURE, clause, only)
    return _found(shelf.found(db, lines, limit), fits, only, limit)  # type: ignore[return-value]


def titles(db: sqlite3.Connection, shelf: Shelf, found: Found[Mention]) -> list[str]:
    """The titles of a mention, as the story has them."""
    text = shelf.texts(db, read.marks(db, [found.story.id])).get(found.story.id, "")
    return [text[title.start : title.end] for title in found.finding.titles]


def _story_clause(db: sqlite3.Connection, words: Sequence[str], only: Filter) -> str:
    return match.all_of(
        match.holds(db, words, "headline text"),
        match.narrowed(db, only, by="byline", phrases="headline text"),
    )


def _heads(db: sqlite3.Connection, rows: Iterator[int], size: int) -> Iterator[Head]:
    """Of these stories, read so many at a time."""
    while some := list(islice(rows, max(1, size))):
        yield from read.heads(db, some)


def _rows(db: sqlite3.Connection, clause: str, only: Filter) -> Iterator[int]:
    """The stories of a clause, newest first."""
    for low, high in _ranges(db, only):
        hits = db.execute(
            _SQL["story_hits" if clause else "rows"], {"match": clause, "low": low, "high": high}
        )
        yield from (row[0] for row in hits)


def _lines(
    db: sqlite3.Connection, query: str, kind: Kind, clause: str, only: Filter, *, keys: Sequence[str] = ()
) -> Iterator[sqlite3.Row]:
    """Findings of a kind with their stories, newest story first, then in text order."""
    asked = {"match": clause, "kind": kind, "keys": dumps([plain(key) for key in keys]) if keys else None}
    if only.stories and not clause:
        hits = iter([db.execute(_SQL["findings_of"], {**asked, "rows": dumps(_named(db, only))})])
    else:
        name = query if clause else "newest_findings"
        hits = (
            db.execute(_SQL[name], {**asked, "low": low, "high": high}) for low, high in _ranges(db, only)
        )
    return _in_text_order(chain.from_iterable(hits))


def _in_text_order(lines: Iterable[sqlite3.Row]) -> Iterator[sqlite3.Row]:
    for _, of_story in groupby(lines, key=_STORY):
        yield from sorted(of_story, key=_SEQ)


def _ranges(db: sqlite3.Connection, only: Filter) -> list[tuple[int, int]]:
    """Where to look: from the first row to the last, or at each of the named stories, newest first."""
    return [(row, row) for row in _named(db, only)] if only.stories else [(_lowest(db, only), LAST_ROW)]


def _named(db: sqlite3.Connection, only: Filter) -> list[int]:
    """The rows of the filter's stories, newest first."""
    low = _lowest(db, only)
    rows = {mark.row for mark in read.marks(db, only.stories).values()}
    return sorted((row for row in rows if row >= low), reverse=True)


def _lowest(db: sqlite3.Connection, only: Filter) -> int:
    """The first row loaded after the filter's time. Rows follow the clock; should it have been set back, those few
    rows are not found by their time."""
    if not only.loaded_after:
        return 0
    found = db.execute(_SQL["first_loaded_after"], {"time": plain(only.loaded_after)}).fetchone()
    return int(found[0]) if found else LAST_ROW


def _found(lines: Iterator[Found[Finding]], fits: Judge, only: Filter, limit: int) -> list[Found[Finding]]:
    found: list[Found[Finding]] = []
    head: Head | None = None
    heard = True
    for one in islice(lines, LOOK + limit):
        if one.story is not head:
            head, heard = one.story, _source_fits(one.story, only)
        if heard and fits(one):
            found.append(one)
            if len(found) >= limit:
                break
    return found


def _story_fits(head: Head, only: Filter) -> bool:
    return _source_fits(head, only) and (not only.by or _is_by(only, head.byline or ""))


def _source_fits(head: Head, only: Filter) -> bool:
    if not only.source:
        return True
    wanted, source = pieces(only.source), head.source
    return any(
        in_order(wanted, pieces(name)) for name in (source.label, source.publisher or "", *source.names)
    )


def _said_by(head: Head, finding: Quote | Figure, only: Filter) -> bool:
    if not only.by:
        return True
    speaker = finding.speaker
    told = (speaker.text, speaker.person or "") if speaker else ()
    return any(_is_by(only, name) for name in (*told, head.byline or ""))


def _is_by(only: Filter, name: str) -> bool:
    return any(in_order(pieces(wanted), pieces(name)) for wanted in (only.by or "", *only.also))
