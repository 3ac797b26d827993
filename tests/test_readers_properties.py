"""What holds for any page: no line is lost, zones are the text, reading twice is the same."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsbot.errors import ReadError
from newsbot.model import Story
from newsbot.readers import Refused, decode, furniture, jsonl, plain, times, walk, zones
from newsbot.readers.dateline import dateline

SENTENCES = [
    "The Humber rose by two metres on Monday and flooded some 300 houses in the old town.",
    "HULL, England (AP) — “Nobody was hurt,” said Ann Lee, the harbour master, on Monday.",
    "PARIS: The mayor said nothing of the sort on Monday.",
    "By Ann Lee, Humber Mail",
    "By Friday",
    "Image: AFP",
    "Soldiers carry sandbags in Hull. (AP Photo/Ann Lee)",
    "Courtesy: humbermail",
    "No power, no water",
    "and flooded some of the lower houses near the port of Hull, where",
    "3 May 2024",
    "Published: 3 May 2024 | Updated: 4 May 2024",
    "Source: https://mail.example/rain",
    "CORRECTION: An earlier version of this story was wrong.",
    "Ann Lee is a reporter who covers ports.",
    "Rain floods Hull | The Humber Mail",
    "Rain floods Hull",
    "Joe on May 3, 2024 at 7:45 pm",
]
LINES = SENTENCES + [line for rule in furniture.rules() for line in (*rule.examples, *rule.keeps)]
ODD = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Z", "C")), max_size=80)
PAGES = st.lists(st.one_of(st.sampled_from(LINES), st.just(""), ODD), min_size=1, max_size=25).map("\n".join)

steady = settings(deadline=None)  # the first page compiles the rules


def letters(text: str) -> Counter[str]:
    """Every character but white space, and how often."""
    return Counter("".join(text.split()))


def read(text: str) -> Story | None:
    try:
        return plain.story(text, origin="/desk/a.txt")
    except ReadError:
        return None


@steady
@given(PAGES)
def test_every_letter_of_a_page_is_shown_or_set_aside_and_no_other(page: str) -> None:
    story = read(page)
    if story is not None:
        assert letters(story.text) + letters("".join(a.text for a in story.set_aside)) == letters(page)


@steady
@given(PAGES)
def test_what_is_set_aside_are_lines_of_the_page(page: str) -> None:
    story = read(page)
    lines = page.split("\n")
    for aside in story.set_aside if story else ():
        assert (
            aside.text in " ".join(lines[aside.line - 1].split())
            or aside.text.split()[0] in lines[aside.line - 1]
        )
        assert aside.rule
    numbers = [aside.line for aside in story.set_aside] if story else []
    assert numbers == sorted(numbers)


@steady
@given(PAGES)
def test_zones_are_the_text_with_a_blank_line_between(page: str) -> None:
    story = read(page)
    if story is not None:
        assert "\n\n".join(story.text[z.start : z.end] for z in story.zones) == story.text
        assert all(
            story.text[z.start : z.end].strip() == story.text[z.start : z.end] != "" for z in story.zones
        )
        assert [z.start for z in story.zones[1:]] == [z.end + 2 for z in story.zones[:-1]]
        assert story.headline in story.text
        assert sum(z.kind == "headline" for z in story.zones) <= 1


@steady
@given(PAGES)
def test_no_zone_crosses_a_removed_line(page: str) -> None:
    """Two paragraphs of one zone stand in the page with nothing but white space between them."""
    story = read(page)
    squeezed = "".join(page.split())
    for zone in story.zones if story else ():
        assert "".join(story.text[zone.start : zone.end].split()) in squeezed if story else True


@steady
@given(PAGES)
def test_reading_twice_is_the_same(page: str) -> None:
    assert read(page) == read(page)


@steady
@given(PAGES)
def test_a_story_as_shown_loses_nothing_when_it_is_read_again(page: str) -> None:
    story = read(page)
    again = read(story.text) if story else None
    if story is not None and again is not None:
        assert letters(again.text) + letters("".join(a.text for a in again.set_aside)) == letters(story.text)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize("ending", [".txt", ".jsonl"])
@given(
    data=st.one_of(st.binary(max_size=300), PAGES.map(str.encode), PAGES.map(lambda p: p.encode("utf-16")))
)
def test_no_bytes_make_a_reader_raise(ending: str, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / f"a{ending}"
    path.write_bytes(data)
    found = [x for x in walk([path]) if isinstance(x, Story | Refused)]
    assert found
    for story in found:
        str(story).encode()


@steady
@given(PAGES, ODD, st.one_of(st.none(), ODD))
def test_json_lines_lose_nothing_either(page: str, headline: str, byline: str | None) -> None:
    line = json.dumps({"source": "AP", "headline": headline, "text": page, "byline": byline})
    try:
        story = jsonl.story(line, origin="/desk/a.jsonl:1")
    except ReadError:
        return
    shown = letters(story.text) + letters("".join(a.text for a in story.set_aside))
    given_ = letters(decode.clean(headline)[0]) + letters(decode.clean(page)[0])
    byline_ = letters(decode.clean(byline or "")[0])
    assert shown == given_ + byline_


@steady
@given(st.one_of(ODD, st.sampled_from(LINES)))
def test_a_dateline_is_the_front_of_its_paragraph_and_leaves_something(paragraph: str) -> None:
    found = dateline(paragraph)
    if found is not None:
        assert paragraph.startswith(found.text)
        assert paragraph[len(found.text) :].strip()


@steady
@given(ODD)
def test_questions_about_a_line_never_raise(line: str) -> None:
    line = " ".join(line.split()) or "x"
    furniture.rule(line)
    zones.byline(line)
    zones.credit(line)
    zones.is_correction(line)
    times.stamps(line)
    times.iso(line)


@steady
@given(st.datetimes().map(lambda d: d.isoformat(timespec="minutes")))
def test_an_iso_time_is_kept_to_the_letter(written: str) -> None:
    assert times.iso(written) == written


@steady
@given(st.text(max_size=60))
def test_nothing_that_hides_survives_cleaning(text: str) -> None:
    cleaned, _ = decode.clean(text)
    assert not set(cleaned) & set("\x00\x07\x1b\x7f\x80\x9f\r\u200b\u202e\u2066\ufeff\u00ad\ud800")
    assert cleaned.isprintable() or any(c in "\t\n\x0b\x0c" or c > "~" for c in cleaned)
