"""The ledger: figures that measure the same thing, side by side, with the verdict they bear."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import Literal

from newsbot.answer import Verdict
from newsbot.compare import changes, contrasts, intervals, measures, order
from newsbot.compare.lexicon import BROAD, HEADWORDS, LENGTHS, MONEY, MOVING, NAMING, NOISE, PEOPLE
from newsbot.compare.measures import Measure
from newsbot.model import Figure, Found, Lineage
from newsbot.text import fold, words

Reason = Literal["measures", "words", "which", "group"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A figure and what it measures; `carried` are other sources that have its sentence word for word or copy its
    story, `took` is what its own story took over."""

    found: Found[Figure]
    measure: Measure
    carried: tuple[str, ...] = ()
    took: Lineage | None = None

    @property
    def source(self) -> str:
        return self.found.story.source.label


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

    @cached_property
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
        kinds = frozenset.intersection(*(entry.measure.kinds for entry in self.entries))
        told = [word for entry in self.entries for kind, word in entry.measure.told if kind in kinds]
        told = [word for word in told if word.endswith("ed") or word in HEADWORDS]
        if len(kinds) != 1 or not told:
            return None
        plainest = max(told, key=lambda w: (w not in HEADWORDS, told.count(w), -told.index(w)))
        return next(iter(kinds)), plainest

    @property
    def frames(self) -> tuple[str, ...]:
        """The rates or periods, shortest first: ("week", "month")."""
        held = {entry.measure.frame for entry in self.entries if entry.measure.frame}
        return tuple(sorted(held, key=lambda frame: (_FRAMES.get(frame, len(_FRAMES)), frame)))

    @property
    def counted(self) -> int:
        """How many different measures stand here."""
        return len(_clusters(self.entries, strict=False))


_Counted = tuple[str, str, object]  # unit, frame, number or words
_Place = tuple[str, _Counted]  # a story's id and what it counts
_FRAMES = {
    frame: n for n, frame in enumerate("second minute hour day night week month quarter year decade".split())
}
# Numbers this many times apart are not worth a look together when all that they share is a broad unit.
_FAR, _NEAR = 5.0, 1.25
_REACH = 12.0
_ALIKE = 3  # words that two sums have in common, to be worth a look
_BIG, _MANY, _SEVERAL = 10_000, 100, 10  # equal numbers from which on chance is no reason
_SENTENCE = 8  # words; two may write a shorter sentence alike
_EACH = 2  # figures of one source side by side; with more the unit is what the whole story counts in


def ledger(
    found: Iterable[Found[Figure]], lineage: Mapping[str, Lineage] = MappingProxyType({})
) -> tuple[Group, ...]:
    """The figures in groups: those of most sources first, what differs before what agrees, then what only one
    source has. Figures of two storylines are never compared; a figure that a story repeats stands once, and so
    does one that a copy repeats, by `lineage` (what each story took over, by its id)."""
    partitions: dict[tuple[int, str, str, str], list[Entry]] = {}
    for entry in _readings(found, lineage):
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
    return "CHANGED" if _replaces(a, b) or _replaces(b, a) else _verdict(a, b)


def _verdict(a: Entry, b: Entry) -> Verdict | None:
    claim, other = intervals.interval(a.found.finding), intervals.interval(b.found.finding)
    if claim is None or other is None:
        return "SAME" if _worded_alike(a, b) else None
    if intervals.overlap(claim, other):
        return "SAME" if _agreed(a, b) and not contrasts.doubtful(a.measure, b.measure) else None
    if not _in_reach(a, b) or not measures.surely(a.measure, b.measure) or _moved(a, b):
        return None
    return None if contrasts.apart(a.measure, b.measure) else "DIFFER"


def _worded_alike(a: Entry, b: Entry) -> bool:
    """Whether both give one quantity in the same words, of what may be one thing."""
    one, two = a.found.finding, b.found.finding
    if intervals.interval(one) or intervals.interval(two) or fold(one.text) != fold(two.text):
        return False
    return measures.alike(a.measure, b.measure)


def _agreed(a: Entry, b: Entry) -> bool:
    """Whether numbers that may both be true are one number of one thing, as far as the sentences are alike."""
    return _near(a, b) and not contrasts.apart(a.measure, b.measure)


def _near(a: Entry, b: Entry) -> bool:
    if not intervals.agree(a.found.finding, b.found.finding):
        return False
    if measures.same(a.measure, b.measure) or (_exact(a, b) and measures.alike(a.measure, b.measure)):
        return True
    return _rare(a, b) and not measures.alike(a.measure, b.measure)


def _moved(a: Entry, b: Entry) -> bool:
    """Whether one is the later count of what goes on for days: a toll that rose contradicts nobody."""
    one, two = a.found.story.published, b.found.story.published
    return bool(a.measure.kinds & b.measure.kinds & MOVING) and (
        order.before(one, two) or order.before(two, one)
    )


def _in_reach(a: Entry, b: Entry) -> bool:
    """Numbers further apart than a misplaced nought and a bit are hardly about one thing."""
    one, two = intervals.middle(a.found.finding), intervals.middle(b.found.finding)
    return one is not None and two is not None and max(one, two) <= _REACH * min(one, two)


def _exact(a: Entry, b: Entry) -> bool:
    """A number of two digits or more that stands in both stories is the same number, and so is a big one and what is
    counted in a word of its own; so is a length of time."""
    one, two = intervals.middle(a.found.finding), intervals.middle(b.found.finding)
    shared = a.measure.stems & b.measure.stems
    if a.measure.unit in LENGTHS:
        return bool(shared)
    if one is None or one != two:
        return False
    return (
        _digits(one) > 1
        or one >= _BIG
        or (a.measure.unit not in BROAD and (one >= _SEVERAL or len(shared) > 1))
    )


def _rare(a: Entry, b: Entry) -> bool:
    """Numbers that agree and that hardly anything else of their storyline bears: of what is counted in a word of its
    own; or the same number, of three digits that tell something, or a big one of two among the same words."""
    one, two = intervals.middle(a.found.finding), intervals.middle(b.found.finding)
    if one is None or two is None:
        return False
    if a.measure.unit not in BROAD | {""}:
        telling = min(one, two) >= _MANY or (one == two and _digits(one) > 1)
        return telling and measures.compatible(a.measure, b.measure)
    if one != two:
        return False
    if _digits(one) > 1 and one >= _BIG and len(a.measure.stems & b.measure.stems) > 1:
        return measures.compatible(a.measure, b.measure, anytime=True)
    shared = a.measure.kinds & b.measure.kinds
    return bool(shared) and _digits(one) > 2 and measures.compatible(a.measure, b.measure, anywhere=True)


def _digits(number: float) -> int:
    """How many digits tell something: 2 of 6.4 and of 12,000."""
    return len(f"{number:g}".replace(".", "").rstrip("0").split("e")[0])


def _readings(found: Iterable[Found[Figure]], lineage: Mapping[str, Lineage]) -> list[Entry]:
    """Each figure once: not again in a headline or caption, nor in a second reading of its sentence, nor in the
    same sentence of another source, which is carried with the first."""
    order = sorted(
        found, key=lambda f: (f.story.row, f.finding.zone != "body", f.finding.start, f.finding.end)
    )
    kept: dict[_Place, Entry] = {}
    for one in order:
        figure = one.finding
        entry = Entry(found=one, measure=measures.measure(one), took=lineage.get(one.story.id))
        if entry.measure.unit in NOISE and (figure.value is None or figure.value <= 3):
            continue
        kept.setdefault((one.story.id, _counted(entry)), entry)
    return _carried(kept.items())


def _counted(entry: Entry) -> _Counted:
    """What is counted and how many: the same in two places of a story, it is one figure."""
    figure = entry.found.finding
    number = (figure.value, figure.low, figure.high)
    said = number if intervals.interval(figure) else figure.text.casefold()
    return entry.measure.unit, entry.measure.frame, said


def _carried(entries: Iterable[tuple[_Place, Entry]]) -> list[Entry]:
    """Word for word the same sentence is no second source, nor is a copy of the story: its label goes to the first
    who has the figure."""
    kept: list[Entry] = []
    first: dict[tuple[object, ...], int] = {}
    for (_, counted), entry in entries:
        keys = _texts(entry, counted)
        at = next((first[key] for key in keys if key in first), None)
        if at is None:
            at = len(kept)
            kept.append(entry)
        elif entry.source not in (kept[at].source, *kept[at].carried):
            kept[at] = replace(kept[at], carried=(*kept[at].carried, entry.source))
        for key in keys:
            first.setdefault(key, at)
    return kept


def _texts(entry: Entry, counted: _Counted) -> list[tuple[object, ...]]:
    """By what a figure is known again in another's text: its sentence, and its number in the same story."""
    story, took = entry.found.story, entry.took
    text = took.original if took and took.original and took.shared == "copy" else story.id
    told = words(entry.found.passage)
    at = entry.found.finding.start - entry.found.finding.context.start
    sentence = [("sentence", story.storyline, " ".join(told), at)] if len(told) >= _SENTENCE else []
    return [*sentence, ("text", text, counted)]


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
        if replaced := [entry for entry in left if _replaces(later, entry)]:
            told = _by_date([e for e in left if e is later or e in replaced or _joins(e, (later, *replaced))])
            groups.append(Group(entries=tuple(told), verdict="CHANGED"))
            left = [entry for entry in left if entry not in told]
    return groups


def _joins(entry: Entry, told: Sequence[Entry]) -> bool:
    """Another source that gives the old number or the new one."""
    return any(_verdict(entry, other) == "SAME" for other in told if other.source != entry.source)


def _by_date(entries: Sequence[Entry]) -> list[Entry]:
    place = {head.id: n for n, head in enumerate(order.oldest_first(entry.found.story for entry in entries))}
    return sorted(entries, key=lambda entry: (place[entry.found.story.id], entry.found.finding.start))


def _replaces(later: Entry, earlier: Entry) -> bool:
    """Published surely later, of one measure, another number; by the same publisher, or said to be a change."""
    one, two = earlier.found.story, later.found.story
    if one.storyline != two.storyline or not order.before(one.published, two.published):
        return False
    old, new = intervals.middle(earlier.found.finding), intervals.middle(later.found.finding)
    if old is None or new is None or not _in_reach(earlier, later):
        return False
    if intervals.agree(earlier.found.finding, later.found.finding):
        return False
    if not measures.same(earlier.measure, later.measure):
        return False
    if one.source.publisher is not None and one.source.publisher == two.source.publisher:
        return True
    return changes.told(later.found) == ("up" if new > old else "down")


def _consistent(cluster: Sequence[Entry]) -> list[list[Entry]]:
    """The cluster whole, or by numbers that agree where one source has several: then they are several things."""
    if not any(_contradicts(a, b) for n, a in enumerate(cluster) for b in cluster[n + 1 :]):
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
    return any(_verdict(entry, other) == "SAME" for other in part) and not any(
        _contradicts(entry, other) for other in part
    )


def _contradicts(a: Entry, b: Entry) -> bool:
    """One source, two numbers that cannot both be true of one thing."""
    if a.source != b.source:
        return False
    claim, other = intervals.interval(a.found.finding), intervals.interval(b.found.finding)
    return claim is None or other is None or not intervals.overlap(claim, other)


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
        return all(_together(entry, other, strict=False) for other in cluster)
    others = [other for other in cluster if other.source != entry.source]
    if others:
        return any(_together(entry, other, strict=True) for other in others)
    return all(_together(entry, other, strict=True) for other in cluster)


def _together(a: Entry, b: Entry, *, strict: bool) -> bool:
    if not strict or a.source == b.source:
        told = measures.same(a.measure, b.measure)
    elif _both_true(a, b):
        told = _one_measure(a, b)
    else:
        told = measures.of_one(a.measure, b.measure) and _in_reach(a, b)
    return told and not contrasts.apart(a.measure, b.measure)


def _one_measure(a: Entry, b: Entry) -> bool:
    """Whether what may both be true is surely of one thing."""
    return _worded_alike(a, b) or _near(a, b) or (measures.same(a.measure, b.measure) and _telling(a, b))


def _telling(a: Entry, b: Entry) -> bool:
    """Words beside a number, of what everything is counted in, need more than one deed in common."""
    worded = None in (intervals.interval(a.found.finding), intervals.interval(b.found.finding))
    broad = a.measure.unit in BROAD and a.measure.unit != PEOPLE
    return not (worded and broad) or len(a.measure.stems & b.measure.stems) > 1


def _both_true(a: Entry, b: Entry) -> bool:
    claim, other = intervals.interval(a.found.finding), intervals.interval(b.found.finding)
    return claim is None or other is None or intervals.overlap(claim, other)


def _judged(entries: Sequence[Entry]) -> Group:
    """DIFFER if two sources have no figures that may both be true; SAME if any two have one that agrees; else
    they are laid side by side, for "at least 41" and 44 are neither."""
    sources = list(dict.fromkeys(entry.source for entry in entries))
    told = [_between(entries, one, two) for n, one in enumerate(sources) for two in sources[n + 1 :]]
    if "DIFFER" in told:
        return Group(entries=tuple(entries), verdict="DIFFER")
    if all(verdict == "SAME" for verdict in told):
        return Group(entries=tuple(entries), verdict="SAME")
    beside = _beside(entries)
    return replace(beside, reason=None) if beside.reason in ("measures", "which") else beside


def _between(entries: Sequence[Entry], one: str, two: str) -> Verdict | None:
    told = [(a, b) for a in entries for b in entries if a.source == one and b.source == two]
    if told and all(_verdict(a, b) == "DIFFER" for a, b in told):
        return "DIFFER"
    # Of one measure already: the same number agrees whatever else the sentences say.
    return "SAME" if any(_verdict(a, b) == "SAME" or _one_number(a, b) for a, b in told) else None


def _one_number(a: Entry, b: Entry) -> bool:
    one, two = a.found.finding, b.found.finding
    return (
        bool(intervals.interval(one) and intervals.interval(two))
        and intervals.agree(one, two)
        and not contrasts.doubtful(a.measure, b.measure)
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
        _worth_a_look(entry, other) and not _both_true(entry, other) for other in group.entries
    )


def _comparable(entry: Entry, entries: Sequence[Entry]) -> bool:
    """Whether another source has something that an editor would lay beside this figure."""
    return any(_worth_a_look(entry, other) for other in entries if other.source != entry.source)


def _worth_a_look(a: Entry, b: Entry) -> bool:
    if not (a.measure.group or _near_enough(a, b)):  # most pairs end here, and it costs least
        return False
    if a.measure.told_as != b.measure.told_as or a.measure.part or b.measure.part:
        return False
    return bool(a.measure.group) or measures.placed_alike(a.measure, b.measure)


def _near_enough(a: Entry, b: Entry) -> bool:
    one, two = intervals.middle(a.found.finding), intervals.middle(b.found.finding)
    apart = max(one, two) / max(min(one, two), 1e-9) if one is not None and two is not None else None
    if a.measure.unit not in BROAD:
        shared = len(a.measure.stems & b.measure.stems) + 2 * len(a.measure.kinds & b.measure.kinds)
        near = apart is not None and 1 < apart <= _NEAR
        return bool(a.measure.unit and one != two and (shared > 1 or near))
    if a.measure.unit in MONEY and apart is not None and not a.measure.frame and not b.measure.frame:
        return 1 < apart <= _NEAR and len(a.measure.stems & b.measure.stems) >= _ALIKE
    if apart is None or not a.measure.frame:
        return False
    return apart <= (_FAR if a.measure.unit == PEOPLE else _NEAR)


def _by_source(entries: Sequence[Entry]) -> list[Group]:
    """What only one source has: one group a source, unit and storyline, framed apart from unframed."""
    grouped: dict[tuple[int, str, str, str, bool], list[Entry]] = {}
    for entry in entries:
        told = entry.measure
        key = (entry.found.story.storyline, entry.source, told.unit, told.group, bool(told.frame))
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
