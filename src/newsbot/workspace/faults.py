"""Faults: what a workspace does wrong on request, each for so many times or until taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["slow", "limit", "lose_reply", "hold_reply", "repeat_event"]
RESPONSE_URL = "response_url"
ANY = "*"


@dataclass(kw_only=True, slots=True)
class _Fault:
    kind: Kind
    where: str
    left: int
    seconds: float = 0.0


class Faults:
    """Switches. `where` is a Web API method, `response_url`, or `*` for any of them."""

    def __init__(self) -> None:
        self._armed: list[_Fault] = []
        self.refused_blocks: set[str] = set()
        self.removed_scopes: set[str] = set()
        self.response_urls_expired = False
        self.mentions_come_twice = False

    def slow(self, where: str, seconds: float, *, times: int = 1) -> None:
        """The next calls are answered this much later."""
        self._armed.append(_Fault(kind="slow", where=where, left=times, seconds=seconds))

    def limit(self, where: str, *, retry_after: int = 1, times: int = 1) -> None:
        """The next calls are refused with 429 and `Retry-After`; nothing is done."""
        self._armed.append(_Fault(kind="limit", where=where, left=times, seconds=retry_after))

    def lose_reply(self, where: str, *, times: int = 1) -> None:
        """The next calls are carried out, and the connection is reset before the reply."""
        self._armed.append(_Fault(kind="lose_reply", where=where, left=times))

    def hold_reply(self, where: str, seconds: float, *, times: int = 1) -> None:
        """The next calls are carried out, and the reply comes this much later."""
        self._armed.append(_Fault(kind="hold_reply", where=where, left=times, seconds=seconds))

    def repeat_event(self, event: str = ANY, *, times: int = 1) -> None:
        """The next events of this type are delivered again, under the same event_id, though acked."""
        self._armed.append(_Fault(kind="repeat_event", where=event, left=times))

    def send_mentions_twice(self) -> None:
        """From now on a mention also comes as a `message` event under another event_id, subscribed or not."""
        self.mentions_come_twice = True

    def refuse_blocks(self, *types: str) -> None:
        """Messages with a block of these types are `invalid_blocks` from now on."""
        self.refused_blocks.update(types)

    def remove_scope(self, scope: str) -> None:
        """The bot token no longer has this scope."""
        self.removed_scopes.add(scope)

    def expire_response_urls(self) -> None:
        """Every response_url given out so far or later is past its half hour."""
        self.response_urls_expired = True

    @property
    def armed(self) -> bool:
        """Whether any fault waits to be used up."""
        return any(fault.left > 0 for fault in self._armed)

    def take(self, kind: Kind, where: str) -> float | None:
        """The seconds of an armed fault, which is used up by this; None when there is none."""
        for fault in self._armed:
            if fault.kind == kind and fault.where in (where, ANY) and fault.left > 0:
                fault.left -= 1
                return fault.seconds
        return None
