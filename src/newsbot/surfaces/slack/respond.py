"""Answer through a response_url: five posts in half an hour, and a status that must be looked at."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import aiohttp

log = logging.getLogger(__name__)

_TRIES = 3  # of the five posts that Slack allows; the rest are for what follows
_LONGEST_WAIT_S = 30.0


class Responder:
    """Posts to response_urls over one session."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._session = session
        self._sleep = sleep

    async def say(
        self,
        url: str,
        payload: Mapping[str, Any],
        *,
        everybody: bool = False,
        lower: list[Mapping[str, Any]] | None = None,
        **more: Any,
    ) -> bool:
        """Post privately, or for `everybody`; False, and logged, when Slack did not take it.

        A refusal that says it was not carried out (429, 5xx) is tried again; a reply that was lost is
        not, for the answer may stand there. Refused blocks give way to the first of `lower`, which is taken
        from the list, and without one are left out.
        """
        said = {"response_type": "in_channel" if everybody else "ephemeral", **payload, **more}
        reason = ""
        for n in range(_TRIES + len(lower or ())):
            try:
                status, body, wait = await self._post(url, said)
            except aiohttp.ClientConnectorError as error:  # never reached Slack
                status, body, wait = 503, str(error), 1.0
            except (aiohttp.ClientError, TimeoutError, OSError) as error:
                log.warning(
                    "no reply from response_url (%s); the answer may stand there", type(error).__name__
                )
                return True
            if status == 200 and not _refused(body):
                return True
            reason = f"{status} {body[:200]}"
            refused = "blocks" in body or "msg_too_long" in body
            if refused and lower:
                log.info("Slack refused the blocks of an answer (%s); tried plainer", reason)
                said = {**said, **lower.pop(0)}
            elif refused and said.get("blocks"):
                log.error("Slack refused the blocks of an answer (%s); sent as text", reason)
                said = {key: value for key, value in said.items() if key != "blocks"}
            elif status == 429 or status >= 500:
                await self._sleep(min(wait * (n + 1), _LONGEST_WAIT_S))
            else:
                break
        log.error("response_url did not take the answer: %s", reason)
        return False

    async def _post(self, url: str, said: Mapping[str, Any]) -> tuple[int, str, float]:
        async with self._session.post(url, json=said) as reply:
            wait = reply.headers.get("Retry-After", "")
            return reply.status, await reply.text(), float(wait) if wait.isdecimal() else 1.0


def _refused(body: str) -> bool:
    """Whether a 200 says in its body that it is none; plain "ok" is one."""
    try:
        found = json.loads(body)
    except ValueError:
        return False
    return isinstance(found, dict) and found.get("ok") is False
