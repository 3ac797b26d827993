"""Answers in a terminal: the same order and labels as everywhere, buttons as lines to type."""

from __future__ import annotations

import re
import shutil
import textwrap
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TextIO

from newsbot.answer import Answer
from newsbot.export import answer_csv
from newsbot.surfaces.drawing import Block, Drawing, Line, draw, thread

OURS = 60  # lines of help, of sources: nothing of a story, so nothing to hold back
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_BOLD, _DIM, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"


@dataclass(frozen=True, kw_only=True, slots=True)
class Paper:
    """How wide the lines are, and whether ours may be bold and dim."""

    width: int = 80
    colour: bool = False


def paper(out: TextIO) -> Paper:
    """As wide as the terminal, at most 100; a pipe gets 80 plain columns."""
    if not out.isatty():
        return Paper()
    return Paper(width=max(30, min(100, shutil.get_terminal_size().columns)), colour=True)


def render(answer: Answer, on: Paper) -> str:
    """The first screen of an answer; a morning note whole, its thread below it; our own words whole; an export as
    CSV."""
    if answer.kind == "answer" and answer.line.startswith("export "):
        return answer_csv(answer).rstrip("\n")
    cited = any(item.cite for section in answer.sections for item in section.items)
    first = _drawing(draw(answer, lines=None if cited else OURS), on)
    below = [_drawing(part, on) for part in thread(answer)]
    return "\n\n".join(part for part in (first, *below) if part)


def rest(answer: Answer, on: Paper) -> str:
    """What stands behind More."""
    return _drawing(draw(answer, skip_first_screen=True), on)


def written(blocks: Iterable[Block], on: Paper) -> str:
    """Blocks of lines as they stand, an empty line between two."""
    return "\n\n".join(_block(block, on) for block in blocks)


def talk(ask: Callable[[str, str | None], Answer], lines: Iterable[str], out: TextIO, *, on: Paper) -> None:
    """One thread: each line answered as it comes; `more` shows the rest of the last answer, an
    empty line nothing, `quit` ends."""
    before: Answer | None = None
    for typed in lines:
        line = typed.strip()
        if line.lower() in ("quit", "exit"):
            return
        if line.lower() == "more" and before:
            _say(out, (rest(before, on) or "nothing more") + "\n\n")
        elif line:
            before = ask(line, before.line if before else None)
            _say(out, render(before, on) + "\n\n")


def _say(out: TextIO, text: str) -> None:
    if text:
        out.write(text)
        out.flush()


def _drawing(drawing: Drawing, on: Paper) -> str:
    blocks = ["\n".join(_line(line, on) for line in drawing.head)] if drawing.head else []
    blocks += [_block(block, on) for block in drawing.blocks]
    blocks += [_buttons(drawing, on)] if drawing.more or drawing.next else []
    return "\n\n".join(block for block in blocks if block)


def _block(block: Block, on: Paper) -> str:
    heading = [_line(block.heading, on)] if block.heading else []
    return "\n".join([*heading, *(_line(line, on, indent="  ") for line in block.lines)])


def _buttons(drawing: Drawing, on: Paper) -> str:
    lines = [f"more  ({drawing.more} lines)"] if drawing.more else []
    return "\n".join(_styled(f"→ {_safe(line)}", _DIM, on) for line in (*lines, *drawing.next))


def _line(line: Line, on: Paper, indent: str = "") -> str:
    """Wrapped as plain words first and styled after, so that no code counts as width."""
    parts = [
        (line.bold, _BOLD),
        (line.words, ""),
        (line.grey and f"({line.grey})" if line.words else line.grey, _DIM),
    ]
    marked = [(_safe(text), style) for text, style in parts if text]
    plain = "  ".join(text for text, _ in marked)
    wrapped = textwrap.wrap(
        plain, on.width, initial_indent=indent, subsequent_indent=indent + ("  " if indent else ""),
        break_on_hyphens=False,
    )  # fmt: skip
    return _restyled(wrapped, marked) if on.colour else "\n".join(wrapped)


def _restyled(wrapped: list[str], marked: list[tuple[str, str]]) -> str:
    """The wrapped rows with each letter in the style of its part."""
    styles = [style for text, style in marked for letter in text if not letter.isspace()]
    rows, at = [], 0
    for row in wrapped:
        size = sum(not letter.isspace() for letter in row)
        rows.append(_row(row, styles[at : at + size]))
        at += size
    return "\n".join(rows)


def _row(row: str, styles: list[str]) -> str:
    """One row; `styles` are of its letters that are not white space, which is styled only between two alike."""
    words = re.split(r"(\s+)", row)
    runs: list[tuple[str, str]] = []
    at, gap = 0, ""
    for word in words:
        if not word or word.isspace():
            gap += word
            continue
        if runs and runs[-1][0] == styles[at]:
            runs[-1] = (runs[-1][0], runs[-1][1] + gap + word)
        else:
            runs += [("", gap), (styles[at], word)]
        at, gap = at + len(word), ""
    return "".join(f"{style}{text}{_PLAIN}" if style else text for style, text in runs)


def _styled(text: str, style: str, on: Paper) -> str:
    return f"{style}{text}{_PLAIN}" if on.colour else text


def _safe(text: str) -> str:
    """Nothing that a terminal would obey, and one line."""
    return " ".join(_CONTROL.sub("", text).split())
