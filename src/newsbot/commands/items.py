"""Findings as lines of an answer: the whole passage, its cite, and the clause that fits a phone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from newsbot.answer import Cite, Item
from newsbot.commands.clause import clause
from newsbot.facts import facts
from newsbot.model import Figure, Finding, Found, Head, Span, Story


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


def heads(found: Iterable[Found[Finding]]) -> tuple[Head, ...]:
    """The stories that the findings stand in, each once, in order."""
    return tuple({f.story.id: f.story for f in found}.values())


def _held(finding: Finding) -> tuple[Span, ...]:
    own = Span(finding.start, finding.end)
    if isinstance(finding, Figure):
        return tuple(span for span in (own, finding.period, finding.measure) if span)
    return (own,)
