"""The modal behind Not right: what is wrong, with which line, and a note."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from newsbot.answer import Item
from newsbot.slackfacts import limits
from newsbot.surfaces.drawing import mark
from newsbot.surfaces.rich import Payload, as_json, cut, label, rich, text

WRONG = ("wrong person", "wrong figure", "not comparable", "not a quote", "page furniture")
CALLBACK = "not-right"

_NOTE = 500


def view(at: Mapping[str, Any], items: Sequence[Item]) -> Payload:
    """Asks about these items, which `at` finds again."""
    shown = items[: limits.OPTIONS]
    which = [{"text": label(_said(n, item)), "value": f"{n}-{mark(item)}"} for n, item in enumerate(shown)]
    what = [{"text": label(said), "value": said} for said in WRONG]
    note = {"type": "plain_text_input", "action_id": "note", "multiline": True, "max_length": _NOTE}
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "title": label("Not right"),
        "submit": label("Send"),
        "close": label("Cancel"),
        "private_metadata": as_json(at),
        "blocks": [
            _input(
                "wrong", "What is wrong?", {"type": "radio_buttons", "action_id": "wrong", "options": what}
            ),
            _input("line", "Which line?", {"type": "static_select", "action_id": "line", "options": which}),
            {**_input("note", "Note", note), "optional": True},
        ],
    }


def thanks() -> Payload:
    """What stands there once it is sent."""
    said = "It is on the review list (newsbot review prints it)."
    return {
        "type": "modal",
        "title": label("Not right"),
        "close": label("Close"),
        "blocks": [rich([[text(said)]])],
    }


def chosen(values: Mapping[str, Any]) -> tuple[str, str, str]:
    """What is wrong, the mark of the line, and the note, from a modal that was sent."""
    wrong = str(values["wrong"]["wrong"]["selected_option"]["value"])
    _, _, line = str(values["line"]["line"]["selected_option"]["value"]).partition("-")
    return wrong, line, str(values["note"]["note"].get("value") or "")[:_NOTE]


def _input(block: str, said: str, element: Payload) -> Payload:
    return {"type": "input", "block_id": block, "label": label(said), "element": element}


def _said(n: int, item: Item) -> str:
    """The source and the first words, enough to know the line by."""
    assert item.cite
    return cut(f"{n + 1} · {item.cite.source}: {' '.join(item.text.split())}", high=limits.OPTION_TEXT)
