"""What is no quantity though it has a number: dates, clock times, ages, scores, labels, addresses."""

from __future__ import annotations

from newsbot.extract.line import Line
from newsbot.extract.lists import listed
from newsbot.extract.numbers import Number
from newsbot.extract.units import Unit, is_plural

_MONTHS = frozenset(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_CLOCK = frozenset("am pm a.m p.m a.m. p.m. gmt bst utc est edt cst cdt mst mdt pst pdt cet cest ist aest o'clock o’clock "
                   "noon midnight".split())  # fmt: skip
_YEAR_AFTER = frozenset("in since until till before after during early late mid circa c".split())
_ORDINAL = frozenset("st nd rd th s".split())
_ADDRESS = frozenset("street st road rd avenue ave boulevard blvd lane ln drive dr way place square terrace court "
                     "crescent parkway plaza highway".split())  # fmt: skip
_AGED = frozenset("aged age ages turned turning turns".split())
_OF_AGE = frozenset("people those anyone everyone adults children men women voters workers players kids boys girls "
                    "youths person persons citizens residents americans aged".split())  # fmt: skip
_YEARLY = frozenset("people person troops soldiers".split())
_QUARTERS_AND_HALVES = frozenset("first second third fourth final last opening other better early latter top bottom".split())


def label(at: Line, n: Number) -> bool:
    """Whether the number is part of a name, a date, a clock time, a score or an address. The tokens
    around it decide; nothing of what it might count does."""
    i, j = n.first, n.last
    if n.kind == "digits":
        return (
            _glued(at, i, j) or _dialled(at, i, j) or _date(at, i, j) or _clock(at, i, j) or _numbered(at, i, j) or _address(at, i, j)
        )
    if n.kind == "words":
        if at.low[j + (at.low[j] == "-")] in ("figure", "figures") and n.scale == 1.0:  # "a six-figure sum"
            return True
        return _named(at, i, j) or _clock(at, i, j) or at.low[i - 1] in ("no.", "number") or at.low[j] in ("-",) and at.low[j + 1] == "on"
    return False


def year(at: Line, n: Number, unit: Unit | None, *, hedged: bool) -> bool:
    """Whether bare digits are a year: 1900 to 2099 unless measured or hedged, others after "in"."""
    if n.kind != "digits" or n.last != n.first + 1 or len(at.low[n.first]) != 4 or not n.value:
        return False
    if not 1000 <= n.value < 2100 or not at.low[n.first].isdigit():
        return False
    if unit is not None and (unit.family != "count" or unit.name.lower() in _YEARLY):
        return False
    dated = at.low[n.first - 1] in _YEAR_AFTER
    if n.value in (1900.0, 2000.0) and is_plural(at, n.last) and not dated and at.low[n.first - 1] != "the":
        return False
    if n.value >= 1900:
        return not hedged or dated
    return unit is None and (dated or at.low[n.first - 1] in ("and", "–", "-", "d.", "a.d.", "ad", "to"))


def age(at: Line, n: Number, end: int, unit: Unit | None) -> bool:
    """Whether a number is somebody's or something's age: "Ruiz, 44, said", "aged 12", "15-year-old",
    "turned 50", "under the age of 21". `end` is the token after its unit."""
    i, j = n.first, n.last
    if n.value is not None and not 0 <= n.value <= 130:
        return False
    if at.low[j] in ("and", "or", "to") and at.low[j + 2 : j + 4] in (["years", "old"], ["-", "year"]):
        return True
    if unit is not None and unit.family == "time":
        k = end + 1 if at.low[end] == "-" else end
        return at.low[k] in ("old", "olds") or at.low[k : k + 2] == ["of", "age"]
    if at.low[i - 1] in _AGED or (at.low[i - 1] == "of" and at.low[i - 2] in ("age", "ages")):
        return True
    if unit is not None and unit.family != "count":
        return False
    if at.low[i - 1] in ("under", "over", "below", "above") and at.low[i - 2] in _OF_AGE:
        return True
    if unit is not None:
        return False
    if at.low[j] in (",", ")", ";") and at.low[i - 1] in (",", "(") and n.kind == "digits":
        return at.raw(i - 2)[:1].isupper() and i >= 2 and "," not in at.low[i]
    return at.low[i - 2] in ("who", "he", "she") and at.low[i - 1] in ("was", "is") and at.low[j] in (".", ",", "", "and")


def model(at: Line, n: Number) -> bool:
    """Whether bare digits in front of a capital are a product's name: "787 Dreamliner", "11 Pro"."""
    raw = at.raw(n.last)
    return n.kind == "digits" and n.scale == 1.0 and at.low[n.first].isdigit() and raw[:1].isupper() and raw.isalpha()


def part(at: Line, n: Number, *, hedged: bool) -> bool:
    """Whether a fraction's words tell a share: "a third of", "half the", "by a quarter"; never
    "first half", "a third man", "half-time", "the third quarter"."""
    i, j = n.first, n.last
    if at.low[i - 1] in _QUARTERS_AND_HALVES or (at.low[j] == "-" and at.glued(j) and at.low[i] == "half"):
        return at.low[i] == "half" and at.low[j + 1] in ("hour", "mile", "day", "century") and at.low[i - 1] != "first"
    if hedged or at.low[j] == "of":
        return at.low[i] != "quarter" or at.low[i - 1] in ("a", "one")
    if at.low[i] == "half":
        return at.low[j] in ("the", "a", "an", "its", "their", "his", "her", "our", "all", "that", "those", "as")
    if at.low[i] == "quarter":
        return False
    if at.low[i] in ("a", "an"):
        return at.low[i - 1] == "by" or at.low[j] in ("mile", "century", "pound")
    return at.low[j - 1].endswith("s") or at.low[i + 1] == "-"


def article(at: Line, n: Number, unit: Unit | None, *, hedged: bool) -> bool:
    """Whether "one" is an article or a pronoun: "one of them", "one major takeaway", "no one"; a
    count with a hedge ("only one"), a measure ("one hour") or a person ("one man was hurt")."""
    if n.value != 1.0 or at.low[n.first] != "one":
        return False
    before, behind = at.low[n.first - 1], at.low[n.last]
    if before in ("no", "any", "every", "each", "this", "that", "the", "which", "another", "some", "everyone", "-"):
        return True
    if behind == "point" and before in ("at", "from", "up", "to"):
        return True
    if behind in ("of", "who", "another", "that", "'s", "’s", "side", "thing", "day", "-", "or"):
        return not (behind == "-" and unit is not None and unit.family == "time")
    if unit is None:
        return True
    if hedged or before in ("just", "only", "single"):
        return False
    return unit.family == "count" and unit.name.lower() not in _COUNTED_ONE


def parties(at: Line, n: Number, unit: Unit | None) -> bool:
    """Whether a small number with a definite article counts known things: "the two countries",
    "both men", "the three"."""
    if n.kind != "words" or n.value is None or n.value > 12:
        return False
    before = at.low[n.first - 1]
    if unit is None:
        return before in _KNOWN
    return n.value <= 2 and unit.family == "count" and before in _KNOWN


_COUNTED_ONE = frozenset("man woman person child boy girl soldier officer people count goal vote death member seat".split())
_KNOWN = frozenset("the these those both all his her its their our other bottom top last first final your my any".split())


def _glued(at: Line, i: int, j: int) -> bool:
    """Part of a longer token: S23, COVID-19, 22nd, 320x50, 1990s, v1.2.3, 0800, a path, a hashtag."""
    before = at.low[i - 1]
    if at.glued(i) and (before[-1:].isalnum() or before in ("/", "_", "@", "#", "\\", "&", "=", "°")):
        return not _prefix_money(at, i)
    if at.glued(i) and before in ("-", "–") and at.glued(i - 1) and at.low[i - 2][-1:].isalpha():
        return at.low[i - 2] not in ("to", "sub", "non", "pre", "plus", "between")
    raw = at.low[i]
    if raw[0] == "0" and len(raw) > 1 and raw[1] != ".":
        return True
    if at.glued(j):
        after = at.low[j]
        if after in _ORDINAL and not (after == "s" and "." in raw):
            return True
        if after in ("x", "×") and at.low[j + 1][:1].isdigit():
            return True
        if after in ("_", "/", "@", "\\") and at.glued(j + 1):
            return at.low[j + 1][:1].isdigit() or after != "/"
        if after in ("g", "d", "k") and at.raw(j).isupper() and at.low[j + 1][:1] != "-":
            return after != "k" or float(raw.replace(",", "")) < 20
        if after == "." and at.glued(j + 1) and at.low[j + 1][:1].isalnum():
            return True
        if after.isalpha() and at.glued(j + 1) and at.low[j + 1][:1].isdigit():
            return True
    return False


def _dialled(at: Line, i: int, j: int) -> bool:
    """A group of a telephone number, or a row of bare numbers: "+44 20 7946 0958"."""
    after, before = at.low[j][:1].isdigit(), at.low[i - 1][:1].isdigit()
    return (after and before) or ((after or before) and (at.low[i - 1] == "+" or at.low[i - 2] == "+" or (
        after and at.low[j + 1][:1].isdigit()) or (before and i > 1 and at.low[i - 2][:1].isdigit())))


def _prefix_money(at: Line, i: int) -> bool:
    from newsbot.extract.units import money_before

    return money_before(at, i) is not None


def _date(at: Line, i: int, j: int) -> bool:
    low, value = at.low, at.low[i]
    if not value.isdigit():
        return False
    before, k = low[i - 1], i - 1
    if before == "." and at.low[i - 2] in _MONTHS:
        before, k = at.low[i - 2], i - 2
    short = len(value) <= 2 or len(value) == 4
    if short and before in _MONTHS and at.raw(k)[:1].isupper():
        return True
    if len(value) <= 2 and low[j] in _MONTHS and at.raw(j)[:1].isupper():
        return True
    if len(value) <= 2 and low[j] == "of" and low[j + 1] in _MONTHS and at.raw(j + 1)[:1].isupper():
        return True
    if len(value) == 4 and before == "," and at.low[i - 2].isdigit() and at.low[i - 3].rstrip(".") in _MONTHS:
        return True
    # "March 3-5", "Nov. 9 and 10", "3 to 5 March"
    if len(value) <= 2 and before in ("-", "–", "and", "to", "or", ",") and at.low[i - 2].isdigit():
        return at.low[i - 3].rstrip(".") in _MONTHS or (at.low[i - 3] == "." and at.low[i - 4] in _MONTHS)
    if len(value) <= 2 and low[j] in ("-", "–", "and", "to", "or") and low[j + 1].isdigit():
        return low[j + 2] in _MONTHS and at.raw(j + 2)[:1].isupper() and low[j + 2] != "may"
    return before == "the" and low[j] in ("of",) and low[j + 1] in _MONTHS


def _clock(at: Line, i: int, j: int) -> bool:
    low = at.low
    if low[j] in _CLOCK or (low[j] in ("a", "p") and low[j + 1] == "." and low[j + 2] == "m"):
        return True
    if low[j] == ":" and at.glued(j) and at.glued(j + 1) and low[j + 1][:1].isdigit():
        return True
    if low[i - 1] == ":" and at.glued(i) and at.glued(i - 1) and low[i - 2][-1:].isdigit():
        return True
    # "from 9 to 5 p.m."; "between 9 and 11 a.m."
    return low[j] in ("to", "and", "-", "–") and low[j + 1][:1].isdigit() and low[j + 2] in _CLOCK


def _numbered(at: Line, i: int, j: int) -> bool:
    """"Section 230", "iPhone 14", "Nasdaq 100": a label word, or a name, in front of bare digits."""
    value = at.low[i]
    if len(value) > 4 or j != i + 1 or "," in value or not value[0].isdigit():
        return False
    before = at.low[i - 1]
    if before == "." and at.glued(i - 1):
        before = at.low[i - 2]
    if f"!{before}" in listed("figure_labels"):
        return True
    if before in listed("figure_labels"):
        return not is_plural(at, j) or before in ("section", "no", "article", "model", "phase", "chapter")
    if i < 2 or not at.raw(i - 1)[:1].isupper() or at.raw(i - 1).isupper() and len(before) > 5:
        return False
    return before.isalpha() and (len(before) == 1 or not _counts(at, j))


def _counts(at: Line, j: int) -> bool:
    """Whether what follows a number makes it a quantity after all: a measure, a plural."""
    from newsbot.extract.units import after

    return after(at, j) is not None or is_plural(at, j) or at.low[j] in ("of", "or")


def _address(at: Line, i: int, j: int) -> bool:
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
