"""Figures: what a sentence counts, how it hedges it, per what and when, and who says so."""

from __future__ import annotations

import json
import math
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsbot.extract.figures import figures
from newsbot.extract.numbers import read
from newsbot.extract.page import page
from newsbot.extract.quotes import quotes
from newsbot.model import Figure, Span, Zone

DATA = Path(__file__).with_name("data") / "figures"
FIELDS = ("value", "low", "high", "bound", "hedge", "unit", "per", "trend")


def found(text: str, zones: tuple[Zone, ...] = ()) -> tuple[Figure, ...]:
    return figures(page(text, zones), (), ())


def one(text: str) -> Figure:
    (figure,) = found(text)
    return figure


def words(text: str, span: Span | None) -> str | None:
    return text[span.start : span.end] if span else None


def sentences() -> list[Any]:
    return [
        pytest.param(row["text"], row["figures"], id=f"{path.stem}-{n}")
        for path in sorted(DATA.glob("*.jsonl"))
        for n, row in enumerate(map(json.loads, path.read_text(encoding="utf-8").splitlines()), 1)
    ]


@pytest.mark.parametrize(("text", "wanted"), sentences())
def test_a_sentence_gives_its_figures(text: str, wanted: list[dict[str, Any]]) -> None:
    got = found(text)
    assert [f.text for f in got] == [w["text"] for w in wanted]
    for figure, want in zip(got, wanted, strict=True):
        expected = {"bound": "=", **want}
        for name in FIELDS:
            value, wish = getattr(figure, name), expected.get(name)
            assert value == (pytest.approx(wish) if isinstance(wish, float) else wish), (figure.text, name)
        if "period" in want:
            assert words(text, figure.period) == want["period"]


def test_there_are_sentences_of_many_kinds() -> None:
    assert len(sentences()) >= 150
    assert len(list(DATA.glob("*.jsonl"))) >= 9


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("About 8,000 people crossing the bridge every day pay a toll.", "crossing the bridge"),
        ("The number of families seeking a flat has risen to around 900 a month.", "seeking a flat"),
        ("The week saw the arrest of up to 60 smugglers daily.", "The week saw the arrest of"),
        ("Nearly 300 pupils were sent home on Monday.", "sent home"),
        (
            "The port announced a dredging contract, worth $90 million.",
            "The port announced a dredging contract, worth",
        ),
        ("It was a 12-hour Black Sea crossing.", "Black Sea crossing"),
    ],
)
def test_the_words_that_tell_what_is_measured_are_found(text: str, measure: str) -> None:
    figure = one(text)
    assert words(text, figure.measure) == measure


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Some 40 migrants a day arrive.", "people/day"),
        ("Up to 40 people arrive daily.", "people/day"),
        ("An estimated 40 individuals arrive every day.", "people/day"),
        ("It cost $40 million.", "dollar/"),
        ("It cost US$40 million.", "dollar/"),
        ("It cost A$40 million.", "Australian dollar/"),
        ("Prices rose 4 per cent.", "percent/"),
        ("It sold 40 lorries a week.", "vehicle/week"),
        ("They counted 40 buzzards.", "buzzard/"),
    ],
)
def test_figures_of_one_kind_have_one_key(text: str, key: str) -> None:
    assert one(text).key == key


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("In November, more than 900 boats were turned back.", "In November"),
        ("There have been 14 strikes since October.", "since October"),
        ("Output fell 3 percent over the last few months.", "over the last few months"),
        ("This month alone, 12 ships have docked.", "This month alone"),
        ("The town built 300 houses in 2021.", "in 2021"),
        ("By 2030 it wants 40 parks.", "By 2030"),
        ("Sales were 5% lower in the first quarter.", "in the first quarter"),
    ],
)
def test_the_time_a_figure_is_told_for_is_a_span(text: str, period: str) -> None:
    assert words(text, one(text).period) == period


def test_each_figure_takes_the_nearest_time() -> None:
    text = "It sold 300 boats in March and 410 boats in April."
    assert [words(text, f.period) for f in found(text)] == ["in March", "in April"]


def test_a_change_from_one_number_to_another_is_a_range_with_a_direction() -> None:
    figure = one("Fares climbed from 40 cents to 65 cents.")
    assert (figure.low, figure.high, figure.value, figure.trend) == (40, 65, None, "up")


def test_a_conversion_in_brackets_keeps_the_hedge() -> None:
    kilometres, miles = found("The pipe is more than 80 km (50 miles) long.")
    assert (kilometres.bound, miles.bound, miles.hedge) == (">", ">", "more than")


def test_the_other_half_of_a_change_keeps_its_direction() -> None:
    points, percent = found("The index shed 120 points, or 0.9 percent.")
    assert (points.trend, percent.trend) == ("down", "down")


def test_an_elliptic_number_counts_what_the_one_before_counts() -> None:
    assert [f.unit for f in found("The council sold 435 flats at auction and 187 by tender.")] == [
        "flats",
        "flats",
    ]


def test_a_figure_in_a_quotation_has_its_speaker() -> None:
    text = "“We lost 300 cows in one night,” said Amina Yusuf on Monday."
    cut = page(text, ())
    cows, *_ = figures(cut, (), quotes(cut, ()))
    assert cows.speaker is not None
    assert cows.speaker.text == "Amina Yusuf"


def test_a_figure_that_nobody_says_has_no_speaker() -> None:
    assert one("The bridge is 300 metres long.").speaker is None


def test_headlines_and_captions_have_figures_bylines_and_datelines_have_none() -> None:
    parts = [("headline", "Storm cuts off 40 villages"), ("byline", "By Team 12 of 14 reporters"),
             ("dateline", "LAGOS, 3 hours ago"), ("caption", "One of 60 boats"), ("body", "It took 9 days."),
             ("credit", "Photo 5 of 12 images")]  # fmt: skip
    text = "\n\n".join(words for _, words in parts)
    zones, at = [], 0
    for kind, part in parts:
        zones.append(Zone(kind, at, at + len(part)))  # type: ignore[arg-type]
        at += len(part) + 2
    got = found(text, tuple(zones))
    assert [(f.zone, f.text) for f in got] == [
        ("headline", "40 villages"), ("caption", "60 boats"), ("body", "9 days"),
    ]  # fmt: skip


def test_the_context_is_the_sentence() -> None:
    text = "The road is closed. About 70 lorries are waiting. Nobody knows why."
    assert words(text, one(text).context) == "About 70 lorries are waiting."


def test_an_empty_text_has_no_figures() -> None:
    assert found("") == ()


PIECES = st.sampled_from(
    "12 1,300 3.5 $ £ % million thousand hundred a an half dozen two twenty - – to and between from of the per day "
    "people km about more than up rose fell . , ( ) ' \" “ ” : / + minus third quarter tens hundreds several "
    "in 2020 May pm one twice doubled every m bn k °C ½ \n 5G S23 US$ Rs crore old year".split(" ")
)


@given(
    st.one_of(
        st.text(max_size=200),
        st.lists(PIECES, max_size=40).map(" ".join),
        st.lists(PIECES, max_size=40).map("".join),
    )
)
@settings(max_examples=300, deadline=None)
def test_figures_of_any_text_are_exact_spans_in_order(text: str) -> None:
    last = 0
    for figure in found(text):
        assert last <= figure.start < figure.end <= len(text)
        assert figure.text == text[figure.start : figure.end] == figure.text.strip()
        assert figure.context.start <= figure.start
        assert figure.end <= figure.context.end
        for span in (figure.period, figure.measure):
            assert span is None or figure.context.start <= span.start < span.end <= figure.context.end
        assert figure.hedge is None or figure.hedge in text
        numbers = [n for n in (figure.value, figure.low, figure.high) if n is not None]
        assert all(math.isfinite(n) for n in numbers)
        assert (figure.low is None) == (figure.high is None)
        assert figure.low is None or (
            figure.value is None and figure.high is not None and figure.low <= figure.high
        )
        last = figure.end


@pytest.mark.parametrize(("text", "wanted"), sentences())
def test_a_value_is_read_back_from_its_own_words(text: str, wanted: list[dict[str, Any]]) -> None:
    for figure in found(text):
        single = figure.value is not None and figure.unit not in ("times", "foot", "pound", "meter", "hour")
        if single and not any(word in figure.text for word in (" in ", " out of ")):
            number = read(figure.text)
            assert number is not None
            assert number.value == pytest.approx(abs(figure.value or 0.0))


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    ["9", "1,", "1 ", "million ", "two million ", "from 1 to ", "between 5 and ", "about ", "$", "$5 to ", "5% (", "one of ",
     "a half ", "12-", "hundreds of ", "5 km, ", "up 5 percent to ", "5 people and ", "May 5 ", "10 in ", "3 of the "],
)  # fmt: skip
def test_hostile_text_is_read_in_under_a_second(piece: str) -> None:
    text = piece * (50_000 // len(piece))
    cut = page(text, ())
    before = time.process_time()
    figures(cut, (), ())
    spent = time.process_time() - before
    assert spent < 2.0
