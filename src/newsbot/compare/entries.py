"""Entries: the figures that a ledger compares, each once, with what it measures and who else has its words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from newsbot.compare import intervals, measures
from newsbot.compare.lexicon import NOISE
from newsbot.compare.measures import Measure
from newsbot.model import Figure, Found, Lineage
from newsbot.text import words

_SENTENCE = 8  # words; two may write a shorter sentence alike
_Counted = tuple[str, str, object]  # unit, frame, number or words
_Place = tuple[str, _Counted]  # a story's id and what it counts


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A figure and what it measures; `carried` are other sources that have its sentence word for word or copy its
    story, `took` is what its own story took over."""

    found: Found[Figure]
    measure: Measure
    carried: tuple[str, ...] = ()
    took: Lineage | None = None

    @property
    def source(self) -> str:
        return self.found.story.source.label


def read(found: Iterable[Found[Figure]], lineage: Mapping[str, Lineage]) -> list[Entry]:
    """Each figure once: not again in a headline or caption, nor in a second reading of its sentence, nor in the
    same sentence of another source, which is carried with the first."""
    order = sorted(
        found, key=lambda f: (f.story.row, f.finding.zone != "body", f.finding.start, f.finding.end)
    )
    kept: dict[_Place, Entry] = {}
    for one in order:
        figure = one.finding
        entry = Entry(found=one, measure=measures.measure(one), took=lineage.get(one.story.id))
        if entry.measure.unit in NOISE and (figure.value is None or figure.value <= 3):
            continue
        kept.setdefault((one.story.id, _counted(entry)), entry)
    return _carried(kept.items())


def _counted(entry: Entry) -> _Counted:
    """What is counted and how many: the same in two places of a story, it is one figure."""
    figure = entry.found.finding
    number = (figure.value, figure.low, figure.high)
    said = number if intervals.interval(figure) else figure.text.casefold()
    return entry.measure.unit, entry.measure.frame, said


def _carried(entries: Iterable[tuple[_Place, Entry]]) -> list[Entry]:
    """Word for word the same sentence is no second source, nor is a copy of the story: its label goes to the first
    who has the figure."""
    kept: list[Entry] = []
    first: dict[tuple[object, ...], int] = {}
    for (_, counted), entry in entries:
        keys = _texts(entry, counted)
        at = next((first[key] for key in keys if key in first), None)
        if at is None:
            at = len(kept)
            kept.append(entry)
        elif entry.source not in (kept[at].source, *kept[at].carried):
            kept[at] = replace(kept[at], carried=(*kept[at].carried, entry.source))
        for key in keys:
            first.setdefault(key, at)
    return kept


def _texts(entry: Entry, counted: _Counted) -> list[tuple[object, ...]]:
    """By what a figure is known again in another's text: its sentence, and its number in the same story."""
    story, took = entry.found.story, entry.took
    text = took.original if took and took.original and took.shared == "copy" else story.id
    told = words(entry.found.passage)
    at = entry.found.finding.start - entry.found.finding.context.start
    sentence = [("sentence", story.storyline, " ".join(told), at)] if len(told) >= _SENTENCE else []
    return [*sentence, ("text", text, counted)]
