"""The page: paragraphs, quotation marks and sentences of any text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.extract.page import FILLER, Page, page
from newsbot.model import Zone

MARKS = st.text(alphabet="ab AB.,!?'\"“”‘’«»„`\n-—…:19\x01sS", max_size=300)

QUADRATIC = 3.0  # seconds of a slow machine; anything quadratic takes ten times that


def quoted(text: str) -> list[str]:
    return [text[q.start : q.end] for q in page(text, ()).quotations]


def sentences(text: str) -> list[str]:
    return [text[s.start : s.end] for s in page(text, ()).sentences]


def paragraphs(text: str) -> list[str]:
    return [text[p.start : p.end] for p in page(text, ()).paragraphs]


@given(st.one_of(st.text(max_size=400), MARKS))
def test_spans_are_in_order_and_cross_no_paragraph(text: str) -> None:
    cut = page(text, ())
    assert len(cut.masked) == len(text)
    in_order(cut)
    for span in (*cut.sentences, *cut.quotations):
        assert any(p.start <= span.start < span.end <= p.end for p in cut.paragraphs)


def in_order(cut: Page) -> None:
    for spans in (cut.paragraphs, cut.sentences, cut.quotations):
        at = 0
        for span in spans:
            assert at <= span.start < span.end <= len(cut.text)
            at = span.end


@given(MARKS)
def test_what_is_masked_is_what_is_quoted(text: str) -> None:
    cut = page(text, ())
    inside = {i for q in cut.quotations for i in range(q.start, q.end)}
    assert all(cut.masked[i] == (FILLER if i in inside else text[i]) for i in range(len(text)))


@given(st.text(alphabet='ab “”".\n', max_size=120), st.integers(0, 120), st.integers(0, 120))
def test_nothing_crosses_a_zone(text: str, one: int, two: int) -> None:
    first, second = sorted((min(one, len(text)), min(two, len(text))))
    zones = (Zone("headline", 0, first), Zone("body", first, second), Zone("caption", second, len(text)))
    cut = page(text, zones)
    for span in (*cut.paragraphs, *cut.sentences, *cut.quotations):
        assert any(zone.start <= span.start < span.end <= zone.end for zone in zones)


def test_without_zones_all_of_it_is_body() -> None:
    assert [p.zone for p in page("One.\n\nTwo.", ()).paragraphs] == ["body", "body"]


def test_paragraphs_keep_the_kind_of_their_zone() -> None:
    cut = page("Fire in Ely\n\nIt burned.", (Zone("headline", 0, 11), Zone("body", 13, 23)))
    assert [p.zone for p in cut.paragraphs] == ["headline", "body"]


def test_a_line_that_stands_alone_is_a_paragraph() -> None:
    assert paragraphs("Fire in Ely\nBy Ann Gray\nThe barn burned.") == [
        "Fire in Ely",
        "By Ann Gray",
        "The barn burned.",
    ]


def test_lines_broken_by_a_typewriter_are_one_paragraph() -> None:
    text = "The barn burned all night and the\nfire brigade could not reach it before\nthe roof fell in."
    assert paragraphs(text) == [text]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“We go,” he said. “Now.”", ["We go,", "Now."]),
        ('"We go," he said. "Now."', ["We go,", "Now."]),
        ("'We go,' he said.", ["We go,"]),
        ("''We go,'' he said.", ["We go,"]),
        ('“We go," he said.', ["We go,"]),
        ("“We go,“ he said.", ["We go,"]),
        ("«We go», he said.", ["We go"]),
        ("“She said ‘go’ to me,” he said.", ["She said ‘go’ to me,"]),
        ("“We go. “We stay.", ["We go.", "We stay."]),
        ("“We lost it, said Ann Gray.", ["We lost it,"]),
        ("It's the workers' right, isn't it?", []),
        ("In the '90s they'd rock 'n' roll.", []),
        ("The 6'2\" guard and the 5' 11\" one.", []),
        ("He called it ‘the workers’ day’ again.", ["the workers’ day"]),
        ("“”", []),
        ("She left.” He stayed.", ["She left."]),
    ],
)
def test_marks_that_open_and_close(text: str, words: list[str]) -> None:
    assert quoted(text) == words


def test_an_unclosed_mark_runs_to_the_paragraphs_end_and_says_so() -> None:
    cut = page("“We go on.\n\n“And on.”", ())
    assert [(q.opened, q.closed, q.paragraph) for q in cut.quotations] == [(True, False, 0), (True, True, 1)]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Mr. Gray won. He left.", ["Mr. Gray won.", "He left."]),
        ("It fell 1.5 percent. Then rose.", ["It fell 1.5 percent.", "Then rose."]),
        ("He lives in the U.S. The house is old.", ["He lives in the U.S.", "The house is old."]),
        ("The U.S. Senate met.", ["The U.S. Senate met."]),
        (
            "J. R. Gray and Ann B. Cole met at 5 p.m. Monday.",
            ["J. R. Gray and Ann B. Cole met at 5 p.m. Monday."],
        ),
        ("It was No. 5 of Sept. 3. No. He is out.", ["It was No. 5 of Sept. 3.", "No.", "He is out."]),
        ("“We go.” He left.", ["“We go.”", "He left."]),
        ("“Why?” Ms. Gray asked. Nobody knew.", ["“Why?” Ms. Gray asked.", "Nobody knew."]),
        ("“We go. We stay,” he said.", ["“We go. We stay,” he said."]),
        ("“We go.” — Ann Gray", ["“We go.” — Ann Gray"]),
        ("He said: “We go. We stay.” Then he left.", ["He said: “We go. We stay.”", "Then he left."]),
        ("LUCKNOW: The minister left. GRAY: We go.", ["LUCKNOW:", "The minister left.", "GRAY: We go."]),
        ("09:45 Turnout was low. It was cold.", ["09:45", "Turnout was low.", "It was cold."]),
        ("GRAY: We go. We stay.", ["GRAY: We go.", "We stay."]),
        ("Well... he left. Well… She came.", ["Well... he left.", "Well…", "She came."]),
        (
            "ELY, Mich. (AP) — The barn burned. It was old.",
            ["ELY, Mich. (AP) —", "The barn burned.", "It was old."],
        ),
    ],
)
def test_sentences_end_where_they_end(text: str, cut: list[str]) -> None:
    assert sentences(text) == cut


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece", ['"', "“", "”", "'a ", " 'as\"", "a'\"“”‘’", ". ", "A. ", "\n", "Ab. Cd.” ", "“We go, "]
)
def test_hostile_text_takes_no_longer_than_its_length_allows(piece: str) -> None:
    text = (piece * 100_000)[:100_000]
    began = time.process_time()
    assert len(page(text, ()).masked) == len(text)
    assert time.process_time() - began < QUADRATIC


def test_an_abbreviated_currency_stays_with_its_number() -> None:
    for text in ("He paid Rs. 300 for it.", "The fare is Sh. 40 now.", "Tea costs Tk. 5 there."):
        assert [text[a:b] for a, b in page(text, ()).sentences] == [text]
    text = "It is up to us. 300 people came."
    assert len(page(text, ()).sentences) == 2
