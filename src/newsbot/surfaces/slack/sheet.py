"""The way in by CSV: the answer's lines as a file, where the answer stands or, of a private one, in a direct
message."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.errors import SlackApiError

from newsbot.answer import Answer
from newsbot.export import answer_csv
from newsbot.surfaces.blocks import CSV, words_only
from newsbot.surfaces.slack.modals import Shown, pressed
from newsbot.surfaces.slack.post import ELSEWHERE, code
from newsbot.surfaces.slack.talk import Talk, private

_NO_SCOPE = (
    "This app may not send files yet: whoever installed it adds the scopes files:write and im:write and installs "
    "it again (newsbot manifest lists them). On the command line: newsbot ask {line} --csv"
)
_DIRECTLY = "The CSV is in your direct messages with newsbot."
_DIRECTLY_ALREADY = f"{_DIRECTLY} Ask again for a new one."
_BESIDE_ALREADY = "The CSV is under this answer already. Ask again for a new one."

log = logging.getLogger(__name__)


def register(app: AsyncApp, talk: Talk) -> None:
    """Take the button."""

    @app.action(CSV)
    async def on_csv(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        talk.begin(_send(talk, body, pressed(body, action)), body)


def is_wanted(answer: Answer) -> bool:
    """Whether the line asked for a file (`export figures border`), and there is something to put in it."""
    cited = any(item.cite for section in answer.sections for item in section.items)
    return cited and answer.line.split(" ", 1)[0] == "export"


async def hand_over(talk: Talk, command: Mapping[str, Any], answer: Answer) -> None:
    """The answer to a slash command as a file, directly to who asked."""
    body = {
        "user": {"id": command["user_id"]},
        "channel": {"id": command["channel_id"]},
        "container": {"is_ephemeral": True, "message_ts": command["trigger_id"]},
        "response_url": command["response_url"],
    }
    await _give(talk, body, answer)


async def put_under(talk: Talk, event: Mapping[str, Any], ts: str, answer: Answer) -> None:
    """The answer to a message as a file, in the thread of that answer (`ts`)."""
    body = {
        "user": {"id": event["user"]},
        "channel": {"id": event["channel"]},
        "container": {"message_ts": ts, "thread_ts": event.get("thread_ts") or _head(event)},
    }
    await _give(talk, body, answer)


def _head(event: Mapping[str, Any]) -> str | None:
    """The thread that an answer to a message opens; none in a direct channel."""
    return None if event["channel"].startswith("D") else str(event["ts"])


async def _send(talk: Talk, body: dict[str, Any], at: Shown) -> None:
    await _give(talk, body, await at.answer(talk, by=body["user"]["id"]))


async def _give(talk: Talk, body: dict[str, Any], answer: Answer) -> None:
    try:
        said = await _given(talk, body, answer)
    except SlackApiError as error:
        if code(error) != "missing_scope":
            raise
        log.warning("a CSV could not be sent: the bot token lacks files:write or im:write")
        said = _NO_SCOPE.format(line=answer.line)
    if said:
        await talk.tell(body.get("response_url"), words_only(said), _place(body), replace_original=False)


async def _given(talk: Talk, body: dict[str, Any], answer: Answer) -> str | None:
    """What to say of the file, which is sent once for an answer: in its thread, or to each who has it alone."""
    key = f"csv:{talk.team}:{body['channel']['id']}:{body['container']['message_ts']}"
    if not private(body):
        beside = await talk.poster.first(key, partial(_beside, talk, body, answer))
        if beside is not False:
            return None if beside else _BESIDE_ALREADY
    sent = await talk.poster.first(f"{key}:{body['user']['id']}", partial(_directly, talk, body, answer))
    return _DIRECTLY if sent else _DIRECTLY_ALREADY


async def _beside(talk: Talk, body: dict[str, Any], answer: Answer) -> bool:
    """In the answer's thread; False where the bot is no member."""
    channel, container = body["channel"]["id"], body["container"]
    direct = channel.startswith("D")
    thread_ts = container.get("thread_ts") or (None if direct else container["message_ts"])
    try:
        await _upload(talk, channel, answer, thread_ts)
    except SlackApiError as error:
        if code(error) not in ELSEWHERE:
            raise
        return False
    return True


async def _directly(talk: Talk, body: dict[str, Any], answer: Answer) -> bool:
    opened = await talk.poster.client.conversations_open(users=[body["user"]["id"]])
    await _upload(talk, opened["channel"]["id"], answer, None)
    return True


async def _upload(talk: Talk, channel: str, answer: Answer, thread_ts: str | None) -> None:
    await talk.poster.client.files_upload_v2(
        content="\ufeff" + answer_csv(answer),  # without the mark Excel reads UTF-8 as something else
        filename=f"{_name(answer.line)}.csv",
        title=answer.line[:200],
        channel=channel,
        thread_ts=thread_ts,
    )


def _name(line: str) -> str:
    """`figures-border` of "figures border"."""
    return re.sub(r"[^\w]+", "-", line.lower()).strip("-")[:60] or "newsbot"


def _place(body: dict[str, Any]) -> dict[str, Any]:
    thread_ts = body["container"].get("thread_ts")
    return {"channel_id": body["channel"]["id"], "user_id": body["user"]["id"], "thread_ts": thread_ts}
