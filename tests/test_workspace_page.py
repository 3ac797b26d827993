"""The page of the local workspace: what it serves, what it lets a person do, and what it refuses."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from importlib.resources import files
from typing import Any

import aiohttp
import pytest

from newsbot.workspace import Workspace
from newsbot.workspace.page import FILES
from newsbot.workspace.state import App, Message


@pytest.fixture
async def session(workspace: Workspace) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(workspace.address) as opened:
        yield opened


async def screen(session: aiohttp.ClientSession, user: str = "U1", channel: str = "C1") -> dict[str, Any]:
    async with session.get("/screen", params={"user": user, "channel": channel}) as reply:
        body: dict[str, Any] = await reply.json()
        return body


async def test_every_file_is_served_under_a_strict_policy(session: aiohttp.ClientSession) -> None:
    for name, kind in FILES.items():
        async with session.get(f"/page/{name}") as reply:
            assert (reply.status, reply.content_type) == (200, kind)
            policy = reply.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
    async with session.get("/") as reply:
        assert "<title>" in await reply.text()
    async with session.get("/page/..%2fpage.py") as reply:
        assert reply.status == 404


def test_the_page_is_light_and_asks_for_all_of_itself_at_once() -> None:
    read = {name: (files("newsbot.workspace") / "page" / name).read_text(encoding="utf-8") for name in FILES}
    assert sum(len(text.encode()) for text in read.values()) < 100_000
    for name in FILES.keys() - {"index.html"}:  # a script that another asks for would come a turn later
        assert f"/page/{name}" in read["index.html"], name


def test_no_script_makes_markup_of_words() -> None:
    for name in FILES:
        text = (files("newsbot.workspace") / "page" / name).read_text(encoding="utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", text), name
        assert not re.search(r"<script(?![^>]*\bsrc=)|\son\w+=|style=\"", text), name


async def test_the_screen_is_what_this_person_sees(
    workspace: Workspace, session: aiohttp.ClientSession
) -> None:
    await workspace.user("U2").say("C1", "hello")
    stamp = workspace.state.stamp()
    private = Message(channel="C1", ts=stamp, user=App.user_id, text="for U1", only_for="U1")
    workspace.state.post(private)
    mine, theirs = await screen(session, "U1"), await screen(session, "U2")
    assert [(each["text"], each["private"]) for each in mine["messages"]] == [
        ("hello", False),
        ("for U1", True),
    ]
    assert [each["text"] for each in theirs["messages"]] == ["hello"]
    assert [each["name"] for each in mine["channels"]] == ["desk", "random", "editors", "newsbot"]
    assert mine["commands"][0] == {"name": "/news", "hint": "who NAME", "description": "Ask"}


async def test_a_person_writes_in_channels_and_threads(
    workspace: Workspace, session: aiohttp.ClientSession
) -> None:
    first = {"user": "U1", "channel": "C1", "text": "@newsbot who Okafor"}
    async with session.post("/do/say", json=first) as reply:
        assert await reply.json() == {"error": None}
    (message,) = workspace.messages("C1")
    assert message.text == f"<@{App.user_id}> who Okafor"
    await session.post("/do/say", json={**first, "thread_ts": message.ts})
    assert len(workspace.messages("C1", message.ts)) == 2


async def test_a_command_that_fails_says_why(session: aiohttp.ClientSession) -> None:
    deed = {"user": "U1", "channel": "C1", "text": "/news who Okafor"}
    async with session.post("/do/command", json=deed) as reply:
        assert await reply.json() == {"error": "dispatch_failed"}


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "http://elsewhere.example"}, {"Content-Type": "text/plain"}],
    ids=["origin", "form"],
)
async def test_another_sites_page_cannot_act_here(
    workspace: Workspace, session: aiohttp.ClientSession, headers: dict[str, str]
) -> None:
    deed = b'{"user": "U1", "channel": "C1", "text": "hello"}'
    sent = {"Content-Type": "application/json", **headers}
    async with session.post("/do/say", data=deed, headers=sent) as reply:
        assert reply.status == 403
    assert workspace.messages("C1") == ()


@pytest.mark.parametrize(
    ("deed", "given", "status"),
    [
        ("say", {"user": "U404", "channel": "C1", "text": "x"}, 400),
        ("say", {"user": "U1", "channel": "C404", "text": "x"}, 400),
        ("press", {"user": "U1", "channel": "C1", "ts": "1.0", "action_id": "a"}, 400),
        ("shout", {"user": "U1"}, 404),
    ],
)
async def test_what_cannot_be_done_is_refused(
    session: aiohttp.ClientSession, deed: str, given: dict[str, str], status: int
) -> None:
    async with session.post(f"/do/{deed}", json=given) as reply:
        assert reply.status == status


async def test_every_change_is_told(workspace: Workspace, session: aiohttp.ClientSession) -> None:
    async with session.get("/changes") as stream:
        first = await stream.content.readline()
        await workspace.user("U1").say("C1", "hello")
        while not (second := await stream.content.readline()).startswith(b"data:"):
            pass
    assert int(second.split(b":")[1]) > int(first.split(b":")[1])


async def test_the_address_of_a_message_leads_to_its_thread(
    workspace: Workspace, session: aiohttp.ClientSession
) -> None:
    await workspace.user("U1").say("C1", "first")
    (message,) = workspace.messages("C1")
    await workspace.user("U1").say("C1", "a reply", thread_ts=message.ts)
    reply = workspace.messages("C1")[1]
    asked = {"channel": "C1", "message_ts": reply.ts}
    link = workspace.web_api.answer("chat.getPermalink", workspace.app.bot_token, asked)["permalink"]
    async with session.get(link, allow_redirects=False) as reply_to:
        assert (reply_to.status, reply_to.headers["Location"]) == (302, f"/#C1/{message.ts}")
    async with session.get("/archives/C1/p1", allow_redirects=False) as nowhere:
        assert nowhere.status == 404


async def test_only_what_is_visible_to_one_alone_is_dismissed(
    workspace: Workspace, session: aiohttp.ClientSession
) -> None:
    stamp = workspace.state.stamp()
    workspace.state.post(Message(channel="C1", ts=stamp, user=App.user_id, text="for U1", only_for="U1"))
    await workspace.user("U1").say("C1", "for all")
    said = workspace.messages("C1")[0].ts
    for user, ts, status in (("U2", stamp, 400), ("U1", said, 400), ("U1", stamp, 200)):
        async with session.post("/do/dismiss", json={"user": user, "channel": "C1", "ts": ts}) as reply:
            assert reply.status == status
    assert [each["text"] for each in (await screen(session))["messages"]] == ["for all"]
