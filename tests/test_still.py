"""Answers that are kept as they were given: written, read again, and laid beside what their stories say now."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsbot.answer import Answer
from newsbot.commands.lock import failures
from newsbot.desk import Desk
from newsbot.store.sqlite import open_sqlite
from newsbot.surfaces.given import key, read, written
from test_vocabulary import LINES, NOW, STORIES

BRIDGE = "The bridge at Alder carried {} cars a day."


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    with Desk(open_sqlite(":memory:"), clock=lambda: NOW) as opened:
        opened.load([STORIES])
        yield opened


@pytest.mark.parametrize("line", LINES)
def test_what_is_written_is_read_again_as_it_was(desk: Desk, line: str) -> None:
    answer = desk.ask(line)
    again = read(written(answer))
    assert again is not None
    assert again.to_dict() == json.loads(written(answer))
    assert written(again) == written(answer)
    assert desk.still(again) is again, "no story has changed"


def test_only_the_same_answer_has_the_same_key(desk: Desk) -> None:
    keys = {key(written(desk.ask(line))) for line in LINES}
    assert len(keys) == len({written(desk.ask(line)) for line in LINES})
    assert key("\ud83d") != key("?!")


@pytest.mark.parametrize("text", ["{}", "[]", "no JSON", '{"kind":"answer","line":"x","later":1}'])
def test_what_another_version_wrote_is_none(text: str) -> None:
    assert read(text) is None


class Shelf:
    """A desk over one story that changes."""

    def __init__(self, folder: Path) -> None:
        self.desk = Desk(open_sqlite(":memory:"), clock=lambda: NOW)
        self._file = folder / "bridge.jsonl"

    def load(self, text: str) -> None:
        story = {"id": "bridge", "source": "Alder Post", "headline": "A bridge", "text": text}
        self._file.write_text(json.dumps(story), encoding="utf-8")
        self.desk.load([self._file])

    def cited(self, answer: Answer) -> list[tuple[str, str | None]]:
        """Story and label of each line, which the texts hold."""
        items = [item for section in answer.sections for item in section.items if item.cite]
        assert not failures(answer, self.desk.archive.texts([i.cite.story for i in items if i.cite]).get)
        return [(item.cite.story, item.label) for item in items if item.cite]


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    made = Shelf(tmp_path)
    yield made
    made.desk.close()


def test_a_line_whose_words_are_gone_cites_the_earlier_text_and_says_so(shelf: Shelf) -> None:
    shelf.load(BRIDGE.format(400))
    given = shelf.desk.ask("figures cars")
    shelf.load(BRIDGE.format(500))
    shelf.load(BRIDGE.format(600))
    assert shelf.cited(shelf.desk.still(given)) == [("bridge@1", "earlier text · no named origin")]


def test_a_line_that_has_only_moved_cites_the_earlier_text_and_is_as_it_was(shelf: Shelf) -> None:
    shelf.load(BRIDGE.format(400))
    given = shelf.desk.ask("figures cars")
    shelf.load(f"It was built long ago.\n\n{BRIDGE.format(400)}")
    assert shelf.cited(shelf.desk.still(given)) == [("bridge@1", "no named origin")]


def test_a_line_that_no_text_holds_any_more_is_left_out_with_its_heading(shelf: Shelf) -> None:
    shelf.load(BRIDGE.format(400))
    given = shelf.desk.ask("figures cars")
    for n in range(25):
        shelf.load(BRIDGE.format(500 + n))
    still = shelf.desk.still(given)
    assert shelf.cited(still) == []
    assert still.sections == ()
