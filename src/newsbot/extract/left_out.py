"""Left out: what looks like a name, a quotation or a figure and was taken for none, each with the reason.

Read after the fact, for whoever asks why; reading itself never waits for it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from newsbot.extract.capitals import ACRONYMS, Word
from newsbot.extract.figures import NO_FIGURES
from newsbot.extract.lexicon import Kind, kind
from newsbot.extract.line import line
from newsbot.extract.page import Page
from newsbot.extract.quantities import LeftOut as Number
from newsbot.extract.quantities import quantities
from newsbot.extract.runs import stretches
from newsbot.model import Finding, FindingKind, Findings

_DIGITS = re.compile(r"[0-9]")
_WORDS = re.compile(r"\w+")
_SHORT = 4  # fewer words in marks, without a cue, are a phrase


@dataclass(frozen=True, kw_only=True, slots=True)
class LeftOut:
    """A span that is no finding, the kind of finding it might have been, and what it is instead."""

    start: int
    end: int
    text: str
    kind: FindingKind
    reason: str


def left_out(page: Page, found: Findings) -> tuple[LeftOut, ...]:
    """All that was left out of what `extract` found on this page, in text order."""
    kinds: tuple[tuple[FindingKind, Iterator[tuple[int, int, str]]], ...] = (
        ("mention", _names(page, found)),
        ("quote", _quotations(page, found)),
        ("figure", _numbers(page, found)),
    )
    out = [
        LeftOut(start=start, end=end, text=page.text[start:end], kind=kind, reason=reason)
        for kind, many in kinds
        for start, end, reason in many
    ]
    return tuple(sorted(out, key=lambda one: (one.start, one.end, one.kind)))


def _numbers(page: Page, found: Findings) -> Iterator[tuple[int, int, str]]:
    """Numbers that the grammar read and turned down; in a byline all that have digits."""
    starts = [part.start for part in page.paragraphs]
    taken = _covered(page, found.figures)
    for sentence in page.sentences:
        zone = page.paragraphs[bisect_right(starts, sentence.start) - 1].zone
        if zone in NO_FIGURES:
            if _DIGITS.search(page.text, *sentence):
                yield *sentence, f"in a {zone}"
            continue
        at = line(page.text, sentence)
        numbers: list[Number] = []
        quantities(at, numbers)
        for first, last, reason in numbers:
            start, end = at.start[first], at.end[last - 1]
            if not _held(taken, start, end):
                yield start, end, reason


def _quotations(page: Page, found: Findings) -> Iterator[tuple[int, int, str]]:
    """Words in marks that are nobody's speech."""
    taken = _covered(page, (quote for quote in found.quotes if quote.kind != "reported"))
    for one in page.quotations:
        if not _held(taken, one.start, one.end):
            yield one.start, one.end, _phrase(_WORDS.findall(page.text, one.start, one.end))


def _phrase(words: Sequence[str]) -> str:
    if len(words) > 1 and all(word[0].isupper() or kind(word) & Kind.SMALL for word in words):
        return "title of a work"
    return "phrase in marks" if len(words) < _SHORT else "no speaker beside"


def _names(page: Page, found: Findings) -> Iterator[tuple[int, int, str]]:
    """Words in capitals that belong to no name, no title of one and no figure."""
    taken = _covered(page, (*found.mentions, *found.figures))
    for mention in found.mentions:
        for start, end in mention.titles:
            taken[start:end] = b"\1" * (end - start)
    begun = [*(one.start for one in page.sentences), *(one.start for one in page.quotations)]
    opening = {word.start() for start in begun if (word := _WORDS.search(page.text, start))}
    for stretch in stretches(page):
        for group in _groups(stretch, taken):
            reason = _reason(group, opens=group[0].start in opening)
            if reason:
                yield group[0].start, group[-1].end, reason


def _groups(stretch: Sequence[Word], taken: bytearray) -> Iterator[list[Word]]:
    """The words of a stretch that are not taken, those side by side together."""
    group: list[Word] = []
    for word in stretch:
        if _held(taken, word.start, word.end):
            if group:
                yield group
            group = []
        elif group or not (word.loose or word.kind & Kind.SMALL):
            group.append(word)
    while group and group[-1].loose:
        group = group[:-1]
    if group:
        yield group


def _reason(group: Sequence[Word], *, opens: bool) -> str:
    """What speaks against the words as a name; "" for an ordinary word that just opens a sentence."""
    named = [word for word in group if not word.loose]
    bits = 0
    for word in named:
        bits |= word.kind
    listed = bits & (Kind.NOT | Kind.PLACE | Kind.GIVEN | Kind.FAMILY)
    if len(named) == 1 and opens and (bits & Kind.WORD or not listed):
        return ""
    for kinds, reason in _REASONS:
        if bits & kinds:
            return reason
    if all(word.text in ACRONYMS or word.text.isupper() for word in named):
        return "" if named[0].text == "I" else "abbreviation"
    if bits & Kind.WORD:
        return "ordinary word"
    return "name of nobody known in this story" if len(named) == 1 else "too little speaks for a person"


# The first that holds; a body's word outweighs a first name.
_REASONS = (
    (Kind.DATE, "date"),
    (Kind.NOT | Kind.FRONT, "word of a body, a place or a thing"),
    (Kind.PLACE, "place"),
    (Kind.ROLE, "role without a name"),
)


def _covered(page: Page, found: Iterable[Finding]) -> bytearray:
    """1 for each character of the page that a finding holds."""
    taken = bytearray(len(page.text))
    for one in found:
        taken[one.start : one.end] = b"\1" * (one.end - one.start)
    return taken


def _held(taken: bytearray, start: int, end: int) -> bool:
    return bool(taken[start] and taken[end - 1])
