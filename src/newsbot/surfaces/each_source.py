"""The modal behind "Thread: each source": what the thread of a morning note holds, also where a note has none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from newsbot.surfaces.rich import Payload, as_json, button, label, row

BACK, ON = "each-source-back", "each-source-on"  # action ids


def view(at: Mapping[str, Any], pages: Sequence[list[Payload]], n: int) -> Payload:
    """The n-th of these pages of blocks. `at` is what the buttons ask again."""
    return {
        "type": "modal",
        "callback_id": "each-source",
        "title": label("Each source"),
        "close": label("Close"),
        "private_metadata": as_json(at),
        "blocks": [*pages[n], *_pager(n, len(pages))],
    }


def _pager(n: int, of: int) -> list[Payload]:
    """The way to the other pages."""
    buttons = [
        button("Previous", BACK, {"n": n - 1}) if n else None,
        button("Next", ON, {"n": n + 1}) if n + 1 < of else None,
    ]
    return row(*filter(None, buttons))
