"""`sources`: who the stories come from, and on what evidence."""

from __future__ import annotations

from newsbot.answer import Answer, Item, Section
from newsbot.commands import nothing
from newsbot.commands.line import Ask
from newsbot.commands.vocabulary import counts, joined
from newsbot.store import SourceCount
from newsbot.text import words

MOST = 200


def answer(ask: Ask) -> Answer:
    """Most stories first; with words, only sources whose label or evidence has them all."""
    every = ask.archive.sources()
    listed = [s for s in every if set(ask.words) <= set(words(f"{s.label} {s.publisher or ''} {s.evidence}"))]
    if not listed:
        return nothing.answer(ask, f"sources {ask.topic}".strip())
    stories = sum(source.stories for source in listed)
    families = len({source.publisher or source.label for source in listed})
    return Answer(
        kind="answer",
        line=ask.line,
        title=f"sources {ask.topic}".strip(),
        sections=(
            Section(heading="", items=tuple(map(_item, listed[:MOST])), more=max(0, len(listed) - MOST)),
        ),
        note=joined(counts(stories, "story"), counts(families, "publisher")),
        next=tuple(f"find source:{_quoted(source.label)}" for source in listed[:3]),
    )


def _item(source: SourceCount) -> Item:
    label = joined(
        counts(source.stories, "story"), source.evidence or None, f"loaded {source.last_loaded[:16]}"
    )
    return Item(lead=source.label, text=source.label, label=label)


def _quoted(label: str) -> str:
    return f'"{label}"' if " " in label else label
