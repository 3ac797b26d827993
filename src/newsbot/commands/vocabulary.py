"""Our own words: the closed list of what newsbot may say besides the words of stories."""

from __future__ import annotations

from collections.abc import Sequence

from newsbot.compare import origins
from newsbot.model import Head
from newsbot.store import Archive

DATES_NOT_GIVEN = "dates not given"
DATE_NOT_GIVEN = "date not given"
NOTHING_FOUND = "nothing found"
NOTHING_NEW = "nothing new"
ORDER_UNKNOWN = "order unknown"
OTHERS_NOT_GIVEN = "others there: not given"
CHECK_TRANSCRIPT = "check transcript before quoting"
_PLURALS = {"story": "stories", "country": "countries", "index": "indices"}


def counts(n: int, word: str) -> str:
    """A count as we write it: '1 story', '4 publishers', '12,000 stories'."""
    return f"{n:,} {word if n == 1 else _PLURALS.get(word, word + 's')}"


def joined(*parts: str | None) -> str | None:
    """What is there of the parts, between dots; None for nothing."""
    return " · ".join(part for part in parts if part) or None


def dates(heads: Sequence[Head]) -> str | None:
    """'dates not given' if no story has one, with the number if only some lack theirs."""
    missing = sum(head.published is None for head in heads)
    if not missing:
        return None
    if missing == len(heads):
        return DATES_NOT_GIVEN if missing > 1 else DATE_NOT_GIVEN
    return f"{DATES_NOT_GIVEN}: {counts(missing, 'story')}"


def publishers(heads: Sequence[Head]) -> int:
    """How many publishers there are; stories that name none count as one together, for unknown
    never adds independence."""
    return len({head.source.publisher for head in heads})


def scope(heads: Sequence[Head], archive: Archive | None = None) -> str | None:
    """Stories, then publishers, then origins where some of them have one text or one agency's report, then what is
    not known of their dates."""
    if not heads:
        return None
    return joined(counts(len(heads), "story"), standing(heads, archive), dates(heads))


def standing(heads: Sequence[Head], archive: Archive | None) -> str | None:
    """Publishers, and how many origins they are if that is fewer."""
    took = archive.lineage([head.id for head in heads]) if archive else {}
    told = origins.independence([(head, None) for head in heads], took)
    fewer = counts(told.reports, "origin") if told.reports < told.publishers else None
    return joined(counts(told.publishers, "publisher"), fewer)
