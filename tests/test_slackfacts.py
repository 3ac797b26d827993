"""What newsbot holds to be true of Slack, checked against tables that others made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import slack_sdk.models.blocks as sdk
import slack_sdk.models.views as sdk_views
import slackblocks._limits as foreign
from hypothesis import given, settings
from hypothesis import strategies as st

import newsbot.surfaces.slack
from newsbot.errors import ConfigError
from newsbot.slackfacts import (
    RESERVED_COMMANDS,
    events,
    limits,
    line_of,
    manifest,
    manifest_schema,
    methods,
    problems,
    slash,
    weight,
)
from newsbot.slackfacts.manifest import EVENTS, METHODS, SCOPES


@dataclass(frozen=True)
class Command:
    name: str
    usage: str
    summary: str


COMMANDS = (
    Command("who", "who NAME", "A person: offices, quotes, where named"),
    Command("figures", "figures TOPIC", "Figures side by side"),
    Command("digest", "digest", "What the newest stories say"),
)


def words(text: str) -> dict[str, Any]:
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}],
    }


def section(text: str, kind: str = "mrkdwn") -> dict[str, Any]:
    return {"type": "section", "text": {"type": kind, "text": text}}


def button(label: str = "More 3", **fields: Any) -> dict[str, Any]:
    return {"type": "button", "text": {"type": "plain_text", "text": label}, "action_id": "more", **fields}


def message(*blocks: Any, **fields: Any) -> dict[str, Any]:
    return {"text": "in words", "blocks": list(blocks), **fields}


def chart(series: list[dict[str, Any]], categories: list[str]) -> dict[str, Any]:
    axis = {"categories": categories, "x_label": "day", "y_label": "people"}
    return {
        "type": "data_visualization",
        "title": "People, per day",
        "chart": {"type": "bar", "series": series, "axis_config": axis},
    }


POINTS = [{"label": "Mon", "value": 3}, {"label": "Tue", "value": 4.5}]
TABLE = {
    "type": "table",
    "rows": [[{"type": "raw_text", "text": "Source"}, {"type": "raw_number", "value": 3, "text": "3"}]],
}
DATA_TABLE = {
    "type": "data_table",
    "caption": "Sources",
    "rows": [[{"type": "raw_text", "text": "Source"}], [{"type": "raw_text", "text": "Coast Wire"}]],
    "page_size": 5,
}

GOOD = {
    "text alone": {"text": "in words"},
    "rich text": message(words("*as written* <!channel>")),
    "mrkdwn": message(section("*ours*"), {"type": "divider"}),
    "header and grey": message(
        {"type": "header", "text": {"type": "plain_text", "text": "Figures"}},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "5 stories"}]},
    ),
    "buttons": message(
        {"type": "actions", "elements": [button(), button(action_id="post", value="x" * 2000)]}
    ),
    "table": message(TABLE),
    "data table": message(DATA_TABLE),
    "chart": message(chart([{"name": "Coast Wire", "data": POINTS}], ["Mon", "Tue"])),
    "container": message(
        {
            "type": "container",
            "title": {"type": "plain_text", "text": "Coast Wire"},
            "child_blocks": [words("a line")],
        }
    ),
    "metadata": message(words("a"), metadata={"event_type": "newsbot_post", "event_payload": {"key": "k"}}),
    "removal": {"delete_original": True},
    "home": {"type": "home", "blocks": [section("hello")]},
    "modal": {
        "type": "modal",
        "title": {"type": "plain_text", "text": "Not right"},
        "submit": {"type": "plain_text", "text": "Send"},
        "blocks": [
            {
                "type": "input",
                "label": {"type": "plain_text", "text": "What?"},
                "element": {"type": "plain_text_input", "action_id": "what"},
            },
            {"type": "alert", "text": {"type": "plain_text", "text": "Careful"}, "level": "warning"},
        ],
    },
}
BAD = {
    "no text": ({"blocks": [words("a")]}, "text: is missing"),
    "everybody called in the text": ({"text": "<!channel> look"}, "notify everybody"),
    "everybody called in a block": (message(section("<!here>")), "notify everybody"),
    "everybody called in rich text": (
        message(
            {
                "type": "rich_text",
                "elements": [{"type": "rich_text_section", "elements": [{"type": "broadcast"}]}],
            }
        ),
        "notify everybody",
    ),
    "51 blocks": (message(*[{"type": "divider"}] * 51), "51 blocks"),
    "long section": (message(section("a" * 3001)), "3001 characters, at most 3000"),
    "empty section": (message(section("")), "must not be empty"),
    "section without text": (message({"type": "section"}), "text or fields is needed"),
    "mrkdwn in a header": (
        message({"type": "header", "text": {"type": "mrkdwn", "text": "*a*"}}),
        "is none of plain_text",
    ),
    "long header": (
        message({"type": "header", "text": {"type": "plain_text", "text": "a" * 151}}),
        "151 characters",
    ),
    "11 grey parts": (
        message({"type": "context", "elements": [{"type": "mrkdwn", "text": "a"}] * 11}),
        "11 entries",
    ),
    "26 buttons": (
        message({"type": "actions", "elements": [button(action_id=f"a{n}") for n in range(26)]}),
        "26 entries",
    ),
    "no buttons": (message({"type": "actions", "elements": []}), "0 entries"),
    "long button": (message({"type": "actions", "elements": [button("a" * 76)]}), "76 characters"),
    "long value": (message({"type": "actions", "elements": [button(value="a" * 2001)]}), "2001 characters"),
    "mrkdwn on a button": (
        message(
            {"type": "actions", "elements": [{"type": "button", "text": {"type": "mrkdwn", "text": "a"}}]}
        ),
        "is none of plain_text",
    ),
    "an action twice": (message({"type": "actions", "elements": [button(), button()]}), "stands twice"),
    "a block id twice": (
        message({**words("a"), "block_id": "same"}, {**words("b"), "block_id": "same"}),
        "stands 2 times",
    ),
    "unknown block": (message({"type": "tabel", "rows": []}), "'tabel' is not known"),
    "unknown field": (message({"type": "divider", "colour": "red"}), "unknown field colour"),
    "unknown part of rich text": (
        message({"type": "rich_text", "elements": [{"type": "text", "text": "a"}]}),
        "'text' is not known",
    ),
    "empty run": (message(words("")), "must not be empty"),
    "a picture without words": (
        message({"type": "image", "image_url": "https://example.org/a.png"}),
        "alt_text is missing",
    ),
    "two tables": (message(TABLE, TABLE), "2 tables, at most 1"),
    "101 rows": (message({**TABLE, "rows": TABLE["rows"] * 101}), "101 rows"),
    "21 columns": (
        message({"type": "table", "rows": [[{"type": "raw_text", "text": "a"}] * 21]}),
        "21 entries",
    ),
    "an empty cell": (
        message({"type": "table", "rows": [[{"type": "raw_text", "text": ""}]]}),
        "must not be empty",
    ),
    "ragged rows": (
        message({**DATA_TABLE, "rows": [DATA_TABLE["rows"][0], DATA_TABLE["rows"][1] * 2]}),
        "as many cells as the header",
    ),
    "a header alone": (message({**DATA_TABLE, "rows": DATA_TABLE["rows"][:1]}), "1 rows, 2 to 101"),
    "no caption": (message({**DATA_TABLE, "caption": None}), "caption is missing"),
    "a rich header": (
        message({**DATA_TABLE, "rows": [[words("a")], DATA_TABLE["rows"][1]]}),
        "no rich_text in the header",
    ),
    "three charts": (message(*[chart([{"name": "a", "data": POINTS}], ["Mon", "Tue"])] * 3), "3 charts"),
    "an uncovered category": (
        message(chart([{"name": "a", "data": POINTS[:1]}], ["Mon", "Tue"])),
        "cover exactly the categories",
    ),
    "a name twice": (
        message(chart([{"name": "a", "data": POINTS}] * 2, ["Mon", "Tue"])),
        "names must differ",
    ),
    "an empty slice": (
        message(
            {
                "type": "data_visualization",
                "title": "a",
                "chart": {"type": "pie", "segments": [{"label": "a", "value": 0}]},
            }
        ),
        "more than 0",
    ),
    "too much in all": (message(*[section("a" * 2500)] * 4), "10000 characters of text in all"),
    "an alert in a message": (
        message({"type": "alert", "text": {"type": "plain_text", "text": "a"}}),
        "'alert' is not known",
    ),
    "a long update": ({"text": "a" * 4001, "ts": "1.2", "channel": "C1"}, "4001 characters, at most 4000"),
    "a long title": (
        {"type": "modal", "title": {"type": "plain_text", "text": "a" * 25}, "blocks": []},
        "25 characters, at most 24",
    ),
    "an input nobody can send": (
        {**GOOD["modal"], "submit": None},
        "submit is needed",
    ),
    "metadata without payload": (
        message(words("a"), metadata={"event_type": "a"}),
        "event_payload is missing",
    ),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_good_payload_has_no_problem(name: str) -> None:
    assert problems(GOOD[name]) == ()


@pytest.mark.parametrize("name", BAD)
def test_what_slack_refuses_is_told_in_words(name: str) -> None:
    payload, said = BAD[name]
    assert any(said in problem for problem in problems(payload)), problems(payload)


@pytest.mark.parametrize(
    "junk", [None, 3, "a", [None], [[]], [{"type": None}], [{"type": "rich_text", "elements": 3}]]
)
def test_no_junk_breaks_the_validator(junk: Any) -> None:
    assert problems({"text": "a", "blocks": junk}) or junk is None


KEYS = [
    "type",
    "text",
    "blocks",
    "elements",
    "rows",
    "chart",
    "series",
    "title",
    "options",
    "value",
    "style",
    "ts",
]
KINDS = [
    "modal",
    "home",
    "section",
    "rich_text",
    "rich_text_section",
    "table",
    "data_table",
    "actions",
    "bar",
    "pie",
]
scalars = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(KINDS)
)
json_like = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
)


@settings(max_examples=50)
@given(st.dictionaries(st.sampled_from(KEYS), json_like, max_size=6))
def test_whatever_comes_the_validator_answers_in_words(payload: dict[str, Any]) -> None:
    assert all(isinstance(said, str) and said for said in problems(payload))


def broken(part: Any) -> Iterator[Any]:
    """This part with each piece of it in turn replaced by something else."""
    yield from (None, 3, True, "x", [], {}, [None], [[]], float("nan"))
    if isinstance(part, dict):
        for key, value in part.items():
            yield from ({**part, key: other} for other in broken(value))
            yield {name: kept for name, kept in part.items() if name != key}
    elif isinstance(part, list):
        for n, value in enumerate(part):
            yield from ([*part[:n], other, *part[n + 1 :]] for other in broken(value))


@pytest.mark.parametrize("name", GOOD)
def test_a_good_payload_with_any_piece_broken_does_not_break_the_validator(name: str) -> None:
    for payload in broken(GOOD[name]):
        if isinstance(payload, dict):
            assert isinstance(problems(payload), tuple)


def test_code_points_are_counted_not_bytes() -> None:
    assert problems(message(section("🗞" * 3000))) == ()


def test_the_weight_counts_what_is_shown() -> None:
    assert (
        weight([words("abc"), section("de"), {"type": "actions", "elements": [button("f", value="x" * 100)]}])
        == 6
    )


def test_our_limits_are_those_of_slackblocks() -> None:
    pairs = {
        "SECTION_TEXT": "SECTION_TEXT_MAX_LENGTH",
        "SECTION_FIELDS": "SECTION_FIELDS_MAX_ITEMS",
        "SECTION_FIELD_TEXT": "SECTION_FIELDS_ITEM_MAX_LENGTH",
        "HEADER_TEXT": "HEADER_TEXT_MAX_LENGTH",
        "CONTEXT_ELEMENTS": "CONTEXT_ELEMENTS_MAX_ITEMS",
        "ACTIONS_ELEMENTS": "ACTIONS_ELEMENTS_MAX_ITEMS",
        "CONTEXT_ACTIONS_ELEMENTS": "CONTEXT_ACTIONS_ELEMENTS_MAX_ITEMS",
        "MARKDOWN_TEXT": "MARKDOWN_TOTAL_TEXT_MAX_LENGTH",
        "BLOCK_ID": "BLOCK_ID_MAX_LENGTH",
        "ACTION_ID": "ACTION_ID_MAX_LENGTH",
        "BUTTON_TEXT": "BUTTON_TEXT_MAX_LENGTH",
        "BUTTON_VALUE": "BUTTON_VALUE_MAX_LENGTH",
        "BUTTON_URL": "BUTTON_URL_MAX_LENGTH",
        "BUTTON_LABEL": "BUTTON_ACCESSIBILITY_LABEL_MAX_LENGTH",
        "ICON_BUTTON_VALUE": "ICON_BUTTON_VALUE_MAX_LENGTH",
        "CONFIRM_TITLE": "CONFIRMATION_TITLE_MAX_LENGTH",
        "CONFIRM_TEXT": "CONFIRMATION_TEXT_MAX_LENGTH",
        "CONFIRM_BUTTON": "CONFIRMATION_CONFIRM_MAX_LENGTH",
        "PLACEHOLDER": "SELECT_PLACEHOLDER_MAX_LENGTH",
        "OPTIONS": "SELECT_OPTIONS_MAX_ITEMS",
        "OVERFLOW_OPTIONS": "OVERFLOW_OPTIONS_MAX_ITEMS",
        "CHECK_OPTIONS": "CHECKBOXES_OPTIONS_MAX_ITEMS",
        "OPTION_TEXT": "OPTION_TEXT_MAX_LENGTH",
        "OPTION_VALUE": "OPTION_VALUE_MAX_LENGTH",
        "OPTION_DESCRIPTION": "OPTION_DESCRIPTION_MAX_LENGTH",
        "INPUT_LENGTH": "PLAIN_TEXT_INPUT_MAX_LENGTH_MAX",
        "INPUT_LABEL": "INPUT_LABEL_MAX_LENGTH",
        "INPUT_HINT": "INPUT_HINT_MAX_LENGTH",
        "IMAGE_URL": "IMAGE_IMAGE_URL_MAX_LENGTH",
        "IMAGE_ALT_TEXT": "IMAGE_ALT_TEXT_MAX_LENGTH",
        "IMAGE_TITLE": "IMAGE_TITLE_MAX_LENGTH",
        "ALERT_TEXT": "ALERT_TEXT_MAX_LENGTH",
        "CARD_TITLE": "CARD_TITLE_MAX_LENGTH",
        "CARD_BODY": "CARD_BODY_MAX_LENGTH",
        "CARD_ACTIONS": "CARD_ACTIONS_MAX_ITEMS",
        "CAROUSEL_CARDS": "CAROUSEL_ELEMENTS_MAX_ITEMS",
        "CONTAINER_TITLE": "CONTAINER_TITLE_MAX_LENGTH",
        "CONTAINER_BLOCKS": "CONTAINER_CHILD_BLOCKS_MAX_ITEMS",
        "LIST_INDENT": "RICH_TEXT_LIST_INDENT_MAX",
        "TABLE_ROWS": "TABLE_ROWS_MAX_ITEMS",
        "TABLE_COLUMNS": "TABLE_COLUMNS_MAX_ITEMS",
        "DATA_TABLE_COLUMNS": "DATA_TABLE_COLUMNS_MAX_ITEMS",
        "DATA_TABLE_PAGE": "DATA_TABLE_PAGE_SIZE_MAX",
        "DATA_TABLE_TEXT": "DATA_TABLE_TOTAL_CONTENT_MAX_LENGTH",
        "MESSAGE_CHARTS": "MESSAGE_DATA_VISUALIZATIONS_MAX_ITEMS",
        "CHART_TITLE": "DATA_VISUALIZATION_TITLE_MAX_LENGTH",
        "CHART_POINTS": "DATA_VISUALIZATION_DATA_MAX_ITEMS",
        "CHART_LABEL": "DATA_VISUALIZATION_POINT_LABEL_MAX_LENGTH",
        "CHART_AXIS": "DATA_VISUALIZATION_AXIS_LABEL_MAX_LENGTH",
        "MESSAGE_BLOCKS": "MESSAGE_BLOCKS_MAX_ITEMS",
        "VIEW_BLOCKS": "VIEW_BLOCKS_MAX_ITEMS",
        "VIEW_TITLE": "VIEW_TITLE_MAX_LENGTH",
        "VIEW_PRIVATE_METADATA": "VIEW_PRIVATE_METADATA_MAX_LENGTH",
        "VIEW_CALLBACK_ID": "VIEW_CALLBACK_ID_MAX_LENGTH",
    }
    assert {ours: getattr(limits, ours) for ours in pairs} == {
        o: getattr(foreign, t) for o, t in pairs.items()
    }
    # Two generations of pages disagree; ours is the smaller number.
    assert limits.DATA_TABLE_ROWS <= foreign.DATA_TABLE_ROWS_MAX_ITEMS
    assert limits.CHART_SERIES <= foreign.DATA_VISUALIZATION_SERIES_MAX_ITEMS


def test_our_limits_are_those_of_slacks_own_library() -> None:
    assert sdk.HeaderBlock.text_max_length == limits.HEADER_TEXT
    assert sdk.SectionBlock.fields_max_length == limits.SECTION_FIELDS
    assert sdk.ActionsBlock.elements_max_length == limits.ACTIONS_ELEMENTS
    assert sdk.ContextBlock.elements_max_length == limits.CONTEXT_ELEMENTS
    assert sdk.Block.block_id_max_length == limits.BLOCK_ID
    assert sdk.ImageBlock.alt_text_max_length == limits.IMAGE_ALT_TEXT
    assert sdk.ButtonElement.text_max_length == limits.BUTTON_TEXT
    assert sdk.ButtonElement.value_max_length == limits.BUTTON_VALUE
    assert sdk.ButtonElement.url_max_length == limits.BUTTON_URL
    assert sdk_views.View.title_max_length == limits.VIEW_TITLE
    assert sdk_views.View.blocks_max_length == limits.VIEW_BLOCKS


def test_each_method_has_its_arguments_scopes_tier_and_errors() -> None:
    post = methods()["chat.postMessage"]
    assert post.required == ("channel", "token")
    assert post.args["unfurl_links"] == "boolean"
    assert post.scopes == ("chat:write",)
    assert post.tier == "t5"
    assert "channel_not_found" in post.errors
    assert all(set(method.required) <= set(method.args) for method in methods().values())
    assert {method.tier for method in methods().values()} <= {"t1", "t2", "t3", "t4", "t5"}


@pytest.mark.parametrize("prefix", [None, "desk"])
@pytest.mark.parametrize("url", [None, "https://news.example.org/"])
def test_the_manifest_passes_slacks_own_schema(prefix: str | None, url: str | None) -> None:
    schema = manifest_schema()
    jsonschema.Draft7Validator.check_schema(schema)
    jsonschema.validate(manifest(COMMANDS, prefix=prefix, url=url), schema)


def test_the_schema_that_travels_with_us_still_refuses() -> None:
    broken = manifest(COMMANDS)
    broken["features"]["slash_commands"][0]["command"] = "news"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, manifest_schema())


def test_no_slash_command_is_one_of_slacks_own() -> None:
    names = [entry["command"] for entry in manifest(COMMANDS)["features"]["slash_commands"]]
    assert names == ["/news", "/news-who", "/figures", "/digest"]
    assert not {name.removeprefix("/") for name in names} & RESERVED_COMMANDS


def test_a_prefix_stands_before_every_slash_command() -> None:
    names = [entry["command"] for entry in manifest(COMMANDS, prefix="/Desk-")["features"]["slash_commands"]]
    assert names == ["/desk-news", "/desk-who", "/desk-figures", "/desk-digest"]


def test_text_of_a_slash_command_arrives_as_it_was_typed() -> None:
    assert not any(entry["should_escape"] for entry in manifest(COMMANDS)["features"]["slash_commands"])


def test_without_an_address_the_app_is_in_socket_mode() -> None:
    made = manifest(COMMANDS)
    assert made["settings"]["socket_mode_enabled"] is True
    assert "url" not in str(made).replace("unfurl", "")


def test_with_an_address_slack_posts_everything_to_it() -> None:
    made = manifest(COMMANDS, url="https://news.example.org")
    assert made["settings"]["socket_mode_enabled"] is False
    found = re.findall(r"'(?:request_)?url': '([^']*)'", str(made))
    assert set(found) == {"https://news.example.org/slack/events"}
    assert len(found) == len(COMMANDS) + 3


@pytest.mark.parametrize("prefix", ["two words", "ünï", "a" * 21])
def test_a_prefix_that_slack_would_refuse_is_refused(prefix: str) -> None:
    with pytest.raises(ConfigError, match="prefix"):
        manifest(COMMANDS, prefix=prefix)


def test_slack_posts_only_to_https() -> None:
    with pytest.raises(ConfigError, match="https"):
        manifest(COMMANDS, url="http://news.example.org")


def test_the_door_calls_no_method_that_the_manifest_does_not_count_on() -> None:
    door = Path(newsbot.surfaces.slack.__file__).parent
    source = "\n".join(path.read_text(encoding="utf-8") for path in door.glob("*.py"))
    named = {
        f"{family}.{camel(name)}"
        for family, name in re.findall(r"\.(auth|chat|conversations|views|users)_(\w+)\(", source)
    }
    if "files_upload_v2(" in source:
        named |= {"files.getUploadURLExternal", "files.completeUploadExternal"}
    named |= {"apps.connections.open"} if "apps_connections_open(" in source else set()
    assert named == set(METHODS)


def camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part[0].upper() + part[1:] for part in rest)


def test_every_scope_in_the_manifest_is_needed_and_every_need_is_met() -> None:
    for name in EVENTS:
        assert not events()[name] or set(events()[name]) & set(SCOPES), name
    for name in METHODS:
        allowed = set(methods()[name].scopes)
        assert not allowed or allowed & set(SCOPES), name
    needed = {scope for name in EVENTS for scope in events()[name]}
    needed |= {scope for name in METHODS for scope in methods()[name].scopes}
    assert set(SCOPES) <= needed | {"commands"}


@pytest.mark.parametrize("typed", ["/who", "/news-who", "/desk-who", "/WHO", "/desk-news-who"])
def test_every_form_of_a_slash_command_is_the_same_line(typed: str) -> None:
    assert line_of(typed, " Rudman ", names={"who"}, prefix="desk") == "who Rudman"


def test_a_slash_command_that_names_no_command_takes_any_line() -> None:
    assert line_of("/news", "who Rudman", names={"who"}) == "who Rudman"
    assert line_of("/newsroom", "who Rudman", names={"who"}) == "who Rudman"
    assert line_of("/news", "", names={"who"}) == ""
    assert line_of("/who", "", names={"who"}) == "who"


def test_what_the_manifest_registers_reads_back_as_its_command() -> None:
    names = {command.name for command in COMMANDS}
    for prefix in (None, "desk", "who"):
        for command in COMMANDS:
            registered = slash(command.name, prefix=prefix)
            assert line_of(registered, "x", names=names, prefix=prefix) == f"{command.name} x"
