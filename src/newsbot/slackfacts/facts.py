"""Slack's methods, events and reserved names, as published."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

# Slash commands that are Slack's own, now or formerly; a manifest that names one may be refused.
# https://slack.com/help/articles/201259356-Use-built-in-slash-commands
RESERVED_COMMANDS = frozenset(
    {
        "active", "apps", "archive", "away", "call", "close", "collapse", "create", "deactivate", "dm", "dnd",
        "expand", "feed", "feedback", "files", "giphy", "help", "huddle", "invite", "invite_people", "join",
        "keys", "kick", "leave", "list", "logout", "me", "mentions", "msg", "mute", "open", "part", "people",
        "prefs", "pro", "purpose", "remind", "remove", "rename", "search", "shortcuts", "shrug", "slackbot",
        "star", "stars", "status", "todo", "topic", "unarchive", "unmute", "who", "workflow",
    }
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Method:
    """One Web API method. Any one of `scopes` will do (none needed when empty); `tier` is 't1' to
    't5'; `args` maps each argument to its types joined by '|'."""

    name: str
    args: Mapping[str, str]
    required: tuple[str, ...]
    scopes: tuple[str, ...]
    tier: str
    errors: frozenset[str]


@cache
def methods() -> Mapping[str, Method]:
    """The methods that newsbot knows, by name."""
    table = _read("methods.json")["methods"]
    return MappingProxyType({name: _method(name, facts) for name, facts in table.items()})


@cache
def events() -> Mapping[str, tuple[str, ...]]:
    """Every event that an app can subscribe to, with the scopes it needs."""
    return MappingProxyType({name: tuple(scopes) for name, scopes in _read("events.json")["events"].items()})


def manifest_schema() -> dict[str, Any]:
    """The published JSON Schema (draft-07) of an app manifest. It knows no scope and no event."""
    return _read("manifest.schema.json")


def _method(name: str, facts: Mapping[str, Any]) -> Method:
    return Method(
        name=name,
        args=MappingProxyType(facts["args"]),
        required=tuple(facts["required"]),
        scopes=tuple(facts["scopes"]),
        tier=facts["tier"],
        errors=frozenset(facts["errors"]),
    )


def _read(name: str) -> dict[str, Any]:
    text = (files("newsbot.slackfacts") / name).read_text(encoding="utf-8")
    facts: dict[str, Any] = json.loads(text)
    return facts
