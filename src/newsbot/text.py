"""Words and their folded forms; pure."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# Letters that NFKD leaves whole but a keyboard without them writes otherwise.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
)


_OWNED = re.compile(r"'s$|'$")
_WHOLE = re.compile(f"[{''.join(map(chr, _PLAIN))}]")
_MARKS = (("’", "'"), ("‘", "'"), *((dash, " ") for dash in "-‐‑‒–—"))
_COMMON = (("’", "'"), ("‘", "'"), *((mark, " ") for mark in "“”—–…―"))  # what news has beside ASCII
_APART = {code: " " for code in range(128) if chr(code) != "'" and not chr(code).isalnum()}
_ACCENT = re.compile(r"[\u0300-\u1fff\u2070-\U0010ffff]+")  # no combining mark stands before or between these
_SENTENCE = 400  # an answer asks for the words of each of its sentences up to four times
_WORD_LONG = 64  # a name or a phrase; what is longer is seldom asked for twice, and would fill the memory


def fold(text: str) -> str:
    """Lower case without accents; apostrophes straight, hyphens and dashes spaces.

    >>> fold("Andrés Manuel López-Obrador’s")
    "andres manuel lopez obrador's"
    """
    return _folded_once(text) if len(text) <= _WORD_LONG else _folded(text)


def words(text: str) -> tuple[str, ...]:
    """The folded words of a text, in order, possessive 's gone.

    >>> words("Mexico’s 6,000-migrant caravan")
    ('mexico', '6', '000', 'migrant', 'caravan')
    """
    return _words_once(text) if len(text) <= _SENTENCE else _words(text)


def _words(text: str) -> tuple[str, ...]:
    plain = _plain(text)
    if not plain.isascii():
        plain = _plain(_folded(text))  # without accents it may be
    found = plain.lower().translate(_APART).split() if plain.isascii() else _WORD.findall(plain)
    if "'" in plain:
        found = [word for part in found for word in (_apart(part) if "'" in part else (part,))]
    return tuple(found)


def _apart(part: str) -> list[str]:
    """The words of what has an apostrophe in it, or beside it."""
    return [_OWNED.sub("", word) for word in _WORD.findall(part)]


def _plain(text: str) -> str:
    """With straight apostrophes, and spaces for quotation marks and dashes: what is ASCII then is cut into words
    five times as fast as a regular expression finds them."""
    if not text.isascii():
        for mark, plain in _COMMON:
            text = text.replace(mark, plain)
    return text


def _folded(text: str) -> str:
    if text.isascii():
        low = text.lower().replace("-", " ")
    else:
        low = unicodedata.normalize("NFKD", text).lower()
        for mark, plain in _MARKS:
            low = low.replace(mark, plain)
        if not low.replace("“", "").replace("”", "").isascii():
            low = _bare(low)
    return " ".join(low.split())


def _bare(low: str) -> str:
    """Without accents and letters of their own; looking for them first is far quicker than a walk over all letters."""
    if _WHOLE.search(low):
        low = low.translate(_PLAIN)
    return _ACCENT.sub(lambda met: "".join(c for c in met[0] if not unicodedata.combining(c)), low)


_folded_once = lru_cache(maxsize=32768)(_folded)
_words_once = lru_cache(maxsize=4096)(_words)  # some 8 MB
