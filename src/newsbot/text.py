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


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case without accents; apostrophes straight, hyphens and dashes spaces.

    >>> fold("Andrés Manuel López-Obrador’s")
    "andres manuel lopez obrador's"
    """
    if text.isascii():
        low = text.lower()
    else:
        low = unicodedata.normalize("NFKD", text).lower().translate(_PLAIN)
        low = "".join(c for c in low if not unicodedata.combining(c)).replace("’", "'").replace("‘", "'")
    return re.sub(r"[\s\-‐‑‒–—]+", " ", low).strip()


def words(text: str) -> tuple[str, ...]:
    """The folded words of a text, in order, possessive 's gone.

    >>> words("Mexico’s 6,000-migrant caravan")
    ('mexico', '6', '000', 'migrant', 'caravan')
    """
    return tuple(re.sub(r"'s$|'$", "", w) for w in _WORD.findall(fold(text)))
