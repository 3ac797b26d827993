"""What Slack makes of a message: whom it calls and what it links, of its parsed text and its rich text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from newsbot.workspace.state import Json, Message

# `<…>` in parsed text, never across a line, never an escaped `&lt;…&gt;`
_CALL = re.compile(r"<([!@][^<>\n|]{1,200})(?:\|[^<>\n]{0,200})?>")
_LINK = re.compile(r"<((?:https?://|mailto:)[^<>\n|]{1,3000})(?:\|[^<>\n]{0,3000})?>")
_BARE = re.compile(r"https?://[^\s<>|]{1,3000}")


def calls(message: Message) -> frozenset[str]:
    """Whom a message calls: `@U1`, `!channel`, `!subteam^S1`. Rich text calls only by its own elements."""
    found = {each for text in _parsed(message, with_text=True) for each in _CALL.findall(text)}
    for part in _parts(list(message.blocks)):
        if part.get("type") == "user":
            found.add(f"@{part.get('user_id')}")
        elif part.get("type") == "usergroup":
            found.add(f"!subteam^{part.get('usergroup_id')}")
        elif part.get("type") == "broadcast":
            found.add(f"!{part.get('range')}")
    return frozenset(found)


def links(message: Message) -> frozenset[str]:
    """Where a message leads: links written as such, bare addresses in parsed text, and buttons."""
    found: set[str] = set()
    for text in _parsed(message, with_text=not message.blocks):
        found.update(_LINK.findall(text))
        found.update(_BARE.findall(_LINK.sub(" ", text)))
    for part in _parts(list(message.blocks)):
        if part.get("type") in ("link", "button") and part.get("url"):
            found.add(str(part["url"]))
    return frozenset(found)


def _parsed(message: Message, *, with_text: bool) -> Iterator[str]:
    """The strings in which Slack looks for marks."""
    if with_text:
        yield message.text
    for part in _parts(list(message.blocks)):
        if part.get("type") in ("mrkdwn", "markdown"):
            yield str(part.get("text", ""))


def _parts(part: Any) -> Iterator[Json]:
    if isinstance(part, dict):
        yield part
        for value in part.values():
            yield from _parts(value)
    elif isinstance(part, list):
        for each in part:
            yield from _parts(each)
