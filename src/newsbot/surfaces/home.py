"""App Home: how new the archive is, and each channel's note; and the modal in which a note is changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from newsbot.config import DAYS, Digest, Quiet
from newsbot.slackfacts import limits
from newsbot.store import Freshness, SourceCount
from newsbot.store.identities import Identity
from newsbot.surfaces.drawing import Line
from newsbot.surfaces.rich import OURS, Payload, as_json, button, cut, label, rich, row, runs, small, text

CHANGE, SET_UP, UNWATCH, UNDO = "note-change", "note-set-up", "unwatch", "undo"  # action ids
CALLBACK = "note"
DIRECT = "direct message"

_SOURCES, _REFUSED, _CHANNELS, _WATCHES, _PAIRS = 20, 10, 20, 12, 10


@dataclass(frozen=True, kw_only=True, slots=True)
class ChannelNote:
    """One channel's note as Home shows it: its name, note and quiet hours in words, who set the note in Slack."""

    channel: str
    name: str
    said: str
    set_by: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ChannelWatch:
    """One line that a channel watches, as Home shows it; `place` is the channel's name in the Journal."""

    place: str
    name: str
    line: str
    by: str


def view(
    fresh: Freshness,
    sources: Sequence[SourceCount],
    notes: Sequence[ChannelNote],
    *,
    watches: Sequence[ChannelWatch] = (),
    who: Sequence[Identity] = (),
    may_undo: bool = True,
    others: bool,
) -> Payload:
    """The Home of one person. `notes` and `watches` are of channels that they may change; `others` tells whether
    there are channels without a note. `who` is what was said of names, which `may_undo` lets them take back."""
    return {
        "type": "home",
        "blocks": [
            *_archive(fresh, sources),
            {"type": "divider"},
            rich([[text("MORNING NOTE", bold=True)]]),
            *(part for note in notes[:_CHANNELS] for part in _note(note)),
            *([small(f"also: {len(notes) - _CHANNELS} channels")] if len(notes) > _CHANNELS else []),
            *([] if notes else [small("no channel of yours has one")]),
            *(
                row(button("Another channel", SET_UP, {}))
                if others
                else [small("/invite @newsbot to a channel")]
            ),
            {"type": "divider"},
            rich([[text("WATCHED", bold=True)]]),
            *(part for one in watches[:_WATCHES] for part in _watch(one)),
            *([small(f"also: {len(watches) - _WATCHES} lines")] if len(watches) > _WATCHES else []),
            *([] if watches else [small("nothing; the button Watch under an answer begins")]),
            {"type": "divider"},
            rich([[text("WHO IS WHO", bold=True)]]),
            *(part for one in who[:_PAIRS] for part in _who(one, may_undo=may_undo)),
            *([small(f"also: {len(who) - _PAIRS} lines")] if len(who) > _PAIRS else []),
            *([] if who else [small("nothing is set; same NAME = NAME or apart NAME = NAME sets it")]),
        ],
    }


def note_view(
    note: Digest,
    *,
    on: bool,
    quiet: Quiet | None,
    name: str | None,
    channels: Mapping[str, str],
    follow_ups: bool | None,
) -> Payload:
    """The modal that changes a channel's note and quiet hours; without a `name` the channel is chosen among `channels`
    (id -> name). `follow_ups` is null where the app does not hear messages that do not mention it."""
    where = [rich([[text(_hash(name), bold=True)]])] if name else [_which(channels)]
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "title": label("Morning note"),
        "submit": label("Save"),
        "close": label("Cancel"),
        "private_metadata": as_json({"channel": note.channel if name else None}),
        "blocks": [
            *where,
            *_inputs(note, on=on),
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
        "zone": str(values["zone"]["zone"].get("value") or "").strip(),
        "days": ticked["days"],
        "line": str(values["line"]["line"].get("value") or "digest"),
        "length": _picked(values, "length") or "full",
        "skip_if_empty": bool(ticked["skip_if_empty"]),
        "quiet": str(values["quiet"]["quiet"].get("value") or "").strip(),
        "follow_ups": bool(ticked["follow_ups"]) if "follow_ups" in values else None,
    }


def _archive(fresh: Freshness, sources: Sequence[SourceCount]) -> list[Payload]:
    last = (
        f"last load {fresh.last_load[:16].replace('T', ' ')} UTC" if fresh.last_load else "nothing loaded yet"
    )
    counted = " · ".join(
        [f"{fresh.stories} stories", f"{len(sources)} sources", f"{len(fresh.refused)} refused", last]
    )
    made = [rich([[text("STORIES", bold=True)]]), small(counted)]
    if sources:
        shown = [Line(bold=one.label, grey=_stories(one)) for one in sources[:_SOURCES]]
        over = len(sources) - _SOURCES
        more = [Line(grey=f"also: {over} sources")] if over > 0 else []
        made.append(rich([runs(line) for line in (Line(bold="SOURCES"), *shown, *more)]))
    if fresh.refused:
        kept = [
            Line(bold=one.origin.rpartition("/")[2] or one.origin, grey=one.reason) for one in fresh.refused
        ]
        over = len(kept) - _REFUSED
        more = [Line(grey=f"also: {over} refused")] if over > 0 else []
        made.append(rich([runs(line) for line in (Line(bold="REFUSED"), *kept[:_REFUSED], *more)]))
    return made


def _stories(one: SourceCount) -> str:
    counted = "1 story" if one.stories == 1 else f"{one.stories} stories"
    return cut(f"{counted} · {one.evidence}" if one.evidence else counted, high=OURS)


def _note(note: ChannelNote) -> list[Payload]:
    who = [text("  set by ", italic=True), {"type": "user", "user_id": note.set_by}] if note.set_by else []
    front = [text(_hash(note.name), bold=True), text("  "), text(note.said), *who]
    return [rich([front]), *row(button("Change", CHANGE, {"channel": note.channel}))]


def _watch(one: ChannelWatch) -> list[Payload]:
    who = [text("  by ", italic=True), {"type": "user", "user_id": one.by}] if one.by else []
    front = [text(_hash(one.name), bold=True), text(f"  {cut(one.line, high=OURS)}"), *who]
    return [rich([front]), *row(button("Unwatch", UNWATCH, {"place": one.place, "line": one.line}))]


def _who(one: Identity, *, may_undo: bool) -> list[Payload]:
    """Somebody said it in Slack, or at another door, which has no people."""
    by: Payload = {"type": "user", "user_id": one.by} if one.by[:1] in "UW" else text(one.by)
    front = [text(cut(str(one), high=OURS)), text("  by ", italic=True), by]
    return [rich([front]), *(row(button("Undo", UNDO, {"line": f"undo {one}"})) if may_undo else [])]


def _hash(name: str) -> str:
    """A channel's name as Slack writes it; a direct message has none."""
    return name if name == DIRECT else f"#{name}"


def _which(channels: Mapping[str, str]) -> Payload:
    options = [_option(_hash(name), channel) for channel, name in channels.items()][: limits.OPTIONS]
    return _input("channel", "Channel", {"type": "static_select", "action_id": "channel", "options": options})


def _inputs(note: Digest, *, on: bool) -> list[Payload]:
    days = [_option(day, day) for day in DAYS]
    lengths = [_option("full: 25 lines, the rest in its thread", "full"), _option("short: 12 lines", "short")]
    at = {"type": "timepicker", "action_id": "at", "initial_time": f"{note.at:%H:%M}"}
    return [
        _boxes("on", "Note", [_option("posted", "on")], [0] if on else []),
        _input("at", "Time", at),
        _input("zone", "Zone", _typed("zone", note.zone), hint="like Europe/London"),
        _boxes("days", "Days", days, sorted(note.days)),
        _input(
            "line",
            "Line",
            _typed("line", note.line),
            hint="digest, digest TOPIC, digest source:AP, or any other line",
        ),
        _input(
            "length",
            "Length",
            {
                "type": "static_select",
                "action_id": "length",
                "options": lengths,
                "initial_option": lengths[note.length == "short"],
            },
        ),
        _boxes(
            "skip_if_empty",
            "When there is nothing new",
            [_option("left out", "skip")],
            [0] if note.skip_if_empty else [],
        ),
    ]


def _quiet(hours: Quiet | None, zone: str) -> Payload:
    """Without their zone where it is the note's own."""
    said = str(hours or "").removesuffix(f" {zone}")
    hint = "alerts of watches wait until these end, like 22:00-07:00; empty: no quiet hours"
    return {**_input("quiet", "Quiet hours", _typed("quiet", said), hint=hint), "optional": True}


def _follow_ups(on: bool) -> Payload:
    said = _option("answered without @newsbot, in threads that it has answered in", "on")
    return _boxes("follow_ups", "Follow-ups", [said], [0] if on else [])


def _input(block: str, said: str, element: Payload, *, hint: str | None = None) -> Payload:
    made = {"type": "input", "block_id": block, "label": label(said), "element": element}
    return {**made, "hint": label(hint)} if hint else made


def _boxes(block: str, said: str, options: list[Payload], ticked: Sequence[int]) -> Payload:
    """Boxes to tick; none need be."""
    element: Payload = {"type": "checkboxes", "action_id": block, "options": options}
    if ticked:
        element["initial_options"] = [options[n] for n in ticked]
    return {**_input(block, said, element), "optional": True}


def _typed(block: str, value: str) -> Payload:
    made = {"type": "plain_text_input", "action_id": block, "max_length": 200}
    return {**made, "initial_value": value} if value else made


def _option(said: str, value: str) -> Payload:
    return {"text": label(cut(said, high=limits.OPTION_TEXT)), "value": value}


def _ticked(values: Mapping[str, Any], block: str) -> list[str]:
    return [str(one["value"]) for one in values.get(block, {}).get(block, {}).get("selected_options") or ()]


def _picked(values: Mapping[str, Any], block: str) -> str | None:
    found = values.get(block, {}).get(block, {}).get("selected_option")
    return str(found["value"]) if found else None
