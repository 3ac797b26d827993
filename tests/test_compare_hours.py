"""Times of day that sources give for one thing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparing import head, story
from newsbot.compare.hours import hours, tellings

QUAKE = "The earthquake struck the valley of the Aller at"


def compared(one: str, two: str, **given: object) -> list[str]:
    told = [(head(1, "A"), story(one)), (head(2, "B", **given), story(two, id="s2"))]
    return [hour.verdict for hour in hours(told)]


@pytest.mark.parametrize(
    ("one", "two", "wanted"),
    [
        (f"{QUAKE} 4:17 a.m.", f"{QUAKE} 4:17 a.m. on Sunday, officials said.", "SAME"),
        (f"{QUAKE} 4:17 a.m.", f"{QUAKE} 4.17 am.", "SAME"),
        (f"{QUAKE} 4:17 a.m.", f"{QUAKE} 4:20 a.m.", "DIFFER"),
        (f"{QUAKE} 16:17.", f"{QUAKE} 4:17 p.m.", "SAME"),
        (f"{QUAKE} around 4 a.m.", f"{QUAKE} 4:17 a.m.", None),
        (f"{QUAKE} around 4 a.m.", f"{QUAKE} 7:30 a.m.", "DIFFER"),
        (f"{QUAKE} 4:17 a.m. GMT.", f"{QUAKE} 6:17 a.m. local time.", None),
        (f"{QUAKE} 4:17 a.m. on Sunday.", f"{QUAKE} 4:20 a.m. on Monday.", None),
        (f"{QUAKE} 4:17 a.m.", "The earthquake woke the valley of the Aller at 4:20 a.m.", None),
        (f"{QUAKE} 4:17 a.m.", "A second earthquake struck the valley of the Aller at 5:40 a.m.", None),
        (f"{QUAKE} 4:17 a.m.", "Trains stopped at 5:40 a.m.", None),
        (f"{QUAKE} 4:17 a.m.", "Lemley beat Corfe 16:17.", None),
    ],
)
def test_two_tellings_of_an_hour(one: str, two: str, wanted: str | None) -> None:
    assert compared(one, two) == ([wanted] if wanted else [])


def test_a_plan_is_not_compared_with_what_happened() -> None:
    assert not compared(f"{QUAKE} 4:17 a.m.", f"{QUAKE} 4:20 a.m.", stage="preview")


def test_one_source_differs_from_nobody() -> None:
    told = [(head(n, "A"), story(f"{QUAKE} 4:1{n} a.m.", id=f"s{n}")) for n in (1, 2)]
    assert hours(told) == ()


@given(st.text(max_size=300))
def test_any_text_can_be_read_for_hours(text: str) -> None:
    for one in tellings(head(), story(text)):
        assert 0 <= one.minutes < 24 * 60
