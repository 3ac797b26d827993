"""How fast stories are loaded: read, extracted, put beside their storyline, kept.

    python benchmarks/load.py [--stories 3000] [--workers 2] [--from stories.jsonl]

Without `--from` the stories are the made-up ones of benchmarks/store.py, as JSON Lines; their words are no news, so
more is learnt from stories of your own. CPU is told for this process, which reads files and keeps, and for its
workers, which extract; on a busy machine read the CPU: two idle cores load 2000 / (both together) stories a second
at most.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from store import Maker  # type: ignore[import-not-found]

from newsbot.ingest import load
from newsbot.store.sqlite import open_sqlite


def write(place: Path, stories: int) -> None:
    """So many made-up stories, a line each."""
    maker = Maker(people=max(2000, stories // 5))
    with place.open("w", encoding="utf-8") as file:
        for n in range(stories):
            story = maker.story(n).story
            told = {
                "id": story.id,
                "source": story.source.label,
                "headline": story.headline,
                "text": story.text.partition("\n\n")[2],
            }
            file.write(json.dumps(told, ensure_ascii=False) + "\n")


def main(argv: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--stories", type=int, default=3000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--from", dest="place", type=Path, help="load this file or folder instead")
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        place = args.place or Path(folder) / "stories.jsonl"
        if args.place is None:
            write(place, args.stories)
        store = open_sqlite(str(Path(folder) / "archive.db"))
        began, spent = time.perf_counter(), time.process_time()
        told = load([place], store, now="2031-01-01T00:00:00+00:00", workers=args.workers)
        own, took = time.process_time() - spent, time.perf_counter() - began
        store.close()
    theirs = resource.getrusage(resource.RUSAGE_CHILDREN)
    workers = theirs.ru_utime + theirs.ru_stime
    each = 1000 / max(1, told.loaded)
    print(f"{told.loaded} stories in {took:.1f} s: {told.loaded / took:.0f}/s, load {os.getloadavg()[0]:.1f}")
    print(f"CPU a story: {own * each:.1f} ms here, {workers * each:.1f} ms in {args.workers} workers")
    print(f"most memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB here,", end=" ")
    print(f"{theirs.ru_maxrss / 1024:.0f} MB in a worker")


if __name__ == "__main__":
    main(sys.argv[1:])
