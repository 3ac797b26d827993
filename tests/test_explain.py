"""Explanations: a text with what was found, by which rule, and what was left out."""

import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsbot import open as open_desk
from newsbot.cli import main
from newsbot.explain import explained, plain
from newsbot.extract import extract
from newsbot.model import Filter, Zone
from newsbot.surfaces.console import Paper
from newsbot.surfaces.explanation import render

STORY = """Harbour ferry runs aground

By Ana Ruiz

The ferry Sula ran aground on Friday with 86 people aboard, the coastguard said.

“Nobody was hurt,” said Captain Idris Vane.
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("NEWSBOT_DATABASE_URL", "NEWSBOT_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "ferry.txt").write_text(STORY, encoding="utf-8")
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str]:
    code = main(argv)
    return code, capsys.readouterr().out


def test_a_sentence_is_explained_with_rules_and_what_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    code, out = run(capsys, "explain", "Karl Stone, 44, told the mayor that more than 300 people came.")
    assert code == 0
    assert out.splitlines() == [
        "1 body  Karl Stone, 44, told the mayor that more than 300 people came.",
        "  person  Karl Stone  (rule: known first name)",
        "  no figure  44  (age)",
        "  reported  that more than 300 people came  (said by “Karl Stone, 44”: Karl",
        "    Stone · cue “told” · rule: clause of a cue verb)",
        "  figure  300 people  (more than 300 people · hedge “more than” · said by “Karl",
        "    Stone, 44”: Karl Stone · rule: number and noun)",
    ]


def test_words_without_marks_are_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert "person  Ann Gray" in run(capsys, "explain", "Ann", "Gray", "left.")[1]


def test_standard_input_is_explained(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("It cost Rs. 40.\n"))
    assert "figure  Rs. 40  (40 rupee" in run(capsys, "explain", "-")[1]


def test_a_file_is_read_with_its_headline_and_byline(capsys: pytest.CaptureFixture[str]) -> None:
    out = run(capsys, "explain", "ferry.txt")[1]
    assert "1 headline  Harbour ferry runs aground" in out
    assert "  person  Ana Ruiz  (rule: byline or credit)" in out
    assert "  person  Idris Vane  (title “Captain” · rule: title before)" in out


def test_a_story_of_the_archive_is_read_anew(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    run(capsys, "load", "ferry.txt")
    with open_desk("sqlite:///newsbot.db") as desk:
        (head,) = desk.archive.every()
    assert run(capsys, "explain", head.id) == run(capsys, "explain", "ferry.txt")


def test_what_is_no_file_and_no_story_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "nothing"]) == 1
    assert "nothing: no such file or story" in capsys.readouterr().err


def test_a_file_that_no_reader_takes_is_refused(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "ferry.pdf").write_bytes(b"%PDF")
    assert main(["explain", "ferry.pdf"]) == 1
    assert "no reader for .pdf" in capsys.readouterr().err


def test_json_has_the_fields_of_extract_with_rules(capsys: pytest.CaptureFixture[str]) -> None:
    told = json.loads(
        run(capsys, "explain", "--json", "Mayor Ann Gray left. She said it cost $4 in 2021.")[1]
    )
    assert told["mentions"][0] == {
        "start": 6, "end": 14, "text": "Ann Gray", "rule": "title before", "person": "Ann Gray", "title": "Mayor",
    }  # fmt: skip
    assert told["quotes"][0]["speaker"] == {
        "start": 21, "end": 24, "text": "She", "person": "Ann Gray", "by": "last woman named",
    }  # fmt: skip
    assert told["sentences"] == [
        {"kind": "body", "start": 0, "end": 20},
        {"kind": "body", "start": 21, "end": 49},
    ]
    assert told["left_out"] == [{"start": 44, "end": 48, "text": "2021", "kind": "figure", "reason": "year"}]


def test_the_extract_command_tells_rules_too(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO('{"id": "1", "text": "It cost $4."}\n'))
    assert json.loads(run(capsys, "extract", "-")[1])["figures"][0]["rule"] == "money"


def test_a_rule_is_no_part_of_what_was_found(capsys: pytest.CaptureFixture[str]) -> None:
    """The archive keeps no rules; what comes from it is the same finding all the same."""
    run(capsys, "load", "ferry.txt")
    stored = [json.loads(line) for line in run(capsys, "findings")[1].splitlines()]
    assert stored
    assert all("rule" not in row for row in stored)
    with open_desk("sqlite:///newsbot.db") as desk:
        (head,) = desk.archive.every()
        story = desk.story(head.id)
        assert story is not None
        kept = [found.finding for found in desk.archive.quotes((), Filter(), limit=9)]
    read = extract(story.text, story.zones).quotes
    assert all(quote.rule for quote in read)
    assert sorted(kept, key=lambda quote: quote.start) == list(read)


def test_a_byline_is_not_read_for_figures() -> None:
    text = "By Ana Ruiz and 2 others"
    out = explained(text, (Zone("byline", 0, len(text)),)).left_out
    assert [(one.text, one.reason) for one in out] == [(text, "in a byline")]


def test_nothing_a_terminal_would_obey_is_shown() -> None:
    shown = render(explained("Ann Gray said \x1b[2J“no\x07thing at all was left”."), Paper())
    assert "\x1b" not in shown
    assert "\x07" not in shown


def test_an_empty_text_has_no_explanation() -> None:
    assert render(explained(""), Paper()) == ""


_PIECES = st.sampled_from(
    [
        "Ann Gray", "Mayor", "said", "“", "”", "that", "300 people", "in 2021", "\n\n", ".", "2-1", "the", "I", "U.S.",
        "San Mateo", "nearly", "one of", "$4 a day", "he", "‘", ":", "GRAY:", "May", "9:30", "(", "é", "٣",
    ]
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(
    st.lists(_PIECES, max_size=24).map(" ".join) | st.text(max_size=120),
    st.sampled_from(["body", "headline", "byline", "caption"]),
)
def test_any_text_can_be_explained_exactly(text: str, kind: str) -> None:
    one = explained(text, (Zone(kind, 0, len(text)),))  # type: ignore[arg-type]
    assert len(one.zones) == len(one.findings.sentences)
    assert all(found.rule for found in one.findings.all())
    for out in one.left_out:
        assert text[out.start : out.end] == out.text != ""
        assert out.reason
    json.dumps(plain(one))
    words = max(map(len, [*text.split(), "x" * 12]))
    assert all(len(line) <= max(36, words + 6) for line in render(one, Paper(width=36)).splitlines())
