"""Wordings: where sources tell an utterance differently, as a door can show it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from newsbot.compare import drift
from newsbot.model import Found, Quote

Place = tuple[str, int]  # a story's id and where the quotation starts


def differences(found: Found[Quote], others: Sequence[Found[Quote]]) -> list[dict[str, int | str]]:
    """The words that another wording does not have, as spans of the story: start, end, text."""
    at, said = found.finding.start, found.finding.text
    return [
        {"start": span.start, "end": span.end, "text": said[span.start - at : span.end - at]}
        for span in drift.differing(found, others)
    ]


def labels(uttered: Iterable[drift.Utterance]) -> dict[Place, str]:
    """By place, the label for a quotation that another source tells in other words."""
    told = drift.elsewhere(uttered)
    return {place: f"wording differs in {', '.join(sources)}" for place, sources in told.items()}
