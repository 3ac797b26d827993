"""Furniture on a sheet: lines that a rule takes, and the lists and comments that fall with them."""

from __future__ import annotations

import re

from newsbot.readers import furniture, pictures, zones
from newsbot.readers.sheet import Sheet

# "Ann says:", "Bo on March 3, 2024 at 7:45 pm", "Cy • 3 hours ago". Not "Ann says he is ill."
_COMMENTER = re.compile(
    r".{1,60}(?: says ?:?| said on .{4,40}| on .{4,40} at .{4,12}| ?(?:•|\||·) .{1,30} ago)"
)
_COUNT = re.compile(r"\d[\d.,]{0,6} ?[KkMm]?")
_LONGEST_TITLE = 160


def shed(sheet: Sheet) -> None:
    """Set aside all furniture of a sheet whose headline is known. Lists of other stories fall only
    below the first paragraph of prose, since above it they would take the story's own lines."""
    prose = False
    i = 0
    while i < len(sheet):
        rule = furniture.rule(sheet.text(i), top=not prose) if sheet.is_open(i) else None
        i += 1
        if rule is None:
            prose = prose or (sheet.is_open(i - 1) and zones.is_prose(sheet.text(i - 1)))
            continue
        sheet.rules[i - 1] = rule.name
        if not prose:
            continue
        if rule.sheds == "titles":
            i = _titles(sheet, i, rule.name)
        elif rule.sheds == "title" or (rule.sheds == "title below" and sheet.touch(i)):
            i += _take_title(sheet, i, rule.name)
        elif rule.sheds == "count" and sheet.is_open(i) and _COUNT.fullmatch(sheet.text(i)):
            sheet.rules[i] = "share count"
        elif rule.sheds == "comments" and _comments_follow(sheet, i):
            sheet.rules[i:] = ["readers' comments"] * (len(sheet) - i)
            return


def _titles(sheet: Sheet, start: int, rule: str) -> int:
    """Take lines like headlines from here on, each with the teaser that touches it; the first line
    like prose ends the list, and so does a blank line after two that touched, if prose follows."""
    i = start
    while i < len(sheet):
        gap = i - start >= 2 and sheet.touch(start + 1) and not sheet.touch(i)
        if gap and _prose_follows(sheet, i):
            break
        teaser = i > start and sheet.touch(i) and not _sheds_comments(sheet.text(i))
        if teaser and sheet.is_open(i) and zones.is_prose(sheet.text(i)):
            sheet.rules[i] = rule
        elif not _take_title(sheet, i, rule):
            break
        i += 1
    return i


def _take_title(sheet: Sheet, i: int, rule: str) -> int:
    """1 if this line is like a headline, or furniture of a list, and was taken; else 0."""
    if not sheet.is_open(i) or len(sheet.text(i)) > _LONGEST_TITLE:
        return 0
    line = sheet.text(i)
    known = furniture.rule(line)
    if known is None and (
        (furniture.ends_as_sentence(line) and not line.endswith("?"))
        or zones.is_correction(line)
        or zones.credit(line)
        or pictures.is_credit(line)
    ):
        return 0
    if known is not None and known.sheds in {"titles", "comments"}:
        return 0
    sheet.rules[i] = known.name if known else rule
    return 1


def _sheds_comments(line: str) -> bool:
    rule = furniture.rule(line)
    return rule is not None and rule.sheds == "comments"


def _prose_follows(sheet: Sheet, start: int) -> bool:
    """Whether a paragraph of prose opens a block from here on."""
    return any(
        zones.is_prose(sheet.text(i)) and not sheet.touch(i) and furniture.rule(sheet.text(i)) is None
        for i in range(start, len(sheet))
    )


def _comments_follow(sheet: Sheet, start: int) -> bool:
    """Whether one of the next three lines signs a reader's comment."""
    return any(
        _COMMENTER.fullmatch(p.text) and not furniture.ends_as_sentence(p.text)
        for p in sheet.paragraphs[start : start + 3]
    )
