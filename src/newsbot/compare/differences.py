"""Differences: the places and days that sources give differently for one happening."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from newsbot.answer import Verdict
from newsbot.compare import days, places
from newsbot.compare.happenings import PERSONAL, Happening, happenings
from newsbot.model import Head, Story
from newsbot.text import fold

Aspect = Literal["place", "day"]
# These may go on for days, or come more than once: two days need not be two tellings. Of some not even that is asked.
_LONG = frozenset(
    "meeting fire rally trial vote match hearing ceremony debate speech attack blast shooting charge find killing arrival concert".split()
)
_LASTING = frozenset("fire rally trial".split())
# These are felt or held in several places at once.
_SPREAD = frozenset(
    "quake tornado slide fire rally vote trial hearing charge attack blast shooting ceremony speech find killing concert arrival".split()
)
_ALIKE = 0.75  # of the words that say who met or signed, where two are told of


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """What sources say of one happening, a line each, oldest load first; no verdict where all may be true."""

    of: Aspect
    told: tuple[Happening, ...]
    verdict: Verdict | None


_Sure = Literal["DIFFER", "unsure"]
_Apart = Callable[[Happening, Happening], _Sure | None]


def differences(stories: Iterable[tuple[Head, Story]]) -> tuple[Difference, ...]:
    """The places and days in which sources differ on one thing: what surely differs first, places before days, then by
    load. A story that puts one kind of thing in two places, or on two days, is not heard on it."""
    stories = list(stories)
    told = [one for head, story in stories for one in happenings(head, story)]
    found: list[Difference] = []
    for kind in sorted({one.kind for one in told}):
        alike = [one for one in told if one.kind == kind]
        found += _differing([one for one in alike if one.place], "place", _places_apart)
        found += _differing([one for one in alike if one.day], "day", _days_apart)
    found = [one for one in found if one.of == "day" or not _reconciled(one, stories)]
    return tuple(sorted(found, key=lambda one: (one.verdict is None, one.of != "place", _at(one.told[0]))))


def one_thing(one: Happening, two: Happening) -> Literal["sure", "likely"] | None:
    """Whether both sentences tell of one thing, as far as words can show: in different sources, both as a plan or both
    as done. A person's is one if the person is the same; else it is the main thing of both stories, and no word
    says that it happened to something else. A meeting told of without a name is only likely the other's."""
    if one.head.source.label == two.head.source.label or (one.kind, one.planned) != (two.kind, two.planned):
        return None
    shared, both_main = one.actors & two.actors, one.main and two.main
    if one.kind in PERSONAL and (one.verb or two.verb):
        least = PERSONAL[one.kind]
        if not one.names or not two.names:
            nameless = one if not one.names else two
            told_of = len(shared) >= least or not (nameless.verb or nameless.actors)
            return "likely" if both_main and told_of else None
        alike = least == 1 or len(shared) >= _ALIKE * min(len(one.actors), len(two.actors))
        return "sure" if alike and len(shared) >= least and one.names & two.names else None
    return "sure" if both_main and (shared or not (one.actors and two.actors)) else None


def _differing(told: Sequence[Happening], of: Aspect, apart: _Apart) -> Iterable[Difference]:
    """Each thing once, a line a source, if two of them are apart."""
    clear = [one for one in told if not any(_blurs(one, two, apart) for two in told)]
    used: set[str] = set()
    for n, one in enumerate(clear):
        firsts: dict[str, Happening] = {}
        for two in clear[n + 1 :]:
            if one_thing(one, two):
                firsts.setdefault(two.head.source.label, two)
        compared = (one, *sorted(firsts.values(), key=_at))
        pairs = [(a, b) for m, a in enumerate(compared) for b in compared[m + 1 :] if apart(a, b)]
        if pairs and one.head.source.label not in used:
            used |= {two.head.source.label for two in compared}
            sure = any(apart(a, b) == "DIFFER" and one_thing(a, b) == "sure" for a, b in pairs)
            yield Difference(of=of, told=compared, verdict="DIFFER" if sure else None)


def _reconciled(told: Difference, stories: Sequence[tuple[Head, Story]]) -> bool:
    """One of the stories names two of the places in a sentence, and so may say how they lie ("Lemley, a suburb of Port Anne")."""
    named = {one.place.names[0] for one in told.told if one.place}
    return any(
        sum(name in said for name in named) > 1
        for _, story in stories
        for said in fold(story.text).split(". ")
    )


def _blurs(one: Happening, two: Happening, apart: _Apart) -> bool:
    """The other is of the same story and puts such a thing elsewhere, or on another day."""
    return one.head.id == two.head.id and one.planned == two.planned and apart(one, two) is not None


def _places_apart(one: Happening, two: Happening) -> _Sure | None:
    far = places.apart(one.place, two.place) if one.place and two.place else None
    return "unsure" if far and one.kind in _SPREAD else far


def _days_apart(one: Happening, two: Happening) -> _Sure | None:
    if not (one.day and two.day):
        return None
    far = days.apart(one.day, two.day)
    if not far or (far == 1 and (one.day.loose or two.day.loose)):
        return None
    if one.kind in _LONG and not (one.begins and two.begins):
        return None if one.kind in _LASTING else "unsure"
    return "DIFFER"


def _at(one: Happening) -> tuple[int, int]:
    return one.head.row, one.span.start
