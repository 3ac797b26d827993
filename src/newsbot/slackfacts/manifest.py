"""The Slack app manifest, made from the list of commands; and the way back from a slash command."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Any, Protocol

from newsbot.errors import ConfigError
from newsbot.slackfacts.facts import RESERVED_COMMANDS
from newsbot.slackfacts.limits import COMMAND_NAME

ANY_LINE = "news"  # `/news` takes any line
EVENTS = ("app_home_opened", "app_mention", "member_joined_channel", "message.im")
FOLLOW_UP_EVENTS = ("message.channels", "message.groups")  # every message, so only where an operator wants it
SOURCES_SAY, ASK_THE_DESK = "sources-say", "ask-the-desk"
SHORTCUTS = (
    {
        "name": "What do sources say?",
        "type": "message",
        "callback_id": SOURCES_SAY,
        "description": "Look up the people and figures of this message",
    },
    {
        "name": "Ask the desk",
        "type": "global",
        "callback_id": ASK_THE_DESK,
        "description": "Ask anything; the answer comes as a direct message",
    },
)
# What the bot calls; each needs one of its published scopes.
METHODS = (
    "apps.connections.open",
    "auth.test",
    "chat.postEphemeral",
    "chat.postMessage",
    "conversations.history",
    "conversations.info",
    "conversations.open",
    "conversations.replies",
    "files.completeUploadExternal",
    "files.getUploadURLExternal",
    "users.conversations",
    "users.info",
    "views.open",
    "views.publish",
    "views.update",
)
SCOPES = (
    "app_mentions:read",
    "channels:history",  # look for a note that was posted just before a crash
    "channels:read",  # tell whether the bot is in a digest's channel
    "chat:write",
    "commands",
    "files:write",  # an answer's lines as CSV
    "groups:history",
    "groups:read",
    "im:history",
    "im:write",
    "users:read",  # a person's time zone, for the note that they set
)
_PREFIX = re.compile(r"[a-z0-9][a-z0-9_]{0,19}")


class Named(Protocol):
    """What a manifest needs to know of a command."""

    @property
    def name(self) -> str: ...
    @property
    def usage(self) -> str: ...
    @property
    def summary(self) -> str: ...


def manifest(
    commands: Sequence[Named],
    *,
    prefix: str | None = None,
    url: str | None = None,
    follow_ups: bool = False,
) -> dict[str, Any]:
    """The manifest to paste into Slack. Without `url` the app is in Socket Mode; with it Slack posts
    everything to `url`/slack/events. `prefix` is put before every slash command. With `follow_ups` Slack
    sends messages of channels that do not mention the bot, too.

    Raises ConfigError for a prefix or an address that Slack would not take.
    """
    request = _request_url(url)
    return {
        "_metadata": {"major_version": 1},
        "display_information": {
            "name": "newsbot",
            "description": "Who said what, which figures, in which source.",
            "background_color": "#1f2937",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "newsbot", "always_online": True},
            "shortcuts": [dict(shortcut) for shortcut in SHORTCUTS],
            "slash_commands": [
                {**command, **({"url": request} if request else {})} for command in _slashes(commands, prefix)
            ],
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": {
                **({"request_url": request} if request else {}),
                "bot_events": [*EVENTS, *(FOLLOW_UP_EVENTS if follow_ups else ())],
            },
            "interactivity": {"is_enabled": True, **({"request_url": request} if request else {})},
            "org_deploy_enabled": False,
            "socket_mode_enabled": request is None,
            "token_rotation_enabled": False,
        },
    }


def slash(name: str, *, prefix: str | None = None) -> str:
    """The slash command under which a command is registered.

    >>> slash("figures"), slash("who"), slash("who", prefix="desk")
    ('/figures', '/news-who', '/desk-who')
    """
    if prefix := plain_prefix(prefix):
        return f"/{prefix}-{name}"
    return f"/{ANY_LINE}-{name}" if name in RESERVED_COMMANDS else f"/{name}"


def line_of(slash: str, text: str, *, names: Collection[str], prefix: str | None = None) -> str:
    """The line that a slash command stands for, whatever form it was typed in. A slash command that
    names no command (`/news`, or one that an operator renamed) takes any line.

    >>> [line_of(s, "Rudman", names={"who"}, prefix="desk") for s in ("/who", "/news-who", "/desk-who")]
    ['who Rudman', 'who Rudman', 'who Rudman']
    >>> line_of("/news", "who Rudman", names={"who"})
    'who Rudman'
    """
    name = slash.strip().removeprefix("/").lower()
    for front in (plain_prefix(prefix), ANY_LINE):
        if front and name.startswith(f"{front}-"):
            name = name.removeprefix(f"{front}-")
    line = text.strip()
    return f"{name} {line}".strip() if name in names else line


def plain_prefix(prefix: str | None) -> str | None:
    """The prefix without slash and hyphen, None for none. Raises ConfigError."""
    if prefix is None or not (plain := prefix.strip().strip("/").rstrip("-").lower()):
        return None
    if not _PREFIX.fullmatch(plain):
        raise ConfigError(f"the prefix {prefix!r} must be up to 20 letters a-z, digits or _")
    return plain


def _slashes(commands: Sequence[Named], prefix: str | None) -> list[dict[str, Any]]:
    first = f"/{prefix}-{ANY_LINE}" if (prefix := plain_prefix(prefix)) else f"/{ANY_LINE}"
    entries: list[dict[str, Any]] = [
        {
            "command": first,
            "description": "Ask the desk: any command, a name, or a question",
            "usage_hint": "who NAME, figures TOPIC, a question",
            "should_escape": False,
        }
    ]
    for command in commands:
        entry: dict[str, Any] = {
            "command": slash(command.name, prefix=prefix),
            "description": command.summary,
            "should_escape": False,
        }
        if hint := _hint(command):
            entry["usage_hint"] = hint
        entries.append(entry)
    if long := [entry["command"] for entry in entries if len(entry["command"]) > COMMAND_NAME]:
        raise ConfigError(
            f"too long for Slack ({COMMAND_NAME} characters): {', '.join(long)}; shorten the prefix"
        )
    return entries


def _hint(command: Named) -> str:
    """Slack shows the hint after the command's own name, so the usage goes without it."""
    return command.usage.removeprefix(command.name).strip()


def _request_url(url: str | None) -> str | None:
    if not url:
        return None
    if not url.startswith("https://"):
        raise ConfigError(f"Slack posts only to https addresses, not to {url!r}")
    return f"{url.rstrip('/')}/slack/events"
