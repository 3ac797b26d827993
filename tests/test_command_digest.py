"""`digest`: the morning note over the invented stories, through a real archive."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import newsbot
from newsbot.answer import Answer, Item, Section
from newsbot.commands import repeats
from newsbot.commands.evidence import STORIES
from newsbot.desk import Desk
from newsbot.store.sqlite import open_sqlite
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
    assert lead.label == "3 stories · 3 publishers"


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


def test_the_facts_of_a_wording_tell_the_words_that_another_does_not_have(desk: Desk) -> None:
    answer = desk.ask("digest earthquake", now=NOW)
    quoted = next(s for s in answer.sections if s.heading.startswith("CHECK · QUOTE · "))
    differing = [span for item in quoted.items if item.facts for span in item.facts["differs"]]
    assert differing
    texts = {item.cite.story: desk.archive.story(item.cite.story) for item in quoted.items if item.cite}
    for item in quoted.items:
        story = texts[item.cite.story] if item.cite else None
        assert story
        assert item.facts
        for span in item.facts["differs"]:
            assert story.text[span["start"] : span["end"]] == span["text"]


def test_a_quote_shown_elsewhere_says_whose_wording_differs(desk: Desk) -> None:
    answer = desk.ask("digest earthquake", now=NOW)
    quoted = next(s for s in answer.sections if s.heading.startswith("CHECK · QUOTE · "))
    person = quoted.heading.removeprefix("CHECK · QUOTE · ")
    said = section(desk.ask(f"who {person}", now=NOW), "SAID")
    labels = [label for item in said.items for label in (item.label or "").split(" · ")]
    assert any(label.startswith("wording differs in ") for label in labels)
    assert "check transcript before quoting" in (said.note or "")


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
    assert opening.items[-1].label == "2 stories: 1 after, 1 preview · 1 publisher"
    assert opening.items[0].cite is not None
    assert opening.items[0].cite.stage == "after"


MORNING = datetime(2026, 3, 2, 7, 0, tzinfo=ZoneInfo("UTC"))
TALE = (
    "A landslide buried the railway station of Osterby on Sunday night, and rescuers dug for survivors until dawn. "
    "The slide above Osterby followed nine days of rain in the valley of the Aller. "
)
OTHER = (
    "Rescuers dug until dawn at Osterby station, which a landslide had buried on Sunday night. It had rained in the "
    "Aller valley for nine days. Readers sent 300 blankets to the school hall of Osterby, where 80 families slept."
)


class Newsroom:
    """An archive to which stories are added at hours of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.hour = folder, datetime(2026, 3, 1, 20, tzinfo=UTC)
        self.desk = Desk(open_sqlite(":memory:"), clock=lambda: self.hour)

    def write(
        self,
        hour: int,
        name: str,
        text: str,
        *,
        source: str = "",
        published: str | None = None,
        headline: str = "",
    ) -> None:
        self.hour = datetime(2026, 3, 1, 0, tzinfo=UTC) + timedelta(hours=hour)
        row = {
            "id": name,
            "source": source or name,
            "headline": headline or f"Osterby landslide, {name}",
            "text": text,
        }
        (self.folder / f"{name}.jsonl").write_text(
            json.dumps({**row, "published": published}), encoding="utf-8"
        )
        self.desk.load([self.folder])

    def note(self, since: str = "2026-03-01T21:00:00+00:00") -> Answer:
        return self.desk.ask(f"digest loaded:{since}", now=MORNING)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    made = Newsroom(tmp_path)
    yield made
    made.desk.close()


def test_a_changed_figure_stands_first_old_then_new(room: Newsroom) -> None:
    room.write(20, "Lantern", f"{TALE}The landslide killed 14 people.", published="2026-03-01T19:00:00Z")
    room.write(
        30,
        "Lantern2",
        f"{TALE}The landslide killed 19 people.",
        source="Lantern",
        published="2026-03-02T05:00:00Z",
    )
    changed = section(room.note(), "NEW SINCE · KILLED")
    assert changed.verdict == "CHANGED"
    assert [item.facts["value"] for item in changed.items if item.facts] == [14, 19]
    assert [item.label for item in changed.items] == [
        "published 1 Mar 2026 19:00 UTC",
        "published 2 Mar 2026 05:00 UTC",
    ]


def test_a_story_whose_text_changed_is_told_though_nothing_was_loaded(room: Newsroom) -> None:
    room.write(20, "Lantern", f"{TALE}The landslide killed 14 people.")
    assert room.note().kind == "nothing"
    room.write(30, "Lantern", f"{TALE}The landslide killed nobody.")
    answer = room.note()
    (line,) = section(answer, "CORRECTION").items
    assert (answer.kind, line.label, line.text) == ("answer", "text changed", "Osterby landslide, Lantern")
    assert room.note("2026-03-02T06:30:00+00:00").kind == "nothing"


def test_a_correction_that_a_new_story_carries_is_shown_in_its_own_words(room: Newsroom) -> None:
    room.write(20, "Lantern", f"{TALE}The landslide killed 14 people.")
    said = "Correction: An earlier version of this story gave the wrong name of the station."
    room.write(30, "Post", f"{TALE}Trains were sent over the coast.\n\n{said}")
    assert [item.text for item in section(room.note(), "CORRECTION").items] == [said]


def test_storylines_without_a_new_story_are_counted_in_one_line(room: Newsroom) -> None:
    room.write(20, "Lantern", f"{TALE}The landslide killed 14 people.")
    room.write(20, "Post", f"{TALE}The landslide killed 14 people, the mayor of Osterby said.")
    room.write(
        30,
        "Mail",
        "The Harbour Hotel in Corfe opened its doors again after a year of painting and repair.",
        headline="Guests return to Corfe",
    )
    note = room.note().note or ""
    assert "1 new story" in note
    assert note.endswith("1 storyline quiet")


def test_a_copy_is_folded_named_and_counted_as_no_origin(room: Newsroom) -> None:
    told = f"{TALE}The landslide killed 14 people. Osterby had asked for a wall above the line since 1998, and twice it was refused one."
    room.write(20, "Lantern", told)
    room.write(21, "Post", told)
    room.write(22, "Mail", OTHER)
    answer = room.desk.ask("digest", now=MORNING)
    assert section(answer, "1").items[1].label == "3 stories · 3 publishers · 2 origins"
    assert "+ Post" in (section(answer, "Lantern").note or "")
    assert "3 stories · 3 publishers · 2 origins" in (room.desk.ask("figures landslide").note or "")
    assert "3 publishers · 2 origins" in (answer.note or "")
    copy = section(answer, "Post")
    assert (copy.note, [item.label for item in copy.items]) == ("copy of Lantern", ["nothing of its own"])


def test_the_same_corpus_twice_says_nothing_new(room: Newsroom) -> None:
    room.write(20, "Lantern", f"{TALE}The landslide killed 14 people.")
    first = room.note("1970-01-01")
    room.hour += timedelta(hours=5)
    room.desk.load([room.folder])
    again = room.note("2026-03-01T20:30:00+00:00")
    assert "first note: all new" in (first.note or "")
    assert (again.kind, (again.note or "").split(" · ")[0]) == ("nothing", "nothing new")


def test_a_line_of_an_earlier_note_goes_or_is_marked(room: Newsroom) -> None:
    room.write(
        20,
        "Lantern",
        f"{TALE}The landslide killed 14 people. Osterby baked no bread on Monday morning, said Ada Brook.",
    )
    room.write(
        20, "Post", f"{TALE}Police said the landslide killed 14 people. The Post counted 22 buried cars."
    )
    first = room.note("1970-01-01")
    shown = set(repeats.lines(first))
    room.write(
        30,
        "Mail",
        f"{TALE}The landslide killed 14 people. A dog named Biscuit was dug out alive by the Mail's reporter.",
    )
    second = repeats.without(room.note(), shown)
    told = [(s, item) for s in second.sections for item in s.items if item.cite]
    known = [
        (s, item)
        for s, item in told
        if item.cite and (item.cite.story, item.cite.start, item.cite.end) in shown
    ]
    assert known
    assert all("again" in (item.label or "") for _, item in known)
    assert all("again" not in (item.label or "") for s, item in told if (s, item) not in known)
    headings = {s.heading for s in second.sections}
    assert {"Lantern", "Post", "Mail"} <= headings
    assert repeats.without(first, frozenset()) is first


def test_an_office_that_one_source_calls_former_is_checked(room: Newsroom) -> None:
    room.write(20, "Lantern", f"{TALE}“We dig on,” said Governor Ada Brook on Monday.")
    room.write(20, "Post", f"{TALE}Former Governor Ada Brook came to the station on Monday and wept.")
    check = section(room.desk.ask("digest", now=MORNING), "CHECK · OFFICE · Ada Brook")
    assert check.verdict is None
    assert [item.text for item in check.items] == ["Governor", "Former Governor"]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("President Ada Brook came on Monday.", "Former President Ada Brook came to the station and wept."),
        (
            "Governor Ada Brook came. Critics of former Governor Ada Brook were not there.",
            "Former Governor Ada Brook came to the station and wept.",
        ),
    ],
)
def test_who_is_still_called_by_an_office_is_no_contradiction(room: Newsroom, one: str, two: str) -> None:
    room.write(20, "Lantern", f"{TALE}{one}")
    room.write(20, "Post", f"{TALE}{two}")
    headings = [found.heading for found in room.desk.ask("digest", now=MORNING).sections]
    assert not [heading for heading in headings if "OFFICE" in heading]


def test_an_hour_that_sources_give_differently_is_checked(room: Newsroom) -> None:
    hit = "The landslide hit the railway station of Osterby"
    room.write(20, "Lantern", f"{TALE}{hit} at 9:40 p.m. on Sunday.")
    room.write(20, "Post", f"{OTHER} {hit} at 10:15 p.m., the railway said.")
    check = section(room.desk.ask("digest", now=MORNING), "CHECK · TIME")
    assert (check.verdict, sources(check)) == ("DIFFER", {"Lantern", "Post"})


@pytest.mark.slow
def test_a_storyline_of_many_stories_is_told_by_its_newest(room: Newsroom) -> None:
    for n in range(STORIES + 5):
        room.write(
            1 + n // 5, f"Paper{n}", f"{OTHER} The town of Osterby counted {300 + 7 * n} sandbags that day."
        )
    room.write(
        30,
        "Latest",
        f"{OTHER} A dog was found alive under platform two of Osterby station by 9 firefighters.",
    )
    answer = room.note()
    assert "Latest" in {s.heading for s in answer.sections}
    assert (section(answer, "1").items[-1].label or "").startswith(f"{STORIES + 6} stories · 1 new · ")


def test_three_mornings_say_each_line_once_or_mark_it(room: Newsroom) -> None:
    """All new; nothing new; then an update with the old number beside the new one, and every source named."""
    room.write(8, "Lantern", f"{TALE}The landslide killed 14 people.", published="2026-03-01T07:00:00Z")
    room.write(9, "Post", f"{OTHER} The landslide killed 14 people.", published="2026-03-01T08:00:00Z")
    first = room.note("1970-01-01")
    assert "first note: all new" in (first.note or "")
    shown = set(repeats.lines(first))

    room.hour += timedelta(hours=12)
    room.desk.load([room.folder])
    assert room.note("2026-03-01T10:00:00+00:00").kind == "nothing"

    room.write(
        30,
        "Mail",
        f"{TALE}The number of dead rose to 19 people on Monday, the mayor said.",
        published="2026-03-02T05:00:00Z",
    )
    third = repeats.without(room.note("2026-03-01T22:00:00+00:00"), shown)
    changed = next(s for s in third.sections if s.heading.startswith("NEW SINCE"))
    assert [item.facts["value"] for item in changed.items if item.facts] == [14, 14, 19]
    again = [item for s in third.sections for item in s.items if item.cite and _place(item) in shown]
    assert [item.text for item in again if "again" not in (item.label or "")] == []
    assert {s.heading for s in third.sections} >= {"Lantern", "Post", "Mail"}


def _place(item: Item) -> tuple[str, int, int]:
    assert item.cite
    return item.cite.story, item.cite.start, item.cite.end
