"""The real desk behind the Slack door: every plain word in a message stands in a story."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import aiohttp
import pytest

import newsbot
from newsbot.config import Digest, Settings
from newsbot.desk import Desk
from newsbot.schedule import Clock
from newsbot.slackfacts import problems
from newsbot.surfaces.slack.check import web_client
from newsbot.surfaces.slack.post import Poster
from newsbot.workspace import Message, Workspace
from slack_bot import bot, button, now, workspace_for

FERRIES = """Ferry crews return after two-day walkout

By Nora Ellison

PORT VALE (AP) — Ferry crews in Port Vale returned to work on Tuesday after a two-day walkout that stranded about 4,000
passengers a day, officials said.

“Nobody wanted this, and <!channel> nobody won,” Transport Minister Ada Rudman told reporters at the harbour.

Union leader Tomas Brandt said the crews would *wait* until the end of March.

About 300 crew members took part, the harbour authority said.
"""
HARBOUR = """Port Vale ferries sail again

By Ines Okafor

Ferries sailed again from Port Vale on Tuesday. Nearly 5,000 passengers a day had been stranded, the harbour authority
estimated.

“Nobody wanted this,” Transport Minister Ada Rudman said.

Three ferries stayed in the harbour for repairs.
"""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    (tmp_path / "ferries.txt").write_text(FERRIES, encoding="utf-8")
    (tmp_path / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    opened = newsbot.open(f"sqlite:///{tmp_path}/a.db")
    opened.load([tmp_path / "ferries.txt", tmp_path / "harbour.txt"])
    yield opened
    opened.close()


@pytest.fixture
async def workspace() -> AsyncIterator[Workspace]:
    async with workspace_for() as opened:
        yield opened


def theirs(message: Message) -> list[str]:
    """The words in a message that are neither bold nor grey nor small: a story's."""
    sections = [
        part for block in message.blocks if block["type"] == "rich_text" for part in block["elements"]
    ]
    runs = [run for section in sections for run in section["elements"] if run["type"] == "text"]
    return [run["text"] for run in runs if "style" not in run and run["text"].strip()]


def checked(message: Message, desk: Desk) -> list[str]:
    assert problems({"text": message.text, "blocks": list(message.blocks)}) == ()
    assert "<!channel>" not in message.text
    texts = [story.text for name in ("ferries", "harbour") if (story := desk.archive.story(f"{name}.txt"))]
    assert len(texts) == 2
    for words in theirs(message):
        assert any(words in text for text in texts), words
    return theirs(message)


@pytest.mark.parametrize(
    "line", ["who Rudman", "figures passengers", "quotes Rudman", "find ferries", "digest"]
)
async def test_an_answer_holds_nothing_but_what_the_stories_say(
    workspace: Workspace, desk: Desk, line: str
) -> None:
    async with bot(workspace, desk):
        person = workspace.user("U1")
        private = await (await person.command("/news", line, channel="C1")).answer()
        assert checked(private, desk)
        public = await (await person.mention("C1", line)).answer()
        assert checked(public, desk) == theirs(private)


async def test_each_source_holds_nothing_but_what_the_stories_say(workspace: Workspace, desk: Desk) -> None:
    async with bot(workspace, desk):
        person = workspace.user("U1")
        first = await (await person.command("/news", "digest", channel="C1")).answer()
        view = await (await person.press(first, button(first, "Thread"))).view()
        assert checked(replace(first, blocks=tuple(view["blocks"])), desk)


async def test_the_second_note_does_not_repeat_the_first(
    workspace: Workspace, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsbot.surfaces.slack.post.GAP_S", 0.0)
    moment = now()
    at = (moment - timedelta(minutes=1)).astimezone(UTC).time()
    digest = Digest(channel="C1", at=time(at.hour, at.minute), days=frozenset(range(7)))
    app = workspace.app
    settings = Settings(bot_token=app.bot_token, api_url=workspace.api_url)

    def notes() -> list[Message]:
        return [m for m in workspace.messages("C1") if m.bot_id and m.thread_ts is None]

    def clock_time() -> datetime:
        return moment

    async with aiohttp.ClientSession() as session:
        poster = Poster(web_client(settings, session), desk.journal, team="T0DESK", owner="one")
        clock = Clock(desk, (digest,), poster, clock_time)
        await clock.sweep()
        moment += timedelta(days=1)
        await clock.sweep()
    first, second = notes()
    assert checked(first, desk)
    assert theirs(second) == []
