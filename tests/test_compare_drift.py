"""Quotations of two sources: the same utterance, told in the same words or not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparing import head, quote
from newsbot.compare import drift

PAIRS = Path(__file__).parent / "data" / "compare" / "quotes.txt"


def pairs() -> list[tuple[str, str, str]]:
    blocks = [block.splitlines() for block in PAIRS.read_text(encoding="utf-8").strip().split("\n\n")[1:]]
    return [(block[0], block[1], block[2]) for block in blocks]


@pytest.mark.parametrize(("wanted", "one", "two"), pairs())
def test_two_quotations_get_the_verdict_of_an_editor(wanted: str, one: str, two: str) -> None:
    assert (drift.verdict(one, two) or "-", drift.verdict(two, one) or "-") == (wanted, wanted)


def test_the_pairs_are_enough_to_trust() -> None:
    assert len(pairs()) >= 40


WORDS = "We will not close the bridge this year"
OTHER = "We will never close the bridge this year"


def test_three_sources_of_one_utterance_are_one_utterance() -> None:
    said = [
        quote(WORDS, f"“{WORDS},” Brook said.", head(1, "A")),
        quote(OTHER, f"“{OTHER},” said Ada Brook.", head(2, "B")),
        quote(WORDS, f"Brook: “{WORDS}.”", head(3, "C")),
    ]
    told = drift.utterances(said)
    assert [(u.verdict, [f.story.source.label for f in u.told]) for u in told] == [
        ("DIFFER", ["A", "B", "C"])
    ]


def test_the_words_of_two_people_are_never_one_utterance() -> None:
    said = [
        quote(WORDS, f"“{WORDS},” Brook said.", head(1, "A")),
        quote(OTHER, f"“{OTHER},” said Tom Vale.", head(2, "B"), speaker="Tom Vale"),
    ]
    assert drift.utterances(said) == ()


def test_one_source_does_not_drift_from_itself() -> None:
    said = [quote(WORDS, f"“{WORDS}.”", head(1, "A")), quote(OTHER, f"“{OTHER}.”", head(2, "A"))]
    assert drift.utterances(said) == ()


def test_differences_are_given_word_for_word() -> None:
    assert drift.differences(WORDS, OTHER) == (("not", "never"),)
    assert drift.differences(WORDS, WORDS) == ()


@given(st.text(max_size=120), st.text(max_size=120))
def test_any_two_texts_can_be_compared_either_way(one: str, two: str) -> None:
    assert drift.verdict(one, two) == drift.verdict(two, one)
