"""Days: the single days that a sentence names, and how far apart two of them are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from newsbot.model import Span

_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
MONTH = (
    r"(?:January|Jan\.|February|Feb\.|March|Mar\.|April|Apr\.|May|June|July|August|Aug\.|September|Sept?\.|October|Oct\.|November"
    r"|Nov\.|December|Dec\.)"
)
_NUMBER = r"[0-3]?\d(?:st|nd|rd|th)?"
_ONE = (
    rf"(?:(?P<week>{WEEKDAY})(?:,?\s(?P<month>{MONTH})\s(?P<day>{_NUMBER})(?!\d))?"
    rf"|(?P<month2>{MONTH})\s(?P<day2>{_NUMBER})(?!\d)|(?P<day3>{_NUMBER})\s(?P<month3>{MONTH})"
    r"|(?P<near>[Yy]esterday|[Tt]oday|[Tt]omorrow))(?:,\s(?P<year>(?:19|20)\d\d))?(?![\w-])"
)
DAY = re.compile(rf"\b(?:(?P<how>[A-Za-z]+)\s)?(?:(?:late|early)\s)?\b{_ONE}")
# Each of these days has one of these in its name, and most sentences have none.
_NAMED = re.compile(r"day|omorrow|Jan|Feb|Mar|Apr|May|June|July|Aug|Sep|Oct|Nov|Dec")
# Not one day: "until Friday", "since Monday", "every Sunday"; nor "Monday and Tuesday".
_NEAR = ("yesterday", "today", "tomorrow")
_LASTING = frozenset(
    "every each until till since by before after from through to starting beginning between next".split()
)
_SEVERAL = re.compile(
    rf"(?:{WEEKDAY}|{_NUMBER})\s?(?:and|to|or|through|-|–|,)\s?(?:early\s|late\s)?(?:{WEEKDAY}|[0-3]?\d\b(?!:))"
)
_NIGHT = re.compile(
    r"\b(?:nights?|overnight|midnight|late|evening|early|dawn|pre-?dawn|hours|local\stime)\b|\b(?:GMT|UTC|[ap]\.?m\.?)(?!\w)"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Day:
    """A day as a sentence names it, as far as it is known: `week` is 0 for Monday, `month` and `day` are numbers;
    `loose` where night, zone or "yesterday" may put it on the day beside. `span` counts from where the text does."""

    week: int | None
    month: int | None
    day: int | None
    loose: bool
    span: Span


def days(said: str, published: str | None) -> list[Day]:
    """The single days that a sentence names, in order. "Yesterday", and the weekday of a date, are only known of
    a story that gives its own."""
    if not _NAMED.search(said) or _SEVERAL.search(said):
        return []
    told, night = _date(published), _NIGHT.search(said) is not None
    return [day for match in DAY.finditer(said) if (day := _day(match, told, night=night))]


def apart(one: Day, two: Day) -> int | None:
    """How many days lie between two that are named alike, the shorter way round the week; null where they are not."""
    if one.week is not None and two.week is not None:
        around = abs(one.week - two.week)
        return min(around, 7 - around)
    first, second = _of(2000, one.month, one.day), _of(2000, two.month, two.day)
    return abs((first - second).days) if first and second else None


def _day(match: re.Match[str], told: date | None, *, night: bool) -> Day | None:
    how, near = (match["how"] or "").lower(), match["near"]
    if how in _LASTING or (near and told is None):
        return None
    month, number = _numbers(match)
    year = int(match["year"]) if match["year"] else told.year if told else None
    which = told + timedelta(_NEAR.index(near.lower()) - 1) if near and told else _of(year, month, number)
    week = _WEEK.index(match["week"][:3].lower()) if match["week"] else which.weekday() if which else None
    return Day(
        week=week,
        month=which.month if which else month,
        day=which.day if which else number,
        loose=bool(near) or night,
        span=Span(
            match.start() if how == "on" else match.end("how") + 1 if how else match.start(), match.end()
        ),
    )


def _numbers(match: re.Match[str]) -> tuple[int | None, int | None]:
    month = match["month"] or match["month2"] or match["month3"]
    day = match["day"] or match["day2"] or match["day3"]
    if not month or not day:
        return None, None
    return _MONTHS.index(month[:3].lower()) + 1, int(day.rstrip("stndrh"))


def _of(year: int | None, month: int | None, day: int | None) -> date | None:
    try:
        return date(year, month, day) if year and month and day else None
    except ValueError:
        return None


def _date(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published[:10]) if published and len(published) >= 10 else None
    except ValueError:
        return None
