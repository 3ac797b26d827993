"""Fifty people ask at once, over Socket Mode and over HTTP: how soon are they acknowledged and answered?

    python benchmarks/slack.py [--people 50] [--rounds 5] [--database sqlite:///news.db]

The bot runs in a process of its own against a local workspace in this one, as `newsbot serve` starts it.
Without --database two hundred invented stories are loaded first. Times are in milliseconds, as a person sees them:
`ack` until Slack has the acknowledgement, `answer` until the answer stands in the channel.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import socket
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import newsbot
from newsbot.desk import COMMANDS
from newsbot.slackfacts import manifest
from newsbot.workspace import Channel, User, Workspace
from newsbot.workspace.state import App

LINES = ("who Okafor", "figures boats", "quotes Brandt", "find ferries", "digest", "who Okafr")
SURNAMES = ("Okafor", "Brandt", "Silva", "Novak", "Haddad", "Lindqvist", "Moreau", "Tanaka")
THINGS = ("passengers", "boats", "ferries", "trucks", "visitors")
PLACES = ("Porto Vane", "Norhaven", "Calder Bay", "Estmark", "Lower Quay", "Tarn", "Velmora")
HEDGES = ("nearly", "about", "more than", "up to", "almost")
WITHIN_S = 30.0


def main() -> None:
    """Run both ways and print a table."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("--people", type=int, default=50)
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--database")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = given.database or f"sqlite:///{stocked(Path(folder))}"
        print(f"{given.people} people at once, {given.rounds} rounds, {os.cpu_count()} processors")
        print(f"{'way in':8} {'what':8} {'p50':>8} {'p99':>8} {'worst':>8}")
        for mode in ("socket", "http"):
            acks, answers = asyncio.run(_measure(mode, database, given.people, given.rounds))
            for what, times in (("ack", acks), ("answer", answers)):
                cells = (_at(times, 0.5), _at(times, 0.99), max(times))
                print(f"{mode:8} {what:8} " + " ".join(f"{each * 1000:8.0f}" for each in cells))


async def _measure(mode: str, database: str, people: int, rounds: int) -> tuple[list[float], list[float]]:
    ids = [f"U{n}" for n in range(1, people + 1)]
    users = [User(id=each, name=each.lower(), real_name=each) for each in ids]
    channel = Channel(id="C1", name="desk", members=[*ids, App.user_id])
    acks: list[float] = []
    answers: list[float] = []
    async with (
        Workspace(
            manifest(COMMANDS), now=lambda: datetime.now(UTC), users=users, channels=[channel]
        ) as slack,
        bot(slack, database, mode),
    ):
        await _ask(slack, "U1", 0)  # the first question warms the caches
        for n in range(rounds):
            for ack, answer in await asyncio.gather(*(_ask(slack, each, n) for each in ids)):
                acks.append(ack)
                answers.append(answer)
    return acks, answers


async def _ask(slack: Workspace, user: str, n: int) -> tuple[float, float]:
    loop = asyncio.get_running_loop()
    began = loop.time()
    line = LINES[(int(user[1:]) + n) % len(LINES)]
    turn = await slack.user(user).command("/news", line, channel="C1")
    if turn.error:
        raise SystemExit(f"{user} saw {turn.error}")
    await turn.answer(within=WITHIN_S)
    return turn.acked_s, loop.time() - began


@asynccontextmanager
async def bot(slack: Workspace, database: str, mode: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """A bot in a process of its own, connected."""
    port = _free_port()
    environ = {
        **os.environ,
        "SLACK_BOT_TOKEN": slack.app.bot_token,
        "SLACK_APP_TOKEN": slack.app.app_token,
        "SLACK_SIGNING_SECRET": slack.app.signing_secret,
        "SLACK_API_URL": slack.api_url,
        "NEWSBOT_DATABASE_URL": database,
        "PORT": str(port),
    }
    environ.pop("NEWSBOT_CONFIG", None)
    command = [sys.executable, "-m", "newsbot", "serve", "--mode", mode, "--host", "127.0.0.1"]
    with tempfile.TemporaryDirectory() as folder:
        process = await asyncio.create_subprocess_exec(
            *command, cwd=folder, env=environ, stderr=asyncio.subprocess.DEVNULL
        )
        try:
            if mode == "socket":
                await slack.connected(within=WITHIN_S)
            else:
                await _listening(port)
                slack.deliver_to(f"http://127.0.0.1:{port}/slack/events")
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            await process.wait()


async def _listening(port: int) -> None:
    async with asyncio.timeout(WITHIN_S):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.05)
            else:
                writer.close()
                return


def stocked(folder: Path) -> Path:
    """A database with two hundred small stories: forty invented events, each told by five outlets."""
    stories = folder / "stories.jsonl"
    with stories.open("w", encoding="utf-8") as out:
        for n in range(200):
            event, outlet = divmod(n, 5)
            name, thing = SURNAMES[event % 8], THINGS[event // 8]
            text = (
                f"Minister Lena {name} thanked both sides in {PLACES[event % 7]} on Monday. “Nobody won this,”"
                f" {name} told reporters.\n\nThe board counts {HEDGES[outlet]} {4000 + 100 * event} {thing} a day."
            )
            headline = f"{name} ends the dispute over {thing} in {PLACES[event % 7]}"
            entry = {"id": f"s{n}", "source": f"Post {outlet}", "headline": headline, "text": text}
            out.write(json.dumps(entry) + "\n")
    with newsbot.open(f"sqlite:///{folder / 'news.db'}") as desk:
        desk.load([stories])
    return folder / "news.db"


def _at(times: Sequence[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
