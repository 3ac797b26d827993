"""Fifty people ask at once, over Socket Mode and over HTTP: how soon are they acknowledged and answered?

    python benchmarks/slack.py [--people 50] [--rounds 5] [--own] [--processes 1] [--stories 20000 | --database sqlite:///news.db]

The bot runs in a process of its own against a local workspace in this one, as `newsbot serve` starts it. With --stories
the archive is made up, as that of benchmarks/store.py; with neither it holds two hundred small stories. What is asked are
names and words that the archive holds: the same few by all, or with --own by each at each time a line that nobody asked
before. Times are in milliseconds, as a person sees them: `ack` until Slack has
the acknowledgement, `answer` until the answer stands in the channel; `cpu` is what the bot's process spent on one. `start` is
from the start of the program to the first answer. On a machine that does other things too, read the processor's time.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import signal
import socket
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from store import Maker, fill  # type: ignore[import-not-found]

import newsbot
from newsbot.desk import COMMANDS
from newsbot.model import Filter
from newsbot.slackfacts import manifest
from newsbot.store.sqlite import open_sqlite
from newsbot.workspace import Channel, User, Workspace
from newsbot.workspace.state import App

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
    asked.add_argument("--own", action="store_true", help="each time a line that nobody asked before")
    asked.add_argument(
        "--processes", type=int, default=1, help="of the bot, over Socket Mode, which shares out by itself"
    )
    asked.add_argument("--stories", type=int)
    asked.add_argument("--database")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = given.database or f"sqlite:///{stocked(Path(folder), given.stories)}"
        lines = questions(database)
        print(f"{given.people} people at once, {given.rounds} rounds, {os.cpu_count()} processors, asking")
        print("; ".join(lines))
        print(f"{'way in':8} {'what':8} {'p50':>8} {'p99':>8} {'worst':>8}")
        for mode in ("socket", "http") if given.processes == 1 else ("socket",):
            own = own_lines(database, given.people * given.rounds) if given.own else ()
            seen = asyncio.run(
                _measure(mode, database, lines, own, given.people, given.rounds, given.processes)
            )
            for what, times in (("ack", seen.acks), ("answer", seen.answers)):
                cells = (_at(times, 0.5), _at(times, 0.99), max(times))
                print(f"{mode:8} {what:8} " + " ".join(f"{each * 1000:8.0f}" for each in cells))
            print(
                f"{mode:8} cpu {seen.cpu / len(seen.answers) * 1000:.0f} an answer, start {seen.start * 1000:.0f}"
                f" (cpu {seen.start_cpu * 1000:.0f}), memory {seen.memory:.0f} MB"
            )


@dataclass(kw_only=True)
class Seen:
    """What came of one way in: seconds each, and the resident set in MB at its end, of all its processes."""

    acks: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)
    start: float = 0.0
    start_cpu: float = 0.0
    cpu: float = 0.0
    memory: float = 0.0


def questions(database: str) -> tuple[str, ...]:
    """Lines that have an answer in this archive, and a misspelt name."""
    with newsbot.open(database) as desk:
        people, topics = desk.ask("who").next[:4], desk.ask("figures").next[:3]
    name, topic = people[0].removeprefix("who "), topics[0].removeprefix("figures ")
    more = (f"quotes {name}", f"find {topic}", "digest", f"who {name[:-2]}{name[-1]}")
    return (*people, *topics, *more)


def own_lines(database: str, many: int) -> tuple[str, ...]:
    """So many different lines on people and words of the newest stories."""
    with newsbot.open(database) as desk:
        found = desk.archive.mentions((), Filter(), limit=4 * many)
        heads = desk.archive.stories(Filter(), limit=many)
    names = [*dict.fromkeys(one.finding.person for one in found)]
    topics = [
        *dict.fromkeys(word.lower() for head in heads for word in head.headline.split() if len(word) > 4)
    ]
    made = [
        line
        for name, topic in zip(names, topics, strict=False)
        for line in (f"who {name}", f"figures {topic}", f"quotes {name}", f"find {topic}",
                     f"who {name[:-2]}{name[-1]}", f"digest {topic}")
    ]  # fmt: skip
    if len(made) < many:
        raise SystemExit(
            f"the archive is too small for {many} lines of their own; take fewer --people or --rounds"
        )
    made = made[:many]
    random.Random(7).shuffle(made)  # kinds in turns would fall to processes in turns
    return tuple(made)


async def _measure(  # noqa: PLR0917
    mode: str,
    database: str,
    lines: Sequence[str],
    own: Sequence[str],
    people: int,
    rounds: int,
    processes: int = 1,
) -> Seen:
    ids = [f"U{n}" for n in range(1, people + 1)]
    users = [User(id=each, name=each.lower(), real_name=each) for each in ids]
    channel = Channel(id="C1", name="desk", members=[*ids, App.user_id])
    seen, began = Seen(), time.perf_counter()
    async with (
        Workspace(
            manifest(COMMANDS), now=lambda: datetime.now(UTC), users=users, channels=[channel]
        ) as slack,
        AsyncExitStack() as bots,
    ):
        started = [await bots.enter_async_context(bot(slack, database, mode)) for _ in range(processes)]
        await slack.connected(processes if mode == "socket" else 0, within=WITHIN_S)
        await _ask(slack, "U1", lines[0])
        seen.start, spent = time.perf_counter() - began, sum(_cpu(each.pid) for each in started)
        seen.start_cpu = spent
        for n in range(rounds):
            asked = [
                (each, own[n * people + at] if own else lines[(at + n) % len(lines)])
                for at, each in enumerate(ids)
            ]
            for ack, answer in await asyncio.gather(*(_ask(slack, *each) for each in asked)):
                seen.acks.append(ack)
                seen.answers.append(answer)
        seen.cpu = sum(_cpu(each.pid) for each in started) - spent
        seen.memory = sum(_memory(each.pid) for each in started)
    return seen


def _cpu(pid: int) -> float:
    """Seconds of the processor that a process spent so far."""
    told = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def _memory(pid: int) -> float:
    told = Path(f"/proc/{pid}/statm").read_text(encoding="utf-8").split()
    return int(told[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


async def _ask(slack: Workspace, user: str, line: str) -> tuple[float, float]:
    loop = asyncio.get_running_loop()
    began = loop.time()
    turn = await slack.user(user).command("/news", line, channel="C1")
    if turn.error:
        raise SystemExit(f"{user} saw {turn.error}")
    await turn.answer(within=WITHIN_S)
    return turn.acked_s, loop.time() - began


@asynccontextmanager
async def bot(
    slack: Workspace, database: str, mode: str, log: Path = Path(os.devnull)
) -> AsyncIterator[asyncio.subprocess.Process]:
    """A bot in a process of its own, connected; what it logs goes to `log`."""
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
    with tempfile.TemporaryDirectory() as folder, log.open("ab") as kept:
        process = await asyncio.create_subprocess_exec(*command, cwd=folder, env=environ, stderr=kept)
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


def stocked(folder: Path, many: int | None = None) -> Path:
    """A database with two hundred small stories, forty invented events, each told by five outlets; or with so many
    stories of benchmarks/store.py."""
    if many:
        store = open_sqlite(str(folder / "news.db"))
        fill(store, Maker(people=max(2000, many // 5)), many)
        store.close()
        return folder / "news.db"
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
