"""The work that is in hand, so that a process which is told to stop can finish it."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any


class InHand:
    """Starts work beside what is going on, and keeps hold of it, which asyncio alone does not."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def __len__(self) -> int:
        return len(self._tasks)

    def start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Begin; what goes wrong is the work's own business."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def finish(self, *, within: float) -> int:
        """Wait for all of it; how many were still at it in the end."""
        await asyncio.sleep(0.05)  # what was acknowledged a moment ago is in hand by then
        if not self._tasks:
            return 0
        _, left = await asyncio.wait(tuple(self._tasks), timeout=within)
        return len(left)
