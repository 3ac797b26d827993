"""A page sifted: the story's own paragraphs by kind, the furniture set aside, and the page's clues."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from newsbot.model import SetAside, ZoneKind
from newsbot.readers import furniture, zones
from newsbot.readers.dateline import dateline
from newsbot.readers.layout import Paragraph, paragraphs
from newsbot.readers.times import stamps
from newsbot.readers.zones import Part
from newsbot.text import fold

_LINK_RULE = "link to another story"
_ADDRESS = re.compile(
    r"(?:(?i:source|url|link|original|canonical(?: url)?|via|read (?:at|on)) ?: ?)?<?(?P<url>https?://[^\s<>]{3,1000})>?"
)
_SITE = re.compile(r"\s?[|\-–—•»]\s(?P<site>\S.{1,50})")
_COMMENTER = re.compile(r".{1,60}(?: says:?| said on .{4,40}| on .{4,40} at .{4,12}|(?: •| \|) .{1,30} ago)")
_ORGANISATION = re.compile(
    r"(?:media|group|news|times|post|herald|press|agency|network|journal|gazette|tribune|daily|today|radio|tv|"
    r"television|wire|service|staff|desk|bureau|broadcasting|chronicle|standard|observer|guardian|mail|express|"
    r"telegraph|star|globe|mirror|independent|review|online|magazine|weekly|report|reports|reporter|correspondents?|"
    r"editors?|editorial|newsroom|team|newspaper|courier|examiner|sentinel|inquirer|dispatch|monitor|bulletin|"
    r"[\w-]{2,30}\.(?:com|org|net|co\.\w\w|news|info|tv))$",
    re.IGNORECASE,
)
_CAPITALISED = re.compile(r"(?:[A-ZÀ-ÖØ-Þ0-9][\w.&’'-]*|of|the|and|for|&)")


@dataclass(kw_only=True, slots=True)
class Clues:
    """What the page says about itself, as written; each empty where it says nothing."""

    credit: str = ""
    organisation: str = ""
    agency: str = ""
    photo: str = ""
    site: str = ""
    copyright: str = ""
    published: str | None = None
    updated: str | None = None
    url: str | None = None


@dataclass(kw_only=True, slots=True)
class Sifted:
    """Parts in reading order and lines set aside in line order; `headline` and `byline` as written."""

    headline: str = ""
    byline: str | None = None
    parts: list[Part] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    clues: Clues = field(default_factory=Clues)


@dataclass(kw_only=True, slots=True)
class _Sheet:
    """The page while it is being sifted: every paragraph ends with a kind or with a rule."""

    paras: tuple[Paragraph, ...]
    kinds: list[ZoneKind | None]
    rules: list[str | None]
    headline: int | None = None
    first: int = 0  # the first and the last paragraph of prose; the page's top and foot lie outside
    last: int = -1

    def open(self) -> list[int]:
        return [i for i in range(len(self.paras)) if self.rules[i] is None and self.kinds[i] is None]

    def text(self, i: int) -> str:
        return self.paras[i].text


def sift(text: str, *, headline: str = "", byline: str | None = None) -> Sifted:
    """Sift a page. With a `headline` (story JSON Lines has it in a field) none is looked for in the
    text, and the two fields stand before the text."""
    paras = paragraphs(text, alone=_stands_alone)
    sheet = _Sheet(paras=paras, kinds=[None] * len(paras), rules=[None] * len(paras))
    found = Sifted(headline=" ".join(headline.split()), byline=" ".join((byline or "").split()) or None)
    if not found.headline:
        _find_headline(sheet, found)
    _find_furniture(sheet)
    _find_headline_again(sheet, found)
    _find_prose(sheet)
    _find_times_and_addresses(sheet, found)
    _find_byline(sheet, found)
    _find_pictures(sheet, found)
    _find_credits(sheet, found)
    _find_repeats(sheet)
    _find_headings(sheet)
    _put_together(sheet, found, fields=bool(headline))
    return found


def _stands_alone(line: str) -> bool:
    return len(line) < 90 and (
        furniture.rule(line) is not None or zones.byline(line) is not None or zones.is_photo_credit(line)
    )


def _find_headline(sheet: _Sheet, found: Sifted) -> None:
    """The first line that is no furniture. Above it a link label of four words is a headline
    ("Explainer: why the dam broke"); a paragraph of prose is none."""
    for i, paragraph in enumerate(sheet.paras):
        rule = furniture.rule(paragraph.text, top=True)
        label = rule is not None and rule.name == _LINK_RULE and ":" in paragraph.text
        if rule is not None and not (label and len(paragraph.text.split()) >= 4):
            sheet.rules[i] = rule.name
        elif stamps(paragraph.text):
            continue
        elif zones.byline(paragraph.text) is None and not zones.is_photo_credit(paragraph.text):
            if (
                len(paragraph.text) <= 200
                and dateline(paragraph.text) is None
                and not furniture.reports_speech(paragraph.text)
            ):
                sheet.kinds[i], sheet.headline = "headline", i
                found.headline = paragraph.text
            return


def _find_furniture(sheet: _Sheet) -> None:
    prose = False
    i = 0
    while i < len(sheet.paras):
        line = sheet.text(i)
        if sheet.kinds[i] is None and sheet.rules[i] is None:
            rule = furniture.rule(line, top=not prose)
            if rule is not None:
                sheet.rules[i] = rule.name
                if prose and rule.sheds == "titles":
                    i = _shed_titles(sheet, i + 1, rule.name)
                    continue
                if prose and rule.sheds == "comments" and _comments_follow(sheet, i + 1):
                    for j in range(i + 1, len(sheet.paras)):
                        sheet.rules[j] = "readers' comments"
                    return
            else:
                prose = prose or zones.is_prose(line)
        i += 1


def _shed_titles(sheet: _Sheet, start: int, rule: str) -> int:
    """Set aside the lines like headlines from here on; the first line like prose ends them. If two
    or more stand with no blank line between, the first blank line ends them too."""
    i = start
    while i < len(sheet.paras):
        line = sheet.text(i)
        if i - start >= 2 and _dense(sheet, start) and sheet.paras[i].block != sheet.paras[i - 1].block:
            break
        if len(line) > 160 or zones.is_correction(line) or zones.credit(line):
            break
        if furniture.ends_as_sentence(line) and not line.endswith("?") and furniture.rule(line) is None:
            break
        known = furniture.rule(line)
        if known is not None and known.sheds == "comments":
            break
        sheet.rules[i] = known.name if known else rule
        i += 1
    return i


def _dense(sheet: _Sheet, start: int) -> bool:
    return start + 1 < len(sheet.paras) and sheet.paras[start].block == sheet.paras[start + 1].block


def _comments_follow(sheet: _Sheet, start: int) -> bool:
    """Whether one of the next three lines signs a reader's comment."""
    return any(
        _COMMENTER.fullmatch(p.text) and not furniture.ends_as_sentence(p.text)
        for p in sheet.paras[start : start + 3]
    )


def _find_headline_again(sheet: _Sheet, found: Sifted) -> None:
    """Set aside the headline's copies, cut off ("Flood hits…") or with the site's name after them."""
    title = fold(found.headline)
    if not title:
        return None
    for i in sheet.open():
        line = sheet.text(i)
        if len(line) > len(found.headline) + 60:
            continue
        again = fold(line)
        if again == title or (
            line.endswith(("…", "...")) and len(again) > 20 and title.startswith(again.rstrip("….").rstrip())
        ):
            sheet.rules[i] = "headline again"
        elif again.startswith(title) and (site := _SITE.fullmatch(line[len(found.headline) :])):
            sheet.rules[i], found.clues.site = "headline again", site["site"]
        elif (
            i < 12
            and sheet.headline is not None
            and len(line) > 15
            and title.startswith(again)
            and (site := _SITE.fullmatch(found.headline[len(line) :]))
        ):
            sheet.kinds[sheet.headline], sheet.rules[sheet.headline] = None, "headline again"
            sheet.kinds[i], sheet.headline = "headline", i
            found.headline, found.clues.site = line, site["site"]
            return _find_headline_again(sheet, found)


def _find_prose(sheet: _Sheet) -> None:
    prose = [i for i in sheet.open() if zones.is_prose(sheet.text(i)) and not zones.is_caption(sheet.text(i))]
    sheet.first = prose[0] if prose else len(sheet.paras)
    sheet.last = prose[-1] if prose else len(sheet.paras)


def _find_times_and_addresses(sheet: _Sheet, found: Sifted) -> None:
    clues = found.clues
    for i in sheet.open():
        line = sheet.text(i)
        times = stamps(line)
        if times and (i < sheet.first or all(t.labelled for t in times)):
            sheet.rules[i] = "publication time"
            for time in times:
                if time.kind == "published":
                    clues.published = clues.published or time.iso
                else:
                    clues.updated = clues.updated or time.iso
    for i in range(len(sheet.paras)):
        if sheet.kinds[i] is None and (address := _ADDRESS.fullmatch(sheet.text(i))):
            sheet.rules[i] = "address"
            if sheet.text(i)[0] not in "<hH" or i < sheet.first:
                clues.url = clues.url or address["url"]
        elif sheet.rules[i] == "copyright":
            clues.copyright = clues.copyright or sheet.text(i)


def _find_byline(sheet: _Sheet, found: Sifted) -> None:
    """Bylines stand above the story or at its foot; the line of an organisation stands above it."""
    for i in sheet.open():
        if sheet.first <= i <= sheet.last:
            continue
        line = sheet.text(i)
        names = zones.byline(line)
        if names is not None:
            again = found.byline is not None and fold(names) == fold(found.byline)
            sheet.kinds[i] = None if again else "byline"
            sheet.rules[i] = "byline again" if again else None
            found.byline = found.byline or _whole(line, names)
        elif i < sheet.first and not found.clues.organisation and _is_organisation(line):
            sheet.kinds[i], found.clues.organisation = "credit", line
        elif i > sheet.last and found.byline and _is_author_box(line, found.byline):
            sheet.rules[i] = "author box"
    if (
        found.byline
        and 0 <= sheet.last < len(sheet.paras)
        and _is_author_box(sheet.text(sheet.last), found.byline)
    ):
        sheet.rules[sheet.last] = "author box"


def _whole(line: str, names: str) -> str:
    """The names, with an agency that stands after them ("Ann Lee, Associated Press")."""
    return line[line.index(names) :].strip(" |,") if len(line) - len(names) < 40 else names


def _is_organisation(line: str) -> bool:
    words = line.split()
    return (
        len(words) <= 6
        and not furniture.ends_as_sentence(line)
        and all(_CAPITALISED.fullmatch(word) for word in words)
        and bool(_ORGANISATION.search(line))
    )


def _is_author_box(line: str, names: str) -> bool:
    return bool(re.match(re.escape(names) + r" (?:is|was|has|covers|writes|reports|joined)\b", line))


def _find_pictures(sheet: _Sheet, found: Sifted) -> None:
    for i in sheet.open():
        line = sheet.text(i)
        alone = zones.is_photo_credit(line)
        if not alone and not zones.is_caption(line):
            continue
        if alone and i > sheet.last and zones.credit(line):
            continue
        sheet.kinds[i] = "caption"
        found.clues.photo = found.clues.photo or _maker(line)
        above = i - 1
        if alone and above in sheet.open() and sheet.paras[above].block == sheet.paras[i].block:
            if not zones.is_prose(sheet.text(above)) or _dense_pair(sheet, above):
                sheet.kinds[above] = "caption"


def _dense_pair(sheet: _Sheet, i: int) -> bool:
    """Whether these two lines make a block of their own on a page that has blank lines."""
    block = sheet.paras[i].block
    mates = [p for p in sheet.paras if p.block == block]
    return len(mates) == 2 and sheet.paras[-1].block > 2 and len(sheet.text(i)) <= 300


def _maker(line: str) -> str:
    found = re.search(r"\b(?:AFP|AP|Reuters|REUTERS|Getty Images|EPA|Shutterstock)\b", line[-120:])
    return found.group() if found else ""


def _find_credits(sheet: _Sheet, found: Sifted) -> None:
    for i in sheet.open():
        line = sheet.text(i)
        if zones.is_correction(line):
            sheet.kinds[i] = "correction"
        elif (who := zones.credit(line)) and (i > sheet.last or not zones.is_prose(line)):
            sheet.kinds[i] = "credit"
            if i > sheet.last or i < sheet.first:
                found.clues.credit = found.clues.credit or who


def _find_repeats(sheet: _Sheet) -> None:
    """A paragraph that stands twice is shown once: of a deck and the story's own line, the story's."""
    deck_ends = _dateline_at(sheet)
    seen: dict[str, int] = {}
    for i in sheet.open():
        line = sheet.text(i)
        if len(line) < 60 or not zones.is_prose(line):
            continue
        key = fold(line)
        before = seen.setdefault(key, i)
        if before != i:
            deck = before < deck_ends <= i
            sheet.rules[before if deck else i] = "deck again" if deck else "paragraph again"
            seen[key] = i if deck else before


def _dateline_at(sheet: _Sheet) -> int:
    """The paragraph that a dateline opens, among the first eight of prose; the end if none."""
    prose = [i for i in sheet.open() if zones.is_prose(sheet.text(i))][:8]
    named = [(i, line) for i in prose if (line := dateline(sheet.text(i)))]
    for i, line in named:
        if line.agency:
            return i
    transcript = len(named) > 1  # "PENCE: We …" opens many a paragraph
    return named[0][0] if named and not transcript else len(sheet.paras)


def _find_headings(sheet: _Sheet) -> None:
    """Short lines before a paragraph are headings; three in a row are a list of the story's own."""
    left = sheet.open()
    looks = [zones.is_subhead(sheet.text(i)) for i in left]
    for at, i in enumerate(left):
        run = 1
        for step in (-1, 1):
            near = at + step
            while 0 <= near < len(left) and looks[near]:
                run, near = run + 1, near + step
        heads = looks[at] and run < 3 and i < left[-1]
        sheet.kinds[i] = "subhead" if heads else "body"


def _put_together(sheet: _Sheet, found: Sifted, *, fields: bool) -> None:
    if fields:
        found.parts.append(Part(kind="headline", text=found.headline))
        if found.byline and "byline" not in sheet.kinds:
            found.parts.append(Part(kind="byline", text=found.byline))
    opening = _opening(sheet)
    run = 0
    for i, paragraph in enumerate(sheet.paras):
        rule, kind = sheet.rules[i], sheet.kinds[i]
        if rule is not None or kind is None:
            found.set_aside += [SetAside(line.number, line.text, rule or "") for line in paragraph.lines]
            run += 1
        elif i == opening and (line := dateline(paragraph.text)):
            found.clues.agency = line.agency or ""
            found.parts.append(Part(kind="dateline", text=line.text, run=run))
            found.parts.append(Part(kind=kind, text=paragraph.text[len(line.text) :].strip(), run=run))
        else:
            found.parts.append(Part(kind=kind, text=paragraph.text, run=run))


def _opening(sheet: _Sheet) -> int:
    """The paragraph whose dateline is cut off."""
    body = [i for i, kind in enumerate(sheet.kinds) if kind == "body" and sheet.rules[i] is None]
    named = [(i, line) for i in body[:8] if (line := dateline(sheet.text(i)))]
    for i, line in named:
        if line.agency:
            return i
    return named[0][0] if len(named) == 1 else -1
