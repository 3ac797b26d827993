"""What a page says about itself: times, address, bylines, house, pictures, credits, corrections."""

from __future__ import annotations

import re

from newsbot.readers import pictures, zones
from newsbot.readers.houses import is_outlet
from newsbot.readers.sheet import Sheet
from newsbot.readers.times import Stamp, stamps
from newsbot.text import fold

# "Source: https://…" and a bare address; not an address inside a sentence.
_ADDRESS = re.compile(
    r"(?P<how>(?i:source|url|link|original|canonical(?: url)?|via|read (?:at|on)) ?: ?)?<?(?P<url>https?://[^\s<>]{3,1000})>?"
)
_TIME_BY = re.compile(r"(?P<time>.{6,60}?),?(?: \|)? [Bb]y (?P<names>[\w.’' -]{2,60})")
_NAMES = re.compile(r",? and |, ?|&")
_ABOUT = re.compile(
    r"(?P<name>[A-ZÀ-ÖØ-Þ][\w.’'-]{1,25}(?: [A-ZÀ-ÖØ-Þ][\w.’'-]{0,25}){0,3}) (?:is|was|has|covers|writes|reports|joined|leads)\b"
)
_JOB = re.compile(
    r".{1,60} is an? (?:[\w-]{1,20} ){0,5}(?:reporter|correspondent|writer|editor|columnist|journalist)"
    r"(?: [\w-]{1,20}){0,6} (?:for|at|with) (?:the )?[A-Z].{1,60}\."
)


def find(sheet: Sheet) -> None:
    """Find all signs of a sheet whose furniture is gone."""
    _prose(sheet)
    _times(sheet)
    _addresses(sheet)
    _bylines(sheet)
    _author_box(sheet)
    _pictures(sheet)
    _credits(sheet)


def is_signature(sheet: Sheet, i: int) -> bool:
    """Whether a bare name is a byline: a house, a post or a time stands below it."""
    if i + 1 >= len(sheet) or not zones.is_name(sheet.text(i)):
        return False
    below = sheet.text(i + 1)
    return is_outlet(below) or zones.is_post(below) or bool(stamps(below))


def _prose(sheet: Sheet) -> None:
    found = [
        i for i in sheet.open() if zones.is_prose(sheet.text(i)) and not pictures.is_caption(sheet.text(i))
    ]
    sheet.first, sheet.last = (found[0], found[-1]) if found else (len(sheet), len(sheet))


def _times(sheet: Sheet) -> None:
    """Lines of nothing but a time: anywhere if they say whose, above the story if they do not. A
    time with "by" and a name after it is a byline."""
    for i in sheet.open():
        by = _TIME_BY.fullmatch(sheet.text(i)) if i < sheet.first and sheet.byline is None else None
        if by and (found := stamps(by["time"])):
            sheet.kinds[i], sheet.byline = "byline", by["names"]
            _note(sheet, found)
            continue
        found = stamps(sheet.text(i))
        if found and (i < sheet.first or all(stamp.labelled for stamp in found)):
            sheet.rules[i] = "publication time"
            _note(sheet, found)


def _note(sheet: Sheet, found: tuple[Stamp, ...]) -> None:
    for stamp in found:
        if stamp.kind == "published":
            sheet.clues.published = sheet.clues.published or stamp.iso
        else:
            sheet.clues.updated = sheet.clues.updated or stamp.iso


def _addresses(sheet: Sheet) -> None:
    """An address that is said to be the source's, or stands above the story, is the story's own."""
    for i in range(len(sheet)):
        found = _ADDRESS.fullmatch(sheet.text(i)) if "://" in sheet.text(i) else None
        if sheet.kinds[i] is None and found:
            sheet.rules[i] = "address"
            if found["how"] or i < sheet.first:
                sheet.clues.url = sheet.clues.url or found["url"]
        elif sheet.rules[i] == "copyright":
            sheet.clues.copyright = sheet.clues.copyright or sheet.text(i)


def _bylines(sheet: Sheet) -> None:
    """Bylines stand above the story, below a deck of at most two paragraphs, or at the story's
    foot; a house's own line stands right above the story."""
    prose = 0
    for i in sheet.open():
        line = sheet.text(i)
        prose += zones.is_prose(line)
        if prose > 2 and i <= sheet.last:
            continue
        found = zones.byline(line)
        if found is not None:
            _sign(sheet, i, found)
        elif i < sheet.first and not sheet.clues.organisation and is_outlet(line):
            sheet.kinds[i], sheet.clues.organisation = "credit", line
        elif sheet.byline and line.startswith(sheet.byline) and zones.is_post(line):
            sheet.rules[i] = "byline again"
        elif i < sheet.first and sheet.byline is None and is_signature(sheet, i):
            sheet.kinds[i], sheet.byline = "byline", line
        elif i < sheet.first and i and sheet.kinds[i - 1] == "byline" and zones.is_post(line):
            sheet.kinds[i] = "byline"


def _sign(sheet: Sheet, i: int, found: zones.Byline) -> None:
    if sheet.byline is not None and fold(found.names) in fold(sheet.byline):
        sheet.rules[i] = "byline again"
        return
    sheet.kinds[i] = "byline"
    if sheet.byline is None:
        sheet.byline = found.names
        sheet.clues.organisation = found.house or sheet.clues.organisation
        _note(sheet, stamps(found.rest))
    below = next((j for j in range(i + 1, len(sheet)) if sheet.rules[j] is None), len(sheet))
    if sheet.is_open(below) and (given := stamps(sheet.text(below))):
        sheet.rules[below] = "publication time"
        _note(sheet, given)


def _author_box(sheet: Sheet) -> None:
    """The last lines, where they open with a name of the byline, or one that stands on a line of
    its own above them, and tell who that is; or with a name met nowhere else and what house it works for."""
    names = {name.strip() for name in _NAMES.split(sheet.byline or "") if name.strip()}
    for i in reversed(sheet.open()):
        line = sheet.text(i)
        found = _ABOUT.match(line)
        above = (i - 1, i - 2, i - 3) if found else ()
        own = [j for j in above if sheet.is_open(j) and found and sheet.text(j) == found["name"]]
        if found and (own or found["name"] in names or _works_for_house(sheet, i, found["name"])):
            for j in (i, *own):
                sheet.rules[j] = "author box"
        elif zones.is_prose(line):
            return


def _works_for_house(sheet: Sheet, i: int, name: str) -> bool:
    surname = name.rsplit(" ", 1)[-1]
    return bool(_JOB.fullmatch(sheet.text(i))) and not any(
        surname in sheet.text(j) for j in range(len(sheet)) if j != i and sheet.rules[j] is None
    )


def _pictures(sheet: Sheet) -> None:
    for i in sheet.open():
        line = sheet.text(i)
        alone = pictures.is_credit(line)
        if alone and i > sheet.last and zones.credit(line):
            continue  # at the story's foot it is the story's credit
        if alone or pictures.is_caption(line):
            sheet.kinds[i] = "caption"
            sheet.clues.photo = sheet.clues.photo or pictures.house(line)
        if not alone:
            continue
        for near, joined in ((i - 1, i), (i + 1, i + 1)):  # the caption touches its credit
            if sheet.is_open(near) and sheet.touch(joined) and len(sheet.text(near)) <= 300:
                sheet.kinds[near] = "caption"
                break


def _credits(sheet: Sheet) -> None:
    """Corrections, and credits: a credit in mid-story is a table's or a chart's, not the story's."""
    for i in sheet.open():
        line = sheet.text(i)
        who = zones.credit(line)
        if zones.is_correction(line):
            sheet.kinds[i] = "correction"
        elif who and (i > sheet.last or not zones.is_prose(line)):
            sheet.kinds[i] = "credit"
            if not sheet.first <= i <= sheet.last:
                name, _, day = who.partition(", ")
                dated = stamps(day)
                _note(sheet, dated)
                sheet.clues.credit = sheet.clues.credit or (name if dated else who)
