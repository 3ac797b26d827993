"""Figures side by side: the verdict an editor would give."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparing import figures, head
from newsbot.compare import changes, intervals, lexicon, measures, sameness
from newsbot.compare.ledger import ledger, verdict
from newsbot.extract import extract
from newsbot.model import Figure, Found, Lineage

PAIRS = Path(__file__).parent / "data" / "compare" / "figures.txt"
APART, EQUAL, AGREE = (
    Path(__file__).parent / "data" / "compare" / name for name in ("apart.txt", "equal.txt", "agree.txt")
)


def pairs() -> list[tuple[str, str, str]]:
    blocks = [block.splitlines() for block in PAIRS.read_text(encoding="utf-8").strip().split("\n\n")[1:]]
    return [(block[0], block[1], block[2]) for block in blocks]


def of_a_pair(given: str, one: str, two: str) -> tuple[list[Found[Figure]], dict[str, Lineage]]:
    """The first figure of each sentence and what their stories took over, as the words after the verdict say."""
    told = set(given.split()[1:])
    days = ("2026-03-01", "2026-03-02") if "dated" in told else (None, None)
    first = head(1, "A", published=days[0])
    second = head(2, "A" if "publisher" in told else "B", published=days[1])
    wire = "ap" if "agency" in told else None
    took = {
        "s1": Lineage(original=None, shared=None, wire=wire),
        "s2": Lineage(original=None, shared=None, wire=wire),
    }
    if "copy" in told:
        took["s2"] = Lineage(original="s1", shared="copy", wire=wire)
    return [figures(one, first)[0], figures(two, second)[0]], took


def groups(*told: tuple[str, str]) -> list[tuple[str, str | None, str | None, tuple[str, ...]]]:
    """Heading, verdict, reason and sources of each group, from (source, marked sentence)."""
    found = [f for row, (source, marked) in enumerate(told, 1) for f in figures(marked, head(row, source))]
    return [(g.unit, g.verdict, g.reason, g.sources) for g in ledger(found)]


@pytest.mark.parametrize(("given", "one", "two"), pairs())
def test_two_figures_get_the_verdict_of_an_editor(given: str, one: str, two: str) -> None:
    (a, b), took = of_a_pair(given, one, two)
    wanted = given.split(maxsplit=1)[0]
    if wanted == "COPY":
        (group,) = ledger([a, b], took)
        assert (group.verdict, group.sources, group.entries[0].carried) == ("ONE SOURCE", ("A",), ("B",))
    else:
        assert (verdict(a, b) or "-", verdict(b, a) or "-") == (wanted, wanted)


def sentences(path: Path) -> list[str]:
    """The pairs, a line each, after what the file says of itself."""
    return path.read_text(encoding="utf-8").partition("\n\n")[2].splitlines()


def verdicts(pair: str) -> set[str | None]:
    """What is said of two sentences of two sources, as they are extracted; nothing of what one alone has."""
    found = [
        Found(finding=figure, story=head(row, label), passage=said[figure.context.start : figure.context.end])
        for row, (label, said) in enumerate(zip("AB", pair.split(" | "), strict=True), 1)
        for figure in extract(said).figures
    ]
    return {group.verdict for group in ledger(found)} - {"ONE SOURCE"}


@pytest.mark.parametrize("pair", sentences(APART))
def test_numbers_that_may_both_be_true_get_no_verdict(pair: str) -> None:
    assert verdicts(pair) <= {None}


@pytest.mark.parametrize("pair", sentences(EQUAL))
def test_one_number_of_two_things_is_not_the_same(pair: str) -> None:
    assert verdicts(pair) <= {None}


@pytest.mark.parametrize("pair", sentences(AGREE))
def test_one_number_of_one_thing_is_the_same_in_other_words(pair: str) -> None:
    assert verdicts(pair) == {"SAME"}


def test_the_pairs_are_enough_to_trust() -> None:
    given = [given.split() for given, _, _ in pairs()]
    assert len(given) >= 100
    assert {"dated", "publisher", "copy", "agency"} <= {word for words in given for word in words}


def test_what_replaces_a_figure_stands_after_it_whatever_was_loaded_first() -> None:
    late = figures("The toll rose to {|44|dead}.", head(1, "B", published="2026-03-02"))
    early = figures("The quake killed {|38|people}.", head(2, "A", published="2026-03-01"))
    (group,) = ledger([*late, *early])
    assert (group.verdict, [e.source for e in group.entries]) == ("CHANGED", ["A", "B"])
    assert {g.verdict for g in ledger([*figures("The quake killed {|38|people}.", head(2, "A")), *late])} != {
        "CHANGED"
    }


def test_a_figure_that_changed_twice_shows_every_step() -> None:
    told = [
        f
        for day, n in ((1, 38), (2, 41), (3, 44))
        for f in figures(f"The quake killed {{|{n}|people}}.", head(day, "A", published=f"2026-03-0{day}"))
    ]
    (group,) = ledger(told)
    assert (group.verdict, [e.found.finding.value for e in group.entries]) == ("CHANGED", [38, 41, 44])


@pytest.mark.parametrize(
    ("marked", "way"),
    [
        ("The toll rose to {|44|dead}.", "up"),
        ("The toll has risen sharply to at least {at least|44|dead}.", "up"),
        ("Officials raised the toll from 38 to {|44|dead}.", "up"),
        ("The quake killed {|44|people}, up from 38.", "up"),
        ("The count was revised downward to {|41|dead}.", "down"),
        ("The count fell to {|41|cases}, down from 60.", "down"),
        ("Prices rose {|3|percent}.", None),
        ("The quake killed {|44|people}.", None),
        ("He grew up in a town of {|900|people}.", None),
    ],
)
def test_a_sentence_says_whether_its_number_moved_and_which_way(marked: str, way: str | None) -> None:
    assert changes.told(figures(marked)[0]) == way


def test_what_stood_before_is_no_count_of_its_own() -> None:
    before, after = figures("The toll rose from {|38|dead} to {|44|dead}.")
    assert (changes.superseded(before), changes.superseded(after)) == (True, False)


def test_four_measures_of_one_rate_stand_side_by_side() -> None:
    told = groups(
        ("A", "Nearly {nearly|900|people}(day) are waiting at the ford, hoping to cross."),
        ("B", "The number of {around|900|people}(day) seeking to enter the port has risen."),
        ("C", "An estimated {estimated|900|people}(day) are crossing the river."),
        ("D", "Patrols apprehended {up to|900|migrants}(day)."),
    )
    assert told == [("people", None, "measures", ("A", "B", "C", "D"))]


def test_a_number_and_words_of_one_group_bear_no_verdict() -> None:
    told = groups(
        ("A", "A convoy of {about|600|trucks} left the port."),
        ("B", "A convoy of {|hundreds|trucks} left the port."),
    )
    assert told == [("convoy", None, "group", ("A", "B"))]


def test_what_differs_comes_before_what_agrees_and_single_figures_last() -> None:
    told = groups(
        ("A", "The fire killed {|4|people} and destroyed {|30|homes}; rebuilding takes {|3|years}."),
        ("B", "The fire killed {|9|people} and destroyed {|30|homes}."),
    )
    assert [(unit, said) for unit, said, _, _ in told] == [
        ("killed", "DIFFER"),
        ("homes", "SAME"),
        ("years", "ONE SOURCE"),
    ]


def test_compatible_numbers_that_are_not_the_same_are_neither_same_nor_different() -> None:
    told = groups(("A", "The quake killed {at least|38|people}."), ("B", "The quake killed {|44|people}."))
    assert told == [("killed", None, None, ("A", "B"))]


def test_a_source_that_gives_both_numbers_contradicts_nobody() -> None:
    told = groups(
        ("A", "The fire killed {|4|people}, the mayor said."),
        ("A", "Hospitals said the fire killed {|9|people}."),
        ("B", "The fire killed {|9|people}."),
    )
    assert [(said, sources) for _, said, _, sources in told] == [("SAME", ("A", "B")), ("ONE SOURCE", ("A",))]


def test_figures_of_two_storylines_are_never_compared() -> None:
    found = [
        *figures("The fire killed {|4|people}.", head(1, "A", storyline=1)),
        *figures("The fire killed {|9|people}.", head(2, "B", storyline=2)),
    ]
    assert [group.verdict for group in ledger(found)] == ["ONE SOURCE", "ONE SOURCE"]


def test_a_figure_that_a_story_repeats_stands_once() -> None:
    found = figures("The fire killed {|4|people}, and {|4|people} were killed by it.", head(1, "A"))
    assert [len(group.entries) for group in ledger(found)] == [1]


def test_the_same_sentence_of_two_sources_is_one_source() -> None:
    marked = "The fire in the old harbour hall killed {|4|people} on Tuesday night."
    found = [*figures(marked, head(1, "A")), *figures(marked, head(2, "B"))]
    (group,) = ledger(found)
    assert (group.verdict, group.sources, group.entries[0].carried) == ("ONE SOURCE", ("A",), ("B",))


def test_an_earlier_disaster_is_not_this_one() -> None:
    told = groups(
        ("A", "The quake killed {|44|people}."),
        ("B", "The quake came nine years after another killed {|6|people}."),
    )
    assert {said for _, said, _, _ in told} == {"ONE SOURCE"}


@pytest.mark.parametrize(
    ("marked", "unit", "frames"),
    [
        ("The death toll in the northern state of Lemland rose to {|31|death toll}.", "people", ()),
        ("He was pained by the loss of life and gave {|200,000|rupee}.", "rupees", ()),
        ("The contract was signed <in May> by a firm of which he holds {|3|percent}.", "percent", ()),
        ("Prices rose {|0.4|percent}(month).", "percent", ("month",)),
        ("The island freed {|37|fishermen} and {|5|grandchildren}.", "fishermen", ()),
        ("She has {|5|grandchildren}.", "grandchildren", ()),
    ],
)
def test_a_heading_says_what_is_counted(marked: str, unit: str, frames: tuple[str, ...]) -> None:
    (group, *_) = ledger(figures(marked, head(1)))
    assert (group.unit, group.frames) == (unit, frames)


def test_what_is_told_per_share_stands_apart_from_what_is_told_per_year() -> None:
    told = [*figures("It pays {|1.85|euro}(share).", head(1)), *figures("It made {|20|euro}(year).", head(1))]
    assert [group.frames for group in ledger(told)] == [("year",), ("share",)]


def test_a_vote_told_two_ways_stands_side_by_side() -> None:
    told = [
        *figures("The Senate passed the budget 31-{|18|votes}.", head(1, "A")),
        *figures("The budget passed the Senate 30-{|18|votes}.", head(2, "B")),
    ]
    assert [group.verdict for group in ledger(told)] == [None]
    same = [
        *figures("The Senate passed the budget 31-{|18|votes}.", head(1, "A")),
        *figures("The budget passed the Senate 31-{|18|votes}.", head(2, "B")),
    ]
    assert [group.verdict for group in ledger(same)] == ["SAME"]


def test_no_heading_carries_a_number() -> None:
    found = [f for _, one, two in pairs() for f in (*figures(one, head(1)), *figures(two, head(2, "B")))]
    assert not [group.unit for group in ledger(found) if any(c.isdigit() for c in group.unit)]


@pytest.mark.parametrize(
    ("marked", "low", "high"),
    [
        ("{|12|people}", 12, 12),
        ("{at least|12|people}", 12, intervals.INFINITE),
        ("{up to|12|people}", 0, 12),
        ("{nearly|10,000|people}", 8000, 10500),
        ("{around|10,000|people}", 8000, 12000),
        ("{|10,000|people}", 9500, 10500),
        ("{|1,300|people}", 1250, 1350),
        ("{|4.2|percent}", 4.15, 4.25),
        ("{no more than|40|people}", 0, 40),
        ("{just over|40|people}", 40, 46),
    ],
)
def test_a_hedge_makes_an_interval(marked: str, low: float, high: float) -> None:
    claimed = intervals.interval(figures(f"There were {marked}.")[0].finding)
    assert claimed == pytest.approx((low, high))


def test_words_alone_make_no_interval() -> None:
    assert intervals.interval(figures("There were {|hundreds|people}.")[0].finding) is None


@given(st.floats(min_value=0, max_value=1e12), st.sampled_from(["about", "nearly", "more than", "up to", ""]))
def test_a_number_lies_in_its_own_interval(value: float, hedge: str) -> None:
    low, high = intervals.factors(hedge)
    slack = intervals.rounding(value, "", None)
    assert value * low - slack <= value <= (value * high + slack if value else 1)


@given(st.text(max_size=200), st.text(max_size=30))
def test_any_sentence_can_be_measured(before: str, after: str) -> None:
    found = figures("{|12|people}")[0]
    passage = f"{before}12 people{after}"
    from dataclasses import replace

    from newsbot.model import Span

    moved = replace(found.finding, start=len(before), end=len(before) + 9, context=Span(0, len(passage)))
    told = measures.measure(replace(found, finding=moved, passage=passage))
    assert told.unit == "people"
    assert sameness.same(told, told) in (True, False)
    assert told.verb is None or 0 <= told.verb.start < told.verb.end <= len(passage)


def test_one_rule_finds_each_kind_of_deed_that_its_own_rule_finds() -> None:
    clauses = (
        "three were killed", "50,000 without power", "they took part", "left their homes", "reopened", "open",
        "a power cut", "lost power", "cut power", "behind bars", "in the dark", "approved", "rallied", "unhurt",
        "fell ill", "job cuts", "approval", "skilled", "burnt down", "is sold", "no",
    )  # fmt: skip
    for clause in clauses:
        told = any(rule.search(clause) for rule in lexicon.KINDS.values())
        assert bool(lexicon.ANY_KIND.search(clause)) == told, clause
