"""Stories of one event find one another; a roundup glues nothing together."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparing import NOTHING, head, story
from newsbot.compare import gist
from newsbot.compare.storylines import belongs, traits
from newsbot.model import Head, Story
from newsbot.readers import read

FOLDER = Path(__file__).parent / "data" / "stories"
EVENTS = ("quake", "election", "ferry")


def stories() -> dict[str, Story]:
    """Every invented story by a short name; those of one event begin with its word."""
    found = {}
    for path in sorted(FOLDER.glob("*")):
        for n, one in enumerate(s for s in read(path) if isinstance(s, Story)):
            event = "ferry" if "ferry" in one.text.casefold() and path.suffix == ".jsonl" else path.stem
            found[f"{event}:{path.name}:{n}"] = one
    return found


def lines(told: Sequence[tuple[str, Story]]) -> dict[str, int]:
    """The storyline of each, loaded in this order."""
    kept: list[tuple[Head, tuple[str, ...]]] = []
    for row, (name, one) in enumerate(told, 1):
        mine = traits(one, NOTHING)
        near = sorted((e for e in kept if set(e[1]) & set(mine)), key=lambda e: -len(set(e[1]) & set(mine)))
        kept.append((head(row, name, storyline=belongs(mine, near[:40]) or row, id=name), mine))
    return {h.id: h.storyline for h, _ in kept}


def event(name: str) -> str:
    return next((e for e in EVENTS if name.startswith(e)), name)


@pytest.mark.parametrize("seed", range(6))
def test_stories_of_one_event_are_one_storyline_whatever_came_first(seed: int) -> None:
    briefs = [one for one in stories().items() if one[0].startswith("ferry")]
    told = [one for one in stories().items() if one not in briefs]
    random.Random(seed).shuffle(told)
    line = lines([*told, *briefs])  # three short briefs: the first holds the other two together
    for one in line:
        for two in line:
            assert (line[one] == line[two]) == (event(one) == event(two)), (one, two)


@pytest.mark.parametrize("headline", ["The week in brief", "Ferry, quake, recount"])
@pytest.mark.parametrize("seed", range(6))
def test_a_roundup_joins_no_two_events(seed: int, headline: str) -> None:
    all_told = stories()
    items = [next(s for name, s in all_told.items() if event(name) == e) for e in EVENTS]
    text = "\n\n".join(
        item.text[span.start : span.end] for item in items for span in gist.sentences(item)[:6]
    )
    told = [*all_told.items(), ("roundup", story(text, headline, id="roundup"))]
    random.Random(seed).shuffle(told)
    if seed < 2:
        told.sort(key=lambda one: one[0] != "roundup")  # the hardest: it came first
    line = lines(told)
    held = [{line[name] for name in line if event(name) == e} for e in EVENTS]
    assert not held[0] & held[1]
    assert not held[0] & held[2]
    assert not held[1] & held[2]


def test_nothing_in_common_is_no_storyline() -> None:
    mine = traits(story("Bakers in Osterby baked the longest loaf, said Ada Brook."), NOTHING)
    other = traits(story("A comet passed over Lima, and Tom Vale saw it twice."), NOTHING)
    assert belongs(mine, [(head(1), other)]) is None
    assert belongs(mine, []) is None


def test_bylines_and_credits_are_no_traits() -> None:
    told = story("The bridge at Lemley closed, the council of Lemley said.")
    assert "n:lemley" in traits(told, NOTHING)
    assert traits(story(""), NOTHING) == ()


@given(st.text(max_size=400), st.text(max_size=60))
def test_traits_are_few_and_the_same_every_time(text: str, headline: str) -> None:
    told = story(text, headline)
    assert traits(told, NOTHING) == traits(told, NOTHING)
    assert len(traits(told, NOTHING)) <= 49
