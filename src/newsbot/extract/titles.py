"""Titles and roles that stand with a name, as literal spans: before it, set off after it, or told of it."""

from __future__ import annotations

import re
from functools import lru_cache

from newsbot.extract.lexicon import Kind, kind
from newsbot.model import Span

_WINDOW = 130  # characters; no title before a name is longer
_WORD = re.compile(r"[\w&][\w&.'’-]*")
_POSSESSIVE = re.compile(r"['’]s?$")
_JOINS = frozenset({"of", "for", "to", "at", "the", "and", "on", "in"})
_DONE = frozenset({"convict", "guard", "chair", "escort", "nurse", "champion"})
_COURTESY = frozenset({"Mr", "Mrs", "Ms", "Miss", "Mx", "Messrs"})
# What may stand between an office and its holder: "Minister of Health Dr Roe".
_STYLES = frozenset({"Dr", "Prof", "Professor", "Sir", "Dame", "Rev", "Gen", "Col"})
_KEPT = frozenset({"New", "first", "First", "second", "Second"})  # "first lady"
_ARTICLE = re.compile(r"(?:the|an?|his|her|its|their|our|then|now|one of the|one of) ", re.IGNORECASE)
# Set off by a comma or a dash, past an age; or after "who is". Never over a full stop or a semicolon.
_AFTER = re.compile(
    r"(?: of [A-Z][\w.]+(?: [A-Z]\w+)?)?(?: \([A-Z][\w.-]{0,12}\))?(?:,? \(?\d{1,3}\)?)?"
    r"(?:, | [–—-] | \()(?:who (?:is|was|serves as|served as|works as|became) )?"
)
_AGED = re.compile(r", \d{1,3}, (?P<and>and )?")
_SAYS_WHO = re.compile(r"\b[Aa]ccording to (?:the )?$")
_IS = re.compile(r" (?:is|was|became|serves as|served as) (?=(?:the|an?) )")
_HEADS = re.compile(
    r", (?:and )?who (?P<does>(?:now |also |once |previously )?(?:heads?|headed|leads?|led|runs?|ran|chairs?|chaired|directs?"
    r"|directed|represents?|represented|coache[sd]|coach|edits|edited|owns|owned|founded|co-founded|commands|commanded"
    r"|oversees|oversaw|governs|governed|teaches|manages|managed|covers)) (?P<what>[^,.;:()\n]{3,90})"
)
_OWNED = re.compile(r"(?:[\w.-]+ ){0,3}[\w.-]+['’]s? ")
_PHRASE = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Sen|Gov|Rep|Gen|St)\.|[^,.;:()\n—–\"“”\x01]|(?<=\b[A-Z])\.(?=[ A-Z'’]|\b)){2,200}"
)
# Modifiers that are verbs after "to": "to fire campaign manager Karl Stone".
_VERBS_TOO = frozenset("fire head lead guard chair police staff press star champion".split())
_MODALS = frozenset(
    "to did does do will would could should can may might must not he'll they'll we'll she'll".split()
)
_TOWARDS = frozenset(
    "let under toward towards against about among amid despite unlike versus like than per via".split()
)
# Where an apposition has said what somebody is and goes on to say something else.
_ENOUGH = re.compile(
    r" (?:-|(?:who|whom|whose|which|that|said|says|told|has|had|have|was|is|were|are|will|would|could|but|as|when|where|while"
    r"|after|before|during|since|until|because|and (?:a|an|the|his|her|one|also|has|is|was|who|later|then)|with(?! (?:the |[A-Z]))|from|by"
    r"|about|into|over|under|against|whom|in (?:an?|his|her|the|which|this|that|[12]\d)|on (?:an?|his|her|[A-Z][a-z]+day))\b)"
)


def titles(text: str, start: int, end: int, within: Span, following: int | None = None) -> tuple[Span, ...]:
    """The titles of the name at start to end, nearest first: before it, after it, told of it.

    None reaches beyond `within`. `following` is where the next name starts: words that stand
    right before that name are its titles, not this one's. Articles are left out.

    >>> text = "Brian Hale, the vice president of policy at the Potomac Institute, said"
    >>> [text[a:b] for a, b in titles(text, 0, 10, Span(0, len(text)))]
    ['vice president of policy at the Potomac Institute']
    """
    found = (
        _before(text, start, end, within.start),
        _after(text, end, within.end, following),
        _told(text, end, within.end, following),
    )
    return tuple(span for span in found if span)


def does(text: str, start: int, end: int) -> bool:
    """Whether a role word is what somebody is to do: "to convict Karl Stone", "to chair"; not "spoke to coach"."""
    return text[start:end].strip() in _DONE and text[max(start - 4, 0) : start] == " to "


def is_role(word: str) -> bool:
    """Whether this word, in one or many, names a role or an office: "minister", "Senators", "Gov."."""
    return _role(word)


@lru_cache(maxsize=8192)
def _role(word: str) -> bool:
    bare = _POSSESSIVE.sub("", word).rstrip(".")
    bits = kind(bare)
    if bits & Kind.ROLE:
        return True
    return bare.endswith("s") and bool(kind(bare[:-1]) & Kind.ROLE)


def _before(text: str, start: int, end: int, floor: int) -> Span | None:
    floor = max(floor, start - _WINDOW)
    if floor >= start or text[start - 1] not in " \xa0\n":
        return None
    last = text[floor:start].rsplit(None, 1)[-1]
    if last.isalpha() and last.islower() and not _role(last):
        return None  # "said", "of": what stands before most names, and no title ends with it
    words = list(_WORD.finditer(text, floor, start))
    if not words or (gap := text[words[-1].end() : start].strip()) not in ("", ","):
        return None
    head = _head(words) if not gap else _set_off_head(words)
    if head is None:
        return None
    first = _leftmost(text, words, head)
    opened = _sets_off(words[first].group()) or (first and _sets_off(words[first - 1].group()))
    if gap and (not (opened and text[end : end + 1] in {",", "."}) or _other_clause(text, words[first], end)):
        return None  # "the president, Ana Roe," is a title; "of his ministers, Roe said" is none
    while first < head and words[first].group() not in _KEPT and kind(words[first].group()) & Kind.SMALL:
        first += 1
    alone = first == len(words) - 1
    if words[-1].group().rstrip(".") in _COURTESY or (alone and does(text, words[-1].start(), start)):
        return None
    return Span(words[first].start(), _trimmed(words[-1]))


def _other_clause(text: str, first: re.Match[str], end: int) -> bool:
    """Whether the name opens what is told: "According to the sheriff, Karl Stone, 31, and his brother fled"."""
    aged = _AGED.match(text, end)
    return bool(aged and (aged["and"] or _SAYS_WHO.search(text, max(first.start() - 20, 0), first.start())))


def _sets_off(word: str) -> bool:
    return word.lower() in {"the", "its", "their", "his", "her", "our"} or bool(_POSSESSIVE.search(word))


def _trimmed(word: re.Match[str]) -> int:
    text = word.group()
    return word.end() - (len(text) - len(text.rstrip("-'’&")))


def _head(words: list[re.Match[str]]) -> int | None:
    """The role noun that ends the words, or the one that "of ..." at their end belongs to."""
    if _role(words[-1].group()):
        styled = words[-1].group().rstrip(".") in _STYLES and len(words) > 2
        office = _head(words[:-1]) if styled else None
        return len(words) - 1 if office is None or office == len(words) - 2 else office
    if not words[-1].group()[0].isupper():
        return None
    for at in range(len(words) - 2, max(len(words) - 9, 0), -1):
        word = words[at].group()
        if word in {"of", "for", "to", "at", "in"} and _role(words[at - 1].group()):
            return at - 1
        if not (word[0].isupper() or word in _JOINS):
            return None
    return None


def _set_off_head(words: list[re.Match[str]]) -> int | None:
    """The same before a comma, where "of" may have small words behind it: "The head of the union, Ana Roe,"."""
    head = _head(words)
    if head is not None or words[-1].group()[0].isupper():
        return head
    for at in range(len(words) - 2, max(len(words) - 8, 0), -1):
        word = words[at].group()
        if word in {"of", "for"} and _role(words[at - 1].group()):
            return at - 1
        if word not in _JOINS and kind(word) & (Kind.CUE | Kind.ACT):
            return None
    return None


def _leftmost(text: str, words: list[re.Match[str]], head: int) -> int:
    """How far to the left the words of the title go."""
    at, plain = head, 0
    while at > 0:
        word = words[at - 1].group()
        gap = text[words[at - 1].end() : words[at].start()]
        if gap not in (" ", "\xa0", "\n", "/"):
            break
        if bare := _POSSESSIVE.search(word):
            return at - 1 if kind(word[: bare.start()]) & Kind.PLACE else at
        bits = kind(word)
        if _other_words(words, at):
            break
        if word in {"and", "&"} and at > 1 and _role(words[at - 2].group()):
            at -= 2
            continue
        if word[0].isupper():
            if (
                bits & Kind.DATE
                or (bits & Kind.SMALL and word not in _KEPT)
                or (bits & Kind.CUE and not bits & Kind.MODIFIER)
                or word.lower() in _TOWARDS
            ):
                break
        elif not (bits & (Kind.MODIFIER | Kind.ROLE)):
            if plain or words[at].group()[0].isupper() or not _noun(word, bits):
                break
            plain += 1
        at -= 1
    return at


def _other_words(words: list[re.Match[str]], at: int) -> bool:
    """Whether the word before `at` is none of a title's: "counsel under President", "to fire campaign manager",
    and capitals before a title in small letters."""
    word, following = words[at - 1].group(), words[at].group()
    if word == "under":
        return not following.lower().startswith("sec")
    if word.isupper() and len(word) > 5:
        return not following.isupper()
    before = words[at - 2].group().lower().replace("’", "'") if at > 1 else ""
    if word[0].isupper() or before not in _MODALS:
        return False
    return word in _VERBS_TOO or not kind(word) & (Kind.MODIFIER | Kind.ROLE)


def _noun(word: str, bits: int) -> bool:
    """Whether a small word may be the first half of "caravan organizer"; not a verb, not a particle."""
    if (
        word in _TOWARDS
        or bits & (Kind.SMALL | Kind.CUE | Kind.ACT)
        or len(word) < 3
        or not word.replace("-", "").isalpha()
    ):
        return False
    return not word.endswith(("ed", "ing", "ly", "self", "selves"))


def _after(text: str, end: int, ceiling: int, following: int | None) -> Span | None:
    opened = _AFTER.match(text, end, ceiling) or _IS.match(text, end, ceiling)
    if not opened or text[end:].startswith(", and "):
        return None
    return _phrase(text, opened.end(), ceiling, following)


def _phrase(text: str, start: int, ceiling: int, following: int | None) -> Span | None:
    """The role told from here on, without its article and without what goes on after it."""
    if article := _ARTICLE.match(text, start, ceiling):
        start = article.end()
    while start < ceiling and text[start].isspace():
        start += 1
    found = _PHRASE.match(text, start, ceiling)
    if not found:
        return None
    stop = _ENOUGH.search(text, start, found.end())
    end = stop.start() if stop else found.end()
    words = list(_WORD.finditer(text, start, end))
    heads = [at for at, word in enumerate(words[:8]) if _role(word.group()) and not _heading(words, at)]
    if not heads or _other_verb(words[: heads[0]]):
        return None
    span = Span(start, _tail(words, heads))
    if (
        following is not None
        and span.end + 2 + _abbreviated(text, span.end) > following >= span.start
        and not _holds(text, span, following)
    ):
        return None
    return span


def _heading(words: list[re.Match[str]], at: int) -> bool:
    """Whether "head" is what they do: "Roe, Orr head to Texas"."""
    return (
        words[at].group() == "head" and at + 1 < len(words) and words[at + 1].group() in {"to", "for", "home"}
    )


def _abbreviated(text: str, end: int) -> bool:
    """Whether the words end with a title cut short, whose full stop is its own: "Ohio Sen. Ann Gray"."""
    return text[end : end + 1] == "." and bool(re.search(r"\b[A-Z][a-z]{1,3}$", text[max(end - 6, 0) : end]))


def _holds(text: str, span: Span, following: int) -> bool:
    """Whether the next name belongs inside the phrase: "lawyer for Roe", "Roe's lawyer"."""
    if following == span.start:
        return bool(_OWNED.match(text, span.start, span.end))
    before = text[span.start : following].split()
    if before and before[-1].rstrip(".") in _COURTESY:
        before.pop()
    return bool(before) and before[-1] in {"for", "to", "of", "at", "with"}


def _other_verb(words: list[re.Match[str]]) -> bool:
    """Whether a small word before the role is no adjective: the phrase is a clause of its own."""
    for word in words:
        bits = kind(word.group()) if word.group()[0].islower() else 0
        if bits & Kind.SMALL or (bits & (Kind.CUE | Kind.ACT) and not bits & Kind.MODIFIER):
            return True  # "retired" is both: "a retired teacher"
    return False


def _tail(words: list[re.Match[str]], heads: list[int]) -> int:
    """The end of the title: the last capital after its role, else the words that go on with "of"."""
    head = heads[0]
    for at in heads[1:]:
        if words[at - 1].group() in {"and", "&"} or _side_by_side(words, head, at):
            head = at
    capital = max(
        (at for at, word in enumerate(words) if at > head and word.group()[0].isupper()), default=head
    )
    if capital > head:
        if _POSSESSIVE.search(words[capital].group()):
            capital = min(capital + 3, len(words) - 1)  # "architect of Orr's 2008 campaign"
        elif capital + 1 < len(words) and _of_a_place(words, capital):
            capital += 1  # "father of a U.S. soldier"
        return words[capital].end()
    last = head
    while last + 2 < len(words) and words[last + 1].group() in {"of", "for", "at", "to", "with"}:
        last += 2
        while last + 1 < len(words) and words[last].group() in {"the", "a", "an", "his", "her", "its"}:
            last += 1
        while last + 1 < len(words) and words[last + 1].group() not in _JOINS | {"a", "an"}:
            last += 1
    return words[last].end()


def _of_a_place(words: list[re.Match[str]], at: int) -> bool:
    """Whether the last capital is whence the thing told of comes: "son of Cuban immigrants"."""
    word, following = words[at].group(), words[at + 1].group()
    place = word in {"U.S.", "U.K.", "EU"} or word.endswith(("an", "ese", "ish")) or kind(word) & Kind.PLACE
    return bool(place) and words[at + 1].start() == words[at].end() + 1 and _noun(following, kind(following))


def _side_by_side(words: list[re.Match[str]], head: int, at: int) -> bool:
    """Whether nothing but adjectives and nouns stands between two roles: "deputy White House press secretary"."""
    between = [word.group() for word in words[head + 1 : at]]
    return all(word[0].isupper() or _noun(word, kind(word)) or kind(word) & Kind.MODIFIER for word in between)


def _told(text: str, end: int, ceiling: int, following: int | None) -> Span | None:
    found = _HEADS.match(text, end, ceiling)
    if not found or (following is not None and found.start("what") <= following < found.end()):
        return None
    stop = _ENOUGH.search(text, found.start("what"), found.end())
    return Span(found.start("does"), stop.start() if stop else len(text[: found.end()].rstrip()))
