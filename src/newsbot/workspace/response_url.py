"""response_url: where an app answers a command or a click, five times within half an hour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from newsbot.slackfacts import limits
from newsbot.workspace import body as bodies
from newsbot.workspace.body import RefusedError
from newsbot.workspace.faults import Faults
from newsbot.workspace.state import Json, Message, State


@dataclass(kw_only=True, slots=True)
class _Url:
    channel: str
    user: str
    origin: Message | None
    issued: float
    posts: int = 0


class ResponseUrls:
    """All that were given out. `base` is the address before the id, set when the server is up."""

    def __init__(self, state: State, faults: Faults) -> None:
        self.base = ""
        self._state = state
        self._faults = faults
        self._given: dict[str, _Url] = {}

    def give(self, *, channel: str, user: str, origin: Message | None = None) -> str:
        """A new one for what this person did here, perhaps to this message."""
        hook = self._state.serial("hook-")
        issued = self._state.now().timestamp()
        self._given[hook] = _Url(channel=channel, user=user, origin=origin, issued=issued)
        return f"{self.base}{hook}"

    def post(self, id: str, said: Mapping[str, Any]) -> None:
        """Carry out one post. RefusedError: `expired_url`, `used_url`, or what is wrong with it."""
        url = self._given.get(id)
        late = url is not None and self._state.now().timestamp() - url.issued > limits.RESPONSE_URL_S
        if url is None or late or self._faults.response_urls_expired:
            raise RefusedError("expired_url")
        if url.posts >= limits.RESPONSE_URL_POSTS:
            raise RefusedError("used_url")
        self.say(f"{self.base}{id}", said)
        url.posts += 1

    def say(self, address: str, said: Mapping[str, Any]) -> Message | None:
        """Post, replace or delete as `said` asks; what an ack carries comes this way too, uncounted."""
        url = self._given[address.removeprefix(self.base)]
        if said.get("delete_original"):
            if origin := self._standing(url):
                self._state.remove(origin)
            return None
        body = bodies.read(said, faults=self._faults, serial=self._state.serial)
        if said.get("replace_original") and (origin := self._standing(url)):
            return self._state.edit(origin, text=body.text, blocks=body.blocks, via=address)
        return self._state.say(
            url.channel,
            text=body.text,
            blocks=body.blocks,
            thread_ts=said.get("thread_ts"),
            metadata=body.metadata,
            only_for=None if said.get("response_type") == "in_channel" else url.user,
            via=address,
        )

    def _standing(self, url: _Url) -> Message | None:
        return self._state.message(url.origin.channel, url.origin.ts) if url.origin else None


def refusal(error: RefusedError) -> tuple[int, Json]:
    """The status and body of a refused post."""
    status = 404 if error.code in ("expired_url", "used_url") else 400
    return status, {"ok": False, "error": error.code, **error.fields}
