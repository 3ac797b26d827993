"""An answer as it was given: written down, known by a key that the buttons under it carry, read again."""

from __future__ import annotations

import hashlib
import json

from newsbot.answer import Answer
from newsbot.surfaces.rich import as_json


def written(answer: Answer) -> str:
    """The answer as JSON; the same words for the same answer."""
    return as_json(answer.to_dict())


def key(text: str) -> str:
    """What is written decides it, so that whoever gives this answer again keeps it under the same."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:20]


def read(text: str) -> Answer | None:
    """The answer that was written; None if a version did it that wrote answers otherwise."""
    try:
        return Answer.from_dict(json.loads(text))
    except (AttributeError, KeyError, TypeError, ValueError):
        return None
