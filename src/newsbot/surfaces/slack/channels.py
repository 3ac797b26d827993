"""Which channels the bot is in, and which of them a person may settle things for."""

from __future__ import annotations

from collections.abc import Mapping

from newsbot.surfaces.slack.talk import Talk

_PAGES, _PAGE = 5, 200


async def theirs(talk: Talk, user: str) -> Mapping[str, str]:
    """Channels (id -> name, in the order of names) that the bot is in and this person too; for an admin all that the
    bot is in. Raises as the client does."""
    ours = await _of(talk, None)
    if user not in talk.admins:
        member_of = await _of(talk, user)
        ours = {channel: name for channel, name in ours.items() if channel in member_of}
    return dict(sorted(ours.items(), key=lambda one: (one[1], one[0])))


async def _of(talk: Talk, user: str | None) -> dict[str, str]:
    found: dict[str, str] = {}
    cursor = None
    for _ in range(_PAGES):
        reply = await talk.poster.client.users_conversations(
            user=user,
            types="public_channel,private_channel",
            exclude_archived=True,
            limit=_PAGE,
            cursor=cursor,
        )
        found |= {str(one["id"]): str(one.get("name") or one["id"]) for one in reply.get("channels") or ()}
        cursor = (reply.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            break
    return found
