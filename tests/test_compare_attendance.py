"""Who was there, by each source's account."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparing import head, story
from newsbot.compare.attendance import Attendance, accounts, attendance
from newsbot.extract import extract
from newsbot.model import Found
from test_compare_happenings import rows


def compared(*texts: str, stages: tuple[str | None, ...] = ()) -> tuple[Attendance, ...]:
    told, mentions = [], []
    for n, text in enumerate(texts, 1):
        where = head(n, f"P{n}", stage=stages[n - 1] if stages else None)
        told.append((where, story(text, id=f"s{n}")))
        found = extract(text).mentions
        mentions += [
            Found(finding=m, story=where, passage=text[m.context.start : m.context.end]) for m in found
        ]
    return attendance(told, mentions)


def said(found: Attendance) -> str:
    return found.verdict or " ".join(
        ["BESIDE", ", ".join(person for _, only in found.told for person in only)]
    )


@pytest.mark.parametrize(("wanted", "one", "two"), rows("attended.txt"))
def test_two_accounts_of_who_was_there(wanted: str, one: str, two: str) -> None:
    assert ([said(found) for found in compared(one, two)] or ["nothing"]) == [wanted]


def test_a_preview_is_not_compared_with_a_report() -> None:
    texts = (
        "Tom Vale and Ada Brook attended the meeting.",
        "Tom Vale and Karl Olsen attended the meeting with Ada Brook.",
    )
    assert compared(*texts)
    assert not compared(*texts, stages=("preview", "after"))


def test_who_is_named_by_two_sources_is_nobodys_own() -> None:
    (found,) = compared(
        "Tom Vale met Ada Brook and Karl Olsen.",
        "Tom Vale met Ada Brook.",
        "Tom Vale met Ada Brook. The meeting was also attended by Karl Olsen and Maria Lund.",
    )
    assert said(found) == "BESIDE Maria Lund"


def test_names_are_compared_as_people() -> None:
    assert compared("Tom Vale met Ada Brook.", "President Thomas Vale met Mrs. Brook.") == ()


@given(st.text(max_size=200))
def test_any_text_can_be_read_for_who_was_there(text: str) -> None:
    whole = f"Tom Vale met Ada Brook. {text}"
    for one in accounts(head(), story(whole), extract(whole).mentions):
        assert one.span.start < one.span.end
        assert one.at
