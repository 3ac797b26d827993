"""Slack's published facts, as packaged data and pure functions; nothing here talks to Slack."""

from newsbot.slackfacts import limits
from newsbot.slackfacts.facts import RESERVED_COMMANDS, Method, events, manifest_schema, methods
from newsbot.slackfacts.manifest import line_of, manifest, slash
from newsbot.slackfacts.validate import problems, weight

__all__ = [
    "RESERVED_COMMANDS",
    "Method",
    "events",
    "limits",
    "line_of",
    "manifest",
    "manifest_schema",
    "methods",
    "problems",
    "slash",
    "weight",
]
