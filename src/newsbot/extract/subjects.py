"""What a figure measures: the words behind it ("crossing into the U.S. illegally"), else in front."""

from __future__ import annotations

from newsbot.extract import units
from newsbot.extract.line import Line
from newsbot.extract.lists import listed
from newsbot.extract.quantity import Quantity
from newsbot.extract.rates import DAILY, TIMES, in_a_time, skip_rate
from newsbot.model import Span

_CLAUSE = frozenset('. ; : ! ? “ ” " ( ) — – but while whereas although though because'.split())
_BE = frozenset("are is was were be been being have has had".split())
_BETWEEN = _BE | {"more", "other"}
_LINKS = frozenset((",", "and", "or", "to", "from", "of", "at"))
_LOOSE = _LINKS | frozenset(
    "up down by in for with than its first last the a an their his her next past some".split()
)
_SAYS = ("that", "said")
_SUBJECTS = frozenset("the a an that he she it they".split())
_TOLD = frozenset("has have had is was were are rose fell reached ,".split())
_REACH = 30  # tokens that a measure may be long


def measure(at: Line, one: Quantity, after: int, before: int, frame: Span | None) -> Span | None:
    """The words that tell what is measured: behind the quantity up to token `after`, else those in
    front, down to token `before` ("the apprehension of"). `frame` is the figure's period."""
    return _behind(at, one, after, frame) or _subject(at, one, before) or _front(at, one, before)


def _behind(at: Line, one: Quantity, after: int, frame: Span | None) -> Span | None:
    if at.low[one.last - 2] == "-" and one.last - 2 > one.first:
        return _compound(at, one.last)
    k = skip_rate(at, max(one.last, one.hedge[1] if one.hedge else 0))
    while k < after and at.low[k] in _BETWEEN:
        k += 1
    last = k
    while last < min(after, k + _REACH, at.size) and not _ends(at, last, k, after):
        last += 1
    last = _trimmed(at, k, last, after, frame)
    return _words(at, k, last)


def _ends(at: Line, last: int, k: int, after: int) -> bool:
    low = at.low[last]
    if low == ",":
        return not _goes_on(at, last, k)
    if low in ("and", "or"):
        return last + 1 >= after or at.low[last + 1] in _SUBJECTS
    timed = low in ("every", "each", "per") and at.low[last + 1] in TIMES
    return timed or low in _CLAUSE or in_a_time(at, last) is not None


def _trimmed(at: Line, k: int, last: int, after: int, frame: Span | None) -> int:
    """Without the period, loose words and a rate at the end."""
    while last > k and frame and at.end[last - 1] <= frame.end and at.start[last - 1] >= frame.start:
        last -= 1
    if last == after:  # "in prison and fined £25,000": what follows "and" belongs to the next number
        last = next((m for m in range(last - 1, max(k - 1, last - 5), -1) if at.low[m] == "and"), last)
    loose = _LOOSE if last == after else _LINKS
    while last > k and (at.low[last - 1] in loose or at.low[last - 1] in DAILY):
        last -= 1
    if last > k + 1 and at.low[last - 1] in TIMES and at.low[last - 2] in ("every", "each", "per", "a", "an"):
        last -= 2
    return last


def _goes_on(at: Line, comma: int, k: int) -> bool:
    """Whether the clause goes on over a comma: a participle, or a list of names."""
    if at.low[comma + 1].endswith("ing"):
        return comma > k
    names = at.raw(comma - 1)[:1].isupper() and comma > k
    return names and (
        at.raw(comma + 1)[:1].isupper() or (at.low[comma + 1] == "and" and at.raw(comma + 2)[:1].isupper())
    )


def _compound(at: Line, k: int) -> Span | None:
    """ "10-hour Red Sea barrage": names and the first noun."""
    last = k
    while last < k + 4 and at.raw(last)[:1].isupper():
        last += 1
    last += at.raw(last)[:1].islower()
    return _words(at, k, last + 1 if at.glued(last) and at.low[last].isalnum() else last)


def _subject(at: Line, one: Quantity, before: int) -> Span | None:
    """ "The number of people seeking to enter … has risen to 10,000": the words after the noun."""
    for k in range(one.first - 1, max(before, one.first - _REACH, 0), -1):
        if at.low[k] == "of" and at.low[k - 1] in (
            "number",
            "numbers",
            "total",
            "count",
            "share",
            "proportion",
        ):
            noun = units.counted(at, k + 1)
            last = noun[1] if noun else k + 1
            end = last
            while end < one.first and at.low[end] not in _TOLD:
                end += 1
            return _words(at, last if end > last + 1 else k - 1, end)
    return None


def _front(at: Line, one: Quantity, before: int) -> Span | None:
    first, last = skip_rate(at, before), one.begin
    k = last
    while k > max(first, last - _REACH) and at.low[k - 1] not in _CLAUSE and at.low[k - 1] not in _SAYS:
        if at.low[k - 1] == "," and last - k > 2:
            break
        k -= 1
    return _words(at, k, last)


def _words(at: Line, first: int, last: int) -> Span | None:
    """A span with at least one word that means something, without marks and links in front."""
    while first < last and (at.low[first] in ("and", "or", "but") or not at.low[first][:1].isalnum()):
        first += 1
    stops = listed("figure_stops")
    if not any(at.low[k][:1].isalpha() and at.low[k] not in stops for k in range(first, last)):
        return None
    return Span(at.start[first], at.end[last - 1])
