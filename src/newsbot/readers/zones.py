"""What each paragraph of a story is, by its look, and the story's text put together from them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from newsbot.model import Zone, ZoneKind
from newsbot.readers.furniture import ends_as_sentence
from newsbot.readers.houses import agency, is_outlet

# Not "By Friday, officials…": only capitalised names, and no sentence's full stop.
_BYLINE = re.compile(
    r"(?:(?i:by|written by|words by|story by|text by|byline|author|reported by)) ?:? "
    r"(?P<names>(?:The |the )?[A-ZÀ-ÖØ-Þ@][\w.’'‑-]{0,30}"
    r"(?:,? (?:(?:and|de|la|del|van|von|der|den|bin|al|da|di|dos|el|&) ){0,2}"
    r"[A-ZÀ-ÖØ-Þ][\w.’'‑-]{0,30}){0,9})"
    r"(?P<rest>(?: ?(?:[,|/•·–—-]|in|for|at) ?.{1,120})?)"
)
_NO_NAME = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:january|february|march|april|may|june|july|august|september|"
    r"october|november|december|christmas|easter|monday|noon|midnight|law|then|now|far)\b",
    re.IGNORECASE,
)
_INITIAL = re.compile(r"(?:\b[A-Z]|\b[JS]r|[ap]\.m|\bInc|\bLtd)\.$")
_SEPARATOR = re.compile(r" ?[,|/•·–—] ?| - | (?:for|of|in|at) ")
_POST = re.compile(
    r"(?i)\b(?:correspondents?|editors?|reporters?|writers?|analysts?|columnists?|producers?|staff|chief)\b"
)
_NAME = re.compile(
    r"[A-ZÀ-ÖØ-Þ][\w.’'‑-]{1,25}(?: (?:de |la |van |von |bin |al-?|el |da )?[A-ZÀ-ÖØ-Þ][\w.’'‑-]{0,25}){1,3}"
)
_NOBODY = re.compile(
    r"(?i:(?:(?:the|our|a|an|staff|special|web|news|online|city|sports?|foreign|local|own|digital|political) ){0,3}"
    r"(?:correspondents?|reporters?|writers?|desk|admin|administrator|editors?|agencies|agency|staff|newsroom|team|bureau))"
)
_CORRECTION = re.compile(
    r"\((?:Corrects|Clarifies|Fixes|Refiles to correct)\b[^()]{1,300}\)|"
    r"(?i:\(?(?:correction|corrections|clarification|corrects?|corrected|erratum|amendment|editor.?s.? note)\b[^a-z]{0,30}[:–—-] ?.{0,}"
    r"|\W{0,3}(?:this|the above) (?:story|article|report|piece|version|headline|post|item)\b.{0,60}\b(?:has been|was|been|is) (?:corrected|amended|updated|clarified)\b.{0,}"
    r"|(?:\W{0,3})(?:an|the) (?:earlier|previous|original) version of this (?:story|article|report|piece|headline|post|item|caption)\b.{0,})"
)
_CHANGES = (
    "correct",
    "amend",
    "earlier version",
    "previous version",
    "misstat",
    "misspel",
    "clarif",
    "updated",
    "error",
)
# "Courtesy: alarabiya", "First published by X". Not "Source told the BBC": short words need their colon.
_CREDIT_LINE = re.compile(
    r"[(\[—–-]{0,2} ?(?:(?i:courtesy|sources?|via|credits?|agency|agencies|news source) ?:|(?i:courtesy of|by arrangement with)|[Pp]ublished (?:in|by|on)(?= [A-Z])|"
    r"(?i:(?:this (?:article|story|report) )?(?:was )?(?:originally |first )(?:published|appeared)(?: (?:by|in|on|at))?:?))"
    r" ?(?P<who>(?:@?[^\W_]|https?://).{0,80}?)[)\].]{0,2}"
)
_BULLET = re.compile(r"[•·▪●◦‣*–—-] ?\S|\d{1,2}[.)] ")


@dataclass(frozen=True, kw_only=True, slots=True)
class Byline:
    """`names` without "By", posts and house; `house` is the outlet's name, if the line has one;
    `rest` is what follows the names."""

    names: str
    house: str
    rest: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A paragraph that may be shown and what it is; `run` changes where a line was removed."""

    kind: ZoneKind
    text: str
    run: int = 0


def join(parts: Sequence[Part]) -> tuple[str, tuple[Zone, ...]]:
    """The story's text and its zones. Parts of one kind with nothing removed between them are one
    zone; a blank line stands between paragraphs and between zones alike."""
    zones: list[Zone] = []
    at = 0
    last: Part | None = None
    for part in parts:
        end = at + len(part.text)
        if last is not None and (last.kind, last.run) == (part.kind, part.run):
            zones[-1] = zones[-1]._replace(end=end)
        else:
            zones.append(Zone(part.kind, at, end))
        at, last = end + 2, part
    return "\n\n".join(part.text for part in parts), tuple(zones)


def byline(line: str) -> Byline | None:
    """What a byline says; None if the line is none. Not "By Friday, officials…", not "By The Numbers"."""
    line = line.rstrip(" -–—|,•")
    found = _BYLINE.fullmatch(line) if 0 < len(line) <= 200 and line[-1] not in "?!:" else None
    if (
        found is None
        or _NO_NAME.match(found["names"])
        or (ends_as_sentence(line) and not _INITIAL.search(line))
    ):
        return None
    pieces = [found["names"], *_SEPARATOR.split(found["rest"])]
    names = [piece.strip() for piece in found["names"].split(",")]
    if names[0].lower().startswith("the ") and not is_outlet(names[0]):
        return None
    trailing = [p for p in (*names[1:], *pieces[1:]) if p.strip()]
    house = next((p.strip() for p in (*trailing, names[0]) if is_outlet(p.strip())), "")
    people = [names[0], *(n for n in names[1:] if not is_outlet(n) and not _POST.search(n))]
    return Byline(names=", ".join(people), house=house, rest=found["rest"].strip(" ,|/•·–—-"))


def is_name(line: str) -> bool:
    """Whether a line is two to four capitalised words, as a name is; a heading may be so too."""
    return bool(_NAME.fullmatch(line)) and not is_outlet(line) and not _POST.search(line)


def is_post(line: str) -> bool:
    """Whether a line is what a reporter is ("Health correspondent"), and nothing else."""
    return len(line) <= 60 and line[-1].isalpha() and bool(_POST.search(line)) and line[0].isupper()


def is_nobody(names: str) -> bool:
    """Whether a byline names nobody: "Our Correspondent", "Web Desk", "Admin"."""
    return bool(_NOBODY.fullmatch(names))


def is_correction(line: str) -> bool:
    """Whether the line tells what was put right in the story."""
    head = line[:400]
    low = head.lower()
    return any(word in low for word in _CHANGES) and bool(_CORRECTION.fullmatch(head))


def credit(line: str) -> str | None:
    """Whom a credit line names ("Courtesy: alarabiya", "(AFP)"), as written; None if it is none."""
    alone = line.strip("()[]–—- .")
    if agency(alone):
        return alone
    found = _CREDIT_LINE.fullmatch(line) if len(line) <= 140 else None
    return None if found is None else found["who"].strip()


def is_prose(line: str) -> bool:
    """Whether the line reads as a paragraph and not as a heading."""
    return len(line) > 160 or (ends_as_sentence(line) and (len(line) > 60 or not line.endswith("?")))


def is_subhead(line: str) -> bool:
    """Whether a paragraph looks like a heading: short, no full stop, no list mark."""
    if len(line) > 110 or len(line.split()) > 16 or _BULLET.match(line):
        return False
    if line.endswith("?"):
        return len(line.split()) <= 12 and line[0].isupper() and not line.startswith(("“", '"'))
    return line[-1].isalnum() or (line[-1] in "”’'\")%" and not ends_as_sentence(line))
