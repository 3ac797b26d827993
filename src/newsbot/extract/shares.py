"""Shares and ratios: "one in five adults", "9 out of 10", "nearly double the number"."""

from __future__ import annotations

from newsbot.extract import hedges, units
from newsbot.extract.line import Line
from newsbot.extract.numbers import STARTS, Number, number
from newsbot.extract.quantity import Quantity
from newsbot.extract.units import Unit
from newsbot.model import Trend

_RATIO = {"double": 2.0, "twice": 2.0, "triple": 3.0, "thrice": 3.0, "quadruple": 4.0}
_RATIO_OF = frozenset("the as that what its last their his her this those it".split())
_DOUBLED = frozenset("doubled doubling tripled tripling trebled quadrupled halved halving".split())
_LINKS = (("in", "every"), ("out", "of", "every"), ("out", "of"), ("of", "every"), ("in",), ("of",))
RATIOS = frozenset({*_RATIO, *_DOUBLED})


def share(at: Line, one: Quantity) -> Quantity | None:
    """ "one in five adults", "9 out of 10", "two of every three": one quantity below 1."""
    n = one.number
    if not n.value or n.kind not in ("words", "digits") or n.scale != 1.0:
        return None
    for link in _LINKS:
        j = n.last + len(link)
        if tuple(at.low[n.last : j]) == link:
            whole = number(at, j)
            return _part_of(at, one, whole) if whole and _divides(at, n.value, link, whole) else None
    return None


def _divides(at: Line, value: float, link: tuple[str, ...], whole: Number) -> bool:
    """Never "6 in 50 overs", "five in ten days", "two of 30 suspects" (which counts suspects)."""
    total = whole.value
    if not total or not value < total <= 1e9:
        return False
    if link == ("of",):
        return total in (10.0, 100.0)
    if link == ("in",):
        return units.after(at, whole.last) is None and (value == 1.0 or total <= 10 or total == 100)
    return True


def ratio(at: Line, i: int) -> tuple[list[Quantity], int]:
    """ "nearly double the number", "twice as many", and the verbs "doubled", "halved": a quantity in
    words alone, for what it is twice of may stand anywhere."""
    low = at.low[i]
    verb = low in _DOUBLED
    if at.low[i + 1] == "down" or (not verb and not (at.low[i + 1] in _RATIO_OF and _compares(at, i))):
        return [], i + 1
    hedge = hedges.before(at, i, None, small=False)
    value = None if verb else _RATIO[low]
    n = Number(i, i + 1, "few" if verb else "words", value)
    trend: Trend | None = ("down" if low.startswith("halv") else "up") if verb else None
    one = Quantity(i, i + 1, n, Unit("times", "times"), trend=trend, rule="ratio")
    if hedge:
        one = one._replace(bound=hedge.bound, hedge=(hedge.first, hedge.last))
    return [one], i + 1


def _part_of(at: Line, one: Quantity, whole: Number) -> Quantity:
    counts = at.low[whole.last] in STARTS or at.low[whole.last][:1].isdigit()  # "1 in 11 five years ago"
    noun = None if counts else units.counted(at, whole.last)
    unit, last = noun or (None, whole.last)
    part = Number(one.number.first, whole.last, "fraction", (one.number.value or 0.0) / (whole.value or 1.0))
    return Quantity(one.first, last, part, unit, rule="share")


def _compares(at: Line, i: int) -> bool:
    """ "twice as many", "twice the"; never "scored twice as they won", "double that" alone."""
    if at.low[i + 1] != "as":
        return at.low[i + 2][:1].isalnum()
    if at.low[i + 2] in ("many", "much", "likely"):
        return True
    return at.raw(i + 2).islower() and "as" in at.low[i + 3 : i + 6]
