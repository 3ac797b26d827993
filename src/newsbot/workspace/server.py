"""The workspace itself: one loopback server, one app installed, people who use it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, Self, TypeVar

from aiohttp import web

from newsbot.workspace import payloads
from newsbot.workspace.body import RefusedError
from newsbot.workspace.events import Courier, Delivery, HttpDelivery, Kind, Pace
from newsbot.workspace.faults import RESPONSE_URL, Faults
from newsbot.workspace.files import LARGEST, Shelf
from newsbot.workspace.page import HEADERS, Page
from newsbot.workspace.person import PATIENCE_S, Person, Wire
from newsbot.workspace.response_url import ResponseUrls, refusal
from newsbot.workspace.socket_mode import SocketMode
from newsbot.workspace.state import TEAM, App, Change, Channel, Json, Message, State, User
from newsbot.workspace.web_api import WebApi, lose

T = TypeVar("T")

LOOPBACK = "127.0.0.1"
USERS = (
    User(id="U1", name="ana", real_name="Ana Lind"),
    User(id="U2", name="ben", real_name="Ben Osei", tz="Europe/London"),
)
_HOSTS = frozenset({"127.0.0.1", "localhost", "[::1]"})


def default_channels() -> tuple[Channel, ...]:
    """A public channel and a private one with everybody in them, and one without the app."""
    people = [each.id for each in USERS]
    return (
        Channel(id="C1", name="desk", members=[*people, App.user_id]),
        Channel(id="C2", name="random", members=list(people)),
        Channel(id="G1", name="editors", kind="group", members=[*people, App.user_id]),
    )


class Workspace:
    """A local Slack. Start it with `async with`, or `start` and `close`.

    The manifest decides commands, scopes, subscribed events and the way payloads take. `now` is the
    workspace's clock: it dates messages and signatures and ends the life of response_urls.
    """

    def __init__(
        self,
        manifest: Mapping[str, Any],
        *,
        now: Callable[[], datetime],
        users: Iterable[User] = USERS,
        channels: Iterable[Channel] | None = None,
        pace: Pace | None = None,
        port: int = 0,
    ) -> None:
        self.app = App(manifest)
        self.faults = Faults()
        places = default_channels() if channels is None else channels
        self.state = State(app=self.app, users=users, channels=places, now=now)
        self.pace = pace or Pace()
        self.sockets = SocketMode(pace=self.pace, serial=self.state.serial, touch=self.state.touch)
        self.web_api = WebApi(self.state, self.faults, self.sockets)
        self.page = Page(self.state, self.user)
        self.urls = ResponseUrls(self.state, self.faults)
        self.delivery: Delivery = self.sockets
        self.delivered: list[Json] = []
        self._courier = Courier(pace=self.pace, faults=self.faults)
        self._port = port
        self._runner: web.AppRunner | None = None
        self._tasks: set[asyncio.Task[Any]] = set()
        self.state.listeners.append(self._hear)

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    @property
    def address(self) -> str:
        """`http://127.0.0.1:PORT`, once started."""
        return f"http://{LOOPBACK}:{self._port}"

    @property
    def api_url(self) -> str:
        """The base of the Web API, for SLACK_API_URL."""
        return f"{self.address}/api/"

    @property
    def calls(self) -> list[tuple[str, Json]]:
        """Every Web API call so far: method and arguments."""
        return self.web_api.calls

    @property
    def refusals(self) -> list[tuple[str, str]]:
        """What was refused so far: a Web API method or `response_url`, and the error."""
        return self.state.refusals

    async def start(self) -> None:
        """Listen on the loopback. OSError if the port is taken."""
        app = web.Application(middlewares=[_only_local], client_max_size=LARGEST)
        app.router.add_route("*", "/api/{method}", self.web_api.serve)
        app.router.add_get("/socket", self.sockets.connect)
        app.router.add_post("/response/{id}", self._response_url)
        self.page.add_to(app)
        Shelf(self.state, HEADERS).add_to(app)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, LOOPBACK, self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]
        self.urls.base = f"{self.address}/response/"
        self.state.address = f"{self.address}/"
        self.web_api.socket_address = f"ws://{LOOPBACK}:{self._port}/socket"

    async def close(self) -> None:
        """Stop delivering and listening."""
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.delivery.close()
        await self.sockets.close()
        if self._runner:
            await self._runner.cleanup()

    def deliver_to(self, url: str) -> HttpDelivery:
        """Send everything to this request URL from now on, signed, instead of over sockets."""
        http = HttpDelivery(url, secret=self.app.signing_secret, now=self.state.now, pace=self.pace)
        self.delivery = http
        return http

    def user(self, id: str) -> Person:
        """The person with this id."""
        if id not in self.state.users:
            raise ValueError(f"nobody here is {id}")
        return Person(id, Wire(state=self.state, urls=self.urls, send=self._send, tell=self._tell))

    def messages(self, channel: str, thread_ts: str | None = None) -> tuple[Message, ...]:
        """What everybody sees in a channel, or in one thread of it; oldest first."""
        said = self.state.messages(channel)
        return tuple(each for each in said if thread_ts is None or each.root == thread_ts)

    def invite(self, channel: str) -> None:
        """Let the app into a channel; it hears of it if it subscribed to that."""
        self.state.channels[channel].members.append(App.user_id)
        self._tell(
            {
                "type": "member_joined_channel",
                "user": App.user_id,
                "channel": channel,
                "team": TEAM,
                "event_ts": self.state.stamp(),
            }
        )

    async def deliver_again(self, payload: Json) -> bool:
        """Send an event of `delivered` once more, under its event_id; whether it was taken."""
        return await self._courier.event(self.delivery, payload)

    async def until(self, claim: Callable[[], T | None], *, within: float = PATIENCE_S) -> T:
        """What `claim` gives once it gives something; asked again at every change. TimeoutError."""
        return await self.state.until(claim, within=within)

    async def connected(self, n: int = 1, *, within: float = PATIENCE_S) -> None:
        """Wait until the app has this many sockets that take payloads."""
        await self.until(lambda: self.sockets.connections >= n, within=within)

    async def settled(self, *, within: float = PATIENCE_S) -> None:
        """Wait until every event was delivered, or given up."""
        await self.until(lambda: not self._tasks, within=within)

    async def refresh(self) -> None:
        """Have every socket made anew, as Slack does every few hours."""
        await self.sockets.refresh()

    def cut(self) -> None:
        """Reset every socket."""
        self.sockets.cut()

    def _hear(self, change: Change, message: Message, before: Message | None) -> None:
        twice = self.faults.mentions_come_twice
        for event in payloads.told(self.state, change, message, before, twice=twice):
            self._deliver(event)

    def _tell(self, event: Json) -> None:
        if event["type"] in self.app.events:
            self._deliver(event)

    def _deliver(self, event: Json) -> None:
        payload = payloads.event_callback(self.state, event)
        self.delivered.append(payload)
        self._spawn(self._courier.event(self.delivery, payload))

    async def _send(self, kind: Kind, payload: Json) -> Json:
        return await self._courier.once(self.delivery, kind, payload)

    def _spawn(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        self.state.touch()

    async def _response_url(self, request: web.Request) -> web.StreamResponse:
        if (wait := self.faults.take("slow", RESPONSE_URL)) is not None:
            await asyncio.sleep(wait)
        if (wait := self.faults.take("limit", RESPONSE_URL)) is not None:
            return web.Response(status=429, headers={"Retry-After": str(int(wait))})
        try:
            said = json.loads(await request.text())
            self.urls.post(request.match_info["id"], said if isinstance(said, dict) else {})
        except ValueError:
            return web.Response(status=400, text="invalid_payload")
        except RefusedError as refused:
            self.state.refusals.append((RESPONSE_URL, refused.code))
            status, body = refusal(refused)
            return web.json_response(body, status=status)
        if self.faults.take("lose_reply", RESPONSE_URL) is not None:
            lose(request)
        return web.json_response({"ok": True})


@web.middleware
async def _only_local(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Only for programs on this machine: a page elsewhere that names us by its own host is turned away."""
    if request.host.rsplit(":", 1)[0] not in _HOSTS:
        raise web.HTTPForbidden(text="this workspace answers on the loopback only")
    return await handler(request)
