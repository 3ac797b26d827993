"""The line grammar: words, phrases in quotation marks, and filters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from newsbot.commands.person import also_called
from newsbot.errors import LineError
from newsbot.model import Filter
from newsbot.store import Archive
from newsbot.text import fold, words

FILTERS = ("source", "by", "since", "until", "loaded")
_FORMS = {
    "source": "source:AP", "by": "by:Blinken", "since": "since:2026-03-31", "until": "until:2026-03-31",
    "loaded": "loaded:24h",
}  # fmt: skip
_DOOR = re.compile(r"^(?:<@[^<>\s]{1,40}>|@?newsbot\b|/news(?![\w-])|/news-|/)[\s,:]*", re.IGNORECASE)
_TOKEN = re.compile(
    r"(?P<filter>source|by|since|until|loaded):\s?(?:\"(?P<quoted>[^\"]{0,400})\"|(?P<bare>[^\s\"]{1,400}))"
    r"|\"(?P<phrase>[^\"]{0,4000})\"|(?P<word>[^\s\"]+)|(?P<odd>\")",
    re.IGNORECASE,
)
# Curly, low and double-angle marks, and a double prime, type a phrase as well as the straight one.
_MARKS = str.maketrans(dict.fromkeys("“”„‟«»″＂", '"'))
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_AGO = re.compile(r"(\d{1,4})([hdw])\Z")


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """What was typed: plain words in order, phrases, and filters as given (not yet dated)."""

    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    filters: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        """The canonical line: words, phrases, then filters in their fixed order."""
        named = [f"{name}:{_value(self.filters[name])}" for name in FILTERS if name in self.filters]
        return " ".join([*self.words, *(f'"{phrase}"' for phrase in self.phrases), *named])

    @property
    def topic(self) -> str:
        """The words and phrases that were asked for, without filters."""
        return " ".join([*self.words, *self.phrases])

    def without(self, *names: str) -> Line:
        return replace(self, filters={k: v for k, v in self.filters.items() if k not in names})

    def having(self, **filters: str) -> Line:
        return replace(self, filters={**self.filters, **filters})


@dataclass(frozen=True, kw_only=True, slots=True)
class Ask:
    """A command's whole world: what is asked, of which archive, when.

    `topic` is as typed, `words` its folded words, `line` the canonical line; phrases stand both in
    `topic` and in `only`.
    """

    topic: str
    words: tuple[str, ...]
    only: Filter
    line: str
    archive: Archive
    now: datetime


def parse(text: str) -> Line:
    """The line as typed at any door: a mention, a slash and curly marks are taken off.

    >>> str(parse("/news-who “Katie Tobin” source:AP"))
    'who "Katie Tobin" source:AP'

    An unclosed quotation mark reads as if it were closed at the end.
    """
    plain = _undoored(text.translate(_MARKS))
    if plain.count('"') % 2:
        plain += '"'
    tokens = list(_TOKEN.finditer(plain))
    return Line(
        words=tuple(m["word"] for m in tokens if m["word"]),
        phrases=tuple(p for m in tokens if (p := (m["phrase"] or "").strip())),
        filters=_filters(tokens),
    )


def only(line: Line, *, now: datetime) -> Filter:
    """The filter a line asks for; LineError names a date that cannot be read, and a filter without a word."""
    given = line.filters
    if bare := next(
        (word for word in line.words if word.lower().removesuffix(":") in FILTERS and word[-1] == ":"), ""
    ):
        raise LineError(f"{bare} stands alone; write {_FORMS[bare.lower()[:-1]]}")
    return Filter(
        source=given.get("source"),
        by=given.get("by"),
        since=_day(given, "since", now),
        until=_day(given, "until", now),
        loaded_after=_moment(given, now),
        phrases=line.phrases,
    )


def ask(line: Line, command: str, archive: Archive, *, now: datetime) -> Ask:
    """The command's question, from the line without its command word."""
    return Ask(
        topic=line.topic,
        words=words(line.topic),
        only=replace(only(line, now=now), also=also_called(line.filters.get("by"), archive)),
        line=f"{command} {line}".strip(),
        archive=archive,
        now=now,
    )


def _undoored(text: str) -> str:
    stripped = text.strip()
    for _ in range(3):  # "<@U1> /news who": a mention, then a command
        stripped = _DOOR.sub("", stripped, count=1).strip()
    return stripped


def _value(value: str) -> str:
    return f'"{value}"' if re.search(r"\s", value) else value


def _filters(tokens: list[re.Match[str]]) -> dict[str, str]:
    return {
        m["filter"].lower(): value
        for m in tokens
        if m["filter"] and (value := (m["quoted"] or m["bare"] or "").strip())
    }


def _day(given: Mapping[str, str], name: str, now: datetime) -> str | None:
    value = fold(given.get(name, ""))
    if not value:
        return None
    if value in _DAYS:
        return (now.date() - timedelta(days=(now.weekday() - _DAYS.index(value)) % 7)).isoformat()
    named = {"today": 0, "yesterday": 1}
    if value in named:
        return (now.date() - timedelta(days=named[value])).isoformat()
    if ago := _AGO.match(value):
        return (now - _span(ago)).date().isoformat()
    return _iso(given[name], name)


def _iso(value: str, name: str) -> str:
    """ISO 8601 as precise as it is given: a year, a month, a day, or a moment."""
    try:
        if re.fullmatch(r"\d{4}", value):
            return f"{date(int(value), 1, 1):%Y}"
        if re.fullmatch(r"\d{4}-\d{2}", value):
            return f"{date.fromisoformat(value + '-01'):%Y-%m}"
        datetime.fromisoformat(value)
    except ValueError:
        raise LineError(
            f"{name}:{value} is no date; write {name}:2026-03-31, {name}:monday or {name}:7d"
        ) from None
    return value


def _moment(given: Mapping[str, str], now: datetime) -> str | None:
    value = given.get("loaded")
    if value is None:
        return None
    if ago := _AGO.match(value.lower()):
        return (now - _span(ago)).astimezone(UTC).isoformat(timespec="seconds")
    return _iso(value, "loaded")


def _span(ago: re.Match[str]) -> timedelta:
    hours = {"h": 1, "d": 24, "w": 24 * 7}[ago[2]]
    return timedelta(hours=int(ago[1]) * hours)
