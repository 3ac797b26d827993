"""A story's text cut up once, for all extractors: paragraphs, quotation marks, sentences."""

from __future__ import annotations

from dataclasses import dataclass

from newsbot.model import Span, Zone, ZoneKind


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
    raise NotImplementedError
