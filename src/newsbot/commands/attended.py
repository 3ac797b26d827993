"""Who was there: the sentences that say so, by source, for a line that asks who attended, met or stayed away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from newsbot.answer import Section
from newsbot.commands import accounts
from newsbot.commands.line import Ask
from newsbot.commands.passages import FAMILIES, passages, stem
from newsbot.commands.vocabulary import OTHERS_NOT_GIVEN, counts
from newsbot.compare import gist
from newsbot.compare.attendance import Account, Attendance, attendance
from newsbot.compare.attendance import accounts as told_by
from newsbot.model import Filter, Found, Head, Mention, Span, Story
from newsbot.text import words

_MET = frozenset("meet met meets join joins joined joining accompanied accompanies".split())
_WERE = _MET | frozenset("attend attends attended attending participated participates".split())
_AWAY = frozenset("skip skips skipped skipping boycott boycotts boycotted missed absent".split())
_LINES, _MENTIONS = 200, 4000


class There(NamedTuple):
    """The sections, the stories that they are told from, and where their sentences stand."""

    sections: tuple[Section, ...] = ()
    heads: tuple[Head, ...] = ()
    places: frozenset[tuple[str, Span]] = frozenset()


def there(ask: Ask) -> There:
    """DIFFER where sources contradict each other in it, then a line an account: those that hold most of what is asked,
    the newest story's first. None unless the line has such a verb, and a word for the event or somebody besides."""
    typed = ask.topic.split()
    verbs = {word for word in typed if word in _WERE | _AWAY}
    asked = [word for word in ask.words if word not in verbs]
    if not verbs or not asked or ask.only.phrases:
        return There()
    rows = passages(ask.archive, asked, ask.only, limit=_LINES)
    stories = {row.head.id: row.story for row in rows}
    pairs = list({row.head.id: (row.head, row.story) for row in rows}.values())
    named = ask.archive.mentions((), Filter(stories=tuple(stories)), limit=_MENTIONS) if pairs else ()
    told = [
        one
        for one in _accounts(pairs, named)
        if bool(one.absent) == bool(verbs & _AWAY)
        and _bears(one, stories[one.head.id], asked, of_people=bool(verbs & _MET))
    ]
    apart = _apart(pairs, named, told)
    every = [*(one for made in apart for one, _ in made.told), *told]
    return There(
        sections=tuple(_sections(told, stories, apart)),
        heads=tuple(dict.fromkeys(one.head for one in every)),
        places=frozenset((one.head.id, one.span) for one in every),
    )


def _accounts(pairs: Iterable[tuple[Head, Story]], named: Sequence[Found[Mention]]) -> Iterator[Account]:
    """Of a story each sentence that tells of somebody whom none before it has."""
    people: dict[str, list[Mention]] = {}
    for found in named:
        if found.finding.zone == "body":
            people.setdefault(found.story.id, []).append(found.finding)
    for head, story in pairs:
        known: set[str] = set()
        for one in told_by(head, story, people.get(head.id, ())):
            whom = {*one.people, *(f"not {person}" for person in one.absent)}
            if not whom <= known:
                yield one
            known |= whom


def _bears(one: Account, story: Story, asked: Sequence[str], *, of_people: bool) -> bool:
    """Whether the account is of what is asked: a name, and a word for talks, may stand in what the story opens with, all
    others in the sentence; `of_people`, a word of a name must be of one who was there."""
    title, lead = gist.headline(story), gist.lead(story)
    sentence, capitals = _words(story, one.span), _capitals(story, one.span)
    opening = [_capitals(story, span) for span in (title, lead) if span]
    told = frozenset(word for span in (title, lead) if span for word in _words(story, span))
    there = frozenset(word for person in (*one.people, *one.absent) for word in words(person))
    for word in asked:
        kin = FAMILIES.get(stem(word), (stem(word),))
        within = told if kin == FAMILIES["talk"] else sentence.union(*opening)
        if not _among(kin, (sentence - capitals) | there if of_people else sentence | within):
            return False
    return True


def _words(story: Story, span: Span) -> frozenset[str]:
    return frozenset(words(story.text[span.start : span.end]))


def _capitals(story: Story, span: Span) -> frozenset[str]:
    """The words of the sentence that may be of a name."""
    typed = story.text[span.start : span.end].split()
    return frozenset(told for word in typed if word[:1].isupper() for told in words(word))


def _among(kin: Sequence[str], told: Iterable[str]) -> bool:
    return any(word.startswith(one) for word in told for one in kin)


def _apart(
    pairs: Sequence[tuple[Head, Story]], named: Sequence[Found[Mention]], told: Sequence[Account]
) -> list[Attendance]:
    """Where sources of one storyline contradict each other on these accounts."""
    places = {(one.head.id, one.span) for one in told}
    lines: dict[int, list[tuple[Head, Story]]] = {}
    for head, story in sorted(pairs, key=lambda pair: pair[0].row):
        lines.setdefault(head.storyline, []).append((head, story))
    return [
        made
        for storyline, line in lines.items()
        for made in attendance(line, [found for found in named if found.story.storyline == storyline])
        if made.verdict and any((one.head.id, one.span) in places for one, _ in made.told)
    ]


def _sections(
    told: Sequence[Account], stories: Mapping[str, Story], apart: Sequence[Attendance]
) -> Iterator[Section]:
    shown = {(one.head.id, one.span) for made in apart for one, _ in made.told}
    yield from (accounts.attended(made, stories) for made in apart)
    left = [one for one in told if (one.head.id, one.span) not in shown]
    if left:
        lines = len({one.head.storyline for one in left})
        alone = len({one.head.source.label for one in left}) == 1
        yield accounts.there(
            sorted(left, key=lambda one: (one.planned, -one.head.row, one.span)),
            stories,
            verdict="ONE SOURCE" if alone else None,
            note=counts(lines, "storyline") if lines > 1 else None if alone else OTHERS_NOT_GIVEN,
        )
