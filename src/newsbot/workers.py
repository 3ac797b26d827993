"""Workers: processes that read stories beside this one, once there are many."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import fields
from functools import cache
from multiprocessing import get_context
from multiprocessing.reduction import ForkingPickler
from operator import attrgetter
from typing import Any, TypeVar

_MANY = 300  # stories; a second process takes about as long to start as reading so many
_AHEAD = 4  # batches handed out before the first is waited for: workers stay busy, memory stays bounded

_T = TypeVar("_T")
_R = TypeVar("_R")


class Workers:
    """A job done with one batch after the other: here until much has `begun`, then in processes of their own. What is
    started ends with the stack."""

    def __init__(self, count: int, stack: ExitStack) -> None:
        self.begun = 0  # stories, counted by who hands them in
        self._count, self._stack = count, stack
        self._pool: Executor | None = None

    def each(self, job: Callable[[list[_T]], list[_R]], batches: Iterable[list[_T]]) -> Iterator[list[_R]]:
        """What the job makes of each batch, in their order."""
        waiting: deque[tuple[list[_T], Future[list[_R]]]] = deque()
        for batch in batches:
            handed = self._handed_out(job, batch)
            if handed:
                waiting.append((batch, handed))
            while waiting and (len(waiting) > _AHEAD or not handed):
                yield self._first(job, *waiting.popleft())
            if not handed:
                yield job(batch)
        for first in waiting:
            yield self._first(job, *first)

    def _handed_out(self, job: Callable[[list[_T]], list[_R]], batch: list[_T]) -> Future[list[_R]] | None:
        if self._count < 2 or self.begun <= _MANY:
            return None
        self._pool = self._pool or self._start()
        try:
            return self._pool.submit(job, batch)
        except BrokenExecutor:
            self._count = 1
            return None

    def _first(
        self, job: Callable[[list[_T]], list[_R]], batch: list[_T], done: Future[list[_R]]
    ) -> list[_R]:
        try:
            return done.result()
        except BrokenExecutor:  # a worker was killed, for its memory perhaps; alone it may fit
            self._count = 1
            return job(batch)

    def _start(self) -> Executor:
        # spawn: a fork of a bot with threads and open databases inherits locks that nobody lets go of
        pool = ProcessPoolExecutor(self._count, mp_context=get_context("spawn"), initializer=_deaf)
        self._stack.callback(pool.shutdown, wait=True, cancel_futures=True)
        return pool


def carry(kind: type) -> None:
    """Have the frozen dataclass cross between processes in a third less time than as it would by itself, when both
    sides ask for the fields of every single one. Call it where the module of the job is imported."""
    ForkingPickler.register(kind, _taken_apart)


def _taken_apart(one: Any) -> tuple[Any, ...]:
    kind: Any = type(one)
    return _put_together, (kind, *_slots(kind)[0](one))


def _put_together(kind: type, *values: object) -> object:
    one: object = object.__new__(kind)
    for write, value in zip(_slots(kind)[1], values, strict=True):
        write(one, value)
    return one


@cache
def _slots(
    kind: Any,
) -> tuple[Callable[[Any], tuple[object, ...]], tuple[Callable[[object, object], None], ...]]:
    """What reads all fields of one of this kind, which has two or more, and what writes each."""
    names = [field.name for field in fields(kind)]
    return attrgetter(*names), tuple(getattr(kind, name).__set__ for name in names)


def _deaf() -> None:
    """Control-C is the parent's to hear; it ends its workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
