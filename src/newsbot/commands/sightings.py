"""Sightings: what a watched line meets in the archive, each with a mark by which it is known again.

A mark is of what is said, not of where: a copy of a story, the same number or the same words in another story of
the storyline bear the marks of the first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from newsbot.answer import Item, Section
from newsbot.commands import corrections, groups, person, voices
from newsbot.commands.items import item, quote_item
from newsbot.commands.line import Ask
from newsbot.commands.passages import passages, stem
from newsbot.commands.person import Someone, mentions, resolve
from newsbot.commands.quotes import said_by_somebody
from newsbot.commands.vocabulary import joined
from newsbot.compare import drift, measures, origins
from newsbot.compare.entries import Entry
from newsbot.compare.ledger import Group
from newsbot.model import Figure, Found, Head, Quote
from newsbot.text import fold, words

_FIGURES = 200  # the newest findings that a watch looks at
_QUOTES = 200
_MENTIONS = 200
_STORIES = 40

NEW_FIGURE, CHANGED_FIGURE, NAMED_ORIGIN = "new figure", "changed figure", "first named origin"
NEW_QUOTE, NEW_LINE, NEW_STORYLINE = "new quote", "new line", "new storyline"


@dataclass(frozen=True, kw_only=True, slots=True)
class Sighting:
    """One thing that a watch can tell of: what it is, in our words, and the line that shows it; of a changed figure
    the `section` that shows it with those that it replaced."""

    mark: str
    kind: str
    head: Head
    item: Item
    section: Section | None = None


def figures(ask: Ask) -> list[Sighting]:
    """The numbers on a topic, each once a storyline; and, a second time, those that a story put in the place of its
    own, and the first with a named origin behind it."""
    counted = _counted(ask)
    told = [(group, entry) for group in groups.compared(ask.archive, counted) for entry in group.entries]
    told.sort(key=lambda pair: (pair[1].found.story.row, pair[1].found.finding.start))
    corrected = _corrected(ask, counted)
    sections = {(one.head.id, one.item.cite.start): one.section for one in corrected if one.item.cite}
    marks = _figure_marks([entry for _, entry in told], corrections.before(ask.archive, counted))
    sighted = [_figure(*pair, mark, sections) for pair, mark in zip(told, marks, strict=True)]
    return [*sighted, *corrected, *_named([entry for _, entry in told])]


def said(ask: Ask) -> list[Sighting]:
    """What a person, a role or anybody on a topic said; other wordings of an utterance are that utterance."""
    found = sorted(_spoken(ask), key=lambda f: (f.story.row, f.finding.start))
    marks: list[tuple[Found[Quote], str]] = []
    for quote in found:
        known = next((mark for other, mark in marks if _same_utterance(quote, other)), None)
        marks.append((quote, known or _quote_mark(quote)))
    return [
        Sighting(mark=mark, kind=NEW_QUOTE, head=f.story, item=quote_item(f, lead=voices.lead(f)))
        for f, mark in marks
    ]


def named(ask: Ask) -> list[Sighting]:
    """What the person said, and the first place in each storyline that names them."""
    met = [f for one in _people(ask) for f in mentions(one, ask.archive, ask.only, limit=_MENTIONS)]
    met.sort(key=lambda f: (f.story.row, f.finding.zone != "body", f.finding.start))
    first = {f.story.storyline: f for f in reversed(met)}
    return [
        *said(ask),
        *(
            Sighting(
                mark=_mark("storyline", line),
                kind=NEW_STORYLINE,
                head=f.story,
                item=item(f, keep=f.finding.titles),
            )
            for line, f in sorted(first.items())
        ),
    ]


def lines(ask: Ask) -> list[Sighting]:
    """The sentences that have the words."""
    best = ask.archive.search(ask.words, ask.only, limit=_STORIES * 5)
    newest = sorted(best, key=lambda head: -head.row)[:_STORIES]
    if not newest:
        return []
    only = replace(ask.only, stories=tuple(head.id for head in newest))
    found = passages(ask.archive, ask.words, only, limit=_FIGURES)
    return [
        Sighting(mark=_mark("line", fold(row.text)), kind=NEW_LINE, head=row.head, item=row.whole())
        for row in sorted(found, key=lambda row: (row.head.row, row.span.start))
    ]


def _counted(ask: Ask) -> list[Found[Figure]]:
    """Figures whose sentence or headline has every asked word, or one of its family."""
    stems = [stem(word) for word in ask.words]
    wide = ask.archive.figures(stems, ask.only, limit=_FIGURES)
    return [found for found in wide if all(_holds(found, word) for word in stems)]


def _holds(found: Found[Figure], asked: str) -> bool:
    told = (*words(found.passage), *words(found.story.headline))
    return any(word.startswith(asked) or stem(word) == asked for word in told)


def _figure(
    group: Group, entry: Entry, mark: str, corrected: Mapping[tuple[str, int], Section | None]
) -> Sighting:
    changed = group.verdict == "CHANGED" and entry is not group.entries[0]
    section = corrected.get((entry.found.story.id, entry.found.finding.context.start))
    section = section or (groups.section(group) if changed else None)
    return Sighting(
        mark=mark,
        kind=CHANGED_FIGURE if section else NEW_FIGURE,
        head=entry.found.story,
        item=groups.line([entry]),
        section=section,
    )


def _corrected(ask: Ask, counted: Sequence[Found[Figure]]) -> list[Sighting]:
    """The numbers that stand where an earlier text of the story had another; a mark is of both."""
    changed = [
        told
        for one in corrections.of(ask.archive, counted)
        for what, told in corrections.places(one.changes.figures)
        if what == "figure"
    ]
    return [_correction(told) for told in changed]


def _correction(told: Sequence[Found[Figure]]) -> Sighting:
    entries = corrections.group(told).entries
    marks = (_figure_mark(entry, ()) for entry in entries[-2:])  # however either is worded later
    return Sighting(
        mark=_mark("corrected", *marks),
        kind=CHANGED_FIGURE,
        head=told[-1].story,
        item=groups.line([entries[-1]]),
        section=corrections.figures(told),
    )


def _figure_marks(entries: Sequence[Entry], before: Iterable[Found[Figure]]) -> list[str]:
    """The marks of these, oldest first. Where one of two equal numbers tells more of what is counted ("86 aboard", "86
    passengers") the later is the earlier; `before` is how they stood in earlier texts of their stories."""
    earlier = [Entry(found=one, measure=measures.measure(one)) for one in before]
    known: dict[str, list[frozenset[str]]] = {}
    marks = {}
    for entry in sorted((*earlier, *entries), key=lambda one: one.found.story.row):
        kinds = frozenset(entry.measure.kinds)
        same = known.setdefault(_figure_mark(entry, ()), [])
        met = next((one for one in same if one <= kinds or kinds <= one), None)
        if met is None:
            same.append(kinds)
        marks[id(entry)] = _figure_mark(entry, kinds if met is None else met)
    return [marks[id(entry)] for entry in entries]


def _figure_mark(entry: Entry, kinds: Iterable[str]) -> str:
    """The number, what it counts and how often; how it is hedged or worded is no news."""
    figure, told = entry.found.finding, entry.measure
    number = (figure.value, figure.low, figure.high)
    said = "" if any(part is not None for part in number) else fold(figure.text)
    counted = ",".join(sorted(kinds))
    return _mark("figure", entry.found.story.storyline, told.unit, told.frame, counted, number, said)


def _named(entries: Iterable[Entry]) -> list[Sighting]:
    """Those with a named origin where there was none behind an earlier number of the same unit and rate."""
    unnamed: set[str] = set()
    found = []
    for entry in entries:
        told = entry.measure
        mark = _mark("origin", entry.found.story.storyline, told.unit, told.frame)
        if origins.origin(entry.found) != origins.NAMED:
            unnamed.add(mark)
        elif mark in unnamed:
            head, line = entry.found.story, groups.line([entry])
            found.append(Sighting(mark=mark, kind=NAMED_ORIGIN, head=head, item=line))
    return found


def _spoken(ask: Ask) -> Iterable[Found[Quote]]:
    people = _people(ask)
    if people:
        told = [f for one in people for f in person.said(one, ask.archive, ask.only, limit=_QUOTES)]
        return {(f.story.id, f.finding.start): f for f in told}.values()
    if ask.line.startswith("who "):
        return ()
    by_role = ask.archive.quotes_by_role(ask.words, ask.only, limit=_QUOTES)
    about = [
        f for f in ask.archive.quotes_on(ask.words, ask.only, limit=_QUOTES) if said_by_somebody(f.finding)
    ]
    return {(f.story.id, f.finding.start): f for f in (*by_role, *about)}.values()


def _people(ask: Ask) -> Sequence[Someone]:
    found = resolve(ask.topic, ask.archive)
    return found.people if found.exact else ()


def _same_utterance(one: Found[Quote], other: Found[Quote]) -> bool:
    if one.story.storyline != other.story.storyline or one.finding.key != other.finding.key:
        return False
    return drift.verdict(one.finding.text, other.finding.text) is not None


def _quote_mark(found: Found[Quote]) -> str:
    return _mark("quote", found.finding.key, " ".join(words(found.finding.text)))


def _mark(*parts: object) -> str:
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:20]


def told(sightings: Sequence[Sighting]) -> list[tuple[Sighting, Item]]:
    """Sightings as lines of an alert, newest story first: what is several things at once is one line with all its
    labels, and of the sentences that only have some words a story tells its first."""
    by_place: dict[tuple[str, int], list[Sighting]] = {}
    for one in sightings:
        cite = one.item.cite
        place = (one.head.id, cite.start if cite and one.kind != NEW_LINE else -1)
        by_place.setdefault(place, []).append(one)
    rows = [(met[0], replace(met[0].item, label=_label(met))) for met in by_place.values()]
    return sorted(rows, key=lambda row: (-row[0].head.row, row[1].cite.start if row[1].cite else 0))


def _label(met: Sequence[Sighting]) -> str | None:
    """Everything that the line is; a named origin that is the first is not said twice."""
    kinds = dict.fromkeys(one.kind for one in met)
    known = (met[0].item.label or "").split(" · ")
    return joined(*kinds, *(part for part in known if part != origins.NAMED or NAMED_ORIGIN not in kinds))
