"""`story`: one story as it was read, with what is known of where it comes from."""

from __future__ import annotations

from collections.abc import Sequence

from newsbot.answer import Answer, Section
from newsbot.commands import corrections, nothing
from newsbot.commands.items import span_item
from newsbot.commands.line import Ask
from newsbot.commands.vocabulary import DATE_NOT_GIVEN, counts, joined
from newsbot.model import Head, Span, Story, Zone
from newsbot.store import Archive, Earlier

MOST = 200


def answer(ask: Ask) -> Answer:
    """By id, url or the end of its path; without words the newest story. With `@n` an earlier text of it. What it told
    otherwise before comes first."""
    ref = ask.topic or next((head.id for head in ask.archive.stories(ask.only, limit=1)), "")
    story = ask.archive.story(ref) if ref else None
    head = ask.archive.head(story.id) if story else None
    if story is None or head is None:
        return nothing.answer(ask, f"story {ask.topic}".strip(), next=("find", "sources"))
    paragraphs = [span for zone in story.zones for span in _paragraphs(story, zone)]
    items = tuple(span_item(head, story, span, label=label) for span, label in paragraphs)
    told = Section(heading=head.source.label, items=items[:MOST], more=max(0, len(items) - MOST))
    now, texts = _texts(ask.archive, story)
    return Answer(
        kind="answer",
        line=f"story {story.id}",
        title=f"story {story.id}",
        sections=(*corrections.sections(corrections.ever(ask.archive, [head])), told),
        note=joined(_known(story, head), _told(now, texts)),
        next=((f"story {now}",) if now else tuple(f"story {one.name}" for one in reversed(texts)))[:3],
    )


def _texts(archive: Archive, story: Story) -> tuple[str | None, Sequence[Earlier]]:
    """The earlier texts of this story; or if it is one itself, the id of the story as it is now, and it alone."""
    now = story.id.rpartition("@")[0]
    itself = [one for one in archive.earlier([now]).get(now, ()) if one.name == story.id]
    return (now, itself) if itself else (None, archive.earlier([story.id]).get(story.id, ()))


def _told(now: str | None, texts: Sequence[Earlier]) -> str | None:
    if now:
        return f"{corrections.EARLIER} until {texts[0].until[:16]}"
    return counts(len(texts), corrections.EARLIER) if texts else None


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
