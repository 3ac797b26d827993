"""Words and filters of a question as an expression of SQLite's full-text language.

Whatever was asked stands in it only inside quotation marks, so nobody writes that language by accident.
"""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import suppress

from newsbot.model import Filter
from newsbot.store.dates import range_words
from newsbot.store.queries import queries
from newsbot.store.rows import dumps
from newsbot.store.words import BEGINS, filed, forms, pieces, trait_word

_SQL = queries("read")
_LONGER = 40  # longer words that one asked word may stand for; the shortest win
_SPELLINGS = 8  # ways in which a phrase's words are written with and without accents


class Nothing(Exception):
    """No story can match: a word of the question stands nowhere."""


def all_of(*clauses: str) -> str:
    """One expression; empty clauses ask for nothing, and nothing at all is the empty string."""
    return " AND ".join(clause for clause in clauses if clause)


def holds(db: sqlite3.Connection, words: Iterable[str], columns: str) -> str:
    """Each word, or one of its family, in some of the columns. Words without a letter or digit find nothing."""
    wanted = list(words)
    clauses = [f"{{{columns}}} : ({_family(db, word)})" for word in wanted]
    return all_of(*clauses)


def phrase(db: sqlite3.Connection, words: str, columns: str) -> str:
    """These words side by side in one of the columns."""
    ways = itertools.product(*(_exact(db, piece) for piece in _some(pieces(words), words)))
    spelt = [_quoted(" ".join(way)) for way in itertools.islice(ways, _SPELLINGS)]
    return f"{{{columns}}} : ({' OR '.join(spelt)})"


def label(db: sqlite3.Connection, words: str, columns: str) -> str:
    """All these words, whole, in some of the columns."""
    clauses = [
        f"{{{columns}}} : ({' OR '.join(map(_quoted, _exact(db, piece)))})"
        for piece in _some(pieces(words), words)
    ]
    return all_of(*clauses)


def _any_label(db: sqlite3.Connection, names: Iterable[str], columns: str) -> str:
    """All the words of one of these names, in some of the columns."""
    clauses = []
    for name in names:
        with suppress(Nothing):
            clauses.append(f"({label(db, name, columns)})")
    if not clauses:
        raise Nothing
    return f"({' OR '.join(clauses)})"


def keys(wanted: Sequence[str]) -> str:
    """Filed under any of these keys."""
    return f"{{filed}} : ({' OR '.join(_quoted(filed(key)) for key in wanted)})" if wanted else ""


def trait(wanted: str) -> str:
    """With this trait."""
    return f"{{filed}} : {_quoted(trait_word(wanted))}"


def narrowed(db: sqlite3.Connection, only: Filter, *, by: str, phrases: str) -> str:
    """The filter's part; `by` and `phrases` name the columns where those are looked for."""
    days = range_words(only.since, only.until)
    return all_of(
        label(db, only.source, "source") if only.source else "",
        _any_label(db, (only.by, *only.also), by) if only.by else "",
        f"{{dates}} : ({' OR '.join(map(_quoted, days))})" if days else "",
        *(phrase(db, words, phrases) for words in only.phrases),
    )


def _family(db: sqlite3.Connection, word: str) -> str:
    cut = _some(pieces(word), word)
    if len(cut) > 1:
        ways = itertools.product(*(_exact(db, piece) for piece in cut))
        return " OR ".join(_quoted(" ".join(way)) for way in itertools.islice(ways, _SPELLINGS))
    if cut[0].isdecimal():
        return _quoted(cut[0])
    family = forms(cut[0])
    found = dict.fromkeys(row[0] for row in db.execute(_SQL["tokens_of_any"], {"folds": dumps(family)}))
    stem = family[0]
    if len(stem) >= BEGINS:
        longer = db.execute(_SQL["tokens_beginning"], {"first": stem, "last": stem + "\U0010ffff"})
        found.update(dict.fromkeys(sorted((row[0] for row in longer), key=lambda w: (len(w), w))[:_LONGER]))
    if not found:
        raise Nothing
    return " OR ".join(map(_quoted, found))


def _exact(db: sqlite3.Connection, piece: str) -> list[str]:
    found = _spelt(db, piece)
    if not found:
        raise Nothing
    return found


def _spelt(db: sqlite3.Connection, piece: str) -> list[str]:
    """The words of the archive that fold to this one."""
    if piece.isdecimal():
        return [piece]
    return [row[0] for row in db.execute(_SQL["tokens_of"], {"fold": piece})]


def _some(cut: tuple[str, ...], words: str) -> tuple[str, ...]:
    if not cut:
        raise Nothing(words)
    return cut


def _quoted(words: str) -> str:
    return '"' + words.replace('"', '""') + '"'
