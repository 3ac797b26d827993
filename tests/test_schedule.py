"""The clock: each due note exactly once, whatever the clocks, the processes and the network do."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.answer import Answer
from newsbot.config import Digest, Settings
from newsbot.desk import COMMANDS
from newsbot.schedule import Clock, due
from newsbot.slackfacts import manifest, problems
from newsbot.store import Freshness
from newsbot.surfaces.slack import post as posting
from newsbot.surfaces.slack.check import web_client
from newsbot.surfaces.slack.post import Poster
from newsbot.workspace import Message, Workspace
from slack_bot import KilledError, dies
from slack_desk import CannedDesk, MemoryJournal, canned

LONDON = "Europe/London"
EVERY_DAY = frozenset(range(7))


def at(text: str, zone: str = "UTC") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def days_due(
    digest: Digest, begin: datetime, end: datetime, step: timedelta = timedelta(minutes=7)
) -> list[date]:
    """The days on which a process that sweeps now and then finds a note to post."""
    found: list[date] = []
    now = begin.astimezone(UTC)
    while now < end.astimezone(UTC):
        found += [one.day for one in due([digest], now=now) if not one.missed and one.day not in found]
        now += step
    return found


def test_a_note_is_due_from_its_time_on() -> None:
    digest = Digest(channel="C1", at=time(7), zone=LONDON)
    assert [d.day for d in due([digest], now=at("2026-03-31T06:59", LONDON)) if not d.missed] == []
    (one,) = [d for d in due([digest], now=at("2026-03-31T07:00", LONDON)) if not d.missed]
    assert (one.day, one.late) == (date(2026, 3, 31), False)
    assert one.moment == at("2026-03-31T06:00")


def test_a_note_that_is_late_says_so_and_one_that_is_too_late_is_missed() -> None:
    digest = Digest(channel="C1", at=time(7))
    (one,) = [d for d in due([digest], now=at("2026-03-31T09:59")) if d.day.day == 31]
    assert (one.late, one.missed) == (True, False)
    (one,) = [d for d in due([digest], now=at("2026-03-31T10:01")) if d.day.day == 31]
    assert one.missed


def test_only_the_days_that_were_asked_for() -> None:
    digest = Digest(channel="C1", days=frozenset({0, 2}))
    found = days_due(digest, at("2026-03-30T00:00"), at("2026-04-06T00:00"))
    assert found == [date(2026, 3, 30), date(2026, 4, 1)]


def test_a_note_near_midnight_may_come_on_the_next_day() -> None:
    digest = Digest(channel="C1", at=time(23, 50), days=frozenset({4}))
    (one,) = [d for d in due([digest], now=at("2026-04-04T01:00")) if not d.missed]
    assert (one.day, one.late) == (date(2026, 4, 3), True)


@pytest.mark.parametrize("clock", [time(0), time(1, 30), time(2), time(2, 30), time(7), time(23, 59)])
@pytest.mark.parametrize(
    ("zone", "begin"),
    [
        (LONDON, "2026-03-27T00:00"),  # forward on Sunday 29 March, at 01:00
        (LONDON, "2026-10-23T00:00"),  # back on Sunday 25 October, at 02:00
        ("America/New_York", "2026-03-06T00:00"),
        ("America/New_York", "2026-10-30T00:00"),
        ("America/Santiago", "2026-09-04T00:00"),  # forward at midnight
        ("Australia/Lord_Howe", "2026-10-02T00:00"),  # by half an hour
    ],
)
def test_each_day_once_across_both_changes_of_the_clocks(zone: str, begin: str, clock: time) -> None:
    digest = Digest(channel="C1", at=clock, zone=zone, days=EVERY_DAY)
    first = at(begin, zone)
    found = days_due(digest, first, first + timedelta(days=6, hours=-2))
    assert found == [found[0] + timedelta(days=n) for n in range(len(found))]
    assert found[0] <= first.date()
    assert found[-1] >= first.date() + timedelta(days=4)


def test_two_notes_of_a_day_and_two_channels_are_apart() -> None:
    digests = [
        Digest(channel="C1"),
        Digest(channel="C1", at=time(7, 30)),
        Digest(channel="C2"),
        Digest(channel="C1"),
    ]
    found = [one for one in due(digests, now=at("2026-03-31T08:00")) if not one.missed]
    assert [(one.digest.channel, one.digest.at.minute) for one in found] == [("C1", 0), ("C2", 0), ("C1", 30)]


@given(
    st.datetimes(datetime(2024, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 (so it is asked)
    st.times(),
    st.sampled_from(["UTC", LONDON, "America/St_Johns", "Pacific/Apia", "Asia/Kolkata", "Africa/Cairo"]),
    st.timedeltas(timedelta(0), timedelta(days=1)),
)
def test_what_is_due_is_never_in_the_future_nor_doubled(
    now: datetime, clock: time, zone: str, late: timedelta
) -> None:
    digest = Digest(
        channel="C1", at=clock.replace(second=0, microsecond=0), zone=zone, days=EVERY_DAY, late=late
    )
    found = due([digest], now=now)
    assert all(one.moment <= now for one in found)
    assert len({one.key("T") for one in found}) == len(found)
    assert all(one.missed == (now - one.moment > late) for one in found)


class Desk(CannedDesk):
    """Morning notes over two sources."""

    kept: str | None = "2026-03-31T06:58:00+00:00"

    def freshness(self) -> Freshness:
        return Freshness(stories=2, last_load=None, refused=(), kept=self.kept)

    def ask(self, line: str, **asked: Any) -> Answer:
        super().ask(line, **asked)
        return canned(line, lines=2, sources=("Coast Wire", "Hill Post"))


class World:
    """A workspace, one journal, and a time that the test sets; any number of clocks."""

    def __init__(self, workspace: Workspace, session: aiohttp.ClientSession) -> None:
        self.workspace = workspace
        self.journal = MemoryJournal()
        self.desk = Desk(self.journal)
        self.time = at("2026-03-31T07:00")
        self._session = session

    def now(self) -> datetime:
        return self.time

    def later(self, **fields: float) -> None:
        self.time += timedelta(**fields)
        self.journal.seconds += timedelta(**fields).total_seconds()

    def poster(self, owner: str = "one") -> Poster:
        app = self.workspace.app
        settings = Settings(bot_token=app.bot_token, api_url=self.workspace.api_url)
        return Poster(web_client(settings, self._session), self.journal, team="T0DESK", owner=owner)

    def clock(self, *digests: Digest, owner: str = "one") -> Clock:
        return Clock(self.desk, digests or (Digest(channel="C1"),), self.poster(owner), self.now)

    def notes(self, channel: str = "C1") -> list[Message]:
        return [m for m in self.workspace.messages(channel) if m.bot_id and m.thread_ts is None]

    def thread(self, channel: str = "C1") -> list[Message]:
        return [m for m in self.workspace.messages(channel) if m.bot_id and m.thread_ts]

    def states(self) -> dict[str, str]:
        return {key.rsplit(":", 2)[-1]: found["state"] for key, found in self.journal.deliveries.items()}


@pytest.fixture
async def world(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[World]:
    monkeypatch.setattr(posting, "GAP_S", 0.0)

    def wall() -> datetime:
        return datetime.now(UTC)

    async with Workspace(manifest(COMMANDS), now=wall) as workspace, aiohttp.ClientSession() as session:
        yield World(workspace, session)


async def test_a_due_note_is_posted_with_its_thread(world: World) -> None:
    await world.clock().sweep()
    (note,) = world.notes()
    assert "Answer to digest" in note.text
    assert "late" not in note.text.splitlines()[0]
    assert [m.text.splitlines()[0] for m in world.thread()] == ["Coast Wire", "Hill Post"]
    assert {m.thread_ts for m in world.thread()} == {note.ts}
    assert problems({"text": note.text, "blocks": list(note.blocks)}) == ()
    assert set(world.states().values()) == {"sent"}


async def test_a_note_is_posted_once_however_often_the_clock_wakes(world: World) -> None:
    clock = world.clock()
    await clock.sweep()
    await clock.sweep()
    world.later(minutes=30)
    await world.clock(owner="restarted").sweep()
    assert len(world.notes()) == 1
    assert len(world.desk.asked) == 1


async def test_five_processes_post_one_note(world: World) -> None:
    await asyncio.gather(*(world.clock(owner=str(n)).sweep() for n in range(5)))
    assert len(world.notes()) == 1
    assert len(world.thread()) == 2


async def test_a_follow_up_in_the_notes_thread_looks_back_to_it(world: World) -> None:
    await world.clock().sweep()
    (note,) = world.notes()
    assert world.journal.recall(f"T0DESK:C1:{note.ts}") == (
        "digest loaded:1970-01-01",
        "2026-03-31T06:58:00+00:00",
    )


async def test_the_next_note_covers_what_was_kept_since_the_last_was_asked_for(world: World) -> None:
    def kept_meanwhile(_: str) -> None:
        world.desk.kept = "2026-03-31T06:59:59+00:00"

    clock = world.clock(Digest(channel="C1", late=timedelta(hours=1)))
    world.desk.before_answer = kept_meanwhile
    await clock.sweep()
    world.later(days=1, minutes=2)
    await clock.sweep()
    assert [line for line, _ in world.desk.asked] == [
        "digest loaded:1970-01-01",
        "digest loaded:2026-03-31T06:58:00+00:00",
    ]


async def test_the_note_after_one_of_an_empty_archive_is_still_the_first(world: World) -> None:
    world.desk.kept = None
    clock = world.clock(Digest(channel="C1"))
    await clock.sweep()
    world.later(days=1)
    await clock.sweep()
    assert {line for line, _ in world.desk.asked} == {"digest loaded:1970-01-01"}


async def test_a_note_says_nothing_twice_that_an_earlier_one_said(world: World) -> None:
    clock = world.clock()
    await clock.sweep()
    world.later(days=1)
    await clock.sweep()
    first, second = world.notes()
    assert "ferries were late" in first.text
    assert "ferries were late" not in second.text


async def test_a_line_that_is_no_digest_is_asked_as_it_is(world: World) -> None:
    clock = world.clock(Digest(channel="C1", line="figures ferry"))
    await clock.sweep()
    world.later(days=1)
    await clock.sweep()
    assert [line for line, _ in world.desk.asked] == ["figures ferry", "figures ferry"]
    assert len(world.notes()) == 2


async def test_a_note_is_asked_by_the_clock_of_its_zone(world: World) -> None:
    await world.clock(Digest(channel="C1", at=time(8), zone=LONDON)).sweep()
    (asked,) = world.desk.clocks
    assert asked is not None
    assert (asked.hour, str(asked.tzinfo)) == (8, LONDON)


async def test_a_late_note_says_so(world: World) -> None:
    world.later(hours=2)
    await world.clock().sweep()
    (note,) = world.notes()
    assert "(late)" in note.text


async def test_a_note_that_is_too_late_is_skipped_and_logged(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.later(hours=4)
    clock = world.clock()
    await clock.sweep()
    await clock.sweep()
    assert world.notes() == []
    assert "too late" in caplog.text
    assert world.desk.asked == []
    assert set(world.states().values()) == {"skipped"}


@pytest.mark.parametrize("step", range(1, 24))
async def test_killed_at_any_point_the_next_process_ends_it_without_a_double(
    world: World, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    dying = world.poster("dying")
    dies(dying, step, monkeypatch)
    clock = Clock(world.desk, (Digest(channel="C1"),), dying, world.now)
    with suppress(KilledError):
        await clock.sweep()
    await world.clock(owner="too early").sweep()
    assert len(world.notes()) <= 1
    for _ in range(4):
        world.later(seconds=130)
        await world.clock(owner="next").sweep()
    assert len(world.notes()) == 1
    assert sorted(m.text.splitlines()[0] for m in world.thread()) == ["Coast Wire", "Hill Post"]
    assert set(world.states().values()) == {"sent"}


async def test_a_lost_reply_is_found_in_the_channel(world: World) -> None:
    world.workspace.faults.lose_reply("chat.postMessage", times=3)
    await world.clock().sweep()
    assert len(world.notes()) == 1
    assert len(world.thread()) == 2
    assert set(world.states().values()) == {"sent"}


async def test_without_leave_to_read_an_unknown_outcome_is_not_posted_again(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.workspace.faults.lose_reply("chat.postMessage")
    world.workspace.faults.remove_scope("channels:history")
    await world.clock().sweep()
    world.later(seconds=130)
    await world.clock(owner="next").sweep()
    world.later(seconds=130)
    await world.clock(owner="next").sweep()
    assert len(world.notes()) == 1
    assert "not posted again" in caplog.text
    assert world.states()["0700"] == "ambiguous"


async def test_a_429_that_lasts_is_tried_again_after_the_lease(world: World) -> None:
    world.workspace.faults.limit("chat.postMessage", retry_after=60)
    await world.clock().sweep()
    assert world.notes() == []
    world.later(seconds=130)
    await world.clock().sweep()
    assert len(world.notes()) == 1


async def test_a_note_waits_for_a_token_that_works(world: World, caplog: pytest.LogCaptureFixture) -> None:
    clock = world.clock()
    token, world.workspace.app.bot_token = world.workspace.app.bot_token, "xoxb-new"
    await clock.sweep()
    assert "Slack says invalid_auth" in caplog.text
    world.later(seconds=130)
    await clock.sweep()
    world.workspace.app.bot_token = token
    world.later(seconds=130)
    await clock.sweep()
    assert len(world.notes()) == 1


async def test_a_channel_without_the_bot_is_told_in_the_log_and_stops_no_other(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    clock = world.clock(Digest(channel="C2"), Digest(channel="C404"), Digest(channel="G1"))
    await clock.sweep()
    assert len(world.notes("G1")) == 1
    assert "/invite @newsbot" in caplog.text
    await clock.sweep()
    assert caplog.text.count("was not posted to C2") == 1


async def test_a_desk_that_fails_is_asked_again_while_there_is_time(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    broken = CannedDesk(world.journal)
    clock = Clock(
        broken, (Digest(channel="C1", line="boom"), Digest(channel="G1")), world.poster(), world.now
    )
    await clock.sweep()
    assert "the shelf fell over" in caplog.text
    assert len(world.notes("G1")) == 1
    world.later(seconds=130)
    await clock.sweep()
    assert [line for line, _ in broken.asked].count("boom") == 2


async def test_posts_to_one_channel_keep_their_distance(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posting, "GAP_S", 1.1)
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    poster = world.poster()
    poster._sleep = sleep
    clock = Clock(world.desk, (Digest(channel="C1"), Digest(channel="G1")), poster, world.now)
    await clock.sweep()
    assert len(waited) == 4  # none before the first message of a channel
    assert all(0.5 < seconds <= 1.1 for seconds in waited)


async def test_it_wakes_by_itself_and_stops_when_told(world: World) -> None:
    clock = world.clock()
    clock.start()
    await world.workspace.until(lambda: len(world.thread()) == 2)
    await clock.stop(within=5)
    assert len(world.notes()) == 1
