"""`newsbot try`: the bot in a local workspace, its clock, its archive, its end."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest

import newsbot
from conftest import wall
from newsbot import trial
from newsbot.cli import main, open_desk
from newsbot.config import Settings
from newsbot.desk import Desk
from newsroom import STORIES, free_port

NIGHT = datetime(2031, 3, 4, 22, 15, tzinfo=UTC)


def standing() -> datetime:
    return NIGHT


@asynccontextmanager
async def attended(
    desk: Desk, watch: trial.Watch, paths: Sequence[Path] = ()
) -> AsyncIterator[aiohttp.ClientSession]:
    """A trial with this desk, and a way to its page."""
    stop = asyncio.Event()
    there: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    work = trial.attend(
        desk, Settings(), watch=watch, paths=paths, port=free_port(), ready=there.set_result, stop=stop
    )
    task = asyncio.create_task(work)
    await asyncio.wait({task, there}, return_when=asyncio.FIRST_COMPLETED)
    async with aiohttp.ClientSession(await there) as session:
        yield session
    stop.set()
    assert await task == 0


async def screen(session: aiohttp.ClientSession, channel: str) -> dict[str, Any]:
    async with session.get("/screen", params={"channel": channel}) as reply:
        found: dict[str, Any] = await reply.json()
        return found


def notes(shown: dict[str, Any]) -> list[dict[str, Any]]:
    return [each for each in shown["messages"] if each["text"].startswith("Morning note")]


@pytest.mark.slow
async def test_the_seven_oclock_note_stands_and_the_next_comes_at_a_jump(database: str) -> None:
    with newsbot.open(database) as desk:
        async with attended(desk, trial.Watch(wall)) as session:
            shown = await screen(session, trial.NEWS_DESK)
            (first,) = notes(shown)
            at = datetime.fromtimestamp(float(first["ts"]), UTC)
            assert shown["jump"] == "Jump to 07:00"
            async with session.post("/do/jump", json={"user": "U0ANA"}) as reply:
                assert await reply.json() == {"error": None}
            async with asyncio.timeout(10):
                while len(notes(await screen(session, trial.NEWS_DESK))) < 2:  # noqa: ASYNC110
                    await asyncio.sleep(0.1)
            second = notes(await screen(session, trial.NEWS_DESK))[1]
            later = datetime.fromtimestamp(float(second["ts"]), UTC)
            assert timedelta(hours=22) < later - at < timedelta(hours=26)
            general = await screen(session, trial.GENERAL)
            assert "/news" in general["messages"][0]["text"]


@pytest.mark.slow
async def test_stories_that_come_meanwhile_are_in_the_next_note(tmp_path: Path) -> None:
    passed, folder = [timedelta(0)], tmp_path / "stories"
    watch = trial.Watch(lambda: wall() + passed[0])
    folder.mkdir()
    told = STORIES.read_text(encoding="utf-8").splitlines()
    (folder / "monday.jsonl").write_text(told[0], encoding="utf-8")
    with open_desk(f"sqlite:///{tmp_path / 'try.db'}", clock=watch.now) as desk:
        desk.load([folder])
        async with attended(desk, watch, [folder]) as session:
            (folder / "tuesday.jsonl").write_text("\n".join(told[1:3]), encoding="utf-8")
            for n in (2, 3):
                passed[0] += timedelta(minutes=5)
                await session.post("/do/jump", json={"user": "U0ANA"})
                async with asyncio.timeout(10):
                    while len(notes(await screen(session, trial.NEWS_DESK))) < n:  # noqa: ASYNC110
                        await asyncio.sleep(0.1)
            said = [each["text"] for each in notes(await screen(session, trial.NEWS_DESK))]
    assert ["1 new story" in said[0], "2 new stories" in said[1], "nothing new" in said[2]] == [True] * 3


@pytest.mark.parametrize("named", ["nowhere", "."])
def test_paths_without_stories_end_it_at_once(
    named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["try", named]) == 1
    assert "newsbot try PATH" in capsys.readouterr().err


def test_the_watch_begins_at_seven_and_goes_on_to_the_next() -> None:
    watch = trial.Watch(standing)
    assert watch.now() == datetime(2031, 3, 5, 7, tzinfo=UTC)
    watch.to_seven()
    assert watch.now() == datetime(2031, 3, 6, 7, tzinfo=UTC)
    for _ in range(40):  # over the change of the clocks on 30 March
        watch.to_seven()
    assert watch.now() == datetime(2031, 4, 15, 6, tzinfo=UTC)


async def test_a_port_that_is_taken_is_passed_over() -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        slack = await trial._somewhere({}, trial.Watch(standing), port)
        assert slack.address.startswith("http://127.0.0.1:")
        assert slack.address != f"http://127.0.0.1:{port}"
        await slack.close()


def test_what_is_tried_leaves_the_archive_alone(database: str, tmp_path: Path) -> None:
    folder = tmp_path / "trial"
    folder.mkdir()
    with newsbot.open(trial.borrow(database, folder, empty=False)) as copy:
        before = copy.archive.freshness().stories
        copy.journal.claim("digest:T0DESK:x", owner="trial", lease_s=60)
        copy.journal.settle("digest:T0DESK:x", "sent", detail="1.0")
    with newsbot.open(database) as desk:
        assert desk.archive.freshness().stories == before > 0
        assert desk.journal.state("digest:T0DESK:x") is None


def test_named_paths_come_into_an_archive_of_their_own(database: str, tmp_path: Path) -> None:
    folder, seeds = tmp_path / "trial", tmp_path / "seeds"
    folder.mkdir()
    with newsbot.open(trial.borrow(database, folder, empty=True)) as desk:
        assert desk.archive.freshness().stories == 0
        assert trial.stories([str(STORIES)], desk, seeds) == [STORIES]
        assert trial.stories([], desk, seeds) == []
        seeds.mkdir()
        assert trial.stories([], desk, seeds) == [seeds]
        desk.load([STORIES])
        assert trial.stories([], desk, seeds) == []


@pytest.mark.parametrize(
    ("environ", "platform", "terminal", "can"),
    [
        ({"DISPLAY": ":0"}, "linux", True, True),
        ({"WAYLAND_DISPLAY": "w"}, "linux", True, True),
        ({}, "linux", True, False),
        ({}, "darwin", True, True),
        ({}, "darwin", False, False),
        ({"CI": "true", "DISPLAY": ":0"}, "linux", True, False),
    ],
)
def test_a_browser_opens_only_where_somebody_sits(
    environ: dict[str, str], platform: str, terminal: bool, can: bool
) -> None:
    assert trial.can_browse(environ, platform, terminal=terminal) is can


def test_beside_a_prompt_it_ends_with_the_prompt(database: str) -> None:
    addresses: list[str] = []
    with newsbot.open(database) as desk:
        with trial.beside(
            desk, Settings(), watch=trial.Watch(wall), port=free_port(), ready=addresses.append
        ):
            assert desk.ask("help").kind == "answer"
            with socket.create_connection(("127.0.0.1", int(addresses[0].rsplit(":", 1)[1]))):
                pass
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", int(addresses[0].rsplit(":", 1)[1])))


@pytest.mark.slow
async def test_the_command_says_where_it_is_and_ends_at_ctrl_c(tmp_path: Path) -> None:
    environ = {**os.environ, "NEWSBOT_DATABASE_URL": f"sqlite:///{tmp_path / 'none.db'}"}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "newsbot", "try", str(STORIES),
        cwd=tmp_path, env=environ, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE, stdin=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    assert process.stdout
    async with asyncio.timeout(20):
        while b"http://127.0.0.1:" not in (line := await process.stdout.readline()):
            assert line, (await process.communicate())[1]
    process.send_signal(signal.SIGINT)
    _, complaints = await asyncio.wait_for(process.communicate(), 20)
    assert (process.returncode, complaints) == (0, b"")
    assert not (tmp_path / "none.db").exists()
