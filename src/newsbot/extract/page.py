"""A story's text cut up once, for all extractors: paragraphs, quotation marks, sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from newsbot.extract.marks import marked
from newsbot.extract.sentences import sentences
from newsbot.model import Span, Zone, ZoneKind

FILLER = "\x01"
_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
_LONGEST_WRAPPED = 120  # columns; a longer line was not broken by a typewriter
_WRAPPED_SHARE = 4  # one line in four that goes on in lower case makes a wrapped block


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of one zone."""

    start: int
    end: int
    zone: ZoneKind


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in double quotation marks (or single ones that act so), marks outside the span.

    `opened` is false where the marks never opened, `closed` where they run to the paragraph's end
    unclosed; `paragraph` is an index into the page's paragraphs.
    """

    start: int
    end: int
    opened: bool
    closed: bool
    paragraph: int


@dataclass(frozen=True, slots=True)
class Page:
    """`masked` is `text` with the inside of every quotation replaced, letter for letter, by a
    filler that no rule matches ("\\x01"); spans of one are spans of the other. `sentences` are in order,
    do not overlap, and none crosses a paragraph."""

    text: str
    zones: tuple[Zone, ...]
    paragraphs: tuple[Paragraph, ...]
    quotations: tuple[Quotation, ...]
    masked: str
    sentences: tuple[Span, ...]


def page(text: str, zones: tuple[Zone, ...]) -> Page:
    """Cut the text up. Without zones all of it is body."""
    zones = zones or (Zone("body", 0, len(text)),)
    paragraphs = tuple(
        Paragraph(start, end, zone.kind)
        for zone in sorted(zones, key=lambda z: (z.start, z.end))
        for start, end in _paragraphs(text, zone.start, zone.end)
    )
    quotations = tuple(
        Quotation(*found, index)
        for index, part in enumerate(paragraphs)
        for found in marked(text, part.start, part.end)
    )
    masked = _mask(text, quotations)
    cut = tuple(s for part in paragraphs for s in sentences(text, masked, part.start, part.end))
    return Page(text, zones, paragraphs, quotations, masked, cut)


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Blocks between blank lines; a block of lines is one paragraph only where it looks wrapped."""
    at = start
    for found in _BLANK.finditer(text, start, end):
        yield from _lines(text, at, found.start())
        at = found.end()
    yield from _lines(text, at, end)


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    start, end = _trim(text, start, end)
    if start == end:
        return
    if "\n" not in text[start:end]:
        yield start, end
        return
    lines: list[tuple[int, int]] = []
    at = start
    for line in text[start:end].split("\n"):
        lines.append(_trim(text, at, at + len(line)))
        at += len(line) + 1
    wrapped = _wrapped(text, lines)
    head, tail = lines[0]
    for line_start, line_end in lines[1:]:
        if line_start < line_end and (wrapped or text[line_start].islower()):
            tail = line_end
        elif line_start < line_end:
            yield head, tail
            head, tail = line_start, line_end
    yield head, tail


def _wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    if max(end - start for start, end in lines) > _LONGEST_WRAPPED:
        return False
    going_on = sum(text[start].islower() for start, end in lines[1:] if start < end)
    return going_on * _WRAPPED_SHARE >= len(lines) - 1


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _mask(text: str, quotations: tuple[Quotation, ...]) -> str:
    parts: list[str] = []
    at = 0
    for said in quotations:
        parts += (text[at : said.start], FILLER * (said.end - said.start))
        at = said.end
    parts.append(text[at:])
    return "".join(parts)
