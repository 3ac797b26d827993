"""The real bot in a local workspace, over Socket Mode and over HTTP: what people see."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest

import newsbot
from conftest import wall
from newsbot.desk import Desk
from newsbot.slackfacts.manifest import METHODS
from newsbot.workspace import Workspace
from newsbot.workspace.shown import calls, links
from newsroom import PATIENCE_S, Bot, app_manifest, button, free_port, running, said

# The errors that a payload of ours never deserves, unless a test has its blocks refused.
MALFORMED = ("invalid_", "msg_", "no_text", "missing_", "cannot_", "unknown_")


@pytest.fixture
def manifest() -> dict[str, Any]:
    return app_manifest()


@pytest.fixture
def desk(database: str) -> Iterator[Desk]:
    with newsbot.open(database) as opened:
        yield opened


@pytest.fixture(params=["socket", "http"])
async def bot(request: pytest.FixtureRequest, workspace: Workspace, desk: Desk) -> AsyncIterator[Bot]:
    async with running(workspace, desk, mode=request.param, port=free_port(), now=wall) as served:
        yield served
    assert {method for method, _ in workspace.calls} <= set(METHODS), "the manifest knows what is called"
    malformed = [each for each in workspace.refusals if each[1].startswith(MALFORMED)]
    assert workspace.faults.refused_blocks or not malformed


async def test_a_command_is_answered_privately(workspace: Workspace, bot: Bot) -> None:
    turn = await workspace.user("U1").command("/news", "who Okafor", channel="C1")
    answer = await turn.answer(within=PATIENCE_S)
    assert turn.error is None
    assert answer.only_for == "U1"
    assert said(answer, "Lena Okafor", "Harbour Wire")
    assert workspace.messages("C1") == ()


async def test_a_command_of_its_own_name_needs_no_first_word(workspace: Workspace, bot: Bot) -> None:
    turn = await workspace.user("U1").command("/figures", "passengers", channel="C1")
    assert said(await turn.answer(within=PATIENCE_S), "4,200 passengers", "nearly 5,000 passengers")


async def test_what_a_person_has_is_posted_once_though_pressed_twice(workspace: Workspace, bot: Bot) -> None:
    person = workspace.user("U1")
    turn = await person.command("/news", "who Okafor", channel="C1")
    answer = await turn.answer(within=PATIENCE_S)
    post = button(answer, "Post to channel")
    await asyncio.gather(*(person.press(answer, post["action_id"]) for _ in range(2)))
    await workspace.until(lambda: workspace.messages("C1"), within=PATIENCE_S)
    await bot.stop()
    (posted,) = workspace.messages("C1")
    assert said(posted, "Lena Okafor", "Harbour Wire")
    assert said(posted, "U1"), "who asked is shown"


async def test_what_a_person_has_is_posted_even_where_the_bot_is_not(workspace: Workspace, bot: Bot) -> None:
    person = workspace.user("U1")
    turn = await person.command("/news", "who Okafor", channel="C2")
    answer = await turn.answer(within=PATIENCE_S)
    await person.press(answer, button(answer, "Post to channel")["action_id"])
    await workspace.until(lambda: workspace.messages("C2"), within=PATIENCE_S)
    await bot.stop()
    assert len(workspace.messages("C2")) == 1


async def test_a_mention_is_answered_in_its_thread(workspace: Workspace, bot: Bot) -> None:
    turn = await workspace.user("U1").mention("C1", "who Okafor")
    answer = await turn.answer(within=PATIENCE_S)
    assert (answer.thread_ts, answer.only_for) == (turn.ts, None)
    assert said(answer, "Lena Okafor")


async def test_a_follow_up_remembers_its_thread(workspace: Workspace, bot: Bot) -> None:
    person = workspace.user("U1")
    first = await person.mention("C1", "figures passengers")
    await first.answer(within=PATIENCE_S)
    second = await person.mention("C1", "only Island Post", thread_ts=first.ts)
    narrowed = await second.answer(within=PATIENCE_S)
    assert narrowed.thread_ts == first.ts
    assert said(narrowed, "nearly 5,000 passengers")
    assert not said(narrowed, "4,200 passengers")


async def test_a_direct_message_is_answered(workspace: Workspace, bot: Bot) -> None:
    turn = await workspace.user("U2").dm("quotes Okafor")
    answer = await turn.answer(within=PATIENCE_S)
    assert said(answer, "rota that people can live with")


async def test_a_person_unknown_to_the_archive_is_said_to_be(workspace: Workspace, bot: Bot) -> None:
    turn = await workspace.user("U1").command("/news", "who Zebulon Quark", channel="C1")
    answer = await turn.answer(within=PATIENCE_S)
    assert said(answer, "nothing found") or said(answer, "Zebulon Quark")


async def test_a_redelivered_event_is_answered_once(workspace: Workspace, bot: Bot) -> None:
    workspace.faults.repeat_event("app_mention", times=2)
    turn = await workspace.user("U1").mention("C1", "who Okafor")
    await turn.answer(within=PATIENCE_S)
    await workspace.settled()
    await bot.stop()
    assert len(turn.answers()) == 1


async def test_a_mention_that_comes_as_a_message_too_is_answered_once(workspace: Workspace, bot: Bot) -> None:
    workspace.faults.send_mentions_twice()
    turn = await workspace.user("U1").mention("C1", "who Okafor")
    await turn.answer(within=PATIENCE_S)
    await workspace.settled()
    await bot.stop()
    assert len(turn.answers()) == 1


async def test_a_lost_reply_does_not_double_the_answer(workspace: Workspace, bot: Bot) -> None:
    workspace.faults.lose_reply("chat.postMessage")
    turn = await workspace.user("U1").mention("C1", "who Okafor")
    await turn.answer(within=PATIENCE_S)
    await bot.stop()
    assert len(turn.answers()) == 1
    assert [method for method, _ in workspace.calls].count("chat.postMessage") == 1


async def test_a_limit_delays_the_answer_and_does_not_double_it(workspace: Workspace, bot: Bot) -> None:
    workspace.faults.limit("chat.postMessage", retry_after=0)
    turn = await workspace.user("U1").mention("C1", "who Okafor")
    await turn.answer(within=PATIENCE_S)
    await bot.stop()
    assert len(turn.answers()) == 1


async def test_an_expired_response_url_still_brings_the_answer(workspace: Workspace, bot: Bot) -> None:
    workspace.faults.expire_response_urls()
    person = workspace.user("U1")
    await person.command("/news", "who Okafor", channel="C1")
    await workspace.until(lambda: person.sees("C1"), within=PATIENCE_S)
    assert said(person.sees("C1")[0], "Lena Okafor")
    assert workspace.messages("C1") == ()


@pytest.mark.parametrize("kind", ["rich_text", "section", "header", "context", "actions"])
async def test_refused_blocks_still_bring_the_words(workspace: Workspace, bot: Bot, kind: str) -> None:
    workspace.faults.refuse_blocks(kind)
    turn = await workspace.user("U1").command("/news", "who Okafor", channel="C1")
    assert "Okafor" in (await turn.answer(within=PATIENCE_S)).text


async def test_words_of_a_story_never_mention_link_or_format(workspace: Workspace, bot: Bot) -> None:
    person = workspace.user("U1")
    for line in ("who Vance", "quotes Vance", "figures visitors", "find fair", "digest", "<!here> <@U2>"):
        turn = await person.command("/news", line, channel="C1")
        answer = await turn.answer(within=PATIENCE_S)
        assert calls(answer) == frozenset(), line
        assert not any("evil.example" in each for each in links(answer)), line


async def test_the_bot_does_not_answer_itself_or_those_who_did_not_ask(
    workspace: Workspace, bot: Bot
) -> None:
    await workspace.user("U1").say("C1", "who Okafor")
    turn = await workspace.user("U1").mention("C1", "who Okafor")
    await turn.answer(within=PATIENCE_S)
    await workspace.settled()
    await bot.stop()
    assert len(workspace.messages("C1")) == 3
