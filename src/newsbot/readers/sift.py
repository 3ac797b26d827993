"""A page sifted: the story's own paragraphs by kind, the furniture set aside, and the page's clues."""

from __future__ import annotations

from dataclasses import dataclass

from newsbot.model import SetAside
from newsbot.readers import dateline, furniture, headlines, pictures, signs, zones
from newsbot.readers.dateline import Dateline
from newsbot.readers.layout import paragraphs
from newsbot.readers.shed import shed
from newsbot.readers.sheet import Clues, Sheet
from newsbot.readers.zones import Part


@dataclass(frozen=True, kw_only=True, slots=True)
class Sifted:
    """Parts in reading order, lines set aside in line order; `headline` and `byline` as written."""

    headline: str
    byline: str | None
    parts: tuple[Part, ...]
    set_aside: tuple[SetAside, ...]
    clues: Clues


def sift(text: str, *, headline: str = "", byline: str | None = None) -> Sifted:
    """Sift a page. With a `headline` (story JSON Lines has it in a field) none is looked for in the
    text, and the two fields stand before the text. No line is lost: each is in a part or set aside."""
    sheet = Sheet(paragraphs=paragraphs(text, alone=_stands_alone))
    sheet.title, sheet.byline = " ".join(headline.split()), " ".join((byline or "").split()) or None
    fields = [Part(kind="headline", text=sheet.title)] if sheet.title else []
    fields += [Part(kind="byline", text=sheet.byline)] if sheet.byline else []
    if not sheet.title:
        headlines.find(sheet)
    shed(sheet)
    headlines.settle(sheet)
    signs.find(sheet)
    opening = _dateline(sheet)
    _repeats(sheet, opening[0] if opening else len(sheet))
    _headings(sheet)
    if opening and opening[1].agency:
        sheet.clues.agency = opening[1].agency
    return Sifted(
        headline=sheet.title,
        byline=sheet.byline,
        parts=(*fields, *_parts(sheet, opening)),
        set_aside=tuple(
            SetAside(line.number, line.text, rule)
            for paragraph, rule in zip(sheet.paragraphs, sheet.rules, strict=True)
            if rule is not None
            for line in paragraph.lines
        ),
        clues=sheet.clues,
    )


def _stands_alone(line: str) -> bool:
    return len(line) < 90 and (
        furniture.rule(line) is not None or zones.byline(line) is not None or pictures.is_credit(line)
    )


def _dateline(sheet: Sheet) -> tuple[int, Dateline] | None:
    """The dateline among the first eight paragraphs of prose, one with an agency first. Two without
    are none: a transcript ("PENCE: We …") opens every paragraph so."""
    prose = [i for i in sheet.open() if zones.is_prose(sheet.text(i))][:8]
    for i in sheet.open()[:8]:
        if (by_itself := dateline.alone(sheet.text(i))) and i < sheet.first:
            sheet.kinds[i] = "dateline"
            return i, by_itself
    found = [(i, line) for i in prose if (line := dateline.dateline(sheet.text(i)))]
    by_agency = [(i, line) for i, line in found if line.agency]
    if by_agency:
        return by_agency[0]
    return found[0] if len(found) == 1 else None


def _repeats(sheet: Sheet, opening: int) -> None:
    """A paragraph that stands twice is shown once: of a deck and the story's own line, the story's."""
    seen: dict[str, int] = {}
    for i in sheet.open():
        line = sheet.text(i)
        if len(line) < 60 or not zones.is_prose(line):
            continue
        before = seen.setdefault(line.casefold(), i)
        if before < opening <= i:
            sheet.rules[before] = "deck again"
            seen[line.casefold()] = i
        elif before != i:
            sheet.rules[i] = "paragraph again"


def _headings(sheet: Sheet) -> None:
    """Short lines above a paragraph are headings; three in a row are a list of the story's own."""
    left = sheet.open()
    looks = [zones.is_subhead(sheet.text(i)) for i in left]
    runs = [0] * len(left)
    for at in range(len(left)):
        runs[at] = (runs[at - 1] + 1 if at else 1) if looks[at] else 0
    for at in reversed(range(len(left) - 1)):
        if looks[at] and looks[at + 1]:
            runs[at] = runs[at + 1]
    for at, i in enumerate(left):
        sheet.kinds[i] = "subhead" if 0 < runs[at] < 3 and at + 1 < len(left) else "body"


def _parts(sheet: Sheet, opening: tuple[int, Dateline] | None) -> list[Part]:
    """What is shown; `run` counts the paragraphs that were removed before."""
    parts: list[Part] = []
    run = 0
    for i, (kind, rule) in enumerate(zip(sheet.kinds, sheet.rules, strict=True)):
        text = sheet.text(i)
        if rule is not None or kind is None:
            run += 1
            continue
        if opening and i == opening[0] and kind == "body":
            line = opening[1].text
            parts.append(Part(kind="dateline", text=line, run=run))
            text = text[len(line) :].strip()
        if i == sheet.headline and sheet.tail:
            parts += [
                Part(kind=kind, text=sheet.title, run=run),
                Part(kind="credit", text=sheet.tail, run=run),
            ]
        else:
            parts.append(Part(kind=kind, text=text, run=run))
    return parts
