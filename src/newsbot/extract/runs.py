"""Runs of capitals, cut into what may be names: titles, places, organisations and other words fall away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from newsbot.extract.lexicon import Kind, kind, openings, words
from newsbot.extract.page import Page, Paragraph

_UPPER = "A-Z" + "".join(chr(c) for c in range(0xC0, 0x250) if chr(c).isupper())
_ABBREVIATED = (
    "Mr|Mrs|Ms|Mx|Dr|Sen|Sens|Rep|Reps|Gov|Gen|Lt|Col|Capt|Sgt|Maj|Adm|Cmdr|Prof|Rev|Hon|Det|Cpl|Atty|Supt|Insp"
    "|Pres|Sec|Msgr|Messrs|Fr|St|Jr|Sr"
)
_PARTICLE = "de|del|della|di|da|das|do|dos|du|la|las|lo|los|le|van|von|der|den|ter|ten|bin|ibn|bint|ben|al|el|ul|ur|y|e|zu|af|i"
# One capitalised word: an abbreviated title with its stop, initials, or a name that may hold
# apostrophes and hyphens. A possessive 's is no part of it.
_TOKEN = (
    rf"(?:(?:{_ABBREVIATED})\."
    rf"|[{_UPPER}]\.(?:-?[{_UPPER}]\.){{0,3}}"
    rf"|(?:(?:al|el|as|ad|ar|ash|an|at|ul|bin)[-‐‑]|[dl]['’])?[{_UPPER}]\w*(?:(?:['’](?![sS]\b)|[-‐‑])\w+){{0,3}})"
)
_NICKNAME = "[\"“‘'][^\"“”‘’'\\n]{1,24}[\"”’']"
# A run begins neither inside a word nor after a hyphen ("pro-Trump"), at an address or a tag.
_RUN = re.compile(
    rf"(?<![\w@#&\-‐‑.'’]){_TOKEN}"
    rf"(?:[ \xa0\n](?:(?:{_PARTICLE})[ \xa0\n]){{0,3}}(?:{_NICKNAME}[ \xa0])?{_TOKEN}){{0,11}}"
)
_IN_RUN = re.compile(rf"{_NICKNAME}|{_TOKEN}|\b(?:{_PARTICLE})\b")
_TITLE = re.compile(rf"(?!St\.|Jr\.|Sr\.)(?:{_ABBREVIATED})\.")
_INITIALS = re.compile(rf"(?:[{_UPPER}]\.-?){{1,4}}|[B-HJ-Z]")
_TWO_CAPITALS = re.compile(r"[A-Z]{2}")
# "California-based", "Ferrari-powered" describe; "Jong-un" and "Jae-in" are names.
_DESCRIBING = re.compile(r".+[-‐‑]([a-z]{2,})")
_MONTH_NAMES = frozenset({"April", "May", "June", "August"})
_DATED = re.compile(r"[ ,]{1,2}(?:\d|of |and [A-Z])")
_IN_TIME = re.compile(
    r"(?:\b(?:in|on|since|until|till|by|from|of|last|next|this|late|early|mid|to|through|and|before|after)|\d|-) ?$"
)
_SYLLABLE_TOO = frozenset(
    {"an", "in", "do", "so", "my", "on", "to", "no", "he", "you", "her"}
)  # "Do Kyung-soo"
_SEXES = {"Mr": "m", "Sir": "m", "Lord": "m", "King": "m", "Prince": "m", "Mrs": "f", "Ms": "f", "Miss": "f"}
_SEXES |= {"Dame": "f", "Lady": "f", "Queen": "f", "Princess": "f", "Baroness": "f"}
_COURTESY = re.compile(rf"\b({'|'.join(_SEXES)})\.? (?:(?:{_PARTICLE}) ){{0,2}}$")
_SIGNING = frozenset({"writing", "editing", "reporting", "additional", "compiled", "translated"})
_SYLLABLES = re.compile(
    r"[A-Z][a-z]{1,5}[-‐‑](?!based|born|led|era|run|like|only|wide|day|year|style|owned)[a-z]{2,5}"
)
_PARTY = re.compile(r"[RDI][-‐‑][A-Z]")  # "R-Texas"
_ACRONYMS = frozenset({"U.S.", "U.N.", "E.U.", "U.K.", "D.C.", "L.A.", "U.S.A.", "A.M.", "P.M.", "No.", "I"})
_INHABITANT = re.compile(r"[A-Z][a-z]{3,}(?:ian|an|ese|ite|er)")
_SUFFIXES = frozenset({"Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"})
_SUFFIX = re.compile(r",? (?:Jr\.?|Sr\.|I{2,3}|IV)(?!\w)")
_MONTHS = frozenset(
    {
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
        "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    }
)  # fmt: skip
# Words of places, bodies and colours that are as often surnames; only after a given name.
_SURNAMES_TOO = frozenset(
    {
        "white", "black", "brown", "green", "may", "hall", "park", "banks", "bush", "church", 
        "wall", "king", "price", "north", "west", "east", "southern", "star", "fox", "lake", "rivers", "law",
        "law", "hill", "hills", "day", "march", "ford", "bridges", "towers", "street", "wood", "woods", "forest",
        "field", "fields", "stone", "rose", "gates", "falls", "heath", "brooks", "english", "french", "german",
        "holland", "ireland", "london", "welsh", "irish", "post", "mills", "bell", "grove", "temple", "castle",
        "golden", "silver", "gold", "ridge", "chancellor", "cook", "judge", "major", "prince", "dean", "page",
        "knight", "marshal", "singer", "bishop", "pope", "farmer", "sheriff", "priest", "sergeant", "driver", "marine",
        "shepherd", "archer", "hunter", "carpenter", "fisher", "weaver", "monk", "baron", "earl", "duke", "lord",
    }
)  # fmt: skip
# Nouns in small letters that make the name before them a place or a thing.
_THINGS = frozenset(
    {
        "airport", "stadium", "street", "avenue", "bridge", "hospital", "university", "school", "museum", "prize",
        "award", "trophy", "cup", "dam", "arena", "boulevard", "highway", "station", "brand", "rig", "shares", "stock",
    }
)  # fmt: skip
# Nouns in small letters that make the name after them no person's.
_BODIES = frozenset(
    {
        "firm", "company", "group", "giant", "maker", "retailer", "newspaper", "daily", "magazine", "bank", "vessel",
        "ship", "tanker", "hurricane", "storm", "typhoon", "operator", "producer", "airline", "network", "website",
        "broadcaster", "startup", "carmaker", "automaker", "brand", "brokerage", "club", "province", "city", "town",
        "village", "municipality", "airport", "port", "supplier", "developer", "drugmaker", "lender", "utility",
    }
)  # fmt: skip
_WEAK_ROLES = frozenset(
    {
        "parent", "ally", "owner", "partner", "rival", "opponent", "neighbor", "neighbour", "champion", "founder",
        "head", "star", "miner", "baker", "grower", "farmer", "banker", "broadcaster", "carrier", "insurer", "agent", "supplier", "chief", "guard", "leader", "veteran", "trainer", "rider", "whip",
        "contender", "incumbent", "predecessor", "successor", "favourite", "backer", "trader", "broker", "friend",
    }
)  # fmt: skip
# Capitalised, these leave the name before them a person's: "Trump Administration".
# The name after these is a place's or a thing's: "Hurricane Ernesto", "Fort Bragg".
_FRONT = frozenset(
    {
        "hurricane", "storm", "typhoon", "cyclone", "lake", "mount", "fort", "cape", "port", "camp", "hotel", "radio",
        "river", "uss", "hms", "operation", "ciudad", "puerto", "isla", "estadio", "colonia", "playa", "cerro",
        "avenida", "calle", "plaza", "barrio", "comuna", "favela", "villa", "hacienda",
    }
)  # fmt: skip
_PLAIN = re.compile(r"[^\W\d_]{2,}")
_BELONGS = frozenset(
    {"administration", "government", "campaign", "presidency", "cabinet", "family", "foundation's"}
)
_LAST_WORD = re.compile(r"([\w.'’-]+)\W{0,2}$")
_NEXT_WORD = re.compile(r" ([a-z]+)")


@dataclass(slots=True)
class Run:
    """What may be a name: its words with what the lists know of each, and what stands around it.

    `form` is the name as the story has it, on one line, without a nickname in marks; `dead` is part
    of a place, a body or a thing; `headline` is set in capitals throughout; `sex` is "m" after Mr and "f" after Mrs;
    `titled` is 1 after a title or role, 0.5 after a role that bodies and things have too ("owner").
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
    sex: str = ""
    person: str = field(default="")


@dataclass(slots=True)
class _Word:
    start: int
    end: int
    text: str
    kind: int = 0
    loose: bool = False  # a particle or a nickname: inside a name, but none of its words


def runs(page: Page) -> Iterator[Run]:
    """Every stretch of capitals that may be a name, in text order."""
    for part in page.paragraphs:
        headline = part.zone == "headline" or _headline(page.text, part)
        for found in _RUN.finditer(page.text, part.start, part.end):
            yield from _cut(page.text, part, _tokens(page.text, found.start(), found.end()), headline)


def initials(word: str) -> bool:
    """Whether this is no name but the first letters of one ("J.K.", "W.", "RJ")."""
    return bool(_INITIALS.fullmatch(word)) or bool(_TWO_CAPITALS.fullmatch(word) and not kind(word))


def _headline(text: str, part: Paragraph) -> bool:
    """Whether a short paragraph is in headline case: small letters only in small words ("to", "says" has one)."""
    if part.end - part.start > 160:
        return False
    plain = _PLAIN.findall(text, part.start, part.end)
    small = any(word[0].islower() and not kind(word) & Kind.SMALL for word in plain)
    return len(plain) > 3 and not small and sum(word[0].isupper() for word in plain) * 2 > len(plain)


def _tokens(text: str, start: int, end: int) -> list[_Word]:
    """The words of a run; those of a listed phrase ("New York") are one."""
    found = [_Word(m.start(), m.end(), m.group()) for m in _IN_RUN.finditer(text, start, end)]
    out: list[_Word] = []
    at = 0
    while at < len(found):
        word = found[at]
        width, bits = _phrase(found, at)
        if width > 1:
            out.append(_Word(word.start, found[at + width - 1].end, "", bits))
        else:
            word.loose = (
                not word.text[0].isupper()
                and not any(c.isupper() for c in word.text[1:])
                or (word.text[0] in "\"“‘'")
            )
            word.kind = 0 if word.loose or word.text in _ACRONYMS else kind(word.text)
            out.append(word)
        at += width
    return out


def _phrase(found: list[_Word], at: int) -> tuple[int, int]:
    """How many of the words from here are one listed place or organisation, and what it is."""
    if found[at].text.lower() in openings():
        for width in (4, 3, 2):
            if at + width <= len(found):
                bits = words().get("_".join(word.text.lower() for word in found[at : at + width]))
                if bits is not None:
                    return width, bits
    return 1, 0


def _cut(text: str, part: Paragraph, tokens: list[_Word], headline: bool) -> Iterator[Run]:
    start = tokens[0].start
    before = _LAST_WORD.search(text, max(part.start, start - 24), start)
    opens = _opens(text, part.start, start)
    titled, bodied = _introduced(text, before, start)
    current: list[_Word] = []
    for at, word in enumerate(tokens):
        if word.loose:
            if current:
                current.append(word)
            continue
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        verdict = _verdict(text, word, current, following, opens and at == 0, headline)
        if verdict == "skip" and titled and at + 1 == len(tokens) and len(current) > 1 and not headline:
            verdict = "part"  # the last word after a title and a name is a name: "writer Mame Diarra Fall"
        if verdict == "part":
            current.append(word)
            continue
        dead = (
            bodied
            or verdict == "not"
            or (verdict == "skip" and not headline and _body_later(tokens[at + 1 :]))
        )
        yield from _run(text, part, current, titled, dead, opens, headline)
        opens = opens and not current and verdict == "skip"
        current, titled, bodied = [], float(verdict == "role"), word.text.lower() in _FRONT
    yield from _run(
        text, part, current, titled, bodied or _thing_follows(text, tokens[-1].end), opens, headline
    )


def _body_later(rest: list[_Word]) -> bool:
    """Whether the run ends as a body's or a place's: "Reagan Presidential Library"."""
    return any(word.kind & Kind.NOT and word.text.lower() not in _MONTHS | _BELONGS for word in rest)


def _introduced(text: str, before: re.Match[str] | None, start: int) -> tuple[float, bool]:
    """Whether a role noun, or the noun of a body or a thing, stands right before in small letters."""
    if not before or (gap := text[before.end(1) : start]) not in (" ", "\n", "\xa0", ", "):
        return 0, text[max(start - 2, 0) : start] == "& "
    word = before.group(1).lower()
    role = (kind(word) | kind(word.removesuffix("s"))) & Kind.ROLE
    return 0 if not role else 0.5 if word in _WEAK_ROLES else 1, word in _BODIES and gap != ", "


def _thing_follows(text: str, end: int) -> bool:
    following = _NEXT_WORD.match(text, end)
    return text[end : end + 3] == " & " or bool(following and following.group(1) in _THINGS)


def _opens(text: str, floor: int, start: int) -> bool:
    before = text[max(floor, start - 3) : start].rstrip()
    return not before or before[-1] in ".!?:;\"“”'‘’()—–-•"


def _verdict(
    text: str, word: _Word, current: list[_Word], following: _Word | None, opens: bool, headline: bool
) -> str:
    """part: of the name; role: a title; not: of a body or a place; skip: an ordinary word."""
    low, bits = word.text.lower(), word.kind
    if not low or word.text in _ACRONYMS:
        return "skip" if word.text == "I" else "not"
    if _TITLE.fullmatch(word.text):
        return "role"
    if low in _SIGNING:
        return "skip"
    if word.text in _SUFFIXES:
        return "part" if current else "skip"
    named = [one for one in current if not one.loose]
    given = bool(named) and (bool(named[-1].kind & Kind.GIVEN) or initials(named[-1].text))
    ends = following is None or not following.kind & (Kind.NOT | Kind.FAMILY | Kind.GIVEN)
    if bits & Kind.SMALL and (headline or not named or low not in _SYLLABLE_TOO):
        return "skip"
    if _PARTY.match(word.text):
        return "skip"
    if low in _MONTHS and not (given and low in _SURNAMES_TOO) and not _is_first(word, following):
        return "part" if _no_month(text, word, current, following) else "skip"
    if given and ends and low in _SURNAMES_TOO and not (headline and following):
        return "part"
    if following and not following.loose and _SYLLABLES.fullmatch(following.text) and not bits & Kind.ROLE:
        return "part"  # Park Geun-hye, Na Seong-woong
    if (bits | kind(low.removesuffix("s"))) & Kind.ROLE:
        return "role"
    if bits & Kind.NOT:
        middle = following and following.kind & Kind.FAMILY and not following.kind & Kind.NOT
        if given and bits & Kind.FAMILY and middle and not headline:
            return "part"  # Rodolfo Plaza Lasso
        return "skip" if low in _BELONGS else "not"
    if (tail := _DESCRIBING.fullmatch(word.text)) and kind(tail.group(1)) & Kind.WORD:
        return "part" if len(named) == 1 and _SYLLABLES.fullmatch(word.text) else "skip"
    if bits & Kind.PLACE:
        first = bool(named) and (given or bool(named[0].kind & Kind.GIVEN))
        return _place(bits, current, following, first and not headline, ends)
    if bits & Kind.WORD and not bits & Kind.KNOWN:
        return _ordinary(word, bits, named, following, given, opens, headline)
    clause = headline and len(named) > 1 and named[-1].kind & (Kind.FAMILY | Kind.KNOWN)
    return "skip" if clause and not bits & Kind.FAMILY else "part"  # "Ben Carson Defends"


def _no_month(text: str, word: _Word, current: list[_Word], following: _Word | None) -> bool:
    """Whether May (or June, April, August) may be a person: no day, year or preposition stands by it."""
    if current or following or not word.kind & Kind.FAMILY or word.text not in _MONTH_NAMES:
        return False
    before = text[max(word.start - 10, 0) : word.start]
    return not _DATED.match(text, word.end) and not _IN_TIME.search(before)


def _is_first(word: _Word, following: _Word | None) -> bool:
    """April, June, Jan before a surname: a first name, not a month."""
    return bool(
        word.kind & Kind.GIVEN
        and following
        and following.kind & Kind.FAMILY
        and not following.kind & Kind.WORD
    )


def _place(bits: int, current: list[_Word], following: _Word | None, given: bool, ends: bool) -> str:
    if given and ends:
        return "part"
    if not bits & (Kind.GIVEN | Kind.FAMILY):
        return "not"
    if current:
        return "part" if bits & Kind.FAMILY else "not"
    first_next = following is not None and following.kind & Kind.GIVEN and not following.kind & Kind.PLACE
    return "not" if first_next and not bits & Kind.GIVEN else "part"


def _ordinary(
    word: _Word,
    bits: int,
    named: list[_Word],
    following: _Word | None,
    given: bool,
    opens: bool,
    headline: bool,
) -> str:
    low = word.text.lower()
    if named and headline:
        return "skip"
    if named:
        strong = any(one.kind & Kind.GIVEN and not one.kind & (Kind.WORD | Kind.PLACE) for one in named)
        if strong and (given or following is None) and (
            len(named) == 1 or bits & Kind.FAMILY or not low.endswith("s")
        ):
            return "part"
        between = following is not None and following.kind & (Kind.FAMILY | Kind.GIVEN) and not headline
        if bits & Kind.FAMILY and (given or following is None) or (given and between):
            return "part" if not headline or bits & Kind.FAMILY and given else "skip"
        return "skip"
    if bits & (Kind.GIVEN | Kind.FAMILY) and not opens and not headline:
        return "part"
    surname = (
        following is not None and following.kind & Kind.FAMILY and not following.kind & (Kind.WORD | Kind.NOT)
    )
    return "part" if bits & Kind.GIVEN and surname and not word.text == "Will" else "skip"


def _placed(text: str, part: Paragraph, named: list[_Word], headline: bool) -> bool:
    """Whether the first of three words is where the holder of an office sits, or whence he comes.

    "Mayor of London Boris Johnson", "Arizonan John McCain"; not "Maria Jose Torres". In a headline
    it may be a verb that no list has.
    """
    if headline and len(named) > 2 and not named[0].kind & (Kind.GIVEN | Kind.FAMILY):
        return bool(named[1].kind & Kind.GIVEN)
    if len(named) < 3 or not named[1].kind & Kind.GIVEN or not named[2].kind & Kind.FAMILY:
        return False
    before = text[max(part.start, named[0].start - 5) : named[0].start]
    if before.endswith((" of ", " for ", " at ")):
        return bool(named[0].kind & Kind.PLACE) or not named[0].kind & Kind.GIVEN
    return not named[0].kind and bool(_INHABITANT.fullmatch(named[0].text))


def _run(
    text: str, part: Paragraph, current: list[_Word], titled: float, dead: bool, opening: bool, headline: bool
) -> Iterator[Run]:
    while current and current[-1].loose:
        current = current[:-1]
    named = [word for word in current if not word.loose and word.text not in _SUFFIXES]
    if not named:
        return
    if _placed(text, part, named, headline):
        current, named, titled = current[current.index(named[1]) :], named[1:], 1
    end = current[-1].end
    if len(named) > 1 and current[-1] is named[-1] and (more := _SUFFIX.match(text, end, part.end)):
        end = more.end()
    particled = any(word.loose and word.text[0] not in "\"“‘'" for word in current)
    form = " ".join(word.text for word in current if word.text[0] not in "\"“‘'")
    suffix = text[current[-1].end : end].lstrip(", ")
    courtesy = _COURTESY.search(text, max(part.start, current[0].start - 9), current[0].start)
    yield Run(
        current[0].start,
        end,
        part,
        [word.text for word in named],
        [word.kind for word in named],
        f"{form} {suffix}".strip(),
        titled,
        dead,
        opening,
        headline,
        particled,
        _SEXES[courtesy.group(1)] if courtesy else "",
    )
