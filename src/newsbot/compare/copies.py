"""Copies: whether two stories are one text, share a passage, or carry one agency's report."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from newsbot.model import Story
from newsbot.text import fold

# A sketch is the 24 lowest hashes of a story's runs of four words. Of copies that keep half of a text, all share
# four of them or more; five independent stories of one event shared at most one.
_SKETCH = 24
# Two are enough for a look: the look itself, at the whole texts, takes 0.5 ms.
_SHARED = 2
# Of the shorter text's runs, so many stand in the longer one: reprints are cut and retitled.
_COPIED = 0.5
_BRIEF, _BRIEF_COPIED = 20, 0.8  # runs; of a text so short more must be shared
_PART = 0.3
_LEAST = 8  # runs; shorter texts are nobody's copy
# A passage of 28 words outside quotation marks that two write alike, one of them did not write.
_PASSAGE = 25
_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r"“[^”]{0,2000}”|\"[^\"]{0,2000}\"")
_DATELINE = re.compile(r"[(\[]([A-Z][\w.’' /-]{1,30})[)\]]")
_WIRES = {
    "associated press": "ap", "a.p.": "ap", "ap": "ap", "reuters": "reuters", "thomson reuters": "reuters",
    "afp": "afp", "agence france presse": "afp", "upi": "upi", "united press international": "upi", "dpa": "dpa",
    "efe": "efe", "ansa": "ansa", "pa media": "pa", "press association": "pa", "xinhua": "xinhua",
    "bloomberg": "bloomberg", "bloomberg news": "bloomberg", "canadian press": "canadian press",
    "the canadian press": "canadian press", "aap": "aap", "kyodo": "kyodo", "kyodo news": "kyodo", "tass": "tass",
    "interfax": "interfax", "pti": "pti", "press trust of india": "pti", "ani": "ani",
}  # fmt: skip
_CREDIT = re.compile(rf"\b({'|'.join(sorted(map(re.escape, _WIRES), key=len, reverse=True))})\b")


def sketch(story: Story) -> tuple[int, ...]:
    """The lowest 24 hashes of the body's runs of four words, in order; fewer of a brief, none without a body."""
    return tuple(sorted(_shingles(story))[:_SKETCH])


def near(mine: Sequence[int], known: Mapping[int, Sequence[int]]) -> tuple[int, ...]:
    """Of these sketches by row those that may be of one text with mine: most shared first, then the oldest.

    A brief cut from a long story shares few of 24; what counts then is how many of those that could be shared are.
    """
    shared = {row: _overlap(mine, other) for row, other in known.items()}
    return tuple(sorted((row for row, n in shared.items() if n), key=lambda row: (-shared[row], row)))


def kinship(one: Story, two: Story) -> Literal["copy", "shared passage"] | None:
    """What a story shares with an older one: half of the shorter text is a copy, a long run outside quotation marks
    a shared passage. A brief that stands in a story of three times its length or more did not make that story."""
    mine, theirs = _shingles(one), _shingles(two)
    if _is_copied(mine, theirs) and len(theirs) >= _PART * len(mine):
        return "copy"
    return "shared passage" if len(mine & theirs) >= _PASSAGE <= longest_run(one, two) else None


def one_text(one: Story, two: Story) -> bool:
    """Whether half of either story stands in the other, so that both tell the same and nothing else: a brief that
    was cut from a roundup does not."""
    mine, theirs = _shingles(one), _shingles(two)
    return len(mine & theirs) >= _COPIED * max(len(mine), len(theirs), 1)


def longest_run(one: Story, two: Story) -> int:
    """How many runs of four words of `one` stand in `two` one after the other, quotations left out."""
    theirs = frozenset(_runs(two))
    longest = length = 0
    for run in _runs(one):
        length = length + 1 if run in theirs and run else 0
        longest = max(longest, length)
    return longest


def wire(story: Story) -> str | None:
    """The agency that a story says it carries, by a name of its own: in the dateline ("(AP)"), in a credit line, or
    as its publisher; null for none. A photograph's credit is none of the story's."""
    for zone in story.zones:
        told = story.text[zone.start : zone.end]
        if zone.kind == "dateline" and (named := _DATELINE.search(told)):
            return _WIRES.get(fold(named[1]), fold(named[1]))
        if zone.kind == "credit" and (credited := _CREDIT.search(fold(told))):
            return _WIRES[credited[1]]
    said = re.search(r"\(([^()]{2,30})\) in the dateline", story.source.evidence)
    house = fold(said[1] if said else story.source.publisher or "")
    return _WIRES.get(house)


def _overlap(mine: Sequence[int], other: Sequence[int]) -> int:
    shared = len(set(mine) & set(other))
    if shared >= _SHARED or not shared:
        return shared
    bound = min(max(mine), max(other)) if len(mine) == len(other) == _SKETCH else max(*mine, *other)
    could = min(sum(h <= bound for h in mine), sum(h <= bound for h in other))
    return shared if shared >= _COPIED * could else 0


def _is_copied(one: frozenset[int], two: frozenset[int]) -> bool:
    shorter = min(len(one), len(two))
    return shorter >= _LEAST and _contained(one, two) >= (_BRIEF_COPIED if shorter < _BRIEF else _COPIED)


def _contained(one: frozenset[int], two: frozenset[int]) -> float:
    """How much of the shorter text stands in the longer, in runs of four words; 0 to 1."""
    shorter = min(len(one), len(two))
    return len(one & two) / shorter if shorter else 0.0


def _shingles(story: Story) -> frozenset[int]:
    return frozenset(_hashes(" ".join(_body(story))))


def _runs(story: Story) -> list[int]:
    """The hashes in their order, a nought where a quotation or the end of a zone breaks the run."""
    runs: list[int] = []
    for text in _body(story):
        for piece in _QUOTED.split(text):
            runs += [*_hashes(piece), 0]
    return runs


def _body(story: Story) -> list[str]:
    return [story.text[zone.start : zone.end] for zone in story.zones if zone.kind == "body"]


def _hashes(text: str) -> Iterator[int]:
    """The runs of four words, hashed; all of it in native code, for every story of a load passes here."""
    told = _WORD.findall(text.lower())
    runs = zip(told, told[1:], told[2:], told[3:], strict=False)
    return map(zlib.crc32, map(str.encode, map(" ".join, runs)))
