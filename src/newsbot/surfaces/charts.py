"""A section's figures as a chart of Slack's own: one bar a source, its hedge as a sign at its name.

One series only: with a series for each hedge every other source would need a value in it, and a bar of 0 is
a number that no story gives.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from newsbot.answer import Answer, Item, Section
from newsbot.slackfacts import limits
from newsbot.surfaces.drawing import Line
from newsbot.surfaces.rich import OURS, Payload, cut, small
from newsbot.surfaces.tables import source, words

KIND = "data_visualization"

_SOURCES = 3  # fewer read better as lines
_SIGNS: Mapping[str, str] = MappingProxyType({"=": "", "~": "~ ", ">": "≥ ", "<": "≤ "})
_NUMBER = re.compile(
    r"\d[\d.,]*|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty)\b",
    re.IGNORECASE,
)
_NAME = 4  # characters that a source's name must keep


class Chart(NamedTuple):
    """The chart, and under it what its signs stand for in the stories' words; `lines` say it in plain text."""

    blocks: tuple[Payload, ...]
    lines: tuple[Line, ...]


class Mark(NamedTuple):
    """One bar: the number is a figure's own."""

    item: Item
    sign: str
    value: float


def charts(answer: Answer) -> tuple[Chart, ...]:
    """Those of the first sections whose figures can be drawn on one axis, as many as a message takes."""
    made = [chart for section in answer.sections if (chart := _chart(section))]
    return tuple(made[: limits.MESSAGE_CHARTS])


def _chart(section: Section) -> Chart | None:
    """None where the figures are not of one kind, too few, or do not fit as they are."""
    if not section.heading or not _comparable(section):
        return None
    marks = [mark for item in section.items for mark in _marks(item)]
    bars = _bars(marks)
    told = _told(section, marks)
    sources = {source(mark.item) for mark in marks}
    if len(sources) < _SOURCES or not bars or len(bars) > limits.CHART_POINTS or len(told) > 2 * OURS:
        return None
    verdict = f" · {section.verdict or 'SIDE BY SIDE'}"
    title = cut(section.heading, high=limits.CHART_TITLE - len(verdict)) + verdict
    under = (small(told),) if told else ()
    return Chart((_block(title, bars), *under), (Line(bold=title), *_lines(marks)))


def _comparable(section: Section) -> bool:
    """Whether all figures are of one unit and rate. A section of several sources holds one class of unit, which
    heads it; where its note leaves open whether they count the same things nothing is drawn."""
    if section.verdict == "ONE SOURCE" or section.more or "not given" in (section.note or ""):
        return False
    if section.verdict is None and not section.note:
        return False
    found = [item.facts or {} for item in section.items]
    if not all(item.cite for item in section.items) or not all(each.get("unit") for each in found):
        return False
    return len({(each.get("per"), each.get("trend")) for each in found}) == 1


def _marks(item: Item) -> Iterator[Mark]:
    """A number as one bar, a range as its two ends; nothing for a quantity in words ("hundreds")."""
    found = item.facts or {}
    bound = str(found.get("bound") or "=")
    if _drawable(found.get("value")):
        sign = _SIGNS.get(bound, "~ ")
        yield Mark(item, sign or ("= " if found.get("hedge") else ""), found["value"])
    elif _drawable(found.get("low")) and _drawable(found.get("high")) and bound in "=~" and _written(found):
        about = "~" if bound == "~" else ""
        yield Mark(item, f"{about}≥ ", found["low"])
        yield Mark(item, f"{about}≤ ", found["high"])


def _drawable(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def _written(found: Mapping[str, Any]) -> bool:
    """Whether both ends of a range stand in the story, in digits or in words; "thousands" has ends too, which are
    ours."""
    return len(_NUMBER.findall(str(found.get("text") or ""))) > 1


def _bars(marks: Iterable[Mark]) -> dict[str, float]:
    """Values by label, in order. A source with two numbers has the days with them; empty if two bars would be
    called the same."""
    values: dict[tuple[str, str], dict[float, Mark]] = {}
    for mark in marks:
        values.setdefault((mark.sign, source(mark.item)), {}).setdefault(mark.value, mark)
    named = [
        (_label(mark, dated=len(several) > 1), mark.value)
        for several in values.values()
        for mark in several.values()
    ]
    bars = dict(named)
    return bars if len(bars) == len(named) and "" not in bars else {}


def _label(mark: Mark, *, dated: bool) -> str:
    """At most as long as Slack takes; only the source's name gives way. Empty if it cannot be told apart."""
    cite = mark.item.cite
    assert cite
    day = (cite.published or "")[:10]
    after = (", preview" if cite.stage == "preview" else "") + (f", {day}" if dated else "")
    room = limits.CHART_LABEL - len(mark.sign) - len(after)
    if (dated and not day) or room < _NAME or not cite.source:
        return ""
    return f"{mark.sign}{cut(cite.source, high=room)}{after}"


def _told(section: Section, marks: Iterable[Mark]) -> str:
    """What the signs stand for, in the stories' words; why the section bears its verdict; who is not drawn."""
    hedges: dict[str, dict[str, str]] = {}
    drawn = set()
    for mark in marks:
        drawn.add(source(mark.item))
        if hedge := (mark.item.facts or {}).get("hedge"):
            hedges.setdefault(mark.sign.strip(), {}).setdefault(str(hedge).casefold(), f"“{hedge}”")
    others = dict.fromkeys(source(item) for item in section.items if source(item) not in drawn)
    signs = [f"{sign} {', '.join(said.values())}" for sign, said in hedges.items()]
    left = f"not drawn: {', '.join(others)}" if others else None
    return " · ".join(part for part in (*signs, section.note, left) if part)


def _lines(marks: Iterable[Mark]) -> Iterator[Line]:
    """The chart in words: each figure with its hedge, as the story has it."""
    for item in {id(mark.item): mark.item for mark in marks}.values():
        yield Line(bold=source(item), words=words(item))


def _block(title: str, bars: Mapping[str, float]) -> Payload:
    points = [{"label": label, "value": _plain(value)} for label, value in bars.items()]
    series = [{"name": "Figures", "data": points}]
    chart = {"type": "bar", "series": series, "axis_config": {"categories": [*bars]}}
    return {"type": KIND, "title": title, "chart": chart}


def _plain(value: float) -> float:
    """10000 and not 10000.0."""
    return int(value) if value == int(value) else value
