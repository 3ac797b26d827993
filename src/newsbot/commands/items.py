"""Findings as lines of an answer: the whole passage, its cite, and the clause that fits a phone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from newsbot.answer import Cite, Item
from newsbot.commands.clause import RULE, clause
from newsbot.commands.vocabulary import joined
from newsbot.facts import facts
from newsbot.model import Figure, Finding, Found, Head, Quote, Span, Story

# Where people post; not "on a call with analysts", "on Monday".
_POSTED = re.compile(
    r"on (?:X|Twitter|Facebook|Instagram|Threads|Bluesky|Mastodon|Telegram|TikTok|Truth Social|Weibo|WhatsApp|YouTube|"
    r"LinkedIn|Reddit|social media)"
)
_OPENING, _CLOSING = "“\"‘'«„", "”\"’'»,.?!…"


def cite(head: Head, span: Span) -> Cite:
    """Where these words stand."""
    return Cite(
        story=head.id,
        origin=head.origin,
        source=head.source.label,
        publisher=head.source.publisher,
        named_by=head.source.named_by,
        headline=head.headline,
        published=head.published,
        stage=head.stage,
        url=head.url,
        start=span.start,
        end=span.end,
    )


def item(
    found: Found[Finding], *, lead: str | None = None, label: str | None = None, keep: Sequence[Span] = ()
) -> Item:
    """The finding's whole passage; `show` is the clause that holds the finding, its fields and
    every span of `keep`."""
    finding, where = found.finding, found.finding.context
    return Item(
        text=found.passage,
        cite=cite(found.story, where),
        show=clause(found.passage, where.start, (*_held(finding), *keep)),
        lead=lead,
        label=label,
        facts=facts(finding, found.passage, where.start),
    )


def span_item(
    head: Head,
    story: Story,
    span: Span,
    *,
    lead: str | None = None,
    label: str | None = None,
    keep: Sequence[Span] = (),
) -> Item:
    """Any span of a story: a headline, a lead sentence, a title shown alone."""
    text = story.text[span.start : span.end]
    return Item(
        text=text,
        cite=cite(head, span),
        show=clause(text, span.start, keep),
        lead=lead,
        label=label,
    )


def words_item(found: Found[Finding], span: Span, *, label: str | None = None) -> Item:
    """Some words of a finding's passage alone: a name, a title."""
    text = found.passage[span.start - found.finding.context.start : span.end - found.finding.context.start]
    return Item(text=text, cite=cite(found.story, span), show=clause(text, span.start), label=label)


def heads(found: Iterable[Found[Finding]]) -> tuple[Head, ...]:
    """The stories that the findings stand in, each once, in order."""
    return tuple({f.story.id: f.story for f in found}.values())


def _held(finding: Finding) -> tuple[Span, ...]:
    own = Span(finding.start, finding.end)
    if isinstance(finding, Figure):
        return tuple(span for span in (own, finding.period, finding.measure) if span)
    return (own,)


def quote_item(
    found: Found[Quote], *, lead: str | None = None, named: str | None = None, wording: str | None = None
) -> Item:
    """A quote in its passage. Of a long passage the words in their marks are shown, where `lead` or
    `named` says who speaks; a reported one keeps its clause. `wording` labels one told elsewhere in other words."""
    quote, where = found.finding, found.finding.context
    marked = _marked(quote, found.passage)
    said_by = lead or named
    show = (
        marked
        if said_by and quote.kind == "direct" and len(found.passage) > RULE
        else clause(found.passage, where.start, (marked, *_cue(quote, marked), *_voice(quote, said_by)))
    )
    return Item(
        text=found.passage,
        cite=cite(found.story, where),
        show=None if show == where else show,
        lead=lead,
        label=joined(*quote_labels(quote), wording),
        facts=facts(quote, found.passage, where.start),
    )


def quote_labels(quote: Quote) -> tuple[str | None, ...]:
    """What an editor must know of a quote before using it, in our few words."""
    speaker = quote.speaker
    word = speaker and speaker.kind in ("pronoun", "role") and speaker.person and f"“{speaker.text}”"
    return (
        {"partial": "part quote", "reported": "reported", "direct": None}[quote.kind],
        quote.zone if quote.zone in ("headline", "caption") else None,
        f"wrote {quote.via}" if quote.via and _POSTED.fullmatch(quote.via) else None,
        word or None,
        None if quote.balanced else "marks unbalanced in the story",
    )


def _marked(quote: Quote, passage: str) -> Span:
    """The quote with its own marks, as far as they stand right beside it."""
    at = quote.context.start
    start, end = quote.start - at, quote.end - at
    if quote.kind != "reported":
        if passage[start - 1 : start] and passage[start - 1] in _OPENING:
            start -= 1
        while end < len(passage) and passage[end] in _CLOSING and not passage[end - 1].isspace():
            end += 1
    return Span(at + max(start, 0), at + end)


def _cue(quote: Quote, marked: Span) -> tuple[Span, ...]:
    """A part quote or a clause without the word that reports it reads as the story's own claim."""
    return (quote.cue,) if quote.cue and quote.cue.end <= marked.start else ()


def _voice(quote: Quote, said_by: str | None) -> tuple[Span, ...]:
    """Who speaks must stay in the cut unless a label of ours says it."""
    if said_by or quote.speaker is None:
        return ()
    return (Span(quote.speaker.start, quote.speaker.end),)
