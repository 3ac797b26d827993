"""A page's headline: which line it is, the site's name behind it, its copies."""

from __future__ import annotations

import re

from newsbot.readers import dateline, furniture, pictures, zones
from newsbot.readers.houses import is_outlet, is_site
from newsbot.readers.sheet import Sheet
from newsbot.readers.times import stamps
from newsbot.text import fold

_LONGEST_HEADLINE, _LONGEST_SENTENCE = 200, 120  # letters; with a full stop it is soon a paragraph
_WITH_SITE = re.compile(r"(?P<title>.{10,}\S) (?P<mark>[|–—-]) (?P<site>\S.{1,40})")
_SITE = re.compile(r"\s?[|\-–—•»]\s(?P<site>\S.{1,50})")
_MARKS = re.compile(r"[^\w%$£€]+")


def find(sheet: Sheet) -> None:
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


def settle(sheet: Sheet) -> None:
    """Part the headline from a site's name, and set its copies aside. Furniture is gone by now."""
    _site_first(sheet)
    _tail(sheet)
    _again(sheet)


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


def _again(sheet: Sheet) -> None:
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
