"""Who a story can be said to come from, and on what evidence: no more than its page supports."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsbot.model import Source
from newsbot.readers.houses import agency, forms, shortened
from newsbot.readers.sift import Sifted
from newsbot.readers.zones import is_nobody
from newsbot.text import fold

NOT_NAMED = "site not named"
_COPYRIGHT = re.compile(
    r"(?:©|\([cC]\)|[Cc]opyright|COPYRIGHT|[\s,–-]|(?:19|20)\d\d)+(?:[Bb]y )?(?P<who>(?:The |the )?[A-Z][\w&.’'-]*(?: (?:of|the|and|&|[A-Z][\w&.’'-]*)){0,6})"
)


def named(source: str) -> Source:
    """The source of a story that names it in a field of its own."""
    return _by_text(" ".join(source.split()), "named in the story’s source field")


def found(page: Sifted, text: str) -> Source:
    """The best that a page says: a credit, the site in its title, a house's own line, a copyright
    line, an agency in the dateline, a byline. `text` is the story's, for spelling."""
    seen = f"byline {page.byline}" if page.byline else "no credit, byline or agency in the text"
    nothing = Source(label=NOT_NAMED, evidence=f"{seen}; {NOT_NAMED}")
    return next(_claims(page, text), nothing)


def _claims(page: Sifted, text: str) -> Iterator[Source]:
    clues = page.clues
    signed = f"; byline {page.byline}" if page.byline else ""
    if page.byline and clues.organisation == page.byline:
        yield _by_text(shortened(page.byline), f"byline {page.byline}; {NOT_NAMED}", page.byline)
    seen = signed + (f"; ({clues.agency}) in the dateline" if clues.agency else "")
    other = (page.byline, agency(clues.agency) or clues.agency)
    if clues.credit:
        label = spelled(clues.credit, text)
        yield _by_text(label, f"credit line “{clues.credit}”{seen}; {NOT_NAMED}", clues.credit, *other)
    if clues.site:
        yield _by_text(clues.site, f"“{clues.site}” {clues.where}{seen}", *other)
    if clues.organisation:
        yield _by_text(shortened(clues.organisation), clues.organisation + seen, clues.organisation, *other)
    if holder := _holder(clues.copyright):
        yield _by_text(holder, f"copyright line “{holder}”{seen}", *other)
    if clues.agency:
        yield _by_dateline(page, signed)
    if page.byline and not is_nobody(page.byline):
        yield _by_text(page.byline, f"byline {page.byline}; {NOT_NAMED}")


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


def _by_text(label: str, evidence: str, *more: str | None) -> Source:
    return Source(
        label=label,
        publisher=agency(label) or label,
        named_by="text",
        evidence=evidence,
        names=_names(label, *more),
    )


def _by_dateline(page: Sifted, signed: str) -> Source:
    """An agency's name in a dateline does not make the words its own, and the label says no more."""
    written, photo = page.clues.agency, page.clues.photo
    short = agency(written) or written
    evidence = f"({written}) in the dateline" + (f", {photo} photo" if photo else "") + signed
    return Source(
        label=f"{short} dateline",
        publisher=f"{short} dateline",
        named_by="text",
        evidence=f"{evidence}; {NOT_NAMED}; nothing here proves these are {short}’{'' if short.endswith('s') else 's'} own words",
        names=_names(f"{short} dateline", short, written, page.byline),
    )


def _holder(line: str) -> str:
    found = _COPYRIGHT.match(line)
    if found is None:
        return ""
    who = re.sub(r"[. ]*\b(?:All Rights? Reserved|All)\b.*$", "", found["who"], flags=re.IGNORECASE).strip(
        " ."
    )
    return who.removeprefix("The ").removeprefix("the ") if agency(who) else who


def _names(*names: str | None) -> tuple[str, ...]:
    """The words that find a source, each once: its names, and for an agency every form of it."""
    found: dict[str, str] = {}
    for name in names:
        short = agency(name) if name else None
        for form in (name or "", *(forms(short) if short else ())):
            found.setdefault(fold(form), form)
    found.pop("", None)
    return tuple(found.values())
