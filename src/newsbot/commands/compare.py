"""`compare`: what each source of one storyline says on a topic, a row a source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from newsbot.answer import Answer, Item, Section
from newsbot.commands import accounts, groups, nothing, voices
from newsbot.commands.copies import Copies, copies
from newsbot.commands.items import quote_item
from newsbot.commands.line import Ask
from newsbot.commands.passages import Passage, passages
from newsbot.commands.person import nearest
from newsbot.commands.quotes import said_by_somebody
from newsbot.commands.vocabulary import CHECK_TRANSCRIPT, NOTHING_FOUND, counts, joined, scope
from newsbot.compare import drift, gist, origins
from newsbot.compare.attendance import attendance
from newsbot.compare.differences import differences
from newsbot.compare.hours import hours
from newsbot.compare.ledger import Group
from newsbot.model import Figure, Filter, Found, Head, Quote
from newsbot.text import words

_STORIES = 40  # of the storyline
_NEWEST = 200  # stories among which the newest storyline of several sources is looked for
_FINDINGS = 1000
_LINES = 400
_OWN = 2  # lines of a source that nobody else has


@dataclass(kw_only=True, slots=True)
class _Table:
    """One storyline on the topic: its stories, the sentences that bear on it, best first, and what was shown."""

    heads: Sequence[Head]
    rows: Sequence[Passage]
    groups: Sequence[Group]
    quotes: Sequence[Found[Quote]]
    utterances: Sequence[drift.Utterance]
    accounts: Sequence[Section]
    copies: Copies
    whole: bool  # no topic was asked for
    shown: set[tuple[str, int]] = field(default_factory=set)


def answer(ask: Ask) -> Answer:
    """The storyline that most sources, then most sentences, tell the topic in, and all sources where each tells a
    storyline of its own; without words the newest storyline of several sources. What differs comes first, then a
    row a source, what agrees, and what only one has."""
    rows, others = _rows(ask)
    if not rows:
        near = [f"compare {name}" for name in nearest(ask.topic, ask.archive)]
        return nothing.answer(ask, f"compare {ask.topic}".strip(), next=near)
    told = list({row.head.id: row.head for row in rows}.values())
    taken = copies(ask.archive, told)
    table = _table(ask, [row for row in rows if not taken.folds(row.head, told)], taken)
    return Answer(
        kind="answer",
        line=ask.line,
        title=f"compare {ask.topic}".strip(),
        sections=tuple(_sections(ask, table)),
        note=joined(scope(told), _storylines(told, others), nothing.left_out(ask)),
        next=(f"figures {ask.topic}", f"timeline {ask.topic}") if ask.words else ("digest",),
    )


def _storylines(told: Sequence[Head], others: int) -> str | None:
    """How many are told side by side, or how many others have the topic."""
    here = len({head.storyline for head in told})
    if here > 1:
        return counts(here, "storyline")
    return f"+ {counts(others, 'storyline')}" if others else None


def _rows(ask: Ask) -> tuple[list[Passage], int]:
    """The sentences of the storyline that is compared, and how many other storylines have some."""
    if not ask.words:
        return _leads(ask), 0
    found = passages(ask.archive, ask.words, ask.only, limit=_LINES)
    lines: dict[int, list[Passage]] = {}
    for passage in found:
        lines.setdefault(passage.head.storyline, []).append(passage)
    several = {line: rows for line, rows in lines.items() if len({row.head.source.label for row in rows}) > 1}
    if not several:
        return found, 0
    most = max(
        several,
        key=lambda line: (len({row.head.source.label for row in lines[line]}), len(lines[line]), line),
    )
    return lines[most], len(lines) - 1


def _leads(ask: Ask) -> list[Passage]:
    """How each story of the newest storyline of several sources begins."""
    heads = ask.archive.stories(ask.only, limit=_NEWEST)
    labels: dict[int, set[str]] = {}
    for head in heads:
        labels.setdefault(head.storyline, set()).add(head.source.label)
    line = next((head.storyline for head in heads if len(labels[head.storyline]) > 1), None)
    found = []
    for head in heads:
        story = ask.archive.story(head.id) if head.storyline == line else None
        if story and (span := gist.lead(story)):
            found.append(Passage(head=head, story=story, span=span, zone="body", stems=frozenset(), held=()))
    return found[:_STORIES]


def _table(ask: Ask, rows: Sequence[Passage], taken: Copies) -> _Table:
    """What is found in the stories of these sentences; figures and quotations of several sources only if one of
    them bears on the topic."""
    told = list({row.head.id: row.head for row in rows}.values())
    stories = tuple(head.id for head in told)
    only = Filter(source=ask.only.source, by=ask.only.by, also=ask.only.also, stories=stories)
    quotes = [f for f in ask.archive.quotes((), only, limit=_FINDINGS) if said_by_somebody(f.finding)]
    places = set(map(_at, rows))
    whole = not ask.words
    return _Table(
        whole=whole,
        copies=taken,
        accounts=_accounts(ask, rows),
        heads=_neighbours(ask, told),
        rows=rows,
        groups=[
            group
            for group in groups.compared(ask.archive, ask.archive.figures((), only, limit=_FINDINGS))
            if group.unit and (whole or any(_place(entry.found) in places for entry in group.entries))
        ],
        quotes=quotes,
        utterances=[
            one
            for one in drift.utterances(quotes)
            if whole or any(_place(found) in places or _names(found, ask.words) for found in one.told)
        ],
    )


def _accounts(ask: Ask, rows: Sequence[Passage]) -> list[Section]:
    """Where, when and who was there, as far as sources differ in it and the topic is a headline's or in one of the lines."""
    stories = {row.head.id: row.story for row in rows}
    told = sorted({row.head.id: row.head for row in rows}.values(), key=lambda head: head.row)
    if len({head.storyline for head in told}) > 1:
        return []
    pairs = [(head, stories[head.id]) for head in told]
    mentions = ask.archive.mentions((), Filter(stories=tuple(stories)), limit=_FINDINGS)
    made = [
        *(accounts.happening(one, stories) for one in differences(pairs)),
        *(accounts.hour(one, stories) for one in hours(pairs) if one.verdict == "DIFFER"),
        *(accounts.attended(one, stories) for one in attendance(pairs, mentions)),
    ]
    places = set(map(_at, rows))
    return [
        section
        for section in made
        if not ask.words
        or any(row.zone == "headline" for row in rows)
        or any(made.cite and (made.cite.story, made.cite.start) in places for made in section.items)
    ]


def _neighbours(ask: Ask, told: Sequence[Head]) -> Sequence[Head]:
    """All stories of the storyline, where no filter keeps any out and it is one."""
    alone = ask.only == Filter() and len({head.storyline for head in told}) == 1
    return ask.archive.storyline(told[0].storyline, limit=_STORIES) if alone else told


def _sections(ask: Ask, table: _Table) -> Iterable[Section]:
    several = [group for group in table.groups if group.verdict != "ONE SOURCE"]
    disputed = [group for group in several if group.verdict in ("DIFFER", "CHANGED")]
    agreed = [group for group in several if group not in disputed]
    differ = [one for one in table.utterances if one.verdict == "DIFFER"]
    apart = [section for section in table.accounts if section.verdict == "DIFFER"]
    beside = [section for section in table.accounts if section.verdict is None]
    first = [*map(groups.section, disputed), *map(_utterance, differ), *apart, *beside]
    last = [*map(groups.section, agreed), *(_utterance(u) for u in table.utterances if u.verdict != "DIFFER")]
    for section in (*first, *last):
        table.shown |= {(made.cite.story, made.cite.start) for made in section.items if made.cite}
    yield from first
    yield from _by_row(ask, table)
    yield from last
    yield from _only_in(table)


def _by_row(ask: Ask, table: _Table) -> Iterable[Section]:
    """Each source once, by the best sentence that no other section shows; who has nothing on the topic is named."""
    said = {_place(found): found for found in reversed(table.quotes)}
    best: dict[tuple[str, bool], Passage] = {}
    for row in sorted(table.rows, key=lambda row: (_at(row) in table.shown, _at(row) in said)):
        best.setdefault(_source(row.head), row)
    fresh = [row for row in best.values() if _at(row) not in table.shown]
    carriers = {source for sources in table.copies.carriers.values() for source in sources}
    silent = [
        h.source.label for h in table.heads if _source(h) not in best and h.source.label not in carriers
    ]
    if not fresh:
        return
    table.shown |= set(map(_at, fresh))
    one_source = len({_source(row.head) for row in table.rows}) == 1
    fresh.sort(key=lambda row: row.head.row)
    publishers = counts(origins.publishers([row.head for row in fresh]), "publisher")
    missing = f"{NOTHING_FOUND}: {', '.join(dict.fromkeys(silent))}" if silent and ask.words else None
    yield Section(
        heading="THE STORY ITSELF",
        verdict="ONE SOURCE" if one_source else None,
        note=joined(publishers if len(fresh) > 1 and not one_source else None, missing),
        items=tuple(_row(row, said.get(_at(row)), table.copies.label(row.head)) for row in fresh),
    )


def _row(row: Passage, quote: Found[Quote] | None, carried: str | None) -> Item:
    """The story's own sentence, whole where it fits a first screen; else somebody's words. With who else has it."""
    made = row.whole() if quote is None else quote_item(quote, lead=voices.lead(quote))
    return replace(made, label=joined(made.label, carried))


def _utterance(one: drift.Utterance) -> Section:
    person = max((voices.person(found) or "" for found in one.told), key=len)
    return Section(
        heading=joined("QUOTE", person or None) or "",
        verdict=one.verdict,
        note=CHECK_TRANSCRIPT if one.verdict == "DIFFER" else None,
        items=tuple(quote_item(found, named=voices.voice(found)) for found in one.told),
    )


def _only_in(table: _Table) -> Iterable[Section]:
    """Figures, then words, on the topic that one source alone has; a few of each source."""
    places = set(map(_at, table.rows))
    figures = [
        (entries[0].found.story, groups.line(entries))
        for group in table.groups
        if group.verdict == "ONE SOURCE"
        for entries in groups.told_once(group.entries)
        if table.whole or _place(entries[0].found) in places
    ]
    own = [found for found in table.quotes if _place(found) in places and voices.readable(found)]
    own.sort(key=voices.own_words_first)
    quoted = [(found.story, quote_item(found, lead=voices.lead(found))) for found in own]
    room: Counter[tuple[str, bool]] = Counter()
    items: list[tuple[int, Item]] = []
    for head, made in (*figures, *quoted):
        place = (made.cite.story, made.cite.start) if made.cite else ("", 0)
        if place not in table.shown and room[_source(head)] < _OWN:
            table.shown.add(place)
            room[_source(head)] += 1
            items.append((head.row, made))
    if items and len({_source(head) for head in table.heads}) > 1:
        items.sort(key=lambda pair: pair[0])
        yield Section(heading="ONLY IN", verdict="ONE SOURCE", items=tuple(made for _, made in items))


def _names(found: Found[Quote], asked: Sequence[str]) -> bool:
    speaker = found.finding.speaker
    return speaker is not None and set(asked) <= set(words(speaker.person or speaker.text))


def _place(found: Found[Quote] | Found[Figure]) -> tuple[str, int]:
    return found.story.id, found.finding.context.start


def _at(row: Passage) -> tuple[str, int]:
    return row.head.id, row.span.start


def _source(head: Head) -> tuple[str, bool]:
    """A source; what it told before the event apart from what it told after."""
    return head.source.label, head.stage == "preview"
