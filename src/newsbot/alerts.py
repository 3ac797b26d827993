"""Alerts: what the watches of a workspace have met, one message a channel and look, posted once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Protocol

from newsbot.answer import Answer
from newsbot.config import Quiet
from newsbot.store import Journal
from newsbot.surfaces.blocks import Payload, message
from newsbot.surfaces.slack import given
from newsbot.surfaces.slack import quiet as hours
from newsbot.surfaces.slack.post import Poster

log = logging.getLogger(__name__)


class Told(Protocol):
    """An alert, as the desk gives it."""

    @property
    def key(self) -> str: ...
    @property
    def channel(self) -> str: ...
    @property
    def answer(self) -> Answer | None: ...
    @property
    def about(self) -> str | None: ...


class Watching(Protocol):
    """The desk, as alerts know it."""

    @property
    def journal(self) -> Journal: ...
    def alerts(
        self, prefix: str, *, now: datetime | None = None, held: Callable[[str], bool] = ...
    ) -> tuple[Told, ...]: ...


class Alerts:
    """Posts the alerts of one workspace; any number of these may run on one Journal."""

    def __init__(
        self, desk: Watching, poster: Poster, now: Callable[[], datetime], *, quiet: Quiet | None = None
    ) -> None:
        self._desk = desk
        self._poster = poster
        self._now = now
        self._quiet = quiet

    async def sweep(self) -> None:
        """Post whatever was met since the last sweep, and what an earlier one noted and did not live to post. In
        its quiet hours a channel is not looked at, so that all of it comes in one message afterwards."""
        now, prefix = self._now(), f"{self._poster.team}:"
        try:
            kept = await self._poster.note(lambda journal: journal.settings(hours.key(self._poster.team, "")))
            own = hours.own(kept, team=self._poster.team)

            def held(place: str) -> bool:
                quiet = own.get(place.removeprefix(prefix), self._quiet)
                return quiet is not None and quiet.holds(now)

            found = await asyncio.to_thread(self._desk.alerts, prefix, now=now, held=held)
        except Exception:
            log.exception("looking at what is watched failed; tried again in a minute")
            return
        for alert in found:
            try:
                await self._tell(alert, now)
            except Exception:
                log.exception("the alert %s failed; tried again in a minute", alert.key)

    async def _tell(self, alert: Told, now: datetime) -> None:
        answer = alert.answer
        if answer is not None:
            channel = alert.channel.removeprefix(f"{self._poster.team}:")
            done = await self._poster.once(alert.key, channel, self._drawn(answer, now))
            if done.state in {"busy", "unknown"}:
                return
            if done.state == "sent" and alert.about:
                await self._remember(f"{alert.channel}:{done.detail}", alert.about, now)
        await self._poster.note(lambda journal: journal.told(alert.key))

    async def _remember(self, thread: str, line: str, now: datetime) -> None:
        """What a follow-up under the alert looks back to."""
        moment = now.astimezone(UTC).isoformat(timespec="seconds")
        await self._poster.note(lambda journal: journal.remember(thread, line, now=moment))

    def _drawn(self, answer: Answer, now: datetime) -> Callable[[], Awaitable[Payload]]:
        async def make() -> Payload:
            return message(answer, given=await given.keep(self._poster, answer, now=now))

        return make
