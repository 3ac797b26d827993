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


_SPACE = re.compile(r"[\s\-‐‑‒–—]+")
_OWNED = re.compile(r"'s$|'$")
_MARK = re.compile(r"[\u0300-\u1fff\u2070-\U0010ffff]")  # no combining mark stands before or between these
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
    folded = fold(text)
    found = _WORD.findall(folded)
    return tuple(_OWNED.sub("", word) for word in found) if "'" in folded else tuple(found)


def _folded(text: str) -> str:
    if text.isascii():
        low = text.lower()
    else:
        low = unicodedata.normalize("NFKD", text).lower().translate(_PLAIN)
        if _MARK.search(low):
            low = "".join(c for c in low if not unicodedata.combining(c))
        low = low.replace("’", "'").replace("‘", "'")
    return _SPACE.sub(" ", low).strip()


_folded_once = lru_cache(maxsize=32768)(_folded)
