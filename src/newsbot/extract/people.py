"""People: every name of a story, exact, with its titles and the fullest form it stands for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from newsbot import names
from newsbot.extract.lexicon import Kind, kind, openings, words
from newsbot.extract.page import Page, Paragraph
from newsbot.extract.titles import titles
from newsbot.model import Mention, Span

_GIVEN, _FAMILY, _WORD, _PLACE = Kind.GIVEN, Kind.FAMILY, Kind.WORD, Kind.PLACE
_NOT, _ROLE, _KNOWN, _CUE = Kind.NOT, Kind.ROLE, Kind.KNOWN, Kind.CUE

_UPPER = "A-Z" + "".join(chr(c) for c in range(0xC0, 0x250) if chr(c).isupper())
_ABBREVIATED = (
    "Mr|Mrs|Ms|Mx|Dr|Sen|Rep|Gov|Gen|Lt|Col|Capt|Sgt|Maj|Adm|Cmdr|Prof|Rev|Hon|Det|Cpl|Atty|Supt|Insp|Pres|Sec"
    "|Msgr|Fr|St|Jr|Sr|Sens|Reps|Messrs"
)
_PARTICLE = "de|del|della|di|da|das|do|dos|du|la|las|los|le|van|von|der|den|ter|ten|bin|ibn|bint|ben|al|el|ul|ur|y|e|zu|af"
# One capitalised word: initials, an abbreviated title with its stop, or a name that may hold
# apostrophes and hyphens. A possessive 's is no part of it.
_TOKEN = (
    rf"(?:(?:{_ABBREVIATED})\."
    rf"|[{_UPPER}]\.(?:-?[{_UPPER}]\.){{0,3}}"
    rf"|(?:(?:al|el|as|ad|ar|ash|an|at|ul|bin)[-‐‑]|[dl]['’])?[{_UPPER}]\w*(?:(?:['’](?![sS]\b)|[-‐‑])\w+){{0,3}})"
)
_RUN = re.compile(rf"(?<![\w@#]){_TOKEN}(?:[ \xa0\n](?:(?:{_PARTICLE})[ \xa0\n]){{0,3}}{_TOKEN}){{0,11}}")
_IN_RUN = re.compile(rf"{_TOKEN}|\b(?:{_PARTICLE})\b")
_ABBREVIATION = re.compile(rf"(?:{_ABBREVIATED})\.")
_INITIALS = re.compile(rf"(?:[{_UPPER}]\.-?){{1,4}}|[{_UPPER}]")
_ACRONYMS = frozenset({"U.S.", "U.N.", "E.U.", "U.K.", "D.C.", "L.A.", "U.S.A.", "A.M.", "P.M.", "I"})
_SUFFIXES = frozenset({"Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"})
_SUFFIX = re.compile(r",? (?:Jr\.?|Sr\.|I{2,3}|IV)(?!\w)")
_AGE = re.compile(r",? \(?\d{1,2}\)?(?=[,.;)]| )|, (?:who|whose)\b")
_LAST_WORD = re.compile(r"([\w.'’-]+)\W{0,3}$")
_NEXT_WORD = re.compile(r"['’]?s?[,]? ?([\w'’-]+)")
_SHAPES = re.compile(
    r".{2,}(?:ov|ova|ev|eva|sky|skiy|skyy|ski|ska|enko|chuk|shvili|dze|yan|ian|sson|sen|poulos|idis|akis|oglu|ić|ic"
    r"|vich|wicz|escu|inen|ez|es)|(?:mc|mac|o'|fitz|al-|el-|abd|ben-).+"
)
_CREDIT = re.compile(
    r"(?:\(?\b(?:[Rr]eporting|[Ww]riting|[Ee]diting|[Cc]ompiled|[Pp]hoto(?:graph)?s?|[Gg]raphics?|[Tt]ranslated|[Cc]ontribut\w+)"
    r"(?: and [Ww]riting| and [Ee]diting)?(?: by|:)|\bBy) $|(?:REUTERS|AFP|AP|EPA|Images|Pool|Handout)/$"
)
_BELONGS = frozenset({"administration", "government", "campaign", "presidency", "cabinet", "team", "family"})


@dataclass(slots=True)
class _Name:
    """A run of capitals that may be a name, its words, and what speaks for it."""

    start: int
    end: int
    zone: Paragraph
    parts: list[str]
    kinds: list[int]
    titled: bool = False
    dead: bool = False
    opening: bool = False
    score: float = 0.0
    person: str = ""
    more: dict[str, str] = field(default_factory=dict)


def mentions(page: Page) -> tuple[Mention, ...]:
    """Every person named, in text order, each with titles nearest first."""
    found = [name for part in page.paragraphs for name in _candidates(page, part)]
    alone = {name.parts[0] for name in found if len(name.parts) == 1 and not name.dead}
    full: list[_Name] = []
    for name in found:
        if len(name.parts) > 1 and not name.dead:
            name.score = _score(page.text, name, alone)
            if name.score >= 2:
                full.append(name)
    known = _surnames(full)
    chosen = [
        name for name in found if name in full or (len(name.parts) == 1 and _single(page.text, name, known))
    ]
    _resolve(chosen)
    starts = [sentence.start for sentence in page.sentences]
    return tuple(_mention(page, starts, name) for name in chosen)


def _mention(page: Page, starts: list[int], name: _Name) -> Mention:
    at = max(bisect_right(starts, name.start) - 1, 0)
    context = page.sentences[at] if page.sentences else Span(name.zone.start, name.zone.end)
    return Mention(
        start=name.start,
        end=name.end,
        text=page.text[name.start : name.end],
        context=context,
        zone=name.zone.zone,
        key=names.key(name.person),
        person=name.person,
        titles=titles(page.text, name.start, name.end, context),
    )


def _candidates(page: Page, part: Paragraph) -> Iterator[_Name]:
    text = page.text
    for run in _RUN.finditer(text, part.start, part.end):
        yield from _segments(text, part, run.start(), run.end())


def _segments(text: str, part: Paragraph, start: int, end: int) -> Iterator[_Name]:
    """The stretches of a run of capitals that are left when titles, places and other words are cut."""
    tokens = [(m.start(), m.end(), m.group()) for m in _IN_RUN.finditer(text, start, end)]
    current: list[tuple[int, int, str, int]] = []
    titled = _role_before(text, part.start, start)
    opens = _opens(text, part.start, start)
    at = 0
    while at < len(tokens):
        width, bits = _listed_phrase(tokens, at)
        token_start, token_end, word = tokens[at]
        last = at + width == len(tokens)
        at += width
        if width == 1:
            bits = 0 if word in _ACRONYMS else kind(word)
        if word[0].islower() and word[-1].islower() and not any(c.isupper() for c in word):
            if current:
                current.append((token_start, token_end, word, -1))
            continue
        if _ABBREVIATION.fullmatch(word) and word not in _SUFFIXES and word != "St.":
            yield from _flush(text, part, current, titled, dead=False, opening=opens)
            current, titled, opens = [], True, False
            continue
        verdict = _verdict(word, bits, current, last, opens and not current) if width == 1 else "not"
        if verdict == "part":
            current.append((token_start, token_end, word, bits))
            continue
        dead = verdict == "not" and word.lower() not in _BELONGS
        yield from _flush(text, part, current, titled, dead=dead, opening=opens)
        current, titled, opens = [], verdict == "role", opens and not current and verdict == "skip"
    yield from _flush(text, part, current, titled, dead=False, opening=opens)


def _verdict(word: str, bits: int, current: list[tuple[int, int, str, int]], last: bool, opens: bool) -> str:
    """part: of the name; role: a title; not: of an organisation or place; skip: an ordinary word."""
    if word in _ACRONYMS:
        return "not" if word != "I" else "skip"
    after_given = (
        bool(current)
        and current[-1][3] > 0
        and bool(current[-1][3] & _GIVEN)
        or (bool(current) and bool(_INITIALS.fullmatch(current[-1][2])))
    )
    if bits & _ROLE:
        return "part" if after_given and bits & _FAMILY and last else "role"
    if bits & _NOT:
        return "part" if after_given and bits & _FAMILY and last else "not"
    if bits & _PLACE and not bits & (_GIVEN | _FAMILY):
        return "part" if after_given and not opens and last and False else "not" if not current else "not"
    if bits & _WORD and not bits & _KNOWN:
        if bits & _FAMILY and (after_given or (current and last)):
            return "part"
        if bits & (_GIVEN | _FAMILY) and not opens and not current:
            return "part"
        return "skip"
    return "part"


def _listed_phrase(tokens: list[tuple[int, int, str]], at: int) -> tuple[int, int]:
    """How many of the words from here are one listed place or organisation, and what it is."""
    first = tokens[at][2].lower()
    if first in openings():
        known = words()
        for width in (4, 3, 2):
            if at + width <= len(tokens):
                phrase = "_".join(token[2].lower() for token in tokens[at : at + width])
                if phrase in known:
                    return width, known[phrase]
    return 1, 0


def _flush(
    text: str,
    part: Paragraph,
    current: list[tuple[int, int, str, int]],
    titled: bool,
    *,
    dead: bool,
    opening: bool,
) -> Iterator[_Name]:
    while current and current[-1][3] == -1:
        current = current[:-1]
    if not current:
        return
    real = [token for token in current if token[3] != -1]
    suffix = [token for token in real if token[2] in _SUFFIXES]
    parts = [token[2] for token in real if token not in suffix]
    if not parts:
        return
    end = current[-1][1]
    if len(parts) > 1 and not suffix and (more := _SUFFIX.match(text, end, part.end)):
        end = more.end()
    kinds = [token[3] for token in real if token not in suffix]
    yield _Name(current[0][0], end, part, parts, kinds, titled=titled, dead=dead, opening=opening)


def _role_before(text: str, floor: int, start: int) -> bool:
    before = _LAST_WORD.search(text, max(floor, start - 24), start)
    if not before:
        return False
    word = before.group(1)
    gap = text[before.end(1) : start]
    return bool(kind(word) & _ROLE) and gap in (" ", "\n", "\xa0", ", ")


def _opens(text: str, floor: int, start: int) -> bool:
    before = text[max(floor, start - 3) : start].rstrip()
    return not before or before[-1] in ".!?:;\"“”'‘’()—–-•"


def _score(text: str, name: _Name, alone: set[str]) -> float:
    parts, kinds = name.parts, name.kinds
    score = 4.0 if name.titled else 0.0
    first, last = kinds[0], kinds[-1]
    plain = ~0
    if _INITIALS.fullmatch(parts[0]):
        score += 1.5
    elif first & _GIVEN:
        score += 1.5 if first & (_WORD | _PLACE | _NOT) else 3
    elif first & _PLACE:
        score -= 2
    elif first & _WORD:
        score -= 2
    elif first & _FAMILY & plain:
        score += 0.5
    if last & _FAMILY:
        score += -0.5 if last & (_PLACE | _WORD | _NOT) else 1
    elif last & _GIVEN:
        score += 0.5
    elif last & (_WORD | _PLACE):
        score -= 2
    if _SHAPES.fullmatch(parts[-1].lower()):
        score += 1
    if names.family_first([part.lower() for part in parts]):
        score += 2
    if parts[-1] in alone:
        score += 1.5
    if name.end - name.start > sum(map(len, parts)) + len(parts) + 1:
        score += 1
    if any(len(part) > 1 and part.isupper() and not _INITIALS.fullmatch(part) for part in parts):
        score -= 3
    score -= 1.0 * max(0, len(parts) - 4)
    score += _cues(text, name)
    return score


def _cues(text: str, name: _Name) -> float:
    score = 0.0
    if _AGE.match(text, name.end):
        score += 2
    after = _NEXT_WORD.match(text, name.end)
    if after and kind(after.group(1)) & _CUE:
        score += 2
    elif after and after.group(1) in {"a", "an", "the"} and text[name.end] == ",":
        score += 1
    before = text[max(name.zone.start, name.start - 40) : name.start]
    if _CREDIT.search(before):
        score += 4
    last = _LAST_WORD.search(before)
    if last and kind(last.group(1)) & _CUE and last.group(1)[0].islower():
        score += 1.5
    return score


def _surnames(full: list[_Name]) -> dict[str, list[_Name]]:
    known: dict[str, list[_Name]] = {}
    for name in full:
        folded = [part.lower() for part in name.parts]
        keys = {folded[-1]}
        if len(folded) > 2 and name.kinds[-2] & _FAMILY and not _INITIALS.fullmatch(name.parts[-2]):
            keys.add(folded[-2])
        if names.family_first(folded):
            keys = {folded[0]}
        for one in keys:
            known.setdefault(one, []).append(name)
    return known


def _single(text: str, name: _Name, known: dict[str, list[_Name]]) -> bool:
    if name.dead:
        return False
    word, bits = name.parts[0], name.kinds[0]
    if word.lower() in known:
        return True
    if len(word) < 2 or (word.isupper() and len(word) < 5) or bits & (_NOT | _PLACE):
        return False
    if name.titled:
        return not bits & _WORD
    if bits & _KNOWN:
        return True
    if bits & _WORD:
        return False
    cues = _cues(text, name)
    return cues >= 1.5 and bool(bits & (_GIVEN | _FAMILY)) or cues >= 3.5


def _resolve(chosen: list[_Name]) -> None:
    """Give each name the fullest form in the story that it must be; a surname of two people keeps itself."""
    forms = sorted({_plain(name) for name in chosen}, key=lambda form: (-len(form), form))
    for name in chosen:
        own = _plain(name)
        fuller = [form for form in forms if len(form) > len(own) and names.same(own, form)]
        apart = [form for form in fuller if not names.same(form, fuller[0])]
        name.person = fuller[0] if fuller and not apart else own


def _plain(name: _Name) -> str:
    return " ".join(name.more.get("form", " ".join(name.parts)).split())
