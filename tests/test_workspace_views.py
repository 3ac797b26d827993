"""Modals in a stack, files, and what the page lets a person do with them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from newsbot.workspace import Workspace
from newsbot.workspace.state import Json
from newsbot.workspace.views import front

CSV = 'source,figure\nCoast Wire,"4,200"\n'


def words(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def view(title: str, **more: Any) -> Json:
    field = {"type": "plain_text_input", "action_id": "typed"}
    block = {"type": "input", "block_id": "zone", "label": words("Zone"), "element": field}
    return {
        "type": "modal",
        "callback_id": "m",
        "title": words(title),
        "submit": words("Save"),
        **more,
        "blocks": [block],
    }


@pytest.fixture
def client(workspace: Workspace) -> AsyncWebClient:
    return AsyncWebClient(token=workspace.app.bot_token, base_url=workspace.api_url)


@pytest.fixture
def manifest(manifest: Json) -> Json:
    scopes = [*manifest["oauth_config"]["scopes"]["bot"], "files:write"]
    shortcuts = [{"name": "Ask", "type": "global", "callback_id": "ask", "description": "Ask"}]
    features = {**manifest["features"], "shortcuts": shortcuts, "app_home": {"home_tab_enabled": True}}
    return {**manifest, "features": features, "oauth_config": {"scopes": {"bot": scopes}}}


@pytest.fixture
async def modals(workspace: Workspace, client: AsyncWebClient) -> AsyncIterator[None]:
    """A small Bolt app: a shortcut opens a modal; its submission does what was typed."""
    app = AsyncApp(client=client, signing_secret=workspace.app.signing_secret)

    @app.shortcut("ask")
    async def on_ask(ack: Any, body: Json) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=view("First"))

    @app.view("m")
    async def on_save(ack: Any, view: Json) -> None:
        said = view["state"]["values"]["zone"]["typed"]["value"]
        if said in ("push", "update"):
            await ack(response_action=said, view=globals()["view"](said.title()))
        elif said == "clear":
            await ack(response_action="clear")
        elif said == "nowhere":
            await ack(response_action="errors", errors={"zone": "no such zone"})
        else:
            await ack()

    handler = AsyncSocketModeHandler(app, workspace.app.app_token)
    await handler.connect_async()
    await workspace.connected()
    yield
    await handler.close_async()


async def deed(session: aiohttp.ClientSession, what: str, **given: Any) -> Json:
    async with session.post(f"/do/{what}", json={"user": "U1", "channel": "C1", **given}) as reply:
        found: Json = await reply.json()
        return found


def typed(text: str) -> Json:
    return {"zone": {"typed": {"type": "plain_text_input", "value": text}}}


async def test_a_page_opens_pushes_and_closes_modals(workspace: Workspace, modals: None) -> None:
    def title() -> str | None:
        shown = front(workspace.state, "U1")
        return shown["title"]["text"] if shown else None

    async with aiohttp.ClientSession(workspace.address) as session:
        assert await deed(session, "shortcut", callback_id="ask") == {"error": None}
        await workspace.until(lambda: title() == "First")

        async def submit(text: str) -> Json:
            shown = front(workspace.state, "U1")
            assert shown
            return await deed(session, "submit", view_id=shown["id"], values=typed(text))

        assert (await submit("nowhere"))["errors"] == {"zone": "no such zone"}
        assert title() == "First"
        await submit("push")
        assert title() == "Push"
        await submit("update")
        assert (title(), len(workspace.state.modals["U1"])) == ("Update", 2)
        await submit("done")
        assert title() == "First"
        await submit("push")
        await submit("clear")
        assert title() is None
        assert front(workspace.state, "U2") is None


async def test_no_more_than_three_modals_lie_on_each_other(
    workspace: Workspace, client: AsyncWebClient
) -> None:
    state = workspace.state
    with pytest.raises(SlackApiError, match="not_found"):
        await client.views_push(trigger_id=state.trigger("U1"), view=view("no modal is open"))
    await client.views_open(trigger_id=state.trigger("U1"), view=view("1"))
    second = await client.views_push(trigger_id=state.trigger("U1"), view=view("2"))
    third = await client.views_push(trigger_id=state.trigger("U1"), view=view("3", external_id="mine"))
    assert third["view"]["previous_view_id"] == second["view"]["id"]
    with pytest.raises(SlackApiError, match="push_limit_reached"):
        await client.views_push(trigger_id=state.trigger("U1"), view=view("4"))
    await client.views_update(external_id="mine", view=view("3 again", external_id="mine"))
    assert front(state, "U1")["title"]["text"] == "3 again"  # type: ignore[index]
    await workspace.user("U1").close(second["view"])
    assert front(state, "U1")["title"]["text"] == "1"  # type: ignore[index]


async def test_an_external_id_is_given_once(workspace: Workspace, client: AsyncWebClient) -> None:
    await client.views_open(trigger_id=workspace.state.trigger("U1"), view=view("1", external_id="mine"))
    with pytest.raises(SlackApiError, match="duplicate_external_id"):
        await client.views_open(trigger_id=workspace.state.trigger("U2"), view=view("2", external_id="mine"))


async def test_a_csv_file_is_uploaded_shared_and_read_back(
    workspace: Workspace, client: AsyncWebClient
) -> None:
    await client.chat_postMessage(channel="C1", text="the answer")
    (top,) = workspace.messages("C1")
    await client.files_upload_v2(
        content=CSV,
        filename="boats.csv",
        title="Figures: boats",
        channel="C1",
        thread_ts=top.ts,
        initial_comment="CSV",
    )
    (_, shared) = workspace.messages("C1")
    assert (shared.text, shared.thread_ts, shared.files[0]["title"]) == ("CSV", top.ts, "Figures: boats")
    async with aiohttp.ClientSession(workspace.address) as session:
        async with session.get("/screen", params={"channel": "C1"}) as reply:
            told = (await reply.json())["messages"][1]["files"][0]
        assert told["rows"] == [["source", "figure"], ["Coast Wire", "4,200"]]
        async with session.get(f"/files/{told['id']}") as reply:
            assert await reply.text() == CSV
            assert reply.headers["Content-Disposition"] == 'attachment; filename="boats.csv"'
            assert reply.content_type == "application/octet-stream"
        async with session.post(f"/files/{told['id']}", data=b"again") as reply:
            assert reply.status == 400


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"channel_id": "C404"}, "channel_not_found"),
        ({"channel_id": "C2"}, "not_in_channel"),
        ({"channels": "C1,G1"}, "channels_limit_exceeded"),
        ({"channel_id": "C1"}, "file_not_found"),
    ],
)
async def test_a_file_that_cannot_be_shared_is_refused(
    client: AsyncWebClient, given: Json, error: str
) -> None:
    announced = await client.files_getUploadURLExternal(filename="x.csv", length=3)
    with pytest.raises(SlackApiError, match=error):
        await client.files_completeUploadExternal(files=[{"id": announced["file_id"]}], **given)


async def test_a_file_needs_its_scope_and_a_length(workspace: Workspace, client: AsyncWebClient) -> None:
    with pytest.raises(SlackApiError, match="file_upload_size_restricted"):
        await client.files_getUploadURLExternal(filename="x.csv", length=0)
    workspace.faults.remove_scope("files:write")
    with pytest.raises(SlackApiError, match="missing_scope"):
        await client.files_getUploadURLExternal(filename="x.csv", length=3)


async def test_what_is_gone_cannot_be_pressed(workspace: Workspace) -> None:
    async with aiohttp.ClientSession(workspace.address) as session:
        for what, given in (
            ("press_in", {"view_id": "V404", "action_id": "a"}),
            ("submit", {"view_id": "V404"}),
            ("jump", {}),
        ):
            assert "error" in await deed(session, what, **given)


async def test_looking_at_the_home_is_told_to_the_app(workspace: Workspace) -> None:
    async with aiohttp.ClientSession(workspace.address) as session:
        await deed(session, "open_home", tab="home")
    event = workspace.delivered[-1]["event"]
    assert (event["type"], event["tab"], event["user"]) == ("app_home_opened", "home", "U1")
