"""What only one source of a storyline has: a figure, a quotation, a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain

from newsbot.answer import Item, Section
from newsbot.commands import groups, voices
from newsbot.commands.clause import MOST
from newsbot.commands.evidence import Evidence, Line, by_source, quoted, whole
from newsbot.commands.items import span_item
from newsbot.compare import gist, intervals, origins
from newsbot.compare.entries import Entry
from newsbot.compare.lexicon import BROAD, LENGTHS, PEOPLE
from newsbot.model import Head

OWN = 4  # lines of a source's own section
_HANGS = re.compile(r"[“\"'‘]?(?:he|she|it|they|his|her|its|their|this|that|these|those)\b", re.IGNORECASE)
_SURELY = 100  # a number as big as this that two stories give is hardly of two things


def only_in(desk: Evidence) -> Section | None:
    """One line a source: a figure that nobody else has, else a quotation, else the sentence that says most; the first
    that fits a first screen."""
    items: list[Item] = []
    several = desk.several
    for told in by_source(desk.heads):
        own = chain(own_figures(desk, told), _own_quotes(desk, told), own_sentences(desk, told))
        candidates = (line for line in own if (line.head.id, line.span.start) not in several)
        first = next(candidates, None)
        best = next((line for line in chain([first], candidates) if line and _fits(line)), first)
        if best and best.item:
            desk.show(best)
            items.append(best.item)
    return Section(heading="ONLY IN", verdict="ONE SOURCE", items=tuple(items)) if len(items) > 1 else None


def _fits(line: Line) -> bool:
    shown = (line.item.show if line.item else None) or line.span
    return shown.end - shown.start <= MOST


def own_figures(desk: Evidence, told: Sequence[Head]) -> Iterator[Line]:
    """Those of the source alone that are not shown yet, what an editor asks for first: who or what is counted, how
    often, how many."""
    if not desk.counted:
        desk.counted |= _counted(desk)
    for entry in desk.counted[told[0].id]:
        line = Line(entry.found.story, entry.found.finding.context, None)
        if desk.fresh(line):
            yield line._replace(item=groups.line([entry]))


def _counted(desk: Evidence) -> dict[str, list[Entry]]:
    """The figures that only one source has, best first, by the source's first story."""
    others = _Others([entry for group in desk.groups for entry in group.entries])
    return {told[0].id: _of_one(desk, {head.id for head in told}, others) for told in by_source(desk.heads)}


def _of_one(desk: Evidence, stories: AbstractSet[str], others: _Others) -> list[Entry]:
    entries = [
        entry
        for group in desk.groups
        if group.verdict == "ONE SOURCE"
        for entry in group.entries
        if entry.found.story.id in stories and _tells(entry)
    ]
    own = [entry for entry in entries if not any(_elsewhere(entry, o) for o in others.near(entry, stories))]
    return sorted(own, key=lambda e: (-_weight(e), e.found.story.row, e.found.finding.start))


def _own_quotes(desk: Evidence, told: Sequence[Head]) -> Iterator[Line]:
    """Direct words not shown yet of people whom no other source quotes, the longest of a readable length first."""
    stories = {head.id for head in told}
    own = [
        found
        for found in desk.quotes
        if found.story.id in stories
        and found.finding.kind == "direct"
        and voices.person(found)
        and desk.voiced[voices.voice(found)] <= stories
        and voices.readable(found)
    ]
    own.sort(key=lambda f: (-len(f.finding.text), f.story.row, f.finding.start))
    for found in own:
        line = Line(found.story, found.finding.context, None)
        if desk.fresh(line):
            yield line._replace(item=quoted(desk, found, lead=voices.person(found)))


def own_sentences(desk: Evidence, told: Sequence[Head]) -> Iterator[Line]:
    """The sentences that tell most of what no other source has, those not shown yet."""
    stories = {head.id for head in told}
    others = tuple(
        [desk.stories[head.id] for head in desk.heads if head.id not in stories and head.id in desk.stories]
    )
    for head in told:
        story = desk.stories.get(head.id)
        if story is None:
            continue
        if head.id not in desk.alone:
            desk.alone[head.id] = gist.alone(story, others)[:OWN]
        for span in desk.alone[head.id]:
            line = Line(head, span, None)
            if desk.fresh(line):
                yield line._replace(item=span_item(head, story, span, keep=whole(span)))


def _tells(entry: Entry) -> bool:
    """In a story's body, and of something; small numbers and bare lengths of time are seldom the news; a sentence whose
    marks do not close needs care, and one that opens with a pronoun needs the one before it."""
    if entry.found.finding.zone != "body" or not entry.measure.unit:
        return False
    value = entry.found.finding.value
    telling = entry.measure.unit not in LENGTHS and (value is None or value >= 10)
    return telling and not groups.unbalanced(entry.found.passage) and not _HANGS.match(entry.found.passage)


class _Others:
    """Figures by their number, or where an entry has none by what they count: laying each beside each took a second
    of a note over forty stories."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._numbers: dict[float | None, list[Entry]] = {}
        self._units: dict[str, list[Entry]] = {}
        for entry in entries:
            self._numbers.setdefault(intervals.middle(entry.found.finding), []).append(entry)
            self._units.setdefault(entry.measure.unit, []).append(entry)

    def near(self, entry: Entry, stories: AbstractSet[str]) -> Iterator[Entry]:
        """Those of other stories than these."""
        worded = intervals.interval(entry.found.finding) is None  # "dozens"
        number = intervals.middle(entry.found.finding)
        near = self._units.get(entry.measure.unit, ()) if worded else self._numbers.get(number, ())
        return (other for other in near if other.found.story.id not in stories)


def _elsewhere(entry: Entry, other: Entry) -> bool:
    """Whether another source gives the number for what may be the same thing, though it measures it in other words."""
    one, two = intervals.middle(entry.found.finding), intervals.middle(other.found.finding)
    told, heard = entry.measure, other.measure
    if intervals.interval(entry.found.finding) is None:  # "dozens" are no news where others count
        return told.unit == heard.unit and bool(told.kinds & heard.kinds)
    if one is None or one != two:
        return False
    return (
        one >= _SURELY
        or told.unit == heard.unit
        or bool((told.kinds | told.stems) & (heard.kinds | heard.stems))
    )


def _weight(entry: Entry) -> int:
    """People and things counted before money and shares; a rate, a number, somebody who stands behind it. What is only
    a part, or of another time, comes last."""
    if entry.measure.part:
        return 0
    counted = entry.measure.unit not in BROAD or entry.measure.unit == PEOPLE
    named = origins.origin(entry.found) != origins.NOBODY
    return 2 * counted + bool(entry.measure.frame) + (entry.found.finding.value is not None) + named
