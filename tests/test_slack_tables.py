"""Figures as a table, and what becomes of it where Slack refuses one; what was understood, as buttons."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsbot.answer import Answer, Cite, Item, Section
from newsbot.slackfacts import problems
from newsbot.surfaces import tables
from newsbot.surfaces.blocks import MORE, message
from newsbot.surfaces.follow_ups import follow_ups
from slack_bot import Bot, door, more, refused
from slack_desk import CannedDesk


def item(text: str, source: str = "Coast Wire", facts: dict[str, Any] | None = None) -> Item:
    cite = Cite(
        story="s1", origin="/s1.txt", source=source, publisher=None, named_by=None, headline="H",
        published=None, stage=None, url=None, start=100, end=100 + len(text),
    )  # fmt: skip
    return Item(text=text, cite=cite, facts=facts)


def figure(text: str, words: str, hedge: str | None, source: str = "Coast Wire") -> Item:
    start = 100 + text.index(words)
    found = {
        "start": start,
        "end": start + len(words),
        "text": words,
        "hedge": hedge,
        "unit": "x",
        "per": "day",
    }
    return item(text, source, found)


def figures(*items: Item) -> Answer:
    return Answer(
        kind="answer",
        line="figures ferry",
        title="Figures: ferry",
        sections=(Section(heading="PASSENGERS", items=items, verdict="SAME"),),
    )


MANY = figures(
    *(figure(f"All in all about {n} passengers a day came.", f"{n} passengers", "about") for n in range(30))
)


def kinds(payload: Any) -> list[str]:
    return [block["type"] for block in payload["blocks"]]


def words_of(*items: Item) -> list[str]:
    table = tables.overview("table", figures(*items))
    assert table
    return [row[1]["text"] for row in table["rows"][1:]]


def test_behind_more_all_figures_stand_in_a_table_before_the_lines() -> None:
    assert "data_table" not in kinds(message(MANY, table="data_table"))
    second = message(MANY, page=1, table="data_table")
    assert problems(second) == ()
    assert kinds(second)[:2] == ["data_table", "rich_text"]
    rows = second["blocks"][0]["rows"]
    assert len(rows) == 1 + 30
    assert [cell["text"] for cell in rows[1]] == [
        "Coast Wire", "about 0 passengers", "day", "–", "PASSENGERS · SAME",
    ]  # fmt: skip
    assert second["blocks"][1:] == message(MANY, page=1)["blocks"], "the lines stay what they are"


def test_an_older_table_holds_the_same() -> None:
    new, old = (message(MANY, page=1, table=kind)["blocks"][0] for kind in tables.LADDER)
    assert (old["type"], old["rows"]) == ("table", new["rows"])
    assert problems(message(MANY, page=1, table="table")) == ()


def test_a_number_never_stands_without_its_hedge() -> None:
    near = figure("The board said nearly 4,000 boats came.", "4,000 boats", "nearly")
    within = figure("It was more than 30 boats.", "more than 30 boats", "more than")
    after = figure("Some 30 boats, or thereabouts, came.", "30 boats", "or thereabouts")
    bare = figure("There were 12 boats.", "12 boats", None)
    assert words_of(near, within, after, bare) == [
        "nearly 4,000 boats",
        "more than 30 boats",
        "Some 30 boats, or thereabouts, came.",
        "12 boats",
    ]


def test_few_figures_and_lines_without_one_make_no_table() -> None:
    few = [figure("There were 12 boats.", "12 boats", None)] * 2
    assert tables.overview("data_table", figures(*few, *(item(f"line {n}") for n in range(40)))) is None


@given(
    st.lists(
        st.tuples(st.text(max_size=900), st.text(min_size=1, max_size=90), st.text(max_size=9)), max_size=130
    ),
    st.sampled_from(tables.LADDER),
)
@settings(max_examples=60, deadline=None)
def test_whatever_the_figures_slack_takes_every_table(
    given_items: list[tuple[str, str, str]], kind: tables.Kind
) -> None:
    made = [figure(before + words, words, hedge or None) for before, words, hedge in given_items]
    answer = figures(*made)
    for page in range(3):
        assert problems(message(answer, page=page, table=kind)) == ()
    drawn = tables.overview(kind, answer)
    for row, one in zip(drawn["rows"][1:] if drawn else [], made, strict=False):
        assert row[1]["text"] in one.text, "words are a story's own and never cut"


class Figures(CannedDesk):
    def ask(self, line: str, **given: Any) -> Answer:
        super().ask(line, **given)
        return MANY


@pytest.fixture(params=["socket", "http"])
async def running(request: pytest.FixtureRequest) -> AsyncIterator[Bot]:
    async with door(Figures(), request.param) as started:
        yield started


async def test_it_falls_down_the_ladder_and_remembers_how_far(running: Bot) -> None:
    assert (await more(running)).blocks[0]["type"] == "data_table"
    running.workspace.faults.refuse_blocks("data_table")
    assert (await more(running)).blocks[0]["type"] == "table"
    await refused(running, '["data_table"]')
    running.workspace.faults.refuse_blocks("table")
    assert (await more(running)).blocks[0]["type"] == "rich_text"
    await refused(running, '["data_table", "table"]')
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
    assert "about 9 passengers" in second.text


def asked(line: str, *following: str) -> list[tuple[str, str]]:
    return list(follow_ups(Answer(kind="answer", line=line, title="", next=following)))


def test_an_answer_of_one_source_offers_all_of_them() -> None:
    assert asked("find caravan source:AP") == [("all sources", "find caravan")]
    assert asked('find caravan source:"Coast Wire" since:7d') == [
        ("all sources", "find caravan since:7d"),
        ('find caravan source:"Coast Wire"', 'find caravan source:"Coast Wire"'),
    ]
    assert asked("quotes ferry by:Okafor") == [("quotes ferry", "quotes ferry")]
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


def test_a_longer_name_is_no_second_topic() -> None:
    assert asked("who Okafor", "who Lena Okafor", "who Amadi Okafor") == [
        ("who Lena Okafor", "who Lena Okafor"),
        ("who Amadi Okafor", "who Amadi Okafor"),
    ]


@given(st.text(max_size=80), st.lists(st.text(max_size=80), max_size=20))
def test_whatever_the_lines_each_button_sends_one_of_them(line: str, following: list[str]) -> None:
    sent = [one for _, one in asked(line, *following)]
    assert len(sent) <= 8
    assert all(each in following or each != line for each in sent)
