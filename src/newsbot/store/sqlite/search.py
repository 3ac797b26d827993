"""Stories and findings that a question asks for, newest first, looked at one by one until enough are found.

An index hands out candidates as they are asked for, so common words cost no more than rare ones. A candidate that
the index cannot judge (are the words of a label in order?) is judged here; after LOOK that failed the search ends.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, islice

from newsbot.model import Figure, Filter, Finding, Found, Head, Mention, Quote
from newsbot.store.queries import queries
from newsbot.store.rows import FIGURE, MENTION, QUOTE, Kind, dumps, finding_of, head_of
from newsbot.store.sqlite import match, read
from newsbot.store.words import in_order, pieces, plain, together

_SQL = queries("read")
LOOK = 5_000  # candidates; at some 30 microseconds each, a question whose candidates all fail ends in a sixth of a second
LAST_ROW = 1 << 46

Judge = Callable[[Head, Finding, str], bool]


def stories(db: sqlite3.Connection, words: Sequence[str], only: Filter, limit: int) -> list[Head]:
    """The newest stories that hold the words and pass the filter."""
    wanted = _story_clause(db, words, only)
    heads = (read.head(db, row) for row in islice(_rows(db, wanted, only), LOOK + limit))
    return list(islice((head for head in heads if _story_fits(head, only)), limit))


def ranked(db: sqlite3.Connection, words: Sequence[str], only: Filter, limit: int) -> list[Head]:
    """The same, best first among the newest thousand. With stories or phrases given, newest first: to weigh a phrase
    the index counts it everywhere, and "of the" is everywhere."""
    if only.stories or only.phrases or not words:
        return stories(db, words, only, limit)
    wanted = _story_clause(db, words, only)
    rows = db.execute(_SQL["ranked"], {"match": wanted, "low": _lowest(db, only), "limit": 1000})
    heads = (read.head(db, row[0]) for row in rows)
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


def mentions(db: sqlite3.Connection, keys: Sequence[str], only: Filter, limit: int) -> list[Found[Mention]]:
    phrases = [pieces(words) for words in only.phrases]

    def fits(_: Head, __: Finding, passage: str) -> bool:
        held = pieces(passage) if phrases else ()
        return all(together(words, held) for words in phrases)

    clause = match.all_of(match.keys(keys), match.narrowed(db, only, by="byline", phrases="text"))
    lines = _lines(db, "findings_in", MENTION, clause, only, keys=keys)
    return _found(lines, fits, only, limit)  # type: ignore[return-value]


def quotes(
    db: sqlite3.Connection,
    only: Filter,
    limit: int,
    *,
    keys: Sequence[str] = (),
    words: Sequence[str] = (),
    role: Sequence[str] = (),
) -> list[Found[Quote]]:
    """Quotes of these speakers, with these words in the passage, by a speaker told with the words of a role."""
    label = [piece for word in role for piece in pieces(word)]

    def fits(head: Head, finding: Finding, _: str) -> bool:
        assert isinstance(finding, Quote)
        if label and not (finding.speaker and in_order(label, pieces(finding.speaker.text))):
            return False
        return _said_by(head, finding, only)

    clause = match.all_of(
        match.keys(keys),
        match.holds(db, words, "passage"),
        match.label(db, " ".join(role), "voice") if role else "",
        match.narrowed(db, only, by="voice named byline", phrases="passage"),
    )
    return _found(_lines(db, "quotes", QUOTE, clause, only, keys=keys), fits, only, limit)  # type: ignore[return-value]


def figures(db: sqlite3.Connection, words: Sequence[str], only: Filter, limit: int) -> list[Found[Figure]]:
    """Figures with each of these words in passage or headline."""

    def fits(head: Head, finding: Finding, _: str) -> bool:
        assert isinstance(finding, Figure)
        return _said_by(head, finding, only)

    clause = match.all_of(
        match.holds(db, words, "passage headline"),
        match.narrowed(db, only, by="voice named byline", phrases="passage"),
    )
    return _found(_lines(db, "figures", FIGURE, clause, only), fits, only, limit)  # type: ignore[return-value]


def titles(db: sqlite3.Connection, found: Found[Mention]) -> list[str]:
    """The titles of a mention, as the story has them."""
    _, text = read.head_and_text(db, found.story.row)
    return [text[title.start : title.end] for title in found.finding.titles]


def _story_clause(db: sqlite3.Connection, words: Sequence[str], only: Filter) -> str:
    return match.all_of(
        match.holds(db, words, "headline text"),
        match.narrowed(db, only, by="byline", phrases="headline text"),
    )


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
    for low, high in _ranges(db, only):
        hits = db.execute(_SQL[query if clause else "newest_findings"], {**asked, "low": low, "high": high})
        for _, lines in groupby(hits, key=lambda line: line["story"]):
            yield from sorted(lines, key=lambda line: line["seq"])


def _ranges(db: sqlite3.Connection, only: Filter) -> list[tuple[int, int]]:
    """Where to look: from the first row to the last, or at each of the named stories, newest first."""
    low = _lowest(db, only)
    if not only.stories:
        return [(low, LAST_ROW)]
    found = (
        db.execute(_SQL["row_by_id"], {"ref": plain(story)}).fetchone()
        for story in dict.fromkeys(only.stories)
    )
    return [(row, row) for row in sorted((row[0] for row in found if row), reverse=True) if row >= low]


def _lowest(db: sqlite3.Connection, only: Filter) -> int:
    """The first row loaded after the filter's time. Rows follow the clock; should it have been set back, those few
    rows are not found by their time."""
    if not only.loaded_after:
        return 0
    found = db.execute(_SQL["first_loaded_after"], {"time": plain(only.loaded_after)}).fetchone()
    return int(found[0]) if found else LAST_ROW


def _found(lines: Iterator[sqlite3.Row], fits: Judge, only: Filter, limit: int) -> list[Found[Finding]]:
    found: list[Found[Finding]] = []
    head: Head | None = None
    for line in islice(lines, LOOK + limit):
        if head is None or head.row != line["story"]:
            head = head_of(line)
        if not _source_fits(head, only):
            continue
        finding, passage = (
            finding_of(line, line["text"]),
            line["text"][line["context_start"] : line["context_stop"]],
        )
        if fits(head, finding, passage):
            found.append(Found(finding=finding, story=head, passage=passage))
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
