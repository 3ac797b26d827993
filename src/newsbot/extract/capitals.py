"""A capitalised word in a run of them: part of a name, a title, a word of a body or a place, or none of these."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from newsbot.extract.lexicon import Kind, kind

Verdict = Literal["part", "role", "not", "skip"]

UPPER = "A-Z" + "".join(chr(c) for c in range(0xC0, 0x250) if chr(c).isupper())
ABBREVIATED = (
    "Mr|Mrs|Ms|Mx|Dr|Sen|Sens|Rep|Reps|Gov|Gen|Lt|Col|Capt|Sgt|Maj|Adm|Cmdr|Prof|Rev|Hon|Det|Cpl|Atty|Supt|Insp"
    "|Pres|Sec|Msgr|Messrs|Engr|Barr|Alh|Fr|St|Jr|Sr"
)
SUFFIXES = frozenset({"Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"})
ACRONYMS = frozenset({"U.S.", "U.N.", "E.U.", "U.K.", "D.C.", "L.A.", "U.S.A.", "A.M.", "P.M.", "No.", "I"})
_TITLE = re.compile(rf"(?!St\.|Jr\.|Sr\.)(?:{ABBREVIATED})\.")
_INITIALS = re.compile(rf"(?:[{UPPER}]\.-?){{1,4}}|[B-HJ-Z]")
_TWO_CAPITALS = re.compile(r"[A-Z]{2}")
_PARTY = re.compile(r"[RDI][-‐‑][A-Z]")  # "R-Texas"
# "California-based" and "Ferrari-powered" describe; "Jong-un" and "Jae-in" are names.
_DESCRIBING = re.compile(r".+[-‐‑]([a-z]{2,})")
_SYLLABLES = re.compile(
    r"[A-Z][a-z]{1,5}[-‐‑](?!based|born|led|era|run|like|only|wide|day|year|style|owned)[a-z]{2,5}"
)
_MONTHS_AND_NAMES = frozenset({"April", "May", "June", "August"})
_DATED = re.compile(r"[ ,]{1,2}(?:\d|of |and [A-Z])")
_IN_TIME = re.compile(
    r"(?:\b(?:in|on|since|until|till|by|from|of|last|next|this|late|early|mid|to|through|and|before|after)|\d|-) ?$"
)
# Small words that are syllables of East Asian names, too: "Do Kyung-soo", "An Se-young".
_SYLLABLE_TOO = frozenset({"an", "in", "do", "so", "my", "on", "to", "no", "he", "you", "her"})


_SHORTENED = ("n't", "i'm", "i’m", "n’t", "'ll", "’ll", "'re", "’re", "'ve", "’ve")
_DESCRIBES = frozenset(
    {"Will", "Star", "Young", "Rich", "Early", "Grand"}
)  # first names, and words of a headline
_NAMES_TOO = frozenset({"Dean", "Earl", "Marshall", "Duke"})


@dataclass(slots=True)
class Word:
    """A word of a run; `text` is empty for a listed phrase, `kind` the bits of what the lists know.

    `loose` words stand inside a name without being one of its words: particles, nicknames in marks.
    """

    start: int
    end: int
    text: str
    kind: int = 0
    loose: bool = False


@dataclass(slots=True)
class Around:
    """What a word stands among: the words of the name so far, the next word, the sentence's beginning."""

    text: str
    named: list[Word]
    following: Word | None
    opens: bool
    headline: bool

    @property
    def given(self) -> bool:
        """Whether the word before is a first name or initials."""
        return bool(self.named) and bool(self.named[-1].kind & Kind.GIVEN or initials(self.named[-1].text))

    @property
    def ends(self) -> bool:
        """Whether no further word of a name or a body comes after this one."""
        return self.following is None or not self.following.kind & (Kind.NOT | Kind.FAMILY | Kind.GIVEN)


@lru_cache(maxsize=8192)
def initials(word: str) -> bool:
    """Whether this is no name but the first letters of one ("J.K.", "W.", "RJ")."""
    return bool(_INITIALS.fullmatch(word)) or bool(_TWO_CAPITALS.fullmatch(word) and not kind(word))


@lru_cache(maxsize=8192)
def plain_name(word: str) -> bool:
    """Whether nothing is known of a word but that it may be a name: in a running text its verdict is "part", whatever it
    stands among."""
    if (
        not word.isalpha()
        or word in SUFFIXES
        or _formed(word)
        or kind(word) & ~(Kind.GIVEN | Kind.FAMILY | Kind.KNOWN)
    ):
        return False
    return not _role(word)


def from_a_seat(word: str) -> bool:
    """Whether this tells of party and seat, whose name goes on behind it: "D-Port" of "D-Port Anne"."""
    return bool(_PARTY.match(word))


def verdict(word: Word, around: Around) -> Verdict:
    """part: of the name; role: a title; not: of a body or a place; skip: an ordinary word."""
    return _by_form(word, around) or _by_lists(word, around) or _by_sense(word, around)


def _by_form(word: Word, around: Around) -> Verdict | None:
    """What its letters alone tell."""
    if word.text in SUFFIXES:
        return "part" if around.named else "skip"
    return _formed(word.text)


@lru_cache(maxsize=8192)
def _formed(word: str) -> Verdict | None:
    if not word or word in ACRONYMS:
        return "skip" if word == "I" else "not"
    if _TITLE.fullmatch(word):
        return "role"
    return "skip" if _PARTY.match(word) or word.lower().endswith(_SHORTENED) else None


def _by_lists(word: Word, around: Around) -> Verdict | None:
    """What the lists tell of small words, dates, double surnames and titles."""
    bits = word.kind
    if bits & Kind.SIGNING:
        return "skip"
    if bits & Kind.SMALL and not (
        around.named and not around.headline and word.text.lower() in _SYLLABLE_TOO
    ):
        return "skip"
    if bits & Kind.FRONT and not around.named and around.following:
        return "not"  # "San Mateo", "Lake Tahoe"; "Roberto Santa Cruz" goes on
    double = bits & Kind.DOUBLE and around.given
    if bits & Kind.DATE and not double and not _first_name(word, around.following):
        return "part" if _no_date(word, around) else "skip"
    if double and around.ends and not (around.headline and around.following):
        return "part"
    following = around.following
    if following and not following.loose and _SYLLABLES.fullmatch(following.text) and not bits & Kind.ROLE:
        return "part"  # Park Geun-hye, Na Seong-woong
    if bits & Kind.DOUBLE and not around.named and following is None and not around.headline:
        return "part"  # alone, for the story to say whether it is somebody's surname: Park, Cook
    if bits & Kind.ROLE or _role(word.text):
        return (
            "part" if word.text in _NAMES_TOO and _first_name(word, following) and _alone(around) else "role"
        )
    return None


@lru_cache(maxsize=8192)
def _role(word: str) -> bool:
    """Whether the word, or what it is the plural of, names a role."""
    return bool(kind(word.lower().removesuffix("s")) & Kind.ROLE)


def _alone(around: Around) -> bool:
    """Whether only one word comes after this one, and none came before: "Dean Hale", not "Dean Ann Hale"."""
    following = around.following
    return not around.named and following is not None and not following.kind & Kind.GIVEN


def _by_sense(word: Word, around: Around) -> Verdict:
    """What it is as a body's, a place's or an ordinary word, or else as a name."""
    bits, named = word.kind, around.named
    if (
        not named
        and around.following
        and (bits == Kind.MODIFIER or (around.headline and word.text in _DESCRIBES))
    ):
        return "skip"  # "Longtime Roe foe"; in a headline "Star Ana Roe"
    if bits & Kind.NOT:
        return _body(word, around)
    if (tail := _DESCRIBING.fullmatch(word.text)) and kind(tail.group(1)) & Kind.WORD:
        return "part" if len(named) == 1 and _SYLLABLES.fullmatch(word.text) else "skip"
    if bits & Kind.PLACE:
        return _place(word, around)
    if bits & Kind.WORD and not bits & Kind.KNOWN:
        return _ordinary(word, around)
    clause = around.headline and len(named) > 1 and named[-1].kind & (Kind.FAMILY | Kind.KNOWN)
    told = not bits & Kind.FAMILY or (word.text.endswith("s") and kind(word.text[:-1]) & Kind.WORD)
    return "skip" if clause and told else "part"  # "Ben Carson Defends", "Ben Carson Burns"


def _body(word: Word, around: Around) -> Verdict:
    following = around.following
    middle = following and following.kind & Kind.FAMILY and not following.kind & Kind.NOT
    if around.given and word.kind & Kind.FAMILY and middle and not around.headline:
        return "part"  # Rodolfo Plaza Lasso
    return "skip" if word.kind & Kind.BELONGS else "not"


def _place(word: Word, around: Around) -> Verdict:
    named, following, bits = around.named, around.following, word.kind
    named_first = bool(named) and (around.given or bool(named[0].kind & Kind.GIVEN))
    if named_first and around.ends and not around.headline:
        return "part"
    if not bits & (Kind.GIVEN | Kind.FAMILY):
        return "not"
    if named:
        return "part" if bits & Kind.FAMILY else "not"
    first_next = following is not None and following.kind & Kind.GIVEN and not following.kind & Kind.PLACE
    return "not" if first_next and not bits & Kind.GIVEN else "part"


def _ordinary(word: Word, around: Around) -> Verdict:
    """An ordinary word is a name's after a first name, or where a surname follows it; never in a headline."""
    bits, following = word.kind, around.following
    if around.named:
        return "part" if not around.headline and _goes_on(word, around) else "skip"
    if bits & (Kind.GIVEN | Kind.FAMILY) and not around.headline and (not around.opens or not following):
        return "part"  # alone, it is for the story to say whether it is somebody's: "Teller said"
    surname = following and following.kind & Kind.FAMILY and not following.kind & (Kind.WORD | Kind.NOT)
    return "part" if bits & Kind.GIVEN and surname and word.text not in _DESCRIBES else "skip"


def _goes_on(word: Word, around: Around) -> bool:
    """Whether an ordinary word goes on with a name: "Louise Heavens", "Svein Tore Holsether"."""
    named, following = around.named, around.following
    family = bool(word.kind & Kind.FAMILY)
    if not around.given and following is not None:
        return False
    strong = any(one.kind & Kind.GIVEN and not one.kind & (Kind.WORD | Kind.PLACE) for one in named)
    if strong and (len(named) == 1 or family or not word.text.endswith("s")):
        return True
    return family or bool(following and following.kind & (Kind.FAMILY | Kind.GIVEN))


def _no_date(word: Word, around: Around) -> bool:
    """Whether May (or June, April, August) may be a person: no day, year or preposition stands by it."""
    if around.named or around.following or not word.kind & Kind.FAMILY or word.text not in _MONTHS_AND_NAMES:
        return False
    before = around.text[max(word.start - 10, 0) : word.start]
    return not _DATED.match(around.text, word.end) and not _IN_TIME.search(before)


def _first_name(word: Word, following: Word | None) -> bool:
    """April, June, Jan before a surname, or a word of no list: a first name, not a month."""
    if following is None or following.loose or not word.kind & Kind.GIVEN:
        return False
    return not following.kind & (Kind.WORD | Kind.PLACE | Kind.NOT | Kind.DATE | Kind.SMALL | Kind.ROLE)
