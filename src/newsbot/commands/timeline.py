"""`timeline`: what was written on a topic or a person, story by story, in the order of publication."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from newsbot.answer import Answer, Item, Section
from newsbot.commands import clause, nothing
from newsbot.commands.copies import Copies, copies
from newsbot.commands.corrections import CHANGED
from newsbot.commands.items import item
from newsbot.commands.line import Ask
from newsbot.commands.moments import Moment, moment, shown, unordered
from newsbot.commands.passages import headline, passages
from newsbot.commands.person import mentions, nearest, resolve
from newsbot.commands.vocabulary import ORDER_UNKNOWN, joined, scope
from newsbot.model import Found, Head, Mention, Span

MOST = 80  # stories, the newest load of them
_TEXTS = 3  # earlier texts that are offered
_AT_ONCE = 40  # stories whose sentences are looked at together


@dataclass(frozen=True, kw_only=True, slots=True)
class _Told:
    """A story and the one sentence of it that stands for it."""

    head: Head
    item: Item


def answer(ask: Ask) -> Answer:
    """A line a story, the first to say it first; stories without a date stand apart, never in order. A name that is
    met is followed by its mentions, other words by the sentences that bear on them; without words the newest
    stories by their headlines."""
    told = _told(ask)
    if not told:
        near = [f"timeline {name}" for name in nearest(ask.topic, ask.archive)]
        return nothing.answer(ask, f"timeline {ask.topic}".strip(), next=near)
    taken = copies(ask.archive, [one.head for one in told])
    texts = ask.archive.earlier([one.head.id for one in told])
    told = [_labelled(one, taken, changed=one.head.id in texts) for one in told]
    dated = [(when, one) for one in told if (when := moment(one.head.published))]
    dated.sort(key=lambda pair: (pair[0], pair[1].head.row))
    undated = [one for one in told if moment(one.head.published) is None]
    return Answer(
        kind="answer",
        line=ask.line,
        title=f"timeline {ask.topic}".strip(),
        sections=tuple(_sections(dated, undated)),
        note=joined(scope([one.head for one in told]), nothing.left_out(ask)),
        next=tuple(f"story {texts[one.head.id][-1].name}" for one in told if one.head.id in texts)[:_TEXTS],
    )


def _told(ask: Ask) -> list[_Told]:
    if not ask.words:
        heads = ask.archive.stories(ask.only, limit=MOST)
        made = [(head, headline(ask.archive, head)) for head in heads]
        return [_Told(head=head, item=line) for head, line in made if line]
    who = resolve(ask.topic, ask.archive)
    if who.people and who.exact:
        return _named(ask)
    return _bearing(ask)


def _named(ask: Ask) -> list[_Told]:
    """The stories that name the person, each by the sentence that tells most of them."""
    best: dict[str, Found[Mention]] = {}
    for one in resolve(ask.topic, ask.archive).people:
        for found in sorted(mentions(one, ask.archive, ask.only, limit=MOST * 10), key=_telling):
            best.setdefault(found.story.id, found)
    newest = sorted(best.values(), key=lambda found: -found.story.row)[:MOST]
    return [_Told(head=found.story, item=item(found, keep=_kept(found))) for found in newest]


def _kept(found: Found[Mention]) -> tuple[Span, ...]:
    """The whole sentence, if a first screen can take it; else the name with its title."""
    where = found.finding.context
    return (where,) if where.end - where.start <= clause.MOST else found.finding.titles


def _telling(found: Found[Mention]) -> tuple[bool, int]:
    return found.finding.zone != "body", found.finding.start


def _bearing(ask: Ask) -> list[_Told]:
    """The stories that have the words, each by the sentence that has most of them."""
    best: dict[str, _Told] = {}
    wide = [head.id for head in ask.archive.search(ask.words, ask.only, limit=MOST)]
    chunks = [tuple(wide[n : n + _AT_ONCE]) for n in range(0, len(wide), _AT_ONCE)]
    for stories in [ask.only.stories, *chunks]:  # first as it is, for words of one family
        for found in passages(ask.archive, ask.words, replace(ask.only, stories=stories), limit=MOST * 10):
            best.setdefault(found.head.id, _Told(head=found.head, item=found.whole()))
    return sorted(best.values(), key=lambda one: -one.head.row)[:MOST]


def _sections(dated: Sequence[tuple[Moment, _Told]], undated: Sequence[_Told]) -> list[Section]:
    unknown = unordered([when for when, _ in dated])
    first = bool(dated) and _surely_first([when for when, _ in dated])
    items = [
        _line(one, label=joined(shown(one.head.published or ""), ORDER_UNKNOWN if lost else None))
        for (_, one), lost in zip(dated, unknown, strict=True)
    ]
    if first and len(items) > 1:
        items[0] = replace(items[0], label=joined(items[0].label, "first"))
    after = tuple(_line(one, label=None) for one in undated)
    return [
        *([Section(heading="PUBLISHED", items=tuple(items))] if items else []),
        *([Section(heading=ORDER_UNKNOWN.upper(), items=after)] if after else []),
    ]


def _labelled(one: _Told, taken: Copies, *, changed: bool) -> _Told:
    """A copy keeps its line, for when it ran is what is asked for; of a story whose text was changed the line may be newer."""
    label = joined("copy" if one.head.id in taken.original else None, CHANGED if changed else None)
    return _Told(head=one.head, item=_line(one, label=label))


def _surely_first(moments: Sequence[Moment]) -> bool:
    """Whether nothing that is dated can have come before the first or with it."""
    return all(moments[0].last < other.first for other in moments[1:])


def _line(one: _Told, *, label: str | None) -> Item:
    return replace(one.item, label=joined(label, one.item.label))
