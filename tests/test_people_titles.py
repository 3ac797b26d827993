"""Titles and roles: whole, literal, nearest first."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from newsbot.extract.page import page
from newsbot.extract.people import mentions
from newsbot.extract.titles import is_role

_ROWS = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "people" / "titles.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]


@pytest.mark.parametrize("row", _ROWS, ids=lambda row: row["text"][:40])
def test_titles_stand_with_their_names(row: dict[str, Any]) -> None:
    text = row["text"]
    found = [[one.text, [text[a:b] for a, b in one.titles]] for one in mentions(page(text, ()))]
    assert found == row["titles"]


@pytest.mark.parametrize("word", ["minister", "Senators", "Gov.", "spokeswoman", "then-Sen."])
def test_a_role_noun_is_known_in_one_and_in_many(word: str) -> None:
    assert is_role(word)


@pytest.mark.parametrize("word", ["border", "Tuesday", "said", "Mexico"])
def test_other_words_are_no_roles(word: str) -> None:
    assert not is_role(word)
