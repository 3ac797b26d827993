"""When a story was published, as precisely as it says: a stretch of time that may overlap another's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

_PARTIAL = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


@dataclass(frozen=True, order=True, slots=True)
class Moment:
    """From `first` up to `last`, UTC; both are the same for a story that gives its hour."""

    first: datetime
    last: datetime

    @property
    def exact(self) -> bool:
        return self.first == self.last

    def meets(self, other: Moment) -> bool:
        """Whether either may have come first: they share some time, and not both give the hour.

        >>> moment("2026-03-31").meets(moment("2026-03-31T09:00:00+00:00"))
        True
        """
        if self.exact and other.exact:
            return False
        return self.first <= other.last and other.first <= self.last


def moment(published: str | None) -> Moment | None:
    """The stretch that an ISO date covers: a year, a month, a day, or a moment; None where there is no date.

    A day is taken as UTC's, as is an hour without a zone: nobody tells whose it is.
    """
    if not published:
        return None
    if parts := _PARTIAL.fullmatch(published):
        return _stretch(*parts.groups())
    try:
        found = datetime.fromisoformat(published)
    except ValueError:
        return None
    exact = (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    return Moment(exact, exact)


def _stretch(year: str, month: str | None, day: str | None) -> Moment | None:
    try:
        first = datetime(int(year), int(month or 1), int(day or 1), tzinfo=UTC)
        if day:
            after = first + timedelta(days=1)
        elif month:
            after = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
        else:
            after = first.replace(year=first.year + 1)
    except (ValueError, OverflowError):
        return None
    return Moment(first, after - timedelta(seconds=1))


def shown(published: str) -> str:
    """The date as we write it, no more precise than it is given.

    >>> shown("2026-03"), shown("2026-03-31"), shown("2026-03-31T09:30:00+02:00")
    ('Mar 2026', '31 Mar 2026', '31 Mar 2026 07:30 UTC')
    """
    found = moment(published)
    if found is None:
        return published
    if found.exact:
        return f"{found.first.day} {found.first:%b %Y %H:%M} UTC"
    given = published.count("-")
    return (
        f"{found.first.day} {found.first:%b %Y}"
        if given > 1
        else f"{found.first:{'%b %Y' if given else '%Y'}}"
    )


def unordered(moments: Sequence[Moment]) -> tuple[bool, ...]:
    """Of each, whether its place among the others is not known: it is given by the day or less precisely, and
    another falls into that time."""
    return tuple(
        not one.exact and any(n != m and one.meets(other) for m, other in enumerate(moments))
        for n, one in enumerate(moments)
    )


def zone(now: datetime) -> str:
    """London for Europe/London; UTC as it is."""
    key = getattr(now.tzinfo, "key", None) or now.tzname() or "UTC"
    return str(key).rsplit("/", 1)[-1].replace("_", " ")


def clock(moment: str, now: datetime) -> str:
    """One of our own times in the zone of `now`, with its day if that is another.

    >>> clock("2026-03-30T18:00:00+00:00", datetime(2026, 3, 31, 9, tzinfo=UTC))
    'Mon 18:00'
    """
    then = datetime.fromisoformat(moment)
    local = (then if then.tzinfo else then.replace(tzinfo=UTC)).astimezone(now.tzinfo)
    if local.date() == now.date():
        return f"{local:%H:%M}"
    return f"{local:%a %H:%M}" if abs((now - local).days) < 6 else f"{local.day} {local:%b %Y %H:%M}"
