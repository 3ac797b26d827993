"""Questions in plain words, slips of typing and follow-ups, each by the line that it is read as."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from newsbot.desk import Desk
from newsbot.store.sqlite import open_sqlite

STORIES = (
    (
        "Mayor Lotte Vink won the New Hampton seat on Sunday. “The bridge is unsafe,” Vink said. The jobless rate was 4.5 "
        "percent in May, and the bridge will cost $40 million. Vink, 52, was born in New York."
    ),
    "“We never saw a plan for the bridge,” said Karl Stone, a baker. New York sent two engineers. Stone resigned.",
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    path = tmp_path_factory.mktemp("stories") / "made.jsonl"
    rows = [
        {"id": f"s{n}", "source": "Ellery Post", "headline": f"Ellery {n}", "text": text}
        for n, text in enumerate(STORIES)
    ]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    with Desk(open_sqlite("sqlite:///:memory:"), clock=lambda: datetime(2026, 4, 1, 9, tzinfo=UTC)) as desk:
        desk.load([path])
        yield desk


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        ("who won New Hampton?", "find won New Hampton"),
        ("New York", "find New York"),
        ("what is the jobless rate?", "figures jobless rate"),
        ("what is the mood rate?", "find mood rate"),
        ("what will the bridge cost?", "figures bridge cost"),
        ("how much did the bridge cost?", "figures bridge cost"),
        ("how much money is there for the bridge?", "figures bridge"),
        ("what percentage of the jobless?", "figures percent jobless"),
        ("how old is Lotte Vink?", "find Lotte Vink age"),
        ("what's the latest on the bridge?", "digest bridge"),
        ("where's the bridge?", "find bridge"),
        ("is it true that the bridge is unsafe?", "find bridge unsafe"),
        ("can you give me quotes from Karl Stone?", "quotes Karl Stone"),
        ("show me figures on the bridge", "figures bridge"),
        ("quotes from Karl Stone", "quotes Karl Stone"),
        ("figures on bridge", "figures bridge"),
        ("did Stone say he resigned?", "find Stone resigned"),
        ("what did Vink say about the bridge?", "quotes bridge by:Vink"),
        ("who's running against Vink?", "find running against Vink"),
        ("how many jobs in Harrow?", "figures jobs Harrow"),
        ("quotes by Stone about the plan", "quotes plan by:Stone"),
        ('who said "never saw a plan"?', 'quotes "never saw a plan"'),
        ("qoutes Stone", "quotes Stone"),
        ("/figurse bridge", "figures bridge"),
        ("Karl Stoen", "who Karl Stoen"),
        ("hello", "help"),
        ("source:Ellery", "find source:Ellery"),
    ],
)
def test_a_question_or_a_slip_is_read_as_a_line(desk: Desk, asked: str, line: str) -> None:
    assert desk.ask(asked).line == line


@pytest.mark.parametrize(
    ("before", "asked", "line"),
    [
        ("who Karl Stone", "what did he say about the bridge?", 'quotes bridge by:"Karl Stone"'),
        ("quotes Vink", "how old is she?", "find Lotte Vink age"),
        ("find bridge", "who says that?", "quotes bridge"),
        ("find bridge", "since Monday", "find bridge since:Monday"),
        ("find bridge", "last week", "find bridge since:7d"),
        ("find bridge", "only since 2026-03-01", "find bridge since:2026-03-01"),
        ("find bridge", "more", "find bridge"),
    ],
)
def test_a_follow_up_is_read_after_the_line_before(desk: Desk, before: str, asked: str, line: str) -> None:
    assert desk.ask(asked, then=before).line == line


@pytest.mark.parametrize(
    "asked", ["what did he say?", "who is she?", "who says that?", "since Monday", "more"]
)
def test_what_needs_an_answer_before_asks_back(desk: Desk, asked: str) -> None:
    assert desk.ask(asked).kind == "clarify"


@pytest.mark.parametrize("typed", ["!!!", "…", "😀", "-"])
def test_what_holds_no_word_gets_lines_that_work_here(desk: Desk, typed: str) -> None:
    answer = desk.ask(typed)
    assert (answer.kind, answer.sections) == ("nothing", ())
    assert answer.next


def test_a_filter_without_a_word_is_an_error_that_shows_the_form(desk: Desk) -> None:
    assert desk.ask("find bridge source:").title == "source: stands alone; write source:AP"


def test_nothing_under_a_filter_names_the_filter_and_offers_the_line_without(desk: Desk) -> None:
    answer = desk.ask("find bridge source:Courier")
    assert (answer.kind, answer.matched) == ("nothing", "source: Courier")
    assert "find bridge" in answer.next


def test_a_week_day_is_the_last_one(desk: Desk) -> None:
    assert desk.ask("find bridge since:monday").note == "nothing found · dates not given: 2 stories"


def test_a_name_that_only_begins_like_the_word_is_none_of_its_family(desk: Desk) -> None:
    shown = [item.text for section in desk.ask("find ston").sections for item in section.items]
    assert shown == []


def test_bare_words_that_are_an_office_offer_who_holds_it(desk: Desk) -> None:
    answer = desk.ask("mayor")
    assert (answer.line, answer.next[:1]) == ("find mayor", ("who mayor",))
    assert "who bridge" not in desk.ask("bridge").next


def test_quotes_on_a_topic_begin_with_words_that_hold_it(desk: Desk) -> None:
    lines = [item.text for section in desk.ask("quotes bridge").sections for item in section.items]
    assert "bridge is unsafe" in " ".join(lines[:2])


def test_only_somebody_stands_on_the_record(tmp_path_factory: pytest.TempPathFactory) -> None:
    told = (
        "Research suggests that the ferry is safe. Many said the ferry was late. They said the ferry sank. The Harbour Board said the "
        "ferry would sail. “The ferry is ours,” it said."
    )
    path = tmp_path_factory.mktemp("ferry") / "made.jsonl"
    path.write_text(json.dumps({"source": "Post", "headline": "Ferry", "text": told}), encoding="utf-8")
    with Desk(open_sqlite("sqlite:///:memory:"), clock=lambda: datetime(2026, 4, 1, 9, tzinfo=UTC)) as desk:
        desk.load([path])
        said = {
            part.heading: [item.lead for item in part.items] for part in desk.ask("quotes ferry").sections
        }
    assert said == {"ON THE RECORD": ["The Harbour Board"], "UNNAMED OFFICIAL": [None]}
