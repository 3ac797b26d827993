"""The buttons under a message open what that message was made from, whatever has been loaded since."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import sqlite3
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from conftest import wall
from newsbot.config import Digest, Settings
from newsbot.desk import Desk
from newsbot.errors import StoreError
from newsbot.schedule import Clock
from newsbot.store.sqlite import open_sqlite
from newsbot.surfaces.blocks import CSV, EACH, MORE, POST, SENTENCES, WRONG
from newsbot.surfaces.sentences import ON, PICK
from newsbot.surfaces.slack.check import web_client
from newsbot.surfaces.slack.post import Poster
from newsbot.workspace import Message, Workspace
from newsroom import PATIENCE_S, app_manifest, running, said, shows
from test_slack_thread import options

DAILY = Digest(channel="C1", at=time(7), zone="UTC", days=frozenset(range(7)))
FERRY = (
    "A ferry carrying {} passengers ran aground off Samphire Point on Tuesday morning.\n\nNobody was hurt."
)
PORT = "The port of Samphire Point took in 14 boats in the storm on Tuesday."
ROAD = (
    "The coast road to Alder Bridge is closed after a landslide that buried {} cars.\n\n"
    "Nobody can pass before Friday, the county said."
)


@pytest.fixture
def manifest() -> dict[str, Any]:
    return app_manifest()


class Room:
    """An archive on disk, and a desk on it whose clock the test sets."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.place = folder, f"sqlite:///{folder}/news.db"
        self.time = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
        self.desk = self.opened()

    def opened(self) -> Desk:
        """Another process's desk on this archive."""
        return Desk(open_sqlite(self.place), clock=lambda: self.time)

    def load(self, id: str, text: str, source: str = "Coast Wire") -> None:
        """A story, or another text of it."""
        story = {"id": id, "source": source, "headline": "Ferry runs aground", "text": text}
        file = self.folder / f"{id}.jsonl"
        file.write_text(json.dumps(story), encoding="utf-8")
        self.time += timedelta(seconds=1)
        self.desk.load([file])

    def kept(self) -> int:
        """How many answers the journal keeps."""
        return int(self.sql("select count(*) from given")[0][0])

    async def keeps(self, n: int) -> None:
        """Until it keeps so many: an answer to one person is given first."""
        for _ in range(500):
            if self.kept() == n:
                return
            await asyncio.sleep(0.01)
        raise AssertionError(self.kept())

    def sql(self, asked: str) -> list[Any]:
        with sqlite3.connect(self.folder / "news.db") as db:
            found = db.execute(asked).fetchall()
        db.close()
        return found

    async def note(self, workspace: Workspace) -> Message:
        """The note of this day, as the clock posts it."""
        self.time = self.time.replace(hour=7, minute=0, second=0)
        given = Settings(bot_token=workspace.app.bot_token, api_url=workspace.api_url)
        async with aiohttp.ClientSession() as session:
            poster = Poster(web_client(given, session), self.desk.journal, team="T0DESK", owner="one")
            await Clock(self.desk, (DAILY,), poster, lambda: self.time).sweep()
        return [each for each in workspace.messages("C1") if each.thread_ts is None][-1]


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path)
    made.load("ferry", FERRY.format(86))
    made.load("port", PORT, "Hill Post")
    yield made
    made.desk.close()


async def noted(workspace: Workspace, room: Room) -> Message:
    """The second note of a series, of a correction and a new story; both have changed since, and others came."""
    await room.note(workspace)
    room.load("ferry", FERRY.format(92))
    room.load("road", ROAD.format(4), "Hill Post")
    room.time += timedelta(days=1)
    note = await room.note(workspace)
    assert said(note, "CORRECTION", "86 passengers", "earlier text", "92 passengers")
    later(room)
    return note


def later(room: Room) -> None:
    """What is loaded after a message was posted."""
    room.load("ferry", FERRY.format(97))
    room.load("road", ROAD.format(5), "Hill Post")
    room.load("mayor", "The mayor of Samphire Point resigned on Thursday. 97 aides went too.", "Delta Herald")


async def asked(workspace: Workspace, line: str) -> Message:
    """What the bot answers in the channel."""
    return await (await workspace.user("U1").mention("C1", line)).answer(within=PATIENCE_S)


def sheets(workspace: Workspace, channel: str = "C1") -> list[list[dict[str, str]]]:
    """The rows of each CSV in the channel."""
    files = [file for message in workspace.messages(channel) for file in message.files]
    held = [workspace.state.files[file["id"]].content.decode("utf-8-sig") for file in files]
    return [list(csv.DictReader(io.StringIO(content))) for content in held]


async def opens_its_own(workspace: Workspace, room: Room, note: Message, user: str) -> None:
    """Whether the buttons of that note show its lines, and nothing of later."""
    person = workspace.user(user)
    each = await (await person.press(note, EACH)).view(within=PATIENCE_S)
    assert shows(each, "Hill Post", "Nobody can pass before Friday")
    assert not shows(each, "Delta Herald")
    first = await (await person.press(note, SENTENCES)).view(within=PATIENCE_S)
    assert shows(first, "earlier text", "86 passengers")
    picks = options(first, PICK)
    assert [pick.split(" · ")[1] for pick in picks[:2]] == ["Coast Wire", "Coast Wire"]
    await person.press_in(first, ON)
    await workspace.until(
        lambda: shows(workspace.state.views[first["id"]], "92 passengers", "earlier text"), within=PATIENCE_S
    )


async def test_every_button_of_a_note_opens_its_own_lines_for_everybody_who_presses(
    workspace: Workspace, room: Room
) -> None:
    note = await noted(workspace, room)
    async with running(workspace, room.desk, now=wall):
        for user in ("U1", "U2"):
            await opens_its_own(workspace, room, note, user)
        await workspace.user("U1").press(note, CSV)
        await workspace.until(lambda: sheets(workspace), within=PATIENCE_S)
        again = await (await workspace.user("U2").press(note, CSV)).answer(within=PATIENCE_S)
        assert said(again, "under this answer already")
    (rows,) = sheets(workspace)
    texts = [row["text"] for row in rows]
    assert texts[:2] == [FERRY.format(86).partition("\n")[0], FERRY.format(92).partition("\n")[0]]
    assert not any("97" in text or "5 cars" in text for text in texts)
    for row in rows:
        story = room.desk.story(row["story"])
        assert story
        assert story.text[int(row["start"]) : int(row["end"])] == row["text"]


async def test_so_it_does_in_another_process_and_after_a_restart(workspace: Workspace, room: Room) -> None:
    note = await noted(workspace, room)
    for user in ("U1", "U2"):
        with room.opened() as desk:
            async with running(workspace, desk, now=wall):
                await opens_its_own(workspace, room, note, user)


async def test_more_under_an_answer_goes_on_with_that_answer(workspace: Workspace, room: Room) -> None:
    room.load("many", "\n\n".join(f"On day {n} the port took in {n + 20} boats." for n in range(1, 19)))
    async with running(workspace, room.desk, now=wall):
        answer = await asked(workspace, "figures boats")
        before = await (await workspace.user("U1").press(answer, MORE)).answer(within=PATIENCE_S)
        for n in range(5):
            room.load(f"new{n}", f"On day 99 the port took in {n + 90} boats.", f"Paper {n}")
        assert (await asked(workspace, "figures boats")).text != answer.text
        after = await (await workspace.user("U2").press(answer, MORE)).answer(within=PATIENCE_S)
        assert after.only_for == "U2"
        assert after.text == before.text


async def test_what_is_posted_is_what_was_seen(workspace: Workspace, room: Room) -> None:
    person = workspace.user("U1")
    async with running(workspace, room.desk, now=wall):
        private = await (await person.command("/news", "figures passengers", channel="C1")).answer(
            within=PATIENCE_S
        )
        await room.keeps(1)
        room.load("ferry", FERRY.format(92))
        await person.press(private, POST)
        await workspace.until(lambda: workspace.messages("C1"), within=PATIENCE_S)
        (posted,) = workspace.messages("C1")
        assert said(posted, "86 passengers", "earlier text")
        assert not said(posted, "92 passengers")
        wrong = await (await workspace.user("U2").press(posted, WRONG)).view(within=PATIENCE_S)
        assert ["86 passengers" in one for one in options(wrong, "line")] == [True]


async def test_when_it_is_forgotten_the_line_is_asked_again(workspace: Workspace, room: Room) -> None:
    note = await noted(workspace, room)
    async with running(workspace, room.desk, now=wall):
        own = await (await workspace.user("U1").press(note, SENTENCES)).view(within=PATIENCE_S)
        assert room.kept() == 2
        long_after = (room.time + timedelta(days=15)).isoformat()
        room.desk.journal.give("other", "{}", now=long_after, until=long_after)
        assert room.kept() == 1
        each = await (await workspace.user("U1").press(note, EACH)).view(within=PATIENCE_S)
        assert shows(each, "Delta Herald")
        now = await (await workspace.user("U1").press(note, SENTENCES)).view(within=PATIENCE_S)
        assert 0 < len(options(now, PICK)) < len(options(own, PICK)), "the lines that stories still have"


async def test_an_answer_that_cannot_be_kept_is_given_all_the_same(
    workspace: Workspace, room: Room, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object, **__: object) -> None:
        raise StoreError("the disk is full")

    monkeypatch.setattr(room.desk.journal, "give", full)
    async with running(workspace, room.desk, now=wall):
        answer = await asked(workspace, "figures passengers")
        view = await (await workspace.user("U1").press(answer, SENTENCES)).view(within=PATIENCE_S)
        assert shows(view, "86 passengers")
    assert "an answer was not kept for its buttons: the disk is full" in caplog.text


async def test_what_one_person_sees_is_kept_for_a_day_and_what_all_see_for_a_fortnight(
    workspace: Workspace, room: Room
) -> None:
    room.time = wall().replace(microsecond=0)
    async with running(workspace, room.desk, now=lambda: room.time):
        person = workspace.user("U1")
        await (await person.command("/news", "figures passengers", channel="C1")).answer(within=PATIENCE_S)
        await room.keeps(1)
        assert room.sql("select until from given") == [((room.time + timedelta(days=1)).isoformat(),)]
        await asked(workspace, "figures passengers")
        terms = [((room.time + timedelta(days=days)).isoformat(),) for days in (1, 14)]
        assert room.sql("select until from given order by until") == terms


def writing_held(room: Room, monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """No answer is written down until this is set."""
    held, give = threading.Event(), room.desk.journal.give

    def slow(*of: Any, **more: Any) -> None:
        held.wait(PATIENCE_S)
        give(*of, **more)

    monkeypatch.setattr(room.desk.journal, "give", slow)
    return held


async def test_the_buttons_open_an_answer_that_is_not_written_down_yet(
    workspace: Workspace, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = writing_held(room, monkeypatch)
    async with running(workspace, room.desk, now=wall):
        person = workspace.user("U1")
        turn = await person.command("/news", "figures passengers", channel="C1")
        answer = await turn.answer(within=PATIENCE_S)
        room.load("ferry", FERRY.format(97))
        view = await (await person.press(answer, SENTENCES)).view(within=PATIENCE_S)
        assert shows(view, "86 passengers")
        assert room.kept() == 0
        held.set()
        await room.keeps(1)


async def test_an_answer_that_many_get_at_once_is_kept_once(
    workspace: Workspace, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = writing_held(room, monkeypatch)
    async with running(workspace, room.desk, now=lambda: room.time):
        for _ in range(3):
            turn = await workspace.user("U1").command("/news", "figures passengers", channel="C1")
            await turn.answer(within=PATIENCE_S)
        held.set()
        await room.keeps(1)
