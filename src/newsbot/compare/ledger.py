"""The ledger: figures that measure the same thing, side by side, with the verdict they bear."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from types import MappingProxyType
from typing import Literal

from newsbot.answer import Verdict
from newsbot.compare import intervals, measures, order, verdicts
from newsbot.compare.entries import Entry, read
from newsbot.compare.lexicon import BROAD, HEADWORDS, LENGTHS, NAMING, PEOPLE
from newsbot.compare.once import once
from newsbot.model import Figure, Found, Lineage

Reason = Literal["measures", "words", "which", "group"]


@dataclass(frozen=True, kw_only=True)
class Group:
    """Figures drawn together, oldest story first; of CHANGED figures the oldest published first.

    Without a verdict they are side by side, and `reason` tells why they bear none: several measures, a number
    and words, not given which is meant, or not given whether it is the same group (a caravan); null for one
    measure whose numbers may all be true and are not the same.
    """

    entries: tuple[Entry, ...]
    verdict: Verdict | None
    reason: Reason | None = None

    @property
    def sources(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(entry.source for entry in self.entries))

    @once
    def unit(self) -> str:
        """What is counted, as a heading says it: a group that people make up, what was done to them, or the
        unit; never a number. Empty where the story gives no word."""
        first = self.entries[0].measure
        if first.group and all(entry.measure.group == first.group for entry in self.entries):
            return first.group
        done = self._done() if first.unit in BROAD else None  # of what has a word of its own, the word tells
        if first.unit == PEOPLE and done and not first.frame:
            return done[1]
        counted = {entry.measure.word for entry in self.entries}
        word = first.word if len(counted) == 1 and first.unit not in BROAD else first.unit
        named = measures.plural(word) if word else ""
        return f"{named}, {done[1]}" if done and done[0] in NAMING else named

    def _done(self) -> tuple[str, str] | None:
        """The one kind of deed that all entries have, and the stories' plainest word for it."""
        kinds = frozenset.intersection(*[entry.measure.kinds for entry in self.entries])
        if len(kinds) != 1:
            return None
        told = [word for entry in self.entries for kind, word in entry.measure.told if kind in kinds]
        told = [word for word in told if word.endswith("ed") or word in HEADWORDS]
        if not told:
            return None
        plainest = max(told, key=lambda w: (w not in HEADWORDS, told.count(w), -told.index(w)))
        return next(iter(kinds)), plainest

    @property
    def frames(self) -> tuple[str, ...]:
        """The rates or periods, shortest first: ("week", "month")."""
        held = {entry.measure.frame for entry in self.entries if entry.measure.frame and entry.measure.rated}
        return tuple(sorted(held, key=lambda frame: (_FRAMES.get(frame, len(_FRAMES)), frame)))

    @property
    def counted(self) -> int:
        """How many different measures stand here."""
        return len(_clusters(self.entries, strict=False))


_FRAMES = {
    frame: n for n, frame in enumerate("second minute hour day night week month quarter year decade".split())
}
_EACH = 2  # figures of one source side by side; with more the unit is what the whole story counts in


def ledger(
    found: Iterable[Found[Figure]], lineage: Mapping[str, Lineage] = MappingProxyType({})
) -> tuple[Group, ...]:
    """The figures in groups: those of most sources first, what differs before what agrees, then what only one
    source has. Figures of two storylines are never compared; a figure that a story repeats stands once, and so
    does one that a copy repeats, by `lineage` (what each story took over, by its id)."""
    partitions: dict[tuple[int, str, str, str], list[Entry]] = {}
    for entry in read(found, lineage):
        told = entry.measure
        partitions.setdefault((entry.found.story.storyline, told.unit, told.group, told.frame), []).append(
            entry
        )
    groups = [group for entries in partitions.values() for group in _merged(_groups(entries))]
    several = [group for group in groups if group.verdict != "ONE SOURCE"]
    single = [entry for group in groups if group.verdict == "ONE SOURCE" for entry in group.entries]
    return (*sorted(several, key=_rank), *sorted(_by_source(single), key=_rank))


def verdict(one: Found[Figure], two: Found[Figure]) -> Verdict | None:
    """What two figures say to each other: CHANGED if one replaces the other, SAME, DIFFER, or nothing that can be
    said."""
    a, b = Entry(found=one, measure=measures.measure(one)), Entry(found=two, measure=measures.measure(two))
    return "CHANGED" if verdicts.replaces(a, b) or verdicts.replaces(b, a) else verdicts.verdict(a, b)


def _groups(entries: Sequence[Entry]) -> list[Group]:
    """What is surely measured alike gets a verdict, the rest is looked at together or alone."""
    if len(entries) == 1:
        return [Group(entries=tuple(entries), verdict="ONE SOURCE")]
    groups, left = _changes(entries), []
    entries = [entry for entry in entries if not any(entry in group.entries for group in groups)]
    numbers_first = sorted(entries, key=lambda entry: intervals.interval(entry.found.finding) is None)
    for cluster in _clusters(numbers_first, strict=True):
        for part in _consistent(cluster):
            if len({entry.source for entry in part}) > 1:
                groups.append(_judged(part))
            else:
                left.extend(part)
    groups, left = _doubted(groups, left)
    beside = [entry for entry in left if _comparable(entry, entries)]
    told = Counter(entry.source for entry in beside)
    if len(told) > 1 and max(told.values()) <= _EACH:
        groups.append(_beside(beside))
        left = [entry for entry in left if entry not in beside]
    return [*groups, *(Group(entries=(entry,), verdict="ONE SOURCE") for entry in left)]


def _merged(groups: Sequence[Group]) -> list[Group]:
    """Agreement on two numbers of the same sentences is one: "134 to 63"."""
    kept: dict[object, Group] = {}
    for n, group in enumerate(groups):
        at: object = n
        if group.verdict == "SAME":
            at = frozenset((e.found.story.id, e.found.finding.context) for e in group.entries)
        kept[at] = replace(kept[at], entries=(*kept[at].entries, *group.entries)) if at in kept else group
    return list(kept.values())


def _changes(entries: Sequence[Entry]) -> list[Group]:
    """A later number of one measure with those that it replaces, the oldest first."""
    groups: list[Group] = []
    left = [entry for entry in entries if entry.found.story.published]
    for later in reversed(_by_date(left)):
        if not any(entry is later for entry in left):
            continue
        if replaced := [entry for entry in left if verdicts.replaces(later, entry)]:
            told = _by_date([e for e in left if e is later or e in replaced or _joins(e, (later, *replaced))])
            groups.append(Group(entries=tuple(told), verdict="CHANGED"))
            left = [entry for entry in left if entry not in told]
    return groups


def _joins(entry: Entry, told: Sequence[Entry]) -> bool:
    """Another source that gives the old number or the new one."""
    return any(verdicts.verdict(entry, other) == "SAME" for other in told if other.source != entry.source)


def _by_date(entries: Sequence[Entry]) -> list[Entry]:
    place = {head.id: n for n, head in enumerate(order.oldest_first(entry.found.story for entry in entries))}
    return sorted(entries, key=lambda entry: (place[entry.found.story.id], entry.found.finding.start))


def _consistent(cluster: Sequence[Entry]) -> list[list[Entry]]:
    """The cluster whole, or by numbers that agree where one source has several: then they are several things."""
    if not any(verdicts.contradicts(a, b) for n, a in enumerate(cluster) for b in cluster[n + 1 :]):
        return [list(cluster)]
    parts: list[list[Entry]] = []
    for entry in cluster:
        home = next((part for part in parts if _agrees(entry, part)), None)
        if home is None:
            parts.append([entry])
        else:
            home.append(entry)
    return parts


def _agrees(entry: Entry, part: Sequence[Entry]) -> bool:
    """With one of them, and at odds with none of its own source."""
    return any(verdicts.verdict(entry, other) == "SAME" for other in part) and not any(
        verdicts.contradicts(entry, other) for other in part
    )


def _clusters(entries: Sequence[Entry], *, strict: bool) -> list[list[Entry]]:
    """Entries that measure the same as all before them in their cluster; `strict` wants a verdict too."""
    clusters: list[list[Entry]] = []
    for entry in entries:
        home = next((c for c in clusters if _belongs(entry, c, strict=strict)), None)
        if home is None:
            clusters.append([entry])
        else:
            home.append(entry)
    return clusters


def _belongs(entry: Entry, cluster: Sequence[Entry], *, strict: bool) -> bool:
    """Whether it is measured as all of them are; if `strict`, as any of another source is where there is one."""
    if not strict:
        return all(verdicts.together(entry, other, strict=False) for other in cluster)
    others = [other for other in cluster if other.source != entry.source]
    if others:
        return any(verdicts.together(entry, other, strict=True) for other in others)
    return all(verdicts.together(entry, other, strict=True) for other in cluster)


def _judged(entries: Sequence[Entry]) -> Group:
    """DIFFER if two sources have no figures that may both be true; SAME if any two have one that agrees; else
    they are laid side by side, for "at least 41" and 44 are neither."""
    by_source: dict[str, list[Entry]] = {}
    for entry in entries:
        by_source.setdefault(entry.source, []).append(entry)
    told = [_between(one, two) for one, two in combinations(by_source.values(), 2)]
    if "DIFFER" in told:
        return Group(entries=tuple(entries), verdict="DIFFER")
    if all(verdict == "SAME" for verdict in told):
        return Group(entries=tuple(entries), verdict="SAME")
    beside = _beside(entries)
    return replace(beside, reason=None) if beside.reason in ("measures", "which") else beside


def _between(one: Sequence[Entry], two: Sequence[Entry]) -> Verdict | None:
    told = list(product(one, two))
    if all(verdicts.verdict(a, b) == "DIFFER" for a, b in told):
        return "DIFFER"
    # Of one measure already: the same number agrees whatever else the sentences say.
    return (
        "SAME"
        if any(verdicts.verdict(a, b) == "SAME" or verdicts.one_number(a, b) for a, b in told)
        else None
    )


def _beside(entries: Sequence[Entry]) -> Group:
    words = [intervals.interval(entry.found.finding) is None for entry in entries]
    reason: Reason = "measures"
    if entries[0].measure.group:
        reason = "group"
    elif any(words) and not all(words):
        reason = "words"
    elif entries[0].measure.unit not in BROAD:
        reason = "which"
    return Group(entries=tuple(entries), verdict=None, reason=reason)


def _doubted(groups: Sequence[Group], left: Sequence[Entry]) -> tuple[list[Group], list[Entry]]:
    """Agreement that another source's number throws doubt on is no agreement: all are laid side by side."""
    made: list[Group] = []
    for group in groups:
        others = [entry for entry in left if group.verdict == "SAME" and _doubts(entry, group)]
        left = [entry for entry in left if entry not in others]
        made.append(_beside([*group.entries, *others]) if others else group)
    return made, list(left)


def _doubts(entry: Entry, group: Group) -> bool:
    return entry.source not in group.sources and any(
        verdicts.worth_a_look(entry, other) and not verdicts.both_true(entry, other)
        for other in group.entries
    )


def _comparable(entry: Entry, entries: Sequence[Entry]) -> bool:
    """Whether another source has something that an editor would lay beside this figure."""
    return any(verdicts.worth_a_look(entry, other) for other in entries if other.source != entry.source)


def _by_source(entries: Sequence[Entry]) -> list[Group]:
    """What only one source has: one group a source, unit and storyline; framed apart from unframed, and what is told
    per share or head apart from what is told per time."""
    grouped: dict[tuple[int, str, str, str, str], list[Entry]] = {}
    for entry in entries:
        told = entry.measure
        per = "time" if told.frame in _FRAMES else told.frame
        key = (entry.found.story.storyline, entry.source, told.unit, told.group, per)
        grouped.setdefault(key, []).append(entry)
    return [Group(entries=tuple(group), verdict="ONE SOURCE") for group in grouped.values()]


def _rank(group: Group) -> tuple[object, ...]:
    urgency = {"DIFFER": 0, "CHANGED": 1, None: 2, "SAME": 3}.get(group.verdict, 4)
    first, counted = group.entries[0].found, group.entries[0].measure
    size = max((intervals.middle(entry.found.finding) or 0.0 for entry in group.entries), default=0.0)
    return (
        -len(group.sources),
        urgency,
        counted.unit in LENGTHS or not (counted.unit or counted.group),
        not group.frames,
        first.finding.zone != "body",
        -first.story.storyline,
        counted.unit != PEOPLE,
        -size,
        first.story.row,
        first.finding.start,
    )
