"""Rate tiers: how many calls of a method Slack takes in a minute, and how fast messages may follow in a channel."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from newsbot import slackfacts

PER_MINUTE: Mapping[str, int] = MappingProxyType({"t1": 1, "t2": 20, "t3": 50, "t4": 100})
POST = "chat.postMessage"  # of no tier: one a second in each channel, and short bursts
POSTS_AT_ONCE = 10


class Tiers:
    """What was called lately. `seconds` is a clock that only goes on."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        self._seconds = seconds
        self._free: defaultdict[tuple[str, str], float] = defaultdict(lambda: -math.inf)

    def wait(self, method: str, given: Mapping[str, Any]) -> int | None:
        """Whole seconds until Slack takes this call, for Retry-After; None when it takes it now, and counts it."""
        if method == POST:
            return self._taken((method, str(given.get("channel"))), burst=POSTS_AT_ONCE, gap=1.0)
        facts = slackfacts.methods().get(method)
        most = PER_MINUTE.get(facts.tier) if facts else None
        return self._taken((method, ""), burst=most, gap=60 / most) if most else None

    def _taken(self, key: tuple[str, str], *, burst: int, gap: float) -> int | None:
        """As if each call took `gap` seconds, and so many could wait in line."""
        now = self._seconds()
        ends = max(self._free[key], now) + gap
        over = ends - now - burst * gap
        if over > 1e-9:
            return math.ceil(over)
        self._free[key] = ends
        return None
