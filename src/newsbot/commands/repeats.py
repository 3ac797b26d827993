"""Repeats: a note says nothing twice that an earlier one of its series said, unless it says so."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import replace

from newsbot.answer import Answer, Item, Section
from newsbot.commands.corrections import CHANGED
from newsbot.commands.vocabulary import NOTHING_NEW, joined
from newsbot.store import Line

AGAIN = "again"
# Of these each line stands for itself, so one that was shown can go; elsewhere lines are compared, and a line
# that was left out would make the others say something else.
_ALONE = ("ONLY IN", "SAID")


def lines(answer: Answer) -> tuple[Line, ...]:
    """Every line of the stories in an answer, as a journal keeps them: once each, in order."""
    cites = (item.cite for section in answer.sections for item in section.items if item.cite)
    return tuple(dict.fromkeys((cite.story, cite.start, cite.end) for cite in cites))


def without(answer: Answer, shown: AbstractSet[Line]) -> Answer:
    """The answer without the lines that were shown before; where they are compared with a new one, or open a
    storyline, they stay and are marked "again". A source that has nothing else says "nothing new"."""
    if not shown:
        return answer
    sections = [kept for section in answer.sections if (kept := _section(section, shown))]
    return replace(answer, sections=tuple(sections))


def _section(section: Section, shown: AbstractSet[Line]) -> Section | None:
    left = tuple(item for item in section.items if not _known(item, shown))
    if len(left) == len(section.items):
        return section
    if section.heading.isdigit() or (left and _compares(section)):
        return replace(section, items=tuple(_marked(item, shown) for item in section.items))
    if left:
        return replace(section, items=left)
    if section.heading.startswith(_ALONE) or _compares(section):
        return None
    return replace(section, items=(), note=joined(section.note, NOTHING_NEW))


def _compares(section: Section) -> bool:
    """A thing to check, figures or words side by side."""
    if section.heading.startswith(_ALONE):
        return False
    several = len({item.cite.source for item in section.items if item.cite}) > 1
    return section.verdict in ("SAME", "DIFFER", "CHANGED") or several


def _known(item: Item, shown: AbstractSet[Line]) -> bool:
    """A headline that stands for a text in other words tells something new."""
    cite = item.cite
    return cite is not None and item.label != CHANGED and (cite.story, cite.start, cite.end) in shown


def _marked(item: Item, shown: AbstractSet[Line]) -> Item:
    return replace(item, label=joined(item.label, AGAIN)) if _known(item, shown) else item
