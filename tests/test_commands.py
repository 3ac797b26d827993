"""The desk, asked as a person asks, over the invented stories of tests/data/stories."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsbot.answer import Answer
from newsbot.desk import COMMANDS, Desk
from newsbot.store.sqlite import open_sqlite

STORIES = Path(__file__).parent / "data" / "stories"
NOW = datetime(2026, 3, 31, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    with Desk(open_sqlite("sqlite:///:memory:"), clock=lambda: NOW) as desk:
        report = desk.load([STORIES])
        assert report.loaded >= 17
        assert not report.refused
        yield desk


@pytest.fixture
def empty() -> Iterator[Desk]:
    with Desk(open_sqlite("sqlite:///:memory:"), clock=lambda: NOW) as desk:
        yield desk


def texts(answer: Answer, heading: str | None = None) -> list[str]:
    return [i.text for s in answer.sections if heading in (None, s.heading) for i in s.items]


def sources(answer: Answer) -> set[str]:
    return {i.cite.source for s in answer.sections for i in s.items if i.cite}


def section(answer: Answer, heading: str) -> object:
    return next(s for s in answer.sections if s.heading == heading)


# Every command


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_answers_alone_and_gives_a_line_that_gives_the_answer_again(
    desk: Desk, command: object
) -> None:
    answer = desk.ask(command.name)  # type: ignore[attr-defined]
    assert answer.kind in ("answer", "clarify", "nothing")
    assert desk.ask(answer.line).to_dict() == answer.to_dict()


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_answers_in_an_empty_archive(empty: Desk, command: object) -> None:
    assert empty.ask(command.name).kind in ("answer", "nothing", "clarify")  # type: ignore[attr-defined]
    assert empty.ask(command.example).kind in ("answer", "nothing", "clarify")  # type: ignore[attr-defined]


LINES = [
    "who Demirkan", "figures earthquake", "quotes Abara", "find ferry", "digest", "story", "who is the mayor?",
    "what does Reuters say about aftershocks?", "quotes official", "figures", "find",
]  # fmt: skip


@pytest.mark.parametrize("asked", LINES)
def test_every_line_that_carries_news_cites_the_story_that_holds_it(desk: Desk, asked: str) -> None:
    answer = desk.ask(asked)
    items = [item for part in answer.sections for item in part.items]
    assert items
    for item in items:
        assert item.cite is not None
        story = desk.archive.story(item.cite.story)
        assert story is not None
        assert story.text[item.cite.start : item.cite.end] == item.text


@pytest.mark.parametrize("asked", LINES)
def test_no_line_of_page_furniture_is_ever_shown(desk: Desk, asked: str) -> None:
    shown = " ".join(texts(desk.ask(asked)))
    for furniture in (
        "cookies",
        "ALSO READ",
        "Read More",
        "Leave a Comment",
        "Related Posts",
        "Advertisement",
    ):
        assert furniture not in shown


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_whatever_is_typed_gets_an_answer(desk: Desk, typed: str) -> None:
    assert desk.ask(typed, then="find ferry").kind in ("answer", "nothing", "clarify", "error")


@pytest.mark.parametrize("typed", ["asdfgh", "📈", "why is that so?"])
def test_who_is_not_understood_gets_lines_that_have_an_answer_each_once(desk: Desk, typed: str) -> None:
    answer = desk.ask(typed)
    assert answer.kind == "nothing"
    assert len(answer.next) == len(set(answer.next)) >= 3
    assert {desk.ask(line).kind for line in answer.next} == {"answer"}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["who", "figures", "quotes", "find", "and", "only", "what", "about", "says", "the", "Demirkan", "mayor",
             "41", "source:Lantern", "by:Tekin", "since:2024", "until:x", '"two bridges"', "?", "not", "is"]
        ),
        max_size=7,
    )
)  # fmt: skip
def test_any_words_of_the_grammar_in_any_order_get_an_answer_that_comes_again(
    desk: Desk, typed: list[str]
) -> None:
    answer = desk.ask(" ".join(typed), then="quotes Tekin source:Lantern")
    if answer.kind == "answer":
        assert desk.ask(answer.line).sections == answer.sections


# who


@pytest.mark.parametrize(
    "asked", ["who Demirkan", "who leyla demirkan", "who Demirkan, Leyla", "Demirkan", "who is Demirkan?"]
)
def test_a_name_is_found_in_part_in_any_case_and_order(desk: Desk, asked: str) -> None:
    answer = desk.ask(asked)
    assert (answer.kind, answer.title) == ("answer", "Leyla Demirkan")
    assert len(sources(answer)) == 3


def test_a_misspelt_name_is_found_and_both_spellings_are_said(desk: Desk) -> None:
    answer = desk.ask("who Demirkann")
    assert answer.title == "Leyla Demirkan"
    assert "Demirkann" in (answer.matched or "")
    assert "≈ Demirkan" in (answer.matched or "")


def test_an_accent_need_not_be_typed(desk: Desk) -> None:
    assert desk.ask("who Ocana").title == "Pilar Ocaña"


def test_an_office_finds_its_holder_with_the_title_of_each_source(desk: Desk) -> None:
    answer = desk.ask("who the interior minister")
    assert answer.title == "Leyla Demirkan"
    assert section(answer, "OFFICE").verdict == "SAME"  # type: ignore[attr-defined]
    assert {text.lower() for text in texts(answer, "OFFICE")} == {"interior minister"}


def test_an_office_that_several_hold_asks_back_with_a_line_for_each(desk: Desk) -> None:
    answer = desk.ask("who is the mayor?")
    assert answer.kind == "clarify"
    assert {"who Orhan Tekin", "who Pilar Ocaña"} <= set(answer.next)
    assert all(item.cite for part in answer.sections for item in part.items)


def test_own_words_are_told_from_what_others_say(desk: Desk) -> None:
    said = texts(desk.ask("who Tekin"), "SAID")
    assert any("People are afraid" in line for line in said)
    assert not any("Nothing is left but the door" in line for line in said)


def test_a_byline_is_said_to_be_a_byline(desk: Desk) -> None:
    answer = desk.ask("who Ingrid Solheim")
    labels = {i.label for i in section(answer, "NAMED BY").items}  # type: ignore[attr-defined]
    assert labels == {"byline"}


@pytest.mark.parametrize("asked", ["who cholera", "figures unicorn", "quotes unicorn", "find unicorn"])
def test_what_is_not_there_is_said_and_repeated(desk: Desk, asked: str) -> None:
    answer = desk.ask(asked)
    assert answer.kind == "nothing"
    assert asked.split()[1] in answer.title


def test_who_finds_nobody_of_a_word_but_shows_where_it_stands(desk: Desk) -> None:
    answer = desk.ask("who cholera")
    assert answer.kind == "nothing"
    assert all("cholera" in text.lower() for text in texts(answer))
    assert "find cholera" in answer.next


# filters


def test_a_source_filter_holds_in_every_command(desk: Desk) -> None:
    for asked in ("who Demirkan", "figures earthquake", "quotes Demirkan", "find bridges", "digest"):
        assert all("Lantern" in source for source in sources(desk.ask(f"{asked} source:Lantern"))), asked


def test_a_phrase_holds_word_for_word(desk: Desk) -> None:
    found = texts(desk.ask('find "two of our four bridges"'))
    assert found
    assert all("two of our four bridges" in text for text in found)


def test_a_date_filter_leaves_undated_stories_out_and_says_how_many(desk: Desk) -> None:
    answer = desk.ask("find bridges since:2024-03-01")
    assert sources(answer) == {"The Harbour Times"}
    assert "dates not given" in (answer.note or "")


def test_a_wrong_date_is_an_error_that_shows_the_right_form(desk: Desk) -> None:
    answer = desk.ask("find bridges since:soon")
    assert answer.kind == "error"
    assert "since:2026-03-31" in answer.title


@pytest.mark.parametrize("asked", ["find " + "ferry " * 41, "who " + "x" * 3000])
def test_a_pasted_page_is_refused_with_the_limit(desk: Desk, asked: str) -> None:
    answer = desk.ask(asked)
    assert answer.kind == "error"
    assert "at most" in answer.title


# questions and follow-ups


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        ("what does Reuters say about aftershocks?", "find aftershocks source:Reuters"),
        ("What did Demirkan say about the bridges?", "quotes bridges by:Demirkan"),
        ("what did Abara say?", "quotes Abara"),
        ("who is Orhan Tekin?", "who Orhan Tekin"),
        ("how many aftershocks were there?", "figures aftershocks"),
        ("summary", "digest"),
        ("what happened?", "digest"),
        ("what happened in Karasel?", "digest Karasel"),
        ("have the bridges been closed?", "find bridges closed"),
        ("who says 41?", 'figures "41"'),
        ("tell me about Gordon Pell", "who Gordon Pell"),
        ("bridges", "find bridges"),
        ("Gordon Pell", "who Gordon Pell"),
    ],
)
def test_a_question_is_read_as_a_line_and_says_which(desk: Desk, asked: str, line: str) -> None:
    assert desk.ask(asked).line == line


def test_a_yes_or_no_question_shows_the_lines_that_bear_on_it(desk: Desk) -> None:
    answer = desk.ask("have the bridges been closed?")
    assert any("two bridges had been closed" in text for text in texts(answer))
    assert answer.title.lower() not in ("yes", "no")


def test_who_before_a_verb_is_a_question_and_before_a_name_is_not(desk: Desk) -> None:
    assert desk.ask("who attended the ceremony?").line.startswith("find ")
    assert desk.ask("who Abara").line == "who Abara"


def test_what_nothing_fits_gets_lines_that_work_here(desk: Desk) -> None:
    answer = desk.ask("blorb zxcv qwop")
    assert answer.kind == "nothing"
    assert len(answer.next) >= 3
    assert all(desk.ask(line).kind in ("answer", "clarify") for line in answer.next)


@pytest.mark.parametrize(
    ("before", "asked", "line"),
    [
        ("find bridges source:Reuters", "and aftershocks?", "find aftershocks source:Reuters"),
        ("find bridges source:Reuters", "what about aftershocks?", "find aftershocks source:Reuters"),
        ("find bridges", "only Lantern", "find bridges source:Lantern"),
        ("find bridges", "only Tekin", "find bridges by:Tekin"),
        ("figures earthquake", "who says 41?", 'figures earthquake "41"'),
        ("find bridges source:Reuters", "all sources", "find bridges"),
        ("find bridges source:Reuters", "who Abara", "who Abara"),
        ("find bridges source:Reuters", "how many aftershocks were there?", "figures aftershocks"),
    ],
)
def test_a_follow_up_rewrites_the_line_before(desk: Desk, before: str, asked: str, line: str) -> None:
    assert desk.ask(asked, then=before).line == line


def test_only_a_person_keeps_what_that_person_said(desk: Desk) -> None:
    answer = desk.ask("only Tekin", then="find bridges")
    assert (answer.kind, answer.line) == ("answer", "find bridges by:Tekin")
    assert {i.lead for part in answer.sections for i in part.items} == {"Orhan Tekin"}
    assert all("bridges" in text for text in texts(answer))


def test_only_a_byline_keeps_the_stories_under_it(desk: Desk) -> None:
    answer = desk.ask("find earthquake by:Solheim")
    assert sources(answer) == {"The Harbour Times"}


def test_a_follow_up_offers_the_other_reading(desk: Desk) -> None:
    answer = desk.ask("and aftershocks?", then="find bridges source:Reuters")
    assert "find bridges aftershocks source:Reuters" in answer.next


def test_a_follow_up_with_nothing_before_it_asks_back(desk: Desk) -> None:
    answer = desk.ask("only Lantern")
    assert answer.kind == "clarify"
    assert answer.next


def test_when_a_story_was_published_is_nothing_where_no_story_says(desk: Desk) -> None:
    answer = desk.ask("when was it published?", then="find aftershocks source:Reuters")
    assert answer.kind == "nothing"
    assert "dates not given" in (answer.note or "")


# story, sources


def test_a_story_is_found_by_the_end_of_its_path_and_shown_paragraph_by_paragraph(desk: Desk) -> None:
    answer = desk.ask("story quake_wire.txt")
    assert answer.kind == "answer"
    assert any("64 aftershocks" in text for text in texts(answer))


def test_sources_tell_how_each_is_known(desk: Desk) -> None:
    labels = {i.text: i.label or "" for part in desk.ask("sources").sections for i in part.items}
    assert "in the dateline" in labels["Reuters dateline"]
    assert "byline" in labels["Tom Ridley and Nadia Khoury"]
