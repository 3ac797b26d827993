"""The fuse box: reads clock and environment, opens the store, wires the rooms to the command line.

Each command imports what it needs, so that `extract` does not wait for the desk.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TextIO
from urllib.parse import urlsplit

from newsbot import arguments
from newsbot.errors import ConfigError, NewsbotError, ReadError, StoreError

if TYPE_CHECKING:
    from newsbot.config import Settings
    from newsbot.desk import Desk, LoadReport
    from newsbot.explain import Explanation
    from newsbot.extract.opinion import Opinion

DATABASE = "sqlite:///newsbot.db"
CONFIG = "config/newsbot.toml"


def open_desk(
    database_url: str = DATABASE,
    *,
    opinion: Opinion | None = None,
    clock: Callable[[], datetime] | None = None,
) -> Desk:
    """The desk over the archive at this address. StoreError for an address that no store answers."""
    from newsbot.desk import Desk
    from newsbot.store.sqlite import open_sqlite

    scheme = urlsplit(database_url).scheme or database_url
    if scheme in ("postgresql", "postgres"):
        raise StoreError("PostgreSQL is not supported yet; use sqlite:///PATH in NEWSBOT_DATABASE_URL")
    if scheme != "sqlite":
        raise StoreError(f"{database_url}: no such kind of database; use sqlite:///PATH")
    return Desk(open_sqlite(database_url), clock=clock or _now, opinion=opinion)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it did what it says, 1 when it could not, 2 when it was not understood."""
    args = arguments.parsed(sys.argv[1:] if argv is None else argv)
    _utf8(sys.stdin, sys.stdout, sys.stderr)
    try:
        return _RUN[args.command](args)
    except NewsbotError as error:
        print(f"newsbot: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # `newsbot findings | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _load(args: argparse.Namespace) -> int:
    from newsbot.surfaces.terminal import counting

    try:
        with _desk(_opinion(_settings().names)) as desk, counting(sys.stderr) as progress:
            report = desk.load(args.paths, progress=progress)
    except KeyboardInterrupt:
        print("newsbot: stopped; what was kept stays, and loading again goes on from there", file=sys.stderr)
        raise
    return _report(report, verbose=args.verbose)


def _report(report: LoadReport, *, verbose: bool) -> int:
    """Say what came of a load; 1 where a path was not there or nothing could be read."""
    from newsbot.surfaces.terminal import loaded

    print(*loaded(report, verbose=verbose), sep="\n")
    return 1 if report.missing or not (report.loaded + report.changed + report.unchanged) else 0


def _ask(args: argparse.Namespace) -> int:
    from newsbot.export import answer_csv
    from newsbot.surfaces import console

    now = arguments.moment(args.now)
    with _desk() as desk:
        if not args.line and not args.csv:
            return _talk(desk, now, as_json=args.json)
        lines, before, worst = [arguments.line(args.line or ["help"]), *(args.then or [])], None, 0
        for line in lines:
            before = desk.ask(line, now=now, then=before)
            if args.csv:
                print(answer_csv(before), end="")
            elif args.json:
                print(json.dumps(before.to_dict(), ensure_ascii=False))
            else:
                print(console.render(before, console.paper(sys.stdout)))
            worst = max(worst, before.kind == "error")
        return worst


def _talk(desk: Desk, now: datetime | None, *, as_json: bool) -> int:
    """Lines from standard input, one thread, with a prompt on a terminal."""
    from newsbot.surfaces import console, terminal

    if as_json:
        before = None
        for line in filter(None, map(str.strip, sys.stdin)):
            before = desk.ask(line, now=now, then=before)
            print(json.dumps(before.to_dict(), ensure_ascii=False), flush=True)
        return 0
    console.talk(
        lambda line, then: desk.ask(line, now=now, then=then),
        terminal.typed(desk.examples(), sys.stdout) if sys.stdin.isatty() else sys.stdin,
        sys.stdout,
        on=console.paper(sys.stdout),
    )
    return 0


def _story(args: argparse.Namespace) -> int:
    from newsbot.export import story
    from newsbot.surfaces import console

    with _desk() as desk:
        if args.json:
            found = desk.archive.story(args.id)
            if found is None:
                raise StoreError(f"{args.id}: no such story; `newsbot ask find` lists the newest")
            print(json.dumps(story(found), ensure_ascii=False))
            return 0
        answer = desk.ask(f'story "{args.id}"')
        print(console.render(answer, console.paper(sys.stdout)))
        return 1 if answer.kind == "nothing" else 0


def _storylines(args: argparse.Namespace) -> int:
    from newsbot.export import storylines

    with _desk() as desk:
        for row in storylines(desk.archive):
            text = json.dumps(row, ensure_ascii=False)
            print(text if args.json else f"{row['headline']} ({len(row['stories'])})")
    return 0


def _extract(args: argparse.Namespace) -> int:
    from newsbot.extract.jsonl import extracted

    opinion = _opinion(args.names)
    with _reading(args.file) as lines:
        for line in lines:
            if line.strip():
                sys.stdout.write(extracted(line, opinion) + "\n")
    return 0


def _explain(args: argparse.Namespace) -> int:
    from newsbot.explain import plain
    from newsbot.surfaces import console
    from newsbot.surfaces.explanation import render

    for one in _explanations(args.what):
        if args.json:
            print(json.dumps(plain(one), ensure_ascii=False))
        else:
            print(render(one, console.paper(sys.stdout)))
    return 0


def _explanations(what: Sequence[str]) -> Iterator[Explanation]:
    """Of standard input, a sentence, the stories of a file, or a story of the archive."""
    from newsbot.explain import explained, explained_file, explained_story

    named = " ".join(what) or "-"
    opinion = _opinion(_settings().names)
    if named == "-":
        yield explained(sys.stdin.read(), opinion=opinion)
    elif Path(named).is_file():
        yield from explained_file(Path(named), opinion)
    elif len(named.split()) > 1:
        yield explained(named, opinion=opinion)
    else:
        with _desk() as desk:
            found = desk.story(named)
        if found is None:
            raise StoreError(
                f'{named}: no such file or story; a sentence wants marks: newsbot explain "It rained."'
            )
        yield explained_story(found, opinion)


def _findings(args: argparse.Namespace) -> int:
    from newsbot.export import findings, findings_csv

    with _desk() as desk:
        rows = findings(desk.archive, args.kind)
        if args.format == "csv":
            findings_csv(rows, sys.stdout)
            return 0
        for row in rows:
            print(json.dumps(row, ensure_ascii=False))
    return 0


def _review(args: argparse.Namespace) -> int:
    """An empty list prints nothing."""
    from newsbot.export import review
    from newsbot.surfaces.terminal import complained

    with _desk() as desk:
        for row in map(review, desk.journal.complaints()):
            print(json.dumps(row, ensure_ascii=False) if args.json else complained(row))
    return 0


def _verify(args: argparse.Namespace) -> int:
    wrong = 0
    with _desk() as desk:
        for failure in _failures(desk, args.file):
            print(failure)
            wrong += 1
    print(f"{wrong} not found again" if wrong else "every line is found again", file=sys.stderr)
    return 1 if wrong else 0


def _failures(desk: Desk, file: str | None) -> Iterator[str]:
    from newsbot.export import broken, broken_answer

    if file is None:
        yield from broken(desk.archive)
        return
    with _reading(file) as lines:
        for line in filter(str.strip, lines):
            yield from broken_answer(desk.archive, line)


@contextmanager
def _reading(file: str) -> Iterator[TextIO]:
    if file == "-":
        yield sys.stdin
        return
    try:
        with Path(file).open(encoding="utf-8") as lines:
            yield lines
    except OSError as error:
        raise ReadError(f"{file}: {error.strerror}") from error


def seldom_collect() -> None:
    """Let the garbage collector leave alone what stands at the start, and look at the rest seldom: over 140 mixed
    lines its longest pause fell from 108 to 31 ms, its share of the time from 6 in 100 to less than 1."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def _serve(args: argparse.Namespace) -> int:
    import asyncio
    import logging

    from newsbot.schedule import Clock
    from newsbot.surfaces.slack import serve

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s", stream=sys.stderr)
    settings = _settings()
    with _desk() as desk:
        clock = partial(Clock, quiet=settings.quiet)
        seldom_collect()
        return asyncio.run(serve(desk, settings, mode=args.mode, host=args.host, now=_now, clock=clock))


def _try(args: argparse.Namespace) -> int:
    import asyncio
    import logging
    import tempfile

    from newsbot import trial

    logging.basicConfig(level=logging.ERROR, format="%(levelname)s %(message)s", stream=sys.stderr)
    settings = _settings()
    with tempfile.TemporaryDirectory(prefix="newsbot-") as folder:
        address = trial.borrow(settings.database_url, Path(folder), empty=bool(args.paths))
        watch = trial.Watch(_now)
        with open_desk(address, clock=watch.now) as desk:
            paths = trial.stories(args.paths, desk, Path("seeds"))
            if paths and _report(desk.load(paths), verbose=False):
                raise ReadError(
                    "some of these paths gave no stories: newsbot try PATH… takes files and folders"
                )
            if not desk.archive.freshness().stories:
                raise ReadError("there are no stories yet: newsbot try PATH…")
            if not args.ask:
                trying = trial.attend(desk, settings, watch=watch, paths=paths, ready=_shown(args))
                return asyncio.run(trying)
            with trial.beside(desk, settings, watch=watch, paths=paths, ready=_shown(args)):
                return _talk(desk, None, as_json=False)


def _shown(args: argparse.Namespace) -> Callable[[str], None]:
    """Say where the workspace is; with --open show it too, where somebody can see it."""
    import webbrowser

    from newsbot.trial import can_browse

    def tell(address: str) -> None:
        ends = "" if args.ask else " (Ctrl-C ends it)"
        print(f"newsbot is in a local workspace: {address}{ends}", flush=True)
        terminal = sys.stdin.isatty() and sys.stdout.isatty()
        if args.open and can_browse(os.environ, sys.platform, terminal=terminal):
            webbrowser.open(address)

    return tell


def _manifest(args: argparse.Namespace) -> int:
    from newsbot.desk import COMMANDS
    from newsbot.slackfacts.manifest import manifest

    found = _settings()
    prefix = args.prefix or found.prefix
    made = manifest(COMMANDS, prefix=prefix, url=args.url, follow_ups=found.follow_ups)
    print(json.dumps(made, indent=2, ensure_ascii=False))
    return 0


def _doctor(_: argparse.Namespace) -> int:
    import asyncio

    from newsbot.surfaces.slack import check, notes, quiet

    found = _settings()
    problems = asyncio.run(check(found))
    with _desk() as desk:
        for line in (
            *notes.described(found.digests, desk.journal.settings("note:")),
            *quiet.described(found.quiet, desk.journal.settings("quiet:")),
        ):
            print(line)
    for problem in problems:
        print(problem)
    print(f"{len(problems)} to mend" if problems else "nothing to mend")
    return 1 if problems else 0


def _desk(opinion: Opinion | None = None) -> Desk:
    _dotenv()
    return open_desk(os.environ.get("NEWSBOT_DATABASE_URL") or DATABASE, opinion=opinion)


def _opinion(names: str | None) -> Opinion | None:
    from newsbot.extract.opinion import named

    return named(names) if names else None


def _dotenv() -> None:
    from dotenv import load_dotenv

    load_dotenv(Path.cwd() / ".env")


def _settings() -> Settings:
    """From environment, .env and the config file; a file that is named and missing is an error."""
    from newsbot.config import settings

    _dotenv()
    named = os.environ.get("NEWSBOT_CONFIG")
    path = Path(named or CONFIG)
    try:
        text = path.read_text(encoding="utf-8") if named or path.exists() else None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read ({error}); mend it or unset NEWSBOT_CONFIG") from error
    return settings(os.environ, text)


def _now() -> datetime:
    return datetime.now(UTC)


def _utf8(*streams: TextIO) -> None:
    for stream in streams:
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


_RUN: dict[str, Callable[[argparse.Namespace], int]] = {
    "load": _load,
    "ask": _ask,
    "story": _story,
    "storylines": _storylines,
    "extract": _extract,
    "explain": _explain,
    "findings": _findings,
    "review": _review,
    "verify": _verify,
    "serve": _serve,
    "try": _try,
    "manifest": _manifest,
    "doctor": _doctor,
}
