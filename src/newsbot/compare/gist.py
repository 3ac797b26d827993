"""The gist of a story: its sentences, its lead, and what it alone has."""

from __future__ import annotations

import re

from newsbot.model import Span, Story, Zone, ZoneKind

# A mark that ends a sentence, closing marks after it, then white space and a beginning. _SHORT is
# what it must not end: an initial ("J. Smith"), a title ("Gov. Lee"), an abbreviated place ("U.S. Navy").
_STOP = re.compile(r"[.!?…][\"”’')\]]{0,3}(?=\s+[\"“‘'(\[]?[A-Z0-9À-Þ])|\n\s*\n")
_SHORT = re.compile(
    r"(?:^|[\s(\"“])(?:[A-Z]|(?:[A-Z]\.){1,4}[A-Z]|Mr|Mrs|Ms|Dr|Gov|Sen|Rep|Gen|Col|Lt|Sgt|Capt|Maj|Cmdr|Adm|Prof|Rev"
    r"|Hon|St|Mt|Ft|Jr|Sr|No|vs|Co|Corp|Inc|Ltd|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Calif|Fla|Va|Pa|Ariz)$"
)


def sentences(story: Story, kinds: tuple[ZoneKind, ...] = ("body",)) -> tuple[Span, ...]:
    """The sentences of these zones, in order, white space outside."""
    return tuple(span for zone in story.zones if zone.kind in kinds for span in _sentences(story.text, zone))


def lead(story: Story) -> Span | None:
    """The sentence that opens the story proper: the first of the body, after the dateline if there is one."""
    body = sentences(story)
    dateline = next((zone.end for zone in story.zones if zone.kind == "dateline"), 0)
    return next((span for span in body if span.start >= dateline), body[0] if body else None)


def headline(story: Story) -> Span | None:
    """Where the story's headline stands in its text."""
    return next((Span(zone.start, zone.end) for zone in story.zones if zone.kind == "headline"), None)


def _sentences(text: str, zone: Zone) -> list[Span]:
    spans: list[Span] = []
    start = zone.start
    for stop in _STOP.finditer(text, zone.start, zone.end):
        if not _SHORT.search(text, max(start, stop.start() - 12), stop.start()):
            spans.append(_trim(text, start, stop.end()))
            start = stop.end()
    spans.append(_trim(text, start, zone.end))
    return [span for span in spans if span.start < span.end]


def _trim(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return Span(start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()))
