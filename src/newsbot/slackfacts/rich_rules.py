"""Checks of rich text: the one carrier that Slack never parses."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from newsbot.slackfacts import limits
from newsbot.slackfacts.fields import Check, Fields, Problems, each, keys, one_of, string, typed, whole

_MANY = 1_000  # parts of one rich text; Slack publishes no number
_STYLES = {"bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink"}


def rich_text(block: Fields, at: str) -> Problems:
    """Sections, lists, quotes and code, each of runs of text."""
    yield from keys(block, at, required={"elements"}, allowed={"block_id"})
    yield from each(block.get("elements"), f"{at}.elements", _part, high=_MANY)


def _part(part: Fields, at: str) -> Problems:
    yield from typed(part, at, _PARTS)


def _section(part: Fields, at: str) -> Problems:
    yield from keys(part, at, required={"elements"}, allowed=())
    yield from each(part.get("elements"), f"{at}.elements", _run, high=_MANY)


def _framed(part: Fields, at: str) -> Problems:
    yield from keys(part, at, required={"elements"}, allowed={"border", "language"})
    yield from whole(part.get("border"), f"{at}.border", low=0, high=1)
    yield from each(part.get("elements"), f"{at}.elements", _run, high=_MANY)


def _list(part: Fields, at: str) -> Problems:
    yield from keys(part, at, required={"elements", "style"}, allowed={"indent", "offset", "border"})
    yield from one_of(part.get("style"), f"{at}.style", {"bullet", "ordered"})
    yield from whole(part.get("indent"), f"{at}.indent", low=0, high=limits.LIST_INDENT)
    yield from whole(part.get("border"), f"{at}.border", low=0, high=1)
    yield from each(part.get("elements"), f"{at}.elements", _item, high=_MANY)


def _item(part: Fields, at: str) -> Problems:
    yield from typed(part, at, {"rich_text_section": _section})


def _run(run: Fields, at: str) -> Problems:
    yield from typed(run, at, _RUNS)
    style = run.get("style")
    if isinstance(style, Mapping):
        yield from keys(style, f"{at}.style", required=(), allowed=_STYLES)
    elif style is not None:
        yield f"{at}.style: must be an object"


def _words(run: Fields, at: str) -> Problems:
    yield from keys(run, at, required={"text"}, allowed={"style"})
    yield from string(run.get("text"), f"{at}.text", high=limits.BUDGET, low=1)


def _link(run: Fields, at: str) -> Problems:
    yield from keys(run, at, required={"url"}, allowed={"text", "style", "unsafe"})
    yield from string(run.get("url"), f"{at}.url", high=limits.BUTTON_URL, low=1)
    yield from string(run.get("text"), f"{at}.text", high=limits.BUDGET, low=1)


def _named(key: str) -> Check:
    def check(run: Fields, at: str) -> Problems:
        yield from keys(run, at, required={key}, allowed={"style", "unicode"})
        yield from string(run.get(key), f"{at}.{key}", high=limits.BLOCK_ID, low=1)

    return check


def _broadcast(_run: Fields, at: str) -> Problems:
    yield f"{at}: would notify everybody"


_PARTS: Mapping[str, Check] = MappingProxyType(
    {
        "rich_text_section": _section,
        "rich_text_quote": _framed,
        "rich_text_preformatted": _framed,
        "rich_text_list": _list,
    }
)
_RUNS: Mapping[str, Check] = MappingProxyType(
    {
        "text": _words,
        "link": _link,
        "user": _named("user_id"),
        "channel": _named("channel_id"),
        "emoji": _named("name"),
        "broadcast": _broadcast,
    }
)
