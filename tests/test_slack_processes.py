"""Two bot processes on one archive, and what ends them."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsbot.desk import COMMANDS
from newsbot.slackfacts import manifest
from newsbot.workspace import Message, Workspace

PROGRAM = Path(__file__).parent / "slack_process.py"
pytestmark = pytest.mark.slow


def now() -> datetime:
    return datetime.now(UTC)


@asynccontextmanager
async def processes(
    workspace: Workspace, folder: Path, n: int
) -> AsyncIterator[list[asyncio.subprocess.Process]]:
    app = workspace.app
    given = [str(folder / "a.db"), workspace.api_url, app.bot_token, app.app_token]
    started = [
        await asyncio.create_subprocess_exec(
            sys.executable, str(PROGRAM), *given, stderr=asyncio.subprocess.PIPE
        )
        for _ in range(n)
    ]
    try:
        await workspace.connected(n, within=20)
        yield started
    finally:
        for process in started:
            if process.returncode is None:
                process.kill()
            await process.communicate()


def by_the_bot(workspace: Workspace) -> list[Message]:
    return [message for message in workspace.messages("C1") if message.bot_id]


async def test_two_processes_post_one_note_and_survive_each_other(tmp_path: Path) -> None:
    async with (
        Workspace(manifest(COMMANDS), now=now) as workspace,
        processes(workspace, tmp_path, 2) as (one, two),
    ):
        await workspace.until(lambda: len(by_the_bot(workspace)) >= 3, within=20)
        one.kill()
        await one.wait()
        await workspace.until(lambda: workspace.sockets.connections == 1)
        person = workspace.user("U1")
        turns = [await person.mention("C1", f"who {n}") for n in range(3)]
        for turn in turns:
            await turn.answer(within=20)
        await workspace.settled()
        notes = [m for m in by_the_bot(workspace) if "Morning" in m.text or "digest" in m.text]
        assert len([m for m in notes if m.thread_ts is None]) == 1
        assert len(by_the_bot(workspace)) == 1 + 2 + 3
        two.send_signal(signal.SIGTERM)
        _, log = await asyncio.wait_for(two.communicate(), 20)
        assert two.returncode == 0
        assert b"stopped" in log


async def test_a_process_that_is_told_to_stop_gives_the_answer_it_began(tmp_path: Path) -> None:
    async with (
        Workspace(manifest(COMMANDS), now=now) as workspace,
        processes(workspace, tmp_path, 1) as (one,),
    ):
        turn = await workspace.user("U1").command("/news", "slow question", channel="C1")
        assert turn.error is None
        one.send_signal(signal.SIGTERM)
        await turn.answer(within=20)
        _, log = await asyncio.wait_for(one.communicate(), 20)
        assert one.returncode == 0
        assert b"Traceback" not in log
