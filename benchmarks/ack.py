"""How soon Slack hears that a question was taken: 50 people at once, while answers are being worked out.

    python benchmarks/ack.py [ROUNDS]

The bot runs in a process of its own; each answer keeps a processor busy for 20 ms.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import socket
import sys
import time
from datetime import UTC, datetime
from typing import Any

from newsbot.answer import Answer
from newsbot.config import Mode, Settings
from newsbot.desk import COMMANDS
from newsbot.slackfacts import manifest
from newsbot.store.sqlite import open_sqlite
from newsbot.surfaces.slack import serve
from newsbot.workspace import Workspace

PEOPLE = 50
WORK_S = 0.02
BUDGET_MS = 300


class BusyDesk:
    """A desk whose every answer takes a processor for a while."""

    def __init__(self) -> None:
        self.journal = open_sqlite(":memory:")

    def ask(self, line: str, **_: Any) -> Answer:
        end = time.perf_counter() + WORK_S
        while time.perf_counter() < end:
            sum(range(100))
        return Answer(kind="nothing", line=line, title=line)


def run_bot(settings: Settings, mode: Mode) -> None:
    asyncio.run(serve(BusyDesk(), settings, mode=mode, host="127.0.0.1", now=now))


def now() -> datetime:
    return datetime.now(UTC)


async def measure(mode: Mode, rounds: int) -> list[float]:
    url = "https://news.example.org" if mode == "http" else None
    async with Workspace(manifest(COMMANDS, url=url), now=now) as workspace:
        app, port = workspace.app, _free_port()
        settings = Settings(
            bot_token=app.bot_token,
            app_token=app.app_token,
            signing_secret=app.signing_secret,
            api_url=workspace.api_url,
            port=port,
        )
        child = multiprocessing.get_context("spawn").Process(target=run_bot, args=(settings, mode))
        child.start()
        try:
            await _up(workspace, mode, port)
            return await _ask(workspace, rounds)
        finally:
            child.terminate()
            await asyncio.to_thread(child.join)


async def _ask(workspace: Workspace, rounds: int) -> list[float]:
    person = workspace.user("U1")
    took: list[float] = []
    for _ in range(rounds):
        turns = await asyncio.gather(
            *(person.command("/news", f"who {n}", channel="C1") for n in range(PEOPLE))
        )
        assert not [turn.error for turn in turns if turn.error]
        took += [turn.acked_s for turn in turns]
        for turn in turns:
            await turn.answer(within=30)
    return sorted(took)


async def _up(workspace: Workspace, mode: Mode, port: int) -> None:
    if mode == "socket":
        return await workspace.connected(within=20)
    workspace.deliver_to(f"http://127.0.0.1:{port}/slack/events")
    for _ in range(200):
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.1)
        else:
            return writer.close()
    raise SystemExit("the bot did not come up")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    for way in ("socket", "http"):
        took = asyncio.run(measure(way, int(sys.argv[1]) if len(sys.argv) > 1 else 5))
        p50, p99 = (1000 * took[int(len(took) * part)] for part in (0.5, 0.99))
        print(
            f"{way}: {len(took)} acks, {PEOPLE} at once: p50 {p50:.0f} ms, p99 {p99:.0f} ms (budget {BUDGET_MS})"
        )
