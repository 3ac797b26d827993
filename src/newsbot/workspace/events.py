"""Delivery to the app: over signed HTTP here, over Socket Mode next door, retried as Slack retries."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol
from urllib.parse import urlencode

import aiohttp

from newsbot.slackfacts import limits
from newsbot.workspace.faults import Faults
from newsbot.workspace.state import Json

Kind = Literal["events_api", "slash_commands", "interactive"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Pace:
    """How long Slack waits, in seconds: for an ack, before each retry of an event, and for what is in
    hand on an old socket after a refresh."""

    ack_s: float = limits.ACK_S
    retry_s: tuple[float, ...] = (0.0, 60.0, 300.0)
    hold_s: float = 10.0


class NotTakenError(Exception):
    """The app did not take a payload: `http_timeout`, `http_error`, `connection_failed`."""

    def __init__(self, reason: str, *, no_retry: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.no_retry = no_retry


class Delivery(Protocol):
    """One way to the app."""

    async def send(self, kind: Kind, payload: Json, *, attempt: int, reason: str) -> Json:
        """What the ack carried ({} when it was bare). NotTakenError if none came in time."""

    async def close(self) -> None:
        """Let go of connections."""


class Courier:
    """Takes payloads to the app: events with retries, everything else once."""

    def __init__(self, *, pace: Pace, faults: Faults) -> None:
        self.pace = pace
        self._faults = faults

    async def event(self, delivery: Delivery, payload: Json) -> bool:
        """Whether the event was acked, at the first attempt or a later one."""
        taken = await self._until_taken(delivery, payload)
        kind = payload["event"]["type"]
        while self._faults.take("repeat_event", kind) is not None:
            taken = await self._attempt(delivery, payload, 1, "http_timeout") is None and taken
        return taken

    async def once(self, delivery: Delivery, kind: Kind, payload: Json) -> Json:
        """What the ack carried. NotTakenError if the app did not take it; there is no second try."""
        return await delivery.send(kind, payload, attempt=0, reason="")

    async def _until_taken(self, delivery: Delivery, payload: Json) -> bool:
        failure = await self._attempt(delivery, payload, 0, "")
        for attempt, wait in enumerate(self.pace.retry_s, start=1):
            if failure is None or failure.no_retry:
                break
            await asyncio.sleep(wait)
            failure = await self._attempt(delivery, payload, attempt, failure.reason)
        return failure is None

    async def _attempt(
        self, delivery: Delivery, payload: Json, attempt: int, reason: str
    ) -> NotTakenError | None:
        try:
            await delivery.send("events_api", payload, attempt=attempt, reason=reason)
        except NotTakenError as failure:
            return failure
        return None


class HttpDelivery:
    """Signed posts to the app's request URL."""

    def __init__(self, url: str, *, secret: str, now: Callable[[], datetime], pace: Pace) -> None:
        self.url = url
        self._secret = secret
        self._now = now
        self._pace = pace
        self._session: aiohttp.ClientSession | None = None

    async def verify(self) -> bool:
        """Slack's first question to a new request URL: does it give the challenge back?"""
        challenge = "local-challenge"
        asked = {"type": "url_verification", "challenge": challenge}
        answer = await self._post(json.dumps(asked), "application/json", {})
        return answer in ({"challenge": challenge}, {"text": challenge})

    async def send(self, kind: Kind, payload: Json, *, attempt: int, reason: str) -> Json:
        headers = {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": reason} if attempt else {}
        if kind == "events_api":
            return await self._post(json.dumps(payload), "application/json", headers)
        form = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
        return await self._post(urlencode(form), "application/x-www-form-urlencoded", headers)

    async def close(self) -> None:
        if self._session:
            await self._session.close()

    async def _post(self, body: str, content_type: str, headers: Mapping[str, str]) -> Json:
        if self._session is None:
            self._session = aiohttp.ClientSession()
        signed = signature_headers(self._secret, body, at=self._now())
        try:
            async with self._session.post(
                self.url,
                data=body.encode(),
                headers={**headers, **signed, "Content-Type": content_type},
                timeout=aiohttp.ClientTimeout(total=self._pace.ack_s),
            ) as reply:
                said = await reply.text()
                if not reply.ok:
                    raise NotTakenError("http_error", no_retry=reply.headers.get("X-Slack-No-Retry") == "1")
                return _carried(said)
        except TimeoutError:
            raise NotTakenError("http_timeout") from None
        except aiohttp.ClientError as error:
            raise NotTakenError("connection_failed") from error


def signature_headers(secret: str, body: str, *, at: datetime) -> dict[str, str]:
    """The two headers by which an app knows that a request is Slack's (version v0)."""
    stamp = str(int(at.timestamp()))
    signed = hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={signed}"}


def _carried(said: str) -> Json:
    if not said.strip():
        return {}
    try:
        carried = json.loads(said)
    except ValueError:
        return {"text": said}
    return carried if isinstance(carried, dict) else {"text": said}
