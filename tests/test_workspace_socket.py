"""Socket Mode as Slack speaks it: hello, envelopes, acks, retries, refresh, cut."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest

from newsbot.workspace import Pace, Workspace
from newsbot.workspace.state import App

HASTY = Pace(ack_s=0.1)


class Socket:
    """A bare client: what came in, and acks by hand."""

    def __init__(self, ws: aiohttp.ClientWebSocketResponse) -> None:
        self.ws = ws

    async def read(self) -> dict[str, Any]:
        body: dict[str, Any] = await self.ws.receive_json(timeout=3)
        return body

    async def ack(self, envelope: dict[str, Any], payload: dict[str, Any] | None = None) -> None:
        said: dict[str, Any] = {"envelope_id": envelope["envelope_id"]}
        await self.ws.send_json({**said, "payload": payload} if payload else said)


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as opened:
        yield opened


def address(workspace: Workspace) -> str:
    """Where one socket may connect."""
    return str(workspace.web_api.answer("apps.connections.open", workspace.app.app_token, {})["url"])


@asynccontextmanager
async def socket(workspace: Workspace, session: aiohttp.ClientSession) -> AsyncIterator[Socket]:
    async with session.ws_connect(address(workspace)) as ws:
        yield Socket(ws)


@asynccontextmanager
async def greeted(workspace: Workspace, session: aiohttp.ClientSession) -> AsyncIterator[Socket]:
    """A socket whose hello was read."""
    async with socket(workspace, session) as opened:
        await opened.read()
        yield opened


async def test_hello_counts_the_connections(workspace: Workspace, session: aiohttp.ClientSession) -> None:
    async with socket(workspace, session) as first, socket(workspace, session) as second:
        hello = await first.read()
        assert (hello["type"], hello["num_connections"]) == ("hello", 1)
        assert hello["connection_info"] == {"app_id": App.id}
        assert (await second.read())["num_connections"] == 2


async def test_a_ticket_lets_one_socket_in(workspace: Workspace, session: aiohttp.ClientSession) -> None:
    ticketed = address(workspace)
    async with session.ws_connect(ticketed):
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await session.ws_connect(ticketed)
    assert refused.value.status == 403


async def test_a_command_comes_as_an_envelope_and_its_ack_may_answer(
    workspace: Workspace, session: aiohttp.ClientSession
) -> None:
    async with greeted(workspace, session) as app:
        typed = asyncio.ensure_future(workspace.user("U1").command("/news", "who A & B", channel="C1"))
        envelope = await app.read()
        assert (envelope["type"], envelope["accepts_response_payload"]) == ("slash_commands", True)
        assert (envelope["payload"]["command"], envelope["payload"]["text"]) == ("/news", "who A &amp; B")
        await app.ack(envelope, {"text": "found"})
        turn = await typed
        answer = await turn.answer()
    assert (turn.error, answer.text, answer.only_for) == (None, "found", "U1")
    assert workspace.messages("C1") == ()


async def test_what_is_wrong_in_an_ack_vanishes_without_a_word(
    workspace: Workspace, session: aiohttp.ClientSession
) -> None:
    async with greeted(workspace, session) as app:
        typed = asyncio.ensure_future(workspace.user("U1").command("/news", "x", channel="C1"))
        await app.ack(await app.read(), {"text": "x", "blocks": [{"type": "nonsense"}]})
        assert (await typed).error is None
    assert workspace.user("U1").sees("C1") == ()
    assert workspace.refusals == [("ack", "invalid_blocks")]


@pytest.mark.parametrize("pace", [HASTY])
async def test_a_command_that_is_not_acked_times_out_for_the_person(
    workspace: Workspace, session: aiohttp.ClientSession
) -> None:
    async with greeted(workspace, session):
        turn = await workspace.user("U1").command("/news", "who", channel="C1")
    assert turn.error == "operation_timeout"
    (told,) = workspace.user("U1").sees("C1")
    assert told.text == '/news failed with the error "operation_timeout"'


async def test_a_command_without_a_socket_fails_at_once(workspace: Workspace) -> None:
    assert (await workspace.user("U1").command("/news", "who", channel="C1")).error == "dispatch_failed"


async def test_a_command_that_nobody_registered_is_not_sent(workspace: Workspace) -> None:
    turn = await workspace.user("U1").command("/nonsense", channel="C1")
    assert turn.error == "invalid_command"


@pytest.mark.parametrize("pace", [Pace(ack_s=0.4, retry_s=(0.0, 0.1))])
async def test_an_event_that_is_not_acked_comes_again_and_a_command_does_not(
    workspace: Workspace, session: aiohttp.ClientSession
) -> None:
    async with greeted(workspace, session) as app:
        await workspace.user("U1").mention("C1", "who Rudman")
        first = await app.read()
        second = await app.read()
        await app.ack(second)
        await workspace.settled()
        assert first["envelope_id"] != second["envelope_id"]
        assert first["payload"]["event_id"] == second["payload"]["event_id"]
        assert [each["retry_attempt"] for each in (first, second)] == [0, 1]
        assert second["retry_reason"] == "timeout"
        typed = asyncio.ensure_future(workspace.user("U1").command("/news", "x", channel="C1"))
        assert (await app.read())["type"] == "slash_commands"
        assert (await typed).error == "operation_timeout"
        with pytest.raises(TimeoutError):
            await app.ws.receive_json(timeout=0.05)


async def test_each_payload_goes_to_one_of_the_sockets(
    workspace: Workspace, session: aiohttp.ClientSession
) -> None:
    async with socket(workspace, session) as one, socket(workspace, session) as other:
        await one.read()
        await other.read()
        for n in range(4):
            await workspace.user("U1").mention("C1", str(n))
        got = [[(await each.read()) for _ in range(2)] for each in (one, other)]
        texts = [envelope["payload"]["event"]["text"][-1] for each in got for envelope in each]
        assert sorted(texts) == ["0", "1", "2", "3"]
        for each, envelopes in zip((one, other), got, strict=True):
            for envelope in envelopes:
                await each.ack(envelope)
        await workspace.settled()


async def test_after_a_refresh_payloads_go_to_the_new_socket_and_acks_may_come_there(
    workspace: Workspace, session: aiohttp.ClientSession
) -> None:
    async with greeted(workspace, session) as old:
        await workspace.user("U1").mention("C1", "before")
        in_hand = await old.read()
        await workspace.refresh()
        assert (await old.read())["reason"] == "refresh_requested"
        assert workspace.sockets.connections == 0
        async with socket(workspace, session) as new:
            assert (await new.read())["num_connections"] == 1
            await new.ack(in_hand)
            await workspace.user("U1").mention("C1", "after")
            envelope = await new.read()
            assert envelope["payload"]["event"]["text"].endswith("after")
            await new.ack(envelope)
            await workspace.settled()
        await old.ws.receive(timeout=3)  # held for a while, then reset
        assert old.ws.closed


async def test_a_cut_resets_the_socket_and_the_event_comes_again_on_the_next(
    workspace: Workspace, session: aiohttp.ClientSession
) -> None:
    async with greeted(workspace, session) as old:
        await workspace.user("U1").mention("C1", "who")
        lost = await old.read()
        workspace.cut()
        ended = await old.ws.receive(timeout=3)
        assert ended.type in (aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.ERROR)
    async with greeted(workspace, session) as new:
        again = await new.read()
        assert again["payload"]["event_id"] == lost["payload"]["event_id"]
        await new.ack(again)
        await workspace.settled()


async def test_the_eleventh_socket_is_turned_away(
    workspace: Workspace, session: aiohttp.ClientSession
) -> None:
    sockets = [await session.ws_connect(address(workspace)) for _ in range(11)]
    last = await sockets[-1].receive_json(timeout=3)
    assert (last["type"], last["reason"]) == ("disconnect", "too_many_websockets")
    for each in sockets:
        await each.close()


async def test_a_warning_changes_nothing(workspace: Workspace, session: aiohttp.ClientSession) -> None:
    async with greeted(workspace, session) as app:
        await workspace.sockets.warn()
        assert (await app.read())["reason"] == "warning"
        assert workspace.sockets.connections == 1
