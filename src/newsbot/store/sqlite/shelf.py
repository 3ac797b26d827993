"""Stories that were asked for lately, with what was found in them, so that an answer reads each but once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from newsbot.model import Finding, Found, Head, Span, Story
from newsbot.store.queries import queries
from newsbot.store.rows import finding_of, head_of, spans_of, story_of
from newsbot.store.sqlite.read import Mark

_SQL = queries("read")
_MOST = 800  # stories, some 12 MB with their findings; an answer looks at up to 240


@dataclass(kw_only=True, slots=True)
class _Kept:
    mark: Mark
    head: Head
    text: str
    story: Story | None = None
    sentences: tuple[Span, ...] | None = None
    found: dict[tuple[int, int], Found[Finding]] = field(
        default_factory=dict
    )  # by kind and place among its kind


class Shelf:
    """What is here holds as long as the story's mark is the same. `db` is within the transaction that told the mark."""

    def __init__(self) -> None:
        self._kept: dict[int, _Kept] = {}  # by row, first read first

    def story(self, db: sqlite3.Connection, mark: Mark) -> Story:
        kept = self._of(db, mark)
        if kept.story is None:
            kept.story = story_of(db.execute(_SQL["story"], {"row": mark.row}).fetchone())
        return kept.story

    def text(self, db: sqlite3.Connection, mark: Mark) -> str:
        return self._of(db, mark).text

    def sentences(self, db: sqlite3.Connection, mark: Mark) -> tuple[Span, ...]:
        kept = self._of(db, mark)
        if kept.sentences is None:
            kept.sentences = spans_of(db.execute(_SQL["sentences"], {"row": mark.row}).fetchone()[0])
        return kept.sentences

    def found(self, db: sqlite3.Connection, lines: Iterable[sqlite3.Row]) -> Iterator[Found[Finding]]:
        """The findings of these rows of `finding`, each of which bears its story's mark too."""
        return (self._found(db, line) for line in lines)

    def _found(self, db: sqlite3.Connection, line: sqlite3.Row) -> Found[Finding]:
        kept = self._of(db, Mark(line["story"], line["fingerprint"], line["storyline"]))
        place = (line["kind"], line["seq"])
        found = kept.found.get(place)
        if found is None:
            passage = kept.text[line["context_start"] : line["context_stop"]]
            found = Found(finding=finding_of(line, kept.text), story=kept.head, passage=passage)
            kept.found[place] = found
        return found

    def _of(self, db: sqlite3.Connection, mark: Mark) -> _Kept:
        kept = self._kept.get(mark.row)
        if kept is None or kept.mark != mark:
            row = db.execute(_SQL["head_and_text"], {"row": mark.row}).fetchone()
            kept = _Kept(mark=mark, head=head_of(row), text=row["text"])
            for oldest in list(self._kept)[: max(0, len(self._kept) - _MOST + 1)]:
                self._kept.pop(oldest, None)
            self._kept[mark.row] = kept
        return kept
