"""Explain: a text read anew, with everything that was found, by which rule, and what was left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newsbot.errors import ReadError
from newsbot.extract import extract
from newsbot.extract.left_out import LeftOut, left_out
from newsbot.extract.opinion import Opinion
from newsbot.extract.page import page
from newsbot.facts import facts
from newsbot.model import Findings, Span, Story, Zone
from newsbot.readers import Refused, read


@dataclass(frozen=True, kw_only=True, slots=True)
class Explanation:
    """A text as it is read. `marks` are the quotations as the page has them, `zones` one for each
    sentence of the findings; `left_out` is in text order."""

    text: str
    zones: tuple[Zone, ...]
    findings: Findings
    marks: tuple[Span, ...]
    left_out: tuple[LeftOut, ...]


def explained(text: str, zones: tuple[Zone, ...] = (), opinion: Opinion | None = None) -> Explanation:
    """How this text is read; without zones all of it is body."""
    cut = page(text, zones)
    found = extract(text, zones, opinion)
    held = {part.start: part.zone for part in cut.paragraphs}
    starts = sorted(held)
    told = []
    at = 0
    for start, end in found.sentences:
        while at + 1 < len(starts) and starts[at + 1] <= start:
            at += 1
        told.append(Zone(held[starts[at]], start, end))
    marks = tuple(Span(one.start, one.end) for one in cut.quotations)
    return Explanation(
        text=text, zones=tuple(told), findings=found, marks=marks, left_out=left_out(cut, found)
    )


def explained_file(path: Path, opinion: Opinion | None = None) -> Iterator[Explanation]:
    """Each story of a file, its zones as `load` would have them; ReadError for what cannot be read."""
    for story in read(path):
        if isinstance(story, Refused):
            raise ReadError(f"{story.origin}: {story.reason}")
        yield explained_story(story, opinion)


def explained_story(story: Story, opinion: Opinion | None = None) -> Explanation:
    return explained(story.text, story.zones, opinion)


def plain(one: Explanation) -> dict[str, Any]:
    """The explanation as plain data: the fields of the extract output with rules, sentences with
    their zones, quotation marks, and what was left out."""
    text, found = one.text, one.findings
    return {
        "text": text,
        "sentences": [zone._asdict() for zone in one.zones],
        "marks": [mark._asdict() for mark in one.marks],
        "mentions": [facts(mention, text) for mention in found.mentions],
        "quotes": [facts(quote, text) for quote in found.quotes],
        "figures": [facts(figure, text) for figure in found.figures],
        "left_out": [
            {"start": out.start, "end": out.end, "text": out.text, "kind": out.kind, "reason": out.reason}
            for out in one.left_out
        ],
    }
