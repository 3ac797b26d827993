"""Checks of what people press, pick and type in: one function a kind of element."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from newsbot.slackfacts import limits
from newsbot.slackfacts.fields import (
    Check,
    Fields,
    Problems,
    confirm,
    each,
    keys,
    one_of,
    string,
    text,
    typed,
)

_STYLES = {"primary", "danger"}


def element(found: Fields, at: str) -> Problems:
    """Anything that may stand in an actions block or beside a section."""
    yield from typed(found, at, ELEMENTS)
    yield from string(found.get("action_id"), f"{at}.action_id", high=limits.ACTION_ID, low=1)
    yield from confirm(found.get("confirm"), f"{at}.confirm")


def input_element(found: Fields, at: str) -> Problems:
    """What may stand in an input block."""
    yield from typed(found, at, INPUTS)
    yield from string(found.get("action_id"), f"{at}.action_id", high=limits.ACTION_ID, low=1)


def image(found: Fields, at: str) -> Problems:
    """A small picture in a context or section block."""
    yield from keys(found, at, required={"alt_text"}, allowed={"image_url", "slack_file"})
    yield from picture(found, at)


def picture(found: Fields, at: str) -> Problems:
    """The two ways of naming a picture's file, of which one is needed."""
    if (found.get("image_url") is None) == (found.get("slack_file") is None):
        yield f"{at}: either image_url or slack_file is needed"
    yield from string(found.get("image_url"), f"{at}.image_url", high=limits.IMAGE_URL, low=1)
    yield from string(found.get("alt_text"), f"{at}.alt_text", high=limits.IMAGE_ALT_TEXT, low=1)


def button(found: Fields, at: str) -> Problems:
    """A button; with `url` it opens a page."""
    allowed = {"action_id", "value", "url", "style", "confirm", "accessibility_label"}
    yield from keys(found, at, required={"text"}, allowed=allowed)
    yield from text(found.get("text"), f"{at}.text", high=limits.BUTTON_TEXT, plain=True)
    yield from string(found.get("value"), f"{at}.value", high=limits.BUTTON_VALUE)
    yield from string(found.get("url"), f"{at}.url", high=limits.BUTTON_URL, low=1)
    yield from one_of(found.get("style"), f"{at}.style", _STYLES)
    label = found.get("accessibility_label")
    yield from string(label, f"{at}.accessibility_label", high=limits.BUTTON_LABEL)


def icon_button(found: Fields, at: str) -> Problems:
    """A small button under a message."""
    allowed = {"action_id", "value", "confirm", "accessibility_label", "visible_to_user_ids"}
    yield from keys(found, at, required={"icon", "text"}, allowed=allowed)
    yield from text(found.get("text"), f"{at}.text", high=limits.BUTTON_TEXT, plain=True)
    yield from string(found.get("value"), f"{at}.value", high=limits.ICON_BUTTON_VALUE)


def feedback_buttons(found: Fields, at: str) -> Problems:
    """A pair of thumbs under a message."""
    yield from keys(found, at, required={"positive_button", "negative_button"}, allowed={"action_id"})
    for side in ("positive_button", "negative_button"):
        one = found.get(side)
        if not isinstance(one, Mapping):
            yield f"{at}.{side}: must be an object"
            continue
        yield from text(one.get("text"), f"{at}.{side}.text", high=limits.BUTTON_TEXT, plain=True)
        yield from string(one.get("value"), f"{at}.{side}.value", high=limits.BUTTON_VALUE, low=1)


def _option(found: Fields, at: str) -> Problems:
    yield from keys(found, at, required={"text", "value"}, allowed={"description", "url"})
    yield from text(found.get("text"), f"{at}.text", high=limits.OPTION_TEXT)
    yield from string(found.get("value"), f"{at}.value", high=limits.OPTION_VALUE, low=1)
    described = found.get("description")
    yield from text(described, f"{at}.description", high=limits.OPTION_DESCRIPTION)


def _options(high: int, *extra: str) -> Check:
    def check(found: Fields, at: str) -> Problems:
        allowed = {"action_id", "confirm", "initial_option", "initial_options", "focus_on_load", *extra}
        yield from keys(found, at, required={"options"}, allowed=allowed)
        yield from each(found.get("options"), f"{at}.options", _option, high=high)
        yield from _placeholder(found, at)

    return check


def _chooser(*extra: str) -> Check:
    def check(found: Fields, at: str) -> Problems:
        allowed = {"action_id", "confirm", "placeholder", "focus_on_load", *extra}
        yield from keys(found, at, required=(), allowed=allowed)
        yield from _placeholder(found, at)

    return check


def _typed_in(found: Fields, at: str) -> Problems:
    allowed = {"action_id", "initial_value", "multiline", "min_length", "max_length", "placeholder"}
    yield from keys(found, at, required=(), allowed={*allowed, "focus_on_load", "dispatch_action_config"})
    yield from string(found.get("initial_value"), f"{at}.initial_value", high=limits.INPUT_LENGTH)
    yield from _placeholder(found, at)


def _placeholder(found: Fields, at: str) -> Problems:
    yield from text(found.get("placeholder"), f"{at}.placeholder", high=limits.PLACEHOLDER, plain=True)


_PICKS: Mapping[str, Check] = {
    "static_select": _options(limits.OPTIONS, "placeholder"),
    "multi_static_select": _options(limits.OPTIONS, "placeholder", "max_selected_items"),
    "users_select": _chooser("initial_user"),
    "channels_select": _chooser("initial_channel", "response_url_enabled"),
    "conversations_select": _chooser(
        "initial_conversation", "default_to_current_conversation", "filter", "response_url_enabled"
    ),
    "datepicker": _chooser("initial_date"),
    "timepicker": _chooser("initial_time", "timezone"),
    "checkboxes": _options(limits.CHECK_OPTIONS),
    "radio_buttons": _options(limits.CHECK_OPTIONS),
}
ELEMENTS = MappingProxyType({"button": button, "overflow": _options(limits.OVERFLOW_OPTIONS), **_PICKS})
INPUTS = MappingProxyType({"plain_text_input": _typed_in, **_PICKS})
