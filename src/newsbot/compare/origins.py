"""Origins: how independent sources are. Publishers, families of reports, and who stands behind a figure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

from newsbot.model import Figure, Found, Head, Lineage, Quote, Speaker
from newsbot.text import fold, words

NAMED, NOBODY = "named origin", "no named origin"
OFFICIAL, OFFICIALS = "unnamed official", "unnamed officials"
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
# One of these stands in all that is credited; most sentences have none, and to look for them is ten times as fast.
_CREDITS = (
    "according",
    "reported",
    "said",
    "says",
    "announced",
    "estimated",
    "estimates",
    "confirmed",
    "found",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Independence:
    """Counts: publishers; `reports` that are no copies of one another and of no one agency; named `origins`."""

    publishers: int
    reports: int
    origins: int


def publishers(heads: Iterable[Head]) -> int:
    """How many publishers; stories that name none count as one together, for unknown never adds independence."""
    return len({head.source.publisher for head in heads})


@lru_cache(maxsize=4096)  # a heading, a label and a check ask for the same
def origin(found: Found[Figure] | Found[Quote]) -> str:
    """Who stands behind it, in the sentence itself: a named origin, an unnamed official or officials, or nobody
    named. "Media reports" names nobody."""
    finding = found.finding
    if finding.speaker is not None:
        said = _of_speaker(finding.speaker)
        return f"{said}, quoted" if said == OFFICIAL and _in_marks(found) else said
    credit = _credited(found.passage)
    return _of_words(credit) if credit else NOBODY


def independence(told: Iterable[tuple[Head, str | None]], lineage: Mapping[str, Lineage]) -> Independence:
    """How many publishers and origins stand behind findings, given as their story and the name of their origin.

    A copy is a report of the publisher whose text it is, and what carries an agency is the agency's; what names the
    same origin has one. Stories that name no publisher are one together, what names nobody adds no origin beside
    what does, and there are never more reports than publishers: unknown never adds independence."""
    told = tuple(told)
    heads = {head.id: head for head, _ in told}
    reports = len(set(reported_by(tuple(heads.values()), lineage).values()))
    names = _distinct({name for _, name in told if name})
    several = publishers(heads.values())
    return Independence(publishers=several, reports=min(reports, several), origins=len(names))


def reported_by(heads: Sequence[Head], lineage: Mapping[str, Lineage]) -> dict[str, str | None]:
    """Whose report each of these stories is, by its id: an agency's, or a publisher's, its own or that of the story
    whose text it has; the text itself where that story is not among these."""
    publisher = {head.id: head.source.publisher for head in heads}
    texts = {head.id: _text(head, lineage) for head in heads}
    wires: dict[str, str] = {}
    for head in heads:
        took = lineage.get(head.id)
        if took and took.wire:  # one copy that names its agency tells of all of them
            wires[texts[head.id]] = min(took.wire, wires.get(texts[head.id], took.wire))
    return {
        ref: f"agency {wires[text]}" if text in wires else publisher.get(text, f"text {text}")
        for ref, text in texts.items()
    }


def _text(head: Head, lineage: Mapping[str, Lineage]) -> str:
    took = lineage.get(head.id)
    return took.original if took and took.original and took.shared == "copy" else head.id


def name(found: Found[Figure] | Found[Quote]) -> str | None:
    """The named origin in the sentence itself, folded; null where nobody is named."""
    if not origin(found).startswith(NAMED):
        return None
    speaker = found.finding.speaker
    if speaker is not None:
        return fold(speaker.person or speaker.text).removeprefix("the ")
    credit = _credited(found.passage)
    return fold(credit).removeprefix("the ") if credit else None


def _credited(passage: str) -> str | None:
    """Who tells it, in the sentence's words."""
    if not any(word in passage for word in _CREDITS):
        return None
    credit = _CREDITED.search(passage)
    return credit["after"] or credit["before"] if credit else None


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


def _distinct(named: AbstractSet[str]) -> list[frozenset[str]]:
    """Names that cannot be one: "Border Patrol" is in "US Border Patrol", "Brook" in "Ada Brook"."""
    kept: list[frozenset[str]] = []
    for one in sorted(
        (frozenset(words(told)) for told in named), key=lambda told: (-len(told), sorted(told))
    ):
        if not any(one <= other for other in kept):
            kept.append(one)
    return kept
