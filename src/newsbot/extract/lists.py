"""Word lists of the extractors, one file a list in data/, read once."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def listed(name: str) -> frozenset[str]:
    """The words of `data/NAME.txt`: white space parts words, `#` opens a comment to the line's end."""
    text = files("newsbot.extract").joinpath("data", f"{name}.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() for word in line.split("#", 1)[0].split())
