"""Labels: numbers that are part of a name, a date, a clock time, a score, an address."""

from __future__ import annotations

from collections.abc import Callable

from newsbot.extract.line import Line
from newsbot.extract.lists import listed
from newsbot.extract.numbers import Number
from newsbot.extract.units import LINES_OF_A_SCREEN, after, is_plural, money_before

_MONTHS = frozenset(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_CLOCK = frozenset("am pm a.m p.m a.m. p.m. gmt bst utc est edt cst cdt mst mdt pst pdt cet cest ist aest o'clock o’clock "
                   "noon midnight".split())  # fmt: skip
_ORDINAL = frozenset("st nd rd th s".split())
_ADDRESS = frozenset("street st road rd avenue ave boulevard blvd lane ln drive dr way place square terrace court "
                     "crescent parkway plaza highway".split())  # fmt: skip
_ENDS = (".", ":", ")", "!", "?", '"', "”", "(", "—")
_DASHES = ("-", "–")


def label(at: Line, n: Number) -> str:
    """What the number is part of: a name, a date, a clock time, an address; "" of none. The tokens
    around it decide; nothing of what it might count does."""
    for name, rule in _RULES.get(n.kind, ()):
        if rule(at, n.first, n.last):
            return name
    return ""


def model(at: Line, n: Number) -> bool:
    """Whether bare digits in front of a capital are a product's name: "787 Dreamliner", "11 Pro";
    never in a headline all in capitals ("40 HURT")."""
    low, raw = at.low[n.first], at.raw(n.last)
    bare = n.kind == "digits" and n.scale == 1.0 and low.isdigit() and len(low) <= 4
    return bare and raw[:1].isupper() and raw.isalpha() and not (raw.isupper() and len(raw) > 3)


def _idiom(at: Line, i: int, j: int) -> bool:
    """ "a six-figure sum", "one-on-one", "number one"."""
    k = j + 1 if at.low[j] == "-" else j
    if at.low[i - 1] == "-" and at.glued(i):  # "best-of-three"
        return True
    return (
        at.low[k] in ("figure", "figures")
        or at.low[i - 1] in ("no.", "number")
        or at.low[j : j + 2] == ["-", "on"]
    )


def _glued(at: Line, i: int, j: int) -> bool:
    """Part of a longer token: S23, COVID-19, 22nd, 320x50, 1990s, v1.2.3, 0800, a path, a hashtag."""
    raw = at.low[i]
    long = len(raw) > 8 and raw.isdigit()  # an account, an id, a time stamp
    led = raw[0] == "0" and raw[1:2].isdigit()
    return long or led or _glued_before(at, i) or _glued_behind(at, i, j)


def _glued_before(at: Line, i: int) -> bool:
    before = at.low[i - 1]
    if not at.glued(i):
        return False
    if before[-1:].isalnum() or before in ("/", "_", "@", "#", "\\", "&", "=", "°", "⁄"):
        return money_before(at, i) is None
    compound = before in _DASHES and at.glued(i - 1) and at.low[i - 2][-1:].isalpha()
    return compound and at.low[i - 2] not in ("to", "sub", "non", "pre", "plus", "between")


def _glued_behind(at: Line, i: int, j: int) -> bool:
    raw, behind, following = at.low[i], at.low[j], at.low[j + 1]
    if not at.glued(j):
        return False
    if at.glued(j + 1) and following[:1].isdigit() and (behind.isalpha() or behind in "×_/@\\⁄"):
        return True
    if behind == "," and at.glued(j + 1) and following[:1].isdigit():  # "1,2,3": a list without spaces
        return True
    if behind == "p" and raw in LINES_OF_A_SCREEN:
        return True
    if behind in _ORDINAL:
        return behind != "s" or "." not in raw
    if behind in ("g", "d", "k") and at.raw(j).isupper() and following[:1] != "-":  # 5G, 3D, 4K
        return behind != "k" or float(raw.replace(",", "")) < 20
    if behind in (".", ")"):  # a version
        return at.glued(j + 1) and following[:1].isalnum()
    return behind == "-" and following in ("for", "of", "pointer", "pointers")  # "10-for-15"


def _item(at: Line, i: int, j: int) -> bool:
    """ "1. Roads", "2) Roads" at the beginning, or the number alone in its line."""
    behind = at.low[j]
    if behind not in (".", ")") or not at.glued(j) or len(at.low[i]) > 2:
        return False
    if i == 0 and j + 1 >= at.size:
        return True
    opens = i == 0 or at.low[i - 1] in _ENDS
    bracketed = at.low[i - 1] == "("
    return opens and (at.raw(j + 1)[:1].isupper() or bracketed) and (behind == "." or not bracketed)


def _change(at: Line, i: int, j: int) -> bool:
    """ "38% (-2)": a change beside the number that a poll tells."""
    return at.low[i - 1] in ("+", *_DASHES, "−", "±") and at.low[i - 2] == "(" and at.low[j] == ")"


def _sized(at: Line, i: int, j: int) -> bool:
    """ "2,880 x 1,800": the size of a picture or a screen."""
    return (at.low[j] in ("x", "×") and at.low[j + 1][:1].isdigit()) or (
        at.low[i - 1] in ("x", "×") and at.low[i - 2][:1].isdigit()
    )


def _dialled(at: Line, i: int, j: int) -> bool:
    """A group of a telephone number, or a row of bare numbers: "+44 20 7946 0958"."""
    row = [at.low[k][:1].isdigit() for k in (i - 2, i - 1, j, j + 1)]
    if row[1] and row[2]:
        return True
    if "+" in (at.low[i - 1], at.low[i - 2]):
        return row[1] or row[2]
    return (row[2] and row[3]) or (row[0] and row[1])


def _date(at: Line, i: int, j: int) -> bool:
    value = at.low[i]
    if not value.isdigit() or len(value) not in (1, 2, 4):
        return False
    if _month_before(at, i - 1) or (at.low[i - 1] == "," and _month_before(at, i - 3) and len(value) == 4):
        return True
    return len(value) <= 2 and (
        _month(at, j) or (at.low[j] == "of" and _month(at, j + 1)) or _day_of_two(at, i, j)
    )


def _month(at: Line, k: int) -> bool:
    return at.low[k] in _MONTHS and at.raw(k)[:1].isupper()


def _month_before(at: Line, k: int) -> bool:
    """A month at token `k`, or at the one before where a full stop follows it."""
    return _month(at, k - 1) if at.low[k] == "." else _month(at, k)


def _day_of_two(at: Line, i: int, j: int) -> bool:
    """ "March 3-5", "Nov. 9 and 10", "3 to 5 March"."""
    links = ("-", "–", "and", "to", "or", ",")
    if at.low[i - 1] in links and at.low[i - 2].isdigit():
        return _month_before(at, i - 3)
    return at.low[j] in links and at.low[j + 1].isdigit() and _month(at, j + 2) and at.low[j + 2] != "may"


_HOURS = frozenset("one two three four five six seven eight nine ten eleven twelve".split())
_LEVEL = frozenset("stood stands remained put estimated unchanged".split())


def _clock(at: Line, i: int, j: int) -> bool:
    """ "9:30", "5am", "three o'clock", "from 9 to 5 p.m.", "called at about four"."""
    low = at.low
    if (
        low[i - 2 : i] in (["at", "about"], ["at", "around"])
        and low[i] in _HOURS
        and low[i - 3] not in _LEVEL
    ):
        return not low[j][:1].isalnum() or low[j] in ("on", "in")
    if low[j] in _CLOCK or (low[j] in ("a", "p") and low[j + 1 : j + 3] == [".", "m"]):
        return True
    if low[j] == ":" and at.glued(j) and at.glued(j + 1) and low[j + 1][:1].isdigit():
        return True
    if low[i - 1] == ":" and at.glued(i) and at.glued(i - 1) and low[i - 2][-1:].isdigit():
        return True
    return low[j] in ("to", "and", "-", "–") and low[j + 1][:1].isdigit() and low[j + 2] in _CLOCK


def _numbered(at: Line, i: int, j: int) -> bool:
    """ "Section 230", "iPhone 14", "USB 3.0": a label word, or a name, in front of bare digits."""
    value = at.low[i]
    if len(value) > 4 or j != i + 1 or "," in value or not value[0].isdigit():
        return False
    before = at.low[i - 2] if at.low[i - 1] == "." and at.glued(i - 1) else at.low[i - 1]
    words = listed("figure_labels")
    if before in words or f"!{before}" in words:
        return f"!{before}" in words or before in _ALWAYS or not _counts(at, j, decimal="." in value)
    if i < 2 or at.raw(i - 1).islower() or (at.raw(i - 1).isupper() and len(before) > 5):
        return False
    told = at.low[j] in ("of", "or") or _counts(at, j)
    return before.isalpha() and (len(before) == 1 or not told)


_ALWAYS = frozenset("section no article model phase chapter".split())


def _counts(at: Line, j: int, *, decimal: bool = False) -> bool:
    """Whether what follows a number makes it a quantity after all: a measure, a plural."""
    return after(at, j) is not None or (not decimal and is_plural(at, j))


def _address(at: Line, _: int, j: int) -> bool:
    """ "10 Downing Street": capitals up to a word for a street."""
    for k in range(j, min(j + 4, at.size)):
        if not at.raw(k)[:1].isupper():
            return False
        if k > j and at.low[k] in _ADDRESS:
            return True
    return False


def _named(at: Line, i: int, j: int) -> bool:
    """A capital in mid-sentence before another: "Seven Network", "Group of Seven", "Channel Nine"."""
    raw = at.raw(i)
    if i == 0 or not raw[:1].isupper() or raw.isupper():
        return False
    before = at.low[i - 1]
    if before in ("“", '"', "”", ":", "‘", "—", "–", "."):
        return False
    return at.raw(j)[:1].isupper() or at.raw(i - 1)[:1].isupper() or before in ("of", "the")


_RULES: dict[str, tuple[tuple[str, Callable[[Line, int, int], bool]], ...]] = {
    "digits": (
        ("number of a list", _item),
        ("part of a longer word", _glued),
        ("change in brackets", _change),
        ("size of a picture", _sized),
        ("telephone number or row of numbers", _dialled),
        ("date", _date),
        ("time of day", _clock),
        ("number in a name", _numbered),
        ("address", _address),
    ),
    "words": (("number in a name", _named), ("time of day", _clock), ("idiom", _idiom)),
}
