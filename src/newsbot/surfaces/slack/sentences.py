"""The way in by Sentences: a modal that shows each cited line of an answer in its story."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.errors import SlackApiError

from newsbot.surfaces import sentences
from newsbot.surfaces.blocks import SENTENCES, Payload, cited
from newsbot.surfaces.slack.modals import opened
from newsbot.surfaces.slack.post import code
from newsbot.surfaces.slack.talk import Talk

_GONE = "These lines are no longer in the archive. Please ask again."


def register(app: AsyncApp, talk: Talk) -> None:
    """Take the button, and those that lead from line to line."""

    async def on_sentences(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        value = json.loads(action["value"])
        talk.begin(_first(talk, body, str(value["line"]), int(value.get("page", 0))), body)

    async def on_other(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        chosen = action.get("selected_option")
        n = int(chosen["value"] if chosen else json.loads(action["value"])["n"])
        talk.begin(_another(talk, body["view"], n), body)

    app.action(SENTENCES)(on_sentences)
    for name in (sentences.BACK, sentences.ON, sentences.PICK):
        app.action(name)(on_other)


async def _first(talk: Talk, body: dict[str, Any], line: str, page: int) -> None:
    await opened(talk, body, await _view(talk, line, page, 0))


async def _another(talk: Talk, view: dict[str, Any], n: int) -> None:
    at = json.loads(view["private_metadata"])
    shown = await _view(talk, str(at["line"]), int(at["page"]), n)
    try:
        await talk.poster.client.views_update(view=shown, view_id=view["id"])
    except SlackApiError as error:
        if code(error) != "not_found":  # closed in the meantime
            raise


async def _view(talk: Talk, line: str, page: int, n: int) -> Payload:
    items = cited(await talk.ask(line), page=page)
    item = items[min(n, len(items) - 1)] if items else None
    story = await asyncio.to_thread(talk.desk.story, item.cite.story) if item and item.cite else None
    if story is None:
        return sentences.gone(_GONE)
    return sentences.view(line, page, items, min(n, len(items) - 1), story)
