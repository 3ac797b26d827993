"""The line grammar."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.commands.line import Line, only, parse
from newsbot.errors import LineError

NOW = datetime(2026, 3, 31, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "typed",
    [
        "who Lena Ortiz",
        "/who Lena Ortiz",
        "/news who Lena Ortiz",
        "/news-who Lena Ortiz",
        "@newsbot who Lena Ortiz",
        "<@U012AB3CD> who Lena Ortiz",
        "<@U012AB3CD>: /news who Lena Ortiz",
        "  who   Lena  Ortiz ",
    ],
)
def test_a_line_reads_the_same_at_every_door(typed: str) -> None:
    assert str(parse(typed)) == "who Lena Ortiz"


@pytest.mark.parametrize(
    "typed", ['find "dry dock"', "find “dry dock”", "find „dry dock“", "find «dry dock»"]
)
def test_curly_and_straight_marks_make_the_same_phrase(typed: str) -> None:
    assert parse(typed) == Line(words=("find",), phrases=("dry dock",))


def test_a_word_that_begins_like_the_bot_is_left_alone() -> None:
    assert parse("newsboats").words == ("newsboats",)
    assert parse("/newsletters").words == ("newsletters",)


def test_filters_are_taken_out_of_the_words_and_written_last() -> None:
    line = parse('figures source:"Harbour Post" ferry since:2026-03-01 by:Ortiz')
    assert line.words == ("figures", "ferry")
    assert str(line) == 'figures ferry source:"Harbour Post" by:Ortiz since:2026-03-01'


def test_an_unclosed_mark_closes_at_the_end() -> None:
    assert parse('find "dry dock').phrases == ("dry dock",)


def test_a_filter_without_a_value_is_left_out_of_the_filter() -> None:
    assert only(parse('find x source:""'), now=NOW).source is None


@pytest.mark.parametrize(
    ("given_day", "meant"),
    [
        ("2026", "2026"),
        ("2026-02", "2026-02"),
        ("2026-02-28", "2026-02-28"),
        ("today", "2026-03-31"),
        ("yesterday", "2026-03-30"),
        ("7d", "2026-03-24"),
        ("2w", "2026-03-17"),
    ],
)
def test_days_may_be_iso_or_counted_back_from_now(given_day: str, meant: str) -> None:
    assert only(parse(f"find x since:{given_day}"), now=NOW).since == meant


@pytest.mark.parametrize("typed", ["since:soon", "until:2026-13", "since:31.3.2026", "loaded:x"])
def test_a_day_that_cannot_be_read_is_named_with_the_form_that_can(typed: str) -> None:
    with pytest.raises(LineError, match=r"is no date; write"):
        only(parse(f"find x {typed}"), now=NOW)


@given(st.text(max_size=200))
def test_any_text_is_read_and_its_canonical_line_reads_the_same(typed: str) -> None:
    line = parse(typed)
    assert str(parse(str(line))) == str(line)
