"""Open a modal for who pressed something, within the three seconds that Slack allows; and what it shows."""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.errors import SlackApiError

from newsbot.answer import Answer, Item, Section
from newsbot.slackfacts import problems
from newsbot.surfaces.blocks import Payload, cited, words_only
from newsbot.surfaces.slack.post import code
from newsbot.surfaces.slack.talk import Talk

_TOO_LATE = frozenset({"expired_trigger_id", "trigger_expired", "exchanged_trigger_id", "trigger_exchanged"})

GONE = "These lines are no longer in the archive. Please ask again."

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """What a message or a modal shows: a page of the answer to a line, asked in a channel, of a `short` note half as
    much. `given` is the key of that answer; `marks` are of the lines that the page showed, by which they are found when
    the answer is no longer kept; `n` is the place among them."""

    line: str
    channel: str
    page: int = 0
    short: bool = False
    marks: str = ""
    given: str = ""
    n: int = 0

    async def answer(self, talk: Talk, *, by: str) -> Answer:
        """The answer as it was given; where it is no longer kept, as it is now."""
        if kept := await talk.given.found(self.given):
            return await talk.still(kept)
        return await self._now(talk, by)

    async def items(self, talk: Talk, *, by: str) -> tuple[Item, ...]:
        """Those of stories that the page shows."""
        if kept := await talk.given.found(self.given):  # paged as it was, whatever has become of its stories
            shown = Section(heading="", items=cited(kept, page=self.page, short=self.short))
            still = await talk.still(replace(kept, sections=(shown,)))
            return tuple(item for section in still.sections for item in section.items)
        return cited(await self._now(talk, by), page=self.page, short=self.short, marks=self.marks)

    async def _now(self, talk: Talk, by: str) -> Answer:
        return await talk.ask(self.line, where=talk.place(self.channel, by))


View = Callable[[Talk, Shown, str], Awaitable[Payload]]  # of what is shown, for the person with this id


def leafed(app: AsyncApp, talk: Talk, button: str, turns: Sequence[str], view: View) -> None:
    """Take a button under a message that opens a modal, and the controls in it that lead to another place."""

    @app.action(button)
    async def on_button(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        talk.begin(first(body, pressed(body, action)), body)

    async def on_turn(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        at = Shown(**json.loads(body["view"]["private_metadata"]))
        talk.begin(another(body, replace(at, n=_place(action))), body)

    async def first(body: dict[str, Any], at: Shown) -> None:
        await opened(talk, body, await view(talk, at, body["user"]["id"]))

    async def another(body: dict[str, Any], at: Shown) -> None:
        await turned(talk, body["view"]["id"], await view(talk, at, body["user"]["id"]))

    for name in turns:
        app.action(name)(on_turn)


def _place(action: Mapping[str, Any]) -> int:
    """Where a list or a button leads."""
    chosen = action.get("selected_option")
    return int(chosen["value"] if chosen else json.loads(action["value"])["n"])


def pressed(body: Mapping[str, Any], action: Mapping[str, Any]) -> Shown:
    """What the message shows under which a button was pressed."""
    value = json.loads(action["value"])
    return Shown(
        line=str(value["line"]),
        channel=str(body["channel"]["id"]),
        page=int(value.get("page", 0)),
        short=bool(value.get("short")),
        marks=str(value.get("marks", "")),
        given=str(value.get("given", "")),
    )


async def opened(talk: Talk, body: dict[str, Any], view: Payload) -> None:
    """Show this modal to who did what `body` tells of; if Slack finds it too late, say so."""
    if found := problems(view):
        log.warning("a modal may be refused: %s", "; ".join(found[:5]))
    try:
        await talk.poster.client.views_open(trigger_id=body["trigger_id"], view=view)
    except SlackApiError as error:
        if code(error) not in _TOO_LATE or not body.get("response_url"):
            raise
        said = words_only("That took too long to open. Please press it again.")
        await talk.responder.say(body["response_url"], said, replace_original=False)


async def turned(talk: Talk, view_id: str, view: Payload) -> None:
    """Show this in a modal that is open, unless it was closed in the meantime."""
    try:
        await talk.poster.client.views_update(view=view, view_id=view_id)
    except SlackApiError as error:
        if code(error) != "not_found":
            raise
