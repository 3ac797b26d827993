"""The way in by "Thread: each source": a modal that shows what each source of a morning note has."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from newsbot.surfaces import each_source
from newsbot.surfaces.blocks import EACH, Payload, behind
from newsbot.surfaces.sentences import gone
from newsbot.surfaces.slack.modals import GONE, Shown, opened, pressed, turned
from newsbot.surfaces.slack.talk import Talk


def register(app: AsyncApp, talk: Talk) -> None:
    """Take the button, and those that lead from page to page."""

    @app.action(EACH)
    async def on_each(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        talk.begin(_first(talk, body, pressed(body, action)), body)

    async def on_other(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        at = Shown(**json.loads(body["view"]["private_metadata"]))
        talk.begin(_another(talk, body, replace(at, n=int(json.loads(action["value"])["n"]))), body)

    for name in (each_source.BACK, each_source.ON):
        app.action(name)(on_other)


async def _first(talk: Talk, body: dict[str, Any], at: Shown) -> None:
    await opened(talk, body, await _view(talk, at, body["user"]["id"]))


async def _another(talk: Talk, body: dict[str, Any], at: Shown) -> None:
    await turned(talk, body["view"]["id"], await _view(talk, at, body["user"]["id"]))


async def _view(talk: Talk, at: Shown, user: str) -> Payload:
    pages = behind(await at.answer(talk, by=user), short=at.short)
    if not pages:
        return gone(GONE)
    at = replace(at, n=min(at.n, len(pages) - 1))
    return each_source.view(asdict(at), pages, at.n)
