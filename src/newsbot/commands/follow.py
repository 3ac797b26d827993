"""A follow-up in a thread: the line before, narrowed or turned to another topic."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from newsbot.commands.line import Line, parse
from newsbot.commands.person import resolve
from newsbot.commands.question import content, is_source
from newsbot.store import Archive

_ONLY = re.compile(r"(?:and )?(?:only|just|but only|narrow (?:it )?to)\s+(?P<x>.+)", re.IGNORECASE)
_AND = re.compile(r"(?:and|what about|how about|and what about|and on|and about)\s+(?P<x>.+)", re.IGNORECASE)
_SAYS = re.compile(r"(?:and )?who (?:else )?(?:says|said|say|reports|reported)\s+(?P<x>.+)", re.IGNORECASE)
_ALL = re.compile(r"all sources", re.IGNORECASE)
_DATES = re.compile(r"(?P<name>since|until|before|after)\s+(?P<x>\S+)", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Follow:
    """The line that a follow-up stands for, and the other reading that is offered beside it."""

    line: Line
    others: tuple[str, ...] = ()


def is_follow_up(asked: Line) -> bool:
    """Whether the words make sense only after an answer."""
    text = _text(asked)
    return any(pattern.fullmatch(text) for pattern in (_ONLY, _AND, _ALL))


def follow(asked: Line, before: Line, archive: Archive) -> Follow | None:
    """What is meant after the line `before`; None for words that are no follow-up.

    "only X" narrows to a source, else a speaker, else a phrase; "and X?" keeps the filters and
    changes the topic; "who says X" keeps the evidence and wants X in it.
    """
    text = _text(asked)
    if match := _SAYS.fullmatch(text):
        return _narrowed(before, match["x"])
    if match := _ONLY.fullmatch(text):
        return _only(before, match["x"], archive)
    if _ALL.fullmatch(text):
        return Follow(line=before.without("source"))
    if match := _AND.fullmatch(text):
        return _turned(before, match["x"], archive, asked)
    return None


def _text(asked: Line) -> str:
    return " ".join([*asked.words, *(f'"{p}"' for p in asked.phrases)]).strip().rstrip("?!. ")


def _narrowed(before: Line, wanted: str) -> Follow:
    phrase = wanted.strip('" ')
    line = replace(before, phrases=tuple(dict.fromkeys([*before.phrases, phrase])))
    return Follow(line=line, others=(str(Line(words=("find",), phrases=(phrase,))), str(before)))


def _only(before: Line, wanted: str, archive: Archive) -> Follow:
    plain = re.sub(r"^(?:the|from|by|in)\s+", "", wanted.strip('" '), flags=re.IGNORECASE)
    if match := _DATES.fullmatch(plain):
        name = {"before": "until", "after": "since"}.get(match["name"].lower(), match["name"].lower())
        return Follow(line=before.having(**{name: match["x"]}), others=(str(before),))
    if is_source(plain, archive):
        return Follow(line=before.having(source=plain), others=(str(before.without("source")),))
    found = resolve(plain, archive)
    if found.people and found.exact:
        return Follow(line=before.having(by=plain), others=(str(before.without("by")), f"who {plain}"))
    return _narrowed(before, plain)


def _turned(before: Line, wanted: str, archive: Archive, asked: Line) -> Follow:
    new = parse(wanted)
    command, old = before.words[0], before.words[1:]
    if not asked.phrases and is_source(wanted, archive):
        return Follow(line=before.having(source=wanted.strip('" ')), others=(f"{command} {wanted}",))
    topic = content(" ".join(new.words)) or new.words
    filters = {**before.filters, **new.filters}
    line = Line(words=(command, *topic), phrases=new.phrases, filters=filters)
    both = replace(line, words=(command, *old, *topic), phrases=(*before.phrases, *new.phrases))
    free = Line(words=line.words, phrases=line.phrases)
    return Follow(line=line, others=tuple(str(other) for other in (both, free) if str(other) != str(line)))
