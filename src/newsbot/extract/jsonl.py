"""The extract command: a line of JSON in, a line of JSON out."""

from __future__ import annotations

import json
from collections.abc import Callable

from newsbot.errors import ReadError
from newsbot.extract import extract
from newsbot.extract.opinion import Opinion
from newsbot.facts import facts


def extracted(line: str, opinion: Opinion | None = None) -> str:
    """The findings of one {"id", "text"}, as one line; ReadError for what is none."""
    try:
        asked = json.loads(line)
        text = asked["text"]
    except (ValueError, KeyError, TypeError):
        raise ReadError(f'not a JSON object with "id" and "text": {line[:60]!r}') from None
    if not isinstance(text, str):
        raise ReadError(f'"text" is not a string: {line[:60]!r}')
    found = extract(text, opinion=opinion)
    rows = {
        "mentions": [facts(m, text) for m in found.mentions],
        "quotes": [facts(q, text) for q in found.quotes],
        "figures": [facts(f, text) for f in found.figures],
    }
    return _dumps({"id": asked.get("id"), **rows})


_dumps: Callable[[object], str] = json.JSONEncoder(ensure_ascii=False).encode
