"""Movements: what sources say has grown or shrunk, where none of them gives a number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from typing import Literal

from newsbot.compare import gist, measures
from newsbot.compare.lexicon import STOP
from newsbot.model import Head, Span, Story

Way = Literal["up", "down"]

_DOWN = r"drops?|falls?|declines?|decreases?|reductions?|slumps?|dips?|plunges?|slowdowns?|downturns?"
_UP = r"rises?|increases?|surges?|jumps?|growth|spikes?|upticks?|upsurges?"
_FELL = r"fallen|fell|dropped|declined|decreased|slumped|dipped|plunged|shrunk|shrank|slowed"
_ROSE = r"risen|rose|increased|surged|jumped|grown|grew|spiked|soared|climbed|doubled|tripled"
_WORDS = gist.either(f"{_DOWN}|{_UP}|{_FELL}|{_ROSE}")
_QUALITY = r"(?:[a-z-]+\s){0,2}"
# "a significant drop in border crossings": of what stands before the first small word.
_NOUN = re.compile(
    rf"\b(?:an?|the)\s(?:[“\"]\w+\s)?{_QUALITY}(?P<word>(?P<down>{_DOWN})|(?:{_UP}))[”\"]?\sin\s(?P<of>(?:[a-z-]+\s?){{1,4}})"
)
# "border crossings have fallen sharply"
_VERB = re.compile(
    rf"\b(?P<of>(?:[a-z-]+\s){{1,4}}?)(?:(?:has|have|had|also|again|sharply|steadily|significantly|recently)\s){{0,3}}"
    rf"(?P<word>(?P<down>{_FELL})|(?:{_ROSE}))\b"
)
_SMALL = STOP | frozenset(
    "including despite amid towards toward across against because but also even still nor".split()
)
# Of things that are one: what may grow or shrink. Others are counted, so they stand in the plural.
_MASS = frozenset(
    "inflation unemployment employment demand output production traffic crime violence turnout attendance tourism trade consumption"
    " spending investment revenue profit income support trust rainfall migration immigration poverty homelessness congestion pollution"
    " smuggling trafficking".split()
)
# "declined to say", "doubled down", "rose to power", "fell apart": nothing moved.
_ELSE = re.compile(
    r"\s(?:to|down|apart|victim|asleep|ill|sick|silent|short|behind|in\slove|through|for|against|off|out)\b"
)
_DIGIT = re.compile(r"\d|\b(?:percent|per\scent|million|billion|hundreds?|thousands?|dozens?)\b")
# Not so, not yet, or of another time; what somebody wants is no movement.
_NOT_SO = re.compile(
    r"\b(?:not|no|never|without|if|could|would|may|might|should|will|expect\w*|forecast\w*|predict\w*|hop(?:e|es|ed|ing)|aim\w*|effort\w*"
    r"|want\w*|seek\w*|push\w*|demand\w*|call\w*|urg\w*|fear\w*|warn\w*|prevent\w*|address\w*|tackle|deal\swith|stop|stem|curb|halt|reverse"
    r"|without)\s(?:[a-z“\"-]+\s){0,4}$|n['’]t\s$"
)
_PAST = re.compile(
    r"\b(?:last\syear|(?:in|since)\s(?:19|20)\d\d|years?\sago|previously|earlier|between|pre-?pandemic)\b"
)
# The time over which it moved, where the sentence says: two times are two movements.
_TIMES = tuple(
    (name, re.compile(rule))
    for name, rule in (
        (
            "now",
            r"\b(?:recent(?:ly)?|lately|(?:past|last)\sfew|these|now|overnight|today|yesterday|this\sweek|in\sdays)\b",
        ),
        ("month", r"\b(?:this|past|last)\smonth\b|\bmonth-on-month\b"),
        ("quarter", r"\bquarter\b"),
        ("year", r"\b(?:this|past)\syear\b|\bdecades?\b|\byears\b"),
    )
)
_LEAST = 4  # letters of what moved


@dataclass(frozen=True, kw_only=True, slots=True)
class Telling:
    """A sentence, `span`, that says which `way` a `thing` (its noun, and the words before it) moved; `at` must stay in
    a cut of it."""

    head: Head
    span: Span
    at: Span
    thing: str
    words: frozenset[str]
    way: Way
    time: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Movement:
    """What two sources or more say moved one way, a telling a source, oldest load first; `thing` is plural or one."""

    thing: str
    way: Way
    told: tuple[Telling, ...]


def movements(stories: Iterable[tuple[Head, Story]]) -> tuple[Movement, ...]:
    """Those that most sources tell first, then by load. Over two times, or of two kinds ("legal crossings" and
    "railway crossings"), they are not one."""
    told = [one for head, story in stories for one in tellings(head, story)]
    found: list[Movement] = []
    used: set[int] = set()
    for n, one in enumerate(told):
        if n in used:
            continue
        alike = [m for m in range(n, len(told)) if m not in used and _one(one, told[m])]
        first = {told[m].head.source.label: told[m] for m in reversed(alike)}
        if len(first) > 1:
            used |= set(alike)
            lines = sorted(first.values(), key=lambda t: (t.head.row, t.span.start))
            found.append(Movement(thing=one.thing, way=one.way, told=tuple(lines)))
    return tuple(
        sorted(found, key=lambda one: (-len(one.told), one.told[0].head.row, one.told[0].span.start))
    )


@lru_cache(maxsize=512)  # a desk asks about what is in the news
def tellings(head: Head, story: Story) -> tuple[Telling, ...]:
    """What the body says moved, without a number, in order; one a sentence."""
    held = gist.holding(story, _WORDS)
    low = gist.lower(story.text) if held else ""
    if len(low) != len(story.text):
        return ()
    return tuple([one for span in held if (one := _telling(head, story, span, low[span.start : span.end]))])


def _one(one: Telling, two: Telling) -> bool:
    if (one.thing, one.way) != (two.thing, two.way) or (one.time and two.time and one.time != two.time):
        return False
    return one.words <= two.words or two.words <= one.words


def _telling(head: Head, story: Story, span: Span, low: str) -> Telling | None:
    if _PAST.search(low):
        return None
    for rule in (_NOUN, _VERB):
        for met in rule.finditer(low):
            named = _named(met["of"], last=rule is _VERB)
            at = Span(span.start + met.start(), span.start + met.end())
            if not named or _DIGIT.search(low, met.start(), min(len(low), met.end() + 25)):
                continue
            if _NOT_SO.search(low, max(0, met.start() - 60), met.start()) or _named_so(story.text, span, at):
                continue
            if rule is _VERB and _ELSE.match(low, met.end()):
                continue
            thing, kinds = named
            return Telling(
                head=head,
                span=span,
                at=at,
                thing=thing,
                words=kinds,
                way="down" if met["down"] else "up",
                time=next((name for name, time in _TIMES if time.search(low)), ""),
            )
    return None


def _named(of: str, *, last: bool) -> tuple[str, frozenset[str]] | None:
    """The noun of what moved and the words before it: "crossings" of "border"."""
    told = of.split()
    told = list(takewhile(_bears, reversed(told)))[::-1] if last else list(takewhile(_bears, told))
    if not told or len(told[-1]) < _LEAST:
        return None
    noun, kinds = told[-1], frozenset(told[:-1])
    if noun in _MASS:
        return noun, kinds
    return (measures.plural(measures.unit_class(noun)), kinds) if re.search(r"[^su]s$", noun) else None


def _bears(word: str) -> bool:
    """Neither a small word nor an adverb."""
    return word not in _SMALL and not word.endswith("ly")


def _named_so(text: str, span: Span, at: Span) -> bool:
    """Whether a name stands among these words, so that somebody and not something moved ("Weiner declined")."""
    return any(word[:1].isupper() for word in text[max(at.start, span.start + 1) : at.end].split())
