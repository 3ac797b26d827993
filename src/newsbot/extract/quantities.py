"""Quantities of one line: number, unit, hedge and trend, put together from the grammar's parts."""

from __future__ import annotations

from dataclasses import dataclass, replace

from newsbot.extract import hedges, kept_out, units
from newsbot.extract.line import Line
from newsbot.extract.numbers import STARTS, Number, number
from newsbot.extract.units import Unit
from newsbot.model import Bound, Trend

_DASHES = ("-", "–", "—", "‑", "−")
_GAP = 9  # words between the numbers of "from $36 at ten last night to $34"
_VOTES = frozenset("vote votes voted voting passed passing approved rejected ballot senate house majority".split())
_RATIO = {"double": 2.0, "twice": 2.0, "triple": 3.0, "thrice": 3.0, "quadruple": 4.0}
_RATIO_OF = frozenset("the as that what its last their his her this those it".split())
_DOUBLED = frozenset(
    "doubled doubling doubles tripled tripling triples trebled quadrupled halved halving halves".split()
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """Tokens `first` to `last` (exclusive) are the expression, without its hedge."""

    first: int
    last: int
    number: Number
    unit: Unit | None = None
    bound: Bound = "="
    hedge: tuple[int, int] | None = None
    trend: Trend | None = None


def quantities(at: Line) -> list[Quantity]:
    """All quantities of a line, in order."""
    found: list[Quantity] = []
    i = 0
    while i < at.size:
        low = at.low[i]
        if not (low[0] in "0123456789." or low in STARTS or low in _RATIO or low in _DOUBLED):
            i += 1
            continue
        one, i = _ratio(at, i) if low in _RATIO or low in _DOUBLED else _quantity(at, i)
        found += one
    return _borrowed(at, found)


def _quantity(at: Line, i: int) -> tuple[list[Quantity], int]:
    money = units.money_before(at, i)
    n = number(at, i, money=money is not None)
    if n is None:
        return [], i + 1
    if money is None and kept_out.label(at, n):
        return [], _past(at, n)
    one = _measured(at, n, money)
    pair = _range(at, one)
    if pair is not None:
        return pair
    share = _share(at, one)
    one = share or one
    if one.unit is None and share is None:
        one = _counted(at, one)
    one = _hedged(at, one)
    if share is None and _no_quantity(at, one):
        return [], max(n.last, one.last if one.unit and one.unit.family == "time" else n.last)
    return [replace(one, trend=_trend(at, one))], one.last


def _past(at: Line, n: Number) -> int:
    """The token after a label's number and whatever hangs on it: "2-1", "9:30", "555-0134"."""
    j = n.last
    while at.glued(j) and at.low[j] in ("-", "–", ":", "/", ".") and at.glued(j + 1) and at.low[j + 1][:1].isdigit():
        j += 2
    return j


def _measured(at: Line, n: Number, money: tuple[Unit, int] | None) -> Quantity:
    first = n.first if money is None else money[1]
    if n.value is not None and at.low[first - 1] in ("-", "−", "–") and _minus(at, first):
        n = n._replace(value=-n.value)
        first -= 1
    elif n.value is not None and at.low[first - 1] == "minus" and at.low[first - 2] != "or":
        n = n._replace(value=-n.value)
        first -= 1
    if money is not None:
        return Quantity(first, n.last, n, money[0])
    if n.kind == "fraction" and n.value == 0.5 and at.low[n.last] in ("a", "an"):
        measure = units.after(at, n.last + 1)  # "half an hour"
        if measure is not None:
            return Quantity(first, measure[1], n, measure[0])
    height = _height(at, first, n)
    if height is not None:
        return height
    k = n.last + 1 if n.kind in ("vague", "few") and at.low[n.last] == "of" else _past_odd(at, n.last)
    measure = units.after(at, k)
    if measure is None:
        return Quantity(first, n.last, n)
    unit, end = measure
    return _mixed(at, Quantity(first, end, n, unit))


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


def _minus(at: Line, first: int) -> bool:
    """A minus sign stands free in front and glued behind: " -5", "(-0.3%"."""
    return at.glued(first) and not at.glued(first - 1)


_SMALLER = {"foot": ("inch", 12.0), "pound": ("ounce", 16.0), "stone": ("pound", 14.0), "hour": ("minute", 60.0),
            "minute": ("second", 60.0)}  # fmt: skip


def _mixed(at: Line, one: Quantity) -> Quantity:
    """"5 feet 11 inches" is one height; "3 years, 2 months" stay two."""
    part = _SMALLER.get(one.unit.name) if one.unit else None
    if part is None or one.number.value is None:
        return one
    n = number(at, one.last)
    measure = units.after(at, n.last) if n and n.value is not None else None
    if n is None or n.value is None or measure is None or measure[0].name != part[0] or n.value >= part[1]:
        return one
    value = one.number.value + n.value / part[1]
    return replace(one, last=measure[1], number=one.number._replace(value=value))


_THE = frozenset("the these those his her its their our my all your".split())


def _counted(at: Line, one: Quantity) -> Quantity:
    j = _past_odd(at, one.number.last)
    if one.number.kind in ("vague", "few", "fraction") or at.low[j] == "of":
        if at.low[j] != "of":
            if one.number.kind == "fraction" and at.low[j] not in _THE:
                return one
            j += at.low[j] in _THE
            j = j + 1 if at.low[j] == "more" else j
        else:
            j += 1
            while at.low[j] in _THE:
                j += 1
    elif at.low[j] in ("or", "and") and (loose := hedges.behind(at, j)):
        j = loose.last
    elif at.low[j] in ("more", "other", "another") or at.low[j : j + 1] == ["+"]:
        j += 1
    noun = units.counted(at, j, singular=one.number.value == 1.0)
    if noun and one.number.kind == "fraction" and not units.is_plural(at, noun[1] - 1):
        noun = units.counted(at, j, singular=True)
    if noun is None:
        return one
    return replace(one, unit=noun[0], last=noun[1])


def _hedged(at: Line, one: Quantity) -> Quantity:
    n = one.number
    small = n.kind == "words" and n.value is not None and n.value <= 3
    hedge = hedges.before(at, one.first, one.unit, small=small) or hedges.behind(at, one.last)
    if hedge is None and one.last != n.last:
        hedge = hedges.behind(at, n.last)
    if hedge is None:
        return one
    return replace(one, bound=hedge.bound, hedge=(hedge.first, hedge.last))


def _trend(at: Line, one: Quantity) -> Trend | None:
    first = one.hedge[0] if one.hedge and one.hedge[0] < one.first else one.first
    return hedges.trend(at, first, one.unit)


def _no_quantity(at: Line, one: Quantity) -> bool:
    n, hedged = one.number, one.hedge is not None
    if one.unit is None and not hedged and kept_out.model(at, n):
        return True
    if at.low[one.first - 1] == "per" or (at.low[one.first - 1] == "every" and one.unit and one.unit.family == "count"):
        return True
    if one.unit is not None and one.unit.family == "money":
        return False
    if n.kind == "fraction":
        return one.unit is None and not kept_out.part(at, n, hedged=hedged)
    if n.kind in ("vague", "few"):
        return False
    if kept_out.year(at, n, one.unit, hedged=hedged) or kept_out.age(at, n, one.last, one.unit):
        return True
    if kept_out.article(at, n, one.unit, hedged=hedged) or kept_out.parties(at, n, one.unit):
        return True
    return n.kind == "words" and one.unit is None and not hedged and n.scale == 1.0 and not _stands(at, n)


def _stands(at: Line, n: Number) -> bool:
    """A bare number word as subject: "two were killed", "three of them"."""
    if at.low[n.last] == "or":
        return number(at, n.last + 1) is not None
    return at.low[n.last] in ("were", "was", "are", "have", "had", "died", "remain", "remained")


def _share(at: Line, one: Quantity) -> Quantity | None:
    """"one in five adults", "9 out of 10", "two of every three"."""
    n, j = one.number, one.number.last
    if n.value is None or n.kind not in ("words", "digits") or n.scale != 1.0:
        return None
    if at.low[j] == "of" and at.low[j + 1] in ("10", "ten", "100"):
        link: tuple[str, ...] = ("of",)
        whole = number(at, j + 1)
        return _part_of(at, one, whole) if whole and whole.value and whole.value > n.value else None
    for link in (("in", "every"), ("out", "of", "every"), ("out", "of"), ("of", "every"), ("in",)):
        if tuple(at.low[j : j + len(link)]) == link:
            whole = number(at, j + len(link))
            break
    else:
        return None
    if whole is None or not whole.value or whole.value <= n.value or whole.value > 1e6 or n.value == 0:
        return None
    if link == ("in",) and (units.after(at, whole.last) or whole.value > 1000 or (whole.value >= 100 and n.value > 1)):
        return None
    return _part_of(at, one, whole)


def _part_of(at: Line, one: Quantity, whole: Number) -> Quantity:
    noun = units.counted(at, whole.last)
    unit, last = noun if noun else (None, whole.last)
    part = Number(one.number.first, whole.last, "fraction", (one.number.value or 0.0) / (whole.value or 1.0))
    return Quantity(one.first, last, part, unit)


def _range(at: Line, one: Quantity) -> tuple[list[Quantity], int] | None:
    """"10 to 20", "between $62 and $68", "5-10W", "from 12 people to 30"; a score or a pair of
    years ends as no quantity at all."""
    n = one.number
    if n.value is None or n.kind == "fraction":
        return None
    lead = _lead(at, one.first)
    k = one.last
    hyphen = at.low[k] == "-" and at.low[k + 1] == "to"  # "0-to-60"
    if at.low[k] in _DASHES and n.kind == "digits" and not hyphen:
        return _dashed(at, one)
    if lead == "between" and at.low[k] == "and":
        return _joined(at, one, k + 1, lead)
    if at.low[k] == "to" or hyphen:
        return _joined(at, one, k + 3 if hyphen and at.low[k + 2] == "-" else k + 1 + hyphen, lead)
    if lead == "from":
        for m in range(k, min(k + _GAP, at.size)):
            if at.low[m] in (".", ";", "from", "and"):
                return None
            if at.low[m] == "to" and _number_at(at, m + 1):
                return _joined(at, one, m + 1, lead) if m < k + _GAP and hedges.change(at, one.first) else None
    return None


def _number_at(at: Line, k: int) -> Number | None:
    for m in range(k, min(k + 4, at.size)):
        money = units.money_before(at, m)
        n = number(at, m, money=money is not None)
        if n:
            return n if (money[1] if money else m) <= k + 1 else None
    return None


def _lead(at: Line, first: int) -> str | None:
    """"between" or "from" in front, a hedge allowed in the middle ("from about 12")."""
    for k in range(first - 1, max(first - 4, -1), -1):
        if at.low[k] in ("between", "from"):
            return at.low[k]
        if at.low[k] not in ("about", "around", "roughly", "nearly", "up", "to", "an", "estimated", "the", "just", "some"):
            return None
    return None


def _second(at: Line, k: int) -> Quantity | None:
    """The quantity that begins at token `k`, currency and hedge in front allowed."""
    for m in range(k, min(k + 4, at.size)):
        money = units.money_before(at, m)
        n = number(at, m, money=money is not None)
        if n is None:
            continue
        one = _measured(at, n, money)
        start = one.first
        hedge = hedges.before(at, start, one.unit, small=False)
        if start == k or (hedge is not None and hedge.first == k):
            return one
        return None
    return None


def _joined(at: Line, one: Quantity, k: int, lead: str | None) -> tuple[list[Quantity], int] | None:
    two = _second(at, k)
    if two is None or two.number.value is None or one.number.value is None or two.number.kind == "fraction":
        return None
    same = _same_unit(one, two)
    low, high = _shared(one, two)
    if same and lead is None and not one.unit and not two.unit and high <= low < 1000:
        return _score(at, one, two)
    if not same or low == high or (lead is None and (low > high or _change_and_level(at, one, low, high))):
        return None
    if lead != "between" and one.unit is None and kept_out.year(at, one.number, None, hedged=False):
        return None
    whole = replace(two, first=one.first, unit=two.unit or one.unit)
    if whole.unit is None:
        whole = _counted(at, whole)
    if kept_out.age(at, two.number, whole.last, whole.unit):
        return [], whole.last
    whole = replace(whole, number=Number(one.number.first, two.number.last, "digits", low=min(low, high), high=max(low, high)))
    if _years(at, one, two, whole):
        return [], two.last
    start = one.first
    while start > 0 and at.low[start - 1] in ("from", "between"):
        start -= 1
    hedged = _hedged(at, replace(whole, first=start)) if start != one.first else _hedged(at, whole)
    trend = hedges.trend(at, hedged.hedge[0] if hedged.hedge else start, whole.unit)
    if trend is None and lead == "from":
        trend = hedges.change(at, start, back=3)
    return [replace(hedged, first=one.first, trend=trend)], whole.last


def _change_and_level(at: Line, one: Quantity, low: float, high: float) -> bool:
    """"rose 5 to 1,034", "by $43 million to $419 million": an amount and a level, no range; "by 5 to
    7 percent" is one."""
    return (at.low[one.first - 1] != "by" or high > 4 * low) and hedges.trend(at, one.first, one.unit) is not None


def _same_unit(one: Quantity, two: Quantity) -> bool:
    if one.unit is None or two.unit is None:
        return one.unit is None or one.unit.family == "money"
    return one.unit == two.unit or {one.unit.name, two.unit.name} == {"dollar", "US dollar"}


def _shared(one: Quantity, two: Quantity) -> tuple[float, float]:
    """The two numbers, the magnitude of the second shared: "5 to 10 million"."""
    a, b = one.number.value or 0.0, two.number.value or 0.0
    scale = two.number.scale
    if one.number.scale == 1.0 and scale > 1.0 and a < 1000 and a * scale < b:
        a *= scale
    return a, b


def _years(at: Line, one: Quantity, two: Quantity, whole: Quantity) -> bool:
    counts = whole.unit is not None and (whole.unit.family != "count" or units.is_plural(at, two.last))
    return not counts and all(
        kept_out.year(at, q.number, None, hedged=False) or 1000 <= (q.number.value or 0) < 2100 for q in (one, two)
    )


def _dashed(at: Line, one: Quantity) -> tuple[list[Quantity], int] | None:
    """"5-10W", "$5-$10", "25 – 40min", "20-30 people"; "2-1" and "555-0134" are no quantity; "52-48"
    is two counts where a vote is told. "12 - the" is an ordinary dash."""
    k = one.last
    spaced = not at.glued(k)
    two = _second(at, k + 1)
    if two is None or at.glued(k + 1) == spaced or (spaced and at.low[k] == "-"):
        return None
    if two.first != k + 1 or two.number.kind != "digits":
        return None
    low, high = _shared(one, two)
    unit = two.unit or one.unit
    dated = at.glued(two.last) and at.low[two.last] in (*_DASHES, "/") and at.low[two.last + 1][:1].isdigit()
    if dated or _years(at, one, two, replace(two, unit=unit)):
        return [], _past(at, two.number)
    whole = replace(two, first=one.first, unit=unit)
    if unit is None:
        whole = _counted(at, whole)
        if not spaced and _voted(at, one, whole):
            return _score(at, one, two)
    if whole.unit is None or low >= high or kept_out.age(at, two.number, whole.last, whole.unit):
        return (None if spaced else ([], two.last))
    if whole.unit.family == "count" and not is_range_noun(at, whole, two):
        return [], two.last
    whole = replace(whole, number=Number(one.number.first, two.number.last, "digits", low=low, high=high))
    return [replace(h := _hedged(at, whole), trend=_trend(at, h))], whole.last


def _voted(at: Line, one: Quantity, two: Quantity) -> bool:
    return any(at.low[m] in _VOTES for m in range(max(0, one.first - 6), min(two.last + 2, at.size)))


def _score(at: Line, one: Quantity, two: Quantity) -> tuple[list[Quantity], int]:
    """"52-48", "4 to 1": two counts where a vote is told, else no quantity."""
    if not _voted(at, one, two):
        return [], two.last
    votes = Unit("votes", "count")
    return [replace(one, unit=votes), replace(two, unit=votes)], two.last


def is_range_noun(at: Line, whole: Quantity, two: Quantity) -> bool:
    """A plural right behind "20-30" counts; "2-1 win" and "2-1 thanks to" tell a score."""
    return units.is_plural(at, whole.last - 1) and at.low[two.last] not in ("thanks", "winners", "victors")


def _ratio(at: Line, i: int) -> tuple[list[Quantity], int]:
    """"nearly double the number", "twice as many", and the verbs "doubled", "halved": a quantity in
    words alone, for what it is twice of may stand anywhere."""
    low = at.low[i]
    verb = low in _DOUBLED
    if at.low[i + 1] == "down" or (not verb and not (at.low[i + 1] in _RATIO_OF and _compares(at, i))):
        return [], i + 1
    hedge = hedges.before(at, i, None, small=False)
    value = None if verb else _RATIO[low]
    n = Number(i, i + 1, "few" if verb else "words", value)
    trend: Trend | None = ("down" if low.startswith("halv") else "up") if verb else None
    one = Quantity(i, i + 1, n, Unit("times", "times"), trend=trend)
    if hedge:
        one = replace(one, bound=hedge.bound, hedge=(hedge.first, hedge.last))
    return [one], i + 1


def _compares(at: Line, i: int) -> bool:
    """"twice as many", "twice the"; never "scored twice as they won", "double that" alone."""
    if at.low[i + 1] != "as":
        return at.low[i + 2][:1].isalnum()
    return at.raw(i + 2).islower() and "as" in at.low[i + 3 : i + 6] or at.low[i + 2] in ("many", "much", "likely")


def _borrowed(at: Line, found: list[Quantity]) -> list[Quantity]:
    """What a quantity has from its neighbour: a conversion in brackets the hedge and the trend, the
    other half of "190 points, or 0.6%" the trend, an elliptic one the unit."""
    for k, one in enumerate(found):
        if one.unit is None and one.number.kind != "fraction" and not (k and found[k - 1].unit is None):
            found[k] = replace(one, unit=_counting(at, one.first))
    for k in range(1, len(found)):
        one, two = found[k - 1], found[k]
        found[k] = _converted(at, one, _elliptic(at, one, two))
    for k in range(len(found) - 1):
        one, two = found[k], found[k + 1]
        between = at.low[one.last : two.first]
        level = two.unit is not None and two.unit.family == "point" and between[-1:] in (["up"], ["down"])
        if one.unit is None and two.unit is not None and (level or between in (["or"], ["and"])):
            found[k] = replace(one, unit=two.unit)
    return found


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


def _converted(at: Line, one: Quantity, two: Quantity) -> Quantity:
    between = at.low[one.last : two.first]
    if two.hedge is None and between in (["("], ["/"]):
        return replace(two, bound=one.bound, hedge=one.hedge, trend=two.trend or one.trend)
    if two.trend is None and one.trend and len(between) <= 5 and between[:2] == [",", "or"]:
        return replace(two, trend=one.trend)
    return two


def _elliptic(at: Line, one: Quantity, two: Quantity) -> Quantity:
    """"435 homes and 187 by tender": a bare number after "and" counts what the one before counts."""
    if two.unit is not None or one.unit is None or two.number.kind not in ("digits", "words"):
        return two
    between = at.low[one.last : two.first]
    if one.unit.family == "count" and len(between) <= 12 and "and" in between[-4:] and at.low[two.last] in (
        "in", "by", "from", "at", "on", "were", "who",
    ):  # fmt: skip
        return replace(two, unit=one.unit)
    if one.unit.family == "count" and two.number.kind == "words" and at.low[two.last] in ("were", "was", "have", "are"):
        return replace(two, unit=one.unit)
    small = two.number.value is not None and two.number.value < 100
    if one.unit.family == "percent" and small and between and between[-1] in ("by", "from") and len(between) <= 6:
        return replace(two, unit=one.unit)
    return two
