"""Which channels the bot is in, and which of them a person may settle things for."""

from __future__ import annotations

from collections.abc import Mapping

from slack_sdk.errors import SlackApiError

from newsbot.surfaces.home import DIRECT
from newsbot.surfaces.slack.post import LOST
from newsbot.surfaces.slack.talk import Talk

_PAGES, _PAGE = 5, 200
_PUBLIC = "public_channel"


async def theirs(talk: Talk, user: str) -> Mapping[str, str]:
    """Channels (id -> name, in the order of names) that the bot is in and this person too, for an admin all public
    ones that the bot is in besides; and their direct channel. Raises as the client does."""
    ours, member_of = await _of(talk, None), await _of(talk, user)
    public = await _of(talk, None, types=_PUBLIC) if user in talk.admins else {}
    named = {channel: name for channel, name in ours.items() if channel in member_of or channel in public}
    return {**dict(sorted(named.items(), key=lambda one: (one[1], one[0]))), **await direct(talk, user)}


async def direct(talk: Talk, user: str) -> Mapping[str, str]:
    """Their direct channel; none where the app may not open it (im:write), or Slack does not say."""
    try:
        opened = await talk.poster.client.conversations_open(users=[user])
    except (SlackApiError, *LOST):
        return {}
    return {str(opened["channel"]["id"]): DIRECT}


async def _of(talk: Talk, user: str | None, *, types: str = f"{_PUBLIC},private_channel") -> dict[str, str]:
    found: dict[str, str] = {}
    cursor = None
    for _ in range(_PAGES):
        reply = await talk.poster.client.users_conversations(
            user=user,
            types=types,
            exclude_archived=True,
            limit=_PAGE,
            cursor=cursor,
        )
        found |= {str(one["id"]): str(one.get("name") or one["id"]) for one in reply.get("channels") or ()}
        cursor = (reply.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            break
    return found
