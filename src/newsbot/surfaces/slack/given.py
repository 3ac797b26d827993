"""Answers as they were given: kept for the buttons under them, for a time."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import Executor
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from newsbot.answer import Answer
from newsbot.errors import StoreError
from newsbot.store import Journal
from newsbot.surfaces import given
from newsbot.surfaces.slack.in_hand import InHand
from newsbot.surfaces.slack.post import Poster

# An answer takes 1 to 70 KB. What one person sees is gone from Slack when they leave; so it goes from here.
_FOR_ALL, _FOR_ONE = timedelta(days=14), timedelta(days=1)

log = logging.getLogger(__name__)


async def keep(poster: Poster, answer: Answer, *, now: datetime) -> str:
    """Keep an answer that everybody is to see; its key, which the buttons under it carry."""
    text = await asyncio.to_thread(given.written, answer)
    await poster.note(lambda journal: _kept(journal, given.key(text), text, now, _FOR_ALL))
    return given.key(text)


class Given:
    """Answers that one person gets, and those that are kept already.

    Writing one down takes 3 to 6 ms of the processor. It is done by the readers, which take what they are asked in
    order: after the questions that came before, so that fifty who ask at once do not wait for it.
    """

    def __init__(self, poster: Poster, in_hand: InHand, readers: Executor) -> None:
        self._poster = poster
        self._in_hand = in_hand
        self._readers = readers
        self._waiting: dict[str, Answer] = {}

    def keep(self, answer: Answer, *, now: datetime) -> str:
        """Keep it; its key, under which it is found from now on. An answer that several get at once has one."""
        if same := next((key for key, other in self._waiting.items() if other is answer), None):
            return same
        key = uuid4().hex[:20]
        self._waiting[key] = answer
        self._in_hand.start(self._write(key, answer, now))
        return key

    async def found(self, key: str) -> Answer | None:
        """The answer that was given under this key; None where it is no longer kept."""
        if not key or key in self._waiting:
            return self._waiting.get(key)
        text = await self._poster.note(lambda journal: journal.given(key))
        return await asyncio.to_thread(given.read, text) if text else None

    async def _write(self, key: str, answer: Answer, now: datetime) -> None:
        def write(journal: Journal) -> None:
            _kept(journal, key, given.written(answer), now, _FOR_ONE)

        try:
            await self._poster.note(write, self._readers)
        finally:
            del self._waiting[key]


def _kept(journal: Journal, key: str, text: str, now: datetime, term: timedelta) -> None:
    """What cannot be kept is asked again, as what was forgotten is: no answer is held up by it."""
    at, until = (moment.astimezone(UTC).isoformat(timespec="seconds") for moment in (now, now + term))
    try:
        journal.give(key, text, now=at, until=until)
    except StoreError as error:
        log.warning("an answer was not kept for its buttons: %s", error)
