"""A page sifted: the story's own paragraphs by kind, the furniture set aside, and the page's clues."""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsbot.model import SetAside
from newsbot.readers import dateline, furniture, pictures, signs, zones
from newsbot.readers.dateline import Dateline
from newsbot.readers.houses import is_outlet, is_site
from newsbot.readers.layout import paragraphs
from newsbot.readers.shed import shed
from newsbot.readers.sheet import Clues, Sheet
from newsbot.readers.times import stamps
from newsbot.readers.zones import Part
from newsbot.text import fold

_LONGEST_HEADLINE, _LONGEST_SENTENCE = 200, 120  # letters; with a full stop it is soon a paragraph
_WITH_SITE = re.compile(r"(?P<title>.{10,}\S) (?P<mark>[|–—-]) (?P<site>\S.{1,40})")
_MARKS = re.compile(r"[^\w%$£€]+")
_SITE = re.compile(r"\s?[|\-–—•»]\s(?P<site>\S.{1,50})")


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
        _headline(sheet)
    shed(sheet)
    _site_first(sheet)
    _tail(sheet)
    _headline_again(sheet)
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


def _headline(sheet: Sheet) -> None:
    """The first line that is no furniture, unless it is a paragraph of the story."""
    for i in range(len(sheet)):
        line = sheet.text(i)
        rule = furniture.rule(line, top=True)
        if rule is not None and not _may_be_headline(line, rule):
            sheet.rules[i] = rule.name
        elif _is_masthead(sheet, i):
            sheet.kinds[i], sheet.clues.site, sheet.clues.where = "credit", line, "above the headline"
        elif _is_writer(sheet, i):
            sheet.kinds[i], sheet.byline = "byline", line
        elif sheet.byline and i and sheet.kinds[i - 1] == "byline" and zones.is_post(line):
            sheet.kinds[i] = "byline"
        elif not (
            stamps(line) or zones.byline(line) or pictures.is_credit(line) or pictures.is_caption(line)
        ):
            sentence = furniture.ends_as_sentence(line) and dateline.dateline(line) is not None
            opens = sentence or dateline.alone(line) or furniture.reports_speech(line)
            limit = _LONGEST_SENTENCE if line.endswith(".") else _LONGEST_HEADLINE
            if len(line) <= limit and not opens:
                sheet.kinds[i], sheet.headline, sheet.title = "headline", i, line
            return


def _tail(sheet: Sheet) -> None:
    """Part the headline from a site's name behind it, if no copy without the name did."""
    found = _WITH_SITE.fullmatch(sheet.title) if sheet.headline is not None else None
    if found and is_site(found["site"], found["mark"]):
        sheet.title, sheet.tail = found["title"], sheet.title[found.end("title") :].strip()
        sheet.clues.site = found["site"]


def _may_be_headline(line: str, rule: furniture.Rule) -> bool:
    """A link's label and four words are furniture below a headline and a headline above: "Explainer:
    why dams fail"."""
    return ":" in line and rule.name == "link to another story" and line.count(" ") >= 3


def _is_masthead(sheet: Sheet, i: int) -> bool:
    """A short outlet's name, furniture right below it, and what may be a headline before the story."""
    line = sheet.text(i)
    if len(line.split()) > 4 or not is_outlet(line) or i + 1 >= len(sheet):
        return False
    return furniture.rule(sheet.text(i + 1), top=True) is not None and _title_follows(sheet, i + 1)


def _is_writer(sheet: Sheet, i: int) -> bool:
    """A bare name with a post below it ("Tom Ashe", "Political editor") and a headline still to come."""
    if not zones.is_name(sheet.text(i)) or i + 1 >= len(sheet) or not zones.is_post(sheet.text(i + 1)):
        return False
    return _title_follows(sheet, i + 2)


def _title_follows(sheet: Sheet, start: int) -> bool:
    """Whether a line of four words that is no furniture stands here before the first prose."""
    for below in sheet.paragraphs[start : start + 14]:
        if zones.is_prose(below.text):
            return False
        if (
            below.text.count(" ") >= 3
            and furniture.rule(below.text, top=True) is None
            and not stamps(below.text)
        ):
            return True
    return False


def _site_first(sheet: Sheet) -> None:
    """If the first line has the site's name after it and a copy has not, the copy is the headline."""
    if sheet.headline is None:
        return
    for i in sheet.open()[:12]:
        line = sheet.text(i)
        site = _SITE.fullmatch(sheet.title[len(line) :])
        if site and len(line) > 15 and sheet.title.startswith(line):
            sheet.kinds[sheet.headline], sheet.rules[sheet.headline] = None, "headline again"
            sheet.kinds[i], sheet.headline, sheet.title = "headline", i, line
            sheet.clues.site = site["site"]
            return


def _headline_again(sheet: Sheet) -> None:
    """Set aside the headline's copies, cut short ("Flood hits…") or with the site's name after them;
    quotation marks and accents may differ."""
    title, longest = _plain(sheet.title), len(sheet.title) + 60
    for i in sheet.open() if title else ():
        line = sheet.text(i)
        if len(line) > longest:
            continue
        again = _plain(line)
        cut = line.endswith(("…", "...")) and len(again) > 20 and title.startswith(again)
        if again == title or cut:
            sheet.rules[i] = "headline again"
        elif line[: len(sheet.title)] == sheet.title and (site := _SITE.fullmatch(line[len(sheet.title) :])):
            sheet.rules[i], sheet.clues.site = "headline again", site["site"]


def _plain(line: str) -> str:
    return " ".join(_MARKS.sub(" ", fold(line)).split())


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
