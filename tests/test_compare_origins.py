"""How independent sources are, whose office is whose, and what only one story has."""

from __future__ import annotations

from dataclasses import replace

import pytest

from comparing import figures, head, story
from newsbot.compare import gist, offices, origins
from newsbot.model import Source, Speaker


def spoken(text: str, kind: str, person: str | None = None) -> str:
    found = figures("There were {|12|people}.")[0]
    speaker = Speaker(start=0, end=0, text=text, person=person, kind=kind)  # type: ignore[arg-type]
    return origins.origin(replace(found, finding=replace(found.finding, speaker=speaker)))


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        ("Harbour Police", "collective", "named origin"),
        ("the fire department", "collective", "named origin"),
        ("the FBI", "collective", "named origin"),
        ("a senior official", "unnamed", "unnamed official"),
        ("the official", "role", "unnamed official"),
        ("officials", "collective", "unnamed officials"),
        ("Media reports", "collective", "no named origin"),
        ("critics", "collective", "no named origin"),
        ("This development", "collective", "no named origin"),
        ("Mexico", "collective", "no named origin"),
        ("the governor", "role", "named origin"),
    ],
)
def test_who_stands_behind_a_figure(text: str, kind: str, wanted: str) -> None:
    assert spoken(text, kind) == wanted


def test_a_named_person_is_a_named_origin() -> None:
    assert spoken("she", "pronoun", person="Ada Brook") == "named origin"


def test_an_unnamed_official_in_quotation_marks_is_quoted() -> None:
    found = figures("“We counted {|12|boats},” the official said.")[0]
    speaker = Speaker(start=0, end=0, text="the official", person=None, kind="role")
    told = replace(found, finding=replace(found.finding, speaker=speaker))
    assert origins.origin(told) == "unnamed official, quoted"


def test_the_sentence_itself_may_name_the_origin() -> None:
    assert origins.origin(figures("Harbour Patrol reported {|12|boats} in a week.")[0]) == "named origin"
    assert origins.origin(figures("Media reports say {|12|boats} sank.")[0]) == "no named origin"
    assert origins.origin(figures("Some {|12|boats} sank.")[0]) == "no named origin"


def test_unknown_publishers_never_add_independence() -> None:
    named = head(1, "A")
    unknown = [replace(head(n, "?"), source=Source(label=f"site {n}")) for n in (2, 3)]
    assert origins.publishers([named, *unknown]) == 2


LONG = " ".join(
    f"Sentence number {n} tells of {word} and of what came next." for n, word in enumerate("abcdefghijklmn")
)


def test_a_cut_reprint_is_a_copy_of_the_first_story_given() -> None:
    original = story(LONG, "One headline", id="a")
    reprint = story(LONG[: len(LONG) * 2 // 3], "Another headline", id="b")
    other = story("The harbour froze on Sunday and the ferries stayed away all week long.", id="c")
    assert origins.copies([original, other, reprint]) == (("a", "b"),)
    assert origins.contained(original, reprint) > 0.9
    assert origins.contained(original, other) == 0


@pytest.mark.parametrize(
    ("one", "two", "wanted"),
    [
        ("Secretary of Health", "Health Secretary", "SAME"),
        ("US Secretary of Health", "Health Secretary", "SAME"),
        ("Former Governor", "Governor", "DIFFER"),
        ("Mayor", "Senator", None),
    ],
)
def test_one_office_in_two_orders_is_the_same(one: str, two: str, wanted: str | None) -> None:
    assert offices.verdict([("A", one), ("B", two)]) == wanted


def test_one_source_alone_agrees_with_nobody() -> None:
    assert offices.verdict([("A", "Mayor"), ("A", "mayor")]) == "ONE SOURCE"
    assert offices.verdict([]) is None


def test_sentences_do_not_end_at_initials_and_abbreviations() -> None:
    told = story("Gov. A. J. Lee met U.S. envoys at 4:17 a.m. GMT. “It went well.” She left.")
    said = [told.text[s:e] for s, e in gist.sentences(told)]
    assert said == ["Gov. A. J. Lee met U.S. envoys at 4:17 a.m. GMT.", "“It went well.”", "She left."]


def test_what_only_one_story_has_comes_first_and_can_stand_alone() -> None:
    one = story(
        "The bridge at Lemley closed on Monday. He said so twice and went home to sleep after it. "
        "Engineers from Osterby found 14 cracks in the eastern pier last winter. "
        "Traffic was sent over the old bridge at Lemley on Monday morning."
    )
    two = story(
        "The bridge at Lemley closed on Monday. Traffic was sent over the old bridge on Monday morning."
    )
    first = gist.alone(one, [two])[0]
    assert one.text[first.start : first.end].startswith("Engineers from Osterby found 14 cracks")
    assert not any(one.text[s:e].startswith("He said") for s, e in gist.alone(one, [two]))
