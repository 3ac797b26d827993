"""Places: the places that a sentence names, and whether two of them can be one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from newsbot.compare.days import MONTH, WEEKDAY
from newsbot.model import Span
from newsbot.text import fold

Grain = Literal["country", "state", "city"]
_CAPITAL = rf"(?!{WEEKDAY}\b|{MONTH}(?!\w))(?:[A-Z]\.){{2,3}}|(?!{WEEKDAY}\b|{MONTH}(?!\w))(?:St\.|Mt\.|Ft\.|[A-ZÀ-Þ][\w’'-]*)"
_NAME = rf"(?:{_CAPITAL})(?:(?:\s(?:de|la|del|du|le|el|al|upon|of|and\s(?=[A-Z][\w’'-]*\sCounty)))?\s(?:{_CAPITAL})){{0,3}}"
# "in the town of Lemley, Ohio", "near Corfe in northern Sarland", "at the Lemley Hospital".
_SORT = r"(?:city|town|village|port|capital|suburb|district|state|province|region|island|resort|hamlet|outskirts|centre|center|mountains|hills|waters|suburbs|north|south|east|west)"
_DIRECTION = r"(?:(?:down|mid|up)town|central|(?:north|south)(?:east|west)?(?:ern)?|east(?:ern)?|west(?:ern)?|rural|inner|outer|upper|lower)"
_PLACE = re.compile(
    rf"\b(?P<how>in|near|outside|at|(?:north|south)(?:east|west)?\sof|(?:east|west)\sof|o(?:n|ff)\sthe\s(?:outskirts|edge|coast|shore)\sof)\s"
    rf"(?:(?:the|a)\s)?(?:(?:[a-z-]+\s){{0,2}}{_SORT}\s(?:of\s)?)?(?:{_DIRECTION}\s)?(?P<names>{_NAME}"
    rf"(?:(?:,\s|(?:\s{_SORT})?,?\s(?:in|of|near)\s(?:the\s)?(?:{_DIRECTION}\s)?(?:{_SORT}\sof\s)?){_NAME}){{0,2}})"
)
_PART = re.compile(rf",\s|(?:\s{_SORT})?,?\s(?:in|of|near)\s(?=the\s|{_DIRECTION}\s|[A-Z])")
_LOWER = re.compile(rf"(?:the\s|{_DIRECTION}\s|{_SORT}\sof\s)+", re.IGNORECASE)
# What may stand behind a place: "in Lemley on Saturday"; not "in Republican primaries", where the name is no place.
_BEHIND = re.compile(
    r"[’']s\b(?!)|\s?(?:$|[.,;:!?)”\"—–])|\s(?:on|at|in|when|after|before|and|as|while|with|to|for|during|early|late|last"
    rf"|this|shortly|around|about|where|which|that|yesterday|today|by|from|near|but|or|who|since|over|just|{WEEKDAY}|{MONTH}"
    r"|will|is|was|were|has|had|have|are|would|drew|saw|began|left|took|came|went|made|won|lost|[a-z]+ed)(?!\w)"
)
_NO_PLACE = re.compile(
    r"\b(?:congress|senate|parliament|house|court|party|republicans?|democrats?|democratic|twitter|facebook|instagram|youtube|x"
    r"|christmas|easter|thanksgiving|ramadan|super bowl|game|group|round|week|chapter|english|french|spanish|arabic|german"
    r"|i|god|covid|world cup|league|series|committee|department|ministry|office|council|news|times|post|university"
    r"|january|act|bill|amendment|watergate|guard|army|navy|corps|police|nato|opec|agency|airlines?|inc|corp|company|bank"
    r"|mr|mrs|ms|dr|who|and|but|the|a|it|he|she|they)\b"
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


def _names(listed: str) -> frozenset[str]:
    return frozenset(name.replace("_", " ") for name in listed.split())


# Named often enough in news that their grain is known; what could be two things ("Georgia", "New York") is in none.
_COUNTRIES = _names(
    """
    afghanistan albania algeria angola argentina armenia australia austria azerbaijan bahrain bangladesh belarus belgium belize
    benin bhutan bolivia bosnia botswana brazil bulgaria burundi cambodia cameroon canada chad chile china colombia congo
    costa_rica croatia cuba cyprus denmark ecuador egypt el_salvador eritrea estonia ethiopia fiji finland france gabon gambia
    germany ghana greece guinea guyana haiti honduras hungary iceland india indonesia iran iraq ireland israel italy jamaica japan
    kazakhstan kenya kosovo kyrgyzstan laos latvia lesotho liberia libya lithuania madagascar malawi malaysia mali malta
    mauritania mexico moldova mongolia montenegro morocco mozambique myanmar namibia nepal netherlands new_zealand nicaragua niger
    nigeria north_korea norway oman pakistan paraguay peru philippines poland portugal qatar romania russia rwanda
    saudi_arabia senegal serbia sierra_leone slovakia slovenia somalia south_africa south_korea south_sudan spain sri_lanka
    sudan suriname sweden switzerland syria taiwan tajikistan tanzania thailand togo tunisia turkey turkmenistan uganda ukraine
    united_arab_emirates united_kingdom united_states uruguay uzbekistan venezuela vietnam yemen zambia zimbabwe
    """
)
_STATES = _names(
    """
    alabama alaska arizona arkansas california colorado connecticut delaware florida hawaii idaho illinois indiana iowa kansas
    kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada new_hampshire
    new_jersey new_mexico north_carolina north_dakota ohio oklahoma oregon pennsylvania rhode_island south_carolina south_dakota
    tennessee texas utah vermont virginia west_virginia wisconsin wyoming alberta british_columbia manitoba nova_scotia ontario
    saskatchewan queensland tasmania
    """
)
_CITIES = _names(
    """
    abuja accra addis_ababa algiers amman amsterdam ankara athens atlanta auckland austin baghdad baltimore bangkok barcelona beijing
    beirut belgrade berlin bern bogota boston brasilia brussels bucharest budapest buenos_aires cairo calgary canberra caracas
    casablanca chicago cleveland cologne copenhagen dakar dallas damascus delhi denver detroit dhaka doha dubai dublin edinburgh
    frankfurt geneva glasgow hamburg hanoi harare havana helsinki houston islamabad istanbul jakarta jerusalem johannesburg
    kabul kampala karachi khartoum kinshasa kyiv lagos lahore las_vegas leeds lima lisbon liverpool ljubljana london los_angeles
    madrid manchester manila marseille melbourne memphis mexico_city miami milan milwaukee minneapolis minsk montreal moscow mumbai munich
    nairobi naples nashville new_delhi new_orleans orlando osaka oslo ottawa paris perth philadelphia phoenix pittsburgh
    portland prague pretoria pyongyang quito ramallah reykjavik riga rio_de_janeiro riyadh rome rotterdam sacramento san_antonio
    san_diego san_francisco santiago sao_paulo sarajevo seattle seoul shanghai sofia st_louis stockholm sydney
    tallinn tampa tehran tel_aviv tokyo toronto tripoli tunis vancouver vienna vilnius warsaw yerevan zagreb zurich
    """
)
_UNSURE = _names(
    "georgia washington new_york luxembourg singapore panama victoria quebec guatemala jordan lebanon kuwait gaza palestine"
)
_CALLED = {
    "us": "united states", "u.s": "united states", "usa": "united states", "america": "united states", "uk": "united kingdom",
    "u.k": "united kingdom", "britain": "united kingdom", "great britain": "united kingdom", "england": "united kingdom",
    "scotland": "united kingdom", "wales": "united kingdom", "northern ireland": "united kingdom", "uae": "united arab emirates",
    "burma": "myanmar", "kiev": "kyiv", "washington dc": "washington", "d.c": "washington", "la": "los angeles", "new york city": "new york",
    "dr congo": "congo", "democratic republic of congo": "congo", "ivory coast": "cote d'ivoire", "holland": "netherlands",
}  # fmt: skip


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


def places(text: str, start: int = 0, end: int | None = None) -> list[Place]:
    """The places that a sentence names after "in", "near" and the like, in order."""
    found = []
    for match in _PLACE.finditer(text, start, len(text) if end is None else end):
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
    first, second = _grain(one.names[0]), _grain(two.names[0])
    if _UNSURE & {one.names[0], two.names[0]} or (first or "city") != (second or "city"):
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


def _grain(name: str) -> Grain | None:
    return (
        "country"
        if name in _COUNTRIES
        else "state"
        if name in _STATES
        else "city"
        if name in _CITIES
        else None
    )


def _name(written: str) -> str:
    name = fold(_LOWER.sub("", written.strip(" ,"))).strip(" .")
    name = name.removesuffix("'s").removesuffix("'")
    return _CALLED.get(name, name)
