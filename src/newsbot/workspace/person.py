"""A person at the keyboard: commands, messages, clicks, modals; and what came back to them."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from newsbot.workspace import payloads, views
from newsbot.workspace.body import RefusedError
from newsbot.workspace.events import Kind, NotTakenError
from newsbot.workspace.response_url import ResponseUrls
from newsbot.workspace.state import SLACKBOT, App, Channel, Json, Message, State

PATIENCE_S = 5.0
_FAILED = {"http_timeout": "operation_timeout", "connection_failed": "dispatch_failed"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Wire:
    """What a person's actions go through. `send` gives what the ack carried; `tell` delivers an event
    in the background."""

    state: State
    urls: ResponseUrls
    send: Callable[[Kind, Json], Awaitable[Json]]
    tell: Callable[[Json], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """One thing that a person did. `error` is what Slack told them, if the app did not take it;
    `acked_s` is how long the app took to; `carried` is what the ack brought; `after` is how long the
    workspace's log was before."""

    state: State
    mine: Callable[[Message], bool]
    error: str | None = None
    acked_s: float = 0.0
    carried: Json = field(default_factory=dict)
    trigger_id: str | None = None
    ts: str | None = None
    after: int = 0

    def answers(self) -> tuple[Message, ...]:
        """What the app has said to it so far, as it stands now; oldest first."""
        said = {(each.channel, each.ts) for each in self.state.log[self.after :] if self.mine(each)}
        standing = (self.state.message(channel, ts) for channel, ts in said)
        return tuple(sorted((each for each in standing if each), key=lambda each: each.ts))

    async def answer(self, n: int = 1, *, within: float = PATIENCE_S) -> Message:
        """The app's n-th answer, waited for. TimeoutError if it does not come."""
        said = await self.state.until(lambda: self.answers()[n - 1 : n], within=within)
        return said[0]

    async def view(self, *, within: float = PATIENCE_S) -> Json:
        """The modal that it opened, waited for."""
        return await self.state.until(lambda: self.state.opened.get(self.trigger_id or ""), within=within)


class Person:
    """A member of the workspace who uses the app."""

    def __init__(self, id: str, wire: Wire) -> None:
        self.id = id
        self._wire = wire
        self._state = wire.state

    def sees(self, channel: str, thread_ts: str | None = None) -> tuple[Message, ...]:
        """What this person has on the screen there, ephemeral messages included; oldest first."""
        said = self._state.messages(channel, viewer=self.id)
        return tuple(each for each in said if thread_ts is None or each.root == thread_ts)

    async def command(self, command: str, text: str = "", *, channel: str) -> Turn:
        """Type a slash command. Slack offers none inside a thread."""
        place = self._place(channel)
        if self._state.app.command(command) is None:
            return self._refused(f"{command} is not a valid command", channel, error="invalid_command")
        url = self._wire.urls.give(channel=channel, user=self.id)
        form = payloads.slash_command(
            self._state, command, text, user=self.id, channel=place, response_url=url
        )
        turn = await self._send("slash_commands", form, mine=lambda each: each.via == url)
        if turn.error:
            said = f'{command} failed with the error "{turn.error}"'
            return self._refused(said, channel, error=turn.error)
        if turn.carried:
            self._show(url, turn.carried)
        return turn

    async def say(self, channel: str, text: str, *, thread_ts: str | None = None) -> Turn:
        """Write a message; `@newsbot` and `<@U…>` mention, everything else is literal."""
        self._place(channel)
        message = Message(
            channel=channel,
            ts=self._state.stamp(),
            user=self.id,
            text=_composed(self._state, text),
            thread_ts=thread_ts,
        )
        after = len(self._state.log)
        self._state.post(message)
        return Turn(state=self._state, mine=_replies_to(message), ts=message.ts, after=after)

    async def mention(self, channel: str, text: str, *, thread_ts: str | None = None) -> Turn:
        """Write a message that begins with the app's name."""
        return await self.say(channel, f"<@{App.user_id}> {text}", thread_ts=thread_ts)

    async def dm(self, text: str, *, thread_ts: str | None = None) -> Turn:
        """Write to the app directly."""
        return await self.say(self._state.direct(self.id).id, text, thread_ts=thread_ts)

    async def press(
        self,
        message: Message,
        action_id: str,
        *,
        value: str | None = None,
        block_id: str | None = None,
        values: Json | None = None,
        **chosen: Any,
    ) -> Turn:
        """Press a button, or choose (`selected_option=…`), in a message as it stands now."""
        shown = self._state.message(message.channel, message.ts)
        if shown is None or shown.only_for not in (None, self.id):
            raise ValueError(f"{self.id} does not see the message {message.ts}")
        action = self._action(_only(shown.blocks, block_id), action_id, value, chosen)
        url = self._wire.urls.give(channel=shown.channel, user=self.id, origin=shown)
        payload = payloads.block_actions(
            self._state, action, user=self.id, message=shown, values=values or {}, response_url=url
        )
        return await self._send("interactive", payload, mine=lambda each: each.via == url)

    async def press_in(
        self,
        view: Json,
        action_id: str,
        *,
        value: str | None = None,
        block_id: str | None = None,
        values: Json | None = None,
        **chosen: Any,
    ) -> Turn:
        """Press a button, or choose, in a modal or in App Home; `values` is what stands in its inputs."""
        action = self._action(_only(view["blocks"], block_id), action_id, value, chosen)
        payload = payloads.view_actions(self._state, action, user=self.id, view=view, values=values or {})
        return await self._send("interactive", payload, mine=_nothing)

    async def submit(self, view: Json, values: Json | None = None) -> Turn:
        """Send a modal off; values go by block_id and action_id. The ack may change the modal."""
        payload = payloads.view_submission(self._state, user=self.id, view=view, values=values or {})
        turn = await self._send("interactive", payload, mine=_nothing)
        if not turn.error:
            self._after_submit(view, turn.carried)
        return turn

    async def close(self, view: Json) -> Turn:
        """Close a modal (all of them with `clear_on_close`); the app hears of it if it asked to."""
        whole = bool(view.get("clear_on_close"))
        if whole:
            views.cleared(self._state, self.id)
        else:
            views.closed(self._state, self.id, view["id"])
        if not view.get("notify_on_close"):
            return Turn(state=self._state, mine=_nothing)
        payload = payloads.view_closed(self._state, user=self.id, view=view, cleared=whole)
        return await self._send("interactive", payload)

    async def shortcut(self, callback_id: str, *, message: Message | None = None) -> Turn:
        """Use a shortcut, on a message or anywhere."""
        if message is None:
            payload = payloads.shortcut(self._state, callback_id, user=self.id)
            return await self._send("interactive", payload)
        url = self._wire.urls.give(channel=message.channel, user=self.id, origin=message)
        payload = payloads.message_action(
            self._state, callback_id, user=self.id, message=message, response_url=url
        )
        return await self._send("interactive", payload, mine=lambda each: each.via == url)

    def dismiss(self, message: Message) -> None:
        """Have a message that only this person sees no longer on the screen; the app does not hear of it."""
        if message.only_for != self.id:
            raise ValueError("only a message that is visible to you alone can be dismissed")
        self._state.remove(message)

    async def open_home(self, tab: str = "home") -> None:
        """Look at the app's Home (or, with `messages`, at its direct channel)."""
        event: Json = {
            "type": "app_home_opened",
            "user": self.id,
            "channel": self._state.direct(self.id).id,
            "tab": tab,
            "event_ts": self._state.stamp(),
        }
        if home := self._state.homes.get(self.id):
            event["view"] = home
        self._wire.tell(event)

    async def home(self, *, within: float = PATIENCE_S) -> Json:
        """What the app published on this person's Home, waited for."""
        return await self._state.until(lambda: self._state.homes.get(self.id), within=within)

    def _place(self, channel: str) -> Channel:
        place = self._state.channels[channel]
        if self.id not in place.members:
            raise ValueError(f"{self.id} is not in {channel}")
        return place

    async def _send(
        self, kind: Kind, payload: Json, *, mine: Callable[[Message], bool] | None = None
    ) -> Turn:
        began, after = asyncio.get_running_loop().time(), len(self._state.log)
        error, carried = None, {}
        try:
            carried = await self._wire.send(kind, payload)
        except NotTakenError as failure:
            error = _FAILED.get(failure.reason, "http_service_error")
        took = asyncio.get_running_loop().time() - began
        return Turn(
            state=self._state,
            mine=mine or _nothing,
            error=error,
            acked_s=took,
            carried=carried,
            trigger_id=payload.get("trigger_id"),
            after=after,
        )

    def _show(self, url: str, carried: Json) -> None:
        try:
            self._wire.urls.say(url, carried)
        except RefusedError as refused:
            # as in Slack: what is wrong in an ack vanishes without a word
            self._state.refusals.append(("ack", refused.code))

    def _refused(self, said: str, channel: str, *, error: str) -> Turn:
        self._state.post(
            Message(channel=channel, ts=self._state.stamp(), user=SLACKBOT, text=said, only_for=self.id)
        )
        return Turn(state=self._state, mine=_nothing, error=error)

    def _action(self, blocks: Any, action_id: str, value: str | None, chosen: Mapping[str, Any]) -> Json:
        for block in blocks:
            for element in _elements(block):
                if element.get("action_id") == action_id and value in (None, element.get("value")):
                    kept: Json = {key: element[key] for key in ("type", "text", "value") if key in element}
                    stamp = {"block_id": block["block_id"], "action_ts": self._state.stamp()}
                    return {**kept, "action_id": action_id, **stamp, **chosen}
        raise ValueError(f"no {action_id} there to press")

    def _after_submit(self, view: Json, carried: Json) -> None:
        try:
            views.acked(self._state, self.id, view, carried)
        except RefusedError as refused:
            self._state.refusals.append(("ack", refused.code))


def _composed(state: State, text: str) -> str:
    """What the message field makes of typed words: mentions become ids, the rest is escaped."""
    named = text.replace(f"@{state.app.name}", f"<@{App.user_id}>")
    parts = re.split(r"(<@[UW][A-Z0-9]{1,20}>)", named)
    return "".join(part if n % 2 else payloads.escaped(part) for n, part in enumerate(parts))


def _replies_to(message: Message) -> Callable[[Message], bool]:
    def mine(each: Message) -> bool:
        by_app = each.bot_id == App.bot_id and each.channel == message.channel
        threaded = each.thread_ts == message.root and each.ts > message.ts
        loose = each.thread_ts is None and message.thread_ts is None and each.ts > message.ts
        return by_app and (threaded or (loose and message.channel.startswith("D")))

    return mine


def _nothing(_: Message) -> bool:
    return False


def _only(blocks: Iterable[Json], block_id: str | None) -> list[Json]:
    """The blocks, those in a container included; with an id that one."""
    found = [each for block in blocks for each in (block, *block.get("child_blocks", ()))]
    return [each for each in found if block_id in (None, each.get("block_id"))]


def _elements(part: Any) -> Iterator[Json]:
    """Every object inside a block."""
    if isinstance(part, dict):
        yield part
        for value in part.values():
            yield from _elements(value)
    elif isinstance(part, list):
        for each in part:
            yield from _elements(each)
