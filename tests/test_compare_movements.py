"""What has grown or shrunk without a number: agreed where two sources say so, of one thing and one time."""

import pytest

from comparing import head, story
from newsbot.compare.movements import movements, tellings


def told(*said: str) -> list[tuple[str, str, str]]:
    """What moved, which way, and the sources that say so."""
    stories = [
        (head(n, label), story(text, id=f"s{n}"))
        for n, (label, text) in enumerate(zip("ABCD", said, strict=False), 1)
    ]
    return [(m.thing, m.way, "".join(one.head.source.label for one in m.told)) for m in movements(stories)]


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("There was a significant drop in ferry crossings in recent days.", "crossings down"),
        ("Ferry crossings have fallen sharply in recent days.", "crossings down"),
        ("Officials reported a “pretty sharp rise” in burglaries.", "burglaries up"),
        ("Inflation has risen again, the bank said.", "inflation up"),
        ("A drop of 12 percent in ferry crossings was reported.", None),
        ("Ferry crossings fell 12 percent.", None),
        ("The mayor hopes for a drop in burglaries.", None),
        ("Burglaries could fall.", None),
        ("There was no drop in burglaries.", None),
        ("Officials declined to say more.", None),
        ("The mayor, Carla Rose, spoke to reporters.", None),
        ("Critics doubled down on their charges.", None),
        ("In 2019 burglaries fell.", None),
    ],
)
def test_a_sentence_says_what_moved(text: str, moved: str | None) -> None:
    found = [f"{one.thing} {one.way}" for one in tellings(head(), story(text))]
    assert found == ([moved] if moved else [])


def test_two_sources_agree_on_a_direction() -> None:
    assert told(
        "There was a sharp drop in ferry crossings in recent days.",
        "The harbour master said ferry crossings have fallen.",
        "The ferry company painted its ships.",
    ) == [("crossings", "down", "AB")]


def test_two_times_two_directions_and_two_kinds_are_not_one_movement() -> None:
    fewer = "There was a sharp drop in ferry crossings in recent days."
    assert told(fewer, "Ferry crossings have risen in recent days.") == []
    assert told(fewer, "Ferry crossings have fallen this year.") == []
    assert told(fewer, "Railway crossings have fallen in recent days.") == []


def test_a_source_agrees_with_nobody_by_saying_it_twice() -> None:
    assert told("There was a drop in burglaries. Burglaries have fallen.") == []
