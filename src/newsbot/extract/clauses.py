"""Clauses: what is said, after a cue or before it, and where it stops."""

from __future__ import annotations

from typing import NamedTuple

from newsbot.extract import grammar as g
from newsbot.extract import setting
from newsbot.extract.cues import Cue, verbs
from newsbot.extract.words import Line, Piece

_COMMA_ENDS = frozenset(
    "which compared according but though although while whereas even prompting leading despite without".split()
)
_WITH_PERSON = frozenset("accuse blame urge".split())  # the person is part of what is said
_ASIDE_OPENERS = frozenset("while although though when after because since if as".split())
_CLAUSE_NOUN_LIMIT = 14
_LEADING = g.PREPOSITIONS - {"if"}
_STOPS = frozenset((",", ";", "according", "and", "but", "then"))  # no clause ends at another word
_ONGOING = frozenset("would could will might may must should can".split())


class Content(NamedTuple):
    """What follows a cue: the reported words; whether a comma stood before them; whether they begin
    with a quotation; the words that tell where it was said; the first comma."""

    piece: Piece | None = None
    after_comma: bool = False
    quoted: bool = False
    via: Piece | None = None
    comma: int | None = None
    colon: bool = False


def after(line: Line, j: int, cue: Cue | None) -> Content:
    """The words that the cue before `j` reports; with no cue only the place is looked for."""
    at, via = setting.place_and_time(line, j, cue)
    if cue is None:
        return Content(via=via)
    if "a" in cue.flags:
        person = setting.addressed(line, at, cue)
        if person > at:
            if cue.lemma in _WITH_PERSON and line.at(person) in ("of", "for", "to", "not"):
                return Content(Piece(at, clause_end(line, at, aside=_in_aside(line, at))), via=via)
            if not via and line.capital(person - 1):
                via = Piece(j - 1, person)
            at, more = setting.place_and_time(line, person, cue)
            via = more or via
    return _content(line, at, cue, via)


def _content(line: Line, at: int, cue: Cue, via: Piece | None) -> Content:
    word = line.at(at)
    if word == ":":
        return Content(_to_end(line, at + 1), quoted=line.quoted(at + 1), via=via, colon=True)
    that = _late_that(line, at) if word in (",", "—", "–", "--") else 0
    if that and "c" in cue.flags:
        return Content(Piece(that, clause_end(line, that)), via=via)
    if word in (",", "—", "–", "--", "-"):
        nxt = at + 1
        if line.quoted(nxt):
            return Content(Piece(nxt, clause_end(line, nxt)), True, True, via, at)
        closes = line.n > 0 and line.low[0] != "as" and _in_aside(line, at)
        if not closes and _resumes(line, nxt) and (line.n - nxt > 4 or _clause(line, nxt)):
            return Content(Piece(nxt, clause_end(line, nxt)), True, False, via, at)
        if line.at(nxt) in ("however", "though", "too") and line.at(nxt + 1) == ",":
            return _content(line, nxt + 2, cue, via)
        return Content(None, True, False, via, at)
    if _begins(line, at, cue):
        return Content(
            Piece(at, clause_end(line, at, aside=_in_aside(line, at))), False, line.quoted(at), via
        )
    return Content(via=via)


def _late_that(line: Line, at: int) -> int:
    """The "that" behind an aside or the second half of a place: "told a hall in Salem, Ohio, that"."""
    for i in range(at + 1, min(line.n, at + 9)):
        if line.low[i] == "that" and (
            line.w[i - 1] == line.w[at] or line.w[at] == "," and line.capital(i - 1)
        ):
            return i
        if line.quoted(i) or line.w[i] in ".;:" or line.low[i] in g.AUXILIARY:
            return 0
    return 0


def _in_aside(line: Line, at: int) -> bool:
    """Whether the cue before `at` stands in a clause that a comma will close: "While he said"."""
    first = line.low[0] if line.n else ""
    if first in _ASIDE_OPENERS and "," not in line.w[:at]:
        return True
    back = at - 1
    while back > 0 and at - back < 12 and line.w[back] != ",":
        if line.low[back] in ("who", "though", "although", "while") and line.w[back - 1] == "," and back < 8:
            return True
        back -= 1
    return False


def _to_end(line: Line, at: int) -> Piece | None:
    end = clause_end(line, at, whole=True)
    return Piece(at, end) if end > at else None


def _resumes(line: Line, at: int) -> bool:
    """Whether a clause goes on after ", he said," – not a participle, a conjunction or an aside."""
    low = line.at(at)
    if not low or low in ("and", "or", "but", "who", "which", "when", "while", "as", "a", "an", "according"):
        return low in ("and", "but") and line.at(at + 1) in ("that", "if")
    return not (low.endswith("ing") and not line.capital(at)) and low not in _LEADING


def _begins(line: Line, at: int, cue: Cue) -> bool:
    low = line.at(at)
    flags = cue.flags
    if not low:
        return False
    if line.quoted(at):
        return True
    if low in g.WH and (low == "that" or "c" in flags):
        return "c" in flags or "o" in flags
    if low == "to":
        if line.at(at + 1) == "be" and line.at(at + 2) in ("named", "identified", "quoted"):
            return False
        return "i" in flags and at + 1 < line.n or "p" in flags
    if setting.amount(line, at):
        return ("q" in flags or "b" in flags) and _clause(line, at + 1)
    if low in g.PREPOSITIONS:
        return (
            "p" in flags
            and at + 2 < line.n
            or low in ("in", "at", "with", "about")
            and "b" in flags
            and _clause(line, at)
        )
    if low in ("and", "or", "but") or not (low[0].isalnum() or low in "$£€#@"):
        return False
    if "r" in flags:
        return "b" in flags and _full_clause(line, at)
    if "o" in flags:
        return not setting.time(line, at) or _clause(line, at)
    return ("q" in flags or "b" in flags) and _clause(line, at)


def _clause(line: Line, at: int) -> bool:
    """Whether subject and verb follow: an auxiliary or another verb within reach."""
    stop = min(line.n, at + _CLAUSE_NOUN_LIMIT)
    for i in range(at, stop):
        low = line.low[i]
        if low in g.AUXILIARY or line.quoted(i):
            return True
        if line.w[i] in ".;:":
            return i + 1 < line.n and line.w[i] == "."
        verb = low.endswith(("ed", "s")) or low in verbs() or low in g.PASTS
        if verb and i > at and not line.capital(i):
            return True
        if low.endswith(("'s", "’s", "'re", "’re", "'d", "’d", "'ll", "’ll", "'ve", "’ve", "'m", "’m")):
            return True
        if i > at and line.low[i - 1] in g.SUBJECT_PRONOUNS:
            return True
    return stop - at >= 6


def _full_clause(line: Line, at: int) -> bool:
    """Whether a subject and its auxiliary follow: "the plan would fail", not "ways to win"."""
    if _reflexive(line.low[at]):
        return False
    for i in range(at, min(line.n, at + 9)):
        low = line.low[i]
        if low in g.AUXILIARY or low in g.SUBJECT_PRONOUNS and i == at:
            return True
        if low in g.SUBORDINATORS or line.w[i] in ".,;:" or low == "to":
            return False
    return False


def _reflexive(low: str) -> bool:
    return low.endswith(("self", "selves"))


def clause_end(line: Line, at: int, *, whole: bool = False, aside: bool = False) -> int:
    """Where the clause that begins at `at` ends: before the sentence's stop, or where the story goes
    on in its own voice (", adding", ", according to", ", but he said"). `whole` takes all there is;
    an `aside` ("While he said he would, …") ends at its comma."""
    last = line.n
    while last > at and line.w[last - 1] in ".!?…":
        last -= 1
    if whole:
        return last
    i = at
    depth = 0
    while i < last:
        word = line.w[i]
        if word == "(":
            depth += 1
        elif word == ")":
            depth -= 1
            if depth < 0:
                return i
        elif i > at and not depth and line.low[i] in _STOPS and _stops(line, i, last, aside=aside):
            close = _past_relative(line, at, i, last)
            if not close:
                return i
            i = close
        i += 1
    return last


def _past_relative(line: Line, at: int, i: int, last: int) -> int:
    """The comma that closes ", which have lost value," where the clause has had no verb yet; else 0."""
    if line.w[i] != "," or line.at(i + 1) != "which":
        return 0
    for low in line.low[at:i]:
        if low in g.AUXILIARY or low in g.PASTS or low in verbs() or low.endswith("ed"):
            return 0
    return next((j for j in range(i + 3, last - 1) if line.w[j] == ","), 0)


def _stops(line: Line, i: int, last: int, *, aside: bool = False) -> bool:
    word = line.w[i]
    low = line.at(i + 1)
    if word == "," and low == "but" and line.at(i + 2) in _ONGOING:
        return False  # "would pitch on Friday, but would not start"
    if word == ";":
        return True
    if word == ",":
        if aside and low not in ("and", "or", "that", "which", "who") and not low.endswith("ing"):
            return True
        if low in _COMMA_ENDS:
            return True
        if low.endswith("ing") and low in verbs() and not line.capital(i + 1):
            return True
        return low in ("and", "then") and _new_report(line, i + 2, last)
    if line.low[i] == "according" and low == "to":
        return True
    return line.low[i] in ("and", "but", "then") and _new_report(line, i + 1, last)


def _new_report(line: Line, i: int, last: int) -> bool:
    """Whether the story goes on with "said", "later told", "he said", "the mayor said" at `i`."""
    for at in range(i, min(i + 6, last)):
        low = line.low[at]
        if low in verbs() and not line.capital(at):
            told = any(
                "q" in entry.flags and ("P" in entry.forms or "S" in entry.forms)
                for entry in verbs()[low]
                if not entry.particle or line.at(at + 1) == entry.particle
            )
            return told and line.at(at - 1) not in g.ARTICLES
        if not (
            low in g.SUBJECT_PRONOUNS
            or low in g.HAVE
            or low in g.ADVERBS
            or low.endswith("ly")
            or line.named(at)
            or line.capital(at)
            or low == "."
            or low in ("the", "a", "his", "her")
            or at - i <= 1
            and low[0].isalpha()
        ):
            return False
    return False


def before(line: Line, k: int) -> Piece | None:
    """The words before the comma or quotation at `k` that a cue behind it reports."""
    end = k + 1 if line.quoted(k) or line.w[k] in "?!" else k
    first = 0
    stops = (";", ":") if line.quoted(k) else (";",)
    for i in range(end - 1, -1, -1):
        if line.w[i] in stops:
            first = i + 1
            break
    if end - first == 1 and not line.quoted(first):
        return None
    return Piece(first, end) if end > first else None
