"""What a person sees when something fails: a short reference, which stands in the log with the reason."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping
from typing import Any

from slack_sdk.errors import SlackApiError

from newsbot.surfaces.blocks import words_only
from newsbot.surfaces.slack.post import LOST, Poster
from newsbot.surfaces.slack.respond import Responder

log = logging.getLogger(__name__)


async def apologise(
    poster: Poster, responder: Responder, body: Mapping[str, Any], error: BaseException
) -> None:
    """Tell who asked (`body` is what Slack sent), and the log. Who only opened Home asked nothing. Raises nothing that
    can be foreseen."""
    reference = _reference(body)
    log.error("reference %s: %s", reference, _kind(body), exc_info=error)
    said = words_only(f"That did not work, and the reason is in the log. Reference: {reference}")
    try:
        if url := body.get("response_url"):
            await responder.say(url, said, replace_original=False)
        elif (event := body.get("event")) and event.get("type") != "app_home_opened":
            await _say_in_thread(poster, event, said)
        elif user := (body.get("user") or {}).get("id"):  # a modal, or Home
            await poster.directly(user, said)
    except (SlackApiError, *LOST, KeyError) as second:
        log.warning("reference %s: nor could the person be told: %s", reference, second)


async def _say_in_thread(poster: Poster, event: Mapping[str, Any], said: dict[str, Any]) -> None:
    direct = event["channel"].startswith("D")
    thread_ts = event.get("thread_ts") or (None if direct else event["ts"])
    await poster.client.chat_postMessage(channel=event["channel"], thread_ts=thread_ts, **said)


def _reference(body: Mapping[str, Any]) -> str:
    """Eight letters that the person can read out and the log can be searched for."""
    once = body.get("event_id") or body.get("trigger_id") or body.get("response_url") or str(body)
    return hashlib.sha256(str(once).encode()).hexdigest()[:8]


def _kind(body: Mapping[str, Any]) -> str:
    """What came in, without what was typed."""
    event = body.get("event") or {}
    return str(body.get("command") or event.get("type") or body.get("type"))
