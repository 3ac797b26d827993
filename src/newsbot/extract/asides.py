"""Asides: what commas, brackets or dashes set off between a subject and its verb, or after a name."""

from __future__ import annotations

from newsbot.extract import grammar as g
from newsbot.extract.words import Line

_ASIDE_FIRST = (
    g.ARTICLES
    | g.POSSESSIVES
    | frozenset(
        "who whom whose which when where of from in at with as after speaking former formerly president chairman "
        "chairwoman chair chief director head senior executive leader founder co-founder professor owner editor "
        "author however too meanwhile though then now aged also himself herself themselves via among including like "
        "for on during through citing using writing standing asked when".split()
    )
)
# After ", " these go on with the sentence, not with the noun phrase.
_RESUMES = (
    frozenset(
        "and but or while when as after before because so although though yet if whereas until since for".split()
    )
    | g.SUBJECT_PRONOUNS
)
_LONGEST_ASIDE = 30


def before(line: Line, k: int) -> int | None:
    """The last word of the phrase proper, over ", 45," and ", the mayor," and "(D-Ohio)"."""
    for _ in range(4):
        word = line.w[k] if k >= 0 else ""
        if k > 0 and line.quoted(k):
            comma = _participle_aside(line, k)
            if comma is None:
                break
            k = comma - 1
        elif word == ")":
            k = _back_to(line, k, "(") - 1
        elif word in g.DASHES:
            opening = _back_to(line, k, word)
            if opening <= 0:
                return None
            k = opening - 1
        elif word == ",":
            opens = _aside_start(line, k)
            if opens is None:
                return None
            k = opens
        else:
            break
    return k if k >= 0 and not breaks(line, k) else None


def past(line: Line, at: int) -> int:
    """Past one aside that begins with the comma or bracket at `at`; `at` where none does."""
    if line.w[at] == "(":
        close = at
        while close < line.n and line.w[close] != ")":
            close += 1
        return min(close + 1, line.n)
    first = at + 1
    low = line.at(first)
    if not low or line.quoted(first) or low in _RESUMES or low in g.WEEKDAYS:
        return at
    if low.endswith("ing") and not line.capital(first) and low != "king":
        return at
    if low in g.PREPOSITIONS and low not in ("of", "from", "with") and not line.capital(first):
        return at
    end = first
    while end < line.n and not line.quoted(end) and line.w[end] not in (",", ";", ":", *g.DASHES):
        if line.low[end] in g.AUXILIARY and low not in ("who", "whose", "which", "whom", "where"):
            return at
        end += 1
    return end - 1 if end == line.n and line.w[end - 1] in ".!?" else end


def edge(line: Line, at: int) -> bool:
    """Whether a mark or a quotation stands here, so that a clause may end."""
    return line.w[at] in ",;:" or line.quoted(at) or line.w[at] in g.DASHES


def breaks(line: Line, k: int) -> bool:
    """Whether no noun phrase goes over this word."""
    low = line.low[k]
    return line.quoted(k) or not (
        low[0].isalnum() or low in ("$", "£", "€", "%", "#", "@", "&", "'", "’", ".", "/")
    )


def _participle_aside(line: Line, k: int) -> int | None:
    """The comma of "Ms. Gray, citing “the weather,” said", whose aside ends in a quotation."""
    at = k - 1
    while at > 1 and k - at < 14 and not line.quoted(at):
        if (
            line.w[at - 1] == ","
            and line.low[at].endswith("ing")
            and (line.named(at - 2) or line.at(at - 2) in g.HE_SHE)
        ):
            return at - 1
        at -= 1
    return None


def _back_to(line: Line, k: int, mark: str) -> int:
    at = k - 1
    while at > 0 and k - at < _LONGEST_ASIDE and line.w[at] != mark:
        at -= 1
    return at if line.w[at] == mark else 0


def _aside_start(line: Line, comma: int) -> int | None:
    """The index before the comma that opens the aside which `comma` closes, over several of them."""
    found, close = None, comma
    for _ in range(5):
        at = close - 1
        while at >= 0 and close - at < _LONGEST_ASIDE and not edge(line, at):
            at -= 1
        if at < 0 or line.w[at] != ",":
            break
        if not _is_aside(line, at + 1, close):
            break
        found = at - 1
        close = at
        if (
            line.named(at + 1)
            and not line.named(at - 1)
            and line.low[_clause_first(line, at - 1)] in g.ARTICLES
        ):
            break
    return found


def _is_aside(line: Line, first: int, end: int) -> bool:
    low = line.low[first] if first < end else ""
    if not low or low in g.SUBJECT_PRONOUNS or low in ("and", "but", "or"):
        return False
    before = first - 2
    if before < 0 or line.quoted(before):
        return False
    if low in _ASIDE_FIRST or low[0].isdigit():
        return not _opens_adverbial(line, before) or low in ("who", "whose", "which") or low[0].isdigit()
    if low.endswith(("ing", "ed", "ly")) and not line.capital(first):
        return line.named(before) or _determined(line, before)
    if line.named(first) or line.capital(first):
        return not (_opens_adverbial(line, before) or _is_clause(line, before)) and (
            line.named(before) or end - first <= 8 and _determined(line, before)
        )
    return line.named(before) or line.capital(before)


def _is_clause(line: Line, at: int) -> bool:
    """Whether what ends at `at` has a verb of its own: "The port will close, Ann Gray, its head, said"."""
    first = _clause_first(line, at)
    words = line.low[first : at + 1]
    if not {"who", "which", "that", "whose"}.isdisjoint(words):
        return False
    return any(
        low in g.AUXILIARY and low not in ("'s", "’s") or low in g.PASTS and not line.capital(first + n)
        for n, low in enumerate(words)
        if n
    )


def _clause_first(line: Line, at: int) -> int:
    while at > 0 and not edge(line, at - 1):
        at -= 1
    while line.at(at) in g.OPENERS:
        at += 1
    return at


def _opens_adverbial(line: Line, at: int) -> bool:
    """Whether the segment that ends at `at` begins as "In Ohio", "On Monday" do."""
    first = _clause_first(line, at)
    low = line.at(first)
    return low in g.PREPOSITIONS or low.endswith("ing") or low in g.WEEKDAYS


def _determined(line: Line, at: int) -> bool:
    first = _clause_first(line, at)
    return line.at(first) in g.DETERMINERS or line.capital(first)
