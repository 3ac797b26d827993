"""Figures of several sources as a chart: what is drawn, what is not, and what becomes of it where Slack refuses one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from browser import chromium, tab
from newsbot.answer import Answer, Cite, Item, Section, Verdict
from newsbot.slackfacts import problems
from newsbot.surfaces.blocks import MORE, message
from newsbot.surfaces.charts import KIND, Chart, charts
from newsbot.workspace.state import TEAM
from slack_bot import Bot, bot, door, more, refused, workspace_for
from slack_desk import CannedDesk
from test_workspace_browser import OVERFLOW, TEXT, has, keep, look

NOTE = "4 measures · 4 publishers · no named origin"


def figure(
    source: str,
    words: str,
    value: float | None = None,
    *,
    bound: str = "=",
    hedge: str | None = None,
    preview: bool = False,
    published: str | None = None,
    **facts: Any,
) -> Item:
    text = f"The board said {hedge + ' ' if hedge else ''}{words} came each day."
    start = 100 + text.index(words)
    cite = Cite(
        story="s1", origin="/s1.txt", source=source, publisher=None, named_by=None, headline="H",
        published=published, stage="preview" if preview else None, url=None, start=100, end=100 + len(text),
    )  # fmt: skip
    found = {"start": start, "end": start + len(words), "text": words, "value": value, "bound": bound}
    return Item(text=text, cite=cite, facts={**found, "hedge": hedge, "unit": "boats", "per": "day", **facts})


def section(*items: Item, verdict: Verdict | None = None, note: str | None = NOTE) -> Section:
    return Section(heading="BOATS, PER DAY", items=items, verdict=verdict, note=note)


def figures(*sections: Section) -> Answer:
    return Answer(kind="answer", line="figures ferry", title="Figures: ferry", sections=sections)


def drawn(*items: Item, verdict: Verdict | None = None, note: str | None = NOTE) -> Chart | None:
    found = charts(figures(section(*items, verdict=verdict, note=note)))
    return found[0] if found else None


def bars(chart: Chart | None) -> dict[str, float]:
    assert chart
    (series,) = chart.blocks[0]["chart"]["series"]
    assert chart.blocks[0]["chart"]["axis_config"]["categories"] == [each["label"] for each in series["data"]]
    return {each["label"]: each["value"] for each in series["data"]}


def under(chart: Chart | None) -> str:
    assert chart
    return str(chart.blocks[1]["elements"][0]["text"])


FOUR = (
    figure("Coast Wire", "4,000 boats", 4000.0, bound="~", hedge="nearly"),
    figure("Island Post", "4,000 boats", 4000.0, bound="<", hedge="up to"),
    figure("Coast Wire", "3,900 boats", 3900.0, bound=">", hedge="more than", preview=True),
    figure("Harbour Times", "4,100 boats", 4100.0),
)


def test_each_source_has_a_bar_with_its_hedge_as_a_sign() -> None:
    assert bars(drawn(*FOUR)) == {
        "~ Coast Wire": 4000,
        "≤ Island Post": 4000,
        "≥ Coast Wi…, preview": 3900,
        "Harbour Times": 4100,
    }


def test_under_the_chart_stand_the_hedges_in_the_stories_words_and_why_there_is_no_verdict() -> None:
    chart = drawn(*FOUR)
    assert chart
    assert chart.blocks[0]["title"] == "BOATS, PER DAY · SIDE BY SIDE"
    assert under(chart) == f"~ “nearly” · ≤ “up to” · ≥ “more than” · {NOTE}"


def test_a_range_is_drawn_as_its_two_ends() -> None:
    chart = drawn(*FOUR[:2], figure("Harbour Times", "30 to 40 boats", low=30.0, high=40.0))
    assert list(bars(chart).items())[2:] == [("≥ Harbour Times", 30), ("≤ Harbour Times", 40)]


def test_a_range_in_words_is_drawn_too() -> None:
    chart = drawn(*FOUR[:2], figure("Harbour Times", "ten to fifteen boats", low=10.0, high=15.0))
    assert list(bars(chart).items())[2:] == [("≥ Harbour Times", 10), ("≤ Harbour Times", 15)]


def test_words_are_not_drawn_as_numbers_and_it_says_whose() -> None:
    vague = figure("Delta Daily", "hundreds of boats", low=100.0, high=1000.0)
    silent = figure("Ember News", "several boats")
    chart = drawn(*FOUR, vague, silent)
    assert set(bars(chart)) == set(bars(drawn(*FOUR)))
    assert under(chart).endswith("not drawn: Delta Daily, Ember News")


@pytest.mark.parametrize(
    "told",
    [
        section(*FOUR[:2]),
        section(FOUR[0], FOUR[0], FOUR[1]),
        section(*FOUR, verdict="ONE SOURCE"),
        section(*FOUR, note=None),
        section(*FOUR, note="which boats: not given"),
        section(*FOUR, figure("Delta Daily", "9 boats", 9.0, per="week")),
        section(*FOUR, figure("Delta Daily", "9 boats", 9.0, trend="up")),
        section(*FOUR, figure("Delta Daily", "9", 9.0, unit=None)),
        section(*FOUR, Item(text="ours")),
        section(*(figure(f"Paper {n}", "9 boats", 9.0) for n in range(21))),
        replace(section(*FOUR), heading=""),
        replace(section(*FOUR), more=1),
    ],
)
def test_what_cannot_be_compared_is_not_drawn(told: Section) -> None:
    assert charts(figures(told)) == ()


def test_a_source_that_changed_its_number_has_both_with_their_days() -> None:
    early = figure("Post", "40 boats", 40.0, published="2026-03-01T08:00:00+00:00")
    late = figure("Post", "44 boats", 44.0, published="2026-03-02T08:00:00+00:00")
    chart = drawn(early, late, *FOUR[:2], verdict="CHANGED")
    assert list(bars(chart).items())[:2] == [("Post, 2026-03-01", 40), ("Post, 2026-03-02", 44)]
    undated = figure("Post", "45 boats", 45.0)
    assert drawn(early, undated, *FOUR[:2], verdict="CHANGED") is None, "two bars of one name tell nothing"


def test_the_chart_stands_behind_more_before_the_table_and_is_told_in_words() -> None:
    answer = figures(section(*FOUR, *(figure(f"Paper {n}", f"{n} boats", float(n)) for n in range(10))))
    assert KIND not in kinds(message(answer, table="data_table", charted=True)), "never on the first screen"
    second = message(answer, page=1, table="data_table", charted=True)
    assert problems(second) == ()
    assert kinds(second)[:4] == [KIND, "context", "data_table", "rich_text"]
    assert second["blocks"][2:] == message(answer, page=1, table="data_table")["blocks"]
    assert second["text"].startswith(
        "BOATS, PER DAY · SIDE BY SIDE\nCoast Wire: nearly 4,000 boats\nIsland Post: up to 4,000 boats\n"
    )


def test_a_message_has_two_charts_at_most() -> None:
    many = figures(*[section(*FOUR)] * 5)
    assert len(charts(many)) == 2
    assert kinds(message(many, page=1, charted=True)).count(KIND) == 2


def kinds(payload: Any) -> list[str]:
    return [block["type"] for block in payload["blocks"]]


numbers = st.one_of(st.none(), st.integers(), st.floats())
items = st.builds(
    figure,
    st.text(max_size=40),
    st.text(min_size=1, max_size=90),
    numbers,
    bound=st.sampled_from("=~><"),
    hedge=st.one_of(st.none(), st.text(max_size=300)),
    preview=st.booleans(),
    published=st.sampled_from([None, "2026-03-01T08:00:00+00:00", "2026-03-02T08:00:00+00:00"]),
    low=numbers,
    high=numbers,
)
sections = st.builds(
    lambda told, heading, note: replace(section(*told, note=note), heading=heading),
    st.lists(items, max_size=14),
    st.text(max_size=90),
    st.text(max_size=90),
)


@given(st.lists(sections, max_size=4))
@settings(max_examples=25, deadline=None)
def test_whatever_the_figures_slack_takes_every_chart_and_no_number_is_new(told: list[Section]) -> None:
    answer = figures(section(*FOUR), *told, section(*FOUR))
    for page in range(3):
        assert problems(message(answer, page=page, table="data_table", charted=True)) == ()
    own = {
        (item.facts or {}).get(end)
        for each in answer.sections
        for item in each.items
        for end in ("value", "low", "high")
    }
    for chart in charts(answer):
        assert set(bars(chart).values()) <= own


class Figures(CannedDesk):
    def ask(self, line: str, **given: Any) -> Answer:
        super().ask(line, **given)
        return figures(section(*FOUR, *(figure(f"Paper {n}", f"{n} boats", float(n)) for n in range(10))))


@pytest.fixture(params=["socket", "http"])
async def running(request: pytest.FixtureRequest) -> AsyncIterator[Bot]:
    async with door(Figures(), request.param) as started:
        yield started


async def test_where_the_chart_is_refused_the_table_still_stands_and_it_is_remembered(running: Bot) -> None:
    assert [block["type"] for block in (await more(running)).blocks][:3] == [KIND, "context", "data_table"]
    running.workspace.faults.refuse_blocks(KIND)
    assert (await more(running)).blocks[0]["type"] == "data_table"
    await refused(running, f'["{KIND}"]')
    before = len(running.workspace.refusals)
    assert (await more(running)).blocks[0]["type"] == "data_table"
    assert len(running.workspace.refusals) == before, "what was refused is not tried again"
    running.workspace.faults.refuse_blocks("data_table")
    assert (await more(running)).blocks[0]["type"] == "table"
    await refused(running, f'["data_table", "{KIND}"]')


async def test_a_workspace_that_took_no_table_of_the_new_kind_gets_the_chart_with_the_old(
    running: Bot,
) -> None:
    running.desk.journal.keep(f"refused:{TEAM}", '["data_table"]', by="", now="2026-03-01T08:00:00+00:00")
    assert [block["type"] for block in (await more(running)).blocks][:3] == [KIND, "context", "table"]


async def test_with_all_blocks_refused_the_words_come_as_text(running: Bot) -> None:
    person = running.workspace.user("U1")
    first = await (await person.command("/figures", "ferry", channel="C1")).answer()
    running.workspace.faults.refuse_blocks(KIND, "data_table", "table", "rich_text", "actions", "context")
    second = await (await person.press(first, MORE)).answer()
    assert second.blocks == ()
    assert "9 boats" in second.text


@pytest.mark.browser
@pytest.mark.skipif(not chromium(), reason="chromium is not installed: the page was not looked at")
@pytest.mark.parametrize("width", [1200, 360])
async def test_the_chart_is_drawn_with_a_bar_for_each_source(width: int) -> None:
    async with (
        workspace_for() as workspace,
        bot(workspace, Figures()),
        tab() as page,
    ):
        await look(page, workspace.address, width=width, height=800)
        await page.type("#typed", "/figures ferry")
        await page.until("!!document.querySelector('[data-action=more]')")
        await page.press("[data-action=more]")
        await page.until(f"{has('~ “nearly” · ≤ “up to”')} && !!document.querySelector('#messages svg')")
        assert await page.value("document.querySelectorAll('#messages svg rect').length") == 14
        assert "BOATS, PER DAY · SIDE BY SIDE" in await page.value(TEXT)
        assert await page.value(OVERFLOW) <= 0
        await keep(page, f"chart-{width}")
        assert page.complaints == []
