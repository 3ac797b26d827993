"""Hours of questions to one bot while its connections are refreshed and cut and its events come twice: is any
answer lost or doubled, do memory and threads stay flat?

    python benchmarks/soak.py [--minutes 60] [--seed 1]

The bot runs in a process of its own against a local workspace in this one, as `newsbot serve` starts it. One after the
other, every few seconds: all sockets are refreshed or cut, a reply of the Web API is lost or a 429, events come twice,
mentions under two ids. Memory is the bot's resident set; the first tenth of the time warms it.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from slack import bot, questions, stocked

from newsbot.desk import COMMANDS
from newsbot.slackfacts import manifest
from newsbot.workspace import Channel, Message, Pace, Turn, User, Workspace
from newsbot.workspace.state import App

PEOPLE, CHANNELS = 6, 4
PACE = Pace(ack_s=3.0, retry_s=(0.0, 1.0, 5.0), hold_s=2.0)
WITHIN_S = 200.0  # a lost reply to a post is found out when its lease of two minutes has run out
FAULT_S = 7.5
SAMPLE_S = 2.0
_CUT = "ClientConnectionResetError: Cannot write to closing transport"


@dataclass(kw_only=True)
class Report:
    """What was asked and what came of it."""

    answered: int = 0
    undelivered: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)
    memory: list[float] = field(default_factory=list)
    threads: list[int] = field(default_factory=list)
    files: list[int] = field(default_factory=list)

    @property
    def good(self) -> bool:
        """Nothing was lost, doubled, or answered with an apology."""
        return not (self.lost or self.doubled or self.failed)

    @property
    def tenths(self) -> list[float]:
        """The median of memory, MB, in each tenth of the time."""
        size = max(1, len(self.memory) // 10)
        parts = [self.memory[n : n + size] for n in range(0, len(self.memory), size)]
        return [sorted(each)[len(each) // 2] for each in parts][:10]

    @property
    def growth(self) -> float:
        """MB by which the last tenth stands over the second; the first warms it."""
        return self.tenths[-1] - self.tenths[1 if len(self.tenths) > 1 else 0]

    def __str__(self) -> str:
        faults = ", ".join(f"{n} {name}" for name, n in sorted(self.faults.items()))
        undelivered = ", ".join(f"{n} {name}" for name, n in sorted(self.undelivered.items())) or "none"
        lines = [
            f"{self.answered} answers; lost {len(self.lost)}, doubled {len(self.doubled)}, failed {len(self.failed)}",
            f"commands that met no socket, as the person was told: {undelivered}",
            f"faults: {faults}",
            f"memory by tenths of the time, MB: {' '.join(f'{each:.0f}' for each in self.tenths)}",
            f"threads {min(self.threads)} to {max(self.threads)}, open files {min(self.files)} to {max(self.files)}",
        ]
        return "\n".join(
            [*lines, *(f"LOST {e}" for e in self.lost), *(f"DOUBLED {e}" for e in self.doubled), *self.failed]
        )


def main() -> None:
    """Run and print; exit 1 when an answer was lost, doubled or failed."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("--minutes", type=float, default=60)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    began = datetime.now(UTC)
    print(f"{began:%Y-%m-%d %H:%M} UTC, {given.minutes:g} minutes, {os.cpu_count()} processors", flush=True)
    report = asyncio.run(soak(given.minutes * 60, seed=given.seed))
    print(report)
    sys.exit(0 if report.good else 1)


async def soak(seconds: float, *, seed: int = 1, lose: bool = True) -> Report:
    """Ask for so long, then wait until all is answered. Without `lose` no reply of the Web API is lost, and it
    is over within seconds."""
    people = [User(id=f"U{n}", name=f"u{n}", real_name=f"U{n}") for n in range(PEOPLE)]
    members = [*(each.id for each in people), App.user_id]
    channels = [Channel(id=f"C{n}", name=f"desk-{n}", members=list(members)) for n in range(CHANNELS)]
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:///{await asyncio.to_thread(stocked, Path(folder))}"
        async with (
            Workspace(
                manifest(COMMANDS), now=lambda: datetime.now(UTC), users=people, channels=channels, pace=PACE
            ) as slack,
            bot(slack, database, "socket", log := Path(folder) / "bot.log") as process,
        ):
            run = Soak(slack, random.Random(seed), await asyncio.to_thread(questions, database))
            beside = [
                asyncio.create_task(run.trouble(lose=lose)),
                asyncio.create_task(run.watch(process.pid)),
            ]
            end = asyncio.get_running_loop().time() + seconds
            await asyncio.gather(*(run.person(each.id, end) for each in people))
            for task in beside:
                task.cancel()
            await slack.settled(within=WITHIN_S)
            await asyncio.sleep(2.0)  # what would come twice has come
            run.count()
            run.report.failed += _tracebacks(await asyncio.to_thread(log.read_text, encoding="utf-8"))
    return run.report


class Soak:
    """People, faults and a stethoscope."""

    def __init__(self, slack: Workspace, chance: random.Random, lines: Sequence[str]) -> None:
        self.report = Report()
        self._slack = slack
        self._chance = chance
        self._lines = lines
        self._asked: Counter[tuple[str, str | None]] = Counter()  # questions, by channel and thread

    async def person(self, user: str, end: float) -> None:
        """One question after the other: by command, by mention, in a thread, directly."""
        me, loop = self._slack.user(user), asyncio.get_running_loop()
        while loop.time() < end:
            line, channel = self._chance.choice(self._lines), f"C{self._chance.randrange(CHANNELS)}"
            way = self._chance.choice(("command", "mention", "thread", "direct"))
            if way == "command":
                await self._answer(f"/news {line}", await me.command("/news", line, channel=channel))
            elif way == "direct":
                self._asked[self._slack.state.direct(user).id, None] += 1
                await self._answer(f"directly {line}", await me.dm(line))
            else:
                turn = await me.mention(channel, line)
                self._asked[channel, turn.ts] += 1
                if await self._answer(f"@ {line}", turn) and way == "thread":
                    self._asked[channel, turn.ts] += 1
                    again = await me.mention(channel, "only Post 1", thread_ts=turn.ts)
                    await self._answer(f"@ {line}, then only Post 1", again)
            await asyncio.sleep(self._chance.uniform(0.2, 1.0))

    async def trouble(self, *, lose: bool) -> None:
        """One fault after the other, of all kinds in turn."""
        kinds = [self._slack.refresh, self._twice, self._cut, self._two_ids, self._again, self._limit]
        kinds += [self._lost_reply] if lose else []
        while True:
            for kind in kinds:
                await asyncio.sleep(FAULT_S * self._chance.uniform(0.3, 1.0))
                await kind()
                self.report.faults[kind.__name__.strip("_").replace("_", " ")] += 1

    async def watch(self, pid: int) -> None:
        """The bot's memory, threads and open files, as Linux tells them."""
        about = Path(f"/proc/{pid}")
        while True:
            told = (about / "status").read_text(encoding="utf-8").splitlines()
            status = dict(line.split(":", 1) for line in told if ":" in line)
            self.report.memory.append(int(status["VmRSS"].split()[0]) / 1024)
            self.report.threads.append(int(status["Threads"]))
            self.report.files.append(len(list((about / "fd").iterdir())))
            await asyncio.sleep(SAMPLE_S)

    def count(self) -> None:
        """Where there stand more answers than questions, one was doubled."""
        first = {(each.channel, each.ts): each for each in self._slack.state.log if each.bot_id}.values()
        commands = Counter(each.via for each in first if each.via)
        self.report.doubled += [f"{n} answers to one command" for n in commands.values() if n > 1]
        said = Counter((each.channel, each.thread_ts) for each in first if not each.via)
        for place, n in said.items():
            if n > self._asked[place]:
                self.report.doubled.append(f"{n} answers to {self._asked[place]} questions in {place}")

    async def _answer(self, what: str, turn: Turn) -> bool:
        if turn.error:
            self.report.undelivered[turn.error] += 1
            return False
        try:
            answer = await turn.answer(within=WITHIN_S)
        except TimeoutError:
            self.report.lost.append(f"{datetime.now(UTC):%H:%M:%S} {what}")
            return False
        self.report.answered += 1
        self.report.failed += _apology(what, answer)
        return True

    async def _cut(self) -> None:
        self._slack.cut()

    async def _twice(self) -> None:
        self._slack.faults.repeat_event(times=3)

    async def _two_ids(self) -> None:
        self._slack.faults.send_mentions_twice()

    async def _again(self) -> None:
        for payload in self._slack.delivered[-3:]:
            await self._slack.deliver_again(payload)

    async def _limit(self) -> None:
        self._slack.faults.limit("chat.postMessage", retry_after=1)

    async def _lost_reply(self) -> None:
        self._slack.faults.lose_reply("chat.postMessage")


def _tracebacks(log: str) -> list[str]:
    """What went wrong in the bot, each from its traceback's beginning to the error; not an acknowledgement that met a cut
    socket, which is what cuts are for: Slack then sends the event again, or tells the person."""
    told = re.findall(r"^Traceback[^\n]*\n(?:[ \t].*\n)*\S.*$", log, flags=re.MULTILINE)
    return [one for one in told if not one.endswith(_CUT)]


def _apology(what: str, answer: Message) -> Iterator[str]:
    if "Reference: " in answer.text:
        yield f"FAILED {what}: {answer.text}"


if __name__ == "__main__":
    main()
