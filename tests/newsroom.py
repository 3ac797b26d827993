"""The real bot in a local workspace, for the tests that go end to end."""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

import newsbot
from newsbot.config import Digest, Mode, Settings
from newsbot.desk import COMMANDS, Desk
from newsbot.schedule import Clock
from newsbot.slackfacts import manifest
from newsbot.surfaces.slack import serve
from newsbot.workspace import Message, Workspace

STORIES = Path(__file__).parent / "data" / "workspace" / "stories.jsonl"
PATIENCE_S = 8.0


def app_manifest() -> dict[str, Any]:
    """The manifest that `newsbot manifest` prints."""
    return manifest(COMMANDS)


def load(database: str) -> None:
    """Make this database and load the tests' stories into it."""
    with newsbot.open(database) as desk:
        desk.load([STORIES])


def free_port() -> int:
    """A port where nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass(kw_only=True)
class Bot:
    """A running bot. `stop` ends it in good order, with everything in hand done."""

    task: asyncio.Task[int]
    stopping: asyncio.Event

    async def stop(self) -> int:
        """What it returned."""
        self.stopping.set()
        return await asyncio.wait_for(self.task, PATIENCE_S * 3)


@asynccontextmanager
async def running(
    workspace: Workspace,
    desk: Desk,
    *,
    mode: Mode = "socket",
    port: int = 0,
    now: Callable[[], datetime],
    digests: tuple[Digest, ...] = (),
    follow_ups: bool = False,
) -> AsyncIterator[Bot]:
    """The real bot, served in this workspace until the block ends; it waits no second between two posts."""
    settings = Settings(
        bot_token=workspace.app.bot_token,
        app_token=workspace.app.app_token,
        signing_secret=workspace.app.signing_secret,
        api_url=workspace.api_url,
        port=port,
        digests=digests,
        follow_ups=follow_ups,
    )
    before = workspace.sockets.connections
    stopping = asyncio.Event()
    work = serve(desk, settings, mode=mode, host="127.0.0.1", now=now, clock=Clock, stop=stopping)
    bot = Bot(task=asyncio.create_task(work), stopping=stopping)
    with patch("newsbot.surfaces.slack.post.GAP_S", 0.01):
        try:
            if mode == "socket":
                await _either(bot, workspace.connected(before + 1, within=PATIENCE_S))
            else:
                await _either(bot, _listening(port))
                workspace.deliver_to(f"http://127.0.0.1:{port}/slack/events")
            yield bot
        finally:
            with suppress(asyncio.CancelledError):
                await bot.stop()


def strings(part: Any) -> Iterator[str]:
    """Every string anywhere in blocks."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for value in part.values():
            yield from strings(value)
    elif isinstance(part, (list, tuple)):
        for each in part:
            yield from strings(each)


def words(message: Message) -> str:
    """Everything that a message shows, its fallback text included, in one string."""
    return " ".join([message.text, *strings(list(message.blocks))])


def said(message: Message, *parts: str) -> bool:
    """Whether a message shows all of these words."""
    shown = re.sub(r"\s+", " ", words(message))
    return all(part in shown for part in parts)


def shows(view: Any, *words: str) -> bool:
    """Whether a modal or a Home shows all of these words."""
    shown = " ".join(strings(view["blocks"]))
    return all(word in shown for word in words)


def values(view: Any, **changed: Any) -> dict[str, Any]:
    """What stands in a modal's inputs, with these changes."""
    found: dict[str, Any] = {}
    for block in view["blocks"]:
        if block["type"] != "input":
            continue
        element, name = block["element"], block["block_id"]
        initial = {
            "timepicker": {"selected_time": element.get("initial_time")},
            "plain_text_input": {"value": element.get("initial_value")},
            "static_select": {"selected_option": element.get("initial_option")},
            "checkboxes": {"selected_options": element.get("initial_options", [])},
        }[element["type"]]
        found[name] = {name: {"type": element["type"], **initial, **changed.pop(name, {})}}
    assert not changed
    return found


def button(message: Message, label: str) -> dict[str, Any]:
    """The button of a message whose label begins so."""
    for block in message.blocks:
        for element in block.get("elements", ()):
            if element.get("type") == "button" and element["text"]["text"].startswith(label):
                found: dict[str, Any] = element
                return found
    raise LookupError(f"no button {label!r} in {message.text!r}")


async def _either(bot: Bot, ready: Any) -> None:
    """Until it is ready; what made the bot end before is raised."""
    waiting = asyncio.ensure_future(ready)
    await asyncio.wait({bot.task, waiting}, return_when=asyncio.FIRST_COMPLETED)
    if bot.task.done():
        waiting.cancel()
        bot.task.result()
    await waiting


async def _listening(port: int) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.02)
            else:
                writer.close()
                await writer.wait_closed()
                return
