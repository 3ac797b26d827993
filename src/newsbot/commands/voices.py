"""Voices: who speaks in a quotation, as a note names them."""

from __future__ import annotations

from newsbot.compare import origins
from newsbot.model import Found, Quote
from newsbot.names import key
from newsbot.text import words

_SAID_LEAST, _SAID_MOST = 4, 28  # words that are read at a glance
_KINDS = ("direct", "partial", "reported")


def heard(found: Found[Quote]) -> bool:
    """Somebody or some body speaks, not "the talks" or "critics"."""
    quote = found.finding
    return quote.speaker is not None and quote.zone == "body" and origins.origin(found) != origins.NOBODY


def in_office(found: Found[Quote]) -> bool:
    """A role that nobody is named for is shown with its line, not listed among the people."""
    return found.finding.speaker is not None and found.finding.speaker.kind == "role"


def body(found: Found[Quote]) -> str:
    """The speaker in the story's words, without the article."""
    speaker = found.finding.speaker
    return speaker.text.removeprefix("The ").removeprefix("the ") if speaker else ""


def unnamed(found: Found[Quote]) -> str | None:
    """Our label for an official or officials whom nobody names."""
    told = origins.origin(found).removesuffix(", quoted")
    return told if told in (origins.OFFICIAL, origins.OFFICIALS) else None


def readable(found: Found[Quote]) -> bool:
    """Neither a scrap nor a speech, and with marks that close."""
    return _SAID_LEAST <= len(words(found.finding.text)) <= _SAID_MOST and found.finding.balanced


def person(found: Found[Quote]) -> str | None:
    """Who speaks, in the fullest form of the story."""
    return found.finding.speaker.person if found.finding.speaker else None


def voice(found: Found[Quote]) -> str:
    """One key a person; the unnamed go by what they are called."""
    speaker = found.finding.speaker
    if speaker is None:
        return ""
    return key(speaker.person) if speaker.person else unnamed(found) or body(found).casefold()


def lead(found: Found[Quote]) -> str | None:
    """Who speaks, as a line begins with it; None for an "it" or "they" of whom the story does not tell."""
    speaker = found.finding.speaker
    if speaker is None or (speaker.kind == "pronoun" and not speaker.person):
        return None
    return speaker.person or speaker.text


def own_words_first(found: Found[Quote]) -> tuple[int, int, int]:
    """An order: direct, part, reported; then by load and place."""
    return _KINDS.index(found.finding.kind), found.story.row, found.finding.start
