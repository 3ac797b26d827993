"""Signs: a colon, a dash or a headline that names the speaker in place of a verb."""

from __future__ import annotations

from newsbot.extract import grammar as g
from newsbot.extract.clauses import clause_end
from newsbot.extract.lists import listed
from newsbot.extract.phrases import Phrase, left_of, main
from newsbot.extract.report import Report
from newsbot.extract.words import Line, Piece

_BODIES = frozenset("police report poll study survey minister ministry mayor bishop court un pm".split())


def headline(line: Line) -> Report | None:
    """Who speaks in a headline: a name or a role, a colon, and what is said."""
    colon = next((i for i in range(1, min(line.n - 2, 8)) if line.w[i] == ":"), 0)
    if not colon:
        return None
    last = line.low[colon - 1]
    if not (
        line.named(colon - 1)
        or last in listed("roles_plain")
        or last in listed("roles_unnamed")
        or last in _BODIES
    ):
        return None
    return Report(
        Phrase(0, colon, colon),
        Piece(colon, colon + 1),
        (Piece(colon + 1, clause_end(line, colon + 1, whole=True)),),
        None,
        strong=True,
        rule="colon in a headline",
    )


def signed(line: Line) -> Report | None:
    """A quotation and who signs it: "“We will be back.” — Ann Gray, baker"."""
    if line.n < 3 or not line.quoted(0) or line.w[1] not in g.DASHES or not line.capital(2) or line.n > 16:
        return None
    end = line.n - 1 if line.w[-1] == "." else line.n
    core = next((i for i in range(2, end) if line.w[i] in (",", "(")), end)
    return Report(Phrase(2, core, end), Piece(1, 2), (Piece(0, 1),), None, strong=True, rule="dash and name")


def colon(line: Line, earlier: list[Report]) -> list[Report]:
    """A colon before a quotation is a cue where no other word is: "Ann Gray: “No.”"."""
    for i in range(1, line.n - 1):
        if line.w[i] == ":" and line.quoted(i + 1):
            if any(
                piece.first == i + 1 or piece.first <= i < piece.end for r in earlier for piece in r.pieces
            ):
                return []
            named = line.named(i - 1) and not line.possessive(i - 1)
            phrase = left_of(line, i - 1) if named else earlier[-1].phrase if earlier else main(line)
            if phrase is None and line.low[0] in ("from", "per", "via"):
                phrase = Phrase(1, i, i) if i > 1 else None
            words = (Piece(i + 1, clause_end(line, i + 1)),)
            return [Report(phrase, Piece(i, i + 1), words, None, strong=False, rule="colon")]
    return []
