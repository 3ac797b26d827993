"""A typed line that sets something for its channel: the note, the quiet hours; and what is said to it."""

from __future__ import annotations

from dataclasses import replace

from slack_sdk.errors import SlackApiError

from newsbot.answer import Answer
from newsbot.surfaces.slack import notes, quiet
from newsbot.surfaces.slack.post import LOST, code
from newsbot.surfaces.slack.talk import Talk

_INVITE = "newsbot is not in this channel and cannot post here: /invite @newsbot"


async def told(talk: Talk, line: str, channel: str, user: str) -> str | None:
    """What to say to a line that sets something, which is done; None for any other line."""
    said = await notes.told(talk, line, channel, user) or await quiet.told(talk, line, channel, user)
    return " ".join([said, *await invitation(talk, channel)]) if said else None


async def watched(talk: Talk, found: Answer, line: str, channel: str) -> Answer:
    """The answer to a line; if that began a watch where nothing can be posted, it says so."""
    if line.split(" ", 1)[0].lower() != "watch" or found.kind != "answer":
        return found
    said = [part for part in (found.note, *await invitation(talk, channel)) if part]
    return replace(found, note=" · ".join(said) or None)


async def invitation(talk: Talk, channel: str) -> list[str]:
    """That the bot is to be invited, where it is not a member; nothing where it is, or Slack does not tell."""
    if channel.startswith("D"):
        return []
    try:
        reply = await talk.poster.client.conversations_info(channel=channel)
    except SlackApiError as error:
        return [_INVITE] if code(error) == "channel_not_found" else []
    except LOST:
        return []
    return [] if reply["channel"].get("is_member", True) else [_INVITE]
