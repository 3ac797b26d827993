"""Names of people and offices: when two are one, and which one was meant. Knows no story.

The only user of rapidfuzz.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from newsbot.text import fold

# Below this likeness a word of the asked name does not count as a misspelling. 0.70 lets one letter be
# wrong in a word of 4 to 6 letters and two in one of 7 or more; a word of 3 must be right. At 0.65 two wrong
# letters of six would do, and ordinary nouns ("border", "fentanyl") begin to look like somebody.
FLOOR = 0.70
# The names run together must be this alike when the space stands in the wrong place ("Kim Jongun").
_JOINED_FLOOR = 0.88
_MENTIONS_WEIGHT = 0.02  # per factor of ten: popularity breaks ties and never beats a letter


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_TITLES = _set(
    """
    mr mrs ms miss mx dr prof professor sir dame lord lady president vice prime minister secretary
    senator sen rep representative congressman congresswoman gov governor gen general lt lieutenant col
    colonel capt captain sgt sergeant maj adm admiral king queen prince princess pope cardinal
    archbishop rev reverend judge justice chancellor ambassador mayor sheik sheikh imam ayatollah former
    ex the hon det cmdr don dona señor señora sr sra
    """
)
_SUFFIXES = _set(
    """
    jr sr ii iii iv phd md esq mp mep obe cbe kc qc junior
    """
)
_PARTICLES = _set(
    """
    de del della di da das do dos du des la las le los el al as van von der den ter ten bin ibn bint ben
    abu y e zu zum af av st
    """
)
_SYLLABLE = (  # a romanised Chinese or Korean syllable; matches neither "kar" nor "nes"
    r"(?:[bpmfdtnlgkhjqxrzcsyw]|ch|sh|zh|gy|my|hy|by|kk|tt|ry|tr|th|ph|nh|kh|qu)?"
    r"(?:[aeiou]{1,3}|y[aeou]{1,2}|w[aeio]{1,2}|eui|yeo)(?:ng|nh|ch|n|k|l|m|p|t|h)?"
)
_EAST_ASIAN = re.compile(rf"(?:{_SYLLABLE}){{1,2}}")
_JAPANESE = re.compile(r"(?:(?:[kstnhmrgzdbpjywf]|sh|ch|ts|ky|ry|gy|ny|hy|my)?(?:[aeo]|i|u|ou|uu|oo)n?){2,6}")
_FAMILY_FIRST = _set(
    """
    kim xi moon yoon park choi jung jeong kang cho jo lim han oh seo shin kwon hwang ahn song yoo hong
    ko yang bae baek heo nam noh roh ha joo wang li zhang liu chen huang zhao wu zhou xu sun ma zhu hu
    guo he lin gao luo zheng liang xie tang deng feng cao peng zeng xiao tian dong pan yuan cai jiang yu
    du ye cheng wei su lu ding ren yao shen zhong cui tan fan jin shi qin hua qian geng meng dai xia bai
    mao chan wong cheung lau lam ng ho leung tsai lai chiang tsang nguyen tran le pham huynh phan vu vo
    dang bui do ngo duong ly truong to lee
    """
)
_NICKNAMES = {
    short: full
    for full, shorts in {
        "joseph": "joe", "william": "bill will billy", "robert": "bob rob bobby", "michael": "mike",
        "james": "jim jimmy", "richard": "dick rick", "thomas": "tom", "donald": "don", "edward": "ed ted",
        "charles": "chuck charlie", "anthony": "tony", "andrew": "andy", "daniel": "dan", "david": "dave",
        "stephen": "steve", "steven": "steve", "kenneth": "ken", "gregory": "greg", "jeffrey": "jeff",
        "benjamin": "ben", "samuel": "sam", "timothy": "tim", "matthew": "matt", "christopher": "chris",
        "nicholas": "nick", "alexander": "alex", "patricia": "pat patty", "elizabeth": "liz beth",
        "katherine": "kate kathy", "deborah": "debbie", "margaret": "maggie", "susan": "sue", "ronald": "ron",
        "peter": "pete", "philip": "phil", "lawrence": "larry", "gerald": "jerry", "frederick": "fred",
        "albert": "al", "bernard": "bernie", "raymond": "ray", "victoria": "vicky", "jonathan": "jon",
        "mitchell": "mitch", "nancy": "nan", "harold": "harry", "leonard": "len", "rudolph": "rudy",
    }.items()
    for short in shorts.split()
}  # fmt: skip
_SAME_WORD = {
    "ceo": "chief executive", "cfo": "chief financial", "coo": "chief operating", "pm": "prime minister",
    "sec": "secretary", "sen": "senator", "rep": "representative", "gov": "governor", "gen": "general",
    "lt": "lieutenant", "col": "colonel", "sgt": "sergeant", "adm": "admiral", "capt": "captain",
    "spokesman": "spokesperson", "spokeswoman": "spokesperson", "chairman": "chair", "chairwoman": "chair",
    "chairperson": "chair", "congressman": "representative", "congresswoman": "representative",
    "ex": "former", "then": "former", "atty": "attorney", "prof": "professor", "dr": "doctor",
    "british": "britain", "uk": "britain", "mexican": "mexico", "canadian": "canada", "french": "france",
    "german": "germany", "italian": "italy", "spanish": "spain", "russian": "russia", "chinese": "china",
    "japanese": "japan", "israeli": "israel", "iranian": "iran", "iraqi": "iraq", "turkish": "turkey",
    "egyptian": "egypt", "indian": "india", "pakistani": "pakistan", "brazilian": "brazil",
    "irish": "ireland", "argentine": "argentina", "chilean": "chile",
    "colombian": "colombia", "peruvian": "peru",
    "venezuelan": "venezuela", "cuban": "cuba", "guatemalan": "guatemala", "honduran": "honduras",
    "salvadoran": "salvador", "nicaraguan": "nicaragua", "panamanian": "panama", "ecuadorian": "ecuador",
    "bolivian": "bolivia", "haitian": "haiti", "nigerian": "nigeria", "kenyan": "kenya", "ghanaian": "ghana",
    "ethiopian": "ethiopia", "ukrainian": "ukraine", "polish": "poland", "hungarian": "hungary",
    "greek": "greece", "swedish": "sweden", "norwegian": "norway", "danish": "denmark",
    "dutch": "netherlands", "belgian": "belgium", "swiss": "switzerland", "austrian": "austria",
    "australian": "australia",
    "indonesian": "indonesia", "malaysian": "malaysia", "syrian": "syria", "lebanese": "lebanon",
    "palestinian": "palestine", "afghan": "afghanistan", "european": "eu", "thai": "thailand",
}  # fmt: skip
_NOT_OFFICE = _set(
    """
    of the a an for in on his her its their s and at to with
    """
)
# The reader's own country is left out as the papers leave it out; every other country is kept.
_AMERICAN = re.compile(r"\b(?:u\.\s?s\.(?:\s?a\.)?|us|usa|united states|american)(?=\W|$)")


@dataclass(frozen=True, slots=True)
class Match:
    """A known name that may be the asked one: likeness 0-100; `exact` when every asked word is in it."""

    name: str
    score: int
    exact: bool


@lru_cache(maxsize=32768)
def key(name: str) -> str:
    """The name folded, without titles before it, suffixes after it and an initial in the middle; two
    initials there are kept, for they tell namesakes apart.

    >>> key("Alejandro N. Mayorkas") == key("Secretary alejandro mayorkas")
    True
    >>> key("George W. Bush") == key("George H. W. Bush")
    False
    """
    parts = _parts(name)
    letters = sum(len(part) == 1 for part in parts[1:-1])
    kept = [part for i, part in enumerate(parts) if len(part) > 1 or letters > 1 or i in (0, len(parts) - 1)]
    return " ".join(kept)


def plain(name: str) -> str:
    """The folded words of a name, without titles, suffixes and single letters: what to look it up by.

    >>> plain("Mr. Comey's"), plain("Donald J. Trump")
    ('comey', 'donald trump')
    """
    parts = _parts(name)
    return " ".join([part for part in parts if len(part) > 1] or parts)


def surname(name: str) -> str:
    """The folded last word of the name; of names that begin with the family's, the first.

    >>> surname("Ursula von der Leyen"), surname("Kim Jong-un")
    ('leyen', 'kim')
    """
    parts = [part for part in _parts(name) if part not in _PARTICLES] or _parts(name)
    if not parts:
        return ""
    return parts[0] if family_first(parts) else parts[-1]


def family_first(parts: Sequence[str]) -> bool:
    """Whether these folded words are a Chinese, Korean or Vietnamese name, family's name first.

    >>> family_first(["kim", "jong", "un"]), family_first(["kim", "kardashian"])
    (True, False)
    """
    return (
        len(parts) in (2, 3)
        and parts[0] in _FAMILY_FIRST
        and parts[-1] not in _FAMILY_FIRST
        and all(_EAST_ASIAN.fullmatch(part) for part in parts[1:])
    )


def marks(name: str) -> frozenset[str]:
    """Words of which two names that are `same` have at least one in common."""
    core = _core(name)
    return frozenset((*core, "".join(core), "".join(core[1:]))) - {""}


@lru_cache(maxsize=32768)
def same(a: str, b: str) -> bool:
    """May these two names be one person's? They share the surname and no given names differ.

    >>> same("Lopez Obrador", "Andrés Manuel López Obrador"), same("Bill Clinton", "Hillary Clinton")
    (True, False)
    """
    one, two = sorted((_core(a), _core(b)), key=lambda parts: (len(parts), parts))
    if not one:
        return False
    if "".join(one) == "".join(two) or _turned(one, two):
        return True
    if len(one) == 1:
        return _is_surname(one[0], two)
    if one == two[-len(one) :]:
        return True  # the two surnames of a Spanish name, its given names left out
    return _within(one, two)


def near(token: str, of: Iterable[str]) -> float:
    """The best likeness, 0 to 1, of a folded word to any of these; 0 where there are none."""
    return max((_alike(token, other) for other in of), default=0.0)


def likest(token: str, of: Sequence[str]) -> list[str]:
    """Those of these words that may be the folded word, by FLOOR, likest first.

    >>> likest("myorkas", ["mayor", "mayorkas"])
    ['mayorkas']
    """
    from rapidfuzz.process import extract  # noqa: PLC0415  a word has some 300 near it: 0.1 ms in native code

    told = {other: near(token, (other,)) for other in of if len(token) == 1 or len(other) == 1}
    if len(token) > 1:
        found = extract(token, of, scorer=_edits(), score_cutoff=FLOOR, limit=None)
        told.update((other, score) for other, score, _ in found if len(other) > 1)
    return sorted(
        (other for other, score in told.items() if score >= FLOOR), key=lambda one: (-told[one], one)
    )


def best(asked: str, known: Iterable[tuple[str, int]], limit: int) -> tuple[Match, ...]:
    """Which of these names (with their mentions) was meant: exact ones first, then the likest.

    Every word of `asked` must be in the name, misspelt by no more than FLOOR allows, in any order.
    What is like nobody gives nothing.

    >>> best("myorkas", [("Alejandro Mayorkas", 40), ("Mary Orr", 3)], 5)
    (Match(name='Alejandro Mayorkas', score=88, exact=False),)
    """
    query = [part for part in _parts(asked) if part not in _PARTICLES] or _parts(asked)
    if limit < 1 or max(map(len, query), default=0) < 2:
        return ()  # letters alone are nobody's name
    found: dict[str, tuple[bool, float, float]] = {}
    for name, mentions in known:
        likeness, exact = _likeness(query, name)
        if likeness:
            rank = likeness + _MENTIONS_WEIGHT * math.log10(max(mentions, 1))
            found[name] = max(found.get(name, (False, 0.0, 0.0)), (exact, rank, likeness))
    order = sorted(found, key=lambda name: (not found[name][0], -found[name][1], name))
    return tuple(Match(name, round(100 * found[name][2]), found[name][0]) for name in order[:limit])


def deletions(token: str) -> frozenset[str]:
    """The keys under which a word of a name stands in the deletion index, itself among them.

    All that is left of its first 7 letters when up to 2 are deleted, up to 1 of a word of at most 4
    letters. Two words at most so many letters apart share a key.
    """
    head = fold(token)[:7]
    return _left(head, 1 if len(head) <= 4 else 2)


def sought(token: str) -> frozenset[str]:
    """Those of its keys under which every word stands that is like it by FLOOR. Of at most 6 letters up to 1 is deleted:
    what a second finds is four times as much, and all of it too unlike."""
    head = fold(token)[:7]
    return _left(head, 1 if len(head) <= 6 else 2)


def _left(head: str, most: int) -> frozenset[str]:
    keys = last = {head}
    for _ in range(most):
        last = {word[:i] + word[i + 1 :] for word in last for i in range(len(word))}
        keys = keys | last
    return frozenset(word for word in keys if word)


@lru_cache(maxsize=8192)
def office(title: str) -> str:
    """One key for one office, however the words are put; "former", "acting", "deputy", "vice" stay.

    "U.S." is left out, other countries stay by one name: "Mexican President" and "President of
    Mexico" are one office, "President" is another.

    >>> office("US Secretary of Homeland Security") == office("Homeland Security Secretary")
    True
    """
    folded = fold(title)
    rest = [_SAME_WORD.get(word, word) for word in _office_words(_AMERICAN.sub(" ", folded))]
    kept = {word for phrase in rest for word in phrase.split()} - _NOT_OFFICE
    return " ".join(sorted(kept or set(_office_words(folded))))


def of_place(word: str) -> tuple[str, ...]:
    """The folded words that a title may have for this country: "france" for "french", and the other way.

    >>> of_place("france"), of_place("french"), of_place("bridge")
    (('french',), ('france',), ())
    """
    named = _SAME_WORD.get(word, "")
    return tuple(k for k, v in _SAME_WORD.items() if v == word) + ((named,) if named else ())


def _office_words(folded: str) -> list[str]:
    return [
        re.sub(r"'s?$", "", word).replace(".", "") for word in re.findall(r"[^\W_]+(?:['.][^\W_]+)*", folded)
    ]


@lru_cache(maxsize=32768)
def _parts(name: str) -> tuple[str, ...]:
    """The folded words of a name, titles before and suffixes after it gone; "Last, First" put right."""
    before, comma, after = fold(name).partition(",")
    parts, given = _words(before), _words(after)
    if comma and given and given[0] not in _SUFFIXES:
        parts = given + parts
    while len(parts) > 1 and parts[0] in _TITLES:
        parts = parts[1:]
    while len(parts) > 1 and parts[-1] in _SUFFIXES:
        parts = parts[:-1]
    return tuple(parts)


def _words(folded: str) -> list[str]:
    return [re.sub(r"'s?$", "", word) for word in _WORD.findall(folded)]


@lru_cache(maxsize=32768)
def _core(name: str) -> tuple[str, ...]:
    parts = _parts(name)
    return tuple(part for part in parts if part not in _PARTICLES) or parts


def _turned(one: Sequence[str], two: Sequence[str]) -> bool:
    """One name in two orders, where a family's name may come first; "Henry James" is not "James Henry"."""
    if sorted(one) != sorted(two):
        return False
    return any(family_first(parts) or all(map(_JAPANESE.fullmatch, parts)) for parts in (one, two))


def _is_surname(token: str, parts: Sequence[str]) -> bool:
    if family_first(parts):
        return token in (parts[0], "".join(parts[1:]))
    return token in parts[1:] if len(parts) > 1 else token == parts[0]


def _within(one: Sequence[str], two: Sequence[str]) -> bool:
    """Whether the shorter is the longer, names left out or cut to initials, first and last kept."""
    if not _compatible(one[0], two[0]) or len(one[-1]) == 1:
        return False
    if len(one) > 2 and len(one[1]) == 1 and not _compatible(one[1], two[1]):
        return False  # George W. and George H. W.
    if one[-1] != two[-1] and not (len(two) > 2 and len(two) > len(one) and one[-1] == two[-2]):
        return False
    rest = iter(two)
    return all(any(_compatible(part, other) for other in rest) for part in one)


def _compatible(a: str, b: str) -> bool:
    if a == b or _NICKNAMES.get(a, a) == _NICKNAMES.get(b, b):
        return True
    return (len(a) == 1 or len(b) == 1) and a[0] == b[0]


def _likeness(query: Sequence[str], name: str) -> tuple[float, bool]:
    """Mean likeness of the asked words to words of the name, each used once; 0 below the floor."""
    parts = _parts(name)
    free, total, exact = list(parts), 0.0, True
    for word in query:
        score, at = max(((_alike(word, part), -i) for i, part in enumerate(free)), default=(0.0, 0))
        if score < FLOOR:
            joined = _edits()("".join(query), "".join(parts), score_cutoff=_JOINED_FLOOR)
            return (joined, False) if len(query) > 1 or len(parts) > 1 else (0.0, False)
        total += score
        exact = exact and (score == 1 or 1 in (len(word), len(free[-at])))
        free.pop(-at)
    return total / len(query), exact


def _alike(a: str, b: str) -> float:
    if len(a) == 1 or len(b) == 1:
        return 0.9 if a[:1] == b[:1] and a != b else float(a == b)
    return _edits()(a, b, score_cutoff=FLOOR)


@cache
def _edits() -> Callable[..., float]:
    from rapidfuzz.distance import OSA  # noqa: PLC0415  reading never asks, and is ready 15 ms sooner

    return OSA.normalized_similarity
