"""Attendance: who was there by each source's account, and who is named by one and not by another."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from newsbot import names
from newsbot.answer import Verdict
from newsbot.compare import gist
from newsbot.model import Found, Head, Mention, Span, Story

_NOUN = (
    r"(?:meeting|talks?|summit|negotiations?|discussions?|conference|dinner|lunch|ceremony|funeral|hearing|gathering|session|wedding"
    r"|service|reception|rally|visit|trip|delegation)"
)
_BARE = _NOUN.replace("meeting|", "")  # "talks with Brook"; but "meeting with Brook" may be a verb
# Words that say that those before them and those behind them were there together.
_MET = re.compile(
    r"\b(?:(?:has|have|had|was|were|also|is|are)\s){0,3}"
    r"(?:joined\s(?:\w+\s)?by|accompanied\sby|flanked\sby|along(?:side|\swith)|together\swith"
    r"|(?:met|meets?|spoke\sface\sto\sface|sat\sdown|huddled|dined)(?:\s(?:for|on|in|at|behind)\s[^,;.]{1,40}?)?(?:\swith)?"
    rf"|(?:held|holds?|holding|began|hosted|hosts|had|engage\sin|engaged\sin)\s(?:[\w’'-]+\s){{0,4}}?{_NOUN}(?:\s(?:with|between))?"
    r"|(?:was|were|is|are|be|also)\s(?:also\s)?attended\sby|attended\sby|in\sattendance(?:\swere|\swas)?"
    r"|(?:attended|attends?|attending|(?:took|takes|take)\spart\sin|participated\sin)"
    r"|(?:was|were|are|is)\s(?:also\s)?present|present\swere|sat\sin\son"
    rf"|(?:(?:the|an?|his|her|their)\s(?:[\w-]+\s){{0,2}}meeting|{_BARE})\s(?:with|between|among)(?=\s[A-Z])"
    r"|(?i:delegation|team|attendees|guests|mourners|participants)\s(?:\w+\s){0,3}?"
    r"(?:including|included|includes|were|was\sled\sby|led\sby|headed\sby))\b"
)
# Strong enough to say that a person was at something, without a second one.
_ATTENDED = re.compile(
    r"\b(?:attend(?:ed|s|ing)?|attendance|joined|accompanied|flanked|took\spart|participated|present|delegation|attendees|guests"
    r"|mourners|sat\sin)\b"
)
_MEETING = re.compile(rf"\b(?:{_NOUN}|met|meets?|attend(?:ed|s|ing)?|hosted)\b")
_WORDS = gist.either(_NOUN.strip("(?:)") + "|met|meets?|attend|attended|attends|attending|hosted")
_TOGETHER = re.compile(
    rf"{_MEETING.pattern}|\b(?:(?:joined|accompanied|flanked)\s(?:\w+\s)?by|attendees|guests|mourners|participants)\b"
)
_OF_IT = re.compile(rf"\b(?:[Tt]he|[Tt]his|[Tt]hat)\s{_NOUN}\b")
EVENT = re.compile(rf"\b{_NOUN}\b")
_TALKS = frozenset(
    "meeting talk talks summit negotiation negotiations discussion discussions conference session gathering visit trip".split()
)
_ABSENT = re.compile(
    r"\b(?:(?:did|does|do|will|wo|would)(?:\snot|n['’]t)\s(?:attend|join|take\spart|participate|show\sup|go|appear)"
    rf"|(?:was|were|is|are)(?:\snot|n['’]t)\s(?:present|there|in\sattendance|at\sthe\s{_NOUN})"
    r"|(?:was|were|is|are|remained)\s(?:notably\s|conspicuously\s|also\s)?absent|skipp(?:ed|ing)|skips|boycott(?:ed|ing|s)"
    rf"|stay(?:ed|s|ing)\saway|miss(?:ed|es)\sthe\s{_NOUN}|pull(?:ed|s)\sout\sof|withdr(?:ew|aws)\sfrom"
    r"|cancel(?:s|led|ed)\s(?:his|her|their|a|the)\s(?:trip|visit|appearance|attendance)"
    r"|(?:refused|declined)\sto\s(?:attend|join|take\spart|meet))\b"
)
_PLANNED = re.compile(
    r"\b(?:will|would|shall|could|may|might|should"
    r"|(?:is|are|was|were)\s(?:all\s|also\s)?(?:set|due|scheduled|expected|slated|planning|likely)"
    r"|plans?\sto|to\s(?:meet|attend|join|hold)|hop(?:es|ing)\sto|invited|upcoming|ahead\sof|tomorrow)\b"
)
_WILL = re.compile(r"\b(?:will|wo|would)(?:\s|n['’]t)")
_OTHER = re.compile(
    r"\b(?:previous(?:ly)?|earlier\sthis|last\s(?:year|month|week|summer|winter|spring|fall|autumn)"
    r"|(?:years?|months?|weeks?|days?)\s(?:ago|earlier|before)|(?:in|since)\s(?:[a-z]+\s)?(?:19|20)\d\d"
    r"|never|ever|if|phone|called|anniversary|used\sto|recall(?:s|ed)?|once)\b"
)
_QUOTED = re.compile(r"[“”\"]")
# Where the clause of those who were there ends, before the word for it and behind.
_BEFORE = re.compile(
    r"[;:—–()]|\b(?:that|said|says|after|before|when|while|as|because|since|where|who|but|for|whether|despite|following)\b"
)
_BEHIND = re.compile(
    r"[;:—–]|,\s[^,]{1,60}\s(?:said|says|told|added|announced|confirmed|wrote)\b"
    r"|\b(?:that|said|says|saying|told|after|before|when|while|as|because|since|whether|who|whom|whose|which|where|but|following"
    r"|ahead|amid|about|over|despite|against|to|according|calling|during)\b"
)
_RELATIVE = re.compile(r",?\s(?:who|whom)\s(?:[a-z]+\s){0,3}$")
_OWNS = ("’s", "'s", "’ ", "' ")  # "Brook's envoy": not she herself
_LEADING = 3
_LONGEST = 800  # characters of a sentence; a longer one is a list
_READ = 80  # sentences of a story that are read
_MOST = 8  # and that may tell of it


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """One sentence, `span`, by which `people` were there, or `absent` were not; `at` are their names in the story, `cue` the
    words for being there; `sure` if
    the sentence says "joined", "attended" and the like, not only that they met, `of_it` if it says "the meeting";
    `kinds` are the words for what it was."""

    head: Head
    span: Span
    at: tuple[tuple[Span, str], ...]
    cue: Span
    people: tuple[str, ...]
    absent: tuple[str, ...]
    planned: bool
    sure: bool
    of_it: bool
    kinds: frozenset[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Attendance:
    """The accounts of one meeting, oldest load first, with the people that only that source names; DIFFER where one
    says that somebody was there and another that they were not."""

    told: tuple[tuple[Account, tuple[str, ...]], ...]
    verdict: Verdict | None


def attendance(
    stories: Iterable[tuple[Head, Story]], mentions: Iterable[Found[Mention]]
) -> tuple[Attendance, ...]:
    """Who is said to have been at the meeting that these stories tell of, where sources differ in it: first who was
    there by one and not by another, then who is named by some. Plans are compared with plans alone."""
    named: dict[str, list[Mention]] = {}
    others: dict[str, set[str]] = {}
    for found in mentions:
        others.setdefault(found.story.source.label, set()).add(found.finding.person)
        if found.finding.zone == "body":
            named.setdefault(found.story.id, []).append(found.finding)
    told = [one for head, story in stories for one in accounts(head, story, named.get(head.id, ()))]
    made: list[Attendance] = []
    for planned in (False, True):
        alike = [one for one in told if one.planned == planned]
        doubted = list(_contradicted(alike))
        made += [*doubted, *_named_by_some(_one_meeting(alike), others)]
    return tuple(sorted(made, key=lambda one: one.verdict is None))


def accounts(head: Head, story: Story, mentions: Sequence[Mention]) -> list[Account]:
    """The sentences of a story that say who was there or was not, in order; none of a story that opens with no meeting."""
    if not mentions or _WORDS.isdisjoint(gist.spelt(story.text)):
        return []
    body = gist.sentences(story)
    title = gist.headline(story)
    leading = " ".join(
        story.text[start:end] for start, end in (*body[:_LEADING], *([title] if title else ()))
    )
    if not (_MEETING.search(leading.lower()) and _MEETING.search(story.text)):
        return []
    found = []
    for span in body[:_READ]:
        inside = sorted(
            (one for one in mentions if span.start <= one.start < span.end), key=lambda one: one.start
        )
        if inside and span.end - span.start <= _LONGEST and (made := _account(head, story, span, inside)):
            found.append(made)
    return found[:_MOST]


class _There(NamedTuple):
    """Whom a sentence says to have been there, or not: the words for it, whether as a plan, and whether they say it
    of everybody."""

    people: Sequence[Mention]
    cue: Span
    planned: bool
    sure: bool


def _account(head: Head, story: Story, span: Span, inside: Sequence[Mention]) -> Account | None:
    said = story.text[span.start : span.end]
    missing = _missing(said, span, inside)
    there = missing or (_present(said, span, inside) if _TOGETHER.search(said.lower()) else None)
    if there is None:
        return None
    whom = tuple(dict.fromkeys(one.person for one in there.people))
    return Account(
        head=head,
        span=span,
        at=tuple((Span(one.start, one.end), one.person) for one in there.people),
        cue=Span(span.start + there.cue.start, span.start + there.cue.end),
        people=() if missing else whom,
        absent=whom if missing else (),
        planned=there.planned or head.stage == "preview",
        sure=there.sure,
        of_it=_OF_IT.search(said) is not None,
        kinds=_kinds(said[there.cue.start :].lower(), first=missing is not None),
    )


def _kinds(said: str, *, first: bool) -> frozenset[str]:
    """The words for what it was, of which those for talks are one; of an absence only the nearest, "the dinner" in "skipped
    the dinner after the summit"."""
    found = [match[0] for match in EVENT.finditer(said)][: 1 if first else None]
    return frozenset("talks" if word in _TALKS else word for word in found)


def _missing(said: str, span: Span, inside: Sequence[Mention]) -> _There | None:
    """Who was not there: the last one named before the words for it."""
    cue = _ABSENT.search(said)
    if not cue or _OTHER.search(said.lower()):
        return None
    before = [one for one in inside if one.end - span.start <= cue.start()][-1:]
    planned = _WILL.search(said) is not None
    return _There(before, Span(*cue.span()), planned, sure=True) if before else None


def _present(said: str, span: Span, inside: Sequence[Mention]) -> _There | None:
    people: dict[int, Mention] = {}
    cues: list[re.Match[str]] = []
    planned = False
    for cue in _MET.finditer(said):
        first, last = _reach(said, cue)
        clause = said[first:last].lower()
        near = [one for one in inside if first <= one.start - span.start and one.end - span.start <= last]
        near = [one for one in near if not said[one.end - span.start :].startswith(_OWNS)]
        relative = _RELATIVE.search(said, 0, cue.start())
        if relative:  # "Ada Brook, who met Tom Vale"
            near = [one for one in inside if one.end - span.start <= relative.start() + 1][-1:] + near
        if near and not _OTHER.search(clause) and not _QUOTED.search(clause):
            people |= {one.start: one for one in near}
            planned = planned or _PLANNED.search(clause) is not None or cue[0].split()[0] == "meet"
            cues.append(cue)
    sure = any(_ATTENDED.search(cue[0]) for cue in cues)
    if not cues or not (sure or len({one.person for one in people.values()}) > 1):
        return None
    return _There([people[at] for at in sorted(people)], Span(*cues[0].span()), planned, sure)


def _reach(said: str, cue: re.Match[str]) -> tuple[int, int]:
    """From where to where those stand who were there: the clause before the word for it, and what follows it."""
    stops = [stop.end() for stop in _BEFORE.finditer(said, 0, cue.start())]
    stop = _BEHIND.search(said, cue.end())
    return (stops[-1] if stops else 0), (stop.start() if stop else len(said))


def _one_meeting(told: Sequence[Account]) -> list[Account]:
    """Those of the meeting that most tell of: sentences that put two people of another of them together, then those of
    others who were there with one of them."""
    left = [one for one in told if len(one.people) > 1]
    if not left:
        return []
    core = [
        max(
            left, key=lambda one: (sum(_shared(one, two) > 1 for two in left), -one.head.row, -one.span.start)
        )
    ]
    while joined := [one for one in left if one not in core and any(_shared(one, two) > 1 for two in core)]:
        core += joined
    sure = [one for one in told if one.sure and one.people and one not in core]
    known = [person for one in core for person in one.people]
    while joined := [one for one in sure if one.of_it or any(_among(person, known) for person in one.people)]:
        core += joined
        known += [person for one in joined for person in one.people]
        sure = [one for one in sure if one not in joined]
    return core


def _shared(one: Account, two: Account) -> int:
    return sum(_among(person, two.people) for person in one.people)


def _among(person: str, people: Iterable[str]) -> bool:
    return any(names.same(person, other) for other in people)


def _named_by_some(told: Sequence[Account], named: Mapping[str, Collection[str]]) -> Iterator[Attendance]:
    """A line a source and as many more as name somebody of whom no other source says a word; nothing without such."""
    whom: dict[str, list[str]] = {}
    for one in told:
        whom.setdefault(one.head.source.label, []).extend(one.people)
    if len(whom) < 2:
        return
    only = {
        label: [person for person in people if not _elsewhere(person, label, named)]
        for label, people in whom.items()
    }
    if any(only.values()):
        kept = [
            line
            for label in whom
            for line in _lines([one for one in told if one.head.source.label == label], only[label])
        ]
        yield Attendance(
            told=tuple(sorted(kept, key=lambda line: (line[0].head.row, line[0].span))), verdict=None
        )


def _elsewhere(person: str, label: str, named: Mapping[str, Collection[str]]) -> bool:
    return any(_among(person, people) for other, people in named.items() if other != label)


def _lines(told: Sequence[Account], only: Sequence[str]) -> list[tuple[Account, tuple[str, ...]]]:
    """The sentence that names most, and any other that names somebody whom only this source has."""
    fullest = max(
        told,
        key=lambda one: (
            sum(_among(person, only) for person in one.people),
            len(one.people),
            -one.span.start,
        ),
    )
    lines, seen = [], set[str]()
    for one in [fullest, *(other for other in told if other is not fullest)]:
        own = tuple(dict.fromkeys(person for person in one.people if person in only and person not in seen))
        if one is fullest or own:
            seen |= set(own)
            lines.append((one, own))
    return lines


def _contradicted(told: Sequence[Account]) -> Iterator[Attendance]:
    """Somebody who was there by one source and not by another, once a person."""
    done: list[str] = []
    for one in told:
        for person in one.absent:
            others = [
                two
                for two in told
                if two.head.source.label != one.head.source.label
                and _among(person, two.people)
                and _one_event(one, two)
            ]
            firsts = {two.head.source.label: two for two in reversed(others)}
            if firsts and not _among(person, done):
                done.append(person)
                both = sorted((one, *firsts.values()), key=lambda two: (two.head.row, two.span))
                yield Attendance(told=tuple((two, ()) for two in both), verdict="DIFFER")


def _one_event(one: Account, two: Account) -> bool:
    """Not a dinner and a summit."""
    return not (one.kinds and two.kinds) or bool(one.kinds & two.kinds)
