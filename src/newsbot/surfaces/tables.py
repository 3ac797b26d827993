"""Figures as a table of Slack's own, which can be sorted and read across; theirs plain, ours in the columns beside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

from newsbot.slackfacts import limits
from newsbot.surfaces.drawing import Block, Line
from newsbot.surfaces.rich import OURS, Payload, bold, cut

Kind: TypeAlias = Literal["data_table", "table"]

LADDER: tuple[Kind, ...] = ("data_table", "table")  # and below them sections, and below these plain text

_COLUMNS = ("Figures", "Source", "Words", "Note")
_FEW = 3  # lines; fewer read better as lines
_PAGE = 10
# Less what stands around it; Slack counts a data_table apart from the other text.
_ROOM = {"data_table": limits.DATA_TABLE_TEXT - 1_000, "table": limits.BUDGET - 2_400}


def drawn(kind: Kind, blocks: Sequence[Block]) -> Payload | None:
    """These sections as one table, a row a line; None where they are no lines of sources, are few, or are more than
    a table takes."""
    lines = [(block.heading, line) for block in blocks for line in block.lines]
    if len(lines) < _FEW or len(lines) >= limits.TABLE_ROWS:
        return None
    if any(line.cite is None or not line.words or len(line.words) > limits.SECTION_TEXT for _, line in lines):
        return None
    rows = [_COLUMNS, *((_heading(heading), bold(line), line.words, line.grey) for heading, line in lines)]
    cells = [[{"type": "raw_text", "text": said or "–"} for said in row] for row in rows]
    if sum(len(cell["text"]) for row in cells for cell in row) > _ROOM[kind]:
        return None
    if kind == "table":
        return {"type": "table", "rows": cells, "column_settings": [{"is_wrapped": True} for _ in _COLUMNS]}
    return {"type": "data_table", "caption": "Figures by source", "rows": cells, "page_size": _PAGE}


def _heading(heading: Line | None) -> str | None:
    """What a section is called and what is said of it, on each of its rows, for a reader may sort them."""
    if heading is None:
        return None
    return cut(" · ".join(part for part in (heading.bold, heading.grey) if part), high=OURS)
