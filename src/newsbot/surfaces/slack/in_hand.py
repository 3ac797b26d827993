"""The work that is in hand, so that a process which is told to stop can finish it."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Any, Self


class InHand:
    """Enter it around a piece of work; it also keeps the task alive, which asyncio alone does not."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    def __len__(self) -> int:
        return len(self._tasks)

    async def __aenter__(self) -> Self:
        if task := asyncio.current_task():
            self._tasks.add(task)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if task := asyncio.current_task():
            self._tasks.discard(task)

    async def finish(self, *, within: float) -> int:
        """Wait for all of it; how many were still at it in the end."""
        await asyncio.sleep(0.1)  # what was acknowledged a moment ago has begun by then
        if not self._tasks:
            return 0
        _, left = await asyncio.wait(tuple(self._tasks), timeout=within)
        return len(left)
