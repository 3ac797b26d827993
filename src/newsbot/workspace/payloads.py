"""The bodies that Slack sends to an app: events, commands, clicks, views, shortcuts. Pure."""

from __future__ import annotations

from newsbot.workspace.state import TEAM, App, Change, Channel, Json, Message, State

TEAM_DOMAIN = "local"
_TOKEN = "local-verification-token"  # noqa: S105 - the old verification token; nothing trusts it
_SUBSCRIPTION = {"channel": "message.channels", "group": "message.groups", "im": "message.im"}


def escaped(typed: str) -> str:
    """What somebody typed as Slack passes it on: `&`, `<` and `>` escaped."""
    return typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def told(
    state: State, change: Change, message: Message, before: Message | None, *, twice: bool = False
) -> tuple[Json, ...]:
    """The events that a change of a message means for the app: what it subscribed to, where it is a
    member. `twice` sends a mention as a `message` too, subscribed or not."""
    channel = state.channels[message.channel]
    if App.user_id not in channel.members:
        return ()
    subscribed = _SUBSCRIPTION[channel.kind] in state.app.events
    if change != "posted":
        return (_change(state, change, message, before, channel),) if subscribed else ()
    mentioned = (
        channel.kind != "im"
        and f"<@{App.user_id}>" in message.text
        and message.bot_id is None
        and "app_mention" in state.app.events
    )
    events = []
    if subscribed or (mentioned and twice):
        events.append({**_event(message, channel), "type": "message", "channel_type": channel.kind})
    if mentioned:
        events.append({**_event(message, channel), "type": "app_mention"})
    return tuple(events)


def event_callback(state: State, event: Json) -> Json:
    """An event in its envelope, with an event_id of its own."""
    event_id = state.serial("Ev")
    return {
        "token": _TOKEN,
        "team_id": TEAM,
        "context_team_id": TEAM,
        "context_enterprise_id": None,
        "api_app_id": App.id,
        "event": event,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": int(state.now().timestamp()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": TEAM,
                "user_id": App.user_id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": f"4-{event_id}",
    }


def slash_command(
    state: State, command: str, text: str, *, user: str, channel: Channel, response_url: str
) -> Json:
    """The form of a slash command."""
    return {
        "token": _TOKEN,
        "team_id": TEAM,
        "team_domain": TEAM_DOMAIN,
        "channel_id": channel.id,
        "channel_name": channel.name or "directmessage",
        "user_id": user,
        "user_name": state.users[user].name,
        "command": command,
        "text": escaped(text),
        "api_app_id": App.id,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": state.trigger(user),
    }


def block_actions(
    state: State, action: Json, *, user: str, message: Message, values: Json, response_url: str
) -> Json:
    """A click in a message. An ephemeral message is not sent along, as in Slack."""
    channel = state.channels[message.channel]
    ephemeral = message.only_for is not None
    body = {
        **_interaction(state, "block_actions", user),
        "trigger_id": state.trigger(user),
        "container": {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": channel.id,
            "is_ephemeral": ephemeral,
            **({"thread_ts": message.thread_ts} if message.thread_ts else {}),
        },
        "channel": {"id": channel.id, "name": channel.name or "directmessage"},
        "state": {"values": values},
        "response_url": response_url,
        "actions": [action],
    }
    return body if ephemeral else {**body, "message": message.to_dict()}


def view_actions(state: State, action: Json, *, user: str, view: Json, values: Json) -> Json:
    """A click in a modal or in App Home, with what stands in its inputs."""
    return {
        **_interaction(state, "block_actions", user),
        "trigger_id": state.trigger(user),
        "container": {"type": "view", "view_id": view["id"]},
        "view": {**view, "state": {"values": values}},
        "actions": [action],
    }


def view_submission(state: State, *, user: str, view: Json, values: Json) -> Json:
    """A modal sent off with what stands in its inputs."""
    return {
        **_interaction(state, "view_submission", user),
        "trigger_id": state.trigger(user),
        "view": {**view, "state": {"values": values}},
        "response_urls": [],
    }


def view_closed(state: State, *, user: str, view: Json, cleared: bool = False) -> Json:
    """A modal closed; sent only for a view with `notify_on_close`. `cleared`: all of them at once."""
    return {**_interaction(state, "view_closed", user), "view": view, "is_cleared": cleared}


def shortcut(state: State, callback_id: str, *, user: str) -> Json:
    """A global shortcut."""
    return {
        **_interaction(state, "shortcut", user),
        "callback_id": callback_id,
        "trigger_id": state.trigger(user),
        "action_ts": state.stamp(),
    }


def message_action(state: State, callback_id: str, *, user: str, message: Message, response_url: str) -> Json:
    """A shortcut on a message."""
    channel = state.channels[message.channel]
    return {
        **_interaction(state, "message_action", user),
        "callback_id": callback_id,
        "trigger_id": state.trigger(user),
        "action_ts": state.stamp(),
        "response_url": response_url,
        "channel": {"id": channel.id, "name": channel.name or "directmessage"},
        "message_ts": message.ts,
        "message": message.to_dict(),
    }


def _interaction(state: State, kind: str, user: str) -> Json:
    name = state.users[user].name
    return {
        "type": kind,
        "token": _TOKEN,
        "api_app_id": App.id,
        "team": {"id": TEAM, "domain": TEAM_DOMAIN},
        "user": {"id": user, "name": name, "username": name, "team_id": TEAM},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _event(message: Message, channel: Channel) -> Json:
    return {**message.to_dict(), "channel": channel.id, "event_ts": message.ts}


def _change(state: State, change: Change, message: Message, before: Message | None, channel: Channel) -> Json:
    stamp = state.stamp()
    common: Json = {
        "type": "message",
        "hidden": True,
        "channel": channel.id,
        "channel_type": channel.kind,
        "ts": stamp,
        "event_ts": stamp,
    }
    previous = before.to_dict() if before else {}
    if change == "removed":
        return {
            **common,
            "subtype": "message_deleted",
            "deleted_ts": message.ts,
            "previous_message": previous,
        }
    return {
        **common,
        "subtype": "message_changed",
        "message": message.to_dict(),
        "previous_message": previous,
    }
