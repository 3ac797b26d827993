"""The workspace limits calls as Slack publishes its tiers."""

from __future__ import annotations

import asyncio

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from newsbot.workspace import Workspace
from newsbot.workspace.tiers import POSTS_AT_ONCE, Tiers


class Seconds:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        return self.at


@pytest.mark.parametrize(
    ("method", "most"), [("conversations.list", 20), ("chat.update", 50), ("views.publish", 100)]
)
def test_a_tier_is_so_many_calls_a_minute(method: str, most: int) -> None:
    seconds = Seconds()
    tiers = Tiers(seconds)
    assert [tiers.wait(method, {}) for _ in range(most)] == [None] * most
    wait = tiers.wait(method, {})
    assert wait is not None
    seconds.at += wait
    assert tiers.wait(method, {}) is None


def test_one_method_does_not_use_up_anothers_tier() -> None:
    tiers = Tiers(Seconds())
    while tiers.wait("conversations.list", {}) is None:
        pass
    assert tiers.wait("conversations.info", {"channel": "C1"}) is None
    assert tiers.wait("auth.test", {}) is None


def test_messages_may_come_in_a_burst_and_then_one_a_second_in_each_channel() -> None:
    seconds = Seconds()
    tiers = Tiers(seconds)
    first = [tiers.wait("chat.postMessage", {"channel": "C1"}) for _ in range(POSTS_AT_ONCE + 1)]
    assert first == [None] * POSTS_AT_ONCE + [1]
    assert tiers.wait("chat.postMessage", {"channel": "C2"}) is None
    for _ in range(5):
        seconds.at += 1
        assert tiers.wait("chat.postMessage", {"channel": "C1"}) is None


async def test_a_call_too_many_is_refused_and_told_when_to_come_back(workspace: Workspace) -> None:
    client = AsyncWebClient(token=workspace.app.bot_token, base_url=workspace.api_url, retry_handlers=[])
    said = [client.chat_postMessage(channel="C1", text="again") for _ in range(POSTS_AT_ONCE + 5)]
    (refused, *_) = [
        each for each in await asyncio.gather(*said, return_exceptions=True) if isinstance(each, Exception)
    ]
    assert isinstance(refused, SlackApiError)
    assert (refused.response.status_code, refused.response["error"]) == (429, "ratelimited")
    assert int(refused.response.headers["Retry-After"]) >= 1
    assert POSTS_AT_ONCE <= len(workspace.messages("C1")) < POSTS_AT_ONCE + 5
