"""What an editor would say of invented events, each told by three houses or four: every verdict, and no other.

A file of `data/events` has the stories (source | published | headline, then a paragraph a line) and the verdicts, a line
each: heading, verdict and sources. A line that begins with ~ is what an editor would say and newsbot does not yet.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

import newsbot
from newsbot.answer import Section
from newsbot.commands.checks import agreed, checks
from newsbot.commands.evidence import evidence
from newsbot.desk import Desk
from newsbot.model import Figure, Filter, Found, Head, Mention, Quote
from newsbot.store import Archive

EVENTS = sorted((Path(__file__).parent / "data" / "events").glob("*.txt"))
OTHERS = ("OFFICE", "PLACE", "DAY", "TIME", "ATTENDED")  # have tests of their own


def told(event: Path) -> list[list[str]]:
    """The stories of an event, by line."""
    text, _, _ = event.read_text(encoding="utf-8").partition("\n= ")
    return [block.splitlines() for block in text.strip().split("\n\n")]


def wanted(event: Path) -> list[str]:
    return [line[2:] for line in event.read_text(encoding="utf-8").splitlines() if line.startswith("= ")]


class OneStoryline:
    """An archive that takes all stories for one storyline: here figures and quotations are tested, not the joining."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive

    def __getattr__(self, name: str) -> object:
        return getattr(self.archive, name)

    def figures(self, words: Sequence[str], only: Filter, *, limit: int) -> list[Found[Figure]]:
        return [replace(f, story=one(f.story)) for f in self.archive.figures(words, only, limit=limit)]

    def quotes(self, keys: Sequence[str], only: Filter, *, limit: int) -> list[Found[Quote]]:
        return [replace(f, story=one(f.story)) for f in self.archive.quotes(keys, only, limit=limit)]

    def mentions(self, keys: Sequence[str], only: Filter, *, limit: int) -> list[Found[Mention]]:
        return [replace(f, story=one(f.story)) for f in self.archive.mentions(keys, only, limit=limit)]


def one(head: Head) -> Head:
    return replace(head, storyline=1)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("events")
    with (folder / "events.jsonl").open("w", encoding="utf-8") as file:
        for event in EVENTS:
            for n, (first, *text) in enumerate(told(event)):
                source, published, headline = first.split(" | ")
                made = {
                    "id": f"{event.stem} {n}",
                    "source": source,
                    "published": published,
                    "headline": headline,
                }
                file.write(json.dumps({**made, "text": "\n\n".join(text)}) + "\n")
    with newsbot.open("sqlite:///:memory:") as made_desk:
        made_desk.load([folder])
        yield made_desk


def line(section: Section) -> str:
    """Heading, verdict, and the sources in their order."""
    sources = dict.fromkeys(item.cite.source for item in section.items if item.cite)
    heading = section.heading.removeprefix("CHECK · ")
    return f"{heading} · {section.verdict or 'SIDE BY SIDE'}: {', '.join(sources)}"


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.stem)
def test_an_event_gets_the_verdicts_of_an_editor_and_no_other(desk: Desk, event: Path) -> None:
    heads = [one(head) for head in desk.archive.stories(Filter(), limit=500)]
    mine = [head for head in heads if head.id.rpartition(" ")[0] == event.stem]
    assert len(mine) == len(told(event))
    found = evidence(OneStoryline(desk.archive), mine, None)  # type: ignore[arg-type]
    sections = [*checks(found), *agreed(found)]
    said = [s for s in sections if not set(OTHERS) & set(s.heading.split(" · "))]
    assert [line(s) for s in said] == wanted(event)
