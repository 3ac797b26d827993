"""Attributes: what several sources say one person is, where they say it in so many words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from newsbot.answer import Verdict
from newsbot.compare import offices as office
from newsbot.model import Found, Mention
from newsbot.text import words


@dataclass(frozen=True, kw_only=True, slots=True)
class Office:
    """A person's office, one telling a source, oldest load first; no verdict where some call it a former one."""

    person: str
    told: tuple[Found[Mention], ...]
    verdict: Verdict | None


def offices(mentions: Iterable[Found[Mention]]) -> tuple[Office, ...]:
    """People whom two sources or more give the same office, or one as acting or former and another not; what
    differs first, then who is titled by most sources, then by name. Titles that may both be held say nothing."""
    given: dict[str, dict[str, list[Found[Mention]]]] = {}
    for found in sorted(mentions, key=lambda f: (f.story.row, f.finding.start)):
        if (
            found.finding.titles
            and found.finding.zone == "body"
            and " " in found.finding.person
            and _held(found)
        ):
            by_source = given.setdefault(found.finding.key, {})
            by_source.setdefault(found.story.source.label, []).append(found)
    told = [made for by_source in given.values() if (made := _office(list(by_source.values())))]
    return tuple(sorted(told, key=lambda one: (one.verdict != "DIFFER", -len(one.told), one.person)))


# Who somebody is to another, or votes with, is no office.
_NO_OFFICE = frozenset(
    "wife husband son daughter mother father brother sister widow widower spouse partner friend neighbour neighbor cousin uncle"
    " aunt nephew niece fiancee fiance boyfriend girlfriend democrat republican conservative liberal independent incumbent rival"
    " candidate opponent suspect defendant plaintiff victim survivor resident".split()
)


# Whoever held one of these is called so for life, with the name behind it.
_FOR_LIFE = frozenset("president pres vice-president minister chancellor".split())


def _office(given: Sequence[Sequence[Found[Mention]]]) -> Office | None:
    """By what each source says first; nothing where a source that leaves "former" out says it elsewhere, or only
    calls by title whoever once was president."""
    if len(given) < 2:
        return None
    told = [by_source[0] for by_source in given]
    titles = [(found.story.source.label, _title(found)) for found in told]
    verdict = office.verdict(titles)
    if verdict is None and not (office.past(titles) and all(_claimed(by_source) for by_source in given)):
        return None
    person = max((found.finding.person for found in told), key=len)
    return Office(person=person, told=tuple(told), verdict=verdict)


def _claimed(by_source: Sequence[Found[Mention]]) -> bool:
    """Whether the source says throughout that the office is held, or that it was."""
    former = [office.former(_title(found)) for found in by_source]
    if former[0]:
        return True
    return not any(former) and not all(_by_courtesy(found) for found in by_source)


def _by_courtesy(found: Found[Mention]) -> bool:
    """ "President Vale", which of a former one is courtesy; "Vale, the president of Marl" would claim it."""
    told = words(_title(found))
    before = found.finding.titles[0].end <= found.finding.start
    return before and bool(told) and told[-1] in _FOR_LIFE


def _held(found: Found[Mention]) -> bool:
    """Whether the title can be held: its last word but for what comes after "of" names an office or a trade."""
    told = words(_title(found).split(" of ")[0].split(" for ")[0])
    return bool(told) and told[-1] not in _NO_OFFICE and told != ("executive",)


def _title(found: Found[Mention]) -> str:
    """The words of the title that stands nearest, as far as they are in the sentence."""
    at, span = found.finding.context.start, found.finding.titles[0]
    return found.passage[max(0, span.start - at) : max(0, span.end - at)]
