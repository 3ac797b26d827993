"""What the full-text indexes hold of a story.

They keep no text of their own: to take a row out, exactly what was put in must be handed over again. So all of
it is made here, from kept columns only; who changes a line of this file must write a migration that indexes anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from newsbot.model import Figure, Finding, Findings, Quote, Source, Speaker, Story
from newsbot.store.dates import date_words
from newsbot.store.words import filed, tokens, trait_word

_SHIFT = 16
_LOW = (1 << _SHIFT) - 1


def place(row: int, seq: int) -> int:
    """The index's number for a finding of a story: falling numbers are newest story first, then text order."""
    return row << _SHIFT | (_LOW - seq)


def story_index(row: int, story: Story, findings: Findings, traits: Sequence[str]) -> dict[str, Any]:
    keys = sorted({mention.key for mention in findings.mentions})
    return {
        "rowid": row,
        "headline": story.headline,
        "text": story.text,
        "filed": " ".join([*map(filed, keys), *map(trait_word, traits)]),
        **_common(story),
    }


def quote_index(row: int, story: Story, quotes: Sequence[Quote]) -> Iterator[dict[str, Any]]:
    for seq, quote in _indexed(quotes):
        yield {
            "rowid": place(row, seq),
            "passage": _passage(story, quote),
            "filed": filed(quote.key),
            **_voice(quote.speaker),
            **_common(story),
        }


def figure_index(row: int, story: Story, figures: Sequence[Figure]) -> Iterator[dict[str, Any]]:
    for seq, figure in _indexed(figures):
        yield {
            "rowid": place(row, seq),
            "passage": _passage(story, figure),
            "headline": story.headline,
            **_voice(figure.speaker),
            **_common(story),
        }


def vocabulary(story: Story, findings: Findings) -> set[str]:
    """Every word that the three indexes hold of this story, but for numbers, dates and keys."""
    said: tuple[Quote | Figure, ...] = (*findings.quotes, *findings.figures)
    speakers = [found.speaker for found in said if found.speaker]
    return tokens(
        "\n".join(
            [
                story.headline,
                story.text,
                source_words(story.source),
                story.byline or "",
                *(f"{speaker.text}\n{speaker.person or ''}" for speaker in speakers),
            ]
        )
    )


def source_words(source: Source) -> str:
    return "\n".join((source.label, source.publisher or "", *source.names))


def _indexed(findings: Sequence[Any]) -> Iterator[tuple[int, Any]]:
    # A story with 65,536 quotes or figures is no story; the rest of it is kept, but not found by words.
    return enumerate(findings[: _LOW + 1])


def _passage(story: Story, finding: Finding) -> str:
    return story.text[finding.context.start : finding.context.end]


def _voice(speaker: Speaker | None) -> dict[str, str]:
    return {"voice": speaker.text if speaker else "", "named": (speaker.person or "") if speaker else ""}


def _common(story: Story) -> dict[str, str]:
    return {
        "source": source_words(story.source),
        "byline": story.byline or "",
        "dates": date_words(story.published),
    }
