"""Lines of a source into paragraphs, hard wraps undone; every paragraph knows its lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

_BREAKS = re.compile("[\x0b\x0c\u2028\u2029]")  # breaks that editors do not count as lines
_HYPHEN = re.compile(r"[^\W\d_]-$")
_HANGING = re.compile(r"(?:and|or|to)\b")
_SLACK = 8  # letters; the widest line may not be one that a lower-case letter follows
_NARROWEST, _WIDEST = 40, 120  # letters; columns that people and mail programs wrap at lie between


class Line(NamedTuple):
    """A line that is not blank: its 1-based number, its words, the run of lines it stands in."""

    number: int
    text: str
    block: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    """One paragraph of one or, if it was wrapped, several lines."""

    text: str
    lines: tuple[Line, ...]

    @property
    def block(self) -> int:
        """Paragraphs with no blank line between them share it."""
        return self.lines[0].block


def paragraphs(text: str, *, alone: Callable[[str], bool]) -> tuple[Paragraph, ...]:
    """The paragraphs of a text. White space inside a line is collapsed; `alone` tells of a line
    (a byline, a button) that no other is joined to."""
    lines = _lines(text)
    width = _width(lines)
    groups: list[list[Line]] = []
    for line in lines:
        if (
            groups
            and width
            and _runs_on(groups[-1][-1], line, width)
            and not (alone(groups[-1][-1].text) or alone(line.text))
        ):
            groups[-1].append(line)
        else:
            groups.append([line])
    return tuple(Paragraph(text=_joined(group), lines=tuple(group)) for group in groups)


def _lines(text: str) -> list[Line]:
    found: list[Line] = []
    block = 0
    for number, raw in enumerate(text.split("\n"), 1):
        pieces = [" ".join(piece.split()) for piece in _BREAKS.split(raw)]
        found += [Line(number, piece, block) for piece in pieces if piece]
        if not any(pieces):
            block += 1
    return found


def _width(lines: Sequence[Line]) -> int:
    """The column that the text was wrapped at, 0 if it was not. Of the lines with a line right under
    them, one in five must be followed by a lower-case letter and half must break off in mid-sentence:
    paragraphs of a line each do neither, and links do only the second."""
    pairs = [(a.text, b.text) for a, b in pairwise(lines) if a.block == b.block]
    broken = [len(a) for a, b in pairs if b[0].islower() and len(a) >= _NARROWEST]
    cut = sum(a[-1].isalnum() or a[-1] in ",-;" for a, _ in pairs)
    if not broken or 5 * len(broken) < len(pairs) or 2 * cut < len(pairs) or max(broken) > _WIDEST:
        return 0
    return max(broken)


def _runs_on(line: Line, following: Line, width: int) -> bool:
    """Whether the next line's first word would not have fitted on this one."""
    if line.block != following.block or len(line.text) > width + _SLACK:
        return False
    first = following.text.split(" ", 1)[0]
    return len(line.text) + 1 + len(first) > width or (
        following.text[0].islower() and 2 * len(line.text) > width
    )


def _joined(lines: Sequence[Line]) -> str:
    """Lines joined by a space; one broken after a hyphen by none, but for "two- and three-year"."""
    text = lines[0].text
    for line in lines[1:]:
        hyphen = _HYPHEN.search(text[-2:]) and line.text[0].islower() and not _HANGING.match(line.text)
        text += line.text if hyphen else f" {line.text}"
    return text
