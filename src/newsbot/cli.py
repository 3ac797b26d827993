"""The fuse box: reads clock and environment, opens the store, wires the rooms to the command line.

Each command imports what it needs, so that `extract` does not wait for the desk.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO
from urllib.parse import urlsplit

from newsbot import __version__
from newsbot.errors import ConfigError, NewsbotError, ReadError, StoreError

if TYPE_CHECKING:
    from newsbot.answer import Answer
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
    args = _parser().parse_args(_spaced(sys.argv[1:] if argv is None else argv))
    _utf8(sys.stdin, sys.stdout, sys.stderr)
    try:
        return int(args.run(args))
    except NewsbotError as error:
        print(f"newsbot: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # `newsbot findings | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="newsbot", description="The research clerk of a news desk.")
    parser.add_argument("--version", action="version", version=f"newsbot {__version__}")
    of = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, summary, arguments, run in _COMMANDS:
        command = of.add_parser(name, help=summary, description=summary)
        for flags, options in arguments:
            command.add_argument(*flags, **options)
        command.set_defaults(run=run)
    return parser


def _load(args: argparse.Namespace) -> int:
    try:
        with _desk(_opinion(_settings().names)) as desk, _counting(sys.stderr) as progress:
            report = desk.load(args.paths, progress=progress)
    except KeyboardInterrupt:
        print("newsbot: stopped; what was kept stays, and loading again goes on from there", file=sys.stderr)
        raise
    return _report(report, verbose=args.verbose)


@contextmanager
def _counting(out: TextIO) -> Iterator[Callable[[int], None] | None]:
    """A count that grows in place, on a terminal only, and is wiped at the end."""
    if not out.isatty():
        yield None
        return
    try:
        yield lambda stories: print(f"\r{stories:,} stories read", end="", file=out, flush=True)
    finally:
        print("\r\x1b[K", end="", file=out, flush=True)


def _report(report: LoadReport, *, verbose: bool) -> int:
    """Say what came of a load; 1 where a path was not there or nothing could be read."""
    print(
        f"loaded {report.loaded}, changed {report.changed}, unchanged {report.unchanged},"
        f" refused {len(report.refused)}"
    )
    for origin, reason in report.refused:
        print(f"refused {origin}: {reason}")
    for line in report.set_aside if verbose else ():
        print(line)
    return 1 if report.missing or not (report.loaded + report.changed + report.unchanged) else 0


def _ask(args: argparse.Namespace) -> int:
    from newsbot.surfaces import console

    now = _moment(args.now)
    with _desk() as desk:
        if not args.line and not args.csv:
            return _talk(desk, now, as_json=args.json)
        lines, before, worst = [_line(args.line or ["help"]), *(args.then or [])], None, 0
        for line in lines:
            before = desk.ask(line, now=now, then=before)
            if args.csv:
                _print_csv(before)
            else:
                _print_answer(
                    before.to_dict() if args.json else console.render(before, console.paper(sys.stdout))
                )
            worst = max(worst, before.kind == "error")
        return worst


def _print_answer(answer: Mapping[str, Any] | str) -> None:
    print(answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False))


def _print_csv(answer: Answer) -> None:
    from newsbot.export import answer_csv

    print(answer_csv(answer), end="")


def _talk(desk: Desk, now: datetime | None, *, as_json: bool) -> int:
    """Lines from standard input, one thread, with a prompt on a terminal."""
    from newsbot.surfaces import console

    if as_json:
        before = None
        for line in filter(None, map(str.strip, sys.stdin)):
            before = desk.ask(line, now=now, then=before)
            print(json.dumps(before.to_dict(), ensure_ascii=False), flush=True)
        return 0
    at_terminal = sys.stdin.isatty()
    console.talk(
        lambda line, then: desk.ask(line, now=now, then=then),
        _typed(desk.examples()) if at_terminal else sys.stdin,
        sys.stdout,
        on=console.paper(sys.stdout),
    )
    return 0


def _typed(examples: Sequence[str]) -> Iterator[str]:
    """Lines typed at a prompt, with history and editing where the platform has them."""
    with suppress(ImportError):
        import readline  # noqa: F401
    print("Ask the desk. `help` lists the commands, Ctrl-D ends. For example:", *examples, sep="\n  ")
    while True:
        try:
            line = input("\n> ")
        except EOFError:
            print()
            return
        yield line


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
    from newsbot.export import findings

    with _desk() as desk:
        rows = findings(desk.archive, args.kind)
        if args.format == "csv":
            _csv(rows)
        else:
            for row in rows:
                print(json.dumps(row, ensure_ascii=False))
    return 0


def _review(args: argparse.Namespace) -> int:
    """An empty list prints nothing."""
    from newsbot.export import review

    with _desk() as desk:
        for row in map(review, desk.journal.complaints()):
            cite = row["item"].get("cite") or {}
            said = f"{row['wrong']} · {row['line']} · {cite.get('source', '')}: {row['item']['text']}"
            told = " · ".join(part for part in (row["note"], row["by"], row["at"]) if part)
            print(json.dumps(row, ensure_ascii=False) if args.json else f"{said}\n  {told}")
    return 0


def _csv(rows: Iterable[Mapping[str, Any]]) -> None:
    import csv

    from newsbot.export import FIELDS

    out = csv.DictWriter(sys.stdout, FIELDS, extrasaction="ignore", restval="", lineterminator="\n")
    out.writeheader()
    for row in rows:
        out.writerow(
            {k: json.dumps(v, ensure_ascii=False) if isinstance(v, dict) else v for k, v in row.items()}
        )


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
        address, watch = (
            trial.borrow(settings.database_url, Path(folder), empty=bool(args.paths)),
            trial.Watch(_now),
        )
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


def _spaced(argv: Sequence[str]) -> list[str]:
    """Options of `ask` may stand among its words; argparse wants them before."""
    if not argv or argv[0] != "ask":
        return list(argv)
    options, words, rest = [], [], list(argv[1:])
    while rest:
        word = rest.pop(0)
        if word == "--":
            words += rest
            break
        if word in ("--then", "--now") and rest:
            options += [word, rest.pop(0)]
        elif word.startswith("--"):
            options.append(word)
        else:
            words.append(word)
    return ["ask", *options, "--", *words]


def _line(words: Sequence[str]) -> str:
    """Arguments as one line; one with spaces, after the first, is a phrase."""
    first, *more = words
    return " ".join([first, *(f'"{word}"' if " " in word and '"' not in word else word for word in more)])


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


def _moment(iso: str | None) -> datetime | None:
    """A moment without a zone is UTC."""
    if iso is None:
        return None
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        raise NewsbotError(f"--now {iso}: no date; write --now 2026-03-31T07:00") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _utf8(*streams: TextIO) -> None:
    for stream in streams:
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


_PATHS = (("paths",), {"nargs": "+", "metavar": "PATH", "help": "files and folders"})
_JSON = (("--json",), {"action": "store_true", "help": "as JSON, one object a line"})
_FILE = (
    ("file",),
    {"nargs": "?", "default": "-", "metavar": "FILE", "help": "a file, or - for standard input"},
)
_COMMANDS: tuple[tuple[str, str, Sequence[tuple[tuple[str, ...], dict[str, Any]]], Any], ...] = (
    (
        "load",
        "read stories from files and folders into the archive",
        [_PATHS, (("-v", "--verbose"), {"action": "store_true", "help": "also what was set aside, and why"})],
        _load,
    ),
    (
        "ask",
        "one answer; without a line, an answer to each line typed or piped in",
        [
            (("line",), {"nargs": "*", "metavar": "LINE", "help": "for example: who Mayorkas"}),
            (("--then",), {"action": "append", "metavar": "LINE", "help": "ask on in the same thread"}),
            (("--now",), {"metavar": "ISO", "help": "the time to answer at (default: now)"}),
            _JSON,
            (("--csv",), {"action": "store_true", "help": "the answer's lines as CSV"}),
        ],
        _ask,
    ),
    ("story", "one story as it was read", [(("id",), {"metavar": "ID"}), _JSON], _story),
    ("storylines", "the stories that tell of one event, a storyline a line", [_JSON], _storylines),
    (
        "extract",
        'people, quotes and figures of JSON Lines {"id", "text"}',
        [
            _FILE,
            (
                ("--names",),
                {"choices": ["spacy"], "help": "a second opinion on names; pip install newsbot[spacy]"},
            ),
        ],
        _extract,
    ),
    (
        "explain",
        "why a text is read as it is: what was found and what was not, by which rule",
        [
            (
                ("what",),
                {
                    "nargs": "*",
                    "metavar": "WHAT",
                    "help": "a sentence, a file, a story's id, or - for standard input",
                },
            ),
            _JSON,
        ],
        _explain,
    ),
    (
        "findings",
        "everything that was found, with story, source and offsets",
        [
            (("--kind",), {"choices": ["mention", "quote", "figure"]}),
            (("--format",), {"choices": ["jsonl", "csv"], "default": "jsonl"}),
        ],
        _findings,
    ),
    ("review", "the lines that people found not right, as test cases", [_JSON], _review),
    (
        "verify",
        "find every stored finding again, or every cited line of answers (JSON Lines)",
        [(("file",), {"nargs": "?", "metavar": "FILE", "help": "answers; - for standard input"})],
        _verify,
    ),
    (
        "serve",
        "the bot",
        [
            (("--mode",), {"choices": ["socket", "http"], "default": "socket"}),
            (("--host",), {"default": "0.0.0.0", "help": "the address to listen on (http)"}),  # noqa: S104
        ],
        _serve,
    ),
    (
        "try",
        "the bot in a local workspace in your browser; no Slack account is needed, and nothing is kept",
        [
            (("paths",), {"nargs": "*", "metavar": "PATH", "help": "stories (default: what was loaded)"}),
            (("--open",), {"action": "store_true", "help": "open the workspace in the browser"}),
            (("--ask",), {"action": "store_true", "help": "ask in the terminal, too"}),
        ],
        _try,
    ),
    (
        "manifest",
        "the Slack app manifest, to paste into Slack",
        [
            (("--prefix",), {"metavar": "P", "help": "put P- before every command: /P-who"}),
            (
                ("--url",),
                {"metavar": "https://HOST", "help": "receive over HTTP there instead of Socket Mode"},
            ),
        ],
        _manifest,
    ),
    ("doctor", "what is misconfigured, and how to mend it", [], _doctor),
)
