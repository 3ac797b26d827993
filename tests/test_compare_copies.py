"""One text in two stories: reprints, passages, agencies; at load the first story is the original."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsbot
from comparing import story
from newsbot import export
from newsbot.compare import copies
from newsbot.model import Story, Zone

PLACES = (
    "Ashby Bramley Corfe Dunmore Elsted Farley Gretton Hexham Ilford Jarrow Kelso Lydney Marlow Newby".split()
)
WORDS = (
    "harbour council bridge orchard ferry school library market tower garden railway lantern chapel meadow "
    "closed opened painted flooded visited praised counted mended sold rented argued voted waited returned "
    "early late slowly twice again today quietly yearly seldom often"
).split()


def long(first: int = 0, sentences: int = 14) -> str:
    """A report of which no two sentences share four words in a row."""
    return " ".join(_sentence(n) for n in range(first, first + sentences))


def _sentence(n: int) -> str:
    told = [Random(f"{n} {k}").choice(WORDS) for k in range(14)]
    return f"In {PLACES[n % 14]} the {' '.join(told)} for {n + 3} days."


def test_a_cut_and_retitled_reprint_is_a_copy() -> None:
    whole, cut = story(long(), "One headline", id="a"), story(long(sentences=8), "Another", id="b")
    assert copies.kinship(whole, cut) == copies.kinship(cut, whole) == "copy"


def test_a_copy_with_changed_words_is_a_copy() -> None:
    changed = long().replace("harbour", "haven").replace("days", "nights", 5)
    assert copies.kinship(story(long(), id="a"), story(changed, id="b")) == "copy"


def test_a_long_passage_in_a_story_of_its_own_is_a_shared_passage() -> None:
    own = "Rain fell on the moor all week and nobody in the valley could remember a wetter harvest than this one. "
    mixed = story(own * 1 + long(sentences=2) + " " + long(40), id="b")
    assert copies.kinship(story(long(), id="a"), mixed) == "shared passage"


def test_a_long_quotation_in_both_is_no_shared_passage() -> None:
    said = f"“{long(sentences=2)}”"
    one = story(f"{long(60, 9)} The mayor said: {said}", id="a")
    two = story(f"At the meeting she said {said} and left. {long(90, 9)}", id="b")
    assert copies.kinship(one, two) is None


def test_two_reports_of_one_event_are_no_copies() -> None:
    one = story(
        "The ferry Alma ran aground off Corfe on Tuesday and 40 people were taken off by lifeboat.", id="a"
    )
    two = story(
        "Lifeboats took 40 passengers off the ferry Alma after it ran aground near Corfe on Tuesday.", id="b"
    )
    assert copies.kinship(one, two) is None
    assert copies.near(copies.sketch(one), {2: copies.sketch(two)}) == ()


def test_a_brief_cut_from_a_long_story_is_near_it() -> None:
    whole, brief = copies.sketch(story(long())), copies.sketch(story(long(sentences=2)))
    other = copies.sketch(story(long(200)))
    assert copies.near(brief, {7: whole, 8: other}) == (7,)


def test_a_roundup_is_no_copy_of_the_brief_in_it_but_the_brief_cut_from_it_would_be() -> None:
    brief, roundup = (
        story(long(sentences=3), id="a"),
        story(f"{long(50, 7)} {long(sentences=3)} {long(70, 5)}", id="b"),
    )
    assert copies.kinship(roundup, brief) == "shared passage"
    assert copies.kinship(brief, roundup) == "copy"
    assert not copies.one_text(brief, roundup)
    assert copies.one_text(brief, story(long(sentences=2), id="c"))


def test_the_nearest_of_several_is_the_one_that_shares_most_then_the_oldest() -> None:
    assert copies.near((1, 2, 3, 4), {5: (1, 2, 9), 3: (1, 2, 3), 4: (2, 3, 8), 6: (7, 8)}) == (3, 4, 5)


@given(st.text(max_size=400))
def test_a_story_is_sketched_the_same_every_time(text: str) -> None:
    told = copies.sketch(story(text))
    assert told == copies.sketch(story(text)) == tuple(sorted(set(told)))
    assert len(told) <= 24


@given(st.lists(st.sampled_from(PLACES), min_size=12, max_size=60))
def test_a_story_of_some_length_is_its_own_copy(told: list[str]) -> None:
    one = story(" ".join(f"{word} {n}" for n, word in enumerate(told)))
    assert copies.kinship(one, one) == "copy"


def placed(kind: str, line: str, **source: str) -> Story:
    made = story(f"{line} The harbour froze.", id="a")
    zones = (Zone(kind, 0, len(line)), Zone("body", len(line) + 1, len(made.text)))  # type: ignore[arg-type]
    return replace(made, zones=zones, source=replace(made.source, **source))


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        (placed("dateline", "CORFE (AP) —"), "ap"),
        (placed("dateline", "CORFE, March 3 (Reuters) -"), "reuters"),
        (placed("dateline", "CORFE (Harbour Wire) —"), "harbour wire"),
        (placed("dateline", "CORFE —"), None),
        (placed("credit", "With reporting by Agence France-Presse"), "afp"),
        (placed("credit", "© The Corfe Post"), None),
        (placed("caption", "The frozen harbour. AP"), None),
        (placed("body", "Nothing.", publisher="Associated Press"), "ap"),
        (placed("body", "Nothing.", evidence="byline; (AFP) in the dateline, EPA photo"), "afp"),
    ],
)
def test_the_agency_is_the_one_that_dateline_credit_or_publisher_name(
    told: Story, wanted: str | None
) -> None:
    assert copies.wire(told) == wanted


def test_at_load_a_copy_is_kept_with_its_original_whatever_batch_it_comes_in(tmp_path: Path) -> None:
    (tmp_path / "1").mkdir()
    (tmp_path / "2").mkdir()
    for name, text in (
        ("1/a", long()),
        ("1/b", long(sentences=9)),
        ("1/c", long(30)),
        ("2/d", long(sentences=11)),
    ):
        (tmp_path / f"{name}.txt").write_text(
            f"Towns {name[-1].upper()} argue again\n\n{text}\n", encoding="utf-8"
        )
    with newsbot.open("sqlite:///:memory:") as desk:
        desk.load([tmp_path / "1"])
        desk.load([tmp_path / "2"])
        ids = {Path(head.id).stem: head.id for head in desk.archive.every()}
        told = desk.archive.lineage(list(ids.values()))
    assert {name: told[ref].original for name, ref in ids.items() if ref in told} == {
        "b": ids["a"],
        "d": ids["a"],
    }
    assert {one.shared for one in told.values()} == {"copy"}


def test_storylines_tell_their_copies_the_first_published_as_the_original(tmp_path: Path) -> None:
    rows = [
        {"id": "late", "text": long(), "published": "2026-03-02T09:00:00Z"},
        {"id": "first", "text": long(sentences=12), "published": "2026-03-01T09:00:00Z"},
        {"id": "cut", "text": long(sentences=9), "published": "2026-03-03"},
        {"id": "other", "text": long(400)},
    ]
    told = [json.dumps({"source": row["id"], "headline": f"Towns and {row['id']}", **row}) for row in rows]
    (tmp_path / "told.jsonl").write_text("\n".join(told), encoding="utf-8")
    with newsbot.open("sqlite:///:memory:") as desk:
        desk.load([tmp_path])
        lines = list(export.storylines(desk.archive))
    assert [pair for line in lines for pair in line["copies"]] == [["first", "late"], ["first", "cut"]]
