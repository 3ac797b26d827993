"""A channel's note, set from inside Slack: what holds, who may, and that it is posted so."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import wall
from newsbot.config import Digest, Settings
from newsbot.desk import Desk
from newsbot.schedule import Clock, due
from newsbot.store import Setting
from newsbot.surfaces.slack import notes
from newsbot.surfaces.slack.check import web_client
from newsbot.surfaces.slack.notes import Note
from newsbot.surfaces.slack.post import Poster
from newsbot.workspace import Workspace
from newsroom import PATIENCE_S, Bot, app_manifest, running, said
from slack_bot import bot as serving

CONFIG = (Digest(channel="C1"), Digest(channel="C1", line="figures ferry"), Digest(channel="C2", at=time(9)))


@pytest.fixture
def manifest() -> dict[str, Any]:
    return app_manifest()


def kept(channel: str, note: Note, at: str = "2030-01-01T00:00:00+00:00") -> Setting:
    return Setting(key=notes.key("T1", channel), value=notes.as_kept(note), by="U1", at=at)


def reworded(line: str, note: Note | None = None) -> str:
    changed = notes.reworded(line, note or Note(digest=Digest(channel="C1")), zone="Europe/Paris")
    return notes.said(changed) if isinstance(changed, Note) else repr(changed)


@pytest.mark.parametrize(
    ("line", "means"),
    [
        ("digest at 07:30 weekdays", "weekdays at 07:30 Europe/Paris"),
        ("Digest at 7.30", "weekdays at 07:30 Europe/Paris"),
        ("digest at 18:00 daily UTC", "daily at 18:00 UTC"),
        ("digest at 06:05 mon, wed America/Mexico_City", "mon, wed at 06:05 America/Mexico_City"),
        ("summary ferry strike at 9:00 sat-sun", "sat, sun at 09:00 Europe/Paris · digest ferry strike"),
        ("digest ferry source:AP at 9:00", "weekdays at 09:00 Europe/Paris · digest ferry source:AP"),
        ("digest at 7", "weekdays at 07:00 Europe/Paris"),
        ("digest at 7am every day", "daily at 07:00 Europe/Paris"),
        ("digest ferry at 6.15 p.m. Mondays and Thursdays UTC", "mon, thu at 18:15 UTC · digest ferry"),
        ("digest at 12am weekends", "sat, sun at 00:00 Europe/Paris"),
        ("digest at 12:30 pm on monday-wednesday", "mon, tue, wed at 12:30 Europe/Paris"),
        ("digest border at 10 crossings", "None"),
        ("digest off", "off"),
        ("digest", "None"),
        ("digest at the border", "None"),
        ("figures at 07:30", "None"),
        ("digest off the coast", "None"),
    ],
)
def test_a_line_sets_a_note_or_is_a_line_for_the_desk(line: str, means: str) -> None:
    assert reworded(line) == means


@pytest.mark.parametrize(
    "line", ["digest at 25:00", "digest at 7:00 someday", "digest at 7:00 daily Mars/Olympus"]
)
def test_what_cannot_be_set_is_said_in_words(line: str) -> None:
    assert "must be" in reworded(line)


def test_what_a_line_does_not_name_stays_as_it_was() -> None:
    short = Note(digest=Digest(channel="C1", length="short", skip_if_empty=True), on=False)
    assert reworded("digest at 7:30", short).endswith("short · left out when there is nothing new")
    assert reworded("digest on", short).startswith("weekdays at 07:00 Europe/Paris"), (
        "as the channel's zone is"
    )
    late = Note(digest=Digest(channel="C1", late=timedelta(minutes=30), days=frozenset({0, 6})))
    changed = notes.reworded("digest at 7:30", late, zone="UTC")
    assert isinstance(changed, Note)
    assert (changed.digest.late, changed.digest.days) == (late.digest.late, late.digest.days)


@given(
    st.builds(
        Note,
        digest=st.builds(
            Digest,
            channel=st.just("C1"),
            at=st.times().map(lambda t: t.replace(second=0, microsecond=0)),
            zone=st.sampled_from(["UTC", "Europe/London", "Asia/Kathmandu"]),
            days=st.frozensets(st.integers(0, 6), min_size=1),
            line=st.sampled_from(["digest", "digest ferry “x”", "figures border"]),
            length=st.sampled_from(["short", "full"]),
            skip_if_empty=st.booleans(),
            late=st.integers(0, 1440).map(lambda minutes: timedelta(minutes=minutes)),
        ),
        on=st.booleans(),
    )
)
def test_a_note_is_kept_and_read_again_as_it_was(note: Note) -> None:
    (read,) = notes.notes([kept("C1", note)], team="T1").values()
    assert (notes.said(read), notes.as_kept(read), read.set_by) == (
        notes.said(note),
        notes.as_kept(note),
        "U1",
    )
    assert replace(read.digest, since=None) == note.digest


def test_a_channel_that_was_set_in_slack_goes_by_that_alone() -> None:
    set_here = kept("C1", Note(digest=Digest(channel="C1", at=time(7, 30))))
    found = notes.effective(CONFIG, [set_here], team="T1")
    assert [(one.channel, one.at) for one in found] == [("C2", time(9)), ("C1", time(7, 30))]
    switched_off = kept("C1", Note(digest=Digest(channel="C1"), on=False))
    assert [one.channel for one in notes.effective(CONFIG, [switched_off], team="T1")] == ["C2"]
    assert notes.effective(CONFIG, [set_here], team="T2") == CONFIG, "another workspace's"


def test_what_was_set_in_slack_takes_the_place_of_one_note_of_the_config() -> None:
    several = (
        Digest(channel="C1", at=time(7)),
        Digest(channel="C1", at=time(17)),
        Digest(channel="C1", at=time(12), line="digest ferry"),
        Digest(channel="C2", at=time(9)),
    )

    def posted(line: str, *, after: tuple[Digest, ...] = several) -> list[tuple[str, str]]:
        standing = notes.of_channel("C1", several, (), team="T1", line=line.partition(" at ")[0])
        made = notes.reworded(line, standing, zone="UTC")
        assert isinstance(made, Note)
        found = notes.effective(after, [kept("C1", made)], team="T1")
        return [(f"{one.at:%H:%M}", one.line) for one in found if one.channel == "C1"]

    first, second, ferry = ("07:00", "digest"), ("17:00", "digest"), ("12:00", "digest ferry")
    assert posted("digest at 7:30") == [second, ferry, ("07:30", "digest")]
    assert posted("digest ferry at 13:00") == [first, second, ("13:00", "digest ferry")]
    assert posted("digest border at 13:00") == [second, ferry, ("13:00", "digest border")]
    assert posted("digest off") == [second, ferry]
    assert posted("digest at 7:30", after=several[1:]) == [("07:30", "digest")], "which it replaced is gone"


def test_a_note_set_by_an_earlier_version_stands_for_the_whole_channel() -> None:
    set_here = kept("C1", Note(digest=Digest(channel="C1", at=time(7, 30))))
    told = {key: value for key, value in json.loads(set_here.value).items() if key != "instead"}
    several = (Digest(channel="C1"), Digest(channel="C1", at=time(17)))
    (found,) = notes.effective(several, [replace(set_here, value=json.dumps(told))], team="T1")
    assert found.at == time(7, 30)


async def test_notes_of_the_config_that_stay_are_named(workspace: Workspace, desk: Desk) -> None:
    several = (Digest(channel="C1"), Digest(channel="C1", at=time(17), line="figures ferry"))
    async with serving(workspace, desk, digests=several):
        for line, said_so in (("digest at 07:30", "Morning note here"), ("digest off", "is off")):
            turn = await workspace.user("U1").command("/news", line, channel="C1")
            answer = await turn.answer(within=PATIENCE_S)
            assert said(answer, said_so, "The config posts here too: weekdays at 17:00 UTC · figures ferry.")
        settings = desk.journal.settings("note:")
        assert notes.described(several, settings)[0].startswith("note C1: weekdays at 17:00 UTC")


def test_nothing_is_made_up_for_that_was_due_before_it_was_set() -> None:
    note = Note(digest=Digest(channel="C1", at=time(7), days=frozenset(range(7))))
    found = notes.effective((), [kept("C1", note, at="2030-01-02T10:00:00+00:00")], team="T1")
    assert due(found, now=datetime(2030, 1, 2, 10, 5, tzinfo=UTC)) == ()
    assert len(due(found, now=datetime(2030, 1, 3, 7, 5, tzinfo=UTC))) == 1


async def test_a_command_sets_the_note_and_it_wins(workspace: Workspace, bot: Bot, desk: Desk) -> None:
    person = workspace.user("U1")
    turn = await person.command("/news", "digest at 07:30 weekdays", channel="C1")
    answer = await turn.answer(within=PATIENCE_S)
    assert answer.only_for == "U1"
    assert said(answer, "Morning note here: weekdays at 07:30")
    (note,) = notes.effective(CONFIG[:2], desk.journal.settings(""), team="T0DESK")
    assert note.at == time(7, 30)
    turn = await person.command("/digest", "off", channel="C1")
    assert said(await turn.answer(within=PATIENCE_S), "is off")
    assert notes.effective(CONFIG[:2], desk.journal.settings(""), team="T0DESK") == ()


async def test_a_mention_sets_the_note_for_all_to_see(workspace: Workspace, bot: Bot) -> None:
    turn = await workspace.user("U1").mention("C1", "digest ferry at 07:30 daily Europe/Paris")
    answer = await turn.answer(within=PATIENCE_S)
    assert answer.thread_ts == turn.ts
    assert said(answer, "daily at 07:30 Europe/Paris · digest ferry")


async def test_what_cannot_be_set_is_said_with_an_example(workspace: Workspace, bot: Bot, desk: Desk) -> None:
    turn = await workspace.user("U1").command("/news", "digest at 99:00", channel="C1")
    assert said(await turn.answer(within=PATIENCE_S), "time of day", "For example: digest at 07:30 weekdays")
    assert desk.journal.settings("") == []


async def test_a_note_that_was_set_is_posted(workspace: Workspace, desk: Desk) -> None:
    person = workspace.user("U1")
    at = (wall() + timedelta(minutes=2)).astimezone(UTC)
    async with running(workspace, desk, now=wall):
        line = f"digest at {at:%H:%M} daily UTC"
        await (await person.command("/news", line, channel="C1")).answer(within=PATIENCE_S)
    given = Settings(bot_token=workspace.app.bot_token, api_url=workspace.api_url)
    async with aiohttp.ClientSession() as session:
        poster = Poster(
            web_client(given, session),
            desk.journal,
            team="T0DESK",
            owner="one",
            sleep=lambda _: asyncio.sleep(0),
        )
        await Clock(desk, (), poster, lambda: at + timedelta(minutes=1)).sweep()
    assert said(workspace.messages("C1")[0], "Morning note")


async def test_an_empty_note_is_left_out_where_it_was_so_set(workspace: Workspace, desk: Desk) -> None:
    daily = frozenset(range(7))
    start = wall()
    at = start.astimezone(UTC).time().replace(second=0, microsecond=0)
    quiet = Digest(channel="C1", at=at, days=daily, line="digest loaded:2040-01-01", skip_if_empty=True)
    plain = Digest(channel="C1", at=at, days=daily, line="digest loaded:2040-01-02")
    async with running(workspace, desk, now=wall, digests=(quiet, plain)) as bot:
        await workspace.until(lambda: workspace.messages("C1"), within=PATIENCE_S)
        await bot.stop()
    assert len([each for each in workspace.messages("C1") if each.thread_ts is None]) == 1
