"""Verdicts: what two figures say to each other."""

from __future__ import annotations

from newsbot.answer import Verdict
from newsbot.compare import changes, contrasts, intervals, order, sameness
from newsbot.compare.entries import Entry
from newsbot.compare.lexicon import BROAD, LENGTHS, MONEY, MOVING, PEOPLE
from newsbot.text import fold

# Numbers this many times apart are not worth a look together when all that they share is a broad unit.
_FAR, _NEAR = 5.0, 1.25
_REACH = 12.0
_ALIKE = 3  # words that two sums have in common, to be worth a look
_BIG, _MANY, _SEVERAL = 10_000, 100, 10  # equal numbers from which on chance is no reason


def verdict(a: Entry, b: Entry) -> Verdict | None:
    """SAME, DIFFER, or nothing that can be said."""
    claim, other = intervals.interval(a.found.finding), intervals.interval(b.found.finding)
    if claim is None or other is None:
        return "SAME" if _worded_alike(a, b) else None
    if intervals.overlap(claim, other):
        return "SAME" if _agreed(a, b) and not contrasts.doubtful(a.measure, b.measure) else None
    if not _in_reach(a, b) or not sameness.surely(a.measure, b.measure) or _moved(a, b):
        return None
    return None if contrasts.apart(a.measure, b.measure) else "DIFFER"


def replaces(later: Entry, earlier: Entry) -> bool:
    """Whether it was published surely later, of one measure, another number; by the same publisher, or said to be a change."""
    one, two = earlier.found.story, later.found.story
    if one.storyline != two.storyline or not order.before(one.published, two.published):
        return False
    old, new = intervals.middle(earlier.found.finding), intervals.middle(later.found.finding)
    if old is None or new is None or not _in_reach(earlier, later):
        return False
    if intervals.agree(earlier.found.finding, later.found.finding):
        return False
    if not sameness.same(earlier.measure, later.measure):
        return False
    if one.source.publisher is not None and one.source.publisher == two.source.publisher:
        return True
    return changes.told(later.found) == ("up" if new > old else "down")


def together(a: Entry, b: Entry, *, strict: bool) -> bool:
    """Whether they measure one thing; of two sources, if `strict`, enough that an editor looks at both."""
    if not strict or a.source == b.source:
        told = sameness.same(a.measure, b.measure)
    elif both_true(a, b):
        told = _one_measure(a, b)
    else:
        told = _in_reach(a, b) and sameness.of_one(a.measure, b.measure)
    return told and not contrasts.apart(a.measure, b.measure)


def contradicts(a: Entry, b: Entry) -> bool:
    """Whether they are of one source, two numbers that cannot both be true of one thing."""
    if a.source != b.source:
        return False
    claim, other = intervals.interval(a.found.finding), intervals.interval(b.found.finding)
    return claim is None or other is None or not intervals.overlap(claim, other)


def both_true(a: Entry, b: Entry) -> bool:
    """Whether neither number denies the other; words alone deny none."""
    claim, other = intervals.interval(a.found.finding), intervals.interval(b.found.finding)
    return claim is None or other is None or intervals.overlap(claim, other)


def one_number(a: Entry, b: Entry) -> bool:
    """Whether numbers of one measure agree, and not by chance."""
    one, two = a.found.finding, b.found.finding
    return (
        bool(intervals.interval(one) and intervals.interval(two))
        and intervals.agree(one, two)
        and not contrasts.doubtful(a.measure, b.measure)
    )


def worth_a_look(a: Entry, b: Entry) -> bool:
    """Whether an editor would lay one beside the other, though they need not measure one thing."""
    if not (a.measure.group or _near_enough(a, b)):  # most pairs end here, and it costs least
        return False
    if a.measure.told_as != b.measure.told_as or (a.measure.part or b.measure.part) and not _one_vote(a, b):
        return False
    return bool(a.measure.group) or sameness.placed_alike(a.measure, b.measure)


def _one_vote(a: Entry, b: Entry) -> bool:
    """Whether they are one side of a vote whose other side both sentences tell alike: "31-18", "30-18"."""
    return bool(a.measure.tally) and a.measure.tally == b.measure.tally


def _worded_alike(a: Entry, b: Entry) -> bool:
    """Whether both give one quantity in the same words, of what may be one thing."""
    one, two = a.found.finding, b.found.finding
    if intervals.interval(one) or intervals.interval(two) or fold(one.text) != fold(two.text):
        return False
    return sameness.alike(a.measure, b.measure)


def _agreed(a: Entry, b: Entry) -> bool:
    """Whether numbers that may both be true are one number of one thing, as far as the sentences are alike."""
    return _near(a, b) and not contrasts.apart(a.measure, b.measure)


def _near(a: Entry, b: Entry) -> bool:
    """The same, whatever else sets the sentences apart."""
    if not intervals.agree(a.found.finding, b.found.finding):
        return False
    if sameness.same(a.measure, b.measure) or (_exact(a, b) and sameness.alike(a.measure, b.measure)):
        return True
    return _rare(a, b) and not sameness.alike(a.measure, b.measure)


def _exact(a: Entry, b: Entry) -> bool:
    """A number of two digits or more that stands in both stories is the same number, and so is a big one and what is
    counted in a word of its own; so is a length of time."""
    one, two = intervals.middle(a.found.finding), intervals.middle(b.found.finding)
    shared = a.measure.stems & b.measure.stems
    if a.measure.unit in LENGTHS:
        return bool(shared)
    if one is None or one != two:
        return False
    return (
        _digits(one) > 1
        or one >= _BIG
        or (a.measure.unit not in BROAD and (one >= _SEVERAL or len(shared) > 1))
    )


def _rare(a: Entry, b: Entry) -> bool:
    """Numbers that agree and that hardly anything else of their storyline bears: of what is counted in a word of its
    own; or the same number, of three digits that tell something, or a big one of two among the same words."""
    one, two = intervals.middle(a.found.finding), intervals.middle(b.found.finding)
    if one is None or two is None:
        return False
    if a.measure.unit and a.measure.unit not in BROAD:
        telling = min(one, two) >= _MANY or (one == two and _digits(one) > 1)
        return telling and sameness.compatible(a.measure, b.measure)
    if one != two:
        return False
    if _digits(one) > 1 and one >= _BIG and len(a.measure.stems & b.measure.stems) > 1:
        return sameness.compatible(a.measure, b.measure, anytime=True)
    shared = a.measure.kinds & b.measure.kinds
    return bool(shared) and _digits(one) > 2 and sameness.compatible(a.measure, b.measure, anywhere=True)


def _digits(number: float) -> int:
    """How many digits tell something: 2 of 6.4 and of 12,000."""
    return len(f"{number:g}".replace(".", "").rstrip("0").split("e")[0])


def _moved(a: Entry, b: Entry) -> bool:
    """Whether one is the later count of what goes on for days: a toll that rose contradicts nobody."""
    one, two = a.found.story.published, b.found.story.published
    return bool(a.measure.kinds & b.measure.kinds & MOVING) and (
        order.before(one, two) or order.before(two, one)
    )


def _in_reach(a: Entry, b: Entry) -> bool:
    """Numbers further apart than a misplaced nought and a bit are hardly about one thing."""
    one, two = intervals.middle(a.found.finding), intervals.middle(b.found.finding)
    return one is not None and two is not None and max(one, two) <= _REACH * min(one, two)


def _one_measure(a: Entry, b: Entry) -> bool:
    """Whether what may both be true is surely of one thing."""
    return _worded_alike(a, b) or _near(a, b) or (sameness.same(a.measure, b.measure) and _telling(a, b))


def _telling(a: Entry, b: Entry) -> bool:
    """Words beside a number, of what everything is counted in, need more than one deed in common."""
    worded = None in (intervals.interval(a.found.finding), intervals.interval(b.found.finding))
    broad = a.measure.unit in BROAD and a.measure.unit != PEOPLE
    return not (worded and broad) or len(a.measure.stems & b.measure.stems) > 1


def _near_enough(a: Entry, b: Entry) -> bool:
    one, two = intervals.middle(a.found.finding), intervals.middle(b.found.finding)
    apart = max(one, two) / max(min(one, two), 1e-9) if one is not None and two is not None else None
    if a.measure.unit not in BROAD:
        shared = len(a.measure.stems & b.measure.stems) + 2 * len(a.measure.kinds & b.measure.kinds)
        near = apart is not None and 1 < apart <= _NEAR
        return bool(a.measure.unit and one != two and (shared > 1 or near))
    if a.measure.unit in MONEY and apart is not None and not a.measure.frame and not b.measure.frame:
        return 1 < apart <= _NEAR and len(a.measure.stems & b.measure.stems) >= _ALIKE
    if apart is None or not a.measure.frame:
        return False
    return apart <= (_FAR if a.measure.unit == PEOPLE else _NEAR)
