"""The faults that a workspace makes on request, as Slack's own Python clients meet them."""

from __future__ import annotations

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from newsbot.workspace import Workspace


def client(workspace: Workspace, *handlers: AsyncRateLimitErrorRetryHandler) -> AsyncWebClient:
    return AsyncWebClient(
        token=workspace.app.bot_token, base_url=workspace.api_url, retry_handlers=list(handlers)
    )


async def test_a_lost_reply_comes_after_the_message_was_posted(workspace: Workspace) -> None:
    workspace.faults.lose_reply("chat.postMessage")
    with pytest.raises(aiohttp.ClientError):
        await client(workspace).chat_postMessage(channel="C1", text="once")
    assert [each.text for each in workspace.messages("C1")] == ["once"]


async def test_a_lost_reply_makes_a_default_client_post_twice(workspace: Workspace) -> None:
    workspace.faults.lose_reply("chat.postMessage")
    rash = AsyncWebClient(token=workspace.app.bot_token, base_url=workspace.api_url)
    await rash.chat_postMessage(channel="C1", text="twice")
    assert [each.text for each in workspace.messages("C1")] == ["twice", "twice"]


async def test_a_limited_call_is_not_carried_out_and_says_when_to_come_back(workspace: Workspace) -> None:
    workspace.faults.limit("chat.postMessage", retry_after=7)
    with pytest.raises(SlackApiError) as refused:
        await client(workspace).chat_postMessage(channel="C1", text="later")
    assert (refused.value.response.status_code, refused.value.response["error"]) == (429, "ratelimited")
    assert refused.value.response.headers["Retry-After"] == "7"
    assert workspace.messages("C1") == ()


async def test_a_client_that_heeds_the_limit_posts_once(workspace: Workspace) -> None:
    workspace.faults.limit("chat.postMessage", retry_after=0)
    await client(workspace, AsyncRateLimitErrorRetryHandler()).chat_postMessage(channel="C1", text="once")
    assert len(workspace.messages("C1")) == 1


async def test_a_fault_is_used_up_and_stays_at_its_method(workspace: Workspace) -> None:
    workspace.faults.limit("chat.update", times=2)
    assert (await client(workspace).chat_postMessage(channel="C1", text="fine"))["ok"]
    taken = [workspace.faults.take("limit", "chat.update") for _ in range(3)]
    assert taken == [1, 1, None]


async def test_a_slow_call_is_slow(workspace: Workspace) -> None:
    workspace.faults.slow("chat.postMessage", 0.3)
    hasty = AsyncWebClient(
        token=workspace.app.bot_token, base_url=workspace.api_url, timeout=0.1, retry_handlers=[]
    )
    with pytest.raises(TimeoutError):
        await hasty.chat_postMessage(channel="C1", text="late")


async def test_a_type_of_block_can_be_refused_wherever_messages_come_in(workspace: Workspace) -> None:
    workspace.faults.refuse_blocks("section")
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "x"}}
    nested = {
        "type": "container",
        "title": {"type": "plain_text", "text": "t"},
        "child_blocks": [section],
    }
    for blocks in ([section], [nested]):
        with pytest.raises(SlackApiError) as refused:
            await client(workspace).chat_postMessage(channel="C1", text="x", blocks=blocks)
        assert refused.value.response["error"] == "invalid_blocks"
    hook = AsyncWebhookClient(workspace.urls.give(channel="C1", user="U1"))
    assert (await hook.send(text="x", blocks=[section])).status_code == 400
    assert (await client(workspace).chat_postMessage(channel="C1", text="x", blocks=[{"type": "divider"}]))[
        "ok"
    ]


async def test_a_response_url_can_be_limited_and_lose_its_reply(workspace: Workspace) -> None:
    url = workspace.urls.give(channel="C1", user="U1")
    workspace.faults.limit("response_url", retry_after=3)
    workspace.faults.lose_reply("response_url")
    hook = AsyncWebhookClient(url, retry_handlers=[])
    limited = await hook.send(text="first")
    assert (limited.status_code, limited.headers["Retry-After"]) == (429, "3")
    with pytest.raises(aiohttp.ClientError):
        await hook.send(text="second")
    assert [each.text for each in workspace.user("U1").sees("C1")] == ["second"]
