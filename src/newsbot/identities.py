"""Who is one person and who is not, as editors say: `same`, `apart`, `undo`, and the list of what was said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from newsbot import names
from newsbot.answer import Answer, Item, Section
from newsbot.commands import is_identity
from newsbot.commands.line import Line
from newsbot.commands.moments import clock, zone
from newsbot.commands.person import nearest, resolve
from newsbot.errors import LineError
from newsbot.place import Place
from newsbot.store import Store
from newsbot.store.identities import Identity, key, pair, value
from newsbot.text import fold
from newsbot.watches import known

MOST = 200  # pairs of names; each is looked at whenever a name is
_LONGEST = 80  # characters of a name
_FORM = "write same NAME = NAME or apart NAME = NAME"


def asked(line: Line, store: Store, place: Place, *, now: datetime) -> Answer | None:
    """The answer to `same NAME = NAME`, `apart NAME = NAME`, `undo same|apart NAME = NAME`; None for any other line.
    What comes back is the list, so that to ask its line again changes nothing."""
    if not is_identity(line):
        return None
    try:
        return _answer(fold(line.words[0]), replace(line, words=line.words[1:]), store, place, now)
    except LineError as error:
        return Answer(kind="error", line=str(line), title=str(error), next=("same", "help"))


def _answer(verb: str, rest: Line, store: Store, place: Place, now: datetime) -> Answer:
    if not rest.words:
        return _which(store, now) if verb == "undo" else _list(store, now, title="who is who")
    if not place.trusted:
        raise LineError("only the admins named in the config say who is who")
    return _undo(rest, store, now) if verb == "undo" else _say(verb, rest, store, place, now)


def _say(verb: str, rest: Line, store: Store, place: Place, now: datetime) -> Answer:
    one, other = _two(rest)
    if _told(one, other, store) is None:
        one, other = _name(one, store), _name(other, store)
    if names.key(one) == names.key(other):
        raise LineError(f"{one} and {other} are one name here, and one person")
    unknown = [name for name in (one, other) if not _is_known(name, store)]
    if len(unknown) == 2 or (unknown and verb == "apart"):
        near = nearest(unknown[0], store)
        raise LineError(f"nobody here is called {unknown[0]}" + (f"; write {near[0]}" if near else ""))
    if len(store.identities().said) >= MOST:
        raise LineError(f"{MOST} pairs of names are kept; undo one first")
    by, at = place.by or place.channel, now.astimezone(UTC).isoformat(timespec="seconds")
    with known((one, other), store, now=now):
        store.keep(key(one, other), value(one, other, same=verb == "same"), by=by, now=at)
    said = f"{one} and {other} are {'one person' if verb == 'same' else 'two people'}"
    return _list(store, now, title=said, next=(f"undo {verb} {one} = {other}", f"who {other}", "same"))


def _is_known(name: str, store: Store) -> bool:
    found = resolve(name, store)
    return found.exact and bool(found.people)


def _undo(rest: Line, store: Store, now: datetime) -> Answer:
    verb = fold(rest.words[0])
    if verb not in ("same", "apart"):
        raise LineError(f"undo {rest}: write undo same NAME = NAME or undo apart NAME = NAME")
    one, other = _two(replace(rest, words=rest.words[1:]))
    told = _told(one, other, store)
    if told is None or told.same != (verb == "same"):
        raise LineError(f"{rest} was not said; same lists what was")
    with known((one, other), store, now=now):
        store.keep(key(one, other), None, by="", now="")
    return _list(store, now, title=f"undone: {told}", next=(str(told), "same"))


def _told(one: str, other: str, store: Store) -> Identity | None:
    """What was said of just these two names."""
    return next((t for t in store.identities().said if pair(t.one, t.other) == pair(one, other)), None)


def _two(rest: Line) -> tuple[str, str]:
    """The names on both sides of the sign; LineError where there are not two."""
    if rest.words == ("=",) and len(rest.phrases) == 2:
        return rest.phrases[0], rest.phrases[1]
    sides = [side.strip(" ,.") for side in rest.topic.split("=")]
    if rest.phrases or rest.filters or len(sides) != 2 or not all(names.key(side) for side in sides):
        raise LineError(f"{rest}: which two names? {_FORM}")
    if any(len(side) > _LONGEST for side in sides):
        raise LineError(f"a name has {_LONGEST} characters at most; {_FORM}")
    return sides[0], sides[1]


def _name(said: str, store: Store) -> str:
    """As it was written, if somebody is filed under it or nobody is called so; else the full name of who is meant."""
    found = resolve(said, store)
    filed = any(names.key(said) in one.keys for one in found.people)
    if len(found.people) > 1 and not (filed and " " in said):
        shown = ", ".join(one.name for one in found.people[:4])
        raise LineError(f"{said} may be {shown}; write the full name")
    return said if filed or not found.people or not found.exact else found.people[0].name


def _which(store: Store, now: datetime) -> Answer:
    """A bare `undo` asks back."""
    lines = tuple(f"undo {told}" for told in _newest(store))
    found = _list(store, now, title="undo", next=lines[:4])
    return replace(found, kind="clarify" if lines else "nothing", line="undo")


def _list(store: Store, now: datetime, *, title: str, next: tuple[str, ...] = ()) -> Answer:
    """All that was said, the newest first, with who and when."""
    told = _newest(store)
    items = tuple(_line(one, now) for one in told)
    return Answer(
        kind="answer" if items or next else "nothing",
        line="same",
        title=title,
        sections=(Section(heading="", items=items),) if items else (),
        note=None if items else f"nothing is set; {_FORM}",
        next=next or tuple(f"undo {one}" for one in told[:3]),
    )


def _newest(store: Store) -> Sequence[Identity]:
    return sorted(store.identities().said, key=lambda one: (one.at, str(one)), reverse=True)


def _line(one: Identity, now: datetime) -> Item:
    label = f"by {one.by} · {clock(one.at, now)} {zone(now)}"
    return Item(lead=str(one), text=str(one), label=label)
