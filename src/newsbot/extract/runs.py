"""Runs of capitals, cut into what may be names: titles, places, bodies and other words fall away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from newsbot.extract.capitals import (
    ABBREVIATED,
    ACRONYMS,
    SUFFIXES,
    UPPER,
    Around,
    Word,
    from_a_seat,
    plain_name,
    verdict,
)
from newsbot.extract.lexicon import Kind, kind, openings, words
from newsbot.extract.page import Page, Paragraph
from newsbot.extract.titles import does

_PARTICLE = "de|del|della|di|da|das|do|dos|du|la|las|lo|los|le|van|von|der|den|ter|ten|bin|binti|ibn|bint|ben|wa|ole|arap|dela|al|el|ul|ur|y|e|zu|af|i"
_BEFORE = r"(?:al|el|as|ad|ar|ash|an|at|ul|bin)[-‐‑]|[dl]['’]"
# One capitalised word: an abbreviated title with its stop, initials, or a name that may hold
# apostrophes and hyphens. A possessive 's is no part of it.
_TOKEN = (
    rf"(?:(?:{ABBREVIATED})\.|(?:(?<!, )Md|Mohd|Muhd)\.|[RDI]-(?:St|Ft|Mt)\."
    rf"|[{UPPER}]\.(?:-?[{UPPER}]\.){{0,3}}"
    rf"|(?:{_BEFORE})?[{UPPER}]\w*(?:(?:['’](?![sS]\b)|[-‐‑])\w+){{0,3}})"
)
# One word, or words of which the first is in capitals: “the Rock”, “device”, not "caused death."
_NICKNAME = f"[\"“‘'](?:\\w{{1,24}}|(?:(?:the|el|la|le) )?[{UPPER}][^\"“”‘’'\\n]{{0,23}}(?<![.,!?]))[\"”’']"
# A run begins neither inside a word nor after a hyphen ("pro-Trump"; but "5-Pete Orr" is a seed's
# number), at an address or a tag.
_RUN = re.compile(
    rf"(?:(?<![\w@#&\-‐‑.'’])|(?<=\d-)){_TOKEN}"
    rf"(?P<more>[ \xa0\n](?:(?:{_PARTICLE})[ \xa0\n]){{0,3}}(?:{_NICKNAME}[ \xa0])?{_TOKEN}){{0,11}}"
)
_CAPITAL = re.compile(f"[{UPPER}]")
_JOINTS = "-‐‑'’"
_LED = re.compile(rf"(?:{_BEFORE})$")
_IN_RUN = re.compile(rf"{_NICKNAME}|{_TOKEN}|\b(?:{_PARTICLE})\b")
_SUFFIX = re.compile(r",? (?:Jr\.?|Sr\.|I{2,3}|IV)(?!\w)")
_INHABITANT = re.compile(r"[A-Z][a-z]{3,}(?:ian|an|ese|ite|er)s?")
_SEXES = {"Mr": "m", "Sir": "m", "Lord": "m", "King": "m", "Prince": "m", "Mrs": "f", "Ms": "f", "Miss": "f"}
_SEXES |= {"Dame": "f", "Lady": "f", "Queen": "f", "Princess": "f", "Baroness": "f"}
_COURTESY = re.compile(rf"\b({'|'.join(_SEXES)})\.? (?:(?:{_PARTICLE}) ){{0,2}}$")
_LAST_WORD = re.compile(r"([\w.'’-]+)\W{0,2}$")
_NEXT_WORD = re.compile(r" ([a-z]+)")
_PLAIN = re.compile(r"[^\W\d_]{2,}")
_MARKS = "\"“‘'"
_MARKED = re.compile(rf"\s[{_MARKS}]")


@dataclass(slots=True)
class Run:
    """What may be a name: its words with what the lists know of each, and what stands around it.

    `form` is the name as the story has it, on one line, without a nickname in marks; `dead` is part
    of a place, a body or a thing; `headline` is set in headline case; `sex` is "m" after Mr and "f"
    after Mrs; `titled` is 1 after a title or role, 0.5 after a role that bodies have too ("owner");
    `person` is the fullest form and `rule` what made it a name, once they are known.
    """

    start: int
    end: int
    part: Paragraph
    parts: list[str]
    kinds: list[int]
    form: str
    titled: float
    dead: bool
    opening: bool
    headline: bool
    particled: bool
    sex: str
    person: str = ""
    rule: str = ""


@dataclass(slots=True)
class _Cutting:
    """The run that is being cut, and what its next stretch begins with."""

    text: str
    part: Paragraph
    headline: bool
    opens: bool
    titled: float
    dead: bool


def runs(page: Page) -> Iterator[Run]:
    """Every stretch of capitals that may be a name, in text order."""
    for part in page.paragraphs:
        headline = part.zone == "headline" or _headline(page.text, part)
        for found in _found(page.text, part):
            if kind(found.group()) & Kind.SMALL:
                continue  # "The", "He": alone they are nobody's name
            tokens = _words(found)
            opens = _opens(page.text, part.start, found.start())
            if len(tokens) == 1 and _no_name(page.text, tokens[0], opens=opens, headline=headline):
                continue
            titled, dead = _introduced(page.text, part.start, found.start())
            yield from _cut(_Cutting(page.text, part, headline, opens, titled, dead), tokens)


def stretches(page: Page) -> Iterator[list[Word]]:
    """The words of every stretch of capitals, names or not, in text order."""
    for part in page.paragraphs:
        for found in _found(page.text, part):
            yield _words(found)


def _found(text: str, part: Paragraph) -> Iterator[re.Match[str]]:
    """Every stretch of capitals. Capitals alone are looked for first: to ask at every letter takes twice as long."""
    at = part.start
    while capital := _CAPITAL.search(text, at, part.end):
        at = capital.start()
        led = (
            _LED.search(text, max(part.start, at - 4), at)
            if at > part.start and text[at - 1] in _JOINTS
            else None
        )
        found = led and _RUN.match(text, led.start(), part.end) or _RUN.match(text, at, part.end)
        if found:
            yield found
        at = found.end() if found else at + 1


def _no_name(text: str, word: Word, *, opens: bool, headline: bool) -> bool:
    """Whether a word that stands alone is no part of a name, whatever introduces it; half of them are not."""
    if not headline and plain_name(word.text):
        return False
    return verdict(word, Around(text, [], None, opens, headline)) != "part"


def _headline(text: str, part: Paragraph) -> bool:
    """Whether a short paragraph is in headline case: no word but the smallest is in small letters."""
    if part.end - part.start > 160:
        return False
    for found in _PLAIN.finditer(text, part.start, part.end):
        word = found.group()
        if word[0].islower() and not kind(word) & Kind.SMALL:
            return False
    plain = _PLAIN.findall(text, part.start, part.end)
    return len(plain) > 3 and sum(word[0].isupper() for word in plain) * 2 > len(plain)


def _introduced(text: str, floor: int, start: int) -> tuple[float, bool]:
    """How surely a role stands right before the run in small letters, and whether a body's noun does."""
    if start <= floor or text[start - 1] not in " \n\xa0":
        return 0, text[max(start - 2, 0) : start] == "& "
    floor = max(floor, start - 24)
    first, end = max(floor, text.rfind(" ", floor, start - 1) + 1), start - 1
    if not text[first:end].isalpha():
        before = _LAST_WORD.search(text, max(floor, first - 1), start)
        if not before or text[before.end(1) : start] not in (" ", "\n", "\xa0", ", "):
            return 0, text[max(start - 2, 0) : start] == "& "
        first, end = before.span(1)
    role, body = _introduces(text[first:end])
    if role and does(text, first, end):
        role = 0
    return role, body and text[end] != ","


@lru_cache(maxsize=8192)
def _introduces(word: str) -> tuple[float, bool]:
    """How surely a word is a role, and whether it is a body's noun."""
    low = word.lower()
    bits = kind(low)
    role = (bits | kind(low.removesuffix("s"))) & Kind.ROLE
    return 0 if not role else 0.5 if bits & Kind.LOOSE else 1, bool(bits & Kind.BODY)


def _opens(text: str, floor: int, start: int) -> bool:
    before = text[max(floor, start - 3) : start].rstrip()
    return not before or before[-1] in ".!?:;\"“”'‘’()—–-•"


def _words(run: re.Match[str]) -> list[Word]:
    """The words of a run; those of a listed phrase ("New York") are one."""
    if run.lastgroup is None:
        return [_word(run.group(), run.start())]
    found = list(_parted(run))
    out: list[Word] = []
    at = 0
    while at < len(found):
        word = found[at]
        width, bits = _phrase(found, at)
        if width > 1:
            word = Word(word.start, found[at + width - 1].end, "", bits)
        out.append(word)
        at += width
    return out


def _parted(run: re.Match[str]) -> Iterator[Word]:
    """Each word of a run; one space stands between two of them, but in a nickname in marks others may."""
    text, at = run.group(), run.start()
    if not _MARKED.search(text):
        for word in text.split():
            yield _word(word, at)
            at += len(word) + 1
        return
    for found in _IN_RUN.finditer(run.string, *run.span()):
        yield _word(found.group(), found.start())


def _word(text: str, start: int) -> Word:
    loose = text[0] in _MARKS or text.islower()
    return Word(start, start + len(text), text, 0 if loose or text in ACRONYMS else kind(text), loose)


def _phrase(found: list[Word], at: int) -> tuple[int, int]:
    """How many of the words from here are one listed place or body, and what it is."""
    if found[at].text.lower() in openings():
        for width in (4, 3, 2):
            if at + width <= len(found):
                bits = words().get("_".join(word.text.lower() for word in found[at : at + width]))
                if bits is not None:
                    return width, bits
    return 1, 0


def _cut(cutting: _Cutting, tokens: list[Word]) -> Iterator[Run]:
    current: list[Word] = []
    for at, word in enumerate(tokens):
        if word.loose:
            if current:
                current.append(word)
            continue
        found = _verdict(cutting, tokens, at, current)
        if found == "part":
            current.append(word)
            continue
        dead = found == "not" or (found == "skip" and not cutting.headline and _body_later(tokens[at + 1 :]))
        dead = dead or (found == "skip" and len(current) == 1 and not cutting.headline and _trade(word))
        dead = dead or (
            found == "role" and not cutting.headline and word.text.endswith(".") and at + 1 < len(tokens)
        )
        seat = found == "role" and len(current) == 1 and current[0].kind & Kind.PLACE  # "Indiana Gov."
        if current:
            yield from _run(cutting, current, dead or bool(seat))
        cutting.opens = cutting.opens and not current and found == "skip"
        cutting.titled = float(found == "role")
        cutting.dead = bool(word.kind & Kind.FRONT) or from_a_seat(word.text)
        current = []
    if current:
        yield from _run(cutting, current, _thing_follows(cutting.text, tokens[-1].end))


def _verdict(cutting: _Cutting, tokens: list[Word], at: int, current: list[Word]) -> str:
    if not cutting.headline and plain_name(tokens[at].text):
        return "part"
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    named = [one for one in current if not one.loose]
    around = Around(cutting.text, named, following, cutting.opens and at == 0, cutting.headline)
    found = verdict(tokens[at], around)
    if found == "skip" and cutting.titled == 1 and _unlisted_first(cutting, tokens, at):
        return "part"
    belongs = tokens[at].kind & Kind.BELONGS
    if (
        found == "skip"
        and cutting.titled
        and not belongs
        and following is None
        and len(current) > 1
        and not cutting.headline
    ):
        return "part"  # the last word after a title and a name is a name: "writer Mame Diarra Fall"
    return found


def _unlisted_first(cutting: _Cutting, tokens: list[Word], at: int) -> bool:
    """Whether a word between a role and surnames is a first name no list has: "linguist Jarrah Dawson"."""
    if at or not 2 <= len(tokens) <= 4 or cutting.headline:
        return False
    first, *rest = tokens
    plain = first.text.isalpha() and not first.kind & (Kind.SMALL | Kind.DATE | Kind.SIGNING | Kind.NOT)
    other = Kind.WORD | Kind.NOT | Kind.PLACE | Kind.ROLE
    return plain and bool(rest[-1].kind & Kind.FAMILY) and not any(one.kind & other for one in rest)


def _body_later(rest: list[Word]) -> bool:
    """Whether the run ends as a body's or a place's: "Reagan Presidential Library"."""
    return any(word.kind & Kind.NOT and not word.kind & (Kind.DATE | Kind.BELONGS) for word in rest)


def _trade(word: Word) -> bool:
    """Whether a surname before this word is no person's: "Tuttle Plumbing"; not "Trump Administration", "Cole Friday"."""
    other = Kind.BELONGS | Kind.DATE | Kind.SIGNING | Kind.SMALL | Kind.ROLE
    return bool(word.kind & Kind.WORD) and not word.kind & other


def _thing_follows(text: str, end: int) -> bool:
    following = _NEXT_WORD.match(text, end)
    return text[end : end + 3] == " & " or bool(following and kind(following.group(1)) & Kind.THING)


def _run(cutting: _Cutting, current: list[Word], dead: bool) -> Iterator[Run]:
    while current and current[-1].loose:
        current = current[:-1]
    named = [word for word in current if not word.loose and word.text not in SUFFIXES]
    if not named:
        return
    text, part, titled = cutting.text, cutting.part, cutting.titled
    if _placed(cutting, named):
        current, named, titled = current[current.index(named[1]) :], named[1:], 1
    start, end = current[0].start, current[-1].end
    if len(named) > 1 and current[-1] is named[-1] and (more := _SUFFIX.match(text, end, part.end)):
        end = more.end()
    kept = [word.text for word in current if word.text[0] not in _MARKS]
    courtesy = _COURTESY.search(text, max(part.start, start - 16), start)
    yield Run(
        start=start,
        end=end,
        part=part,
        parts=[word.text for word in named],
        kinds=[word.kind for word in named],
        form=" ".join([*kept, text[current[-1].end : end].lstrip(", ")]).strip(),
        titled=titled,
        dead=dead or cutting.dead,
        opening=cutting.opens,
        headline=cutting.headline,
        particled=any(map(str.islower, kept)),
        sex=_SEXES[courtesy.group(1)] if courtesy else "",
    )


def _placed(cutting: _Cutting, named: list[Word]) -> bool:
    """Whether the first of three words is where the holder of an office sits, or whence he comes.

    "Mayor of London Boris Johnson", "Arizonan John McCain"; not "Maria Jose Torres". In a headline
    it may be a verb that no list has.
    """
    if len(named) < 3 or not named[1].kind & Kind.GIVEN:
        return False
    first = named[0]
    if cutting.headline and not first.kind & (Kind.GIVEN | Kind.FAMILY):
        return True
    if not named[2].kind & Kind.FAMILY:
        return False
    before = cutting.text[max(cutting.part.start, first.start - 5) : first.start]
    if before.endswith((" of ", " for ", " at ")):
        return bool(first.kind & Kind.PLACE) or not first.kind & Kind.GIVEN
    return not first.kind and bool(_INHABITANT.fullmatch(first.text))
