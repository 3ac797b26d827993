"""The way in by Sentences: a modal that shows each cited line of an answer in its story."""

from __future__ import annotations

import asyncio
import json
from dataclasses import asdict, replace
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from newsbot.surfaces import sentences
from newsbot.surfaces.blocks import SENTENCES, Payload
from newsbot.surfaces.slack.modals import GONE, Shown, opened, pressed, turned
from newsbot.surfaces.slack.talk import Talk


def register(app: AsyncApp, talk: Talk) -> None:
    """Take the button, and those that lead from line to line."""

    @app.action(SENTENCES)
    async def on_sentences(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        talk.begin(_first(talk, body, pressed(body, action)), body)

    async def on_other(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        chosen = action.get("selected_option")
        n = int(chosen["value"] if chosen else json.loads(action["value"])["n"])
        at = Shown(**json.loads(body["view"]["private_metadata"]))
        talk.begin(_another(talk, body, replace(at, n=n)), body)

    for name in (sentences.BACK, sentences.ON, sentences.PICK):
        app.action(name)(on_other)


async def _first(talk: Talk, body: dict[str, Any], at: Shown) -> None:
    await opened(talk, body, await _view(talk, at, body["user"]["id"]))


async def _another(talk: Talk, body: dict[str, Any], at: Shown) -> None:
    await turned(talk, body["view"]["id"], await _view(talk, at, body["user"]["id"]))


async def _view(talk: Talk, at: Shown, user: str) -> Payload:
    items = await at.items(talk, by=user)
    at = replace(at, n=min(at.n, len(items) - 1))
    item = items[at.n] if items else None
    story = await asyncio.to_thread(talk.desk.story, item.cite.story) if item and item.cite else None
    if story is None:
        return sentences.gone(GONE)
    return sentences.view(asdict(at), items, at.n, story)
