"""The way in by slash command: acknowledged at once, answered privately through response_url."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from newsbot.surfaces.blocks import message, words_only
from newsbot.surfaces.slack import sheet
from newsbot.surfaces.slack.said import told, watched
from newsbot.surfaces.slack.talk import Talk

SLASH = re.compile(r"^/")  # every form that the manifest may register, and what an operator renamed


def register(app: AsyncApp, talk: Talk) -> None:
    """Take every slash command that Slack sends this app."""

    @app.command(SLASH)
    async def on_command(ack: AsyncAck, command: dict[str, Any]) -> None:
        await ack()
        talk.begin(answer(talk, command), command)


async def answer(talk: Talk, command: dict[str, Any]) -> None:
    """Answer one slash command, or do what it says of the channel's note."""
    line, channel = talk.line(command.get("text") or "", slash=command["command"]), command["channel_id"]
    if said := await told(talk, line, channel, command["user_id"]):
        await talk.tell(command["response_url"], words_only(said), command)
        return
    found = await talk.ask(line, where=talk.place(channel, command["user_id"]))
    found = await watched(talk, found, line, channel)
    if sheet.is_wanted(found):
        await sheet.hand_over(talk, command, found)
        return
    shown = message(found, postable=not channel.startswith("D"), given=talk.give(found))
    await talk.tell(command["response_url"], shown, command)
