"""`digest`: the morning note over the invented stories, through a real archive."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import newsbot
from newsbot.answer import Answer, Section
from newsbot.desk import Desk
from newsbot.surfaces.drawing import NOTE, draw, thread
from test_command_figures import OURS, ours

FOLDER = Path(__file__).parent / "data" / "stories"
NOW = datetime(2026, 3, 2, 7, 0, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    with newsbot.open("sqlite:///:memory:") as made:
        made.load([FOLDER])
        yield made


def section(answer: Answer, heading: str) -> Section:
    return next(s for s in answer.sections if s.heading == heading)


def sources(one: Section) -> set[str]:
    return {item.cite.source for item in one.items if item.cite}


def test_the_note_opens_with_its_hour_in_its_zone_and_its_counts(desk: Desk) -> None:
    answer = desk.ask("digest", now=NOW)
    assert answer.title == "Morning note · Mon 2 Mar · 07:00 London"
    assert answer.note is not None
    counted = answer.note.split(" · ")
    assert counted[0].endswith("stories")
    assert counted[1].endswith("publishers")
    assert counted[2].endswith(" storylines")
    assert counted[3].startswith("last load ")
    assert counted[4].endswith("refused")


def test_one_storyline_runs_in_the_order_of_a_desk(desk: Desk) -> None:
    answer = desk.ask("digest earthquake", now=NOW)
    headings = [s.heading for s in answer.sections]
    assert headings[0] == "1"
    checks = [n for n, h in enumerate(headings) if h.startswith("CHECK · ")]
    assert checks
    assert max(checks) < headings.index("ONLY IN")
    by_source = ["Lantern", "The Harbour Times", "Reuters dateline"]
    assert headings[-3:] == by_source


def test_a_storyline_opens_with_a_headline_and_a_lead_of_one_story(desk: Desk) -> None:
    opening = section(desk.ask("digest earthquake", now=NOW), "1")
    headline, lead = opening.items
    assert headline.cite is not None
    assert lead.cite is not None
    assert headline.text == headline.cite.headline
    assert headline.cite.story == lead.cite.story
    assert lead.label == "3 stories"


def test_tolls_that_may_all_be_true_are_checked_side_by_side(desk: Desk) -> None:
    check = section(desk.ask("digest earthquake", now=NOW), "CHECK · DIED")
    assert check.verdict is None
    assert check.note == "3 publishers · 2 origins"
    assert [item.facts["value"] for item in check.items if item.facts] == [38, 41, 44]


def test_an_utterance_told_differently_is_checked_with_all_its_wordings(desk: Desk) -> None:
    answer = desk.ask("digest earthquake", now=NOW)
    quotes = [s for s in answer.sections if s.heading.startswith("CHECK · QUOTE · ")]
    assert quotes
    assert all(s.verdict == "DIFFER" and "check transcript before quoting" in (s.note or "") for s in quotes)
    assert any(len(sources(s)) == 3 for s in quotes)
    for item in quotes[0].items:
        assert item.cite is not None
        assert item.show is not None
        shown = item.text[item.show.start - item.cite.start : item.show.end - item.cite.start]
        assert shown[0] in '“"'


def test_every_source_of_a_storyline_is_named_in_a_section_of_its_own(desk: Desk) -> None:
    answer = desk.ask("digest", now=NOW)
    headed = {s.heading for s in answer.sections if sources(s) == {s.heading}}
    for event in ("earthquake", "recount"):
        told = desk.ask(f"digest {event}", now=NOW)
        labels = {label for s in told.sections for label in sources(s)}
        assert labels <= headed, event


def test_a_line_stands_once(desk: Desk) -> None:
    answer = desk.ask("digest earthquake", now=NOW)
    checked = [s for s in answer.sections if s.heading in ("ONLY IN", *sources(section(answer, "ONLY IN")))]
    cited = [(item.cite.story, item.cite.start) for s in checked for item in s.items if item.cite]
    assert len(cited) == len(set(cited))


def test_stories_that_stand_alone_get_a_line_each(desk: Desk) -> None:
    answer = desk.ask("digest", now=NOW)
    alone = next(s for s in answer.sections if s.heading.endswith(" stories"))
    assert alone.more + len(alone.items) == int(alone.heading.split()[0])
    assert all(item.cite and item.text == item.cite.headline for item in alone.items)


@pytest.mark.parametrize(
    "line", ["digest", "digest earthquake", "digest ferry", "digest source:lantern", "digest zeppelin"]
)
def test_a_note_speaks_in_our_closed_words_and_fits_its_screen(desk: Desk, line: str) -> None:
    answer = desk.ask(line, now=NOW)
    assert [part for part in ours(answer) if not OURS.fullmatch(part)] == []
    drawn = draw(answer)
    assert len(drawn.head) + sum(len(b.lines) + bool(b.heading) for b in drawn.blocks) <= NOTE - 1


def test_the_thread_has_a_message_a_source(desk: Desk) -> None:
    answer = desk.ask("digest earthquake", now=NOW)
    assert len(thread(answer)) >= 3


def test_a_window_without_a_new_story_says_nothing_new(desk: Desk) -> None:
    answer = desk.ask("digest loaded:2999-01-01", now=NOW)
    assert answer.kind == "nothing"
    assert answer.title.startswith("Morning note · ")
    assert answer.note is not None
    assert answer.note.startswith("nothing new · last load ")
    assert answer.note.endswith("storylines quiet")


def test_the_first_note_says_that_all_is_new(desk: Desk) -> None:
    answer = desk.ask("digest loaded:1970-01-01", now=NOW)
    assert answer.note is not None
    assert "new stories" in answer.note
    assert answer.note.endswith("first note: all new")


def test_a_single_story_is_told_rather_than_named(desk: Desk) -> None:
    answer = desk.ask("digest earthquake source:lantern", now=NOW)
    assert (answer.sections[0].heading, answer.sections[-1].heading) == ("1", "Lantern")
    assert len(section(answer, "Lantern").items) > 1


def test_a_topic_nobody_tells_is_nothing(desk: Desk) -> None:
    answer = desk.ask("digest zeppelin", now=NOW)
    assert (answer.kind, answer.title) == ("nothing", "Morning note · Mon 2 Mar · 07:00 London · zeppelin")


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(topic=st.text(max_size=30))
def test_any_topic_gets_an_answer(desk: Desk, topic: str) -> None:
    for command in ("digest", "figures"):
        assert desk.ask(f"{command} {topic}", now=NOW).kind in ("answer", "nothing", "error", "clarify")


def test_an_empty_archive_has_nothing_yet() -> None:
    with newsbot.open("sqlite:///:memory:") as empty:
        answer = empty.ask("digest", now=datetime(2026, 3, 2, 7, 0, tzinfo=UTC))
        assert answer.kind == "nothing"
        assert empty.ask("figures", now=NOW).kind == "nothing"


def test_plans_and_outcomes_are_told_apart(tmp_path: Path) -> None:
    before = (
        "Ministers head to Oslo as fishing row deepens\n\nThe fisheries ministers of Arran and Skerry are set to meet in "
        "Oslo on Thursday. The upcoming talks will focus on quotas. About 300 trawlers are waiting at Skerry."
    )
    after = (
        "Ministers hail progress in Oslo fishing talks\n\nThe fisheries ministers of Arran and Skerry met in Oslo for six "
        "hours on Thursday. They said after the meeting that quotas would be cut. The talks ended with a signature."
    )
    (tmp_path / "a.txt").write_text(before)
    (tmp_path / "b.txt").write_text(after)
    with newsbot.open("sqlite:///:memory:") as desk:
        desk.load([tmp_path])
        opening = section(desk.ask("digest", now=NOW), "1")
    assert opening.items[-1].label == "2 stories: 1 after, 1 preview"
    assert opening.items[0].cite is not None
    assert opening.items[0].cite.stage == "after"
