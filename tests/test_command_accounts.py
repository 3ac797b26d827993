"""Where, when and who was there, in the note and in `compare`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsbot.answer import Answer, Section
from newsbot.desk import Desk
from newsbot.store.sqlite import open_sqlite
from test_vocabulary import HEADINGS, OURS, ours

Asked = Callable[[dict[str, tuple[str, str]], str], Answer]
NOW = datetime(2026, 3, 31, 9, 30, tzinfo=UTC)
TALKS = {
    "Post": (
        "Vale and Brook meet in Geneva to end fishing row",
        (
            "Foreign Ministers Tom Vale and Ada Brook met in Geneva on Monday to end a row over fishing that has lasted two years.\n\n"
            "Vale was accompanied by Fisheries Minister Maria Lund and the navy chief, Admiral Lars Holm.\n\n"
            "The talks lasted four hours. Brook told reporters that the two sides were closer. Boats from Sarland have been kept out of "
            "northern waters since 2024."
        ),
    ),
    "Mail": (
        "Fishing row: ministers report progress",
        (
            "Foreign Ministers Tom Vale and Ada Brook reported progress on Monday after talks in Vienna on a row over fishing.\n\n"
            "Vale met Brook for four hours. Boats from Sarland have been kept out of northern waters for two years.\n\n"
            "Admiral Lars Holm, the navy chief, did not attend the talks."
        ),
    ),
}
CRASH = {
    "Post": (
        "Coach plunges into ravine near Lemley, killing nine",
        (
            "A coach carrying pilgrims plunged into a ravine near Lemley on Saturday, killing nine people and injuring 21, police said.\n\n"
            "The coach was on its way from Osterby to the shrine of Halm when its brakes failed, police chief Dolores Whitfield said."
        ),
    ),
    "Mail": (
        "Nine pilgrims die in coach crash",
        (
            "Nine pilgrims died when their coach crashed near Corfe on Sunday, officials said.\n\n"
            "The coach had left Osterby for the shrine of Halm when its brakes failed. Police chief Dolores Whitfield said that the driver was "
            "among the dead."
        ),
    ),
}


@pytest.fixture
def ask(tmp_path: Path) -> Iterator[Asked]:
    """An answer over such stories."""
    with Desk(open_sqlite("sqlite:///:memory:"), clock=lambda: NOW) as desk:

        def asked(stories: dict[str, tuple[str, str]], line: str) -> Answer:
            rows = [{"source": s, "headline": h, "text": t} for s, (h, t) in stories.items()]
            told = tmp_path / "stories.jsonl"
            told.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
            desk.load([told])
            return desk.ask(line)

        yield asked


def section(answer: Answer, heading: str, verdict: str | None) -> Section:
    return next(one for one in answer.sections if (one.heading, one.verdict) == (heading, verdict))


def shown(found: Section) -> list[str]:
    return [
        made.text[made.show.start - made.cite.start : made.show.end - made.cite.start]
        if made.show and made.cite
        else made.text
        for made in found.items
    ]


@pytest.mark.parametrize(("line", "check"), [("digest", "CHECK · "), ("compare fishing", "")])
def test_who_was_there_by_one_and_not_by_another_is_shown_with_both(
    ask: Asked, line: str, check: str
) -> None:
    found = section(ask(TALKS, line), f"{check}ATTENDED", "DIFFER")
    assert [made.cite.source for made in found.items if made.cite] == ["Post", "Mail"]
    assert "Lars Holm" in shown(found)[0]
    assert "did not attend" in shown(found)[1]


@pytest.mark.parametrize(("line", "check"), [("digest", "CHECK · "), ("compare coach", "")])
def test_the_day_that_differs_is_in_what_is_shown(ask: Asked, line: str, check: str) -> None:
    found = section(ask(CRASH, line), f"{check}DAY", "DIFFER")
    assert ["Saturday" in shown(found)[0], "Sunday" in shown(found)[1]] == [True, True]


@pytest.mark.parametrize(
    ("line", "read", "there"),
    [
        ("who was at the talks?", "find attended talks", "Vale was accompanied by"),
        ("who attended the Geneva talks?", "find attended Geneva talks", "met in Geneva"),
        ("who did Brook meet?", "find met Brook", "met in Geneva"),
        ("find met Brook", "find met Brook", "Vale met Brook"),
        ("who didn't attend the talks?", "find skipped talks", "did not attend"),
    ],
)
def test_a_question_of_who_was_there_leads_with_the_sentences_that_say_so(
    ask: Asked, line: str, read: str, there: str
) -> None:
    answer = ask(TALKS, line)
    told = [item.text for part in answer.sections if part.heading == "ATTENDED" for item in part.items]
    assert (answer.line, answer.sections[0].heading) == (read, "ATTENDED")
    assert any(there in text for text in told)
    assert ask(TALKS, read).sections == answer.sections


def test_who_was_there_by_one_and_not_by_another_is_no_plain_answer(ask: Asked) -> None:
    found = section(ask(TALKS, "who was at the talks?"), "ATTENDED", "DIFFER")
    assert [made.cite.source for made in found.items if made.cite] == ["Post", "Mail"]


@pytest.mark.parametrize("line", ["who attended the wedding?", "find met trawlers", "find talks"])
def test_nobody_is_said_to_have_been_where_no_sentence_says_it(ask: Asked, line: str) -> None:
    assert "ATTENDED" not in [part.heading for part in ask(TALKS, line).sections]


def test_places_of_which_it_is_not_known_how_they_lie_say_why(ask: Asked) -> None:
    assert section(ask(CRASH, "compare coach"), "PLACE", None).note == "same place: not given"


def test_what_surely_differs_stands_before_what_is_laid_side_by_side(ask: Asked) -> None:
    headings = [one.heading for one in ask(CRASH, "digest").sections]
    assert headings.index("CHECK · DAY") < headings.index("CHECK · PLACE")


@pytest.mark.parametrize("stories", [TALKS, CRASH], ids=["talks", "crash"])
def test_our_words_for_it_are_of_the_closed_list(ask: Asked, stories: dict[str, tuple[str, str]]) -> None:
    for line in ("digest", "compare"):
        answer = ask(stories, line)
        assert [part for part in ours(answer) if not OURS.fullmatch(part)] == []
        headings = [part for section in answer.sections for part in section.heading.split(" · ")]
        assert [part for part in headings if part not in stories and not HEADINGS.fullmatch(part)] == []
