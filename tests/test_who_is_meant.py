"""Who is meant by a name, and whose words are shown: namesakes, initials, slips, offices."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from newsbot.answer import Answer
from newsbot.desk import Desk
from newsbot.store.sqlite import open_sqlite

STORIES = (
    (
        "Governor Ada Brenner opened the harbour. “The quay is finished,” Brenner said. Her brother, Karl Brenner, a "
        "baker, was there. “I came for the music,” Karl Brenner said. “It was cold,” Brenner said of the day."
    ),
    "“Nobody asked the fishermen,” Governor Ada Brenner said on Monday. Brenner signed the order at noon.",
    "Ada Brenner Defends Quay\n\nGovernor Ada Brenner defended the quay.",
    "George W. Tellman, the former governor, spoke in Ellery. “Roads last,” Tellman said.",
    "George H. W. Tellman, who was governor before his son, wrote a letter. “Roads crack,” he said.",
    "Pope Felix visited Ellery. Felix blessed the boats. “Peace to this port,” Pope Felix said.",
    "Felix's visit was long planned. Pope Felix left on Sunday, and Felix waved.",
    "James Felix Mardon, a clerk, sold the tickets.",
    "Brenner adviser Jonas Ahlgren spoke of the quay. “The quay will pay for itself,” Ahlgren said.",
    "Mayor Lotte Vink of Ellery spoke to the council. “We need a bridge,” Vink said. Gloria Mayer, a painter, came.",
    "“Ada Brenner signed,” Ada Brenner said. " + "Ada Brenner left. " * 20,
    "They made fun of Cheeto Ada Brenner that day.",
    "French President Odile Perrin sent a wreath. Lotte was there early.",
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    path = tmp_path_factory.mktemp("stories") / "made.jsonl"
    rows = [
        {"id": f"s{n}", "source": f"Paper {n}", "headline": f"Ellery news {n}", "text": text}
        for n, text in enumerate(STORIES)
    ]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    with Desk(open_sqlite("sqlite:///:memory:"), clock=lambda: datetime(2026, 3, 31, tzinfo=UTC)) as desk:
        desk.load([path])
        yield desk


def said(answer: Answer) -> str:
    return " ".join(
        i.text for s in answer.sections if s.heading in ("SAID", "ON THE RECORD") for i in s.items
    )


def test_a_surname_that_two_of_a_story_bear_is_neither_s(desk: Desk) -> None:
    assert "I came for the music" in said(desk.ask("who Karl Brenner"))
    assert "The quay is finished" not in said(desk.ask("quotes Karl Brenner"))
    assert "Nobody asked" in said(desk.ask("quotes Ada Brenner"))


def test_a_name_met_often_stands_for_a_person_before_a_longer_slip(desk: Desk) -> None:
    assert desk.ask("who Ada Brenner").title == "Ada Brenner"
    assert [line for line in desk.ask("who Brenner").next if "Defends" in line] == []


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("George W. Tellman", "Roads last"),
        ("George H. W. Tellman", "Roads crack"),
        ("G. W. Tellman", "Roads last"),
    ],
)
def test_two_of_one_first_name_are_told_by_their_initials(desk: Desk, asked: str, words: str) -> None:
    assert words in said(desk.ask(asked))


@pytest.mark.parametrize("asked", ["Governor Brenner", "Ms. Vink", "vink’s", "L. Vink", "Lotte A. Vink"])
def test_a_title_an_initial_and_a_possessive_may_stand_by_a_bare_name(desk: Desk, asked: str) -> None:
    assert desk.ask(asked).line.startswith("who ")


def test_who_goes_by_one_name_is_not_lost_in_somebody_s_middle_name(desk: Desk) -> None:
    assert desk.ask("Pope Felix").title == "Felix"


def test_an_office_comes_before_a_name_that_is_only_like_it(desk: Desk) -> None:
    assert desk.ask("who is the mayor?").title == "Lotte Vink"


def test_a_name_with_a_word_of_scorn_in_front_is_not_offered_beside_it(desk: Desk) -> None:
    assert desk.ask("who Ada Brenner").kind == "answer"
    assert not any("Cheeto" in line for line in desk.ask("who Brenner").next)


def test_an_office_of_a_country_is_found_by_either_word(desk: Desk) -> None:
    assert desk.ask("who is the president of France?").title == "Odile Perrin"
    assert desk.ask("who French president").title == "Odile Perrin"


def test_a_first_name_alone_is_whose_it_is(desk: Desk) -> None:
    assert desk.ask("who is Lotte?").title == "Lotte Vink"


def test_what_somebody_said_of_another_is_not_what_that_other_said(desk: Desk) -> None:
    answer = desk.ask("what did Ahlgren say about the quay?")
    assert "pay for itself" in said(answer)
    assert desk.ask("what did Vink say about Brenner?").kind == "nothing"


def test_an_adviser_s_words_are_not_those_of_whom_he_advises(desk: Desk) -> None:
    assert "pay for itself" not in said(desk.ask("what did Ada Brenner say about the quay?"))
