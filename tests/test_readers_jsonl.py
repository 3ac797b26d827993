"""Story JSON Lines: each good line a story, each bad one refused with its line and reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newsbot.model import Repair, Story
from newsbot.readers import Refused, read

GOOD = {
    "source": "The Humber Mail",
    "headline": "Rain floods Hull",
    "text": "It rained for nine days, they said.",
}


def load(path: Path, *lines: object) -> list[Story | Refused]:
    rows = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return list(read(path))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "a.jsonl"


def one(path: Path, **fields: object) -> Story:
    (story,) = load(path, GOOD | fields)
    assert isinstance(story, Story), story
    return story


def refusal(path: Path, line: object) -> str:
    (refused,) = load(path, line)
    assert isinstance(refused, Refused), refused
    assert refused.origin == f"{path}:1"
    return refused.reason


def test_headline_and_byline_stand_before_the_text(file: Path) -> None:
    story = one(file, byline="Ann Lee")
    assert story.text == "Rain floods Hull\n\nAnn Lee\n\nIt rained for nine days, they said."
    assert [zone.kind for zone in story.zones] == ["headline", "byline", "body"]
    assert (story.headline, story.byline) == ("Rain floods Hull", "Ann Lee")


def test_the_source_is_the_one_in_its_field(file: Path) -> None:
    source = one(file, text="HULL (AP) — It rained.\n\nCourtesy: other", byline="Ann Lee").source
    assert (source.label, source.publisher, source.named_by) == ("The Humber Mail", "The Humber Mail", "text")


def test_an_agency_in_the_source_field_is_found_by_its_other_names(file: Path) -> None:
    assert "Associated Press" in one(file, source="AP").source.names


def test_identity_is_the_id_else_the_url_else_the_line(file: Path) -> None:
    assert one(file, id="a-1", url="https://mail.example/1").id == "a-1"
    assert one(file, url="https://mail.example/1").id == "https://mail.example/1"
    story = one(file)
    assert (story.id, story.origin) == (f"{file}:1", f"{file}:1")


def test_all_fields_are_kept_as_given(file: Path) -> None:
    story = one(
        file,
        url="https://mail.example/1?a=b",
        published="2024-05-03",
        updated="2024-05-04T10:15:00+02:00",
        status="corrected",
    )
    assert (story.url, story.status) == ("https://mail.example/1?a=b", "corrected")
    assert (story.published, story.updated) == ("2024-05-03", "2024-05-04T10:15:00+02:00")


def test_empty_and_null_fields_are_fields_that_are_not_there(file: Path) -> None:
    story = one(file, id=None, url="", byline=" ", published=None, other=[1, 2])
    assert (story.id, story.url, story.byline, story.published) == (f"{file}:1", None, None, None)


def test_the_text_passes_the_furniture_rules(file: Path) -> None:
    story = one(
        file,
        text="Rain floods Hull\nBy Ann Lee\nIt rained for nine days, the harbour master said.\n"
        "Read More: Sun over Goole\nIt stopped on Friday, the harbour master said.\n(Reporting by Ann Lee; Editing by Bo Ek)",
    )
    assert [(a.line, a.rule) for a in story.set_aside] == [
        (1, "headline again"),
        (4, "link to another story"),
        (6, "agency sign-off"),
    ]
    assert story.byline == "Ann Lee"
    assert [zone.kind for zone in story.zones] == ["headline", "byline", "body", "body"]


def test_a_byline_that_the_text_repeats_is_shown_once(file: Path) -> None:
    story = one(file, byline="Ann Lee", text="By Ann Lee\n\nIt rained for nine days.")
    assert story.text == "Rain floods Hull\n\nAnn Lee\n\nIt rained for nine days."
    assert [a.rule for a in story.set_aside] == ["byline again"]


@pytest.mark.parametrize("gone", ["source", "headline", "text"])
def test_a_line_without_a_required_field_says_which(file: Path, gone: str) -> None:
    assert refusal(file, {k: v for k, v in GOOD.items() if k != gone}) == f'no "{gone}"'
    assert refusal(file, GOOD | {gone: " "}) == f'no "{gone}"'
    assert refusal(file, GOOD | {gone: None}) == f'no "{gone}"'


def test_all_that_is_wrong_with_a_line_is_said_at_once(file: Path) -> None:
    reason = refusal(file, {"source": ["AP"], "headline": "Rain", "id": 7, "published": True})
    assert (
        reason
        == '"source" is a list, not text; "id" is a number, not text; "published" is true or false, not text; no "text"'
    )


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not JSON: Expecting property name enclosed in double quotes, column 2"),
        ('"Rain"', "not a JSON object but text"),
        ("[1]", "not a JSON object but a list"),
        ("null", "not a JSON object but null"),
        ("[" * 100_000, "not JSON: cannot be read"),
    ],
)
def test_a_line_that_is_no_object_says_what_it_is(file: Path, line: str, reason: str) -> None:
    assert refusal(file, line) == reason


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "mail.example/1", "https://", "https://a b", "http://[", "file:///etc"]
)
def test_only_web_addresses_are_addresses(file: Path, url: str) -> None:
    assert refusal(file, GOOD | {"url": url}).startswith('"url" is no web address')


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("2024", "2024"),
        ("2024-05", "2024-05"),
        ("2024-05-03", "2024-05-03"),
        ("2024-05-03 10:15", "2024-05-03T10:15"),
        ("2024-05-03T10:15:00Z", "2024-05-03T10:15:00Z"),
        ("3 May 2024", "2024-05-03"),
        ("Fri, 03 May 2024 10:15:00 GMT", "2024-05-03T10:15:00Z"),
    ],
)
def test_times_are_kept_as_precise_as_given(file: Path, given: str, kept: str) -> None:
    assert one(file, published=given).published == kept


@pytest.mark.parametrize("given", ["yesterday", "2024-13", "2024-02-30", "03/04/2024", "12"])
def test_a_time_that_is_none_refuses_its_line(file: Path, given: str) -> None:
    assert refusal(file, GOOD | {"published": given}) == f'"published" is no date in ISO 8601: {given!r}'


def test_bad_lines_are_refused_alone_and_blank_ones_passed_over(file: Path) -> None:
    told = load(file, GOOD | {"id": "1"}, "", "{", GOOD | {"id": "4"})
    assert [x.id if isinstance(x, Story) else x.origin for x in told] == ["1", f"{file}:3", "4"]


def test_a_file_without_a_line_is_empty(file: Path) -> None:
    file.write_text("\n \n", encoding="utf-8")
    assert list(read(file)) == [Refused(origin=str(file), reason="empty file")]


def test_mojibake_and_hidden_characters_in_fields_are_repaired_and_listed(file: Path) -> None:
    row = json.dumps(GOOD | {"headline": "It wasnâ€™t rain", "text": "It \u200brained.\ud800"})
    (story,) = load(file, row)
    assert isinstance(story, Story)
    assert (story.headline, story.text) == ("It wasn’t rain", "It wasn’t rain\n\nIt rained.")
    assert story.repairs == (Repair("invisible characters", 2), Repair("mojibake", 1))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_other_encodings_are_read(file: Path, encoding: str) -> None:
    row = json.dumps(GOOD | {"headline": "“Señor” Müller"}, ensure_ascii=False)
    file.write_bytes(f"{row}\r\n{row}\r\n".encode(encoding))
    assert [x.headline for x in read(file) if isinstance(x, Story)] == ["“Señor” Müller"] * 2


def test_a_line_longer_than_a_story_may_be_is_refused_and_the_next_one_read(file: Path) -> None:
    with file.open("wb") as out:
        out.write(b'{"text": "' + b"a" * 21_000_000 + b'"}\n' + json.dumps(GOOD).encode())
    refused, story = read(file)
    assert refused == Refused(
        origin=f"{file}:1", reason="too long for one story: 21.0 MB, the limit is 20 MB"
    )
    assert isinstance(story, Story)
    assert story.origin == f"{file}:2"
