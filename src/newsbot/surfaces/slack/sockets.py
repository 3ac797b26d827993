"""The way in over Socket Mode: a connection that renews itself and says how it is."""

from __future__ import annotations

import json
import logging
from typing import Any

from aiohttp import WSMessage, WSMsgType
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp

log = logging.getLogger(__name__)

_PING_S = 5  # a cut connection is seen after at most this long, and renewed


class SocketIntake:
    """Takes what Slack sends over a WebSocket. `greeting` is said once, when Slack says hello."""

    def __init__(self, app: AsyncApp, *, app_token: str, greeting: str) -> None:
        self._app = app
        self._app_token = app_token
        self._greeting = greeting
        self._handler: AsyncSocketModeHandler | None = None

    async def open(self) -> None:
        """Connect; tries until Slack takes the connection."""
        self._handler = AsyncSocketModeHandler(
            self._app,
            self._app_token,
            logger=logging.getLogger("newsbot.socket_mode"),
            ping_interval=_PING_S,
        )
        self._handler.client.on_message_listeners.append(self._on_message)
        await self._handler.client.connect()  # type: ignore[no-untyped-call]

    async def ready(self) -> bool:
        """Whether the connection stands."""
        return self._handler is not None and bool(await self._handler.client.is_connected())

    async def close(self) -> None:
        """Take no more; Slack sends what comes to another connection, or later."""
        if self._handler is not None:
            await self._handler.client.close()  # type: ignore[no-untyped-call]

    async def _on_message(self, message: WSMessage) -> None:
        if message.type != WSMsgType.TEXT or '"hello"' not in message.data:
            return
        hello: dict[str, Any] = json.loads(message.data)
        if hello.get("type") == "hello":
            connections = hello.get("num_connections")
            log.info("%s, connections %s", self._greeting, connections)
            self._greeting = "connected again"
