"""Attributions without a verb: "according to", "in her view", "the mayor’s claim that"."""

from __future__ import annotations

from newsbot.extract import grammar as g
from newsbot.extract.clauses import clause_end
from newsbot.extract.cues import nouns
from newsbot.extract.phrases import Phrase, left_of, main, right_of
from newsbot.extract.report import Report
from newsbot.extract.words import Line, Piece

VIEWS = frozenset("words view telling opinion estimate estimates account count reckoning".split())


def view(line: Line, i: int) -> Report | None:
    """ "In Ms. Gray’s words", "in the words of Ms. Gray"."""
    if line.low[i] == "words" and line.at(i + 1) == "of" and line.at(i - 2) == "in":
        return according(line, i - 2, i + 2)
    at = i - 1
    lead = "by" if line.low[i] in ("estimate", "estimates", "account", "count", "reckoning") else "in"
    while (
        at > 0
        and i - at < 7
        and line.low[at - 1] != lead
        and (line.low[at][0].isalnum() or line.w[at] == ".")
    ):
        at -= 1
    owned = (
        line.possessive(i - 1)
        or line.low[i - 1] in g.POSSESSIVES
        or lead == "by"
        and line.at(at) in ("one", "some")
    )
    if line.at(at - 1) != lead or not owned or line.low[at] in ("my", "your"):
        return None
    whose = i if line.possessive(i - 1) or line.low[i - 1] in g.POSSESSIVES else i + 1
    return _evidence(line, at - 1, i + 1, Phrase(at, whose, whose), Piece(i, i + 1), rule="somebody's view")


def according(line: Line, i: int, after_cue: int) -> Report | None:
    phrase = right_of(line, after_cue)
    if not phrase:
        return None
    cue = Piece(i, after_cue)
    if _tells_of(line, phrase):
        return _evidence(
            line, i, phrase.core, Phrase(after_cue, phrase.core, phrase.core), cue, rule="according to"
        )
    found = _evidence(line, i, phrase.end, phrase, cue, rule="according to")
    if found and not found.pieces and "," in line.w[phrase.core : phrase.end]:
        # What looked like set after the name is the clause itself: "According to Gray, the river rises".
        comma = max(at for at in range(phrase.core, phrase.end) if line.w[at] == ",")
        short = Phrase(phrase.first, phrase.core, comma)
        return _evidence(line, i, comma, short, cue, rule="according to")
    return found


def _tells_of(line: Line, phrase: Phrase) -> bool:
    """Whether the name behind the comma opens the clause: "According to the sheriff, Karl Stone, 31, fled"."""
    at = phrase.core + 1
    if line.at(phrase.core) != "," or not line.named(at) or line.named(phrase.core - 1):
        return False
    while line.named(at):
        at += 1
    return line.at(at) == "," and line.at(at + 1).isdigit()


def _evidence(line: Line, i: int, end: int, phrase: Phrase, cue: Piece, *, rule: str) -> Report | None:
    """What stands before or after "according to Ms. Gray", which fills `i` to `end`."""
    pieces: list[Piece] = []
    floor = _clause_floor(line, i)
    left_end = i - 1 if line.at(i - 1) == "," else i
    opened = (left_end - floor >= 2 or line.quoted(left_end - 1)) and line.at(left_end - 1) != "that"
    if opened:
        pieces.append(Piece(floor, left_end))
    if line.at(end) == "," and (not opened or line.at(i - 1) == ",") and end + 1 < line.n:
        stop = clause_end(line, end + 1)
        if (
            line.at(end + 1) not in ("and", "but", "who", "which", "while", "although", "though")
            and stop > end + 1
        ):
            pieces.append(Piece(end + 1, stop))
    return Report(phrase, cue, tuple(pieces), None, strong=True, rule=rule)


def _clause_floor(line: Line, i: int) -> int:
    at = i
    while at > 0 and line.w[at - 1] != ";":
        at -= 1
    return at


def noun(line: Line, i: int) -> Report | None:
    """ "Ms. Gray’s warning that", "a claim by the mayor that": somebody's noun with its clause."""
    if line.low[i] not in nouns():
        return None
    holder = None
    that = i + 1
    if line.at(that) in ("by", "from", "of"):
        holder = right_of(line, that + 1)
        that = holder.end if holder else that
        if holder and holder.end != holder.core:
            return None
    if line.at(that) != "that":
        return None
    holder = holder or _possessor(line, i)
    if not holder:
        return None
    end = clause_end(line, that)
    if holder.first <= 2 and i < 8:
        end = _before_second_verb(line, that, end)
    return Report(holder, Piece(i, i + 1), (Piece(that, end),), None, strong=False, rule="noun cue")


def _before_second_verb(line: Line, at: int, end: int) -> int:
    """Where "Ms. Gray’s claim that she won" ends in "… was dismissed": before the sentence's own verb."""
    seen = False
    for i in range(at, end):
        if line.low[i] in g.AUXILIARY and line.low[i - 1] not in g.AUXILIARY | {
            "and",
            "or",
            "who",
            "that",
            "which",
        }:
            if seen:
                return i
            seen = True
    return end


def _possessor(line: Line, i: int) -> Phrase | None:
    at = i - 1
    while at >= 0 and i - at <= 4:
        if line.low[at] in g.POSSESSIVES - {"my", "your", "our"}:
            return Phrase(at, at + 1, at + 1)
        if line.possessive(at):
            return left_of(line, at)
        if line.low[at] in g.PREPOSITIONS or not line.low[at][0].isalnum():
            break
        at -= 1
    if line.at(i - 1) in ("a", "the") or line.at(i - 2) in ("a", "the"):
        giver = i - 2 if line.at(i - 1) in ("a", "the") else i - 3
        if line.at(giver) in ("issued", "made", "gave", "repeated", "sent", "voiced", "expressed", "raised"):
            return left_of(line, giver - 1) or main(line)
    return None
