"""`find`: the sentences that bear on some words, in the order in which a desk may lean on them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, islice

from newsbot.answer import Answer, Item, Section
from newsbot.commands import attended, nothing, voices
from newsbot.commands.items import quote_item, span_item
from newsbot.commands.line import Ask
from newsbot.commands.passages import Passage, headline, passages
from newsbot.commands.person import nearest
from newsbot.commands.quotes import is_named, on_topic, said_by_somebody
from newsbot.commands.vocabulary import DATE_NOT_GIVEN, counts, joined, scope
from newsbot.model import Filter, Found, Head, Quote

MOST = 200
MOST_SHOWN = 260  # characters of a quote, three rows of a screen; of a longer one the sentence is shown
FLAT = 5  # lines of one source that need no parts of their own


def answer(ask: Ask) -> Answer:
    """All the words, else as many of them as some story holds; who was there first, where that is asked; when nothing
    is asked the newest stories."""
    if not ask.words:
        return nothing.answer(ask, f"find {ask.topic}") if ask.topic else _newest(ask)
    if ask.only.by and (said := on_topic(ask)):
        return said  # `by:` keeps what somebody said; a byline's stories are searched when nobody of that name speaks
    words, found = _found(ask)
    there = attended.there(ask)
    if not found and not there.sections:
        near = [f"who {name}" for name in nearest(ask.topic, ask.archive)]
        return nothing.answer(ask, f"find {ask.topic}", next=near)
    found = [one for one in found if (one.head.id, one.span) not in there.places]
    heads = _heads(found)
    dropped = [word for word in ask.words if word not in words]
    return Answer(
        kind="answer",
        line=ask.line,
        title=f"find {ask.topic}",
        matched=_echo(ask, words),
        sections=(*there.sections, *_sections(ask, found, heads)),
        note=joined(
            scope(tuple(dict.fromkeys((*there.heads, *heads))), ask.archive),
            nothing.left_out(ask),
            f"{nothing.FOUND}: {' '.join(dropped)}" if dropped else None,
        ),
    )


def _found(ask: Ask) -> tuple[tuple[str, ...], list[Passage]]:
    """The most of the words that stories hold together, and the sentences that have them."""
    words = tuple(dict.fromkeys(ask.words))
    for size in range(len(words), 0, -1):
        for some in islice(combinations(words, size), 12):  # a question of many words is not tried to its end
            if found := passages(ask.archive, some, ask.only, limit=MOST):
                return some, found
        if size < len(words) - 2:
            break
    return words, []


def _echo(ask: Ask, words: Sequence[str]) -> str | None:
    shown = f"showing: {' '.join(w for w in ask.topic.split() if w.strip(',.?!').lower() in words) or ' '.join(words)}"
    source = ask.only.source and f"source: {ask.only.source}"
    return joined(shown, source, ask.only.by and f"by: {ask.only.by}")


def _newest(ask: Ask) -> Answer:
    heads = ask.archive.stories(ask.only, limit=MOST)
    if not heads:
        return nothing.answer(ask, "find")
    items = [made for head in heads if (made := headline(ask.archive, head))]
    return Answer(
        kind="answer",
        line=ask.line,
        title="find",
        matched=ask.only.source and f"source: {ask.only.source}",
        sections=(Section(heading="THE STORY ITSELF", items=tuple(items)),),
        note=joined(scope(heads, ask.archive), nothing.left_out(ask)),
    )


def _sections(ask: Ask, found: Sequence[Passage], heads: Sequence[Head]) -> tuple[Section, ...]:
    """Named voices, then unnamed ones, then the stories' own voice."""
    said = _said(ask, heads)
    voiced = [(passage, said.get((passage.head.id, passage.span.start))) for passage in found]
    if len(heads) == 1 and len(found) <= FLAT:
        return (_flat(heads[0], voiced),)
    parts: dict[str, list[Item]] = {"ON THE RECORD": [], "UNNAMED OFFICIAL": [], "THE STORY ITSELF": []}
    for passage, quote in voiced:
        parts[_voice(quote)].append(_item(passage, quote))
    return tuple(Section(heading=name, items=tuple(items)) for name, items in parts.items() if items)


def _flat(head: Head, voiced: Sequence[tuple[Passage, Found[Quote] | None]]) -> Section:
    """One source with a few lines: its own voice first, then who speaks in it."""
    ordered = sorted(voiced, key=lambda pair: pair[1] is not None)
    unnamed = "site not named" if "site not named" in head.source.evidence else None
    note = joined(counts(1, "story"), unnamed, None if head.published else DATE_NOT_GIVEN)
    return Section(heading=_label(head), note=note, items=tuple(_item(p, q) for p, q in ordered))


def _label(head: Head) -> str:
    return f"{head.source.label}, preview" if head.stage == "preview" else head.source.label


def _item(passage: Passage, quote: Found[Quote] | None) -> Item:
    """The quote where its cut shows the words that were asked for and a first screen can take it, else the sentence."""
    if quote is None:
        return passage.item()
    lead = voices.lead(quote)
    made = quote_item(quote, lead=lead)
    shown = made.show or quote.finding.context
    short = shown.end - shown.start <= MOST_SHOWN
    if short and all(shown.start <= at.start and at.end <= shown.end for at in passage.held):
        return made
    keep = (
        (shown, *passage.held) if short else passage.held
    )  # the words asked for may stand where he is named
    return span_item(passage.head, passage.story, passage.span, lead=lead, label=made.label, keep=keep)


def _voice(quote: Found[Quote] | None) -> str:
    """A named person or body; an unnamed one; or nobody but the story."""
    if quote is None or quote.finding.speaker is None:
        return "THE STORY ITSELF"
    return "ON THE RECORD" if is_named(quote.finding) else "UNNAMED OFFICIAL"


def _said(ask: Ask, heads: Sequence[Head]) -> dict[tuple[str, int], Found[Quote]]:
    """The quote that a sentence holds, the most literal one, by story and the sentence's start."""
    only = Filter(stories=tuple(head.id for head in heads))
    by_place: dict[tuple[str, int], Found[Quote]] = {}
    kinds = ("direct", "partial", "reported")
    said = [f for f in ask.archive.quotes((), only, limit=600) if said_by_somebody(f.finding)]
    for quote in sorted(said, key=lambda f: kinds.index(f.finding.kind)):
        by_place.setdefault((quote.story.id, quote.finding.context.start), quote)
    return by_place


def _heads(found: Sequence[Passage]) -> tuple[Head, ...]:
    return tuple({p.head.id: p.head for p in found}.values())
