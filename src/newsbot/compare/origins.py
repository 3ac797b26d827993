"""Origins: how independent sources are. Publishers, copies of one another, and who stands behind a figure."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Sequence

from newsbot.model import Figure, Found, Head, Quote, Speaker, Story
from newsbot.text import words

NAMED, NOBODY = "named origin", "no named origin"
OFFICIAL, OFFICIALS = "unnamed official", "unnamed officials"
# A sketch of 24 found all copies that keep half of the text or more among 20,000 stories; five independent
# stories of one event shared at most one of the 24.
_SKETCH, _SHARED = 24, 4
_SHINGLE = 4  # words
# Of the shorter story's shingles, so many stand in the longer one: reprints are cut and retitled.
_COPIED = 0.5
_OFFICIAL = re.compile(
    r"\b(?:official|aide|source|spokes\w+|diplomat|adviser|advisor|insider)\b", re.IGNORECASE
)
_OFFICIALS = re.compile(
    r"\b(?:officials|authorities|aides|sources|diplomats|advisers|advisors|insiders)\b", re.IGNORECASE
)
_HEARSAY = re.compile(
    r"\b(?:media|press|news|local|some|several|various|recent|initial|early|unconfirmed)\s+(?:reports?|outlets?|estimates?|accounts?)\b"
    r"|^(?:reports?|estimates?|critics|observers|experts|analysts|many|some|others|people|residents|witnesses)\b",
    re.IGNORECASE,
)
_POINTS = re.compile(r"(?:this|that|these|those|it|which|such|both)\b", re.IGNORECASE)
# Bodies that can be asked, though nobody in them is named.
_BODY = re.compile(
    r"\b(?:police|department|ministry|office|agency|council|court|hospital|government|army|military|navy|coast\s?guard|service"
    r"|bureau|commission|committee|authority|university|institute|bank|company|union|patrol|administration|organi[sz]ation"
    r"|association|board|parliament|senate|congress|embassy|brigade|foundation|charity|fund)\b",
    re.IGNORECASE,
)
_CREDITED = re.compile(
    r"\baccording\s+to\s+(?P<after>[^,.;]{3,60})|(?P<before>(?:[A-Z][\w’'.&-]*\s+){1,4})(?:reported|said|says|announced|estimated|estimates|confirmed|found)\b"
)


def publishers(heads: Iterable[Head]) -> int:
    """How many publishers; stories that name none count as one together, for unknown never adds independence."""
    return len({head.source.publisher for head in heads})


def origin(found: Found[Figure] | Found[Quote]) -> str:
    """Who stands behind it, in the sentence itself: a named origin, an unnamed official or officials, or nobody
    named. "Media reports" names nobody."""
    finding = found.finding
    if finding.speaker is not None:
        said = _of_speaker(finding.speaker)
        return f"{said}, quoted" if said == OFFICIAL and _in_marks(found) else said
    credit = _CREDITED.search(found.passage)
    return _of_words(credit["after"] or credit["before"]) if credit else NOBODY


def copies(stories: Sequence[Story]) -> tuple[tuple[str, str], ...]:
    """Pairs of ids, original and copy: the first story given of those that share half of their text. In the order
    given; a story is a copy of one original."""
    shingles = {story.id: _shingles(story) for story in stories}
    sketches = {ref: frozenset(sorted(told)[:_SKETCH]) for ref, told in shingles.items()}
    pairs: list[tuple[str, str]] = []
    originals: list[str] = []
    for story in stories:
        first = next((o for o in originals if _copied(o, story.id, shingles, sketches)), None)
        if first is None:
            originals.append(story.id)
        else:
            pairs.append((first, story.id))
    return tuple(pairs)


def contained(one: Story, two: Story) -> float:
    """How much of the shorter text stands in the longer, in runs of four words; 0 to 1."""
    return _contained(_shingles(one), _shingles(two))


def _of_speaker(speaker: Speaker) -> str:
    if speaker.person or speaker.kind == "name":
        return NAMED
    if speaker.kind == "role" and not re.match(r"(?:an?|one|some)\b", speaker.text, re.IGNORECASE):
        told = _of_words(speaker.text)
        return NAMED if told == NOBODY and not _HEARSAY.search(speaker.text) else told  # "the governor"
    return _of_words(speaker.text)


def _of_words(told: str) -> str:
    """Who words such as "a senior official", "the State Department" or "media reports" name."""
    told = told.strip()
    if _HEARSAY.search(told) or _POINTS.match(told):
        return NOBODY
    if _OFFICIALS.search(told):
        return OFFICIALS
    if _OFFICIAL.search(told):
        return OFFICIAL
    return NAMED if _BODY.search(told) or _proper(told) else NOBODY


def _proper(told: str) -> bool:
    """A name of two words or more, or an acronym; a country or a people alone is nobody who can be asked."""
    kept = [word for word in told.split() if word.lower() not in {"the", "a", "of", "and", "for", "on", "in"}]
    if len(kept) == 1:
        return (
            kept[0].isupper() and len(kept[0]) > 1 and kept[0] not in {"US", "UK", "EU", "UN", "U.S.", "U.K."}
        )
    return 1 < len(kept) <= 6 and all(word[0].isupper() for word in kept)


def _in_marks(found: Found[Figure] | Found[Quote]) -> bool:
    """Whether it stands inside quotation marks of its passage."""
    at = found.finding.start - found.finding.context.start
    before = found.passage[:at]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _copied(
    one: str, two: str, shingles: dict[str, frozenset[int]], sketches: dict[str, frozenset[int]]
) -> bool:
    if len(sketches[one] & sketches[two]) < _SHARED:
        return False
    return _contained(shingles[one], shingles[two]) >= _COPIED


def _contained(one: frozenset[int], two: frozenset[int]) -> float:
    shorter = min(len(one), len(two))
    return len(one & two) / shorter if shorter else 0.0


def _shingles(story: Story) -> frozenset[int]:
    told = [
        w for zone in story.zones if zone.kind == "body" for w in words(story.text[zone.start : zone.end])
    ]
    return frozenset(
        zlib.crc32(" ".join(told[n : n + _SHINGLE]).encode()) for n in range(max(0, len(told) - _SHINGLE + 1))
    )
