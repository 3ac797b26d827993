"""States: what one source says is closed and another says is open again, where no number is given."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from newsbot.answer import Verdict
from newsbot.compare import gist, measures, order
from newsbot.model import Head, Span, Story

State = Literal["closed", "open", "to open"]

_THING = re.compile(
    r"\b(?:(?:border\s)?crossings?|borders?(?!\s(?:walls?|fenc\w+|security|patrol|control|agents?|officials|funding|polic\w+|crisis|towns?|cit\w+|states?|deal)\b)|ports?(?:\sof\sentry)?|checkpoints?|roads?|highways?|motorways?|bridges?|tunnels?|airports?"
    r"|runways?|airspace|schools?|universit(?:y|ies)|stations?|hospitals?|clinics?|factor(?:y|ies)|plants?|mines?|refiner(?:y|ies)"
    r"|pipelines?|stores?|shops?|markets?|courts?|parks?|beaches|museums?|librar(?:y|ies)|embass(?:y|ies)|consulates?|canals?|straits?)\b"
)
_CLOSED = re.compile(
    r"\b(?:closed|shut|shuttered|suspended|sealed(?:\soff)?)\b(?![\s-](?:doors?|higher|lower|up|down|at|meetings?|sessions?|circuit)\b)"
)
_OPEN = re.compile(r"\b(?:re-?opened|(?:has|have|was|were|is|are)\s(?:now\s)?(?:open\sagain|re-?open))\b")
_TO_OPEN = re.compile(r"\b(?:re-?opening|(?:to|could|will|would|can|may|might|must)\sre-?open)\b")
# Each of the three has one of these.
_WORDS = gist.either("closed|shut|shuttered|suspended|sealed|open|opened|opening|reopen|reopened|reopening")
# Not so, or not yet: planned, feared, asked for, of another time.
_NOT_SO = re.compile(
    r"\b(?:not|never|no|nor|denied|if|unless|until|could|would|may|might|should|will|to\sbe|plans?|threat\w*|fear\w*|urged?|behind\sclosed"
    r"|last\syear|(?:in|since)\s(?:19|20)\d\d|years?\sago|previously|once|at)\s(?:[a-z]+\s){0,3}$|n['’]t\s(?:[a-z]+\s){0,2}$"
)
_STOP = re.compile(r"[;:()—–]|\b(?:while|but|whereas|although|because|who|said|says)\b")
_AFTER, _BEFORE = 40, 90  # characters between a verb and what it closes, behind it and before it


@dataclass(frozen=True, kw_only=True, slots=True)
class Telling:
    """A sentence, `span`, that says what became of a `thing` (one name for its class, `alone` if the sentence has it in
    the singular); `at` must stay in a cut of it."""

    head: Head
    span: Span
    at: Span
    thing: str
    alone: bool
    state: State


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """One kind of thing, a telling a source, oldest load first: some say closed, some say open again. `alone` if all
    tell of one; CHANGED if then every source that says closed was published before those that say open again."""

    thing: str
    told: tuple[Telling, ...]

    @property
    def alone(self) -> bool:
        return all(one.alone for one in self.told)

    @property
    def verdict(self) -> Verdict | None:
        opened = [one.head.published for one in self.told if one.state == "open"]
        others = [one.head.published for one in self.told if one.state != "open"]
        changed = self.alone and all(order.before(old, new) for old in others for new in opened)
        return "CHANGED" if changed else None


def standings(stories: Iterable[tuple[Head, Story]]) -> tuple[Standing, ...]:
    """Things that a source has as open again and another does not, by name. Of each source the last that it says is
    done; who only hopes for it is heard where nobody else says that it is closed."""
    told = [one for head, story in stories for one in tellings(head, story)]
    found = []
    for thing in sorted({one.thing for one in told}):
        done: dict[str, Telling] = {}
        hoped: dict[str, Telling] = {}
        for one in told:
            if one.thing == thing:
                (hoped if one.state == "to open" else done)[one.head.source.label] = one
        opened = [one for one in done.values() if one.state == "open"]
        others = [one for one in done.values() if one.state == "closed"] or [
            one for label, one in hoped.items() if label not in done
        ]
        if opened and others:
            lines = sorted((*opened, *others), key=lambda one: (one.head.row, one.span.start))
            found.append(Standing(thing=thing, told=tuple(lines)))
    return tuple(found)


@lru_cache(maxsize=512)  # a desk asks about what is in the news
def tellings(head: Head, story: Story) -> tuple[Telling, ...]:
    """What the body says is closed, open again or to be opened, in order; of two in a sentence the last."""
    return tuple([one for span in gist.holding(story, _WORDS) if (one := _telling(head, story, span))])


def _telling(head: Head, story: Story, span: Span) -> Telling | None:
    low = story.text[span.start : span.end].lower()
    if len(low) != span.end - span.start:
        return None
    met = [
        (verb.start(), state, verb)
        for rule, state in _RULES
        for verb in rule.finditer(low)
        if state == "to open" or not _NOT_SO.search(low, max(0, verb.start() - 40), verb.start())
    ]
    thing: re.Match[str] | None = None
    told: Telling | None = None
    for _, state, verb in sorted(met, key=lambda one: one[0]):
        thing = _thing(low, verb) or (thing if _THEM.match(low, verb.end()) else None)
        if thing:
            start = told.at.start - span.start if told else min(thing.start(), verb.start())
            at = Span(span.start + start, span.start + max(thing.end(), verb.end()))
            told = Telling(
                head=head,
                span=span,
                at=at,
                thing=measures.unit_class(thing[0]),
                alone=not thing[0].endswith("s"),
                state=state,
            )
    return told


def _thing(low: str, verb: re.Match[str]) -> re.Match[str] | None:
    """What is closed: named right after the verb ("closed the bridge"), else before it ("the bridge was closed")."""
    stop = _STOP.search(low, verb.end())
    end = min(verb.end() + _AFTER, stop.start() if stop else len(low))
    if after := _THING.search(low, verb.end(), end):
        return after
    before = list(_THING.finditer(low, max(0, verb.start() - _BEFORE), verb.start()))
    return before[-1] if before and not _STOP.search(low, before[-1].end(), verb.start()) else None


_THEM = re.compile(r"\s(?:them|it|all|most|both)\b")
_RULES: Sequence[tuple[re.Pattern[str], State]] = (
    (_CLOSED, "closed"),
    (_OPEN, "open"),
    (_TO_OPEN, "to open"),
)
