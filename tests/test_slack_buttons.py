"""CSV and Not right in the real bot, by both ways in."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from typing import Any

import pytest

from newsbot.answer import Answer, Cite, Item, Section
from newsbot.desk import Desk
from newsbot.export import COLUMNS, answer_csv, review
from newsbot.slackfacts import problems
from newsbot.surfaces import wrong
from newsbot.surfaces.blocks import CSV, WRONG
from newsbot.surfaces.drawing import mark
from newsbot.workspace import Message, Workspace
from newsroom import PATIENCE_S, Bot, app_manifest, said


@pytest.fixture
def manifest() -> dict[str, Any]:
    return app_manifest()


async def figures(workspace: Workspace) -> Message:
    turn = await workspace.user("U1").command("/figures", "passengers", channel="C1")
    return await turn.answer(within=PATIENCE_S)


def sheets(workspace: Workspace, channel: str) -> list[Message]:
    return [message for message in workspace.messages(channel) if message.files]


def read(workspace: Workspace, message: Message) -> list[dict[str, str]]:
    (file,) = message.files
    content = workspace.state.files[file["id"]].content
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


async def test_the_csv_of_a_private_answer_comes_directly(workspace: Workspace, bot: Bot, desk: Desk) -> None:
    answer = await figures(workspace)
    turn = await workspace.user("U1").press(answer, CSV)
    assert said(await turn.answer(within=PATIENCE_S), "direct messages")
    assert not sheets(workspace, "C1")
    (sheet,) = sheets(workspace, workspace.state.direct("U1").id)
    rows = read(workspace, sheet)
    assert {row["source"] for row in rows} == {"Harbour Wire", "Island Post"}
    for row in rows:
        story = desk.story(row["story"])
        assert story
        assert row["text"] == story.text[int(row["start"]) : int(row["end"])]


async def test_the_csv_of_a_public_answer_comes_in_its_thread(workspace: Workspace, bot: Bot) -> None:
    person = workspace.user("U1")
    turn = await person.mention("C1", "figures passengers")
    await person.press(await turn.answer(within=PATIENCE_S), CSV)
    await workspace.until(lambda: sheets(workspace, "C1"), within=PATIENCE_S)
    (sheet,) = sheets(workspace, "C1")
    assert sheet.thread_ts == turn.ts


async def test_an_answers_csv_is_sent_once_to_each_who_has_it(workspace: Workspace, bot: Bot) -> None:
    answer, person = await figures(workspace), workspace.user("U1")
    first, second = await asyncio.gather(person.press(answer, CSV), person.press(answer, CSV))
    for turn in (first, second):
        assert said(await turn.answer(within=PATIENCE_S), "direct messages")
    assert len(sheets(workspace, workspace.state.direct("U1").id)) == 1
    assert said(await (await person.press(answer, CSV)).answer(within=PATIENCE_S), "Ask again")

    public = await (await person.mention("C1", "figures passengers")).answer(within=PATIENCE_S)
    await person.press(public, CSV)
    await workspace.until(lambda: sheets(workspace, "C1"), within=PATIENCE_S)
    turn = await workspace.user("U2").press(public, CSV)
    again = await turn.answer(within=PATIENCE_S)
    assert said(again, "under this answer already")
    assert again.only_for == "U2"
    assert len(sheets(workspace, "C1")) == 1


async def test_a_csv_that_could_not_be_sent_can_be_asked_for_again(workspace: Workspace, bot: Bot) -> None:
    answer, scopes = await figures(workspace), workspace.state.app.scopes
    workspace.state.app.scopes = frozenset(scopes) - {"files:write"}
    await (await workspace.user("U1").press(answer, CSV)).answer(within=PATIENCE_S)
    workspace.state.app.scopes = scopes
    turn = await workspace.user("U1").press(answer, CSV)
    assert said(await turn.answer(within=PATIENCE_S), "direct messages")


async def test_a_line_that_asks_for_a_file_gets_it(workspace: Workspace, bot: Bot) -> None:
    turn = await workspace.user("U1").command("/news", "export figures passengers", channel="C1")
    assert said(await turn.answer(within=PATIENCE_S), "direct messages")
    (sheet,) = sheets(workspace, workspace.state.direct("U1").id)
    assert {row["source"] for row in read(workspace, sheet)} == {"Harbour Wire", "Island Post"}
    turn = await workspace.user("U1").command("/news", "export", channel="C1")
    assert not said(await turn.answer(within=PATIENCE_S), "direct messages")


async def test_a_message_that_asks_for_a_file_gets_it_under_its_answer(
    workspace: Workspace, bot: Bot
) -> None:
    person = workspace.user("U1")
    turn = await person.mention("C1", "export figures passengers")
    answer = await turn.answer(within=PATIENCE_S)
    await workspace.until(lambda: sheets(workspace, "C1"), within=PATIENCE_S)
    (sheet,) = sheets(workspace, "C1")
    assert sheet.thread_ts == turn.ts
    assert said(await (await person.press(answer, CSV)).answer(within=PATIENCE_S), "already")
    await person.dm("export figures passengers")
    direct = workspace.state.direct("U1").id
    await workspace.until(lambda: sheets(workspace, direct), within=PATIENCE_S)
    assert sheets(workspace, direct)[0].thread_ts is None


@pytest.mark.parametrize("without", ["files:write", "im:write"])
async def test_without_leave_to_send_files_it_says_so(workspace: Workspace, bot: Bot, without: str) -> None:
    answer = await figures(workspace)
    workspace.state.app.scopes = frozenset(workspace.state.app.scopes) - {without}
    turn = await workspace.user("U1").press(answer, CSV)
    assert said(await turn.answer(within=PATIENCE_S), "files:write", "newsbot ask")


async def test_a_line_that_is_not_right_goes_on_the_review_list(
    workspace: Workspace, bot: Bot, desk: Desk
) -> None:
    answer = await figures(workspace)
    person = workspace.user("U1")
    view = await (await person.press(answer, WRONG)).view(within=PATIENCE_S)
    assert problems({key: view[key] for key in ("type", "title", "submit", "close", "blocks")}) == ()
    options = view["blocks"][1]["element"]["options"]
    values = {
        "wrong": {"wrong": {"type": "radio_buttons", "selected_option": {"value": "wrong figure"}}},
        "line": {"line": {"type": "static_select", "selected_option": options[1]}},
        "note": {"note": {"type": "plain_text_input", "value": "it counts <boats>"}},
    }
    turn = await person.submit(view, values)
    assert turn.error is None
    assert turn.carried["response_action"] == "update"
    await bot.stop()
    (kept,) = map(review, desk.journal.complaints())
    assert (kept["line"], kept["wrong"], kept["note"], kept["by"]) == (
        "figures passengers", "wrong figure", "it counts <boats>", "U1",
    )  # fmt: skip
    story = desk.story(kept["item"]["cite"]["story"])
    assert story
    assert kept["item"]["text"] == story.text[kept["item"]["cite"]["start"] : kept["item"]["cite"]["end"]]
    assert kept["item"]["facts"]["unit"] == "passengers"


def item(text: str, facts: dict[str, Any] | None = None) -> Item:
    cite = Cite(
        story="s1", origin="/s1.txt", source="Coast Wire", publisher=None, named_by=None, headline="H",
        published=None, stage=None, url=None, start=0, end=len(text),
    )  # fmt: skip
    return Item(text=text, cite=cite, facts=facts)


def test_a_csv_has_a_row_for_each_cited_line_and_nothing_a_sheet_would_compute() -> None:
    speaker = {"start": 0, "end": 3, "text": "Ann", "person": "Ann Li"}
    of = Answer(
        kind="answer",
        line="figures x",
        title="x",
        sections=(
            Section(
                heading="BOATS",
                verdict="SAME",
                items=(
                    item("=1+1, “quoted”\nand on", {"value": 3.0, "start": 2, "end": 3, "speaker": speaker}),
                    Item(text="ours"),
                ),
            ),
        ),
    )
    (row,) = csv.DictReader(io.StringIO(answer_csv(of)))
    assert tuple(row) == COLUMNS
    assert row["text"] == "'=1+1, “quoted”\nand on"
    assert (row["verdict"], row["value"], row["speaker"], row["found_start"]) == (
        "SAME",
        "3.0",
        "Ann Li",
        "2",
    )


def test_a_line_is_known_again_by_its_place() -> None:
    shown = wrong.view({"line": "find x", "page": 0}, [item("one"), item("other words")])
    assert problems(shown) == ()
    options = shown["blocks"][1]["element"]["options"]
    assert [option["value"].partition("-")[2] for option in options] == [
        mark(item("one")),
        mark(item("other words")),
    ]
    assert json.loads(shown["private_metadata"]) == {"line": "find x", "page": 0}
