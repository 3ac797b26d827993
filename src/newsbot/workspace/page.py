"""The workspace in a browser: static files, what is on the screen as JSON, and what a person does there."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from typing import Any

from aiohttp import web

from newsbot.workspace import views
from newsbot.workspace.files import preview
from newsbot.workspace.person import Person, Turn
from newsbot.workspace.state import App, Channel, Json, Message, State

FILES = {
    "index.html": "text/html",
    "blocks.js": "text/javascript",
    "charts.js": "text/javascript",
    "completion.js": "text/javascript",
    "controls.js": "text/javascript",
    "marks.js": "text/javascript",
    "menus.js": "text/javascript",
    "messages.js": "text/javascript",
    "modals.js": "text/javascript",
    "page.css": "text/css",
    "page.js": "text/javascript",
    "tables.js": "text/javascript",
}
# Nothing but our own files, and no inline script: words of a story can never become code.
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
    " img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}
_QUIET_S = 15.0  # an event stream says something at least this often
_NEWEST = 300  # messages of a channel that a screen holds


@dataclass(frozen=True, kw_only=True, slots=True)
class Jump:
    """A button that moves the workspace's clock: what stands on it, and what it does."""

    label: str
    do: Callable[[], Awaitable[None]]


class Page:
    """The page's routes. `person` gives who acts; `jump` is set by who can move the clock."""

    def __init__(self, state: State, person: Callable[[str], Person]) -> None:
        self.jump: Jump | None = None
        self._state = state
        self._person = person
        self._closing = False

    def add_to(self, app: web.Application) -> None:
        """Register everything under `/`."""
        app.router.add_get("/", self._file)
        app.router.add_get("/page/{name}", self._file)
        app.router.add_get("/archives/{channel}/p{ts}", self._permalink)
        app.router.add_get("/screen", self._screen)
        app.router.add_get("/changes", self._changes)
        app.router.add_post("/do/{what}", self._do)
        app.on_shutdown.append(self._stop)

    async def _stop(self, _: web.Application) -> None:
        self._closing = True
        self._state.touch()

    async def _file(self, request: web.Request) -> web.Response:
        name = request.match_info.get("name", "index.html")
        if name not in FILES:
            raise web.HTTPNotFound
        text = (files("newsbot.workspace") / "page" / name).read_text(encoding="utf-8")
        return web.Response(text=text, content_type=FILES[name], charset="utf-8", headers=HEADERS)

    async def _permalink(self, request: web.Request) -> web.Response:
        """The address of a message, as Slack makes them: to its thread in the page."""
        channel, ts = request.match_info["channel"], request.match_info["ts"]
        message = self._state.message(channel, f"{ts[:-6]}.{ts[-6:]}")
        if message is None:
            raise web.HTTPNotFound(text="no such message here")
        raise web.HTTPFound(f"/#{channel}/{message.root}")

    async def _screen(self, request: web.Request) -> web.Response:
        """Everything that one person sees: the room, and one channel's messages."""
        person, channel = self._who(request.query), request.query.get("channel", "")
        seen = person.sees(channel)[-_NEWEST:] if channel in self._state.channels else ()
        shown = {
            **self._room(person),
            "messages": [self._shown(each) for each in seen],
            "modal": views.front(self._state, person.id),
            "home": self._state.homes.get(person.id),
        }
        return web.json_response(shown, headers=HEADERS)

    async def _changes(self, request: web.Request) -> web.StreamResponse:
        """One line whenever something changed, for an EventSource."""
        stream = web.StreamResponse(headers={**HEADERS, "Content-Type": "text/event-stream"})
        await stream.prepare(request)
        with suppress(ConnectionResetError):  # the page was closed
            await self._tell(stream)
        return stream

    async def _tell(self, stream: web.StreamResponse) -> None:
        seen = 0
        while not self._closing:
            try:
                seen = await self._state.until(partial(self._newer, seen), within=_QUIET_S)
            except TimeoutError:
                await stream.write(b": still here\n\n")
            else:
                await stream.write(f"data: {seen}\n\n".encode())

    def _newer(self, seen: int) -> int | None:
        return self._state.version if self._closing or self._state.version > seen else None

    async def _do(self, request: web.Request) -> web.Response:
        """One deed. Only JSON from this page: a form or another site's page cannot send it."""
        origin = request.headers.get("Origin", f"http://{request.host}")
        if request.content_type != "application/json" or origin != f"http://{request.host}":
            raise web.HTTPForbidden(text="only this workspace's own page may act here")
        deed = _DEEDS.get(request.match_info["what"])
        if deed is None:
            raise web.HTTPNotFound
        try:
            given = json.loads(await request.text())
            turn = await deed(self, self._who(given), given)
        except (KeyError, ValueError, TypeError) as wrong:
            return web.json_response({"error": str(wrong)}, status=400, headers=HEADERS)
        said: Json = {"error": turn.error}
        if wrong_fields := turn.carried.get("errors"):
            said["errors"] = wrong_fields
        return web.json_response(said, headers=HEADERS)

    async def _command(self, person: Person, given: Json) -> Turn:
        command, _, text = str(given["text"]).partition(" ")
        return await person.command(command, text.strip(), channel=given["channel"])

    async def _say(self, person: Person, given: Json) -> Turn:
        thread_ts = given.get("thread_ts") or None
        return await person.say(given["channel"], str(given["text"]), thread_ts=thread_ts)

    async def _press(self, person: Person, given: Json) -> Turn:
        message = self._message(given)
        return await person.press(message, given["action_id"], **_pressed(given))

    async def _press_in(self, person: Person, given: Json) -> Turn:
        return await person.press_in(self._view(given), given["action_id"], **_pressed(given))

    async def _submit(self, person: Person, given: Json) -> Turn:
        return await person.submit(self._view(given), dict(given.get("values") or {}))

    async def _close(self, person: Person, given: Json) -> Turn:
        return await person.close(self._view(given))

    async def _shortcut(self, person: Person, given: Json) -> Turn:
        message = self._message(given) if given.get("ts") else None
        return await person.shortcut(str(given["callback_id"]), message=message)

    async def _dismiss(self, person: Person, given: Json) -> Turn:
        person.dismiss(self._message(given))
        return _done(self._state)

    async def _open_home(self, person: Person, given: Json) -> Turn:
        await person.open_home(str(given.get("tab") or "home"))
        return _done(self._state)

    async def _jump(self, _: Person, __: Json) -> Turn:
        if self.jump is None:
            raise ValueError("this workspace's clock cannot be moved")
        await self.jump.do()
        return _done(self._state)

    def _message(self, given: Json) -> Message:
        message = self._state.message(given["channel"], given["ts"])
        if message is None:
            raise ValueError("that message is gone")
        return message

    def _view(self, given: Json) -> Json:
        view = self._state.views.get(str(given["view_id"]))
        if view is None:
            raise ValueError("that view is gone")
        return view

    def _who(self, given: Any) -> Person:
        return self._person(str(given.get("user") or next(iter(self._state.users))))

    def _room(self, person: Person) -> Json:
        self._state.direct(person.id)
        mine = [each for each in self._state.channels.values() if person.id in each.members]
        app, state = self._state.app, self._state
        return {
            "me": person.id,
            "zone": state.users[person.id].tz,
            "now": state.now().timestamp(),
            "jump": self.jump.label if self.jump else None,
            "app": {"user": App.user_id, "name": app.name, "home": app.home_tab},
            "people": {each.id: each.real_name for each in state.users.values()},
            "members": [
                {"id": each.id, "name": each.real_name} for each in state.users.values() if not each.is_bot
            ],
            "channels": [self._listed(each, person) for each in mine],
            "commands": [
                {"name": each.name, "hint": each.hint, "description": each.description}
                for each in app.commands
            ],
            "shortcuts": list(app.shortcuts),
        }

    def _listed(self, channel: Channel, person: Person) -> Json:
        said = [each.ts for each in person.sees(channel.id) if each.user != person.id]
        name = channel.name or self._state.app.name
        return {"id": channel.id, "name": name, "kind": channel.kind, "latest": said[-1] if said else ""}

    def _shown(self, message: Message) -> Json:
        return {
            "ts": message.ts,
            "user": message.user,
            "text": message.text,
            "blocks": list(message.blocks),
            "thread_ts": message.thread_ts,
            "private": message.only_for is not None,
            "edited": message.edited is not None,
            "files": [self._attached(each) for each in message.files],
        }

    def _attached(self, told: Json) -> Json:
        kept = self._state.files[told["id"]]
        about = {key: told[key] for key in ("id", "name", "title", "filetype", "size")}
        return {**about, "alt_txt": kept.alt_txt, "rows": preview(kept)}


def _done(state: State) -> Turn:
    """A deed that no app hears of."""
    return Turn(state=state, mine=lambda _: False)


def _pressed(given: Json) -> Json:
    """Which of equal buttons, what was chosen, and what stands in the inputs around."""
    chosen = {key: given[key] for key in _CHOSEN if key in given}
    where = {key: given[key] for key in ("value", "block_id") if given.get(key) is not None}
    return {**where, **chosen, "values": dict(given.get("values") or {})}


# what an element may carry when something was chosen in it
_CHOSEN = (
    "selected_option",
    "selected_options",
    "selected_date",
    "selected_time",
    "selected_user",
    "selected_channel",
    "selected_conversation",
)
_DEEDS: dict[str, Callable[[Page, Person, Json], Awaitable[Turn]]] = {
    "command": Page._command,
    "say": Page._say,
    "press": Page._press,
    "press_in": Page._press_in,
    "submit": Page._submit,
    "close": Page._close,
    "shortcut": Page._shortcut,
    "dismiss": Page._dismiss,
    "open_home": Page._open_home,
    "jump": Page._jump,
}
