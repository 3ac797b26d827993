"""`watch`: which lines can be watched, what they meet, and how that is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from newsbot.answer import Answer, Item, Section
from newsbot.commands import line as grammar
from newsbot.commands import sightings
from newsbot.commands.line import Ask, Line, parse
from newsbot.commands.person import resolve
from newsbot.commands.sightings import Sighting
from newsbot.commands.vocabulary import joined, scope
from newsbot.errors import LineError
from newsbot.names import key
from newsbot.store import Archive
from newsbot.text import fold

SAID = 'write watch figures border, watch who Lopez, watch quotes mayor or watch "two words"'
Place = tuple[str, int]  # a story, and where a line of it begins
_MOST = 8  # lines of an alert, so that it fits a first screen
_SEEN_BY: Mapping[str, Callable[[Ask], list[Sighting]]] = {
    "figures": sightings.figures,
    "who": sightings.named,
    "quotes": sightings.said,
    "find": sightings.lines,
}


def answer(ask: Ask) -> Answer:
    """A watch is kept by the desk, for the channel that asks; here nobody tells which that is."""
    raise LineError(f"{ask.line}: nothing tells which channel asks; ask the desk")


def watchable(asked: Line, archive: Archive) -> Line:
    """The line as it is watched: a bare name is `who`, other bare words and phrases `find`. LineError for a line that
    cannot be watched, or that watches everything."""
    if banned := [name for name in ("since", "until", "loaded") if name in asked.filters]:
        raise LineError(f"a watch looks at what is loaded from now on; leave out {banned[0]}:")
    first = fold(asked.words[0]) if asked.words else ""
    if first in _SEEN_BY:
        found = replace(asked, words=(first, *asked.words[1:]))
    elif first in _OTHERS:
        raise LineError(f"{first} cannot be watched; {SAID}")
    else:
        name = bool(asked.words) and not asked.phrases and _is_name(asked.topic, archive)
        found = replace(asked, words=("who" if name else "find", *asked.words))
    if len(found.words) < 2 and not found.phrases:
        raise LineError(f"watch {found}: on what? {SAID}".replace("  ", " "))
    return found


_OTHERS = frozenset(
    "digest summary story sources help new compare timeline export watch watches unwatch same apart undo".split()
)


def _is_name(topic: str, archive: Archive) -> bool:
    found = resolve(topic, archive)
    return bool(found.people) and found.exact


def named(line: str) -> tuple[str, ...]:
    """Whom the watched line may ask for: its topic, and whom `by:` names."""
    asked = parse(line)
    return tuple(filter(None, [asked.filters.get("by"), " ".join([*asked.words[1:], *asked.phrases])]))


def keys(names: Sequence[str], archive: Archive) -> frozenset[str]:
    """Everything that whoever may be called so is filed under, and the names themselves."""
    people = [one for name in names for one in resolve(name, archive).people]
    return frozenset([*map(key, names), *(each for one in people for each in one.keys)])


def met(line: str, archive: Archive, *, now: datetime) -> list[Sighting]:
    """All that a watched line meets in the archive as it stands; the newest few hundred findings are looked at."""
    asked = parse(line)
    first = asked.words[0]
    rest = replace(asked, words=asked.words[1:])
    return _SEEN_BY[first](grammar.ask(rest, first, archive, now=now))


def told(
    line: str,
    sighted: Sequence[Sighting],
    *,
    headed: bool,
    room: int = _MOST,
    shown: set[Place] | None = None,
) -> tuple[Section, ...]:
    """These sightings in so many lines: changed figures with those that they changed from, then the newest. What is
    `shown` already is left out, and what is shown here added to it."""
    known = set[Place]() if shown is None else shown
    changed = {tuple(map(_place, one.section.items)): one.section for one in sighted if one.section}
    sections = list(changed.values())[: room // 2]
    known |= {_place(made) for section in sections for made in section.items}
    rows = [made for _, made in sightings.told(sighted) if _place(made) not in known]
    left = max(1, room - sum(1 + len(section.items) for section in sections))
    known |= {_place(made) for made in rows[:left]}
    if rows:
        items, more = tuple(rows[:left]), max(0, len(rows) - left)
        sections.append(Section(heading=line if headed else "", items=items, more=more))
    return tuple(sections)


def _place(made: Item) -> Place:
    return (made.cite.story, made.cite.start) if made.cite else ("", 0)


def alert(line: str, by_line: Mapping[str, Sequence[Sighting]]) -> Answer | None:
    """One message for all that a channel's watches met, which `line` gives again; None where nothing of it stands
    any more."""
    kept = {watched: sighted for watched, sighted in by_line.items() if sighted}
    if not kept:
        return None
    room = max(1, _MOST // len(kept))
    shown: set[Place] = set()
    heads = {one.head.id: one.head for sighted in kept.values() for one in sighted}
    return Answer(
        kind="answer",
        line=line,
        title=f"watched: {joined(*kept)}",
        sections=tuple(
            s
            for watched, met in kept.items()
            for s in told(watched, met, headed=len(kept) > 1, room=room, shown=shown)
        ),
        note=scope(list(heads.values())),
        next=(*kept, *(f"unwatch {watched}" for watched in kept)) if len(kept) < 4 else ("watches",),
    )
