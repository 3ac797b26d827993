"""Quantities of one line, put together from the grammar's parts."""

from __future__ import annotations

from typing import NamedTuple

from newsbot.extract import kept_out, labels, units
from newsbot.extract.line import Line
from newsbot.extract.neighbours import borrowed
from newsbot.extract.numbers import STARTS, Number, may_open, number
from newsbot.extract.quantity import Quantity, and_a_half, counted, hedged, measured, past, trended
from newsbot.extract.ranges import ranged
from newsbot.extract.shares import RATIOS, ratio, share

# Behind a number word that has no noun: "two were killed", "Three Arrested After Raid".
_DONE = frozenset(
    "were was are have had died die dead killed injured hurt wounded missing arrested held charged jailed feared "
    "rescued remain remained".split()
)


_STARTS = STARTS | RATIOS
_HARM = frozenset("killed killing kills injured injuring injures wounded wounding hurt left leaving".split())


class LeftOut(NamedTuple):
    """A number that is no quantity, tokens `first` to `last` (exclusive), and what it is instead."""

    first: int
    last: int
    reason: str


def quantities(at: Line, left_out: list[LeftOut] | None = None) -> list[Quantity]:
    """All quantities of a line, in order; `left_out`, where given, takes the numbers that are none."""
    found: list[Quantity] = []
    i = 0
    while i < at.size:
        low = at.low[i]
        if not (low[0] in "0123456789." or low in _STARTS) or (
            low in ("a", "an") and not _article_counts(at, i)
        ):
            i += 1
            continue
        one, i = ratio(at, i) if low in RATIOS else _quantity(at, i, left_out)
        found += one
    return borrowed(at, found)


def _article_counts(at: Line, i: int) -> bool:
    """Whether "a" may begin a quantity: "a dozen", "a metre and a half"; most begin none."""
    return may_open(at, i) or "and" in at.low[i + 2 : i + 8]


def _quantity(at: Line, i: int, left_out: list[LeftOut] | None) -> tuple[list[Quantity], int]:
    """What begins at token `i`, and the token to go on at."""
    whole = and_a_half(at, i)
    if whole is not None:
        whole = hedged(at, whole)
        return [_trended(at, whole)], whole.last
    money = units.money_before(at, i)
    n = number(at, i, money=money is not None)
    if n is None:
        return [], i + 1
    if money is None and (label := labels.label(at, n)):
        return _none(left_out, n.first, past(at, n), label)
    one = measured(at, n, money)
    pair = ranged(at, one)
    if pair is not None:
        return pair if pair[0] else _none(left_out, one.first, pair[1], "score, ages or two years")
    part = share(at, one)
    one = hedged(at, part or (one if one.unit else counted(at, one)))
    if part is None and (reason := _no_quantity(at, one)):
        last = one.last if one.unit and one.unit.family == "time" else n.last
        return _none(left_out, one.first, last, reason)
    return [_trended(at, one)], one.last


def _trended(at: Line, one: Quantity) -> Quantity:
    trend = trended(at, one)
    return one if trend == one.trend else one._replace(trend=trend)


def _none(left_out: list[LeftOut] | None, first: int, last: int, reason: str) -> tuple[list[Quantity], int]:
    if left_out is not None:
        left_out.append(LeftOut(first, last, reason))
    return [], last


def _no_quantity(at: Line, one: Quantity) -> str:
    """What a number is that is none of the news after all, now that its unit and its hedge are known."""
    n, unit, hedge = one.number, one.unit, one.hedge is not None
    before = at.low[one.first - 1]
    if "=" in (before, at.low[one.last]):  # "$1 = 1.35 Australian dollars"
        return "table of exchange"
    if before == "per" or (before == "every" and unit is not None and unit.family == "count"):
        return "part of a rate"
    if (unit is not None and unit.family == "money") or n.kind in ("vague", "few"):
        return ""
    if n.kind == "fraction":
        return "" if kept_out.part(at, n, hedged=hedge) else "no share of anything"
    if unit is None and (reason := _in_sport(at, one)):
        return reason
    if unit is None and not hedge:
        if labels.model(at, n):
            return "name of a product"
        if _bare(at, n):
            return "number word that counts nothing"
    return _kept_out(at, one, hedge=hedge)


def _in_sport(at: Line, one: Quantity) -> str:
    """ "7-6 (10), 6-4" tells a score, "14 under par" another."""
    i, j = one.first, one.last
    if at.low[j + 1] == "par" and at.low[j] in ("under", "over"):
        return "score"
    tied = at.low[i - 1] == "(" and at.low[j] == ")" and at.low[i - 3] == "-" and at.low[i - 2].isdigit()
    return "score" if tied else ""


def _kept_out(at: Line, one: Quantity, *, hedge: bool) -> str:
    n, unit = one.number, one.unit
    if kept_out.year(at, n, unit, hedged=hedge):
        return "year"
    if kept_out.age(at, n, one.last, unit):
        return "age"
    if kept_out.article(at, n, unit, hedged=hedge):
        return "article or pronoun"
    return "known things" if kept_out.parties(at, n, unit) else ""


def _toll(at: Line, n: Number) -> bool:
    """ "The toll rose to five": what was counted stands before the verb, and nothing after the number."""
    if (
        at.low[n.first - 1] not in ("to", "at")
        or at.low[n.last][:1].isalnum()
        and at.low[n.last] not in _GOES_ON
    ):
        return False
    before = at.low[max(0, n.first - _BACK) : n.first - 1]
    verb = next((k for k in range(len(before) - 1, -1, -1) if before[k] in _MOVED), None)
    return verb is not None and len(before) - verb <= 3 and not _COUNTED.isdisjoint(before[:verb])


_BACK = 12  # tokens in which the counted stand before "rose to"
_MOVED = frozenset(
    "rose risen rises rising climbed climbs climbing grew grown jumped increased fell fallen falls dropped stood stands stayed"
    " remained remains revised raised lowered put brought".split()
)
_COUNTED = frozenset(
    "toll tolls dead deaths death fatalities killed injured injuries wounded missing victims casualties arrests cases number count"
    " tally survivors hospitalized".split()
)
_GOES_ON = frozenset(
    "on in after as by when from with and but overnight late early while this before since following monday tuesday wednesday"
    " thursday friday saturday sunday yesterday today again".split()
)


def _bare(at: Line, n: Number) -> bool:
    """A number word without anything to count; not as subject ("two were killed"), not "eight or nine"."""
    if n.kind != "words" or n.scale != 1.0:
        return False
    if at.low[n.last] == "of" or at.low[n.first - 1] in _HARM or _toll(at, n):
        return False
    if at.low[n.last] == "or":
        return number(at, n.last + 1) is None
    return at.low[n.last] not in _DONE
