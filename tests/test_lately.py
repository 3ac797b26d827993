"""Answers of this minute: given again as they are, until anything that decides them is another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsbot.desk import Desk
from newsbot.store.sqlite import open_sqlite

NOW = datetime(2026, 3, 31, 9, 0, 12, tzinfo=UTC)
TOLD = "Mayor {} opened the pier on Monday. “The ferry runs again,” {} said.\n\nSome 300 passengers waited."


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Desk(open_sqlite(f"sqlite:///{tmp_path}/archive.db"), clock=lambda: NOW) as desk:
        yield desk


def load(desk: Desk, folder: Path, name: str, text: str) -> None:
    (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    desk.load([folder / f"{name}.txt"])


def test_the_same_line_of_the_same_minute_is_answered_once(desk: Desk, tmp_path: Path) -> None:
    load(desk, tmp_path, "a", TOLD.format("Ann Lund", "Lund"))
    first = desk.ask("who Lund", now=NOW)
    assert desk.ask("who Lund", now=NOW + timedelta(seconds=40)) is first
    assert desk.ask("who Lund", now=NOW + timedelta(minutes=1)) is not first
    assert desk.ask("who Lund", now=NOW, then="find pier") is not first


@pytest.mark.parametrize(
    "change",
    [
        lambda desk, folder: load(desk, folder, "b", TOLD.format("Ann Berg", "Berg")),
        lambda desk, folder: load(desk, folder, "a", TOLD.format("Ann Lund", "Ms. Lund")),
        lambda desk, folder: desk.ask("same Ann Lund = Annika Lund"),
    ],
    ids=["a new story", "a changed story", "who is who"],
)
def test_what_changes_answers_has_them_made_anew(
    desk: Desk, tmp_path: Path, change: Callable[[Desk, Path], object]
) -> None:
    load(desk, tmp_path, "a", TOLD.format("Ann Lund", "Lund"))
    first = desk.ask("who Lund", now=NOW)
    change(desk, tmp_path)
    assert desk.ask("who Lund", now=NOW) is not first


def test_what_a_line_does_is_done_each_time(desk: Desk) -> None:
    desk.ask("watch figures pier")
    desk.ask("unwatch 1")
    assert desk.ask("watches").kind == "nothing"
    desk.ask("watch figures pier")
    assert desk.ask("watches").kind == "answer"


def test_only_so_many_answers_are_kept(desk: Desk, tmp_path: Path) -> None:
    load(desk, tmp_path, "a", TOLD.format("Ann Lund", "Lund"))
    first = desk.ask("who Lund", now=NOW)
    for n in range(32):
        desk.ask(f"find pier{n}", now=NOW)
    assert desk.ask("who Lund", now=NOW) is not first


@pytest.mark.parametrize("noted", [False, True], ids=["an answer", "a note"])
def test_a_load_that_changes_a_story_while_it_is_answered_has_the_answer_made_anew(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, noted: bool
) -> None:
    load(desk, tmp_path, "a", TOLD.format("Ann Lund", "Lund"))
    texts, looked = desk.archive.texts, []

    def meanwhile(refs: Sequence[str]) -> Mapping[str, str]:
        looked.append(refs)
        if len(looked) == 1 + noted:
            load(desk, tmp_path, "a", "Rain. " + TOLD.format("Ann Lund", "Lund"))
        return texts(refs)

    monkeypatch.setattr(desk.archive, "texts", meanwhile)
    answer = desk.note("digest", series="one", now=NOW) if noted else desk.ask("who Lund", now=NOW)
    items = [item for section in answer.sections for item in section.items if item.cite]
    held = texts([item.cite.story for item in items if item.cite])
    assert len(looked) > 1 + noted
    assert items
    assert all(item.text in held[item.cite.story] for item in items if item.cite)
    assert all("Rain. " in text for text in held.values())
