"""Plain text as it was scraped: one file, one story."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from newsbot.errors import ReadError
from newsbot.model import Repair, Story
from newsbot.readers import source
from newsbot.readers.decode import decode
from newsbot.readers.refused import place
from newsbot.readers.sift import sift
from newsbot.readers.zones import Part, join

LONGEST = 20_000_000  # bytes; a long book is one million


def found(path: Path) -> tuple[tuple[str, Callable[[], Story]], ...]:
    """The one story of this file, with what reads it: raises ReadError, or OSError where the file cannot be read."""
    return ((place(path), partial(_read, path)),)


def _read(path: Path) -> Story:
    size = path.stat().st_size
    if size > LONGEST:
        raise ReadError(too_long(size))
    text, repairs = decode(path.read_bytes())
    return story(text, origin=place(path), repairs=repairs)


def too_long(size: int) -> str:
    """Why a story of so many bytes is refused."""
    return f"too long for one story: {size / 1e6:.1f} MB, the limit is {LONGEST / 1e6:.0f} MB"


def story(text: str, *, origin: str, repairs: tuple[Repair, ...] = ()) -> Story:
    """The story that a page's text holds; its path is its identity. Raises ReadError if the page
    holds nothing but furniture."""
    page = sift(text)
    if not page.parts:
        raise ReadError("nothing but page furniture")
    shown, zones = join(page.parts)
    return Story(
        id=origin,
        origin=origin,
        source=source.found(page, shown),
        headline=page.headline or opening(page.parts),
        text=shown,
        zones=zones,
        byline=page.byline,
        published=page.clues.published,
        updated=page.clues.updated,
        url=page.clues.url,
        set_aside=page.set_aside,
        repairs=repairs,
    )


def opening(parts: Sequence[Part]) -> str:
    """What stands for a headline that a page does not give: the story's first words, cut at a word."""
    line = next((part.text for part in parts if part.kind == "body"), parts[0].text)
    return line if len(line) <= 150 else line[:150].rsplit(" ", 1)[0]
