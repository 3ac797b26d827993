"""`figures`, asked of the invented stories through a real archive."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import newsbot
from newsbot.answer import Answer
from newsbot.desk import Desk
from newsbot.surfaces.drawing import SCREEN, draw

FOLDER = Path(__file__).parent / "data" / "stories"
# Our own words in notes and labels; what stands in a slot is a number, a word of the stories or a source.
OURS = re.compile(
    r"[\d,]+ (?:story|stories|publishers?|origins?|measures?|storylines?|new stor(?:y|ies)|refused)(?:: .+)?"
    r"|no named origin|named origin|unnamed officials?(?:, quoted)?|a number and words|which .+: not given"
    r"|same .+: not given|same storyline: .+|our arithmetic: .+|dates? not given(?:: .+)?|also: .+|.+ \d+"
    r"|marks unbalanced in the story|check transcript before quoting|origin: X post \(.+\)|part quote|reported"
    r"|headline|caption|wrote on .+|“.+”|speaking: .+|nothing of its own|nothing new|nothing found|last load .+"
    r"|first note: all new|[\d,]+ storylines? quiet|\+ .+|previews?|also carried by \d+|published .+|corrected|again"
    r"|copy of .+|shared passage: .+|same origin: .+|wording differs in .+"
)


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    with newsbot.open("sqlite:///:memory:") as made:
        made.load([FOLDER])
        yield made


def ours(answer: Answer) -> list[str]:
    notes = [answer.note, *(s.note for s in answer.sections)]
    labels = [item.label for s in answer.sections for item in s.items]
    return [part for told in (*notes, *labels) if told for part in told.split(" · ")]


def of(answer: Answer, heading: str) -> list[tuple[str, str]]:
    return [
        (item.cite.source, item.text)
        for s in answer.sections
        if s.heading == heading
        for item in s.items
        if item.cite
    ]


@pytest.mark.parametrize("asked", ["nurse", "nurses", "horse", "horses"])
def test_a_topic_whose_stem_ends_like_a_plural_is_found(asked: str, tmp_path: Path) -> None:
    (tmp_path / "strike.txt").write_text(
        "Nurses strike\n\nSome 900 nurses left, and 40 horses.\n", encoding="utf-8"
    )
    with newsbot.open("sqlite:///:memory:") as made:
        made.load([tmp_path])
        assert made.ask(f"figures {asked}").kind == "answer"


def test_figures_of_one_measure_stand_under_one_heading_whoever_has_the_word(desk: Desk) -> None:
    answer = desk.ask("figures earthquake")
    first = answer.sections[0]
    assert (first.heading, first.verdict) == ("DIED", None)
    assert {item.cite.source for item in first.items if item.cite} == {
        "Lantern",
        "The Harbour Times",
        "Reuters dateline",
    }
    assert [item.facts["value"] for item in first.items if item.facts] == [38, 41, 44]
    assert answer.title == "Figures: earthquake"
    assert answer.note is not None
    assert answer.note.startswith("3 stories · 3 publishers")


def test_a_figure_without_the_word_joins_its_group_and_the_answer_says_so(desk: Desk) -> None:
    answer = desk.ask("figures recount")
    joined = [s for s in answer.sections if s.note and "same storyline: " in s.note]
    assert joined
    for section in joined:
        assert len({item.cite.source for item in section.items if item.cite}) > 1


def test_a_source_filter_narrows_the_group(desk: Desk) -> None:
    answer = desk.ask("figures earthquake source:lantern")
    assert answer.kind == "answer"
    assert {item.cite.source for s in answer.sections for item in s.items if item.cite} == {"Lantern"}
    assert {s.verdict for s in answer.sections if s.items} == {"ONE SOURCE"}


def test_word_families_meet(desk: Desk) -> None:
    assert of(desk.ask("figures aftershock"), "AFTERSHOCKS") == of(
        desk.ask("figures aftershocks"), "AFTERSHOCKS"
    )
    assert of(desk.ask("figures aftershock"), "AFTERSHOCKS")


def test_nothing_found_repeats_the_words_and_offers_what_is_near(desk: Desk) -> None:
    answer = desk.ask("figures percant")
    assert (answer.kind, answer.title) == ("nothing", "Figures: percant")
    assert "figures percent" in answer.next
    assert desk.ask("figures zeppelin").kind == "nothing"


def test_bare_figures_lists_topics_then_the_newest(desk: Desk) -> None:
    answer = desk.ask("figures")
    assert answer.kind == "answer"
    assert answer.sections[0].note is not None
    assert answer.sections[0].note.startswith("also: ")
    assert len(answer.sections) > 3
    assert all(line.startswith("figures ") for line in answer.next)


def test_no_sentence_stands_twice_in_a_section(desk: Desk) -> None:
    for line in ("figures earthquake", "figures", "figures strike", "figures votes"):
        for section in desk.ask(line).sections:
            cited = [(item.cite.story, item.cite.start) for item in section.items if item.cite]
            assert len(cited) == len(set(cited)), (line, section.heading)


def test_a_verdict_holds_several_sources_and_one_source_just_one(desk: Desk) -> None:
    for line in ("figures earthquake", "figures recount", "figures ferry", "figures"):
        for section in desk.ask(line).sections:
            sources = {item.cite.source for item in section.items if item.cite}
            if section.verdict == "ONE SOURCE":
                assert len(sources) == 1
            elif section.verdict:
                assert len(sources) > 1


@pytest.mark.parametrize(
    "line", ["figures earthquake", "figures", "figures votes", "figures pounds", "figures strike"]
)
def test_our_words_are_from_the_closed_list_and_no_heading_has_a_number(desk: Desk, line: str) -> None:
    answer = desk.ask(line)
    assert [part for part in ours(answer) if not OURS.fullmatch(part)] == []
    assert not [s.heading for s in answer.sections if re.search(r"\d", s.heading)]


def test_the_first_screen_tells_what_stands_behind_more(desk: Desk) -> None:
    drawn = draw(desk.ask("figures earthquake"))
    lines = [line for block in drawn.blocks for line in (block.heading, *block.lines) if line]
    assert len(drawn.head) + len(lines) <= SCREEN - 1
    assert [line for line in lines if (line.grey or "").startswith("also: ")]
    assert drawn.more


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("figures pilots Vale", "212 pilots"),
        ("how many were killed in Corsham?", "killing 5 people"),
        ("what percent of pilots voted?", "31% of the pilots"),
    ],
)
def test_what_counts_the_asked_thing_comes_first_then_what_has_most_of_the_words(
    tmp_path: Path, line: str, first: str
) -> None:
    told = (
        "Ada Vale won three seats for her slate of pilots on Sunday. Vale has 212 pilots behind her. Only 31% of the pilots voted. A "
        "gun killed one man in Lund. Near Corsham 17 houses burned, killing 5 people."
    )
    story = {"source": "Post", "headline": "Vale wins Corsham", "text": told}
    (tmp_path / "made.jsonl").write_text(json.dumps(story), encoding="utf-8")
    with newsbot.open("sqlite:///:memory:") as made:
        made.load([tmp_path / "made.jsonl"])
        assert first in made.ask(line).sections[0].items[0].text
