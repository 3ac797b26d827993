"""Versions: which figure, hedge, quotation, speaker, office or name two texts of a story tell otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from newsbot import names
from newsbot.compare import drift, measures, offices, sameness
from newsbot.compare.lexicon import NOISE
from newsbot.compare.measures import Measure
from newsbot.compare.rewritten import ALIKE, Rewritten, likeness, rewritten
from newsbot.model import Figure, Finding, Found, Mention, Quote, Version
from newsbot.text import fold, words

F_co = TypeVar("F_co", bound=Finding, covariant=True)
F = TypeVar("F", bound=Finding)
What = Literal["figure", "hedge", "quote", "speaker", "office", "name"]
_LONG = 5  # words; a shorter quotation may be said twice
_SMALL = frozenset({"the", "a", "an", "of"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Change(Generic[F_co]):
    """What the earlier text told and what the later one tells in its place."""

    what: What
    old: Found[F_co]
    new: Found[F_co]


@dataclass(frozen=True, kw_only=True, slots=True)
class Changes:
    """All that two texts of a story tell otherwise, each kind in the order of the later text; what only moved, was
    reworded or stands in a sentence that both have is none."""

    figures: tuple[Change[Figure], ...] = ()
    quotes: tuple[Change[Quote], ...] = ()
    people: tuple[Change[Mention], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.figures or self.quotes or self.people)


def changes(old: Version, new: Version) -> Changes:
    """From the earlier of two texts to the later.

    Findings are compared where a sentence was rewritten. So what is read otherwise today than it was when the earlier
    text was loaded is no change of the story's.
    """
    told = rewritten(old, new)
    if not told.gone or not told.come:
        return Changes()
    figures = _figures(told, old, new)
    quotes = tuple(one for one in _quotes(told, old, new) if not _only_counts(one, figures))
    return Changes(
        figures=figures,
        quotes=quotes,
        people=(*_offices(told, old, new), *_names(told, old, new, quotes)),
    )


# Figures


@dataclass(frozen=True, slots=True)
class _Counted:
    """A figure and what it counts."""

    found: Found[Figure]
    measure: Measure

    @property
    def number(self) -> tuple[object, ...]:
        """The number itself; words alone have none."""
        figure = self.found.finding
        return figure.value, figure.low, figure.high

    @property
    def claim(self) -> tuple[object, ...]:
        """The number with its hedge and which way it moves."""
        figure = self.found.finding
        return *self.number, fold(figure.hedge or ""), figure.bound, figure.trend, fold(figure.unit or "")


def _figures(told: Rewritten, old: Version, new: Version) -> tuple[Change[Figure], ...]:
    """In rewritten sentences first; then numbers that are in one text alone and surely measure one thing."""
    gone = _read(f for f in _found(old, old.findings.figures) if told.lost(f.finding))
    come = _read(f for f in _found(new, new.findings.figures) if told.won(f.finding))
    pairs = [
        pair
        for a, b in told.pairs
        for pair in _in_one(
            [one for one in gone if a.start <= one.found.finding.start < a.end],
            [one for one in come if b.start <= one.found.finding.start < b.end],
        )
    ]
    known = {id(one) for pair in pairs for one in pair}
    pairs += _elsewhere(
        [one for one in gone if id(one) not in known and not _stands(one, new)],
        [one for one in come if id(one) not in known and not _stands(one, old)],
    )
    first: dict[tuple[object, ...], Change[Figure]] = {}
    for change in sorted(filter(None, (_counted(a, b) for a, b in pairs)), key=_place):
        first.setdefault(_known(change), change)
    return tuple(first.values())


def _in_one(old: Sequence[_Counted], new: Sequence[_Counted]) -> list[tuple[_Counted, _Counted]]:
    """The figures of a sentence with those of the rewritten one: the very same first, then those that count one
    thing, in their order where there are as many of them."""
    pairs: list[tuple[_Counted, _Counted]] = []
    for alike in (_same, _one_number, _one_thing, _one_value):
        left = [one for one in old if all(one is not a for a, _ in pairs)]
        for one in left:
            rest = [two for two in new if all(two is not b for _, b in pairs) and alike(one, two)]
            others = [
                two for two in left if all(two is not a for a, _ in pairs) and rest and alike(two, rest[0])
            ]
            if rest and (len(rest) == len(others) or alike is _same):
                pairs.append((one, rest[0]))
    return pairs


def _same(one: _Counted, two: _Counted) -> bool:
    return one.claim == two.claim and not _apart(one, two)


def _one_number(one: _Counted, two: _Counted) -> bool:
    return one.number == two.number and _one_thing(one, two)


def _one_thing(one: _Counted, two: _Counted) -> bool:
    a, b = one.measure, two.measure
    return (
        (a.unit, a.frame) == (b.unit, b.frame)
        and not _apart(one, two)
        and (a.kinds <= b.kinds or b.kinds <= a.kinds)
    )


def _one_value(one: _Counted, two: _Counted) -> bool:
    """One number of two things: dollars that are euros now, people killed who are injured."""
    named = bool(one.measure.unit and two.measure.unit)
    return named and one.number == two.number and one.number != (None, None, None)


def _apart(one: _Counted, two: _Counted) -> bool:
    """What is done to what is counted is another thing."""
    a, b = one.measure.kinds, two.measure.kinds
    return bool(a and b and not a & b)


def _elsewhere(old: Sequence[_Counted], new: Sequence[_Counted]) -> list[tuple[_Counted, _Counted]]:
    pairs = []
    for one in old:
        like = [two for two in new if sameness.surely(one.measure, two.measure)]
        back = [other for other in old if like and sameness.surely(other.measure, like[0].measure)]
        if len(like) == len(back) == 1:
            pairs.append((one, like[0]))
    return pairs


def _stands(one: _Counted, text: Version) -> bool:
    """Whether a text has this number of it."""
    figure, unit = one.found.finding, one.measure.unit
    number = (figure.value, figure.low, figure.high)
    others = (other for other in text.findings.figures if (other.value, other.low, other.high) == number)
    return any(measures.unit_class(other.unit) == unit for other in others)


def _counted(one: _Counted, two: _Counted) -> Change[Figure] | None:
    """What has changed; null where nothing has."""
    if _same(one, two):
        return None
    a, b = one.found.finding, two.found.finding
    turned = bool(a.trend and b.trend and a.trend != b.trend)
    worded = one.number == (None, None, None) and fold(a.text) != fold(b.text)
    other = _apart(one, two) or one.measure.unit != two.measure.unit
    if one.number != two.number or turned or worded or other:
        return Change(what="figure", old=one.found, new=two.found)
    if fold(a.hedge or "") != fold(b.hedge or ""):
        return Change(what="hedge", old=one.found, new=two.found)
    return None


def _known(change: Change[Figure]) -> tuple[object, ...]:
    """A headline and a lead that change alike are one change."""
    a, b = change.old.finding, change.new.finding
    unit = measures.unit_class(b.unit)
    return change.what, unit, b.per, a.value, a.low, a.high, b.value, b.low, b.high


def _place(change: Change[Figure]) -> tuple[bool, int]:
    return change.new.finding.zone != "body", change.new.finding.start


def _read(found: Iterable[Found[Figure]]) -> list[_Counted]:
    """With what they count; "one side", "two men" count nothing."""
    told = [_Counted(one, measures.measure(one)) for one in found]
    return [one for one in told if one.measure.unit not in NOISE or (one.found.finding.value or 0) > 3]


# Quotations


def _quotes(told: Rewritten, old: Version, new: Version) -> tuple[Change[Quote], ...]:
    """Of the quotations that one text alone has."""
    gone = [f for f in _found(old, _marked(old)) if told.lost(f.finding)]
    come = [f for f in _found(new, _marked(new)) if told.won(f.finding)]
    return _paired(
        [one for one in gone if not any(_unchanged(one, two) for two in come)],
        [two for two in come if not any(_unchanged(one, two) for one in gone)],
        lambda one, two: _spoken(told, one, two),
    )


def _marked(version: Version) -> list[Quote]:
    """The words in quotation marks; what is only reported may be put in any words."""
    return [quote for quote in version.findings.quotes if quote.kind != "reported"]


def _unchanged(one: Found[Quote], two: Found[Quote]) -> bool:
    return words(one.finding.text) == words(two.finding.text) and not _others(one.finding, two.finding)


def _spoken(told: Rewritten, one: Found[Quote], two: Found[Quote]) -> What | None:
    """Whether it is one utterance, told otherwise: another speaker of the same words, other words of the same one."""
    a, b = words(one.finding.text), words(two.finding.text)
    if likeness(frozenset(a), frozenset(b)) < ALIKE:
        return None
    if a == b or drift.verdict(one.finding.text, two.finding.text) == "SAME":
        here = told.one(one.finding, two.finding)
        return "speaker" if here and _others(one.finding, two.finding) else None
    if not _voice(one.finding, two.finding):
        return None
    return "quote" if len(a) >= _LONG or told.one(one.finding, two.finding) else None


def _voice(one: Quote, two: Quote) -> bool:
    """Whether one and the same may speak."""
    return one.speaker is not None and two.speaker is not None and not _others(one, two)


def _others(one: Quote, two: Quote) -> bool:
    """Whether two surely are two speakers: people of two surnames, or bodies and roles without a word in common. Whom
    "he" means is read from the sentences before, and proves nothing."""
    a, b = one.speaker, two.speaker
    if a is None or b is None or "pronoun" in (a.kind, b.kind):
        return False
    if a.person and b.person:
        return names.surname(a.person) != names.surname(b.person) and not names.same(a.person, b.person)
    if a.person or b.person:
        return False
    return not ({*words(a.text)} & {*words(b.text)}) - _SMALL


def _only_counts(change: Change[Quote], figures: Iterable[Change[Figure]]) -> bool:
    """Whether nothing in a quotation has changed but a figure, which is told as that."""
    one, two = change.old.finding, change.new.finding
    plain = [[word for word in words(quote.text) if not word[0].isdigit()] for quote in (one, two)]
    inside = any(
        one.start <= f.old.finding.start < one.end and two.start <= f.new.finding.start < two.end
        for f in figures
    )
    return change.what == "quote" and plain[0] == plain[1] and inside


# People


def _offices(told: Rewritten, old: Version, new: Version) -> tuple[Change[Mention], ...]:
    """A title that the earlier text alone gives somebody, where a rewritten sentence has one that only the later
    text gives."""
    mine, theirs = _titled(old), _titled(new)
    gone = [f for f in mine if told.lost(f.finding) and not _held(f, theirs)]
    come = [f for f in theirs if told.won(f.finding) and not _held(f, mine)]
    return _paired(
        gone,
        come,
        lambda a, b: "office" if a.finding.key == b.finding.key and told.one(a.finding, b.finding) else None,
    )


def _titled(version: Version) -> list[Found[Mention]]:
    found = _found(version, version.findings.mentions)
    return [f for f in found if _in_sentence(f) and names.office(_title(f))]


def _in_sentence(found: Found[Mention]) -> bool:
    """Whether the nearest title stands in the sentence of the name."""
    finding = found.finding
    where = finding.context
    return any(where.start <= span.start and span.end <= where.end for span in finding.titles[:1])


def _held(found: Found[Mention], others: Iterable[Found[Mention]]) -> bool:
    return any(f.finding.key == found.finding.key and offices.same(_title(f), _title(found)) for f in others)


def _title(found: Found[Mention]) -> str:
    """The words of the title that stands nearest."""
    at, span = found.finding.context.start, found.finding.titles[0]
    return found.passage[span.start - at : span.end - at]


def _names(
    told: Rewritten, old: Version, new: Version, quotes: Sequence[Change[Quote]]
) -> tuple[Change[Mention], ...]:
    """Somebody whom the earlier text alone names, where a rewritten sentence has somebody whom only the later text
    names; where a quotation has another speaker, that says so."""
    gone = _strangers(told.lost, old, new)
    come = _strangers(told.won, new, old)
    said = {(change.old.finding.context, change.new.finding.context) for change in quotes}

    def named(one: Found[Mention], two: Found[Mention]) -> What | None:
        a, b = one.finding, two.finding
        return "name" if told.one(a, b) and (a.context, b.context) not in said else None

    return _paired(gone, come, named)


def _strangers(changed: Callable[[Finding], bool], mine: Version, other: Version) -> list[Found[Mention]]:
    """The first mention in a changed sentence of each whom the other text does not name, if the sentence names just
    one such."""
    known = {mention.person for mention in other.findings.mentions}
    first: dict[str, Found[Mention]] = {}
    for found in _found(mine, mine.findings.mentions):
        person = found.finding.person
        if changed(found.finding) and not any(_one_person(person, one) for one in known):
            first.setdefault(found.finding.key, found)
    alone = list(first.values())
    return [one for one in alone if sum(one.finding.context == two.finding.context for two in alone) == 1]


def _one_person(one: str, two: str) -> bool:
    """Whether two names may be one person's, a given name alone among them."""
    a, b = set(names.plain(one).split()), set(names.plain(two).split())
    return names.same(one, two) or a <= b or b <= a


# Pairs


def _found(version: Version, findings: Iterable[F]) -> list[Found[F]]:
    """Findings in their sentences, in the order of the text."""
    text = version.story.text
    ordered = sorted(findings, key=lambda one: (one.start, one.end))
    return [
        Found(finding=one, story=version.head, passage=text[one.context.start : one.context.end])
        for one in ordered
    ]


def _paired(
    old: Sequence[Found[F]], new: Sequence[Found[F]], what: Callable[[Found[F], Found[F]], What | None]
) -> tuple[Change[F], ...]:
    """Each with the first that stands in its place."""
    made: list[Change[F]] = []
    for one in new:
        for other in old:
            known = any(other is change.old for change in made)
            if not known and (kind := what(other, one)):
                made.append(Change(what=kind, old=other, new=one))
                break
    return tuple(made)
