"""App Home: how new the archive is, each channel's note and watches, and what was said of names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from newsbot.store import Freshness, SourceCount
from newsbot.store.identities import Identity
from newsbot.surfaces.drawing import Line
from newsbot.surfaces.rich import OURS, Payload, button, cut, rich, row, runs, small, text

CHANGE, SET_UP, UNWATCH, UNDO = "note-change", "note-set-up", "unwatch", "undo"  # action ids
DIRECT = "direct message"

_UNTOLD = (
    "Slack does not say which channels you and newsbot are in, so they are not shown; the log has the reason"
)
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
    all_told: bool = True,
) -> Payload:
    """The Home of one person. `notes` and `watches` are of channels that they may change; `others` tells whether
    there are channels without a note, `all_told` whether Slack has told the channels. `who` is what was said of names, which `may_undo` lets them take back."""
    return {
        "type": "home",
        "blocks": [
            *_archive(fresh, sources),
            {"type": "divider"},
            rich([[text("MORNING NOTE", bold=True)]]),
            *(part for note in notes[:_CHANNELS] for part in _note(note)),
            *([small(f"also: {len(notes) - _CHANNELS} channels")] if len(notes) > _CHANNELS else []),
            *([] if notes or not all_told else [small("no channel of yours has one")]),
            *([] if all_told else [small(_UNTOLD)]),
            *(row(button("Another channel", SET_UP, {})) if others and all_told else []),
            *([small("/invite @newsbot to a channel")] if all_told and not others else []),
            {"type": "divider"},
            rich([[text("WATCHED", bold=True)]]),
            *(part for one in watches[:_WATCHES] for part in _watch(one)),
            *([small(f"also: {len(watches) - _WATCHES} lines")] if len(watches) > _WATCHES else []),
            *([] if watches or not all_told else [small("nothing; the button Watch under an answer begins")]),
            {"type": "divider"},
            rich([[text("WHO IS WHO", bold=True)]]),
            *(part for one in who[:_PAIRS] for part in _who(one, may_undo=may_undo)),
            *([small(f"also: {len(who) - _PAIRS} lines")] if len(who) > _PAIRS else []),
            *([] if who else [small("nothing is set; same NAME = NAME or apart NAME = NAME sets it")]),
        ],
    }


def hashed(name: str) -> str:
    """A channel's name as Slack writes it; a direct message has none."""
    return name if name == DIRECT else f"#{name}"


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
    front = [text(hashed(note.name), bold=True), text("  "), text(note.said), *who]
    return [rich([front]), *row(button("Change", CHANGE, {"channel": note.channel}))]


def _watch(one: ChannelWatch) -> list[Payload]:
    who = [text("  by ", italic=True), {"type": "user", "user_id": one.by}] if one.by else []
    front = [text(hashed(one.name), bold=True), text(f"  {cut(one.line, high=OURS)}"), *who]
    return [rich([front]), *row(button("Unwatch", UNWATCH, {"place": one.place, "line": one.line}))]


def _who(one: Identity, *, may_undo: bool) -> list[Payload]:
    """Somebody said it in Slack, or at another door, which has no people."""
    by: Payload = {"type": "user", "user_id": one.by} if one.by[:1] in "UW" else text(one.by)
    front = [text(cut(str(one), high=OURS)), text("  by ", italic=True), by]
    return [rich([front]), *(row(button("Undo", UNDO, {"line": f"undo {one}"})) if may_undo else [])]
