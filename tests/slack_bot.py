"""A bot in a workspace, for tests: started, looked at, stopped."""

from __future__ import annotations

import asyncio
import itertools
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from unittest.mock import patch

import aiohttp
import pytest

from newsbot.config import Settings
from newsbot.desk import COMMANDS
from newsbot.slackfacts import manifest
from newsbot.surfaces.blocks import MORE
from newsbot.surfaces.slack import serve
from newsbot.surfaces.slack.post import Poster
from newsbot.workspace import Message, Pace, Workspace

QUICK = Pace(ack_s=3.0, retry_s=(0.0, 0.1, 0.3), hold_s=0.3)


def now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Bot:
    workspace: Workspace
    desk: Any
    task: asyncio.Task[int]
    stop: asyncio.Event
    port: int

    async def end(self) -> int:
        self.stop.set()
        return await asyncio.wait_for(self.task, 25)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def bot(workspace: Workspace, desk: Any, mode: Any = "socket", **fields: Any) -> AsyncIterator[Bot]:
    app = workspace.app
    settings = Settings(
        **{
            "bot_token": app.bot_token,
            "app_token": app.app_token,
            "signing_secret": app.signing_secret,
            "api_url": workspace.api_url,
            "port": free_port(),
            **fields,
        }
    )
    stop = asyncio.Event()
    hurry = patch.multiple("newsbot.surfaces.slack.post", GAP_S=0.01)
    soon = patch.multiple("newsbot.surfaces.slack.sockets", _PING_S=0.3)
    with hurry, soon:
        async with _running(workspace, desk, settings, stop, mode) as started:
            yield started


@asynccontextmanager
async def _running(
    workspace: Workspace, desk: Any, settings: Settings, stop: asyncio.Event, mode: Any
) -> AsyncIterator[Bot]:
    running = serve(desk, settings, mode=mode, host="127.0.0.1", now=now, stop=stop)
    task = asyncio.create_task(running)
    if mode == "http":
        await answers_http(settings.port, task)
        workspace.deliver_to(f"http://127.0.0.1:{settings.port}/slack/events")
    else:
        waiting = asyncio.create_task(workspace.connected())
        await asyncio.wait({waiting, task}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        if task.done():
            task.result()
    running_bot = Bot(workspace, desk, task, stop, settings.port)
    try:
        yield running_bot
    finally:
        await running_bot.end()


async def answers_http(port: int, task: asyncio.Task[int]) -> None:
    async with aiohttp.ClientSession() as session:
        while not task.done():
            try:
                async with session.get(f"http://127.0.0.1:{port}/healthz") as reply:
                    assert reply.status == 200
                    return
            except aiohttp.ClientConnectorError:
                await asyncio.sleep(0.01)
    task.result()


@asynccontextmanager
async def workspace_for(mode: str = "socket") -> AsyncIterator[Workspace]:
    url = "https://news.example.org" if mode == "http" else None
    async with Workspace(manifest(COMMANDS, url=url), now=now, pace=QUICK) as opened:
        yield opened


@asynccontextmanager
async def door(desk: Any, mode: str = "socket") -> AsyncIterator[Bot]:
    """A bot over this desk in a workspace of its own."""
    async with workspace_for(mode) as workspace, bot(workspace, desk, mode) as started:
        yield started


async def more(running: Bot) -> Message:
    """What stands behind More of figures."""
    person = running.workspace.user("U1")
    first = await (await person.command("/figures", "ferry", channel="C1")).answer()
    return await (await person.press(first, MORE)).answer()


async def refused(running: Bot, value: str) -> None:
    """Until the bot remembers that this workspace refused just these blocks."""
    for _ in range(500):
        if [one.value for one in running.desk.journal.settings("refused:")] == [value]:
            return
        await asyncio.sleep(0.01)
    raise AssertionError(running.desk.journal.settings("refused:"))


class KilledError(BaseException):
    """The process ends here."""


def dies(poster: Poster, step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process of this poster ends at its n-th step: before it asks the journal, or once Slack has posted."""
    ask_journal, send = poster.note, poster.client.chat_postMessage
    steps = itertools.count(1)

    def die_at_the_step() -> None:
        if next(steps) == step:
            raise KilledError

    async def journal(question: Any) -> Any:
        die_at_the_step()
        return await ask_journal(question)

    async def post(**fields: Any) -> Any:
        reply = await send(**fields)
        die_at_the_step()
        return reply

    monkeypatch.setattr(poster, "note", journal)
    monkeypatch.setattr(poster.client, "chat_postMessage", post)


def shown(message: Message) -> str:
    return json.dumps(message.blocks, ensure_ascii=False)


def payload(message: Message) -> dict[str, Any]:
    return {"text": message.text, "blocks": list(message.blocks)}


def button(message: Message, label: str) -> str:
    return next(
        element["action_id"]
        for block in message.blocks
        for element in block.get("elements", ())
        if element.get("type") == "button" and element["text"]["text"].startswith(label)
    )


def labels(message: Message) -> list[str]:
    return [
        element["text"]["text"]
        for block in message.blocks
        if block["type"] == "actions"
        for element in block["elements"]
    ]
