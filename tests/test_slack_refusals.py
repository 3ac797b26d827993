"""What Slack does not take, and what the person who asked is told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from newsbot.slackfacts.manifest import ASK_THE_DESK
from newsbot.surfaces import home
from newsbot.surfaces.blocks import POST
from newsbot.surfaces.slack.post import Outcome, in_words
from newsbot.workspace import Message
from newsroom import shows, values
from slack_bot import Bot, bot, door, labels, workspace_for
from slack_desk import CannedDesk


@pytest.fixture(params=["socket", "http"])
async def running(request: pytest.FixtureRequest) -> AsyncIterator[Bot]:
    async with door(CannedDesk(), request.param) as started:
        yield started


def refuse(
    monkeypatch: pytest.MonkeyPatch, method: str, word: str, *, times: int = 99
) -> list[dict[str, Any]]:
    """The next calls of this method get Slack's word; the calls."""
    calls: list[dict[str, Any]] = []
    carried_out = getattr(AsyncWebClient, method)

    async def refusing(client: AsyncWebClient, **given: Any) -> Any:
        calls.append(given)
        if len(calls) <= times:
            raise SlackApiError(word, {"ok": False, "error": word})
        return await carried_out(client, **given)

    monkeypatch.setattr(AsyncWebClient, method, refusing)
    return calls


async def pressed(running: Bot) -> list[Message]:
    """Post to channel, twice; all that U1 is told after it."""
    person = running.workspace.user("U1")
    private = await (await person.command("/news", "who Rudman", channel="C1")).answer()
    turns = await asyncio.gather(person.press(private, POST), person.press(private, POST))
    await running.workspace.until(lambda: any(turn.answers() for turn in turns))  # whichever was heard first
    await running.workspace.settled()
    await running.end()
    return [m for m in person.sees("C1") if m.only_for == "U1"]


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("is_archived", "Slack says is_archived; the channel is archived."),
        ("restricted_action", "Slack says restricted_action"),
        ("token_revoked", "looks again in two minutes"),
        ("ratelimited", "looks again in two minutes"),
        ("fatal_error", "looks again in two minutes"),
    ],
)
async def test_what_could_not_be_posted_is_said_to_who_pressed(
    running: Bot, monkeypatch: pytest.MonkeyPatch, word: str, told: str
) -> None:
    calls = refuse(monkeypatch, "chat_postMessage", word)
    answer, *said = await pressed(running)
    assert any(told in message.text for message in said)
    assert ("Post to channel" in labels(answer)) is ("two minutes" in told), (
        "pressed again where that can help"
    )
    assert len(calls) == 1
    assert not [m for m in running.workspace.messages("C1") if m.bot_id and not m.only_for]


@pytest.mark.parametrize("word", ["msg_too_long", "msg_blocks_too_long", "invalid_blocks"])
async def test_what_is_too_much_for_slack_comes_as_plain_text(
    running: Bot, monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    refuse(monkeypatch, "chat_postMessage", word, times=1)
    answer = await (await running.workspace.user("U1").mention("C1", "who Rudman")).answer()
    assert not answer.blocks
    assert "ferries were late on Monday" in answer.text


async def test_where_nothing_else_reaches_a_person_it_is_a_direct_message(running: Bot) -> None:
    running.workspace.faults.expire_response_urls()
    person = running.workspace.user("U1")
    await person.command("/news", "who Rudman", channel="C2")
    direct = running.workspace.state.direct("U1").id
    (answer,) = await running.workspace.until(lambda: running.workspace.messages(direct))
    assert "ferries were late on Monday" in answer.text


async def test_a_question_that_was_deleted_meanwhile_stops_nothing(
    running: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    workspace, person = running.workspace, running.workspace.user("U1")

    def delete(line: str) -> None:
        if "Rudman" in line:
            workspace.state.remove(workspace.messages("C1")[0])

    running.desk.before_answer = delete
    await person.mention("C1", "who Rudman")
    await (await person.mention("C1", "who Blinken")).answer()
    await running.end()
    assert len([m for m in workspace.messages("C1") if m.bot_id]) == 1
    assert "was not posted to C1: invalid_thread_ts" in caplog.text


async def test_an_answer_waits_for_a_token_that_works() -> None:
    desk = CannedDesk()
    async with workspace_for() as workspace:
        token = workspace.app.bot_token
        async with bot(workspace, desk):
            workspace.app.bot_token = "xoxb-new"
            turn = await workspace.user("U1").mention("C1", "who Rudman")
            await workspace.until(lambda: desk.asked)
        assert not turn.answers()
        workspace.app.bot_token = token
        desk.journal.seconds += 121
        async with bot(workspace, desk):
            await turn.answer()
        assert len(turn.answers()) == 1


async def test_settings_that_could_not_be_kept_are_said_directly(
    running: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace, person = running.workspace, running.workspace.user("U1")
    await person.command("/news", "digest at 07:30", channel="C1")
    await workspace.until(lambda: person.sees("C1"))
    await person.open_home()
    modal = await (await person.press_in(await person.home(), home.CHANGE)).view()
    monkeypatch.setattr(running.desk.journal, "keep", None)
    await person.submit(modal, values(modal))
    direct = workspace.state.direct("U1").id
    (said,) = await workspace.until(lambda: workspace.messages(direct))
    assert "did not work" in said.text


async def test_without_leave_to_write_directly_ask_the_desk_says_so() -> None:
    async with workspace_for() as workspace:
        workspace.state.app.scopes = frozenset(workspace.state.app.scopes) - {"im:write"}
        async with bot(workspace, CannedDesk()):
            view = await (await workspace.user("U1").shortcut(ASK_THE_DESK)).view()
            assert shows(view, "im:write")


def test_an_outcome_that_nobody_need_know_is_not_told() -> None:
    assert in_words(Outcome("sent", "1.5")) is None
    assert in_words(Outcome("busy")) is None
    assert in_words(Outcome("refused", "skipped")) is None, "it was told when it was refused"
    assert "not posted again" in (in_words(Outcome("ambiguous", "missing_scope")) or "")
    assert "/invite @newsbot" in (in_words(Outcome("refused", "not_in_channel")) or "")
