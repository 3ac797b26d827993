"""The way in by Not right: a line goes on the review list, with what is wrong, who says so and when."""

from __future__ import annotations

import json
import logging
from datetime import UTC
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from newsbot.answer import Answer, Item, Section
from newsbot.store import Complaint
from newsbot.surfaces import wrong
from newsbot.surfaces.blocks import WRONG, cited
from newsbot.surfaces.rich import as_json
from newsbot.surfaces.sentences import gone
from newsbot.surfaces.slack.modals import opened
from newsbot.surfaces.slack.talk import Talk

_GONE = "This line is no longer in the archive. Please ask again."

log = logging.getLogger(__name__)


def register(app: AsyncApp, talk: Talk) -> None:
    """Take the button and what is sent off."""

    @app.action(WRONG)
    async def on_wrong(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        value = json.loads(action["value"])
        talk.begin(_ask(talk, body, str(value["line"]), int(value.get("page", 0))), body)

    @app.view(wrong.CALLBACK)
    async def on_sent(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        await ack(response_action="update", view=wrong.thanks())
        talk.begin(_keep(talk, body["user"]["id"], view), body)


async def _ask(talk: Talk, body: dict[str, Any], line: str, page: int) -> None:
    items = cited(await talk.ask(line), page=page)
    await opened(talk, body, wrong.view(line, page, items) if items else gone(_GONE))


async def _keep(talk: Talk, user: str, view: dict[str, Any]) -> None:
    at = json.loads(view["private_metadata"])
    said, mark, note = wrong.chosen(view["state"]["values"])
    answer = await talk.ask(str(at["line"]))
    item = next((one for one in cited(answer, page=int(at["page"])) if wrong.mark(one) == mark), None)
    if item is None:
        log.warning("a line that was found not right (%s) is no longer in its answer", said)
        return
    complaint = Complaint(
        line=answer.line,
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
