"""Checks of one field of a block: what is wrong with it, in words, nothing when it is right."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from newsbot.slackfacts import limits

Problems = Iterator[str]
Fields = Mapping[str, Any]
Check = Callable[[Fields, str], Problems]

# Mentions of everybody: Slack would deliver them, newsbot never means them. Escaped `&lt;!here>` is
# no match.
_BROADCAST = re.compile(r"<!(?:channel|here|everyone|subteam)")


def keys(block: Fields, at: str, *, required: Collection[str], allowed: Collection[str]) -> Problems:
    """Required fields that are missing or null, and fields that Slack does not know."""
    for key in sorted(required):
        if block.get(key) is None:
            yield f"{at}: {key} is missing"
    for key in sorted(set(block) - set(required) - set(allowed) - {"type"}):
        yield f"{at}: unknown field {key}"


def string(value: object, at: str, *, high: int, low: int = 0) -> Problems:
    """A string of `low` to `high` code points; an absent one is the caller's business."""
    if value is None:
        return
    if not isinstance(value, str):
        yield f"{at}: must be a string"
    elif len(value) < low:
        yield f"{at}: must not be empty"
    elif len(value) > high:
        yield f"{at}: {len(value)} characters, at most {high}"


def whole(value: object, at: str, *, low: int, high: int) -> Problems:
    """A whole number of `low` to `high`; absent is fine."""
    if value is None:
        return
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        yield f"{at}: must be a whole number from {low} to {high}"


def one_of(value: object, at: str, choices: Collection[str]) -> Problems:
    """One of the words that Slack knows; absent is fine."""
    if value is not None and not (isinstance(value, str) and value in choices):
        yield f"{at}: {value!r} is none of {', '.join(sorted(choices))}"


def text(value: object, at: str, *, high: int, plain: bool = False) -> Problems:
    """A text object. `plain` where Slack takes no mrkdwn."""
    if value is None:
        return
    if not isinstance(value, Mapping):
        yield f"{at}: must be a text object"
        return
    yield from one_of(
        value.get("type", ""), f"{at}.type", {"plain_text"} if plain else {"plain_text", "mrkdwn"}
    )
    yield from keys(value, at, required={"text"}, allowed={"emoji", "verbatim"})
    yield from string(value.get("text"), f"{at}.text", high=high, low=1)
    if value.get("type") == "mrkdwn":
        yield from quiet(value.get("text"), f"{at}.text")


def quiet(value: object, at: str) -> Problems:
    """Parsed text that would call a whole channel."""
    if isinstance(value, str) and (found := _BROADCAST.search(value)):
        yield f"{at}: would notify everybody ({found.group()}…)"


def each(value: object, at: str, check: Check, *, high: int, low: int = 1) -> Problems:
    """A list of `low` to `high` objects, each of which passes `check`; absent is fine."""
    if value is None:
        return
    if not isinstance(value, (list, tuple)):
        yield f"{at}: must be a list"
        return
    if not low <= len(value) <= high:
        yield f"{at}: {len(value)} entries, {low} to {high} are allowed"
    for n, part in enumerate(value):
        if isinstance(part, Mapping):
            yield from check(part, f"{at}[{n}]")
        else:
            yield f"{at}[{n}]: must be an object"


def typed(block: Fields, at: str, rules: Mapping[str, Check]) -> Problems:
    """The check that belongs to this object's type; a type without one is a problem."""
    kind = block.get("type")
    check = rules.get(kind) if isinstance(kind, str) else None
    if check is None:
        yield f"{at}: type {kind!r} is not known here"
        return
    yield from check(block, at)


def confirm(value: object, at: str) -> Problems:
    """A confirmation dialog; absent is fine."""
    if value is None:
        return
    if not isinstance(value, Mapping):
        yield f"{at}: must be an object"
        return
    yield from keys(value, at, required={"title", "text", "confirm", "deny"}, allowed={"style"})
    yield from text(value.get("title"), f"{at}.title", high=limits.CONFIRM_TITLE, plain=True)
    yield from text(value.get("text"), f"{at}.text", high=limits.CONFIRM_TEXT)
    yield from text(value.get("confirm"), f"{at}.confirm", high=limits.CONFIRM_BUTTON, plain=True)
    yield from text(value.get("deny"), f"{at}.deny", high=limits.CONFIRM_BUTTON, plain=True)
