"""Ranges: two numbers that are one quantity, and pairs that are none (scores, years)."""

from __future__ import annotations

from newsbot.extract import hedges, kept_out, units
from newsbot.extract.line import Line
from newsbot.extract.numbers import Number, number
from newsbot.extract.quantity import Quantity, counted, hedged, measured, past, trended
from newsbot.extract.units import Unit

_DASHES = ("-", "–", "—", "‑", "−")
_GAP = 9  # words between the numbers of "from $36 at ten last night to $34"
_VOTES = frozenset(
    "vote votes voted voting passed passing approved rejected ballot senate house majority".split()
)
# "leads 46 percent to 49 percent" tells two results.
_CONTEST = frozenset(
    "lost lose loses won win wins lead leads led leading trail trails trailed trailing beat beats beaten ahead behind "
    "defeated defeats edge edges edged over against favor favour poll polls versus vs".split()
)
_LED = frozenset("about around roughly nearly up to an estimated the just some".split())


def ranged(at: Line, one: Quantity) -> tuple[list[Quantity], int] | None:
    """ "10 to 20", "between $62 and $68", "5-10W", "from 12 people to 30": what they give and the token
    after; a score or a pair of years gives nothing. None where one number stands alone."""
    n = one.number
    if n.value is None or n.kind == "fraction":
        return None
    lead, k = _lead(at, one.first), one.last
    hyphen = at.low[k] == "-" and at.low[k + 1] == "to"  # "0-to-60"
    if at.low[k] in _DASHES and n.kind == "digits" and not hyphen:
        return _dashed(at, one)
    if at.low[k] == "to" or hyphen:
        return _joined(at, one, k + 3 if hyphen and at.low[k + 2] == "-" else k + 1 + hyphen, lead)
    if lead == "between" and at.low[k] == "and":
        return _joined(at, one, k + 1, lead)
    far = _far(at, one) if lead == "from" else None
    return _joined(at, one, far, lead) if far else None


def _far(at: Line, one: Quantity) -> int | None:
    """The second number of "fell from 36 last night to 34", some words away, where a verb tells a change."""
    for m in range(one.last, min(one.last + _GAP, at.size)):
        if at.low[m] in (".", ";", "from", "and"):
            return None
        if at.low[m] == "to" and _number_at(at, m + 1):
            return m + 1 if hedges.change(at, one.first) else None
    return None


def _number_at(at: Line, k: int) -> Number | None:
    for m in range(k, min(k + 4, at.size)):
        money = units.money_before(at, m)
        n = number(at, m, money=money is not None)
        if n:
            return n if (money[1] if money else m) <= k + 1 else None
    return None


def _lead(at: Line, first: int) -> str | None:
    """ "between" or "from" in front, a hedge allowed in the middle ("from about 12")."""
    for k in range(first - 1, max(first - 4, -1), -1):
        if at.low[k] in ("between", "from"):
            return at.low[k]
        if at.low[k] not in _LED:
            return None
    return None


def _second(at: Line, k: int) -> Quantity | None:
    """The quantity that begins at token `k`, currency and hedge in front allowed."""
    for m in range(k, min(k + 4, at.size)):
        money = units.money_before(at, m)
        n = number(at, m, money=money is not None)
        if n is not None:
            one = measured(at, n, money)
            hedge = hedges.before(at, one.first, one.unit, small=False)
            return one if one.first == k or (hedge is not None and hedge.first == k) else None
    return None


def _joined(at: Line, one: Quantity, k: int, lead: str | None) -> tuple[list[Quantity], int] | None:
    two = _second(at, k)
    if two is None or not _fit(one, two):
        return None
    low, high = _shared(one, two)
    if lead is None and not one.unit and not two.unit and high <= low < 1000:
        return _score(at, one, two)
    if low == high or (lead is None and (low > high or _change_and_level(at, one, two, low, high))):
        return None
    if lead != "between" and one.unit is None and kept_out.year(at, one.number, None, hedged=False):
        return None
    whole = two._replace(first=one.first, unit=two.unit or one.unit)
    whole = whole if whole.unit else counted(at, whole)
    if _ages(at, one, two, whole) or _years(at, one, two, whole):
        return [], whole.last
    return [_led(at, _spanning(whole, one, low, high), lead)], whole.last


def _fit(one: Quantity, two: Quantity) -> bool:
    """Whether two numbers may be one range: one kind of unit, no fraction."""
    if two.number.value is None or two.number.kind == "fraction":
        return False
    if one.unit is None or two.unit is None:
        return one.unit is None or one.unit.family == "money"
    return one.unit == two.unit or {one.unit.name, two.unit.name} == {"dollar", "US dollar"}


def _spanning(whole: Quantity, one: Quantity, low: float, high: float) -> Quantity:
    n = whole.number
    both = Number(one.number.first, n.last, "digits", low=min(low, high), high=max(low, high))
    return whole._replace(number=both, rule="range")


def _led(at: Line, whole: Quantity, lead: str | None) -> Quantity:
    """The range with the hedge and the verb in front of "from" or "between"."""
    first = whole.first
    start = first
    while start > 0 and at.low[start - 1] in ("from", "between"):
        start -= 1
    full = hedged(at, whole._replace(first=start))
    trend = hedges.trend(at, full.begin, whole.unit)
    if trend is None and lead == "from":
        trend = hedges.change(at, start, back=3)
    return full._replace(first=first, trend=trend)


def _change_and_level(at: Line, one: Quantity, two: Quantity, low: float, high: float) -> bool:
    """ "rose 5 to 1,034", "by $43 million to $419 million": an amount and a level, no range; "by 5 to
    7 percent" is one."""
    rivals = one.unit is not None and any(w in _CONTEST for w in at.low[max(0, one.first - 8) : one.first])
    if rivals:
        return True
    bare = one.unit is None and two.unit is None and not units.is_plural(at, two.last)  # "rose by 12 to 41"
    return (at.low[one.first - 1] != "by" or bare or high > 4 * low) and hedges.trend(
        at, one.first, one.unit
    ) is not None


def _shared(one: Quantity, two: Quantity) -> tuple[float, float]:
    """The two numbers, the magnitude of the second shared: "5 to 10 million", "two to three hundred"."""
    a, b = one.number.value or 0.0, two.number.value or 0.0
    scale = two.number.scale
    if {one.number.kind, two.number.kind} == {"words"} and a < 10 and b in range(200, 1000, 100):
        scale = 100.0
    if one.number.scale == 1.0 and scale > 1.0 and a < 1000 and a * scale < b:
        a *= scale
    return a, b


def _ages(at: Line, one: Quantity, two: Quantity, whole: Quantity) -> bool:
    """ "ages 18 to 39", "18- to 24-year-olds"."""
    return kept_out.age(at, two.number, whole.last, whole.unit) or (
        whole.unit is None and kept_out.age(at, one.number, one.last, None)
    )


def _years(at: Line, one: Quantity, two: Quantity, whole: Quantity) -> bool:
    """Two bare years, not two counts: "1914-1918"; never "1,200-1,300 jobs", "1200 to 1300 jobs"."""
    counts = units.is_plural(at, two.last) or (whole.unit is not None and whole.unit.family != "count")
    return not counts and all(
        at.low[q.number.first].isdigit() and q.last == q.first + 1 and 1000 <= (q.number.value or 0) < 2100
        for q in (one, two)
    )


def _dashed(at: Line, one: Quantity) -> tuple[list[Quantity], int] | None:
    """ "5-10W", "$5-$10", "25 – 40min", "20-30 people"; "2-1" and "555-0134" are no quantity; "52-48"
    is two counts where a vote is told. "12 - the" is an ordinary dash."""
    k = one.last
    spaced = not at.glued(k)
    two = _second(at, k + 1)
    if two is None or at.glued(k + 1) == spaced or (spaced and at.low[k] == "-"):
        return None
    if two.first != k + 1 or two.number.kind != "digits":
        return None
    low, high = _shared(one, two)
    whole = two._replace(first=one.first, unit=two.unit or one.unit)
    dated = at.glued(two.last) and at.low[two.last] in (*_DASHES, "/") and at.low[two.last + 1][:1].isdigit()
    if dated or _years(at, one, two, whole):
        return [], past(at, two.number)
    if whole.unit is None:
        whole = counted(at, whole)
        if not spaced and _voted(at, one, whole):
            return _score(at, one, two)
    if low >= high or not _ascends(at, whole, one, two):
        return None if spaced and whole.unit is None else ([], two.last)
    whole = hedged(at, _spanning(whole, one, low, high))
    return [whole._replace(trend=trended(at, whole))], whole.last


def _ascends(at: Line, whole: Quantity, one: Quantity, two: Quantity) -> bool:
    """Whether a rising pair with a dash is a range: with a unit; a plural right behind "20-30" counts,
    "2-1 win" and "2-1 thanks to" tell a score, "18-24 years old" an age."""
    if whole.unit is None or _ages(at, one, two, whole):
        return False
    if whole.unit.family != "count":
        return True
    return units.is_plural(at, whole.last - 1) and at.low[two.last] not in ("thanks", "winners", "victors")


def _voted(at: Line, one: Quantity, two: Quantity) -> bool:
    return any(at.low[m] in _VOTES for m in range(max(0, one.first - 6), min(two.last + 2, at.size)))


def _score(at: Line, one: Quantity, two: Quantity) -> tuple[list[Quantity], int]:
    """ "52-48", "4 to 1": two counts where a vote is told, else no quantity."""
    if not _voted(at, one, two):
        return [], two.last
    votes = Unit("votes", "count")
    return [one._replace(unit=votes, rule="two votes"), two._replace(unit=votes, rule="two votes")], two.last
