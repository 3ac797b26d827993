"""Settings: the variables of the environment and the config file, read once and checked together."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from difflib import get_close_matches
from typing import Any, Literal, TypeAlias
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from newsbot.errors import ConfigError

Mode: TypeAlias = Literal["socket", "http"]

CONFIG = "config/newsbot.toml"
DATABASE = "sqlite:///newsbot.db"
PORT = 3000
OPINIONS = ("spacy",)
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_AT = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_CLOCK = r"(?:[01]?\d|2[0-3]):[0-5]\d"
_HOURS = re.compile(rf"(?P<begin>{_CLOCK})\s?[-–]\s?(?P<end>{_CLOCK})(?:\s(?P<zone>\S{{1,60}}))?")
_LATE = re.compile(r"(?=\d)(?:(\d{1,2})d)?(?:(\d{1,3})h)?(?:(\d{1,4})m)?")
_CHANNEL = re.compile(r"[CDG][A-Z0-9]{1,40}")
_USER = re.compile(r"[UW][A-Z0-9]{1,40}")
_PREFIX = re.compile(r"[a-z0-9][a-z0-9_]{0,19}")
_DIGEST = frozenset({"channel", "at", "zone", "days", "line", "late", "length", "skip_if_empty"})

Length: TypeAlias = Literal["short", "full"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Digest:
    """One line that is asked at one time of day and posted to one channel. `at` is local to `zone`, `days`
    counts from Monday = 0, and a note that is more than `late` behind is not posted. A `short` one has half the
    lines before its thread; `skip_if_empty` leaves out one that has nothing to show. Nothing is due before
    `since`."""

    channel: str
    at: time = time(7)
    zone: str = "UTC"
    days: frozenset[int] = frozenset(range(5))
    line: str = "digest"
    late: timedelta = timedelta(hours=3)
    length: Length = "full"
    skip_if_empty: bool = False
    since: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Quiet:
    """Hours of every day in which no alert of a watch is posted, local to `zone`; they may go over midnight. What
    is met in them is told at their end, in one message.

    >>> str(Quiet(begin=time(22), end=time(7), zone="Europe/London"))
    '22:00-07:00 Europe/London'
    """

    begin: time
    end: time
    zone: str = "UTC"

    def holds(self, now: datetime) -> bool:
        """Whether it is quiet at this moment; `begin` is, `end` is not."""
        at = now.astimezone(ZoneInfo(self.zone)).time()
        if self.begin <= self.end:
            return self.begin <= at < self.end
        return at >= self.begin or at < self.end

    def __str__(self) -> str:
        return f"{self.begin:%H:%M}-{self.end:%H:%M} {self.zone}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """What an operator has set; an empty token is a missing one. `admins` are ids of people who may change
    what every channel gets; `follow_ups` has the bot hear messages that do not mention it."""

    bot_token: str = field(default="", repr=False)
    app_token: str = field(default="", repr=False)
    signing_secret: str = field(default="", repr=False)
    api_url: str | None = None
    database_url: str = DATABASE
    port: int = PORT
    prefix: str | None = None
    digests: tuple[Digest, ...] = ()
    names: str | None = None
    admins: frozenset[str] = frozenset()
    follow_ups: bool = False
    quiet: Quiet | None = None


def settings(environ: Mapping[str, str], toml_text: str | None) -> Settings:
    """Read both. `toml_text` is None where there is no file, which is fine unless NEWSBOT_CONFIG names it.

    Raises one ConfigError that lists every mistake, a line each.
    """
    env = {name: value.strip() for name, value in environ.items()}
    mistakes: list[str] = []
    port = _port(env.get("PORT", ""), mistakes)
    api_url = _api_url(env.get("SLACK_API_URL", ""), mistakes)
    if toml_text is None and env.get("NEWSBOT_CONFIG"):
        mistakes.append(f"NEWSBOT_CONFIG names {env['NEWSBOT_CONFIG']}, and there is no such file")
    table = _table(toml_text or "", env.get("NEWSBOT_CONFIG") or CONFIG, mistakes)
    found = Settings(
        bot_token=env.get("SLACK_BOT_TOKEN", ""),
        app_token=env.get("SLACK_APP_TOKEN", ""),
        signing_secret=env.get("SLACK_SIGNING_SECRET", ""),
        api_url=api_url,
        database_url=env.get("NEWSBOT_DATABASE_URL") or DATABASE,
        port=port,
        **_slack(table.get("slack", {}), mistakes),
        digests=tuple(_digests(table.get("digest", []), mistakes)),
        quiet=_quiet(table.get("watch", {}), mistakes),
        names=_names(table.get("reading", {}), mistakes),
    )
    if mistakes:
        raise ConfigError("\n".join(mistakes))
    return found


def missing(found: Settings, mode: Mode) -> tuple[str, ...]:
    """What `newsbot serve` cannot begin without in this mode, and where to get it; nothing when all is set."""
    wanted = [
        _token("SLACK_BOT_TOKEN", found.bot_token, "xoxb-", "OAuth & Permissions, Bot User OAuth Token")
    ]
    if mode == "socket":
        where = "Basic Information, App-Level Tokens, with the scope connections:write"
        wanted.append(_token("SLACK_APP_TOKEN", found.app_token, "xapp-", where))
    elif not found.signing_secret:
        wanted.append(
            "SLACK_SIGNING_SECRET is not set: api.slack.com/apps, Basic Information, Signing Secret"
        )
    return tuple(mistake for mistake in wanted if mistake)


def _token(name: str, value: str, begins: str, where: str) -> str:
    if not value:
        return f"{name} is not set: api.slack.com/apps, {where}"
    if not value.startswith(begins):
        return f"{name} must begin with {begins}: api.slack.com/apps, {where}"
    return ""


def _port(value: str, mistakes: list[str]) -> int:
    if not value:
        return PORT
    if value.isdecimal() and int(value) <= 65535:
        return int(value)
    mistakes.append(f"PORT must be a number up to 65535, not {value!r}")
    return PORT


def _api_url(value: str, mistakes: list[str]) -> str | None:
    """The base of the Web API, ending in a slash as the client wants it."""
    if not value:
        return None
    if not value.startswith(("https://", "http://")):
        mistakes.append(f"SLACK_API_URL must be an address like https://slack.com/api/, not {value!r}")
        return None
    return f"{value.rstrip('/')}/"


def _table(text: str, where: str, mistakes: list[str]) -> dict[str, Any]:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        mistakes.append(f"{where}: {error}")
        return {}
    mistakes += _unknown(table, ("digest", "reading", "slack", "watch"), where)
    return table


def _slack(table: object, mistakes: list[str]) -> dict[str, Any]:
    if not isinstance(table, dict):
        mistakes.append("slack: must be a table, written [slack]")
        return {}
    mistakes += _unknown(table, ("prefix", "admins", "follow_ups"), "[slack]")
    follow_ups = table.get("follow_ups", False)
    if not isinstance(follow_ups, bool):
        mistakes.append(f"[slack] follow_ups must be true or false, not {follow_ups!r}")
    return {
        "prefix": _prefix(table.get("prefix", ""), mistakes),
        "admins": _admins(table.get("admins", []), mistakes),
        "follow_ups": follow_ups is True,
    }


def _admins(value: object, mistakes: list[str]) -> frozenset[str]:
    found: set[str] = set()
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str) and _USER.fullmatch(one):
            found.add(one)
        else:
            where = "in Slack: a person's profile, Copy member ID"
            mistakes.append(f"[slack] admins must be ids like U0123ABCD ({where}), not {one!r}")
    return frozenset(found)


def _prefix(value: object, mistakes: list[str]) -> str | None:
    plain = value.strip().strip("/").rstrip("-") if isinstance(value, str) else None
    if plain == "":
        return None
    if plain is None or not _PREFIX.fullmatch(plain):
        mistakes.append(f"[slack] prefix must be up to 20 of a-z, 0-9 and _, not {value!r}")
        return None
    return plain


def _names(table: object, mistakes: list[str]) -> str | None:
    if not isinstance(table, dict):
        mistakes.append("reading: must be a table, written [reading]")
        return None
    mistakes += _unknown(table, ("names",), "[reading]")
    value = table.get("names") or None
    if value not in (None, *OPINIONS):
        mistakes.append(f"[reading] names must be {' or '.join(map(repr, OPINIONS))}, not {value!r}")
        return None
    return value


def _quiet(table: object, mistakes: list[str]) -> Quiet | None:
    """The hours of `[watch]`; none where nothing is set."""
    if not isinstance(table, dict):
        mistakes.append("watch: must be a table, written [watch]")
        return None
    mistakes += _unknown(table, ("quiet", "zone"), "[watch]")
    zone = "UTC"
    if "zone" in table:
        try:
            zone = _zone(table["zone"])
        except ValueError as error:
            mistakes.append(f"[watch]: zone {error}, not {table['zone']!r}")
    try:
        return quiet_hours(table.get("quiet") or "", zone=zone)
    except ValueError as error:
        mistakes.append(f"[watch]: quiet {error}, not {table['quiet']!r}")
        return None


def quiet_hours(value: object, *, zone: str) -> Quiet | None:
    """ "22:00-07:00", by this zone unless it names its own ("22:00-07:00 Europe/Paris"); None for an empty string.
    ValueError says what is wrong."""
    if value == "":
        return None
    found = _HOURS.fullmatch(value.strip()) if isinstance(value, str) else None
    if not found:
        raise ValueError('must be two times of day like "22:00-07:00"')
    named = _zone(found["zone"]) if found["zone"] else zone
    return Quiet(begin=_at(found["begin"]), end=_at(found["end"]), zone=named)


def _digests(tables: object, mistakes: list[str]) -> Iterator[Digest]:
    if not isinstance(tables, list):
        mistakes.append("digest: must be a list of tables, each written [[digest]]")
        return
    for n, table in enumerate(tables, start=1):
        where = f"[[digest]] {n}"
        if not isinstance(table, dict):
            mistakes.append(f"{where}: must be a table")
            continue
        mistakes += _unknown(table, _DIGEST, where)
        if found := digest(table, where, mistakes):
            yield found


def digest(table: Mapping[str, Any], where: str, mistakes: list[str]) -> Digest | None:
    """A note from the keys of a [[digest]]; each mistake is added to the list, with `where` in front. None without a
    channel."""
    channel = table.get("channel")
    if not isinstance(channel, str) or not _CHANNEL.fullmatch(channel):
        said = "is missing" if channel is None else f"must be a channel id like C0123ABCD, not {channel!r}"
        mistakes.append(f"{where}: channel {said} (in Slack: the channel's name, About, at the bottom)")
        return None
    readers = {
        "at": _at,
        "zone": _zone,
        "days": _days,
        "line": _line,
        "late": _late,
        "length": _length,
        "skip_if_empty": _flag,
    }
    found: dict[str, Any] = {}
    for key, reader in readers.items():
        if key in table:
            try:
                found[key] = reader(table[key])
            except ValueError as error:
                mistakes.append(f"{where}: {key} {error}, not {table[key]!r}")
    return Digest(channel=channel, **found)


def _at(value: object) -> time:
    if isinstance(value, time):
        return value.replace(second=0, microsecond=0)
    if not isinstance(value, str) or not (found := _AT.fullmatch(value.strip())):
        raise ValueError('must be a time of day like "07:00"')
    return time(int(found[1]), int(found[2]))


def _zone(value: object) -> str:
    try:
        return ZoneInfo(str(value)).key if isinstance(value, str) and value else _no_zone()
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return _no_zone()


def _no_zone() -> str:
    raise ValueError('must be a time zone like "Europe/London"')


def _days(value: object) -> frozenset[int]:
    parts = value.split(",") if isinstance(value, str) else value
    if not isinstance(parts, list) or not parts:
        raise ValueError(_DAYS_SAID)
    days: set[int] = set()
    for part in parts:
        days |= _span(str(part).strip().lower())
    return frozenset(days)


_DAYS_SAID = 'must be "mon-fri", "daily" or a list of "mon" to "sun"'


def _span(word: str) -> set[int]:
    """One day, all days, or a span of them; "fri-mon" goes over the weekend."""
    if word == "daily":
        return set(range(7))
    first, _, last = word.partition("-")
    if first not in DAYS or (last or first) not in DAYS:
        raise ValueError(_DAYS_SAID)
    begin = DAYS.index(first)
    length = (DAYS.index(last or first) - begin) % 7 + 1
    return {(begin + n) % 7 for n in range(length)}


def _line(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError('must be a line like "digest" or "figures border"')
    return " ".join(value.split())


def _late(value: object) -> timedelta:
    if not isinstance(value, str) or not (found := _LATE.fullmatch(value.strip())):
        raise ValueError('must be a length of time like "3h", "90m" or "1h30m"')
    days, hours, minutes = (int(part or 0) for part in found.groups())
    late = timedelta(days=days, hours=hours, minutes=minutes)
    if late > timedelta(days=1):
        raise ValueError("must be a day at most")
    return late


def _length(value: object) -> Length:
    if value == "short":
        return "short"
    if value == "full":
        return "full"
    raise ValueError('must be "short" or "full"')


def _flag(value: object) -> bool:
    if value is True or value is False:
        return value
    raise ValueError("must be true or false")


def _unknown(table: Mapping[str, Any], known: Iterable[str], where: str) -> list[str]:
    choices = sorted(known)
    said = []
    for key in table:
        if key not in choices:
            near = get_close_matches(key, choices, n=1)
            hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(choices)}"
            said.append(f"{where}: unknown key {key}; {hint}")
    return said
