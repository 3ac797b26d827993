"""Stories that were asked for lately, with what was found in them, so that an answer reads each but once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from newsbot.model import Finding, Found, Head, Span, Story
from newsbot.store.queries import queries
from newsbot.store.rows import dumps, findings, head_of, spans_of, story_with
from newsbot.store.sqlite.read import Mark

_SQL = queries("read")
_MOST = 800  # stories, some 12 MB with their findings; an answer looks at up to 240
_FORGOTTEN = 80  # at once
_SOME = 120  # findings read together, of some thirty stories: one statement, not thirty


@dataclass(kw_only=True, slots=True)
class _Kept:
    mark: Mark
    head: Head
    text: str
    whole: tuple[Story, tuple[Span, ...]] | None = None  # with its sentences
    found: dict[tuple[int, int], Found[Finding]] = field(
        default_factory=dict
    )  # by kind and place among its kind


class Shelf:
    """What is here holds as long as the story's mark is the same. `db` is within the transaction that told the mark."""

    def __init__(self) -> None:
        self._kept: dict[int, _Kept] = {}  # by row, first read first

    def texts(self, db: sqlite3.Connection, marks: Mapping[str, Mark]) -> dict[str, str]:
        """By the same names."""
        kept = self._of(db, marks.values())
        return {name: kept[mark.row].text for name, mark in marks.items()}

    def stories(
        self, db: sqlite3.Connection, marks: Mapping[str, Mark]
    ) -> dict[str, tuple[Story, tuple[Span, ...]]]:
        """Stories and their sentences, by the same names."""
        kept = self._of(db, marks.values())
        new = dumps([row for row, one in kept.items() if one.whole is None])
        for rest in db.execute(_SQL["rest"], {"rows": new}):
            one = kept[rest["row"]]
            one.whole = story_with(one.head, one.text, rest), spans_of(rest["sentences"])
        return {name: whole for name, mark in marks.items() if (whole := kept[mark.row].whole)}

    def found(
        self, db: sqlite3.Connection, lines: Iterator[sqlite3.Row], most: int
    ) -> Iterator[Found[Finding]]:
        """The findings of these rows of `finding`, each of which bears its story's mark too. Where `most` are enough,
        not many more are read."""
        while some := list(islice(lines, min(most, _SOME))):
            yield from self._found(db, some)

    def _found(self, db: sqlite3.Connection, lines: Sequence[sqlite3.Row]) -> list[Found[Finding]]:
        told = {line[0]: line for line in lines}
        kept = self._of(db, [Mark(row, *line[-2:]) for row, line in told.items()])
        places = [(kept[line[0]], line[1:3]) for line in lines]
        new = [n for n, (story, place) in enumerate(places) if place not in story.found]
        texts = {row: story.text for row, story in kept.items()}
        for n, one in zip(new, findings([lines[n] for n in new], texts), strict=True):
            story, place = places[n]
            start, end = one.context
            story.found[place] = Found(finding=one, story=story.head, passage=story.text[start:end])
        return [story.found[place] for story, place in places]

    def _of(self, db: sqlite3.Connection, marks: Iterable[Mark]) -> dict[int, _Kept]:
        """These stories by row; those that are not here as they are now are read at once."""
        kept, new = {}, {}
        for mark in marks:
            one = self._kept.get(mark.row)
            if one is None or one.mark != mark:
                new[mark.row] = mark
            else:
                kept[mark.row] = one
        for row in db.execute(_SQL["heads_and_texts"], {"rows": dumps([*new])}) if new else ():
            kept[row[0]] = _Kept(mark=new[row[0]], head=head_of(row), text=row["text"])
            self._keep(kept[row[0]])
        return kept

    def _keep(self, one: _Kept) -> None:
        if len(self._kept) >= _MOST:
            for oldest in list(self._kept)[:_FORGOTTEN]:
                self._kept.pop(oldest, None)
        self._kept[one.mark.row] = one
