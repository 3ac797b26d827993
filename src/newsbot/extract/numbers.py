"""The number grammar: digits, words, magnitudes, fractions and vague magnitudes, read from a line."""

from __future__ import annotations

from typing import Literal, NamedTuple

from newsbot.extract.line import Line, line
from newsbot.model import Span

NumberKind = Literal["digits", "words", "fraction", "vague", "few"]

_ONES = {
    w: float(n)
    for n, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen".split()
    )
}
_TENS = {
    w: 10.0 * n
    for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "quadrillion": 1e15,
    "lakh": 1e5, "lakhs": 1e5, "lac": 1e5, "lacs": 1e5, "crore": 1e7, "crores": 1e7, "dozen": 12.0,
    "millions": 1e6, "billions": 1e9, "trillions": 1e12,
}  # fmt: skip
_SHORT = {
    "k": 1e3, "mn": 1e6, "mln": 1e6, "mio": 1e6, "bn": 1e9, "bln": 1e9, "tn": 1e12, "trn": 1e12, "cr": 1e7,
}  # fmt: skip
_LETTERS = {"m": 1e6, "b": 1e9, "t": 1e12}  # also metre, byte, tonne: see _letter
_VAGUE = {
    "dozens": 12.0, "hundreds": 1e2, "thousands": 1e3, "millions": 1e6, "billions": 1e9, "trillions": 1e12,
    "lakhs": 1e5, "crores": 1e7,
}  # fmt: skip
_FEW = frozenset("several few many couple".split())
PARTS = {
    "half": 2.0, "halves": 2.0, "third": 3.0, "quarter": 4.0, "fourth": 4.0, "fifth": 5.0, "sixth": 6.0,
    "seventh": 7.0, "eighth": 8.0, "ninth": 9.0, "tenth": 10.0, "sixteenth": 16.0, "hundredth": 100.0,
}  # fmt: skip
PARTS |= {f"{part}s": of for part, of in PARTS.items() if part not in ("half", "halves")}
_VULGAR = {"½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅕": 1 / 5, "⅛": 1 / 8, "⅜": 3 / 8}
_SMALL_SCALES = ("hundred", "thousand", "million", "billion", "trillion", "lakh", "crore")
_MOST_DIGITS = 18
_TOP = 1e21
# Words after "100m" that make it a distance.
_DISTANCE = frozenset(
    "tall high wide deep long thick away from race final relay hurdles sprint dash freestyle backstroke butterfly "
    "breaststroke title above below mark heats medley champion runner steeplechase drop".split()
)
_AFTER_AN_ARTICLE = PARTS.keys() | SCALES.keys() | {"few", "couple"}
STARTS = frozenset({*_ONES, *_TENS, *_VAGUE, *_FEW, *_VULGAR, "a", "an", "half", "quarter", "tens", "scores"})


class Number(NamedTuple):
    """A number's tokens, `last` exclusive. One number has `value`, a vague magnitude `low` and `high`
    (one power of ten; dozens: 12 to 120), "several million" none. `scale` is what its magnitude words
    multiplied, so that "5 to 10 million" can share them."""

    first: int
    last: int
    kind: NumberKind
    value: float | None = None
    low: float | None = None
    high: float | None = None
    scale: float = 1.0


def number(at: Line, i: int, *, money: bool = False) -> Number | None:
    """The longest number that begins at token `i`; `money` makes "5m" millions without a doubt."""
    low = at.low[i]
    if "0" <= low[:1] <= "9" or (low[:1] == "." and len(low) > 1):
        return _digits(at, i, money=money)
    if low not in STARTS or (low in ("a", "an") and not may_open(at, i)):
        return None
    return _half(at, i) or _few(at, i) or _vague(at, i) or _fraction(at, i) or _words(at, i)


def may_open(at: Line, i: int) -> bool:
    """Whether "a" or "an" stands before a word that it may begin a number with; most do not."""
    following = at.low[i + 2] if at.low[i + 1] == "-" else at.low[i + 1]
    return following in _AFTER_AN_ARTICLE or "of" in at.low[i + 1 : i + 4]


def read(text: str) -> Number | None:
    """The first number in a text that stands alone.

    >>> read("two and a half million people").value
    2500000.0
    """
    at = line(text, Span(0, len(text)))
    return next((n for i in range(at.size) if (n := number(at, i))), None)


def _digits(at: Line, i: int, *, money: bool) -> Number | None:
    low = at.low[i]
    if len(low.replace(",", "")) > _MOST_DIGITS:
        return None
    value, j = _grouped(at, i)
    if (
        money
        and value < 1e4
        and at.low[j] == ","
        and at.glued(j)
        and at.glued(j + 1)
        and at.low[j + 1].isdigit()
    ):
        value += float(f"0.{at.low[j + 1][:3]}") if len(at.low[j + 1]) < 3 else 0.0  # "R12,50"
        j += 2 if len(at.low[j + 1]) < 3 else 0
    if at.low[j] in _VULGAR and at.glued(j):
        value += _VULGAR[at.low[j]]
        j += 1
    part = _slash(at, i, j)
    if part:
        return part
    if at.low[j] == "-" and at.glued(j) and at.glued(j + 1) and (part := _slash(at, j + 1, j + 2)):
        return Number(i, part.last, "digits", value + (part.value or 0.0))  # "1-1/2 years"
    if at.low[j].isdigit() and value < 1000 and (part := _slash(at, j, j + 1)):
        return Number(i, part.last, "digits", value + (part.value or 0.0))  # "2 1/2"
    scale, j = _scale(at, j, value, money=money)
    return Number(i, j, "digits", round(value * scale, 6), scale=scale)


def _grouped(at: Line, i: int) -> tuple[float, int]:
    """Digits, thousands parted by commas or by single spaces ("10 000 people")."""
    digits, j = at.low[i].replace(",", ""), i + 1
    if len(at.low[i]) <= 3 and digits.isdigit() and digits[0] != "0":
        while (
            len(at.low[j]) == 3
            and at.low[j].isdigit()
            and at.start[j] == at.end[j - 1] + 1
            and len(digits) < 13
        ):
            digits, j = digits + at.low[j], j + 1
        if at.low[j][:1].isdigit() and at.low[j + 1] != "/":  # a telephone number, a row of a table
            return float(at.low[i]), i + 1
    return float(digits), j


def _slash(at: Line, i: int, j: int) -> Number | None:
    """Written fractions: 1/2, 2/3, 3/4; never 9/11, 24/7 or a date."""
    if at.low[j] == "/" and at.glued(j) and at.glued(j + 1) and at.low[j + 1] in ("2", "3", "4", "5", "8"):
        over, under = float(at.low[i].replace(",", "")), float(at.low[j + 1])
        if over < under and not at.glued(j + 2):
            return Number(i, j + 2, "fraction", over / under)
    return None


def _scale(at: Line, j: int, value: float, *, money: bool) -> tuple[float, int]:
    scale = 1.0
    short = _short(at, j, value, money=money)
    if short:
        scale, j = short, j + 1
    for _ in range(2):  # "10 lakh crore" is the longest in use
        k = j + 1 if at.low[j] == "-" and at.glued(j) and at.glued(j + 1) else j
        if at.low[k] not in SCALES or value * scale * SCALES[at.low[k]] > _TOP:
            break
        scale, j = scale * SCALES[at.low[k]], k + 1
    return scale, j


def _short(at: Line, j: int, value: float, *, money: bool) -> float | None:
    """Magnitudes written short: 25k, $13.6M, 2bn; never 4K screens, 100m races, 5t of coal."""
    low = at.low[j]
    if low in _SHORT and (at.glued(j) or low != "k"):
        return None if low == "k" and not money and at.raw(j) == "K" and value < 20 else _SHORT[low]
    if low in _LETTERS and (at.glued(j) or money):
        return _LETTERS[low] if money or _letter(at, j, value) else None
    return None


def _letter(at: Line, j: int, value: float) -> bool:
    if at.low[j] == "t":
        return False
    raw = at.raw(j)
    if raw in ("M", "B"):
        return True
    if raw == "b" or at.low[j + 1] in _DISTANCE:
        return False
    after = at.low[j + 1]
    plural = after in ("people", "men", "women", "children") or (after.endswith("s") and len(after) > 3)
    return plural or value != int(value) or not after.isalpha()


def _half(at: Line, i: int) -> Number | None:
    """ "half a million", "half-million", "half a dozen"."""
    if at.low[i] == "a" and at.low[i + 1] == "half" and at.low[i + 2] not in ("a", "an"):
        whole = _half(at, i + 1)  # "a half-dozen"
        return whole and whole._replace(first=i)
    if at.low[i] != "half":
        return None
    j = i + 1
    if at.low[j] == "-" or at.low[j] in ("a", "an"):
        j += 1
    scale = SCALES.get(at.low[j])
    return Number(i, j + 1, "words", 0.5 * scale, scale=scale) if scale else None


def _few(at: Line, i: int) -> Number | None:
    """Words for a number that is not told: "several billion", "a few hundred", "hundreds if not thousands"."""
    j = i + 1 if at.low[i] == "a" and at.low[i + 1] in ("few", "couple") else i
    if at.low[j] not in _FEW:
        return None
    j += 2 if at.low[j + 1] == "of" and at.low[j] == "couple" else 1
    if at.low[j] == "tens" and at.low[j + 1] == "of":
        j += 2
    if at.low[j] not in SCALES and at.low[j] not in _VAGUE:
        return None
    if at.low[j + 1] == "of" and at.low[j + 2] in _VAGUE:
        j += 2
    return Number(i, j + 1, "few")


def _vague(at: Line, i: int) -> Number | None:
    one = _magnitude(at, i)
    if one is None:
        return None
    j = one.last
    if at.low[j] == ",":
        j += 1
    for link in (("if", "not"), ("or", "even"), ("or", "perhaps"), ("and", "possibly"), ("or",)):
        if tuple(at.low[j : j + len(link)]) == link:
            other = _magnitude(at, j + len(link))
            if other:
                return Number(i, other.last, "few")
    return one


def _magnitude(at: Line, i: int) -> Number | None:
    """Vague magnitudes as one power of ten: "tens of thousands" is 10,000 to 100,000."""
    low = at.low[i]
    if low == "scores":
        return Number(i, i + 1, "few") if at.low[i + 1] in ("of", "more") else None
    base = 10.0 if low == "tens" else _VAGUE.get(low)
    if base is None:
        return None
    more = at.low[i + 2].rstrip("s") if at.low[i + 1] == "of" else ""
    if more in _SMALL_SCALES:
        scale = base * SCALES[more]
        return Number(i, i + 3, "vague", low=scale, high=10 * scale)
    if low == "tens":
        return None
    if tuple(at.low[i + 1 : i + 3]) == ("upon", low):
        i += 2
        return Number(i - 2, i + 1, "vague", low=base, high=10 * base)
    return Number(i, i + 1, "vague", low=base, high=10 * base)


def _fraction(at: Line, i: int) -> Number | None:
    """ "a third", "two-thirds", "three quarters", "half"; the line around it decides whether it counts."""
    low = at.low[i]
    million = _part_of_scale(at, i)
    if million:
        return million
    if low in ("half", "quarter"):
        return Number(i, i + 1, "fraction", 1 / PARTS[low]) if at.low[i + 1] != "-" or low == "half" else None
    if low in _VULGAR:
        return Number(i, i + 1, "fraction", _VULGAR[low])
    over = 1.0 if low in ("a", "an") else _ONES.get(low)
    if not over:
        return None
    j = i + 2 if at.low[i + 1] == "-" else i + 1
    part = at.low[j]
    if part not in PARTS or (over > 1) != (part.endswith("s") or part == "halves"):
        return None
    return Number(i, j + 1, "fraction", over / PARTS[part]) if over < PARTS[part] else None


def _part_of_scale(at: Line, i: int) -> Number | None:
    """ "a quarter of a million", "three quarters of a billion"."""
    j = next((j for j in range(i, i + 4) if at.low[j] == "of"), i)
    if (
        j == i
        or at.low[j + 1] not in ("a", "an")
        or at.low[j + 2] not in SCALES
        or at.low[j - 1] not in PARTS
    ):
        return None
    over = 1.0 if at.low[i] in ("a", "an", "half", "quarter") else _ONES.get(at.low[i], 0.0)
    value = over / PARTS[at.low[j - 1]] * SCALES[at.low[j + 2]]
    return Number(i, j + 3, "words", value, scale=SCALES[at.low[j + 2]]) if over else None


def _words(at: Line, i: int) -> Number | None:
    """Cardinals in words; "twenty-one", "a hundred and fifty thousand", "two and a half million"."""
    total, top, j, scale = 0.0, 1e30, i, 1.0
    while top > 12.0:
        k = j + 1 if j > i and at.low[j] in ("and", ",") else j
        group = _hundreds(at, k, first=j == i)
        if group is None:
            break
        value, k = group
        by, k = _thousands(at, k)
        if by >= top or (by == 1.0 and at.low[j] == "," and value < 100):
            break
        total, top, j, scale = total + value * by, by, k, max(scale, by)
    return Number(i, j, "words", round(total, 6), scale=scale) if j > i else None


def _thousands(at: Line, k: int) -> tuple[float, int]:
    """The magnitude after a number of words, hyphen or not, at most two of them ("lakh crore")."""
    by = 1.0
    for _ in range(2):
        m = k + 1 if at.low[k] == "-" else k
        if at.low[m] == "hundred" or at.low[m] not in SCALES or by * SCALES[at.low[m]] > _TOP:
            break
        by, k = by * SCALES[at.low[m]], m + 1
    return by, k


def _hundreds(at: Line, j: int, *, first: bool) -> tuple[float, int] | None:
    group = _group(at, j, first=first)
    if group is None:
        return None
    value, k = group
    m = k + 1 if at.low[k] == "-" else k
    if at.low[m] != "hundred":
        return group
    value, k = 100 * value, m + 1
    rest = _group(at, k + 1 if at.low[k] == "and" else k, first=False)
    return (value + rest[0], rest[1]) if rest and at.low[j] != "zero" else (value, k)


def _group(at: Line, j: int, *, first: bool) -> tuple[float, int] | None:
    """A number below a hundred, with "and a half"; "a" and "an" only where a magnitude follows."""
    low = at.low[j]
    if first and low in ("a", "an"):
        k = j + 2 if at.low[j + 1] == "-" else j + 1
        return (1.0, k) if at.low[k] in SCALES else None
    if low in _TENS:
        k = j + 2 if at.low[j + 1] == "-" else j + 1
        one = _ONES.get(at.low[k], 0.0)
        return (_TENS[low] + one, k + 1) if 1 <= one <= 9 else (_TENS[low], j + 1)
    if low not in _ONES:
        return None
    value, k = _ONES[low], j + 1
    if at.low[k] == "point" and at.low[k + 1] in _ONES:
        return value + _ONES[at.low[k + 1]] / 10, k + 2
    return _and_a_half(at, value, k)


def _and_a_half(at: Line, value: float, k: int) -> tuple[float, int]:
    for words, part in ((("and", "a", "half"), 0.5), (("-", "and", "-", "a", "-", "half"), 0.5),
                        (("and", "a", "quarter"), 0.25), (("and", "three", "quarters"), 0.75)):  # fmt: skip
        if tuple(at.low[k : k + len(words)]) == words:
            return value + part, k + len(words)
    return value, k
