"""A quantity: one number with its unit, its hedge and where it is going."""

from __future__ import annotations

from typing import NamedTuple

from newsbot.extract import hedges, units
from newsbot.extract.line import Line
from newsbot.extract.numbers import PARTS, STARTS, Number, number
from newsbot.extract.units import Unit
from newsbot.model import Bound, Trend

_DETERMINERS = frozenset("the these those his her its their our my all your".split())
_ORDER = frozenset("last first next past final previous top opening".split())
_FORECASTERS = frozenset("economists analysts experts forecasters traders investors officials".split())
_FORECAST = frozenset(
    "expected forecast predicted anticipated projected estimated penciled pencilled".split()
)
_SMALLER = {
    "foot": ("inch", 12.0), "pound": ("ounce", 16.0), "stone": ("pound", 14.0), "hour": ("minute", 60.0),
    "minute": ("second", 60.0),
}  # fmt: skip


class Quantity(NamedTuple):
    """Tokens `first` to `last` (exclusive) are the expression, without its hedge; `rule` is set
    where more than a number and its unit made it a quantity."""

    first: int
    last: int
    number: Number
    unit: Unit | None = None
    bound: Bound = "="
    hedge: tuple[int, int] | None = None
    trend: Trend | None = None
    rule: str = ""

    @property
    def begin(self) -> int:
        """The first token, the hedge counted."""
        return min(self.first, self.hedge[0]) if self.hedge else self.first


def measured(at: Line, n: Number, money: tuple[Unit, int] | None) -> Quantity:
    """The number with its sign and the currency or measure that stands with it; no noun, no hedge."""
    first = n.first if money is None else money[1]
    if n.value is not None and _minus(at, first):
        n = n._replace(value=-n.value)
        first -= 1
    if money is not None:
        return Quantity(first, n.last, n, money[0])
    if at.low[first - 1] == "magnitude" and n.kind == "digits":
        return Quantity(first, n.last, n, Unit("magnitude", "magnitude"))
    height = _height(at, first, n)
    if height is not None:
        return height
    if _ordinal(at, n):
        return Quantity(first, n.last, n)
    measure = units.after(at, _unit_at(at, n))
    if measure and measure[0].family == "temperature" and n.value is not None and _below_zero(at, measure[1]):
        return Quantity(first, measure[1] + 2, n._replace(value=-n.value), measure[0])
    return (
        Quantity(first, n.last, n)
        if measure is None
        else _mixed(at, Quantity(first, measure[1], n, measure[0]))
    )


def and_a_half(at: Line, i: int) -> Quantity | None:
    """ "a metre and a half", "an inch and a quarter": the unit stands in the number."""
    measure = units.after(at, i + 1) if at.low[i] in ("a", "an", "one") else None
    if measure is None or at.low[i + 1] == "-" or at.low[measure[1] : measure[1] + 2] != ["and", "a"]:
        return None
    last = measure[1] + 3
    part = PARTS.get(at.low[last - 1])
    return Quantity(i, last, Number(i, last, "words", 1 + 1 / part), measure[0]) if part else None


def counted(at: Line, one: Quantity) -> Quantity:
    """With the noun that the number counts, if one follows."""
    j = _noun_at(at, one.number)
    if j is None:
        return one
    singular = one.number.value == 1.0
    noun = units.counted(at, j, singular=singular)
    if noun and one.number.kind == "fraction" and not units.is_plural(at, noun[1] - 1):
        noun = units.counted(at, j, singular=True)
    if noun and at.low[one.first - 1] == "the" and _expected(at, noun[1]):
        return one
    part = at.low[one.first - 2 : one.first] == ["of", "the"]  # "12 of the 19 contain errors"
    if noun and part and not singular and not units.is_plural(at, noun[1] - 1):
        return one
    return one if noun is None else one._replace(unit=noun[0], last=noun[1])


def _expected(at: Line, j: int) -> bool:
    """ "The 200,000 economists had forecast" counts no economists."""
    return at.low[j - 1] in _FORECASTERS and (
        at.low[j] in _FORECAST or (at.low[j] in ("had", "have") and at.low[j + 1] in _FORECAST)
    )


def _noun_at(at: Line, n: Number) -> int | None:
    """Where the noun stands: over "of the", "more", a hedge ("30 or so boats")."""
    j = _past_odd(at, n.last)
    if at.low[j] == "of" and (at.low[j + 2] in _ORDER or at.low[j + 2] in STARTS or at.low[j + 1] in STARTS):
        return None  # "five of its last six games": the other number has the noun
    if at.low[j] == "of" or (n.kind == "fraction" and at.low[j] in _DETERMINERS):
        j += 1
        while at.low[j] in _DETERMINERS:
            j += 1
        owned = at.low[j].endswith(("'s", "’s")) and (at.low[j + 1] in STARTS or at.low[j + 1][:1].isdigit())
        return None if owned else j  # "10 of the port's 60 boats": the other number has the noun
    if n.kind == "fraction":
        return None
    loose = hedges.behind(at, j) if at.low[j] in ("or", "and") else None
    if loose is not None:
        return loose.last
    return j + 1 if at.low[j] in ("more", "other", "another", "+", '"', "“", "‘") else j


def hedged(at: Line, one: Quantity) -> Quantity:
    n = one.number
    small = n.kind == "words" and n.value is not None and n.value <= 3
    hedge = hedges.before(at, one.first, one.unit, small=small) or hedges.behind(at, one.last)
    if hedge is None and one.last != n.last:
        hedge = hedges.behind(at, n.last)
    if hedge is None:
        return one
    return one._replace(bound=hedge.bound, hedge=(hedge.first, hedge.last))


def trended(at: Line, one: Quantity) -> Trend | None:
    if one.hedge and at.low[one.hedge[0]] in ("above", "below", "past", "beyond", "within"):
        return None  # "rose above 60" tells a level
    return hedges.trend(at, one.begin, one.unit)


def past(at: Line, n: Number) -> int:
    """The token after a label's number and whatever hangs on it: "2-1", "9:30", "555-0134"."""
    j = n.last
    while (
        at.glued(j)
        and at.low[j] in ("-", "–", ":", "/", ".")
        and at.glued(j + 1)
        and at.low[j + 1][:1].isdigit()
    ):
        j += 2
    return j


def _minus(at: Line, first: int) -> bool:
    """A minus sign stands free in front and glued behind (" -5", "(-0.3%"); or the word, but for
    "plus or minus"."""
    if at.low[first - 1] in ("-", "−", "–"):
        return at.glued(first) and not at.glued(first - 1)
    return at.low[first - 1] == "minus" and at.low[first - 2] != "or"


def _below_zero(at: Line, j: int) -> bool:
    return at.low[j : j + 2] == ["below", "zero"]


def _ordinal(at: Line, n: Number) -> bool:
    """ "a third night": no fraction of a night."""
    last = at.low[n.last - 1]
    return n.kind == "fraction" and at.low[n.first] in ("a", "an") and last not in ("half", "quarter")


def _unit_at(at: Line, n: Number) -> int:
    """Where the unit stands: over the "of" of "millions of dollars", the "an" of "half an hour"."""
    if n.kind in ("vague", "few") and at.low[n.last] == "of":
        return n.last + 1
    if n.kind == "fraction" and at.low[n.last] == "of" and at.low[n.last + 1] in ("a", "one", "1"):
        return n.last + 2  # "a quarter of a percent"
    if n.kind == "fraction" and n.value == 0.5 and at.low[n.last] in ("a", "an"):
        return n.last + 1
    return _past_odd(at, n.last)


def _past_odd(at: Line, j: int) -> int:
    """Behind "-odd", "-plus", "-some": a hedge between number and unit."""
    return j + 2 if at.low[j] == "-" and at.low[j + 1] in ("odd", "plus", "some") else j


def _height(at: Line, first: int, n: Number) -> Quantity | None:
    """6'3": feet and inches by their marks."""
    j = n.last
    if at.low[j] not in ("'", "’", "′") or not (at.glued(j) and at.glued(j + 1)):
        return None
    inches = number(at, j + 1)
    if inches is None or inches.value is None or n.value is None or not inches.value < 12:
        return None
    end = inches.last + 1 if at.glued(inches.last) and at.low[inches.last] in ('"', "”", "″") else inches.last
    return Quantity(first, end, n._replace(value=n.value + inches.value / 12), Unit("foot", "length"))


def _mixed(at: Line, one: Quantity) -> Quantity:
    """ "5 feet 11 inches" is one height, "2 hours, 21 minutes and 14 seconds" one time; "3 years, 2 months" stay two."""
    part = _SMALLER.get(one.unit.name) if one.unit else None
    if part is None or one.number.value is None:
        return one
    j = one.last
    while one.unit and one.unit.family == "time" and at.low[j] in (",", "and"):
        j += 1
    n = number(at, j)
    measure = units.after(at, n.last) if n and n.value is not None else None
    if n is None or n.value is None or measure is None or measure[0].name != part[0] or n.value >= part[1]:
        return one
    rest = _mixed(at, Quantity(j, measure[1], n, measure[0]))
    value = one.number.value + (rest.number.value or n.value) / part[1]
    return one._replace(last=rest.last, number=one.number._replace(value=value))
