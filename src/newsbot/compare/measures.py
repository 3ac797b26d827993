"""Measures: what a figure counts."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from newsbot.compare import changes, lexicon
from newsbot.compare.once import once
from newsbot.compare.subjects import pairs, subjects, unclear
from newsbot.model import Figure, Found, Span
from newsbot.text import fold, words

_PLURALS = {one: many for many, one in lexicon.IRREGULAR.items()} | {
    "percent": "percent",
    "magnitude": "magnitude",
}


class Measure:
    """What one figure counts, as its fields and the clause around it tell. Each part is read when it is first asked
    for: all take 0.3 ms, and most figures meet no other that they could be compared with."""

    def __init__(self, found: Found[Figure]) -> None:
        self._found = found
        self._figure, self._passage, self._at = found.finding, found.passage, found.finding.context.start
        self._start, self._end = self._figure.start - self._at, self._figure.end - self._at

    @once
    def unit(self) -> str:
        """The class of `word`."""
        return self._counted[0]

    @once
    def word(self) -> str:
        """What is counted, the story's own singular."""
        return self._counted[1]

    @once
    def frame(self) -> str:
        """The rate, or a period that acts as one."""
        return self._figure.per or _frame(self._time, _before_period(self._found))

    @property
    def rated(self) -> bool:
        """Whether the frame is so many per time: "3% in May" is no percentage a month, nor "two hours in May" hours."""
        return bool(self._figure.per) or self.unit not in lexicon.SHARES | lexicon.LENGTHS | {"magnitude"}

    @once
    def tally(self) -> str:
        """The other number of a vote: "18" of the 31 in "31-18"; empty where it is none."""
        if self.unit != "vote":
            return ""
        pair = _TO_IT.search(self._passage[: self._start]) or _BY_IT.match(self._passage[self._end :])
        return pair[1] if pair else ""

    @once
    def period(self) -> frozenset[str]:
        """The words of its time."""
        return frozenset(words(self._time)) - lexicon.HOURS

    @once
    def group(self) -> str:
        """The body that the counted make up."""
        return _group(self._passage, self._start, self._end, self._figure.unit)

    @once
    def kinds(self) -> frozenset[str]:
        """What is done."""
        return _fitting(self._done, self.unit)

    @once
    def stems(self) -> frozenset[str]:
        """The clause's own words for it."""
        return _stems(self.clause, self._figure, self._time)

    @once
    def told(self) -> tuple[tuple[str, str], ...]:
        """The clause's own word for each kind."""
        return _told(self.clause, self.kinds)

    @once
    def verb(self) -> Span | None:
        """Where one of `told` stands in the story."""
        return _verb(self._passage, self._at, Span(self._start, self._end), self._bounds)

    @once
    def places(self) -> frozenset[str]:
        return _places(self._passage[self._end : self._bounds.end])

    @once
    def areas(self) -> frozenset[str]:
        """Places by a common word."""
        return frozenset(lexicon.AREA.findall(self.clause))

    @once
    def setting(self) -> frozenset[str]:
        """The words of sentence and headline."""
        return frozenset((*words(self._passage), *words(self._found.story.headline)))

    @once
    def clause(self) -> str:
        """The figure's own clause, folded."""
        return fold(self._passage[self._bounds.start : self._bounds.end])

    @once
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Names of two words in the clause, folded, but for those that open with a title."""
        return pairs(self._passage[self._bounds.start : self._bounds.end])

    @once
    def rest(self) -> str:
        """What follows the figure in it, folded."""
        return fold(self._passage[self._end : self._bounds.end])

    @property
    def size(self) -> float:
        """The number, of a range the higher; nought for words alone."""
        return self._figure.value or self._figure.high or 0.0

    @once
    def interim(self) -> bool:
        """Still counted."""
        return lexicon.INTERIM.search(self.clause) is not None

    @once
    def trying(self) -> bool:
        return self.unit not in lexicon.THINGS and lexicon.TRYING.search(self.clause) is not None

    @once
    def told_as(self) -> Literal["fact", "firm", "maybe"]:
        before = self._passage[max(0, self._bounds.start - 40) : self._start]
        return _told_as(fold(before + " " + self._passage[self._end : self._bounds.end]))

    @once
    def part(self) -> bool:
        """Part of another figure, a change, or of another time."""
        return (
            _part(self._passage, self._figure, self._start, self._end)
            or _history(self._passage, self._bounds.start, self._end, self._bounds.end)
            or changes.superseded(self._found)
        )

    @once
    def subjects(self) -> frozenset[str]:
        return subjects(self._passage, self._bounds.start, self._start, self._end, self._bounds.end)

    @once
    def unclear(self) -> bool:
        vessel, poll = lexicon.ANY_VESSEL.search(self.clause), lexicon.POLL.search(fold(self._passage))
        return unclear(self._passage) or bool(vessel or poll)

    @once
    def qualified(self) -> frozenset[str]:
        """The words that say of which of several, or of whom alone."""
        return frozenset(met[0] for met in lexicon.QUALIFIED.finditer(fold(self._passage)))

    @once
    def before(self) -> frozenset[str]:
        """The words of places that the sentence names before the figure."""
        places = lexicon.PLACE.findall(self._passage[: self._start])
        return frozenset(word for place in places if not _short_name(place) for word in words(place))

    @once
    def _own(self) -> Span:
        """Where the figure's own clause stands in the passage."""
        return Span(*_clause(self._passage, self._start, self._end))

    @once
    def _bounds(self) -> Span:
        """The same, its words of measure in it."""
        told = self._figure.measure
        if told and self._at <= told.start and told.end <= self._at + len(self._passage):
            return Span(min(self._own.start, told.start - self._at), max(self._own.end, told.end - self._at))
        return self._own

    @once
    def _time(self) -> str:
        return _period(self._found)

    @once
    def _done(self) -> frozenset[str]:
        """What is done in the clause alone ("killed 17 and wounded 42" is two), else in the words of measure too."""
        alone = self._own != self._bounds and _kinds(fold(self._passage[self._own.start : self._own.end]))
        return alone or _kinds(self.clause)

    @once
    def _counted(self) -> tuple[str, str]:
        """Class and word of what is counted; the dead, the injured and a toll are people, whoever they were."""
        word = _unit_word(self._figure.unit)
        if word in lexicon.FATES or (not word and self._done & lexicon.HUMAN):
            return lexicon.PEOPLE, lexicon.PEOPLE
        if not word and _MAGNITUDE.search(fold(self._passage[: self._start])):
            return "magnitude", "magnitude"
        return unit_class(self._figure.unit), word


_TO_IT, _BY_IT = re.compile(r"(\d+)\s?(?:to|[-–])\s?$"), re.compile(r"\s?(?:to|[-–])\s?(\d+)")
_INSERTED = re.compile(r",\s[^,;.]{1,60},\s(?:was|were|have|had|has|are|is)\b")
_MAGNITUDE = re.compile(r"\bmagnitude(?:\s+of)?\s*$")


@lru_cache(maxsize=2048)  # a desk asks about what is in the news
def measure(found: Found[Figure]) -> Measure:
    """Read from the figure's fields and its clause."""
    return Measure(found)


@lru_cache(maxsize=4096)
def unit_class(unit: str | None) -> str:
    """One name for all words of one unit; empty for none.

    >>> unit_class("migrants"), unit_class("ports of entry"), unit_class("Border Patrol agents")
    ('people', 'crossing', 'agent')
    """
    whole = " ".join(_singular(word) for word in fold(unit or "").split())
    head = _unit_word(unit)
    return lexicon.CLASS_OF.get(whole) or lexicon.CLASS_OF.get(head) or head


@lru_cache(maxsize=4096)
def _unit_word(unit: str | None) -> str:
    return _singular(_head(fold(unit or "")))


@lru_cache(maxsize=4096)
def plural(word: str) -> str:
    """A unit as a heading counts it.

    >>> plural("agent"), plural("people"), plural("country"), plural("fisherman")
    ('agents', 'people', 'countries', 'fishermen')
    """
    if word in _PLURALS:
        return _PLURALS[word]
    if word.endswith("child"):
        return word + "ren"
    if word.endswith("man") and word not in lexicon.NO_MEN:
        return word.removesuffix("man") + "men"
    if re.search(r"(?:s|x|ch|sh)$", word):
        return word + "es"
    return word[:-1] + "ies" if re.search(r"[^aeiou]y$", word) else word + "s"


def _history(passage: str, first: int, end: int, last: int) -> bool:
    """Whether the words before the figure, or after it up to the next one, tell of another time."""
    other = lexicon.NUMBER.search(passage, end, last)
    stop = other.start() if other and re.match(r"\W*(?:against|versus|compared)", passage[end:last]) else last
    return lexicon.HISTORY.search(fold(passage[max(0, first - 30) : stop])) is not None


def _fitting(kinds: frozenset[str], unit: str) -> frozenset[str]:
    """The kinds of deed that can be said of so many of this unit."""
    if unit in lexicon.MONEY:
        return kinds & (lexicon.SPENT | {"damaged"})
    if unit in lexicon.LAND:
        return kinds & lexicon.BURNED
    left = kinds - lexicon.BURNED
    return left if unit in lexicon.SHARES else left - lexicon.SPENT - lexicon.CONTAINED - lexicon.WON


def _told_as(clause: str) -> Literal["fact", "firm", "maybe"]:
    if lexicon.MAYBE.search(clause):
        return "maybe"
    return "firm" if lexicon.WILL.search(clause) else "fact"


def _part(passage: str, figure: Figure, start: int, end: int) -> bool:
    before = fold(passage[max(0, start - 40) : start]) + " "
    if figure.hedge:
        before = before.removesuffix(f"{fold(figure.hedge)} ")
    changed = lexicon.CHANGE.search(before) and not lexicon.LEVEL.search(before)
    # "a plus-12 differential"; one side of a tally ("voted 5 to 4", "won 61-38")
    scored = re.search(r"[a-z][-–]$|\d\s?(?:to|[-–])\s?$", passage[max(0, start - 12) : start])
    scored = scored or re.match(r"\s?(?:to|[-–])\s?\d", passage[end : end + 6])
    share = figure.unit in ("percent", "percentage point")  # "52 percent of the vote" is no part of a count
    if scored or lexicon.MORE.search(fold(figure.text)):
        return True
    rest = not share and lexicon.REST.search(fold(passage[end : end + 40]))
    return bool(lexicon.PART.search(before) or changed or rest)


def _head(unit: str) -> str:
    """The word that a unit of several words turns on: "agents" of "border patrol agents"."""
    before, of, _ = unit.partition(" of ")
    parts = (before if of else unit).split()
    return parts[-1] if parts else ""


def _singular(word: str) -> str:
    if word in lexicon.IRREGULAR:
        return lexicon.IRREGULAR[word]
    if word.endswith("children"):
        return word.removesuffix("ren")
    if word.endswith("men") and word not in lexicon.NO_MEN:
        return word.removesuffix("men") + "man"
    if re.search(r"[^aeiou]ies$", word):
        return word[:-3] + "y"
    if re.search(r"(?:ss|x|ch|sh|z)es$", word):
        return word[:-2]
    return word[:-1] if re.search(r"[^su]s$", word) and len(word) > 3 else word


def _clause(passage: str, start: int, end: int) -> tuple[int, int]:
    """The figure's own clause: it ends where another figure's begins."""
    left = [m.end() for m in lexicon.BREAK.finditer(passage, 0, start)]
    first = left[-1] if left else 0
    right = lexicon.BREAK.search(passage, end)
    last = right.start() if right else len(passage)
    for both in lexicon.AND.finditer(passage, first, start):
        if lexicon.NUMBER.search(passage, first, both.start()):
            first = both.end()
    for both in lexicon.AND.finditer(passage, end, last):
        if lexicon.NUMBER.search(passage, both.end(), last):
            last = both.start()
            break
    return first, _past_insertion(passage, end, last)


def _past_insertion(passage: str, end: int, last: int) -> int:
    """Over "…, including three children, were killed" to the verb."""
    inserted = _INSERTED.match(passage, last)
    if not inserted:
        return last
    told = fold(passage[end:last])
    if lexicon.ANY_KIND.search(told):
        return last
    stop = lexicon.BREAK.search(passage, inserted.end())
    return stop.start() if stop else len(passage)


def _period(found: Found[Figure]) -> str:
    figure, at = found.finding, found.finding.context.start
    if figure.period is None or figure.period.start < at:
        return ""
    return fold(found.passage[figure.period.start - at : figure.period.end - at])


def _before_period(found: Found[Figure]) -> str:
    figure, at = found.finding, found.finding.context.start
    if figure.period is None or figure.period.start < at:
        return ""
    return fold(found.passage[max(0, figure.period.start - at - 30) : figure.period.start - at]) + " "


def _frame(period: str, before: str) -> str:
    if not period or lexicon.ONCE.search(before) or lexicon.ONCE.search(period.split(maxsplit=1)[0] + " "):
        return ""
    return next((name for name, rule in lexicon.FRAMES if rule.search(period)), "")


def _group(passage: str, start: int, end: int, unit: str | None) -> str:
    """The body that the counted make up: "caravan" in "a caravan of approximately 6,000 migrants"."""
    if unit_class(unit) in lexicon.THINGS or unit_class(unit) == "magnitude":
        return ""  # "a height of 112 km" counts no body
    before = lexicon.GROUP_BEFORE.search(fold(passage[max(0, start - 60) : start]) + " ")
    if before and before[1] not in lexicon.NO_GROUP and before[1] not in lexicon.STOP:
        return _singular(before[1])
    if re.search(r"\d-|-$", passage[start : end + 1]):  # "6,000-strong"; not "forty-six"
        tail = fold(passage[end : end + 40])
        unit_word = fold(unit or "")
        tail = tail.removeprefix(_singular(unit_word)) if unit_word else tail
        after = lexicon.GROUP_AFTER.match(tail)
        if after and after[1] not in lexicon.STOP and len(after[1]) > 3:
            return _singular(after[1])
    return ""


def _stems(clause: str, figure: Figure, period: str) -> frozenset[str]:
    leave = (figure.text, figure.unit or "", period, figure.hedge or "")
    told = set(words(clause)).difference(lexicon.STOP, *map(words, leave))
    return frozenset([_stem(word) for word in told if len(word) > 2 and not word[0].isdigit()])


@lru_cache(maxsize=8192)
def _stem(word: str) -> str:
    return re.sub(r"(?:ing|ed|es|s|ion|ions)$", "", word)[:6] if len(word) > 4 else word


def _places(clause: str) -> frozenset[str]:
    found = [fold(place) for place in lexicon.PLACE.findall(clause) if not _short_name(place)]
    return frozenset(place.strip() for place in found if not lexicon.DATED.match(place))


def _short_name(place: str) -> bool:
    """Of "GDP" too, which is no place as "US" is; nor is a bank."""
    if (last := fold(place).split()[-1:]) and last[0] in lexicon.BODIES:
        return True
    return place.strip().isupper() and place.strip() not in {"US", "UK", "EU", "UAE", "USA", "DC"}


def _kinds(clause: str) -> frozenset[str]:
    if not lexicon.ANY_KIND.search(clause):
        return frozenset()
    return frozenset(kind for kind, rule in lexicon.KINDS.items() if rule.search(clause))


def _told(clause: str, kinds: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """The clause's own word for each kind, for a heading."""
    hits = ((kind, lexicon.KINDS[kind].search(clause)) for kind in sorted(kinds))
    return tuple((kind, hit[0]) for kind, hit in hits if hit)


def _verb(passage: str, at: int, figure: Span, clause: Span) -> Span | None:
    """Where the clause's nearest word for what is done stands; what follows the figure goes before."""
    low = passage.lower()  # as long as the passage for all but a few letters, which no rule holds
    end = min(clause.end, len(low))
    if not lexicon.ANY_KIND.search(low, clause.start, end):
        return None
    hits = [hit.span() for rule in lexicon.KINDS.values() for hit in rule.finditer(low, clause.start, end)]
    free = [hit for hit in hits if hit[1] <= figure.start or hit[0] >= figure.end]
    if not free or len(low) != len(passage):
        return None
    nearest = min(free, key=lambda hit: (hit[0] < figure.start, abs(hit[0] - figure.end), hit))
    return Span(at + nearest[0], at + nearest[1])
