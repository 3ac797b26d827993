"""Dates as words of a full-text index: day, month and year of a story, and the words that cover a range. Pure.

A range of years is then a dozen words, not a walk over every story between; reference numbers are in
docs/design.md. A date that gives only its month is in every range that touches the month.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
UNDATED = "undated"
_FIRST, _LAST = 1900, 2099  # the years that an open end of a range is taken to reach


def date_words(published: str | None) -> str:
    """The words under which a story of this date is found; `undated` without a date.

    >>> date_words("2023-12-28T09:00:00Z"), date_words("2023-12")
    ('y2023 m202312 d20231228', 'y2023 m202312 u202312')
    """
    year, month, day = _parts(published)
    if not year:
        return UNDATED
    if not month:
        return f"y{year} v{year}"
    return f"y{year} m{year}{month} " + (f"d{year}{month}{day}" if day else f"u{year}{month}")


def range_words(since: str | None, until: str | None) -> tuple[str, ...]:
    """The words of which a story dated from `since` to `until`, both included, has at least one.

    Either may be only a month or a year, and means all of it. None without both.
    """
    first, last = _day(since, last=False), _day(until, last=True)
    if first is None and last is None:
        return ()
    return tuple(_cover(first or date(_FIRST, 1, 1), last or date(_LAST, 12, 31))) or ("never",)


def _cover(first: date, last: date) -> Iterator[str]:
    for year in range(first.year, last.year + 1):
        opens, closes = date(year, 1, 1), date(year, 12, 31)
        if first <= opens and closes <= last:
            yield f"y{year}"
        else:
            yield f"v{year}"
            yield from _months(max(first, opens), min(last, closes))


def _months(first: date, last: date) -> Iterator[str]:
    """Of one year."""
    for month in range(first.month, last.month + 1):
        opens = date(first.year, month, 1)
        closes = _month_end(opens)
        if first <= opens and closes <= last:
            yield f"m{opens:%Y%m}"
        else:
            yield f"u{opens:%Y%m}"
            start, stop = max(first, opens), min(last, closes)
            yield from (f"d{start + timedelta(days=n):%Y%m%d}" for n in range((stop - start).days + 1))


def _month_end(opens: date) -> date:
    return (opens.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _day(text: str | None, *, last: bool) -> date | None:
    year, month, day = _parts(text)
    if not year:
        return None
    opens = date(int(year), int(month or (12 if last else 1)), 1)
    if day:
        return opens.replace(day=min(int(day), _month_end(opens).day))
    return _month_end(opens) if last else opens


def _parts(text: str | None) -> tuple[str, str, str]:
    """Year, month and day as digits, empty where the date does not give them or gives nonsense."""
    found = _DATE.match(text or "")
    year, month, day = (part or "" for part in found.groups()) if found else ("", "", "")
    if not year or not _FIRST <= int(year) <= _LAST:
        return "", "", ""
    if not month or not 1 <= int(month) <= 12:
        return year, "", ""
    return year, month, day if day and 1 <= int(day) <= 31 else ""
