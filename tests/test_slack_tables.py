"""Figures as a table, and what becomes of it where Slack refuses one; what was understood, as buttons."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsbot.answer import Answer, Cite, Item, Section
from newsbot.desk import COMMANDS
from newsbot.slackfacts import manifest, problems
from newsbot.surfaces import tables
from newsbot.surfaces.blocks import MORE, message
from newsbot.surfaces.drawing import draw
from newsbot.surfaces.follow_ups import follow_ups
from newsbot.workspace import Message, Workspace
from slack_bot import QUICK, Bot, bot, now
from slack_desk import CannedDesk


def item(text: str, source: str = "Coast Wire", label: str | None = None) -> Item:
    cite = Cite(
        story="s1", origin="/s1.txt", source=source, publisher=None, named_by=None, headline="H",
        published=None, stage=None, url=None, start=0, end=len(text),
    )  # fmt: skip
    return Item(text=text, cite=cite, label=label)


def figures(*texts: str) -> Answer:
    items = tuple(item(text, label="no named origin") for text in texts)
    return Answer(
        kind="answer",
        line="figures ferry",
        title="Figures: ferry",
        sections=(Section(heading="PASSENGERS", items=items, note="4 measures"),),
    )


MANY = figures(*(f"about {n} passengers a day" for n in range(30)))


def kinds(payload: Any) -> list[str]:
    return [block["type"] for block in payload["blocks"]]


def test_figures_behind_more_are_a_table_and_the_first_screen_is_not() -> None:
    first = message(MANY, table="data_table")
    assert "data_table" not in kinds(first)
    second = message(MANY, page=1, table="data_table")
    assert problems(second) == ()
    assert kinds(second)[0] == "data_table"
    rows = second["blocks"][0]["rows"]
    assert len(rows) == 1 + 21
    assert [cell["text"] for cell in rows[1]] == [
        "PASSENGERS · 4 measures", "Coast Wire", "about 9 passengers a day", "no named origin",
    ]  # fmt: skip
    assert "about 9 passengers a day" in second["text"], "the plain text holds it too"


def test_an_older_table_holds_the_same() -> None:
    new, old = (message(MANY, page=1, table=kind)["blocks"][0] for kind in tables.LADDER)
    assert (old["type"], old["rows"]) == ("table", new["rows"])
    assert problems(message(MANY, page=1, table="table")) == ()


def test_what_makes_no_table_stays_lines() -> None:
    few = figures(*(f"about {n} passengers a day" for n in range(11)))
    ours = Answer(
        kind="answer",
        line="figures ferry",
        title="x",
        sections=(Section(heading="A", items=tuple(Item(text=f"topic {n}") for n in range(40))),),
    )
    for answer in (few, ours):
        assert message(answer, page=1, table="data_table") == message(answer, page=1)


@given(st.lists(st.text(min_size=1, max_size=900), max_size=60), st.sampled_from(tables.LADDER))
@settings(max_examples=60, deadline=None)
def test_whatever_the_figures_slack_takes_every_table(texts: list[str], kind: tables.Kind) -> None:
    answer = figures(*texts)
    for page in range(4):
        assert problems(message(answer, page=page, table=kind)) == ()
    drawn = tables.drawn(kind, draw(answer, lines=100).blocks)
    if drawn:
        assert {row[2]["text"] for row in drawn["rows"][1:]} <= set(texts), "words are never cut"


class Figures(CannedDesk):
    def ask(self, line: str, **given: Any) -> Answer:
        super().ask(line, **given)
        return MANY


@pytest.fixture(params=["socket", "http"])
async def running(request: pytest.FixtureRequest) -> AsyncIterator[Bot]:
    url = "https://news.example.org" if request.param == "http" else None
    async with (
        Workspace(manifest(COMMANDS, url=url), now=now, pace=QUICK) as workspace,
        bot(workspace, Figures(), mode=request.param) as started,
    ):
        yield started


async def more(running: Bot) -> Message:
    person = running.workspace.user("U1")
    first = await (await person.command("/figures", "ferry", channel="C1")).answer()
    return await (await person.press(first, MORE)).answer()


async def test_it_falls_down_the_ladder_and_remembers_how_far(running: Bot) -> None:
    assert (await more(running)).blocks[0]["type"] == "data_table"
    running.workspace.faults.refuse_blocks("data_table")
    assert (await more(running)).blocks[0]["type"] == "table"
    await _kept(running, '["data_table"]')
    running.workspace.faults.refuse_blocks("table")
    assert (await more(running)).blocks[0]["type"] == "rich_text"
    await _kept(running, '["data_table", "table"]')
    before = len(running.workspace.refusals)
    assert (await more(running)).blocks[0]["type"] == "rich_text"
    assert len(running.workspace.refusals) == before, "what was refused is not tried again"


async def test_with_all_blocks_refused_the_words_come_as_text(running: Bot) -> None:
    person = running.workspace.user("U1")
    first = await (await person.command("/figures", "ferry", channel="C1")).answer()
    for kind in ("data_table", "table", "rich_text"):
        running.workspace.faults.refuse_blocks(kind)
    second = await (await person.press(first, MORE)).answer()
    assert second.blocks == ()
    assert "about 9 passengers a day" in second.text


async def _kept(running: Bot, value: str) -> None:
    for _ in range(500):
        if [one.value for one in running.desk.journal.settings("refused:")] == [value]:
            return
        await asyncio.sleep(0.01)
    raise AssertionError(running.desk.journal.settings("refused:"))


def asked(line: str, *following: str) -> list[tuple[str, str]]:
    return list(follow_ups(Answer(kind="answer", line=line, title="", next=following)))


def test_an_answer_of_one_source_offers_all_of_them() -> None:
    assert asked("find caravan source:AP") == [("all sources", "find caravan")]
    assert asked('find caravan source:"Coast Wire" since:7d') == [("all sources", "find caravan since:7d")]
    assert asked("find caravan") == []


def test_both_topics_come_before_all_sources_and_other_lines_stay_as_they_are() -> None:
    assert asked("find Mexico source:AP", "find caravan Mexico source:AP", "find Mexico", "who Ada Lind") == [
        ("caravan + Mexico", "find caravan Mexico source:AP"),
        ("all sources", "find Mexico"),
        ("who Ada Lind", "who Ada Lind"),
    ]
    assert asked("figures Mexico", "figures border Mexico", "help") == [
        ("border + Mexico", "figures border Mexico"),
        ("help", "help"),
    ]


@given(st.text(max_size=80), st.lists(st.text(max_size=80), max_size=20))
def test_whatever_the_lines_each_button_sends_one_of_them(line: str, following: list[str]) -> None:
    sent = [one for _, one in asked(line, *following)]
    assert len(sent) <= 8
    assert all(each in following or each != line for each in sent)
