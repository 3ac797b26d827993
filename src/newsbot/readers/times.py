"""When a page says it was published or changed; ISO 8601, only as precise as the page is."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Literal, NamedTuple

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )?"
_DAY = (
    rf"{_WEEKDAY}(?:(?P<m1>{_MONTH})\.? (?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y1>\d{{4}})"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?[ -](?P<m2>{_MONTH})\.?,?[ -](?P<y2>\d{{4}})"
    r"|(?P<y3>\d{4})[-/.](?P<m3>\d{2})[-/.](?P<d3>\d{2})"
    r"|(?P<a4>\d{1,2})[/.](?P<b4>\d{1,2})[/.](?P<y4>\d{4}))"
)
_CLOCK = r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d{1,6})?)?)? ?(?P<half>[ap]\.?m\.?)?"
_ZONE = r"(?P<zone>z\b|[a-z]{2,5}(?: time)?|(?:utc|gmt)? ?[+-]\d{1,2}:?(?:\d{2})?)"
_WHEN = rf"(?:{_CLOCK}(?: ?\(?{_ZONE}\)?)?)"
_FORWARD = re.compile(rf"{_DAY}(?:(?:,? (?:at |- |– |\| |• )?|t){_WHEN})?", re.IGNORECASE)
_BACKWARD = re.compile(rf"{_WHEN}(?:,? (?:on |- |– |\| |• )?){_DAY}", re.IGNORECASE)
_HOURS = re.compile(_WHEN, re.IGNORECASE)
_LABEL = re.compile(
    r"(?:(?P<updated>(?:last |latest )?(?:updated?|modified|revised))|(?:first |originally )?(?:published|posted|date published|"
    r"publication date|publish date|issued|released|date|created))(?: on| at)?(?: ?[:|–—-])? ",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\d{4}")
# Only zones that mean one offset everywhere; CST, IST, BST and ET do not.
_OFFSETS = {
    "z": "Z",
    "utc": "Z",
    "gmt": "Z",
    "est": "-05:00",
    "edt": "-04:00",
    "cdt": "-05:00",
    "mdt": "-06:00",
}
_OFFSETS |= {
    "mst": "-07:00",
    "pst": "-08:00",
    "pdt": "-07:00",
    "cet": "+01:00",
    "cest": "+02:00",
    "eest": "+03:00",
}
_OFFSETS |= {
    "jst": "+09:00",
    "kst": "+09:00",
    "aest": "+10:00",
    "aedt": "+11:00",
    "nzst": "+12:00",
    "nzdt": "+13:00",
}


class Stamp(NamedTuple):
    """A time that a line gives, whether it is the first or a later one, and whether it says so."""

    kind: Literal["published", "updated"]
    iso: str | None
    labelled: bool


def stamps(line: str) -> tuple[Stamp, ...]:
    """The times of a line that holds nothing else ("Published: 3 May 2024 | Updated: 4 May 2024, 10:15
    GMT"); empty for any other line. A stamp whose day cannot be told (03/04/2024) has no `iso`."""
    if len(line) > 160 or not _YEAR.search(line):
        return ()
    found: list[Stamp] = []
    rest = line.strip(" ()[]|•·.")
    while rest:
        label = _LABEL.match(rest)
        rest = rest[label.end() :] if label else rest
        when = _FORWARD.match(rest) or _BACKWARD.match(rest)
        if when is None and label and found and (clock := _HOURS.fullmatch(rest)):
            when = clock  # "3 May 2024 Updated 10:15 a.m.": of which day is not said
        if when is None or (not label and found):
            return ()
        kind: Literal["published", "updated"] = "updated" if label and label["updated"] else "published"
        day = None if when.re is _HOURS else _iso(when)
        found.append(Stamp(kind, day, label is not None))
        rest = rest[when.end() :].lstrip(" |•·,;/()–—-").removeprefix("and ").rstrip(" ()")
    return tuple(found)


def iso(text: str) -> str | None:
    """A date or time in ISO 8601 as given, or one written out ("27 December 2023"), made so; None
    if it is neither."""
    text = " ".join(text.split())
    if re.fullmatch(r"\d{4}(?:-\d{2})?", text):
        return text if text[5:] in {"", *(f"{m:02}" for m in range(1, 13))} else None
    try:
        if "T" not in text and ":" not in text:
            date.fromisoformat(text)
        else:
            datetime.fromisoformat(text)
    except ValueError:
        found = _FORWARD.fullmatch(text)
        return None if found is None else _iso(found)
    return text.replace(" ", "T", 1)


def _iso(found: re.Match[str]) -> str | None:
    group = found.groupdict()
    try:
        day = date(int(group["y1"] or group["y2"] or group["y3"] or group["y4"]), *_month_day(group))
        clock = _clock(group)
    except ValueError:
        return None
    return day.isoformat() + clock


def _month_day(group: dict[str, str | None]) -> tuple[int, int]:
    """Raises ValueError where day and month cannot be told apart."""
    if group["m1"] or group["m2"]:
        name = (group["m1"] or group["m2"] or "").lower()
        return _MONTHS.index(name[:3]) + 1, int(group["d1"] or group["d2"] or 0)
    if group["m3"]:
        return int(group["m3"]), int(group["d3"] or 0)
    first, second = int(group["a4"] or 0), int(group["b4"] or 0)
    if first > 12 or first == second:
        return second, first
    if second > 12:
        return first, second
    raise ValueError("day or month")


def _clock(group: dict[str, str | None]) -> str:
    """The clock's part, empty where there is none."""
    if group["hour"] is None or not (group["minute"] or group["half"]):
        return ""
    hour, minute = int(group["hour"]), int(group["minute"] or 0)
    if group["half"]:
        if not 1 <= hour <= 12:
            raise ValueError("hour")
        hour = hour % 12 + (12 if group["half"][0] in "pP" else 0)
    if hour > 23 or minute > 59:
        raise ValueError("clock")
    seconds = f":{group['second']}" if group["second"] and int(group["second"]) < 60 else ""
    return f"T{hour:02}:{minute:02}{seconds}{_offset(group['zone'] or '')}"


def _offset(zone: str) -> str:
    zone = zone.lower().strip()
    number = re.fullmatch(r"(?:utc|gmt)? ?([+-])(\d{1,2}):?(\d{2})?", zone)
    if number:
        return f"{number[1]}{int(number[2]):02}:{number[3] or '00'}"
    return _OFFSETS.get(zone, "")
