"""Checks of tables and charts."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeGuard

from newsbot.slackfacts import limits
from newsbot.slackfacts.fields import Check, Fields, Problems, each, keys, one_of, string, typed, whole
from newsbot.slackfacts.rich_rules import rich_text


def table(block: Fields, at: str) -> Problems:
    """Rows of cells. Rows may differ in length; no cell is empty."""
    yield from keys(block, at, required={"rows"}, allowed={"block_id", "column_settings"})
    yield from _rows(block.get("rows"), f"{at}.rows", high=limits.TABLE_ROWS, columns=limits.TABLE_COLUMNS)
    settings = block.get("column_settings")
    yield from each(settings, f"{at}.column_settings", _column, high=limits.TABLE_COLUMNS, low=0)


def data_table(block: Fields, at: str) -> Problems:
    """Row 0 is the header; all rows are of one length."""
    allowed = {"block_id", "page_size", "row_header_column_index"}
    yield from keys(block, at, required={"caption", "rows"}, allowed=allowed)
    yield from string(block.get("caption"), f"{at}.caption", high=limits.SECTION_TEXT, low=1)
    yield from whole(block.get("page_size"), f"{at}.page_size", low=1, high=limits.DATA_TABLE_PAGE)
    rows = block.get("rows")
    yield from _rows(
        rows, f"{at}.rows", high=limits.DATA_TABLE_ROWS, columns=limits.DATA_TABLE_COLUMNS, low=2
    )
    if not _is_list(rows) or not all(_is_list(row) for row in rows):
        return
    if len({len(row) for row in rows}) > 1:
        yield f"{at}.rows: every row must have as many cells as the header"
    if rows and any(isinstance(cell, Mapping) and cell.get("type") == "rich_text" for cell in rows[0]):
        yield f"{at}.rows[0]: no rich_text in the header"
    index = block.get("row_header_column_index")
    if rows:
        last = max(len(rows[0]) - 1, 0)
        yield from whole(index, f"{at}.row_header_column_index", low=0, high=last)


def data_visualization(block: Fields, at: str) -> Problems:
    """A pie, or bars, areas or lines over shared categories."""
    yield from keys(block, at, required={"title", "chart"}, allowed={"block_id"})
    yield from string(block.get("title"), f"{at}.title", high=limits.CHART_TITLE, low=1)
    chart = block.get("chart")
    if isinstance(chart, Mapping):
        yield from typed(chart, f"{at}.chart", _CHARTS)
    elif chart is not None:
        yield f"{at}.chart: must be an object"


def _rows(rows: object, at: str, *, high: int, columns: int, low: int = 1) -> Problems:
    if rows is None:
        return
    if not _is_list(rows):
        yield f"{at}: must be a list"
        return
    if not low <= len(rows) <= high:
        yield f"{at}: {len(rows)} rows, {low} to {high} are allowed"
    for n, row in enumerate(rows):
        yield from each(row, f"{at}[{n}]", _cell, high=columns)


def _cell(cell: Fields, at: str) -> Problems:
    yield from typed(cell, at, _CELLS)


def _raw_text(cell: Fields, at: str) -> Problems:
    yield from keys(cell, at, required={"text"}, allowed=())
    yield from string(cell.get("text"), f"{at}.text", high=limits.SECTION_TEXT, low=1)


def _raw_number(cell: Fields, at: str) -> Problems:
    yield from keys(cell, at, required={"value"}, allowed={"text"})
    yield from _number(cell.get("value"), f"{at}.value")
    yield from string(cell.get("text"), f"{at}.text", high=limits.SECTION_TEXT, low=1)


def _column(settings: Fields, at: str) -> Problems:
    yield from keys(settings, at, required=(), allowed={"align", "is_wrapped"})
    yield from one_of(settings.get("align"), f"{at}.align", {"left", "center", "right"})


def _pie(chart: Fields, at: str) -> Problems:
    yield from keys(chart, at, required={"segments"}, allowed=())
    yield from each(chart.get("segments"), f"{at}.segments", _segment, high=limits.CHART_SERIES)


def _segment(segment: Fields, at: str) -> Problems:
    yield from _point(segment, at)
    value = segment.get("value")
    if isinstance(value, (int, float)) and value <= 0:
        yield f"{at}.value: must be more than 0"


def _axes(chart: Fields, at: str) -> Problems:
    yield from keys(chart, at, required={"series", "axis_config"}, allowed=())
    yield from each(chart.get("series"), f"{at}.series", _series, high=limits.CHART_SERIES)
    axis = chart.get("axis_config")
    if not isinstance(axis, Mapping):
        return
    yield from keys(axis, f"{at}.axis_config", required={"categories"}, allowed={"x_label", "y_label"})
    for label in ("x_label", "y_label"):
        yield from string(axis.get(label), f"{at}.axis_config.{label}", high=limits.CHART_AXIS)
    categories = axis.get("categories")
    if not _is_list(categories) or not 1 <= len(categories) <= limits.CHART_POINTS:
        yield f"{at}.axis_config.categories: 1 to {limits.CHART_POINTS} labels are needed"
        return
    for n, category in enumerate(categories):
        where = f"{at}.axis_config.categories[{n}]"
        yield from string(category, where, high=limits.CHART_LABEL, low=1)
    yield from _covered(chart.get("series"), categories, at)


def _covered(series: object, categories: Sequence[Any], at: str) -> Problems:
    if not _is_list(series):
        return
    shown = [one for one in series if isinstance(one, Mapping)]
    names = [str(one.get("name")) for one in shown]
    if len(set(names)) < len(names):
        yield f"{at}.series: names must differ"
    for n, one in enumerate(shown):
        points = one.get("data")
        labels = (
            [point.get("label") for point in points if isinstance(point, Mapping)] if _is_list(points) else []
        )
        if sorted(map(str, labels)) != sorted(map(str, categories)):
            yield f"{at}.series[{n}].data: must cover exactly the categories"


def _series(series: Fields, at: str) -> Problems:
    yield from keys(series, at, required={"name", "data"}, allowed=())
    yield from string(series.get("name"), f"{at}.name", high=limits.CHART_LABEL, low=1)
    yield from each(series.get("data"), f"{at}.data", _point, high=limits.CHART_POINTS)


def _point(point: Fields, at: str) -> Problems:
    yield from keys(point, at, required={"label", "value"}, allowed=())
    yield from string(point.get("label"), f"{at}.label", high=limits.CHART_LABEL, low=1)
    yield from _number(point.get("value"), f"{at}.value")


def _number(value: object, at: str) -> Problems:
    if value is None:
        return
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        yield f"{at}: must be a number"


def _is_list(value: object) -> TypeGuard[Sequence[Any]]:
    return isinstance(value, (list, tuple))


_CELLS: Mapping[str, Check] = MappingProxyType(
    {"raw_text": _raw_text, "raw_number": _raw_number, "rich_text": rich_text}
)
_CHARTS: Mapping[str, Check] = MappingProxyType({"pie": _pie, "bar": _axes, "area": _axes, "line": _axes})
