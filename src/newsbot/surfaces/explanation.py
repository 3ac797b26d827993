"""An explanation in a terminal: each sentence, and under it what was found and what was not, with the rule."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from newsbot.explain import Explanation
from newsbot.model import Figure, Finding, Mention, Quote, Speaker
from newsbot.surfaces.console import Paper, written
from newsbot.surfaces.drawing import Block, Line

_SIGNS = {">": "more than", "<": "less than", "~": "about"}


def render(one: Explanation, on: Paper) -> str:
    """A block for each sentence in text order; nothing where the text is empty."""
    return written(_blocks(one), on)


def _blocks(one: Explanation) -> Iterator[Block]:
    starts = [zone.start for zone in one.zones]
    lines: list[list[Line]] = [[] for _ in starts]
    for start, _, line in sorted(_rows(one), key=lambda row: row[:2]):
        lines[max(bisect_right(starts, start) - 1, 0)].append(line)
    for number, (zone, told) in enumerate(zip(one.zones, lines, strict=True), start=1):
        heading = Line(bold=f"{number} {zone.kind}", words=one.text[zone.start : zone.end])
        yield Block(heading=heading, lines=tuple(told))


def _rows(one: Explanation) -> Iterator[tuple[int, int, Line]]:
    """Each line with the place it stands for; what runs over several sentences stands where it begins."""
    told = {quote.start for quote in one.findings.quotes} | {out.start for out in one.left_out}
    for mark in one.marks:
        if mark.start not in told:
            yield mark.start, 0, Line(bold="marks", words=one.text[mark.start : mark.end])
    for found in one.findings.all():
        yield found.start, 1, Line(bold=_label(found), words=found.text, grey=_told(found, one.text))
    for out in one.left_out:
        yield out.start, 2, Line(bold=f"no {_KINDS[out.kind]}", words=out.text, grey=out.reason)


_KINDS = {"mention": "person", "quote": "speech", "figure": "figure"}


def _label(finding: Finding) -> str:
    if isinstance(finding, Mention):
        return "person"
    return finding.kind if isinstance(finding, Quote) else "figure"


def _told(finding: Finding, text: str) -> str:
    """The fields that are more than the words themselves, then the rule."""
    if isinstance(finding, Mention):
        told = _mention(finding, text)
    elif isinstance(finding, Quote):
        told = _quote(finding, text)
    else:
        assert isinstance(finding, Figure)
        told = _figure(finding, text)
    return " · ".join([*told, f"rule: {finding.rule}"])


def _mention(mention: Mention, text: str) -> Iterator[str]:
    if mention.person != mention.text:
        yield f"is {mention.person}"
    for start, end in mention.titles:
        yield f"title “{text[start:end]}”"


def _quote(quote: Quote, text: str) -> Iterator[str]:
    yield from _speaker(quote.speaker)
    if quote.cue:
        yield f"cue “{text[quote.cue.start : quote.cue.end]}”"
    if quote.via:
        yield f"via “{quote.via}”"
    if not quote.balanced:
        yield "marks do not close"


def _speaker(speaker: Speaker | None) -> Iterator[str]:
    if speaker is None:
        yield "nobody says it"
    elif speaker.person is None or speaker.person == speaker.text:
        yield f"said by “{speaker.text}”"
    else:
        by = f", {speaker.by}" if speaker.by not in ("", "name") else ""
        yield f"said by “{speaker.text}”: {speaker.person}{by}"


def _figure(figure: Figure, text: str) -> Iterator[str]:
    yield _amount(figure)
    if figure.hedge:
        yield f"hedge “{figure.hedge}”"
    if figure.trend:
        yield figure.trend
    for name, span in (("period", figure.period), ("measure", figure.measure)):
        if span:
            yield f"{name} “{text[span.start : span.end]}”"
    if figure.speaker:
        yield from _speaker(figure.speaker)


def _amount(figure: Figure) -> str:
    if figure.value is not None:
        number = _number(figure.value)
    elif figure.low is not None and figure.high is not None:
        number = f"{_number(figure.low)} to {_number(figure.high)}"
    else:
        number = "no number"
    parts = (_SIGNS.get(figure.bound), number, figure.unit, figure.per and f"per {figure.per}")
    return " ".join(part for part in parts if part)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{round(value, 4):,}"
