"""What people set and what they found not right, of every store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from newsbot.store import Complaint, Setting, Store
from newsbot.store.sqlite import open_sqlite

NOW, LATER = "2030-01-01T07:00:00+00:00", "2030-01-02T07:00:00+00:00"


@pytest.fixture(params=["file", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    opened = open_sqlite(":memory:" if request.param == "memory" else str(tmp_path / "a.db"))
    yield opened
    opened.close()


def test_what_was_set_last_holds_and_says_who_set_it(store: Store) -> None:
    store.keep("note:T1:C1", '{"on":true}', by="U1", now=NOW)
    store.keep("note:T1:C1", '{"on":false}', by="U2", now=LATER)
    assert store.settings("note:") == [Setting(key="note:T1:C1", value='{"on":false}', by="U2", at=LATER)]


def test_settings_are_found_by_the_beginning_of_their_key_in_order(store: Store) -> None:
    for key in ("note:T1:C2", "note:T1:C1", "note:T2:C1", "other:T1"):
        store.keep(key, "1", by="U1", now=NOW)
    assert [one.key for one in store.settings("note:T1:")] == ["note:T1:C1", "note:T1:C2"]
    assert len(store.settings("")) == 4


def test_what_is_taken_back_is_gone(store: Store) -> None:
    store.keep("note:T1:C1", "1", by="U1", now=NOW)
    store.keep("note:T1:C1", None, by="U1", now=LATER)
    store.keep("note:T1:C9", None, by="U1", now=LATER)
    assert store.settings("") == []


def test_complaints_come_back_as_they_were_oldest_first(store: Store) -> None:
    first = Complaint(
        line="who Rudman", item='{"text":"“a”"}', wrong="wrong person", note="", by="U1", at=LATER
    )
    second = Complaint(
        line="figures ferry", item="{}", wrong="wrong figure", note="it's <b>", by="U2", at=NOW
    )
    store.complain(first)
    store.complain(second)
    store.complain(first)
    assert store.complaints() == [first, second, first]


def test_half_a_character_is_harmless(store: Store) -> None:
    store.complain(Complaint(line="\ud83d", item="{}", wrong="x", note="\ud83d", by="U1", at=NOW))
    assert store.complaints()[0].note == "?"
