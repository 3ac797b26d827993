"""An answer's figures at a glance: a table of Slack's own, which can be sorted; each cell literal or ours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias

from newsbot.answer import Answer, Item, Section
from newsbot.slackfacts import limits
from newsbot.surfaces.rich import OURS, Payload, cut

Kind: TypeAlias = Literal["data_table", "table"]

LADDER: tuple[Kind, ...] = (
    "data_table",
    "table",
)  # and below them the lines alone, and below these plain text

_COLUMNS = ("Source", "Words", "Per", "When", "Figures")
_FEW = 3  # figures; fewer read better as lines
_PAGE = 10
_APART = 60  # characters between a hedge and the end of its figure; further apart the whole clause is shown
_WORDS = 300  # of a cell; a longer clause makes no table


def overview(kind: Kind, answer: Answer) -> Payload | None:
    """Every figure of the answer, a row each, with its hedge; None where they are few or no table takes them."""
    rows = [row for section in answer.sections for item in section.items if (row := _row(section, item))]
    if not _FEW <= len(rows) < limits.TABLE_ROWS or any(len(cell) > _WORDS for row in rows for cell in row):
        return None
    cells = [[{"type": "raw_text", "text": said or "–"} for said in row] for row in (_COLUMNS, *rows)]
    if sum(len(cell["text"]) for row in cells for cell in row) > limits.DATA_TABLE_TEXT - 1_000:
        return None
    if kind == "table":
        return {"type": "table", "rows": cells}
    return {"type": "data_table", "caption": "Figures by source", "rows": cells, "page_size": _PAGE}


def source(item: Item) -> str:
    """Who has the figure, previews kept apart."""
    assert item.cite
    return f"{item.cite.source}, preview" if item.cite.stage == "preview" else item.cite.source


def words(item: Item) -> str:
    """The figure with its hedge as the story has them; the clause where they do not stand together."""
    assert item.cite
    assert item.facts
    low, high = (int(item.facts[end]) - item.cite.start for end in ("start", "end"))
    hedge = item.facts.get("hedge")
    if not hedge:
        return item.text[low:high]
    for at in _before(item.text, hedge, low):
        if high - at <= _APART:
            return item.text[at:high]
    shown = item.show
    return item.text[shown.start - item.cite.start : shown.end - item.cite.start] if shown else item.text


def _row(section: Section, item: Item) -> tuple[str, ...] | None:
    """One figure; None for a line that holds none."""
    found = item.facts or {}
    if item.cite is None or "unit" not in found or not isinstance(found.get("start"), int):
        return None
    verdict = " · ".join(part for part in (section.heading, section.verdict) if part)
    told = (source(item), words(item), found.get("per"))
    return tuple(cut(str(part or ""), high=OURS) for part in (*told, found.get("period"), verdict))


def _before(text: str, hedge: str, end: int) -> Iterator[int]:
    """Where the hedge begins, if it stands before the figure, or opens it ("more than 30")."""
    at = text.rfind(hedge, 0, end + len(hedge))
    if 0 <= at <= end:
        yield at
