"""The modal in which a channel's note and quiet hours are changed, and what it says when it is sent."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from newsbot.config import DAYS, Digest, Quiet
from newsbot.slackfacts import limits
from newsbot.surfaces.home import hashed
from newsbot.surfaces.rich import Payload, as_json, cut, label, rich, text

CALLBACK = "note"

_SOURCE = re.compile(r' source:(?:"(?P<quoted>[^"\n]{1,200})"|(?P<bare>[^\s"]{1,200}))')
_FILTER = re.compile(r" (?:source|by|since|until|loaded):")
_ALL = "all"  # of the sources; the value of one is "=LABEL"
_LONGEST = 2_000  # of a line


def view(
    note: Digest,
    *,
    on: bool,
    quiet: Quiet | None,
    name: str | None,
    channels: Mapping[str, str],
    sources: Sequence[str],
    follow_ups: bool | None,
) -> Payload:
    """The modal for one channel; without a `name` the channel is chosen among `channels` (id -> name). `sources` are
    the labels to choose from, most stories first. `follow_ups` is null where the app does not hear messages that do
    not mention it."""
    where = [rich([[text(hashed(name), bold=True)]])] if name else [_which(channels)]
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "title": label("Morning note"),
        "submit": label("Save"),
        "close": label("Cancel"),
        "private_metadata": as_json({"channel": note.channel if name else None}),
        "blocks": [
            *where,
            *_when(note, on=on),
            *_what(note.line, sources),
            *_how(note),
            _quiet(quiet, note.zone),
            *([_follow_ups(follow_ups)] if follow_ups is not None else []),
        ],
    }


def table(values: Mapping[str, Any]) -> dict[str, Any]:
    """What a modal that was sent says, with the keys of a [[digest]], `on`, `quiet`, `follow_ups` (null where it was
    not asked) and perhaps `channel`."""
    ticked = {block: _ticked(values, block) for block in ("on", "days", "skip_if_empty", "follow_ups")}
    chosen = _picked(values, "channel")
    return {
        **({"channel": chosen} if chosen else {}),
        "on": bool(ticked["on"]),
        "at": str(values["at"]["at"].get("selected_time") or "07:00"),
        "zone": _written(values, "zone"),
        "days": ticked["days"],
        "line": _written(values, "line") or _digest(values),
        "length": _picked(values, "length") or "full",
        "skip_if_empty": bool(ticked["skip_if_empty"]),
        "quiet": _written(values, "quiet"),
        "follow_ups": bool(ticked["follow_ups"]) if "follow_ups" in values else None,
    }


def _digest(values: Mapping[str, Any]) -> str:
    """The line of a note on a topic, from a source."""
    source = (_picked(values, "source") or _ALL).partition("=")[2]
    narrowed = f'source:"{source}"' if " " in source else f"source:{source}" if source else ""
    return " ".join(part for part in ("digest", _written(values, "topic"), narrowed) if part)


def _parts(line: str) -> tuple[str, str, str]:
    """Topic and source of a note's line; any other line whole, as the third."""
    found = _SOURCE.search(line)
    command, _, topic = _SOURCE.sub("", line, count=1).partition(" ")
    if command.lower() != "digest" or _FILTER.search(f" {topic}"):
        return "", "", line
    return topic, (found["quoted"] or found["bare"]) if found else "", ""


def _which(channels: Mapping[str, str]) -> Payload:
    options = [_option(hashed(name), channel) for channel, name in channels.items()][: limits.OPTIONS]
    return _input("channel", "Channel", {"type": "static_select", "action_id": "channel", "options": options})


def _when(note: Digest, *, on: bool) -> list[Payload]:
    days = [_option(day, day) for day in DAYS]
    at = {"type": "timepicker", "action_id": "at", "initial_time": f"{note.at:%H:%M}"}
    return [
        _boxes("on", "Note", [_option("posted", "on")], [0] if on else []),
        _input("at", "Time", at),
        _input("zone", "Zone", _typed("zone", note.zone), hint="like Europe/London"),
        _boxes("days", "Days", days, sorted(note.days)),
    ]


def _what(line: str, sources: Sequence[str]) -> list[Payload]:
    topic, source, other = _parts(line)
    named = [
        one
        for one in dict.fromkeys([source, *sources])
        if 0 < len(one) < limits.OPTION_TEXT and '"' not in one
    ]
    options = [_option("all sources", _ALL), *(_option(one, f"={one}") for one in named)][: limits.OPTIONS]
    chosen: Payload = {"type": "static_select", "action_id": "source", "options": options}
    chosen["initial_option"] = options[1 if source in named else 0]
    instead = "in place of the morning note, like figures border"
    return [
        _optional(_input("topic", "Topic", _typed("topic", topic), hint="like border; empty: all stories")),
        _input("source", "Source", chosen),
        _optional(_input("line", "Another line", _typed("line", other), hint=instead)),
    ]


def _how(note: Digest) -> list[Payload]:
    lengths = [_option("full: 25 lines, the rest in its thread", "full"), _option("short: 12 lines", "short")]
    length: Payload = {"type": "static_select", "action_id": "length", "options": lengths}
    length["initial_option"] = lengths[note.length == "short"]
    skip = [_option("left out", "skip")]
    return [
        _input("length", "Length", length),
        _boxes("skip_if_empty", "When there is nothing new", skip, [0] if note.skip_if_empty else []),
    ]


def _quiet(hours: Quiet | None, zone: str) -> Payload:
    """Without their zone where it is the note's own."""
    said = str(hours or "").removesuffix(f" {zone}")
    hint = "alerts of watches wait until these end, like 22:00-07:00; empty: no quiet hours"
    return _optional(_input("quiet", "Quiet hours", _typed("quiet", said), hint=hint))


def _follow_ups(on: bool) -> Payload:
    said = _option("answered without @newsbot, in threads that it has answered in", "on")
    return _boxes("follow_ups", "Follow-ups", [said], [0] if on else [])


def _input(block: str, said: str, element: Payload, *, hint: str | None = None) -> Payload:
    made = {"type": "input", "block_id": block, "label": label(said), "element": element}
    return {**made, "hint": label(hint)} if hint else made


def _optional(made: Payload) -> Payload:
    return {**made, "optional": True}


def _boxes(block: str, said: str, options: list[Payload], ticked: Sequence[int]) -> Payload:
    """Boxes to tick; none need be."""
    element: Payload = {"type": "checkboxes", "action_id": block, "options": options}
    if ticked:
        element["initial_options"] = [options[n] for n in ticked]
    return _optional(_input(block, said, element))


def _typed(block: str, value: str) -> Payload:
    made = {"type": "plain_text_input", "action_id": block, "max_length": _LONGEST}
    return {**made, "initial_value": value[:_LONGEST]} if value else made


def _option(said: str, value: str) -> Payload:
    return {"text": label(cut(said, high=limits.OPTION_TEXT)), "value": value}


def _ticked(values: Mapping[str, Any], block: str) -> list[str]:
    return [str(one["value"]) for one in values.get(block, {}).get(block, {}).get("selected_options") or ()]


def _picked(values: Mapping[str, Any], block: str) -> str | None:
    found = values.get(block, {}).get(block, {}).get("selected_option")
    return str(found["value"]) if found else None


def _written(values: Mapping[str, Any], block: str) -> str:
    return str(values.get(block, {}).get(block, {}).get("value") or "").strip()
