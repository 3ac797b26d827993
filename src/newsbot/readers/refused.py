"""A file, or a line of one, that gives no story."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Refused:
    """`origin` is the path or PATH:LINE, `reason` stands without it; `missing` if nothing is there."""

    origin: str
    reason: str
    missing: bool = False
