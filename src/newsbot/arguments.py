"""Arguments: the commands of the program and their options, and what was typed read by them."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from newsbot import __version__
from newsbot.errors import NewsbotError


def parsed(argv: Sequence[str]) -> argparse.Namespace:
    """The options of one command, its name as `command`. SystemExit 2 for what is not understood."""
    parser = argparse.ArgumentParser(prog="newsbot", description="The research clerk of a news desk.")
    parser.add_argument("--version", action="version", version=f"newsbot {__version__}")
    of = parser.add_subparsers(required=True, metavar="COMMAND", dest="command")
    for name, (summary, arguments) in _COMMANDS.items():
        command = of.add_parser(name, help=summary, description=summary)
        for flags, options in arguments:
            command.add_argument(*flags, **options)
    return parser.parse_args(_spaced(argv))


def line(words: Sequence[str]) -> str:
    """Arguments as one line; one with spaces, after the first, is a phrase."""
    first, *more = words
    return " ".join([first, *(f'"{word}"' if " " in word and '"' not in word else word for word in more)])


def moment(iso: str | None) -> datetime | None:
    """A moment without a zone is UTC."""
    if iso is None:
        return None
    try:
        told = datetime.fromisoformat(iso)
    except ValueError:
        raise NewsbotError(f"--now {iso}: no date; write --now 2026-03-31T07:00") from None
    return told if told.tzinfo else told.replace(tzinfo=UTC)


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


_PATHS = (("paths",), {"nargs": "+", "metavar": "PATH", "help": "files and folders"})
_JSON = (("--json",), {"action": "store_true", "help": "as JSON, one object a line"})
_FILE = (
    ("file",),
    {"nargs": "?", "default": "-", "metavar": "FILE", "help": "a file, or - for standard input"},
)
_COMMANDS: dict[str, tuple[str, Sequence[tuple[tuple[str, ...], dict[str, Any]]]]] = {
    "load": (
        "read stories from files and folders into the archive",
        [_PATHS, (("-v", "--verbose"), {"action": "store_true", "help": "also what was set aside, and why"})],
    ),
    "ask": (
        "one answer; without a line, an answer to each line typed or piped in",
        [
            (("line",), {"nargs": "*", "metavar": "LINE", "help": "for example: who Mayorkas"}),
            (("--then",), {"action": "append", "metavar": "LINE", "help": "ask on in the same thread"}),
            (("--now",), {"metavar": "ISO", "help": "the time to answer at (default: now)"}),
            _JSON,
            (("--csv",), {"action": "store_true", "help": "the answer's lines as CSV"}),
        ],
    ),
    "story": ("one story as it was read", [(("id",), {"metavar": "ID"}), _JSON]),
    "storylines": ("the stories that tell of one event, a storyline a line", [_JSON]),
    "extract": (
        'people, quotes and figures of JSON Lines {"id", "text"}',
        [
            _FILE,
            (
                ("--names",),
                {"choices": ["spacy"], "help": "a second opinion on names; pip install newsbot[spacy]"},
            ),
        ],
    ),
    "explain": (
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
    ),
    "findings": (
        "everything that was found, with story, source and offsets",
        [
            (("--kind",), {"choices": ["mention", "quote", "figure"]}),
            (("--format",), {"choices": ["jsonl", "csv"], "default": "jsonl"}),
        ],
    ),
    "review": ("the lines that people found not right, as test cases", [_JSON]),
    "verify": (
        "find every stored finding again, or every cited line of answers (JSON Lines)",
        [(("file",), {"nargs": "?", "metavar": "FILE", "help": "answers; - for standard input"})],
    ),
    "serve": (
        "the bot",
        [
            (("--mode",), {"choices": ["socket", "http"], "default": "socket"}),
            (("--host",), {"default": "0.0.0.0", "help": "the address to listen on (http)"}),  # noqa: S104
        ],
    ),
    "try": (
        "the bot in a local workspace in your browser; no Slack account is needed, and nothing is kept",
        [
            (("paths",), {"nargs": "*", "metavar": "PATH", "help": "stories (default: what was loaded)"}),
            (("--open",), {"action": "store_true", "help": "open the workspace in the browser"}),
            (("--ask",), {"action": "store_true", "help": "ask in the terminal, too"}),
        ],
    ),
    "manifest": (
        "the Slack app manifest, to paste into Slack",
        [
            (("--prefix",), {"metavar": "P", "help": "put P- before every command: /P-who"}),
            (
                ("--url",),
                {"metavar": "https://HOST", "help": "receive over HTTP there instead of Socket Mode"},
            ),
        ],
    ),
    "doctor": ("what is misconfigured, and how to mend it", []),
}
