"""`compare`, `timeline` and `new` over invented stories."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.answer import Answer, Section
from newsbot.commands.moments import clock, moment, shown, unordered
from newsbot.desk import Desk
from newsbot.place import Place
from newsbot.store.sqlite import open_sqlite

DATA = Path(__file__).parent / "data"
NOW = datetime(2026, 3, 31, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def weir() -> Iterator[Desk]:
    """Five sources on a weir, one of them undated, and a strike."""
    with Desk(open_sqlite(":memory:"), clock=lambda: NOW) as desk:
        desk.load([DATA / "dated"])
        yield desk


@pytest.fixture(scope="module")
def quake() -> Iterator[Desk]:
    with Desk(open_sqlite(":memory:"), clock=lambda: NOW) as desk:
        desk.load([DATA / "stories"])
        yield desk


class Ticking:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.time = NOW

    def __call__(self) -> datetime:
        return self.time

    def later(self, **by: float) -> None:
        self.time += timedelta(**by)


@pytest.fixture
def ticking() -> Ticking:
    return Ticking()


@pytest.fixture
def desk(ticking: Ticking) -> Iterator[Desk]:
    with Desk(open_sqlite(":memory:"), clock=ticking) as made:
        yield made


def load(desk: Desk, folder: Path, id: str, text: str, **fields: str) -> None:
    story = {"id": id, "source": "Coast Wire", "headline": f"Headline of {id}", "text": text, **fields}
    (folder / f"{id}.jsonl").write_text(json.dumps(story), encoding="utf-8")
    assert not desk.load([folder / f"{id}.jsonl"]).refused


def section(answer: Answer, heading: str) -> Section:
    return next(s for s in answer.sections if s.heading == heading)


def sources(one: Section) -> list[str]:
    return [item.cite.source for item in one.items if item.cite]


def labels(one: Section) -> list[str | None]:
    return [item.label for item in one.items]


# compare


def test_each_source_of_a_topic_has_one_row(weir: Desk) -> None:
    rows = section(weir.ask("compare weir"), "THE STORY ITSELF")
    assert sources(rows) == ["Coast Wire", "Hill Post", "Town Crier", "Vale Herald", "Mill Lane Notes"]
    assert all("weir" in item.text.lower() for item in rows.items)


def test_what_differs_comes_before_the_rows_and_what_agrees_after(quake: Desk) -> None:
    verdicts = [s.verdict for s in quake.ask("compare").sections]
    assert verdicts[0] == "DIFFER"
    assert verdicts.index("SAME") > max(n for n, v in enumerate(verdicts) if v == "DIFFER")
    assert verdicts[-1] == "ONE SOURCE"


def test_a_wording_that_differs_is_shown_with_all_its_sources(quake: Desk) -> None:
    first = quake.ask("compare Demirkan").sections[0]
    assert (first.heading, first.verdict) == ("QUOTE · Leyla Demirkan", "DIFFER")
    assert len(set(sources(first))) == 3
    assert "check transcript" in (first.note or "")


def test_who_has_nothing_on_the_topic_is_named(quake: Desk) -> None:
    rows = section(quake.ask("compare electricity"), "THE STORY ITSELF")
    assert rows.verdict == "ONE SOURCE"
    assert "nothing found: Lantern, Reuters dateline" in (rows.note or "")


def test_no_sentence_stands_twice_in_a_comparison_but_where_two_groups_hold_it(quake: Desk) -> None:
    for line in ("compare earthquake", "compare bridges", "compare Demirkan"):
        shown = [
            (item.cite.story, item.cite.start)
            for s in quake.ask(line).sections
            if s.heading in ("THE STORY ITSELF", "ONLY IN")
            for item in s.items
            if item.cite
        ]
        assert len(shown) == len(set(shown)), line


def test_figures_that_nobody_else_has_stand_under_only_in_if_they_bear_on_the_topic(quake: Desk) -> None:
    own = section(quake.ask("compare households"), "THE STORY ITSELF")
    assert any("18,000 households" in item.text for item in own.items)
    said = [i.text for s in quake.ask("compare rescuers").sections for i in s.items]
    assert not any("18,000 households" in text for text in said)


def test_a_source_filter_leaves_one_row(quake: Desk) -> None:
    answer = quake.ask("compare bridges source:Lantern")
    assert {i.cite.source for s in answer.sections for i in s.items if i.cite} == {"Lantern"}


@pytest.mark.parametrize("command", ["compare", "timeline", "new"])
def test_what_is_not_there_is_said(weir: Desk, command: str) -> None:
    answer = weir.ask(f"{command} unicorn")
    assert answer.kind == "nothing"
    assert "unicorn" in answer.title


# timeline


def test_stories_stand_in_the_order_of_publication_with_their_dates(weir: Desk) -> None:
    dated = section(weir.ask("timeline weir"), "PUBLISHED")
    assert sources(dated) == ["Town Crier", "Coast Wire", "Hill Post", "Vale Herald"]
    assert labels(dated) == [
        "2 Oct 2025 · order unknown", "2 Oct 2025 04:15 UTC", "2 Oct 2025 07:40 UTC", "5 Oct 2025",
    ]  # fmt: skip


def test_an_undated_story_is_in_no_order(weir: Desk) -> None:
    answer = weir.ask("timeline weir")
    assert [s.heading for s in answer.sections] == ["PUBLISHED", "ORDER UNKNOWN"]
    assert sources(section(answer, "ORDER UNKNOWN")) == ["Mill Lane Notes"]
    assert "dates not given: 1 story" in (answer.note or "")


def test_the_first_to_say_it_is_marked_only_where_nobody_can_have_been_before(weir: Desk) -> None:
    assert labels(section(weir.ask("timeline"), "PUBLISHED"))[0] == "Sep 2025 · first"
    assert not any(
        "first" in (label or "") for label in labels(section(weir.ask("timeline weir"), "PUBLISHED"))
    )


def test_a_person_is_followed_by_name(weir: Desk) -> None:
    answer = weir.ask("timeline Sarka")
    assert sources(section(answer, "PUBLISHED")) == ["Town Crier", "Hill Post"]
    assert all("Sarka" in item.text for item in section(answer, "PUBLISHED").items)


def test_one_line_a_story(weir: Desk) -> None:
    stories = [i.cite.story for s in weir.ask("timeline weir").sections for i in s.items if i.cite]
    assert len(stories) == len(set(stories)) == 5


def test_no_more_stories_than_a_section_holds_are_in_a_timeline(desk: Desk, tmp_path: Path) -> None:
    rows = [
        {"id": f"s{n}", "source": "Coast Wire", "headline": f"Fog {n}", "text": f"The fog horn blew {n} times.",
         "published": f"20{10 + n // 12:02}-{1 + n % 12:02}"}
        for n in range(60)
    ]  # fmt: skip
    (tmp_path / "fog.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    desk.load([tmp_path])
    dated = section(desk.ask("timeline fog"), "PUBLISHED")
    assert len(dated.items) == 60
    assert [i.cite.published for i in dated.items if i.cite] == sorted(row["published"] for row in rows)


@pytest.mark.parametrize(
    ("published", "said"),
    [
        ("2025", "2025"),
        ("2025-09", "Sep 2025"),
        ("2025-09-30", "30 Sep 2025"),
        ("2025-09-30T23:30:00-02:00", "1 Oct 2025 01:30 UTC"),
        ("2025-09-30T23:30", "30 Sep 2025 23:30 UTC"),
        ("last week", "last week"),
    ],
)
def test_a_date_is_shown_as_precisely_as_it_is_given(published: str, said: str) -> None:
    assert shown(published) == said


@pytest.mark.parametrize(
    ("published", "lost"),
    [
        (["2025-09-30", "2025-10-01"], [False, False]),
        (["2025-09-30", "2025-09-30"], [True, True]),
        (["2025-09", "2025-09-30"], [True, True]),
        (["2025-09-30", "2025-09-30T07:00:00Z"], [True, False]),
        (["2025-09-30T07:00:00Z", "2025-09-30T07:00:00Z"], [False, False]),
        (["2025", "2026-01-01"], [False, False]),
    ],
)
def test_a_place_in_the_order_is_unknown_where_dates_overlap(published: list[str], lost: list[bool]) -> None:
    assert list(unordered([found for p in published if (found := moment(p))])) == lost


@given(st.dates(min_value=date(1, 1, 2), max_value=date(9999, 12, 30)), st.times())
def test_a_day_holds_its_hours_and_a_month_its_days(day: date, hour: time) -> None:
    within = moment(f"{day.isoformat()}T{hour:%H:%M}"), moment(day.isoformat()), moment(day.isoformat()[:7])
    exact, one, month = (found for found in within if found)
    assert one.first <= exact.first <= one.last
    assert month.first <= one.first <= one.last <= month.last


@given(st.text(max_size=30))
def test_whatever_stands_for_a_date_is_one_or_none(text: str) -> None:
    found = moment(text)
    assert found is None or found.first <= found.last
    assert isinstance(shown(text), str)


# new


def test_new_is_what_was_loaded_in_the_last_day(desk: Desk, tmp_path: Path, ticking: Ticking) -> None:
    load(desk, tmp_path, "old", "The ferry was late.")
    ticking.later(hours=30)
    load(desk, tmp_path, "young", "The ferry was early.")
    answer = desk.ask("new")
    assert answer.note == "1 new story · 1 publisher · date not given"
    assert [i.text for i in answer.sections[0].items] == ["Headline of young"]
    assert answer.sections[0].items[0].label == "loaded 15:30"
    assert answer.line == "new loaded:2026-03-31T15:30:00+00:00"


def test_new_in_a_thread_is_since_the_answer_before(desk: Desk, tmp_path: Path, ticking: Ticking) -> None:
    load(desk, tmp_path, "old", "The ferry was late.")
    ticking.later(minutes=5)
    before = desk.ask("find ferry")
    ticking.later(minutes=5)
    assert desk.ask("new", then=before).kind == "nothing"
    load(desk, tmp_path, "young", "The ferry was early.")
    assert [i.text for i in desk.ask("new", then=before).sections[0].items] == ["Headline of young"]


def test_new_in_a_channel_is_since_what_its_thread_or_note_tells(
    desk: Desk, tmp_path: Path, ticking: Ticking
) -> None:
    load(desk, tmp_path, "old", "The ferry was late.")
    told = Place(channel="T1:C1", before=ticking().isoformat(timespec="seconds"))
    ticking.later(hours=1)
    load(desk, tmp_path, "young", "The ferry was early.")
    assert [i.text for i in desk.ask("new", where=told).sections[0].items] == ["Headline of young"]
    desk.journal.settle("digest:T1:C1:abc:2026-03-31:0700", "sent", detail="1.1")
    since = desk.journal.last_sent("digest:T1:C1:")
    assert desk.ask("new", where=Place(channel="T1:C1")).line == f"new loaded:{since}"
    assert desk.ask("new", where=Place(channel="T1:C2")).line == "new loaded:2026-03-30T10:30:00+00:00"


def test_new_on_a_topic_and_of_a_source(desk: Desk, tmp_path: Path) -> None:
    load(desk, tmp_path, "a", "The ferry was late.")
    load(desk, tmp_path, "b", "The train was late.", source="Hill Post")
    assert [i.text for i in desk.ask("new ferry").sections[0].items] == ["Headline of a"]
    assert [i.text for i in desk.ask("new source:Hill").sections[0].items] == ["Headline of b"]


def test_new_since_a_day_goes_by_publication(weir: Desk) -> None:
    answer = weir.ask("new since:2025-10-03")
    assert sources(answer.sections[-1]) == ["Vale Herald"]
    assert answer.line == "new since:2025-10-03"
    assert "dates not given: 1 story" in (answer.note or "")


def test_a_correction_among_what_is_new_comes_first(weir: Desk) -> None:
    first = weir.ask("new").sections[0]
    assert first.heading == "CORRECTION"
    assert "named the wrong river" in first.items[0].text


def test_the_window_is_told_with_its_zone_but_for_the_first_that_covers_all(
    desk: Desk, tmp_path: Path
) -> None:
    load(desk, tmp_path, "a", "The ferry was late.")
    assert desk.ask("new").title == "new · since Mon 09:30 UTC"
    assert desk.ask("new loaded:1970-01-01").title == "new"


def test_nothing_new_is_said(desk: Desk) -> None:
    answer = desk.ask("new")
    assert (answer.kind, answer.note) == ("nothing", "nothing new")


def test_one_of_our_times_has_its_day_where_that_is_another() -> None:
    assert clock("2026-03-31T07:00:00+00:00", NOW) == "07:00"
    assert clock("2026-03-28T07:00:00+00:00", NOW) == "Sat 07:00"
    assert clock("2025-03-28T07:00:00+00:00", NOW) == "28 Mar 2025 07:00"


def test_a_story_that_was_changed_since_is_new_too(desk: Desk, tmp_path: Path, ticking: Ticking) -> None:
    load(desk, tmp_path, "old", "The ferry was late.")
    ticking.later(minutes=5)
    before = desk.ask("find ferry")
    ticking.later(minutes=5)
    load(desk, tmp_path, "old", "The ferry was late, and nobody knew why.")
    answer = desk.ask("new", then=before)
    assert answer.kind == "answer"
    assert (answer.sections[0].heading, labels(answer.sections[0])) == ("1 story changed", ["changed"])
    assert desk.ask("new train", then=before).kind == "nothing"


LONG = (
    "The lighthouse of Brandt Head went dark at midnight, and the coast guard sent the cutter Petrel to warn the "
    "trawlers that lay off the reef. Keeper Agnes Holm said a bird had broken the lamp. “It was a gannet,” said Holm, "
    "who has kept the light for thirty years. The lamp was built in Turin in 1911 and has failed twice before."
)


def test_copies_are_folded_under_the_first_and_named(desk: Desk, tmp_path: Path) -> None:
    for n, source in enumerate(("Coast Wire", "Hill Post", "Town Crier")):
        load(desk, tmp_path, f"s{n}", LONG, source=source, published=f"2025-10-0{n + 1}")
    rows = section(desk.ask("compare lighthouse"), "THE STORY ITSELF")
    assert sources(rows) == ["Coast Wire"]
    assert labels(rows) == ["+ Hill Post, Town Crier"]
    new = desk.ask("new").sections[-1]
    assert [label.split(" · ", 1)[1] for label in labels(new) if label] == ["+ Hill Post, Town Crier"]
    dated = section(desk.ask("timeline lighthouse"), "PUBLISHED")
    assert labels(dated) == ["1 Oct 2025 · first", "2 Oct 2025 · copy", "3 Oct 2025 · copy"]


def test_a_source_that_tells_its_story_again_has_no_copy_of_it(desk: Desk, tmp_path: Path) -> None:
    load(desk, tmp_path, "a", LONG)
    load(desk, tmp_path, "b", LONG + " The cutter is back.")
    rows = desk.ask("new").sections[-1]
    assert sources(rows) == ["Coast Wire", "Coast Wire"]
    assert not any("+" in (label or "") or "copy" in (label or "") for label in labels(rows))


# in plain words


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        ("who first reported the aftershocks?", "timeline aftershocks"),
        ("who reported the aftershocks first?", "timeline aftershocks"),
        ("who was the first to say that bridges were closed?", "timeline bridges closed"),
        ("where do the sources differ on the bridges?", "compare bridges"),
        ("where do sources differ?", "digest"),
        ("what’s new about aftershocks?", "new aftershocks loaded:2026-03-30T09:30:00+00:00"),
        ("anything new?", "new loaded:2026-03-30T09:30:00+00:00"),
        ("what happened?", "digest"),
    ],
)
def test_a_question_is_read_as_one_of_these(quake: Desk, asked: str, line: str) -> None:
    assert quake.ask(asked).line == line


def test_what_is_new_in_a_thread_looks_back_as_new_does(desk: Desk, tmp_path: Path, ticking: Ticking) -> None:
    load(desk, tmp_path, "old", "The ferry was late.")
    ticking.later(minutes=5)
    before = desk.ask("find ferry")
    assert desk.ask("what's new?", then=before).line == "new loaded:2026-03-31T09:35:00+00:00"


# export


def test_export_is_the_answer_to_the_line(quake: Desk) -> None:
    whole = quake.ask("figures earthquake")
    export = quake.ask("export figures earthquake")
    assert export.line == "export figures earthquake"
    assert export.sections == whole.sections


def test_a_follow_up_to_an_export_follows_its_line(quake: Desk) -> None:
    assert quake.ask("and bridges?", then="export find aftershocks").line == "find bridges"


@pytest.mark.parametrize("line", ["export watch figures ferry", "export help", "export export find ferry"])
def test_what_has_no_lines_is_not_exported(quake: Desk, line: str) -> None:
    assert quake.ask(line).kind == "error"
