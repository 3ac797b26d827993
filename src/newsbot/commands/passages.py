"""The sentences of stories that bear on some words, best first."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product

from newsbot.answer import Item
from newsbot.commands.clause import MOST
from newsbot.commands.items import span_item
from newsbot.model import Filter, Head, Span, Story, ZoneKind
from newsbot.store import Archive
from newsbot.text import fold, words

STORIES = 30  # the best stories whose sentences are looked at
LEAST = 0.5  # of what was asked
COMBINATIONS = 40  # look-ups that the families of one question may take
# Words that news uses for one act or thing, by their stems; what is asked with one is told with another.
_KIN = (
    ("attend", "join", "accompan", "participat"),
    ("meet", "met", "talk", "summit"),
    ("kill", "dead", "died", "death", "fatal"),
    ("injur", "hurt", "wound"),
    ("resign", "quit", "stepp"),
    ("arrest", "detain", "apprehen"),
    ("reopen", "open"),
    ("clos", "shut"),
    ("strike", "walkout"),
    ("win", "wins", "won", "winn", "victor", "beat"),
    ("lose", "lost", "loss", "loses"),
    ("begin", "began", "begun", "start"),
    ("buy", "bought", "purchase", "acquire"),
)
FAMILIES = {word: kin for kin in _KIN for word in kin} | {"age": ("age", "aged", "old")}
FAMILIES["talks"] = FAMILIES["talk"]  # too short a word for its ending to be taken off
_MARKS = (("’", "'"), ("‘", "'"), *((mark, " ") for mark in "“”–—…"))  # what news has beside ASCII
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SUFFIXES = re.compile(
    r"(?:e?s|e?d|e?rs?|ings?|ly|y|ies|ied|als?|ally|s?ions?|ional|ments?|ity|ive|ness|ful|less|ists?|isms?|able|"
    r"ations?|e?ors?|ians?|ans?|ants?|ances?|ences?|ents?|ships?|hood|sters?|e?n|ying|ary|ial|ic|ical)"
)
_ENDINGS = re.compile(r"(?:ing|ed|es|s|ly)\Z")


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """A sentence with its story; `stems` are the asked words that it holds, `held` where they stand,
    `share` how much of what was asked that is, 0 to 1."""

    head: Head
    story: Story
    span: Span
    zone: ZoneKind
    stems: frozenset[str]
    held: tuple[Span, ...]
    share: float = 0

    @property
    def text(self) -> str:
        return self.story.text[self.span.start : self.span.end]

    def item(self, *, lead: str | None = None, label: str | None = None) -> Item:
        zone = self.zone if self.zone in ("headline", "caption", "byline") else None
        return span_item(self.head, self.story, self.span, lead=lead, label=label or zone, keep=self.held)

    def whole(self) -> Item:
        """The sentence uncut, if a first screen can take it."""
        short = self.span.end - self.span.start <= MOST
        return span_item(self.head, self.story, self.span, keep=(self.span,) if short else self.held)


def passages(archive: Archive, asked: Sequence[str], only: Filter, *, limit: int) -> list[Passage]:
    """Sentences that hold at least half of what was asked, of stories that hold all of it; those with
    most of it first, then body before headline, then newest story, then position. A word counts the
    more, the fewer of these stories' sentences have it or one of its family."""
    stems = {stem(word): FAMILIES.get(stem(word), (stem(word),)) for word in asked}
    heads = _stories(archive, asked, only)
    told = archive.whole([head.id for head in heads])
    held = [p for head in heads if head.id in told for p in _sentences(head, *told[head.id], stems)]
    found = [passage for passage in held if _has(passage, only.phrases)] if only.phrases else held
    weights = _weights(stems, found)
    ranked = [replace(passage, share=_share(passage.stems, weights)) for passage in found]
    ranked.sort(key=lambda p: (-p.share, p.zone != "body", -p.head.row, p.span.start))
    return _told_once(p for p in ranked if p.share >= LEAST)[:limit]


def _stories(archive: Archive, asked: Sequence[str], only: Filter) -> list[Head]:
    """Stories that hold each word or one of its family, best first; few families are tried at once."""
    choices = [tuple(dict.fromkeys((word, *FAMILIES.get(stem(word), (stem(word),))))) for word in asked]
    tried = (
        list(product(*choices))[:COMBINATIONS] if math.prod(map(len, choices)) <= COMBINATIONS else [asked]
    )
    heads = {head.id: head for some in tried for head in archive.search(some, only, limit=STORIES)}
    return list(heads.values())[:STORIES]


def headline(archive: Archive, head: Head, *, label: str | None = None) -> Item | None:
    """A story's headline as a line of its own; its first zone where it has none."""
    story = archive.story(head.id)
    if story is None or not story.zones:
        return None
    zone = next((z for z in story.zones if z.kind == "headline"), story.zones[0])
    return span_item(head, story, Span(zone.start, zone.end), label=label)


@lru_cache(maxsize=32768)
def stem(word: str) -> str:
    """The word without its commonest endings, so that one family meets: "crossings", "crossed".

    >>> stem("crossings") == stem("crossing") == stem("crossed") == stem("cross")
    True
    """
    for _ in range(2):
        if len(word) > 5 and not word.endswith("ss"):
            word = _ENDINGS.sub("", word)
    return word


def _sentences(
    head: Head, story: Story, spans: Iterable[Span], stems: Mapping[str, Sequence[str]]
) -> Iterable[Passage]:
    for span in _holding(story.text, spans, stems) if stems else spans:
        held = _held(story.text[span.start : span.end], span.start, stems)
        if held or not stems:
            yield Passage(
                head=head, story=story, span=span, zone=_zone(story, span),
                stems=frozenset(asked for asked, _ in held), held=tuple(place for _, place in held),
            )  # fmt: skip


def _holding(text: str, spans: Iterable[Span], stems: Mapping[str, Sequence[str]]) -> Iterable[Span]:
    """The sentences in which a word of these families may stand: most are none, and told so by their letters alone."""
    begins = [one for kin in stems.values() for one in kin]  # a word of a family begins with it
    for mark, plain in _MARKS:
        text = text.replace(mark, plain)
    for span in spans:
        low = text[span.start : span.end].lower()
        low = low if low.isascii() else fold(low)
        if any(one in low for one in begins):
            yield span


def _weights(stems: Iterable[str], found: Sequence[Passage]) -> dict[str, float]:
    return {asked: 1 / math.log2(2 + sum(asked in p.stems for p in found)) for asked in stems}


def _share(held: Iterable[str], weights: Mapping[str, float]) -> float:
    held = frozenset(held)  # added up in the order of the words, for a set has another in each process
    return sum(weight for asked, weight in weights.items() if asked in held) / (sum(weights.values()) or 1)


def _held(text: str, at: int, stems: Mapping[str, Sequence[str]]) -> list[tuple[str, Span]]:
    """Where words of these families stand, in story offsets, each with the stem that was asked."""
    found: list[tuple[str, Span]] = []
    begins = tuple([one for kin in stems.values() for one in kin])
    for match in _WORD.finditer(text):
        if match[0].isascii() and not match[0].lower().startswith(begins):
            continue
        for word in words(match[0]):
            hit = next((asked for asked, kin in stems.items() if any(_kin(word, one) for one in kin)), None)
            if hit:
                found.append((hit, Span(at + match.start(), at + match.end())))
    return found


def _kin(word: str, asked: str) -> bool:
    """Whether a word is of the asked one's family: "mayoral" of "mayor", not "Mayorkas"."""
    if stem(word) == asked:
        return True
    return len(asked) > 3 and word.startswith(asked) and bool(_SUFFIXES.fullmatch(word, len(asked)))


def _has(passage: Passage, phrases: Sequence[str]) -> bool:
    folded = f" {' '.join(words(passage.text))} "
    return all(f" {' '.join(words(phrase))} " in folded for phrase in phrases)


def _zone(story: Story, span: Span) -> ZoneKind:
    return next((z.kind for z in story.zones if z.start <= span.start < z.end), "body")


def _told_once(found: Iterable[Passage]) -> list[Passage]:
    """A sentence that a story repeats, in its headline or caption, is shown where it ranks first."""
    once: dict[tuple[str, str], Passage] = {}
    for passage in found:
        once.setdefault((passage.head.id, fold(passage.text)), passage)
    return list(once.values())
