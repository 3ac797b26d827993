"""The span lock."""

import pytest

from newsbot.answer import Answer, Cite, Item, Section
from newsbot.commands.lock import failures, locked
from newsbot.errors import SpanError
from newsbot.model import Span

TEXT = "Ferries stop\n\nCrews walked out at noon, the union said."


def answer(text: str, start: int, end: int, show: Span | None = None) -> Answer:
    cite = Cite(
        story="s1", origin="s1.txt", source="Post", publisher=None, named_by="text", headline="Ferries stop",
        published=None, stage=None, url=None, start=start, end=end,
    )  # fmt: skip
    item = Item(text=text, cite=cite, show=show)
    return Answer(
        kind="answer", line="find crews", title="find crews", sections=(Section(heading="", items=(item,)),)
    )


def text_of(story: str) -> str | None:
    return TEXT if story == "s1" else None


def test_a_literal_line_passes() -> None:
    whole = answer("Crews walked out at noon", 14, 38, Span(14, 26))
    assert locked(whole, text_of) is whole


@pytest.mark.parametrize(
    ("text", "start", "end", "show"),
    [
        ("Crews walked out at noon!", 14, 38, None),
        ("crews walked out at noon", 14, 38, None),
        ("Crews walked out at noon", 13, 37, None),
        ("Crews walked out at noon", 14, 38, Span(0, 20)),
        ("Crews walked out at noon", 14, 38, Span(20, 20)),
        ("", 14, 14, None),
    ],
)
def test_a_line_that_is_not_there_to_the_letter_stops_the_answer(
    text: str, start: int, end: int, show: Span | None
) -> None:
    with pytest.raises(SpanError, match="s1"):
        locked(answer(text, start, end, show), text_of)


def test_a_story_that_is_gone_is_named() -> None:
    assert failures(answer("Crews", 14, 19), lambda _: None) == ["s1: no such story"]
