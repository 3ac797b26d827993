"""The way in by mention and by direct message: answered in the thread, for all to see, once."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncApp

from newsbot.surfaces.blocks import Payload, words_only
from newsbot.surfaces.slack import following, sheet
from newsbot.surfaces.slack.said import told
from newsbot.surfaces.slack.talk import ANSWERS, Promise, Talk

_THANKS = re.compile(
    r"(?:ok|great|many)?[ ,]*(?:thanks(?! to)|thank you|thx|cheers)[^?]{0,30}", re.IGNORECASE
)


def register(app: AsyncApp, talk: Talk) -> None:
    """Take mentions in channels and messages in direct channels. Bolt acknowledges events by itself."""

    @app.event("app_mention")
    async def on_mention(event: dict[str, Any], body: dict[str, Any]) -> None:
        if _by_a_person(event):
            talk.begin(answer(talk, event, body.get("event_id", "")), body)

    @app.event("message")
    async def on_message(event: dict[str, Any], body: dict[str, Any]) -> None:
        if not _by_a_person(event):
            return
        if event.get("channel_type") == "im":
            talk.begin(answer(talk, event, body.get("event_id", "")), body)
        elif event.get("thread_ts") and f"<@{talk.bot_user}>" not in (event.get("text") or ""):
            talk.begin(_follow_up(talk, event, body.get("event_id", "")), body)


async def answer(talk: Talk, event: dict[str, Any], event_id: str) -> None:
    """Answer one message, unless it was seen before. Only what is to be answered is marked as seen: the
    same message comes as a `message` too, under another event_id."""
    channel, ts = event["channel"], event["ts"]
    if not await talk.take(f"event:{event_id}", f"message:{talk.team}:{channel}:{ts}"):
        return
    direct = channel.startswith("D")
    thread_ts = event.get("thread_ts") or (None if direct else ts)
    line = talk.line(event.get("text") or "")
    if _THANKS.fullmatch(line):
        return
    if said := await told(talk, line, channel, event["user"]):
        await talk.poster.once(f"told:{talk.team}:{channel}:{ts}", channel, _given(said), thread_ts=thread_ts)
        return
    thread = talk.thread(channel, thread_ts)
    before = await talk.before(thread) if line.lower() == "more" else None
    promise = Promise(
        line=before or line,
        channel=channel,
        thread_ts=thread_ts,
        thread=thread,
        by=event["user"],
        page=1 if before else 0,
    )
    done = await talk.promise(f"{ANSWERS}{talk.team}:{channel}:{ts}", promise)
    if done.state == "sent" and line.lower().startswith("export "):
        found = await talk.ask(promise.line, where=talk.place(channel, event["user"]))
        if sheet.is_wanted(found):
            await sheet.put_under(talk, event, done.detail, found)


async def _follow_up(talk: Talk, event: dict[str, Any], event_id: str) -> None:
    """Answer a message in a thread that mentions nobody, where the channel wants that, if it is a command or has an
    answer: of what people say among themselves most has none."""
    line, channel, thread_ts = talk.line(event.get("text") or ""), event["channel"], event["thread_ts"]
    if await following.is_one(talk, line, channel, thread_ts):
        command = line.split(" ", 1)[0].lower() in talk.names  # which may do something, and is asked once
        if command or (await talk.ask(line, thread=talk.thread(channel, thread_ts))).kind == "answer":
            await answer(talk, event, event_id)


def _given(said: str) -> Callable[[], Awaitable[Payload]]:
    async def make() -> Payload:
        return words_only(said)

    return make


def _by_a_person(event: dict[str, Any]) -> bool:
    """Not by a bot (this one included), not an edit, a deletion or a notice."""
    return bool(event.get("user")) and not event.get("bot_id") and not event.get("subtype")
