"""Periods: the time that a figure is told for ("this month", "since October")."""

from __future__ import annotations

import re
from bisect import bisect_left

from newsbot.extract.line import Line
from newsbot.model import Span

_FAR = 240  # characters that a time frame may lie away
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|"
    r"Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_YEAR = r"(?:1[89]|20)[0-9]{2}(?![0-9,]|\.[0-9])"
_SPELL = (
    r"(?:second|minute|hour|day|night|week|weekend|month|quarter|season|year|decade|centur)(?:s|y|ies)?\b"
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
_HOUR = r"(?: (?:morning|afternoon|evening|night))?"
_PART = (
    r"(?i:(?:the )?(?:start|end|beginning|middle) of |early[ -]|late[ -]|mid-|the year |fiscal (?:year )?)?"
)
_IN = r"(?i:in|since|by|until|till|during|from|before|after|through|between|for|of|as of|ending|ended|to|on) "
_OVER = r"(?i:over|in|during|for|within|across|throughout|of|through)"
_NAMED = r"(?i:last|past|previous|first|next|coming|final|current|second|third|fourth|same)"
_MANY = r"(?:(?i:few|several|couple of|[a-z]{3,9}|[0-9]{1,3}) )?"
_THIS = (
    r"(?i:so far )?(?i:(?:since|in|during|until|by|from|for|over|before|after) )?(?i:this|last|next) "
    r"(?:(?:fiscal|financial|calendar|academic|school) )?"
)
_SEASON = r"(?:spring|summer|autumn|fall|winter|morning|afternoon|evening)\b"
_EVENT = r"(?i:pandemic|war|election|crisis|attacks?|invasion|quake|earthquake|storm|revolution|strike)\b"
_DATE = rf"(?:{_MONTH}(?: [0-9]{{1,2}}\b(?![,.]?[0-9%]))?(?:,? {_YEAR})?|[0-9]{{1,2}} {_MONTH}(?: {_YEAR})?)"
# Never a bare year or month ("May said"), a month that is a number's ("June to 6.5"), a plain length ("for 15 years").
# Each with the words that it may begin with.
_FORMS = (
    (
        "so since in during until by from for over before after this last next",
        rf"{_THIS}(?:{_SPELL}|{_SEASON}|{_MONTH}\b|{_WEEKDAY})(?!['’])(?: alone)?",
    ),
    (
        "in since by until till during from before after through between for of as ending ended to on",
        (
            rf"{_IN}{_PART}{_DATE}(?: (?:and|to|through) (?:{_MONTH}(?: {_YEAR})?|[0-9]{{1,2}}(?![0-9.,%])))?(?!\w)"
            rf"|{_IN}{_PART}{_YEAR}(?: (?:and|to) {_YEAR})?"
            rf"|{_IN}(?:the )?{_SEASON}"
        ),
    ),
    (
        "over in during for within across throughout of through",
        rf"{_OVER} the {_NAMED} {_MANY}{_SPELL}(?: of (?:{_YEAR}|(?i:the|this|last) year\b))?",
    ),
    ("in the each", rf"(?i:in recent|in the coming|the past|each of the last) {_SPELL}"),
    ("over within", rf"(?i:over|within) (?i:[0-9]{{1,3}}|[a-z]{{3,9}}) {_SPELL}"),
    ("on since until by late early", rf"(?i:on|since|until|by|late|early) {_WEEKDAY}{_HOUR}"),
    (
        "overnight yesterday today tonight tomorrow at",
        r"(?:[Oo]vernight|[Yy]esterday|[Tt]oday|[Tt]onight|[Tt]omorrow|[Aa]t present)\b",
    ),
    ("year", r"(?i:year[ -]on[ -]year|year[ -]over[ -]year)\b"),
    ("a one", rf"(?i:a|one) {_SPELL} (?:ago|earlier|before)\b"),
    ("since before during after", rf"(?i:since|before|during|after) the (?:[a-z]{{3,12}} )?{_EVENT}"),
)


_COMPILED = [(words.split(), re.compile(form)) for words, form in _FORMS]
_BY_FIRST = {
    first: [form for words, form in _COMPILED if first in words] for words, _ in _COMPILED for first in words
}


def periods(at: Line) -> list[Span]:
    """The time frames of a line, in order; none overlap. Not what is compared with ("than in 2021")."""
    found: list[Span] = []
    end = 0
    for i, low in enumerate(at.low):
        if low in _BY_FIRST and at.start[i] >= end and at.low[i - 1] != "than":
            for form in _BY_FIRST[low]:
                if match := form.match(at.text, at.start[i], at.end[at.size - 1]):
                    end = match.end()
                    found.append(Span(at.start[i], end))
                    break
    return found


def period(found: list[Span], start: int, end: int, others: list[int]) -> Span | None:
    """The time frame of a figure at `start` to `end`: the nearest with no other figure (`others`: where
    they start, in order) in between, behind it rather than in front."""
    after = next((s for s in found if s.start >= end), None)
    before = next((s for s in reversed(found) if s.end <= start), None)
    near = [
        (gap + weight, span)
        for span, gap, weight in (
            (after, after.start - end if after else 0, 0),
            (before, start - before.end if before else 0, 20),
        )
        if span and gap < _FAR and not _between(others, span, start, end)
    ]
    return min(near)[1] if near else None


def _between(others: list[int], span: Span, start: int, end: int) -> bool:
    low, high = (end, span.start) if span.start >= end else (span.end, start)
    return bisect_left(others, low) < bisect_left(others, high)
