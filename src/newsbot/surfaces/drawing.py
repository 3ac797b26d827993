"""An Answer as drawn lines, the same for every door: ours bold or grey, theirs plain.

One drawn line is one line of a block, not one row of a phone. An answer's first screen is 12 of
them, a morning note's 25, the row of buttons included.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from newsbot.answer import Answer, Cite, Item, Section
from newsbot.surfaces.lock_screen import lock_screen

SCREEN, NOTE = 12, 25
_LISTS = ("who", "find", "quotes")  # no section of these may take the whole screen
_LEAST = 2  # lines that it leaves to each of the next ones


@dataclass(frozen=True, slots=True)
class Line:
    """`bold` and `grey` are ours, `words` are a story's (or the asker's names and lines); `items` are
    those that the line draws, several where sources share the words."""

    bold: str | None = None
    words: str | None = None
    grey: str | None = None
    cite: Cite | None = None
    items: tuple[Item, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Block:
    """One section: its heading and lines stay together on a screen."""

    heading: Line | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a door shows. `rest` stands behind More, `more` counts its lines and what no screen has, `next` are lines to
    send."""

    lock_screen: str
    head: tuple[Line, ...]
    blocks: tuple[Block, ...]
    more: int = 0
    next: tuple[str, ...] = ()
    rest: tuple[Block, ...] = ()


def draw(answer: Answer, *, lines: int | None = None, skip_first_screen: bool = False) -> Drawing:
    """The first screen of an answer, or with `skip_first_screen` what stands behind More.

    `lines` defaults to what an answer or a note may take; a section is never begun with less than
    its heading and one line. A note’s sections by source are left to `thread`.
    """
    room = (lines or (NOTE if is_note(answer) else SCREEN)) - 1  # the row of buttons
    head = _head(answer)
    blocks = tuple(_block(section) for section in answer.sections if not _threaded(answer, section))
    parted = _shared if answer.line.split(" ", 1)[0] in _LISTS else _part
    first, rest = parted(blocks, room - len(head))
    if skip_first_screen:
        return Drawing(lock_screen(answer), (), tuple(rest), next=answer.next)
    return Drawing(
        lock_screen=lock_screen(answer),
        head=head,
        blocks=tuple(first),
        more=_lines(rest) + sum(s.more for s in answer.sections),
        next=answer.next,
        rest=tuple(rest),
    )


def thread(answer: Answer, *, lines: int | None = None) -> tuple[Drawing, ...]:
    """A note's messages in its thread: one for each source, and last one for all that did not fit
    the first screen (of so many `lines`). Other answers have none."""
    if not is_note(answer):
        return ()
    rest = draw(answer, lines=lines, skip_first_screen=True)
    return (*by_each(answer), *((rest,) if rest.blocks else ()))


def by_each(answer: Answer) -> tuple[Drawing, ...]:
    """A note's sections by source, a message each; other answers have none."""
    return tuple(Drawing("", (), (_block(s),)) for s in answer.sections if _threaded(answer, s))


def is_note(answer: Answer) -> bool:
    """Whether the answer is a morning note."""
    return answer.line.split(" ", 1)[0] == "digest"


def mark(item: Item) -> str:
    """A short sign for the place that an item cites, and the figure or quotation there, by which it is found again in
    a later answer."""
    assert item.cite
    found = (item.facts or {}).get("start", "")
    place = f"{item.cite.start}:{item.cite.end}:{found}:{item.cite.story}"
    return hashlib.sha256(place.encode()).hexdigest()[:8]


def _threaded(answer: Answer, section: Section) -> bool:
    """A note's section that is headed by the one source that all its lines come from."""
    return is_note(answer) and by_source(section)


def by_source(section: Section) -> bool:
    """Whether the section is headed by the label of the one source of its lines."""
    cited = [_label(item.cite) for item in section.items if item.cite]
    return bool(cited) and all(label == section.heading for label in cited)


def _head(answer: Answer) -> tuple[Line, ...]:
    if answer.kind == "error":
        return tuple(Line(grey=part) for part in (answer.title, answer.note) if part)
    grey = " · ".join(part for part in (answer.matched, answer.note) if part)
    return (Line(bold=answer.title), *((Line(grey=grey),) if grey else ()))


def _block(section: Section) -> Block:
    headed = by_source(section)
    return Block(_heading(section), tuple(_merged(_line(item, headed=headed) for item in section.items)))


def _heading(section: Section) -> Line | None:
    verdict = section.verdict or ("SIDE BY SIDE" if section.note and _several(section.items) else None)
    bold = " · ".join(part for part in (section.heading, verdict) if part)
    return Line(bold=bold or None, grey=section.note) if bold or section.note else None


def _several(items: Iterable[Item]) -> bool:
    return len({item.cite.source for item in items if item.cite}) > 1


def _line(item: Item, *, headed: bool) -> Line:
    """One line; in a section that its source heads, without the source."""
    if item.cite is None:
        return Line(bold=item.lead or item.text or None, grey=item.label, items=(item,))
    source = None if headed else _label(item.cite)
    bold = " · ".join(part for part in (source, item.lead) if part)
    return Line(bold=bold or None, words=_shown(item), grey=item.label, cite=item.cite, items=(item,))


def _shown(item: Item) -> str:
    """The clause that the desk chose; the whole passage where it chose none."""
    if item.show is None or item.cite is None:
        return item.text
    start = item.cite.start
    return item.text[item.show.start - start : item.show.end - start]


def _label(cite: Cite) -> str:
    return f"{cite.source}, preview" if cite.stage == "preview" else cite.source


def _merged(lines: Iterable[Line]) -> Iterable[Line]:
    """Neighbours with the same words become one line: "Al Arabiya, Carina (2)". Who speaks is the same
    for them, and whether it was told before the event is left to each line of its own."""
    for _, group in groupby(lines, key=lambda line: (line.words or line.bold, line.grey)):
        same = list(group)
        names = [line.cite.source for line in same if line.cite and line.bold]
        if len(same) == 1 or len(names) < len(same):
            yield same[0]
        else:
            yield replace(same[0], bold=_names(names), items=tuple(i for line in same for i in line.items))


def _names(names: Sequence[str]) -> str:
    once = dict.fromkeys(names)
    return ", ".join(name if names.count(name) == 1 else f"{name} ({names.count(name)})" for name in once)


def _part(blocks: Sequence[Block], room: int) -> tuple[list[Block], list[Block]]:
    """What fits into so many lines, and the rest; a section cut in two keeps its heading."""
    for n, block in enumerate(blocks):
        headed = block.heading is not None
        if headed + len(block.lines) > room:
            fits = room - headed
            if fits < 1:
                return list(blocks[:n]), list(blocks[n:])
            cut = replace(block, lines=block.lines[:fits])
            left = replace(block, lines=block.lines[fits:])
            return [*blocks[:n], cut], [left, *blocks[n + 1 :]]
        room -= headed + len(block.lines)
    return list(blocks), []


def _shared(blocks: Sequence[Block], room: int) -> tuple[list[Block], list[Block]]:
    """The same, but that as many sections as can have two lines each do before the first ones have more."""
    taken: list[int] = []
    for block in blocks:
        least = min(_LEAST, len(block.lines))
        if room < least + (block.heading is not None):
            break
        taken.append(least)
        room -= least + (block.heading is not None)
    if not taken:
        return _part(blocks, room)
    for n, least in enumerate(taken):
        more = min(room, len(blocks[n].lines) - least)
        taken[n] += more
        room -= more
    shown = [replace(block, lines=block.lines[:n]) for block, n in zip(blocks, taken, strict=False)]
    left = [replace(block, lines=block.lines[n:]) for block, n in zip(blocks, taken, strict=False)]
    return shown, [*(block for block in left if block.lines), *blocks[len(taken) :]]


def _lines(blocks: Iterable[Block]) -> int:
    return sum(len(block.lines) for block in blocks)
