"""What a quantity has from its neighbours in the line: hedge, trend or unit."""

from __future__ import annotations

from collections.abc import Sequence

from newsbot.extract import units
from newsbot.extract.line import Line
from newsbot.extract.quantity import Quantity
from newsbot.extract.units import Unit

_LEADS = frozenset(
    "to by at reached was is from of hit topped exceeded passed above below stands stood".split()
)
_SUBJECT = ("were", "was", "have", "are")
_BESIDE = "unit of the figure beside it"
_FOLLOWS = ("in", "by", "from", "at", "on", "were", "who")


def borrowed(at: Line, found: list[Quantity]) -> list[Quantity]:
    """What a quantity has from its neighbour: a conversion in brackets the hedge and the trend, the
    other half of "190 points, or 0.6%" the trend, an elliptic one the unit."""
    for k, one in enumerate(found):
        led = at.low[one.begin - 1] in _LEADS
        told = led and one.unit is None and one.number.kind != "fraction"
        if told and (noun := _counting(at, one.first)):
            found[k] = one._replace(unit=noun, rule="counted before it")
    for k in range(1, len(found)):
        one, two = found[k - 1], found[k]
        meant = _priced(at, found, k) or _votes_of(at, found, k) or _elliptic(at, one, two)
        found[k] = _converted(at, one, meant)
    for k in range(len(found) - 1):
        one, two = found[k], found[k + 1]
        between = at.low[one.last : two.first]
        level = two.unit is not None and two.unit.family == "point" and between[-1:] in (["up"], ["down"])
        part = between[:1] == ["of"] and len(between) <= 3
        if one.unit is None and two.unit is not None and (level or part or between in (["or"], ["and"])):
            found[k] = one._replace(unit=two.unit, rule=_BESIDE)
    return found


_MILLION = 1e6
_NEAR = 9  # tokens between two numbers of one kind
_THEN = frozenset("a in the last previously before year and euros on".split())


def _counting(at: Line, k: int) -> Unit | None:
    """What "the number of people … has risen to around 10,000" counts, told before token `k`."""
    for m in range(k - 1, max(1, k - 30), -1):
        if at.low[m] in (";", "“", "”"):
            return None
        if at.low[m] == "toll" and at.low[m - 1] == "death":
            return Unit("death toll", "count")
        if at.low[m] == "of" and at.low[m - 1] in ("number", "numbers", "total", "tally", "count"):
            noun = units.counted(at, m + 1)
            return noun[0] if noun and units.is_plural(at, noun[1] - 1) else None
    return None


def _priced(at: Line, found: Sequence[Quantity], k: int) -> Quantity | None:
    """ "Rose to 412 million euros ($446 million) from 349 million": what it was, in the money that it is told in."""
    two, behind = found[k], at.low[found[k].last]
    if two.unit is not None or two.number.scale < _MILLION or at.low[two.begin - 1] != "from":
        return None
    if behind[:1].isalpha() and behind not in _THEN:
        return None
    one = next((one for one in reversed(found[:k]) if at.low[one.first - 1] not in ("(", "/")), None)
    if one is None or one.unit is None or one.unit.family != "money" or two.begin - one.last > _NEAR:
        return None
    return two._replace(unit=one.unit, rule=_BESIDE)


def _votes_of(at: Line, found: Sequence[Quantity], k: int) -> Quantity | None:
    """ "Cole had 41,877 votes, or 48.9%, to Gray's 41,663", "Cole has 41,877 votes and Gray 41,663": two names, one noun."""
    two, behind = found[k], at.low[found[k].last]
    if two.unit is not None or two.number.kind != "digits" or behind[:1].isalpha() and behind != "or":
        return None
    name = two.begin - 1 - (at.low[two.begin - 1] in ("'", "’", "s", "'s", "’s"))
    one = next((one for one in reversed(found[:k]) if one.unit and one.unit.family != "percent"), None)
    if one is None or one.unit is None or one.unit.family != "count" or not at.raw(name)[:1].isupper():
        return None
    between = at.low[one.last : name]
    told = between[-1:] in (["to"], ["and"]) and len(between) <= _NEAR
    return two._replace(unit=one.unit, rule=_BESIDE) if told else None


def _converted(at: Line, one: Quantity, two: Quantity) -> Quantity:
    between = at.low[one.last : two.first]
    if two.hedge is None and between in (["("], ["/"]):
        return two._replace(bound=one.bound, hedge=one.hedge, trend=two.trend or one.trend)
    again = "or" in between[:2] or (
        "and" in between[:2] and between[-1] == "by"
    )  # "fell by 5%, and profit by 12%"
    if two.trend is None and one.trend and len(between) <= 5 and again:
        return two._replace(trend=one.trend)
    return two


def _elliptic(at: Line, one: Quantity, two: Quantity) -> Quantity:
    """ "435 homes and 187 by tender": a bare number counts what the one before counts; so do "18 of
    them", "six were" after "10 judges", "up from 2.4 million", and "fell 2 percent, then by 1"."""
    if two.unit is not None or one.unit is None or two.number.kind not in ("digits", "words"):
        return two
    between, behind = at.low[one.last : two.first], at.low[two.last]
    family = one.unit.family
    if family == "count" and between[-2:] in (["of", "which"], ["of", "whom"]) and len(between) <= 4:
        return two._replace(unit=one.unit, rule=_BESIDE)  # "5,640 cases, of which 412"
    small = two.number.value is not None and two.number.value < 100
    same = behind == "of" and at.low[two.last + 1] in ("whom", "them", "which")
    if between[-2:] in (["up", "from"], ["down", "from"]) and len(between) <= 7:
        same = same or family in ("money", "count") or (family == "percent" and small)
    if family == "count":
        same = same or ("and" in between[-4:] and len(between) <= 12 and behind in _FOLLOWS)
        same = same or (two.number.kind == "words" and behind in _SUBJECT)
    if family == "percent" and between[-1:] == ["by"] and len(between) <= 7:
        same = same or small
    return two._replace(unit=one.unit, rule=_BESIDE) if same else two
