"""Where a line is asked: which channel, by whom, and when its thread was last answered."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from newsbot.commands.line import Line
from newsbot.commands.question import read
from newsbot.store import Store
from newsbot.text import fold

_WINDOWS = ("loaded", "since", "until")
_ASKS = ("what", "what's", "anything")


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """`channel` is one name a channel over all teams ("T1:C1"); for a direct message it is one person's. `before`
    is when the answer before in the thread was asked for, UTC, ISO 8601; null at the head of a thread. Who is not
    `trusted` may not say who is who."""

    channel: str
    by: str = ""
    before: str | None = None
    trusted: bool = True


CONSOLE = Place(channel="console")


def windowed(line: Line, place: Place, store: Store) -> Line:
    """Bare `new` with its window: since the answer before in the thread, else since the channel's last note. Any
    other line, and one where neither is known, as it is. "What's new?" is `new`."""
    if line.words and fold(line.words[0]) in _ASKS and (meant := read(line, store)):
        line = meant if meant.words[:1] == ("new",) else line
    if not line.words or fold(line.words[0]) != "new" or any(name in line.filters for name in _WINDOWS):
        return line
    since = place.before or store.last_sent(f"digest:{place.channel}:")
    return line.having(loaded=since) if since else line


class Asked:
    """When the newest lines were asked of this desk; for threads that no journal remembers. Any thread may use it."""

    def __init__(self, most: int = 256) -> None:
        self._most = most
        self._times: dict[str, str] = {}
        self._lock = threading.Lock()

    def note(self, line: str, moment: str) -> None:
        with self._lock:
            self._times.pop(line, None)
            self._times[line] = moment
            if len(self._times) > self._most:
                del self._times[next(iter(self._times))]

    def when(self, line: str) -> str | None:
        """When it was asked last; UTC, ISO 8601."""
        with self._lock:
            return self._times.get(line)
