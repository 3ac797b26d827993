"""Where a story comes from, and a file or a line of one that gives none."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True, slots=True)
class Refused:
    """`origin` is the path or PATH:LINE, `reason` stands without it; `missing` if nothing is there."""

    origin: str
    reason: str
    missing: bool = False


def place(path: Path) -> str:
    """The absolute path, ".." gone, links kept: the name that a file is known by."""
    return os.path.normpath(path.absolute())
