"""The dateline that opens a paragraph, and the agency it names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsbot.readers.houses import agency, is_outlet

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DATE = rf"(?:,? (?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?)?"
_CAPS = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.’'-]{1,20}(?: [A-ZÀ-ÖØ-Þ.’'-]{2,20}){0,4}"
_WORDS = r"[A-ZÀ-ÖØ-Þ][\w.’'-]{1,25}(?: (?:de |of |the )?[A-ZÀ-ÖØ-Þ][\w.’'-]{1,25}){0,4}"
_REGION = rf"(?:, ?{_WORDS}){{0,2}}"
_SECOND = rf"(?:[/;]|,? and | y ){_CAPS}"
_DASH = r" ?(?:[—–-]{1,2}|:)"
# After it a sentence opens. Not "NATO — which …": a lower-case letter follows.
_OPENS = r" ?(?=[A-ZÀ-ÖØ-Þ\d“\"‘'$£€])"
_AGENCY = re.compile(
    rf"(?:{_WORDS}(?:[/;]{_WORDS})?{_REGION}{_DATE},? ?)?[(\[](?P<agency>[A-Z][\w.’' -]{{1,30}}(?:/[A-Z][\w. -]{{1,30}})?)[)\]](?:{_DASH})?{_OPENS}"
)
_PLACE = re.compile(rf"(?P<place>{_CAPS}(?:{_SECOND})?){_REGION}{_DATE}{_DASH}{_OPENS}")
# "NEW DELHI, March 3: The" and "London, March 3 — The" name a day; "In London - The" is no dateline.
_DAY = re.compile(
    rf"{_WORDS}{_REGION},? (?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?{_DASH}{_OPENS}"
)
_ALONE = re.compile(
    rf"(?:{_WORDS}{_REGION}{_DATE} ?)?(?:[(\[](?P<agency>[A-Z][\w.’' -]{{1,30}})[)\]] ?)?(?:—|--|–)"
)
_UNKNOWN = re.compile(r"[A-Z]{2,5}")
_OPENERS = frozenset(
    "FIRST EXCLUSIVE BREAKING UPDATE UPDATED WATCH READ FACT LIVE OPINION VIDEO PHOTOS JUST".split()
)
_LABELS = frozenset(
    "WARNING UPDATE UPDATED EXCLUSIVE BREAKING LIVE WATCH OPINION ANALYSIS EXPLAINER REVIEW CORRECTION NOTE "
    "QUESTION ANSWER NEW VIDEO PHOTOS READ MORE KEY FACT FACTS FILE PHOTO IMAGE PICTURED SUMMARY TOPLINE CONTEXT "
    "BACKGROUND WHY WHAT HOW WHO WHEN WHERE ALERT DEVELOPING SPOILER EDITOR EDITORIAL COMMENT PREVIEW CHECK THE Q A".split()
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Dateline:
    """`text` opens the paragraph, dash included; `agency` is the name in brackets, as written."""

    text: str
    agency: str | None


def dateline(paragraph: str) -> Dateline | None:
    """The dateline at the front of a paragraph, if there is one and something follows it."""
    head = paragraph[:160]
    found = _AGENCY.match(head)
    if found is not None:
        place = head[: found.start("agency")]
        unknown = (
            _UNKNOWN.fullmatch(found["agency"]) and place.isupper() and found.group().rstrip()[-1] in "—–-:"
        )
        if agency(found["agency"]) or unknown:
            return Dateline(text=found.group().strip(), agency=found["agency"])
    found = _DAY.match(head) or _PLACE.match(head)
    place = "" if found is None else (found.groupdict().get("place") or "-")
    if found is None or _LABELS.issuperset(place.split()) or place.split()[0] in _OPENERS:
        return None
    return Dateline(text=found.group().strip(), agency=None)


def alone(line: str) -> Dateline | None:
    """A dateline that is a line of its own ("CNN —", "London (AP) —"); None if the line is none."""
    found = _ALONE.fullmatch(line) if 3 < len(line) <= 80 else None
    if found is None:
        return None
    before = line.rstrip(" —–-")
    return Dateline(text=line, agency=found["agency"] or (before if is_outlet(before) else None))
