"""Watches: a channel asks for one, lists them, ends one; and what they have met since they last looked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache

from newsbot import __version__
from newsbot.answer import Answer, Item, Section
from newsbot.commands import examples, nothing, watch
from newsbot.commands.line import Line
from newsbot.commands.moments import clock, zone
from newsbot.commands.sightings import Sighting
from newsbot.errors import LineError
from newsbot.place import CONSOLE, Place
from newsbot.store import Store
from newsbot.store.watches import Sighted, Watch
from newsbot.text import fold

Look = Callable[[str], Sequence[Sighting]]
MOST = 20  # watches of one channel
_STATE = re.compile(r"[\dT:+-]{0,40}/\d{1,10}(?:/[\w.+-]{1,40})?")  # of the archive, as `_state` writes it
_ALERT = "watch"  # of the keys of alerts: after it the channel, and the state of the archive
_FIRED = 5  # alerts that `watches` shows


@dataclass(frozen=True, kw_only=True, slots=True)
class Alert:
    """What a channel's watches met at once. `key` names it for good; `answer` is None where nothing of it stands
    any more, and nothing is to be told. `about` is the line that a follow-up looks back to; None where several
    watches met something."""

    key: str
    channel: str
    answer: Answer | None
    about: str | None


def asked(line: Line, store: Store, place: Place, *, now: datetime) -> Answer | None:
    """The answer to `watch LINE`, `watches`, `unwatch N|LINE`; None for any other line. What comes back is the list of
    what the channel watches, so that to ask its line again changes nothing."""
    first = fold(line.words[0]) if line.words else ""
    take = {"watch": _watch, "watches": _watches, "unwatch": _unwatch}.get(first)
    if take is None:
        return None
    try:
        return take(replace(line, words=line.words[1:]), store, place, now)
    except LineError as error:
        return Answer(kind="error", line=str(line), title=str(error), next=("watches", "help"))


def alerts(
    store: Store, prefix: str, *, now: datetime, held: Callable[[str], bool] = lambda _: False
) -> tuple[Alert, ...]:
    """Look at what the channels watch whose name begins so, and give every alert that was not told, oldest first. An
    alert is noted before it is given, under the same key until it is told. A channel that is `held` is not looked at,
    so that all of it comes in one alert afterwards."""
    state, look = (
        _state(store),
        _looking(store, now),
    )  # in this order: what is loaded meanwhile is met the next time
    for channel in store.watching(prefix):
        if not held(channel):
            _note(store, channel, state, look, now)
    untold = [_alert(store, key, look) for key in store.untold(f"{_ALERT}:{prefix}")]
    return tuple(alert for alert in untold if not held(alert.channel))


@contextmanager
def known(called: Sequence[str], store: Store, *, now: datetime) -> Iterator[None]:
    """What is done in this block is said of people who are `called` so, and is no news: their watches tell nothing of
    what they meet only because of it."""
    meant = watch.keys(called, store)
    theirs = [
        one
        for channel in store.watching("")
        for one in store.watches(channel)
        if meant & watch.keys(watch.named(one.line), store)
    ]
    look = _looking(store, now)
    before = {one.line: {sighting.mark for sighting in look(one.line)} for one in theirs}
    yield
    look = _looking(store, now)
    store.know({one.id: [s.mark for s in look(one.line) if s.mark not in before[one.line]] for one in theirs})


def _watch(line: Line, store: Store, place: Place, now: datetime) -> Answer:
    if not str(line):
        return _which("watch", store, place, now, [f"watch {one}" for one in examples(store) if _can(one)])
    wanted = str(watch.watchable(line, store))
    if len(store.watches(place.channel)) >= MOST:
        raise LineError(f"{MOST} lines are watched here; end one first, for example: unwatch 1")
    looked = _state(store)
    known = [one.mark for one in watch.met(wanted, store, now=now)]
    made = store.watch(place.channel, wanted, by=place.by, marks=known, looked=looked, now=_iso(now))
    title = f"watching {wanted} here" if made else f"{wanted} is watched here"
    return _list(store, place, now, title=title, next=(f"unwatch {wanted}", "watches", wanted))


def _can(line: str) -> bool:
    return line.split(" ", 1)[0] in ("who", "figures")


def _watches(line: Line, store: Store, place: Place, now: datetime) -> Answer:
    if line.words or line.phrases:
        return _again(line, store, place, now)
    if place.channel == CONSOLE.channel:  # no clock posts there: to list is to tell
        for one in alerts(store, CONSOLE.channel, now=now):
            store.told(one.key)
    return _list(store, place, now, title="watches")


def _again(line: Line, store: Store, place: Place, now: datetime) -> Answer:
    """An alert of this channel once more, by the state of the archive that it was met in."""
    if not _STATE.fullmatch(line.topic):
        raise LineError(f"watches takes no words; {watch.SAID}")
    alert = _alert(store, f"{_ALERT}:{place.channel}:{line.topic}", _looking(store, now))
    gone = Answer(
        kind="nothing", line=f"watches {line}", title="watches", note=nothing.FOUND, next=("watches",)
    )
    return alert.answer or gone


def _unwatch(line: Line, store: Store, place: Place, now: datetime) -> Answer:
    watched = store.watches(place.channel)
    if not line.words and not line.phrases:
        return _which("unwatch", store, place, now, [f"unwatch {n}" for n in range(1, len(watched) + 1)])
    one = _meant(line, store, watched)
    store.unwatch(place.channel, one.line)
    return _list(
        store, place, now, title=f"no longer watching {one.line}", next=(f"watch {one.line}", "watches")
    )


def _meant(line: Line, store: Store, watched: Sequence[Watch]) -> Watch:
    """By its number in the list, or by the line."""
    if line.topic.isdecimal() and 0 < int(line.topic[:4]) <= len(watched):
        return watched[int(line.topic[:4]) - 1]
    wanted = {str(line), str(watch.watchable(line, store))}
    found = next((one for one in watched if one.line in wanted), None)
    if found is None:
        said = f"write unwatch 1 or unwatch {watched[0].line}" if watched else "nothing is watched here"
        raise LineError(f"{line} is not watched here; {said}")
    return found


def _which(line: str, store: Store, place: Place, now: datetime, lines: Sequence[str]) -> Answer:
    """A bare `watch` or `unwatch` asks back."""
    found = _list(store, place, now, title=line)
    return replace(found, kind="clarify" if lines else "nothing", line=line, next=tuple(lines))


def _list(store: Store, place: Place, now: datetime, *, title: str, next: tuple[str, ...] = ()) -> Answer:
    """What the channel watches, numbered, then what fired lately."""
    watched = store.watches(place.channel)
    items = tuple(_line(n, one, now) for n, one in enumerate(watched, start=1))
    return Answer(
        kind="answer" if items or next else "nothing",
        line="watches",
        title=title,
        sections=(*([Section(heading="", items=items)] if items else []), *_fired(store, place, now)),
        note=None if items else "nothing is watched here",
        next=next or tuple(f"unwatch {n}" for n in range(1, len(items) + 1))[:3],
    )


def _line(n: int, one: Watch, now: datetime) -> Item:
    return Item(lead=f"{n} · {one.line}", text=one.line, label=f"since {clock(one.at, now)} {zone(now)}")


def _fired(store: Store, place: Place, now: datetime) -> Iterator[Section]:
    """The newest alerts again, each section with its line and time."""
    look = _looking(store, now)
    for key in store.fired(place.channel, limit=_FIRED):
        for sighted in store.sighted(key):
            heading = f"{sighted.watch.line} · {clock(sighted.at, now)}"
            for section in watch.told(sighted.watch.line, _met(sighted, look), headed=True):
                yield replace(section, heading=heading) if not section.verdict else section


def _note(store: Store, channel: str, state: str, look: Look, now: datetime) -> None:
    """Note what the channel's watches have met, if anything was loaded since they last looked. After a new version of
    this program what was loaded before is no news, for its rules may mark it otherwise."""
    due = [one for one in store.watches(channel) if one.looked != state]
    if due:
        old = [one for one in due if _version(one.looked) != _version(state)]
        store.know(
            {one.id: [s.mark for s in look(one.line) if s.head.loaded <= _loaded(one.looked)] for one in old}
        )
        marks = {one.id: [sighting.mark for sighting in look(one.line)] for one in due}
        store.sight(marks, alert=f"{_ALERT}:{channel}:{state}", looked=state, now=_iso(now))


def _looking(store: Store, now: datetime) -> Look:
    """What a line meets; looked up once, however many alerts are of it."""
    return cache(lambda line: watch.met(line, store, now=now))


def _alert(store: Store, key: str, look: Look) -> Alert:
    sighted = store.sighted(key)
    met = {one.watch.line: _met(one, look) for one in sighted}
    channel = sighted[0].watch.channel if sighted else ""
    again = f"watches {key.removeprefix(f'{_ALERT}:{channel}:')}"
    return Alert(
        key=key,
        channel=channel,
        answer=watch.alert(again, met),
        about=next(iter(met)) if len(met) == 1 else None,
    )


def _met(sighted: Sighted, look: Look) -> list[Sighting]:
    """What made up the alert, each mark once: the first story that has it stands for those that carry it too."""
    by_mark: dict[str, Sighting] = {}
    for one in look(sighted.watch.line):
        by_mark.setdefault(one.mark, one)
    return [by_mark[mark] for mark in sighted.marks if mark in by_mark]


def _state(store: Store) -> str:
    """Changes with every load that brought anything, and with the version of the program."""
    fresh = store.freshness()
    return f"{fresh.last_load or ''}/{fresh.stories}/{__version__}"


def _version(state: str) -> str:
    return state.partition("/")[2].partition("/")[2]


def _loaded(state: str) -> str:
    """When the last load was."""
    return state.partition("/")[0]


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")
