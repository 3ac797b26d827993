"""Each source of a storyline for itself, as the thread under a note has it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice

from newsbot.answer import Item, Section
from newsbot.commands import groups, voices
from newsbot.commands.alone import OWN, own_figures, own_sentences
from newsbot.commands.evidence import Evidence, Line, by_source, quoted
from newsbot.commands.items import span_item
from newsbot.commands.vocabulary import joined
from newsbot.compare import gist
from newsbot.model import Found, Head, Quote

_NAME = 6  # words of a body's name
_COPIES = 6  # sources with another's text that get a section of their own


def source(desk: Evidence, told: Sequence[Head]) -> Section:
    """A source for itself: who speaks in it, a line of each voice, then what only it tells."""
    speaking = _speaking(desk, told)
    spoken = list(islice(_by_voice(desk, told), OWN - 1))
    own = chain(spoken, own_figures(desk, told), own_sentences(desk, told))
    items: list[Item] = []
    for line in islice((line for line in own if desk.fresh(line)), OWN):  # looks for no more than it shows
        desk.show(line)
        items += [line.item] if line.item else []
    label = told[0].source.label
    return Section(
        heading=f"{label}, preview" if told[0].stage == "preview" else label,
        note=joined(
            f"speaking: {', '.join(speaking)}" if speaking else None, _took(desk, told), _carried(desk, told)
        ),
        items=tuple(items) or _nothing_own(desk, told),
    )


def copied(desk: Evidence) -> list[Section]:
    """Copies after all others, folded but not hidden: each says whose text it has."""
    labels = {head.id: head.source.label for head in desk.heads}
    sections = []
    for original, folded in desk.copies.items():
        for told in by_source(folded):
            if told[0].source.label != labels[original]:
                note = f"copy of {labels[original]}"
                sections.append(
                    Section(heading=told[0].source.label, note=note, items=_nothing_own(desk, told))
                )
    shown, left = sections[:_COPIES], sections[_COPIES:]
    also = ", ".join(section.heading for section in left)
    return [*shown, *([Section(heading="", note=f"also: {len(left)} copies: {also}")] if left else [])]


def _took(desk: Evidence, told: Sequence[Head]) -> str | None:
    """Where a source's words come from, as far as the texts show: a passage of another story, one agency."""
    labels = {head.id: head.source.label for head in desk.heads}
    wires = Counter(took.wire for head in desk.heads if (took := desk.lineage.get(head.id)) and took.wire)
    mine = [took for head in told if (took := desk.lineage.get(head.id))]
    passages = [labels[took.original] for took in mine if took.original in labels and took.shared != "copy"]
    agencies = [took.wire for took in mine if took.wire and wires[took.wire] > 1]
    return joined(
        f"shared passage: {passages[0]}" if passages and passages[0] != told[0].source.label else None,
        f"same origin: {_agency(agencies[0])}" if agencies else None,
    )


def _agency(wire: str) -> str:
    return wire.upper() if len(wire) < 4 else wire.title()


def _carried(desk: Evidence, told: Sequence[Head]) -> str | None:
    """Who has the same text, by name as far as the line goes."""
    labels = dict.fromkeys(copy.source.label for head in told for copy in desk.copies.get(head.id, ()))
    return groups.also_carried([label for label in labels if label != told[0].source.label])


def _nothing_own(desk: Evidence, told: Sequence[Head]) -> tuple[Item, ...]:
    """The headline stands for a source that has nothing of its own."""
    story = desk.stories.get(told[0].id)
    span = story and (gist.headline(story) or gist.lead(story))
    return (span_item(told[0], story, span, label="nothing of its own"),) if story and span else ()


def _speaking(desk: Evidence, told: Sequence[Head]) -> list[str]:
    """Everybody who speaks in these stories: people by name, then bodies, then the unnamed."""
    stories = {head.id for head in told}
    found = [f for f in desk.quotes if f.story.id in stories and voices.heard(f)]
    people = {voices.voice(f): person for f in found if (person := voices.person(f))}
    bodies = {
        voices.voice(f): voices.body(f)
        for f in found
        if not voices.person(f)
        and not voices.unnamed(f)
        and not voices.in_office(f)
        and _a_name(voices.body(f))
    }
    unnamed = dict.fromkeys(label for f in found if not voices.person(f) and (label := voices.unnamed(f)))
    return [*people.values(), *bodies.values(), *unnamed]


def _a_name(body: str) -> bool:
    """Whether a body's words are short enough to be its name, and no clause ("members of Congress who …")."""
    told = body.split()
    return (
        0 < len(told) <= _NAME
        and told[-1].lower() not in ("who", "that", "which")
        and any(w[0].isupper() for w in told)
    )


def _by_voice(desk: Evidence, told: Sequence[Head]) -> Iterator[Line]:
    """The first line of each voice that is not shown yet, its own words before reported ones; voices in such an order
    too."""
    stories = {head.id for head in told}
    lines: dict[str, Found[Quote]] = {}
    own = [found for found in desk.quotes if found.story.id in stories]
    for found in sorted(own, key=voices.own_words_first):
        line = Line(found.story, found.finding.context, None)
        if voices.heard(found) and voices.readable(found) and desk.fresh(line):
            lines.setdefault(voices.voice(found), found)
    once = {(f.story.id, f.finding.context): f for f in reversed(lines.values())}
    best = sorted(once.values(), key=voices.own_words_first)
    return (Line(f.story, f.finding.context, _quoted(desk, f)) for f in best)


def _quoted(desk: Evidence, found: Found[Quote]) -> Item:
    person = voices.person(found)
    made = quoted(desk, found, lead=person, named=person)
    return made if person else replace(made, label=joined(made.label, voices.unnamed(found)))
