"""The clause of a passage that a narrow screen shows.

A drawn line holds 110 characters of span as the rule and 190 at most. What must stay is given as
spans; the cut falls only where a clause begins or ends, never inside quotation marks, never so that
a "not" falls off or a pronoun opens the line without the words it stands for, nor before the verb of what is said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from newsbot.model import Span

RULE, MOST = 110, 190
_QUOTED = re.compile(r"[“\"«][^“”\"«»]{0,2000}[”\"»]")
# A clause may end before one of these, and begin after it. What all of them begin with is looked for first: half the time.
_BREAK = re.compile(
    r"(?=[\s;:,])(?:[;:](?=\s)|\s[–—-]\s|,(?=\s)|(?=\s(?:while|which|who|where|when|after|before|because|although|(?<!\beven )though|"
    r"even (?:though|as|if)|and (?:said|says|told|added|warned|called|urged)|"
    r"despite|amid|including|adding|(?<!\ball )but|following|since|until|unless|if(?! not\b))\s))"
)
# What a line may not open with: a pronoun without its noun; a word that hangs on the words before.
_PRONOUN = re.compile(
    r"(?:he|she|it|they|his|her|its|their|this|these|those|who|which|that|and|but|or|formerly|also|of)\b",
    re.IGNORECASE,
)
_HANGING = re.compile(
    r"(?:as|with|while|where|when|after|before|because|although|though|if|unless"
    r"|leading|causing|making|prompting|forcing|resulting|leaving|bringing)\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"\b(?:not|no|never|nor|neither|without|denied|denies|nobody|none|cannot)\b|n[’']t\b", re.IGNORECASE
)
# ", Arizona, and", ", and California", ", arm and neck": not ", Blinken said" and not ", and the talks".
_LISTED = re.compile(
    r",\s(?:[a-z’'-]{2,20}\s(?:and|or)\s[a-z’'-]{2,20}(?=[\s,.;]|$)|(?:and|or)\s(?:[^\W\d_a-z]|(?:his|her|its|their)\b)|(?:[^\W\d_a-z][\w.’'-]{0,30}\s?){1,3}(?:,|(?<=\s)(?:and|or)\s))"
)
_LENGTH = re.compile(r"\b(?:second|minute|hour|day|night|week|month|year|decade|moment)s?$")
_AGO = re.compile(r"\s?(?:after|before|since|until)\b")
# A verb that can be a sentence's own, as far as its form shows: more than these are shown whole rather than cut early.
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|does|did|will|would|can|could|may|might|must|shall|should|cannot|said|says|told|tells|went|came|took|made"
    r"|gave|got|saw|found|left|kept|held|led|lost|won|met|paid|ran|sent|sold|spoke|spent|stood|struck|threw|thought|wrote|rose|fell|grew|drew"
    r"|broke|built|bought|brought|began|became|fought|felt|fled|flew|hit|shut|spread|cost|beat|drove|heard|knew|lay|meant|rode|sank|sat|sought"
    r"|swept|taught|tore|wore|plans|wants|includes|remains|shows|seems|appears|expects|hopes|claims|argues|believes|faces|means|makes|takes"
    r"|gives|comes|goes|gets|puts|runs|leads|leaves|keeps|brings|begins|stands|holds|follows|requires|allows|needs|warns|insists|suggests"
    r"|knows|thinks|lives|promises|vows|denies|refuses|assumes|opposes|agrees|proposes|[a-z]{2,}(?<!ne)ed(?!\s(?:by|from|as)\b))\b|\w[’'](?:ll|re|ve|d|m)\b|n[’']t\b"
)
# Of what follows, up to the comma, no verb is the sentence's own; nor is a participle that stands before its noun.
_RELATIVE = re.compile(
    r"\b(?:who|whom|whose|which|that|where|when|while|because|although|though|if|after|before|since|until|as|unlike)\b"
)
_STEP = re.compile(
    rf"(?=[,;:—–]|\b[a-z]|\w[’'])(?:(?P<stop>[,;:—–])|(?P<verb>{_VERB.pattern})|(?P<relative>{_RELATIVE.pattern}))"
)
_BEFORE_NOUN = re.compile(
    r"\b(?:the|an?|his|her|its|their|our|of|for|in|on|with|by|and|or|two|three|some|many|so-called)\s$"
)
_WITH = re.compile(r"With\s(?:[^,;]|,(?=\d)){3,80}?\b[a-z]{3,}ing\b")
_GOES_ON = re.compile(r",\s[^,;:]{2,60},\sto\s")  # "directed Cohen, his lawyer, to lie"
# Words that stand before a sentence and can be spared; others that have no verb are its subject.
_FRONTED = re.compile(
    r"[“\"'‘(]?(?:in|on|at|after|before|during|for|from|with|without|by|under|over|as|since|until|while|when|if|although|though|because|despite"
    r"|amid|among|according|unlike|like|still|but|and|also|meanwhile|however|instead|so|then|yesterday|today|earlier|later|asked|speaking)\b",
    re.IGNORECASE,
)
# ", also described": what stands before the comma has its verb behind it; not ", prosecutors said".
_FOLLOWS = re.compile(rf",\s(?:[a-z]+ly\s|also\s|then\s)?(?P<verb>{_VERB.pattern})")
_SAYS = frozenset(
    "said says told tells added asked announced warned noted insisted suggests argues claims believes".split()
)
# After these an insertion between commas is no end: "because, unlike his rival, she won".
_OPENS = re.compile(r"\b(?:and|but|or|because|that|if|when|who|which|while|as|said|says)$")
# Six names and more, one after the other: of so many a line shows the one that is asked for with those beside it.
_NAMES = re.compile(r"(?:[^\W\d_a-z][\w.’'-]{0,30}(?:\s[^\W\d_a-z][\w.’'-]{0,30}){1,3},\s){5,400}")
_COMMAS = 5  # which takes so many
_EDGE = " \t\n,;:–—-"


def clause(passage: str, at: int, keep: Sequence[Span] = ()) -> Span | None:
    """The shortest lawful cut that holds every span of `keep`, in story offsets; None shows all.

    `at` is where the passage begins in the story; spans outside it are ignored. A passage of up to
    110 characters is never cut, and without `keep` only its end is.
    """
    if len(passage) <= RULE:
        return None
    held = [Span(s.start - at, s.end - at) for s in keep if at <= s.start and s.end <= at + len(passage)]
    cut = _cut(passage, _core(held))
    return cut and Span(at + cut.start, at + cut.end)


@lru_cache(maxsize=4096)  # 0.1 ms each; a desk shows the same sentences while they are news
def _cut(passage: str, core: Span) -> Span | None:
    cuts = _cuts(passage)
    start = _start(passage, cuts, core)
    end = _end(passage, cuts, core, start)
    if end - start > MOST and passage.count(",") >= _COMMAS:
        start, end = _of_list(passage, core, start, end)
    return None if (start, end) == (0, len(passage)) else Span(start, end)


def _of_list(passage: str, core: Span, start: int, end: int) -> tuple[int, int]:
    """Of a long list of names those round the core, from where the line begins if a first screen can take it."""
    for names in _NAMES.finditer(passage):
        if not names.start() <= core.start <= core.end <= names.end() or _is_quoted(passage, core):
            continue
        commas = [
            at.start() for at in re.finditer(",", passage[: names.end()]) if at.start() >= names.start()
        ]
        if core.end - start > MOST:
            start = max([names.start(), *(at + 2 for at in commas if at < core.start)])
        behind = [at for at in commas if at >= core.end]
        if behind:
            end = max([at for at in behind if at - start <= RULE], default=behind[0])
    return start, end


def _is_quoted(passage: str, core: Span) -> bool:
    return any(m.start() < core.start < m.end() for m in _QUOTED.finditer(passage))


def _core(held: Sequence[Span]) -> Span:
    if not held:
        return Span(0, 0)
    return Span(min(s.start for s in held), max(s.end for s in held))


def _cuts(passage: str) -> list[int]:
    """Offsets where a clause may end, outside quotation marks and brackets, in order."""
    shut = [m.span() for m in _QUOTED.finditer(passage)]
    places = [m.start() for m in _BREAK.finditer(passage)]
    return [
        p
        for p in places
        if p > 0
        and not any(a < p < b for a, b in shut)
        and not _in_list(passage, p)
        and not _timed(passage, p)
        and not _inserted(passage, p)
    ]


def _told(passage: str, start: int) -> int:
    """Where the sentence's own verb ends, as far as its form shows; its start where none does, its end where one must
    stand behind "who …"."""
    if absolute := _WITH.match(passage, start):  # "With 10,000 people crossing every day, …" tells enough
        return absolute.end()
    relative, held, commas = -1, False, 0  # a comma ends what a relative word opens
    for word in _STEP.finditer(passage, start):
        if word["stop"]:
            relative, commas = -1, commas + 1
        elif (
            word["verb"] and commas == 1 and passage[: word.start()].endswith(", ") and word[0].endswith("ed")
        ):
            relative, held = word.start(), True  # "The letters, written in haste, were found"
        elif (
            relative < 0
            and word["verb"]
            and not _BEFORE_NOUN.search(passage, max(start, word.start() - 20), word.start())
        ):
            return word.end()
        elif word["relative"] and word.start() > start:
            relative, held = word.start(), True
    return len(passage) if held else start


def _inserted(passage: str, place: int) -> bool:
    """The comma that closes what a conjunction's comma opened, or one before the "that" of what is told; a cut after
    the conjunction itself."""
    if _OPENS.search(passage, max(0, place - 10), place) or passage.startswith(
        (", though,", ", however,"), place
    ):
        return True
    if passage[place] != ",":
        return False
    follows = _FOLLOWS.match(passage, place)
    if _GOES_ON.match(passage, place) or (follows and follows["verb"] not in _SAYS):
        return True
    opened = passage.rfind(",", 0, place)
    return bool(opened > 0 and _OPENS.search(passage, max(0, opened - 10), opened)) or passage.startswith(
        ", that ", place
    )


def _timed(passage: str, place: int) -> bool:
    """Between "three years" and "after the blast"."""
    return bool(_AGO.match(passage, place)) and _LENGTH.search(passage, max(0, place - 20), place) is not None


def _in_list(passage: str, place: int) -> bool:
    """A comma between digits, or between the names of a list ("Texas, Arizona, and California")."""
    if passage[place] != ",":
        return False
    return passage[place + 1 : place + 2].isdigit() or bool(_LISTED.match(passage, place))


def _start(passage: str, cuts: Sequence[int], core: Span) -> int:
    """As late a start as holds the core, unless the whole up to the core's end fits anyway."""
    if core.end <= RULE:
        return 0
    begins = [_skip(passage, cut) for cut in reversed(cuts) if cut < core.start]
    told = _told(passage, 0) if begins else 0
    lawful = [b for b in begins if b <= core.start and _opens_well(passage, b, told)]
    whole = [b for b in lawful if not _HANGING.match(passage, b)]
    best = whole[0] if whole else 0
    return best if core.end - best <= MOST or not lawful else lawful[0]


def _skip(passage: str, cut: int) -> int:
    begin = cut
    while begin < len(passage) and passage[begin] in _EDGE:
        begin += 1
    return begin


def _opens_well(passage: str, begin: int, told: int) -> bool:
    """The words before would be lost: a negation of the core, a pronoun's own noun or a verb's subject may not be.
    `told` is where the sentence's own verb ends."""
    lost = passage[:begin]
    fronted = _FRONTED.match(lost) and "," not in lost.rstrip(_EDGE)
    whole = fronted or 0 < told <= begin
    return bool(whole) and not _PRONOUN.match(passage, begin) and not _NEGATION.search(lost[-60:])


def _end(passage: str, cuts: Sequence[int], core: Span, start: int) -> int:
    """The furthest cut within the rule that holds the core, else the first one after it."""
    if len(passage) - start <= RULE:
        return len(passage)
    after = [c for c in cuts if c >= core.end and c - start >= RULE // 3]
    told = _told(passage, start) if after else 0
    after = [c for c in after if c >= told]
    within = [c for c in after if c - start <= RULE]
    if within:
        return _stripped(passage, within[-1], core)
    if after:  # beyond the most, the first lawful cut is still shorter than the whole
        return _stripped(passage, after[0], core)
    return len(passage)


def _stripped(passage: str, end: int, core: Span) -> int:
    """Without the comma or dash that the cut leaves hanging."""
    while end > core.end and passage[end - 1] in _EDGE:
        end -= 1
    return end
