"""Post a message once: the Journal holds the right to, the message carries its key, and after an unknown
outcome the channel is read before anything is posted again."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any, Literal, TypeVar
from uuid import NAMESPACE_URL, uuid5

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from newsbot.slackfacts import problems
from newsbot.store import Journal

T = TypeVar("T")
Payload = dict[str, Any]
State = Literal["sent", "busy", "unknown", "refused", "ambiguous"]

EVENT_TYPE = "newsbot_post"
LEASE_S = 120
GAP_S = 1.1  # between posts to one channel; Slack takes one a second
_FRESH_S = 60  # a claim that waited longer for its turn is left to its lease: a post takes up to 50 s
_PAGES, _PAGE = 5, 100

_UNSURE = frozenset({"internal_error", "fatal_error", "request_timeout", "service_unavailable"})
# Not posted, and an operator can mend it in the meantime.
_LATER = frozenset(
    {
        "account_inactive",
        "invalid_auth",
        "not_authed",
        "rate_limited",
        "ratelimited",
        "token_expired",
        "token_revoked",
    }
)
_BAD_BLOCKS = frozenset({"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long"})
ELSEWHERE = frozenset(
    {"not_in_channel", "channel_not_found"}
)  # the bot is no member, or the channel is private

# No reply that can be read. slack_sdk 3.47 stumbles (AttributeError) over a 200 that holds no JSON object.
LOST = (aiohttp.ClientError, TimeoutError, OSError, AttributeError)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a delivery. `detail` is the message's ts when sent, Slack's word when refused.

    'busy': another process is at it; 'unknown': it is found out once the lease runs out; 'ambiguous': it
    may stand in the channel, and the channel cannot be read, so it is not posted again.
    """

    state: State
    detail: str = ""


class Poster:
    """Posts to one workspace. `owner` names this process in the Journal."""

    def __init__(
        self,
        client: AsyncWebClient,
        journal: Journal,
        *,
        team: str,
        owner: str,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.client = client
        self.team = team
        self._journal = journal
        self._owner = owner
        self._sleep = sleep
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._last: dict[str, float] = {}

    async def note(self, question: Callable[[Journal], T], by: Executor | None = None) -> T:
        """Ask the Journal off the loop; by threads of one's own, or of the loop."""
        return await asyncio.get_running_loop().run_in_executor(by, question, self._journal)

    async def claim(self, key: str) -> int | None:
        """The right to make this delivery; see Journal.claim."""
        return await self.note(lambda journal: journal.claim(key, owner=self._owner, lease_s=LEASE_S))

    async def first(self, key: str, work: Callable[[], Awaitable[bool]]) -> bool | None:
        """Do this unless it was done under this key; None if it was, or is in hand. What fails, or says that it did
        nothing, may be done again."""
        if await self.claim(key) is None:
            return None
        try:
            done = await work()
        except Exception:
            await self.note(lambda journal: journal.release(key))
            raise
        if done:
            await self.settle(key, "sent", "")
        else:
            await self.note(lambda journal: journal.release(key))
        return done

    async def settle(self, key: str, state: Literal["sent", "skipped", "ambiguous"], detail: str) -> None:
        """This delivery is done; see Journal.settle."""
        await self.note(lambda journal: journal.settle(key, state, detail=detail))

    async def once(
        self,
        key: str,
        channel: str,
        make: Callable[[], Awaitable[Payload]],
        *,
        thread_ts: str | None = None,
        attempt: int | None = None,
    ) -> Outcome:
        """Post what `make` gives, unless this key was posted. `attempt` is given by who holds the claim.

        What `make` raises is raised, the claim left to its lease.
        """
        attempt = attempt or await self.claim(key)
        if attempt is None:
            return await self.standing(key)
        began = asyncio.get_running_loop().time()
        if attempt > 1 and (known := await self._known(key, channel, thread_ts)):
            return known
        payload = await make()
        async with self._turns[channel]:
            await self._wait(channel)
            if asyncio.get_running_loop().time() - began > _FRESH_S:
                return Outcome("unknown", "waited too long for its turn")
            try:
                return await self._post(key, channel, payload, thread_ts)
            finally:
                self._last[channel] = asyncio.get_running_loop().time()

    async def directly(self, user: str, payload: Payload) -> None:
        """A direct message, of which nothing is kept. Raises as the client does."""
        opened = await self.client.conversations_open(users=[user])
        await self.client.chat_postMessage(channel=opened["channel"]["id"], **payload)

    async def standing(self, key: str) -> Outcome:
        """How a delivery stands that somebody else has, or had."""
        if (ts := await self.note(lambda journal: journal.sent(key))) is not None:
            return Outcome("sent", ts)
        state = await self.note(lambda journal: journal.state(key))
        if state == "ambiguous":
            return Outcome("ambiguous")
        return Outcome("refused", "skipped") if state == "skipped" else Outcome("busy")

    async def find(self, key: str, channel: str, thread_ts: str | None = None) -> str | None:
        """The ts of the message that carries this key. Raises as the client does."""
        async for message in self._newest(channel, thread_ts):
            metadata = message.get("metadata") or {}
            if metadata.get("event_payload", {}).get("key") == key:
                return str(message["ts"])
        return None

    async def _known(self, key: str, channel: str, thread_ts: str | None) -> Outcome | None:
        """The end of a delivery whose last attempt broke off; None if it was not posted then."""
        try:
            ts = await self.find(key, channel, thread_ts)
        except SlackApiError as error:
            word = code(error)
            if word in _UNSURE | _LATER:
                return Outcome("unknown", word)
            await self.settle(key, "ambiguous", word)
            log.warning("%s may or may not have been posted to %s (%s); not posted again", key, channel, word)
            return Outcome("ambiguous", word)
        except LOST as error:
            return Outcome("unknown", type(error).__name__)
        if ts is None:
            return None
        await self.settle(key, "sent", ts)
        return Outcome("sent", ts)

    async def _post(self, key: str, channel: str, payload: Payload, thread_ts: str | None) -> Outcome:
        try:
            ts = await self._send(key, channel, payload, thread_ts)
        except SlackApiError as error:
            word = code(error)
            if word in _BAD_BLOCKS and payload.get("blocks"):
                log.warning("Slack refused the blocks of %s (%s); posted as text", key, word)
                return await self._post(key, channel, {**payload, "blocks": None}, thread_ts)
            if word in _UNSURE | _LATER:
                log.warning("%s was not posted yet: Slack says %s; tried again in two minutes", key, word)
                return Outcome("unknown", word)
            await self.settle(key, "skipped", word)
            log.warning("%s was not posted to %s: %s%s", key, channel, word, _MENDS.get(word, ""))
            return Outcome("refused", word)
        except LOST as error:
            log.warning("no reply to %s (%s); looking whether it was posted", key, type(error).__name__)
            return await self._lost(key, channel, thread_ts)
        await self.settle(key, "sent", ts)
        return Outcome("sent", ts)

    async def _lost(self, key: str, channel: str, thread_ts: str | None) -> Outcome:
        """After a lost reply: settled if the message stands there, else left until the lease runs out,
        for it may still arrive."""
        try:
            ts = await self.find(key, channel, thread_ts)
        except (SlackApiError, *LOST):
            ts = None
        if ts is None:
            return Outcome("unknown", "no reply")
        await self.settle(key, "sent", ts)
        return Outcome("sent", ts)

    async def _send(self, key: str, channel: str, payload: Payload, thread_ts: str | None) -> str:
        look_over(key, payload)
        reply = await self.client.chat_postMessage(
            channel=channel,
            thread_ts=thread_ts,
            metadata={"event_type": EVENT_TYPE, "event_payload": {"key": key}},
            client_msg_id=str(uuid5(NAMESPACE_URL, key)),
            **payload,
        )
        return str(reply["ts"])

    async def _wait(self, channel: str) -> None:
        gap = self._last.get(channel, -GAP_S) + GAP_S - asyncio.get_running_loop().time()
        if gap > 0:
            await self._sleep(gap)

    async def _newest(self, channel: str, thread_ts: str | None) -> AsyncIterator[dict[str, Any]]:
        """The newest messages of a channel, or those of a thread, a few hundred at most."""
        cursor = None
        for _ in range(_PAGES):
            if thread_ts:
                reply = await self.client.conversations_replies(
                    channel=channel, ts=thread_ts, limit=_PAGE, cursor=cursor, include_all_metadata=True
                )
            else:
                reply = await self.client.conversations_history(
                    channel=channel, limit=_PAGE, cursor=cursor, include_all_metadata=True
                )
            for message in reply.get("messages") or ():
                yield message
            cursor = (reply.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return


def in_words(outcome: Outcome) -> str | None:
    """What to tell somebody who had something posted and does not see it; None where there is nothing to tell."""
    if outcome.state == "ambiguous":
        return "This may stand in the channel already, and newsbot cannot look. It is not posted again."
    if outcome.state == "unknown":
        return "Slack did not take this yet. newsbot looks again in two minutes, and posts it once."
    if outcome.state == "refused" and outcome.detail != "skipped":
        return f"This was not posted: Slack says {outcome.detail}{_MENDS.get(outcome.detail, '')}."
    return None


def look_over(what: str, payload: Mapping[str, Any]) -> None:
    """Log what Slack may refuse; it is sent all the same, for Slack decides."""
    if found := problems(payload):
        log.warning("%s may be refused: %s", what, "; ".join(found[:5]))


def code(error: SlackApiError) -> str:
    """Slack's word for what is wrong; a reply without one leaves the outcome open."""
    found = getattr(error.response, "data", error.response)
    word = found.get("error") if isinstance(found, dict) else None
    return str(word or "service_unavailable")


_MENDS = {
    "not_in_channel": "; invite the bot there: /invite @newsbot",
    "channel_not_found": "; no such channel, or a private one that the bot is not in: /invite @newsbot",
    "is_archived": "; the channel is archived",
    "missing_scope": "; add the scope and install the app again (newsbot manifest lists them)",
}
