"""Is everything set for Slack? Who this bot is, and what is wrong and how to mend it."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.web.async_client import AsyncWebClient

from newsbot.config import Mode, Settings, missing
from newsbot.errors import ConfigError
from newsbot.slackfacts.manifest import SCOPES
from newsbot.surfaces.slack.post import LOST, code

TIMEOUT_S = 10
_LONGEST_WAIT_S = 10  # a longer Retry-After is left to the next sweep: a post must end within its lease
# Without these newsbot still answers. A note that may have been posted before a crash is then not posted again;
# no CSV is sent; a note that is set without a zone goes by UTC.
_OPTIONAL = frozenset(
    {
        "channels:history",
        "groups:history",
        "channels:read",
        "groups:read",
        "files:write",
        "im:write",
        "users:read",
    }
)
_AGAIN = "install the app again after changing it (newsbot manifest prints it)"

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class Identity:
    """Whom Slack takes this bot for. `scopes` is None where Slack does not tell."""

    team: str
    team_name: str
    bot_user: str
    bot: str
    enterprise: str | None
    scopes: frozenset[str] | None


class _RateLimit(AsyncRateLimitErrorRetryHandler):
    """Again after a 429, which was not carried out, if it is soon; a lost connection is not tried again,
    for what was sent may have been carried out."""

    async def _can_retry_async(self, *, response: HttpResponse | None = None, **_: Any) -> bool:
        if response is None or response.status_code != 429:
            return False
        wait = next((v for k, v in response.headers.items() if k.lower() == "retry-after"), "1")
        text = wait[0] if isinstance(wait, list) else str(wait)
        return not text.isdecimal() or int(text) <= _LONGEST_WAIT_S


def web_client(
    settings: Settings, session: aiohttp.ClientSession, *, token: str | None = None
) -> AsyncWebClient:
    """The Web API client that all of the door uses: it never posts twice by itself."""
    again: list[AsyncRetryHandler] = [_RateLimit(max_retry_count=2)]
    return AsyncWebClient(
        token=settings.bot_token if token is None else token,
        base_url=settings.api_url or AsyncWebClient.BASE_URL,
        timeout=TIMEOUT_S,
        session=session,
        retry_handlers=again,
        logger=logging.getLogger("newsbot.slack_sdk"),
    )


async def sign_in(settings: Settings, session: aiohttp.ClientSession, *, mode: Mode) -> Identity:
    """Who this bot is. ConfigError for tokens that are missing or wrong, and for scopes that it cannot
    work without; each mistake a line."""
    if mistakes := missing(settings, mode):
        raise ConfigError("\n".join(mistakes))
    identity = await _identity(settings, session)
    mistakes = _lacking(identity, (scope for scope in SCOPES if scope not in _OPTIONAL))
    if mode == "socket":
        mistakes += await _app_token(settings, session)
    if mistakes:
        raise ConfigError("\n".join(mistakes))
    for said in _lacking(identity, sorted(_OPTIONAL)):
        log.warning("%s", said)
    return identity


async def check(settings: Settings, *, mode: Mode | None = None) -> tuple[str, ...]:
    """Everything about Slack that is not as it should be, and how to mend it; nothing when all is well.

    Without `mode` it is the one whose variables are set, Socket Mode if both or neither.
    """
    mode = mode or ("http" if settings.signing_secret and not settings.app_token else "socket")
    found = [*missing(settings, mode)]
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT_S)) as session:
        if mode == "socket" and settings.app_token.startswith("xapp-"):
            found += await _app_token(settings, session)
        if settings.bot_token.startswith("xoxb-"):
            try:
                identity = await _identity(settings, session)
            except ConfigError as error:
                return (*found, str(error))
            found += _lacking(identity, SCOPES)
            found += await _channels(settings, session)
    return tuple(found)


async def _identity(settings: Settings, session: aiohttp.ClientSession) -> Identity:
    try:
        reply = await web_client(settings, session).auth_test()
    except SlackApiError as error:
        mend = "copy it again from api.slack.com/apps, OAuth & Permissions"
        raise ConfigError(f"SLACK_BOT_TOKEN: Slack says {code(error)}; {mend}") from error
    except LOST as error:
        raise ConfigError(_unreachable(settings, error)) from error
    told = next((value for key, value in reply.headers.items() if key.lower() == "x-oauth-scopes"), None)
    scopes = ",".join(told) if isinstance(told, list) else told
    return Identity(
        team=str(reply["team_id"]),
        team_name=str(reply.get("team") or reply["team_id"]),
        bot_user=str(reply["user_id"]),
        bot=str(reply.get("bot_id") or ""),
        enterprise=reply.get("enterprise_id"),
        scopes=frozenset(scope.strip() for scope in scopes.split(",")) if scopes else None,
    )


def _lacking(identity: Identity, wanted: Iterable[str]) -> tuple[str, ...]:
    lacking = [scope for scope in wanted if identity.scopes is not None and scope not in identity.scopes]
    return (f"the bot token has no scope {', '.join(lacking)}: {_AGAIN}",) if lacking else ()


async def _app_token(settings: Settings, session: aiohttp.ClientSession) -> tuple[str, ...]:
    try:
        client = web_client(settings, session, token="")
        await client.apps_connections_open(app_token=settings.app_token)
    except SlackApiError as error:
        mend = "Socket Mode must be on and the token needs connections:write"
        return (f"SLACK_APP_TOKEN: Slack says {code(error)}; {mend}",)
    except LOST as error:
        return (_unreachable(settings, error),)
    return ()


async def _channels(settings: Settings, session: aiohttp.ClientSession) -> list[str]:
    client = web_client(settings, session)
    found = []
    for channel in sorted({digest.channel for digest in settings.digests}):
        try:
            reply = await client.conversations_info(channel=channel)
        except SlackApiError as error:
            found.append(f"[[digest]] channel {channel}: Slack says {code(error)}; /invite @newsbot there")
        except LOST as error:
            found.append(_unreachable(settings, error))
        else:
            if not reply["channel"].get("is_member") and not channel.startswith("D"):
                found.append(f"[[digest]] channel {channel}: the bot is not in it; /invite @newsbot there")
    return found


def _unreachable(settings: Settings, error: Exception) -> str:
    where = settings.api_url or AsyncWebClient.BASE_URL
    return f"{where} does not answer as Slack does ({type(error).__name__}); is the network up, SLACK_API_URL right?"
