"""What each Web API method does here. One function a method; arguments are already known and present."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from newsbot.workspace import body as bodies
from newsbot.workspace import files
from newsbot.workspace.body import Body, RefusedError
from newsbot.workspace.call import Call
from newsbot.workspace.state import TEAM, App, Channel, Json, Message, State, User
from newsbot.workspace.view_methods import views_open, views_publish, views_push, views_update

MOST_AT_ONCE = 999


def auth_test(call: Call) -> Json:
    """Who the token is."""
    return {
        "url": call.state.address,
        "team": "local",
        "user": call.state.app.name,
        "team_id": TEAM,
        "user_id": App.user_id,
        "bot_id": App.bot_id,
        "is_enterprise_install": False,
    }


def apps_connections_open(call: Call) -> Json:
    """An address for one socket."""
    return {"url": call.open_socket()}


def chat_post_message(call: Call) -> Json:
    """A message, by the app, where it may post."""
    channel = _writable(call)
    _thread(call, channel)
    body = _body(call)
    broadcast = _flag(call.given.get("reply_broadcast"))
    message = _said(call, channel, body, metadata=body.metadata, broadcast=broadcast)
    warned: Json = (
        {"warning": "message_truncated", "response_metadata": {"warnings": ["message_truncated"]}}
        if body.cut
        else {}
    )
    shown = message.to_dict(with_metadata=True)
    return {"channel": channel.id, "ts": message.ts, "message": shown, **warned}


def chat_post_ephemeral(call: Call) -> Json:
    """A message that one member of a channel sees."""
    channel = _writable(call)
    user = str(call.given["user"])
    if user not in channel.members:
        raise RefusedError("user_not_in_channel")
    return {"message_ts": _said(call, channel, _body(call), only_for=user).ts}


def chat_update(call: Call) -> Json:
    """One of the app's own messages, changed; what is not given stays as it was."""
    message = _own(call, "cant_update_message")
    given = dict(call.given)
    if "blocks" not in given and "text" in given:
        given["blocks"] = None  # text alone takes the blocks away
    body = bodies.read(given, faults=call.faults, serial=call.state.serial, update=True)
    changes: Json = {"text": body.text, "blocks": body.blocks}
    if body.metadata is not None:
        changes["metadata"] = body.metadata
    edited = call.state.edit(message, **changes)
    return {"channel": edited.channel, "ts": edited.ts, "text": edited.text, "message": edited.to_dict()}


def chat_delete(call: Call) -> Json:
    """One of the app's own messages, taken away."""
    message = _own(call, "cant_delete_message")
    call.state.remove(message)
    return {"channel": message.channel, "ts": message.ts}


def chat_get_permalink(call: Call) -> Json:
    """The address of a message."""
    channel = _visible(call)
    ts = str(call.given["message_ts"])
    if call.state.message(channel.id, ts) is None:
        raise RefusedError("message_not_found")
    link = f"{call.state.address}archives/{channel.id}/p{ts.replace('.', '')}"
    return {"channel": channel.id, "permalink": link}


def conversations_info(call: Call) -> Json:
    """What a channel is."""
    return {"channel": _seen(_visible(call))}


def conversations_list(call: Call) -> Json:
    """The channels that the app may see, of the kinds asked for (public ones by default)."""
    names = {
        "public_channel": "channel",
        "private_channel": "group",
        "im": "im",
        "mpim": None,
    }
    asked = str(call.given.get("types") or "public_channel").replace(" ", "").split(",")
    if not set(asked) <= set(names):
        raise RefusedError("invalid_types")
    kinds = {names[each] for each in asked}
    channels = [
        _seen(each)
        for each in _channels(call.state)
        if each.kind in kinds and not (each.archived and _flag(call.given.get("exclude_archived")))
    ]
    return _page(call, "channels", channels, "invalid_cursor")


def users_conversations(call: Call) -> Json:
    """As conversations.list, but only where the app (or the user given) is a member."""
    member = str(call.given.get("user") or App.user_id)
    listed = conversations_list(Call(call.state, call.faults, _without_pages(call.given), call.open_socket))
    mine = [each for each in listed["channels"] if member in call.state.channels[each["id"]].members]
    return _page(call, "channels", mine, "invalid_cursor")


def conversations_members(call: Call) -> Json:
    """Who is in a channel."""
    return _page(call, "members", list(_visible(call).members), "invalid_cursor")


def conversations_open(call: Call) -> Json:
    """The direct channel with one person."""
    if channel := call.given.get("channel"):
        if not (found := call.state.channels.get(str(channel))):
            raise RefusedError("channel_not_found")
        return {"channel": {"id": found.id}}
    users = [each for each in str(call.given.get("users") or "").split(",") if each]
    if not users:
        raise RefusedError("users_list_not_supplied")
    if len(users) > 1:
        raise RefusedError("too_many_users")
    if users[0] not in call.state.users:
        raise RefusedError("user_not_found")
    direct = call.state.direct(users[0])
    return {"channel": direct.to_dict() if _flag(call.given.get("return_im")) else {"id": direct.id}}


def conversations_history(call: Call) -> Json:
    """Messages of a channel, newest first; replies stay in their threads."""
    channel = _readable(call)
    said = [
        each
        for each in reversed(call.state.messages(channel.id))
        if each.thread_ts in (None, each.ts) or each.broadcast
    ]
    shown = [_with_thread(call, each) for each in said if _between(call, each)]
    return _page(call, "messages", shown, "invalid_cursor")


def conversations_replies(call: Call) -> Json:
    """A thread, its first message first."""
    channel = _readable(call)
    root = str(call.given["ts"])
    if call.state.message(channel.id, root) is None:
        raise RefusedError("thread_not_found")
    said = [each for each in call.state.messages(channel.id) if root in (each.root, each.ts)]
    shown = [_with_thread(call, each) for each in said if each.ts == root or _between(call, each)]
    return _page(call, "messages", shown, "invalid_cursor")


def users_info(call: Call) -> Json:
    """One member."""
    return {"user": _user(call, str(call.given["user"])).to_dict()}


def bots_info(call: Call) -> Json:
    """The app's bot."""
    if call.given.get("bot") not in (None, App.bot_id):
        raise RefusedError("bot_not_found")
    return {
        "bot": {
            "id": App.bot_id,
            "deleted": False,
            "name": call.state.app.name,
            "app_id": App.id,
            "user_id": App.user_id,
        }
    }


def team_info(_: Call) -> Json:
    """The workspace."""
    return {"team": {"id": TEAM, "name": "local", "domain": "local"}}


def reactions_add(call: Call) -> Json:
    """A reaction by the app."""
    channel = _visible(call)
    ts = str(call.given["timestamp"])
    if call.state.message(channel.id, ts) is None:
        raise RefusedError("message_not_found")
    if not call.state.react(channel.id, ts, str(call.given["name"])):
        raise RefusedError("already_reacted")
    return {}


def files_get_upload_url_external(call: Call) -> Json:
    """Where to upload a file of this name and length."""
    given = call.given
    alt_txt = str(given.get("alt_txt") or "")
    return files.announced(
        call.state, name=str(given["filename"]), length=str(given["length"]), alt_txt=alt_txt
    )


def files_complete_upload_external(call: Call) -> Json:
    """Share what was uploaded, in one channel or with nobody yet."""
    named = str(call.given.get("channel_id") or call.given.get("channels") or "")
    if "," in named:
        raise RefusedError("channels_limit_exceeded")
    channel = call.state.channel(named) if named else None
    if named and (channel is None or (channel.kind != "channel" and App.user_id not in channel.members)):
        raise RefusedError("channel_not_found")
    if channel and App.user_id not in channel.members:
        raise RefusedError("not_in_channel")
    comment, thread_ts = str(call.given.get("initial_comment") or ""), call.given.get("thread_ts") or None
    return files.shared(call.state, channel, call.given["files"], comment=comment, thread_ts=thread_ts)


METHODS: Mapping[str, Callable[[Call], Json]] = MappingProxyType(
    {
        "apps.connections.open": apps_connections_open,
        "auth.test": auth_test,
        "bots.info": bots_info,
        "chat.delete": chat_delete,
        "chat.getPermalink": chat_get_permalink,
        "chat.postEphemeral": chat_post_ephemeral,
        "chat.postMessage": chat_post_message,
        "chat.update": chat_update,
        "conversations.history": conversations_history,
        "conversations.info": conversations_info,
        "conversations.list": conversations_list,
        "conversations.members": conversations_members,
        "conversations.open": conversations_open,
        "conversations.replies": conversations_replies,
        "files.completeUploadExternal": files_complete_upload_external,
        "files.getUploadURLExternal": files_get_upload_url_external,
        "reactions.add": reactions_add,
        "team.info": team_info,
        "users.conversations": users_conversations,
        "users.info": users_info,
        "views.open": views_open,
        "views.publish": views_publish,
        "views.push": views_push,
        "views.update": views_update,
    }
)


def _body(call: Call) -> Body:
    return bodies.read(call.given, faults=call.faults, serial=call.state.serial)


def _said(call: Call, channel: Channel, body: Body, **how: Any) -> Message:
    """What the app says, in the thread that the call names if it names one."""
    thread_ts = call.given.get("thread_ts") or None
    return call.state.say(channel.id, text=body.text, blocks=body.blocks, thread_ts=thread_ts, **how)


def _visible(call: Call) -> Channel:
    """The channel named, if the app may know of it."""
    channel = call.state.channels.get(str(call.given["channel"]))
    if channel is None or (channel.kind != "channel" and App.user_id not in channel.members):
        raise RefusedError("channel_not_found")
    return channel


def _readable(call: Call) -> Channel:
    channel = _visible(call)
    if App.user_id not in channel.members:
        raise RefusedError("not_in_channel")
    return channel


def _writable(call: Call) -> Channel:
    channel = call.state.channel(str(call.given["channel"]))
    if channel is None or (channel.kind == "group" and App.user_id not in channel.members):
        raise RefusedError("channel_not_found")
    if channel.archived:
        raise RefusedError("is_archived")
    everywhere = "chat:write.public" in call.state.app.scopes
    if App.user_id not in channel.members and not everywhere:
        raise RefusedError("not_in_channel")
    return channel


def _thread(call: Call, channel: Channel) -> None:
    """A reply must name the first message of a thread."""
    if not (ts := call.given.get("thread_ts")):
        return
    first = call.state.message(channel.id, str(ts))
    if first is None:
        raise RefusedError("invalid_thread_ts")
    if first.thread_ts not in (None, first.ts) or first.only_for:
        raise RefusedError("cannot_reply_to_message")


def _own(call: Call, otherwise: str) -> Message:
    channel = _visible(call)
    message = call.state.message(channel.id, str(call.given["ts"]))
    if message is None or message.only_for:
        raise RefusedError("message_not_found")
    if message.bot_id != App.bot_id:
        raise RefusedError(otherwise)
    return message


def _user(call: Call, id: str) -> User:
    if (user := call.state.users.get(id)) is None:
        raise RefusedError("user_not_found")
    return user


def _channels(state: State) -> list[Channel]:
    return [each for each in state.channels.values() if each.kind == "channel" or App.user_id in each.members]


def _seen(channel: Channel) -> Json:
    return {**channel.to_dict(), "is_member": App.user_id in channel.members}


def _with_thread(call: Call, message: Message) -> Json:
    body = message.to_dict(with_metadata=_flag(call.given.get("include_all_metadata")))
    replies = [
        each for each in call.state.messages(message.channel) if each.thread_ts == message.ts != each.ts
    ]
    if not replies:
        return body
    return {
        **body,
        "thread_ts": message.ts,
        "reply_count": len(replies),
        "reply_users": sorted({each.user for each in replies}),
        "latest_reply": replies[-1].ts,
    }


def _between(call: Call, message: Message) -> bool:
    oldest, latest = call.given.get("oldest"), call.given.get("latest")
    inclusive = _flag(call.given.get("inclusive"))
    at = float(message.ts)
    after = not oldest or at > float(oldest) or (inclusive and at == float(oldest))
    return after and (not latest or at < float(latest) or (inclusive and at == float(latest)))


def _page(call: Call, name: str, rows: Sequence[Any], otherwise: str) -> Json:
    """One page of these rows; the cursor is the number of the next row."""
    cursor = str(call.given.get("cursor") or "next:0")
    start = cursor.removeprefix("next:")
    if not start.isdigit():
        raise RefusedError(otherwise)
    limit = min(int(call.given.get("limit") or 100), MOST_AT_ONCE)
    end = int(start) + limit
    more = end < len(rows)
    found: Json = {name: list(rows[int(start) : end])}
    if name == "messages":
        found["has_more"] = more
    return {**found, "response_metadata": {"next_cursor": f"next:{end}" if more else ""}}


def _without_pages(given: Json) -> Json:
    return {**{key: value for key, value in given.items() if key not in ("cursor", "user")}, "limit": "999"}


def _flag(value: object) -> bool:
    return str(value).lower() in ("1", "true")
