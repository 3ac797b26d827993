"""What Slack would refuse in a payload, told before it is sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from newsbot.slackfacts import limits
from newsbot.slackfacts.block_rules import HOME, MESSAGE, MODAL, block
from newsbot.slackfacts.fields import Check, Fields, Problems, keys, quiet, string, text


def problems(payload: Mapping[str, Any]) -> tuple[str, ...]:
    """Everything that is wrong with a message, an update of one, or a view; nothing when all is well.

    A payload of type 'modal' or 'home' is a view; one with `ts` is a chat.update; anything else a
    message for chat.postMessage, chat.postEphemeral or a response_url.
    """
    if _kind(payload) in ("modal", "home"):
        return tuple(_view(payload))
    return tuple(_message(payload))


def weight(blocks: Sequence[Any]) -> int:
    """The characters of all text in these blocks, as `limits.BUDGET` counts them."""
    return sum(map(len, _strings([part for part in blocks if _kind(part) != "data_table"])))


def _message(payload: Fields) -> Problems:
    if payload.get("delete_original"):
        return
    blocks = payload.get("blocks")
    said = payload.get("text")
    high = limits.UPDATE_TEXT if "ts" in payload else limits.MESSAGE_TEXT
    if not said:
        yield "text: is missing; a notification and a screen reader get nothing else"
    yield from string(said, "text", high=high)
    yield from quiet(said, "text")
    if "markdown_text" in payload:
        yield "markdown_text: excludes text and blocks"
    yield from _metadata(payload.get("metadata"))
    if blocks is None:
        return
    if not isinstance(blocks, list):
        yield "blocks: must be a list"
        return
    yield from _blocks(blocks, MESSAGE, high=limits.MESSAGE_BLOCKS)
    yield from _in_all(blocks)


def _metadata(found: object) -> Problems:
    if found is None:
        return
    if not isinstance(found, Mapping):
        yield "metadata: must be an object"
        return
    allowed = {"event_type", "event_payload"}
    yield from keys(found, "metadata", required=allowed, allowed={"entities"})
    yield from string(found.get("event_type"), "metadata.event_type", high=limits.METADATA_TYPE, low=1)


def _view(payload: Fields) -> Problems:
    modal = payload.get("type") == "modal"
    allowed = {"callback_id", "private_metadata", "external_id", "close", "submit", "title", "hash"}
    allowed |= {"clear_on_close", "notify_on_close"}
    required = {"blocks", "title"} if modal else {"blocks"}
    yield from keys(payload, "view", required=required, allowed=allowed)
    for name in ("title", "close", "submit"):
        yield from text(payload.get(name), name, high=limits.VIEW_TITLE, plain=True)
    hidden = payload.get("private_metadata")
    yield from string(hidden, "private_metadata", high=limits.VIEW_PRIVATE_METADATA)
    yield from string(payload.get("callback_id"), "callback_id", high=limits.VIEW_CALLBACK_ID)
    blocks = payload.get("blocks")
    if not isinstance(blocks, list):
        yield "blocks: must be a list"
        return
    yield from _blocks(blocks, MODAL if modal else HOME, high=limits.VIEW_BLOCKS)
    if modal and payload.get("submit") is None and any(_kind(found) == "input" for found in blocks):
        yield "view: submit is needed where there is an input"


def _blocks(blocks: list[Any], rules: Mapping[str, Check], *, high: int) -> Problems:
    if len(blocks) > high:
        yield f"blocks: {len(blocks)} blocks, at most {high}"
    for n, found in enumerate(blocks):
        if isinstance(found, Mapping):
            yield from block(found, f"blocks[{n}]", rules)
        else:
            yield f"blocks[{n}]: must be an object"
    ids = Counter(str(found["block_id"]) for found in _all(blocks) if found.get("block_id") is not None)
    for name, count in sorted(ids.items()):
        if count > 1:
            yield f"blocks: block_id {name!r} stands {count} times"


def _in_all(blocks: list[Any]) -> Problems:
    """The rules that hold over a whole message."""
    kinds = Counter(str(_kind(found)) for found in _all(blocks))
    if kinds["table"] > limits.MESSAGE_TABLES:
        yield f"blocks: {kinds['table']} tables, at most {limits.MESSAGE_TABLES}"
    if kinds["data_visualization"] > limits.MESSAGE_CHARTS:
        yield f"blocks: {kinds['data_visualization']} charts, at most {limits.MESSAGE_CHARTS}"
    markdown = sum(len(str(found.get("text", ""))) for found in _all(blocks) if _kind(found) == "markdown")
    if markdown > limits.MARKDOWN_TEXT:
        yield f"blocks: {markdown} characters of markdown, at most {limits.MARKDOWN_TEXT}"
    cells = sum(map(len, _strings([found for found in _all(blocks) if _kind(found) == "data_table"])))
    if cells > limits.DATA_TABLE_TEXT:
        yield f"blocks: {cells} characters in data tables, at most {limits.DATA_TABLE_TEXT}"
    if (total := weight(blocks)) > limits.BUDGET:
        yield f"blocks: {total} characters of text in all, at most {limits.BUDGET}"


def _all(blocks: Sequence[Any]) -> Iterator[Fields]:
    """Every block, those in a container included."""
    for found in blocks:
        if isinstance(found, Mapping):
            yield found
            inside = found.get("child_blocks")
            if isinstance(inside, list):
                yield from _all(inside)


def _strings(part: object) -> Iterator[str]:
    """The texts that are shown: strings under 'text', 'title', 'caption' and 'label'."""
    if isinstance(part, Mapping):
        for key, value in part.items():
            if isinstance(value, str) and key in {"text", "title", "caption", "label"}:
                yield value
            elif not isinstance(value, str):
                yield from _strings(value)
    elif isinstance(part, (list, tuple)):
        for one in part:
            yield from _strings(one)


def _kind(found: object) -> object:
    return found.get("type") if isinstance(found, Mapping) else None
