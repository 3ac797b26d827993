"""Setting: what stands between a cue and its words: where and when it was said, and who was told."""

from __future__ import annotations

from newsbot.extract import grammar as g
from newsbot.extract.cues import Cue
from newsbot.extract.words import Line, Piece

_OPEN_PHRASE = frozenset(
    "in on at during to through via from by over of for with about amid without outside inside near across under".split()
)
_OPEN_CLAUSE = frozenset(
    "after before as when while because since until if though although following where".split()
)
_TIME_WORDS = (
    g.WEEKDAYS
    | g.DAY_PARTS
    | frozenset(
        "earlier later recently again last this next week month year early late yesterday today tonight afterward afterwards "
        "publicly repeatedly simply only also explicitly flatly clearly".split()
    )
)
_AMOUNT_OPENERS = frozenset("at about over under around near between up".split())
_AMOUNTS = g.NUMBER_WORDS | {"least", "most", "to"}
_LENGTHS = frozenset("minute minutes hour hours day days week weeks month months".split())
_DATES = g.WEEKDAYS | g.MONTHS
_ADDRESSED = (
    g.DETERMINERS | g.OBJECT_PRONOUNS | frozenset("people parliament congress media police court".split())
)
_SETS_A_TIME = g.WEEKDAYS | {"on", "last", "this"}
_SUBJECTS = g.SUBJECT_PRONOUNS | {"to", "there"}


def place_and_time(line: Line, at: int, cue: Cue | None) -> tuple[int, Piece | None]:
    """Past time, place and manner right after a cue: "on Monday in an interview with CNN"."""
    via = None
    for _ in range(6):
        low = line.at(at)
        if not low:
            break
        if time(line, at) or (low.endswith("ly") and low not in g.NOT_ADVERBS):
            at += 1
        elif low in ("a", "the") and line.at(at + 1) in ("day", "week", "month", "year"):
            at += 3
        elif cue and amount(line, at) or low == "to" and _infinitive(line, at):
            break
        elif low in _OPEN_PHRASE and not (cue and _own_preposition(line, at, cue)):
            end = _phrase_end(line, at)
            if via is None and set(line.low[at + 1 : end]) & g.REPORTING_PLACES:
                via = Piece(at, end)
            at = end
        elif low in _OPEN_CLAUSE and not (cue and low == "if" and "c" in cue.flags):
            while at < line.n and line.w[at] not in (",", ":") and line.low[at] != "that":
                at += 1
            break
        elif (
            low in g.MONTHS
            and (line.at(at + 1)[:1].isdigit() or line.at(at - 1) in ("last", "in"))
            or low[:1].isdigit()
            and line.at(at - 1) in g.MONTHS
        ):
            at += 1
        else:
            break
    return at, via


def addressed(line: Line, at: int, cue: Cue) -> int:
    """Past the person addressed: "told reporters", "told the Daily Post", "asked Ms. Gray"."""
    low = line.at(at)
    if cue.lemma == "call" and (low == "her" or line.at(at + 1) != "on"):
        return at
    if low in g.OBJECT_PRONOUNS or low in ("reporters", "journalists", "it"):
        return at + 1
    if not low or line.quoted(at) or low in g.WH or low in _SUBJECTS or not low[0].isalnum():
        return at
    if low in g.PREPOSITIONS:
        return at
    optional = cue.lemma not in (
        "tell",
        "remind",
        "assure",
        "inform",
        "notify",
        "urge",
        "accuse",
        "blame",
        "call",
    )
    if optional and (
        line.at(at + 1) in g.AUXILIARY or low in g.DETERMINERS and cue.lemma not in ("ask", "warn", "advise")
    ):
        return at
    end = _object_end(line, at, stop=("of", "for") if cue.lemma in ("accuse", "blame") else ())
    nxt = line.at(end)
    if optional and not (
        nxt in ("that", "to", "whether", "if", "about", "how", "why", "what", ":", ",", "not", "for")
        or line.quoted(end)
    ):
        return at
    if cue.lemma == "call" and nxt != "on":
        return at
    return end


def time(line: Line, at: int) -> bool:
    """Whether this word tells when or how something was said, and nothing of what was."""
    low = line.at(at)
    return (
        low in _TIME_WORDS
        or low in g.MONTHS
        and line.at(at + 1)[:1].isdigit()
        or (low in ("last", "this", "next", "that", "earlier") and line.at(at + 1) in _TIME_WORDS)
    )


def amount(line: Line, at: int) -> bool:
    """Whether a number's hedge stands here, not a place or a time: "at least 40", "about two dozen"."""
    nxt = line.at(at + 1)
    if line.low[at] == "at":
        return nxt in ("least", "most")
    if line.low[at] in ("about", "over", "under", "around", "near") and nxt[:4].isdigit() and len(nxt) == 4:
        return not nxt.startswith(("19", "20"))
    return line.low[at] in _AMOUNT_OPENERS and (
        nxt[:1].isdigit() or nxt[:1] in ("$", "£", "€") and nxt != "" or nxt in _AMOUNTS and nxt != "most"
    )


def _own_preposition(line: Line, at: int, cue: Cue) -> bool:
    low = line.low[at]
    if low == "to" and "i" in cue.flags:
        return True
    if low in ("of", "for") and "p" not in cue.flags:
        return False
    if "p" not in cue.flags:
        return False
    if cue.lemma in ("accuse", "blame"):
        return low in ("of", "for")
    if low == "for" and not _LENGTHS.isdisjoint(line.low[at + 1 : at + 5]):
        return False  # "testified for two days"
    if cue.lemma in ("speak", "talk", "tell", "ask"):
        return low in ("about", "of", "against") or low == "for" and cue.lemma == "ask"
    if low in ("on", "in", "at") and (
        line.at(at + 1) in _DATES or set(line.low[at + 1 : at + 5]) & g.REPORTING_PLACES
    ):
        return False
    return low in ("about", "of", "for", "against", "over", "with", "on", "to") and cue.lemma != "say"


def _infinitive(line: Line, at: int) -> bool:
    """Whether "to" opens what is agreed or hoped, "to free them", and no place or person addressed, "to the crowd"."""
    low = line.at(at + 1)
    many = low.endswith("s") and not low.endswith("ss")
    return low.isalpha() and not (many or line.capital(at + 1) or low in _ADDRESSED)


def _phrase_end(line: Line, at: int) -> int:
    """The end of a prepositional phrase, at the latest where a clause must have begun."""
    i = at + 1
    noun = False
    while i < line.n:
        low = line.low[i]
        linked = (
            line.possessive(i - 1)
            or line.low[i - 1] in g.PREPOSITIONS
            or line.low[i - 1] in ("and", "or", "&")
            or line.low[i - 1] in g.ARTICLES
        )
        if noun and low in _SETS_A_TIME and (low != "on" or line.at(i + 1) in _DATES):
            break
        if line.quoted(i):
            if noun and not linked:
                break
        elif (
            not (low[0].isalnum() or low in "&'’.$#@")
            or low in ("that", "whether", "how", "why", "what", "there", "if")
            and noun
        ):
            break
        elif low == "the" and line.capital(i - 1) and line.capital(i + 1) and i + 2 < line.n:
            pass
        elif (
            (
                noun
                and not linked
                and (
                    low in g.SUBJECT_PRONOUNS
                    or low in g.ARTICLES
                    or line.named(i)
                    and not line.named(i - 1)
                    and not line.capital(i - 1)
                )
            )
            or low == "."
            and i == line.n - 1
        ):
            break
        if low[0].isalnum() and low not in g.ARTICLES and low not in g.PREPOSITIONS:
            noun = True
        i += 1
    return i


def _object_end(line: Line, at: int, *, stop: tuple[str, ...] = ()) -> int:
    i = at
    while i < line.n and i - at < 14:
        low = line.low[i]
        if line.quoted(i) and (i == at or line.low[i - 1] not in ("'s", "’s") and not line.possessive(i - 1)):
            break
        if not line.quoted(i) and not (low[0].isalnum() or low in "&'’.@"):
            break
        if i > at:
            joined = (
                line.possessive(i - 1)
                or line.low[i - 1] in g.PREPOSITIONS
                or line.low[i - 1] in ("and", "the", "a", "an")
            )
            if (
                low in g.WH
                or low in g.SUBJECT_PRONOUNS
                or low in ("to", "not", "there")
                or low in g.AUXILIARY
            ):
                break
            if low in stop or low in _OPEN_PHRASE and low not in ("of", "for", "from"):
                break
            if not joined and (low in g.ARTICLES or time(line, i)):
                break
            if (
                not joined
                and line.named(i)
                and line.name[i] != line.name[i - 1]
                and not line.capital(i - 1)
                and (line.low[i - 1] in ("reporters", "journalists", "supporters", "voters"))
            ):
                break
        i += 1
    while i > at and line.low[i - 1] in (".", "and", "of", "for", "from"):
        i -= 1
    return i
