"""Stories that change their own text, in the real bot: the next note says so, and Sentences shows both texts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from conftest import wall
from newsbot.config import Digest, Settings
from newsbot.desk import Desk
from newsbot.schedule import Clock
from newsbot.store.sqlite import open_sqlite
from newsbot.surfaces import sentences
from newsbot.surfaces.blocks import SENTENCES
from newsbot.surfaces.slack.check import web_client
from newsbot.surfaces.slack.post import Poster
from newsbot.workspace import Workspace
from newsroom import PATIENCE_S, app_manifest, running, said
from test_slack_sentences import quoted, shows

FERRY = (
    "A ferry carrying {} passengers ran aground off Samphire Point on Tuesday morning.\n\n"
    "“Nobody was hurt and nobody panicked on board,” said Captain Jonas Reyes.\n\n"
    "Rescuers took everybody off the ferry within three hours of the grounding."
)


@pytest.fixture
def manifest() -> dict[str, Any]:
    return app_manifest()


class Room:
    """A desk whose clock the test sets, and the one story that it reads."""

    def __init__(self, folder: Path) -> None:
        self.time = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
        self.desk = Desk(open_sqlite(f"sqlite:///{folder}/news.db"), clock=lambda: self.time)
        self._file = folder / "ferry.jsonl"

    def load(self, passengers: int) -> None:
        story = {"id": "ferry", "source": "Coast Wire", "headline": "Ferry runs aground"}
        self._file.write_text(json.dumps({**story, "text": FERRY.format(passengers)}), encoding="utf-8")
        self.desk.load([self._file])


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path)
    made.load(86)
    yield made
    made.desk.close()


async def test_the_next_note_says_what_became_of_a_line_that_it_showed(
    workspace: Workspace, room: Room
) -> None:
    given = Settings(bot_token=workspace.app.bot_token, api_url=workspace.api_url)
    daily = Digest(channel="C1", at=time(7), zone="UTC", days=frozenset(range(7)))
    async with aiohttp.ClientSession() as session:
        poster = Poster(web_client(given, session), room.desk.journal, team="T0DESK", owner="one")
        clock = Clock(room.desk, (daily,), poster, lambda: room.time)
        for load in (None, 92, None):
            if load:
                room.load(load)
            room.time = room.time.replace(hour=7)
            await clock.sweep()
            room.time += timedelta(days=1, hours=-1)
    first, second, third = [each for each in workspace.messages("C1") if each.thread_ts is None]
    assert not said(first, "CORRECTION")
    assert said(second, "CORRECTION · PASSENGERS · CHANGED", "86 passengers", "earlier text", "92 passengers")
    assert said(third, "nothing new")


async def test_sentences_shows_each_text_in_its_own(workspace: Workspace, room: Room) -> None:
    room.time += timedelta(hours=1)
    room.load(92)
    person = workspace.user("U1")
    async with running(workspace, room.desk, now=wall):
        asked = await person.command("/news", "figures passengers", channel="C1")
        answer = await asked.answer(within=PATIENCE_S)
        first = await (await person.press(answer, SENTENCES)).view(within=PATIENCE_S)
        assert "86 passengers" in quoted(first)
        assert shows(first, "earlier text")
        await person.press_in(first, sentences.ON)
        await workspace.until(
            lambda: "92 passengers" in quoted(workspace.state.views[first["id"]]), within=PATIENCE_S
        )
