"""`story`: one story as it was read, with what is known of where it comes from."""

from __future__ import annotations

from newsbot.answer import Answer, Section
from newsbot.commands import nothing
from newsbot.commands.items import span_item
from newsbot.commands.line import Ask
from newsbot.commands.vocabulary import DATE_NOT_GIVEN, joined
from newsbot.model import Head, Span, Story, Zone

MOST = 200


def answer(ask: Ask) -> Answer:
    """By id, url or the end of its path; without words the newest story."""
    ref = ask.topic or next((head.id for head in ask.archive.stories(ask.only, limit=1)), "")
    story = ask.archive.story(ref) if ref else None
    head = ask.archive.head(story.id) if story else None
    if story is None or head is None:
        return nothing.answer(ask, f"story {ask.topic}".strip(), next=("find", "sources"))
    paragraphs = [span for zone in story.zones for span in _paragraphs(story, zone)]
    items = tuple(span_item(head, story, span, label=label) for span, label in paragraphs)
    return Answer(
        kind="answer",
        line=f"story {story.id}",
        title=f"story {story.id}",
        sections=(Section(heading=head.source.label, items=items[:MOST], more=max(0, len(items) - MOST)),),
        note=_known(story, head),
    )


def _paragraphs(story: Story, zone: Zone) -> list[tuple[Span, str | None]]:
    label = None if zone.kind == "body" else zone.kind
    spans, at = [], zone.start
    for paragraph in story.text[zone.start : zone.end].split("\n\n"):
        spans.append((Span(at, at + len(paragraph)), label))
        at += len(paragraph) + 2
    return [(span, label) for span, label in spans if span.end > span.start]


def _known(story: Story, head: Head) -> str | None:
    return joined(
        story.source.evidence or None,
        story.published or DATE_NOT_GIVEN,
        f"updated {story.updated}" if story.updated else None,
        f"loaded {head.loaded[:16]}",
        head.stage,
        story.url,
    )
