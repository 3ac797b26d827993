"""Told before the event or after it, from tense and time words."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparing import story
from newsbot.compare.stage import stage

PREVIEWS = [
    (
        "Ministers head to Oslo as fishing row deepens",
        (
            "The fisheries ministers of both islands are set to meet in Oslo on Thursday. The upcoming talks will focus on "
            "quotas. The meeting is expected to last two days."
        ),
    ),
    (
        "Vale and Brook to debate ahead of vote",
        (
            "The two candidates for mayor will face each other on Sunday in the last debate before the election. "
            "The debate is scheduled to begin at eight. Both campaigns are preparing for the debate."
        ),
    ),
    (
        "Envoys in Lima for climate talks",
        (
            "The president has sent three envoys to Lima for talks on the Amazon. They flew to Peru on Monday to meet with "
            "ministers from nine countries. The talks are seen as crucial. The discussions are expected to be hard."
        ),
    ),
    (
        "What to know ahead of the trial of a banker",
        (
            "The trial of the banker is due to open on Monday in Leeds. He will appear in court next week. "
            "The upcoming hearing will be short."
        ),
    ),
]
AFTERS = [
    (
        "Storm floods valley",
        "A storm flooded the valley on Tuesday. Nine roads were closed. More rain will fall.",
    ),
    (
        "Ministers hail progress after fishing talks",
        (
            "The fisheries ministers met in Oslo for six hours on Thursday. They said after the meeting that quotas would "
            "be cut. The talks ended without a signature."
        ),
    ),
    (
        "Brook wins debate, polls say",
        (
            "Ada Brook held a long debate with Tom Vale on Sunday. Following the debate, viewers were asked who had won. "
            "She has agreed to another."
        ),
    ),
    (
        "Lemland to free crew after ministers meet",
        (
            "Lemland will free the crew of a trawler held in its waters, its minister said on Thursday after meeting his "
            "counterpart. The talks lasted an hour."
        ),
    ),
    (
        "Banker sentenced to nine years",
        (
            "A banker was sentenced to nine years in prison after a trial of six weeks. The trial lasted longer than "
            "planned. The jury had voted on Friday."
        ),
    ),
]
UNSURE = [
    (
        "Senators urge Vale to cancel summit",
        "Three senators urged Tom Vale on Friday to cancel his upcoming summit with the islands. They sent a letter.",
    ),
    ("", "Nothing is known."),
    ("", ""),
]


@pytest.mark.parametrize(("headline", "text"), PREVIEWS)
def test_plans_are_previews(headline: str, text: str) -> None:
    assert stage(story(text, headline)) == "preview"


@pytest.mark.parametrize(("headline", "text"), AFTERS)
def test_outcomes_are_told_after(headline: str, text: str) -> None:
    assert stage(story(text, headline)) == "after"


@pytest.mark.parametrize(("headline", "text"), UNSURE)
def test_in_doubt_nothing_is_said(headline: str, text: str) -> None:
    assert stage(story(text, headline)) is None


def stories() -> list[list[str]]:
    path = Path(__file__).parent / "data" / "stages.txt"
    return [line.split(" | ") for line in path.read_text(encoding="utf-8").splitlines() if line[0] != "#"]


@pytest.mark.parametrize(("wanted", "headline", "text"), stories())
def test_stories_of_many_kinds(wanted: str, headline: str, text: str) -> None:
    assert stage(story(text, headline)) in ([None] if wanted[-1] in "-?" else [wanted])


@given(st.text(max_size=300), st.text(max_size=80))
def test_any_text_has_a_stage_or_none(text: str, headline: str) -> None:
    assert stage(story(text, headline)) in ("preview", "after", None)
