"""What other programs get: stories, findings and storylines as plain data."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TextIO, get_args

from newsbot.answer import Answer, Cite, Item, Section
from newsbot.commands.lock import failures
from newsbot.compare import order
from newsbot.facts import facts
from newsbot.model import Filter, FindingKind, Found, Head, Span, Story
from newsbot.store import Archive, Complaint

EVERY = 100_000  # more findings than any story has
FIELDS = (
    "story", "source", "kind", "start", "end", "text", "person", "title", "speaker", "cue", "value", "low", "high",
    "bound", "trend", "hedge", "unit", "per", "context_start", "context_end", "context",
)  # fmt: skip
COLUMNS = (
    "section", "verdict", "source", "publisher", "story", "start", "end", "text", "lead", "label", "headline",
    "published", "url", "origin", "found_start", "found_end", "found", "kind", "person", "title", "speaker", "cue",
    "value", "low", "high", "bound", "trend", "hedge", "unit", "per", "period", "measure",
)  # fmt: skip
_OF_CITE = ("source", "publisher", "story", "start", "end", "headline", "published", "url", "origin")


def story(told: Story) -> dict[str, Any]:
    """One story: text, zones, the lines set aside with their rules, repairs."""
    source = told.source
    return {
        "id": told.id,
        "origin": told.origin,
        "source": {
            "label": source.label,
            "publisher": source.publisher,
            "named_by": source.named_by,
            "evidence": source.evidence,
        },
        "headline": told.headline,
        "byline": told.byline,
        "published": told.published,
        "updated": told.updated,
        "url": told.url,
        "status": told.status,
        "stage": told.stage,
        "text": told.text,
        "zones": [zone._asdict() for zone in told.zones],
        "set_aside": [line._asdict() for line in told.set_aside],
        "repairs": [repair._asdict() for repair in told.repairs],
    }


def findings(archive: Archive, kind: FindingKind | None = None) -> Iterator[dict[str, Any]]:
    """Everything found, oldest load first, or one kind of it."""
    for head in archive.every():
        for each in get_args(FindingKind):
            if kind in (None, each):
                yield from (_row(each, found) for found in _of(archive, each, head))


def findings_csv(rows: Iterable[Mapping[str, Any]], out: TextIO) -> None:
    """These rows of `findings` as CSV with a header; what is no plain value, as JSON."""
    made = csv.DictWriter(out, FIELDS, extrasaction="ignore", restval="", lineterminator="\n")
    made.writeheader()
    for row in rows:
        made.writerow(
            {k: json.dumps(v, ensure_ascii=False) if isinstance(v, dict) else v for k, v in row.items()}
        )


def storylines(archive: Archive) -> Iterator[dict[str, Any]]:
    """Each storyline with a headline, the ids of its stories, oldest load first, and [original, copy] for each story
    that is another's text: the original is the one published first, without dates the one loaded first."""
    lines: dict[int, list[Head]] = {}
    for head in archive.every():
        lines.setdefault(head.storyline, []).append(head)
    for row, heads in lines.items():
        yield {
            "id": str(row),
            "headline": heads[0].headline,
            "stories": [head.id for head in heads],
            "copies": _copies(archive, heads),
        }


def _copies(archive: Archive, heads: Sequence[Head]) -> list[list[str]]:
    """By text, in the order of their loading; the original may stand in another storyline."""
    took = archive.lineage([head.id for head in heads])
    texts: dict[str, list[Head]] = {}
    for head in heads:
        one = took.get(head.id)
        copied = one.original if one and one.shared == "copy" else None
        texts.setdefault(copied or head.id, []).append(head)
    return [pair for text, told in texts.items() for pair in _pairs(text, told)]


def _pairs(text: str, told: Sequence[Head]) -> list[list[str]]:
    original = order.first(told).id if any(head.id == text for head in told) else text
    return [[original, head.id] for head in told if head.id != original]


def answer_csv(answer: Answer) -> str:
    """The cited items of an answer as CSV: source, story, offsets, words and facts, a row each, with a header.

    Words that a spreadsheet would take for a formula get an apostrophe in front.
    """
    out = io.StringIO()
    rows = csv.DictWriter(out, COLUMNS, extrasaction="ignore", restval="", lineterminator="\n")
    rows.writeheader()
    for section in answer.sections:
        rows.writerows(_cells(section, item, item.cite) for item in section.items if item.cite)
    return out.getvalue()


def review(complaint: Complaint) -> dict[str, Any]:
    """A line that somebody found not right, as a test case: what was asked, what the answer gave, what is wrong."""
    return {
        "line": complaint.line,
        "item": json.loads(complaint.item),
        "wrong": complaint.wrong,
        "note": complaint.note,
        "by": complaint.by,
        "at": complaint.at,
    }


def broken(archive: Archive) -> Iterator[str]:
    """Every stored finding whose words are not where they were found."""
    for head in archive.every():
        for lost in archive.misplaced(head):
            yield f"{head.id} {lost.kind} [{lost.start}:{lost.end}]: now {lost.text[:60]!r}"


def broken_answer(archive: Archive, line: str) -> list[str]:
    """Every cited item of an answer, given as JSON, that its story does not hold, with the earlier text that does."""
    try:
        answer = _answer(json.loads(line))
    except (ValueError, KeyError, TypeError) as error:
        return [f"not an answer: {line[:60]!r} ({error})"]

    def text_of(id: str) -> str | None:
        told = archive.story(id)
        return told.text if told else None

    return [
        f"{wrong}{_before(archive, item)}"
        for section in answer.sections
        for item in section.items
        for wrong in failures(replace(answer, sections=(replace(section, items=(item,)),)), text_of)
    ]


def _before(archive: Archive, item: Item) -> str:
    """In which earlier text of the story the item stands, if it does in one."""
    cite = item.cite
    names = [one.name for one in archive.earlier([cite.story]).get(cite.story, ())] if cite else []
    texts = [(name, told.text) for name in names if (told := archive.story(name))]
    held = next((name for name, text in texts if cite and text[cite.start : cite.end] == item.text), None)
    return f"; it stands in {held}" if held else ""


def _of(archive: Archive, kind: str, head: Head) -> list[Found[Any]]:
    only = Filter(stories=(head.id,))
    ask = {"mention": archive.mentions, "quote": archive.quotes, "figure": archive.figures}[kind]
    return sorted(ask((), only, limit=EVERY), key=lambda found: found.finding.start)


def _row(kind: str, found: Found[Any]) -> dict[str, Any]:
    where = found.finding.context
    context = {"context_start": where.start, "context_end": where.end, "context": found.passage}
    given = facts(found.finding, found.passage, where.start)
    return {"story": found.story.id, "source": found.story.source.label, "kind": kind, **given, **context}


def _cells(section: Section, item: Item, cite: Cite) -> dict[str, Any]:
    found = dict(item.facts or {})
    speaker = found.pop("speaker", None)
    row = {
        **{key: value for key, value in found.items() if key in COLUMNS},
        "found_start": found.get("start"),
        "found_end": found.get("end"),
        "found": found.get("text"),
        "speaker": (speaker.get("person") or speaker.get("text")) if isinstance(speaker, dict) else speaker,
        "section": section.heading,
        "verdict": section.verdict,
        "text": item.text,
        "lead": item.lead,
        "label": item.label,
        **{name: getattr(cite, name) for name in _OF_CITE},
    }
    return {key: _no_formula(value) for key, value in row.items()}


def _no_formula(value: object) -> object:
    return (
        f"'{value}"
        if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r"))
        else value
    )


def _answer(data: dict[str, Any]) -> Answer:
    return Answer(
        kind=data["kind"],
        line=data["line"],
        title=data["title"],
        sections=tuple(
            Section(heading=section["heading"], items=tuple(map(_item, section["items"])))
            for section in data["sections"]
        ),
    )


def _item(data: dict[str, Any]) -> Item:
    show = data.get("show")
    return Item(
        text=data["text"],
        show=Span(show["start"], show["end"]) if show else None,
        cite=Cite(**data["cite"]) if data["cite"] else None,
    )
