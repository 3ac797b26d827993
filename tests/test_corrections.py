"""Stories that change their own text: what is told, by which line, with both texts cited."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsbot.answer import Answer, Item, Section
from newsbot.desk import Desk, lines
from newsbot.export import broken_answer
from newsbot.place import Place
from newsbot.store.sqlite import open_sqlite
from newsbot.surfaces.lock_screen import lock_screen
from test_vocabulary import HEADINGS, OURS, ours

HARBOUR = Place(channel="T0DESK:C1", by="U1")
SERIES = "digest:T0DESK:C1:x"
FERRY = (
    "A ferry carrying 86 passengers ran aground off Samphire Point on Tuesday morning.",
    "“Nobody was hurt and nobody panicked on board,” said Captain Jonas Reyes.",
    "Rescuers took everybody off the ferry within three hours of the grounding.",
    "Mayor Edwin Sarka of Samphire Bay thanked the crew at the pier on Tuesday.",
)
BREAD = (
    "The silver loaf of Lund went to the bakery of Agnes Holm on Sunday, and 412 loaves were judged.",
    "Holm bakes her rye bread with caraway and buttermilk, and the jury of the guild praised its crust.",
)


class Room:
    """A desk with a clock that each load moves on, and the files that it reads."""

    def __init__(self, folder: Path) -> None:
        self.time = datetime(2026, 3, 31, 9, 0, tzinfo=UTC)
        self.desk = Desk(open_sqlite(f"sqlite:///{folder}/archive.db"), clock=lambda: self.time)
        self._folder = folder

    def load(self, *text: str, id: str = "ferry", source: str = "Coast Wire", **fields: str) -> str:
        """Read this text of a story; the time before it."""
        before = self.time.isoformat()
        self.time += timedelta(minutes=1)
        story = {"id": id, "source": source, "headline": "Ferry runs aground", "text": "\n\n".join(text)}
        (self._folder / f"{id}.jsonl").write_text(json.dumps({**story, **fields}), encoding="utf-8")
        assert not self.desk.load([self._folder / f"{id}.jsonl"]).refused
        return before

    def ask(self, line: str) -> Answer:
        """An answer whose words are ours or found again, as every one must be."""
        answer = self.desk.ask(line, where=HARBOUR)
        return answer if line.startswith("story") else self.checked(answer)

    def note(self, since: str, line: str = "digest") -> Answer:
        """The next note of the series, posted."""
        made = self.desk.note(f"{line} loaded:{since}", series=SERIES, now=self.time)
        self.time += timedelta(minutes=1)
        self.desk.journal.show(SERIES, lines(made), now=self.time.isoformat(timespec="seconds"))
        return self.checked(made)

    def checked(self, answer: Answer) -> Answer:
        assert broken_answer(self.desk.archive, json.dumps(answer.to_dict())) == []
        assert [part for part in ours(answer) if not OURS.fullmatch(part)] == []
        headings = {part for section in answer.sections for part in section.heading.split(" · ")}
        assert {part for part in headings if not HEADINGS.fullmatch(part)} == set()
        return answer


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path)
    made.load(*FERRY)
    yield made
    made.desk.close()


def but(**said: str) -> tuple[str, ...]:
    """The ferry's text with other words: `but(three_hours="five hours")`, `but(_86_="92")`."""
    text = "\n\n".join(FERRY)
    for old, new in said.items():
        text = text.replace(old.strip("_").replace("_", " "), new)
    return tuple(text.split("\n\n"))


def changed(answer: Answer) -> list[Section]:
    return [section for section in answer.sections if section.verdict == "CHANGED"]


def shown(section: Section) -> list[tuple[str, str | None]]:
    """The story that each line cites, and its label."""
    return [(item.cite.story if item.cite else "", item.label) for item in section.items]


def texts(section: Section) -> list[str]:
    return [item.text for item in section.items]


def items(answer: Answer) -> list[Item]:
    return [item for section in answer.sections for item in section.items]


# new and digest


def test_a_changed_figure_is_told_old_before_new_each_with_its_own_cite(room: Room) -> None:
    before = room.load(*but(_86_="92"))
    (section,) = changed(room.ask(f"new loaded:{before}"))
    assert section.heading == "PASSENGERS"
    assert texts(section) == [FERRY[0], FERRY[0].replace("86", "92")]
    assert shown(section) == [("ferry@1", "earlier text"), ("ferry", None)]
    assert section.note == "no named origin"
    assert [item.facts["value"] for item in section.items if item.facts] == [86, 92]


def test_the_note_tells_it_under_correction_before_all_else(room: Room) -> None:
    before = room.load(*but(_86_="92"))
    answer = room.ask(f"digest loaded:{before}")
    assert answer.sections[0].heading == "CORRECTION · PASSENGERS"
    assert shown(answer.sections[0])[0] == ("ferry@1", "earlier text")
    assert (answer.note or "").startswith("0 new stories · last load 09:02")
    assert lock_screen(answer) == "Morning note: 0 new stories, 1 changed"
    assert not any(item.label == "text changed" for item in items(answer))


@pytest.mark.parametrize(
    ("old", "new", "heading"),
    [
        ("Nobody was hurt and nobody panicked", "Nobody was hurt and few panicked", "QUOTE · Jonas Reyes"),
        ("said Captain Jonas Reyes", "said Pilot Mira Anders", "QUOTE"),
        ("Mayor Edwin Sarka", "Former Mayor Edwin Sarka", "OFFICE · Edwin Sarka"),
        ("Mayor Edwin Sarka", "Mayor Oskar Brandt", "NAME"),
        ("within three hours", "within about three hours", "HOURS"),
    ],
)
def test_whatever_an_editor_must_know_is_told(room: Room, old: str, new: str, heading: str) -> None:
    before = room.load(*(paragraph.replace(old, new) for paragraph in FERRY))
    (section,) = changed(room.ask(f"new loaded:{before}"))
    assert section.heading == heading
    assert [story for story, _ in shown(section)] == ["ferry@1", "ferry"]
    assert len(set(texts(section))) == 2


def test_a_rewording_is_told_as_a_changed_text_and_no_more(room: Room) -> None:
    before = room.load(*(paragraph.replace("thanked the crew", "praised the crew") for paragraph in FERRY))
    answer = room.ask(f"digest loaded:{before}")
    assert changed(answer) == []
    assert [item.label for item in items(answer)] == ["text changed"]
    assert changed(room.ask(f"new loaded:{before}")) == []


def test_a_notice_is_shown_beside_what_it_tells_of_and_is_no_change(room: Room) -> None:
    said = (
        "Correction: An earlier version of this story said that a ferry carrying 86 passengers ran aground."
    )
    before = room.load(*but(_86_="92"), said)
    sections = room.ask(f"digest loaded:{before}").sections
    assert [section.heading for section in sections] == ["CORRECTION · PASSENGERS", "CORRECTION"]
    assert [item.facts["value"] for item in sections[0].items if item.facts] == [86, 92]
    assert texts(sections[1]) == [said]


def test_changed_twice_is_told_from_what_stood_at_the_last_note(room: Room) -> None:
    first = room.load(*but(_86_="92"))
    second = room.load(*but(_86_="95"))
    (since_first,) = changed(room.ask(f"new loaded:{first}"))
    (since_second,) = changed(room.ask(f"new loaded:{second}"))
    assert [story for story, _ in shown(since_first)] == ["ferry@1", "ferry"]
    assert [story for story, _ in shown(since_second)] == ["ferry@2", "ferry"]


def test_changed_and_changed_back_is_no_change_of_the_window(room: Room) -> None:
    first = room.load(*but(_86_="92"))
    second = room.load(*FERRY)
    assert changed(room.ask(f"digest loaded:{first}")) == []
    assert not any(item.label == "text changed" for item in items(room.ask(f"digest loaded:{first}")))
    (section,) = changed(room.ask(f"digest loaded:{second}"))
    assert [item.facts["value"] for item in section.items if item.facts] == [92, 86]


def test_loading_the_same_again_tells_nothing(room: Room) -> None:
    before = room.load(*FERRY)
    assert room.ask(f"new loaded:{before}").kind == "nothing"
    assert room.ask("story ferry").next == ()


def test_copies_that_change_alike_are_one_change(room: Room) -> None:
    room.load(*FERRY, id="copy", source="Hill Post")
    before = room.load(*but(_86_="92"))
    room.load(*but(_86_="92"), id="copy", source="Hill Post")
    (section,) = changed(room.ask(f"new loaded:{before}"))
    assert [label for _, label in shown(section)] == ["earlier text", "+ Coast Wire"]


def test_more_changes_than_the_first_screen_holds_stand_in_the_thread(room: Room) -> None:
    room.load(*BREAD, id="bread", source="Town Crier")
    before = room.load(
        *but(_86_="92", three_hours="five hours", Mayor_Edwin="Former Mayor Edwin", panicked="screamed")
    )
    room.load(BREAD[0].replace("412", "421"), BREAD[1], id="bread", source="Town Crier")
    answer = room.ask(f"digest loaded:{before}")
    headed = [section.heading for section in answer.sections]
    assert headed == [
        "CORRECTION · LOAVES",
        "CORRECTION · PASSENGERS",
        "CORRECTION · HOURS",
        "CORRECTION · QUOTE · Jonas Reyes",
        "CORRECTION · OFFICE · Edwin Sarka",
    ]


# story, figures, quotes


def test_a_story_says_how_many_earlier_texts_it_has_and_how_to_see_one(room: Room) -> None:
    room.load(*but(_86_="92"))
    room.load(*but(_86_="95"))
    answer = room.ask("story ferry")
    assert (answer.note or "").endswith("2 earlier texts")
    assert answer.next == ("story ferry@2", "story ferry@1")
    assert [item.facts["value"] for item in changed(answer)[0].items if item.facts] == [86, 92, 95]
    first = room.ask("story ferry@1")
    assert first.line == "story ferry@1"
    assert FERRY[0] in [item.text for item in items(first)]
    assert (first.note or "").endswith("earlier text until 2026-03-31T09:02")
    assert first.next == ("story ferry",)


def test_a_timeline_says_which_texts_were_changed_since_and_how_to_see_them(room: Room) -> None:
    room.load(FERRY[0].replace("86", "94"), *FERRY[1:])
    answer = room.ask("timeline ferry")
    assert [item.label for part in answer.sections for item in part.items] == ["text changed"]
    assert answer.next == ("story ferry@1",)
    assert "86 passengers" in room.ask(answer.next[0]).sections[-1].items[1].text


def test_figures_show_a_number_with_those_that_it_replaced(room: Room) -> None:
    room.load(*but(_86_="92"))
    answer = room.ask("figures passengers")
    assert lock_screen(answer) == "Figures, passengers: 2 lines, 1 story"
    (section,) = changed(answer)
    assert [item.facts["value"] for item in section.items if item.facts] == [86, 92]
    assert sum(item.text == FERRY[0].replace("86", "92") for item in items(answer)) == 1


def test_a_number_that_was_only_put_in_other_words_stands_once(room: Room) -> None:
    room.load(*but(_86_="86", carrying="that carried"))
    room.load(*but(_86_="92", carrying="that carried"))
    (section,) = changed(room.ask("figures passengers"))
    assert [item.facts["value"] for item in section.items if item.facts] == [86, 92]


def test_a_number_that_others_give_too_stays_with_theirs(room: Room) -> None:
    room.load(
        "Captain Jonas Reyes said 92 passengers were on the ferry that ran aground off Samphire Point.",
        "Mayor Edwin Sarka saw the rescuers at work.",
        id="post",
        source="Hill Post",
    )
    room.load(*but(_86_="92"))
    told = [(section.verdict, len(section.items)) for section in room.ask("figures passengers").sections]
    assert ("CHANGED", 2) in told
    assert ("SAME", 2) in told


def test_quotes_tell_of_other_words_and_of_another_speaker(room: Room) -> None:
    room.load(*(paragraph.replace("nobody panicked", "few panicked") for paragraph in FERRY))
    (section,) = changed(room.ask("quotes Reyes"))
    assert (section.heading, section.note) == ("QUOTE · Jonas Reyes", "check transcript before quoting")
    differs = [[one["text"] for one in item.facts["differs"]] for item in section.items if item.facts]
    assert differs == [["nobody"], ["few"]]


def test_whom_a_quotation_was_taken_from_is_told_of_it(room: Room) -> None:
    room.load(*(paragraph.replace("Captain Jonas Reyes", "Pilot Mira Anders") for paragraph in FERRY))
    for asked in ("quotes Anders", "quotes Mira Anders"):
        (section,) = changed(room.ask(asked))
        assert [item.lead for item in section.items] == ["Jonas Reyes", "Mira Anders"]


# Watches


def fired(room: Room) -> list[Answer]:
    alerts = room.desk.alerts("T0DESK:")
    for alert in alerts:
        room.desk.journal.told(alert.key)
    return [room.checked(alert.answer) for alert in alerts if alert.answer]


def test_a_corrected_number_fires_once_with_both(room: Room) -> None:
    room.ask("watch figures passengers")
    room.load(*but(_86_="92"))
    (alert,) = fired(room)
    (section,) = alert.sections
    assert shown(section) == [("ferry@1", "earlier text"), ("ferry", None)]
    room.load(*but(_86_="92", thanked="praised"))
    assert fired(room) == []
    room.load(*but(A_ferry_carrying_86="One ferry that was carrying 92"))
    assert fired(room) == []


def test_a_number_that_is_known_fires_when_a_story_takes_it_for_its_own(room: Room) -> None:
    room.load(
        "Captain Jonas Reyes said 92 passengers were on the ferry that ran aground off Samphire Point.",
        "Mayor Edwin Sarka saw the rescuers at work.",
        id="post",
        source="Hill Post",
    )
    room.ask("watch figures passengers")
    room.load(*but(_86_="92"))
    assert [len(changed(alert)) for alert in fired(room)] == [1]


def test_a_number_that_is_changed_back_fires_again_and_a_copys_correction_does_not(room: Room) -> None:
    room.load(*FERRY, id="copy", source="Hill Post")
    room.ask("watch figures passengers")
    room.load(*but(_86_="92"))
    assert len(fired(room)) == 1
    room.load(*but(_86_="92"), id="copy", source="Hill Post")
    assert fired(room) == []
    room.load(*FERRY)
    (alert,) = fired(room)
    assert [item.facts["value"] for item in changed(alert)[0].items if item.facts] == [92, 86]


def test_a_known_number_in_a_sentence_put_otherwise_fires_nothing(room: Room) -> None:
    room.ask("watch figures passengers")
    room.load(*but(A_ferry_carrying_86="On Tuesday a ferry with 86"))
    assert fired(room) == []
    room.load(*but(A_ferry_carrying_86="On Tuesday a ferry with 92"))
    room.load(*but(A_ferry_carrying_86="On Tuesday a ferry that carried 92"))
    assert len(fired(room)) == 1
    room.load(*but(A_ferry_carrying_86="On Tuesday one ferry with 92"))
    assert fired(room) == []


def test_another_hedge_fires_nothing(room: Room) -> None:
    room.ask("watch figures passengers")
    room.load(*but(_86_="about 86"))
    assert fired(room) == []


# What a note has shown


def test_a_line_that_was_shown_and_changed_leads_the_next_note(room: Room) -> None:
    room.note("1970-01-01")
    before = room.load(*but(_86_="92"))
    note = room.note(before)
    section = note.sections[0]
    assert section.heading == "CORRECTION · PASSENGERS"
    assert shown(section) == [("ferry@1", "earlier text · again"), ("ferry", None)]
    assert room.note(room.time.isoformat()).kind == "nothing"


def test_it_leads_though_the_window_and_the_topic_have_nothing_of_it(room: Room) -> None:
    room.load(*BREAD, id="bread", source="Town Crier")
    room.note("1970-01-01", "digest bread")
    room.load("Agnes Holm won nothing.", "The jury of the guild praised another crust.", id="bread")
    after = (room.time + timedelta(minutes=1)).isoformat()
    note = room.note(after, "digest bread")
    assert note.kind == "answer"
    told = [(item.cite.story, item.label) for item in note.sections[0].items if item.cite]
    assert ("bread@1", "earlier text · taken out") in told
    assert room.note(after, "digest bread").kind == "nothing"


def test_a_shown_line_that_was_only_reworded_is_told_with_both(room: Room) -> None:
    shown = {item.text for item in items(room.note("1970-01-01"))}
    before = room.load(*but(thanked="praised"))
    told = [(item.text, item.label) for item in items(room.note(before))]
    assert FERRY[3] in shown
    assert told == [(FERRY[3], "earlier text"), (FERRY[3].replace("thanked", "praised"), "text changed")]


def test_of_a_story_that_was_written_anew_a_few_lines_are_told_once(room: Room) -> None:
    room.note("1970-01-01")
    before = room.load("All is well again.", "Boats sail as they did.", headline="Boats sail again")
    section = room.note(before).sections[0]
    assert (section.heading, len(section.items)) == ("CORRECTION", 3)
    assert section.more > 0
    assert {item.label for item in section.items} == {"earlier text · taken out"}
    assert room.note(room.time.isoformat()).kind == "nothing"


def test_a_story_that_was_reworded_is_told_though_its_headline_was_shown(room: Room) -> None:
    room.note("1970-01-01")
    before = room.load("It was cold.", *FERRY)
    section = room.note(before).sections[0]
    assert section.heading == "CORRECTION"
    assert [(item.text, item.label) for item in section.items] == [("Ferry runs aground", "text changed")]


def test_a_line_that_kept_its_words_is_known_though_it_moved(room: Room) -> None:
    first = {item.text for item in items(room.note("1970-01-01"))}
    room.load("It was cold.", *FERRY)
    again = [item for item in items(room.note("1970-01-01")) if item.text in first]
    assert again
    assert all("again" in (item.label or "") for item in again)


def test_what_was_changed_and_changed_back_is_nothing_to_a_note(room: Room) -> None:
    room.note("1970-01-01")
    before = room.load(*but(_86_="92"))
    room.load(*FERRY)
    assert changed(room.note(before)) == []
