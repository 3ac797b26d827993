"""Socket Mode: the app's WebSocket connections, each payload on one of them, acks, refresh and cut."""

from __future__ import annotations

import asyncio
import json
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from newsbot.slackfacts import limits
from newsbot.workspace.events import Kind, NotTakenError, Pace
from newsbot.workspace.state import App, Json


@dataclass(kw_only=True, slots=True, eq=False)
class _Connection:
    socket: web.WebSocketResponse
    transport: asyncio.Transport | None
    number: int
    leaving: bool = False
    in_hand: set[str] = field(default_factory=set)


class SocketMode:
    """The sockets of the one app. Usable as the Delivery of a workspace."""

    def __init__(self, *, pace: Pace, serial: Callable[[str], str], touch: Callable[[], None]) -> None:
        self._pace = pace
        self._serial = serial
        self._touch = touch
        self._tickets: set[str] = set()
        self._open: list[_Connection] = []
        self._acks: dict[str, asyncio.Future[Json]] = {}
        self._turn = 0
        self._accepted = 0

    @property
    def connections(self) -> int:
        """How many sockets take payloads now; one that was told to refresh no longer does."""
        return len(self._taking())

    @property
    def accepted(self) -> int:
        """How many sockets were ever accepted."""
        return self._accepted

    def ticket(self) -> str:
        """What a socket must bring to be let in, once."""
        ticket = self._serial("ticket-")
        self._tickets.add(ticket)
        return ticket

    async def connect(self, request: web.Request) -> web.StreamResponse:
        """The handler behind the address that `apps.connections.open` gives."""
        if (ticket := request.query.get("ticket", "")) not in self._tickets:
            raise web.HTTPForbidden(text="no such ticket: call apps.connections.open first")
        self._tickets.discard(ticket)
        ws = web.WebSocketResponse(heartbeat=30)
        await ws.prepare(request)
        if self.connections >= limits.SOCKETS:
            await ws.send_json(_disconnect("too_many_websockets"))
            await ws.close()
            return ws
        self._accepted += 1
        connection = _Connection(socket=ws, transport=request.transport, number=self._accepted)
        self._open.append(connection)
        await ws.send_json(self._hello(connection))
        self._touch()
        try:
            await self._listen(connection)
        finally:
            self._gone(connection)
        return ws

    async def send(self, kind: Kind, payload: Json, *, attempt: int, reason: str) -> Json:
        connection = self._next()
        envelope_id = self._serial("envelope-")
        envelope: Json = {
            "envelope_id": envelope_id,
            "payload": payload,
            "type": kind,
            "accepts_response_payload": kind != "events_api",
        }
        if kind == "events_api":
            envelope |= {"retry_attempt": attempt, "retry_reason": reason.removeprefix("http_")}
        ack = self._acks[envelope_id] = asyncio.get_running_loop().create_future()
        connection.in_hand.add(envelope_id)
        try:
            await connection.socket.send_json(envelope)
            return await asyncio.wait_for(ack, self._pace.ack_s)
        except TimeoutError:
            raise NotTakenError("http_timeout") from None
        except ConnectionError as error:
            raise NotTakenError("connection_failed") from error
        finally:
            self._acks.pop(envelope_id, None)
            connection.in_hand.discard(envelope_id)

    async def warn(self) -> None:
        """Slack's early notice that a refresh is near; a client need do nothing."""
        for each in self._taking():
            await each.socket.send_json(_disconnect("warning"))

    async def refresh(self) -> None:
        """Ask every connection to be made anew; the old ones take nothing more and are held for acks."""
        for each in self._taking():
            each.leaving = True
            await each.socket.send_json(_disconnect("refresh_requested"))
            asyncio.get_running_loop().call_later(self._pace.hold_s, _abort, each)

    def cut(self) -> None:
        """Reset every connection, without a closing frame."""
        for each in tuple(self._open):
            _abort(each)
            self._gone(each)

    async def close(self) -> None:
        for each in tuple(self._open):
            await each.socket.close()

    async def _listen(self, connection: _Connection) -> None:
        async for message in connection.socket:
            if message.type is WSMsgType.TEXT:
                self._acknowledge(json.loads(message.data))

    def _acknowledge(self, said: Json) -> None:
        # an ack may come on any socket of the app: clients answer on their newest after a refresh
        ack = self._acks.get(said.get("envelope_id", ""))
        if ack and not ack.done():
            ack.set_result(said.get("payload") or {})

    def _next(self) -> _Connection:
        # while a refresh is under way and nothing new has come, the old sockets are all there is
        taking = self._taking() or [each for each in self._open if not each.socket.closed]
        if not taking:
            raise NotTakenError("connection_failed")
        self._turn += 1
        return taking[self._turn % len(taking)]

    def _taking(self) -> list[_Connection]:
        return [each for each in self._open if not each.leaving and not each.socket.closed]

    def _gone(self, connection: _Connection) -> None:
        if connection in self._open:
            self._open.remove(connection)
        for envelope_id in connection.in_hand:
            ack = self._acks.get(envelope_id)
            # a socket that closes after a refresh leaves its acks to the next one
            if ack and not ack.done() and not connection.leaving:
                ack.set_exception(ConnectionResetError("the socket went away"))
        self._touch()

    def _hello(self, connection: _Connection) -> Json:
        return {
            "type": "hello",
            "num_connections": self.connections,
            "debug_info": {
                "host": f"applink-local-{connection.number}",
                "build_number": 1,
                "approximate_connection_time": 18060,
            },
            "connection_info": {"app_id": App.id},
        }


def _disconnect(reason: str) -> Json:
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-local"}}


def _abort(connection: _Connection) -> None:
    transport = connection.transport
    if transport is None or transport.is_closing():
        return
    raw = transport.get_extra_info("socket")
    # lingering zero seconds makes the kernel send RST instead of FIN
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()
