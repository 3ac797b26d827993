"""`new`: what was loaded since somebody last looked: what changed, corrections, then the stories."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, timedelta

from newsbot.answer import Answer, Section
from newsbot.commands import corrections, groups, nothing
from newsbot.commands.copies import copies
from newsbot.commands.line import Ask
from newsbot.commands.moments import clock, zone
from newsbot.commands.passages import headline
from newsbot.commands.vocabulary import NOTHING_NEW, counts, dates, joined, publishers
from newsbot.compare.ledger import Group
from newsbot.model import Figure, Filter, Found, Head
from newsbot.store import Archive

MOST = 200
WINDOW = timedelta(hours=24)  # where nothing tells when somebody last looked
_STORYLINES = 12  # of the newest stories, whose figures are compared
_FIGURES = 600
_STORIES = 40  # of a storyline
_CORRECTED = 40  # stories, last changed first, whose texts are compared


def answer(ask: Ask) -> Answer:
    """The stories of the window, those of one storyline together, newest first. Without `loaded:`, `since:` or
    `until:` the window is the last 24 hours; the line that comes back says which."""
    ask = _windowed(ask)
    heads, revised = _heads(ask), _revised(ask)
    if not heads and not revised:
        return replace(nothing.answer(ask, _title(ask), note=NOTHING_NEW), next=_next(ask))
    return Answer(
        kind="answer",
        line=ask.line,
        title=_title(ask),
        sections=tuple(_sections(ask, heads, revised)),
        note=joined(
            counts(len(heads), "story").replace(" ", " new "),
            f"{len(revised)} changed" if revised else None,
            counts(publishers([*heads, *revised]), "publisher"),
            dates([*heads, *revised]),
            nothing.left_out(ask),
        ),
        next=_next(ask),
    )


def _windowed(ask: Ask) -> Ask:
    if ask.only.loaded_after or ask.only.since or ask.only.until:
        return ask
    since = (ask.now.astimezone(UTC) - WINDOW).isoformat(timespec="seconds")
    return replace(ask, only=replace(ask.only, loaded_after=since), line=f"{ask.line} loaded:{since}")


def _title(ask: Ask) -> str:
    since = ask.only.loaded_after
    if since and since < "1971":  # before anything could be loaded: a channel's first
        since = None
    told = f"{clock(since, ask.now)} {zone(ask.now)}" if since else ask.only.since or ""
    return " · ".join(part for part in (f"new {ask.topic}".strip(), f"since {told}" if told else "") if part)


def _next(ask: Ask) -> tuple[str, ...]:
    loaded = f" loaded:{ask.only.loaded_after}" if ask.only.loaded_after else ""
    return (f"digest{loaded}",) if not ask.words else (f"new{loaded}", f"find {ask.topic}{loaded}")


def _heads(ask: Ask) -> Sequence[Head]:
    if not ask.words:
        return ask.archive.stories(ask.only, limit=MOST)
    found = ask.archive.search(ask.words, ask.only, limit=MOST)
    return sorted(found, key=lambda head: -head.row)


def _revised(ask: Ask) -> Sequence[Head]:
    """Stories whose text was changed since, after they had been loaded; last changed first. Only where the window goes
    by the time of load."""
    if not ask.only.loaded_after:
        return ()
    changed = ask.archive.revised(since=ask.only.loaded_after, limit=MOST)
    if not changed:
        return ()
    only = replace(ask.only, loaded_after=None, stories=tuple(head.id for head in changed))
    within = (
        ask.archive.search(ask.words, only, limit=MOST)
        if ask.words
        else ask.archive.stories(only, limit=MOST)
    )
    kept = {head.id for head in within if head.loaded <= ask.only.loaded_after}
    return [head for head in changed if head.id in kept]


def _sections(ask: Ask, heads: Sequence[Head], revised: Sequence[Head]) -> Iterator[Section]:
    if ask.only.loaded_after:
        told = corrections.since(ask.archive, revised[:_CORRECTED], ask.only.loaded_after)
        yield from corrections.sections(told)
    yield from _changed(ask, [*heads, *revised])
    yield from _notices(ask.archive, [*heads, *revised])
    if revised:
        items = [line for head in revised if (line := headline(ask.archive, head, label="changed"))]
        yield Section(heading=f"{counts(len(revised), 'story')} changed", items=tuple(items))
    if heads:
        yield _stories(ask, heads)


def _stories(ask: Ask, heads: Sequence[Head]) -> Section:
    """A headline a story; the storyline of the newest story first."""
    newest: dict[int, int] = {}
    for head in heads:
        newest.setdefault(head.storyline, len(newest))
    ordered = sorted(heads, key=lambda head: (newest[head.storyline], -head.row))
    taken = copies(ask.archive, heads)
    items = []
    for head in ordered:
        label = joined(f"loaded {clock(head.loaded, ask.now)}", taken.label(head))
        if not taken.folds(head, heads) and (line := headline(ask.archive, head, label=label)):
            items.append(line)
    return Section(heading=counts(len(heads), "story"), items=tuple(items))


def _changed(ask: Ask, heads: Sequence[Head]) -> list[Section]:
    """Figures of the same measure that a new story gives otherwise than an older one, both shown."""
    new = {head.id for head in heads}
    lines = list(dict.fromkeys(head.storyline for head in heads))[:_STORYLINES]
    stories = [head.id for line in lines for head in ask.archive.storyline(line, limit=_STORIES)]
    found = _figures(ask.archive, stories)
    return [
        groups.section(group)
        for group in groups.compared(ask.archive, found)
        if group.verdict == "CHANGED" and _touched(group, new)
    ]


def _figures(archive: Archive, stories: Sequence[str]) -> Sequence[Found[Figure]]:
    return archive.figures((), Filter(stories=tuple(stories)), limit=_FIGURES) if stories else ()


def _touched(group: Group, new: set[str]) -> bool:
    return any(entry.found.story.id in new for entry in group.entries)


def _notices(archive: Archive, heads: Sequence[Head]) -> list[Section]:
    """What new stories say of their own mistakes."""
    told = [(head, story) for head in heads if (story := archive.story(head.id))]
    items = tuple(item for head, story in told for item in corrections.notices(head, story))
    return [Section(heading=corrections.HEADING, items=items[:MOST])] if items else []
