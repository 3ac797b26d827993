"""The way in by App Home: what it shows, and the modal that changes a channel's note."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.errors import SlackApiError

from newsbot.config import Digest, Quiet, quiet_hours
from newsbot.store.identities import PREFIX, read
from newsbot.surfaces import home, note_modal
from newsbot.surfaces.blocks import SETTINGS, words_only
from newsbot.surfaces.home import ChannelNote, ChannelWatch
from newsbot.surfaces.sentences import gone
from newsbot.surfaces.slack import following, notes, quiet
from newsbot.surfaces.slack.channels import direct, theirs
from newsbot.surfaces.slack.modals import opened
from newsbot.surfaces.slack.notes import Note
from newsbot.surfaces.slack.post import LOST, code
from newsbot.surfaces.slack.talk import Talk

_NOT_YOURS = "The members of a channel change its note; newsbot must be in it too."

log = logging.getLogger(__name__)


def register(app: AsyncApp, talk: Talk) -> None:
    """Take the opening of Home, its buttons, a note's Settings, and what is sent off."""

    @app.event("app_home_opened")
    async def on_home(event: dict[str, Any], body: dict[str, Any]) -> None:
        if event.get("tab") == "home":
            talk.begin(show(talk, event["user"]), body)

    async def on_change(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        channel = json.loads(action["value"]).get("channel") or (body.get("channel") or {}).get("id")
        talk.begin(_ask(talk, body, channel), body)

    @app.view(note_modal.CALLBACK)
    async def on_sent(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        made, mistake = _read(talk, view, await notes.kept(talk))
        if made is None:
            await ack(response_action="errors", errors=mistake)
            return
        await ack()
        talk.begin(_keep(talk, made, view, body["user"]["id"]), body)

    @app.action(home.UNWATCH)
    async def on_unwatch(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        value = json.loads(action["value"])
        talk.begin(_unwatch(talk, body["user"]["id"], str(value["place"]), str(value["line"])), body)

    @app.action(home.UNDO)
    async def on_undo(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        talk.begin(_undo(talk, body["user"]["id"], str(json.loads(action["value"])["line"])), body)

    for name in (home.CHANGE, home.SET_UP, SETTINGS):
        app.action(name)(on_change)


async def show(talk: Talk, user: str) -> None:
    """Publish this person's Home as it stands now."""
    fresh = await asyncio.to_thread(talk.desk.freshness)
    sources = await asyncio.to_thread(talk.desk.sources)
    channels, all_told = await _channels(talk, user)
    kept = await notes.kept(talk)
    hours = await quiet.of_channels(talk)
    of = {channel: notes.of_channel(channel, talk.digests, kept, team=talk.team) for channel in channels}
    shown = [
        ChannelNote(
            channel=channel,
            name=channels[channel],
            said=_said(note, hours.get(channel, talk.quiet)),
            set_by=note.set_by,
        )
        for channel, note in of.items()
        if note.on or note.set_by or channel in hours
    ]
    watched = await _watched(talk, user, channels)
    view = home.view(
        fresh,
        sources,
        shown,
        watches=watched,
        who=await talk.poster.note(lambda journal: read(journal.settings(PREFIX)).said),
        may_undo=talk.place("", user).trusted,
        others=len(shown) < len(channels),
        all_told=all_told,
    )
    await talk.poster.client.views_publish(user_id=user, view=view)


async def _channels(talk: Talk, user: str) -> tuple[Mapping[str, str], bool]:
    """The channels that this person may change, and whether these are all; where Slack does not tell them, Home is
    shown without."""
    try:
        return await theirs(talk, user), True
    except SlackApiError as error:
        said = code(error)
    except LOST as error:
        said = type(error).__name__
    log.warning("Home is shown without channels: Slack says %s", said)
    return await direct(talk, user), False


def _said(note: Note, hours: Quiet | None) -> str:
    return f"{notes.said(note)} · quiet {hours}" if hours else notes.said(note)


async def _watched(talk: Talk, user: str, channels: Mapping[str, str]) -> list[ChannelWatch]:
    """What these channels watch."""
    named = {talk.place(channel, user).channel: name for channel, name in channels.items()}
    found = await talk.poster.note(
        lambda journal: [(place, one) for place in named for one in journal.watches(place)]
    )
    return [ChannelWatch(place=place, name=named[place], line=one.line, by=one.by) for place, one in found]


async def _unwatch(talk: Talk, user: str, place: str, line: str) -> None:
    await talk.poster.note(lambda journal: journal.unwatch(place, line))
    await show(talk, user)


async def _undo(talk: Talk, user: str, line: str) -> None:
    """Take back what was said of two names, if this person may."""
    await talk.ask(line, where=talk.place("", user))
    await show(talk, user)


async def _ask(talk: Talk, body: dict[str, Any], channel: str | None) -> None:
    """The modal for one channel, or for one that is to be chosen."""
    channels = await theirs(talk, body["user"]["id"])
    if not channels or (channel and channel not in channels):
        await opened(talk, body, gone(_NOT_YOURS))
        return
    kept = await notes.kept(talk)
    note = notes.of_channel(channel, talk.digests, kept, team=talk.team) if channel else None
    zone = await notes.zone_of(talk, channel or "", body["user"]["id"])
    view = note_modal.view(
        replace(note.digest if note else Digest(channel=""), zone=zone),
        on=note is None or note.on or note.set_by is None,  # who opens it where nobody has set one wants one
        quiet=(await quiet.of_channels(talk)).get(channel or "", talk.quiet),
        name=channels[channel] if channel else None,
        channels=channels,
        sources=[one.label for one in await asyncio.to_thread(talk.desk.sources)],
        follow_ups=await following.wanted(talk, channel) if talk.follow_ups and channel else None,
    )
    await opened(talk, body, view)


def _read(talk: Talk, view: Mapping[str, Any], kept: Any) -> tuple[Note | None, dict[str, str]]:
    """The note as it was sent, or what is wrong, by input."""
    told = note_modal.table(view["state"]["values"])
    channel = json.loads(view["private_metadata"])["channel"] or told.pop("channel")
    standing = notes.of_channel(channel, talk.digests, kept, team=talk.team)
    made = notes.set_to(
        standing, {name: value for name, value in told.items() if name not in {"follow_ups", "quiet"}}
    )
    wrong = {} if isinstance(made, Note) else {part.split(" ", 1)[0]: part for part in made.splitlines()}
    try:
        quiet_hours(told["quiet"], zone="UTC")
    except ValueError as error:
        wrong["quiet"] = f"{error}, or nothing"
    return (None, wrong) if wrong or not isinstance(made, Note) else (made, {})


async def _keep(talk: Talk, note: Note, view: Mapping[str, Any], user: str) -> None:
    told, channel = note_modal.table(view["state"]["values"]), note.digest.channel
    if channel not in await theirs(talk, user):  # who has left it since the modal was opened
        await talk.poster.directly(user, words_only(_NOT_YOURS))
        return
    await notes.keep(talk, note, by=user)
    hours = quiet_hours(told["quiet"], zone=note.digest.zone)
    if hours != (await quiet.of_channels(talk)).get(channel, talk.quiet):
        await quiet.keep(talk, channel, hours, by=user)
    if told["follow_ups"] is not None:
        await following.want(talk, channel, on=told["follow_ups"], by=user)
    await show(talk, user)
