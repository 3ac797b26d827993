"""A desk and a journal for tests of the Slack door: canned answers, and a clock that tests move."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from newsbot.answer import Answer, Cite, Item, Section
from newsbot.commands.repeats import without
from newsbot.model import Story
from newsbot.place import CONSOLE, Place
from newsbot.store import Complaint, Freshness, Line, Setting, SourceCount
from newsbot.watches import Alert


class MemoryJournal:
    """newsbot.store.Journal, with leases that end when the test says so."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.deliveries: dict[str, dict[str, Any]] = {}
        self.threads: dict[str, tuple[str, str]] = {}
        self.lines: dict[str, set[Line]] = {}
        self.answers: dict[str, str] = {}
        self._taken: set[str] = set()
        self._settings: dict[str, Setting] = {}
        self._complaints: list[Complaint] = []
        self._lock = threading.Lock()

    def take(self, keys: Sequence[str]) -> bool:
        with self._lock:
            known = bool(self._taken & set(keys))
            self._taken |= set(keys)
            return not known

    def claim(self, key: str, *, owner: str, lease_s: int) -> int | None:
        with self._lock:
            found = self.deliveries.get(key)
            if found and (found["state"] != "sending" or found["until"] > self.seconds):
                return None
            attempt = found["attempt"] + 1 if found else 1
            until = self.seconds + lease_s
            self.deliveries[key] = {"state": "sending", "until": until, "attempt": attempt, "owner": owner}
            return attempt

    def release(self, key: str) -> None:
        with self._lock:
            if self.deliveries.get(key, {}).get("state") == "sending":
                del self.deliveries[key]

    def settle(self, key: str, state: str, *, detail: str) -> None:
        with self._lock:
            self.deliveries.setdefault(key, {"attempt": 0}).update(
                state=state, detail=detail, at=self.seconds
            )

    def state(self, key: str) -> str | None:
        return self.deliveries.get(key, {}).get("state")

    def sent(self, key: str) -> str | None:
        found = self.deliveries.get(key, {})
        return found["detail"] if found.get("state") == "sent" else None

    def expired(self, prefix: str, *, limit: int) -> Sequence[str]:
        return [
            key
            for key, found in self.deliveries.items()
            if key.startswith(prefix) and found["state"] == "sending" and found["until"] <= self.seconds
        ][:limit]

    def last_sent(self, prefix: str) -> str | None:
        sent = [f["at"] for k, f in self.deliveries.items() if k.startswith(prefix) and f["state"] == "sent"]
        return datetime.fromtimestamp(max(sent), UTC).isoformat() if sent else None

    def remember(self, thread: str, line: str, *, now: str) -> None:
        self.threads[thread] = (line, now)

    def recall(self, thread: str) -> tuple[str, str] | None:
        return self.threads.get(thread)

    def show(self, series: str, lines: Sequence[Line], *, now: str) -> None:
        self.lines.setdefault(series, set()).update(lines)

    def shown(self, series: str) -> frozenset[Line]:
        return frozenset(self.lines.get(series, ()))

    def lost(self, series: str) -> Sequence[Line]:
        return ()

    def give(self, key: str, answer: str, *, now: str, until: str) -> None:
        self.answers[key] = answer

    def given(self, key: str) -> str | None:
        return self.answers.get(key)

    def keep(self, key: str, value: str | None, *, by: str, now: str) -> None:
        if value is None:
            self._settings.pop(key, None)
        else:
            self._settings[key] = Setting(key=key, value=value, by=by, at=now)

    def settings(self, prefix: str) -> Sequence[Setting]:
        return [one for key, one in sorted(self._settings.items()) if key.startswith(prefix)]

    def watches(self, channel: str) -> Sequence[Any]:
        """Nothing is watched."""
        return ()

    def complain(self, complaint: Complaint) -> None:
        self._complaints.append(complaint)

    def complaints(self) -> Sequence[Complaint]:
        return tuple(self._complaints)


class CannedDesk:
    """Answers any line with lines of a made-up story; a line with "boom" breaks it."""

    def __init__(self, journal: Any = None, *, lines: int = 3) -> None:
        self.journal: Any = journal or MemoryJournal()
        self.lines = lines
        self.asked: list[tuple[str, str | None]] = []
        self.clocks: list[datetime | None] = []
        self.places: list[Place] = []
        self.before_answer: Callable[[str], None] = lambda line: None

    def ask(
        self,
        line: str,
        *,
        now: datetime | None = None,
        then: Answer | str | None = None,
        where: Place = CONSOLE,
    ) -> Answer:
        self.places.append(where)
        self.clocks.append(now)
        self.asked.append((line, then.line if isinstance(then, Answer) else then))
        self.before_answer(line)
        if "boom" in line:
            raise RuntimeError("the shelf fell over")
        return canned(line, lines=self.lines)

    def note(self, line: str, *, series: str, now: datetime) -> Answer:
        return without(self.ask(line, now=now), self.journal.shown(series))

    def still(self, answer: Answer) -> Answer:
        return answer

    def alerts(
        self, prefix: str, *, now: datetime | None = None, held: Callable[[str], bool] = lambda _: False
    ) -> tuple[Alert, ...]:
        """Nothing is watched."""
        return ()

    def story(self, ref: str) -> Story | None:
        """No story stands behind the canned lines."""
        return None

    def examples(self) -> Sequence[str]:
        return ("who Rudman", "digest")

    def lines_on(self, text: str) -> Sequence[str]:
        return ()

    def freshness(self) -> Freshness:
        return Freshness(stories=0, last_load=None, refused=())

    def sources(self) -> Sequence[SourceCount]:
        return ()

    def close(self) -> None:
        """Nothing to let go of."""


def canned(line: str, *, lines: int = 3, sources: tuple[str, ...] = ("Coast Wire",)) -> Answer:
    """An answer with this many lines, and for a digest one section a source."""
    items = tuple(_item(f"{n} ferries were late on Monday", "Coast Wire") for n in range(lines))
    headed = [Section(heading="FERRY", items=items)]
    if line.startswith("digest"):
        headed += [Section(heading=name, items=(_item(f"only {name} has this", name),)) for name in sources]
    return Answer(kind="answer", line=line, title=f"Answer to {line}", sections=tuple(headed), next=("help",))


def _item(text: str, source: str) -> Item:
    cite = Cite(
        story="s1",
        origin="/stories/s1.txt",
        source=source,
        publisher=source,
        named_by="text",
        headline="Ferries late",
        published=None,
        stage=None,
        url=None,
        start=0,
        end=len(text),
    )
    return Item(text=text, cite=cite)
