"""The Bolt app: who may come in, which ways in there are, and what a person sees when one fails."""

from __future__ import annotations

import hashlib
import logging
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackClientError

from newsbot.surfaces.blocks import words_only
from newsbot.surfaces.slack import actions, commands, mentions
from newsbot.surfaces.slack.check import Identity
from newsbot.surfaces.slack.talk import Talk

log = logging.getLogger(__name__)


def build(talk: Talk, identity: Identity, *, signing_secret: str | None = None) -> AsyncApp:
    """The app with all its listeners; makes no call to Slack, now or before an acknowledgement.

    Without a signing secret (Socket Mode) no signature is checked.
    """

    async def authorize(**_: Any) -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=identity.enterprise,
            team_id=identity.team,
            bot_user_id=identity.bot_user,
            bot_id=identity.bot,
            bot_token=talk.poster.client.token,
        )

    app = AsyncApp(
        client=talk.poster.client,
        authorize=authorize,
        signing_secret=signing_secret,
        request_verification_enabled=signing_secret is not None,
        logger=logging.getLogger("newsbot.bolt"),
    )
    for way_in in (commands, mentions, actions):
        way_in.register(app, talk)

    @app.error
    async def on_error(error: Exception, body: dict[str, Any]) -> None:
        async with talk.in_hand:
            await _apologise(talk, body, error)

    return app


async def _apologise(talk: Talk, body: dict[str, Any], error: Exception) -> None:
    """A short reference for the person; what happened for the log."""
    reference = _reference(body)
    log.error("reference %s: %s", reference, _kind(body), exc_info=error)
    said = words_only(f"That did not work, and the reason is in the log. Reference: {reference}")
    try:
        if url := body.get("response_url"):
            await talk.responder.say(url, said, replace_original=False)
        elif event := body.get("event"):
            await _tell_in_thread(talk, event, said)
    except (SlackClientError, OSError, TimeoutError, KeyError) as second:
        log.error("reference %s: nor could the person be told: %s", reference, second)  # noqa: TRY400


async def _tell_in_thread(talk: Talk, event: dict[str, Any], said: dict[str, Any]) -> None:
    direct = event["channel"].startswith("D")
    thread_ts = event.get("thread_ts") or (None if direct else event["ts"])
    await talk.poster.client.chat_postMessage(channel=event["channel"], thread_ts=thread_ts, **said)


def _reference(body: dict[str, Any]) -> str:
    """Eight letters that the person can read out and the log can be searched for."""
    once = body.get("event_id") or body.get("trigger_id") or body.get("response_url") or str(body)
    return hashlib.sha256(str(once).encode()).hexdigest()[:8]


def _kind(body: dict[str, Any]) -> str:
    """What came in, without what was typed."""
    event = body.get("event") or {}
    return str(body.get("command") or event.get("type") or body.get("type"))
