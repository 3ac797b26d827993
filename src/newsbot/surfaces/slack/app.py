"""The Bolt app: who may come in, and which ways in there are."""

from __future__ import annotations

import logging
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult

from newsbot.surfaces.slack import (
    actions,
    commands,
    complain,
    each_source,
    greeting,
    home,
    mentions,
    sentences,
    sheet,
    shortcuts,
)
from newsbot.surfaces.slack.apology import apologise
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
        logger=_bolt_log(),
    )
    for way_in in (
        commands,
        mentions,
        home,
        greeting,
        shortcuts,
        sentences,
        each_source,
        sheet,
        complain,
        actions,
    ):
        way_in.register(app, talk)

    @app.error
    async def on_error(error: Exception, body: dict[str, Any]) -> None:
        await apologise(talk.poster, talk.responder, body, error)

    return app


def _bolt_log() -> logging.Logger:
    """Bolt's log without its warnings on SLACK_BOT_TOKEN, which it reads by itself and finds unused."""
    bolt = logging.getLogger("newsbot.bolt")
    bolt.addFilter(_no_word_on_the_token)
    return bolt


def _no_word_on_the_token(record: logging.LogRecord) -> bool:
    said = str(record.msg)
    return not (said.startswith("As ") and "`token`" in said)
