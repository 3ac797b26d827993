"""Watches and `new` as people type them in Slack: which channel asks, and since when."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

import newsbot
from conftest import wall
from newsbot.desk import Desk
from newsbot.place import Place
from newsbot.surfaces.blocks import CSV, SENTENCES, WRONG
from newsbot.workspace import Workspace
from newsroom import PATIENCE_S, Bot, app_manifest, running, said, strings
from slack_bot import labels


@pytest.fixture
def manifest() -> dict[str, Any]:
    return app_manifest()


@pytest.fixture
def desk(database: str) -> Iterator[Desk]:
    with newsbot.open(database) as opened:
        yield opened


@pytest.fixture
async def bot(workspace: Workspace, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bot]:
    monkeypatch.setattr("newsbot.surfaces.slack.post.GAP_S", 0.01)
    async with running(workspace, desk, mode="socket", now=wall) as served:
        yield served


def watched(desk: Desk, channel: str) -> list[tuple[str, str]]:
    (name,) = [place for place in desk.journal.watching("T") if place.endswith(f":{channel}")] or [""]
    return [(one.line, one.by) for one in desk.journal.watches(name)]


async def test_a_command_watches_for_the_channel_it_is_typed_in(
    workspace: Workspace, bot: Bot, desk: Desk
) -> None:
    turn = await workspace.user("U1").command("/news", "watch figures passengers", channel="C1")
    answer = await turn.answer(within=PATIENCE_S)
    assert said(answer, "watching figures passengers here")
    assert watched(desk, "C1") == [("figures passengers", "U1")]


async def test_a_mention_watches_and_lists_and_ends(workspace: Workspace, bot: Bot, desk: Desk) -> None:
    person = workspace.user("U1")
    first = await person.mention("C1", "watch who Okafor")
    assert said(await first.answer(within=PATIENCE_S), "watching who Okafor here")
    second = await person.mention("C1", "watches", thread_ts=first.ts)
    assert said(await second.answer(within=PATIENCE_S), "1 · who Okafor")
    third = await person.mention("C1", "unwatch 1")
    assert said(await third.answer(within=PATIENCE_S), "no longer watching who Okafor")
    assert watched(desk, "C1") == []


async def test_a_direct_message_watches_for_its_person(workspace: Workspace, bot: Bot, desk: Desk) -> None:
    turn = await workspace.user("U2").dm("watch passengers")
    assert said(await turn.answer(within=PATIENCE_S), "watching find passengers here")
    (place,) = desk.journal.watching("T")
    assert place.split(":")[1].startswith("D")


async def test_new_looks_back_to_the_answer_before_in_the_thread(workspace: Workspace, bot: Bot) -> None:
    person = workspace.user("U1")
    first = await person.mention("C1", "figures passengers")
    await first.answer(within=PATIENCE_S)
    second = await person.mention("C1", "new", thread_ts=first.ts)
    assert said(await second.answer(within=PATIENCE_S), "nothing new")
    third = await person.mention("C1", "new")
    assert said(await third.answer(within=PATIENCE_S), "new stor")


@pytest.mark.parametrize("lines", [("figures passengers",), ("figures passengers", "who Okafor")])
async def test_an_alerts_buttons_give_its_own_lines(
    workspace: Workspace, desk: Desk, tmp_path: Path, lines: tuple[str, ...]
) -> None:
    for line in lines:
        desk.ask(f"watch {line}", where=Place(channel="T0DESK:C1", by="U1"))
    story = {
        "id": "later",
        "source": "Delta Herald",
        "headline": "Boats full again",
        "text": "The ferries carried 7,700 passengers on Friday.\n\n“I did not expect that,” said Lena Okafor.",
    }
    (tmp_path / "later.jsonl").write_text(json.dumps(story), encoding="utf-8")
    assert desk.load([tmp_path / "later.jsonl"]).loaded == 1
    own = {"The ferries carried 7,700 passengers on Friday."}
    own |= {"“I did not expect that,” said Lena Okafor."} if len(lines) == 2 else set()
    async with running(workspace, desk, now=wall):
        await workspace.until(lambda: workspace.messages("C1"), within=PATIENCE_S)
        (alert,), person = workspace.messages("C1"), workspace.user("U1")
        assert [label for label in labels(alert) if label[0].isupper()] == ["Sentences", "CSV", "Not right"]
        view = await (await person.press(alert, SENTENCES)).view(within=PATIENCE_S)
        assert any(line in words for line in own for words in strings(view["blocks"]))
        wrong = await (await person.press(alert, WRONG)).view(within=PATIENCE_S)
        assert len(wrong["blocks"][1]["element"]["options"]) == len(own)
        await person.press(alert, CSV)
        await workspace.until(lambda: [m for m in workspace.messages("C1") if m.files], within=PATIENCE_S)
        (file,) = next(m.files for m in workspace.messages("C1") if m.files)
        content = workspace.state.files[file["id"]].content.decode("utf-8-sig")
        assert {row["text"] for row in csv.DictReader(io.StringIO(content))} == own
        asked = await (await person.mention("C1", "only Delta Herald", thread_ts=alert.ts)).answer(
            within=PATIENCE_S
        )
        assert said(asked, "7,700") is (len(lines) == 1)
