"""Subjects: whose figure it is, as far as the sentence names anybody."""

from __future__ import annotations

import re

from newsbot import names
from newsbot.compare.lexicon import DATED
from newsbot.text import fold

# "The governor said that", "Organisers put it at": who tells is not what is told of.
_TELLS = re.compile(
    r"^.{0,80}?\b(?:said|says|say|told|reported|reports|put|puts|estimated|estimates?|announced|confirmed|found|counted|according"
    r"\s+to[^,]{0,60},)\b(?:\s+that\b)?"
)
_NAME = re.compile(r"\b[A-Z][\w’'-]*")
# A place tells where, not who; places are compared by themselves.
_PLACED = re.compile(
    r"\b(?:in|at|near|off|from|across|outside|around|on|since|of\s+the|(?:port|town|city|village)\s+of)\s+(?:the\s+)?(?:[A-Z][\w’'-]*\s*)*$"
)
_RUN = re.compile(r"\b(?:[A-Z][\w.-]+\s+){1,5}[A-Z][\w-]+")
_PRONOUN = re.compile(r"\W*(?:he|she|it|they|we|i|his|her|its|their|who|which|that)\b", re.IGNORECASE)
_CLAIMS = re.compile(r"\W*\w+\s+(?:said|says|told|added|reported|put|estimated|announced)\b", re.IGNORECASE)


def subjects(passage: str, first: int, start: int, end: int, last: int) -> frozenset[str]:
    """The folded names in the figure's clause, from `first` to `last`, but for places, dates and who tells it.

    A word that opens the sentence counts as a name only if it is not followed by a plain noun or verb of telling,
    so "Rescuers saved 19" has none, and nor has "Police said"."""
    told = _TELLS.match(passage[first:start])
    skip = first + (told.end() if told else 0)
    found = set()
    for name in _NAME.finditer(passage, skip, last):
        if start <= name.start() < end or _PLACED.search(passage, max(0, name.start() - 60), name.start()):
            continue
        if name.start() == 0 and not _opens_as_name(passage, name):
            continue
        folded = re.sub(r"'s$", "", fold(name[0]))
        if not DATED.match(folded) and len(folded) > 1:
            found.add(folded)
    return frozenset(found)


def pairs(clause: str) -> tuple[tuple[str, str], ...]:
    """Names of two words, folded: "Harbour Bridge"; not "President Vale", nor what opens with an article.

    >>> pairs("The Harbour Bridge and President Vale")
    (('harbour', 'bridge'),)
    """
    runs = ([word for word in fold(run[0]).split() if word not in _OPENERS] for run in _RUN.finditer(clause))
    return tuple(
        (run[0], run[1]) for run in runs if len(run) == 2 and names.key(" ".join(run)) == " ".join(run)
    )


def unclear(passage: str) -> bool:
    """Whether the sentence hangs on a pronoun, so that its subject stands in another."""
    return bool(_PRONOUN.match(passage)) and not _CLAIMS.match(passage)


def _opens_as_name(passage: str, name: re.Match[str]) -> bool:
    """A capital that opens the sentence is a name if another follows it or it is no plain plural or article."""
    after = passage[name.end() : name.end() + 40]
    if re.match(r"\s+[A-Z]|['’]s\s", after):
        return fold(name[0]) not in _OPENERS
    return (
        fold(name[0]) not in _OPENERS
        and not name[0].endswith("s")
        and not name[0].lower().endswith(("ment", "tion"))
    )


_OPENERS = frozenset(
    """the a an at in on of for with about around nearly almost more less fewer up over under some many most all both each every
    no not only just roughly approximately another other this that these those there it he she they we police rain snow
    traffic damage unemployment inflation turnout attendance rescue rescuers officials authorities""".split()
)
