"""Accounts: the place, day, hour and people of one happening, and what became of a thing, a line a source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from newsbot.answer import Item, Section, Verdict
from newsbot.commands.items import span_item
from newsbot.commands.vocabulary import OTHERS_NOT_GIVEN, counts, joined
from newsbot.compare import movements, origins, states
from newsbot.compare.attendance import Account, Attendance
from newsbot.compare.differences import Difference
from newsbot.compare.hours import Hour
from newsbot.compare.measures import plural
from newsbot.compare.movements import Movement
from newsbot.compare.states import Standing
from newsbot.model import Found, Quote, Span, Story

_CHECK = "CHECK · "


def happening(told: Difference, stories: Mapping[str, Story], *, check: bool = False) -> Section:
    """PLACE or DAY: where, or when, each says that it happened."""
    same = "place" if told.of == "place" else told.told[0].kind
    return Section(
        heading=f"{_CHECK if check else ''}{told.of.upper()}",
        verdict=told.verdict,
        note=None if told.verdict else f"same {same}: not given",
        items=tuple(span_item(one.head, stories[one.head.id], one.span, keep=(one.at,)) for one in told.told),
    )


def hour(told: Hour, stories: Mapping[str, Story], *, check: bool = False) -> Section:
    """TIME: the time of day that each gives."""
    items = tuple(span_item(one.head, stories[one.head.id], one.span) for one in told.told)
    return Section(heading=f"{_CHECK if check else ''}TIME", verdict=told.verdict, items=items)


def attended(told: Attendance, stories: Mapping[str, Story], *, check: bool = False) -> Section:
    """ATTENDED: who was there by each, with whom only that source names."""
    items = tuple(
        span_item(one.head, stories[one.head.id], one.span, label=_only(only), keep=_names(one, only))
        for one, only in told.told
    )
    return Section(
        heading=f"{_CHECK if check else ''}ATTENDED",
        verdict=told.verdict,
        note=None if told.verdict else OTHERS_NOT_GIVEN,
        items=items,
    )


def there(
    told: Sequence[Account], stories: Mapping[str, Story], *, verdict: Verdict | None, note: str | None
) -> Section:
    """ATTENDED: a line an account, its names and the words for being there kept in the cut."""
    items = tuple(span_item(one.head, stories[one.head.id], one.span, keep=_names(one, ())) for one in told)
    return Section(heading="ATTENDED", verdict=verdict, note=note, items=items)


def state(told: Standing, stories: Mapping[str, Story], said: Sequence[Found[Quote]]) -> Section:
    """What some say is closed and others say is open again; which of several is meant nobody says."""
    things = told.thing if told.alone else plural(told.thing)
    return Section(
        heading=f"{_CHECK}{things.upper()}",
        verdict=told.verdict,
        note=None if told.alone else f"which {things}: not given",
        items=tuple(_told(one, stories, _origin(one, said)) for one in told.told),
    )


def movement(told: Movement, stories: Mapping[str, Story], said: Sequence[Found[Quote]]) -> Section:
    """CROSSINGS, FEWER: what sources agree has grown or shrunk, though none gives a number."""
    many = told.thing.endswith("s")
    way = ("FEWER" if many else "LOWER") if told.way == "down" else ("MORE" if many else "HIGHER")
    behind = [_origin(one, said) for one in told.told]
    uniform = len(set(behind)) == 1
    return Section(
        heading=f"{told.thing.upper()}, {way}",
        verdict="SAME",
        note=joined(
            counts(origins.publishers(one.head for one in told.told), "publisher"),
            (behind[0] or origins.NOBODY) if uniform else None,
        ),
        items=tuple(
            _told(one, stories, None if uniform else label)
            for one, label in zip(told.told, behind, strict=True)
        ),
    )


def _told(one: states.Telling | movements.Telling, stories: Mapping[str, Story], label: str | None) -> Item:
    return span_item(one.head, stories[one.head.id], one.span, label=label, keep=(one.at,))


def _origin(one: states.Telling | movements.Telling, said: Sequence[Found[Quote]]) -> str | None:
    """Who stands behind the words: whose quotation holds them, or who "said" before them in their sentence; null for
    the story's own."""
    here = [
        f
        for f in said
        if f.story.id == one.head.id and f.finding.context.start <= one.at.start < f.finding.context.end
    ]
    holding = [f for f in here if f.finding.start < one.at.end and one.at.start < f.finding.end]
    before = [f for f in here if f.finding.cue and f.finding.cue.start < one.at.start]
    label = next((origins.origin(found) for found in (*holding, *before)), origins.NOBODY)
    return label if label != origins.NOBODY else None


def _only(people: tuple[str, ...]) -> str | None:
    return f"only here: {', '.join(people)}" if people else None


def _names(told: Account, only: tuple[str, ...]) -> tuple[Span, ...]:
    """Those whom only this source has must stay in a cut, with the words for being there; else all."""
    return (told.cue, *(span for span, person in told.at if not only or person in only))
