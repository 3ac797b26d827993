"""Where and on which day sources say that one thing happened."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparing import head, story
from newsbot.compare import days, places
from newsbot.compare.differences import Difference, differences
from newsbot.compare.happenings import happenings

PAIRS = Path(__file__).parent / "data" / "compare"
_DATED = re.compile(r"\[(?P<date>[\d-]+)\] ")


def rows(name: str) -> list[list[str]]:
    lines = (PAIRS / name).read_text(encoding="utf-8").splitlines()
    return [line.split(" | ") for line in lines if line and line[0] != "#"]


def compared(*texts: str) -> tuple[Difference, ...]:
    told = []
    for n, text in enumerate(texts, 1):
        dated = _DATED.match(text)
        published = dated["date"] if dated else None
        told.append((head(n, f"P{n}", published=published), story(_DATED.sub("", text), id=f"s{n}")))
    return differences(told)


@pytest.mark.parametrize(("wanted", "one", "two"), rows("places.txt"))
def test_two_tellings_of_a_place(wanted: str, one: str, two: str) -> None:
    said = [found.verdict or "BESIDE" for found in compared(one, two) if found.of == "place"]
    assert (said or ["nothing"]) == [wanted]


@pytest.mark.parametrize(("wanted", "one", "two"), rows("days.txt"))
def test_two_tellings_of_a_day(wanted: str, one: str, two: str) -> None:
    said = [found.verdict or "BESIDE" for found in compared(one, two) if found.of == "day"]
    assert (said or ["nothing"]) == [wanted]


def test_which_of_them_is_told_first_makes_no_difference() -> None:
    for name in ("places.txt", "days.txt"):
        for _, one, two in rows(name):
            assert [(f.of, f.verdict) for f in compared(one, two)] == [
                (f.of, f.verdict) for f in compared(two, one)
            ]


def test_a_third_source_stands_with_the_one_that_it_agrees_with() -> None:
    (found,) = compared(
        "A coach crashed near Lemley on Saturday.",
        "The crash happened on Sunday.",
        "A coach crashed there on Sunday.",
    )
    assert [one.head.source.label for one in found.told] == ["P1", "P2", "P3"]


def test_one_source_differs_from_nobody() -> None:
    told = [
        (head(n, "A"), story(f"A coach crashed on {day}.", id=f"s{n}"))
        for n, day in ((1, "Monday"), (2, "Friday"))
    ]
    assert differences(told) == ()


def test_what_must_stay_in_a_cut_holds_the_thing_and_its_day() -> None:
    text = "On Saturday a coach crashed near Lemley."
    (found,) = happenings(head(), story(text))
    assert text[found.at.start : found.at.end] == "On Saturday a coach crashed near Lemley"


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("in the town of Lemley, Ohio, police said", ("lemley", "ohio")),
        ("in northern Mexico", ("mexico",)),
        ("in the Lemley district of Port Anne", ("lemley", "port anne")),
        ("at Lemley Hospital on Monday", ("lemley hospital",)),
        ("in the U.S. on Monday", ("united states",)),
        ("in St. Louis Saturday", ("st louis",)),
        ("off the coast of Sarland", ("sarland",)),
        ("in Republican primaries", None),
        ("in U.S. custody", None),
        ("in March", None),
        ("in Congress", None),
    ],
)
def test_a_place_is_read_as_it_is_named(said: str, wanted: tuple[str, ...] | None) -> None:
    assert [place.names for place in places.places(said)] == ([wanted] if wanted else [])


@pytest.mark.parametrize(
    ("said", "published", "wanted"),
    [
        ("on Saturday", None, (5, None, None)),
        ("on Saturday, March 3", None, (5, 3, 3)),
        ("on 4 March", None, (None, 3, 4)),
        ("yesterday", "2026-03-05", (2, 3, 4)),
        ("on March 4", "2026-03-05T08:00:00+00:00", (2, 3, 4)),
        ("yesterday", None, None),
        ("until Friday", None, None),
        ("every Sunday", None, None),
        ("on Sundays", None, None),
        ("on Monday and Tuesday", None, None),
        ("May 3-5", None, None),
        ("in May", None, None),
    ],
)
def test_a_day_is_read_as_far_as_it_is_known(
    said: str, published: str | None, wanted: tuple[int | None, ...] | None
) -> None:
    assert [(day.week, day.month, day.day) for day in days.days(said, published)] == (
        [wanted] if wanted else []
    )


@given(st.text(max_size=300))
def test_any_text_can_be_read_for_what_happened(text: str) -> None:
    for one in happenings(head(), story(f"A coach crashed in Lemley. {text} A coach crashed on Sunday.")):
        assert one.span.start <= one.at.start < one.at.end <= one.span.end
