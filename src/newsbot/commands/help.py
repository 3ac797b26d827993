"""`help`: the commands with examples from the corpus, and how questions are read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from newsbot.answer import Answer, Item, Section
from newsbot.commands.line import Ask
from newsbot.commands.person import resolve
from newsbot.commands.question import RULES
from newsbot.model import Filter
from newsbot.store import Archive

if TYPE_CHECKING:
    from newsbot.commands import Command

FILTERS = (
    ("source:AP", "only stories whose source is called so"),
    ("by:Blinken", "only what this person or role says, or a byline wrote"),
    ("since:2026-03-31", "only stories published on or after the day; 7d: the last seven days"),
    ("until:2026-04-30", "only stories published on or before the day"),
    ('"a phrase"', "only lines that hold these words as they stand"),
)
_DULL = frozenset(
    "percent dollar pound euro people person point year month week day hour minute mile".split()
)


def answer(ask: Ask, commands: Sequence[Command]) -> Answer:
    """All commands; `help questions` the rules for questions, `help filters` the filters."""
    parts = {"questions": ("QUESTIONS", _rules()), "filters": ("FILTERS", _filters())}
    heading, items = parts.get(" ".join(ask.words), ("COMMANDS", _commands(commands)))
    return Answer(
        kind="answer",
        line=ask.line,
        title="help",
        sections=(Section(heading=heading, items=items),),
        next=(*examples(ask.archive), "help questions", "help filters"),
    )


def examples(archive: Archive, *, limit: int = 3) -> tuple[str, ...]:
    """Lines that have an answer in this archive: its most named people, what its newest figures
    count, a question; fewer in an archive that is nearly empty."""
    named = [found for found in archive.mentions((), Filter(), limit=300) if " " in found.finding.person]
    met = Counter(found.finding.person for found in named)
    names = [_short(name, archive) for name in sorted(met, key=lambda name: (-met[name], name))[:2]]
    counted = [
        topic for topic, _ in archive.topics(limit=40) if topic.isalpha() and topic.rstrip("s") not in _DULL
    ]
    lines = [f"who {names[0]}"] if names else []
    lines += [f"figures {counted[0]}"] if counted else []
    lines += ["digest"] if named else []
    lines += [f"what did {names[1]} say?"] if len(names) > 1 else []
    return tuple(lines[:limit])


def _short(name: str, archive: Archive) -> str:
    """The last word of a name, if it is one person's."""
    last = name.rsplit(maxsplit=1)[-1]
    return last if len(resolve(last, archive).people) == 1 else name


def _commands(commands: Sequence[Command]) -> tuple[Item, ...]:
    return tuple(Item(lead=c.usage, text=c.usage, label=c.summary) for c in commands)


def _rules() -> tuple[Item, ...]:
    return tuple(Item(lead=rule.asks, text=rule.asks, label=rule.line) for rule in RULES)


def _filters() -> tuple[Item, ...]:
    return tuple(Item(lead=form, text=form, label=meaning) for form, meaning in FILTERS)
