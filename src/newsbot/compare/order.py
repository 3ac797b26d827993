"""Order: which story was published first, as far as their dates tell; the order of loading never does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from newsbot.model import Head

_DAY = timedelta(days=1)


def before(one: str | None, two: str | None) -> bool:
    """Whether the first of two ISO dates is surely the earlier: a day that holds the other's hour tells nothing.

    >>> before("2026-03-01", "2026-03-02T09:00:00+00:00"), before("2026-03", "2026-03-02"), before(None, "2026-03")
    (True, False, False)
    """
    first, second = _stretch(one), _stretch(two)
    return first is not None and second is not None and first[1] < second[0]


def first(heads: Sequence[Head]) -> Head:
    """The story surely published before all others, else the one loaded first."""
    for head in heads:
        if all(other is head or before(head.published, other.published) for other in heads):
            return head
    return min(heads, key=lambda head: head.row)


def oldest_first(heads: Iterable[Head]) -> list[Head]:
    """By date as far as each has one, the undated last; then by load."""
    far = datetime.max.replace(tzinfo=UTC)
    return sorted(heads, key=lambda head: ((_stretch(head.published) or (far, far)), head.row))


@lru_cache(maxsize=4096)
def _stretch(published: str | None) -> tuple[datetime, datetime] | None:
    """From when to when, UTC, both inclusive; a moment is a stretch of none."""
    if not published:
        return None
    try:
        if len(published) == 4:
            start = datetime(int(published), 1, 1, tzinfo=UTC)
            return start, start.replace(year=start.year + 1) - timedelta(seconds=1)
        if len(published) == 7:
            start = datetime.fromisoformat(f"{published}-01").replace(tzinfo=UTC)
            return start, (start + 31 * _DAY).replace(day=1) - timedelta(seconds=1)
        told = datetime.fromisoformat(published)
    except (ValueError, OverflowError):
        return None
    if len(published) == 10:
        start = told.replace(tzinfo=UTC)
        return start, start + _DAY - timedelta(seconds=1)
    moment = told if told.tzinfo else told.replace(tzinfo=UTC)
    return moment, moment
