"""What is closed and what is open again: laid side by side where sources say both, never where one hopes."""

import pytest

from comparing import head, story
from newsbot.compare.states import standings, tellings


def told(*said: str) -> list[tuple[str, list[str]]]:
    """The things that differ, with who says what, of sources A, B and so on."""
    stories = [
        (head(n, label), story(text, id=f"s{n}"))
        for n, (label, text) in enumerate(zip("ABCD", said, strict=False), 1)
    ]
    return [
        (found.thing, [f"{one.head.source.label} {one.state}" for one in found.told])
        for found in standings(stories)
    ]


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("The army closed two bridges on Friday.", ["bridge closed"]),
        ("Two bridges in Lemley and Osterby were closed.", ["bridge closed"]),
        ("The army closed the bridge but has since reopened it.", ["bridge open"]),
        ("Mayor Ada Brook wants to reopen the bridge.", ["bridge to open"]),
        ("The reopening of the airport is a priority.", ["airport to open"]),
        ("The airport was not closed.", []),
        ("The army could have closed the bridge.", []),
        ("In 1998 the bridge was closed.", []),
        ("The market closed higher.", []),
        ("The border wall was closed off.", []),
        ("They met behind closed doors at the hospital.", []),
    ],
)
def test_a_sentence_says_what_became_of_a_thing(text: str, states: list[str]) -> None:
    assert [f"{one.thing} {one.state}" for one in tellings(head(), story(text))] == states


def test_one_says_closed_and_another_open_again() -> None:
    assert told(
        "The port authority has closed the ferry port.", "The port has reopened, officials said."
    ) == [("crossing", ["A closed", "B open"])]


def test_all_that_say_closed_differ_from_nobody() -> None:
    assert told("The army closed the bridge.", "The bridge was shut on Friday.") == []


def test_a_hope_is_heard_only_where_nobody_says_closed() -> None:
    opened = "The airport reopened on Sunday."
    assert told(opened, "The minister hopes to reopen the airport.") == [("airport", ["A open", "B to open"])]
    assert told(opened, "The minister hopes to reopen the airport.", "The airport was closed.") == [
        ("airport", ["A open", "C closed"])
    ]


def test_one_thing_that_opened_later_has_changed() -> None:
    texts = ("The airport was closed on Monday.", "The airport has reopened.")
    days = ("2026-03-01", "2026-03-02")
    stories = [
        (head(n, label, published=day), story(text, id=f"s{n}"))
        for n, (label, text, day) in enumerate(zip("AB", texts, days, strict=True), 1)
    ]
    (found,) = standings(stories)
    assert (found.alone, found.verdict) == (True, "CHANGED")
    (undated,) = standings([(head(n, "AB"[n - 1]), told) for n, (_, told) in enumerate(stories, 1)])
    assert (undated.alone, undated.verdict) == (True, None)
