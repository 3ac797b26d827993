"""Answers as they were given: kept for the buttons under them, for a time."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime, timedelta

from newsbot.answer import Answer
from newsbot.errors import StoreError
from newsbot.surfaces import given
from newsbot.surfaces.slack.in_hand import InHand
from newsbot.surfaces.slack.post import Poster

# An answer takes 1 to 70 KB. What one person sees is gone from Slack when they leave; so it goes from here.
_FOR_ALL, _FOR_ONE = timedelta(days=14), timedelta(days=1)

log = logging.getLogger(__name__)


async def keep(poster: Poster, answer: Answer, *, now: datetime) -> str:
    """Keep an answer that everybody is to see; its key, which the buttons under it carry."""
    text = await asyncio.to_thread(given.written, answer)
    await _kept(poster, text, now, _FOR_ALL)
    return given.key(text)


async def keep_beside(poster: Poster, in_hand: InHand, answer: Answer, *, now: datetime) -> str:
    """The same of an answer that one person gets, who waits for nothing that is written."""
    text = await asyncio.to_thread(given.written, answer)
    in_hand.start(_kept(poster, text, now, _FOR_ONE))
    return given.key(text)


async def found(poster: Poster, key: str | None) -> Answer | None:
    """The answer that was given under this key; None where it is no longer kept."""
    text = await poster.note(lambda journal: journal.given(key)) if key else None
    return await asyncio.to_thread(given.read, text) if text else None


async def _kept(poster: Poster, text: str, now: datetime, term: timedelta) -> None:
    """What cannot be kept is asked again, as what was forgotten is: no answer is held up by it."""
    at, until = (moment.astimezone(UTC).isoformat(timespec="seconds") for moment in (now, now + term))
    try:
        await poster.note(lambda journal: journal.give(given.key(text), text, now=at, until=until))
    except StoreError as error:
        log.warning("an answer was not kept for its buttons: %s", error)
