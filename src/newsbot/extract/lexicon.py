"""What the word lists know about a word: name, surname, place, organisation, role, ordinary word."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal

from newsbot.extract.lists import entries
from newsbot.names import family_first
from newsbot.text import fold


class Kind:
    """All that a word may be, as bits; a word may be several. Plain numbers: an enum is five times slower."""

    MAN = 1
    WOMAN = 2
    GIVEN = 3
    FAMILY = 4
    WORD = 8
    PLACE = 16
    NOT = 32  # makes its run an organisation, a place or a thing
    ROLE = 64
    KNOWN = 128
    CUE = 256
    MODIFIER = 512
    ACT = 1024  # a verb that a person or a body may do
    SMALL = 2048  # opens a sentence, begins no name
    DATE = 4096
    DOUBLE = 8192  # a thing, and a surname after a given name
    THING = 16384  # in small letters: the name before it is no person's
    BODY = 32768  # in small letters: the name after it is no person's
    LOOSE = 65536  # a role that bodies have too
    FRONT = 131072  # in capitals: the name after it is no person's
    BELONGS = 262144  # in capitals: the name before it stays a person's
    SIGNING = 524288


_LISTS = (
    ("names_given_m", Kind.MAN),
    ("names_given_f", Kind.WOMAN),
    ("names_given_x", Kind.GIVEN),
    ("people_given_m", Kind.MAN),
    ("people_given_f", Kind.WOMAN),
    ("people_given_x", Kind.GIVEN),
    ("names_family", Kind.FAMILY),
    ("people_family", Kind.FAMILY),
    ("names_words", Kind.WORD),
    ("people_words", Kind.WORD),
    ("names_places", Kind.PLACE),
    ("people_places", Kind.PLACE),
    ("people_orgs", Kind.NOT),
    ("people_not", Kind.NOT),
    ("people_roles", Kind.ROLE),
    ("people_role_modifiers", Kind.MODIFIER),
    ("people_known", Kind.KNOWN),
    ("people_cues", Kind.CUE),
    ("people_acts", Kind.ACT),
    ("people_small", Kind.SMALL),
    ("people_dates", Kind.DATE),
    ("people_doubles", Kind.DOUBLE),
    ("people_things", Kind.THING),
    ("people_bodies", Kind.BODY),
    ("people_loose_roles", Kind.LOOSE),
    ("people_fronts", Kind.FRONT),
    ("people_belongings", Kind.BELONGS),
    ("people_signing", Kind.SIGNING),
)


@cache
def words() -> dict[str, int]:
    """Every listed word, folded, with the `Kind`s it is; words of one phrase are joined by "_"."""
    found: dict[str, int] = {}
    for name, kind in _LISTS:
        for word in entries(name):
            found[word] = found.get(word, 0) | kind
    return found


@cache
def openings() -> frozenset[str]:
    """The first words of listed phrases ("new" for "new_york")."""
    return frozenset(word.split("_", 1)[0] for word in words() if "_" in word)


_AGAINST = ("anti-", "pro-", "non-", "never-")
_INFLECTED = re.compile(r"([a-z]{4,}?)(?:i?e?s|i?ed|ing)")  # "denounces" is a word where "denounce" is one


@lru_cache(maxsize=32768)
def kind(word: str) -> int:
    """The `Kind`s of a word as written, as bits; of a hyphenated one, those of its parts together."""
    known = words()
    low = word.lower() if word.isascii() else fold(word).replace(" ", "-")
    found = known.get(low.replace("’", "'"))
    if found is None and "-" in low:
        found = (
            Kind.WORD
            if low.startswith(_AGAINST)
            else _joined([known.get(part, 0) for part in low.split("-")])
        )
    if found is None and len(low) > 5 and word.isascii() and (form := _INFLECTED.fullmatch(low)):
        found = Kind.WORD & max(known.get(form[1] + end, 0) & Kind.WORD for end in ("", "e", "y"))
    if found and found & (Kind.GIVEN | Kind.FAMILY) and not word.isascii() and word.lower() not in known:
        found &= ~(Kind.NOT | Kind.ROLE | Kind.WORD)  # Germán is no German, Åsa no ASA
    return found or 0


def _joined(parts: list[int]) -> int:
    """What a hyphenated word is: a name by its first part, a body by any of its parts."""
    if not parts[0] & Kind.GIVEN:
        for kinds in (Kind.ROLE, Kind.NOT, Kind.PLACE):
            if any(
                part & kinds and not (kinds != Kind.ROLE and part & Kind.FAMILY and part is not parts[0])
                for part in parts
            ):
                return kinds
    if all(part & Kind.WORD for part in parts):
        return Kind.WORD
    return parts[0] & Kind.GIVEN | Kind.FAMILY * any(part & Kind.FAMILY for part in parts)


def gender(person: str) -> Literal["m", "f"] | None:
    """Man or woman, by the first name; None where it is unlisted or borne by both, for a bare
    surname, and for names that begin with the family's."""
    parts = fold(person).split()
    if family_first(parts) or (len(parts) == 1 and words().get(parts[0], 0) & Kind.FAMILY):
        return None
    for part in parts[:-1] or parts:
        bits = words().get(part, 0) & Kind.GIVEN
        if bits:
            return "m" if bits == Kind.MAN else "f" if bits == Kind.WOMAN else None
    return None
