"""The Desk: load stories, ask a line, get an Answer whose every line is locked to its story."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from newsbot import commands, identities, watches
from newsbot.answer import Answer
from newsbot.commands import COMMANDS, Command
from newsbot.commands.line import parse
from newsbot.commands.lock import cited, locked
from newsbot.commands.lost import led
from newsbot.commands.person import resolve
from newsbot.commands.repeats import lines, without
from newsbot.commands.still import still
from newsbot.errors import SpanError
from newsbot.lately import Lately
from newsbot.model import Story
from newsbot.names import surname
from newsbot.place import CONSOLE, Asked, Place, windowed
from newsbot.store import Archive, Freshness, Journal, SourceCount, Store
from newsbot.text import fold
from newsbot.watches import Alert

if TYPE_CHECKING:
    from newsbot.extract.opinion import Opinion
    from newsbot.ingest import LoadReport

_NAMES = 20  # looked up at once; a message names few

__all__ = ["COMMANDS", "Command", "Desk", "LoadReport", "lines"]


class Desk:
    """One archive, opened. Made by `newsbot.open`; `clock` tells the time when a call does not, `opinion` sees
    people in the stories that are loaded beside what the rules see."""

    def __init__(
        self, store: Store, *, clock: Callable[[], datetime], opinion: Opinion | None = None
    ) -> None:
        self._store = store
        self._clock = clock
        self._opinion = opinion
        self._asked = Asked()
        self._lately = Lately()

    @property
    def journal(self) -> Journal:
        """What the bot did, on the same engine."""
        return self._store

    @property
    def archive(self) -> Archive:
        """The stories and findings themselves, for the command line."""
        return self._store

    def load(
        self, paths: Sequence[str | Path], *, progress: Callable[[int], None] | None = None
    ) -> LoadReport:
        """Read files and folders into the archive; loading again changes nothing."""
        from newsbot import ingest  # with all rules of reading: half of the time until the first answer

        return ingest.load(
            [Path(path) for path in paths],
            self._store,
            now=_utc(self._clock()),
            progress=progress,
            opinion=self._opinion,
        )

    def ask(
        self,
        line: str,
        *,
        now: datetime | None = None,
        then: Answer | str | None = None,
        where: Place = CONSOLE,
    ) -> Answer:
        """The answer to one line. `then` is the answer before in the thread, or its line; `now`
        must know its zone; `where` is the channel, for `watch` and `new`."""
        before, moment = then.line if isinstance(then, Answer) else then, now or self._clock()
        asked = windowed(parse(line), self._since(where, before), self._store)
        answer = watches.asked(asked, self._store, where, now=moment)
        answer = answer or identities.asked(asked, self._store, where, now=moment)
        if answer:
            answer = self._locked(answer)
        else:
            told = str(asked) if asked != parse(line) else line
            answer = self._answer(told, before, moment)
        self._asked.note(answer.line, _utc(moment))
        return answer

    def _answer(self, line: str, before: str | None, now: datetime) -> Answer:
        """What a line and the one before it in the thread give at this minute, of the archive as it stands."""

        def make() -> Answer:
            return self._steady(lambda: commands.ask(line, self._store, now=now, then=before))

        fresh, said = self._store.freshness(), self._store.identities().said
        minute = (now.replace(second=0, microsecond=0).isoformat(), str(now.tzinfo))
        return self._lately.given((line, before, minute, fresh, said), make)

    def note(self, line: str, *, series: str, now: datetime) -> Answer:
        """The answer to the line of a series of notes: what the series has shown is left out or marked, and what
        stories have lost of it since is told first."""

        def make() -> Answer:
            told = without(self.ask(line, now=now), self._store.shown(series))
            return led(told, self._store, self._store.lost(series))

        return self._steady(make)

    def still(self, answer: Answer) -> Answer:
        """An answer that was given before, as it was; where a story's text has changed since, by the earlier text."""
        return self._locked(still(answer, self._store))

    def alerts(
        self, prefix: str, *, now: datetime | None = None, held: Callable[[str], bool] = lambda _: False
    ) -> tuple[Alert, ...]:
        """What the watches of these channels have met and was not told yet, but for those that are `held`. Tell the
        Journal of each once it is: `journal.told(alert.key)`."""
        return watches.alerts(self._store, prefix, now=now or self._clock(), held=held)

    def examples(self) -> tuple[str, ...]:
        """Up to four lines that have an answer in this archive."""
        return commands.examples(self._store, limit=4)

    def lines_on(self, text: str) -> tuple[str, ...]:
        """Up to six lines that have an answer here, on the people and then the figures that a text names."""
        from newsbot.extract import extract

        found = extract(text)
        meant = dict.fromkeys([*(mention.person for mention in found.mentions), *_capitals(text)])
        people = dict.fromkeys(f"who {name}" for word in [*meant][:_NAMES] for name in self._one_person(word))
        units = dict.fromkeys(figure.unit for figure in found.figures if figure.unit)
        lines = [*people, *(f"figures {unit}" for unit in units)]
        return tuple([line for line in lines[:_NAMES] if self.ask(line).kind == "answer"][:6])

    def story(self, ref: str) -> Story | None:
        """A story as it was read: by id, by url, or by the end of its path."""
        return self._store.story(ref)

    def freshness(self) -> Freshness:
        """How new the archive is, and what its last load refused."""
        return self._store.freshness()

    def sources(self) -> Sequence[SourceCount]:
        """Every source, most stories first."""
        return self._store.sources()

    def close(self) -> None:
        """Let go of the archive; safe to call twice."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _one_person(self, name: str) -> tuple[str, ...]:
        """The full name of the one person whom a name or surname means, if just one is called so."""
        found = resolve(name, self._store)
        if not found.exact or len(found.people) != 1:
            return ()
        known = found.people[0].name
        return (known,) if len(name.split()) > 1 or surname(known) == fold(name) else ()

    def _since(self, where: Place, before: str | None) -> Place:
        """A thread that no journal remembers looks back to when this desk gave the answer before."""
        asked = self._asked.when(before) if before and not where.before else None
        return replace(where, before=asked) if asked else where

    def _steady(self, make: Callable[[], Answer]) -> Answer:
        """What `make` gives, locked; made once more where a load gave a story another text while it was made."""
        try:
            return self._locked(make())
        except SpanError:
            return self._locked(make())

    def _locked(self, answer: Answer) -> Answer:
        return locked(answer, self._store.texts(cited(answer)).get)


def __getattr__(name: str) -> Any:
    """LoadReport, which only those who load need."""
    if name == "LoadReport":
        from newsbot.ingest import LoadReport

        return LoadReport
    raise AttributeError(name)


def _capitals(text: str) -> list[str]:
    """Words that begin with a capital; whether they name somebody is the archive's to say."""
    return [word for word in re.findall(r"[^\W\d_][\w-]{2,40}", text) if word[0].isupper()]


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")
