"""Hedges: the words around a number that bound it, and the verbs that say where it is going."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from newsbot.extract.line import Line
from newsbot.extract.lists import listed, rows
from newsbot.extract.units import Unit, tokens
from newsbot.model import Bound, Trend

# Words that strengthen a hedge and belong to it: "just over", "well under", "only about".
_STRONGER = frozenset(
    "just well slightly far only considerably significantly somewhat comfortably probably".split()
)
# Words between a hedge, or a verb of change, and its number: "more than an additional 300", "rose a further 2%".
_BETWEEN = frozenset(
    "a an another additional further extra total of combined record whopping estimated average mere staggering "
    "seasonally adjusted annual annualized annualised rate pace at by as much only just modest net cumulative "
    "full huge massive sharp roughly".split()
)
_HEDGED_OBJECT = frozenset(
    "a an another additional further extra total of combined record whopping average".split()
)
_ADVERBS = frozenset("sharply only just further again slightly steadily overall".split())
# "about" and "over" that are no hedge: "talks about two men", "a dispute over three islands".
_TOPIC = frozenset(
    "talk talks talking talked think thinking worry worries worried concern concerned concerns know complain complained "
    "complaints story stories question questions dispute row fight war feud battle arrested charged sued protest "
    "protests argue argues argued arguing argument arguments quarrel disagreement spat tussle standoff battle disputes vote clash control win victory took takes taken advantage lead watch watched hand handed handing fork forked forking".split()
)
_WAGE = frozenset("minimum maximum max approximately roughly".split())
_GOING = frozenset("go goes going went gone rise rises rose climb climbed add adds added".split())
_BEFORE_NOUN = frozenset("a an the its his her their this of".split())
# Verbs of change that nothing can be the object of.
_PLAIN = frozenset(
    "rise rises rose risen rising increased climbed climbs fell fallen falls decreased up down".split()
)
# What somebody does over so many metres: "jumped 1.94 metres", "crashed 900 metres from the line".
_BODILY = frozenset("jump jumps jumped leap leaps leaped leapt crash crashed dived vaulted".split())
# "Will not go beyond 10 percent" is a bound from above.
_DENIED = frozenset("not never won't cannot can't wouldn't n't nothing".split())
_ABOVE = frozenset("over under near".split())
_PLACE = frozenset("over above under below beyond near about around within".split())


class Hedge(NamedTuple):
    """`first` and `last` are tokens, `last` exclusive."""

    bound: Bound
    first: int
    last: int


class Verb(NamedTuple):
    trend: Trend
    how: str


# Words before "over" that leave it a hedge before a time ("for over two years"); else it is "during".
_LASTING = frozenset(
    "for of after in lasted lasting last lasts took take takes taken spent spend is was were been be within by with "
    "served waited already now than every from wait nearly little just well and".split()
)
# Verbs that "up" and "down" belong to: "sign up 5 million people", "make up 80 percent".
_PHRASAL = frozenset(
    "sign signs signed signing make makes made making set sets setting pick picks picked picking take takes took taking "
    "give gives gave giving come comes came coming end ends ended ending build builds built building open opens opened "
    "opening use used eat eats run runs ran rack racks racked racking chalk chalked put puts putting buy buys bought "
    "buying snap snapped snapping pile piled turn turned turning show shows showed showing line lined round rounded "
    "drum drummed scoop scooped split shoot shot lay laid hand handed pay paid paying hold held call called free freed "
    "freeing stand stood gun gunned strike struck bring brings brought bringing back backed hunt hunted track tracked "
    "knock knocked tear tore bear write wrote writing written settle settled shut close closed break broke blow blew "
    "cough coughed chase chases chased chasing divide divided serve served rounding hitting sum sums double doubled clear cleared dig dug digging call called calling".split()
)


def before(at: Line, i: int, unit: Unit | None, *, small: bool) -> Hedge | None:
    """The hedge in front of token `i`; `small` says that the number is a word up to three, before
    which "over" and "under" are places ("under one roof")."""
    end = i
    while end > 0 and i - end < 4:
        found = _ending(at, end)
        if found:
            if at.low[found.first] == "up" and at.low[found.first - 1] in _GOING:
                return None  # "goes up to $900" tells a level
            if at.low[end - 1] in _ABOVE and at.low[i - 1] in ("a", "an") and at.low[i][:1].isdigit():
                return None  # "anger over a 15% rise"
            if at.low[end - 1] in _PLACE and found.last - found.first == 1:
                if at.low[found.first - 1] in _TOPIC or (small and (unit is None or unit.family == "count")):
                    return None
                if (
                    at.low[end - 1] == "over"
                    and unit
                    and unit.family == "time"
                    and not _lasting(at, found.first)
                ):
                    return None
                if at.low[end - 1] == "beyond" and not _DENIED.isdisjoint(
                    at.low[max(0, found.first - 4) : found.first]
                ):
                    return Hedge("<", found.first, end)
                if at.low[end - 1] == "within" and (unit is None or unit.family != "time"):
                    return None
            first = found.first
            while first > 0 and at.low[first - 1] in _STRONGER:
                first -= 1
            return Hedge(found.bound, first, end)
        if at.low[end - 1] not in _HEDGED_OBJECT:
            return None
        end -= 1
    return None


def behind(at: Line, j: int) -> Hedge | None:
    """The hedge after the quantity that ends before token `j`: "or more", "-odd", "+"."""
    k = j + 1 if at.low[j] in ("-", ",") else j
    for words, bound in _after().get(at.low[k], ()):
        if tuple(at.low[k : k + len(words)]) == words:
            if words in (("odd",), ("ish",), ("plus",)) and at.low[j] != "-":
                continue
            if words == ("+",) and not at.glued(k):
                continue
            if at.low[k + len(words)] in ("to", "than") and words[-1] in (
                "up",
                "down",
                "more",
                "less",
                "fewer",
            ):
                continue  # "one in five adults and up to 20 boats": the next number's
            if words[0] in _WAGE and at.low[k + 1].isalpha() and at.low[k + 1] not in listed("figure_stops"):
                continue  # "a $15 minimum wage"
            return Hedge(bound, k, k + len(words))
    return None


def trend(at: Line, i: int, unit: Unit | None) -> Trend | None:
    """Where the number is going, told by the verb in front of token `i` (a hedge already skipped):
    "rose 5", "fell by a further 5", "cut emissions by 5". Never from "rose to 5"."""
    k, by = i, False
    while (
        k > 0
        and i - k < 8
        and not by
        and (at.low[k - 1] in _BETWEEN or (at.low[k - 2] in ("a", "an") and k == i))
    ):
        k -= 1
        by = at.low[k] == "by"
    while by and at.low[k - 1] in _ADVERBS:
        k -= 1
    verb = _verb(at, k) if at.low[k - 2] not in _BEFORE_NOUN else None
    if verb is None and by:
        verb = _earlier(at, k)
    if verb is None or at.low[k] == "of":  # "a rise of 5%" names a change, the number is its size
        return None
    family = unit.family if unit else None
    if by and (verb.how != "amount" or family == "percent"):
        return verb.trend
    return verb.trend if not by and _tells(at.low[k - 1], verb.how, family) else None


def _earlier(at: Line, k: int) -> Verb | None:
    """The verb some words before "by", in the same clause: "cut its emissions by"."""
    for n in range(k - 1, max(0, k - 7), -1):
        if at.low[n] in (",", ";", "and", "that", "which"):
            return None
        verb = _verb(at, n)
        if verb and _acts(at, n):
            return verb
    return None


def _tells(word: str, how: str, family: str | None) -> bool:
    """Whether a verb without "by" tells a change of this kind of thing: "lost 190 points", "rose 40
    places"; never "lost two sons", "lost by 14 points", "dropped two games", "added 13 points"."""
    if how == "any":
        return (family != "count" or word in _PLAIN) and not (family == "length" and word in _BODILY)
    return family in {"amount": ("percent", "point", "mass"), "percent": ("percent",)}.get(how, ())


def _acts(at: Line, k: int) -> bool:
    """Whether the word before token `k` is a verb here: not "the rally", not "set up … by"."""
    return at.low[k - 1] not in ("up", "down") and at.low[k - 2] not in _BEFORE_NOUN


def change(at: Line, i: int, *, back: int = 8) -> Trend | None:
    """The verb of change within a few words before token `i` ("fell last night from")."""
    for k in range(i, max(0, i - back), -1):
        verb = _verb(at, k)
        if verb:
            return verb.trend
        if at.low[k - 1] in (";", ":"):
            return None
    return None


def _lasting(at: Line, i: int) -> bool:
    return i == 0 or at.low[i - 1] in _LASTING or at.low[i - 1] in _STRONGER


def _ending(at: Line, end: int) -> Hedge | None:
    for words, bound in _before().get(at.low[end - 1], ()):
        first = end - len(words)
        if first >= 0 and tuple(at.low[first:end]) == words:
            loose = not words[0].isalpha() and not at.glued(end)  # "~ Two": a mark that hedges nothing
            return None if loose else Hedge(bound, first, end)
    return None


def _verb(at: Line, k: int) -> Verb | None:
    for words, verb in _verbs().get(at.low[k - 1], ()):
        if k >= len(words) and tuple(at.low[k - len(words) : k]) == words:
            return None if words in (("up",), ("down",)) and at.low[k - 2] in _PHRASAL else verb
    return None


@cache
def _before() -> dict[str, tuple[tuple[tuple[str, ...], Bound], ...]]:
    return _hedges("before", -1)


@cache
def _after() -> dict[str, tuple[tuple[tuple[str, ...], Bound], ...]]:
    return _hedges("after", 0)


def _hedges(place: str, by: int) -> dict[str, tuple[tuple[tuple[str, ...], Bound], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], Bound]]] = {}
    bounds: dict[str, Bound] = {">": ">", "<": "<", "~": "~"}
    for row in rows("hedges"):
        head, forms = row.split(":", 1)
        mark, where = head.split()
        for form in forms.split(", "):
            if where == place:
                words = tuple(w.lower() for w in tokens(form.strip()))
                found.setdefault(words[by], []).append((words, bounds[mark]))
    return {k: tuple(sorted(many, key=lambda pair: -len(pair[0]))) for k, many in found.items()}


@cache
def _verbs() -> dict[str, tuple[tuple[tuple[str, ...], Verb], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], Verb]]] = {}
    for row in rows("trends"):
        head, forms = row.split(":", 1)
        way, how = head.split()
        for form in forms.split(", "):
            words = tuple(form.strip().split())
            found.setdefault(words[-1], []).append((words, Verb("up" if way == "up" else "down", how)))
    return {k: tuple(sorted(many, key=lambda pair: -len(pair[0]))) for k, many in found.items()}
