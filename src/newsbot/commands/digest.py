"""`digest`: the morning note. What happened, what to check, where sources agree, what only one has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from newsbot.answer import Answer, Section
from newsbot.commands import storyline
from newsbot.commands.items import span_item
from newsbot.commands.line import Ask
from newsbot.commands.nothing import left_out
from newsbot.commands.passages import stem
from newsbot.commands.vocabulary import counts, dates, joined
from newsbot.compare import gist, origins
from newsbot.model import Filter, Head

_NEWEST = 400  # stories looked at; the newest storylines are among them
_STORYLINES = 8
_FEW = 3
_LEAST = 6  # lines of a storyline among others
_ALONE = 6  # stories of no storyline, a line each
# Lines of a note's first screen that its sections may take: 25 less title, counts and the row of buttons.
_SCREEN = 22


def answer(ask: Ask) -> Answer:
    """Newest storylines first. `loaded_after` is a scheduled note's window: a storyline without a story loaded since
    is quiet. Nothing new, or nothing on the topic, says so."""
    heads = _heads(ask, ask.only)
    if not heads:
        return _nothing(ask)
    lines = list(dict.fromkeys(head.storyline for head in heads))
    told = {line: _told(ask, line, heads) for line in lines}
    events = [line for line in lines if len(told[line]) > 1]
    alone = [told[line][0] for line in lines if len(told[line]) == 1]
    if not events and len(alone) <= _FEW:
        events, alone = lines, []  # little else to tell: the stories themselves
    return Answer(
        kind="answer",
        line=ask.line,
        title=_title(ask.now),
        sections=tuple(_sections(ask, [told[line] for line in events], alone)),
        note=_counts(ask, heads, events),
    )


def _heads(ask: Ask, only: Filter) -> Sequence[Head]:
    """The stories of the window, newest first."""
    if not ask.words:
        return ask.archive.stories(only, limit=_NEWEST)
    found = ask.archive.search([stem(word) for word in ask.words], only, limit=_NEWEST)
    return sorted(found, key=lambda head: -head.row)


def _told(ask: Ask, line: int, heads: Sequence[Head]) -> list[Head]:
    """The stories of a storyline that the filters let through, those before the window too, oldest first."""
    if ask.only == Filter(loaded_after=ask.only.loaded_after):
        return list(ask.archive.storyline(line, limit=storyline.STORIES))
    return sorted((head for head in heads if head.storyline == line), key=lambda head: head.row)


def _sections(ask: Ask, events: Sequence[Sequence[Head]], alone: Sequence[Head]) -> list[Section]:
    """The storylines in turn, stories that stand alone, then what did not fit and a section a source."""
    shown = events[:_STORYLINES]
    room = _SCREEN if len(shown) == 1 else max(_LEAST, _SCREEN // max(len(shown), 1))
    told = [storyline.tell(ask.archive, heads, number=n, room=room) for n, heads in enumerate(shown, 1)]
    more = len(events) - len(shown)
    return [
        *(section for one in told for section in one.sections),
        *([Section(heading="", note=f"+ {counts(more, 'storyline')}")] if more else []),
        *_alone(ask, alone, len(shown)),
        *(section for one in told for section in one.rest),
        *(section for one in told for section in one.sources),
    ]


def _alone(ask: Ask, heads: Sequence[Head], before: int) -> list[Section]:
    """Stories that stand alone: a headline each."""
    items = []
    for head in heads[: _ALONE if before else _ALONE * 2]:
        story = ask.archive.story(head.id)
        span = story and (gist.headline(story) or gist.lead(story))
        if story and span:
            items.append(span_item(head, story, span))
    if not items:
        return []
    return [Section(heading=counts(len(heads), "story"), items=tuple(items), more=len(heads) - len(items))]


def _title(now: datetime) -> str:
    return f"Morning note · {now:%a} {now.day} {now:%b} · {now:%H:%M} {_zone(now)}"


def _zone(now: datetime) -> str:
    """London for Europe/London; UTC as it is."""
    key = getattr(now.tzinfo, "key", None) or now.tzname() or "UTC"
    return str(key).rsplit("/", 1)[-1].replace("_", " ")


def _counts(ask: Ask, heads: Sequence[Head], events: Sequence[int]) -> str | None:
    fresh = ask.archive.freshness()
    only = replace(ask.only, loaded_after=None)
    total = fresh.stories if len(heads) == _NEWEST and only == Filter() and not ask.words else len(heads)
    windowed = ask.only.loaded_after is not None
    return joined(
        counts(total, "story").replace(" ", " new " if windowed else " "),
        counts(origins.publishers(heads), "publisher"),
        counts(len(events), "storyline") if len(events) > 1 else None,
        f"last load {_clock(fresh.last_load, ask.now)}" if fresh.last_load else None,
        f"{len(fresh.refused):,} refused",
        dates(heads),
        left_out(ask),
        "first note: all new" if _first(ask.only) else None,
    )


def _first(only: Filter) -> bool:
    """A window that begins before anything could have been loaded is a channel's first note."""
    return only.loaded_after is not None and only.loaded_after < "1971"


def _clock(moment: str, now: datetime) -> str:
    """A time of load in the zone of the note, with its day if that is another."""
    then = datetime.fromisoformat(moment)
    local = (then if then.tzinfo else then.replace(tzinfo=UTC)).astimezone(now.tzinfo)
    if local.date() == now.date():
        return f"{local:%H:%M}"
    return f"{local:%a %H:%M}" if abs((now - local).days) < 7 else f"{local.day} {local:%b %Y %H:%M}"


def _nothing(ask: Ask) -> Answer:
    fresh = ask.archive.freshness()
    quiet = (
        {head.storyline for head in _heads(ask, replace(ask.only, loaded_after=None))}
        if fresh.stories
        else set()
    )
    last = f"last load {_clock(fresh.last_load, ask.now)}" if fresh.last_load else None
    new = "nothing new" if ask.only.loaded_after else "nothing found"
    return Answer(
        kind="nothing",
        line=ask.line,
        title=" · ".join(part for part in (_title(ask.now), ask.topic) if part),
        note=joined(new, last, f"{counts(len(quiet), 'storyline')} quiet" if quiet else None, left_out(ask)),
    )
