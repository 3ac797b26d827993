"""docs/reading.md says what the reading does: every example on it is run, and every rule is on it."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from newsbot.explain import Explanation, explained
from newsbot.extract import extract
from newsbot.surfaces.console import Paper
from newsbot.surfaces.explanation import render

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8")
WIDE = Paper(width=1000)

# What the last column's example must give, by the table's heading and the chapter it stands in.
GIVEN: dict[tuple[str, str], Callable[[Explanation], list[str]]] = {
    ("People", "rule"): lambda one: [found.rule for found in one.findings.mentions],
    ("Quotes", "rule"): lambda one: [found.rule for found in one.findings.quotes],
    ("Quotes", "by"): lambda one: [found.speaker.by for found in one.findings.quotes if found.speaker],
    ("Figures", "rule"): lambda one: [found.rule for found in one.findings.figures],
    ("People", "no"): lambda one: [out.reason for out in one.left_out if out.kind == "mention"],
    ("Quotes", "no"): lambda one: [out.reason for out in one.left_out if out.kind == "quote"],
    ("Figures", "no"): lambda one: [out.reason for out in one.left_out if out.kind == "figure"],
}


def rows() -> Iterator[tuple[str, str, str, str]]:
    """Chapter, table, name and example of each row that has an example."""
    chapter = table = ""
    for line in PAGE.splitlines():
        if line.startswith("## "):
            chapter = line[3:]
        elif line.startswith("| ") and not table:
            table = line.split()[1]
        elif not line.startswith("|"):
            table = ""
        elif example := re.search(r"`([^`]+)` \|$", line):
            name = re.sub(r" \(.*", "", line.split("|")[1].strip())
            yield chapter, table, name, example[1].replace("¶", "\n\n")


ROWS = list(rows())


def told(chapter: str, table: str) -> set[str]:
    return {name for of, kind, name, _ in ROWS if (of, kind) == (chapter, table)}


@pytest.mark.parametrize(("chapter", "table", "name", "example"), ROWS)
def test_an_example_is_read_by_its_rule(chapter: str, table: str, name: str, example: str) -> None:
    assert name in GIVEN[chapter, table](explained(example))


@pytest.mark.parametrize("shown", re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL))
def test_what_the_page_shows_is_what_explain_shows(shown: str) -> None:
    lines = shown.splitlines()
    story = "\n".join(line[2:] for line in lines if line.startswith("> "))
    drawn = [line.strip() for line in render(explained(story), WIDE).splitlines()]
    assert [line for line in lines if not line.startswith("> ") and line not in drawn] == []


def texts() -> Iterator[str]:
    for path in sorted((ROOT / "tests" / "data").glob("*/*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line) if line.startswith("{") else {}
            if isinstance(row.get("text"), str):
                yield row["text"]
    for path in sorted((ROOT / "tests" / "data" / "stories").glob("*.txt")):
        yield path.read_text(encoding="utf-8")


def test_every_rule_that_reads_a_story_is_on_the_page() -> None:
    names, quotes, figures, by = set(), set(), set(), set()
    for text in texts():
        found = extract(text)
        names |= {mention.rule for mention in found.mentions}
        quotes |= {quote.rule for quote in found.quotes}
        by |= {quote.speaker.by for quote in found.quotes if quote.speaker and quote.speaker.person}
        figures |= {figure.rule.removesuffix(", rate") for figure in found.figures}
    assert names <= told("People", "rule")
    assert quotes <= told("Quotes", "rule")
    assert by <= told("Quotes", "by")
    assert figures <= told("Figures", "rule")


def test_every_reason_to_leave_something_out_is_on_the_page() -> None:
    reasons = {(out.kind, out.reason) for text in texts() for out in explained(text).left_out}
    for kind, chapter in (("mention", "People"), ("quote", "Quotes"), ("figure", "Figures")):
        assert {reason for of, reason in reasons if of == kind} <= told(chapter, "no")
