"""Sameness: when two figures count the same thing, as far as their sentences tell."""

from __future__ import annotations

from newsbot.compare import lexicon
from newsbot.compare.measures import Measure


def same(one: Measure, two: Measure) -> bool:
    """Whether two figures surely measure the same thing; in doubt not, for a false DIFFER is worse than a
    missed one."""
    if (one.unit, one.frame, one.group) != (two.unit, two.frame, two.group) or not _units_agree(one, two):
        return False
    if not together(one, two) or not _deed_alike(one, two):  # most pairs end here, and it costs least
        return False
    if one.trying != two.trying or one.told_as != two.told_as or one.part or two.part:
        return False
    return placed_alike(one, two)


def surely(one: Measure, two: Measure) -> bool:
    """Whether they measure the same thing of the same subject beyond doubt: only then may they differ."""
    if not one.unit or not same(one, two) or one.unclear or two.unclear or one.told_as == "maybe":
        return False
    if one.interim or two.interim:
        return False  # counts that go on need not be of one hour
    if one.unit == lexicon.PEOPLE and one.word != two.word and not {one.word, two.word} <= lexicon.ANYBODY:
        return False  # of the residents or of all
    if one.subjects != two.subjects and not (
        one.subjects and two.subjects and _nested(one.subjects, two.subjects)
    ):
        return False
    if one.qualified != two.qualified or not (one.before <= two.setting and two.before <= one.setting):
        return False
    if one.unit in lexicon.THINGS and one.stems - two.stems and two.stems - one.stems:
        return False  # "the price of a house", "of a flat"
    if one.frame and bool(one.period) != bool(two.period):
        return False  # a count of a month or a year needs to be of the same one
    shared, most = len(one.stems & two.stems), max(len(one.stems), len(two.stems))
    return bool(one.kinds) or shared >= 0.5 * most


def of_one(one: Measure, two: Measure) -> bool:
    """Whether it may be the same measure of the same subject, so that an editor looks at both."""
    if (
        not one.unit
        or not same(one, two)
        or one.qualified != two.qualified
        or (one.subjects and two.subjects and not one.subjects & two.subjects)
    ):
        return False
    shared, most = len(one.stems & two.stems), max(len(one.stems), len(two.stems))
    return bool(one.kinds) or shared >= 0.5 * most


def alike(one: Measure, two: Measure) -> bool:
    """Whether two figures may well be about one thing, enough to say that near numbers agree."""
    shared = one.stems & two.stems or (one.kinds | one.stems) & (two.kinds | two.stems)
    return bool(shared) and compatible(one, two)  # most pairs end at the words, and these cost least


def compatible(one: Measure, two: Measure, *, anywhere: bool = False, anytime: bool = False) -> bool:
    """Whether nothing speaks against their being about one thing; a plan is no outcome. `anywhere`: though only one
    of the sentences gives the place; `anytime`: though the sentences give two times, for other things in them."""
    return (
        (one.unit, one.frame, one.group) == (two.unit, two.frame, two.group)
        and _units_agree(one, two)
        and (anytime or together(one, two))
        and not (one.kinds and two.kinds and not one.kinds & two.kinds)
        and (placed_alike(one, two) or (anywhere and not (one.places and two.places)))
        and one.trying == two.trying
        and (one.told_as == "fact") == (two.told_as == "fact")
        and one.part == two.part
    )


def together(one: Measure, two: Measure) -> bool:
    """Whether the times that are given fit: "on Monday" and "on Monday morning" do."""
    return one.period <= two.period or two.period <= one.period


def placed_alike(one: Measure, two: Measure) -> bool:
    """A place that only one figure has must at least stand in the other's sentence or headline; the north is not
    the south."""
    if one.areas and two.areas and not one.areas & two.areas:
        return False
    if one.places & two.places:
        return True
    return all(set(place.split()) & two.setting for place in one.places) and all(
        set(place.split()) & one.setting for place in two.places
    )


def _deed_alike(one: Measure, two: Measure) -> bool:
    if one.kinds or two.kinds:
        return bool(one.kinds & two.kinds) and (one.kinds <= two.kinds or two.kinds <= one.kinds)
    shared = len(one.stems & two.stems)
    timed = bool(one.period & two.period)  # "unemployment … in June" of both
    return shared + timed >= 2 and shared >= max(1, 0.7 * min(len(one.stems), len(two.stems)))


def _nested(one: frozenset[str], two: frozenset[str]) -> bool:
    return one <= two or two <= one


def _units_agree(one: Measure, two: Measure) -> bool:
    """Migrants may be called people, but refugees are not called migrants."""
    return (
        one.word == two.word
        or one.unit != lexicon.PEOPLE
        or one.word in lexicon.ANYBODY
        or two.word in lexicon.ANYBODY
    )
