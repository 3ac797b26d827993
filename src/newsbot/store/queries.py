"""Named SQL: files of statements, each under a line `-- name: x`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

_NAME = re.compile(r"^-- name: (\w+)\n", re.MULTILINE)


@lru_cache(maxsize=8)
def queries(name: str) -> Mapping[str, str]:
    """The statements of `store/sql/{name}.sql` by name."""
    parts = _NAME.split((resources.files("newsbot.store") / "sql" / f"{name}.sql").read_text("utf-8"))
    return {
        title: text.strip().removesuffix(";") for title, text in zip(parts[1::2], parts[2::2], strict=True)
    }


def migrations(engine: str) -> tuple[str, ...]:
    """The schema's steps for this engine, first to last; their count is the schema's version."""
    folder = resources.files("newsbot.store") / "migrations" / engine
    files = sorted(folder.iterdir(), key=lambda file: file.name)
    return tuple(file.read_text("utf-8") for file in files if file.name.endswith(".sql"))
