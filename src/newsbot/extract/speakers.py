"""Speakers: who the words of a subject stand for, in one story read from its top."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from newsbot.extract import grammar as g
from newsbot.extract.lexicon import Kind, gender, kind
from newsbot.extract.lists import listed
from newsbot.extract.phrases import Phrase
from newsbot.extract.words import Line
from newsbot.model import Mention, Speaker, SpeakerKind, ZoneKind
from newsbot.text import fold, words

_PRONOUNS = g.SUBJECT_PRONOUNS | g.OBJECT_PRONOUNS | g.POSSESSIVES
_COURTESY = re.compile(r"\b(Mr|Mrs|Ms|Miss)\.? $")
_HER = "wife mother sister daughter widow girlfriend fiancée fiancee aunt niece grandmother granddaughter".split()
_HIM = "husband father brother son widower boyfriend uncle nephew grandfather grandson".split()
_KINDRED = (*_HER, *_HIM)
# "His wife, Cressida,": whoever follows is the subject, and her sex is told.
RELATIVE = re.compile(
    rf"(?:His|Her|Their|My|Our) (?:[a-z-]{{2,12}} ){{0,2}}(?:(?P<f>{'|'.join(_HER)})|(?P<m>{'|'.join(_HIM)})),? "
)
_KIN = re.compile(
    RELATIVE.pattern.replace("(?:His|Her|Their|My|Our)", r"(?:[Hh]is|[Hh]er|[Tt]heir|[Mm]y|[Oo]ur|\w['’]s)")
    + "$"
)
_NOBODY = frozenset("there there's it's that's here's what's let's".split())
# Words that open a clause and are nobody: "Later he shared", "Asked Tuesday, Vance said".
_NO_SPEAKER = frozenset(
    "the below later earlier here back likewise just whenever aside close listening worse perhaps on today yesterday".split()
)
# What a desk sets before a colon in capitals: "FILE PHOTO: a worker says goodbye".
_RUBRICS = frozenset(
    "photo photos video image images exclusive factbox analysis update live breaking watch opinion".split()
)
_LETTERS = frozenset(
    "QC KC SC SAN MP MPs MLA MEP MSP OBE CBE MBE PhD MD RN Jr Sr Jr. Sr.".split()
)  # behind a name
_GIVEN = re.compile(r"\b[A-Z][a-z]+(?: [A-Z]\.)?\Z")
_EDGE = re.compile(r"\b")
_LONGEST_GIVEN = 40
_LINKS = frozenset("of for to by in at from with on against who whose that which".split())
_WOMEN = frozenset(
    "woman mother actress widow queen princess congresswoman businesswoman sister daughter".split()
)
_MEN = frozenset("man father actor king prince congressman businessman brother son".split())
_HIMSELF = frozenset("himself herself themselves itself".split())
_REACH = 1500  # characters back that a pronoun looks for its person
_SIGNED: frozenset[ZoneKind] = frozenset({"byline", "credit"})  # who signs a story is nobody's "she" in it
_WHO_IS_WOMAN = frozenset("she her hers herself".split())
_WHO_IS_MAN = frozenset("he him his himself".split())


# What a title before a name stands for when the story goes on ("Rep. Gray", "the congresswoman").
_ABBREVIATED = {
    "rep": ("representative", "congressman", "congresswoman", "lawmaker", "legislator"),
    "sen": ("senator", "lawmaker"),
    "gov": ("governor",),
    "gen": ("general",),
    "lt": ("lieutenant",),
    "sgt": ("sergeant",),
    "col": ("colonel",),
    "capt": ("captain",),
    "dr": ("doctor",),
    "prof": ("professor",),
    "rev": ("reverend", "pastor"),
    "mp": ("mp", "lawmaker", "parliamentarian"),
    "senator": ("senator", "lawmaker"),
    "representative": ("representative", "lawmaker", "congressman", "congresswoman"),
    "congressman": ("congressman", "lawmaker"),
    "congresswoman": ("congresswoman", "lawmaker"),
    "ceo": ("ceo", "executive", "chief"),
    "mogul": ("mogul", "businessman", "billionaire"),
}


@lru_cache(maxsize=8192)
def _gender(person: str) -> str | None:
    return gender(person)


@dataclass(slots=True)
class Cast:
    """Who has been named and who has spoken so far; asked and told in text order."""

    text: str
    mentions: Sequence[Mention]
    _subjects: list[tuple[int, str]] = field(default_factory=list)
    _roles: dict[str, set[str]] = field(default_factory=dict)
    _titled: dict[str, set[str]] = field(default_factory=dict)
    _unlisted: dict[str, str | None] = field(default_factory=dict)
    _sexes: dict[str, str] = field(default_factory=dict)
    _called: dict[str, str] = field(default_factory=dict)
    _starts: list[int] = field(default_factory=list)
    _official: str = ""

    def __post_init__(self) -> None:
        self._starts = [mention.start for mention in self.mentions]
        for mention in self.mentions:
            for title in mention.titles:
                self._learn_title(mention, self.text[title.start : title.end])
            if courtesy := _COURTESY.search(self.text, max(mention.start - 6, 0), mention.start):
                self._sexes.setdefault(mention.person, "m" if courtesy[1] == "Mr" else "f")
            before = self.text[max(mention.start - 50, 0) : mention.start]
            if before.rstrip(", \n").endswith(_KINDRED) and (relative := _KIN.search(before)):
                self._sexes.setdefault(mention.person, "f" if relative["f"] else "m")

    def _learn_title(self, mention: Mention, title: str) -> None:
        self._titled.setdefault(mention.person, set()).update(words(title))
        for word in words(title):
            for role in _ABBREVIATED.get(word, (word,)):
                if role in listed("roles_plain"):
                    self._roles.setdefault(role, set()).add(mention.person)
        sex = _sex_of_title(title)
        if sex:
            self._sexes.setdefault(mention.person, sex)

    def speaker(self, line: Line, phrase: Phrase) -> Speaker | None:
        """The phrase as a speaker. None where the words cannot be one ("there", "it" of the weather)."""
        if not phrase.first < phrase.core <= phrase.end <= line.n:
            return None
        if phrase.core - phrase.first == 1 and self._nobody(line, phrase.first):
            return None
        if line.low[phrase.core - 1] in _RUBRICS and all(
            w.isupper() for w in line.w[phrase.first : phrase.core]
        ):
            return None
        relative = phrase.end - 1
        if line.low[relative] in ("who", "which") and relative >= phrase.core:
            person = self._named(line, phrase)
            if person:
                start, end = line.s[relative], line.e[relative]
                words = self.text[start:end]
                return Speaker(
                    start=start, end=end, text=words, person=person, kind="pronoun", by="name before who"
                )
        start, end = line.s[phrase.first], line.e[phrase.end - 1]
        if phrase.end == line.n and line.w[-1] == ".":
            end = line.e[phrase.end - 2]
        end = self._unpossessed(start, end)
        if start >= end:
            return None
        kind, person, by = self._who(line, phrase, start)
        return Speaker(start=start, end=end, text=self.text[start:end], person=person, kind=kind, by=by)

    def _nobody(self, line: Line, at: int) -> bool:
        """Whether a lone word cannot be a speaker: "there", "Later", a day, "Colo."."""
        low, word = line.low[at].replace("’", "'"), line.w[at]
        dated = kind(low) & Kind.DATE and not line.named(at)
        state = word[:1].isupper() and len(word) > 3 and word.endswith(".") and "." not in word[:-1]
        return low in _NOBODY or low in _NO_SPEAKER or bool(dated) or state

    def _unpossessed(self, start: int, end: int) -> int:
        tail = self.text[max(start, end - 2) : end]
        if tail in ("'s", "’s"):
            return end - 2
        return end - 1 if tail[-1:] in ("'", "’", ",") else end

    def _who(self, line: Line, phrase: Phrase, start: int) -> tuple[SpeakerKind, str | None, str]:
        """What kind of speaker the words are, the person they stand for, and how that is known."""
        low = line.low[phrase.first]
        if phrase.core - phrase.first == 1 and low in _PRONOUNS:
            return "pronoun", *self._pronoun(low, start)
        if person := self._named(line, phrase):
            return "name", person, "name"
        if person := self._surname(line, phrase):
            return "name", person, "surname in this story"
        return self._described(line, phrase, start)

    def _named(self, line: Line, phrase: Phrase) -> str | None:
        """The person whose name is the phrase's head, or is set after a role as its aside."""
        last = phrase.core - 1
        while last > phrase.first and (line.low[last] in _HIMSELF or line.w[last] in _LETTERS):
            last -= 1
        core = last + 1
        while last > phrase.first and line.w[last] in (".", ")", ","):
            last -= 1
        if line.named(last) and self._entitled(line, phrase.first, self.mentions[line.name[last]]):
            return self.mentions[line.name[last]].person
        link = next(
            (
                i
                for i in range(phrase.first, phrase.core)
                if line.low[i] in _LINKS and not line.w[i].isupper()
            ),
            core,
        )  # the WHO is no "who"
        head = link - 1
        for at in (head, last if link == core else head):
            if (
                at >= phrase.first
                and line.named(at)
                and (at == phrase.end - 1 or not self._possesses(line, at))
            ):
                mention = self.mentions[line.name[at]]
                others = {line.name[i] for i in range(phrase.first, at) if line.named(i)} - {line.name[at]}
                others |= {
                    -2
                    for i in range(self._owned(line, phrase.first, at) + 1, at)
                    if line.low[i] == "and" and line.capital(i - 1)
                }
                joined = "and" in line.low[self._owned(line, phrase.first, at) : at]
                return None if others and joined else mention.person
        return self._in_aside(line, phrase)

    def _entitled(self, line: Line, first: int, mention: Mention) -> bool:
        """Whether all before the name is its title, of whatever words: "Minister of State Goh Wei Ling"."""
        begins = line.s[first + (line.low[first] in ("the", "then"))]
        return any(
            title.start == begins and self.text[title.end : mention.start] == " " for title in mention.titles
        )

    def _owned(self, line: Line, first: int, name: int) -> int:
        """Past the owners in front of a title: "Bakers and Millers' Union secretary Ann Gray" is one person."""
        owners = (i for i in range(name - 1, first, -1) if line.possessive(i) and not line.named(i))
        return next(owners, first)

    def _surname(self, line: Line, phrase: Phrase) -> str | None:
        """The person behind a lone word that elsewhere in the story ends a full name, though the
        word is also that of a firm or a thing: "Fox said" where "Vicente Fox" has been named."""
        if phrase.core - phrase.first > 4 or not line.capital(phrase.core - 1):
            return None
        word = line.w[phrase.core - 1]
        titled = phrase.core - phrase.first > 1 and line.low[phrase.first] in ("mr", "mrs", "ms", "dr")
        if titled and not line.named(phrase.core - 1):
            first = phrase.first + (2 if line.w[phrase.first + 1] == "." else 1)
            end = self._unpossessed(line.s[phrase.first], line.e[phrase.core - 1])
            name = self.text[line.s[first] : end] if first < phrase.core else ""
            return self._full_name(name.split()[-1]) or name if name else None
        if word.isupper() or not word.isalpha():
            return None
        if phrase.core - phrase.first == 2 and not titled:
            full = f"{line.w[phrase.first]} {word}"
            body = not line.capital(phrase.first) or kind(word.lower()) & Kind.NOT  # "Camden Analytics said"
            return full if not body and self._full_name(word) == full else None
        if phrase.core - phrase.first > 1 and not titled:
            return None
        if word not in self._unlisted:
            self._unlisted[word] = self._full_name(word)
        return self._unlisted[word]

    def _full_name(self, surname: str) -> str | None:
        text, at, past = self.text, -1, 0
        while (at := text.find(f" {surname}", at + 1)) >= 0:
            end = at + 1 + len(surname)
            found = _GIVEN.search(text, max(at - _LONGEST_GIVEN, past), at)
            if not found or not _EDGE.match(text, end):
                continue
            given, past = (words(found[0]) or ("",))[0], end
            if _gender(f"{given} {surname}") and given not in ("may", "will", "mark"):
                return text[found.start() : end]
        return None

    def _possesses(self, line: Line, at: int) -> bool:
        return line.possessive(at) and self.mentions[line.name[at]].end < line.e[at]

    def _in_aside(self, line: Line, phrase: Phrase) -> str | None:
        at = phrase.core
        if line.at(at) != "," or at + 1 >= phrase.end:
            return None
        if line.low[phrase.first] in ("a", "an", "one", "some") and "," in line.w[at + 1 : phrase.end]:
            pass
        first = at + 1
        while first < phrase.end and (line.capital(first) or line.w[first] == ".") and not line.named(first):
            first += 1
        if not line.named(first):
            first = self._entitled_in(line, at + 1, phrase.end)
        if first < phrase.end and line.named(first) and not line.possessive(first):
            return self.mentions[line.name[first]].person
        return None

    def _entitled_in(self, line: Line, first: int, end: int) -> int:
        """The name of an aside that is a title and a name: "her pupil, the mezzo Ann Gray,"; else its end."""
        named = next((i for i in range(first, min(end, first + 8)) if line.named(i)), end)
        return named if named < end and self._entitled(line, first, self.mentions[line.name[named]]) else end

    def _described(self, line: Line, phrase: Phrase, start: int) -> tuple[SpeakerKind, str | None, str]:
        core = line.low[phrase.first : phrase.core]
        if core[-1] in _HIMSELF and len(core) > 1:
            core = core[:-1]
        head = _head(core)
        definite = core[0] in ("the", "this", "that", "his", "her", "their", "its") or line.capital(
            phrase.first
        )
        if head in listed("roles_unnamed") and not definite:
            self._official = head
            return "unnamed", None, ""
        if core[0] in ("a", "an", "one", "another") and head in listed("roles_plain"):
            return "unnamed", None, ""
        if definite and head == self._official and len(core) == 2:
            return "unnamed", None, ""
        if head in listed("roles_plain"):
            the = core[0] in ("the", "this", "that")
            return "role", *(self._holder(core, head, start) if the else (None, ""))
        return ("unnamed", None, "") if head in listed("roles_unnamed") else ("collective", None, "")

    def _holder(self, core: list[str], head: str, start: int) -> tuple[str | None, str]:
        """Who holds a role in this story: of those titled so the one who spoke or was named last. The Vermont senator
        is none whose titles name another place, or none."""
        sex = "f" if head in _WOMEN else "m" if head in _MEN else None
        holders = self._roles.get(head, set())
        if places := [word[:4] for word in core[1:-1] if kind(word) & Kind.PLACE]:
            holders = {one for one in holders if any(w[:4] in places for w in self._titled.get(one, ()))}
            if not holders:
                return None, ""
        if len(holders) == 1:
            return next(iter(holders)), "title in this story"
        if holders:
            return _known(self._recent(start, sex, holders), "last one so titled")
        if sex or len(core) == 2 or head in ("nominee", "candidate", "leader"):
            return _known(self._recent(start, sex), _LAST[sex])
        return None, ""

    def _pronoun(self, low: str, start: int) -> tuple[str | None, str]:
        sex = "f" if low in _WHO_IS_WOMAN else "m" if low in _WHO_IS_MAN else None
        return _known(self._recent(start, sex), _LAST[sex]) if sex else (None, "")

    def _recent(self, start: int, sex: str | None, among: set[str] | None = None) -> str | None:
        """The last subject or speaker that may be of this sex, else the last person named so."""
        best: tuple[int, str] | None = None
        for at, person in reversed(self._subjects):
            if at < start and self._may_be(person, sex) and (among is None or person in among):
                best = (at, person)
                break
        for mention in self._named_before(start):
            if self._may_be(mention.person, sex) and (among is None or mention.person in among):
                if best is None or (best[0] < mention.start - _REACH // 4):
                    return mention.person
                break
        return best[1] if best else None

    def _named_before(self, start: int) -> Iterator[Mention]:
        at = bisect_left(self._starts, start)
        while at > 0 and self._starts[at - 1] > start - _REACH:
            at -= 1
            if self.mentions[at].zone not in _SIGNED:
                yield self.mentions[at]

    def _may_be(self, person: str, sex: str | None) -> bool:
        if sex is None:
            return True
        known = self._sexes.get(person) or _gender(person) or self._called.get(person)
        return known in (None, "", sex)

    def spoke(self, speaker: Speaker) -> None:
        """Tell that this speaker has spoken, so that "he" may stand for the person."""
        if speaker.person:
            self._subjects.append((speaker.start, speaker.person))
            if speaker.text.lower() in ("he", "she"):
                self._called.setdefault(speaker.person, "f" if speaker.text.lower() == "she" else "m")

    def subject(self, mention: Mention) -> None:
        """Tell that a sentence begins with this person; of what is somebody's the sentence tells, not of the owner."""
        owner = self.text[mention.end : mention.end + 2] in ("'s", "’s", "' ", "’ ")
        if not owner and mention.zone not in _SIGNED:
            self._subjects.append((mention.start, mention.person))


_LAST = {"f": "last woman named", "m": "last man named", None: "last person named"}


def _known(person: str | None, by: str) -> tuple[str | None, str]:
    return person, by if person else ""


def _head(core: Sequence[str]) -> str:
    """The noun of a phrase: the last word before "of", "for", "who" and such; singular."""
    end = next((i for i, low in enumerate(core) if i and low in _LINKS), len(core))
    return core[end - 1] if end else ""


def _sex_of_title(title: str) -> str | None:
    low = set(fold(title).replace(".", "").split())
    if low & {"mr", "sir", "king", "prince", "congressman", "lord", "father", "businessman", "chairman"}:
        return "m"
    if low & {
        "mrs",
        "ms",
        "miss",
        "queen",
        "princess",
        "congresswoman",
        "lady",
        "businesswoman",
        "chairwoman",
    }:
        return "f"
    return None
