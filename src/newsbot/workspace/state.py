"""What a workspace holds: people, channels, messages, one app, and the order in which they change."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal, TypeVar

Json = dict[str, Any]
ChannelKind = Literal["channel", "group", "im"]
Change = Literal["posted", "edited", "removed"]
T = TypeVar("T")

TEAM = "T0DESK"
SLACKBOT = "USLACKBOT"
TRIGGER_S = 3.0  # a view must be opened within this time of the click


@dataclass(frozen=True, kw_only=True, slots=True)
class User:
    """A member of the workspace."""

    id: str
    name: str
    real_name: str
    tz: str = "UTC"
    is_bot: bool = False
    is_admin: bool = False

    def to_dict(self) -> Json:
        """As `users.info` gives it."""
        return {
            "id": self.id,
            "team_id": TEAM,
            "name": self.name,
            "real_name": self.real_name,
            "tz": self.tz,
            "is_bot": self.is_bot,
            "is_admin": self.is_admin,
            "deleted": False,
            "profile": {"real_name": self.real_name, "display_name": self.name, "team": TEAM},
        }


@dataclass(frozen=True, kw_only=True, slots=True)
class File:
    """A file of the app's: announced, then uploaded (`content`), then shared (`title`)."""

    id: str
    name: str
    length: int
    alt_txt: str = ""
    title: str = ""
    content: bytes | None = None

    def to_dict(self, base: str) -> Json:
        """As messages give it; `base` is the address of the workspace."""
        ending = self.name.rpartition(".")[2].lower() if "." in self.name else "text"
        address = f"{base}files/{self.id}"
        return {
            "id": self.id,
            "name": self.name,
            "title": self.title or self.name,
            "mimetype": "text/csv" if ending == "csv" else "text/plain",
            "filetype": ending,
            "mode": "snippet" if ending in ("csv", "txt", "text") else "hosted",
            "user": App.user_id,
            "size": self.length,
            "is_external": False,
            "url_private": address,
            "url_private_download": address,
            **({"alt_txt": self.alt_txt} if self.alt_txt else {}),
        }


@dataclass(kw_only=True, slots=True)
class Channel:
    """A place to talk: public (`channel`), private (`group`) or direct (`im`, whose user is `user`)."""

    id: str
    name: str = ""
    kind: ChannelKind = "channel"
    user: str | None = None
    archived: bool = False
    members: list[str] = field(default_factory=list)

    def to_dict(self) -> Json:
        """As `conversations.info` gives it to a member."""
        common: Json = {
            "id": self.id,
            "created": 1,
            "is_archived": self.archived,
            "is_im": self.kind == "im",
            "is_channel": self.kind == "channel",
            "is_group": self.kind == "group",
            "is_private": self.kind != "channel",
            "context_team_id": TEAM,
        }
        if self.kind == "im":
            return {**common, "user": self.user}
        return {**common, "name": self.name, "num_members": len(self.members)}


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """One message as it stands now. `ts` is unique in the workspace; `only_for` names the one person
    who sees an ephemeral one; `via` is the response_url that brought it, if any."""

    channel: str
    ts: str
    user: str
    text: str
    blocks: tuple[Json, ...] = ()
    thread_ts: str | None = None
    metadata: Json | None = None
    bot_id: str | None = None
    edited: str | None = None
    only_for: str | None = None
    via: str | None = None
    broadcast: bool = False
    files: tuple[Json, ...] = ()

    @property
    def root(self) -> str:
        """The ts of the thread that this message opens or stands in."""
        return self.thread_ts or self.ts

    def to_dict(self, *, with_metadata: bool = False) -> Json:
        """As history and events give it."""
        body: Json = {"type": "message", "user": self.user, "text": self.text, "ts": self.ts, "team": TEAM}
        if self.bot_id:
            body |= {"bot_id": self.bot_id, "app_id": App.id}
        if self.blocks:
            body["blocks"] = list(self.blocks)
        if self.files:
            body |= {"files": list(self.files), "upload": False}
        if self.thread_ts:
            body["thread_ts"] = self.thread_ts
        if self.edited:
            body["edited"] = {"user": self.user, "ts": self.edited}
        if self.metadata and with_metadata:
            body["metadata"] = self.metadata
        return body


@dataclass(frozen=True, kw_only=True, slots=True)
class Command:
    """A slash command as the manifest registers it."""

    name: str
    hint: str = ""
    description: str = ""


class App:
    """The one app that is installed: what its manifest asked for, and its credentials."""

    id = "A0NEWSBOT"
    bot_id = "B0NEWSBOT"
    user_id = "U0NEWSBOT"

    def __init__(self, manifest: Mapping[str, Any]) -> None:
        features = manifest.get("features", {})
        subscriptions = manifest.get("settings", {}).get("event_subscriptions", {})
        self.name: str = features.get("bot_user", {}).get("display_name", "newsbot")
        self.scopes: set[str] = set(manifest.get("oauth_config", {}).get("scopes", {}).get("bot", ()))
        self.events = frozenset(subscriptions.get("bot_events", ()))
        self.commands = tuple(_command(each) for each in features.get("slash_commands", ()))
        self.home_tab: bool = features.get("app_home", {}).get("home_tab_enabled", False)
        self.shortcuts: tuple[Json, ...] = tuple(features.get("shortcuts", ()))
        self.bot_token = "xoxb-local-newsbot"  # noqa: S105 - made up, good on the loopback only
        self.app_token = "xapp-1-local-newsbot"  # noqa: S105 - likewise
        self.signing_secret = "local-signing-secret"  # noqa: S105 - likewise

    def command(self, name: str) -> Command | None:
        """The registered command of this name, slash included."""
        return next((each for each in self.commands if each.name == name), None)


Listener = Callable[[Change, Message, Message | None], None]


class State:
    """Everything in the workspace. Not for threads: it lives on one event loop.

    `log` holds every message as it was posted or edited, ephemeral ones too, in order; `refusals` what was
    refused: the method, or `response_url`, and the error; `modals` the ids of each person's open views, the
    one in front last. Listeners hear of every message that is not ephemeral, in order: what changed, the
    message now, and what it was before.
    """

    def __init__(
        self,
        *,
        app: App,
        users: Iterable[User],
        channels: Iterable[Channel],
        now: Callable[[], datetime],
    ) -> None:
        self.app = app
        self.now = now
        bot = User(id=App.user_id, name=app.name, real_name=app.name, is_bot=True)
        slackbot = User(id=SLACKBOT, name="slackbot", real_name="Slackbot", is_bot=True)
        self.users = {each.id: each for each in (*users, bot, slackbot)}
        self.channels = {each.id: each for each in channels}
        self.listeners: list[Listener] = []
        self.views: dict[str, Json] = {}
        self.homes: dict[str, Json] = {}
        self.opened: dict[str, Json] = {}
        self.modals: dict[str, list[str]] = {}
        self.files: dict[str, File] = {}
        self.address = "https://local.slack.com/"
        self.log: list[Message] = []
        self.refusals: list[tuple[str, str]] = []
        self._messages: dict[str, dict[str, Message]] = {}
        self._triggers: dict[str, tuple[str, float]] = {}
        self._reactions: set[tuple[str, str, str]] = set()
        self.version = 1
        self._last_ts = 0
        self._serial = 0
        self._waiting: list[asyncio.Future[None]] = []

    def serial(self, prefix: str, width: int = 8) -> str:
        """An id nobody had before, in order: `Ev00000001`."""
        self._serial += 1
        return f"{prefix}{self._serial:0{width}d}"

    def stamp(self) -> str:
        """A ts for now: seconds and six digits, later than every one before."""
        self._last_ts = max(int(self.now().timestamp() * 1_000_000), self._last_ts + 1)
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def trigger(self, user: str = "") -> str:
        """A trigger_id for what this person just did."""
        trigger = self.serial("", 12) + ".local"
        self._triggers[trigger] = (user, self.now().timestamp())
        return trigger

    def spend(self, trigger: str) -> str | None:
        """Use a trigger_id up; the error that a view asked for with it deserves, if any."""
        if trigger not in self._triggers:
            return "invalid_trigger_id"
        user, issued = self._triggers[trigger]
        self._triggers[trigger] = (user, -1.0)
        if issued < 0:
            return "exchanged_trigger_id"
        return "expired_trigger_id" if self.now().timestamp() - issued > TRIGGER_S else None

    def whose(self, trigger: str) -> str:
        """Who did what this trigger_id stands for."""
        return self._triggers[trigger][0]

    def channel(self, ref: str) -> Channel | None:
        """By id, by `#name`, or (for a person's id) the direct channel with that person."""
        if ref in self.users:
            return self.direct(ref)
        named = ref.removeprefix("#")
        return self.channels.get(ref) or next(
            (each for each in self.channels.values() if each.name and each.name == named), None
        )

    def direct(self, user: str) -> Channel:
        """The direct channel between this person and the app; opened when first asked for."""
        for each in self.channels.values():
            if each.kind == "im" and each.user == user:
                return each
        opened = Channel(id=self.serial("D"), kind="im", user=user, members=[user, App.user_id])
        self.channels[opened.id] = opened
        return opened

    def post(self, message: Message) -> Message:
        """Keep a new message (its ts is given by `stamp`) and tell the listeners."""
        self._keep(message)
        self._tell("posted", message, None)
        return message

    def say(self, channel: str, **how: Any) -> Message:
        """Post a new message of the app's."""
        return self.post(
            Message(channel=channel, ts=self.stamp(), user=App.user_id, bot_id=App.bot_id, **how)
        )

    def edit(self, message: Message, **changes: Any) -> Message:
        """The message with these fields changed, marked as edited."""
        edited = replace(message, edited=self.stamp(), **changes)
        self._keep(edited)
        self._tell("edited", edited, message)
        return edited

    def remove(self, message: Message) -> None:
        """Take a message away; its replies stay."""
        del self._messages[message.channel][message.ts]
        self._tell("removed", message, message)

    def message(self, channel: str, ts: str) -> Message | None:
        """The message at this ts, an ephemeral one included."""
        return self._messages.get(channel, {}).get(ts)

    def messages(self, channel: str, *, viewer: str | None = None) -> tuple[Message, ...]:
        """Everything said in a channel, oldest first; with a viewer, what only they see too."""
        said = self._messages.get(channel, {}).values()
        return tuple(sorted((e for e in said if e.only_for in (None, viewer)), key=lambda each: each.ts))

    def react(self, channel: str, ts: str, name: str) -> bool:
        """False if the app had already left this reaction there."""
        mark = (channel, ts, name)
        fresh = mark not in self._reactions
        self._reactions.add(mark)
        return fresh

    async def until(self, claim: Callable[[], T | None], *, within: float) -> T:
        """What `claim` gives as soon as it is neither None, False nor empty, asked at every change.

        TimeoutError if that takes longer than `within` seconds.
        """
        async with asyncio.timeout(within):
            while not (found := claim()):
                waiting = asyncio.get_running_loop().create_future()
                self._waiting.append(waiting)
                await waiting
            return found

    def touch(self) -> None:
        """Something changed: those who wait look again."""
        self.version += 1
        waiting, self._waiting = self._waiting, []
        for each in waiting:
            if not each.done():
                each.set_result(None)

    def _keep(self, message: Message) -> None:
        self._messages.setdefault(message.channel, {})[message.ts] = message
        self.log.append(message)

    def _tell(self, change: Change, message: Message, before: Message | None) -> None:
        if message.only_for is None:
            for listener in self.listeners:
                listener(change, message, before)
        self.touch()


def _command(entry: Mapping[str, Any]) -> Command:
    return Command(
        name=entry["command"],
        hint=entry.get("usage_hint", ""),
        description=entry.get("description", ""),
    )
