"""A response_url takes five posts in half an hour and refuses what Slack refuses."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import aiohttp
from slack_sdk.webhook.async_client import AsyncWebhookClient

from newsbot.workspace import Workspace
from newsbot.workspace.state import App, Message


def asked(workspace: Workspace, origin: Message | None = None) -> AsyncWebhookClient:
    url = workspace.urls.give(channel="C1", user="U1", origin=origin)
    return AsyncWebhookClient(url)


def by_app(workspace: Workspace, **more: Any) -> Message:
    stamp = workspace.state.stamp()
    return workspace.state.post(
        Message(channel="C1", ts=stamp, user=App.user_id, bot_id=App.bot_id, text="first", **more)
    )


async def test_an_answer_is_private_unless_said_otherwise(workspace: Workspace) -> None:
    url = asked(workspace)
    await url.send(text="for you")
    await url.send(text="for all", response_type="in_channel")
    assert [each.text for each in workspace.user("U1").sees("C1")] == ["for you", "for all"]
    assert [each.text for each in workspace.user("U2").sees("C1")] == ["for all"]


async def test_the_sixth_post_is_refused(workspace: Workspace) -> None:
    url = asked(workspace)
    statuses = [(await url.send(text=str(n))).status_code for n in range(6)]
    assert statuses == [200] * 5 + [404]
    assert len(workspace.user("U1").sees("C1")) == 5


async def test_after_half_an_hour_nothing_is_taken(workspace: Workspace) -> None:
    url = asked(workspace)
    began = workspace.state.now()
    workspace.state.now = lambda: began + timedelta(minutes=31)
    reply = await url.send(text="late")
    assert (reply.status_code, "expired_url" in reply.body) == (404, True)


async def test_an_expiry_can_be_switched_on(workspace: Workspace) -> None:
    workspace.faults.expire_response_urls()
    assert (await asked(workspace).send(text="late")).status_code == 404


async def test_the_message_it_came_from_is_replaced_or_deleted(workspace: Workspace) -> None:
    message = by_app(workspace)
    url = asked(workspace, message)
    await url.send(text="second", replace_original=True)
    assert [each.text for each in workspace.messages("C1")] == ["second"]
    await url.send(text="", delete_original=True)
    assert workspace.messages("C1") == ()


async def test_a_private_message_is_replaced_for_its_reader(workspace: Workspace) -> None:
    message = by_app(workspace, only_for="U1")
    await asked(workspace, message).send(text="second", replace_original=True)
    assert [each.text for each in workspace.user("U1").sees("C1")] == ["second"]
    assert workspace.user("U2").sees("C1") == ()


async def test_refused_blocks_are_a_400_and_use_nothing_up(workspace: Workspace) -> None:
    url = asked(workspace)
    reply = await url.send(text="x", blocks=[{"type": "nonsense"}])
    assert (reply.status_code, "invalid_blocks" in reply.body) == (400, True)
    assert [(await url.send(text=str(n))).status_code for n in range(5)] == [200] * 5


async def test_what_is_no_json_is_refused(workspace: Workspace) -> None:
    url = workspace.urls.give(channel="C1", user="U1")
    async with aiohttp.ClientSession() as session, session.post(url, data="no json") as reply:
        assert reply.status == 400
