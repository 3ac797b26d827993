"""The way in over HTTP: signed requests to one address, and two that tell how the process is."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp

log = logging.getLogger(__name__)

PATH = "/slack/events"
_LARGEST = 1_000_000  # bytes of a request; Slack's are far smaller


class WebIntake:
    """Serves `/slack/events`, `/healthz` and `/readyz`; `port` 0 takes any free one, see `address`."""

    def __init__(
        self, app: AsyncApp, *, host: str, port: int, greeting: str, ready: Callable[[], Awaitable[bool]]
    ) -> None:
        self._app = app
        self._host = host
        self._port = port
        self._greeting = greeting
        self._is_ready = ready
        self._runner: web.AppRunner | None = None
        self._site: web.TCPSite | None = None

    @property
    def address(self) -> str:
        """`http://HOST:PORT`, once open."""
        return f"http://{self._host}:{self._port}"

    async def open(self) -> None:
        """Listen. OSError if the port is taken."""
        server = web.Application(client_max_size=_LARGEST)
        server.router.add_post(PATH, self._events)
        server.router.add_get("/healthz", self._health)
        server.router.add_get("/readyz", self._readiness)
        self._runner = web.AppRunner(server, access_log=None, shutdown_timeout=3)
        await self._runner.setup()
        self._site = web.TCPSite(self._runner, self._host, self._port)
        await self._site.start()
        self._port = self._runner.addresses[0][1]
        log.info("%s, listening on %s", self._greeting, self.address)

    async def ready(self) -> bool:
        """Whether requests are answered."""
        return self._runner is not None and await self._is_ready()

    async def close(self) -> None:
        """Take no more; what is being answered is answered."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _events(self, request: web.Request) -> web.Response:
        try:
            asked = await to_bolt_request(request)
        except ValueError:  # no text, or no JSON where it says JSON
            return web.Response(status=400, text="this is no request of Slack's")
        answer = await self._app.async_dispatch(asked)
        return await to_aiohttp_response(answer)

    async def _health(self, _: web.Request) -> web.Response:
        return web.Response(text="ok")

    async def _readiness(self, _: web.Request) -> web.Response:
        up = await self.ready()
        return web.Response(text="ready" if up else "not ready", status=200 if up else 503)
