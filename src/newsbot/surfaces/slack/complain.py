"""The way in by Not right: a line goes on the review list, with what is wrong, who says so and when."""

from __future__ import annotations

import json
import logging
from dataclasses import asdict
from datetime import UTC
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from newsbot.answer import Answer, Item, Section
from newsbot.store import Complaint
from newsbot.surfaces import wrong
from newsbot.surfaces.blocks import WRONG
from newsbot.surfaces.drawing import mark
from newsbot.surfaces.rich import as_json
from newsbot.surfaces.sentences import gone
from newsbot.surfaces.slack.modals import Shown, opened, pressed
from newsbot.surfaces.slack.talk import Talk

_GONE = "This line is no longer in the archive. Please ask again."

log = logging.getLogger(__name__)


def register(app: AsyncApp, talk: Talk) -> None:
    """Take the button and what is sent off."""

    @app.action(WRONG)
    async def on_wrong(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        talk.begin(_ask(talk, body, pressed(body, action)), body)

    @app.view(wrong.CALLBACK)
    async def on_sent(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        await ack(response_action="update", view=wrong.thanks())
        talk.begin(_keep(talk, body["user"]["id"], view), body)


async def _ask(talk: Talk, body: dict[str, Any], at: Shown) -> None:
    items = await at.items(talk, by=body["user"]["id"])
    await opened(talk, body, wrong.view(asdict(at), items) if items else gone(_GONE))


async def _keep(talk: Talk, user: str, view: dict[str, Any]) -> None:
    said, marked, note = wrong.chosen(view["state"]["values"])
    at = Shown(**json.loads(view["private_metadata"]))
    item = next((one for one in await at.items(talk, by=user) if mark(one) == marked), None)
    if item is None:
        log.warning("a line that was found not right (%s) is no longer in its answer", said)
        return
    complaint = Complaint(
        line=at.line,
        item=as_json(_as_told(item)),
        wrong=said,
        note=note,
        by=user,
        at=talk.now().astimezone(UTC).isoformat(timespec="seconds"),
    )
    await talk.poster.note(lambda journal: journal.complain(complaint))


def _as_told(item: Item) -> dict[str, Any]:
    """The item in the published shape of answers."""
    alone = Answer(kind="answer", line="", title="", sections=(Section(heading="", items=(item,)),))
    told: dict[str, Any] = alone.to_dict()["sections"][0]["items"][0]
    return told
