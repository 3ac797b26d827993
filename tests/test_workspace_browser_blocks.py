"""Every block and every input that Slack takes, drawn by the page in a browser and read back from it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from browser import NEEDED, Tab, tab
from newsbot.slackfacts.block_rules import HOME, MESSAGE, MODAL
from newsbot.slackfacts.element_rules import ELEMENTS, INPUTS
from newsbot.workspace import Workspace
from newsbot.workspace.state import Json
from test_workspace_browser import MODAL as DIALOG
from test_workspace_browser import NAMELESS, OVERFLOW, SIZES, TEXT, has, keep, look

pytestmark = NEEDED

UNKNOWN = r"/\[[a-z_]+\]/"  # how the page shows what it does not know


def words(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def marked(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def option(text: str) -> Json:
    return {"text": words(text), "value": text.lower()}


def button(name: str) -> Json:
    return {"type": "button", "action_id": name, "text": words(f"Press {name}"), "value": name}


def cell(value: object) -> Json:
    if isinstance(value, int):
        return {"type": "raw_number", "value": value, "text": f"{value:,}"}
    return {"type": "raw_text", "text": str(value)}


def chart(kind: str) -> Json:
    if kind == "pie":
        given: Json = {
            "segments": [{"label": "Coast Wire", "value": 12}, {"label": "Island Post", "value": 7}]
        }
    else:
        months = ["Nov", "Dec", "Jan"]
        series = [
            {
                "name": name,
                "data": [
                    {"label": each, "value": n * value} for each, n in zip(months, (3, -1, 5), strict=True)
                ],
            }
            for name, value in (("low", 1000), ("high", 1300))
        ]
        given = {
            "series": series,
            "axis_config": {"categories": months, "x_label": "Month", "y_label": "boats"},
        }
    return {"type": "data_visualization", "title": f"Boats, {kind}", "chart": {"type": kind, **given}}


OPTIONS = [option("Mon"), option("Tue"), option("Wed")]
ROWS = [[cell("Source"), cell("Boats")], *([cell(f"Source {n}"), cell(4000 - n)] for n in range(7))]
SPOKEN = {"type": "rich_text_section", "elements": [{"type": "text", "text": "one", "style": {"bold": True}}]}
BLOCKS: dict[str, Json] = {
    "actions": {"elements": [button("a"), {"type": "overflow", "action_id": "o", "options": OPTIONS}]},
    "alert": {"level": "warning", "text": marked("take care")},
    "card": {"title": words("A card"), "body": marked("its body"), "actions": [button("c")]},
    "carousel": {"elements": [{"type": "card", "title": words("In a row"), "body": marked("body")}]},
    "container": {"title": words("Folded"), "child_blocks": [{"type": "section", "text": marked("inside")}]},
    "context": {"elements": [marked("small *print*")]},
    "context_actions": {
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": "f",
                "positive_button": {"text": words("Good"), "value": "1"},
                "negative_button": {"text": words("Bad"), "value": "0"},
            }
        ]
    },
    "data_table": {"caption": "Boats by source", "rows": ROWS, "page_size": 3, "row_header_column_index": 0},
    "data_visualization": chart("bar"),
    "divider": {},
    "header": {"text": words("A header")},
    "image": {"image_url": "https://pictures.example/a.png", "alt_text": "a ferry"},
    "input": {
        "label": words("Zone"),
        "element": {"type": "plain_text_input", "action_id": "z"},
        "optional": True,
    },
    "markdown": {"text": "plain words"},
    "rich_text": {
        "elements": [
            SPOKEN,
            {"type": "rich_text_list", "style": "bullet", "elements": [SPOKEN, SPOKEN]},
            {"type": "rich_text_quote", "elements": SPOKEN["elements"]},
            {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "x = 1"}]},
        ]
    },
    "section": {
        "text": marked("with *marks*"),
        "fields": [marked("a"), marked("b")],
        "accessory": button("s"),
    },
    "table": {"rows": ROWS[:3], "column_settings": [{}, {"align": "right"}]},
}
FIELDS: dict[str, tuple[Json, str, Json]] = {
    "plain_text_input": ({}, "e.value = 'typed'", {"value": "typed"}),
    "static_select": ({"options": OPTIONS}, "e.value = 'tue'", {"selected_option": OPTIONS[1]}),
    "multi_static_select": ({"options": OPTIONS}, "e.checked = true", {"selected_options": OPTIONS[:1]}),
    "users_select": ({}, "e.value = 'U2'", {"selected_user": "U2"}),
    "channels_select": ({}, "e.value = 'C2'", {"selected_channel": "C2"}),
    "conversations_select": ({}, "e.value = 'G1'", {"selected_conversation": "G1"}),
    "datepicker": ({}, "e.value = '2031-03-04'", {"selected_date": "2031-03-04"}),
    "timepicker": ({}, "e.value = '06:45'", {"selected_time": "06:45"}),
    "checkboxes": ({"options": OPTIONS}, "e.checked = true", {"selected_options": OPTIONS[:1]}),
    "radio_buttons": ({"options": OPTIONS}, "e.checked = true", {"selected_option": OPTIONS[0]}),
}


def block(kind: str) -> Json:
    return {"type": kind, **BLOCKS[kind]}


def field(kind: str) -> Json:
    return {"type": kind, "action_id": kind, **FIELDS[kind][0]}


@pytest.fixture
def client(workspace: Workspace) -> AsyncWebClient:
    return AsyncWebClient(token=workspace.app.bot_token, base_url=workspace.api_url)


@pytest.fixture
def manifest(manifest: Json) -> Json:
    return {**manifest, "features": {**manifest["features"], "app_home": {"home_tab_enabled": True}}}


@pytest.fixture
async def page() -> AsyncIterator[Tab]:
    async with tab() as opened:
        yield opened
        assert opened.complaints == []
        assert await opened.value(NAMELESS) == []


@pytest.fixture
async def heard(workspace: Workspace, client: AsyncWebClient) -> AsyncIterator[list[Json]]:
    """What an app is told of clicks and submissions."""
    app = AsyncApp(client=client, signing_secret=workspace.app.signing_secret)
    found: list[Json] = []

    async def hear(ack: Any, body: Json) -> None:
        found.append(body)
        await ack()
        workspace.state.touch()

    app.view("m")(hear)
    for kind in ELEMENTS:
        app.action(kind)(hear)
    handler = AsyncSocketModeHandler(app, workspace.app.app_token)
    await handler.connect_async()
    await workspace.connected()
    yield found
    await handler.close_async()


def test_this_knows_every_block_and_input_there_is() -> None:
    assert {*MESSAGE, *HOME, *MODAL} == set(BLOCKS)
    assert set(INPUTS) == set(FIELDS)


@pytest.mark.parametrize(("width", "dark"), SIZES)
async def test_every_block_is_drawn(
    workspace: Workspace, client: AsyncWebClient, page: Tab, width: int, dark: bool
) -> None:
    kinds = sorted(MESSAGE)
    await client.chat_postMessage(channel="C1", text="all", blocks=[block(each) for each in kinds])
    await client.chat_postMessage(channel="C1", text="charts", blocks=[chart("pie"), chart("line")])
    await client.chat_postMessage(channel="C1", text="chart", blocks=[chart("area")])
    view = {"type": "home", "blocks": [block(each) for each in sorted(HOME)]}
    await client.views_publish(user_id="U1", view=view)
    await look(page, workspace.address, width=width, height=800, dark=dark)
    await page.until("document.querySelectorAll('#messages svg').length === 4")
    assert not await page.value(f"{UNKNOWN}.test({TEXT})")
    await keep(page, f"blocks-{width}")
    assert await page.value(OVERFLOW) <= 0
    await page.value("location.hash = 'home'")
    await page.until("!!document.querySelector('#home svg')")
    assert not await page.value(f"{UNKNOWN}.test(document.querySelector('#home').innerText)")
    assert await page.value(OVERFLOW) <= 0


async def test_a_data_table_sorts_and_turns_pages(
    workspace: Workspace, client: AsyncWebClient, page: Tab
) -> None:
    await client.chat_postMessage(channel="C1", text="t", blocks=[block("data_table")])
    await look(page, workspace.address)
    rows = "[...document.querySelectorAll('#messages tbody tr')].map((e) => e.innerText.split(/\\s{2,}|\\t/)[0]).join()"
    assert await page.value(rows) == "Source 0,Source 1,Source 2"
    await page.press("thead tr th:nth-child(2) button")
    assert await page.value(rows) == "Source 6,Source 5,Source 4"
    await page.press(".turn button:last-child")
    assert await page.value(rows) == "Source 3,Source 2,Source 1"
    assert await page.value("document.querySelector('[aria-sort=ascending]').innerText") == "Boats"
    await workspace.user("U2").say("C1", "hello")
    await page.until(has("hello"))
    assert await page.value(rows) == "Source 3,Source 2,Source 1"


async def test_every_input_of_a_modal_is_read_back(
    workspace: Workspace, client: AsyncWebClient, page: Tab, heard: list[Json]
) -> None:
    blocks = [
        {"type": "input", "block_id": kind, "label": words(kind.title()), "element": field(kind)}
        for kind in FIELDS
    ]
    view = {
        "type": "modal",
        "callback_id": "m",
        "title": words("All"),
        "submit": words("Save"),
        "blocks": blocks,
    }
    await look(page, workspace.address, width=360, height=800)
    await client.views_open(trigger_id=workspace.state.trigger("U1"), view=view)
    await page.until(f"{DIALOG}.open")
    await page.press("#modal [type=submit]")
    await page.until("document.querySelectorAll('#modal [aria-invalid]').length === 10")
    for kind, (_, change, _) in FIELDS.items():
        found = (
            f"document.querySelector('#modal [data-input={kind}]').querySelector('input, select, textarea')"
        )
        await page.value(f"(e => {{ {change} }})({found})")
    assert await page.value(OVERFLOW) <= 0
    await page.press("#modal [type=submit]")
    await page.until(f"!{DIALOG}.open")
    values = heard[-1]["view"]["state"]["values"]
    assert {kind: values[kind][kind] for kind in FIELDS} == {
        kind: {"type": kind, **said} for kind, (_, _, said) in FIELDS.items()
    }


async def test_what_is_typed_stays_when_a_modal_is_changed(
    workspace: Workspace, client: AsyncWebClient, page: Tab
) -> None:
    blocks = [
        {"type": "input", "block_id": "z", "label": words("Zone"), "element": field("plain_text_input")}
    ]
    view = {
        "type": "modal",
        "callback_id": "m",
        "title": words("One"),
        "submit": words("Save"),
        "blocks": blocks,
    }
    await look(page, workspace.address)
    opened = await client.views_open(trigger_id=workspace.state.trigger("U1"), view=view)
    await page.until(f"{DIALOG}.open")
    await page.write("half a zone")
    more = {**view, "title": words("Two"), "blocks": [block("section"), *blocks]}
    await client.views_update(view_id=opened["view"]["id"], view=more)
    await page.until(has("Two", f"{DIALOG}.innerText"))
    assert await page.value("document.querySelector('#modal input').value") == "half a zone"


async def test_choosing_in_a_message_is_told_and_asked_about_first(
    workspace: Workspace, client: AsyncWebClient, page: Tab, heard: list[Json]
) -> None:
    sure = {
        "title": words("Sure?"),
        "text": words("It is final."),
        "confirm": words("Yes"),
        "deny": words("No"),
    }
    chosen = {**field("static_select"), "confirm": sure}
    menu = {"type": "overflow", "action_id": "overflow", "options": OPTIONS}
    await client.chat_postMessage(
        channel="C1", text="t", blocks=[{"type": "actions", "block_id": "b", "elements": [chosen, menu]}]
    )
    await look(page, workspace.address)
    change = "(e => { e.value = 'wed'; e.dispatchEvent(new Event('change')); })"
    await page.value(f"{change}(document.querySelector('#messages select'))")
    await page.press("dialog.confirm footer button:first-child")
    await page.value(f"{change}(document.querySelector('#messages select'))")
    await page.press("dialog.confirm footer button:last-child")
    await workspace.until(lambda: heard)
    await page.press("[data-action=overflow]")
    await page.keys("ArrowDown", "Enter")
    await workspace.until(lambda: len(heard) == 2)
    first, second = (each["actions"][0] for each in heard)
    assert (first["block_id"], first["selected_option"]["value"]) == ("b", "wed")
    assert second["selected_option"] == OPTIONS[1]
    assert (
        json.dumps(heard[0]["state"]["values"]["b"]["static_select"]["selected_option"]["value"]) == '"wed"'
    )
