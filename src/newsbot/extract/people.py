"""People: every name of a story, exact, with its titles and the fullest form it stands for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from itertools import zip_longest

from newsbot import names
from newsbot.extract.lexicon import Kind, gender, kind
from newsbot.extract.page import Page
from newsbot.extract.runs import Run, initials, runs
from newsbot.extract.titles import titles
from newsbot.model import Mention, Span
from newsbot.text import fold

_ENOUGH = 1.5
_WEAK = Kind.WORD | Kind.PLACE | Kind.NOT
_AGE = re.compile(r",? \(?\d{1,2}\)?(?=[,.;)]| )|, (?:who|whose)\b")
_APPOSITION = re.compile(r", ((?:[\w'’.-]+ ){0,5})([\w'’-]+)")
_LAST_WORD = re.compile(r"([\w.'’-]+)\W{0,3}$")
_NEXT_WORD = re.compile(r"['’]?s?[,]? ?([\w'’-]+)")
_HYPHENED = re.compile(r"^(?:al|el|as|ad|ar|ash|an|at|ul|bin)[-‐‑]|^[dl]['’]")
_SHAPES = re.compile(
    r".{2,}(?:ov|ova|ev|eva|sky|skiy|skyy|ski|ska|enko|chuk|shvili|dze|yan|ian|sson|sen|poulos|idis|akis|oglu|ić|ic"
    r"|vich|wicz|escu|inen|ez|iou|opoulos)|(?:mc|mac|o['’]|fitz|al-|el-|abd|ben-).+"
)
_CREDITS = re.compile(
    r"\b(?:(?:[Rr]eport|[Ww]rit|[Ee]dit|[Tt]ranslat|[Cc]ontribut)ing(?: and (?:[Ww]rit|[Ee]dit)ing)?(?: to this [a-z]+)?"
    r"(?: by|:)|[Pp]hotos? by|\bBy) [^;)\n]{3,160}|(?:REUTERS|AFP|AP|EPA|Images|Pool|Handout|via) ?/ ?[^;)\n.]{3,40}"
)
_SAID = frozenset({"said", "says", "told", "asked", "added", "named", "replied", "wrote"})
_OWNER = re.compile(r"([\w-]+)(?:['’]s|s['’]) $")
_SYLLABLED = re.compile(r"[A-Z][a-z]{1,5}[-‐‑][A-Z]?[a-z]{1,5}")
_PREPOSITION = re.compile(r"\b(?:in|at|from|near|outside|around) $")


def mentions(page: Page) -> tuple[Mention, ...]:
    """Every person named, in text order, each with titles nearest first."""
    found = list(runs(page))
    credits = [match.span() for match in _CREDITS.finditer(page.text)]
    alone = {run.parts[0].lower() for run in found if len(run.parts) == 1 and not run.dead}
    full = _full(page.text, [run for run in found if len(run.parts) > 1 and not run.dead], alone, credits)
    surnames, given = _known(full)
    single = [run for run in found if len(run.parts) == 1 and not run.dead]
    bare = {
        _low(run.parts[0])
        for run in single
        if (run.titled == 1 or _SHAPES.fullmatch(run.parts[0].lower()))
        and _single(page.text, run, surnames, given, credits)
    }
    surnames |= bare | {_HYPHENED.sub("", word) for word in bare}
    one = {id(run) for run in single if _single(page.text, run, surnames, given, credits)}
    chosen = [run for run in found if id(run) in full or id(run) in one]
    _widen(page.text, chosen, list(full.values()))
    _resolve(chosen)
    starts = [sentence.start for sentence in page.sentences]
    after = [run.start for run in chosen[1:]]
    return tuple(_mention(page, starts, run, then) for run, then in zip_longest(chosen, after))


def _mention(page: Page, starts: list[int], run: Run, following: int | None) -> Mention:
    at = max(bisect_right(starts, run.start) - 1, 0)
    context = page.sentences[at] if page.sentences else Span(run.part.start, run.part.end)
    return Mention(
        start=run.start,
        end=run.end,
        text=page.text[run.start : run.end],
        context=context,
        zone=run.part.zone,
        key=names.key(run.person),
        person=run.person,
        titles=titles(page.text, run.start, run.end, context, following),
    )


def _full(text: str, found: list[Run], alone: set[str], credits: list[tuple[int, int]]) -> dict[int, Run]:
    """The runs of several words that are names, by id."""
    scores = [_score(text, run, alone) + _cues(text, run, credits) + _acts(text, run) for run in found]
    full = {id(run): run for run, score in zip(found, scores, strict=True) if score >= _ENOUGH}
    firm = {fold(run.form) for run in full.values()}
    firm |= {" ".join(fold(run.form).split()[-2:]) for run in full.values() if len(run.parts) > 2}
    for at, (run, score) in enumerate(zip(found, scores, strict=True)):
        beside = [other for other in found[max(at - 1, 0) : at + 2] if id(other) in full]
        listed = any(_listed(text, run, other) for other in beside)
        if score < _ENOUGH and (fold(run.form) in firm or (listed and score + 1 >= _ENOUGH)):
            full[id(run)] = run
    return full


def _listed(text: str, one: Run, other: Run) -> bool:
    """Whether two names stand in one list: "A, B and C"."""
    between = text[min(one.end, other.end) : max(one.start, other.start)]
    return between in (", ", " and ", ", and ", " or ")


def _score(text: str, run: Run, alone: set[str]) -> float:
    """What the words of a name say for it, titles and shapes counted in."""
    folded = fold(run.form).split()
    score = 4 * run.titled
    score += _first(run) + _last(run)
    score += 1 if _SHAPES.fullmatch(run.parts[-1].lower()) else 0
    score += 2 if names.family_first(folded) or _SYLLABLED.fullmatch(run.parts[0]) else 0
    score += 1.5 if run.parts[-1].lower() in alone and not run.kinds[-1] & _WEAK else 0
    score += run.particled
    score -= max(0, len(run.parts) - 4)
    if _the(text, run):
        score -= 2.5
    before = text[max(run.start - 20, run.part.start) : run.start]
    if _PREPOSITION.search(before) and (run.kinds[-1] & _WEAK or not run.kinds[-1] & Kind.FAMILY):
        score -= 1.5
    if owner := _OWNER.search(before):
        score += 1 if kind(owner.group(1)) & Kind.PLACE else 0.5
    capitals = [part for part in run.parts if len(part) > 1 and part.isupper() and not initials(part)]
    if capitals and len(capitals) < len(run.parts):
        score -= 3
    return score


def _first(run: Run) -> float:
    bits, word = run.kinds[0], run.parts[0]
    if initials(word):
        return 1.5
    if bits & Kind.GIVEN:
        return 1.5 if bits & _WEAK else 3
    if bits & (Kind.PLACE | Kind.WORD):
        return -2
    last = run.kinds[-1]
    known = bool(last & (Kind.FAMILY | Kind.GIVEN)) and not last & _WEAK
    if not bits and known and not run.headline and not word.isupper():
        return 1  # an unlisted word before a surname, inside a sentence
    return 0.5  # a surname, or no word of any list


def _last(run: Run) -> float:
    bits = run.kinds[-1]
    if bits & Kind.KNOWN:
        return 2
    if bits & Kind.FAMILY:
        return -0.5 if bits & _WEAK else 1
    if bits & Kind.GIVEN:
        return 0.5
    return -2 if bits & (Kind.WORD | Kind.PLACE) and not run.kinds[0] & Kind.GIVEN else 0


def _cues(text: str, run: Run, credits: list[tuple[int, int]]) -> float:
    """What the words around a name say for it: an age, a verb of saying, a role set off by commas."""
    score = 0.0
    if any(start <= run.start and run.end <= end for start, end in credits):
        score += 0 if text[run.start - 3 : run.start] == "in " else 4
    if _AGE.match(text, run.end):
        score += 2
    elif (role := _APPOSITION.match(text, run.end, run.part.end)) and _is_role(role):
        score += 2
    after = _NEXT_WORD.match(text, run.end)
    if after and kind(after.group(1)) & Kind.CUE:
        score += 2
    last = _LAST_WORD.search(text, max(run.part.start, run.start - 40), run.start)
    if last and last.group(1) in _SAID:
        score += 1.5
    elif last and len(run.parts) > 1 and last.group(1).islower() and kind(last.group(1)) & Kind.CUE:
        score += 1  # "met", "praised"
    return score


def _acts(text: str, run: Run) -> float:
    after = _NEXT_WORD.match(text, run.end)
    return 1.0 if after and kind(after.group(1)) & Kind.ACT else 0.0


def _is_role(found: re.Match[str]) -> bool:
    return any(kind(word) & (Kind.ROLE | Kind.MODIFIER) for word in (*found.group(1).split(), found.group(2)))


def _low(word: str) -> str:
    """A word folded, its hyphens kept."""
    return word.lower() if word.isascii() else fold(word).replace(" ", "-")


def _known(full: dict[int, Run]) -> tuple[set[str], set[str]]:
    """The surnames by which, and the first names by which, the story may go on."""
    surnames: set[str] = set()
    given: set[str] = set()
    for run in full.values():
        parts = [_low(part) for part in run.parts]
        if names.family_first(fold(run.form).split()):
            surnames.add(parts[0])
            continue
        surnames |= {parts[-1], _HYPHENED.sub("", parts[-1])}
        if len(parts) > 2 and run.kinds[-2] & Kind.FAMILY and not initials(parts[-2]):
            surnames |= {parts[-2], f"{parts[-2]}-{parts[-1]}"}
        if not run.kinds[0] & _WEAK and len(parts[0]) > 2:
            given.add(parts[0])
    return surnames, given


def _single(text: str, run: Run, surnames: set[str], given: set[str], credits: list[tuple[int, int]]) -> bool:
    """Whether one word alone is a person: licensed by a full name, a title, fame or what it says."""
    word, bits = run.parts[0], run.kinds[0]
    low = _low(word)
    if len(word) < 2 or (word.isupper() and not run.headline):
        return False
    if low in surnames or _HYPHENED.sub("", low) in surnames:
        return _licensed(text, run, credits)
    if low in given:
        return True
    if run.titled == 1 and bits & Kind.GIVEN:
        return True
    if bits & Kind.NOT:
        return False
    if bits & Kind.PLACE or (bits & Kind.WORD and not bits & Kind.KNOWN):
        return False
    if run.titled == 1 or bits & Kind.KNOWN:
        return True
    if not (bits & (Kind.GIVEN | Kind.FAMILY) or _SHAPES.fullmatch(low)) or _the(text, run):
        return False
    return _cues(text, run, credits) >= 1.5


def _licensed(text: str, run: Run, credits: list[tuple[int, int]]) -> bool:
    """A surname of the story that is also a word or a place wants more when it may be that."""
    bits = run.kinds[0]
    if not bits & _WEAK or run.titled:
        return True
    if bits & Kind.PLACE and _PREPOSITION.search(text, max(run.part.start, run.start - 9), run.start):
        return False
    return (
        not (run.opening and bits & (Kind.WORD | Kind.NOT))
        or _cues(text, run, credits) + _acts(text, run) > 0
    )


def _the(text: str, run: Run) -> bool:
    return text[max(run.start - 4, run.part.start) : run.start].lower() == "the "


def _widen(text: str, chosen: Iterable[Run], full: list[Run]) -> None:
    """Take in the particles that a surname has in its full name: "von der Leyen said"."""
    particles: dict[str, str] = {}
    for run in full:
        before, _, last = run.form.rpartition(" ")
        small = [word for word in before.split() if not word[0].isupper()]
        tail = " ".join(before.split()[-len(small) :]) if small else ""
        if small and tail == " ".join(small) and len(tail) >= len(particles.get(last, "")):
            particles[last] = tail + " "
    for run in chosen:
        prefix = particles.get(run.form, "")
        if prefix and text[run.start - len(prefix) : run.start].lower() == prefix.lower():
            run.start -= len(prefix)
            run.form = text[run.start : run.end]


def _resolve(chosen: list[Run]) -> None:
    """Give each name the fullest form in the story that it must be; a surname of two people keeps itself."""
    forms = sorted({run.form for run in chosen}, key=lambda form: (-len(form.split()), -len(form), form))
    fuller = {
        form: [other for other in forms if len(other.split()) > len(form.split()) and _may_be(form, other)]
        for form in forms
    }
    for run in chosen:
        known = fuller[run.form]
        if run.sex and not _one(known):
            known = [form for form in known if gender(form) == run.sex]
        run.person = known[0] if known and _one(known) else run.form


def _one(forms: list[str]) -> bool:
    """Whether these forms may all be one person's."""
    return all(names.same(form, forms[0]) for form in forms[1:])


def _may_be(form: str, fuller: str) -> bool:
    return names.same(form, fuller) or (" " not in form and fold(form) == fold(fuller).split()[0])
