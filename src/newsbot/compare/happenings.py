"""Happenings: where, and on which day, sources say that one thing happened."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from newsbot.answer import Verdict
from newsbot.compare import days, gist, places
from newsbot.compare.days import Day
from newsbot.compare.lexicon import STOP
from newsbot.compare.places import Place
from newsbot.model import Head, Span, Story
from newsbot.text import fold, words

Aspect = Literal["place", "day"]

# A noun may stand for the whole of what happened ("the crash"); a verb needs its subject.
_NOUNS = {
    "crash": "crash collision wreck pileup derailment", "quake": "earthquake quake temblor tremor",
    "blast": "explosion blast bombing", "fire": "fire blaze inferno wildfire", "shooting": "shooting gunfire massacre",
    "attack": "attack stabbing ambush", "sinking": "sinking capsizing shipwreck", "collapse": "collapse",
    "slide": "landslide avalanche mudslide rockslide", "tornado": "tornado twister", "robbery": "robbery heist burglary",
    "meeting": "meeting talks summit negotiations", "launch": "launch liftoff", "landing": "landing touchdown",
    "rally": "rally march protest demonstration", "match": "match game final", "wedding": "wedding", "verdict": "verdict",
    "hearing": "hearing arraignment", "ceremony": "ceremony inauguration funeral", "vote": "vote referendum election",
    "trial": "trial", "resignation": "resignation", "escape": "escape jailbreak", "debate": "debate", "speech": "speech",
}  # fmt: skip
_VERBS = {
    "crash": "crashed collided derailed overturned plunged", "blast": "exploded", "sinking": "sank capsized",
    "collapse": "collapsed", "attack": "attacked stabbed ambushed", "robbery": "robbed", "escape": "escaped",
    "launch": "launched", "landing": "landed", "rally": "rallied marched", "meeting": "met meet", "death": "died",
    "arrest": "arrested", "conviction": "convicted", "acquittal": "acquitted", "sentence": "sentenced", "plea": "pleaded",
    "charge": "charged indicted", "resignation": "resigned", "wedding": "married wed", "hearing": "arraigned testified",
    "match": "beat defeated", "signing": "signed", "abduction": "abducted kidnapped", "birth": "born", "dismissal": "fired",
    "oath": "sworn", "killing": "shot killed", "find": "found", "surrender": "surrendered", "release": "freed",
    "arrival": "arrived", "concert": "performed", "opening": "opened", "speech": "spoke",
}  # fmt: skip
_KIND = {
    word: (kind, verb)
    for verb, kinds in ((False, _NOUNS), (True, _VERBS))
    for kind, listed in kinds.items()
    for word in listed.split()
}
# Told of a person, and the same only if the same person's: with how many words that both sentences must have.
_PERSONAL = {
    "meeting": 2, "match": 2, "signing": 2, "hearing": 1, "death": 1, "arrest": 1, "conviction": 1, "acquittal": 1, "sentence": 1, "plea": 1,
    "charge": 1, "resignation": 1, "wedding": 1, "birth": 1, "dismissal": 1, "oath": 1, "killing": 2, "find": 2, "surrender": 1, "release": 1, "speech": 1,
    "arrival": 1, "concert": 1, "opening": 1,
}  # fmt: skip
# These may go on for days, or come more than once: two days need not be two tellings. Of some not even that is asked.
_LONG = frozenset(
    "meeting fire rally trial vote match hearing ceremony debate speech attack blast shooting charge find killing arrival concert".split()
)
_LASTING = frozenset("fire rally trial".split())
# These are felt or held in several places at once.
_SPREAD = frozenset(
    "quake tornado slide fire rally vote trial hearing charge attack blast shooting ceremony speech find killing".split()
)
_BEGINS = re.compile(r"\b(?:broke\sout|erupted|began|begun|started|opened)\b")
# Another thing than the story's own, one that did not happen, or one told of at another time.
_OTHER = re.compile(
    r"\b(?:previous(?:ly)?|earlier|similar|another|second|third|last\s(?:year|month|week|summer|winter|spring|fall|autumn)"
    r"|(?:years?|months?|weeks?|days?)\s(?:ago|after|before|earlier|later)|(?:in|since)\s(?:[a-z]+\s)?(?:19|20)\d\d|, (?:19|20)\d\d"
    r"|ever|every|annual(?:ly)?|anniversary|if|not|never|no|nor|denied|cannot|would\shave|aftershocks?|rumou?rs?|recall(?:s|ed|ing)"
    r"|remember(?:s|ed)?|histor(?:y|ic)|again|others?|separate(?:ly)?|latest|several|series|copycat|former)\b|n['’]t\b"
)
_SEVERAL = re.compile(
    r"\b(?:another|second|third|two|three|several|other|similar|separate|earlier|previous|first)\s(?:[a-z]+\s){0,2}?([a-z]+)\b"
)
_PLANNED = re.compile(
    r"\b(?:will|would|shall|could|may|might|should|to\sbe|(?:is|are|was|were)\s(?:set|due|scheduled|expected|slated|supposed)|plan(?:s|ned|ning)?"
    r"|scheduled|tomorrow|upcoming|ahead\sof|hop(?:es|ing)|invited|call(?:s|ed|ing)?\s(?:for|on)|propos(?:es|ed|al)|postponed|delayed|rescheduled"
    r"|cancel(?:s|led|ed)?|scrubbed|aborted|called\soff|attempt(?:s|ed)?|threat(?:s|en(?:s|ed|ing)?)?|meet)\b"
)
# A clause ends here; what stands behind tells of something else.
_STOP = re.compile(
    r"[;:!?“”\"()—–,]|\b(?:and|but|or|that|which|who|whom|whose|when|while|after|before|because|as|than|said|says|say|told|tells"
    r"|according|killing|leaving|injuring|sending|to|he|she|it|they|about|over|for|until|by|announced|reported|against|where)\b"
)
_DEED = re.compile(
    r"\b(?!(?:happened|occurred|erupted|unfolded|ended|opened|started|united|reported)\b)[a-z]{2,}ed\b"
)
# "the hearing is scheduled for Tuesday", "a fire that started on Saturday": the thing itself, not another clause.
_HELD = re.compile(
    r"\b(?:(?:is|are|was|were)\s(?:set|scheduled|due|planned|expected)(?:\sto\s(?:be\sheld|take\splace|begin|start|open))?(?:\sfor\b)?"
    r"|(?:that|which)\s(?:started|began|broke\sout|erupted|happened|occurred|took\splace))\b"
)
_DETERMINED = re.compile(
    r"\b(?:the|an?|this|that|his|her|their|its|[\w]+[’']s)\s(?:(?!past|last|day|week|month|year)[\w’'-]+\s){0,2}$"
)
_AT_WAR = re.compile(
    r"\b(?:open(?:ed)?|under|cease|return(?:ed)?|came\sunder|and)[\s-]$"
)  # "opened fire", "game and"
_WORD = re.compile(r"[a-z]+")
_CAPITALS = re.compile(r"\b[A-ZÀ-Þ][\w’'-]+")
_WEAK = frozenset(
    "deadly fatal massive huge powerful violent small big major large terrible horrific mass two three four five six seven eight"
    " nine ten first day morning night local found shot killed guilty court judge jury police authorities officials will hold holds held set made mr mrs ms dr president".split()
)
_LEADING = 3  # sentences, after the headline, that tell what a story is about
_ACTORS = 6  # words before a verb among which its subject is
_ALIKE = 0.75  # of the words that say who met or signed, where two are told of
_LONGEST = 800  # characters of a sentence; a longer one is a list or a table
_READ = 80  # sentences of a story
_MOST = 6  # sentences of a story on one kind of thing
_GAP = 90  # characters between what happened and its place or day


@dataclass(frozen=True, kw_only=True, slots=True)
class Happening:
    """One sentence, `span`, that says where or on which day a `kind` of thing happened; `at` must stay in a cut of it.

    `actors` are the words that say who or what it happened to, `names` those in capitals; `verb` if a verb tells it,
    `main` if the story opens with such a thing, `begins` if its beginning is told of."""

    head: Head
    span: Span
    at: Span
    kind: str
    verb: bool
    actors: frozenset[str]
    names: frozenset[str]
    planned: bool
    main: bool
    begins: bool
    place: Place | None
    day: Day | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """What sources say of one happening, a line each, oldest load first; no verdict where all may be true."""

    of: Aspect
    told: tuple[Happening, ...]
    verdict: Verdict | None


_Sure = Literal["DIFFER", "unsure"]
_Apart = Callable[[Happening, Happening], _Sure | None]


def differences(stories: Iterable[tuple[Head, Story]]) -> tuple[Difference, ...]:
    """The places and days in which sources differ on one thing: what surely differs first, places before days, then by
    load. A story that puts one kind of thing in two places, or on two days, is not heard on it."""
    stories = list(stories)
    told = [one for head, story in stories for one in happenings(head, story)]
    found: list[Difference] = []
    for kind in sorted({one.kind for one in told}):
        alike = [one for one in told if one.kind == kind]
        found += _differing([one for one in alike if one.place], "place", _places_apart)
        found += _differing([one for one in alike if one.day], "day", _days_apart)
    found = [one for one in found if one.of == "day" or not _reconciled(one, stories)]
    return tuple(sorted(found, key=lambda one: (one.verdict is None, one.of != "place", _at(one.told[0]))))


@lru_cache(maxsize=512)  # 3 MB; reading a story takes 0.5 ms, and a desk asks about what is in the news
def happenings(head: Head, story: Story) -> tuple[Happening, ...]:
    """What a story's body tells of where and when, in order."""
    if _KIND.keys().isdisjoint(_WORD.findall(story.text.lower())):
        return ()
    body = gist.sentences(story)
    first, title = gist.opening(story, body), gist.headline(story)
    leading = [span for span in body if first and span.start >= first.start][:_LEADING]
    opening = " ".join(story.text[start:end] for start, end in (*leading, *([title] if title else ())))
    main = {_KIND[word][0] for word in _WORD.findall(opening.lower()) if word in _KIND}
    main |= {"shooting"} if "opened fire" in opening else set()
    found = [
        one for span in body if span.end - span.start <= _LONGEST for one in _told(head, story, span, main)
    ]
    several = _several(story) if found else frozenset()
    clear = [one for one in found if one.kind not in several]
    return tuple(one for n, one in enumerate(clear) if sum(two.kind == one.kind for two in clear[:n]) < _MOST)


def one_thing(one: Happening, two: Happening) -> Literal["sure", "likely"] | None:
    """Whether both sentences tell of one thing, as far as words can show: in different sources, both as a plan or both
    as done. A person's is one if the person is the same; else it is the main thing of both stories, and no word
    says that it happened to something else. A meeting told of without a name is only likely the other's."""
    if one.head.source.label == two.head.source.label or (one.kind, one.planned) != (two.kind, two.planned):
        return None
    shared, both_main = one.actors & two.actors, one.main and two.main
    if one.kind in _PERSONAL and (one.verb or two.verb):
        least = _PERSONAL[one.kind]
        if not one.names or not two.names:
            nameless = one if not one.names else two
            told_of = len(shared) >= least or not (nameless.verb or nameless.actors)
            return "likely" if both_main and told_of else None
        alike = least == 1 or len(shared) >= _ALIKE * min(len(one.actors), len(two.actors))
        return "sure" if alike and len(shared) >= least and one.names & two.names else None
    return "sure" if both_main and (shared or not (one.actors and two.actors)) else None


def _several(story: Story) -> frozenset[str]:
    """The kinds of thing of which a story tells two, so that it is not heard on either."""
    named = (match[1] for match in _SEVERAL.finditer(story.text.lower()))
    return frozenset(_KIND[one][0] for word in named for one in (word, word[:-1], word[:-2]) if one in _KIND)


def _told(head: Head, story: Story, span: Span, main: set[str]) -> list[Happening]:
    said = story.text[span.start : span.end]
    low = said.lower()
    met = [match for match in _WORD.finditer(low) if match[0] in _KIND]
    if not met or len(low) != len(said) or _OTHER.search(low):
        return []
    where, when = places.places(said), days.days(said, head.published)
    found = []
    for match in met if where or when else ():
        kind, verb = _KIND[match[0]]
        at = Span(*match.span())
        if low.startswith("opened fire", at.start):
            kind, at = "shooting", Span(at.start, at.start + len("opened fire"))
        place = next((one for one in where if _attached(said, at, one.span)), None)
        day = next((one for one in when if _attached(said, at, one.span)), None)
        if (
            (place or day)
            and (verb or match[0] == "talks" or _DETERMINED.search(low[: at.start]))
            and not _named(said, low, at)
        ):
            actors, names = _actors(said, at, personal=kind in _PERSONAL, verb=verb)
            ends = [at, *(one.span for one in (place, day) if one)]
            found.append(
                Happening(
                    head=head,
                    span=span,
                    at=Span(span.start + min(e.start for e in ends), span.start + max(e.end for e in ends)),
                    kind=kind,
                    verb=verb,
                    actors=actors,
                    names=names,
                    planned=_PLANNED.search(low) is not None,
                    main=kind in main,
                    begins=_BEGINS.search(low) is not None,
                    place=place,
                    day=day,
                )
            )
    return found


def _named(said: str, low: str, at: Span) -> bool:
    """A word of a name ("Game Farm"), or "opened fire"."""
    return (said[at.start].isupper() and at.start > 0) or _AT_WAR.search(
        low[max(0, at.start - 12) : at.start]
    ) is not None


def _attached(said: str, at: Span, span: Span) -> bool:
    """Whether nothing stands between what happened and a place or day but more of it."""
    if span.start >= at.end:
        gap = said[at.end : span.start]
    elif span.end <= at.start and (span.start == 0 or not said[span.end : at.start].strip(" ’'s")):
        gap = said[span.end : at.start].removeprefix(",")  # "On Sunday, a bus crashed", "Sunday's crash"
    else:
        return False
    if len(gap) > _GAP:
        return False
    gap = _HELD.sub(" ", _without(gap, places.places(gap)).lower())  # "in Lemley, Ohio, on Saturday"
    return not (_STOP.search(gap) or _DEED.search(gap) or not _KIND.keys().isdisjoint(_WORD.findall(gap)))


def _without(text: str, found: Sequence[Place]) -> str:
    for one in reversed(found):
        text = text[: one.span.start].rstrip() + " " + text[one.span.end :].lstrip(" ,")
    return text


def _actors(said: str, at: Span, *, personal: bool, verb: bool) -> tuple[frozenset[str], frozenset[str]]:
    """The words of the clause that say to whom it happened, and the names among them; of a person also those behind
    the verb ("arrested Tom Vale"), of a noun only what stands right before it ("the bus crash")."""
    before, behind = said[: at.start], said[at.end :]
    ends = [stop.end() for stop in _STOP.finditer(before.lower()) if stop[0] != "and"]
    stop = _STOP.search(behind.lower())
    clause = before[ends[-1] :] if ends else before
    if personal and verb and not _CAPITALS.search(clause) and "," in before:
        clause = before.split(",")[0]  # "Tom Vale, who ran the bank, abruptly resigned"
    rest = behind[: stop.start()] if stop else behind
    told = (
        f"{clause} {rest}"
        if personal and verb
        else f"{clause} {' '.join(_CAPITALS.findall(_without(rest, places.places(rest))))}"
        if personal
        else clause
    )
    told = _without(told, places.places(told))
    kept = [word for word in words(told) if len(word) > 2 and not word[0].isdigit()]
    kept = [word for word in kept if word not in STOP and word not in _WEAK and word not in _KIND]
    kept = kept if personal else kept[-_ACTORS:] if verb else kept[-2:]
    names = {word for name in _CAPITALS.findall(told) for word in words(name)}
    return frozenset(kept), frozenset(names.intersection(kept))


def _differing(told: Sequence[Happening], of: Aspect, apart: _Apart) -> Iterable[Difference]:
    """Each thing once, a line a source, if two of them are apart."""
    clear = [one for one in told if not any(_blurs(one, two, apart) for two in told)]
    used: set[str] = set()
    for n, one in enumerate(clear):
        firsts: dict[str, Happening] = {}
        for two in clear[n + 1 :]:
            if one_thing(one, two):
                firsts.setdefault(two.head.source.label, two)
        compared = (one, *sorted(firsts.values(), key=_at))
        pairs = [(a, b) for m, a in enumerate(compared) for b in compared[m + 1 :] if apart(a, b)]
        if pairs and one.head.source.label not in used:
            used |= {two.head.source.label for two in compared}
            sure = any(apart(a, b) == "DIFFER" and one_thing(a, b) == "sure" for a, b in pairs)
            yield Difference(of=of, told=compared, verdict="DIFFER" if sure else None)


def _reconciled(told: Difference, stories: Sequence[tuple[Head, Story]]) -> bool:
    """One of the stories names two of the places in a sentence, and so may say how they lie ("Lemley, a suburb of Port Anne")."""
    named = {one.place.names[0] for one in told.told if one.place}
    return any(
        sum(name in said for name in named) > 1
        for _, story in stories
        for said in fold(story.text).split(". ")
    )


def _blurs(one: Happening, two: Happening, apart: _Apart) -> bool:
    """The other is of the same story and puts such a thing elsewhere, or on another day."""
    return one.head.id == two.head.id and one.planned == two.planned and apart(one, two) is not None


def _places_apart(one: Happening, two: Happening) -> _Sure | None:
    far = places.apart(one.place, two.place) if one.place and two.place else None
    return "unsure" if far and one.kind in _SPREAD else far


def _days_apart(one: Happening, two: Happening) -> _Sure | None:
    if not (one.day and two.day):
        return None
    far = days.apart(one.day, two.day)
    if not far or (far == 1 and (one.day.loose or two.day.loose)):
        return None
    if one.kind in _LONG and not (one.begins and two.begins):
        return None if one.kind in _LASTING else "unsure"
    return "DIFFER"


def _at(one: Happening) -> tuple[int, int]:
    return one.head.row, one.span.start
