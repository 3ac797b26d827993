"""Quiet hours: when a channel is told nothing of what it watches; the config's, unless it has its own from Slack."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC

from newsbot.config import Quiet, quiet_hours
from newsbot.store import Setting
from newsbot.surfaces.slack.notes import zone_of
from newsbot.surfaces.slack.talk import Talk

# Such as: watches quiet 22:00-07:00; watches quiet off; alone it asks what they are. With hours the first word may go.
_LINE = re.compile(
    r"(?:watches quiet(?: hours)?|quiet(?: hours)?(?= (?:off$|\d{1,2}:\d\d ?[-–])))(?: (?P<hours>[^\n]{1,80}))?",
    re.IGNORECASE,
)
_FORM = "For example: watches quiet 22:00-07:00 Europe/London, or watches quiet off"


def key(team: str, channel: str) -> str:
    """What the Journal keeps a channel's quiet hours under."""
    return f"quiet:{team}:{channel}"


def own(kept: Sequence[Setting], *, team: str) -> Mapping[str, Quiet | None]:
    """The channels that have hours of their own, or by their own wish none."""
    first = key(team, "")
    return {one.key.removeprefix(first): _read(one) for one in kept if one.key.startswith(first)}


def described(default: Quiet | None, kept: Sequence[Setting]) -> tuple[str, ...]:
    """All quiet hours, with where they were set; in words."""
    made = [f"quiet hours: {default} (config)"] if default else []
    for one in kept:
        if one.key.startswith("quiet:"):
            channel, hours = one.key.split(":", 2)[2], _read(one) or "none"
            made.append(f"quiet hours {channel}: {hours} (set in Slack by {one.by}, {one.at})")
    return tuple(made)


async def of_channels(talk: Talk) -> Mapping[str, Quiet | None]:
    """The channels of this workspace that have hours of their own, or by their own wish none."""
    kept = await talk.poster.note(lambda journal: journal.settings(key(talk.team, "")))
    return own(kept, team=talk.team)


async def keep(talk: Talk, channel: str, hours: Quiet | None, *, by: str) -> None:
    """These hours, or none, hold in this channel from now on."""
    now = talk.now().astimezone(UTC).isoformat(timespec="seconds")
    value = json.dumps(str(hours or ""))
    await talk.poster.note(lambda journal: journal.keep(key(talk.team, channel), value, by=by, now=now))


async def told(talk: Talk, line: str, channel: str, user: str) -> str | None:
    """What to say to a line that asks for this channel's quiet hours, or sets them, which is done; None for any other
    line."""
    if not (match := _LINE.fullmatch(" ".join(line.split()))):
        return None
    if not match["hours"]:
        return f"Quiet hours here: {(await of_channels(talk)).get(channel, talk.quiet) or 'none'}. {_FORM}"
    asked = "" if match["hours"].lower() == "off" else match["hours"]
    try:
        hours = quiet_hours(asked, zone=await zone_of(talk, channel, user))
    except ValueError as error:
        return f"quiet {error}. {_FORM}"
    await keep(talk, channel, hours, by=user)
    if hours is None:
        return "No quiet hours here: alerts of watches come as they are met."
    return f"Quiet hours here: {hours}. Alerts of watches wait until they end. watches quiet off ends this."


def _read(one: Setting) -> Quiet | None:
    return quiet_hours(json.loads(one.value), zone="UTC")
