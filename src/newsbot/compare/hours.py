"""Hours: the time of day at which sources say that the same thing happened, where they say it alike enough."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from newsbot.answer import Verdict
from newsbot.compare import gist
from newsbot.compare.lexicon import STOP
from newsbot.model import Head, Span, Story
from newsbot.text import fold, words

# "4:17 a.m.", "16:17", "4 p.m."; not "4", "4:1", a score ("won 16:17" has no "at" before it) or a verse.
_TIME = re.compile(
    r"\b(?:at|around|about|after|before|by|from|until)\s+(?:around\s+|about\s+)?"
    r"(?P<hour>[01]?\d|2[0-3])(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap]\.?\s?m\b\.?)?"
    r"(?:\s+(?P<zone>GMT|UTC|local time|E[SD]?T|C[SED]?T|P[SD]?T|BST|IST|JST|CEST))?(?![\d%])"
)
# Each time that is read has one of these, which is quicker to look for.
_CLOCK = re.compile(r"\d(?:[:.][0-5]\d|\s?[ap]\.?\s?m)")
_ROUGH = re.compile(r"\b(?:around|about|shortly|just|after|before|by|until|soon|nearly|almost|roughly)\b")
_DAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b")
_LATER = re.compile(r"\b(?:again|second|another|later|aftershock|then|next|first)\b")
_SHARED, _PART = 3, 0.5  # words of the two sentences that must be the same, and which part of the shorter
_TELLING = 2  # words before the time
_ROUGHLY = 60  # minutes; hedged times nearer than that may be one


@dataclass(frozen=True, kw_only=True, slots=True)
class Telling:
    """A sentence with one time of day: whose, where, and the words that tell what happened then."""

    head: Head
    span: Span
    what: frozenset[str]
    minutes: int
    half: bool
    zone: str | None
    rough: bool
    day: str | None
    said: frozenset[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Hour:
    """The tellings compared, oldest load first."""

    told: tuple[Telling, ...]
    verdict: Verdict


def hours(stories: Iterable[tuple[Head, Story]]) -> tuple[Hour, ...]:
    """Times that two sources or more give for one thing: those that differ first, then by load. In doubt nothing:
    the words before the time are those of the other or more, one day, one zone, and no plan beside an outcome."""
    told = [one for head, story in stories for one in tellings(head, story)]
    found: list[Hour] = []
    used: set[int] = set()
    for n, one in enumerate(told):
        others = [m for m in range(n + 1, len(told)) if m not in used and _one_thing(one, told[m])]
        firsts = {told[m].head.source.label: m for m in reversed(others)}
        if n in used or not firsts:
            continue
        compared = [one, *(told[m] for m in sorted(firsts.values()))]
        if verdict := _verdict(compared):
            found.append(Hour(told=tuple(compared), verdict=verdict))
            used |= {n, *firsts.values()}
    return tuple(sorted(found, key=lambda hour: (hour.verdict != "DIFFER", hour.told[0].head.row)))


@lru_cache(maxsize=512)  # a desk asks about what is in the news
def tellings(head: Head, story: Story) -> tuple[Telling, ...]:
    """The sentences of a story's body that give just one time of day, and say before it what happened."""
    if not _CLOCK.search(story.text):
        return ()
    timed = [span for span in gist.sentences(story) if _CLOCK.search(story.text, *span)]
    return tuple([made for span in timed if (made := _telling(head, story, span))])


def _telling(head: Head, story: Story, span: Span) -> Telling | None:
    said = story.text[span.start : span.end]
    times = [time for time in _TIME.finditer(said) if time["minute"] or time["half"]]
    if len(times) != 1 or _LATER.search(fold(said)):
        return None
    time, before = times[0], [word for word in words(said[: times[0].start()]) if word not in STOP]
    if len(before) < _TELLING:
        return None
    day = _DAY.search(fold(said))
    rest = words(said[: time.start()] + " " + said[time.end() :])
    return Telling(
        head=head,
        span=span,
        what=frozenset(before),
        minutes=_minutes(time),
        half=bool(time["half"]) or int(time["hour"]) > 12,
        zone=fold(time["zone"]) if time["zone"] else None,
        rough=_ROUGH.search(fold(said[max(0, time.start() - 12) : time.start("hour")])) is not None,
        day=day[0] if day else None,
        said=frozenset(word for word in rest if word not in STOP and len(word) > 2 and not _DAY.match(word)),
    )


def _minutes(time: re.Match[str]) -> int:
    hour, minute = int(time["hour"]), int(time["minute"] or 0)
    if time["half"]:
        hour = hour % 12 + 12 * (time["half"][0] == "p")
    return hour * 60 + minute


def _one_thing(one: Telling, two: Telling) -> bool:
    previews = {one.head.stage == "preview", two.head.stage == "preview"}
    if one.head.source.label == two.head.source.label or len(previews) > 1:
        return False
    if not (one.what <= two.what or two.what <= one.what) or one.zone != two.zone or one.half != two.half:
        return False
    if one.day and two.day and one.day != two.day:
        return False
    shared = len(one.said & two.said)
    return shared >= _SHARED and shared >= _PART * min(len(one.said), len(two.said))


def _verdict(told: Sequence[Telling]) -> Verdict | None:
    pairs = [(a, b) for n, a in enumerate(told) for b in told[n + 1 :]]
    if all(a.minutes == b.minutes for a, b in pairs):
        return "SAME"
    apart = [abs(a.minutes - b.minutes) for a, b in pairs]
    rough = any(one.rough for one in told)
    return "DIFFER" if max(apart) >= (_ROUGHLY if rough else 1) else None
