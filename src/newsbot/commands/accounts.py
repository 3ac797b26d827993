"""Accounts: the place, day, hour and people of one happening as each source gives them, a line a source."""

from __future__ import annotations

from collections.abc import Mapping

from newsbot.answer import Section
from newsbot.commands.items import span_item
from newsbot.commands.vocabulary import OTHERS_NOT_GIVEN
from newsbot.compare.attendance import Account, Attendance
from newsbot.compare.happenings import Difference
from newsbot.compare.hours import Hour
from newsbot.model import Span, Story

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


def _only(people: tuple[str, ...]) -> str | None:
    return f"only here: {', '.join(people)}" if people else None


def _names(told: Account, only: tuple[str, ...]) -> tuple[Span, ...]:
    """Those whom only this source has must stay in a cut, with the words for being there; else all."""
    return (told.cue, *(span for span, person in told.at if not only or person in only))
