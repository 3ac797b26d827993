"""Figures: quantities with what they count, how they are hedged, per what, and who says them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from newsbot.extract.line import Line, line
from newsbot.extract.numbers import PARTS, SCALES, STARTS
from newsbot.extract.page import Page
from newsbot.extract.periods import period, periods
from newsbot.extract.quantities import quantities
from newsbot.extract.quantity import Quantity
from newsbot.extract.quotes import speaker_of
from newsbot.extract.rates import rate
from newsbot.extract.shares import RATIOS
from newsbot.extract.subjects import measure
from newsbot.extract.units import class_of
from newsbot.extract.words import cut
from newsbot.model import Figure, Mention, Quote, Span, ZoneKind

NO_FIGURES: frozenset[ZoneKind] = frozenset(("byline", "dateline", "credit"))
_TABLE = 100  # so many figures in one sentence are a table, which nobody says
_WORDS = (STARTS | RATIOS | set(SCALES) | set(PARTS)) - {"a", "an"}  # what follows "a" is found itself


def _beginnings() -> str:
    """Words by their first letter, small, capital or all capitals: four times as fast as IGNORECASE."""
    rests: dict[str, list[str]] = {}
    for word in sorted(filter(str.isalpha, _WORDS), key=len, reverse=True):
        rests.setdefault(word[0], []).extend((word[1:], word[1:].upper()))
    return "|".join(f"[{letter}{letter.upper()}](?:{'|'.join(rest)})" for letter, rest in rests.items())


# Where a number may begin; never inside a word.
_DIGIT = re.compile("[0-9½⅓⅔¼¾⅕⅛⅜]")
_WORD = re.compile(rf"\b(?:{_beginnings()})\b")


def figures(page: Page, mentions: tuple[Mention, ...], said: tuple[Quote, ...]) -> tuple[Figure, ...]:
    """All quantities of a page, in text order, none overlapping; none from bylines, datelines, credits.

    `mentions` and `said` tell who says a figure; without them `speaker` is None. `key` is the class of
    the unit and the rate: "people/day", "dollar/".
    """
    return tuple(
        figure for sentence, zone in _numbered(page) for figure in _read(page, mentions, said, sentence, zone)
    )


def _numbered(page: Page) -> Iterator[tuple[Span, ZoneKind]]:
    """The sentences that may hold a number, with the kind of their zone."""
    parts = [p.start for p in page.paragraphs]
    for sentence in page.sentences:
        if not _may_count(page.text, sentence):
            continue
        zone = page.paragraphs[bisect_right(parts, sentence.start) - 1].zone
        if zone not in NO_FIGURES:
            yield sentence, zone


def _may_count(text: str, span: Span) -> bool:
    """Whether a number may begin in the sentence; half of those of the news have none."""
    if _DIGIT.search(text, span.start, span.end):
        return True
    said = not _WORDS.isdisjoint(cut(text[span.start : span.end]))
    return said and _WORD.search(text, span.start, span.end) is not None


def _read(
    page: Page, mentions: tuple[Mention, ...], said: tuple[Quote, ...], sentence: Span, zone: ZoneKind
) -> Iterator[Figure]:
    at = line(page.text, sentence)
    many = quantities(at)
    starts = [at.start[one.first] for one in many]
    frames = _frames(at, many, starts)
    for k, one in enumerate(many):
        start, end = starts[k], at.end[one.last - 1]
        after = many[k + 1].begin if k + 1 < len(many) else at.size
        before = many[k - 1].last if k else 0
        per = rate(at, one, after)
        n = one.number
        yield Figure(
            start=start,
            end=end,
            text=page.text[start:end],
            context=sentence,
            zone=zone,
            key=f"{class_of(one.unit)}/{per or ''}",
            value=n.value,
            low=n.low,
            high=n.high,
            bound=one.bound,
            trend=one.trend,
            hedge=_hedge(at, one),
            unit=one.unit.name if one.unit else None,
            per=per,
            period=frames[k],
            measure=measure(at, one, after, before, frames[k]),
            speaker=speaker_of(page, mentions, said, start, end) if len(many) < _TABLE else None,
            rule=_rule(one, per),
        )


def _frames(at: Line, many: list[Quantity], starts: list[int]) -> list[Span | None]:
    """The period of each quantity; "rose 12 percent to 4 million last year" has one for both."""
    times = periods(at) if many else []
    found = [
        period(times, start, at.end[one.last - 1], starts) for start, one in zip(starts, many, strict=True)
    ]
    for k in range(len(many) - 1):
        if found[k] is None and many[k].trend and at.low[many[k].last : many[k + 1].first] == ["to"]:
            found[k] = found[k + 1]
    return found


def _rule(one: Quantity, per: str | None) -> str:
    """By what the number is a figure; ", rate" where it is told per something."""
    rule = one.rule or _BY_KIND.get(one.number.kind) or _by_unit(one)
    return f"{rule}, rate" if per else rule


_BY_KIND = {"vague": "vague words", "few": "vague words", "fraction": "fraction"}


def _by_unit(one: Quantity) -> str:
    if one.unit is None:
        return "number with a hedge" if one.hedge else "number alone"
    return _BY_FAMILY.get(one.unit.family, "number and measure")


_BY_FAMILY = {"money": "money", "count": "number and noun"}


def _hedge(at: Line, one: Quantity) -> str | None:
    return at.slice(*one.hedge) if one.hedge else None
