"""The ways in by shortcut: what sources say on a message, and a question from anywhere."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from newsbot.slackfacts.manifest import ASK_THE_DESK, SOURCES_SAY
from newsbot.surfaces.blocks import message, words_only
from newsbot.surfaces.rich import Payload, label, rich, text
from newsbot.surfaces.slack.modals import opened
from newsbot.surfaces.slack.talk import ANSWERS, Promise, Talk, plain

_AT_ONCE = 3  # answers to one message; the rest are buttons (a response_url takes five)
_COMING = "The answer comes as a direct message from newsbot."
_NO_SCOPE = (
    "newsbot may not write direct messages yet: whoever runs it adds the scope im:write, installs it again and "
    "starts it anew."
)
_NOTHING = "nothing found: no person and no figure of this message is in the stories"


def register(app: AsyncApp, talk: Talk) -> None:
    """Take both shortcuts, and the question that is sent off."""

    @app.shortcut(SOURCES_SAY)
    async def on_message(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        talk.begin(_look_up(talk, body), body)

    @app.shortcut(ASK_THE_DESK)
    async def on_ask(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        talk.begin(opened(talk, body, _question() if talk.may("im:write") else _said(_NO_SCOPE)), body)

    @app.view(ASK_THE_DESK)
    async def on_sent(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        await ack(response_action="update", view=_said(_COMING))
        line = str(view["state"]["values"]["line"]["line"].get("value") or "")
        talk.begin(_answer(talk, line, body["user"]["id"], view["id"]), body)


async def _look_up(talk: Talk, body: dict[str, Any]) -> None:
    """Answers on the people and figures of a message, for who asked."""
    said = body["message"]
    words = plain(str(said.get("text") or ""), bot_user=talk.bot_user)
    lines = await asyncio.to_thread(talk.desk.lines_on, words)
    where = {"thread_ts": said["thread_ts"]} if said.get("thread_ts") else {}
    place = {"channel_id": body["channel"]["id"], "user_id": body["user"]["id"], **where}
    if not lines:
        await talk.tell(body["response_url"], words_only(_NOTHING), place, replace_original=False, **where)
    for n, line in enumerate(lines[:_AT_ONCE], start=1):
        found = await talk.ask(line)
        if n == min(len(lines), _AT_ONCE):
            found = replace(found, next=(*lines[_AT_ONCE:], *found.next))
        postable = not where and not str(body["channel"]["id"]).startswith("D")
        shown = message(found, postable=postable, given=talk.give(found))
        await talk.tell(body["response_url"], shown, place, replace_original=False, **where)


async def _answer(talk: Talk, line: str, user: str, view: str) -> None:
    """The answer to a question from anywhere, as a direct message, once."""
    direct = await talk.poster.client.conversations_open(users=[user])
    channel = str(direct["channel"]["id"])
    line = talk.line(line)
    promise = Promise(
        line=line, channel=channel, thread_ts=None, thread=talk.thread(channel, None), asker=user, by=user
    )
    await talk.promise(f"{ANSWERS}{talk.team}:{channel}:{view}", promise)


def _question() -> Payload:
    typed = {"type": "plain_text_input", "action_id": "line", "max_length": 500, "focus_on_load": True}
    hint = "a name, who NAME, figures TOPIC, a question"
    return {
        "type": "modal",
        "callback_id": ASK_THE_DESK,
        "title": label("Ask the desk"),
        "submit": label("Ask"),
        "close": label("Cancel"),
        "blocks": [
            {
                "type": "input",
                "block_id": "line",
                "label": label("Line"),
                "element": typed,
                "hint": label(hint),
            }
        ],
    }


def _said(said: str) -> Payload:
    """What stands there instead of the question, or once it is sent."""
    blocks = [rich([[text(said)]])]
    return {"type": "modal", "title": label("Ask the desk"), "close": label("Close"), "blocks": blocks}
