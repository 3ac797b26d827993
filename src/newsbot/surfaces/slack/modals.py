"""Open a modal for who pressed something, within the three seconds that Slack allows."""

from __future__ import annotations

import logging
from typing import Any

from slack_sdk.errors import SlackApiError

from newsbot.slackfacts import problems
from newsbot.surfaces.blocks import Payload, words_only
from newsbot.surfaces.slack.post import code
from newsbot.surfaces.slack.talk import Talk

_TOO_LATE = frozenset({"expired_trigger_id", "trigger_expired", "exchanged_trigger_id", "trigger_exchanged"})

log = logging.getLogger(__name__)


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
