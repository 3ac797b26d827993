"""Storylines: which stories tell the same event, from the words they share. No model, no dates."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import chain
from math import fsum

from newsbot.model import Findings, Head, Story
from newsbot.text import fold

# Measured on 50 events of three outlets each among 131 stray stories: B-cubed F1 is flat (.92 to .94)
# from 40 to 60 traits and a likeness of .13 to .16; fewer traits glue, more dilute.
_TRAITS = 48
_ALIKE = 0.14
# With fewer storylines to count among, a shared word would look common because its own event shares it.
_FEW = 8
# So much of the best likeness a second story of the line must have. No true join is lost by it, and half as many
# lines are glued together by a story between two events.
_BORNE = 0.6
# What two reports of one event share, both begin with; what a roundup shares with one stands in one item, and the
# items after the first begin after its lead. In 98 of 100 true pairs no third of a text that begins after its lead
# holds more than .52 of the shared traits; in half of the pairs with such an item one holds .62 or more.
_LEAD, _ITEM, _HELD = 0.15, 0.35, 0.45
_TELLING = 5
_WHERE = "@"
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_PLACES = {digit: n / 36 for n, digit in enumerate(_DIGITS)}
_WORD = re.compile(r"[^\W\d_][\w’'&-]*|\d[\d,.]*\d|\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_OWNED = re.compile(r"'s$|'$")
_OPENS = re.compile(r"[.!?:…\"“”‘’\n][\"“”‘’)\s]*$")
_FRAME = frozenset(
    """january february march april may june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday mr mrs ms dr the and but for this that there they she his her
    their its our your who what when where while after before with from into about over not new
    news""".split()
)
_Extents = Mapping[str, tuple[float, float]]
_SHOWN = frozenset({"headline", "subhead", "body", "caption"})


def traits(story: Story, findings: Findings) -> tuple[str, ...]:
    """The names, numbers and recurring words by which stories of the same event find this one, weightiest
    first: `n:` a name's word, `d:` a number, `w:` another word; last, `@`, where each of them stands.

    A word weighs by how often and how early it stands; page places such as bylines do not count.
    """
    places = _places(story, findings)
    length = max(1, len(story.text))
    weights = {trait: w for trait, at in places.items() if (w := _weight(trait, len(at), at[0] / length)) > 0}
    best = sorted(weights, key=lambda trait: (-weights[trait], trait))[:_TRAITS]
    return (*best, _where(best, places, length)) if best else ()


def belongs(traits: Sequence[str], related: Sequence[tuple[Head, Sequence[str]]]) -> int | None:
    """The storyline that a story with these traits belongs to, null for a story that opens one.

    `related` are the stories that share most traits with it. What a trait is worth is counted among them:
    one that many storylines share (a president, a capital) is worth little. A storyline is as like as its two
    likest stories are, so that a roundup, which is like two events in two places, joins neither to the other.
    Total order: the likest storyline, then the oldest.
    """
    mine = frozenset(_own(traits))
    theirs = [(head, frozenset(_own(others)), others) for head, others in related]
    weigh = _worth(mine, [(head.storyline, own) for head, own, _ in theirs]).__getitem__
    weight = fsum(map(weigh, mine))
    likest: dict[int, list[float]] = defaultdict(list)
    for head, own, others in theirs:
        shared = mine & own
        size = weight * fsum(map(weigh, own))
        likeness = fsum(map(weigh, shared)) / math.sqrt(size) if size else 0.0  # the cosine
        if likeness >= _ALIKE * _BORNE:  # less bears nothing out, wherever the traits stand
            held = max(_in_one_item(shared, _extents(traits)), _in_one_item(shared, _extents(others)))
            likeness *= min(1.0, (1 - held) / (1 - _HELD))
        likest[head.storyline].append(likeness)
    ranked = sorted((-_of_line(likenesses), line) for line, likenesses in likest.items())
    if not ranked or -ranked[0][0] < _ALIKE:
        return None
    return ranked[0][1]


def _of_line(likenesses: Sequence[float]) -> float:
    """The best likeness, if a second story of the line bears it out."""
    best = sorted(likenesses, reverse=True)[:2]
    return best[0] if len(best) == 1 or best[1] >= _BORNE * best[0] else best[1] / _BORNE


def _places(story: Story, findings: Findings) -> Mapping[str, Sequence[int]]:
    """Where each trait stands, in order."""
    places: dict[str, list[int]] = defaultdict(list)
    for zone in story.zones:
        if zone.kind in _SHOWN:
            for match in _WORD.finditer(story.text, zone.start, zone.end):
                word, start = match.group(), match.start()
                opens = word[0].isupper() and (start == zone.start or _opens(story.text, zone.start, start))
                if trait := _trait(word, opens):
                    places[trait].append(start)
    for mention in findings.mentions:
        if mention.zone in _SHOWN:
            for word in fold(mention.person).split()[-1:]:
                places[f"n:{word}"].append(mention.start)
    return {trait: sorted(at) if len(at) > 1 else at for trait, at in places.items()}


def _where(traits: Sequence[str], places: Mapping[str, Sequence[int]], length: int) -> str:
    """First and last place of each trait, in the order of the alphabet, as two digits of 36."""
    ends = [at for trait in sorted(traits) for at in (places[trait][0], places[trait][-1])]
    return _WHERE + "".join(_DIGITS[min(35, 36 * at // length)] for at in ends)


def _own(traits: Sequence[str]) -> Sequence[str]:
    """The traits without where they stand, which is told last."""
    return traits[:-1] if traits and traits[-1].startswith(_WHERE) else traits


def _extents(traits: Sequence[str]) -> Mapping[str, tuple[float, float]]:
    """Each trait with its first and last place, as parts of the text; all of it where that is not kept."""
    own = sorted(trait for trait in traits if not trait.startswith(_WHERE))
    where = next((trait[1:] for trait in traits if trait.startswith(_WHERE)), "")
    if len(where) != 2 * len(own):
        return dict.fromkeys(own, (0.0, 1.0))
    ends = [_PLACES[digit] for digit in where]
    return {trait: (ends[2 * n], ends[2 * n + 1]) for n, trait in enumerate(own)}


def _weight(trait: str, count: int, first: float) -> float:
    weight = (1 + math.log(count)) * (1.5 - 0.7 * first)
    if not trait.startswith("w:"):
        return weight
    # An ordinary word that stands once, late in a story, tells nothing of its event.
    return 0.6 * weight if count > 1 or first <= 0.2 else 0.0


def _opens(text: str, start: int, at: int) -> bool:
    """Whether a capital here is only that of a sentence's first word."""
    return _OPENS.search(text[max(start, at - 4) : at]) is not None


@lru_cache(maxsize=32768)
def _trait(word: str, opens: bool) -> str | None:
    folded = _OWNED.sub("", fold(word))
    if folded in _FRAME:
        return None
    if word[0].isdigit():
        return None if len(folded) < 2 or _YEAR.fullmatch(folded) else "d:" + folded.replace(",", "")
    if word[0].isupper() and not opens:
        return "n:" + folded if len(folded) > 2 else None
    return "w:" + folded.removesuffix("s") if len(folded) > 4 else None


def _worth(mine: Iterable[str], related: Sequence[tuple[int, AbstractSet[str]]]) -> Mapping[str, float]:
    """What each trait is worth, from the storylines that have it."""
    lines: dict[int, set[str]] = defaultdict(set)
    for line, others in related:
        lines[line] |= others
    held = Counter(chain.from_iterable(lines.values()))
    total = max(_FEW, len(lines))
    steps = [math.log((total + 2) / (n + 0.5)) ** 2 for n in range(len(lines) + 1)]
    worth = dict.fromkeys(mine, steps[0])
    worth.update(zip(held, map(steps.__getitem__, held.values()), strict=True))
    return worth


def _in_one_item(shared: AbstractSet[str], extents: _Extents) -> float:
    """The greatest part of the shared traits that stand in one stretch after the lead and nowhere else; of a
    few, as briefs share, that tells nothing."""
    ends = [extents[trait] for trait in shared]
    if len(ends) < _TELLING:
        return 0.0
    begins = [begin for begin, _ in ends if begin >= _LEAD]
    held = [sum(begin <= first and last <= begin + _ITEM for first, last in ends) for begin in begins]
    return max(held, default=0) / len(ends)
