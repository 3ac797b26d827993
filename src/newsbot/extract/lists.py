"""Word lists of the extractors, one file a list in data/, read once."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"  # importlib.resources takes as long to import as all lists to read
_COMMENT = re.compile(r"#.*")


@cache
def listed(name: str) -> frozenset[str]:
    """The words of `data/NAME.txt` as a set, kept."""
    return frozenset(entries(name))


def entries(name: str) -> list[str]:
    """The words of `data/NAME.txt`: white space parts words, `#` opens a comment to the line's end."""
    return _COMMENT.sub("", _text(name)).split()


def rows(name: str) -> list[str]:
    """The lines of `data/NAME.txt` that hold something; `#` begins a line of comment."""
    return [row for row in _text(name).splitlines() if row and not row.startswith("#")]


def _text(name: str) -> str:
    return (_DATA / f"{name}.txt").read_text(encoding="utf-8")
