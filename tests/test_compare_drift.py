"""Quotations of two sources: the same utterance, told in the same words or not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparing import head, quote
from newsbot.compare import drift
from newsbot.model import Found, Quote

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


def told(words: str, row: int, label: str) -> Found[Quote]:
    return quote(words, f"“{words}” said Ada Brook.", head(row, label))


def test_the_words_that_differ_are_told_by_their_place_in_the_story() -> None:
    one = told("agreements have been reached for the benefit of our peoples and nations", 1, "A")
    two = told("agreements were reached for the benefit of our people and nations", 2, "B")
    spans = drift.differing(one, [two])
    assert [one.passage[s:e] for s, e in spans] == ["have been", "peoples"]
    assert [two.passage[s:e] for s, e in drift.differing(two, [one])] == ["were", "people"]


def test_what_is_spelt_otherwise_or_cut_short_does_not_differ() -> None:
    one = told("The programme will be organised by the museums of the city this year", 1, "A")
    two = told("The program will be organized by the museums of the city", 2, "B")
    assert drift.differing(one, [two]) == drift.differing(two, [one]) == ()


def test_every_other_wording_is_named_for_a_quotation() -> None:
    said = [
        told("We will not close the bridge this year", 1, "A"),
        told("We will never close the bridge this year", 2, "B"),
        told("We will not close the bridge this year", 3, "C"),
    ]
    named = drift.elsewhere(drift.utterances(said))
    assert {story: labels for (story, _), labels in named.items()} == {
        "s1": ("B",),
        "s2": ("A", "C"),
        "s3": ("B",),
    }


@given(
    st.lists(st.sampled_from("we will never not close open the bridge road this year".split()), max_size=12)
)
def test_differing_words_are_words_of_the_quotation(words: list[str]) -> None:
    one = told(" ".join(words) or "no", 1, "A")
    two = told("We will not close the bridge this year", 2, "B")
    for start, end in drift.differing(one, [two]):
        assert one.finding.start <= start < end <= one.finding.end
