"""Lost: lines that a note has shown and that their story has no more; the next note tells what stands in their place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from newsbot.answer import Answer, Item, Section
from newsbot.commands import corrections
from newsbot.commands.corrections import CHANGED, EARLIER, HEADING, Corrected
from newsbot.commands.items import span_item
from newsbot.compare import versions
from newsbot.compare.rewritten import rewritten
from newsbot.compare.versions import Change, Changes
from newsbot.model import Finding, Span, Version
from newsbot.store import Archive, Line
from newsbot.text import words

TAKEN_OUT = "taken out"
_SENTENCES = (
    3  # of a story; one that was written anew has lost most of what was shown, and is looked at whole
)
_FIRST = 9  # lines that may stand before all else; the others end the note


def led(note: Answer, archive: Archive, lines: Iterable[Line]) -> Answer:
    """The note, led by what stands in the place of these lines of earlier texts, where it does not tell that
    itself."""
    told = _sections(archive, [line for line in lines if not _tells(note, line)])
    if not told:
        return note
    if note.kind == "nothing":
        return corrections.only(note, told)
    here = {item.cite.story for section in told for item in section.items if item.cite}
    kept = [made for section in note.sections if (made := _without_titles(section, here))]
    n, room = 0, _FIRST
    while n < len(told) and (room := room - 1 - len(told[n].items)) >= 0:
        n += 1
    return replace(note, sections=(*told[:n], *kept, *told[n:]))


def _sections(archive: Archive, lines: Iterable[Line]) -> list[Section]:
    """Findings that changed, then sentences in other words or taken out. What came back, or has but other marks, is
    left out."""
    by_text: dict[str, list[Span]] = {}
    for name, start, end in lines:
        by_text.setdefault(name, []).append(Span(start, end))
    changed: list[Corrected] = []
    reworded: list[Item] = []
    more = 0
    for name, spans in by_text.items():
        was, now = archive.version(name), archive.version(name.rpartition("@")[0])
        if was and now:
            gone = [span for span in spans if was.story.text[span.start : span.end] not in now.story.text]
            changes = versions.changes(was, now)
            changed.append(Corrected(head=now.head, changes=_within(changes, gone)))
            others = _reworded(was, now, [span for span in gone if not _within(changes, [span])])
            reworded += (item for pair in others[:_SENTENCES] for item in pair)
            more += sum(map(len, others[_SENTENCES:]))
    return [
        *(replace(made, heading=f"{HEADING} · {made.heading}") for made in corrections.sections(changed)),
        *([Section(heading=HEADING, items=tuple(reworded), more=more)] if reworded else []),
    ]


def _within(changes: Changes, spans: Sequence[Span]) -> Changes:
    """Those of the changes whose old sentence one of these lines shows."""

    def shown(change: Change[Finding]) -> bool:
        where = change.old.finding.context
        return any(span.start < where.end and where.start < span.end for span in spans)

    return Changes(
        figures=tuple(filter(shown, changes.figures)),
        quotes=tuple(filter(shown, changes.quotes)),
        people=tuple(filter(shown, changes.people)),
    )


def _reworded(was: Version, now: Version, spans: Sequence[Span]) -> list[tuple[Item, ...]]:
    """Each line that is no part of another, with the sentence that stands in its place if one does."""
    found: list[tuple[Item, ...]] = []
    told = rewritten(was, now)
    for span in spans:
        place = told.instead(span)
        if any(other != span and other.start <= span.start and span.end <= other.end for other in spans):
            continue
        if place is None:
            found.append((span_item(was.head, was.story, span, label=f"{EARLIER} · {TAKEN_OUT}"),))
        elif _words(was, span) != _words(now, place):
            old = span_item(was.head, was.story, span, label=EARLIER)
            found.append((old, span_item(now.head, now.story, place, label=CHANGED)))
    return found


def _words(version: Version, span: Span) -> tuple[str, ...]:
    return words(version.story.text[span.start : span.end])


def _tells(note: Answer, line: Line) -> bool:
    name, start, end = line
    cites = (item.cite for section in note.sections for item in section.items if item.cite)
    return any(cite.story == name and cite.start < end and start < cite.end for cite in cites)


def _without_titles(section: Section, stories: set[str]) -> Section | None:
    """A story whose lines are told needs no headline that says its text has changed."""
    kept = tuple(
        item
        for item in section.items
        if not (item.label == CHANGED and item.cite and item.cite.story in stories)
    )
    if len(kept) == len(section.items):
        return section
    return replace(section, items=kept) if kept else None
