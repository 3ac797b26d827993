"""The real bot when things go wrong: restarts, refreshes, cuts, forgeries, two of it, being stopped."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import sys
from contextlib import AsyncExitStack, closing
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest

import newsbot
from conftest import wall
from newsbot.config import Digest
from newsbot.errors import ConfigError
from newsbot.workspace import Pace, Workspace
from newsbot.workspace.events import signature_headers
from newsroom import PATIENCE_S, app_manifest, free_port, running, said

MANY_RETRIES = Pace(ack_s=1.0, retry_s=(0.25,) * 60, hold_s=0.3)
FORM = "command=%2Fnews&text=who+Okafor&channel_id=C1&user_id=U1"


@pytest.fixture
def manifest() -> dict[str, Any]:
    return app_manifest()


async def test_a_thread_is_remembered_after_a_restart(workspace: Workspace, database: str) -> None:
    person = workspace.user("U1")
    with newsbot.open(database) as desk:
        async with running(workspace, desk, now=wall):
            first = await person.mention("C1", "figures passengers")
            await first.answer(within=PATIENCE_S)
    with newsbot.open(database) as desk:
        async with running(workspace, desk, now=wall):
            second = await person.mention("C1", "only Island Post", thread_ts=first.ts)
            narrowed = await second.answer(within=PATIENCE_S)
    assert said(narrowed, "nearly 5,000 passengers")
    assert not said(narrowed, "4,200 passengers")


async def test_an_event_answered_before_a_restart_is_not_answered_after_it(
    workspace: Workspace, database: str
) -> None:
    with newsbot.open(database) as desk:
        async with running(workspace, desk, now=wall):
            turn = await workspace.user("U1").mention("C1", "who Okafor")
            await turn.answer(within=PATIENCE_S)
            await workspace.settled()
    delivered = workspace.delivered[-1]
    with newsbot.open(database) as desk:
        async with running(workspace, desk, now=wall):
            await workspace.deliver_again(delivered)
    assert len(turn.answers()) == 1


async def test_a_refresh_loses_nothing(workspace: Workspace, database: str) -> None:
    with newsbot.open(database) as desk:
        async with running(workspace, desk, now=wall):
            turns = []
            for n in range(6):
                turns.append(await workspace.user("U1").command("/news", "who Okafor", channel="C1"))
                if n % 2:
                    accepted = workspace.sockets.accepted
                    await workspace.refresh()
                    await workspace.until(
                        lambda seen=accepted: workspace.sockets.accepted > seen, within=PATIENCE_S
                    )
            for turn in turns:
                assert turn.error is None
                await turn.answer(within=PATIENCE_S)
    assert [len(turn.answers()) for turn in turns] == [1] * 6


@pytest.mark.parametrize("pace", [Pace(ack_s=0.5, retry_s=(0.0, 0.1, 0.2, 0.4), hold_s=0.3)])
async def test_a_question_at_the_moment_of_a_refresh_is_answered_once(
    workspace: Workspace, database: str
) -> None:
    with newsbot.open(database) as desk:
        async with running(workspace, desk, now=wall) as bot:
            before = await workspace.user("U1").dm("who Okafor")
            await workspace.refresh()
            after = await workspace.user("U2").dm("who Okafor")
            for turn in (before, after):
                await turn.answer(within=PATIENCE_S)
            await workspace.settled()
            await bot.stop()
    assert [len(turn.answers()) for turn in (before, after)] == [1, 1]


@pytest.mark.slow
@pytest.mark.parametrize("pace", [MANY_RETRIES])
async def test_a_cut_loses_no_question_and_answers_none_twice(workspace: Workspace, database: str) -> None:
    person = workspace.user("U1")
    with newsbot.open(database) as desk:
        async with running(workspace, desk, now=wall) as bot:
            before = await person.dm("who Okafor")
            workspace.cut()
            during = await workspace.user("U2").dm("who Okafor")
            for turn in (before, during):
                await turn.answer(within=20)
            await workspace.settled(within=20)
            await bot.stop()
    assert [len(turn.answers()) for turn in (before, during)] == [1, 1]


@pytest.mark.slow
@pytest.mark.parametrize("pace", [MANY_RETRIES])
async def test_through_refreshes_cuts_and_redeliveries_every_question_has_one_answer(
    workspace: Workspace, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsbot.surfaces.slack.sockets._PING_S", 0.3)  # five seconds' wait at each cut else
    turns = []
    tasks = len(asyncio.all_tasks())
    with newsbot.open(database) as desk:
        async with running(workspace, desk, now=wall) as bot:
            for n in range(12):
                workspace.faults.repeat_event("app_mention", times=n % 3)
                if n % 4 == 3:
                    workspace.cut()
                elif n % 2:
                    await workspace.refresh()
                turns += [await workspace.user(each).mention("C1", "who Okafor") for each in ("U1", "U2")]
                for turn in turns[-2:]:
                    await turn.answer(within=20)
            await workspace.settled(within=20)
            await bot.stop()
    assert [len(turn.answers()) for turn in turns] == [1] * 24
    await workspace.settled()
    assert len(asyncio.all_tasks()) <= tasks + 2, "no task is left behind"


@pytest.mark.parametrize(
    ("secret", "minutes"), [("not-the-secret", 0), (None, -6), (None, 6)], ids=["forged", "old", "early"]
)
async def test_a_request_that_slack_did_not_sign_just_now_is_refused(
    workspace: Workspace, database: str, secret: str | None, minutes: int
) -> None:
    port = free_port()
    signed_at = wall() + timedelta(minutes=minutes)
    headers = signature_headers(secret or workspace.app.signing_secret, FORM, at=signed_at)
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    with newsbot.open(database) as desk:
        async with (
            running(workspace, desk, mode="http", port=port, now=wall),
            aiohttp.ClientSession() as session,
            session.post(f"http://127.0.0.1:{port}/slack/events", data=FORM, headers=headers) as reply,
        ):
            assert reply.status == 401


async def test_the_bot_gives_slacks_challenge_back(workspace: Workspace, database: str) -> None:
    port = free_port()
    with newsbot.open(database) as desk:
        async with running(workspace, desk, mode="http", port=port, now=wall):
            assert await workspace.deliver_to(f"http://127.0.0.1:{port}/slack/events").verify()


async def test_a_missing_scope_stops_the_start_with_its_name(workspace: Workspace, database: str) -> None:
    workspace.faults.remove_scope("chat:write")
    with newsbot.open(database) as desk, pytest.raises(ConfigError, match="chat:write"):
        async with running(workspace, desk, now=wall):
            pass


@pytest.mark.slow
async def test_two_bots_post_one_morning_note(workspace: Workspace, database: str) -> None:
    seven = datetime(2026, 3, 4, 7, 0, 30, tzinfo=UTC)
    note = Digest(channel="C1", at=time(7), zone="UTC", days=frozenset(range(7)))
    async with AsyncExitStack() as stack:
        bots = []
        for _ in range(2):
            desk = stack.enter_context(newsbot.open(database))
            served = running(workspace, desk, now=lambda: seven, digests=(note,))
            bots.append(await stack.enter_async_context(served))
        await workspace.until(lambda: workspace.messages("C1"), within=PATIENCE_S)
        for bot in bots:
            assert await bot.stop() == 0
    tops = [each for each in workspace.messages("C1") if each.thread_ts is None]
    assert len(tops) == 1
    assert said(tops[0], "Morning note")


async def serving(workspace: Workspace, database: str, *, config: str = "") -> asyncio.subprocess.Process:
    """`newsbot serve` as an operator starts it."""
    folder = Path(database.removeprefix("sqlite:///")).parent
    (folder / "newsbot.toml").write_text(config)
    environ = {
        "PATH": os.environ["PATH"],
        "SLACK_BOT_TOKEN": workspace.app.bot_token,
        "SLACK_APP_TOKEN": workspace.app.app_token,
        "SLACK_API_URL": workspace.api_url,
        "NEWSBOT_DATABASE_URL": database,
        "NEWSBOT_CONFIG": str(folder / "newsbot.toml"),
    }
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "newsbot", "serve", cwd=folder, env=environ, stderr=asyncio.subprocess.PIPE
    )


async def ended(process: asyncio.subprocess.Process) -> tuple[int, str]:
    """How it ended, and what it logged."""
    _, log = await asyncio.wait_for(process.communicate(), 30)
    return process.returncode or 0, log.decode()


@pytest.mark.slow
async def test_sigterm_finishes_what_is_in_hand_and_exits_0(workspace: Workspace, database: str) -> None:
    process = await serving(workspace, database)
    await workspace.connected(within=30)
    workspace.faults.slow("chat.postMessage", 0.5)
    turn = await workspace.user("U1").mention("C1", "who Okafor")
    await workspace.settled(within=10)
    process.send_signal(signal.SIGTERM)
    status, log = await ended(process)
    assert (status, len(turn.answers())) == (0, 1), log
    assert "pid" in log


def expire_leases(database: str) -> int:
    """As if two minutes had gone by; how many deliveries were in hand."""
    with closing(sqlite3.connect(database.removeprefix("sqlite:///"))) as db, db:
        return db.execute("update delivery set lease_until = 0 where state = 'sending'").rowcount


def unsettled(database: str) -> int:
    """How many deliveries are still in hand."""
    with closing(sqlite3.connect(database.removeprefix("sqlite:///"))) as db:
        count: int = db.execute("select count(*) from delivery where state = 'sending'").fetchone()[0]
        return count


@pytest.mark.slow
@pytest.mark.parametrize("posted", [True, False], ids=["after-it-posted", "before-it-posted"])
async def test_a_bot_that_is_killed_while_it_answers_leaves_one_answer(
    workspace: Workspace, database: str, posted: bool
) -> None:
    if posted:
        workspace.faults.hold_reply("chat.postMessage", 60)
    else:
        workspace.faults.limit("chat.postMessage", retry_after=9)
    process = await serving(workspace, database)
    await workspace.connected(within=30)
    turn = await workspace.user("U1").mention("C1", "who Okafor")
    await workspace.until(
        lambda: "chat.postMessage" in [method for method, _ in workspace.calls] or not workspace.faults.armed,
        within=20,
    )
    process.kill()
    await ended(process)
    assert len(turn.answers()) == int(posted)
    assert expire_leases(database) == 1
    second = await serving(workspace, database)
    calls = len(workspace.calls)
    read = "conversations.replies"
    await workspace.until(lambda: read in [each for each, _ in workspace.calls[calls:]], within=30)
    second.send_signal(signal.SIGTERM)
    status, log = await ended(second)
    assert (status, len(turn.answers()), unsettled(database)) == (0, 1, 0), log


@pytest.mark.slow
async def test_two_processes_post_one_morning_note(workspace: Workspace, database: str) -> None:
    at = (wall() - timedelta(minutes=2)).strftime("%H:%M")
    config = f'[[digest]]\nchannel = "C1"\nat = "{at}"\nzone = "UTC"\ndays = "daily"\n'
    processes = [await serving(workspace, database, config=config) for _ in range(2)]
    await workspace.connected(2, within=30)
    await workspace.until(lambda: workspace.messages("C1"), within=20)
    for process in processes:
        process.send_signal(signal.SIGTERM)
    for process in processes:
        status, log = await ended(process)
        assert status == 0, log
    assert len([each for each in workspace.messages("C1") if each.thread_ts is None]) == 1
