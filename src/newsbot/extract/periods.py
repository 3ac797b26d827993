"""Periods: the time that a figure is told for ("this month", "since October")."""

from __future__ import annotations

import re

from newsbot.model import Span

_FAR = 240  # characters that a time frame may lie away

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|"
    r"Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_YEAR = r"(?:1[89]|20)[0-9]{2}"
_SPELL = r"(?:second|minute|hour|day|night|week|weekend|month|quarter|season|year|decade|centur)(?:s|y|ies)?"
_DAYS = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
# Never a bare year or month ("May said") and no length of time ("over 15 years of work").
_PERIOD = re.compile(
    r"\b(?:"
    r"(?i:so\ far\ )?(?i:(?:since|in|during|until|by|from|for|over|before|after)\ )?(?i:this|last|next)\ "
    rf"(?:(?:fiscal|financial|calendar|academic|school|election)\ )?(?:{_SPELL}|spring|summer|autumn|fall|winter|morning|"
    rf"afternoon|evening|{_MONTH}|{_DAYS})(?:\ alone)?\b"
    r"|(?i:in|since|by|until|till|during|from|before|after|through|between|for|of|as\ of|ending|ended|to|on)\ "
    rf"(?i:(?:the\ )?(?:start|end|beginning|middle)\ of\ |early[\ -]|late[\ -]|mid-)?(?:{_MONTH}(?:\ [0-9]{{1,2}})?(?:,?\ {_YEAR})?\b"
    rf"|[0-9]{{1,2}}\ {_MONTH}(?:\ {_YEAR})?\b)(?:\ (?:and|to|through)\ (?:{_MONTH}|[0-9]{{1,2}}(?![0-9.,%]))(?:\ {_YEAR})?\b)?"
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
