"""A talk goes on: what a thread remembers, what old buttons show when the archive has changed, what is left alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from newsbot.desk import Desk
from newsbot.surfaces.blocks import SENTENCES, WRONG
from newsbot.workspace import Message, Workspace
from newsroom import PATIENCE_S, Bot, app_manifest, button, said, strings
from slack_bot import labels


@pytest.fixture
def manifest() -> dict[str, Any]:
    return app_manifest()


async def mentioned(workspace: Workspace, line: str, thread_ts: str | None = None) -> Message:
    turn = await workspace.user("U1").mention("C1", line, thread_ts=thread_ts)
    return await turn.answer(within=PATIENCE_S)


def options(view: Any, action: str) -> list[str]:
    """What can be chosen in a modal."""
    parts = [part for block in view["blocks"] for part in (block.get("element"), *block.get("elements", ()))]
    chooser = next(part for part in parts if part and part.get("action_id") == action)
    return [option["text"]["text"] for option in chooser["options"]]


async def test_old_buttons_show_the_lines_of_their_own_message(
    workspace: Workspace, bot: Bot, desk: Desk, tmp_path: Path
) -> None:
    person, answer = workspace.user("U1"), await mentioned(workspace, "figures passengers")
    before = await (await person.press(answer, SENTENCES)).view(within=PATIENCE_S)
    wrong = await (await person.press(answer, WRONG)).view(within=PATIENCE_S)
    story = {
        "id": "later",
        "source": "Delta Herald",
        "headline": "Ferry passengers counted again",
        "text": "The ferries carried 7,700 passengers on Friday, the port office said, and 120 passengers on Sunday.",
    }
    (tmp_path / "later.jsonl").write_text(json.dumps(story), encoding="utf-8")
    assert desk.load([tmp_path / "later.jsonl"]).loaded == 1
    assert said(await mentioned(workspace, "figures passengers"), "7,700")
    after = await (await person.press(answer, SENTENCES)).view(within=PATIENCE_S)
    assert options(after, "sentences-pick") == options(before, "sentences-pick")
    again = await (await person.press(answer, WRONG)).view(within=PATIENCE_S)
    assert options(again, "line") == options(wrong, "line")


async def test_help_in_a_thread_does_not_end_its_talk(workspace: Workspace, bot: Bot) -> None:
    first = await mentioned(workspace, "figures passengers")
    assert said(await mentioned(workspace, "help", first.thread_ts), "COMMANDS")
    narrowed = await mentioned(workspace, "only Harbour Wire", first.thread_ts)
    assert said(narrowed, "4,200 passengers")
    assert not said(narrowed, "Island Post:")


async def test_in_a_direct_message_the_talk_goes_on_from_what_was_pressed(
    workspace: Workspace, bot: Bot
) -> None:
    person = workspace.user("U1")
    asked = await (await person.dm("figures passengers source:Harbour")).answer(within=PATIENCE_S)
    turn = await person.press(asked, button(asked, "all sources")["action_id"])
    assert said(await turn.answer(within=PATIENCE_S), "Island Post")
    again = await person.dm("only Island Post")
    answer = await again.answer(within=PATIENCE_S)
    assert said(answer, "Island Post")
    assert "Harbour Wire" not in set(strings(list(answer.blocks)))


async def test_which_of_two_is_meant_is_asked_with_buttons(
    workspace: Workspace, bot: Bot, desk: Desk, tmp_path: Path
) -> None:
    told = "“We sail at noon,” said Captain Amadi Okafor. Amadi Okafor has sailed for thirty years."
    story = {"id": "captain", "source": "Delta Herald", "headline": "A captain sails", "text": told}
    (tmp_path / "captain.jsonl").write_text(json.dumps(story), encoding="utf-8")
    desk.load([tmp_path / "captain.jsonl"])
    asked = await mentioned(workspace, "who Okafor")
    assert button(asked, "who Lena Okafor")
    turn = await workspace.user("U1").press(asked, button(asked, "who Amadi Okafor")["action_id"])
    answer = await turn.answer(within=PATIENCE_S)
    assert said(answer, "Amadi Okafor", "We sail at noon")
    assert answer.only_for == "U1"


async def test_a_misspelling_is_said_and_where_nothing_is_near_lines_with_an_answer_are_offered(
    workspace: Workspace, bot: Bot
) -> None:
    assert said(await mentioned(workspace, "who Okafro"), "matched: Okafro ≈ Okafor")
    offered = await mentioned(workspace, "who Xylqz")
    assert said(offered, "nothing found")
    line = next(label for label in labels(offered) if label.startswith(("who", "figures")))
    turn = await workspace.user("U1").press(offered, button(offered, line)["action_id"])
    assert button(await turn.answer(within=PATIENCE_S), "Sentences")
