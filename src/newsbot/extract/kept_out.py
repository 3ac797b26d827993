"""Kept out: numbers that are no quantity though they are no label either (years, ages, articles)."""

from __future__ import annotations

from newsbot.extract.grammar import MONTHS, WEEKDAYS
from newsbot.extract.line import Line
from newsbot.extract.lists import listed
from newsbot.extract.numbers import STARTS, Number
from newsbot.extract.units import Unit, class_of, is_plural

_YEAR_AFTER = frozenset("in since until till before after during early late mid circa c".split())
_AGED = frozenset("aged age ages turned turning turns".split())
_OF_AGE = frozenset("people them those anyone everyone adults children men women voters workers players kids boys girls "
                    "youths person persons citizens residents americans pupils students patients teenagers youngsters drivers "
                    "aged".split())  # fmt: skip
_YEARLY = frozenset("people person troops soldiers".split())
_QUARTERS_AND_HALVES = frozenset(
    "first second third fourth final last opening other better early latter top bottom".split()
)
_COUNTED_ONE = frozenset(
    "man woman person child boy girl soldier officer people count goal vote death member seat".split()
)
_KNOWN = frozenset(
    "the these those both all his her its their our other bottom top last first final your my any".split()
)
_ONE_OF = frozenset("of who another that 's ’s side thing day or -".split())
_ONE_BEFORE = frozenset("no any every each this that the which another some everyone -".split())


def year(at: Line, n: Number, unit: Unit | None, *, hedged: bool) -> bool:
    """Whether bare digits are a year: 1900 to 2099 unless measured or hedged, others after "in"."""
    low = at.low[n.first]
    if n.kind != "digits" or n.last != n.first + 1 or len(low) != 4 or not low.isdigit():
        return False
    value = n.value or 0.0
    if not 1000 <= value < 2100 or (unit and (unit.family != "count" or unit.name.lower() in _YEARLY)):
        return False
    before = at.low[n.first - 1]
    dated = before in _YEAR_AFTER or (before == "from" and at.low[n.last] in ("until", "to", "through"))
    if value < 1900:
        return unit is None and (dated or before in ("and", "–", "-", "d.", "a.d.", "ad", "to"))
    if value in (1900.0, 2000.0) and is_plural(at, n.last) and before != "the":
        return dated
    return not hedged or dated


def age(at: Line, n: Number, end: int, unit: Unit | None) -> bool:
    """Whether a number is somebody's or something's age: "Ruiz, 44, said", "aged 12", "15-year-old",
    "turned 50", "people under 30". `end` is the token after its unit."""
    if n.value is not None and not 0 <= n.value <= 130:
        return False
    if unit is not None and unit.family == "time":
        k = end + 1 if at.low[end] == "-" else end
        return at.low[k] in ("old", "olds") or at.low[k : k + 2] == ["of", "age"]
    if unit is not None and unit.family != "count":
        return False
    return _aged(at, n) or (unit is None and _aside(at, n))


def _aged(at: Line, n: Number) -> bool:
    i, j = n.first, n.last
    for _ in range(6):  # "aged 4, 6 and 9"
        if at.low[i - 1] in (",", "and", "or") and at.low[i - 2].isdigit() and len(at.low[i - 2]) <= 2:
            i -= 2
    if at.low[j] in ("and", "or") and at.low[j + 1] in ("older", "younger"):
        return True
    if at.low[i - 1] in ("is", "was", "of", "at", "to") and "age" in at.low[max(0, i - 6) : i]:
        return True
    if at.low[j] in ("and", "or", "to") and at.low[j + 2 : j + 4] in (["years", "old"], ["-", "year"]):
        return True
    if at.low[i - 1] == "at" and not at.low[j].isalpha() and not _DIED.isdisjoint(at.low[max(0, i - 6) : i]):
        return True  # "who died on Sunday at 86"
    if at.low[i - 1] == "at" and not _LIVED.isdisjoint(at.low[max(0, i - 4) : i]):
        return True  # "who left school at 14 to work"
    if at.low[i - 1] == "of" or at.low[i - 1] in _OVER:
        return at.low[i - 2] in (_AGES if at.low[i - 1] == "of" else _OF_AGE)
    return at.low[i - 1] in _AGED


_DATES = MONTHS | WEEKDAYS
_OVER = frozenset("under over below above".split())
_AGES = frozenset("age ages child boy girl son daughter toddler".split())
_DIED = frozenset("died dies".split())
_LIVED = frozenset("school fame breakthrough career debut married widowed orphaned emigrated retired".split())


def _aside(at: Line, n: Number) -> bool:
    """ "Ana Ruiz, 44, said", "Tom (29)", "Norris is 21.", "who was 10", ", now 77,"."""
    i, j = n.first, n.last
    before, behind = at.low[i - 1], at.low[j]
    if before == "," and n.kind == "digits" and 5 <= (n.value or 0) <= 110 and _closes(at, j):
        name = at.raw(i - 2)
        return name[:1].isupper() and name.isalpha() and at.low[i - 2] not in _DATES
    if behind in (",", ")", ";") and before in (",", "("):
        named = at.raw(i - 2)[:1].isupper() or (before == behind == "," and 16 <= (n.value or 0) <= 110)
        return n.kind == "digits" and named and at.low[i - 2].isalpha() and not at.low[j + 1][:1].isdigit()
    if before in ("is", "was", "turns"):
        named = at.raw(i - 2)[:1].isupper() and i > 2 and n.scale == 1.0 and not behind[:1].isalnum()
        return named or (at.low[i - 2] in ("who", "he", "she") and behind in (".", ",", "", "and"))
    return before in ("now", "then") and at.low[i - 2] == behind == ","


def _closes(at: Line, j: int) -> bool:
    """Whether the sentence ends at token `j`, or a quotation follows: "said Ana Ruiz, 26."."""
    return j >= at.size or (at.low[j] == "." and (j + 1 >= at.size or at.low[j + 1] in ("“", '"', "‘")))


_GOES_ON = frozenset("to in since last over from this on compared".split())  # "fell by a fifth to 2,310"


def part(at: Line, n: Number, *, hedged: bool) -> bool:
    """Whether a fraction's words tell a share: "a third of", "half the", "by a quarter"; never
    "first half", "a third man", "half-time", "the third quarter"."""
    i, j = n.first, n.last
    if at.low[i - 1] in _QUARTERS_AND_HALVES or (at.low[j] == "-" and at.glued(j) and at.low[i] == "half"):
        return (
            at.low[i] == "half"
            and at.low[j + 1] in ("hour", "mile", "day", "century")
            and at.low[i - 1] != "first"
        )
    if at.low[i][0] in "0123456789½⅓⅔¼¾⅕⅛⅜":
        return True
    if at.low[j] == "-" and at.glued(j) and at.low[i] in ("a", "an"):
        return False  # "a third-party candidate"
    if hedged or at.low[j] == "of" or (at.low[i] == "half" and at.low[i - 1] == "by"):
        return at.low[i] != "quarter" or at.low[i - 1] in ("a", "one")
    if at.low[i] == "half":
        return at.low[j] in (
            "the",
            "a",
            "an",
            "its",
            "their",
            "his",
            "her",
            "our",
            "all",
            "that",
            "those",
            "as",
        )
    if at.low[i] == "quarter":
        return False
    if at.low[i] in ("a", "an"):
        by = at.low[i - 1] == "by" and (not at.low[j].isalpha() or at.low[j] in _GOES_ON)
        return by or at.low[j] in ("mile", "century", "pound")
    if at.low[i] == "one" and (not at.low[j].isalpha() or at.low[j].endswith("ed")):
        return True
    return at.low[j - 1].endswith("s") or at.low[i + 1] == "-"


def article(at: Line, n: Number, unit: Unit | None, *, hedged: bool) -> bool:
    """Whether "one" is an article or a pronoun: "one of them", "one major takeaway", "no one"; a
    count with a hedge ("only one"), a measure ("one hour") or a person ("one man was hurt")."""
    if n.value != 1.0 or at.low[n.first] != "one":
        return False
    before, behind = at.low[n.first - 1], at.low[n.last]
    timed = behind == "-" and unit is not None and unit.family == "time"
    if before in _ONE_BEFORE or (behind == "point" and before in ("at", "from", "up", "to")):
        return True
    if (behind in _ONE_OF and not timed) or unit is None:
        return True
    if hedged or unit.family != "count" or unit.name.lower() in _COUNTED_ONE:
        return False
    return not (before in ("just", "only", "single") or _listed(at, n.first) or _harmed(at, n.last, unit))


def _listed(at: Line, i: int) -> bool:
    """ "two soldiers and one civilian": "one" stands in a count of several."""
    near = at.low[max(0, i - 5) : i - 1]
    return at.low[i - 1] in ("and", ",", "or", "plus") and any(
        w in STARTS and w not in ("a", "an") for w in near
    )


def _harmed(at: Line, j: int, unit: Unit) -> bool:
    """ "one resident was killed"; never "one resident said"."""
    if class_of(unit) not in ("people", "soldier", "officer", "worker"):
        return False
    verb = next((w for w in at.low[j + 1 : j + 4] if w in listed("figure_stops") or w.endswith("ed")), "")
    return verb in ("was", "were", "died", "killed", "injured", "missing")


def parties(at: Line, n: Number, unit: Unit | None) -> bool:
    """Whether a small number with a definite article counts known things: "the two countries",
    "both men", "the three"."""
    if n.kind != "words" or n.value is None or n.value > 12:
        return False
    if n.value == 0.0:  # "zero tolerance"; "zero degrees" and "zero cases" are figures
        return unit is None or (unit.family == "count" and not unit.name.endswith("s"))
    before = at.low[n.first - 1]
    if unit is None:
        return before in _KNOWN
    return n.value <= 2 and unit.family == "count" and before in _KNOWN
