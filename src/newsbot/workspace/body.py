"""The body of a message or view as an app sends it: parsed, checked as Slack checks, its blocks numbered."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from newsbot.slackfacts import limits, problems
from newsbot.workspace.faults import Faults
from newsbot.workspace.state import Json

VIEW_BYTES = 250_000


class RefusedError(Exception):
    """Slack's `ok: false`: the error's code, and fields that go with it."""

    def __init__(self, code: str, *, messages: Sequence[str] = (), **fields: Any) -> None:
        super().__init__(code)
        self.code = code
        self.fields: Json = dict(fields)
        if messages:
            self.fields["response_metadata"] = {"messages": [f"[ERROR] {each}" for each in messages]}


@dataclass(frozen=True, kw_only=True, slots=True)
class Body:
    """What a message will hold. `cut` tells that its text was longer than Slack keeps."""

    text: str
    blocks: tuple[Json, ...]
    metadata: Json | None
    cut: bool = False


def read(
    given: Mapping[str, Any], *, faults: Faults, serial: Callable[[str], str], update: bool = False
) -> Body:
    """The body of these arguments; strings that hold JSON and JSON itself read the same.

    RefusedError for what Slack refuses.
    """
    text = str(given.get("text") or "")
    blocks = _list(given.get("blocks"), "invalid_blocks_format")
    attachments = _list(given.get("attachments"), "invalid_attachments")
    if markdown := given.get("markdown_text"):
        if text or blocks:
            raise RefusedError("markdown_text_conflict")
        blocks = [{"type": "markdown", "text": str(markdown)}]
    if not (text.strip() or blocks or attachments):
        raise RefusedError("no_text")
    if update and len(text) > limits.UPDATE_TEXT:
        raise RefusedError("msg_too_long")
    check_blocks(blocks, faults=faults)
    return Body(
        text=text[: limits.MESSAGE_TEXT],
        blocks=tuple(numbered(blocks, serial)),
        metadata=_metadata(given.get("metadata")),
        cut=len(text) > limits.MESSAGE_TEXT,
    )


def check_blocks(blocks: Sequence[Any], *, faults: Faults) -> None:
    """RefusedError when Slack would not take these blocks in a message."""
    for at, block in enumerate(blocks):
        for kind in _kinds(block):
            if kind in faults.refused_blocks:
                raise RefusedError(
                    "invalid_blocks", messages=[f"unsupported type: {kind} [json-pointer:/blocks/{at}/type]"]
                )
    # a message without text is poor, but Slack takes it
    found = [each for each in problems({"text": "-", "blocks": list(blocks)}) if blocks]
    if any("characters of text in all" in each for each in found):
        raise RefusedError("msg_blocks_too_long")
    if found:
        raise RefusedError("invalid_blocks", errors=found, messages=found)


def check_view(view: Mapping[str, Any]) -> None:
    """RefusedError when Slack would not open or publish this view."""
    if found := problems(view):
        raise RefusedError("invalid_arguments", messages=found)
    if len(json.dumps(view).encode()) > VIEW_BYTES:
        raise RefusedError("view_too_large")


def parsed(value: object, code: str) -> Json:
    """An object given as such or as a string of JSON; RefusedError with this code otherwise."""
    try:
        found = json.loads(value) if isinstance(value, str) else value
    except ValueError:
        raise RefusedError(code) from None
    if not isinstance(found, dict):
        raise RefusedError(code)
    return found


def numbered(blocks: Sequence[Json], serial: Callable[[str], str]) -> Iterator[Json]:
    """Blocks with a block_id each, those in a container too, as they come back from Slack."""
    for block in blocks:
        inside = block.get("child_blocks")
        children = {"child_blocks": list(numbered(inside, serial))} if inside else {}
        yield {**block, "block_id": block.get("block_id") or serial("b"), **children}


def _list(value: object, code: str) -> list[Json]:
    if value is None or value == "":
        return []
    try:
        found = json.loads(value) if isinstance(value, str) else value
    except ValueError:
        raise RefusedError(code) from None
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise RefusedError(code)
    return found


def _metadata(value: object) -> Json | None:
    if value is None or value == "":
        return None
    metadata = parsed(value, "invalid_metadata_format")
    if not isinstance(metadata.get("event_type"), str) or not isinstance(metadata.get("event_payload"), dict):
        raise RefusedError("invalid_metadata_format")
    return metadata


def _kinds(block: object) -> Iterator[str]:
    if isinstance(block, dict):
        yield str(block.get("type"))
        for inside in block.get("child_blocks", ()):
            yield from _kinds(inside)
