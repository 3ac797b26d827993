"""What speaks for a run of capitals being a person's name: its own words, and the words around it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import InitVar, dataclass, field
from functools import lru_cache

from newsbot import names
from newsbot.extract.capitals import initials
from newsbot.extract.lexicon import Kind, kind
from newsbot.extract.runs import Run
from newsbot.model import Span
from newsbot.text import fold

ENOUGH = 1.5
# What a second opinion adds. Alone it makes a name of a run for and against which nothing else speaks. Single names
# have no use of it: spaCy's small model, asked about those that the lists do not know, is wrong nine times in ten.
_SECONDED = 1.5
WEAK = Kind.WORD | Kind.PLACE | Kind.NOT
PREPOSITION = re.compile(r"\b(?:in|at|from|near|outside|around) $")
# Shapes of surnames that hardly any other word has: Slavic, Armenian, Georgian, Nordic, Greek, Turkish,
# Spanish, Scottish, Irish, Arabic. Two letters at least stand before an ending.
_SHAPES = re.compile(
    r".{2,}(?:ov|ova|ev|eva|sky|skiy|skyy|ski|ska|enko|chuk|shvili|dze|yan|ian|sson|sen|poulos|idis|akis|oglu|ić|ic"
    r"|vich|wicz|escu|inen|ez|iou)|(?:mc|mac|o['’]|fitz|al-|el-|abd|ben-).+"
)
_AGE = re.compile(r",? \(?\d{1,2}\)?(?=[,.;)]| )|, (?:who|whose)\b")
_APPOSITION = re.compile(r", ((?:[\w'’.-]+ ){0,5})([\w'’-]+)")
_APPOSED = re.compile(
    r", (?:\d{1,2}, )?(?:an?|the|his|her) ((?:[a-z][\w'’-]* ){0,2}[a-z][\w-]*)(?=[,.]| (?:who|from|in|at|of|with)\b)"
)
_LAST_WORD = re.compile(r"([\w.'’-]+)\W{0,3}$")
_NEXT_WORD = re.compile(r"['’]?s?[,]? ?([\w'’-]+)")
_OWNER = re.compile(r"([\w-]+)(?:['’]s|s['’]) $")
_SYLLABLES = re.compile(r"[A-Z][a-z]{1,5}[-‐‑][A-Z]?[a-z]{1,5}")
# A credit line names people and, after "in", places. It ends with a semicolon, a bracket or the line.
_CREDIT = re.compile(
    r"(?=[RrWwEeTtCcPpBAIHv])(?:"  # no more than half the time
    r"\b(?:(?:[Rr]eport|[Ww]rit|[Ee]dit|[Tt]ranslat|[Cc]ontribut)ing(?: and (?:[Ww]rit|[Ee]dit)ing)?"
    r"(?: to this [a-z]+)?(?: by|:)|[Pp]hotos? by|\bBy) [^;)\n]{3,160}"
    r"|(?:REUTERS|AFP|AP|EPA|Images|Pool|Handout|via) ?/ ?[^;)\n.]{3,40})"
)
# No credit line is without one of these; to ask for them takes a tenth of the time.
_CREDITS = ("eporting", "riting", "diting", "ranslating", "ontributing", "hoto", "By ", "/")
_FROM = re.compile(r" \(([A-Z][\w.,-]{0,20}(?: [A-Z][\w.-]{1,20}){0,2})\)")
_PARTY = re.compile(r"[RDI]\b(?!\.[A-Z])")
_SAID = frozenset({"said", "says", "told", "asked", "added", "named", "replied", "wrote", "c", "b", "lbw"})


@dataclass(slots=True)
class Scene:
    """A story's text, its credit lines, and the spans that a second opinion takes for people, found once."""

    text: str
    opinion: InitVar[Iterable[Span]] = ()
    credits: list[tuple[int, int]] = field(init=False)
    seconded: frozenset[tuple[int, int]] = field(init=False)

    def __post_init__(self, opinion: Iterable[Span]) -> None:
        credited = any(word in self.text for word in _CREDITS)
        self.credits = [found.span() for found in _CREDIT.finditer(self.text)] if credited else []
        self.seconded = frozenset((start, self._bare(end)) for start, end in opinion)

    def credited(self, run: Run) -> bool:
        """Whether the run stands in a credit line, but not as its place."""
        at = bisect_right(self.credits, (run.start, len(self.text))) - 1
        if at < 0 or run.end > self.credits[at][1]:
            return False
        return self.text[run.start - 3 : run.start] != "in "

    def _bare(self, end: int) -> int:
        """The end of a name without its possessive 's."""
        return end - 2 if self.text[end - 2 : end] in ("'s", "’s") else end

    def the(self, run: Run) -> bool:
        """Whether "the" stands before the run."""
        return self.text[max(run.start - 4, run.part.start) : run.start].lower() == "the "


@lru_cache(maxsize=8192)
def shaped(low: str) -> bool:
    """Whether a word in small letters has the shape of a surname: "petrov", "mcrae"."""
    return bool(_SHAPES.fullmatch(low))


def weight(scene: Scene, run: Run, alone: AbstractSet[str]) -> float:
    """What speaks for a run of several words, as far as ENOUGH, which makes it a name. `alone` are the story's single
    names."""
    score = _words(run, alone) + _standing(scene, run)
    if score >= ENOUGH:
        return score  # what stands around it only adds
    seconded = _SECONDED if (run.start, run.end) in scene.seconded else 0
    return score + cues(scene, run) + acts(scene, run) + seconded


def cues(scene: Scene, run: Run) -> float:
    """What the words around say for a person: an age, a verb of saying, a role set off by commas, a credit."""
    score = 4.0 if scene.credited(run) else 0.0
    role = _APPOSITION.match(scene.text, run.end, run.part.end)
    if _AGE.match(scene.text, run.end) or (role and _tells_role(role)):
        score += 2
    after = _NEXT_WORD.match(scene.text, run.end)
    if (after and kind(after.group(1)) & Kind.CUE) or _from(scene, run):
        score += 2
    floor = max(run.part.start, run.start - 40)
    space = scene.text.rfind(" ", floor, run.start - 3)  # up to three marks may follow the last word
    before = _LAST_WORD.search(scene.text, max(floor, space), run.start)
    if not before:
        return score
    if before.group(1) in _SAID:
        return score + 1.5
    met = len(run.parts) > 1 and before.group(1).islower() and kind(before.group(1)) & Kind.CUE
    return score + 1 if met else score  # "met", "praised"


def strongest(scene: Scene, run: Run) -> str:
    """The name of what speaks most for a run of several words that is a name."""
    if run.part.zone == "byline" or scene.credited(run):
        return "byline or credit"
    if run.titled:
        return "title before"
    if initials(run.parts[0]):
        return "initials"
    if run.kinds[0] & Kind.GIVEN:
        return "known first name"
    if names.family_first(fold(run.form).split()) or _SYLLABLES.fullmatch(run.parts[0]):
        return "family name first"
    if beside := cue(scene, run):
        return beside
    if shaped(run.parts[-1].lower()):
        return "shape of a surname"
    if (run.start, run.end) in scene.seconded:
        return "second opinion"
    return "known surname" if run.kinds[-1] & (Kind.FAMILY | Kind.KNOWN) else "several small signs"


def cue(scene: Scene, run: Run) -> str:
    """The name of what `cues` and `acts` count for, the strongest first; "" where they count nothing."""
    if scene.credited(run):
        return "byline or credit"
    if _AGE.match(scene.text, run.end):
        return "age after"
    role = _APPOSITION.match(scene.text, run.end, run.part.end)
    if role and _tells_role(role):
        return "role after"
    if _from(scene, run):
        return "country or party after"
    if cues(scene, run):
        return "cue verb beside"
    return "verb after" if acts(scene, run) else ""


def acts(scene: Scene, run: Run) -> float:
    """1 before a verb that persons and bodies alike are the subject of: "ran", "won"."""
    after = _NEXT_WORD.match(scene.text, run.end)
    return 1.0 if after and kind(after.group(1)) & Kind.ACT else 0.0


def _from(scene: Scene, run: Run) -> bool:
    """Whether a country, a state or a party stands in brackets after the run: "(Kenya)", "(D-Ohio)"."""
    found = _FROM.match(scene.text, run.end, run.part.end)
    if not found:
        return False
    whole = found.group(1).replace(" ", "_")
    return bool(kind(whole) & Kind.PLACE) or whole in {"U.S.", "U.K."} or bool(_PARTY.match(whole))


def _tells_role(found: re.Match[str]) -> bool:
    return any(kind(word) & (Kind.ROLE | Kind.MODIFIER) for word in (*found.group(1).split(), found.group(2)))


def apposed(scene: Scene, run: Run) -> bool:
    """Whether a role that only persons have follows with its article: "Suparto, a fisherman"."""
    found = _APPOSED.match(scene.text, run.end, run.part.end)
    if not found:
        return False
    bits = [kind(word) for word in found.group(1).split()]
    return any(bit & Kind.ROLE and not bit & Kind.LOOSE for bit in bits) and not any(
        bit & Kind.BODY for bit in bits
    )


def _words(run: Run, alone: AbstractSet[str]) -> float:
    score = 4 * run.titled + _first(run) + _last(run) + run.particled - max(0, len(run.parts) - 4)
    if shaped(run.parts[-1].lower()):
        score += 1
    if names.family_first(fold(run.form).split()) or _SYLLABLES.fullmatch(run.parts[0]):
        score += 2
    if run.parts[-1].lower() in alone and not run.kinds[-1] & WEAK:
        score += 1.5
    if not any(run.kinds) and run.parts[-1].endswith("s") and not run.titled:
        score -= 0.5  # peoples and teams: "Zairean Tutsis"
    letters = [initials(part) for part in run.parts]
    capitals = sum(
        part.isupper() and len(part) > 1 and not short for part, short in zip(run.parts, letters, strict=True)
    )
    if 0 < capitals < len(run.parts):
        score -= 3  # "Fareed Zakaria GPS"
    return score - 5 if all(letters) else score


def _first(run: Run) -> float:
    bits, word, last = run.kinds[0], run.parts[0], run.kinds[-1]
    if initials(word):
        return 1.5
    if word == "St.":
        return -2  # St. Regis is a hotel, St. Mary a church
    if bits & Kind.GIVEN:
        return 1 if bits & Kind.PLACE else 1.5 if bits & WEAK else 3
    if bits & (Kind.PLACE | Kind.WORD):
        return -2
    known = last & (Kind.FAMILY | Kind.GIVEN) and not last & WEAK
    if not bits and known and not run.headline and not word.isupper():
        return 1  # an unlisted word before a surname, inside a sentence
    return 0.5  # a surname, or no word of any list


def _last(run: Run) -> float:
    bits = run.kinds[-1]
    if bits & Kind.KNOWN:
        return 2
    if bits & Kind.FAMILY:
        return -0.5 if bits & WEAK else 1
    if bits & Kind.GIVEN:
        return 0.5
    if bits & (Kind.WORD | Kind.PLACE) and not run.kinds[0] & Kind.GIVEN:
        return -2
    return -1 if run.headline else 0  # in a headline any word may follow a name


def _standing(scene: Scene, run: Run) -> float:
    """What the place of a run says: after "the", after "in", after a country's or a body's 's."""
    score = -2.5 if scene.the(run) else 0.0
    before = scene.text[max(run.start - 20, run.part.start) : run.start]
    if PREPOSITION.search(before) and (run.kinds[-1] & WEAK or not run.kinds[-1] & Kind.FAMILY):
        score -= 1.5
    if owner := _OWNER.search(before):
        score += 1 if kind(owner.group(1)) & Kind.PLACE else 0.5
    return score
