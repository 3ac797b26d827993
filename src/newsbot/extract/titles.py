"""Titles and roles that stand with a name, as literal spans."""

from __future__ import annotations

from newsbot.model import Span


def titles(text: str, start: int, end: int, within: Span) -> tuple[Span, ...]:
    """The titles of the name at start to end, nearest first; none reaches beyond `within`."""
    return ()
