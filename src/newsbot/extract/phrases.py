"""Phrases: the noun phrase that a verb has for its subject, to its left or to its right."""

from __future__ import annotations

from typing import NamedTuple

from newsbot.extract import asides
from newsbot.extract import grammar as g
from newsbot.extract.cues import verbs
from newsbot.extract.words import Line

_TIME = g.WEEKDAYS | g.DAY_PARTS | g.MONTHS | frozenset("last this next earlier later recently again".split())
_LONGEST_PHRASE = 40
_LONGEST_MAIN = 14
_LINKING = frozenset(
    "and but or so yet still now also meanwhile however instead moreover indeed then".split()
)
_RIGHT_INSIDE = frozenset("of for from with at in to on by against".split())


class Phrase(NamedTuple):
    """Word indexes: the phrase proper is `first` to `core`, with what is set after it to `end`."""

    first: int
    core: int
    end: int


def left_of(line: Line, k: int) -> Phrase | None:
    """The subject whose last word, or the comma after what is set after it, is at `k`."""
    if k < 0:
        return None
    core = asides.before(line, k)
    if core is None:
        return None
    end = k if line.w[k] in (",", *g.DASHES) else k + 1
    if line.low[core] in ("who", "which", "that"):
        return _antecedent(line, core)
    first = _first_word(line, core)
    return Phrase(_past_verb(line, first, core), core + 1, end)


def _past_verb(line: Line, first: int, core: int) -> int:
    """Less the verb of "have signed a petition" before "calling for a probe"."""
    if line.at(first - 1) not in g.AUXILIARY or not (
        line.low[first].endswith("ed") or line.low[first] in g.PASTS
    ):
        return first
    return next((at for at in range(first + 1, core) if line.low[at] in g.ARTICLES), first + (first < core))


def _first_word(line: Line, k: int) -> int:
    """Where the phrase that ends at `k` begins."""
    if line.low[k] in g.SUBJECT_PRONOUNS:
        return k
    at = first = k
    while at >= 0 and k - at < _LONGEST_PHRASE and not asides.breaks(line, at):
        low = line.low[at]
        if line.named(at):
            first = at
        elif low in g.AUXILIARY or _is_verb(line, at, k):
            if not _inside_relative(line, at):
                break
        elif (
            low in g.SUBORDINATORS
            and not (low == "as" and line.at(at - 1) == "such")
            or low in g.SUBJECT_PRONOUNS
        ):
            break
        elif low in ("and", "or"):
            if not _joins(line, at):
                break
        elif low not in g.PREPOSITIONS and low not in ("also", "then", "later"):
            first = at
        at -= 1
    return _without_adverbial(line, at + 1, first, k)


def _is_verb(line: Line, at: int, k: int) -> bool:
    """A finite verb of speech, or a past form right after a name: where an earlier clause ends."""
    low = line.low[at]
    if at == k or line.capital(at):
        return False
    follows_name = at > 0 and line.named(at - 1) and not line.possessive(at - 1)
    if (low.endswith("ed") or low in g.PASTS) and follows_name:
        return True
    entries = verbs().get(low)
    if not entries or line.at(at - 1) in g.DETERMINERS or line.possessive(at - 1):
        return False
    forms = entries[0].forms
    if low in ("said", "told", "wrote", "asked", "thought", "went", "saying", "adding", "telling", "calling"):
        return True
    return ("P" in forms or "S" in forms) and (follows_name or line.at(at - 1) in g.SUBJECT_PRONOUNS)


def _inside_relative(line: Line, at: int) -> bool:
    low = max(0, at - 12)
    while at > low and not asides.edge(line, at):
        at -= 1
        if line.low[at] in ("who", "whom", "whose"):
            return True
    return False


def _joins(line: Line, at: int) -> bool:
    """Whether this "and" joins two noun phrases: no verb stands before it in the clause."""
    if at == 0:
        return False
    back = at - 1
    while back >= 0 and not asides.edge(line, back) and at - back < 12:
        low = line.low[back]
        if (
            low in g.AUXILIARY
            or low in g.SUBJECT_PRONOUNS
            or low in g.OBJECT_PRONOUNS
            or low in g.SUBORDINATORS
        ):
            return False
        if not line.capital(back) and (low.endswith("ed") or low in verbs() and "P" in verbs()[low][0].forms):
            return False
        back -= 1
    return at - back < 12


def _antecedent(line: Line, k: int) -> Phrase | None:
    """The phrase that "who" at `k` stands for; None for a bare "that"."""
    back = k - 1
    if back >= 0 and line.w[back] == "," and line.low[k] != "that":
        back -= 1
    if back < 0 or asides.breaks(line, back) or line.low[k] == "that" and line.low[back] in verbs():
        return None
    first = back
    while first > 0 and not asides.breaks(line, first - 1) and back - first < 12:
        low = line.low[first - 1]
        if (
            line.low[first] in g.ARTICLES
            or (low in g.PREPOSITIONS and low not in ("of", "for"))
            or _is_verb(line, first - 1, k)
        ):
            break
        if low in g.AUXILIARY or low in g.SUBORDINATORS or low in ("and", "or"):
            break
        first -= 1
    if line.low[first] in (*g.SUBJECT_PRONOUNS, *g.WH) or line.low[first] in g.PREPOSITIONS:
        return None
    return Phrase(first, back + 1, k + 1)


def _without_adverbial(line: Line, edge: int, first: int, k: int) -> int:
    """The phrase less what opens its clause: "But", "On Monday", "In a letter", "then"."""
    at = max(edge, 0)
    while at < k and line.low[at] in g.OPENERS and not line.named(at):
        at += 1
    first = max(first, at)
    if line.at(at) not in g.PREPOSITIONS and line.at(at) not in g.WEEKDAYS:
        return first
    if line.named(k):
        return _name_with_title(line, at, k)
    back = k
    while back > at and line.low[back] not in g.ARTICLES:
        back -= 1
    if back > at + 1:
        while back - 2 > at and line.low[back - 1] in ("of", "for"):
            back -= 2
        return back
    return first if first > at else k


def _name_with_title(line: Line, floor: int, k: int) -> int:
    at = k
    while at > floor and (line.name[at - 1] == line.name[k] or _titles(line, at - 1, floor)):
        at -= 1
    return at


def _titles(line: Line, at: int, floor: int) -> bool:
    low = line.low[at]
    if low == ".":
        return at > floor
    return (line.capital(at) or low == "former") and low not in _TIME and not line.named(at)


def right_of(line: Line, j: int) -> Phrase | None:
    """The subject that begins at `j`, after its verb: "said Ann Gray, the mayor of Ely"."""
    core = _core_end(line, j)
    if (
        core == j
        or line.low[j].endswith("ly")
        and not line.capital(j)
        or line.low[j] in g.OBJECT_PRONOUNS
        or line.low[j] in ("that", "this")
        and core == j + 1
    ):
        return None
    end = core
    while end < line.n and line.w[end] in (",", "("):
        nxt = asides.past(line, end)
        if nxt == end:
            break
        end = nxt
    return Phrase(j, core, end)


def _core_end(line: Line, j: int) -> int:
    at = j
    named = False
    while at < line.n and at - j < _LONGEST_PHRASE:
        low = line.low[at]
        if line.named(at):
            named = True
        elif (
            line.quoted(at)
            or low in g.AUXILIARY
            or low in _TIME
            and at > j
            and not line.capital(at + 1)
            or low in g.SUBORDINATORS
            or low in ("adding", "saying", "referring", "speaking")
        ):
            break
        elif low in g.PREPOSITIONS:
            if at == j or low not in _RIGHT_INSIDE or _occasion(line, at):
                break
            if named and low not in ("of", "from", "with", "for") and not line.at(at - 1).endswith("-"):
                break
        elif low == "." and at + 1 < line.n:
            pass
        elif low in ("who", "which"):
            return _relative_end(line, at)
        elif not low[0].isalnum() and low not in ("$", "&", "'", "’", "#", "@"):
            break
        at += 1
    while at > j and line.low[at - 1] in ("and", "or", "the", "."):
        at -= 1
    return at


def _occasion(line: Line, at: int) -> bool:
    """Whether a preposition opens when, where or how it was said: "in a statement", "on Monday"."""
    low = line.low[at]
    after = line.low[at + 1 : at + 5]
    if low == "on" and (not after or after[0] in g.WEEKDAYS or after[0] in g.MONTHS or after[0] != "the"):
        return True
    if low == "to" and after and after[0] in ("the", "reporters"):
        return True
    if (
        low in ("in", "at", "on")
        and after
        and after[0] in ("a", "an", "his", "her", "their", "response", "reply")
    ):
        return True
    if low in ("by", "against"):
        return False
    return (
        bool(set(after[:4]) & g.REPORTING_PLACES)
        and low not in ("of", "for")
        or (bool(after) and (after[0] in _TIME or after[0][:1].isdigit() and len(after[0]) == 4))
    )


def _relative_end(line: Line, at: int) -> int:
    while at < line.n and not line.quoted(at) and line.w[at] not in (",", ";", ":", *g.DASHES):
        at += 1
    return at - 1 if at == line.n and line.w[at - 1] in ".!?" else at


def main(line: Line, floor: int = 0) -> Phrase | None:
    """The subject of the sentence, for a participle (", adding") or a verb after "and"."""
    at = floor or _past_dateline(line)
    while at < line.n and (
        line.quoted(at) or line.w[at] == "," or line.w[at] in g.DASHES or line.low[at] in _LINKING
    ):
        at += 1
    low = line.at(at)
    if not low:
        return None
    if (_adverbial(line, at) or low.endswith("ly")) and "," in line.w[at:]:
        comma = line.w.index(",", at)
        return main(line, comma + 1) if comma + 1 < line.n else None
    if low in g.SUBJECT_PRONOUNS:
        return Phrase(at, at + 1, at + 1)
    end = _main_end(line, at)
    if (
        line.at(end) == ","
        and not line.named(end - 1)
        and (line.named(end + 1) or line.at(end + 1) in g.SUBJECT_PRONOUNS)
    ):
        return main(line, end + 1)
    if end - at >= _LONGEST_MAIN or not (line.capital(at) or low in g.DETERMINERS or low[0].isdigit()):
        return None
    return Phrase(at, end, end) if end > at else None


def _adverbial(line: Line, at: int) -> bool:
    low = line.low[at]
    if (
        low in g.PREPOSITIONS
        or low in g.SUBORDINATORS
        or low in g.WEEKDAYS
        or low in ("asked", "speaking", "when")
    ):
        return True
    return low.endswith("ing") and not line.named(at) and line.at(at + 1) not in g.AUXILIARY


def _past_dateline(line: Line) -> int:
    """The first word after "PARIS (AP) —"."""
    for at in range(1, min(line.n, 12)):
        if line.w[at] in g.DASHES and line.w[0].isupper() and len(line.w[0]) > 2:
            return at + 1
    return 0


def _main_end(line: Line, first: int) -> int:
    at = first
    while at < line.n and at - first < _LONGEST_MAIN:
        low = line.low[at]
        if line.named(at):
            at += 1
            continue
        if low in g.AUXILIARY or low in ("who", "which", "that") or low in g.SUBORDINATORS or line.quoted(at):
            break
        if low in g.PREPOSITIONS and low not in ("of", "for"):
            break
        if not low[0].isalnum() and low not in (".", "&", "'", "’", "$"):
            break
        if (
            not line.capital(at)
            and at > first
            and (low.endswith("ed") or low in g.PASTS or _finite(line, at))
        ):
            break
        at += 1
    return at


def _finite(line: Line, at: int) -> bool:
    entries = verbs().get(line.low[at])
    if not entries or line.low[at - 1] in g.DETERMINERS:
        return False
    return "P" in entries[0].forms or "S" in entries[0].forms and (line.named(at - 1) or line.capital(at - 1))
