"""How independent sources are, whose office is whose, and what only one story has."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparing import figures, head, story
from newsbot.compare import gist, offices, order, origins
from newsbot.model import Lineage, Source, Speaker


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


def lineage(**told: tuple[str | None, str | None]) -> dict[str, Lineage]:
    """By story: the original of a copy, the agency."""
    return {
        ref: Lineage(original=original, shared="copy" if original else None, wire=wire)
        for ref, (original, wire) in told.items()
    }


def counted(marked: list[tuple[str, str]], took: dict[str, Lineage] | None = None) -> tuple[int, int, int]:
    """Publishers, reports and origins of (publisher, marked sentence)."""
    found = [f for row, (label, told) in enumerate(marked, 1) for f in figures(told, head(row, label))]
    told = origins.independence([(f.story, origins.name(f)) for f in found], took or {})
    return told.publishers, told.reports, told.origins


BARE = "Some {|12|boats} sank."


def test_publishers_that_name_one_origin_have_one() -> None:
    told = [
        ("A", "Harbour Patrol reported {|12|boats} sunk."),
        ("B", "The US Harbour Patrol said {|12|boats} sank."),
    ]
    assert counted(told) == (2, 2, 1)
    assert counted([*told, ("C", "Harbour Police said {|12|boats} sank.")]) == (3, 3, 2)


def test_what_names_nobody_adds_no_origin() -> None:
    assert counted([("A", BARE), ("B", BARE)]) == (2, 2, 0)
    assert counted([("A", "Harbour Patrol reported {|12|boats} sunk."), ("B", BARE), ("C", BARE)]) == (
        3,
        3,
        1,
    )
    assert counted(
        [("A", "Media reports say {|12|boats} sank."), ("B", "A senior official said {|12|boats} sank.")]
    ) == (2, 2, 0)


def test_copies_and_one_agency_are_one_report_whatever_their_publishers() -> None:
    four = [(label, BARE) for label in "ABCD"]
    assert counted(four, lineage(s2=("s1", None))) == (4, 3, 0)
    assert counted(four, lineage(s2=("s1", None), s3=("s1", None), s4=("s1", None))) == (4, 1, 0)
    assert counted(four, lineage(s1=(None, "ap"), s4=(None, "ap"), s2=(None, "afp"))) == (4, 3, 0)
    assert counted(four, lineage(s1=(None, "ap"), s2=("s3", "ap"), s4=("s3", None))) == (4, 1, 0)


def test_a_copy_whose_original_is_not_among_the_stories_still_knows_its_fellow() -> None:
    assert counted([("A", BARE), ("B", BARE)], lineage(s1=("x", None), s2=("x", None))) == (2, 1, 0)


def test_publishers_that_once_carried_one_agency_still_report_for_themselves() -> None:
    told = [("A", BARE), ("A", BARE), ("B", BARE), ("B", BARE)]
    assert counted(told, lineage(s2=(None, "ap"), s4=(None, "ap"))) == (2, 2, 0)
    assert counted(told[1:], lineage(s1=(None, "ap"), s3=(None, "ap"))) == (2, 2, 0)
    assert counted([told[1], told[3]], lineage(s1=(None, "ap"), s2=(None, "ap"))) == (2, 1, 0)


def test_stories_of_unknown_publishers_are_one_report() -> None:
    unknown = [(replace(head(n, "?"), source=Source(label=f"site {n}")), None) for n in (1, 2, 3)]
    told = origins.independence(unknown, {})
    assert (told.publishers, told.reports, told.origins) == (1, 1, 0)


@given(
    st.lists(
        st.tuples(st.sampled_from("ABCD"), st.sampled_from(["s1", "s2", None]), st.sampled_from(["ap", None]))
    )
)
def test_lineage_never_adds_independence(told: list[tuple[str, str | None, str | None]]) -> None:
    heads = [head(row, label) for row, (label, _, _) in enumerate(told, 1)]
    took = lineage(**{one.id: (original, wire) for one, (_, original, wire) in zip(heads, told, strict=True)})
    with_it = origins.independence([(one, None) for one in heads], took)
    without = origins.independence([(one, None) for one in heads], {})
    assert with_it.reports <= without.reports == with_it.publishers == without.publishers


@pytest.mark.parametrize(
    ("one", "two", "wanted"),
    [
        (None, "2026-03-01", False),
        ("2026-03-01", "2026-03-01T09:00:00+00:00", False),
        ("2026-03-01T23:30:00-05:00", "2026-03-02T05:00:00+00:00", True),
        ("2025", "2026-01-01", True),
        ("2026-02", "2026-03", True),
        ("2026-02-31", "2026-03", False),
        ("yesterday", "2026-03", False),
    ],
)
def test_which_was_published_first_is_known_or_not_told(
    one: str | None, two: str | None, wanted: bool
) -> None:
    assert order.before(one, two) is wanted
    assert not (order.before(one, two) and order.before(two, one))


def test_the_first_of_a_text_is_the_first_published_and_without_dates_the_first_loaded() -> None:
    late, early, undated = head(1, published="2026-03-02"), head(2, published="2026-03-01"), head(3)
    assert order.first([late, early]) is early
    assert order.first([undated, early, late]) is late
    assert [one.row for one in order.oldest_first([undated, late, early])] == [2, 1, 3]


@pytest.mark.parametrize(
    ("one", "two", "wanted"),
    [
        ("Secretary of Health", "Health Secretary", "SAME"),
        ("US Secretary of Health", "Health Secretary", "SAME"),
        ("Former Governor", "Governor", None),
        ("Acting Governor", "Governor", "DIFFER"),
        ("Governor-elect", "Governor", "DIFFER"),
        ("Mayor", "Senator", None),
    ],
)
def test_one_office_in_two_orders_is_the_same(one: str, two: str, wanted: str | None) -> None:
    assert offices.verdict([("A", one), ("B", two)]) == wanted


def test_a_former_office_beside_a_present_one_is_seen() -> None:
    assert offices.past([("A", "Former Governor"), ("B", "Governor")])
    assert not offices.past([("A", "Former Governor"), ("A", "Governor")])
    assert not offices.past([("A", "Former Governor"), ("B", "Acting Governor")])
    assert not offices.past([("A", "Former Governor"), ("B", "Mayor")])


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
    first = gist.alone(one, (two,))[0]
    assert one.text[first.start : first.end].startswith("Engineers from Osterby found 14 cracks")
    assert not any(one.text[s:e].startswith("He said") for s, e in gist.alone(one, (two,)))
