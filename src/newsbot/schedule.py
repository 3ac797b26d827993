"""The clock: what is due? Ask the line, post it once. APScheduler only wakes; the Journal decides."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from slack_sdk.errors import SlackApiError

from newsbot.alerts import Alerts
from newsbot.answer import Answer
from newsbot.config import Digest, Quiet
from newsbot.desk import lines
from newsbot.surfaces.blocks import Payload, note
from newsbot.surfaces.slack import given, notes
from newsbot.surfaces.slack.post import LOST, Poster
from newsbot.surfaces.slack.talk import Asked

SWEEP_S = 30
FEW = 5  # channels that are posted to at once; each takes a message a second
LATE = timedelta(minutes=5)  # a note that is posted this much after its time says so
EVER = "1970-01-01"  # before anything could be loaded: what a channel's first note covers

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """One note of one local day. `late` notes say so; `missed` ones are not posted."""

    digest: Digest
    day: date
    moment: datetime
    late: bool
    missed: bool

    def key(self, team: str) -> str:
        """The delivery's name in the Journal: by local day, so that no change of the clocks doubles it."""
        return f"{self.series(team)}:{self.day.isoformat()}:{self.digest.at:%H%M}"

    def series(self, team: str) -> str:
        """What the notes of this line in this channel have in common."""
        line = hashlib.sha256(self.digest.line.encode()).hexdigest()[:12]
        return f"digest:{team}:{self.digest.channel}:{line}"


def due(digests: Sequence[Digest], *, now: datetime) -> tuple[Due, ...]:
    """The notes of today and of the day before, as their zones have it, whose time has come; oldest first.

    A time that the clocks jump over in spring comes as much later; one that comes twice in autumn is due
    at the first.
    """
    found = {one.key(""): one for digest in digests for one in _due(digest, now)}
    return tuple(sorted(found.values(), key=lambda one: (one.moment, one.key(""))))


def _due(digest: Digest, now: datetime) -> Iterator[Due]:
    zone = ZoneInfo(digest.zone)
    today = now.astimezone(zone).date()
    for day in (today - timedelta(days=1), today):
        if day.weekday() not in digest.days:
            continue
        moment = datetime.combine(day, digest.at, zone).astimezone(UTC)
        behind = now.astimezone(UTC) - moment
        if behind >= timedelta(0) and not (digest.since and moment < digest.since):
            late, missed = behind > LATE, behind > digest.late
            yield Due(digest=digest, day=day, moment=moment, late=late, missed=missed)


class Clock:
    """Posts digests of one workspace; any number of these may run on one Journal."""

    def __init__(
        self,
        desk: Asked,
        digests: Sequence[Digest],
        poster: Poster,
        now: Callable[[], datetime],
        /,
        *,
        quiet: Quiet | None = None,
    ) -> None:
        self._desk = desk
        self._digests = tuple(digests)
        self._poster = poster
        self._now = now
        self._alerts = Alerts(desk, poster, now, quiet=quiet)
        self._done: set[str] = set()
        self._stopping = False
        self._sweeping = asyncio.Lock()
        self._few = asyncio.Semaphore(FEW)
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )

    def start(self) -> None:
        """Sweep now, and every half minute from now on."""
        self._scheduler.add_job(self.sweep, "interval", seconds=SWEEP_S, next_run_time=self._now())
        self._scheduler.start()

    async def stop(self, *, within: float) -> None:
        """Begin no other note; the one in hand may end."""
        self._stopping = True
        if not self._scheduler.running:
            return
        self._scheduler.pause()
        try:
            await asyncio.wait_for(self._sweeping.acquire(), within)
        except TimeoutError:
            log.warning("a note was not finished; the next start takes it up")
        self._scheduler.shutdown(wait=False)

    async def sweep(self) -> None:
        """Post whatever is due and was not posted, then what watches met. What goes wrong with one note does not stop
        another."""
        async with self._sweeping:
            by_channel: dict[str, list[Due]] = {}
            for one in due(await self._effective(), now=self._now()):
                if one.key(self._poster.team) not in self._done:
                    by_channel.setdefault(one.digest.channel, []).append(one)
            await asyncio.gather(*map(self._channel, by_channel.values()))
            if not self._stopping:
                await self._alerts.sweep()

    async def _effective(self) -> tuple[Digest, ...]:
        """The config's notes, and over them those that were set in Slack."""
        team = self._poster.team
        kept = await self._poster.note(lambda journal: journal.settings(notes.key(team, "")))
        return notes.effective(self._digests, kept, team=team)

    async def _channel(self, notes: Sequence[Due]) -> None:
        """The notes of one channel, one after the other; a few channels at a time."""
        async with self._few:
            for one in notes:
                if self._stopping:
                    return
                key = one.key(self._poster.team)
                try:
                    if await self._settled(one, key):
                        self._done.add(key)
                except Exception:
                    log.exception("the note %s failed; tried again while it is not too late", key)

    async def _settled(self, one: Due, key: str) -> bool:
        """Bring this note to its end, if no other process is at it; whether it is at its end."""
        whole = f"{key}:whole"
        if await self._poster.note(lambda journal: journal.state(whole)) in {"sent", "skipped", "ambiguous"}:
            return True
        attempt = await self._poster.claim(whole)
        if attempt is None:
            return False
        if one.missed and not await self._begun(one, key, attempt):
            log.warning("%s was due %s and is skipped: too late", key, one.moment.isoformat())
            await self._poster.settle(whole, "skipped", "too late")
            return True
        state = await self._post(one, key)
        if state in {"busy", "unknown"}:
            return False
        await self._poster.settle(whole, "sent" if state == "sent" else "skipped", state)
        return True

    async def _begun(self, one: Due, key: str, attempt: int) -> bool:
        """Whether the note stands in the channel, perhaps without all of its thread."""
        if await self._poster.note(lambda journal: journal.sent(key)) is not None:
            return True
        if attempt == 1:
            return False
        try:
            return await self._poster.find(key, one.digest.channel) is not None
        except (SlackApiError, *LOST):
            return False

    async def _post(self, one: Due, key: str) -> str:
        """The note, then its thread, each message once; 'sent' when all of it stands."""
        channel = one.digest.channel
        asked = self._now()
        covered = await self._covered()
        answer = await self._answer(one, asked)
        if one.digest.skip_if_empty and _empty(answer):
            log.info("%s is left out: there is nothing new", key)
            return "nothing new"
        kept = await given.keep(self._poster, answer, now=asked)
        top, *replies = note(answer, late=one.late, short=one.digest.length == "short", given=kept)
        done = await self._poster.once(key, channel, _given(top))
        if done.state != "sent":
            return done.state
        await self._remember(f"{self._poster.team}:{channel}:{done.detail}", answer.line, covered)
        for n, reply in enumerate(replies, start=1):
            said = await self._poster.once(f"{key}:{n}", channel, _given(reply), thread_ts=done.detail)
            if said.state in {"busy", "unknown"}:
                return said.state
        await self._remember(one.series(self._poster.team), answer.line, covered)
        if _is_digest(one):
            await self._show(one.series(self._poster.team), answer, asked)
        return "sent"

    async def _answer(self, one: Due, asked: datetime) -> Answer:
        """The line's answer, by the clock of its zone; a digest covers what was loaded since its last one was
        asked for, the first one all, and says nothing again that a note of its series said."""
        line, series = one.digest.line, one.series(self._poster.team)
        if line.split()[0].lower() in {"digest", "summary", "new"} and "loaded:" not in line:
            before = await self._poster.note(lambda journal: journal.recall(series))
            line = f"{line} loaded:{before[1] if before else EVER}"
        zone = ZoneInfo(one.digest.zone)
        if _is_digest(one):
            return await asyncio.to_thread(self._desk.note, line, series=series, now=asked.astimezone(zone))
        return await asyncio.to_thread(self._desk.ask, line, now=asked.astimezone(zone))

    async def _show(self, series: str, answer: Answer, asked: datetime) -> None:
        now = asked.astimezone(UTC).isoformat(timespec="seconds")
        await self._poster.note(lambda journal: journal.show(series, lines(answer), now=now))

    async def _covered(self) -> str:
        """Up to where a note that is asked for from now on is sure to cover the archive: not up to its own time, for
        a load that began before may still be keeping stories."""
        fresh = await asyncio.to_thread(self._desk.freshness)
        return fresh.kept or EVER

    async def _remember(self, thread: str, line: str, moment: str) -> None:
        await self._poster.note(lambda journal: journal.remember(thread, line, now=moment))


def _is_digest(one: Due) -> bool:
    return one.digest.line.split()[0].lower() in {"digest", "summary"}


def _empty(answer: Answer) -> bool:
    """Whether no line of it is a story's."""
    return not any(item.cite for section in answer.sections for item in section.items)


def _given(payload: Payload) -> Callable[[], Awaitable[Payload]]:
    """A payload that is there already, for who waits for one."""

    async def make() -> Payload:
        return payload

    return make
