"""Rates: per what a figure is told ("a day", "per barrel", "annually")."""

from __future__ import annotations

from newsbot.extract import units
from newsbot.extract.cues import verbs
from newsbot.extract.line import Line
from newsbot.extract.lists import listed
from newsbot.extract.numbers import number
from newsbot.extract.quantity import Quantity

TIMES = frozenset(
    "second minute hour day night week weekend fortnight month quarter season year decade century".split()
)
DAILY = {
    "hourly": "hour", "daily": "day", "nightly": "night", "weekly": "week", "fortnightly": "fortnight",
    "monthly": "month", "quarterly": "quarter", "annually": "year", "yearly": "year", "annual": "year",
}  # fmt: skip
_EACH = frozenset("barrel share gallon tonne ton litre liter ounce pound kilo kilogram kg bushel head person piece ticket "
                  "unit bottle cup pack acre hectare mile game match time litre metre meter tonne visit household".split())  # fmt: skip
_STOPS = frozenset('. ; : ! ? “ ” " ( ) — – but while whereas although though because'.split())
_NO_CLAUSE = frozenset("percent point time times temperature".split())
_AGO = frozenset("ago earlier later before after old younger older".split())
_APIECE = frozenset("more each extra apiece less".split())  # "R1,500 more a month", "50 litres each a day"
_REACH = 30  # tokens that a rate may lie away from its number


def rate(at: Line, one: Quantity, limit: int) -> str | None:
    """Per what the quantity is told, in one word where it is a time ("day" for "daily", "every day",
    "a day", "in one day"). Looks as far as token `limit`; never takes "daily" before a noun."""
    inside = next((DAILY[low] for low in at.low[one.number.last : one.last] if low in DAILY), None)
    near = inside or _per(at, one.last) or (_per(at, one.last + 1) if at.low[one.last] in _APIECE else None)
    if near is None and (one.unit is None or one.unit.family not in _NO_CLAUSE):
        near = _later(at, one, limit)
    return near or _of_a_time(at, one.last) or _adjective(at, one)


def skip_rate(at: Line, k: int) -> int:
    """The token after a rate that begins at `k`."""
    n = number(at, k + 1) if at.low[k] == "per" else None
    if n is not None:
        noun = units.counted(at, n.last)
        return noun[1] if noun else n.last
    if at.low[k] in ("per", "a", "an", "every", "each") and (
        at.low[k + 1] in TIMES or at.low[k + 1] in _EACH or at.low[k] == "per"
    ):
        return k + 2
    return k + 1 if at.low[k] in DAILY and not _noun_follows(at, k) else k


def in_a_time(at: Line, k: int) -> str | None:
    """ "in a week", "within one day", "in a single year": the time; never "in a decade"."""
    if at.low[k] not in ("in", "within") or at.low[k + 1] not in ("a", "an", "one"):
        return None
    j = k + 3 if at.low[k + 2] == "single" else k + 2
    time = at.low[j]
    return time if time in TIMES and time not in ("decade", "century") and not _noun_follows(at, j) else None


def _later(at: Line, one: Quantity, limit: int) -> str | None:
    """A rate later in the clause: "are at the border daily", "crossing … every day"."""
    for k in range(one.last, min(limit, one.last + _REACH, at.size)):
        low, following = at.low[k], at.low[k + 1]
        if low in _STOPS or low == "," or (low == "that" and at.low[k - 1] in verbs()):
            return None
        if low in DAILY and low != "annual" and not _noun_follows(at, k):
            return DAILY[low]
        if low in ("every", "each", "per") and following in TIMES:
            return following
        timed = in_a_time(at, k)
        if timed:
            return timed
    return None


def _of_a_time(at: Line, k: int) -> str | None:
    """ "300 minutes of exercise a week"."""
    j = next((j for j in range(k + 2, k + 5) if at.low[j] in ("a", "each", "every")), k)
    return (
        at.low[j + 1] if at.low[k] == "of" and at.low[j + 1] in TIMES and at.low[j + 2] not in _AGO else None
    )


def _per(at: Line, k: int) -> str | None:
    low, following = at.low[k], at.low[k + 1]
    if low == "per" or (low == "/" and at.glued(k)):
        return _unit_at(at, k + 1)
    if low in ("a", "an", "each", "every") and at.low[k + 2] not in _AGO:
        return following if following in TIMES or (low != "every" and following in _EACH) else None
    return DAILY[low] if low in DAILY and low != "annual" and not _noun_follows(at, k) else None


def _unit_at(at: Line, k: int) -> str | None:
    if at.low[k] == "capita":
        return "person"
    if at.low[k] in ("annum", "cent", "se"):
        return "year" if at.low[k] == "annum" else None
    n = number(at, k)
    j = n.last if n else k
    found = units.after(at, j) or units.counted(at, j, singular=True)
    if n:
        return at.slice(k, found[1] if found else j)
    return found[0].name if found else None


def _noun_follows(at: Line, k: int) -> bool:
    low = at.low[k + 1]
    return low[:1].isalpha() and low not in listed("figure_stops")


def _adjective(at: Line, one: Quantity) -> str | None:
    """ "a daily 300 flights", "an annual budget of $5 million", "Every year, about 3,000 people"."""
    first = one.begin
    k = first - 1
    if at.low[k] in DAILY:
        return DAILY[at.low[k]]
    if at.low[k] == "of" or at.low[k - 1] == "of":
        for m in range(k - 1, max(k - 5, -1), -1):
            if at.low[m] in DAILY:
                return DAILY[at.low[m]]
            if not at.low[m].isalpha():
                break
    if at.low[0] in ("every", "each") and at.low[1] in TIMES and first <= _REACH:
        return at.low[1]
    return None
