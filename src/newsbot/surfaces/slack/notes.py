"""Each channel's note: what the config says, unless somebody set it in Slack; and the words that set it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from slack_sdk.errors import SlackApiError

from newsbot.config import DAYS, Digest, digest
from newsbot.store import Setting
from newsbot.surfaces.slack.post import LOST
from newsbot.surfaces.slack.talk import Talk

# "digest at 07:30 weekdays", "digest ferry at 7pm mon,wed Europe/Paris"; not "digest at the border".
_AT = re.compile(
    r"(?:digest|summary)(?P<topic> [^\n]{1,200}?)? at (?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?"
    r"(?: ?(?P<half>[ap])\.?m\.?)?(?P<rest> [^\n]{0,80})?",
    re.IGNORECASE,
)
_SWITCH = re.compile(r"(?:digest|summary) (?P<on>on|off)", re.IGNORECASE)
_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAYS = {
    **{f"{name}{s}": name[:3] for name in _NAMES for s in ("", "s")},
    **{f"weekday{s}": "mon-fri" for s in ("", "s")},
    **{f"weekend{s}": "sat-sun" for s in ("", "s")},
    **dict.fromkeys(("everyday", "day"), "daily"),
}
_KNOWN = frozenset({*DAYS, *_DAYS.values(), *(f"{one}-{other}" for one in DAYS for other in DAYS)})
_FILLERS = frozenset({"on", "every", "each", "and", "the", "at"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """One channel's note, and who set it in Slack; null where the config did, or nobody. `instead` names the [[digest]]
    whose place it takes."""

    digest: Digest
    on: bool = True
    instead: str | None = None
    set_by: str | None = None
    set_at: str | None = None


def key(team: str, channel: str) -> str:
    """What the Journal keeps a channel's note under."""
    return f"note:{team}:{channel}"


def effective(digests: Sequence[Digest], kept: Sequence[Setting], *, team: str) -> tuple[Digest, ...]:
    """What is posted: the config's notes, and those that were set in Slack in the place of one each."""
    ours = notes(kept, team=team)
    return (*_left(digests, ours), *(note.digest for note in ours.values() if note.on))


def notes(kept: Sequence[Setting], *, team: str) -> Mapping[str, Note]:
    """What was set in Slack, by channel; what cannot be read counts as not set."""
    first = key(team, "")
    found = {one.key.removeprefix(first): one for one in kept if one.key.startswith(first)}
    read = {channel: _note(channel, one) for channel, one in found.items()}
    return {channel: note for channel, note in read.items() if note}


def described(digests: Sequence[Digest], kept: Sequence[Setting]) -> tuple[str, ...]:
    """Every note that is posted, and every one that was switched off in Slack, with where it was set; in words."""
    teams = sorted({one.key.split(":")[1] for one in kept if one.key.startswith("note:")})
    ours = {channel: note for team in teams for channel, note in notes(kept, team=team).items()}
    told = [f"note {one.channel}: {said(Note(digest=one))} (config)" for one in _left(digests, ours)]
    made = [
        f"note {channel}: {said(note)} (set in Slack by {note.set_by}, {note.set_at})"
        for channel, note in ours.items()
    ]
    return (*told, *made)


def of_channel(
    channel: str, digests: Sequence[Digest], kept: Sequence[Setting], *, team: str, line: str | None = None
) -> Note:
    """This channel's note as it stands; off where nobody asked for one. Of several in the config it is the one on this
    line, else the first."""
    if note := notes(kept, team=team).get(channel):
        return note
    own = [one for one in digests if one.channel == channel]
    one = next((one for one in own if one.line == line), own[0] if own else None)
    return Note(digest=one, instead=_name(one)) if one else Note(digest=Digest(channel=channel), on=False)


def others(channel: str, digests: Sequence[Digest], note: Note) -> tuple[Digest, ...]:
    """The channel's notes of the config that are posted beside this one."""
    return tuple(one for one in _left(digests, {channel: note}) if one.channel == channel)


def as_kept(note: Note) -> str:
    """The note as the Journal keeps it."""
    one = note.digest
    return json.dumps(
        {
            "on": note.on,
            "instead": note.instead,
            "at": f"{one.at:%H:%M}",
            "zone": one.zone,
            "days": [DAYS[day] for day in sorted(one.days)],
            "line": one.line,
            "late": f"{one.late // timedelta(minutes=1)}m",
            "length": one.length,
            "skip_if_empty": one.skip_if_empty,
        }
    )


def said(note: Note) -> str:
    """The note in our words: "off", or "weekdays at 07:30 Europe/London · digest ferry · short"."""
    if not note.on:
        return "off"
    one = note.digest
    parts = [
        f"{_days(one)} at {one.at:%H:%M} {one.zone}",
        one.line if one.line != "digest" else None,
        "short" if one.length == "short" else None,
        "left out when there is nothing new" if one.skip_if_empty else None,
    ]
    return " · ".join(part for part in parts if part)


def reworded(line: str, note: Note, *, zone: str) -> Note | str | None:
    """The note as a typed line changes it; what is wrong with the line, in words; None for any other line.

    >>> now = Note(digest=Digest(channel="C1"))
    >>> said(reworded("digest ferry at 7:30 weekends", now, zone="Europe/Paris"))
    'sat, sun at 07:30 Europe/Paris · digest ferry'
    >>> reworded("digest at the border", now, zone="UTC") is None
    True
    """
    line = " ".join(line.split())
    if switch := _SWITCH.fullmatch(line):
        return replace(note, on=switch["on"].lower() == "on", digest=replace(note.digest, zone=zone))
    if not (match := _AT.fullmatch(line)):
        return None
    words = (match["rest"] or "").split()
    named = words.pop() if words and ("/" in words[-1] or words[-1] in {"UTC", "GMT"}) else zone
    days = _typed_days(words)
    if not (match["minute"] or match["half"]) and not set(days) <= _KNOWN:
        return None  # "digest border at 10 crossings"
    changed = {
        "at": _clock(match),
        "zone": named,
        "line": " ".join(["digest", *(match["topic"] or "").split()]),
        **({"days": ",".join(days)} if days else {}),
    }
    return set_to(note, {**changed, "on": True})


def _typed_days(words: Sequence[str]) -> list[str]:
    """The days as a [[digest]] has them, if they are days at all."""
    parts = [part for word in words for part in word.lower().split(",") if part and part not in _FILLERS]
    return ["-".join(_DAYS.get(day, day) for day in part.split("-")) for part in parts]


def _clock(match: re.Match[str]) -> str:
    hour, half = int(match["hour"]), (match["half"] or "").lower()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour}:{match['minute'] or '00'}"


def set_to(note: Note, table: Mapping[str, Any]) -> Note | str:
    """The note with these keys of a [[digest]] and `on`, all others as they were; what is wrong with them, a line
    each, the key first."""
    mistakes: list[str] = []
    rest = {**json.loads(as_kept(note)), **table, "channel": note.digest.channel}
    on, instead = bool(rest.pop("on")), rest.pop("instead")
    made = digest(rest, "", mistakes)
    if mistakes or made is None:
        return "\n".join(mistake.removeprefix(": ") for mistake in mistakes)
    return replace(note, digest=made, on=on, instead=instead)


async def kept(talk: Talk) -> Sequence[Setting]:
    """Every note that was set in this workspace."""
    return await talk.poster.note(lambda journal: journal.settings(key(talk.team, "")))


async def keep(talk: Talk, note: Note, *, by: str) -> None:
    """This note holds from now on."""
    now = talk.now().astimezone(UTC).isoformat(timespec="seconds")
    name = key(talk.team, note.digest.channel)
    await talk.poster.note(lambda journal: journal.keep(name, as_kept(note), by=by, now=now))


async def told(talk: Talk, line: str, channel: str, user: str) -> str | None:
    """What to say to a line that sets this channel's note, which is done; None for any other line."""
    meant = reworded(line, Note(digest=Digest(channel=channel)), zone="UTC")
    if meant is None:
        return None
    on_line = meant.digest.line if isinstance(meant, Note) else None
    standing = of_channel(channel, talk.digests, await kept(talk), team=talk.team, line=on_line)
    changed = reworded(line, standing, zone=await _zone(talk, standing, user))
    if not isinstance(changed, Note):
        return (
            f"{'; '.join((changed or '').splitlines())}. For example: digest at 07:30 weekdays Europe/London"
        )
    await keep(talk, changed, by=user)
    beside = "; ".join(said(Note(digest=one)) for one in others(channel, talk.digests, changed))
    also = f" The config posts here too: {beside}." if beside else ""
    if not changed.on:
        return f"The morning note of this channel is off. digest on brings it back.{also}"
    return f"Morning note here: {said(changed)}. digest off ends it.{also}"


async def zone_of(talk: Talk, channel: str, user: str) -> str:
    """The zone of this channel's note; where it has none, that of the person's profile, or UTC where Slack does not
    tell."""
    standing = of_channel(channel, talk.digests, await kept(talk), team=talk.team)
    return await _zone(talk, standing, user)


async def _zone(talk: Talk, standing: Note, user: str) -> str:
    if standing.on or standing.set_by:
        return standing.digest.zone
    try:
        found = await talk.poster.client.users_info(user=user)
    except (SlackApiError, *LOST):
        return "UTC"
    return str(found["user"].get("tz") or "UTC")


def _left(digests: Sequence[Digest], ours: Mapping[str, Note]) -> tuple[Digest, ...]:
    """The config's notes in whose place none was set in Slack. Where the one whose place a note took is no longer in
    the config the channel goes by what was set alone: a note less can be asked for, one too many is posted."""
    named = {(one.channel, _name(one)) for one in digests}

    def goes(one: Digest) -> bool:
        note = ours.get(one.channel)
        return note is not None and ((one.channel, note.instead) not in named or note.instead == _name(one))

    return tuple(one for one in digests if not goes(one))


def _name(one: Digest) -> str:
    """What tells the notes of a channel apart."""
    return f"{one.at:%H:%M} {one.line}"


def _days(one: Digest) -> str:
    known = {frozenset(range(5)): "weekdays", frozenset(range(7)): "daily"}
    return known.get(one.days) or ", ".join(DAYS[day] for day in sorted(one.days))


def _note(channel: str, kept: Setting) -> Note | None:
    """The note as kept; not due before it was set, or a time earlier on that day would be made up for at once."""
    made = set_to(Note(digest=Digest(channel=channel)), json.loads(kept.value))
    if not isinstance(made, Note):
        return None
    since = datetime.fromisoformat(kept.at) - timedelta(minutes=1)
    return replace(made, digest=replace(made.digest, since=since), set_by=kept.by, set_at=kept.at)
