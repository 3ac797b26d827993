"""People: every name of a story, exact, with its titles and the fullest form it stands for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from newsbot import names
from newsbot.extract import persons
from newsbot.extract.capitals import initials
from newsbot.extract.lexicon import Kind
from newsbot.extract.page import Page
from newsbot.extract.runs import Run, runs
from newsbot.extract.titles import titles
from newsbot.extract.weight import (
    ENOUGH,
    PREPOSITION,
    WEAK,
    Scene,
    acts,
    apposed,
    cue,
    cues,
    shaped,
    strongest,
    weight,
)
from newsbot.model import Mention, Span
from newsbot.text import fold

_CAPITAL_BEFORE = re.compile(r"\b[A-Z][\w.’'-]* $")
_SAID_HE = re.compile(
    r" (?:said|says|told [a-z]+|added|argued|claimed|denied|insisted|admitted)(?: that)? (he|she)\b"
)
# A sentence without another name, then "He said" or "She said".
_THEN_SAID = re.compile(
    r" (?:has|had|was|is|lives|lived|works|worked) [^A-Z.!?\n]{3,160}[.] (He|She) (?:said|says|told)\b"
)
_PLACED = re.compile(r"\b(?:in|at|from|near|outside|around|of) $")
_ARTICLE = re.compile(r"^(?:al|el|as|ad|ar|ash|an|at|ul|bin)[-‐‑]|^[dl]['’]")


def mentions(page: Page, seconded: Iterable[Span] = ()) -> tuple[Mention, ...]:
    """Every person named, in text order, each with titles nearest first; `seconded` are a second opinion's people."""
    scene = Scene(page.text, seconded)
    found = [run for run in runs(page) if not run.dead]
    single = [run for run in found if len(run.parts) == 1]
    full = _full(
        scene, [run for run in found if len(run.parts) > 1], {run.parts[0].lower() for run in single}
    )
    surnames, given = _known(full.values())
    given |= _paired(scene, single, full.values())
    surnames |= _unmistakable(scene, single, surnames, given)
    for run in single:
        run.rule = _single(scene, run, surnames, given)
    chosen = [run for run in found if id(run) in full or run.rule]
    persons.widen(page.text, chosen, full.values())
    persons.resolve(page.text, chosen)
    starts = [sentence.start for sentence in page.sentences]
    after = [run.start for run in chosen[1:]]
    for run in chosen:
        run.rule = run.rule or strongest(scene, run)
    return tuple(_mention(page, starts, run, then) for run, then in zip_longest(chosen, after))


def _mention(page: Page, starts: Sequence[int], run: Run, following: int | None) -> Mention:
    at = max(bisect_right(starts, run.start) - 1, 0)
    context = page.sentences[at] if page.sentences else Span(run.part.start, run.part.end)
    if run.end > context.end:  # a name that was cut in two keeps both sentences
        context = Span(context.start, page.sentences[bisect_right(starts, run.end - 1) - 1].end)
    return Mention(
        start=run.start,
        end=run.end,
        text=page.text[run.start : run.end],
        context=context,
        zone=run.part.zone,
        key=names.key(run.person),
        person=run.person,
        titles=titles(page.text, run.start, run.end, context, following),
        rule=run.rule,
    )


def _full(scene: Scene, found: Sequence[Run], alone: set[str]) -> dict[int, Run]:
    """The runs of several words that are names, by id: by weight, by repetition, or in a list of names."""
    weights = [weight(scene, run, alone) for run in found]
    full = {id(run): run for run, weighed in zip(found, weights, strict=True) if weighed >= ENOUGH}
    firm = {fold(run.form) for run in full.values()}
    firm |= {" ".join(fold(run.form).split()[-2:]) for run in full.values() if len(run.parts) > 2}
    for at, (run, weighed) in enumerate(zip(found, weights, strict=True)):
        beside = [other for other in found[max(at - 1, 0) : at + 2] if id(other) in full]
        listed = weighed + 1 >= ENOUGH and any(_listed(scene.text, run, other) for other in beside)
        if listed or fold(run.form) in firm:
            if id(run) not in full:
                run.rule = "list of names" if listed else "named so elsewhere"
            full[id(run)] = run
    return full


def _listed(text: str, one: Run, other: Run) -> bool:
    """Whether two names stand in one list: "A, B and C"."""
    between = text[min(one.end, other.end) : max(one.start, other.start)]
    return between in (", ", " and ", ", and ", " or ")


def _known(full: Iterable[Run]) -> tuple[set[str], set[str]]:
    """The surnames by which, and the first names by which, the story may go on."""
    surnames: set[str] = set()
    given: set[str] = set()
    for run in full:
        parts = [_low(part) for part in run.parts]
        if names.family_first(fold(run.form).split()):
            surnames.add(parts[0])
            continue
        surnames |= {parts[-1], _ARTICLE.sub("", parts[-1])}
        if len(parts) > 2 and run.kinds[-2] & Kind.FAMILY and not initials(parts[-2]):
            surnames |= {parts[-2], f"{parts[-2]}-{parts[-1]}"}
        if not run.kinds[0] & WEAK and len(parts[0]) > 2:
            given.add(parts[0])
    return surnames, given


def _paired(scene: Scene, single: Iterable[Run], full: Iterable[Run]) -> set[str]:
    """First names that share the surname of the next: "Noel and Beryl Hart"."""
    firsts = {run.start for run in full if run.kinds[0] & Kind.GIVEN and not run.kinds[0] & Kind.PLACE}
    return {
        _low(run.parts[0])
        for run in single
        if run.kinds[0] & Kind.GIVEN
        and not run.kinds[0] & WEAK
        and not run.dead
        and not scene.text.endswith((" of ", " in ", " at ", " from "), 0, run.start)
        and scene.text[run.end : run.end + 5] == " and "
        and run.end + 5 in firsts
    }


def _unmistakable(scene: Scene, single: Iterable[Run], surnames: set[str], given: set[str]) -> set[str]:
    """Single names with a title or the shape of a surname: wherever else they stand they are people, too."""
    sure = (run for run in single if run.titled == 1 or shaped(run.parts[0].lower()) or apposed(scene, run))
    found = {_low(run.parts[0]) for run in sure if _single(scene, run, surnames, given)}
    return found | {_ARTICLE.sub("", word) for word in found}


def _single(scene: Scene, run: Run, surnames: set[str], given: set[str]) -> str:
    """By what one word alone is a person: licensed by a full name, or else by a title, fame or what
    it says; "" if by nothing."""
    word, low = run.parts[0], _low(run.parts[0])
    if len(word) < 2 or (word.isupper() and not run.headline):
        return ""
    if low in surnames or _ARTICLE.sub("", low) in surnames:
        rule = "title before" if run.titled == 1 else "surname in this story"
        return rule if _licensed(scene, run) else ""
    return "first name in this story" if low in given else _unlicensed(scene, run)


def _licensed(scene: Scene, run: Run) -> bool:
    """A surname of the story that is also a word or a place wants more where it may be that."""
    bits = run.kinds[0]
    if bits & (Kind.NOT | Kind.ROLE) and scene.the(run):
        return False
    if not bits & WEAK or run.titled:
        return True
    if bits & Kind.PLACE and PREPOSITION.search(scene.text, max(run.part.start, run.start - 9), run.start):
        return False
    word = run.opening and bits & (Kind.WORD | Kind.NOT)
    return not word or cues(scene, run) + acts(scene, run) > 0


def _unlicensed(scene: Scene, run: Run) -> str:
    bits, titled = run.kinds[0], run.titled == 1
    if titled and bits & Kind.GIVEN and not bits & (Kind.ROLE | Kind.PLACE):
        return "title before"
    if bits & (Kind.ROLE | Kind.NOT | Kind.PLACE) or (bits & Kind.WORD and not bits & Kind.KNOWN):
        return ""
    if bits & Kind.KNOWN:
        return "known by this name alone"
    if titled and (not run.headline or bits & (Kind.GIVEN | Kind.FAMILY)):
        return "title before"
    if not bits and not run.headline and not scene.the(run) and apposed(scene, run):
        return "role after"
    if bits in (0, Kind.MAN, Kind.WOMAN) and not run.headline and not scene.the(run) and _meant(scene, run):
        return "he or she next"
    if _PLACED.search(scene.text, max(run.part.start, run.start - 9), run.start):
        return ""  # "police in Tyler said", "the Bishop of Chester said"
    name = bits & (Kind.GIVEN | Kind.FAMILY) or shaped(_low(run.parts[0]))
    return cue(scene, run) if name and not scene.the(run) and cues(scene, run) >= 1.5 else ""


def _meant(scene: Scene, run: Run) -> bool:
    """Whether "he" or "she" can only be this one: "Brezhak said he would go"; a first name that opens a sentence,
    before "She said"."""
    text, bits = scene.text, run.kinds[0]
    if _CAPITAL_BEFORE.search(text, max(run.part.start, run.start - 24), run.start):
        return False
    if found := _SAID_HE.match(text, run.end, run.part.end):
        return bits != (Kind.WOMAN if found[1] == "he" else Kind.MAN)
    if not bits or not run.opening or run.start != run.part.start:
        return False
    told = _THEN_SAID.match(text, run.end, run.part.end)
    return told is not None and bits == (Kind.MAN if told[1] == "He" else Kind.WOMAN)


def _low(word: str) -> str:
    """A word folded, its hyphens kept."""
    return word.lower() if word.isascii() else fold(word).replace(" ", "-")
