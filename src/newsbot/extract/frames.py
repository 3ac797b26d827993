"""Frames of a figure: per what it is told ("a day"), for which time, and what is measured."""

from __future__ import annotations

import re

from newsbot.extract import units
from newsbot.extract.line import Line
from newsbot.extract.lists import listed
from newsbot.extract.numbers import number
from newsbot.extract.quantities import Quantity
from newsbot.model import Span

_TIMES = frozenset("second minute hour day night week weekend fortnight month quarter season year decade century".split())
_DAILY = {
    "hourly": "hour", "daily": "day", "nightly": "night", "weekly": "week", "fortnightly": "fortnight",
    "monthly": "month", "quarterly": "quarter", "annually": "year", "yearly": "year", "annual": "year",
}  # fmt: skip
_EACH = frozenset("barrel share gallon tonne ton litre liter ounce pound kilo kilogram kg bushel head person piece ticket "
                  "unit bottle cup pack acre hectare mile game match time litre metre meter tonne visit household".split())  # fmt: skip
_CLAUSE = frozenset(". ; : ! ? “ ” \" ( ) — – but while whereas although though because".split())
_BE = frozenset("are is was were be been being have has had".split())
_LINKS = frozenset((",", "and", "or", "to", "from", "of", "at"))
_LOOSE = _LINKS | {"up", "down", "by", "in", "for", "with", "than"}
_REACH = 30  # tokens that a rate or a measure may lie away from its number
_FAR = 240  # characters that a time frame may lie away

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|"
    r"Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_YEAR = r"(?:1[89]|20)[0-9]{2}"
_SPELL = r"(?:second|minute|hour|day|night|week|weekend|month|quarter|season|year|decade|centur)(?:s|y|ies)?"
_DAYS = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
# Time frames. Never a bare year or month ("May said"), a title ("Friends of Sunday") or "over 15 years".
_PERIOD = re.compile(
    r"\b(?:"
    r"(?i:so\ far\ )?(?i:(?:since|in|during|until|by|from|for|over|before|after)\ )?(?i:this|last|next)\ "
    rf"(?:(?:fiscal|financial|calendar|academic|school|election)\ )?(?:{_SPELL}|spring|summer|autumn|fall|winter|morning|"
    rf"afternoon|evening|{_MONTH}|{_DAYS})(?:\ alone)?\b"
    r"|(?i:in|since|by|until|till|during|from|before|after|through|between|for|of|as\ of|ending|ended|to|on)\ "
    rf"(?i:(?:the\ )?(?:start|end|beginning|middle)\ of\ |early[\ -]|late[\ -]|mid-)?(?:{_MONTH}(?:\ [0-9]{{1,2}})?(?:,?\ {_YEAR})?\b"
    rf"|[0-9]{{1,2}}\ {_MONTH}(?:\ {_YEAR})?\b)(?:\ (?:and|to|through)\ (?:{_MONTH}|[0-9]{{1,2}})(?:\ {_YEAR})?\b)?"
    rf"|(?i:in|since|by|until|before|after|during|from|between)\ (?i:early\ |late\ |mid-|the\ year\ |fiscal\ |fiscal\ year\ |the\ end\ of\ )?{_YEAR}"
    rf"(?:\ (?:and|to)\ {_YEAR})?(?![0-9,]|\.[0-9])"
    r"|(?i:over|in|during|for|within|across|throughout|of|through)\ (?i:the\ )(?i:last|past|previous|first|next|coming|final|current|second|third|fourth|same)\ "
    rf"(?:(?i:few|several|couple\ of|[a-z]{{3,9}}|[0-9]{{1,3}})\ )?{_SPELL}(?:\ of\ (?:{_YEAR}|(?i:the|this|last)\ year))?\b"
    rf"|(?i:in\ recent|in\ the\ coming|the\ past|each\ of\ the\ last)\ {_SPELL}\b"
    rf"|(?i:over|within)\ (?i:[0-9]{{1,3}}|[a-z]{{3,9}})\ {_SPELL}\b"
    rf"|(?i:on|since|until|by|late|early)\ {_DAYS}(?:\ (?i:morning|afternoon|evening|night))?\b"
    r"|(?:[Oo]vernight|[Yy]esterday|[Tt]oday|[Tt]onight|[Tt]omorrow|year[\ -]on[\ -]year|year[\ -]over[\ -]year|[Aa]t\ present)\b"
    rf"|(?i:a|one)\ {_SPELL}\ (?i:ago|earlier|before)\b"
    r"|(?i:since|before|during|after)\ (?i:the)\ (?:[a-z]{3,12}\ )?(?i:pandemic|war|election|crisis|attack|attacks|invasion|quake|earthquake|storm|revolution|strike)\b"
    r")",
    re.VERBOSE,
)


def rate(at: Line, one: Quantity, limit: int) -> str | None:
    """Per what the quantity is told, in one word where it is a time ("day" for "daily", "every day",
    "a day", "in one day"). Looks as far as token `limit`; never takes "daily" before a noun."""
    k = one.last
    near = _per(at, k)
    if near:
        return near
    if one.unit is not None and one.unit.family in ("percent", "point", "time", "times", "temperature", "age"):
        return _per(at, k, clause=False) or _adjective(at, one)
    for k in range(one.last, min(limit, one.last + _REACH, at.size)):
        low = at.low[k]
        if low in _CLAUSE or (low == "," and k > one.last + 1 and at.low[k + 1] in ("and", "but", "a", "an", "the")):
            break
        if low in _DAILY and low != "annual" and not _noun_follows(at, k):
            return _DAILY[low]
        if low in ("every", "each", "per") and at.low[k + 1] in _TIMES:
            return at.low[k + 1]
        if low in ("in", "within") and at.low[k + 1] in ("a", "an", "one", "single"):
            j = k + 3 if at.low[k + 2] == "single" else k + 2
            if at.low[j] in _TIMES and not _noun_follows(at, j) and at.low[j] not in ("decade", "century"):
                return at.low[j]
        if low in ("a", "an") and at.low[k + 1] in _TIMES and k <= one.last + 4 and _of_phrase(at, one.last, k):
            return at.low[k + 1]
    return _adjective(at, one)


def periods(text: str, sentence: Span) -> list[Span]:
    """The time frames of a sentence, in order."""
    return [Span(*found.span()) for found in _PERIOD.finditer(text, sentence.start, sentence.end)]


def period(found: list[Span], start: int, end: int, others: list[int]) -> Span | None:
    """The nearest time frame to a figure at `start` to `end`, one with no other figure in between first."""
    best: tuple[int, Span] | None = None
    for span in found:
        if span.start < end and start < span.end:
            continue
        gap = span.start - end if span.start >= end else start - span.end + 20
        low, high = (end, span.start) if span.start >= end else (span.end, start)
        gap += 1000 * sum(low <= o < high for o in others)
        if gap < _FAR and (best is None or gap < best[0]):
            best = gap, span
    return best[1] if best else None


def measure(at: Line, one: Quantity, after: int, before: int, frame: Span | None) -> Span | None:
    """The words that tell what is measured: behind the quantity up to token `after` ("crossing into
    the U.S. illegally"), else those in front, down to token `before` ("the apprehension of")."""
    return _behind(at, one, after, frame) or _subject(at, one, before) or _front(at, one, before)


def _per(at: Line, k: int, *, clause: bool = True) -> str | None:
    low, following = at.low[k], at.low[k + 1]
    if low in ("per", "/") and (low == "per" or at.glued(k)):
        return _unit_at(at, k + 1)
    if low in ("a", "an", "each", "every"):
        return following if following in _TIMES or (low != "every" and following in _EACH) else None
    if low in _DAILY and low != "annual" and clause and not _noun_follows(at, k):
        return _DAILY[low]
    return None


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


def _of_phrase(at: Line, first: int, k: int) -> bool:
    return k == first or at.low[first] == "of"


def _adjective(at: Line, one: Quantity) -> str | None:
    """"a daily 300 flights", "an annual budget of $5 million", "Every year, about 3,000 people"."""
    first = min(one.first, one.hedge[0]) if one.hedge else one.first
    k = first - 1
    if at.low[k] in _DAILY:
        return _DAILY[at.low[k]]
    if at.low[k] in ("of", "at") or at.low[k - 1] == "of":
        for m in range(k - 1, max(k - 5, -1), -1):
            if at.low[m] in _DAILY:
                return _DAILY[at.low[m]]
            if not at.low[m].isalpha():
                break
    if at.low[0] in ("every", "each") and at.low[1] in _TIMES and first <= _REACH:
        return at.low[1]
    return None


def _behind(at: Line, one: Quantity, after: int, frame: Span | None) -> Span | None:
    if at.low[one.last - 2] == "-" and one.last - 2 > one.first:
        return _compound(at, one.last)
    k = _skip_rate(at, max(one.last, one.hedge[1] if one.hedge else 0))
    while k < after and at.low[k] in (*_BE, "more", "other"):
        k += 1
    last = k
    while last < min(after, k + _REACH, at.size):
        low = at.low[last]
        if low in _CLAUSE or (low == "," and not _goes_on(at, last, k)):
            break
        if low in ("in", "within") and at.low[last + 1] in ("a", "one") and at.low[last + 2] in _TIMES:
            break
        if low in ("and", "or") and (last + 1 >= after or at.low[last + 1] in ("the", "a", "an", "that", "he", "she", "it", "they")):
            break
        last += 1
    while last > k and frame and at.end[last - 1] <= frame.end and at.start[last - 1] >= frame.start:
        last -= 1
    loose = _LOOSE if last == after else _LINKS
    while last > k and (at.low[last - 1] in loose or at.low[last - 1] in _DAILY):
        last -= 1
    if last > k + 1 and at.low[last - 1] in _TIMES and at.low[last - 2] in ("every", "each", "per", "a", "an"):
        last -= 2
        if at.low[last - 1] == "in":
            last -= 1
    while k < last and not at.low[k][:1].isalnum():
        k += 1
    return _words(at, k, last)


def _goes_on(at: Line, comma: int, k: int) -> bool:
    """Whether the clause goes on over a comma: a participle, or a list of names."""
    if at.low[comma + 1].endswith("ing"):
        return comma > k
    names = at.raw(comma - 1)[:1].isupper() and comma > k
    return names and (at.raw(comma + 1)[:1].isupper() or at.low[comma + 1] == "and" and at.raw(comma + 2)[:1].isupper())


def _compound(at: Line, k: int) -> Span | None:
    """"10-hour Red Sea barrage": names and the first noun."""
    last = k
    while last < k + 4 and at.raw(last)[:1].isupper():
        last += 1
    return _words(at, k, last + 1 if at.raw(last)[:1].islower() else last)


def _skip_rate(at: Line, k: int) -> int:
    if at.low[k] in ("per", "a", "an", "every", "each") and (at.low[k + 1] in _TIMES or at.low[k] == "per"):
        return k + 2
    return k + 1 if at.low[k] in _DAILY and not _noun_follows(at, k) else k


def _subject(at: Line, one: Quantity, before: int) -> Span | None:
    """"The number of people seeking to enter … has risen to 10,000": the words after the noun."""
    for k in range(one.first - 1, max(before, one.first - _REACH, 0), -1):
        if at.low[k] == "of" and at.low[k - 1] in ("number", "numbers", "total", "count", "share", "proportion"):
            noun = units.counted(at, k + 1)
            last = noun[1] if noun else k + 1
            end = last
            while end < one.first and at.low[end] not in ("has", "have", "had", "is", "was", "rose", "fell", "reached", ","):
                end += 1
            return _words(at, last if end > last + 1 else k - 1, end)
    return None


def _front(at: Line, one: Quantity, before: int) -> Span | None:
    last = min(one.first, one.hedge[0]) if one.hedge else one.first
    k = last
    while k > max(before, last - _REACH) and at.low[k - 1] not in _CLAUSE and at.low[k - 1] not in ("that", "said"):
        if at.low[k - 1] == "," and last - k > 2:
            break
        k -= 1
    while k < last and at.low[k] in ("and", "or", "but", "as", "with"):
        k += 1
    return _words(at, k, last)


def _words(at: Line, first: int, last: int) -> Span | None:
    """A span with at least one word that means something."""
    stops = listed("figure_stops")
    if not any(at.low[k][:1].isalpha() and at.low[k] not in stops for k in range(first, last)):
        return None
    return Span(at.start[first], at.end[last - 1])
