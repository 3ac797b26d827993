"""Intervals: what a number with its hedge claims at least and at most; the one table of bounds."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import NamedTuple

from newsbot.model import Bound, Figure
from newsbot.text import fold

INFINITE = math.inf


class Interval(NamedTuple):
    """Both ends inclusive, never negative; `high` may be infinite."""

    low: float
    high: float


# Factors of the number itself: "about 100" claims something between 85 and 115. Wide on purpose: figures that
# could both be true are never called different. Longer hedges stand before shorter ones that they contain.
_BOUNDS: tuple[tuple[str, float, float], ...] = (
    (
        "not more than|no more than|not exceeding|up to|as many as|as much as|as few as|at most|maximum",
        0.0,
        1.0,
    ),
    (
        "no fewer than|no less than|not less than|not fewer than|at least|minimum|upwards of|or more",
        1.0,
        INFINITE,
    ),
    (
        "just over|a little over|a little more than|slightly more than|slightly over|a bit more than",
        1.0,
        1.15,
    ),
    ("little more than|barely more than", 0.95, 1.1),
    (
        "just under|just short of|just shy of|slightly less than|slightly under|a little under",
        0.85,
        1.0,
    ),
    (
        "more than|over|above|exceeding|in excess of|beyond|surpassing|topping|north of|greater than|plus",
        1.0,
        INFINITE,
    ),
    ("less than|fewer than|under|below|short of|south of|lower than|smaller than", 0.0, 1.0),
    ("nearly|almost|close to|approaching|practically|virtually|not quite", 0.85, 1.0),
    (
        "about|around|roughly|approximately|approx|circa|some|estimated|estimate|or so|ish|in the region of",
        0.85,
        1.15,
    ),
    ("a reported|reportedly|reported|believed|thought|likely|probably|perhaps|maybe|possibly", 0.85, 1.15),
    ("exactly|precisely|just|only|a total of|fully", 1.0, 1.0),
)
_RULES = tuple((re.compile(rf"\b(?:{hedges})\b"), low, high) for hedges, low, high in _BOUNDS)
_ABOUT = (0.85, 1.15)
_BY_BOUND: dict[Bound, tuple[float, float]] = {
    "=": (1.0, 1.0),
    "~": _ABOUT,
    ">": (1.0, INFINITE),
    "<": (0.0, 1.0),
}
# A magnitude in words, however wide its interval would be, is no number ("tens of thousands").
_VAGUE = re.compile(
    r"\b(?:dozens|scores|tens|hundreds|thousands|millions|billions|several|few|many|handful|couple)\b"
)
_DECIMALS = re.compile(r"\d[.](\d+)")
# A round number may itself be rounded: half of its last place that is not nought, at most a twentieth of it.
_ROUND_FROM, _ROUND_MOST = 100, 0.05
_NEAR = 0.05  # as near as this, "about" so many is the other number


@lru_cache(maxsize=4096)  # each figure is laid beside many
def interval(figure: Figure) -> Interval | None:
    """What the figure claims; null for a quantity in words alone ("several billion").

    >>> interval(Figure(start=0, end=0, text="nearly 10,000", context=None, zone="body", key="", value=10000,
    ...     bound="<", hedge="nearly"))
    Interval(low=8000.0, high=10500.0)
    """
    if figure.value is None:
        if figure.low is None or figure.high is None or _VAGUE.search(fold(figure.text)):
            return None
        low_by, high_by = factors(figure.hedge, "=" if figure.bound == "=" else figure.bound)
        return Interval(figure.low * min(low_by, 1.0), figure.high * max(high_by, 1.0))
    value = abs(figure.value)
    low_by, high_by = factors(figure.hedge, figure.bound)
    slack = rounding(value, figure.text, figure.unit)
    low = 0.0 if low_by == 0 else value * low_by - slack
    return Interval(max(0.0, low), value * high_by + slack)


@lru_cache(maxsize=1024)
def factors(hedge: str | None, bound: Bound = "=") -> tuple[float, float]:
    """What to multiply the number by for its least and most. Several hedges widen each other; words that are
    not in the table leave it to the bound."""
    folded = fold(hedge or "")
    found: list[tuple[float, float]] = []
    for rule, low, high in _RULES:
        folded, hits = rule.subn(" ", folded)
        if hits:
            found.append((low, high))
    if not found:
        return _BY_BOUND[bound]
    return min(low for low, _ in found), max(high for _, high in found)


@lru_cache(maxsize=4096)
def rounding(value: float, text: str, unit: str | None) -> float:
    """How far a number may lie from what was counted because it is written round."""
    if unit in {"percent", "percentage point"}:
        decimals = _DECIMALS.search(text)
        return float(0.5 * 10 ** -(len(decimals[1]) if decimals else 0))
    if value < _ROUND_FROM:
        return 0.0
    return min(_last_place(value) / 2, value * _ROUND_MOST) if _last_place(value) > 1 else 0.0


def overlap(one: Interval, two: Interval) -> bool:
    """Whether both may be true at once."""
    return one.low <= two.high and two.low <= one.high


def agree(one: Figure, two: Figure) -> bool:
    """Whether two figures that may both be true also give the same number: one the other written round, and a
    hedged one within half its last place ("about 300" and 287, "more than 200" and 212; not "some 1.5 million" and
    1.3 million, nor "at least 41" and 44)."""
    a, b = middle(one), middle(two)
    if a is None or b is None or a == b:
        return a is not None and a == b
    approximate = [
        middle(figure) or 0.0 for figure in (one, two) if factors(figure.hedge, figure.bound) == _ABOUT
    ]
    slack = max(rounding(abs(figure), "", None) for figure in (a, b))
    if approximate:
        rounded = max(_last_place(value) / 2 for value in approximate)
        return abs(a - b) <= max(slack, min(0.15 * max(a, b), max(_NEAR * max(a, b), rounded)))
    if "percent" in (one.unit or ""):
        slack = max(rounding(value, figure.text, figure.unit) for value, figure in ((a, one), (b, two)))
        return abs(a - b) <= slack
    return abs(a - b) <= slack or any(
        _one_sided(figure) and abs(a - b) < _last_place(value) for value, figure in ((a, one), (b, two))
    )


def middle(figure: Figure) -> float | None:
    """The number itself, or the middle of a range; null for words alone."""
    if figure.value is not None:
        return abs(figure.value)
    if figure.low is None or figure.high is None:
        return None
    return (figure.low + figure.high) / 2


def _one_sided(figure: Figure) -> bool:
    low, high = factors(figure.hedge, figure.bound)
    return (low, high) != (1.0, 1.0) and (low >= 1.0 or high <= 1.0)


@lru_cache(maxsize=4096)
def _last_place(value: float) -> float:
    """The place of the last digit that is not nought: 100 for 1,300; numbers with decimals have none."""
    whole = round(value)
    if whole != value or not whole:
        return 0.0
    digits = str(whole)
    return float(10 ** (len(digits) - len(digits.rstrip("0"))))
