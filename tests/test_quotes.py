"""Quotes: who says what, in passages written for it, over many kinds of news."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.extract import extract
from newsbot.extract.page import page
from newsbot.extract.people import mentions
from newsbot.extract.quotes import quotes, speaker_of
from newsbot.model import Quote, Speaker, Zone

PASSAGES = [
    json.loads(line)
    for line in (Path(__file__).parent / "data/quotes/passages.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]
WORDS = st.lists(
    st.sampled_from(
        "said says according to that , . : ; “ ” \" ' — ( ) who he She Ann Gray Mr. the mayor of adding told wrote claim "
        "and but was not \n\n warning in view by PENCE: calls “We will go.” ‘so’ the’s 5 while".split(" ")
    ),
    max_size=60,
).map(" ".join)

QUADRATIC = 3.0  # seconds of a slow machine; anything quadratic takes ten times that


def read(text: str, zones: tuple[Zone, ...] = ()) -> tuple[Quote, ...]:
    cut = page(text, zones)
    return quotes(cut, mentions(cut))


def voices(text: str) -> list[tuple[str, str | None]]:
    return [(q.text, q.speaker.text if q.speaker else None) for q in read(text)]


def speaker(quote: Quote) -> Speaker:
    assert quote.speaker is not None
    return quote.speaker


@pytest.mark.parametrize("passage", PASSAGES, ids=[f"{i}-{p['about']}" for i, p in enumerate(PASSAGES)])
def test_passage_reads_as_its_editor_reads_it(passage: dict[str, Any]) -> None:
    found = read(passage["text"])
    assert [(q.kind, q.text, q.speaker.text if q.speaker else None) for q in found] == [
        (said["kind"], said["words"], said["speaker"]) for said in passage["said"]
    ]
    for quote, said in zip(found, passage["said"], strict=True):
        if "person" in said:
            assert speaker(quote).person == said["person"]
        if "as" in said:
            assert speaker(quote).kind == said["as"]
        assert quote.via == said.get("via")


@given(st.one_of(st.text(max_size=300), WORDS))
def test_every_span_is_a_slice_of_the_text(text: str) -> None:
    for quote in read(text):
        assert quote.text == text[quote.start : quote.end] != ""
        assert quote.context.start <= quote.start < quote.end <= quote.context.end
        if quote.speaker:
            assert quote.speaker.text == text[quote.speaker.start : quote.speaker.end] != ""
        if quote.cue:
            assert text[quote.cue.start : quote.cue.end].strip()
        assert quote.via is None or quote.via in text


@given(WORDS)
def test_quotes_come_in_text_order_and_once_each(text: str) -> None:
    found = read(text)
    assert list(found) == sorted(found, key=lambda q: (q.start, -q.end, q.kind))
    marked = [(q.start, q.end) for q in found if q.kind != "reported"]
    assert len(marked) == len(set(marked))


def test_a_quote_is_filed_under_its_person_or_the_words_for_its_speaker() -> None:
    assert [q.key for q in read("“We go,” said Ruth Calloway.")] == ["ruth calloway"]
    assert [q.key for q in read("“We will go on,” the fire agency said.")] == ["the fire agency"]
    assert [q.key for q in read("“We will never go there.”")] == [""]
    assert [q.key for q in read("“We will never go there,” he said.")] == [""]


def test_a_clause_holds_the_words_its_speaker_is_quoted_with() -> None:
    whole, part = read("Ruth Calloway said the plan was “dead on arrival” in June.")
    assert (whole.kind, part.kind) == ("reported", "partial")
    assert whole.start < part.start < part.end < whole.end
    assert speaker(whole) == speaker(part)


def test_the_context_is_the_run_of_sentences_with_its_marks() -> None:
    text = "It rained. “We go. We stay,” said Ruth Calloway. It rained."
    (quote,) = read(text)
    assert text[quote.context.start : quote.context.end] == "“We go. We stay,” said Ruth Calloway."


def test_the_cue_is_the_word_that_reports() -> None:
    text = "“We go,” Ruth Calloway told reporters."
    (quote,) = read(text)
    assert quote.cue
    assert text[quote.cue.start : quote.cue.end] == "told"


def test_a_sentence_of_nothing_but_quotation_has_its_paragraphs_speaker() -> None:
    text = "“We go,” said Ruth Calloway. “We do not stay.” It rained.\n\n“Nobody else will say so.”"
    assert voices(text) == [
        ("We go,", "Ruth Calloway"),
        ("We do not stay.", "Ruth Calloway"),
        ("Nobody else will say so.", "Ruth Calloway"),
    ]


def test_a_colon_at_the_end_of_a_paragraph_introduces_the_next() -> None:
    assert voices("Later Ruth Calloway continued:\n\n“We do not stay here.”")[-1] == (
        "We do not stay here.",
        "Ruth Calloway",
    )


def test_a_quotation_over_paragraphs_stays_balanced_and_one_speakers() -> None:
    found = read("“The river rose,” said Ilse Brandt.\n\n“We waited on the roof.\n\n“Nobody came.”")
    assert [(q.text, speaker(q).person, q.balanced) for q in found] == [
        ("The river rose,", "Ilse Brandt", True),
        ("We waited on the roof.", "Ilse Brandt", True),
        ("Nobody came.", "Ilse Brandt", True),
    ]


def test_marks_that_never_close_are_survived_and_flagged() -> None:
    (quote,) = read("“We lost everything, said Omar Haddad, a farmer.")
    assert (quote.text, quote.balanced, speaker(quote).person) == (
        "We lost everything,",
        False,
        "Omar Haddad",
    )


def test_words_in_a_headline_or_caption_get_no_speaker_from_elsewhere() -> None:
    text = "“We will not go”\n\n“We go,” said Ruth Calloway.\n\n“A long day at the farm”"
    zones = (Zone("headline", 0, 16), Zone("body", 18, 46), Zone("caption", 48, len(text)))
    found = read(text, zones)
    assert [(q.zone, q.speaker and q.speaker.person) for q in found] == [
        ("headline", None),
        ("body", "Ruth Calloway"),
        ("caption", None),
    ]


def test_a_headline_may_name_its_speaker() -> None:
    text = "Ruth Calloway: The plan is ‘dead on arrival’"
    found = read(text, (Zone("headline", 0, len(text)),))
    assert {speaker(q).person for q in found} == {"Ruth Calloway"}


def test_a_headlines_colon_needs_no_word_of_saying() -> None:
    text = "Pope: War is a defeat for all"
    (said,) = quotes(page(text, (Zone("headline", 0, len(text)),)), ())
    assert (said.text, said.speaker and said.speaker.text) == ("War is a defeat for all", "Pope")
    assert quotes(page("Weather: Rain in all parts", (Zone("headline", 0, 26),)), ()) == ()


def test_a_transcript_is_read_turn_by_turn() -> None:
    found = read("MARTIN: Did you read it?\n\nOYELARAN: I read it twice.\n\nMARTIN (laughing): Twice!")
    assert [(speaker(q).text, q.text, q.kind) for q in found] == [
        ("MARTIN", "Did you read it?", "direct"),
        ("OYELARAN", "I read it twice.", "direct"),
        ("MARTIN", "Twice!", "direct"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “quiet room” was full.",
        "The song “Blue River Highway” was played twice.",
        "He is said to be the richest man in Peru.",
        "The house was believed to be empty.",
        "The report was read by nobody.",
        "Let’s say it rains in the United States tomorrow.",
        "A band called “Ash” played.",
        "Norhaven has agreed to at least briefly shelter crews bound for the Outer Isles.",
        "Ana Solheim had not declared that her husband owned the boats.",
        "Brothers accused of robbing bank in Ellery",
        "Dozens feared dead after ferry sinks",
        "Residents told to leave town",
        "The region had 12 confirmed cases and 40 reported deaths.",
        "Officials counted 300 suspected and confirmed cases.",
        "Smugglers charged them up to £900 a head.",
        "The mayor had faced mounting calls to resign.",
        "The bank cut its rate by 25 basis points to 4.25 percent.",
        "The Queen Ada, an old ship, sent a distress call at 3:40 a.m. on Monday.",
        "The line declined to comment on the speed of the train.",
        "Karl Stone, who testified for two days, left.",
    ],
)
def test_no_speech_is_made_of_what_is_none(text: str) -> None:
    assert [q for q in read(text) if q.speaker] == []


def test_he_is_the_last_man_who_spoke_and_she_the_last_woman() -> None:
    text = (
        "Robert Hale and Mary Cole met in Ely. “We agree,” Robert Hale said. Mary Cole said it would rain. "
        "“Not today,” he said. “You will see,” she said."
    )
    assert [speaker(q).person for q in read(text) if q.text in ("Not today,", "You will see,")] == [
        "Robert Hale",
        "Mary Cole",
    ]


def test_she_is_the_wife_whom_the_sentence_before_is_of() -> None:
    (quote,) = read(
        "Eric Fenn died on Tuesday. Clara Bates, his boss, came at once. His wife, Cressida, wept. “He was kind,” she said."
    )
    assert speaker(quote).person == "Cressida"


def test_who_signs_a_story_is_nobodys_she() -> None:
    text = "By Megan Lloyd\n\nMinister Eilidh Strand resigned. She said it was time."
    end = text.index("\n")
    zones = (Zone(start=0, end=end, kind="byline"), Zone(start=end + 2, end=len(text), kind="body"))
    (said,) = extract(text, zones).quotes
    assert speaker(said).person == "Eilidh Strand"


@pytest.mark.parametrize(
    "text",
    [
        "Later on Sunday he shared a list, writing: “Read it.”",
        "Below is a statement of the two: “We met.”",
        "Listening to him, one thought that it would never end.",
        "FILE PHOTO: A worker waits for the vaccine at the mill in Lund.",
    ],
)
def test_a_word_that_only_opens_the_sentence_says_nothing(text: str) -> None:
    assert {q.speaker.text for q in read(text) if q.speaker} <= {"he", "one"}


def test_who_says_something_is_the_person_before_it() -> None:
    (quote,) = read("The report was welcomed by Mary Cole, who said it came late.")
    assert (speaker(quote).text, speaker(quote).person) == ("who", "Mary Cole")


def test_an_official_without_a_name_stays_without_one() -> None:
    found = read(
        "A senior EU diplomat said the talks failed. Ruth Calloway left. The official said no date was set."
    )
    assert [(speaker(q).kind, speaker(q).person) for q in found] == [("unnamed", None), ("unnamed", None)]


def test_two_people_with_one_voice_are_no_single_person() -> None:
    (quote,) = read("Mary Cole and Robert Hale said they would stay.")
    assert speaker(quote).person is None


def test_words_told_by_another_stay_with_the_one_who_is_named_at_the_marks() -> None:
    found = read("Ruth Calloway said that Robert Hale had told her, “You will not win.”")
    assert [speaker(q).person for q in found if q.kind != "reported"] == ["Robert Hale"]


def at(text: str, words: str) -> Speaker | None:
    cut = page(text, ())
    named = mentions(cut)
    start = text.index(words)
    return speaker_of(cut, named, quotes(cut, named), start, start + len(words))


@pytest.mark.parametrize(
    ("text", "words", "who"),
    [
        ("Border Patrol reported processing nearly 50,000 people.", "50,000", "Border Patrol"),
        ("Media reports estimate that 10,000 cross each day.", "10,000", "Media reports"),
        ("Some 10,000 cross each day, according to the ministry.", "10,000", "the ministry"),
        ("Figures from the health ministry put deaths above 40.", "40", "the health ministry"),
        ("“We counted 12 boats,” said Mary Cole.", "12", "Mary Cole"),
        ("About 300 acres were lost, by one estimate.", "300", "one estimate"),
    ],
)
def test_who_says_a_figure(text: str, words: str, who: str) -> None:
    speaker = at(text, words)
    assert speaker is not None
    assert speaker.text == who


def test_nobody_says_a_figure_that_the_story_tells_itself() -> None:
    assert at("Some 10,000 people cross each day. Mary Cole said so.", "10,000") is None


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    ["said that ", "he said, ", "Ann said ", "according to ", "“a” ", "“We go,” he said ", ", telling ", "a'\"“”‘’",
     "Ann, the mayor, said ", "in the words of ", "who said ", "ANN BO: said\n\n", "a claim by "],
)  # fmt: skip
def test_hostile_text_ends(piece: str) -> None:
    text = (piece * 100_000)[:100_000]
    began = time.process_time()
    cut = page(text, ())
    for quote in quotes(cut, ()):
        assert quote.text == text[quote.start : quote.end]
    assert time.process_time() - began < QUADRATIC
