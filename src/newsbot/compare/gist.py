"""The gist of a story: its sentences, its lead, and what it alone has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from string import ascii_lowercase

from newsbot.compare.lexicon import STOP
from newsbot.model import Span, Story, Zone, ZoneKind
from newsbot.text import words

# A mark that ends a sentence, closing marks after it, then white space and a beginning. _SHORT is
# what it must not end: an initial ("J. Smith"), a title ("Gov. Lee"), an abbreviated place ("U.S. Navy").
# It begins with one set of marks, so that a text is searched for these alone, three times as fast.
_STOP = re.compile(r"[.!?…\n](?:(?<!\n)[\"”’')\]]{0,3}(?=\s+[\"“‘'(\[]?[A-Z0-9À-Þ])|(?<=\n)\s*\n)")
_SHORT = re.compile(
    r"(?:^|[\s(\"“])(?:[A-Z]|(?:[A-Z]\.){1,4}[A-Z]|Mr|Mrs|Ms|Mx|Drs?|Govs?|Sens?|Reps?|Gens?|Col|Lt|Sgt|Capt|Maj|Cmdr"
    r"|Adm|Brig|Cpl|Pvt|Det|Insp|Supt|Ald|Cllr|Amb|Atty|Messrs|Mme|Profs?|Rev|Hon|St|Mt|Ft|Jr|Sr|No|vs|Co|Corp|Inc|Ltd|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Calif|Fla|Va|Pa|Ariz|[ap]\.m|Ave|Blvd|Rd|Gen|est|approx)$"
)


@lru_cache(maxsize=512)  # each comparison of a note cuts the same stories
def sentences(story: Story, kinds: tuple[ZoneKind, ...] = ("body",)) -> tuple[Span, ...]:
    """The sentences of these zones, in order, white space outside."""
    return _cut(story.text, tuple(zone for zone in story.zones if zone.kind in kinds))


@lru_cache(maxsize=256)  # hours, days, places and people are each looked for in the stories of a note
def _cut(text: str, zones: tuple[Zone, ...]) -> tuple[Span, ...]:
    return tuple(span for zone in zones for span in _sentences(text, zone))


def lead(story: Story) -> Span | None:
    """The sentence that opens the story proper: the first of the body, after the dateline if there is one."""
    return opening(story, sentences(story))


def opening(story: Story, body: Sequence[Span]) -> Span | None:
    """The same, of sentences that are already cut."""
    dateline = next((zone.end for zone in story.zones if zone.kind == "dateline"), 0)
    return next((span for span in body if span.start >= dateline), body[0] if body else None)


def headline(story: Story) -> Span | None:
    """Where the story's headline stands in its text."""
    return next((Span(zone.start, zone.end) for zone in story.zones if zone.kind == "headline"), None)


@lru_cache(maxsize=256)  # 2 ms each; a note is asked for again, and in several channels
def alone(story: Story, others: tuple[Story, ...]) -> tuple[Span, ...]:
    """The body sentences that tell most of what none of the other stories has, best first.

    What counts are names and numbers, then words, that stand in no other story; sentences that lean on
    the one before ("He said", "This …") or that say little are left out."""
    own = vocabulary(story.text).difference(*[vocabulary(other.text) for other in others])
    opening = lead(story)
    told = [(_news(story, span, own), span) for span in sentences(story) if span != opening]
    return tuple(span for weight, span in sorted(told, key=lambda t: (-t[0], t[1].start)) if weight > 0)


@lru_cache(maxsize=1024)  # a note is asked for again, and in several channels
def echoed(story: Story, others: tuple[Story, ...]) -> int:
    """How many of the others tell what the headline and the lead of this one tell, half of its words or more."""
    spans = [span for span in (headline(story), lead(story)) if span]
    told = {word for span in spans for word in words(story.text[span.start : span.end])} - STOP
    return sum(2 * len(told & vocabulary(other.text)) >= len(told) for other in others)


@lru_cache(maxsize=128)  # a storyline asks for each of its stories once a source
def vocabulary(text: str) -> frozenset[str]:
    """The folded words of a text, each once."""
    return frozenset(words(text))


def holding(story: Story, rule: AbstractSet[str]) -> Sequence[Span]:
    """The body sentences in which one of these words of letters a to z may stand; a rule that asks for one of them
    need not read the others."""
    here = rule & spelt(story.text)
    if not here:
        return ()
    low, body = lower(story.text), sentences(story)
    if len(low) != len(story.text):  # "İ" in lower case is two
        return body
    return [span for span in body if any(low.find(word, *span) >= 0 for word in here)]


@lru_cache(maxsize=64)  # each comparison asks for the same stories of a storyline in turn
def spelt(text: str) -> frozenset[str]:
    """The runs of letters a to z of a text in lower case, each once. As bytes: it is three times as fast."""
    return frozenset(lower(text).encode("ascii", "replace").translate(_LETTERS).decode().split())


@lru_cache(maxsize=64)
def lower(text: str) -> str:
    """The text in lower case."""
    return text.lower()


def either(rule: str) -> frozenset[str]:
    """The words that a rule of words allows.

    >>> sorted(either("drops?|fell"))
    ['drop', 'drops', 'fell']
    """
    return frozenset([*rule.replace("s?", "").split("|"), *rule.replace("?", "").split("|")])


_LETTERS = bytes(code if chr(code) in ascii_lowercase else ord(" ") for code in range(256))
# A sentence that opens so cannot stand alone.
_LEANS = re.compile(
    r"[\"“‘'(]?(?:he|she|it|they|this|that|these|those|his|her|its|their|such|but|and|however|also|then|there|nevertheless"
    r"|meanwhile|still|yet|so|other|another|both|we|i|you)\b",
    re.IGNORECASE,
)
_NAMES = re.compile(r"[A-Z\d](?:(?<=\s[A-Z])[\w’'-]+|(?<=\d)[\d,.]*\d)")  # and numbers
_LONG, _SHORTEST = 190, 40


def _news(story: Story, span: Span, own: frozenset[str]) -> float:
    """How much of a sentence is only here, by the room that it takes."""
    text = story.text[span.start : span.end]
    if len(text) < _SHORTEST or _LEANS.match(text) or text.count("“") != text.count("”") or text[-1] == "?":
        return 0.0
    names = own.intersection(words(" ".join(_NAMES.findall(text))))
    found = [word for word in own.intersection(words(text)) if len(word) > 3]
    weight = len(found) + 2 * len(names)
    return weight / (1 + max(0, len(text) - _LONG) / _LONG)


def _sentences(text: str, zone: Zone) -> list[Span]:
    spans: list[Span] = []
    start = zone.start
    for stop in _STOP.finditer(text, zone.start, zone.end):
        if not _SHORT.search(text[max(start, stop.start() - 12) : stop.start()]):
            spans.append(_trim(text, start, stop.end()))
            start = stop.end()
    spans.append(_trim(text, start, zone.end))
    return [span for span in spans if span.start < span.end]


def _trim(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return Span(start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()))
