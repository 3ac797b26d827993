"""What two texts of one story tell otherwise: pairs made by hand, each with what an editor would say."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsbot.compare.rewritten import rewritten
from newsbot.compare.versions import changes
from newsbot.extract import extract
from newsbot.model import Head, Source, Span, Story, Version, Zone

POST = Source(label="Post", publisher="Post")


def version(text: str, *, headline: str = "News from Lemley", id: str = "a") -> Version:
    whole = f"{headline}\n\n{text}"
    zones = (Zone("headline", 0, len(headline)), Zone("body", len(headline) + 2, len(whole)))
    story = Story(id=id, origin="/a", source=POST, headline=headline, text=whole, zones=zones)
    head = Head(
        row=1,
        id=id,
        origin="/a",
        source=POST,
        headline=headline,
        published=None,
        loaded="2030-01-01",
        stage=None,
        url=None,
        byline=None,
        storyline=1,
    )
    return Version(head=head, story=story, findings=extract(whole, zones))


def told(old: str, new: str) -> list[str]:
    """Each change as `what: old → new`, by the words of the findings."""
    found = changes(version(old, id="a@1"), version(new))
    return [
        f"{one.what}: {one.old.finding.text} → {one.new.finding.text}"
        for one in (*found.figures, *found.quotes, *found.people)
    ]


FIGURES = [
    (
        "The ferry carried 300 passengers when it capsized off Lemley.",
        "The ferry carried 320 passengers when it capsized off Lemley.",
        "figure: 300 passengers → 320 passengers",
    ),
    (
        "The company lost $3 million last year.",
        "The company lost $3 billion last year.",
        "figure: $3 million → $3 billion",
    ),
    (
        "The company lost $3 million last year.",
        "The company lost €3 million last year.",
        "figure: $3 million → €3 million",
    ),
    (
        "Prices rose 5 percent in June.",
        "Prices fell 5 percent in June.",
        "figure: 5 percent → 5 percent",
    ),
    (
        "The fire killed 12 people in Lemley.",
        "The fire injured 12 people in Lemley.",
        "figure: 12 people → 12 people",
    ),
    (
        "The fire killed 12 people and injured 30 in Lemley.",
        "The fire killed 14 people and injured 30 in Lemley.",
        "figure: 12 people → 14 people",
    ),
    (
        "The line needed 40 workers in June, 60 in July and 80 in August.",
        "The line needed 40 workers in June, 70 in July and 80 in August.",
        "figure: 60 → 70",
    ),
    (
        "Dozens of people were hurt in the crush.",
        "Hundreds of people were hurt in the crush.",
        "figure: Dozens of people → Hundreds of people",
    ),
    (
        "About 300 passengers were on the ferry.",
        "More than 300 passengers were on the ferry.",
        "hedge: 300 passengers → 300 passengers",
    ),
    (
        "At least 38 people were killed in the quake, officials said.",
        "The toll was higher by Tuesday. Officials said 44 people were killed in the quake.",
        "figure: 38 people → 44 people",
    ),
]
WORDS = [
    (
        "“We have room for 300 boats in the new port,” said Mayor Ana Solheim.",
        "“We have room for 30 boats in the new port,” said Mayor Ana Solheim.",
        "figure: 300 boats → 30 boats",
    ),
    (
        "“We will not close the bridge this year,” said Mayor Ana Solheim.",
        "“We will never close the bridge this year,” said Mayor Ana Solheim.",
        "quote: We will not close the bridge this year, → We will never close the bridge this year,",
    ),
    (
        "“It is bad,” said Mayor Ana Solheim after the vote on the bridge.",
        "“It is very bad,” said Mayor Ana Solheim after the vote on the bridge.",
        "quote: It is bad, → It is very bad,",
    ),
    (
        "“We will not close the bridge,” said Mayor Ana Solheim. Pilot Ivo Brandt was there.",
        "“We will not close the bridge,” said Pilot Ivo Brandt. Mayor Ana Solheim was there.",
        "speaker: We will not close the bridge, → We will not close the bridge,",
    ),
    (
        "Governor Ivo Brandt opened the new bridge at noon.",
        "Former Governor Ivo Brandt opened the new bridge at noon.",
        "office: Ivo Brandt → Ivo Brandt",
    ),
    (
        "The captain of the ferry, Anna Solberg, was not on board.",
        "The captain of the ferry, Johan Tveit, was not on board.",
        "name: Anna Solberg → Johan Tveit",
    ),
]


@pytest.mark.parametrize(("old", "new", "change"), [*FIGURES, *WORDS])
def test_a_change_is_told_with_both(old: str, new: str, change: str) -> None:
    assert told(old, new) == [change]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The ferry carried 300 passengers.", "The ferry carried 300 passengers."),
        ("The ferry carried 300 passengers.", "The ferry carried 300 passengers. It had 12 lifeboats."),
        ("It rained. The ferry carried 300 passengers.", "The ferry carried 300 passengers. It rained."),
        ("The ferry carried 300 passengers on Sunday.", "On Sunday, 300 passengers were on the ferry."),
        ("“The pier is sound,” said Ana Solheim.", '"The pier is sound,"  said Ana Solheim.'),
        ("The fire killed 12 people in Lemley.", "Rain fell on the northern valley for 12 days."),
        ("Mayor Ana Solheim opened the bridge.", "Ana Solheim, the mayor, opened the new bridge."),
        ("Ana Solheim opened the bridge at noon.", "Solheim opened the new bridge at noon."),
        ("The bridge cost 40 million euros.", "The tunnel below the fjord has a length of 9 kilometres."),
        (
            "“We will not close the bridge this year,” said Mayor Ana Solheim.",
            "Mayor Ana Solheim said: “We will not close the bridge this year.”",
        ),
        (
            "“We will organise the ferry as a city programme,” said Ana Solheim on Monday.",
            "“We will organize the ferry as a city program,” said Ana Solheim on Monday.",
        ),
        (
            "Mayor Ana Solheim spoke. “We will not close the bridge,” she said.",
            "Pilot Mia Holm spoke, too. “We will not close the bridge,” she said.",
        ),
    ],
)
def test_what_moved_or_was_only_reworded_is_no_change(old: str, new: str) -> None:
    assert told(old, new) == []


def test_a_headline_and_a_lead_that_change_alike_are_one_change() -> None:
    old = version("A ferry with 300 passengers capsized off Lemley.", headline="300 passengers on ferry")
    new = version("A ferry with 320 passengers capsized off Lemley.", headline="320 passengers on ferry")
    (change,) = changes(old, new).figures
    assert change.new.finding.zone == "body"


def test_what_is_read_otherwise_in_a_sentence_that_stayed_is_no_change() -> None:
    old = version("The ferry carried 300 passengers. It rained.", id="a@1")
    new = version("The ferry carried 300 passengers. It snowed on Monday.")
    (figure,) = old.findings.figures
    misread = replace(old.findings, figures=(replace(figure, value=900.0),))
    assert changes(replace(old, findings=misread), new).figures == ()


def test_each_side_stands_in_its_own_text() -> None:
    for old, new, _ in [*FIGURES, *WORDS]:
        was, now = version(old, id="a@1"), version(new)
        found = changes(was, now)
        for one in (*found.figures, *found.quotes, *found.people):
            for side, text in ((one.old, was), (one.new, now)):
                assert side.story.id == text.story.id
                assert text.story.text[side.finding.start : side.finding.end] == side.finding.text
                context = side.finding.context
                assert text.story.text[context.start : context.end] == side.passage


SENTENCES = [text for old, new, _ in [*FIGURES, *WORDS] for text in (old, new)]


@given(st.lists(st.sampled_from(SENTENCES), max_size=4), st.lists(st.sampled_from(SENTENCES), max_size=4))
@settings(max_examples=60, deadline=None)
def test_of_any_two_texts_each_change_stands_in_its_own_and_none_with_itself(
    old: list[str], new: list[str]
) -> None:
    was, now = version(" ".join(old), id="a@1"), version(" ".join(new))
    assert not changes(now, now)
    found, sentences = changes(was, now), {now.story.text[a:b] for a, b in now.findings.sentences}
    for one in (*found.figures, *found.quotes, *found.people):
        assert was.story.text[one.old.finding.start : one.old.finding.end] == one.old.finding.text
        assert now.story.text[one.new.finding.start : one.new.finding.end] == one.new.finding.text
        assert one.old.passage != one.new.passage
        assert one.old.passage not in sentences


def test_a_sentence_is_followed_to_what_stands_in_its_place() -> None:
    old = version("It rained. The ferry carried 300 passengers. The port was closed.")
    new = version("The port was closed. On Sunday the ferry carried 320 passengers.")
    at = old.story.text.index("300")
    span = rewritten(old, new).instead(Span(at, at + 3))
    assert span
    assert new.story.text[span.start : span.end] == "On Sunday the ferry carried 320 passengers."
    rain = old.story.text.index("It rained")
    assert rewritten(old, new).instead(Span(rain, rain + 10)) is None


def test_a_sentence_that_stands_twice_and_then_once_is_not_gone() -> None:
    found = rewritten(version("It rained. It rained."), version("It rained."))
    assert (found.gone, found.come) == ((), ())
