"""Drift: the same utterance told in different words by two sources."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from newsbot import names
from newsbot.answer import Verdict
from newsbot.model import Found, Quote, Span
from newsbot.text import fold, words

# Fewer words are a phrase that anybody may use twice.
_LEAST = 5
_LEAST_SHARED = 2  # words that tell something; fewer are not worth a look
# So much of the shorter wording must be found in the other, in order, to be the same utterance.
_ALIKE = 0.6
_UNNAMED = 8  # words; shorter phrases of people whom nobody names are anybody's
_FEW = 3  # words before or after what two wordings share
# Words that carry nothing: what two utterances share must be more than these.
_SMALL = frozenset(
    """the a an of to in on at by for from with about as and or but that this these those there is are was were be been has have
    had do does did it its their his her they he she we our i you not will would can could so very our us them never no any more
    most many""".split()
)
_SPELT = (
    ("isation", "ization"),
    ("ising", "izing"),
    ("ise", "ize"),
    ("ised", "ized"),
    ("our", "or"),
    ("programme", "program"),
)
_BRITISH = tuple(british for british, _ in _SPELT)
_CONTRACTED = {
    "don't": "do not", "doesn't": "does not", "didn't": "did not", "can't": "cannot", "won't": "will not", "isn't": "is not",
    "aren't": "are not", "wasn't": "was not", "it's": "it is", "that's": "that is", "we're": "we are", "we've": "we have",
    "they're": "they are", "i'm": "i am", "i've": "i have", "we'll": "we will", "gonna": "going to",
}  # fmt: skip


_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SHORT = re.compile(rf"\b(?:{'|'.join(_CONTRACTED)})\b")


@dataclass(frozen=True, kw_only=True, slots=True)
class Utterance:
    """One utterance as two sources or more tell it, the oldest load first."""

    told: tuple[Found[Quote], ...]
    verdict: Verdict


@lru_cache(maxsize=1024)  # two wordings are laid beside each other up to four times in a note
def verdict(one: str, two: str) -> Verdict | None:
    """SAME when one wording holds the other word for word, DIFFER when it is the same utterance in other words,
    null when it need not be the same utterance. Spelling, contractions and marks of omission do not count.

    >>> verdict("we will not close the bridge this year", "we will never close the bridge this year")
    'DIFFER'
    """
    a, b = _plain(one), _plain(two)
    shorter, longer = sorted((a, b), key=lambda side: (len(side), side))
    if len(shorter) < _LEAST:
        return None
    if _within(one, two) or _within(two, one) or "".join(a) == "".join(b):
        return "SAME"
    blocks = SequenceMatcher(None, shorter, longer, autojunk=False).get_matching_blocks()
    shared = [word for block in blocks for word in shorter[block.a : block.a + block.size]]
    told = [word for word in shared if word not in _SMALL]
    own = [word for word in shorter if word not in _SMALL]
    if _one_word_apart(shorter, longer, len(shared), told):
        return "DIFFER"
    if (
        len(shared) < _ALIKE * len(shorter)
        or len(told) < min(max(4, _ALIKE * len(own)), max(3, len(own)))
        or _scattered(blocks, len(shared))
    ):
        return None
    # One stretch alone is shared: the two are cut at different places, and what both have is word for word. Where
    # both begin before it, or both go on after it, with a word or three, those words are told differently.
    (start, other, size), *rest = blocks
    before, after = (start, other), (len(shorter) - start - size, len(longer) - other - size)
    replaced = any(min(ends) and max(ends) <= _FEW for ends in (before, after))
    return "SAME" if len(rest) == 1 and not replaced else "DIFFER"


def _one_word_apart(shorter: Sequence[str], longer: Sequence[str], shared: int, told: Sequence[str]) -> bool:
    """A short utterance with one word for another: "not satisfied with these numbers", "with these figures"."""
    return (
        len(told) > 1 and shared >= _LEAST and shared >= len(shorter) - 1 and len(longer) - len(shorter) <= 1
    )


def utterances(said: Iterable[Found[Quote]]) -> tuple[Utterance, ...]:
    """Utterances that more than one source of a storyline tells, those told differently first, then by load.

    Only words in quotation marks; speakers must be able to be one person, or both be unnamed. DIFFER where any
    two wordings do."""
    quoted = sorted(
        (f for f in said if f.finding.kind != "reported"), key=lambda f: (f.story.row, f.finding.start)
    )
    clusters: list[list[Found[Quote]]] = []
    holding: dict[str, set[int]] = defaultdict(set)
    for found in quoted:
        told = set(_plain(found.finding.text)) - _SMALL
        near = _near([holding[word] for word in told])
        home = next((n for n in near if any(_alike(other, found) for other in clusters[n])), None)
        if home is None:
            home = len(clusters)
            clusters.append([found])
        elif all(other.story.source.label != found.story.source.label for other in clusters[home]):
            clusters[home].append(found)
        for word in told:
            holding[word].add(home)
    made = [Utterance(told=tuple(c), verdict=_together(c)) for c in clusters if len(c) > 1]
    return tuple(
        sorted(made, key=lambda u: (u.verdict != "DIFFER", u.told[0].story.row, u.told[0].finding.start))
    )


def _near(holding: Sequence[AbstractSet[int]]) -> list[int]:
    """The clusters that hold two of an utterance's words or more, of one or two words the clusters that hold one."""
    once, twice = set[int](), set[int]()
    for clusters in holding:
        twice |= once & clusters
        once |= clusters
    return sorted(twice if len(holding) > _LEAST_SHARED else once)


def _alike(one: Found[Quote], two: Found[Quote]) -> bool:
    return _comparable(one, two) and verdict(one.finding.text, two.finding.text) is not None


def _together(told: Sequence[Found[Quote]]) -> Verdict:
    pairs = [(a, b) for n, a in enumerate(told) for b in told[n + 1 :]]
    differ = any(verdict(a.finding.text, b.finding.text) == "DIFFER" for a, b in pairs)
    return "DIFFER" if differ else "SAME"


def differences(one: str, two: str) -> tuple[tuple[str, str], ...]:
    """The words of each that the other does not have there, in order.

    >>> differences("for our peoples and nations", "for our people and nations")
    (('peoples', 'people'),)
    """
    a, b = words(one), words(two)
    steps = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    return tuple((" ".join(a[i:j]), " ".join(b[k:m])) for tag, i, j, k, m in steps if tag != "equal")


def differing(found: Found[Quote], others: Iterable[Found[Quote]]) -> tuple[Span, ...]:
    """Where in the story the words stand that another wording of the utterance does not have there, side by side
    ones joined; nothing for a wording that only leaves words out. Spelling does not count."""
    mine = _words_at(found.finding.text)
    apart: set[int] = set()
    for other in others:
        theirs = [told for told, _, _ in _words_at(other.finding.text)]
        steps = SequenceMatcher(None, [told for told, _, _ in mine], theirs, autojunk=False).get_opcodes()
        inner = [step for n, step in enumerate(steps) if step[0] == "replace" or 0 < n < len(steps) - 1]
        apart.update(n for tag, i, j, _, _ in inner if tag != "equal" for n in range(i, j))
    return _joined(found.finding.start, [mine[n][1:] for n in sorted(apart)], found.finding.text)


def elsewhere(uttered: Iterable[Utterance]) -> dict[tuple[str, int], tuple[str, ...]]:
    """By story and start of a quotation: the other sources that tell the utterance in other words."""
    told: dict[tuple[str, int], tuple[str, ...]] = {}
    for utterance in uttered:
        for one in utterance.told:
            others = [o for o in utterance.told if verdict(one.finding.text, o.finding.text) == "DIFFER"]
            if others:
                labels = dict.fromkeys(o.story.source.label for o in others)
                told[one.story.id, one.finding.start] = tuple(labels)
    return told


def _words_at(said: str) -> list[tuple[str, int, int]]:
    """Each word, spelt one way, with where it stands."""
    return [(_spelt(fold(m[0])), m.start(), m.end()) for m in _WORD.finditer(said)]


def _joined(at: int, places: Sequence[tuple[int, int]], said: str) -> tuple[Span, ...]:
    spans: list[Span] = []
    for start, end in places:
        if spans and not said[spans[-1].end - at : start].strip():
            spans[-1] = Span(spans[-1].start, at + end)
        else:
            spans.append(Span(at + start, at + end))
    return tuple(spans)


def _comparable(one: Found[Quote], two: Found[Quote]) -> bool:
    if one.story.source.label == two.story.source.label or one.story.storyline != two.story.storyline:
        return False
    first, second = _person(one), _person(two)
    if first and second:
        return names.same(first, second)
    if min(len(_plain(one.finding.text)), len(_plain(two.finding.text))) < _UNNAMED:
        return False
    return not (first or second) and one.finding.speaker is not None and two.finding.speaker is not None


def _person(found: Found[Quote]) -> str | None:
    return found.finding.speaker.person if found.finding.speaker else None


@lru_cache(maxsize=4096)
def _plain(said: str) -> tuple[str, ...]:
    """The words, spelt one way, insertions in brackets left out."""
    bare = fold(re.sub(r"\[[^\]]{0,80}\]", " ", said) if "[" in said else said)
    if "'" in bare or "gonna" in bare:
        bare = _SHORT.sub(lambda m: _CONTRACTED[m[0]], bare)
    return tuple(map(_spelt, words(bare)))


def _spelt(word: str) -> str:
    if not word.endswith(_BRITISH):
        return word
    for british, american in _SPELT:
        if word.endswith(british) and (len(word) > len(british) + 3 or word == "programme"):
            return word.removesuffix(british) + american
    return word


def _within(one: str, two: str) -> bool:
    """Whether every stretch of `one` between its marks of omission stands in `two`, in order."""
    whole = f" {' '.join(_plain(two))} "
    at = 0
    for piece in re.split(r"\.\.\.|…|\[[^\]]{0,80}\]", one):
        told = " ".join(_plain(piece))
        if not told:
            continue
        found = whole.find(f" {told} ", at)
        if found < 0:
            return False
        at = found + len(told)
    return True


def _scattered(blocks: Sequence[object], shared: int) -> bool:
    """Single words met here and there are no utterance: the stretches must be of two words on average."""
    return shared < 2 * (len(blocks) - 1)
