"""Posting once, answering through response_url, reading what was typed, and what doctor says."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from newsbot.config import Digest, Settings
from newsbot.desk import COMMANDS
from newsbot.slackfacts import manifest
from newsbot.surfaces.blocks import words_only
from newsbot.surfaces.slack import check
from newsbot.surfaces.slack.check import web_client
from newsbot.surfaces.slack.post import Poster
from newsbot.surfaces.slack.respond import Responder
from newsbot.surfaces.slack.talk import plain
from newsbot.workspace import Workspace
from slack_desk import MemoryJournal

HELLO = words_only("hello")


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
async def workspace() -> AsyncIterator[Workspace]:
    async with Workspace(manifest(COMMANDS), now=now) as opened:
        yield opened


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as opened:
        yield opened


def settings(workspace: Workspace, **fields: Any) -> Settings:
    app = workspace.app
    given = {
        "bot_token": app.bot_token,
        "app_token": app.app_token,
        "signing_secret": app.signing_secret,
        "api_url": workspace.api_url,
    }
    return Settings(**{**given, **fields})


@pytest.fixture
def journal() -> MemoryJournal:
    return MemoryJournal()


@pytest.fixture
def poster(workspace: Workspace, session: aiohttp.ClientSession, journal: MemoryJournal) -> Poster:
    return Poster(web_client(settings(workspace), session), journal, team="T0DESK", owner="one")


async def hello() -> dict[str, Any]:
    return HELLO


def by_the_bot(workspace: Workspace, channel: str = "C1") -> list[str]:
    return [message.text for message in workspace.messages(channel) if message.bot_id]


async def test_a_message_is_posted_once_under_its_key(workspace: Workspace, poster: Poster) -> None:
    first = await poster.once("k", "C1", hello)
    again = await poster.once("k", "C1", hello)
    assert (first.state, again) == ("sent", first)
    assert by_the_bot(workspace) == ["hello"]
    assert await poster.find("k", "C1") == first.detail


async def test_the_key_goes_along_and_the_same_message_has_the_same_id(
    workspace: Workspace, poster: Poster
) -> None:
    await poster.once("k", "C1", hello)
    (call,) = [given for method, given in workspace.calls if method == "chat.postMessage"]
    assert '"key": "k"' in str(call["metadata"]).replace("'", '"')
    assert len(call["client_msg_id"]) == 36


async def test_another_process_that_is_at_it_is_left_alone(
    workspace: Workspace, poster: Poster, journal: MemoryJournal
) -> None:
    journal.claim("k", owner="two", lease_s=120)
    assert (await poster.once("k", "C1", hello)).state == "busy"
    assert by_the_bot(workspace) == []


async def test_a_message_that_never_left_is_posted_when_the_lease_has_run_out(
    workspace: Workspace, poster: Poster, journal: MemoryJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = poster.client.chat_postMessage

    async def unplugged(**_: Any) -> Any:
        raise aiohttp.ClientConnectionError

    monkeypatch.setattr(poster.client, "chat_postMessage", unplugged)
    assert (await poster.once("k", "C1", hello)).state == "unknown"
    monkeypatch.setattr(poster.client, "chat_postMessage", sent)
    assert (await poster.once("k", "C1", hello)).state == "busy"
    journal.seconds += 121
    assert (await poster.once("k", "C1", hello)).state == "sent"
    assert by_the_bot(workspace) == ["hello"]


async def test_an_error_that_leaves_it_open_is_found_out_later(
    workspace: Workspace, poster: Poster, journal: MemoryJournal
) -> None:
    workspace.faults.limit("chat.postMessage", retry_after=60)
    assert (await poster.once("k", "C1", hello)).state == "unknown"
    assert journal.state("k") == "sending"


async def test_a_refusal_is_the_end_and_says_what_to_do(
    poster: Poster, journal: MemoryJournal, caplog: pytest.LogCaptureFixture
) -> None:
    assert (await poster.once("k", "C2", hello)).state == "refused"
    assert journal.state("k") == "skipped"
    assert "invite the bot there" in caplog.text


async def test_what_making_the_message_raises_is_raised_and_the_claim_kept(
    poster: Poster, journal: MemoryJournal
) -> None:
    async def broken() -> Any:
        raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        await poster.once("k", "C1", broken)
    assert journal.state("k") == "sending"


@pytest.mark.slow
async def test_a_key_is_found_among_many_messages_and_in_threads(
    workspace: Workspace, poster: Poster
) -> None:
    first = await poster.once("deep", "C1", hello)
    for n in range(120):
        await workspace.user("U1").say("C1", f"word {n}")
    assert await poster.find("deep", "C1") == first.detail
    reply = await poster.once("reply", "C1", hello, thread_ts=first.detail)
    assert await poster.find("reply", "C1", first.detail) == reply.detail
    assert await poster.find("reply", "C1") is None


class Hook:
    """A response_url that answers as it is told."""

    def __init__(self, *answers: tuple[int, str]) -> None:
        self.answers = list(answers)
        self.posts: list[dict[str, Any]] = []

    async def serve(self, request: web.Request) -> web.Response:
        self.posts.append(await request.json())
        status, body = self.answers.pop(0) if self.answers else (200, "ok")
        if status == 0:
            assert request.transport is not None
            request.transport.abort()  # type: ignore[attr-defined]
        return web.Response(status=status or 200, text=body, headers={"Retry-After": "2"})


async def through(hook: Hook, session: aiohttp.ClientSession) -> tuple[bool, list[float]]:
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    app = web.Application()
    app.router.add_post("/hook", hook.serve)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    try:
        said = await Responder(session, sleep=sleep).say(f"http://127.0.0.1:{port}/hook", HELLO)
    finally:
        await runner.cleanup()
    return said, waited


async def test_an_answer_is_private_unless_it_is_for_everybody(session: aiohttp.ClientSession) -> None:
    hook = Hook()
    assert await through(hook, session) == (True, [])
    assert hook.posts[0]["response_type"] == "ephemeral"
    assert hook.posts[0]["text"] == "hello"


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_what_was_not_carried_out_is_tried_again(session: aiohttp.ClientSession, status: int) -> None:
    hook = Hook((status, ""), (status, ""))
    said, waited = await through(hook, session)
    assert said
    assert waited == [2.0, 4.0]
    assert len(hook.posts) == 3


async def test_it_is_given_up_within_the_five_posts(session: aiohttp.ClientSession, caplog: Any) -> None:
    hook = Hook(*[(500, "")] * 9)
    said, _ = await through(hook, session)
    assert not said
    assert len(hook.posts) == 3
    assert "did not take the answer" in caplog.text


@pytest.mark.parametrize(
    "answer", [(404, "expired_url"), (401, ""), (200, '{"ok": false, "error": "used_url"}')]
)
async def test_a_refusal_is_not_taken_for_an_answer(session: aiohttp.ClientSession, answer: Any) -> None:
    hook = Hook(answer)
    assert await through(hook, session) == (False, [])
    assert len(hook.posts) == 1


async def test_a_lost_reply_is_not_tried_again(session: aiohttp.ClientSession) -> None:
    hook = Hook((0, ""))
    assert await through(hook, session) == (True, [])
    assert len(hook.posts) == 1


async def test_refused_blocks_are_left_out(session: aiohttp.ClientSession) -> None:
    hook = Hook((400, '{"ok": false, "error": "invalid_blocks"}'))
    assert await through(hook, session) == (True, [])
    assert "blocks" in hook.posts[0]
    assert "blocks" not in hook.posts[1]


async def test_an_address_that_does_not_answer_is_no_crash(session: aiohttp.ClientSession) -> None:
    responder = Responder(session, sleep=lambda _: asyncio.sleep(0))
    assert not await responder.say("http://127.0.0.1:9/hook", HELLO)


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("<@U0BOT> who Rudman", "who Rudman"),
        ("<@U0BOT|newsbot>: who Rudman", "who Rudman"),
        ("hey <@U0BOT> figures border", "hey figures border"),
        ("<@U0BOT>", ""),
        ("<@U0BOT>  and\n Mexico?", "and Mexico?"),
        ("who is <@U77|ana>", "who is @ana"),
        ("find &lt;b&gt; &amp;amp; more", "find <b> &amp; more"),
        ("find <https://example.org|example.org> in <#C1|general>", "find example.org in #general"),
        ("find <https://example.org>", "find https://example.org"),
        ("<!here> who Rudman", "here who Rudman"),
        ("find a < b and c > d", "find a < b and c > d"),
        ("“who” Rudman", "“who” Rudman"),
        ("*who Rudman*", "who Rudman"),
        ("&gt; _who Rudman_", "who Rudman"),
        ("find *rye* and `oats`", "find *rye* and `oats`"),
        ("&gt;", ">"),
        ("\u202ewho\u0000\u200b Rudman\u202c", "who Rudman"),
        ("who \u06a9\u200c\u06cc", "who \u06a9\u200c\u06cc"),
    ],
)
def test_what_was_typed_is_read_without_slacks_marks(typed: str, line: str) -> None:
    assert plain(typed, bot_user="U0BOT") == line


async def test_doctor_has_nothing_to_say_when_all_is_well(workspace: Workspace) -> None:
    found = settings(workspace, digests=(Digest(channel="C1"), Digest(channel="G1")))
    assert await check(found) == ()
    assert await check(settings(workspace, app_token="")) == ()  # HTTP then
    assert await check(found, mode="http") == ()


async def test_doctor_names_everything_at_once(workspace: Workspace) -> None:
    workspace.faults.remove_scope("channels:history")
    found = settings(
        workspace, app_token="xapp-wrong", digests=(Digest(channel="C2"), Digest(channel="C404"))
    )
    said = await check(found)
    assert len(said) == 4
    assert said[0].startswith("SLACK_APP_TOKEN: Slack says invalid_auth")
    assert "no scope channels:history" in said[1]
    assert "C2: the bot is not in it; /invite @newsbot there" in said[2]
    assert "C404: Slack says channel_not_found" in said[3]


async def test_doctor_says_where_to_find_what_is_missing() -> None:
    said = await check(Settings())
    assert [line.split(":")[0] for line in said] == [
        "SLACK_BOT_TOKEN is not set",
        "SLACK_APP_TOKEN is not set",
    ]
    assert all("api.slack.com/apps" in line for line in said)


@pytest.mark.parametrize(
    "answer", [(404, "<html>not here</html>"), (200, "hello"), (500, ""), (200, "[]"), (200, "{}")]
)
async def test_doctor_is_not_broken_by_an_address_that_is_not_slack(answer: tuple[int, str]) -> None:
    async def serve(_: web.Request) -> web.Response:
        return web.Response(status=answer[0], text=answer[1])

    app = web.Application()
    app.router.add_route("*", "/{any:.*}", serve)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    address = f"http://127.0.0.1:{runner.addresses[0][1]}/api/"
    try:
        said = await check(Settings(bot_token="xoxb-1", app_token="xapp-1", api_url=address))
    finally:
        await runner.cleanup()
    assert len(said) == 2


async def test_doctor_says_when_slack_cannot_be_reached() -> None:
    found = Settings(bot_token="xoxb-1", app_token="xapp-1", api_url="http://127.0.0.1:9/api/")
    assert all("does not answer as Slack does" in line for line in await check(found))
