"""Figures: quantities with what they count, how they are hedged, per what, and who says them."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from newsbot.extract import frames
from newsbot.extract.line import Line, line
from newsbot.extract.numbers import STARTS
from newsbot.extract.page import Page
from newsbot.extract.quantities import Quantity, quantities
from newsbot.extract.quotes import speaker_of
from newsbot.extract.units import class_of
from newsbot.model import Figure, Mention, Quote, Span, ZoneKind

_NO_FIGURES: frozenset[ZoneKind] = frozenset(("byline", "dateline", "credit"))
# Where a number may begin. "a" and "an" begin numbers too, but a magnitude always follows and is found itself.
_BEGINS = re.compile(
    r"[0-9½⅓⅔¼¾⅕⅛⅜]|\b(?:%s)\b"
    % "|".join(sorted(STARTS - {"a", "an"} | {"hundred", "thousand", "million", "billion", "trillion", "dozen",
        "third", "double", "twice", "triple", "doubled", "doubling", "tripled", "halved"})),
    re.IGNORECASE,
)  # fmt: skip


def figures(page: Page, mentions: tuple[Mention, ...], said: tuple[Quote, ...]) -> tuple[Figure, ...]:
    """All quantities of a page, in text order; none from bylines, datelines and credits."""
    found: list[Figure] = []
    for sentence, zone in _numbered(page):
        at = line(page.text, sentence)
        many = quantities(at)
        if many:
            frames_in = frames.periods(page.text, sentence)
            starts = [at.start[one.first] for one in many]
            for k in range(len(many)):
                figure = _figure(at, many, k, zone, sentence, frames_in, starts)
                speaker = speaker_of(page, mentions, said, figure.start, figure.end)
                found.append(replace(figure, speaker=speaker) if speaker else figure)
    return tuple(found)


def _numbered(page: Page) -> list[tuple[Span, ZoneKind]]:
    """The sentences that may hold a number, with the kind of their zone."""
    starts = [s.start for s in page.sentences]
    parts = [p.start for p in page.paragraphs]
    found: list[tuple[Span, ZoneKind]] = []
    at = 0
    while starts and (begin := _BEGINS.search(page.text, at)):
        k = bisect_right(starts, begin.start()) - 1
        if k < 0 or page.sentences[k].end <= begin.start():
            at = begin.end()
            continue
        sentence = page.sentences[k]
        zone = page.paragraphs[bisect_right(parts, sentence.start) - 1].zone
        if zone not in _NO_FIGURES:
            found.append((sentence, zone))
        at = sentence.end
    return found


def _figure(
    at: Line, many: list[Quantity], k: int, zone: ZoneKind, sentence: Span, times: list[Span], starts: list[int]
) -> Figure:
    one = many[k]
    n, text = one.number, at.text
    start, end = at.start[one.first], at.end[one.last - 1]
    hedge = at.slice(*one.hedge) if one.hedge else None
    after = _begin(many[k + 1]) if k + 1 < len(many) else at.size
    before = many[k - 1].last if k else 0
    per = frames.rate(at, one, after)
    period = frames.period(times, start, end, starts)
    return Figure(
        start=start, end=end, text=text[start:end], context=sentence, zone=zone,
        key=f"{class_of(one.unit)}/{per or ''}", value=n.value, low=n.low, high=n.high, bound=one.bound,
        trend=one.trend, hedge=hedge, unit=one.unit.name if one.unit else None,
        per=per, period=period, measure=frames.measure(at, one, after, before, period),
    )  # fmt: skip


def _begin(one: Quantity) -> int:
    return min(one.first, one.hedge[0]) if one.hedge else one.first
