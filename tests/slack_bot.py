"""A bot in a workspace, for tests: started, looked at, stopped."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from unittest.mock import patch

import aiohttp

from newsbot.config import Settings
from newsbot.desk import COMMANDS
from newsbot.slackfacts import manifest
from newsbot.surfaces.slack import serve
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
