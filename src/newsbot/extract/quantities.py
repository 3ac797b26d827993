"""Quantities of one line, put together from the grammar's parts."""

from __future__ import annotations

from dataclasses import replace

from newsbot.extract import kept_out, labels, units
from newsbot.extract.line import Line
from newsbot.extract.neighbours import borrowed
from newsbot.extract.numbers import STARTS, Number, number
from newsbot.extract.quantity import Quantity, counted, hedged, measured, past, trended
from newsbot.extract.ranges import ranged
from newsbot.extract.shares import RATIOS, ratio, share

# Behind a number word that has no noun: "two were killed", "Three Arrested After Raid".
_DONE = frozenset(
    "were was are have had died die dead killed injured hurt wounded missing arrested held charged jailed feared "
    "rescued remain remained".split()
)


_HARM = frozenset("killed killing kills injured injuring injures wounded wounding hurt left leaving".split())


def quantities(at: Line) -> list[Quantity]:
    """All quantities of a line, in order."""
    found: list[Quantity] = []
    i = 0
    while i < at.size:
        low = at.low[i]
        if not (low[0] in "0123456789." or low in STARTS or low in RATIOS):
            i += 1
            continue
        one, i = ratio(at, i) if low in RATIOS else _quantity(at, i)
        found += one
    return borrowed(at, found)


def _quantity(at: Line, i: int) -> tuple[list[Quantity], int]:
    """What begins at token `i`, and the token to go on at."""
    money = units.money_before(at, i)
    n = number(at, i, money=money is not None)
    if n is None:
        return [], i + 1
    if money is None and labels.label(at, n):
        return [], past(at, n)
    one = measured(at, n, money)
    pair = ranged(at, one)
    if pair is not None:
        return pair
    part = share(at, one)
    one = hedged(at, part or (one if one.unit else counted(at, one)))
    if part is None and _no_quantity(at, one):
        return [], one.last if one.unit and one.unit.family == "time" else n.last
    return [replace(one, trend=trended(at, one))], one.last


def _no_quantity(at: Line, one: Quantity) -> bool:
    """Whether a number is none of the news after all, now that its unit and its hedge are known."""
    n, unit, hedge = one.number, one.unit, one.hedge is not None
    before = at.low[one.first - 1]
    if "=" in (before, at.low[one.last]):  # "$1 = 1.35 Australian dollars"
        return True
    if before == "per" or (before == "every" and unit is not None and unit.family == "count"):
        return True
    if (unit is not None and unit.family == "money") or n.kind in ("vague", "few"):
        return False
    if n.kind == "fraction":
        return not kept_out.part(at, n, hedged=hedge)
    return (
        (unit is None and not hedge and (labels.model(at, n) or _bare(at, n)))
        or kept_out.year(at, n, unit, hedged=hedge)
        or kept_out.age(at, n, one.last, unit)
        or kept_out.article(at, n, unit, hedged=hedge)
        or kept_out.parties(at, n, unit)
    )


def _bare(at: Line, n: Number) -> bool:
    """A number word without anything to count; not as subject ("two were killed"), not "eight or nine"."""
    if n.kind != "words" or n.scale != 1.0:
        return False
    if at.low[n.last] == "of" or at.low[n.first - 1] in _HARM:
        return False
    if at.low[n.last] == "or":
        return number(at, n.last + 1) is None
    return at.low[n.last] not in _DONE
