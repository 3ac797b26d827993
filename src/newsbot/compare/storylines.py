"""Storylines: which stories tell the same event, from the words they share. No model, no dates."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from newsbot.model import Findings, Head, Story
from newsbot.text import fold

# Measured on 50 events of three outlets each among 131 stray stories: B-cubed F1 is flat (.92 to .94)
# from 40 to 60 traits and a likeness of .13 to .16; fewer traits glue, more dilute.
_TRAITS = 48
_ALIKE = 0.15
# With fewer storylines to count among, a shared word would look common because its own event shares it.
_FEW = 8
# So much of the best likeness a second story of the line must have: at .6 no true join is lost, and a third as
# many lines are glued together by a roundup that came first.
_BORNE = 0.6
# A roundup is left alone. Two places where hardly a name goes on, or one and a headline that says so.
_ROUNDUP = "r:roundup"
_GOES_ON, _BREAKS, _NAMES = 0.1, 2, 6
_ITEMS = re.compile(
    r"\b(?:round-?up|(?:news|world|local|state|sports?|business) briefs?|in brief|briefing|at a glance|week in|day in|headlines"
    r"|top stories|(?:things|what) (?:you need )?to know|morning (?:edition|report|news)|news wrap|around the)\b"
)
_WORD = re.compile(r"[^\W\d_][\w’'&-]*|\d[\d,.]*\d|\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_OPENS = re.compile(r"[.!?:…\"“”‘’\n][\"“”‘’)\s]*$")
_FRAME = frozenset(
    """january february march april may june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday mr mrs ms dr the and but for this that there they she his her
    their its our your who what when where while after before with from into about over not new
    news""".split()
)
_PARAGRAPH = re.compile(r"\n\s*\n")
_SHOWN = frozenset({"headline", "subhead", "body", "caption"})


def traits(story: Story, findings: Findings) -> tuple[str, ...]:
    """The names, numbers and recurring words by which stories of the same event find this one, weightiest
    first: `n:` a name's word, `d:` a number, `w:` another word; a roundup of several events is marked.

    A word weighs by how often and how early it stands; page places such as bylines do not count.
    """
    places = _places(story, findings)
    length = max(1, len(story.text))
    weights = {trait: w for trait, at in places.items() if (w := _weight(trait, len(at), at[0] / length)) > 0}
    best = sorted(weights, key=lambda trait: (-weights[trait], trait))[:_TRAITS]
    return (*best, _ROUNDUP) if _is_roundup(story, places) else tuple(best)


def belongs(traits: Sequence[str], related: Sequence[tuple[Head, Sequence[str]]]) -> int | None:
    """The storyline that a story with these traits belongs to, null for a story that opens one.

    `related` are the stories that share most traits with it. What a trait is worth is counted among them:
    one that many storylines share (a president, a capital) is worth little. A storyline is as like as its two
    likest stories are together, so that a roundup, which is like two events, joins neither to the other.
    Total order: the likest storyline, then the oldest.
    """
    mine = frozenset(traits)
    if _ROUNDUP in mine:
        return None
    theirs = [(head, told) for head, others in related if _ROUNDUP not in (told := frozenset(others))]
    worth = _worth(mine, theirs)
    likest: dict[int, list[float]] = defaultdict(list)
    for head, others in theirs:
        likest[head.storyline].append(_likeness(mine, others, worth))
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
            for start, trait in _read(story.text, zone.start, zone.end):
                places[trait].append(start)
    for mention in findings.mentions:
        if mention.zone in _SHOWN:
            for word in fold(mention.person).split()[-1:]:
                places[f"n:{word}"].append(mention.start)
    return {trait: sorted(at) for trait, at in places.items()}


def _is_roundup(story: Story, places: Mapping[str, Sequence[int]]) -> bool:
    """Whether the story falls into items: between two of its paragraphs hardly a name goes on."""
    names = [(at[0], at[-1]) for trait, at in places.items() if trait.startswith("n:")]
    breaks, last = 0, -len(story.text)
    for paragraph in _PARAGRAPH.finditer(story.text):
        at = paragraph.end()
        before, after = sum(first < at for first, _ in names), sum(end >= at for _, end in names)
        on = sum(first < at <= end for first, end in names)
        fewer = min(before, after)
        if fewer >= _NAMES and on <= _GOES_ON * fewer and at - last >= 0.08 * len(story.text):
            breaks, last = breaks + 1, at
    return breaks >= (1 if _ITEMS.search(fold(story.headline)) else _BREAKS)


def _weight(trait: str, count: int, first: float) -> float:
    weight = (1 + math.log(count)) * (1.5 - 0.7 * first)
    if not trait.startswith("w:"):
        return weight
    # An ordinary word that stands once, late in a story, tells nothing of its event.
    return 0.6 * weight if count > 1 or first <= 0.2 else 0.0


def _read(text: str, start: int, end: int) -> Iterable[tuple[int, str]]:
    """The traits between two offsets, with where they stand."""
    for match in _WORD.finditer(text, start, end):
        word = match.group()
        trait = _trait(word, opens=match.start() == start or _opens(text, start, match.start()))
        if trait:
            yield match.start(), trait


def _opens(text: str, start: int, at: int) -> bool:
    return _OPENS.search(text[max(start, at - 4) : at]) is not None


def _trait(word: str, *, opens: bool) -> str | None:
    folded = re.sub(r"'s$|'$", "", fold(word))
    if folded in _FRAME:
        return None
    if word[0].isdigit():
        return None if len(folded) < 2 or _YEAR.fullmatch(folded) else "d:" + folded.replace(",", "")
    if word[0].isupper() and not opens:
        return "n:" + folded if len(folded) > 2 else None
    return "w:" + folded.removesuffix("s") if len(folded) > 4 else None


def _worth(mine: AbstractSet[str], related: Sequence[tuple[Head, AbstractSet[str]]]) -> Mapping[str, float]:
    lines: dict[str, set[int]] = {trait: set() for trait in mine}
    for head, others in related:
        for trait in others:
            lines.setdefault(trait, set()).add(head.storyline)
    total = max(_FEW, len({head.storyline for head, _ in related}))
    return {trait: math.log((total + 2) / (len(held) + 0.5)) ** 2 for trait, held in lines.items()}


def _likeness(mine: AbstractSet[str], others: AbstractSet[str], worth: Mapping[str, float]) -> float:
    """The cosine of two stories' traits, by what the traits are worth; 0 to 1."""
    shared = sum(worth[trait] for trait in mine & others)
    size = sum(worth[trait] for trait in mine) * sum(worth[trait] for trait in others)
    return shared / math.sqrt(size) if size else 0.0
