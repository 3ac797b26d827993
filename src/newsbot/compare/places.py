"""Places: the places that a sentence names, and whether two of them can be one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from newsbot.compare.days import MONTH, WEEKDAY
from newsbot.compare.grains import called, grain, unsure
from newsbot.model import Span
from newsbot.text import fold

_DATED = rf"(?!{WEEKDAY}\b|{MONTH}(?!\w))"  # "in Lemley Saturday"
_CAPITAL = rf"{_DATED}(?:(?:[A-Z]\.){{2,3}}|(?:St|Mt|Ft)\.|[A-ZÀ-Þ][\w’'-]*)"
_NAME = rf"{_CAPITAL}(?:(?:\s(?:de|la|del|du|le|el|al|upon|of))?\s{_CAPITAL}){{0,3}}"
_SORT = (
    r"(?:city|town|village|port|capital|suburbs?|district|state|province|region|island|resort|hamlet|outskirts|cent(?:re|er)"
    r"|mountains|hills|waters|north|south|east|west)"
)
_DIRECTION = r"(?:(?:down|mid|up)town|central|(?:north|south)(?:east|west)?(?:ern)?|east(?:ern)?|west(?:ern)?|rural|inner|outer|upper|lower)"
_HOW = r"in|near|outside|at|(?:north|south)(?:east|west)?\sof|(?:east|west)\sof|o(?:n|ff)\sthe\s(?:outskirts|edge|coast|shore)\sof"
# "in the town of Lemley, Ohio", "near Corfe in northern Sarland", "in the Lemley district of Port Anne".
_PLACE = re.compile(
    rf"\b(?P<how>{_HOW})\s(?:(?:the|a)\s)?(?:(?:[a-z-]+\s){{0,2}}{_SORT}\s(?:of\s)?)?(?:{_DIRECTION}\s)?(?P<names>{_NAME}"
    rf"(?:(?:,\s|(?:\s{_SORT})?,?\s(?:in|of|near)\s(?:the\s)?(?:{_DIRECTION}\s)?(?:{_SORT}\sof\s)?){_NAME}){{0,2}})"
)
_PART = re.compile(rf",\s|(?:\s{_SORT})?,?\s(?:in|of|near)\s(?=the\s|{_DIRECTION}\s|[A-Z])")
_LOWER = re.compile(rf"(?:the\s|{_DIRECTION}\s|{_SORT}\sof\s)+", re.IGNORECASE)
# What may stand behind a place: "in Lemley on Saturday"; not "in Republican primaries", where the name is no place.
_BEHIND = re.compile(
    r"\s?(?:$|[.,;:!?)”\"—–])|\s(?:on|at|in|when|after|before|and|as|while|with|to|for|during|early|late|last|this|shortly|around"
    rf"|about|where|which|that|yesterday|today|by|from|near|but|or|who|since|over|just|{WEEKDAY}|{MONTH}|will|is|was|were|has|had"
    r"|have|are|would|drew|saw|began|left|took|came|went|made|won|lost|[a-z]+ed)(?!\w)"
)
# In capitals, after "in" or "at", and no place.
_NO_PLACE = re.compile(
    r"\b(?:congress|senate|parliament|house|court|party|republicans?|democrats?|democratic|twitter|facebook|instagram|youtube"
    r"|christmas|easter|thanksgiving|ramadan|bowl|game|group|round|week|chapter|english|french|spanish|arabic|german|covid|cup"
    r"|league|series|committee|department|ministry|office|council|news|times|post|university|act|bill|amendment|guard|army|navy"
    r"|corps|police|nato|opec|agency|airlines?|inc|corp|company|bank|mr|mrs|ms|dr)\b|^\w$"
)
_VENUE = re.compile(
    r"\b(?:hospital|airport|hotel|stadium|arena|church|cathedral|mosque|synagogue|temple|school|college|cent(?:er|re)|hall|palace|park"
    r"|square|street|avenue|road|bridge|station|mall|museum|theat(?:er|re)|club|base|camp|prison|jail|plaza|building|tower"
    r"|garden|field|house|harbou?r|beach|lake|river|mount|mountain|market|highway|interstate|route)\b"
)
_WIDE = re.compile(
    r"\b(?:county|district|province|region|parish|prefecture|governorate|state|republic|valley|peninsula|island)\b"
)
_COMMON = frozenset(
    "the of city town new san santa saint st port north south east west lake fort mount upper lower de la el al".split()
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A place as a sentence names it: `names` folded, from the near to the wide ("lemley", "ohio"); `how` is the
    word before it; `span` counts from where the text does."""

    names: tuple[str, ...]
    how: str
    span: Span

    @property
    def words(self) -> frozenset[str]:
        """What tells it from others."""
        told = frozenset(word for name in self.names for word in name.split()) - _COMMON
        return frozenset(word for word in told if not _VENUE.fullmatch(word))


def places(text: str) -> list[Place]:
    """The places that a sentence names after "in", "near" and the like, in order."""
    found = []
    for match in _PLACE.finditer(text):
        names = tuple(_name(part) for part in _PART.split(match["names"]))
        if _BEHIND.match(text, match.end()) and names[0] and not _NO_PLACE.search(names[0]):
            found.append(Place(names=names, how=match["how"].split()[0], span=Span(*match.span())))
    return found


def apart(one: Place, two: Place) -> Literal["DIFFER", "unsure"] | None:
    """Whether two places are surely two, or may be; null where one may hold or qualify the other.

    Surely two are two countries, two states, two large cities, and two towns of one state that the texts name
    ("Lemley, Ohio" and "Corfe, Ohio"). Of two names that say no more it is not known which lies where."""
    if one.words & two.words:
        return _in_one(one, two)
    first, second = grain(one.names[0]), grain(two.names[0])
    if unsure(one.names[0]) or unsure(two.names[0]) or (first or "city") != (second or "city"):
        return None
    if first == second and first is not None:
        return "DIFFER" if (first != "city" or one.how == two.how == "in") else "unsure"
    venues = [_VENUE.search(place.names[0]) for place in (one, two)]
    if any(venues) or "at" in (one.how, two.how):
        return "unsure" if all(venues) and venues[0][0] == venues[1][0] else None  # type: ignore[index]
    return None if any(map(_wide, (one, two))) else "unsure"


def _in_one(one: Place, two: Place) -> Literal["DIFFER", "unsure"] | None:
    """Two towns of one state, both named with it."""
    if len(one.names) < 2 or len(two.names) < 2 or one.names[-1] != two.names[-1]:
        return None
    near, far = set(one.names[0].split()) - _COMMON, set(two.names[0].split()) - _COMMON
    if near & far or not near or not far or any(map(_wide, (one, two))):
        return None
    venue = _VENUE.search(one.names[0]) or _VENUE.search(two.names[0])
    return None if venue else "DIFFER" if one.how == two.how == "in" else "unsure"


def _wide(place: Place) -> bool:
    return _WIDE.search(place.names[0]) is not None


def _name(written: str) -> str:
    name = fold(_LOWER.sub("", written.strip(" ,"))).replace(".", "").strip()
    return called(name.removesuffix("'s").removesuffix("'"))
