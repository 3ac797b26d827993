"""The local Web API does and refuses what Slack does and refuses, asked by Slack's own client."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from newsbot import slackfacts
from newsbot.slackfacts.manifest import METHODS as NEEDED
from newsbot.workspace import Workspace
from newsbot.workspace.methods import METHODS
from newsbot.workspace.state import App, Message

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "one line"}}
HOME = {"type": "home", "blocks": [SECTION]}


@pytest.fixture
def client(workspace: Workspace) -> AsyncWebClient:
    return AsyncWebClient(token=workspace.app.bot_token, base_url=workspace.api_url)


async def refused(call: Any) -> dict[str, Any]:
    with pytest.raises(SlackApiError) as caught:
        await call
    data: dict[str, Any] = caught.value.response.data
    return data


def test_every_method_here_is_a_published_one() -> None:
    assert set(METHODS) <= set(slackfacts.methods())


def test_every_method_that_the_manifest_counts_on_is_here() -> None:
    assert set(NEEDED) <= set(METHODS)


async def test_a_token_is_told_who_it_is(client: AsyncWebClient) -> None:
    me = await client.auth_test()
    assert (me["user_id"], me["bot_id"], me["team_id"]) == (App.user_id, App.bot_id, "T0DESK")
    assert "chat:write" in me.headers["x-oauth-scopes"]


async def test_without_a_token_nothing_is_done(workspace: Workspace) -> None:
    answer = await refused(AsyncWebClient(base_url=workspace.api_url).auth_test())
    assert answer["error"] == "not_authed"


async def test_a_wrong_token_is_refused(workspace: Workspace) -> None:
    stranger = AsyncWebClient(token="xoxb-stranger", base_url=workspace.api_url)
    assert (await refused(stranger.auth_test()))["error"] == "invalid_auth"


async def test_each_kind_of_token_opens_its_own_doors(workspace: Workspace, client: AsyncWebClient) -> None:
    answer = await refused(client.apps_connections_open(app_token=workspace.app.bot_token))
    assert answer["error"] == "not_allowed_token_type"
    opened = await client.apps_connections_open(app_token=workspace.app.app_token)
    assert opened["url"].startswith("ws://127.0.0.1:")


async def test_a_method_slack_does_not_have_is_unknown(client: AsyncWebClient) -> None:
    answer = await refused(client.api_call("chat.shout", json={"text": "hello"}))
    assert (answer["error"], answer["req_method"]) == ("unknown_method", "chat.shout")


async def test_a_missing_argument_is_named(client: AsyncWebClient) -> None:
    answer = await refused(client.api_call("chat.postMessage", json={"text": "hello"}))
    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == ["[ERROR] missing required field: channel"]


async def test_an_argument_slack_does_not_have_is_named(client: AsyncWebClient) -> None:
    answer = await refused(client.chat_postMessage(channel="C1", text="hello", colour="red"))
    assert answer["response_metadata"]["messages"] == ["[ERROR] no such argument: colour"]


async def test_a_missing_scope_is_named_with_those_there_are(
    workspace: Workspace, client: AsyncWebClient
) -> None:
    workspace.faults.remove_scope("chat:write")
    answer = await refused(client.chat_postMessage(channel="C1", text="hello"))
    assert (answer["error"], answer["needed"]) == ("missing_scope", "chat:write")
    assert "commands" in answer["provided"].split(",")


async def test_the_scope_for_history_goes_by_the_kind_of_channel(
    workspace: Workspace, client: AsyncWebClient
) -> None:
    workspace.faults.remove_scope("groups:history")
    assert (await client.conversations_history(channel="C1"))["ok"]
    assert (await refused(client.conversations_history(channel="G1")))["needed"] == "groups:history"


@pytest.mark.parametrize("as_json", [True, False])
async def test_a_posted_message_stands_in_the_channel(
    workspace: Workspace, client: AsyncWebClient, as_json: bool
) -> None:
    given = {"channel": "C1", "text": "hello", "blocks": [SECTION]}
    if as_json:
        posted = await client.api_call("chat.postMessage", json=given)
    else:
        form = {**given, "blocks": '[{"type":"section","text":{"type":"mrkdwn","text":"one line"}}]'}
        posted = await client.api_call("chat.postMessage", data=form)
    (message,) = workspace.messages("C1")
    assert (message.ts, message.text, message.bot_id) == (posted["ts"], "hello", App.bot_id)
    assert message.blocks[0]["text"] == SECTION["text"]
    assert message.blocks[0]["block_id"]


async def test_stamps_are_unique_and_in_order_even_on_a_clock_that_stands(
    workspace: Workspace, client: AsyncWebClient
) -> None:
    moment = workspace.state.now()
    workspace.state.now = lambda: moment
    stamps = [(await client.chat_postMessage(channel="C1", text=str(n)))["ts"] for n in range(5)]
    assert stamps == sorted(set(stamps))


@pytest.mark.parametrize(
    ("channel", "error"),
    [("C404", "channel_not_found"), ("C2", "not_in_channel"), ("U404", "channel_not_found")],
)
async def test_a_message_needs_a_channel_that_the_app_is_in(
    client: AsyncWebClient, channel: str, error: str
) -> None:
    assert (await refused(client.chat_postMessage(channel=channel, text="hello")))["error"] == error


async def test_a_private_channel_without_the_app_is_not_found(
    workspace: Workspace, client: AsyncWebClient
) -> None:
    workspace.state.channels["G1"].members.remove(App.user_id)
    assert (await refused(client.conversations_info(channel="G1")))["error"] == "channel_not_found"
    assert [
        each["id"] for each in (await client.conversations_list(types="private_channel"))["channels"]
    ] == []


async def test_an_archived_channel_takes_nothing(workspace: Workspace, client: AsyncWebClient) -> None:
    workspace.state.channels["C1"].archived = True
    assert (await refused(client.chat_postMessage(channel="C1", text="hello")))["error"] == "is_archived"


async def test_a_message_to_a_person_lands_in_the_direct_channel(
    workspace: Workspace, client: AsyncWebClient
) -> None:
    posted = await client.chat_postMessage(channel="U1", text="hello")
    opened = await client.conversations_open(users="U1")
    assert posted["channel"] == opened["channel"]["id"] == workspace.state.direct("U1").id


async def test_an_empty_message_has_no_text(client: AsyncWebClient) -> None:
    empty = client.api_call("chat.postMessage", json={"channel": "C1", "text": " "})
    assert (await refused(empty))["error"] == "no_text"


async def test_blocks_that_slack_refuses_are_refused_with_the_place(client: AsyncWebClient) -> None:
    blocks = [{"type": "header", "text": {"type": "plain_text", "text": "h" * 151}}]
    answer = await refused(client.chat_postMessage(channel="C1", text="hello", blocks=blocks))
    assert answer["error"] == "invalid_blocks"
    assert any("blocks[0]" in each for each in answer["response_metadata"]["messages"])


async def test_blocks_that_are_no_list_are_a_wrong_format(client: AsyncWebClient) -> None:
    answer = await refused(client.chat_postMessage(channel="C1", text="hello", blocks="{not json"))
    assert answer["error"] == "invalid_blocks_format"


async def test_blocks_with_too_much_text_are_too_long(client: AsyncWebClient) -> None:
    long = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 2900}}
    answer = await refused(client.chat_postMessage(channel="C1", text="hello", blocks=[long] * 6))
    assert answer["error"] == "msg_blocks_too_long"


async def test_text_beyond_what_slack_keeps_is_cut_with_a_warning(
    workspace: Workspace, client: AsyncWebClient
) -> None:
    posted = await client.chat_postMessage(channel="C1", text="x" * 40_001)
    assert posted["warning"] == "message_truncated"
    assert len(workspace.messages("C1")[0].text) == 40_000


async def test_an_update_with_over_4000_characters_is_too_long(client: AsyncWebClient) -> None:
    ts = (await client.chat_postMessage(channel="C1", text="hello"))["ts"]
    assert (await refused(client.chat_update(channel="C1", ts=ts, text="x" * 4001)))[
        "error"
    ] == "msg_too_long"


async def test_markdown_text_excludes_text(client: AsyncWebClient) -> None:
    answer = await refused(
        client.api_call("chat.postMessage", json={"channel": "C1", "text": "a", "markdown_text": "b"})
    )
    assert answer["error"] == "markdown_text_conflict"


async def test_replies_stand_in_their_thread_and_not_in_the_history(client: AsyncWebClient) -> None:
    first = (await client.chat_postMessage(channel="C1", text="first"))["ts"]
    reply = (await client.chat_postMessage(channel="C1", text="reply", thread_ts=first))["ts"]
    history = (await client.conversations_history(channel="C1"))["messages"]
    assert [(each["ts"], each["reply_count"]) for each in history] == [(first, 1)]
    thread = (await client.conversations_replies(channel="C1", ts=first))["messages"]
    assert [each["ts"] for each in thread] == [first, reply]


async def test_a_thread_must_exist_and_a_reply_opens_none(client: AsyncWebClient) -> None:
    first = (await client.chat_postMessage(channel="C1", text="first"))["ts"]
    reply = (await client.chat_postMessage(channel="C1", text="reply", thread_ts=first))["ts"]
    stray = client.chat_postMessage(channel="C1", text="stray", thread_ts="1.000001")
    assert (await refused(stray))["error"] == "invalid_thread_ts"
    below = client.chat_postMessage(channel="C1", text="below", thread_ts=reply)
    assert (await refused(below))["error"] == "cannot_reply_to_message"
    assert (await refused(client.conversations_replies(channel="C1", ts="1.000001")))[
        "error"
    ] == "thread_not_found"


async def test_history_is_newest_first_in_pages_and_between_stamps(client: AsyncWebClient) -> None:
    stamps = [(await client.chat_postMessage(channel="C1", text=str(n)))["ts"] for n in range(5)]
    first = await client.conversations_history(channel="C1", limit=2)
    assert [each["text"] for each in first["messages"]] == ["4", "3"]
    assert first["has_more"]
    cursor = first["response_metadata"]["next_cursor"]
    second = await client.conversations_history(channel="C1", limit=2, cursor=cursor)
    assert [each["text"] for each in second["messages"]] == ["2", "1"]
    between = await client.conversations_history(channel="C1", oldest=stamps[1], latest=stamps[3])
    assert [each["text"] for each in between["messages"]] == ["2"]
    both = await client.conversations_history(channel="C1", oldest=stamps[1], inclusive=True)
    assert [each["text"] for each in both["messages"]] == ["4", "3", "2", "1"]
    assert (await refused(client.conversations_history(channel="C1", cursor="x")))[
        "error"
    ] == "invalid_cursor"


async def test_metadata_comes_back_only_when_asked_for(client: AsyncWebClient) -> None:
    note = {"event_type": "note", "event_payload": {"key": "k1"}}
    await client.chat_postMessage(channel="C1", text="hello", metadata=note)
    plain = (await client.conversations_history(channel="C1"))["messages"][0]
    full = (await client.conversations_history(channel="C1", include_all_metadata=True))["messages"][0]
    assert "metadata" not in plain
    assert full["metadata"] == note


async def test_metadata_without_its_two_parts_is_refused(client: AsyncWebClient) -> None:
    answer = await refused(
        client.chat_postMessage(channel="C1", text="hello", metadata={"event_type": "note"})
    )
    assert answer["error"] == "invalid_metadata_format"


async def test_an_ephemeral_message_is_seen_by_one_and_in_no_history(
    workspace: Workspace, client: AsyncWebClient
) -> None:
    said = await client.chat_postEphemeral(channel="C1", user="U1", text="for you")
    assert (await client.conversations_history(channel="C1"))["messages"] == []
    assert [each.text for each in workspace.user("U1").sees("C1")] == ["for you"]
    assert workspace.user("U2").sees("C1") == ()
    update = client.chat_update(channel="C1", ts=said["message_ts"], text="changed")
    assert (await refused(update))["error"] == "message_not_found"


async def test_an_ephemeral_message_needs_its_reader_in_the_channel(
    workspace: Workspace, client: AsyncWebClient
) -> None:
    workspace.state.channels["C1"].members.remove("U2")
    answer = await refused(client.chat_postEphemeral(channel="C1", user="U2", text="for you"))
    assert answer["error"] == "user_not_in_channel"


async def test_the_app_changes_and_deletes_its_own_messages_only(
    workspace: Workspace, client: AsyncWebClient
) -> None:
    ts = (await client.chat_postMessage(channel="C1", text="one", blocks=[SECTION]))["ts"]
    await client.chat_update(channel="C1", ts=ts, text="two")
    (message,) = workspace.messages("C1")
    assert (message.text, message.blocks, message.edited is not None) == ("two", (), True)
    await client.chat_delete(channel="C1", ts=ts)
    assert workspace.messages("C1") == ()
    theirs = (await workspace.user("U1").say("C1", "mine")).ts or ""
    assert (await refused(client.chat_update(channel="C1", ts=theirs, text="no")))[
        "error"
    ] == "cant_update_message"
    assert (await refused(client.chat_delete(channel="C1", ts=theirs)))["error"] == "cant_delete_message"
    assert (await refused(client.chat_delete(channel="C1", ts="1.000001")))["error"] == "message_not_found"


async def test_people_channels_and_the_bot_can_be_looked_up(client: AsyncWebClient) -> None:
    assert (await client.users_info(user="U2"))["user"]["tz"] == "Europe/London"
    assert (await refused(client.users_info(user="U404")))["error"] == "user_not_found"
    assert (await client.bots_info(bot=App.bot_id))["bot"]["user_id"] == App.user_id
    info = (await client.conversations_info(channel="C2"))["channel"]
    assert (info["name"], info["is_member"]) == ("random", False)
    assert App.user_id in (await client.conversations_members(channel="C1"))["members"]
    listed = (await client.conversations_list(types="public_channel,private_channel"))["channels"]
    assert [each["id"] for each in listed] == ["C1", "C2", "G1"]
    mine = (await client.users_conversations())["channels"]
    assert [each["id"] for each in mine] == ["C1"]


async def test_a_reaction_is_left_once(workspace: Workspace, client: AsyncWebClient) -> None:
    ts = (await workspace.user("U1").say("C1", "hello")).ts or ""
    await client.reactions_add(channel="C1", name="eyes", timestamp=ts)
    again = client.reactions_add(channel="C1", name="eyes", timestamp=ts)
    assert (await refused(again))["error"] == "already_reacted"


async def test_a_home_is_published_and_changed_under_its_hash(
    workspace: Workspace, client: AsyncWebClient
) -> None:
    first = (await client.views_publish(user_id="U1", view=HOME))["view"]
    stale = first["hash"]
    await client.views_publish(user_id="U1", view=HOME, hash=stale)
    late = client.views_publish(user_id="U1", view=HOME, hash=stale)
    assert (await refused(late))["error"] == "hash_conflict"
    assert (await workspace.user("U1").home())["id"] == first["id"]


async def test_a_modal_needs_a_trigger_that_is_fresh_and_unused(
    workspace: Workspace, client: AsyncWebClient
) -> None:
    title = {"type": "plain_text", "text": "Story"}
    modal = {"type": "modal", "title": title, "blocks": [SECTION]}
    trigger = workspace.state.trigger()
    opened = (await client.views_open(trigger_id=trigger, view=modal))["view"]
    assert (await refused(client.views_open(trigger_id=trigger, view=modal)))[
        "error"
    ] == "exchanged_trigger_id"
    assert (await refused(client.views_open(trigger_id="1.made.up", view=modal)))[
        "error"
    ] == "invalid_trigger_id"
    changed = {**modal, "blocks": [SECTION, {"type": "divider"}]}
    updated = (await client.views_update(view_id=opened["id"], view=changed))["view"]
    assert len(updated["blocks"]) == 2
    wrong = {**modal, "title": {"type": "plain_text", "text": "t" * 25}}
    bad = client.views_open(trigger_id=workspace.state.trigger(), view=wrong)
    assert (await refused(bad))["error"] == "invalid_arguments"


async def test_a_page_of_another_host_is_turned_away(workspace: Workspace) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{workspace.api_url}auth.test", headers={"Host": "evil.example"}) as reply,
    ):
        assert reply.status == 403


async def test_waiting_ends_when_the_thing_happens_or_the_time_is_over(workspace: Workspace) -> None:
    async with aiohttp.ClientSession():
        with pytest.raises(TimeoutError):
            await workspace.until(lambda: None, within=0.01)
    workspace.state.post(Message(channel="C1", ts="1.000001", user="U1", text="hello"))
    assert await workspace.until(lambda: workspace.messages("C1"), within=0.01)
