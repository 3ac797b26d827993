"""Verb groups: which cue a word is, if it is a verb here and no noun, and where the verb with its auxiliaries begins."""

from __future__ import annotations

from newsbot.extract import grammar as g
from newsbot.extract.cues import Cue, verbs
from newsbot.extract.words import Line

_NO_SPEECH = frozenset("let let's let’s needless suffice".split())
_SUBORDINATORS = g.SUBORDINATORS - {"that"}
_COUNTS = frozenset("number figure toll total cost count price damage odds".split())
_GROWING = frozenset(
    "mounting growing repeated renewed fresh urgent increasing rising new more further".split()
)
_GROUP_LIMIT = 8


def cue(line: Line, i: int) -> Cue | None:
    """The cue that the verb at `i` is, with its particle; None where the particle is another."""
    for entry in verbs()[line.low[i]]:
        if not entry.particle or line.at(i + 1) == entry.particle:
            if entry.particle == "the" and line.at(i + 2) not in _COUNTS:
                continue
            return entry
    return None


def is_noun(line: Line, i: int, entry: Cue) -> bool:
    """A plural or base form that is a noun here: "the report", "Trump’s claims", "in answer"."""
    before_it = line.at(i - 1)
    if entry.lemma == "point" and (before_it in ("basis", "percentage") or before_it[:1].isdigit()):
        return True  # "25 basis points to 4.25 percent"
    if before_it in _GROWING and "S" in entry.forms:
        return True
    if line.possessive(i - 1) and "P" not in entry.forms and "G" not in entry.forms:
        return True
    if "n" in entry.flags and "P" not in entry.forms and "G" not in entry.forms:
        return not (
            line.named(i - 1)
            and not line.possessive(i - 1)
            or before_it in g.SUBJECT_PRONOUNS
            or before_it in g.DO_OR_MODAL
            or line.at(i + 1) == "that"
            or "B" in entry.forms
            and before_it.endswith("s")
            and (line.quoted(i + 1) or line.at(i + 1) in g.ARTICLES)
            or "S" in entry.forms
            and line.at(i - 2) in ("the", "a", "his", "her")
            and line.quoted(i + 1)
        )
    if "P" in entry.forms and entry.forms not in ("PN", "NP"):
        return before_it in g.ARTICLES or line.possessive(i - 1)
    if "P" in entry.forms or "G" in entry.forms:
        return before_it in ("the", "a", "an", "this", "its", "their") and "P" in entry.forms
    if before_it in g.ARTICLES or line.possessive(i - 1) or before_it in g.PREPOSITIONS and before_it != "to":
        return True
    return line.at(i + 1) in ("of", "by", "from") and entry.lemma not in (
        "think",
        "speak",
        "talk",
        "complain",
        "say",
    )


def group(line: Line, i: int) -> tuple[int, bool, bool]:
    """First word of the verb group that ends at `i`; is it passive; has it an auxiliary."""
    at, passive, auxiliary = i - 1, False, False
    while at >= 0 and i - at <= _GROUP_LIMIT:
        low = line.low[at]
        if line.named(at):
            break
        if low in g.BE and not auxiliary:
            passive = True
        if low in g.AUXILIARY:
            auxiliary = True
        elif not (_adverb(low) or low in g.DAY_PARTS):
            skipped = _time_before(line, at)
            if skipped == at:
                break
            at = skipped
            continue
        at -= 1
    return at + 1, passive, auxiliary


def _adverb(low: str) -> bool:
    return low in g.ADVERBS or (low.endswith("ly") and low not in g.NOT_ADVERBS)


def _time_before(line: Line, at: int) -> int:
    """Before "on Friday", "Monday night" that stands between subject and verb; `at` if none does."""
    if (
        at
        and line.low[at] in ("week", "month", "year", "night")
        and line.low[at - 1] in ("last", "this", "earlier")
    ):
        return at - 2
    if line.low[at] not in g.WEEKDAYS or at == 0:
        return at
    return at - 2 if line.low[at - 1] == "on" else at - 1


def is_finite(line: Line, i: int, start: int, entry: Cue) -> bool:
    """Whether the group from `start` to `i` is a sentence's own verb, by its form or by the subject before it."""
    if "P" in entry.forms or "S" in entry.forms or "G" in entry.forms:
        return line.at(i - 1) != "to"
    group = line.low[start:i]
    if any(word in g.DO_OR_MODAL for word in group):
        return True
    subject = line.at(start - 1)
    if (
        entry.lemma in ("say", "think", "believe", "argue")
        and subject[:1].isalnum()
        and subject not in _NO_SPEECH
    ):
        return subject not in g.PREPOSITIONS and subject not in _SUBORDINATORS
    if subject in _NO_SPEECH or subject in ("", ",") and "q" not in entry.flags:
        return False
    return (
        subject in ("i", "we", "they", "you", "who", "people")
        or (subject.endswith("s") and not subject.endswith("ss") and not line.possessive(start - 1))
        or subject in (",", ")")
        or line.named(start - 1)
    )
