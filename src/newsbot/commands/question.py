"""A free question, read as one of the commands by rules that anyone can look up.

Each rule is a pattern over the question's words and the line it stands for; the first that fits is
taken, and the answer repeats the line. `help questions` shows the table.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from newsbot.commands.line import Line, parse
from newsbot.commands.person import resolve
from newsbot.compare.attendance import EVENT
from newsbot.model import Filter
from newsbot.store import Archive
from newsbot.text import fold, words

_ARTICLE = re.compile(r"^(?:the|a|an|any|some|all|our|their|this|that|these|those)\s+", re.IGNORECASE)
_SAY = r"(?:say|says|said|saying|tell|told|report|reports|reported|write|wrote|think|thinks|claim|claims|claimed)"
_ON = r"(?:about|on|of|regarding|concerning)"
_AUX = (
    r"(?:is|are|was|were|has|have|had|do|does|did|can|could|will|would|should|shall|may|might|must|isn['’]t|"
    r"aren['’]t|wasn['’]t|weren['’]t|hasn['’]t|haven['’]t|hadn['’]t|don['’]t|doesn['’]t|didn['’]t|won['’]t)"
)
_WERE = r"(?:is|are|was|were|will be|has been|had been)"
# Words of a question that no story needs to hold for it to be answered.
_EMPTY = frozenset(
    "a an the all of to in on at by for from with about and or is are was were be been being has have had do does did "
    "will would can could should shall may might must it its this that these those there here what which who whom "
    "whose when where why how many much any some so far yet now still ever every each per day daily week weekly "
    "month year currently exactly really please you we us me i they them their he she his her tell show give know "
    "says said say happen happened happens going get got as if than then more most less least not no number amount "
    "figure figures new latest story stories source sources news up out off over into only also just again today "
    "yesterday tomorrow isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't can't couldn't "
    "published big large long old high often ago people person someone somebody anyone anybody".split()
)
_PRONOUNS = frozenset("he she him her they them it this that".split())
# Speakers that stand for everybody.
_OTHERS = frozenset(
    "others other sources they people everyone everybody papers outlets officials anyone it stories".split()
)


@dataclass(frozen=True, slots=True)
class Rule:
    """`pattern` fits the question whole; `asks` is one such question, `line` what it is read as."""

    pattern: re.Pattern[str]
    asks: str
    line: str
    read: Callable[[re.Match[str], Archive], Line | None]


def read(asked: Line, archive: Archive) -> Line | None:
    """The line that a question stands for, filters kept; None when no rule fits."""
    text = " ".join(asked.words).strip().rstrip("?!. ").replace("’", "'")
    for rule in RULES:
        match = rule.pattern.fullmatch(text)
        found = rule.read(match, archive) if match else None
        if found is not None:
            return replace(
                found, phrases=(*found.phrases, *asked.phrases), filters={**asked.filters, **found.filters}
            )
    return None


def asks_date(asked: Line) -> bool:
    """ "When was it published?": a fact of the story and not in it."""
    return bool(_PUBLISHED.fullmatch(" ".join(asked.words).strip().rstrip("?!. ")))


def is_question(asked: Line) -> bool:
    """It ends with a question mark or begins as questions do."""
    first = fold(asked.words[0]) if asked.words else ""
    return asked.words[-1:] != () and (asked.words[-1].endswith("?") or bool(_ASKS.fullmatch(first)))


def content(text: str) -> tuple[str, ...]:
    """The words of a question that a story must hold, as typed, in order.

    >>> content("have the crossings been reopened")
    ('crossings', 'reopened')
    """
    kept = [w.strip(",.;:?!()") for w in text.split()]
    named = [_in_name(kept, at) for at in range(len(kept))]
    return tuple(
        w for w, named_so in zip(kept, named, strict=True) if w and (named_so or not set(words(w)) <= _EMPTY)
    )


def _in_name(typed: Sequence[str], at: int) -> bool:
    """Whether a word in capitals before another one is part of a name: "New Hampshire"."""
    one, following = typed[at], typed[at + 1] if at + 1 < len(typed) else ""
    return one == "New" and following[:1].isupper()


_PUBLISHED = re.compile(
    r"(?:when|what day|on what day) (?:was|were|is|are|did) (?:it|this|that|they|these|the (?:story|stories|article)|"
    r"(?:this|that) (?:story|article)).{0,40}(?:published|written|posted|updated|from|out|appear)"
    r"|(?:what is|what's) the (?:publication )?date(?: of .{1,60})?|how old (?:is|are) (?:it|this|the story|the stories)",
    re.IGNORECASE,
)
_ASKS = re.compile(rf"(?:who|what|when|where|why|how)(?:['’]s)?|whom|whose|which|{_AUX}")


def _line(*parts: str) -> Line:
    return parse(" ".join(parts))


def _plain(text: str) -> str:
    return _ARTICLE.sub("", text.strip())


def _who(match: re.Match[str], archive: Archive) -> Line | None:
    asked = _plain(match["x"])
    if asked.split()[0].endswith(("ing", "ed")) and asked[0].islower():
        return _find(match, archive)  # "who's running against Roe?"
    return None if fold(asked) in _PRONOUNS else _line("who", asked)


def _about(match: re.Match[str], archive: Archive) -> Line | None:
    found = resolve(_plain(match["x"]), archive)
    return _who(match, archive) if found.exact and found.people else _find(match, archive)


def _what_says(match: re.Match[str], archive: Archive) -> Line | None:
    """What a source says on a topic, or a person, or anybody."""
    speaker, topic = _plain(match["x"]), " ".join(content(match.groupdict().get("y") or ""))
    if fold(speaker) in _PRONOUNS - _OTHERS:
        return None
    if fold(speaker) in _OTHERS:
        return _line("find", topic) if topic else None
    if is_source(speaker, archive):
        return _line("find", topic).having(source=speaker)
    return _line("quotes", topic).having(by=speaker) if topic else _line("quotes", speaker)


def is_source(label: str, archive: Archive) -> bool:
    """Whether `source:` would find something by these words, and no person is called so."""
    asked = set(words(label))
    known = [set(words(f"{s.label} {s.publisher or ''} {s.evidence}")) for s in archive.sources()]
    return bool(asked) and any(asked <= named for named in known)


def _who_says(match: re.Match[str], _: Archive) -> Line | None:
    said = match["x"].strip()
    if re.search(r"\d", said):
        return Line(words=("figures",), phrases=(said,))
    topic = " ".join(content(said))
    return _line("quotes", topic) if topic else None


def _figures(match: re.Match[str], archive: Archive) -> Line | None:
    asked = content(match["x"] or match.groupdict().get("z") or "")
    return _line("figures", " ".join(topic(asked, archive))) if asked else None


def _share(match: re.Match[str], archive: Archive) -> Line | None:
    """Figures in percent where the topic has some, else all of it."""
    asked = content(match["x"])
    told = archive.figures(words(" ".join(asked)), Filter(), limit=30) if asked else ()
    if any(found.finding.unit == "percent" for found in told):
        return _line("figures percent", *asked)
    return _figures(match, archive)


def _counted(match: re.Match[str], archive: Archive) -> Line | None:
    """A rate, a price or a share: figures where some are filed under it, else sentences."""
    asked = content(match["x"])
    told = asked and archive.figures(words(" ".join(asked)), Filter(), limit=1)
    return _line("figures", " ".join(asked)) if told else _find(match, archive)


def _aged(match: re.Match[str], _: Archive) -> Line | None:
    """Ages are no figures: the sentences that tell one."""
    asked = content(match["x"])
    return _line("find", *asked, "age") if asked else None


def topic(asked: tuple[str, ...], archive: Archive) -> tuple[str, ...]:
    """The most of these words that figures are filed under, of as many the ones with most figures. A word in
    capitals is never left out, nor all others: "how many deaths in Italy?" is not answered by deaths elsewhere."""
    names = {word for word in asked if word[:1].isupper()}
    least = min(len(names) + 1, len(asked))
    for size in range(len(asked), least - 1, -1):
        runs = [run for at in range(len(asked) - size + 1) if names <= set(run := asked[at : at + size])]
        if not runs:
            continue
        hits = [(len(archive.figures(words(" ".join(run)), Filter(), limit=30)), run) for run in runs]
        most, run = max(hits, key=lambda hit: hit[0])
        if most:
            return run
    return asked


def _find(match: re.Match[str], _: Archive) -> Line | None:
    asked = content(match["x"])
    return _line("find", " ".join(asked)) if asked else None


def _there(match: re.Match[str], _: Archive) -> Line | None:
    """Who was at it, and who was not; `find` sets such sentences first."""
    asked = content(match["x"] or match["z"])
    verb = "skipped" if match.groupdict().get("not") else "attended"
    return _line("find", verb, " ".join(asked)) if asked else None


def _met(match: re.Match[str], _: Archive) -> Line | None:
    asked = content(match["x"])
    return _line("find", "met", " ".join(asked)) if asked else None


def _digest(match: re.Match[str], _: Archive) -> Line | None:
    return _line("digest", " ".join(content(match.groupdict().get("x") or "")))


def _new(match: re.Match[str], _: Archive) -> Line | None:
    return _line("new", " ".join(content(match.groupdict().get("x") or "")))


def _first(match: re.Match[str], _: Archive) -> Line | None:
    asked = content(match["x"] or match["z"])
    return _line("timeline", " ".join(asked)) if asked else None


def _differ(match: re.Match[str], _: Archive) -> Line | None:
    asked = content(match.groupdict().get("x") or "")
    return _line("compare", " ".join(asked)) if asked else _line("digest")


def _quotes(match: re.Match[str], _: Archive) -> Line | None:
    return _line("quotes", _plain(match["x"]))


def _said(_match: re.Match[str], _: Archive) -> Line | None:
    """The words are in marks, and stay with the line."""
    return _line("quotes")


def _rule(pattern: str, asks: str, line: str, read: Callable[[re.Match[str], Archive], Line | None]) -> Rule:
    return Rule(re.compile(pattern, re.IGNORECASE), asks, line, read)


_X, _Y = r"(?P<x>.{1,300}?)", r"(?P<y>.{1,300})"
_MEASURE = (
    r"(?:rate|toll|price|cost|number|size|budget|deficit|turnout|share|percentage|proportion|average|total|margin|lead|"
    r"salary|fine|population|distance|length|height|weight|speed|temperature|magnitude|count|score|value|wages?|amount)"
)
_PLEASE = (
    r"(?:(?:please|can you|could you|would you|will you|can i|i want|i need|do you have) ){0,2}"
    r"(?:(?:show|give|get|find|list|bring|tell|see)(?: me| us)? )?(?:(?:all|any|some|the|every|latest) ){0,2}"
)
RULES: tuple[Rule, ...] = (
    _rule(
        rf"what(?:'s| is| has)? (?:happened|happening|going on)(?: (?:{_ON}|at|in|with) {_X})?",
        "what happened?", "digest", _digest,
    ),
    _rule(
        rf"(?:what(?:'s| is| was)|anything) new(?: (?:{_ON}|at|in|with) {_X})?",
        "what's new?", "new", _new,
    ),
    _rule(
        rf"(?:what(?:'s| is| are) )?the (?:latest|newest|news)(?: news| developments?)?(?: (?:{_ON}|at|in|with|from) {_X})?",
        "what's the latest on X?", "digest X", _digest,
    ),
    _rule(
        rf"(?:give me |show me )?(?:a |the )?summar(?:y|ise|ize)(?: (?:{_ON} )?{_X})?",
        "summary", "digest", _digest,
    ),
    _rule(
        rf"who (?:(?:was|were) (?:the )?first to {_SAY}|first {_SAY})(?: that| about)? {_X}"
        rf"|who {_SAY}(?: that| about)? (?P<z>.{{1,300}}?) first",
        "who first reported X?", "timeline X", _first,
    ),
    _rule(
        rf"who (?:(?P<not>(?:did|does|will|would)(?: not|n't) attend|{_WERE} (?:not at|absent from|missing from))"
        rf"|(?:else )?{_WERE} (?:also )?(?:there )?(?:at|in|present at|part of)) (?P<x>.{{0,100}}{EVENT.pattern}.{{0,200}})"
        rf"|who (?:else )?(?:went to|took part in|takes part in|sat in on) (?P<z>.{{1,300}})",
        "who was at the talks?", "find attended X", _there,
    ),
    _rule(
        rf"(?:who|whom) (?:did|does|has|have|had|will|is|are|was|were) {_X} (?:meet|met|meeting|see|join|joined)(?: with)?",
        "who did X meet?", "find met X", _met,
    ),
    _rule(rf"who(?:'s| is| was| are| were) {_X}", "who is X?", "who X", _who),
    _rule(rf"(?:tell me|what do (?:we|you) know) about {_X}", "tell me about X", "who X, else find X", _about),
    _rule(
        rf"what (?:do|does|did|has|have) {_X} {_SAY}(?: {_ON} {_Y})?",
        "what does AP say about X?", "find X source:AP, of a person quotes X by:NAME", _what_says,
    ),
    _rule(rf"what {_X} {_SAY}(?: {_ON} {_Y})?", "what Blinken said about X", "quotes X by:Blinken", _what_says),
    _rule(
        rf"who (?:else )?{_SAY}(?: that| about)? {_X}",
        "who says X?", 'quotes X, of a number figures "X"', _who_says,
    ),
    _rule(rf"who (?:else )?{_SAY}(?: that)?", 'who said "X"?', 'quotes "X"', _said),
    _rule(
        rf"{_PLEASE}(?:quotes?|words|statements?|remarks|comments) (?:by|from|of|on|about) {_X}",
        "quotes from X", "quotes X", _quotes,
    ),
    _rule(
        rf"(?:how (?:many|much)|what (?:is|are|was|were) the (?:number|numbers|figures?|amount|cost|price)"
        rf" (?:of|on|for)|what number of) {_X}"
        rf"|{_PLEASE}(?:figures?|numbers|statistics) (?:{_ON}|for) (?P<z>.{{1,300}})",
        "how many X?", "figures X", _figures,
    ),
    _rule(
        rf"what (?:percentage|percent|share|proportion|fraction) of {_X}",
        "what share of X?", "figures percent X", _share,
    ),
    _rule(rf"(?:how old|what age) (?:is|are|was|were) {_X}", "how old is X?", "find X age", _aged),
    _rule(
        rf"how (?:long|far|big|large|high|often|fast|hot|cold|tall|deep|heavy) {_X}",
        "how long was X?", "figures X", _figures,
    ),
    _rule(
        r"what (?:will|does|did|do|would|could|might) (?P<x>.{1,300} (?:cost|weigh|earn))(?: .{1,60})?",
        "what does X cost?", "figures X", _figures,
    ),
    _rule(
        rf"what(?:'s| is| are| was| were| will be) (?:the |an? )?(?P<x>(?:[\w'-]{{1,30}} ){{0,4}}{_MEASURE}\b.{{0,200}})",
        "what is the X rate?", "figures X, else find X", _counted,
    ),
    _rule(
        rf"{_PLEASE}(?:stories|articles|lines|sentences|reports|coverage|news|everything|anything|something) "
        rf"(?:{_ON}|with|mentioning|that mention) {_X}",
        "stories about X", "find X", _find,
    ),
    _rule(
        rf"(?:is it (?:true|right|correct|known)|do we know) (?:that |if |whether )?{_X}",
        "is it true that X?", "find X", _find,
    ),
    _rule(
        rf"(?:where|how|on what) do (?:the )?(?:sources|stories|they|numbers|figures) (?:differ|disagree|agree)"
        rf"(?: {_ON} {_X})?",
        "where do sources differ on X?", "compare X, of all digest", _differ,
    ),
    _rule(
        rf"(?:{_AUX}|(?:who|what|when|where|why|how)(?:'s)?|whom|whose|which|list|show me|give me) {_X}",
        "any other question about X", "find X", _find,
    ),
)  # fmt: skip
