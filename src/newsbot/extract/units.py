"""Units: what follows or precedes a number and says what is measured or counted."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from newsbot.extract.cues import verbs
from newsbot.extract.line import Line, line
from newsbot.extract.lists import listed, rows
from newsbot.extract.numbers import STARTS
from newsbot.model import Span

_LONGEST_PHRASE = 8  # words from a number to the noun it counts ("four additional US Border Patrol agents")
# Symbols that are words or names too when a space parts them from the number.
_ORDERED = frozenset("earlier later more fewer last next past near".split())
# What stands between a number and its noun and is no noun itself, where no plural follows.
_ADJECTIVE = ("ed", "al", "ous", "ful", "ive", "able", "ible", "ic", "ish", "ese", "ian")
_ADJECTIVES = frozenset(
    "former new old big major senior young separate different private public small large white".split()
)
_HARMED = frozenset(
    "killed dead injured wounded hurt missing arrested detained charged percent million billion".split()
)
_RATES = frozenset("daily weekly monthly yearly annual nightly".split())
_GLUED_ONLY = frozenset("in st kt MP bar cal NM mb KB Mt ms Pa bp ps pp h".split())
# Glued letters that are no unit after a whole number: 1990s, A-level 5A, 5G.
_WITH_DECIMALS = frozenset("s A".split())
# Single letters that are a unit behind a space too, at the phrase's end: "1.9 m wide", "450 g of rice".
_SPACED = frozenset("m g C F W V l L".split())
_BEHIND_A_SYMBOL = frozenset(
    "wide long tall high deep thick of from away above below to and or by in at".split()
)
LINES_OF_A_SCREEN = frozenset("240 360 480 576 720 1080 1440 2160 4320".split())


class Unit(NamedTuple):
    """`name` is a measure's one name or the noun as written; `family` "money", "percent", "time",
    "length" … or "count"."""

    name: str
    family: str


class _Form(NamedTuple):
    low: tuple[str, ...]
    raw: tuple[str, ...] | None  # the exact spelling of a symbol
    unit: Unit


def after(at: Line, j: int) -> tuple[Unit, int] | None:
    """The measure or money word at token `j`, a hyphen in front allowed, and the token after it."""
    compound = at.low[j] == "-" and at.glued(j) and at.glued(j + 1)
    if compound:
        j += 1
    for form in _forms().get(at.low[j], ()):
        end = j + len(form.low)
        if tuple(at.low[j:end]) != form.low or (form.raw and not _symbol(at, j, end, form.raw)):
            continue
        if form.raw is None and not compound and _ordinal_or_name(at, j, end):
            continue
        return form.unit, end
    return None


def _ordinal_or_name(at: Line, j: int, end: int) -> bool:
    """ "three second-chance points", "two second graders", "2014 NIT": no seconds, no nits."""
    if at.low[j] == "second" and end == j + 1:
        return at.low[j - 1] not in ("one", "1") or at.low[end] == "-"
    return at.raw(j).isupper() and 2 < len(at.low[j]) <= 4


def money_before(at: Line, i: int) -> tuple[Unit, int] | None:
    """The currency in front of a number at token `i`, and its first token."""
    if i == 0:
        return None
    for form in _prefixes().get(at.low[i - 1], ()):
        first = i - len(form.low)
        raw = form.raw or ()
        if first < 0 or tuple(at.raw(k) for k in range(first, i)) != raw:
            continue
        if raw[-1].isalpha() and not _letters_stand(at, first, i, raw):
            continue
        return form.unit, first
    return None


def counted(at: Line, j: int, *, singular: bool = False) -> tuple[Unit, int] | None:
    """The noun that a number before token `j` counts ("additional Border Patrol agents"), and the
    token after it: the first plural before the phrase ends, else the word next to the number.
    Not the object of a verb: the phrase ends at verbs, prepositions and marks."""
    if at.low[j] == "-" and at.glued(j) and at.glued(j + 1) and at.low[j + 1].isalpha():
        return _hyphened(at, j + 1)
    end = _phrase_end(at, j)
    if not singular and (noun := _second_noun(at, j, end)):
        return _noun(at, noun), noun + 1
    plurals = [] if singular else [k for k in range(j, end) if is_plural(at, k)]
    if plurals:
        # "four plain-clothes officers": a plural inside a compound waits for a later one
        k = next((p for p in plurals if at.low[p - 1] != "-"), plurals[-1])
        while (
            k + 1 in plurals
            and at.raw(k + 1).islower()
            and f"+{at.low[k + 1]}" not in listed("figure_singulars")
            and not _tells(at.low[k + 1])
        ):
            k += 1
        return _noun(at, k), k + 1
    if (
        end == j
        or not at.raw(j).islower()
        or at.low[j].endswith(("ly", "ing", "est"))
        or at.low[j + 1] == "-"
    ):
        return None
    if not singular and (at.low[j].endswith(_ADJECTIVE) or at.low[j] in _ADJECTIVES):
        return None
    k = end - 1 if singular else j
    while k > j and (at.low[k] == "-" or (singular and at.low[k].endswith("ed"))):  # "one goal settled it"
        k -= 1
    return _noun(at, k), k + 1


def _second_noun(at: Line, j: int, end: int) -> int:
    """The noun of "3,200 mail and provisional ballots", "40 suspected and confirmed cases": one word, "and", an adjective
    with its plural; 0 where it is another. What was done to people is no adjective: "17 killed and flooded homes"."""
    if end != j + 1 or at.low[end] not in ("and", "or") or at.low[j] in _HARMED or not at.raw(j).islower():
        return 0
    adjective = at.low[end + 1]
    told = adjective.endswith(_ADJECTIVE) and not is_plural(at, j) and at.raw(end + 2).islower()
    return end + 2 if told and is_plural(at, end + 2) else 0


def _tells(low: str) -> bool:
    """Whether a word in -s is a verb that reports: "a poll of 1,600 voters shows"."""
    return any("S" in cue.forms and "n" not in cue.flags for cue in verbs().get(low, ()))


def is_plural(at: Line, k: int) -> bool:
    """Whether a token looks like a noun in the plural."""
    low = at.low[k]
    singulars = listed("figure_singulars")
    if f"+{low}" in singulars:
        return True
    return (
        len(low) > 2 and low.endswith("s") and low.isalpha() and not low.endswith(("ss", "us", "is"))
        and low not in singulars
    )  # fmt: skip


def class_of(unit: Unit | None) -> str:
    """What figures of this unit are grouped under: a synonym class, or the singular of the noun.

    >>> class_of(Unit("migrants", "count"))
    'people'
    """
    if unit is None:
        return "number"
    if unit.family == "money" and unit.name == "US dollar":
        return "dollar"
    if unit.family != "count":
        return unit.name
    low = unit.name.lower()
    one = singular_of(low)
    classes = _classes()
    return classes.get(low) or classes.get(one) or one


def singular_of(low: str) -> str:
    """A noun's singular by its ending alone."""
    if low.endswith("ies") and len(low) > 4:
        return low[:-3] + "y"
    if low.endswith(("ches", "shes", "sses", "xes", "zes", "buses", "ruses", "nuses", "puses")):
        return low[:-2]
    if low.endswith("s") and not low.endswith(("ss", "us", "is")):
        return low[:-1]
    return low


def _phrase_end(at: Line, j: int) -> int:
    """The token after the noun phrase that begins at `j`, as far as verbs and marks show it."""
    stops = listed("figure_stops")
    end = k = j
    while k < min(j + _LONGEST_PHRASE, at.size) and _in_phrase(at, k, stops):
        end = k = k + 1
        if at.low[k] == "-" and at.glued(k) and at.glued(k + 1) and at.low[k + 1].isalpha():
            end = k = k + 2  # "wild-caught octopuses": a compound's second half ends no phrase
        elif at.low[k] == "-" and at.glued(k) and at.low[k + 1] in ("and", "or"):  # "coal- and gas-fired"
            k += 2
    return end


def _noun(at: Line, k: int) -> Unit:
    for form in _forms().get(at.low[k], ()):
        if len(form.low) == 1 and form.raw is None:
            return form.unit
    return Unit(at.raw(k), "count")


def _hyphened(at: Line, j: int) -> tuple[Unit, int] | None:
    """ "6,000-migrant", "three-bedroom"; never "two-way", "one-on-one"."""
    if (
        at.low[j] in listed("figure_stops")
        or at.low[j] in STARTS
        or (at.low[j + 1] == "-" and at.glued(j + 1) and at.low[j + 2].isalpha())  # "two-party-preferred"
        or at.low[j] in ("way", "time", "sided", "star", "something", "state", "strong")
    ):
        return None
    return _noun(at, j), j + 1


def _in_phrase(at: Line, k: int, stops: frozenset[str]) -> bool:
    low = at.low[k]
    if low[:1].isdigit():  # "Model 3 sedans"
        return at.raw(k - 1)[:1].isupper() and not at.glued(k) and at.raw(k - 1).isalpha()
    if low in _ORDERED:  # "15 earlier contests"
        return is_plural(at, k + 1)
    if low in _RATES:  # "700 daily infections"
        return at.low[k + 1].isalpha() and at.low[k + 1] not in stops
    return (low[:1].isalpha() and low not in stops) or (low == "-" and at.glued(k) and at.glued(k + 1))


def _symbol(at: Line, j: int, end: int, raw: tuple[str, ...]) -> bool:
    if tuple(at.raw(k) for k in range(j, end)) != raw or j == 0:
        return False
    before = at.low[j - 1]
    if not (before[0] in "0123456789." or before in ("m", "k", "bn", "million", "billion", "½", "-")):
        return False
    word = "".join(raw)
    glued = at.glued(j)
    if not glued and ((len(word) == 1 and word.isalpha()) or word in _GLUED_ONLY):
        return word in _SPACED and (not at.low[end].isalpha() or at.low[end] in _BEHIND_A_SYMBOL)
    if word == "p" and before in LINES_OF_A_SCREEN:
        return False
    return word not in _WITH_DECIMALS or "." in before


def _letters_stand(at: Line, first: int, i: int, raw: tuple[str, ...]) -> bool:
    """Whether letters before a number are money: R350, RM79, Rs 500, PS2.7m; never N95, Q3, K9."""
    if at.glued(first) and at.low[first - 1][-1].isalnum():
        return False
    if len(raw[-1]) > 1:
        return raw != ("PS",) or at.glued(i)
    if not at.glued(i):
        return False
    amount = at.low[i]
    k = i + 2 if at.low[i + 1] == "-" else i + 1  # "R2-million"
    scaled = at.low[k] in ("m", "bn", "b", "million", "billion", "trillion", "k", "tn")
    return scaled or "," in amount or (raw[-1] in "RNP" and len(amount) >= 3)


@cache
def _forms() -> dict[str, tuple[_Form, ...]]:
    found: dict[str, list[_Form]] = {}
    for row in rows("units"):
        head, forms = row.split(":", 1)
        family, name = head.split(" ", 1)
        for form in forms.split(", "):
            _add(found, form.strip(), Unit(name, family))
    for row in rows("currencies"):
        name, forms = row.split(":", 1)
        for form in forms.split(";", 1)[1].split(","):
            if form.strip():
                _add(found, form.strip(), Unit(name, "money"))
    return {first: tuple(sorted(many, key=lambda f: -len(f.low))) for first, many in found.items()}


@cache
def _prefixes() -> dict[str, tuple[_Form, ...]]:
    found: dict[str, list[_Form]] = {}
    for row in rows("currencies"):
        name, forms = row.split(":", 1)
        for form in forms.split(";", 1)[0].split(","):
            if form.strip():
                raw = tokens(form.strip())
                low = tuple(w.lower() for w in raw)
                found.setdefault(low[-1], []).append(_Form(low, raw, Unit(name, "money")))
    return {last: tuple(sorted(many, key=lambda f: -len(f.low))) for last, many in found.items()}


@cache
def _classes() -> dict[str, str]:
    return {
        word.strip().lower(): name
        for row in rows("classes")
        for name, words in [row.split(":", 1)]
        for word in words.split(",")
    }


def _add(found: dict[str, list[_Form]], form: str, unit: Unit) -> None:
    raw = tokens(form.removeprefix("="))
    low = tuple(w.lower() for w in raw)
    found.setdefault(low[0], []).append(_Form(low, raw if form.startswith("=") else None, unit))


def tokens(form: str) -> tuple[str, ...]:
    at = line(form, Span(0, len(form)))
    return tuple(at.raw(k) for k in range(at.size))
