"""What editors say of names: one person, two people, taken back; and who may."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsbot.answer import Answer
from newsbot.desk import Desk
from newsbot.place import Place
from newsbot.store.sqlite import open_sqlite

NOW = datetime(2026, 3, 31, 9, 0, tzinfo=UTC)
DESK = Place(channel="T0DESK:C1", by="U0ADA")

STORIES = {
    "harbour": (
        "Harbour to close for a week\n\nMayor Margarethe Solveig Lindqvist closed the harbour of Ostervik on Tuesday "
        "after a crane fell.\n\n“Nobody goes in before we know why,” Margarethe Solveig Lindqvist said.\n\n"
        "Lindqvist had warned of the crane in March."
    ),
    "ferry": (
        "Ferry line asks for help\n\nMargo Lindqvist met the captains of the ferry line in Ostervik on Friday.\n\n"
        "“The boats will sail again,” Margo Lindqvist told them.\n\nThe captains had waited for three hours."
    ),
    "school": (
        "A school gets its garden\n\nThe teacher Tobias Renner planted forty pear trees behind the school of Aldra "
        "on Monday.\n\n“Pears first, then plums,” Tobias Renner said.\n\nParents had paid for the trees."
    ),
    "court": (
        "Fine for a false bill\n\nA court in Brennfeld fined the builder Tobias Emil Renner 900 crowns on Monday.\n\n"
        "“I will appeal,” Tobias Emil Renner said after the hearing.\n\nThe bill was for a roof that was never laid."
    ),
}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    for name, text in STORIES.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    with Desk(open_sqlite(":memory:"), clock=lambda: NOW) as desk:
        desk.load([tmp_path])
        yield desk


def texts(answer: Answer, heading: str) -> str:
    return " ".join(i.text for s in answer.sections if s.heading == heading for i in s.items)


def say(desk: Desk, line: str) -> Answer:
    answer = desk.ask(line, where=DESK)
    assert answer.kind == "answer", answer.title
    return answer


def test_two_names_that_are_one_persons_are_one_card_by_either_name(desk: Desk) -> None:
    assert desk.ask("who Lindqvist").kind == "clarify"
    say(desk, "same Margo Lindqvist = Margarethe Solveig Lindqvist")
    for asked in ("who Margo Lindqvist", "who Margarethe Solveig Lindqvist", "who Lindqvist"):
        card = desk.ask(asked)
        assert (card.kind, card.title) == ("answer", "Margarethe Solveig Lindqvist")
        assert "sail again" in texts(card, "SAID")
        assert "Nobody goes in" in texts(card, "SAID")
        assert {"Margo Lindqvist", "Lindqvist"} <= set(texts_of(card, "SPELLINGS"))
        assert "Mayor" in texts(card, "OFFICE")


def test_by_and_only_know_a_person_by_every_name(desk: Desk) -> None:
    assert "Nobody goes in" not in every(desk.ask('quotes by:"Margo Lindqvist"'))
    say(desk, "same Margo Lindqvist = Margarethe Solveig Lindqvist")
    for by in ('"Margo Lindqvist"', '"Margarethe Solveig Lindqvist"'):
        assert "sail again" in every(desk.ask(f"quotes by:{by}"))
        assert "Nobody goes in" in every(desk.ask(f"quotes by:{by}"))
    narrowed = desk.ask("only Margarethe Solveig Lindqvist", then=desk.ask("quotes boats"))
    assert every(narrowed) == "“The boats will sail again,” Margo Lindqvist told them."
    say(desk, "undo same Margo Lindqvist = Margarethe Solveig Lindqvist")
    assert "Nobody goes in" not in every(desk.ask('quotes by:"Margo Lindqvist"'))


def every(answer: Answer) -> str:
    return " ".join(i.text for s in answer.sections for i in s.items)


def texts_of(answer: Answer, heading: str) -> list[str]:
    return [i.text for s in answer.sections if s.heading == heading for i in s.items]


def test_quotes_and_timelines_follow_what_was_said(desk: Desk) -> None:
    say(desk, "same Margo Lindqvist = Margarethe Solveig Lindqvist")
    assert "sail again" in texts(desk.ask("quotes Margarethe Solveig Lindqvist"), "SAID")
    assert len([i for s in desk.ask("timeline Margo Lindqvist").sections for i in s.items]) == 2


def test_a_name_that_no_story_has_stands_for_the_one_that_it_is_said_to_be(desk: Desk) -> None:
    assert desk.ask("who Gogo").kind != "answer"
    say(desk, "same Gogo = Margo Lindqvist")
    assert desk.ask("who Gogo").title == "Margo Lindqvist"
    assert "sail again" in texts(desk.ask("quotes Gogo"), "SAID")


def test_a_third_name_joins_by_way_of_the_second(desk: Desk) -> None:
    say(desk, "same Gogo = Margo Lindqvist")
    say(desk, "same Margo Lindqvist = Margarethe Solveig Lindqvist")
    assert desk.ask("who Gogo").title == "Margarethe Solveig Lindqvist"


def test_two_people_whose_names_might_be_one_persons_are_asked_back(desk: Desk) -> None:
    assert desk.ask("who Tobias Renner").kind == "answer"
    say(desk, "apart Tobias Renner = Tobias Emil Renner")
    assert desk.ask("who Renner").next == ("who Tobias Emil Renner", "who Tobias Renner")
    card = desk.ask("who Tobias Emil Renner")
    assert (card.kind, "plums" in texts(card, "SAID")) == ("answer", False)


def test_the_answer_says_who_and_when_and_its_button_undoes_it(desk: Desk) -> None:
    before = desk.ask("who Lindqvist").to_dict()
    said = say(desk, "same Margo Lindqvist = Margarethe Solveig Lindqvist")
    assert said.title == "Margo Lindqvist and Margarethe Solveig Lindqvist are one person"
    assert said.sections[0].items[0].label == "by U0ADA · 09:00 UTC"
    undone = say(desk, said.next[0])
    assert undone.title == "undone: same Margo Lindqvist = Margarethe Solveig Lindqvist"
    assert desk.ask("who Lindqvist").to_dict() == before
    assert desk.ask("same").kind == "nothing"


def test_what_is_said_last_of_a_pair_stands_whichever_way_round(desk: Desk) -> None:
    say(desk, "same Margo Lindqvist = Margarethe Solveig Lindqvist")
    listed = say(desk, "apart Margarethe Solveig Lindqvist = Margo Lindqvist")
    assert [i.text for s in listed.sections for i in s.items] == [
        "apart Margarethe Solveig Lindqvist = Margo Lindqvist"
    ]
    assert desk.ask("who Lindqvist").kind == "clarify"


def test_saying_it_again_and_asking_for_the_list_change_nothing(desk: Desk) -> None:
    said = say(desk, "same Gogo = Margo Lindqvist")
    assert desk.ask("same Gogo = Margo Lindqvist", where=DESK).to_dict() == said.to_dict()
    assert desk.ask(said.line).to_dict() == desk.ask("apart").to_dict()


def test_only_those_who_are_trusted_say_who_is_who_and_all_may_read_it(desk: Desk) -> None:
    stranger = replace(DESK, by="U0BOB", trusted=False)
    refused = desk.ask("same Gogo = Margo Lindqvist", where=stranger)
    assert (refused.kind, "admins" in refused.title) == ("error", True)
    say(desk, "same Gogo = Margo Lindqvist")
    assert desk.ask("undo same Gogo = Margo Lindqvist", where=stranger).kind == "error"
    assert desk.ask("same", where=stranger).sections[0].items[0].text == "same Gogo = Margo Lindqvist"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("same Margo Lindqvist =", "which two names"),
        ("same a = b = c", "which two names"),
        ("same Gogo = Zuzu", "nobody here is called"),
        ("apart Gogo = Margo Lindqvist", "nobody here is called Gogo"),
        ("same Lindqvist = Tobias Renner", "may be"),
        ("same Margo Lindqvist = margo lindqvist", "one person"),
        ("undo same Gogo = Margo Lindqvist", "was not said"),
        ("undo Gogo = Margo Lindqvist", "undo same"),
        (f"same {'Gogo' * 30} = Margo Lindqvist", "characters at most"),
        ("same Gogo = Margo Lindqvist source:AP", "which two names"),
    ],
)
def test_a_line_that_cannot_be_meant_is_refused_in_words_and_sets_nothing(
    desk: Desk, line: str, told: str
) -> None:
    answer = desk.ask(line, where=DESK)
    assert (answer.kind, told in answer.title) == ("error", True), answer.title
    assert desk.ask("same").kind == "nothing"


def test_words_that_only_begin_so_are_looked_for(desk: Desk) -> None:
    for line in ("same crane", "apart from the harbour", "undo the harbour"):
        assert desk.ask(line).line.startswith("find ")


def test_it_stays_said_in_the_file(tmp_path: Path) -> None:
    place = f"sqlite:///{tmp_path}/archive.db"
    (tmp_path / "ferry.txt").write_text(STORIES["ferry"], encoding="utf-8")
    with Desk(open_sqlite(place), clock=lambda: NOW) as desk:
        desk.load([tmp_path / "ferry.txt"])
        say(desk, "same Gogo = Margo Lindqvist")
    with Desk(open_sqlite(place), clock=lambda: NOW) as desk:
        assert desk.ask("who Gogo").title == "Margo Lindqvist"
