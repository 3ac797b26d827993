"""The number grammar reads digits, words, magnitudes, fractions and vague magnitudes."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.extract.line import line
from newsbot.extract.numbers import Number, number, read
from newsbot.model import Span


def value_of(text: str) -> float | None:
    found = read(text)
    assert found is not None, text
    return found.value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", 7),
        ("1,300 agents", 1300),
        ("3.75", 3.75),
        (".310", 0.31),
        ("1,50,000 voters", 150_000),
        ("10 000 people", 10_000),
        ("1.2 million", 1_200_000),
        ("4.1 million", 4_100_000),
        ("2.5bn", 2.5e9),
        ("13k", 13_000),
        ("3½", 3.5),
        ("1-1/2 years", 1.5),
        ("2 1/2", 2.5),
        ("10 lakh crore", 1e13),
        ("60,000 crore", 6e11),
        ("5-million", 5e6),
        ("nineteen", 19),
        ("twenty-one", 21),
        ("twenty one", 21),
        ("a hundred", 100),
        ("two hundred and six", 206),
        ("two hundred and six thousand", 206_000),
        ("a hundred and fifty thousand", 150_000),
        ("one million two hundred thousand", 1_200_000),
        ("twelve thousand, five hundred", 12_500),
        ("six hundred and fifty-two million", 652e6),
        ("two and a half million", 2.5e6),
        ("four and a half", 4.5),
        ("half a million", 500_000),
        ("half a dozen", 6),
        ("two dozen", 24),
        ("a quarter of a million", 250_000),
        ("three quarters of a billion", 750e6),
        ("two-thirds", 2 / 3),
        ("three quarters", 0.75),
        ("a third of", 1 / 3),
        ("1/2", 0.5),
    ],
)
def test_a_number_is_read_as_a_person_reads_it(text: str, value: float) -> None:
    assert value_of(text) == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("dozens of", 12, 120),
        ("hundreds of", 100, 1000),
        ("thousands of", 1000, 10_000),
        ("tens of thousands", 10_000, 100_000),
        ("hundreds of thousands", 100_000, 1_000_000),
        ("tens of millions", 1e7, 1e8),
        ("thousands upon thousands", 1000, 10_000),
    ],
)
def test_a_vague_magnitude_is_one_power_of_ten(text: str, low: float, high: float) -> None:
    found = read(text)
    assert found is not None
    assert (found.value, found.low, found.high) == (None, low, high)


@pytest.mark.parametrize(
    "text",
    ["several billion", "a few hundred", "a couple of thousand", "hundreds if not thousands", "scores of"],
)
def test_words_that_give_no_number_have_none(text: str) -> None:
    found = read(text)
    assert found is not None
    assert (found.value, found.low, found.high) == (None, None, None)


@pytest.mark.parametrize("text", ["a man", "hundred", "million million", "an hour", "thirdly", "9" * 40])
def test_what_is_no_number_is_not_read(text: str) -> None:
    assert read(text) is None


def test_two_number_words_in_a_row_are_two_numbers() -> None:
    assert read("two three") == Number(0, 1, "words", 2.0)


def test_an_m_is_millions_of_things_and_metres_of_track() -> None:
    assert value_of("1.2m people") == 1_200_000
    assert value_of("100m race") == 100
    at = line("$5m", Span(0, 3))
    found = number(at, 1, money=True)
    assert found is not None
    assert found.value == 5_000_000


@given(st.integers(min_value=0, max_value=10**15))
def test_an_integer_is_read_back_with_and_without_separators(n: int) -> None:
    assert value_of(f"{n}") == n
    assert value_of(f"{n:,}") == n


@given(st.text(max_size=80))
def test_any_text_is_read_without_an_error(text: str) -> None:
    found = read(text)
    if found is not None and found.value is not None:
        assert 0 <= found.value < 1e30


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece", ["million ", "1,", "a half of ", "two-", "hundreds of ", "9", "1/2-", "and "]
)
def test_repetition_takes_no_time(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    before = time.process_time()
    at = line(text, Span(0, len(text)))
    for i in range(at.size):
        number(at, i)
    spent = time.process_time() - before
    assert spent < 1.5
