"""Follow-ups that mention nobody: whether a channel wants them answered, and what counts as one."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import UTC

from newsbot.surfaces.slack.talk import Talk

# People talk in a thread too: only what begins like a follow-up or a command, or ends as a question does, is meant.
_BEGINS = re.compile(
    r"(?:and|only|just|what about|how about|who (?:else )?(?:says|said))\s+\S", re.IGNORECASE
)


async def wanted(talk: Talk, channel: str) -> bool:
    """Whether this channel has them answered."""
    return bool(await talk.poster.note(lambda journal: journal.settings(_key(talk, channel))))


async def want(talk: Talk, channel: str, *, on: bool, by: str) -> None:
    """From now on they are answered there, or no longer."""
    now = talk.now().astimezone(UTC).isoformat(timespec="seconds")
    value = "true" if on else None
    await talk.poster.note(lambda journal: journal.keep(_key(talk, channel), value, by=by, now=now))


async def is_one(talk: Talk, line: str, channel: str, thread_ts: str) -> bool:
    """Whether a message in a thread is a follow-up to answer: the channel wants it, the thread has an answer of
    ours, and the line asks."""
    if not talk.follow_ups or not asks(line, talk.names) or not await wanted(talk, channel):
        return False
    thread = talk.thread(channel, thread_ts)
    return await talk.before(thread) is not None


def asks(line: str, names: Collection[str]) -> bool:
    """Whether a line is put to somebody, and to nobody by name.

    >>> [asks(line, {"who"}) for line in ("and Mexico?", "who Rudman", "thanks, all", "@Ana what do you think?")]
    [True, True, False, False]
    """
    if line.startswith("@"):
        return False
    first = line.partition(" ")[0].lower()
    return line.endswith("?") or first in names or _BEGINS.match(line) is not None


def _key(talk: Talk, channel: str) -> str:
    return f"follow:{talk.team}:{channel}"
