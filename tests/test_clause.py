"""The clause that a narrow screen shows."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.commands.clause import MOST, RULE, clause
from newsbot.model import Span


def shown(passage: str, *held: str, at: int = 0) -> str:
    keep = [Span(at + passage.index(word), at + passage.index(word) + len(word)) for word in held]
    cut = clause(passage, at, keep)
    return passage if cut is None else passage[cut.start - at : cut.end - at]


LONG = (
    "The harbour authority, which runs eleven piers, said nearly 4,000 passengers a day were stranded this week, "
    "although the ferry company had promised a full service and denied that the strike would spread to the islands."
)


def test_a_short_passage_is_shown_whole() -> None:
    assert clause("Ferries sail again on Monday.", 40, [Span(40, 47)]) is None


def test_the_cut_holds_what_it_must_and_ends_where_a_clause_ends() -> None:
    assert shown(LONG, "nearly 4,000 passengers a day", "this week").endswith("were stranded this week")


def test_the_cut_may_begin_late_when_what_must_stay_stands_late() -> None:
    cut = shown(LONG, "denied that the strike would spread")
    assert "denied that the strike would spread" in cut
    assert len(cut) < len(LONG)


def test_a_negation_never_falls_off() -> None:
    passage = (
        "The minister told a crowded news conference in the old town hall that she had not, whatever the papers "
        "had written about it on Sunday, signed the 40 million dollar contract with the shipyard."
    )
    assert "not" in shown(passage, "signed the 40 million dollar contract").split()[:25] or shown(
        passage, "signed the 40 million dollar contract"
    ).startswith("The minister")


def test_a_cut_never_falls_inside_quotation_marks() -> None:
    passage = (
        "“We sail when the crews are paid, and when they are paid, we will sail, because the islands depend on it, "
        "and nobody else will do it,” said Lena Ortiz, who leads the seafarers’ union in the eastern harbours."
    )
    assert shown(passage, "We sail").count("“") == shown(passage, "We sail").count("”")


def test_the_cut_holds_the_verb_of_what_is_said() -> None:
    passage = (
        "Deputy Mayor Vondel Tremp, the harbour committee’s longest-serving member and a critic of the new pier, resigned on "
        "Friday, saying that the ferry company had never answered his letters about the safety of its older ships."
    )
    assert shown(passage).endswith("resigned on Friday")
    behind_who = (
        "On Thursday, members of the harbour committee who oppose the pier gathered in the old town hall to plan a protest, "
        "which the mayor called a waste of time."
    )
    assert "gathered" in shown(behind_who)


def test_the_cut_opens_nothing_that_it_does_not_close() -> None:
    passage = (
        "Voters should choose Vondel Tremp because, unlike the mayor of Lemley, he answers letters, and the harbour needs "
        "somebody who can read, the ferry company said."
    )
    assert not shown(passage).endswith(("because", "Lemley"))


@given(st.text(max_size=400), st.integers(0, 400), st.integers(1, 60), st.integers(0, 9999))
def test_any_cut_lies_inside_the_passage_and_holds_the_span(
    passage: str, start: int, size: int, at: int
) -> None:
    span = Span(at + min(start, len(passage)), at + min(start + size, len(passage)))
    cut = clause(passage, at, [span])
    if cut is not None:
        assert at <= cut.start <= span.start
        assert span.end <= cut.end <= at + len(passage)
        assert len(passage) > RULE


def test_a_cut_is_no_longer_than_the_most_where_the_passage_has_clauses() -> None:
    assert len(shown(LONG, "eleven piers")) <= MOST


def test_a_list_of_names_is_not_torn() -> None:
    passage = (
        "After a week of storms that flooded roads and cut power to 30,000 homes along the whole of the coast, schools "
        "in Aldmere, Penrow, and Saint Brannoc have already closed, while two ferry lines have stopped sailing."
    )
    assert "Aldmere, Penrow, and Saint Brannoc have already closed" in shown(passage, "closed")


@pytest.mark.slow
@pytest.mark.parametrize(
    "flood", [", a" * 6000, ", aa, to " * 4000, "“a, b” " * 2000, "Ann said, who ran, " * 3000]
)
def test_a_flood_of_commas_is_cut_in_no_time(flood: str) -> None:
    started = time.process_time()
    clause(flood, 0, [Span(len(flood) // 2, len(flood) // 2 + 3)])
    assert time.process_time() - started < 1


def test_of_a_long_list_of_names_those_round_the_asked_one_are_shown() -> None:
    firsts, lasts = ("Ann", "Karl", "Lena", "Tom", "Ada", "Jon"), ("Brook", "Vale", "Moss", "Roe", "Lund")
    bakers = ", ".join(f"{first} {last}" for first in firsts for last in lasts)
    passage = f"The jury of the guild named these bakers for the prize of the year: {bakers} and Eve Stone."
    for name in ("Ann Vale", "Tom Roe", "Jon Moss"):
        cut = shown(passage, name)
        assert name in cut
        assert len(cut) <= MOST
        assert cut[0].isupper()
        assert not cut.endswith(",")


@pytest.mark.parametrize(
    "goes_on", ["even though the islands had asked for more", "and said he would call again"]
)
def test_a_second_thought_is_cut_off_whole(goes_on: str) -> None:
    told = "The harbour master of Osterby assumed the same number of ferries as the union in its plan for the winter"
    assert shown(f"{told} {goes_on} before the year was out, which nobody had expected of him.") == told
