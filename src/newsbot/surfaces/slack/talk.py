"""What every way in needs: read what was typed, ask the desk, keep the thread, answer once."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import Callable, Coroutine, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Protocol

from slack_sdk.errors import SlackApiError

from newsbot.answer import Answer
from newsbot.config import Digest, Quiet
from newsbot.model import Story
from newsbot.place import CONSOLE, Place
from newsbot.slackfacts import line_of
from newsbot.slackfacts.manifest import ANY_LINE
from newsbot.store import Freshness, Journal, SourceCount
from newsbot.surfaces.blocks import Payload, message
from newsbot.surfaces.slack.apology import apologise
from newsbot.surfaces.slack.given import Given, keep
from newsbot.surfaces.slack.in_hand import InHand
from newsbot.surfaces.slack.post import ELSEWHERE, Outcome, Poster, code, look_over
from newsbot.surfaces.slack.respond import Responder
from newsbot.watches import Alert

ANSWERS = "answer:"  # the Journal's prefix of answers that everybody sees
_STALE = timedelta(hours=1)  # an answer that could not be posted for so long is no longer waited for

_LISTS = frozenset({"help", "same", "sources", "watches"})  # answers of ours, nothing in them to narrow
_NOT_THERE = ELSEWHERE | {"user_not_in_channel", "is_archived"}

_MENTION = re.compile(r"<@([UW][A-Z0-9]{1,40})(?:\|([^<>]{0,200}))?>")
# A channel, a call to many, an address; not "a < b and c > d".
_FORMATTED = re.compile(r"(?:> ?)?(?P<marks>[*_~`]{0,3})(?P<line>[^*_~`>].*[^*_~`])(?P=marks)", re.DOTALL)
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_LINK = re.compile(r"<([#!](?=\S)|(?=(?:https?|mailto):))([^<>|\s]{1,3000})(?:\|([^<>]{0,3000}))?>")

log = logging.getLogger(__name__)


class Asked(Protocol):
    """The desk, as a door knows it."""

    @property
    def journal(self) -> Journal: ...
    def ask(
        self,
        line: str,
        *,
        now: datetime | None = None,
        then: Answer | str | None = None,
        where: Place = CONSOLE,
    ) -> Answer: ...
    def note(self, line: str, *, series: str, now: datetime) -> Answer: ...
    def still(self, answer: Answer) -> Answer: ...
    def alerts(
        self, prefix: str, *, now: datetime | None = None, held: Callable[[str], bool] = ...
    ) -> tuple[Alert, ...]: ...
    def examples(self) -> Sequence[str]: ...
    def lines_on(self, text: str) -> Sequence[str]: ...
    def story(self, ref: str) -> Story | None: ...
    def freshness(self) -> Freshness: ...
    def sources(self) -> Sequence[SourceCount]: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Promise:
    """An answer that everybody is to see, or a further `page` of it. `asker` is shown where a button asked for it;
    `thread` is the thread's memory, `given` the key of the answer that somebody has seen already."""

    line: str
    channel: str
    thread_ts: str | None
    thread: str | None
    asker: str | None = None
    by: str = ""
    page: int = 0
    given: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Talk:
    """One workspace's conversation with the desk."""

    desk: Asked
    poster: Poster
    responder: Responder
    in_hand: InHand
    given: Given
    readers: Executor
    now: Callable[[], datetime]
    bot_user: str
    names: frozenset[str]
    prefix: str | None = None
    digests: tuple[Digest, ...] = ()
    admins: frozenset[str] = frozenset()
    follow_ups: bool = False
    quiet: Quiet | None = None
    scopes: frozenset[str] | None = None

    def begin(self, work: Coroutine[Any, Any, None], body: Mapping[str, Any]) -> None:
        """Do this beside the acknowledgement, which has gone out. Bolt never sees it fail: an error that comes
        within its 10 ms of waiting would take the acknowledgement back (asyncio_runner.py sets it to None)."""
        self.in_hand.start(self._guarded(work, body))

    async def _guarded(self, work: Coroutine[Any, Any, None], body: Mapping[str, Any]) -> None:
        try:
            await work
        except Exception as error:  # noqa: BLE001 (the one place where a question's failure ends)
            await apologise(self.poster, self.responder, body, error)

    def may(self, scope: str) -> bool:
        """Whether the bot token had this scope when the bot was started, as far as Slack tells."""
        return self.scopes is None or scope in self.scopes

    @property
    def slash(self) -> str:
        """The slash command that takes any line."""
        return f"/{self.prefix}-{ANY_LINE}" if self.prefix else f"/{ANY_LINE}"

    @property
    def team(self) -> str:
        return self.poster.team

    def line(self, text: str, *, slash: str = "/news") -> str:
        """The line that somebody typed, after the bot's name or a slash command, with Slack's own marks
        taken off; `/news /who Rudman` and `@newsbot /who Rudman` are `who Rudman` too."""
        line = line_of(slash, plain(text, bot_user=self.bot_user), names=self.names, prefix=self.prefix)
        if line.startswith("/"):
            first, _, rest = line.partition(" ")
            line = line_of(first, rest, names=self.names, prefix=self.prefix)
        return line

    def thread(self, channel: str, ts: str | None) -> str:
        """The name of a thread's memory; a direct channel is one thread of its own."""
        return f"{self.team}:{channel}:{ts or ''}"

    def place(self, channel: str, user: str) -> Place:
        """Where somebody asks."""
        trusted = not self.admins or user in self.admins
        return Place(channel=f"{self.team}:{channel}", by=user, trusted=trusted)

    async def ask(self, line: str, *, thread: str | None = None, where: Place = CONSOLE) -> Answer:
        """The desk's answer, off the loop; with `thread` after what was said there before."""
        before = await self.poster.note(lambda journal: journal.recall(thread)) if thread else None
        then, since = before or (None, None)
        place = replace(where, before=since)
        answer = partial(self.desk.ask, line, now=self.now(), then=then, where=place)
        return await asyncio.get_running_loop().run_in_executor(self.readers, answer)

    async def still(self, answer: Answer) -> Answer:
        """An answer that was given, to be shown again; see Desk.still."""
        return await asyncio.get_running_loop().run_in_executor(self.readers, self.desk.still, answer)

    def give(self, answer: Answer) -> str:
        """Keep an answer that one person gets for the buttons under it; their key to it."""
        return self.given.keep(answer, now=self.now())

    async def before(self, thread: str) -> str | None:
        """The line of the answer before in this thread."""
        found = await self.poster.note(lambda journal: journal.recall(thread))
        return found[0] if found else None

    async def remember(self, thread: str, answer: Answer) -> None:
        """What a follow-up in this thread looks back to: the last answer that has something to ask on."""
        if answer.kind != "error" and answer.line.split(" ", 1)[0] not in _LISTS:
            now = _iso(self.now())
            await self.poster.note(lambda journal: journal.remember(thread, answer.line, now=now))

    async def take(self, *keys: str) -> bool:
        """True for the first to see any of these events."""
        return await self.poster.note(lambda journal: journal.take(keys))

    async def tell(
        self,
        url: str | None,
        payload: Payload,
        place: dict[str, Any],
        *,
        lower: list[Mapping[str, Any]] | None = None,
        **more: Any,
    ) -> None:
        """Answer one person through a response_url; where Slack does not take that, in the channel for
        their eyes only, or where the bot is not, directly. `place` holds `channel_id`, `user_id` and perhaps `thread_ts`; `lower` is plainer, see
        Responder.say."""
        look_over("a private answer", payload)
        if url and await self.responder.say(url, payload, lower=lower, **more):
            return
        payload = {**payload, **lower[-1]} if lower else payload
        said = {"text": payload["text"], "blocks": payload.get("blocks")}
        channel, user, thread_ts = place["channel_id"], place["user_id"], place.get("thread_ts")
        try:
            await self.poster.client.chat_postEphemeral(
                channel=channel, user=user, thread_ts=thread_ts, **said
            )
        except SlackApiError as error:
            if code(error) not in _NOT_THERE:
                raise
            await self.poster.directly(user, said)

    async def promise(self, key: str, promise: Promise) -> Outcome:
        """Answer in the channel or thread once, whatever happens on the way."""
        words, now = json.dumps(asdict(promise)), _iso(self.now())
        await self.poster.note(lambda journal: journal.remember(key, words, now=now))
        attempt = await self.poster.claim(key)
        if attempt is None:
            return await self.poster.standing(key)
        return await self._keep(key, promise, attempt)

    async def resume(self) -> None:
        """Answers that a process promised and did not live to give."""
        keys = await self.poster.note(lambda journal: journal.expired(f"{ANSWERS}{self.team}:", limit=50))
        for key in keys:
            try:
                await self._resume(key)
            except Exception:
                log.exception("%s could not be given after all", key)

    async def _resume(self, key: str) -> None:
        kept = await self.poster.note(lambda journal: journal.recall(key))
        attempt = await self.poster.claim(key)
        if attempt is None:
            return
        if kept is None or self.now() - datetime.fromisoformat(kept[1]) > _STALE:
            log.warning("%s was not posted, and it is too late now", key)
            await self.poster.settle(key, "skipped", "too late")
            return
        await self._keep(key, Promise(**json.loads(kept[0])), attempt)

    async def _keep(self, key: str, promise: Promise, attempt: int) -> Outcome:
        answers: list[Answer] = []

        async def make() -> Payload:
            answers.append(await self._promised(promise))
            if promise.thread:  # before it is posted: who reads it may ask on at once
                await self.remember(promise.thread, answers[-1])
            kept = await keep(self.poster, answers[-1], now=self.now())
            return message(answers[-1], asker=promise.asker, page=promise.page, given=kept)

        try:
            done = await self.poster.once(
                key, promise.channel, make, thread_ts=promise.thread_ts, attempt=attempt
            )
        except Exception:
            await self.poster.settle(key, "skipped", "failed")
            raise
        if done.state == "sent" and answers and not promise.thread:
            await self.remember(self.thread(promise.channel, done.detail), answers[-1])
        return done

    async def _promised(self, promise: Promise) -> Answer:
        if seen := await self.given.found(promise.given):
            return await self.still(seen)
        where = self.place(promise.channel, promise.by)
        return await self.ask(promise.line, thread=promise.thread, where=where)


def private(body: Mapping[str, Any]) -> bool:
    """Whether what was pressed stands in a message that one person sees."""
    return bool(body.get("container", {}).get("is_ephemeral"))


def plain(text: str, *, bot_user: str) -> str:
    """What a person typed: the bot's own name gone, names and links in words, nothing escaped.

    >>> plain("<@U0BOT> who says &lt;5,000&gt; in <#C1|general>?", bot_user="U0BOT")
    'who says <5,000> in #general?'

    Marks of direction and what cannot be seen, which come along when something is pasted, are left out; so is a format
    of the whole line.

    >>> plain("*who Rudman*", bot_user="U0BOT"), plain("&gt; `who Rudman`", bot_user="U0BOT")
    ('who Rudman', 'who Rudman')
    """
    text = _MENTION.sub(lambda m: "" if m[1] == bot_user else f"@{m[2] or m[1]}", text)
    text = _LINK.sub(lambda m: f"#{m[3] or m[2]}" if m[1] == "#" else m[3] or m[2], text)
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    line = " ".join(_UNSEEN.sub(" ", text).split()).lstrip(":, ")
    formatted = _FORMATTED.fullmatch(line)
    return formatted["line"] if formatted else line


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")
