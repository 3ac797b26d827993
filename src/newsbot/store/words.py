"""Words of questions and of texts, as a store's full-text index takes them; pure.

A word that is asked for finds its plural or singular too ("crossings" finds "crossing"), and from BEGINS
letters on every longer word that begins with it ("border" finds "borderlands"). A shorter word finds only its
own endings ("talk" finds "talked", "clos" "closed"), so that "car" is not "cartel" and "wall" not "Wallace".
Numbers are found as they stand.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b

from newsbot.text import fold

BEGINS = 5
_PIECE = re.compile(r"[^\W_]+")
_ENDINGS = {3: ("ed", "ing", "ings", "ly"), 4: ("e", "ed", "er", "ers", "es", "ing", "ings", "ly")}
_CUT = ("e", "es", "ed", "ing")
_ES = ("s", "x", "z", "ch", "sh")


def pieces(text: str) -> tuple[str, ...]:
    """The folded text cut at all that is neither letter nor digit, as the index cuts it.

    >>> pieces("O’Brien’s 6,000")
    ('o', 'brien', 's', '6', '000')
    """
    return tuple(_PIECE.findall(fold(text)))


def tokens(text: str) -> set[str]:
    """The words of a text in lower case with their accents, each once, numbers left out."""
    found = set(_PIECE.findall(unicodedata.normalize("NFC", text).lower()))
    return {token for token in found if not token.isdecimal()}


def forms(word: str) -> tuple[str, ...]:
    """The word's singular, its plural, the word; of a short one also what it is with an ending, of one that ends in -s
    what it is as the beginning of a word.

    >>> forms("crossings")[:2], forms("countries")[:2], forms("aid")
    (('crossing', 'crossings'), ('country', 'countries'), ('aid', 'aids', 'aided', 'aiding', 'aidings', 'aidly'))
    >>> "nurses" in forms("nurs")
    True
    """
    if word.isdecimal():
        return (word,)
    one = _singular(word)
    longer = (one + ending for ending in _ENDINGS.get(len(one), ()))
    # "nurs" is no plural: of "nurses" two letters were taken
    cut = (word + ending for ending in _CUT if one != word)
    return tuple(dict.fromkeys((one, _plural(one), word, *longer, *cut)))


def in_order(wanted: Sequence[str], held: Sequence[str]) -> bool:
    """Whether all wanted words are held, in their order, others perhaps between.

    >>> in_order(["senior", "official"], ["a", "senior", "defence", "official"])
    True
    """
    rest = iter(held)
    return bool(wanted) and all(word in rest for word in wanted)


def together(phrase: Sequence[str], held: Sequence[str]) -> bool:
    """Whether the words of the phrase stand side by side."""
    size = len(phrase)
    return size > 0 and any(tuple(held[i : i + size]) == tuple(phrase) for i in range(len(held) - size + 1))


@lru_cache(maxsize=16384)
def filed(key: str) -> str:
    """One word of the index for a key of any characters; the same for all time."""
    return "k" + blake2b(plain(key).encode(), digest_size=8).hexdigest()


@lru_cache(maxsize=16384)
def trait_word(trait: str) -> str:
    """One word of the index for a trait, never that of a key."""
    return "t" + filed(trait)[1:]


def plain(asked: str) -> str:
    """The text with "?" for halves of characters, which a chat may send and no store can take.

    >>> plain("Ann\\ud83d")
    'Ann?'
    """
    return asked.encode("utf-8", "replace").decode()


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(tuple(f"{end}es" for end in ("ss", "x", "z", "ch", "sh"))):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "as")):
        return word[:-1]
    return word


def _plural(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(_ES) else "s")
