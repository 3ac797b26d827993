"""The Web API's door: token, scope, arguments, faults; then the method. Refuses as Slack refuses."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from newsbot import slackfacts
from newsbot.workspace.body import RefusedError
from newsbot.workspace.call import Call
from newsbot.workspace.faults import Faults
from newsbot.workspace.methods import METHODS
from newsbot.workspace.socket_mode import SocketMode
from newsbot.workspace.state import App, Json, State
from newsbot.workspace.tiers import Tiers

# Errors that any method may give, which the list of each method leaves out.
COMMON_ERRORS = frozenset(
    {
        "invalid_arguments",
        "invalid_auth",
        "missing_scope",
        "not_allowed_token_type",
        "not_authed",
        "unknown_method",
    }
)
# Errors met at the real Slack that the published list of the method leaves out.
UNLISTED_ERRORS = {
    "chat.postMessage": {"invalid_thread_ts", "invalid_attachments"},  # a thread_ts of no message
    "chat.postEphemeral": {
        "invalid_thread_ts",
        "invalid_metadata_format",
        "invalid_metadata_schema",
        "msg_blocks_too_long",
    },
    "chat.update": {"msg_blocks_too_long"},
    "views.publish": {"user_not_found"},
}
# Arguments that clients send and Slack takes without listing them.
UNLISTED_ARGUMENTS = {"chat.postMessage": {"client_msg_id"}}
EVERYWHERE = frozenset({"team_id"})  # Bolt sends it with every call

_PREFIX = {"channel": "channels", "group": "groups", "im": "im"}


class WebApi:
    """`/api/METHOD`. Every call is kept in `calls`, method and arguments, for tests to read."""

    def __init__(self, state: State, faults: Faults, sockets: SocketMode) -> None:
        self.calls: list[tuple[str, Json]] = []
        self.socket_address = ""
        self._state = state
        self._faults = faults
        self._sockets = sockets
        self._tiers = Tiers(time.monotonic)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """The handler of `/api/{method}`."""
        method = request.match_info["method"]
        given = await arguments(request)
        token = _bearer(request) or given.pop("token", None)
        given.pop("token", None)
        if (wait := self._faults.take("slow", method)) is not None:
            await asyncio.sleep(wait)
        wait = self._faults.take("limit", method)
        if wait is None:
            wait = self._tiers.wait(method, given)
        if wait is not None:
            self._state.touch()
            refused = {"ok": False, "error": "ratelimited"}
            return web.json_response(refused, status=429, headers={"Retry-After": str(int(wait))})
        answer = self.answer(method, token, given)
        if (wait := self._faults.take("hold_reply", method)) is not None:
            await asyncio.sleep(wait)
        if self._faults.take("lose_reply", method) is not None:
            lose(request)
        return web.json_response(answer, headers={"x-oauth-scopes": ",".join(sorted(self._scopes()))})

    def answer(self, method: str, token: str | None, given: Json) -> Json:
        """What Slack says to this call."""
        self.calls.append((method, given))
        self._state.touch()
        try:
            self._check(method, token, given)
            done = METHODS[method](Call(self._state, self._faults, given, self._open_socket))
        except RefusedError as refused:
            _published(method, refused.code)
            self._state.refusals.append((method, refused.code))
            return {"ok": False, "error": refused.code, **refused.fields}
        return {"ok": True, **done}

    def _check(self, method: str, token: str | None, given: Json) -> None:
        facts = slackfacts.methods().get(method)
        if facts is None or method not in METHODS:
            raise RefusedError("unknown_method", req_method=method)
        self._authorise(method, token)
        known = {*facts.args, *EVERYWHERE, *UNLISTED_ARGUMENTS.get(method, ())}
        faulty = [f"missing required field: {name}" for name in facts.required if not _has(given, name)]
        faulty += [f"no such argument: {name}" for name in given if name not in known]
        if faulty:
            raise RefusedError("invalid_arguments", messages=faulty)
        needed = self._needed(facts.scopes, given)
        if needed and not needed & self._scopes():
            provided = ",".join(sorted(self._scopes()))
            raise RefusedError("missing_scope", needed=",".join(sorted(needed)), provided=provided)

    def _authorise(self, method: str, token: str | None) -> None:
        app = self._state.app
        if not token:
            raise RefusedError("not_authed")
        if token not in (app.bot_token, app.app_token):
            raise RefusedError("invalid_auth")
        if (token == app.app_token) != (method == "apps.connections.open"):
            raise RefusedError("not_allowed_token_type")

    def _needed(self, scopes: tuple[str, ...], given: Json) -> set[str]:
        """Any one of these will do; where scopes go by kind of channel, those of this kind."""
        channel = self._state.channels.get(str(given.get("channel")))
        kind = _PREFIX[channel.kind] if channel else "im" if given.get("users") else ""
        return {each for each in scopes if kind and each.startswith(f"{kind}:")} or set(scopes)

    def _scopes(self) -> set[str]:
        return self._state.app.scopes - self._faults.removed_scopes

    def _open_socket(self) -> str:
        return f"{self.socket_address}?ticket={self._sockets.ticket()}&app_id={App.id}"


async def arguments(request: web.Request) -> Json:
    """Arguments from the query and from a form or JSON body."""
    given: Json = dict(request.query)
    if request.content_type == "application/json":
        try:
            said = await request.json()
        except ValueError:
            said = {}
        return {**given, **said} if isinstance(said, dict) else given
    form: Mapping[str, Any] = await request.post()
    return {**given, **form}


def lose(request: web.Request) -> None:
    """Reset the connection in place of a reply."""
    if request.transport:
        request.transport.abort()


def _bearer(request: web.Request) -> str | None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


def _has(given: Json, name: str) -> bool:
    return name == "token" or given.get(name) not in (None, "")


def _published(method: str, code: str) -> None:
    """The workspace may give no error that Slack does not."""
    facts = slackfacts.methods().get(method)
    listed = (facts.errors if facts else frozenset()) | COMMON_ERRORS
    if code not in listed | UNLISTED_ERRORS.get(method, set()):
        raise LookupError(f"{method} never gives {code}: it is not among its published errors")
