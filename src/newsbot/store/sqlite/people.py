"""People by name, misspelt or not, and who holds an office."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice

from newsbot.model import Filter
from newsbot.names import likest, sought
from newsbot.store import Holder, Person
from newsbot.store.queries import queries
from newsbot.store.rows import dumps
from newsbot.store.sqlite import search
from newsbot.store.sqlite.shelf import Shelf
from newsbot.store.words import pieces

_SQL = queries("read")
_LOOK = 2000  # people who bear one word of a name, most met first; of 6,000 Jameses the rarest stay unseen
_BEARERS = 200  # the same where one word is all that was asked
_HOLDERS = 300  # who are given one office, most stories first
_TOKENS = 64  # words within reach of a misspelt one


def people(db: sqlite3.Connection, name: str, limit: int) -> list[Person]:
    words = [_near(db, word) for word in dict.fromkeys(pieces(name))]
    if not words or not all(words):
        return []
    rarest, *others = sorted(words, key=lambda tokens: _borne(db, tokens)) if len(words) > 1 else words
    ids: dict[int, None] = {}
    for token in rarest:
        bearers = db.execute(_SQL["token_people"], {"token": token, "limit": _LOOK if others else _BEARERS})
        ids.update(dict.fromkeys(person for person, _ in bearers))
    for tokens in others:
        ids = dict.fromkeys(_bearing(db, tokens, ids))
    found = [Person(**row) for row in db.execute(_SQL["people"], {"people": dumps(list(ids))})]
    return sorted(found, key=lambda person: (-person.stories, -person.mentions, person.key))[:limit]


def _bearing(db: sqlite3.Connection, tokens: Sequence[int], people: Iterable[int]) -> list[int]:
    """Those of these people in whose name one of the tokens is."""
    asked = {"people": dumps(list(people)), "tokens": dumps(tokens)}
    return [row[0] for row in db.execute(_SQL["people_with_token"], asked)]


def holders(
    db: sqlite3.Connection, shelf: Shelf, words: Sequence[str], only: Filter, limit: int
) -> list[Holder]:
    wanted = list(dict.fromkeys(piece for word in words for piece in pieces(word)))
    if not wanted:
        return []
    counted = [(len(_titles(db, word, 1000)), word) for word in wanted]
    rarest = min(counted)[1]
    found = []
    for number in _titles(db, rarest, _LOOK):
        holder = Holder(**db.execute(_SQL["title"], {"title": number}).fetchone())
        if set(wanted) <= set(pieces(holder.title)):
            found.append(holder)
            if len(found) == _HOLDERS:
                break
    found.sort(key=lambda holder: (-holder.stories, holder.key, holder.title))
    if only != Filter():
        found = [kept for holder in islice(found, 50) if (kept := _within(db, shelf, holder, only))]
        found.sort(key=lambda holder: (-holder.stories, holder.key, holder.title))
    return found[:limit]


def _near(db: sqlite3.Connection, word: str) -> list[int]:
    """The words of names that may be meant by this one, itself first, then the likest."""
    rows = db.execute(_SQL["tokens_near"], {"pieces": dumps(sorted(sought(word)))})
    numbers = {row[0]: row[1] for row in rows}
    return [numbers[token] for token in likest(word, list(numbers))][:_TOKENS]


def _borne(db: sqlite3.Connection, tokens: Sequence[int]) -> int:
    """How many people bear one of these words, each counted no further than is needed to compare."""
    return int(db.execute(_SQL["tokens_borne"], {"tokens": dumps(tokens)}).fetchone()[0])


def _titles(db: sqlite3.Connection, word: str, limit: int) -> list[int]:
    return [row[0] for row in db.execute(_SQL["word_titles"], {"word": word, "limit": limit})]


def _within(db: sqlite3.Connection, shelf: Shelf, holder: Holder, only: Filter) -> Holder | None:
    """The same office counted in the stories of the filter alone, in its newest 100 mentions there."""
    stories = {
        found.story.row
        for found in search.mentions(db, shelf, [holder.key], only, 100)
        if holder.title in search.titles(db, shelf, found)
    }
    return replace(holder, stories=len(stories)) if stories else None
