"""The way in by button: more lines, a follow-up, post the answer for all to see."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC
from functools import partial
from itertools import pairwise
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from newsbot.answer import Answer
from newsbot.surfaces import charts, tables
from newsbot.surfaces.blocks import ASK, MORE, POST, WATCH, Payload, message, words_only
from newsbot.surfaces.slack.post import ELSEWHERE, in_words
from newsbot.surfaces.slack.said import watched
from newsbot.surfaces.slack.talk import ANSWERS, Promise, Talk

log = logging.getLogger(__name__)


def register(app: AsyncApp, talk: Talk) -> None:
    """Take the buttons that `blocks` draws; any other is of an older version."""

    async def on_more(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        talk.begin(more(talk, body, _value(action)), body)

    async def on_post(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        talk.begin(post(talk, body, _value(action)), body)

    async def on_other(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        talk.begin(_reply(talk, body, words_only("This button no longer works. Please ask again.")), body)

    app.action(MORE)(on_more)
    app.action(WATCH)(on_more)
    app.action(re.compile(rf"{ASK}-\d{{1,2}}"))(on_more)
    app.action(POST)(on_post)
    app.action(re.compile(r".*"))(on_other)


async def more(talk: Talk, body: dict[str, Any], value: dict[str, Any]) -> None:
    """A further page of an answer, or the answer to a follow-up, for the one who pressed."""
    page = int(value.get("page", 0))
    line, channel = str(value["line"]), body["channel"]["id"]
    found, given = await _answer(talk, line, str(value.get("given", "")), channel, body["user"]["id"])
    postable = page == 0 and not _direct(body) and not _thread_ts(body)
    draw = partial(message, found, page=page, postable=postable, given=given)
    rungs = _rungs(draw, page, await _refused(talk))
    lower: list[Mapping[str, Any]] = [payload for _, payload in rungs[1:]]
    plainer = len(lower)
    await _reply(talk, body, rungs[0][1], lower=lower)
    if _direct(body) and page == 0:  # the talk goes on from here
        await talk.remember(talk.thread(channel, _thread_ts(body)), found)
    if plainer > len(lower):
        await _remember_refused(talk, [kind for kind, _ in rungs[: plainer - len(lower)]])


async def _answer(talk: Talk, line: str, given: str, channel: str, user: str) -> tuple[Answer, str]:
    """The answer that was given under this key, else the line's answer now; and its key."""
    if kept := await talk.given.found(given):
        return await talk.still(kept), given
    found = await watched(talk, await talk.ask(line, where=talk.place(channel, user)), line, channel)
    return found, talk.give(found)


def _rungs(draw: Callable[..., Payload], page: int, refused: Sequence[str]) -> list[tuple[str, Payload]]:
    """The page in ever plainer blocks, each under the kind that the next one does without."""
    kinds = [kind for kind in tables.LADDER if kind not in refused] if page else []
    made: list[tuple[str, Payload]] = [(kind, draw(table=kind)) for kind in kinds]
    if page and charts.KIND not in refused:
        made.insert(0, (charts.KIND, draw(table=kinds[0] if kinds else None, charted=True)))
    made.append(("", draw()))
    return [one for one, then in pairwise(made) if one[1] != then[1]] + made[-1:]


async def post(talk: Talk, body: dict[str, Any], value: dict[str, Any]) -> None:
    """Post an answer that one person has, for all to see, with who asked; once, however often it is
    pressed. The private one loses the button, and what Slack does not take is said."""
    line, user = str(value["line"]), body["user"]["id"]
    channel, ts = body["channel"]["id"], body["container"]["message_ts"]
    found, given = await _answer(talk, line, str(value.get("given", "")), channel, user)
    promise = Promise(
        line=line, channel=channel, thread_ts=None, thread=None, asker=user, by=user, given=given
    )
    done = await talk.promise(f"{ANSWERS}{talk.team}:{channel}:button:{ts}", promise)
    said = in_words(done)
    if done.detail in ELSEWHERE:  # a response_url reaches where the bot is not
        shown = message(found, asker=user, given=given)
        url = body["response_url"]
        said = None if await talk.responder.say(url, shown, everybody=True, replace_original=False) else said
    if done.state in {"sent", "refused"}:
        await talk.responder.say(body["response_url"], message(found, given=given), replace_original=True)
    if said:
        await _reply(talk, body, words_only(said))


async def _refused(talk: Talk) -> list[str]:
    """The blocks that this workspace has refused."""
    kept = await talk.poster.note(lambda journal: journal.settings(_refused_key(talk)))
    return [kind for one in kept for kind in json.loads(one.value)]


async def _remember_refused(talk: Talk, kinds: Sequence[str]) -> None:
    value = json.dumps(sorted({*kinds, *await _refused(talk)}))
    now = talk.now().astimezone(UTC).isoformat(timespec="seconds")
    await talk.poster.note(lambda journal: journal.keep(_refused_key(talk), value, by="", now=now))
    log.warning("this workspace takes no %s; figures are drawn without from now on", ", ".join(kinds))


def _refused_key(talk: Talk) -> str:
    return f"refused:{talk.team}"


async def _reply(
    talk: Talk, body: dict[str, Any], payload: dict[str, Any], *, lower: list[Mapping[str, Any]] | None = None
) -> None:
    """A new message under the one with the button: private, but in a direct channel."""
    where = {"thread_ts": ts} if (ts := _thread_ts(body)) else {}
    place = {"channel_id": body["channel"]["id"], "user_id": body["user"]["id"], **where}
    if _direct(body):
        await talk.responder.say(
            body["response_url"], payload, everybody=True, lower=lower, replace_original=False, **where
        )
    else:
        await talk.tell(body["response_url"], payload, place, lower=lower, replace_original=False, **where)


def _thread_ts(body: dict[str, Any]) -> str | None:
    """The thread that the button's message stands in."""
    found = body.get("container", {}).get("thread_ts") or body.get("message", {}).get("thread_ts")
    return str(found) if found else None


def _direct(body: dict[str, Any]) -> bool:
    return str(body["channel"]["id"]).startswith("D")


def _value(action: dict[str, Any]) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(action["value"])
    return value
