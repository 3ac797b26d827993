"""Who a story can be said to come from, and on what evidence: no more than its page supports."""

from __future__ import annotations

import re

from newsbot.model import Source
from newsbot.readers.dateline import agencies, agency
from newsbot.readers.sift import Sifted
from newsbot.text import fold

NOT_GIVEN = "source not given"
_SITE_NOT_NAMED = "site not named"
_SUFFIX = re.compile(
    r"[ ,]+(?:Media Group|Media|Group|News Agency|News Network|News Service|Newspapers|Publishing|Ltd\.?|Inc\.?|LLC)$"
)
_COPYRIGHT = re.compile(
    r"(?:©|\([cC]\)|[Cc]opyright|COPYRIGHT|[\s,–-]|(?:19|20)\d\d)+(?:[Bb]y )?(?P<who>(?:The |the )?[A-Z][\w&.’'-]*(?: (?:of|the|and|&|[A-Z][\w&.’'-]*)){0,6})"
)


def named(source: str) -> Source:
    """The source of a story that names it in a field of its own."""
    name = " ".join(source.split())
    return Source(
        label=name,
        publisher=name,
        named_by="text",
        evidence="named in the story's source field",
        names=_names(name),
    )


def found(page: Sifted, text: str) -> Source:
    """The best that a page says: a credit, the site in its title, an organisation's line, a
    copyright line, an agency in the dateline, a byline. `text` is the story's, for spelling."""
    clues = page.clues
    if clues.credit:
        label = spelled(clues.credit, text)
        return _by_text(label, f"credit line “{clues.credit}”; {_SITE_NOT_NAMED}", clues.credit)
    if clues.site and clues.site.casefold() != (page.byline or "").casefold():
        return _by_text(clues.site, f"“{clues.site}” after the headline")
    if clues.organisation:
        return _by_text(shortened(clues.organisation), clues.organisation, clues.organisation)
    if holder := _holder(clues.copyright):
        return _by_text(shortened(holder), f"copyright line “{holder}”", holder)
    if clues.agency:
        return _by_dateline(page)
    if page.byline:
        return _by_byline(page.byline)
    return Source(label=NOT_GIVEN, evidence=f"no credit, byline or agency in the text; {_SITE_NOT_NAMED}")


def spelled(name: str, text: str) -> str:
    """A name as the text spells it elsewhere with the same letters, else as it is.

    >>> spelled("alarabiya", "he told Al Arabiya English.")
    'Al Arabiya'
    """
    letters = [re.escape(c) for c in name if c.isalnum()][:40]
    if len(letters) < 4 or any(c.isupper() or c == " " for c in name):
        return name
    pattern = r"(?<!\w)" + r"[ .’'-]?".join(letters) + r"(?!\w)"
    others = [m.group() for m in re.finditer(pattern, text, re.IGNORECASE) if m.group()[0].isupper()]
    return min(others, key=lambda o: (-others.count(o), o)) if others else name


def shortened(name: str) -> str:
    """An organisation's name without what every company has: "ICARO Media Group" -> "ICARO". "News"
    goes only after an abbreviation ("BBC News"), since it is half of "Fox News"."""
    short = _SUFFIX.sub("", name)
    return re.sub(r"^([A-Z]{3,6}) News$", r"\1", short) or name


def _by_text(label: str, evidence: str, *more: str) -> Source:
    return Source(
        label=label, publisher=label, named_by="text", evidence=evidence, names=_names(label, *more)
    )


def _by_dateline(page: Sifted) -> Source:
    written = page.clues.agency
    short = agency(written) or written
    evidence = f"({written}) in the dateline"
    if page.byline:
        evidence += f", byline {page.byline}"
    if page.clues.photo:
        evidence += f", {page.clues.photo} photo"
    label = f"{short} dateline"
    names = _names(label, short, written, *((page.byline,) if page.byline else ()))
    evidence += f"; {_SITE_NOT_NAMED}; nothing here proves these are {short}’s own words"
    return Source(label=label, publisher=label, named_by="text", evidence=evidence, names=names)


def _by_byline(byline: str) -> Source:
    evidence = f"byline {byline}; {_SITE_NOT_NAMED}"
    house = next((piece.strip() for piece in re.split(r"[,|/]", byline) if agency(piece)), None)
    if house is not None:
        return _by_text(
            house.removeprefix("The ").removeprefix("the "), evidence, byline, agency(house) or house
        )
    return _by_text(re.split(r" ?[,|/] ?", byline)[0], evidence, byline)


def _holder(line: str) -> str:
    found = _COPYRIGHT.match(line)
    if found is None:
        return ""
    who = re.sub(r"[. ]*\b(?:All Rights? Reserved|All)\b.*$", "", found["who"], flags=re.IGNORECASE).strip(
        " ."
    )
    return who.removeprefix("The ").removeprefix("the ") if agency(who) else who


def _names(*names: str) -> tuple[str, ...]:
    """The words that find a source: its names, and for an agency every form of it."""
    found: dict[str, str] = {}
    for name in names:
        if name:
            found.setdefault(fold(name), name)
        if short := agency(name):
            for form, owner in agencies().items():
                if owner == short:
                    found.setdefault(fold(form), short if form == short.casefold() else form.title())
    return tuple(found.values())
