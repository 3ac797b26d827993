"""People in the local workspace: modals, App Home, shortcuts, and what Slack makes of a message."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from newsbot.workspace import Workspace
from newsbot.workspace.shown import calls, links
from newsbot.workspace.state import App, Json, Message

FIELD = {
    "type": "input",
    "block_id": "zone",
    "label": {"type": "plain_text", "text": "Zone"},
    "element": {"type": "plain_text_input", "action_id": "typed"},
}
BUTTON = {
    "type": "button",
    "action_id": "open",
    "text": {"type": "plain_text", "text": "Open"},
    "value": "s1",
}
MODAL = {
    "type": "modal",
    "callback_id": "settings",
    "notify_on_close": True,
    "title": {"type": "plain_text", "text": "Settings"},
    "submit": {"type": "plain_text", "text": "Save"},
    "blocks": [FIELD],
}


@pytest.fixture
async def heard(workspace: Workspace) -> AsyncIterator[list[Json]]:
    """A small Bolt app with a modal, a Home and shortcuts; what it heard."""
    client = AsyncWebClient(token=workspace.app.bot_token, base_url=workspace.api_url)
    app = AsyncApp(client=client, signing_secret=workspace.app.signing_secret)
    found: list[Json] = []

    @app.action("open")
    @app.shortcut("ask")
    async def on_open(ack: Any, body: Json) -> None:
        await ack()
        found.append(body)
        await client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    @app.shortcut("sources")
    async def on_sources(ack: Any, body: Json, respond: Any) -> None:
        await ack()
        await respond(f"about: {body['message']['text']}")

    @app.view("settings")
    async def on_save(ack: Any, body: Json, view: Json) -> None:
        found.append(body)
        zone = view["state"]["values"]["zone"]["typed"]["value"]
        if zone == "nowhere":
            await ack(response_action="errors", errors={"zone": "no such zone"})
        elif zone == "next":
            await ack(response_action="update", view={**MODAL, "callback_id": "second"})
        else:
            await ack()

    @app.view_closed("settings")
    async def on_close(ack: Any, body: Json) -> None:
        await ack()
        found.append(body)

    @app.event("app_home_opened")
    async def on_home(event: Json) -> None:
        blocks = [{"type": "actions", "elements": [BUTTON]}]
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})

    handler = AsyncSocketModeHandler(app, workspace.app.app_token)
    await handler.connect_async()
    await workspace.connected()
    yield found
    await handler.close_async()


def typed(zone: str) -> Json:
    return {"zone": {"typed": {"type": "plain_text_input", "value": zone}}}


async def test_a_button_on_the_home_opens_a_modal_that_is_saved(
    workspace: Workspace, heard: list[Json]
) -> None:
    person = workspace.user("U1")
    await person.open_home()
    pressed = await person.press_in(await person.home(), "open")
    modal = await pressed.view()
    assert modal["title"]["text"] == "Settings"
    saved = await person.submit(modal, typed("Europe/London"))
    assert (saved.error, saved.carried) == (None, {})
    assert modal["id"] not in workspace.state.views
    assert heard[-1]["view"]["state"]["values"] == typed("Europe/London")


async def test_a_modal_with_errors_stays_open_and_one_may_be_replaced(
    workspace: Workspace, heard: list[Json]
) -> None:
    person = workspace.user("U1")
    modal = await (await person.shortcut("ask")).view()
    refused = await person.submit(modal, typed("nowhere"))
    assert refused.carried["errors"] == {"zone": "no such zone"}
    assert modal["id"] in workspace.state.views
    await person.submit(modal, typed("next"))
    assert workspace.state.views[modal["id"]]["callback_id"] == "second"


async def test_a_closed_modal_is_told_if_it_asked_to_be(workspace: Workspace, heard: list[Json]) -> None:
    person = workspace.user("U1")
    await person.close(await (await person.shortcut("ask")).view())
    assert heard[-1]["type"] == "view_closed"


async def test_a_shortcut_on_a_message_is_answered_to_the_one_who_used_it(
    workspace: Workspace, heard: list[Json]
) -> None:
    await workspace.user("U2").say("C1", "10,000 boats")
    turn = await workspace.user("U1").shortcut("sources", message=workspace.messages("C1")[0])
    answer = await turn.answer()
    assert (answer.text, answer.only_for) == ("about: 10,000 boats", "U1")


async def test_nobody_presses_what_they_do_not_see(workspace: Workspace) -> None:
    mine = workspace.state.post(
        Message(channel="C1", ts=workspace.state.stamp(), user=App.user_id, text="x", only_for="U1")
    )
    with pytest.raises(ValueError, match="does not see"):
        await workspace.user("U2").press(mine, "open")
    with pytest.raises(ValueError, match="no open there"):
        await workspace.user("U1").press(mine, "open")


async def test_a_person_acts_only_where_they_are(workspace: Workspace) -> None:
    workspace.state.channels["G1"].members.remove("U2")
    with pytest.raises(ValueError, match="not in G1"):
        await workspace.user("U2").say("G1", "hello")
    with pytest.raises(ValueError, match="nobody here"):
        workspace.user("U404")


def message(text: str = "", *blocks: Json) -> Message:
    return Message(channel="C1", ts="1.000001", user=App.user_id, text=text, blocks=blocks)


def section(text: str, kind: str = "mrkdwn") -> Json:
    return {"type": "section", "text": {"type": kind, "text": text}}


def rich(*elements: Json) -> Json:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(elements)}]}


@pytest.mark.parametrize(
    ("shown", "called"),
    [
        (message("<!channel> and <@U1|ana>"), {"!channel", "@U1"}),
        (message("&lt;!channel&gt; @channel"), set()),
        (message("x", section("<!subteam^S1>")), {"!subteam^S1"}),
        (message("x", section("<!here>", "plain_text")), set()),
        (message("x", rich({"type": "text", "text": "<!channel> <@U1>"})), set()),
        (message("x", rich({"type": "user", "user_id": "U1"})), {"@U1"}),
        (message("x", rich({"type": "broadcast", "range": "here"})), {"!here"}),
    ],
)
def test_a_message_calls_whom_its_parsed_text_and_rich_text_name(shown: Message, called: set[str]) -> None:
    assert calls(shown) == called


@pytest.mark.parametrize(
    ("shown", "led"),
    [
        (message("<https://a.example|the terms>"), {"https://a.example"}),
        (message("see https://a.example/x now"), {"https://a.example/x"}),
        (message("https://unseen.example", section("plain")), set()),
        (message("x", rich({"type": "text", "text": "https://a.example"})), set()),
        (message("x", rich({"type": "link", "url": "https://a.example"})), {"https://a.example"}),
    ],
)
def test_a_message_links_what_it_says_and_what_slack_finds_in_it(shown: Message, led: set[str]) -> None:
    assert links(shown) == led
