"""The examples of docs/comparing.md are what newsbot says."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from comparing import head, story
from newsbot.answer import Section
from newsbot.commands import accounts, corrections, groups
from newsbot.compare import drift, offices
from newsbot.compare.attendance import attendance
from newsbot.compare.differences import differences
from newsbot.compare.hours import hours
from newsbot.compare.ledger import ledger
from newsbot.compare.stage import stage
from newsbot.compare.versions import changes
from newsbot.extract import extract
from newsbot.model import Figure, Found, Lineage
from test_compare_versions import version

DOC = (Path(__file__).parent.parent / "docs" / "comparing.md").read_text(encoding="utf-8")
_BLOCK = re.compile(
    r"^```(compared|quoted|held|timed|happened|revised|staged)\n(.*?)^```$", re.MULTILINE | re.DOTALL
)
_LINE = re.compile(r"(?P<source>\w+)(?: \((?P<given>[^)]+)\))?: (?P<words>.+)")


def blocks(kind: str) -> list[str]:
    return [told for found, told in _BLOCK.findall(DOC) if found == kind]


def read(block: str) -> tuple[list[re.Match[str]], list[str]]:
    """The lines of the sources, and what newsbot is to say of them."""
    told = [found for line in block.splitlines() if (found := _LINE.fullmatch(line)) and line[0] != "→"]
    return told, [line.removeprefix("→ ") for line in block.splitlines() if line[0] == "→"]


def found_in(lines: list[re.Match[str]]) -> tuple[list[Found[Figure]], dict[str, Lineage]]:
    """The figures as extraction finds them, and what the words in brackets say of their stories."""
    rows = {line["source"]: row for row, line in enumerate(lines, 1)}
    found, took = [], {}
    for source, row in rows.items():
        line = lines[row - 1]
        given, words = line["given"] or "", line["words"]
        published = given if given[:1].isdigit() else None
        copied = f"s{rows[given.removeprefix('copy of ')]}" if given.startswith("copy of ") else None
        wire = given.casefold() if given.isupper() else None
        took[f"s{row}"] = Lineage(original=copied, shared="copy" if copied else None, wire=wire)
        told = head(row, source, published=published)
        figures = extract(words).figures
        found += [
            Found(finding=f, story=told, passage=words[f.context.start : f.context.end]) for f in figures
        ]
    return found, took


@pytest.mark.parametrize("block", blocks("compared"))
def test_figures_get_the_heading_and_the_verdict_of_the_page(block: str) -> None:
    lines, wanted = read(block)
    sections = [groups.section(group) for group in ledger(*found_in(lines))]
    said = [[s.heading, s.verdict or "SIDE BY SIDE", *([s.note] if s.note else [])] for s in sections]
    assert [" · ".join(parts) for parts in said] == wanted


@pytest.mark.parametrize("block", blocks("quoted"))
def test_quotations_get_the_verdict_of_the_page_and_the_words_that_differ(block: str) -> None:
    lines, (wanted,) = read(block)
    one, two = (line["words"] for line in lines)
    verdict = drift.verdict(one, two)
    words = (
        "".join(f": {' / '.join(pair)}" for pair in drift.differences(one, two))
        if verdict == "DIFFER"
        else ""
    )
    assert f"{verdict}{words}" == wanted


@pytest.mark.parametrize("block", blocks("held"))
def test_offices_get_the_verdict_of_the_page(block: str) -> None:
    lines, (wanted,) = read(block)
    assert (offices.verdict((line["source"], line["words"]) for line in lines) or "nothing") == wanted


@pytest.mark.parametrize("block", blocks("timed"))
def test_hours_get_the_verdict_of_the_page(block: str) -> None:
    lines, (wanted,) = read(block)
    told = [(head(n, line["source"]), story(line["words"], id=f"s{n}")) for n, line in enumerate(lines, 1)]
    assert [hour.verdict for hour in hours(told)] == ([wanted] if wanted != "nothing" else [])


@pytest.mark.parametrize("block", blocks("happened"))
def test_where_when_and_who_get_the_section_of_the_page(block: str) -> None:
    lines, wanted = read(block)
    told, mentions = [], []
    for n, line in enumerate(lines, 1):
        where = head(n, line["source"], published=line["given"])
        told.append((where, story(line["words"], id=where.id)))
        found = extract(line["words"]).mentions
        mentions += [
            Found(finding=m, story=where, passage=line["words"][m.context.start : m.context.end])
            for m in found
        ]
    stories = {told_of.id: text for told_of, text in told}
    sections = [accounts.happening(one, stories) for one in differences(told)]
    sections += [accounts.attended(one, stories) for one in attendance(told, mentions)]
    assert ([_drawn(section) for section in sections] or ["nothing"]) == wanted


@pytest.mark.parametrize("block", blocks("revised"))
def test_two_texts_of_a_story_get_the_section_of_the_page(block: str) -> None:
    (before, after), wanted = read(block)
    was, now = version(before["words"], id="a@1"), version(after["words"])
    told = corrections.Corrected(head=now.head, changes=changes(was, now))
    sections = [replace(made, items=()) for made in corrections.sections([told])]
    assert ([_drawn(section) for section in sections] or ["nothing"]) == wanted


@pytest.mark.parametrize("block", blocks("staged"))
def test_stories_get_the_stage_of_the_page(block: str) -> None:
    (headline, text), (wanted,) = read(block)
    assert (stage(story(text["words"], headline["words"])) or "nothing") == wanted


def _drawn(section: Section) -> str:
    labels = [made.label for made in section.items if made.label]
    parts = (section.heading, section.verdict or "SIDE BY SIDE", section.note, *labels)
    return " · ".join(part for part in parts if part)


def test_every_verdict_has_an_example() -> None:
    said = " ".join(
        line
        for kind in ("compared", "quoted", "held", "timed", "happened", "revised")
        for block in blocks(kind)
        for line in read(block)[1]
    )
    for verdict in ("SAME", "DIFFER", "CHANGED", "ONE SOURCE", "SIDE BY SIDE"):
        assert verdict in said
