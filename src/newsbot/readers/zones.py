"""What each paragraph of a story is, by its look, and the story's text put together from them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from newsbot.model import Zone, ZoneKind
from newsbot.readers.furniture import ends_as_sentence

_NAME = r"[^\W\d_][\w.’'‑-]{0,30}"
# Not "By Friday, officials…": only capitalised names, and no sentence's full stop.
_BYLINE = re.compile(
    r"(?:(?i:by|written by|words by|story by|text by|author|reported by)) ?:? "
    r"(?P<names>(?:The |the )?[A-ZÀ-ÖØ-Þ@][\w.’'‑-]{0,30}"
    r"(?:,? (?:(?:and|de|la|del|van|von|der|den|bin|al|da|di|dos|el|&) ){0,2}"
    r"[A-ZÀ-ÖØ-Þ][\w.’'‑-]{0,30}){0,9})"
    r"(?P<rest>(?: ?(?:[,|/•·–—-]|in|for|at) ?.{1,120})?)"
)
_DAYS = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:january|february|march|april|may|june|july|august|september|"
    r"october|november|december|christmas|easter|monday|noon|midnight|law|then|now|far)\b",
    re.IGNORECASE,
)
_MAKER = r"(?:[Pp]hotos?|[Ii]mages?|[Pp]ictures?|[Pp]hotograph|[Ii]llustration|[Gg]raphic|[Vv]ideo|[Ss]creen ?(?:grab|shot))"
# "Image: AFP", "Credit: DepositPhotos", "Photo by Ann Lee on Unsplash", "Getty Images": a line of its own.
_CREDIT_ONLY = re.compile(
    rf"[(\[]?(?:{_MAKER}|(?:(?:{_MAKER} |Featured )?(?:[Cc]redits?|CREDIT|PHOTO|IMAGE|[Cc]ourtesy))|Featured image)"
    r"(?: (?:by|from|via|courtesy(?: of)?|source|credit))? ?[:/|–—-] ?.{1,100}"
    rf"|[(\[]?{_MAKER} (?:by|courtesy of|via|from) [A-Z].{{1,80}}"
    r"|(?:.{0,60}(?:/ ?|via |\| ?))?(?:Getty Images|AFP|Reuters|REUTERS|AP Photo|Shutterstock|Unsplash|EPA|iStock|Alamy)(?: ?/.{1,60})?"
)
# A credit at the end of a longer line. Not "…released the photo: a smiling boy".
_CREDIT_END = re.compile(
    rf"(?:[.!?”\")\]|–—-] ?)(?:{_MAKER.replace('[Pp]', 'P').replace('[Ii]', 'I').replace('[Gg]', 'G').replace('[Vv]', 'V').replace('[Ss]', 'S')}"
    r"|Credit|CREDIT|PHOTO|IMAGE|(?:Photo|Image|Picture) (?:credit|courtesy|by|source))(?: of)? ?[:/|] ?[A-Z@©].{1,80}$"
    r"|[(\[](?:AP Photo|AP|REUTERS|Reuters|AFP|EPA|Getty|Photo|Photograph|Image|Picture|Credit|File photo)"
    r"(?: ?[:/] ?| by | courtesy )[^()\[\]]{1,90}[)\]][.]?$"
    r"|[(\[][^()\[\]]{1,60}(?:/|via )(?:AP|AFP|EPA|Reuters|REUTERS|Getty Images|Getty|Shutterstock)(?: Images| Photo)?[)\]][.]?$"
    r"|(?:[.!?”\")\]|] ?)(?:[A-Z][\w.’' -]{1,40} ?/ ?)?(?:Getty Images|AFP|REUTERS|AP Photo|Shutterstock)(?: ?/ ?[A-Z][\w.’' -]{1,40})?$"
    r"|(?:[.!?”\")\]|] ?)[A-Z][\w.’'-]{1,30}(?: [A-Z][\w.’'-]{1,30}){0,3} ?/ ?[A-Z][\w.’' -]{2,40}$"
)
_CAPTION_START = re.compile(
    r"(?:FILE(?: PHOTO| -| –| —|:)|File (?:photo|picture|image)\b|Representational (?:image|photo)|"
    r"Caption:|(?:\d{1,3} (?:of|/) \d{1,3} ?[|–—-] ?)|Pictured(?: above| below)?:|In this (?:photo|image|picture)\b|"
    r"(?:A )?(?:screengrab|screenshot) (?:from|of|shows)\b|(?:Photo|Image|Picture|Illustration)(?: shows?)?: )"
)
_CORRECTION = re.compile(
    r"(?i:\(?(?:correction|corrections|clarification|corrects?|corrected|erratum|amendment|editor.?s.? note)\b[^a-z]{0,30}[:–—-] ?.{0,}"
    r"|.{0,60}\b(?:story|article|report|piece|version|headline|post|item)\b.{0,40}\b(?:has been|was|been|is) (?:corrected|amended|updated to correct|clarified)\b.{0,}"
    r"|(?:\W{0,3})(?:an|the) (?:earlier|previous|original) version of this (?:story|article|report|piece|headline|post|item|caption)\b.{0,})"
)
_NOTE_OF_CHANGE = re.compile(
    r"(?i)\b(?:correct|amend|earlier version|previous version|misstat|misspel|clarif|updated to|error)"
)
# "Courtesy: alarabiya", "First published by X". Not "Source told the BBC": short words need their colon.
_CREDIT_LINE = re.compile(
    r"[(\[—–-]{0,2} ?(?:(?i:courtesy|sources?|via|credits?|agency|agencies|news source) ?:|(?i:courtesy of|by arrangement with)|"
    r"(?i:(?:this (?:article|story|report) )?(?:was )?(?:originally |first )(?:published|appeared)(?: (?:by|in|on|at))?:?))"
    r" ?(?P<who>(?:@?[^\W_]|https?://).{0,80}?)[)\].]{0,2}"
)
_BULLET = re.compile(r"[•·▪●◦‣*–—-] ?\S|\d{1,2}[.)] ")


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


def byline(line: str) -> str | None:
    """The names of a byline, as written, without "By"; None if the line is none."""
    found = _BYLINE.fullmatch(line) if len(line) <= 200 and not line.endswith(("?", "!", ":")) else None
    if found is None or _DAYS.match(found["names"]) or (ends_as_sentence(line) and not _abbreviated(line)):
        return None
    return found["names"].strip(" ,")


def is_photo_credit(line: str) -> bool:
    """Whether the line says who made a picture, and nothing else."""
    return len(line) <= 160 and bool(_CREDIT_ONLY.fullmatch(line))


def is_caption(line: str) -> bool:
    """Whether the line tells of a picture: it ends with a picture's credit or opens as captions do."""
    if len(line) > 700:
        return False
    return bool(_CREDIT_END.search(line, max(0, len(line) - 160)) or _CAPTION_START.match(line))


def is_correction(line: str) -> bool:
    """Whether the line tells what was put right in the story."""
    return bool(_CORRECTION.fullmatch(line[:400])) and bool(_NOTE_OF_CHANGE.search(line[:400]))


def credit(line: str) -> str | None:
    """Whom a credit line names ("Courtesy: alarabiya"), as written; None if the line is none."""
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


def _abbreviated(line: str) -> bool:
    return bool(re.search(r"(?:\b[A-Z]\.|\bJr\.|\bSr\.|\b[ap]\.m\.)$", line))
