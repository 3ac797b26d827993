"""What the app is told of, and over signed HTTP: signature, challenge, retries, forms."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qs

import pytest
from aiohttp import web
from slack_sdk.signature import SignatureVerifier

from newsbot.workspace import Pace, Workspace
from newsbot.workspace.state import App


class Endpoint:
    """A request URL that keeps what came and answers what it was told to."""

    def __init__(self) -> None:
        self.requests: list[tuple[dict[str, str], str]] = []
        self.replies: list[web.Response] = []
        self.url = ""

    async def serve(self, request: web.Request) -> web.Response:
        self.requests.append((dict(request.headers), await request.text()))
        return self.replies.pop(0) if self.replies else web.Response()

    def events(self) -> list[dict[str, Any]]:
        return [json.loads(body) for _, body in self.requests]


@pytest.fixture
async def endpoint(workspace: Workspace) -> AsyncIterator[Endpoint]:
    here = Endpoint()
    app = web.Application()
    app.router.add_post("/slack/events", here.serve)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    here.url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    workspace.deliver_to(here.url)
    yield here
    await workspace.delivery.close()
    await runner.cleanup()


async def test_every_request_is_signed_so_that_slacks_own_verifier_accepts_it(
    workspace: Workspace, endpoint: Endpoint
) -> None:
    await workspace.user("U1").mention("C1", "who Rudman")
    await workspace.user("U1").command("/news", "who", channel="C1")
    await workspace.settled()
    verifier = SignatureVerifier(workspace.app.signing_secret)
    assert len(endpoint.requests) == 2
    for headers, body in endpoint.requests:
        assert verifier.is_valid_request(body, headers)
        assert not verifier.is_valid_request(body + " ", headers)


async def test_a_request_url_is_asked_to_give_the_challenge_back(
    workspace: Workspace, endpoint: Endpoint
) -> None:
    http = workspace.deliver_to(endpoint.url)
    assert not await http.verify()
    endpoint.replies = [web.Response(text="local-challenge")]
    assert await http.verify()
    await http.close()


async def test_an_event_is_retried_with_the_reason_until_it_is_taken(
    workspace: Workspace, endpoint: Endpoint
) -> None:
    endpoint.replies = [web.Response(status=500), web.Response(status=500)]
    await workspace.user("U1").mention("C1", "who")
    await workspace.settled()
    retries = [
        (headers.get("X-Slack-Retry-Num"), headers.get("X-Slack-Retry-Reason"))
        for headers, _ in endpoint.requests
    ]
    assert retries == [(None, None), ("1", "http_error"), ("2", "http_error")]
    assert len({each["event_id"] for each in endpoint.events()}) == 1


async def test_an_event_is_given_up_after_three_retries(workspace: Workspace, endpoint: Endpoint) -> None:
    endpoint.replies = [web.Response(status=500) for _ in range(9)]
    await workspace.user("U1").mention("C1", "who")
    await workspace.settled()
    assert len(endpoint.requests) == 4


async def test_an_app_may_ask_for_no_retry(workspace: Workspace, endpoint: Endpoint) -> None:
    endpoint.replies = [web.Response(status=500, headers={"X-Slack-No-Retry": "1"})]
    await workspace.user("U1").mention("C1", "who")
    await workspace.settled()
    assert len(endpoint.requests) == 1


async def test_an_address_where_nobody_listens_fails_the_command(workspace: Workspace) -> None:
    http = workspace.deliver_to("http://127.0.0.1:9/slack/events")
    assert (await workspace.user("U1").command("/news", "who", channel="C1")).error == "dispatch_failed"
    await http.close()


async def test_commands_and_clicks_come_as_forms(workspace: Workspace, endpoint: Endpoint) -> None:
    button = {
        "type": "button",
        "action_id": "post",
        "text": {"type": "plain_text", "text": "Post to channel"},
        "value": "who Rudman",
    }
    answer = {"text": "found", "blocks": [{"type": "actions", "elements": [button]}]}
    endpoint.replies = [web.json_response(answer)]
    turn = await workspace.user("U1").command("/news", "who Rudman", channel="C1")
    pressed = await workspace.user("U1").press(await turn.answer(), "post")
    assert pressed.error is None
    command = parse_qs(endpoint.requests[0][1])
    assert (command["command"], command["text"]) == (["/news"], ["who Rudman"])
    click = json.loads(parse_qs(endpoint.requests[1][1])["payload"][0])
    assert (click["type"], click["actions"][0]["value"]) == ("block_actions", "who Rudman")
    assert click["container"]["is_ephemeral"]
    assert "message" not in click, "Slack does not send an ephemeral message along"


async def test_an_answer_in_plain_text_is_shown_too(workspace: Workspace, endpoint: Endpoint) -> None:
    endpoint.replies = [web.Response(text="found")]
    turn = await workspace.user("U1").command("/news", "who", channel="C1")
    assert (await turn.answer()).text == "found"


async def test_a_channel_message_is_told_only_where_the_app_is_and_subscribed(
    workspace: Workspace, endpoint: Endpoint
) -> None:
    await workspace.user("U1").say("C1", "nothing for you")
    await workspace.user("U1").mention("C2", "not a member there")
    assert not workspace._tasks
    await workspace.user("U1").mention("C1", "a & b <now>")
    await workspace.settled()
    (body,) = endpoint.events()
    event = body["event"]
    assert (event["type"], event["user"], event["channel"]) == ("app_mention", "U1", "C1")
    assert event["text"] == f"<@{App.user_id}> a &amp; b &lt;now&gt;"
    assert "thread_ts" not in event


async def test_a_direct_message_is_a_message_event(workspace: Workspace, endpoint: Endpoint) -> None:
    await workspace.user("U1").dm(f"<@{App.user_id}> hello")
    await workspace.settled()
    (body,) = endpoint.events()
    assert (body["event"]["type"], body["event"]["channel_type"]) == ("message", "im")


async def test_the_same_mention_can_come_as_a_message_under_another_id(
    workspace: Workspace, endpoint: Endpoint
) -> None:
    workspace.faults.send_mentions_twice()
    await workspace.user("U1").mention("C1", "who")
    await workspace.settled()
    bodies = endpoint.events()
    assert sorted(each["event"]["type"] for each in bodies) == ["app_mention", "message"]
    assert len({each["event_id"] for each in bodies}) == 2
    assert len({each["event"]["ts"] for each in bodies}) == 1


async def test_an_event_can_be_redelivered_though_it_was_taken(
    workspace: Workspace, endpoint: Endpoint
) -> None:
    workspace.faults.repeat_event("app_mention")
    await workspace.user("U1").mention("C1", "who")
    await workspace.settled()
    assert len({each["event_id"] for each in endpoint.events()}) == 1
    assert [headers.get("X-Slack-Retry-Num") for headers, _ in endpoint.requests] == [None, "1"]


async def test_changes_and_removals_are_message_events_where_subscribed(
    workspace: Workspace, endpoint: Endpoint
) -> None:
    direct = workspace.state.direct("U1").id
    call = workspace.web_api.answer
    ts = call("chat.postMessage", workspace.app.bot_token, {"channel": direct, "text": "one"})["ts"]
    call("chat.update", workspace.app.bot_token, {"channel": direct, "ts": ts, "text": "two"})
    call("chat.delete", workspace.app.bot_token, {"channel": direct, "ts": ts})
    await workspace.settled()
    subtypes = {each["event"].get("subtype") for each in endpoint.events()}
    assert subtypes == {None, "message_changed", "message_deleted"}


async def test_looking_at_the_home_is_told(workspace: Workspace, endpoint: Endpoint) -> None:
    await workspace.user("U1").open_home("messages")
    await workspace.settled()
    (body,) = endpoint.events()
    assert (body["event"]["type"], body["event"]["tab"]) == ("app_home_opened", "messages")


@pytest.mark.parametrize("pace", [Pace(ack_s=0.1)])
async def test_a_slow_endpoint_costs_the_command_not_the_workspace(
    workspace: Workspace, endpoint: Endpoint
) -> None:
    gate = asyncio.Event()

    async def late(_: web.Request) -> web.Response:
        await gate.wait()
        return web.Response()

    app = web.Application()
    app.router.add_post("/", late)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    http = workspace.deliver_to(f"http://127.0.0.1:{runner.addresses[0][1]}/")
    assert (await workspace.user("U1").command("/news", "x", channel="C1")).error == "operation_timeout"
    gate.set()
    await http.close()
    await runner.cleanup()
