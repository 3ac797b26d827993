"""The bot in a workspace, over Socket Mode and over HTTP: what people type, and what they get."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import os
import signal
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from newsbot.config import Digest, Settings
from newsbot.desk import COMMANDS
from newsbot.errors import ConfigError
from newsbot.schedule import Clock
from newsbot.slackfacts import manifest, problems
from newsbot.store.sqlite import open_sqlite
from newsbot.surfaces.slack import serve
from newsbot.workspace import Message, Workspace
from slack_bot import Bot, bot, button, door, labels, now, payload, shown, workspace_for
from slack_desk import CannedDesk


@pytest.fixture(params=["socket", "http"])
async def running(request: pytest.FixtureRequest) -> AsyncIterator[Bot]:
    async with door(CannedDesk(lines=30), request.param) as started:
        yield started


@pytest.fixture
async def workspace() -> AsyncIterator[Workspace]:
    async with workspace_for() as opened:
        yield opened


async def test_a_command_is_answered_privately(running: Bot) -> None:
    turn = await running.workspace.user("U1").command("/news", "who Rudman", channel="C1")
    answer = await turn.answer()
    assert turn.error is None
    assert answer.only_for == "U1"
    assert running.desk.asked == [("who Rudman", None)]
    assert "0 ferries were late on Monday" in shown(answer)
    assert labels(answer) == ["More 21", "Sentences", "Watch", "Post to channel", "Not right", "help"]
    assert problems(payload(answer)) == ()


@pytest.mark.parametrize(
    ("slash", "text"),
    [
        ("/news", "who Rudman"),
        ("/news-who", "Rudman"),
        ("/news", "/who Rudman"),
        ("/news", "/news-who  Rudman "),
    ],
)
async def test_every_form_of_a_command_is_the_same_line(workspace: Workspace, slash: str, text: str) -> None:
    async with bot(workspace, CannedDesk()) as started:
        turn = await workspace.user("U1").command(slash, text, channel="C1")
        await turn.answer()
        assert started.desk.asked == [("who Rudman", None)]


async def test_every_command_of_the_manifest_is_taken(workspace: Workspace) -> None:
    async with bot(workspace, CannedDesk()) as started:
        for entry in manifest(COMMANDS)["features"]["slash_commands"]:
            turn = await workspace.user("U1").command(entry["command"], "ferry", channel="C1")
            await turn.answer()
        assert [line for line, _ in started.desk.asked] == ["ferry", *(f"{c.name} ferry" for c in COMMANDS)]


async def test_a_bare_command_asks_an_empty_line(workspace: Workspace) -> None:
    async with bot(workspace, CannedDesk()) as started:
        await (await workspace.user("U1").command("/news", "", channel="C1")).answer()
        assert started.desk.asked == [("", None)]


async def test_a_mention_is_answered_in_its_thread(running: Bot) -> None:
    turn = await running.workspace.user("U1").mention("C1", "who says &lt; 5 ferries?")
    answer = await turn.answer()
    assert (answer.thread_ts, answer.only_for) == (turn.ts, None)
    assert running.desk.asked[0][0].startswith("who says")
    assert "Post to channel" not in labels(answer)
    assert problems(payload(answer)) == ()


async def test_a_mention_may_begin_with_a_slash(workspace: Workspace) -> None:
    async with bot(workspace, CannedDesk()) as started:
        await (await workspace.user("U1").mention("C1", "/who Rudman")).answer()
        assert started.desk.asked == [("who Rudman", None)]


async def test_a_thread_remembers_its_line_across_restarts(workspace: Workspace, tmp_path: Path) -> None:
    person = workspace.user("U1")
    store = open_sqlite(str(tmp_path / "a.db"))
    async with bot(workspace, CannedDesk(store)):
        first = await person.mention("C1", "figures ferry")
        await first.answer()
    async with bot(workspace, CannedDesk(store)) as again:
        second = await person.mention("C1", "and Mexico?", thread_ts=first.ts)
        await second.answer()
        elsewhere = await person.mention("C1", "and Mexico?")
        await elsewhere.answer()
        assert again.desk.asked == [("and Mexico?", "figures ferry"), ("and Mexico?", None)]
    store.close()


async def test_a_direct_message_is_answered_where_it_was_written(running: Bot) -> None:
    turn = await running.workspace.user("U1").dm("who Rudman")
    answer = await turn.answer()
    assert answer.thread_ts is None
    again = await running.workspace.user("U1").dm("and Mexico?")
    await again.answer()
    assert running.desk.asked == [("who Rudman", None), ("and Mexico?", "who Rudman")]


async def test_an_event_that_comes_again_is_answered_once(workspace: Workspace, tmp_path: Path) -> None:
    workspace.faults.repeat_event("app_mention", times=2)
    workspace.faults.send_mentions_twice()
    store = open_sqlite(str(tmp_path / "a.db"))
    async with bot(workspace, CannedDesk(store)) as started:
        turn = await workspace.user("U1").mention("C1", "who Rudman")
        await turn.answer()
        await workspace.settled()
        await started.end()
        assert len(turn.answers()) == 1
        assert len(started.desk.asked) == 1
    store.close()


async def test_a_lost_reply_is_not_posted_again(running: Bot) -> None:
    running.workspace.faults.lose_reply("chat.postMessage")
    turn = await running.workspace.user("U1").mention("C1", "who Rudman")
    await turn.answer()
    await running.end()
    assert len(turn.answers()) == 1
    settled = [f for k, f in running.desk.journal.deliveries.items() if k.startswith("answer:")]
    assert [found["state"] for found in settled] == ["sent"]


async def test_a_429_is_waited_out(running: Bot) -> None:
    running.workspace.faults.limit("chat.postMessage", retry_after=0)
    turn = await running.workspace.user("U1").mention("C1", "who Rudman")
    await turn.answer()
    assert len(turn.answers()) == 1


async def test_a_429_from_response_url_is_waited_out(running: Bot) -> None:
    running.workspace.faults.limit("response_url", retry_after=0)
    turn = await running.workspace.user("U1").command("/news", "who Rudman", channel="C1")
    await turn.answer()
    assert len(turn.answers()) == 1


async def test_an_expired_response_url_is_answered_for_their_eyes_only(running: Bot) -> None:
    running.workspace.faults.expire_response_urls()
    person = running.workspace.user("U1")
    await person.command("/news", "who Rudman", channel="C1")
    said = await running.workspace.until(lambda: [m for m in person.sees("C1") if m.bot_id])
    assert said[0].only_for == "U1"


async def test_blocks_that_slack_refuses_become_text(running: Bot) -> None:
    running.workspace.faults.refuse_blocks("rich_text")
    person = running.workspace.user("U1")
    public = await (await person.mention("C1", "who Rudman")).answer()
    private = await (await person.command("/news", "who Rudman", channel="C1")).answer()
    for said in (public, private):
        assert not said.blocks
        assert "Coast Wire: 0 ferries were late on Monday" in said.text


async def test_more_opens_as_many_lines_as_it_says(running: Bot) -> None:
    person = running.workspace.user("U1")
    first = await (await person.command("/news", "who Rudman", channel="C1")).answer()
    second = await (await person.press(first, button(first, "More"))).answer()
    assert second.only_for == "U1"
    assert shown(first).count("ferries were late") == 9
    assert shown(second).count("ferries were late") == 21
    assert labels(second) == ["Sentences", "Not right"]


async def test_more_in_a_thread_stays_in_it_and_private(running: Bot) -> None:
    person = running.workspace.user("U2")
    turn = await running.workspace.user("U1").mention("C1", "who Rudman")
    public = await turn.answer()
    more = await (await person.press(public, button(public, "More"))).answer()
    assert (more.only_for, more.thread_ts) == ("U2", turn.ts)


async def test_more_typed_in_a_thread_gives_the_rest_for_all_to_see(running: Bot) -> None:
    person = running.workspace.user("U1")
    first = await person.mention("C1", "who Rudman")
    await first.answer()
    rest = await (await person.mention("C1", "More", thread_ts=first.ts)).answer()
    assert (rest.only_for, rest.thread_ts) == (None, first.ts)
    assert shown(rest).count("ferries were late") == 21
    await (await person.mention("C1", "more")).answer()
    assert running.desk.asked[-1] == ("more", None), "where nothing was asked it is a line like any other"


async def test_thanks_need_no_answer(workspace: Workspace) -> None:
    async with bot(workspace, CannedDesk()) as started:
        for thanks in ("thanks!", "Thank you, that helps", "ok, thanks"):
            await workspace.user("U1").mention("C1", thanks)
        await (await workspace.user("U1").mention("C1", "thanks, and Mexico?")).answer()
        assert [line for line, _ in started.desk.asked] == ["thanks, and Mexico?"]


async def test_a_follow_up_button_asks_its_line(running: Bot) -> None:
    person = running.workspace.user("U1")
    first = await (await person.command("/news", "who Rudman", channel="C1")).answer()
    second = await (await person.press(first, button(first, "help"))).answer()
    assert running.desk.asked[-1] == ("help", None)
    assert labels(second) == ["More 21", "Sentences", "Post to channel", "Not right", "help"]


async def test_an_answer_is_posted_to_the_channel_once_with_who_asked(running: Bot) -> None:
    person, workspace = running.workspace.user("U1"), running.workspace
    private = await (await person.command("/news", "who Rudman", channel="C1")).answer()
    post = button(private, "Post to channel")
    await asyncio.gather(person.press(private, post), person.press(private, post))
    public = await workspace.until(lambda: [m for m in workspace.messages("C1") if m.bot_id])
    await workspace.until(lambda: "Post to channel" not in labels(_now(workspace, private)))
    await running.end()
    posted = [m for m in workspace.messages("C1") if m.bot_id and not m.only_for]
    assert len(posted) == 1
    assert '{"type": "user", "user_id": "U1"}' in shown(public[0])
    assert problems(payload(public[0])) == ()
    thread = f"{public[0].channel}:{public[0].ts}"
    assert [line for key, (line, _) in running.desk.journal.threads.items() if key.endswith(thread)] == [
        "who Rudman"
    ]


def _now(workspace: Workspace, message: Message) -> Message:
    found = workspace.state.message(message.channel, message.ts)
    assert found is not None
    return found


async def test_posting_works_where_the_bot_is_not_a_member(running: Bot) -> None:
    person, workspace = running.workspace.user("U1"), running.workspace
    private = await (await person.command("/news", "who Rudman", channel="C2")).answer()
    await person.press(private, button(private, "Post to channel"))
    public = await workspace.until(
        lambda: [m for m in workspace.messages("C2") if m.bot_id and not m.only_for]
    )
    assert len(public) == 1
    assert '"user_id": "U1"' in shown(public[0])


async def test_a_button_of_an_older_version_says_so(running: Bot) -> None:
    turn = await running.workspace.user("U1").dm("who Rudman")
    answer = await turn.answer()
    old = {**answer.blocks[-1], "elements": [{**answer.blocks[-1]["elements"][0], "action_id": "chart"}]}
    changed = running.workspace.state.edit(answer, blocks=(old,))
    said = await (await running.workspace.user("U1").press(changed, "chart")).answer()
    assert "no longer works" in said.text


async def test_a_failure_gives_a_reference_that_stands_in_the_log(
    running: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    person = running.workspace.user("U1")
    private = await (await person.command("/news", "boom", channel="C1")).answer()
    public = await (await person.mention("C1", "boom")).answer()
    for said in (private, public):
        reference = said.text.rsplit(" ", 1)[-1]
        (record,) = [r for r in caplog.records if reference in r.getMessage()]
        assert record.exc_info
        assert "the shelf fell over" not in said.text
    assert private.only_for == "U1"


async def test_bots_edits_and_notices_are_not_answered(workspace: Workspace) -> None:
    async with bot(workspace, CannedDesk()) as started:
        turn = await workspace.user("U1").dm("who Rudman")
        answer = await turn.answer()
        written = workspace.state.message(answer.channel, turn.ts or "")
        assert written is not None
        workspace.state.edit(written, text="who Blinken")
        workspace.state.post(
            Message(channel=answer.channel, ts=workspace.state.stamp(), user="U9", bot_id="B9", text="hi")
        )
        await workspace.settled()
        await started.end()
        assert started.desk.asked == [("who Rudman", None)]


async def test_a_story_cannot_call_the_channel(workspace: Workspace) -> None:
    async with bot(workspace, CannedDesk()):
        answer = await (await workspace.user("U1").mention("C1", "figures &lt;!channel&gt; *ferry*")).answer()
        assert "<!channel>" not in answer.text
        assert "&lt;!channel&gt;" in answer.text or "lt;!channel" in answer.text


async def test_what_is_in_hand_is_finished_before_the_process_ends(running: Bot) -> None:
    asked = asyncio.Event()
    loop = asyncio.get_running_loop()
    release = asyncio.Event()

    def wait(line: str) -> None:
        loop.call_soon_threadsafe(asked.set)
        asyncio.run_coroutine_threadsafe(release.wait(), loop).result(5)

    running.desk.before_answer = wait
    turn = await running.workspace.user("U1").command("/news", "who Rudman", channel="C1")
    await asked.wait()
    running.stop.set()
    await asyncio.sleep(0)
    release.set()
    await turn.answer()
    assert await running.end() == 0


async def test_sigterm_ends_it_in_good_order(workspace: Workspace) -> None:
    async with bot(workspace, CannedDesk()) as started:
        os.kill(os.getpid(), signal.SIGTERM)
        assert await asyncio.wait_for(started.task, 10) == 0
        assert workspace.sockets.connections == 0


async def test_it_can_be_stopped_while_slack_lets_it_wait(workspace: Workspace) -> None:
    app = workspace.app
    digests = (Digest(channel="C1"),)
    settings = Settings(
        bot_token=app.bot_token, app_token=app.app_token, api_url=workspace.api_url, digests=digests
    )
    stop = asyncio.Event()
    running = serve(CannedDesk(), settings, mode="socket", host="127.0.0.1", now=now, stop=stop, clock=Clock)
    task = asyncio.create_task(running)

    def signed_in() -> bool:
        return any(method == "apps.connections.open" for method, _ in workspace.calls)

    await workspace.until(signed_in)
    workspace.faults.limit("apps.connections.open", retry_after=30, times=50)
    stop.set()
    assert await asyncio.wait_for(task, 5) == 0


async def test_it_says_who_it_is_at_the_start_and_warns_of_nothing(
    workspace: Workspace, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", workspace.app.bot_token)  # Bolt looks for it by itself
    caplog.set_level(logging.INFO, logger="newsbot")
    async with bot(workspace, CannedDesk()):
        await (await workspace.user("U1").mention("C1", "who Rudman")).answer()
        (line,) = [r.getMessage() for r in caplog.records if r.getMessage().startswith("newsbot ")]
        assert f"pid {os.getpid()}" in line
        assert line.endswith("connections 1")
        assert [r.getMessage() for r in caplog.records if r.levelno >= logging.WARNING] == []


async def test_a_refresh_and_a_cut_lose_no_question(workspace: Workspace) -> None:
    async with bot(workspace, CannedDesk()):
        person = workspace.user("U1")
        await workspace.refresh()
        await workspace.connected()
        await (await person.mention("C1", "who Rudman")).answer()
        accepted = workspace.sockets.accepted
        workspace.cut()
        await workspace.until(lambda: workspace.sockets.accepted > accepted, within=15)
        await workspace.connected()
        await (await person.mention("C1", "figures ferry")).answer()


async def test_an_answer_promised_by_a_process_that_died_is_given_by_the_next(workspace: Workspace) -> None:
    desk = CannedDesk()
    key = f"answer:{'T0DESK'}:C1:1.1"
    posted = await workspace.user("U1").mention("C1", "who Rudman")
    promise = {
        "line": "who Rudman",
        "channel": "C1",
        "thread_ts": posted.ts,
        "thread": f"T0DESK:C1:{posted.ts}",
        "asker": None,
    }
    desk.journal.remember(key, json.dumps(promise), now=now().isoformat())
    assert desk.journal.claim(key, owner="the dead", lease_s=0) == 1
    async with bot(workspace, desk):
        answer = await workspace.until(lambda: [m for m in workspace.messages("C1") if m.bot_id])
        assert answer[0].thread_ts == posted.ts
        await workspace.until(lambda: desk.journal.state(key) == "sent")
    assert len([m for m in workspace.messages("C1") if m.bot_id]) <= 2  # and perhaps the redelivered mention


async def test_nothing_but_slack_is_let_in_over_http() -> None:
    async with workspace_for("http") as workspace, bot(workspace, CannedDesk(), "http") as started:
        url = f"http://127.0.0.1:{started.port}/slack/events"
        form = {"command": "/news", "text": "who Rudman", "channel_id": "C1", "user_id": "U1"}
        async with aiohttp.ClientSession() as session:
            async with session.post(url, data=form) as reply:
                assert reply.status == 401
            old = {"X-Slack-Request-Timestamp": "1000000000", "X-Slack-Signature": "v0=" + "0" * 64}
            async with session.post(url, data=form, headers=old) as reply:
                assert reply.status == 401
            async with session.post(url, data=b"{", headers={"Content-Type": "application/json"}) as reply:
                assert reply.status in {400, 401}
            async with session.post(url, data=b"\xff\xfe") as reply:
                assert reply.status in {400, 401}
            async with session.post(url, data=io.BytesIO(b"a" * 1_100_000)) as reply:
                assert reply.status == 413
            async with session.get(url) as reply:
                assert reply.status == 405
            async with session.get(f"http://127.0.0.1:{started.port}/readyz") as reply:
                assert (reply.status, await reply.text()) == (200, "ready")
        assert started.desk.asked == []


@pytest.mark.parametrize(
    ("fields", "mode", "said"),
    [
        ({"bot_token": "xoxb-wrong"}, "socket", "SLACK_BOT_TOKEN: Slack says invalid_auth"),
        ({"bot_token": ""}, "socket", "SLACK_BOT_TOKEN is not set"),
        ({"app_token": ""}, "socket", "SLACK_APP_TOKEN is not set"),
        ({"app_token": "xapp-wrong"}, "socket", "SLACK_APP_TOKEN: Slack says invalid_auth"),
        ({"signing_secret": ""}, "http", "SLACK_SIGNING_SECRET is not set"),
        ({"api_url": "http://127.0.0.1:9/api/"}, "socket", "does not answer"),
    ],
)
async def test_what_is_wrong_is_said_at_the_start(
    workspace: Workspace, fields: dict[str, str], mode: str, said: str
) -> None:
    with pytest.raises(ConfigError, match=said):
        async with bot(workspace, CannedDesk(), mode, **fields):
            pass


async def test_a_missing_scope_is_said_at_the_start(workspace: Workspace) -> None:
    workspace.faults.remove_scope("chat:write")
    with pytest.raises(ConfigError, match="no scope chat:write"):
        async with bot(workspace, CannedDesk()):
            pass


async def test_a_port_that_is_taken_is_said_at_the_start() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        async with workspace_for("http") as workspace:
            with pytest.raises(ConfigError, match="PORT"):
                async with bot(workspace, CannedDesk(), "socket", port=taken.getsockname()[1]):
                    raise ConfigError("PORT")  # Socket Mode needs none
            app = workspace.app
            settings = Settings(
                bot_token=app.bot_token,
                signing_secret=app.signing_secret,
                api_url=workspace.api_url,
                port=taken.getsockname()[1],
            )
            with pytest.raises(ConfigError, match="PORT"):
                await serve(CannedDesk(), settings, mode="http", host="127.0.0.1", now=now)


async def test_fifty_people_at_once_are_acknowledged_soon(running: Bot) -> None:
    person = running.workspace.user("U1")
    turns = await asyncio.gather(*(person.command("/news", f"who {n}", channel="C1") for n in range(50)))
    assert [turn.error for turn in turns] == [None] * 50
    for turn in turns:
        await turn.answer(within=20)
