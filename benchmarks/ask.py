"""How long whole answers take, over made-up stories: a line in, an Answer out, its lines found again.

    python benchmarks/ask.py --stories 100000 [--at archive.db [--as-is]] [--times 400] [digest who ...]

The archive is that of benchmarks/store.py; --as-is adds nothing to one that is kept, with --people as it was made with. Each command is asked with words that dice choose; 4 names of 10 are
misspelt, 6 of 10 are surnames alone. Times are CPU and wall; on a busy machine read the CPU.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from store import COMMON, SOURCES, UNITS, Maker, fill  # type: ignore[import-not-found]

from newsbot.cli import seldom_collect
from newsbot.desk import COMMANDS, Desk
from newsbot.store.sqlite import open_sqlite

NOW = datetime(2031, 3, 1, 7, tzinfo=UTC)
Line = Callable[[random.Random], str]


def lines(maker: Maker, stories: int) -> dict[str, Line]:
    """A line of each kind."""

    def name(dice: random.Random) -> str:
        asked = str(maker.pick_person(dice))
        asked = asked.rsplit(maxsplit=1)[-1] if dice.random() < 0.6 else asked
        return misspelt(asked, dice) if dice.random() < 0.4 else asked

    def words(dice: random.Random) -> str:
        return " ".join(maker.pick_words(dice, dice.randrange(1, 4)))

    def topic(dice: random.Random) -> str:
        return str(dice.choice((*COMMON, *UNITS, words(dice))))

    made: dict[str, Line] = {
        "who NAME": lambda d: f"who {name(d)}",
        "who, the most met": lambda _: f"who {maker.people[0]}",
        "who, rare": lambda d: f"who {maker.people[-1 - d.randrange(1000)]}",
        "who OFFICE": lambda d: "who " + d.choice(("homeland security secretary", "mayor", "president")),
        "who": lambda _: "who",
        "figures TOPIC": lambda d: f"figures {topic(d)}",
        "figures government": lambda _: "figures government",
        "figures": lambda _: "figures",
        "quotes NAME": lambda d: f"quotes {name(d)}",
        "quotes TOPIC": lambda d: f"quotes {topic(d)}",
        "quotes ROLE": lambda _: "quotes senior official",
        "find WORDS": lambda d: f"find {words(d)}",
        "find government": lambda _: "find government president",
        "find, a source, since": lambda d: f'find {words(d)} source:"{d.choice(SOURCES)}" since:2030-06',
        "bare words": words,
        "question": lambda d: f"what did {name(d)} say?",
        "digest": lambda _: "digest",
        "digest TOPIC": lambda d: f"digest {topic(d)}",
        "story ID": lambda d: f"story https://example.org/{d.randrange(stories)}",
    }
    asked = {text.split()[0] for text in made}
    for command in COMMANDS:
        if command.name not in asked:
            made[command.name] = lambda _, line=command.name: line  # type: ignore[misc]
            if " " in command.usage and not command.usage.startswith("help"):
                made[f"{command.name} TOPIC"] = lambda d, line=command.name: f"{line} {topic(d)}"  # type: ignore[misc]
    return made


def misspelt(name: str, dice: random.Random) -> str:
    """One letter left out, changed, added or swapped, never the first."""
    at = dice.randrange(1, len(name) - 1)
    return dice.choice(
        (
            name[:at] + name[at + 1 :],
            name[:at] + dice.choice("aeiourstl") + name[at + 1 :],
            name[:at] + dice.choice("aeiourstl") + name[at:],
            name[:at] + name[at + 1] + name[at] + name[at + 2 :],
        )
    )


def measure(desk: Desk, line: Line, times: int, seconds: float) -> tuple[int, list[float], list[float]]:
    """How often it was asked, CPU and wall in milliseconds, sorted."""
    dice, cpu, wall = random.Random(7), [], []
    ends = time.perf_counter() + seconds
    while len(cpu) < times and time.perf_counter() < ends:
        asked = line(dice)
        began, spent = time.perf_counter(), time.process_time()
        desk.ask(asked, now=NOW + timedelta(minutes=len(cpu)))  # an answer of the same minute is given again
        cpu.append((time.process_time() - spent) * 1000)
        wall.append((time.perf_counter() - began) * 1000)
    return len(cpu), sorted(cpu), sorted(wall)


def main(argv: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("kinds", nargs="*", help="only lines whose kind begins so")
    parser.add_argument("--stories", type=int, default=20_000)
    parser.add_argument("--times", type=int, default=400)
    parser.add_argument("--seconds", type=float, default=60.0, help="no longer than this for each kind")
    parser.add_argument("--at", type=Path, help="keep the archive in this file")
    parser.add_argument("--as-is", action="store_true", help="measure the archive of --at as it stands")
    parser.add_argument("--people", type=int, help="in the made-up world; a fifth of the stories")
    args = parser.parse_args(argv)
    if args.as_is and not args.at:
        parser.error("--as-is needs --at")
    with tempfile.TemporaryDirectory() as folder:
        store = open_sqlite(str(args.at or Path(folder) / "archive.db"))
        stories = store.freshness().stories if args.as_is else args.stories
        maker = Maker(people=args.people or max(2000, stories // 5))
        if not args.as_is:
            fill(store, maker, stories)
        seldom_collect()  # as `serve` does
        with Desk(store, clock=lambda: NOW) as desk:
            print(f"{stories} stories; milliseconds\n")
            print(
                f"{'line':24} {'times':>5} {'cpu p50':>8} {'p99':>8} {'worst':>8} {'wall p50':>9} {'p99':>8}"
            )
            for kind, line in lines(maker, stories).items():
                if args.kinds and not kind.startswith(tuple(args.kinds)):
                    continue
                times, cpu, wall = measure(desk, line, args.times, args.seconds)
                late = min(times - 1, int(times * 0.99))
                print(
                    f"{kind:24} {times:5} {cpu[times // 2]:8.1f} {cpu[late]:8.1f} {cpu[-1]:8.1f}"
                    f" {wall[times // 2]:9.1f} {wall[late]:8.1f}",
                    flush=True,
                )
    print(
        f"\nmost memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB, the maker's included"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
