"""Checks of one block: which fields it needs, and how much each may hold."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from newsbot.slackfacts import limits
from newsbot.slackfacts.element_rules import (
    button,
    element,
    feedback_buttons,
    icon_button,
    image,
    input_element,
    picture,
)
from newsbot.slackfacts.fields import Check, Fields, Problems, each, keys, one_of, string, text, typed
from newsbot.slackfacts.rich_rules import rich_text
from newsbot.slackfacts.table_rules import data_table, data_visualization, table


def block(found: Fields, at: str, rules: Mapping[str, Check]) -> Problems:
    """One block against the rules of its surface."""
    yield from typed(found, at, rules)
    yield from string(found.get("block_id"), f"{at}.block_id", high=limits.BLOCK_ID, low=1)
    yield from _once(found, at)


def _once(found: Fields, at: str) -> Problems:
    parts = found.get("elements")
    ids = [p.get("action_id") for p in parts if isinstance(p, Mapping)] if isinstance(parts, list) else []
    for twice in sorted({str(one) for one in ids if one is not None and ids.count(one) > 1}):
        yield f"{at}: action_id {twice!r} stands twice"


def _section(found: Fields, at: str) -> Problems:
    yield from keys(found, at, required=(), allowed={"text", "fields", "accessory", "expand", "block_id"})
    if found.get("text") is None and found.get("fields") is None:
        yield f"{at}: text or fields is needed"
    yield from text(found.get("text"), f"{at}.text", high=limits.SECTION_TEXT)
    yield from each(found.get("fields"), f"{at}.fields", _field, high=limits.SECTION_FIELDS)
    beside = found.get("accessory")
    if isinstance(beside, Mapping):
        check = image if beside.get("type") == "image" else element
        yield from check(beside, f"{at}.accessory")


def _field(found: Fields, at: str) -> Problems:
    yield from text(found, at, high=limits.SECTION_FIELD_TEXT)


def _header(found: Fields, at: str) -> Problems:
    yield from keys(found, at, required={"text"}, allowed={"block_id", "level"})
    yield from text(found.get("text"), f"{at}.text", high=limits.HEADER_TEXT, plain=True)


def _context(found: Fields, at: str) -> Problems:
    yield from keys(found, at, required={"elements"}, allowed={"block_id"})
    yield from each(found.get("elements"), f"{at}.elements", _context_part, high=limits.CONTEXT_ELEMENTS)


def _context_part(found: Fields, at: str) -> Problems:
    if found.get("type") == "image":
        yield from image(found, at)
    else:
        yield from text(found, at, high=limits.SECTION_TEXT)


def _actions(found: Fields, at: str) -> Problems:
    yield from keys(found, at, required={"elements"}, allowed={"block_id"})
    yield from each(found.get("elements"), f"{at}.elements", element, high=limits.ACTIONS_ELEMENTS)


def _context_actions(found: Fields, at: str) -> Problems:
    yield from keys(found, at, required={"elements"}, allowed={"block_id"})
    parts = found.get("elements")
    yield from each(parts, f"{at}.elements", _small_button, high=limits.CONTEXT_ACTIONS_ELEMENTS)


def _small_button(found: Fields, at: str) -> Problems:
    yield from typed(found, at, {"feedback_buttons": feedback_buttons, "icon_button": icon_button})


def _divider(found: Fields, at: str) -> Problems:
    yield from keys(found, at, required=(), allowed={"block_id"})


def _image(found: Fields, at: str) -> Problems:
    allowed = {"block_id", "image_url", "slack_file", "title"}
    yield from keys(found, at, required={"alt_text"}, allowed=allowed)
    yield from picture(found, at)
    yield from text(found.get("title"), f"{at}.title", high=limits.IMAGE_TITLE, plain=True)


def _markdown(found: Fields, at: str) -> Problems:
    yield from keys(found, at, required={"text"}, allowed={"block_id"})
    yield from string(found.get("text"), f"{at}.text", high=limits.MARKDOWN_TEXT, low=1)


def _card(found: Fields, at: str) -> Problems:
    allowed = {"block_id", "title", "subtitle", "body", "actions", "icon", "hero_image", "subtext"}
    yield from keys(found, at, required=(), allowed=allowed)
    yield from text(found.get("title"), f"{at}.title", high=limits.CARD_TITLE)
    yield from text(found.get("subtitle"), f"{at}.subtitle", high=limits.CARD_TITLE)
    yield from text(found.get("body"), f"{at}.body", high=limits.CARD_BODY)
    yield from each(found.get("actions"), f"{at}.actions", _press, high=limits.CARD_ACTIONS)


def _press(found: Fields, at: str) -> Problems:
    yield from typed(found, at, {"button": button})


def _carousel(found: Fields, at: str) -> Problems:
    yield from keys(found, at, required={"elements"}, allowed={"block_id"})
    yield from each(found.get("elements"), f"{at}.elements", _only_card, high=limits.CAROUSEL_CARDS)


def _only_card(found: Fields, at: str) -> Problems:
    yield from typed(found, at, {"card": _card})


def _container(found: Fields, at: str) -> Problems:
    allowed = {"block_id", "subtitle", "icon", "width", "is_collapsible", "default_collapsed"}
    yield from keys(found, at, required={"title", "child_blocks"}, allowed=allowed)
    yield from text(found.get("title"), f"{at}.title", high=limits.CONTAINER_TITLE, plain=True)
    inside = found.get("child_blocks")
    yield from each(inside, f"{at}.child_blocks", _child, high=limits.CONTAINER_BLOCKS)


def _child(found: Fields, at: str) -> Problems:
    rules = {kind: check for kind, check in MESSAGE.items() if kind != "container"}
    yield from block(found, at, rules)


def _input(found: Fields, at: str) -> Problems:
    allowed = {"block_id", "hint", "optional", "dispatch_action"}
    yield from keys(found, at, required={"label", "element"}, allowed=allowed)
    yield from text(found.get("label"), f"{at}.label", high=limits.INPUT_LABEL, plain=True)
    yield from text(found.get("hint"), f"{at}.hint", high=limits.INPUT_HINT, plain=True)
    inside = found.get("element")
    if isinstance(inside, Mapping):
        yield from input_element(inside, f"{at}.element")


def _alert(found: Fields, at: str) -> Problems:
    yield from keys(found, at, required={"text"}, allowed={"block_id", "level"})
    yield from text(found.get("text"), f"{at}.text", high=limits.ALERT_TEXT)
    levels = {"default", "info", "warning", "error", "success"}
    yield from one_of(found.get("level"), f"{at}.level", levels)


_EVERYWHERE: Mapping[str, Check] = {
    "actions": _actions,
    "context": _context,
    "divider": _divider,
    "header": _header,
    "image": _image,
    "rich_text": rich_text,
    "section": _section,
}
MESSAGE: Mapping[str, Check] = MappingProxyType(
    {
        **_EVERYWHERE,
        "card": _card,
        "carousel": _carousel,
        "container": _container,
        "context_actions": _context_actions,
        "data_table": data_table,
        "data_visualization": data_visualization,
        "markdown": _markdown,
        "table": table,
    }
)
HOME: Mapping[str, Check] = MappingProxyType(
    {**_EVERYWHERE, "data_table": data_table, "data_visualization": data_visualization, "input": _input}
)
MODAL: Mapping[str, Check] = MappingProxyType({**_EVERYWHERE, "alert": _alert, "input": _input})
