"""First meeting, shortcuts, and follow-ups that mention nobody: in the real bot, by both ways in."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest

import newsbot
from conftest import wall
from newsbot.desk import COMMANDS, Desk
from newsbot.slackfacts import manifest as made
from newsbot.slackfacts import problems
from newsbot.slackfacts.manifest import ASK_THE_DESK, FOLLOW_UP_EVENTS, SHORTCUTS, SOURCES_SAY
from newsbot.surfaces.blocks import greeting
from newsbot.workspace import Workspace
from newsroom import PATIENCE_S, Bot, button, free_port, running, said


@pytest.fixture
def manifest() -> dict[str, Any]:
    return made(COMMANDS, follow_ups=True)


@pytest.fixture
def desk(database: str) -> Iterator[Desk]:
    with newsbot.open(database) as opened:
        yield opened


@pytest.fixture(params=["socket", "http"])
async def bot(request: pytest.FixtureRequest, workspace: Workspace, desk: Desk) -> AsyncIterator[Bot]:
    mode, port = request.param, free_port()
    async with running(workspace, desk, mode=mode, port=port, now=wall, follow_ups=True) as served:
        yield served


async def test_a_channel_is_greeted_once_with_lines_that_have_an_answer(
    workspace: Workspace, bot: Bot
) -> None:
    workspace.invite("C2")
    await workspace.until(lambda: workspace.messages("C2"), within=PATIENCE_S)
    workspace.state.channels["C2"].members.remove(workspace.app.user_id)
    workspace.invite("C2")
    await workspace.settled()
    await bot.stop()
    (hello,) = workspace.messages("C2")
    assert said(hello, "/news who", "/news digest at 07:00 weekdays")
    assert len(hello.text.splitlines()) == 3


async def test_a_greetings_examples_are_buttons_that_answer(workspace: Workspace, bot: Bot) -> None:
    workspace.invite("C2")
    await workspace.until(lambda: workspace.messages("C2"), within=PATIENCE_S)
    (hello,) = workspace.messages("C2")
    turn = await workspace.user("U1").press(hello, button(hello, "who ")["action_id"])
    assert button(await turn.answer(within=PATIENCE_S), "Sentences")


async def test_a_greeting_stays_within_limits() -> None:
    assert problems(greeting(["who " + "x" * 400] * 4, slash="/desk-news")) == ()
    assert problems(greeting([], slash="/news")) == ()


@pytest.mark.parametrize(
    "written",
    ["Did Okafor really talk of 4,200 passengers?", "Lena Okafor: 5,000 passengers. Will that hold, Ana?"],
)
async def test_what_sources_say_of_a_message(workspace: Workspace, bot: Bot, written: str) -> None:
    person = workspace.user("U1")
    await person.say("C1", written)
    turn = await person.shortcut(SOURCES_SAY, message=workspace.messages("C1")[0])
    who, figures = await turn.answer(1, within=PATIENCE_S), await turn.answer(2, within=PATIENCE_S)
    assert said(who, "Lena Okafor", "Harbour Wire")
    assert said(figures, "4,200 passengers", "nearly 5,000 passengers")
    assert {who.only_for, figures.only_for} == {"U1"}


async def test_a_message_that_names_nothing_known_says_so(workspace: Workspace, bot: Bot) -> None:
    person = workspace.user("U1")
    await person.say("C1", "Lunch at noon, Bob?")
    turn = await person.shortcut(SOURCES_SAY, message=workspace.messages("C1")[0])
    assert said(await turn.answer(within=PATIENCE_S), "nothing found")


async def test_the_shortcut_is_a_way_into_threads(workspace: Workspace, bot: Bot) -> None:
    person = workspace.user("U1")
    first = await person.say("C1", "Morning all")
    await person.say("C1", "What of Okafor?", thread_ts=first.ts)
    turn = await person.shortcut(SOURCES_SAY, message=workspace.messages("C1")[1])
    assert (await turn.answer(within=PATIENCE_S)).thread_ts == first.ts


async def test_a_question_from_anywhere_is_answered_directly(workspace: Workspace, bot: Bot) -> None:
    person = workspace.user("U1")
    view = await (await person.shortcut(ASK_THE_DESK)).view(within=PATIENCE_S)
    turn = await person.submit(view, {"line": {"line": {"type": "plain_text_input", "value": "/who Okafor"}}})
    assert turn.carried["response_action"] == "update"
    direct = workspace.state.direct("U1").id
    await workspace.until(lambda: workspace.messages(direct), within=PATIENCE_S)
    (answer,) = workspace.messages(direct)
    assert said(answer, "Lena Okafor", "who Okafor")
    follow = await person.dm("only Island Post")
    assert said(await follow.answer(within=PATIENCE_S), "Island Post")


async def test_follow_ups_without_a_mention_are_answered_where_a_channel_wants_it(
    workspace: Workspace, bot: Bot, desk: Desk
) -> None:
    person = workspace.user("U1")
    first = await person.mention("C1", "figures passengers")
    await first.answer(within=PATIENCE_S)
    desk.journal.keep("follow:T0DESK:C1", "true", by="U1", now="2030-01-01T00:00:00+00:00")
    second = await person.say("C1", "only Harbour Wire", thread_ts=first.ts)
    answer = await second.answer(within=PATIENCE_S)
    assert said(answer, "4,200 passengers")
    third = await person.say("C1", "watch figures passengers", thread_ts=first.ts)
    assert said(await third.answer(within=PATIENCE_S), "watching figures passengers here"), "asked once"
    for words in ("thanks, that helps", "@Ana what do you think?", "<@U2> is that right?", "Zebulon Quark?"):
        await person.say("C1", words, thread_ts=first.ts)
    elsewhere = await person.say("C1", "Lunch?")
    await person.say("C1", "and Mexico?", thread_ts=elsewhere.ts)
    await person.say("C1", "who Okafor")
    await workspace.settled()
    await bot.stop()
    assert len([each for each in workspace.messages("C1") if each.bot_id]) == 3


async def test_follow_ups_without_a_mention_are_answered_nowhere_else(workspace: Workspace, bot: Bot) -> None:
    person = workspace.user("U1")
    first = await person.mention("C1", "figures passengers")
    await first.answer(within=PATIENCE_S)
    await person.say("C1", "only Island Post", thread_ts=first.ts)
    await workspace.settled()
    await bot.stop()
    assert len([each for each in workspace.messages("C1") if each.bot_id]) == 1


def test_messages_that_mention_nobody_are_heard_only_where_an_operator_wants_it() -> None:
    assert not set(FOLLOW_UP_EVENTS) & set(made(COMMANDS)["settings"]["event_subscriptions"]["bot_events"])
    told = made(COMMANDS, follow_ups=True)["settings"]["event_subscriptions"]["bot_events"]
    assert set(FOLLOW_UP_EVENTS) <= set(told)


def test_both_shortcuts_are_in_the_manifest() -> None:
    assert made(COMMANDS)["features"]["shortcuts"] == [dict(each) for each in SHORTCUTS]
    assert {each["callback_id"] for each in SHORTCUTS} == {SOURCES_SAY, ASK_THE_DESK}
