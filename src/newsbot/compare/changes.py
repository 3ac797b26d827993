"""Changes: whether a sentence says that its number replaces another, and which way it moved."""

from __future__ import annotations

import re
from typing import Literal

from newsbot.model import Figure, Found
from newsbot.text import fold

_UP = r"rose|risen|rises|rising|climb(?:s|ed|ing)?|jump(?:s|ed)|increased?|increases|grew|grown|raised|raises|up|reached|mounted|widened"
_DOWN = r"fell|fallen|falls|falling|dropp?ed|drops|decreased?|decreases|declined?|lowered|lowers|cut|reduced|down|shrank|narrowed"
_EITHER = r"revised|revises|updated|corrected|changed|adjusted"
# "rose to at least 44", "raised the toll to 44", "revised upward to 44"; not "rose 44 percent", nor "drove up to 44".
_TO = r"(?:\s+[a-z0-9,.$']+){0,8}?\s+to(?:\s+[a-z']+){0,3}\s*$"
_BEFORE = (
    ("up", re.compile(rf"(?<!drove )(?<!walked )\b(?:{_UP}){_TO}")),
    ("down", re.compile(rf"\b(?:{_DOWN}){_TO}")),
    ("up", re.compile(r"\breach(?:ed|es|ing)(?:\s+[a-z']+){0,2}\s*$")),
)
_REVISED = re.compile(rf"\b(?:{_EITHER})\b")
# "44, up from 38"; the old number need not stand there ("up from earlier counts").
_AFTER = re.compile(r"^[^.;:]{0,40}?\b(up|down)\s+from\b")
_REPLACES = re.compile(
    r"\b(?:earlier|previous|initial|preliminary|first)\s+(?:figures?|tolls?|counts?|estimates?|reports?|number)\b|\bpreviously\s+(?:reported|said|put|given)\b"
    r"|\bthan\s+(?:first|initially|originally|previously)\s+(?:thought|reported|estimated|feared|believed|said)\b"
)
# What stood before: "rose from 38 to 44", "up from 38", "revised from 38".
_FROM = re.compile(rf"\b(?:{_UP}|{_DOWN}|{_EITHER})\b(?:\s+[a-z']+){{0,4}}?\s+from(?:\s+[a-z']+){{0,3}}\s*$")


def told(found: Found[Figure]) -> Literal["up", "down"] | None:
    """Which way the sentence says that it moved to this number; null where it says nothing of that.

    "Revised to" says a change and no direction; the trend that was read decides, else it is taken as a rise.
    """
    figure, at = found.finding, found.finding.context.start
    before = _before(found)
    for way, rule in _BEFORE:
        if rule.search(before):
            return "up" if way == "up" else "down"
    after = fold(found.passage[figure.end - at : figure.end - at + 60])
    if moved := _AFTER.match(after):
        return "up" if moved[1] == "up" else "down"
    if _REVISED.search(before) or _REPLACES.search(fold(found.passage)):
        return figure.trend or _direction(found)
    return None


def superseded(found: Found[Figure]) -> bool:
    """Whether the sentence gives this number as what stood before: "rose from 38 to 44"."""
    return _FROM.search(_before(found)) is not None


def _before(found: Found[Figure]) -> str:
    figure, at = found.finding, found.finding.context.start
    before = fold(found.passage[max(0, figure.start - at - 120) : figure.start - at])
    return f"{before} "


def _direction(found: Found[Figure]) -> Literal["up", "down"]:
    return "down" if re.search(r"\b(?:down|downwards?|lower|fewer|less)\b", fold(found.passage)) else "up"
