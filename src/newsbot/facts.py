"""A finding as plain data: the field names of the extract output, offsets into the story."""

from __future__ import annotations

from typing import Any

from newsbot.model import Figure, Finding, Mention, Quote, Span, Speaker


def facts(finding: Finding, text: str, at: int = 0) -> dict[str, Any]:
    """The finding's fields; `text` begins at offset `at` of the story and gives titles and cues
    their words (those that lie outside it are null). `rule`, and a speaker's `by`, stand only with what was just read."""
    common: dict[str, Any] = {"start": finding.start, "end": finding.end, "text": finding.text}
    if finding.rule:
        common["rule"] = finding.rule
    if isinstance(finding, Mention):
        title = finding.titles[0] if finding.titles else None
        return {**common, "person": finding.person, "title": _words(title, text, at)}
    if isinstance(finding, Quote):
        cue = _words(finding.cue, text, at)
        return {**common, "kind": finding.kind, "speaker": _speaker(finding.speaker), "cue": cue}
    if isinstance(finding, Figure):
        return {**common, **_figure(finding, text, at)}
    return common


def _figure(figure: Figure, text: str, at: int) -> dict[str, Any]:
    return {
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "bound": figure.bound,
        "trend": figure.trend,
        "hedge": figure.hedge,
        "unit": figure.unit,
        "per": figure.per,
        "period": _words(figure.period, text, at),
        "measure": _words(figure.measure, text, at),
        "speaker": _speaker(figure.speaker),
    }


def _speaker(speaker: Speaker | None) -> dict[str, Any] | None:
    if speaker is None:
        return None
    told: dict[str, Any] = {
        "start": speaker.start,
        "end": speaker.end,
        "text": speaker.text,
        "person": speaker.person,
    }
    return {**told, "by": speaker.by} if speaker.by else told


def _words(span: Span | None, text: str, at: int) -> str | None:
    if span is None or span.start < at or span.end > at + len(text):
        return None
    return text[span.start - at : span.end - at] or None
