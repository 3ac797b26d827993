"""Quotes: who says what, in which words, of one page."""

from __future__ import annotations

from newsbot.extract.page import Page
from newsbot.model import Mention, Quote, Speaker


def quotes(page: Page, mentions: tuple[Mention, ...]) -> tuple[Quote, ...]:
    """All that is said, in text order; a fragment in marks may stand inside a reported clause."""
    return ()


def speaker_of(
    page: Page, mentions: tuple[Mention, ...], said: tuple[Quote, ...], start: int, end: int
) -> Speaker | None:
    """Who says the words at `start` to `end` (a figure, say): the speaker of the quote or reported
    clause that holds them, or of a phrase of evidence in their sentence; None where nobody does."""
    return None
