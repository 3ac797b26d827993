"""The gist of a story: where its sentences end."""

from __future__ import annotations

import pytest

from newsbot.compare.gist import sentences
from newsbot.model import Source, Story, Zone


def cut(text: str) -> list[str]:
    story = Story(
        id="a",
        origin="a.txt",
        source=Source(label="Coast Wire", publisher=None, named_by="folder", evidence=None, names=()),
        headline="",
        text=text,
        zones=(Zone("body", 0, len(text)),),
    )
    return [text[span.start : span.end] for span in sentences(story)]


@pytest.mark.parametrize(
    "sentence",
    [
        "He is trailing Sens. Ana Ruiz and Lee Park in the county.",
        "Reps. Vale and Moor met Govs. Stone and Hill on Monday.",
        "Supt. Ray Oduya told Cllr. Fenn that Det. Insp. Moss would answer.",
        "The U.S. Navy sent J. Smith to St. Ives at 5 p.m. Tuesday.",
    ],
)
def test_a_title_or_an_initial_ends_no_sentence(sentence: str) -> None:
    assert cut(f"{sentence} It rained.") == [sentence, "It rained."]


def test_a_paragraph_ends_a_sentence_that_has_no_mark() -> None:
    assert cut("Ferry runs again\n\nIt sailed at noon.") == ["Ferry runs again", "It sailed at noon."]
