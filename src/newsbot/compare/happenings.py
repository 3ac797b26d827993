"""Happenings: what a story says happened where, or on which day, in one sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from newsbot.compare import days, gist, places
from newsbot.compare.days import Day
from newsbot.compare.lexicon import STOP
from newsbot.compare.places import Place
from newsbot.model import Head, Span, Story
from newsbot.text import words

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
PERSONAL = {
    "meeting": 2, "match": 2, "signing": 2, "hearing": 1, "death": 1, "arrest": 1, "conviction": 1, "acquittal": 1, "sentence": 1, "plea": 1,
    "charge": 1, "resignation": 1, "wedding": 1, "birth": 1, "dismissal": 1, "oath": 1, "killing": 2, "find": 2, "surrender": 1, "release": 1, "speech": 1,
    "arrival": 1, "concert": 1, "opening": 1,
}  # fmt: skip
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
_AT_WAR = re.compile(r"\b(?:open|under|cease|return(?:ed)?|and)[\s-]$")  # "under fire", "cat and mouse game"
_WORD = re.compile(r"[a-z]+")
_CAPITALS = re.compile(r"\b[A-ZÀ-Þ][\w’'-]+")
_WEAK = frozenset(
    "deadly fatal massive huge powerful violent small big major large terrible horrific mass two three four five six seven eight"
    " nine ten first day morning night local found shot killed guilty court judge jury police authorities officials will hold holds held set made mr mrs ms dr president".split()
)
_LEADING = 3  # sentences, after the headline, that tell what a story is about
_ACTORS = 6  # words before a verb among which its subject is
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


@lru_cache(maxsize=512)  # 3 MB; reading a story takes 0.5 ms, and a desk asks about what is in the news
def happenings(head: Head, story: Story) -> tuple[Happening, ...]:
    """What a story's body tells of where and when, in order."""
    held = set(gist.holding(story, _KIND.keys()))
    if not held:
        return ()
    body = gist.sentences(story)
    first, title = gist.opening(story, body), gist.headline(story)
    leading = [span for span in body if first and span.start >= first.start][:_LEADING]
    opening = " ".join(story.text[start:end] for start, end in (*leading, *([title] if title else ())))
    main = {_KIND[word][0] for word in _WORD.findall(opening.lower()) if word in _KIND}
    main |= {"shooting"} if "opened fire" in opening else set()
    read = [span for span in body[:_READ] if span in held and span.end - span.start <= _LONGEST]
    found = [one for span in read for one in _told(head, story, span, main)]
    several = _several(story) if found else frozenset()
    clear = [one for one in found if one.kind not in several]
    return tuple(one for n, one in enumerate(clear) if sum(two.kind == one.kind for two in clear[:n]) < _MOST)


def _several(story: Story) -> frozenset[str]:
    """The kinds of thing of which a story tells two, so that it is not heard on either."""
    named = (match[1] for match in _SEVERAL.finditer(gist.lower(story.text)))
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
        stands = verb or match[0] == "talks" or _DETERMINED.search(low[: at.start])
        if (place or day) and stands and not _named(said, low, at):
            found.append(
                _made(head, said, span, at, kind=kind, verb=verb, main=kind in main, place=place, day=day)
            )
    return found


def _made(
    head: Head,
    said: str,
    span: Span,
    at: Span,
    *,
    kind: str,
    verb: bool,
    main: bool,
    place: Place | None,
    day: Day | None,
) -> Happening:
    actors, names = _actors(said, at, personal=kind in PERSONAL, verb=verb)
    ends = [at, *(one.span for one in (place, day) if one)]
    return Happening(
        head=head,
        span=span,
        at=Span(span.start + min(e.start for e in ends), span.start + max(e.end for e in ends)),
        kind=kind,
        verb=verb,
        actors=actors,
        names=names,
        planned=_PLANNED.search(said.lower()) is not None,
        main=main,
        begins=_BEGINS.search(said.lower()) is not None,
        place=place,
        day=day,
    )


def _named(said: str, low: str, at: Span) -> bool:
    """A word of a name ("Game Farm"), or of "under fire"."""
    if said[at.start].isupper() and at.start > 0:
        return True
    return _AT_WAR.search(low[max(0, at.start - 12) : at.start]) is not None


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
    the word ("arrested Tom Vale"), of a thing only what stands right before it ("the bus crash")."""
    before, behind = said[: at.start], said[at.end :]
    ends = [stop.end() for stop in _STOP.finditer(before.lower()) if stop[0] != "and"]
    stop = _STOP.search(behind.lower())
    clause = before[ends[-1] :] if ends else before
    if personal and verb and not _CAPITALS.search(clause) and "," in before:
        clause = before.split(",")[0]  # "Tom Vale, who ran the bank, abruptly resigned"
    rest = behind[: stop.start()] if stop else behind
    if personal and not verb:
        rest = " ".join(_CAPITALS.findall(_without(rest, places.places(rest))))  # "talks with Tom Vale"
    told = f"{clause} {rest}" if personal else clause
    told = _without(told, places.places(told))
    kept = [word for word in words(told) if len(word) > 2 and not word[0].isdigit()]
    kept = [word for word in kept if word not in STOP and word not in _WEAK and word not in _KIND]
    kept = kept if personal else kept[-_ACTORS:] if verb else kept[-2:]
    names = {word for name in _CAPITALS.findall(told) for word in words(name)}
    return frozenset(kept), frozenset(names.intersection(kept))
