"""Contrasts: what two sentences with one number say that makes it the number of two things."""

from __future__ import annotations

import re
from functools import lru_cache

from newsbot.compare.lexicon import BROAD, HUMAN, MONEY, PEOPLE, STOP
from newsbot.compare.measures import Measure
from newsbot.compare.once import once
from newsbot.text import words

# How it stands with those who are counted; a name that is also a kind of deed says the same as that.
_STANDINGS = {
    "threatened": r"threaten(?:ed|s|ing)?|endangered|at\s+risk|in\s+danger|under\s+threat",
    "spared": r"spared|unharmed|unhurt|uninjured|survived|survivors?",
    "contested": r"contest(?:ed|s|ing)?|field(?:ed|s|ing)|up\s+for\s+(?:election|grabs)",
    "losing": r"(?:lost|loses?|losing)(?!\s+(?:power|electricity|their|his|her)\b)",
    "employing": r"employ(?:s|ed|ing)?|workforce|payroll",
    "striking": r"walk(?:ed|ing)?\s+(?:out|off)|on\s+strike|downed\s+tools",
    "restored": r"restor(?:e|ed|es|ing)|reconnect(?:ed|ing)?|rebuilt|repaired",
    "ordered": r"ordered(?!\s+to\b)|orders?\s+for|on\s+order",
    "delivered": r"deliver(?:ed|ies|y|ing)|receiv(?:ed|es|ing)|handed\s+over",
    "trapped": r"trapped|buried|stranded|still\s+(?:under|in|inside)",
    "rescued": r"(?:pulled|dug|freed|lifted|plucked|brought)\s+(?:[a-z]+\s+){0,2}(?:from|out|off)",
    "able": (
        r"(?:can|could)\s+(?:carry|hold|seat|take|house)|room\s+for|capacity(?!\s+crowd)|(?:licen[cs]ed|allowed|built|designed)"
        r"\s+(?:to\s+(?:carry|hold)|for)"
    ),
    "awaited": r"invited|eligible|registered|signed\s+up|entitled",
    "screened": r"tested|screened|examined|inspected|checked|searched",
    "released": r"released|freed|acquitted|pardoned|set\s+free|discharged",
    "returned": r"returned|back\s+(?:home|in\s+their)|went\s+home|(?:pulled|brought|called)\s+back|withdr[ae]wn?|pulled\s+out",
    "closed": r"demolish(?:ed|ing)?|scrapp(?:ed|ing)|axed|cancell?ed|cancell?ing|grounded",
    "delayed": r"delay(?:ed|ing|s)?|postponed",
    "held": r"still\s+hold(?:s|ing)?|(?:is|are|was|were|being|still)\s+held|holds?",
    "refused": r"turned\s+(?:away|back)|refused|denied|barred",
    "absent": r"absent|stayed\s+(?:away|home)",
    "opened": r"(?:to|will|has|have)\s+buil[dt]|built(?!\s+(?:in|for|to)\b)",
    "deployed": r"deployed|dispatched|sent",
    "rejected": r"reject(?:ed|s|ing)?|turned\s+down|veto(?:ed|es)",
    "seeking": r"sought|seeks|requested",
    "granted": r"signed|grant(?:ed|s|ing)?|award(?:ed|s|ing)?|sentenc(?:ed|ing)|approv(?:ed|es|al)|allocat(?:ed|ion)",
    "vaccinated": r"vaccinat(?:ed|ion)|immuni[sz]ed|inoculated",
    "treated": r"treat(?:ed|ing|ment)",
    "earlier": r"(?:earlier|previous|separate)\s+(?:trial|study|crash|attack|case|round|test|voyage|fire|storm|strike)",
}
_RULES = {name: re.compile(rf"\b(?:{rule})\b") for name, rule in _STANDINGS.items()}
_ANY = re.compile(rf"\b(?:{'|'.join(_STANDINGS.values())})\b")
# Of these, one that only one sentence has makes another count; the first two even where both tell one deed.
_TELLING = frozenset("able earlier threatened contested trapped awaited restored spared".split())
_ALWAYS = frozenset("able earlier".split())
_OF_THINGS = frozenset("ordered delivered opened closed restored delayed deployed granted".split())
# What can be said of sums, shares, votes and lengths.
_OF_BROAD = frozenset("threatened contested losing able rejected seeking granted earlier".split())
_FOR = re.compile(r"^\s*(?:to\s+pay\s+)?for\s+((?:[a-z'-]+\s?){1,4})")
_COSTS = frozenset("cost price pric will".split())
_KIN = re.compile(
    r"\b(?:his|her|whose)\s+(?:brother|sister|wife|husband|son|daughter|father|mother|partner|deputy|rival)\b"
)
# "has 380 beds" is what there is; these say that so many went.
_HAS = re.compile(r"\b(?:has|have|owns?|operates|runs)\s+(?:(?:about|some|around|nearly|more\s+than)\s+)?\d")
_TAKEN = frozenset("closed dismissed destroyed damaged burned dead hurt losing".split())
# "Still not vaccinated", "yet to return"; not "not more than 300".
_DENIED = re.compile(
    r"\b(?:not|never|cannot|yet\s+to|\w+n't)\s+(?!(?:more|less|fewer|including|counting|only|just)\b)(\w+(?:\s+\w+){0,2})"
)
_ROOT = 5  # letters by which a word of one clause is known in the other
_ORDINAL = re.compile(
    r"^(first|second|third|fourth|fifth|final|last|other|(?:wo)?men's|boys'|girls')\s+(\w+)$"
)
_HE_OR_SHE = re.compile(r"^(s?he)\b")
_SLIGHT = frozenset(
    "the a an some about around nearly almost more than at least has have had was were".split()
)
# Who does these goes by many names too: a department, its prosecutors, a storm.
_DONE_BY = HUMAN | {"charged", "jailed", "dismissed", "hired"}
_SMALL = 1000  # from here on it is hardly chance that two bear one number


def apart(one: Measure, two: Measure) -> bool:
    """Whether the sentences tell of two things: of two by name or by their order, that stand otherwise, or of which
    one is denied what the other has."""
    here, there = _sentence(one), _sentence(two)
    return (
        _denied(here, there)
        or _denied(there, here)
        or _named_apart(here, there)
        or _ordered_apart(here, there)
        or _standing_apart(here, there)
    )


def doubtful(one: Measure, two: Measure) -> bool:
    """Whether an equal number may be chance: they give two purposes for a sum, two things for a price, say of what a
    share moved in words of two kinds, or are alike but for one word, which may be the one that matters; or it is half
    of a vote, and the other halves differ."""
    if (one.tally or two.tally) and one.tally != two.tally or _but_for_one_word(one, two):
        return True
    if one.unit == "percent" and one.part:
        return bool((one.kinds ^ two.kinds) & HUMAN)
    if one.unit not in MONEY:
        return False
    here, there = _purpose(one.rest), _purpose(two.rest)
    if here and there and not here & there:
        return True
    priced = "costing" in one.kinds & two.kinds
    return priced and not (one.stems & two.stems) - _COSTS and bool(one.stems - _COSTS and two.stems - _COSTS)


def _but_for_one_word(one: Measure, two: Measure) -> bool:
    """ "Signed 15 bills", "filed 15 bills"."""
    if one.kinds & two.kinds & HUMAN or not one.stems & two.stems:
        return False
    if one.stems <= two.stems or two.stems <= one.stems:
        return False  # the word is what is counted, "homes" and "houses"
    here, there = ([word for word in words(m.clause) if word not in _SLIGHT] for m in (one, two))
    return len(here) == len(there) and sum(a != b for a, b in zip(here, there, strict=True)) == 1


class _Sentence:
    """What the sentence of one figure says that may set its count apart from another; each part is read when it is
    first asked for, and once: a figure is laid beside dozens."""

    def __init__(self, measure: Measure) -> None:
        self.measure = measure

    @once
    def denies(self) -> tuple[str, ...] | None:
        """The words after "not"; null where it denies nothing."""
        told = _DENIED.search(self.measure.clause)
        return tuple(told[1].split()) if told else None

    @once
    def last_names(self) -> dict[str, str]:
        """The first name or word of each name of two, by the last."""
        return {last: first for first, last in self.measure.pairs}

    @once
    def of_kin(self) -> bool:
        return _KIN.search(self.measure.clause) is not None

    @once
    def ordinals(self) -> dict[str, str]:
        """Which of several, by what there are several of."""
        return {told[2]: told[1] for told in map(_ORDINAL.match, sorted(self.measure.qualified)) if told}

    @once
    def who(self) -> str | None:
        said = _HE_OR_SHE.match(self.measure.clause)
        return said[1] if said else None

    @once
    def has(self) -> bool:
        return _HAS.search(self.measure.clause) is not None

    @once
    def standings(self) -> frozenset[str]:
        """How so many of this unit can stand."""
        found, unit = _standings(self.measure.clause), self.measure.unit
        if unit == PEOPLE:
            return found - _OF_THINGS
        return found & _OF_BROAD if unit in BROAD else found


@lru_cache(maxsize=2048)  # as many as there are measures
def _sentence(measure: Measure) -> _Sentence:
    return _Sentence(measure)


def _denied(one: _Sentence, two: _Sentence) -> bool:
    """Whether the one says not of what the other says."""
    if one.denies is None or two.denies is not None:
        return False
    roots = {stem[:_ROOT] for stem in two.measure.stems}
    return any(word[:_ROOT] in roots for word in one.denies if len(word) >= _ROOT)


def _named_apart(here: _Sentence, there: _Sentence) -> bool:
    """Those who pay a sum go by many names; those who are counted, and a ferry, by one."""
    one, two = here.measure, there.measure
    if one.unit in MONEY or min(one.size, two.size) >= _SMALL or not (one.subjects and two.subjects):
        return False
    if one.subjects & two.subjects:
        return _last_alike(here, there) or here.of_kin != there.of_kin
    return not one.kinds & two.kinds & _DONE_BY


def _last_alike(one: _Sentence, two: _Sentence) -> bool:
    """Harbour Bridge is not Mill Bridge, nor Ivo Vale Tom Vale."""
    return any(two.last_names.get(last, first) != first for last, first in one.last_names.items())


def _ordered_apart(one: _Sentence, two: _Sentence) -> bool:
    """The first round is not the second, nor is he she."""
    if one.who and two.who and one.who != two.who:
        return True
    return any(two.ordinals.get(noun, order) != order for noun, order in one.ordinals.items())


def _standing_apart(one: _Sentence, two: _Sentence) -> bool:
    here, there = one.standings, two.standings
    if (here ^ there) & (_ALWAYS if one.measure.kinds & two.measure.kinds else _TELLING):
        return True
    done, done_there = one.measure.kinds | here, two.measure.kinds | there
    if done & done_there:
        return False
    if (done & _TAKEN and two.has) or (done_there & _TAKEN and one.has):
        return True
    return bool(here or there) and bool(done and done_there)


@lru_cache(maxsize=4096)
def _standings(clause: str) -> frozenset[str]:
    if not _ANY.search(clause):
        return frozenset()
    return frozenset(name for name, rule in _RULES.items() if rule.search(clause))


def _purpose(rest: str) -> frozenset[str]:
    """The words that tell what a sum is for."""
    told = _FOR.match(rest)
    return frozenset(word for word in told[1].split() if word not in STOP) if told else frozenset()
