"""A follow-up in a thread: the line before, narrowed or turned to another topic."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from newsbot.commands.line import Line, parse
from newsbot.commands.person import resolve
from newsbot.commands.question import content, is_question, is_source
from newsbot.store import Archive

_ONLY = re.compile(r"(?:and )?(?:only|just|but only|narrow (?:it )?to)\s+(?P<x>.+)", re.IGNORECASE)
_AND = re.compile(r"(?:and|what about|how about|and what about|and on|and about)\s+(?P<x>.+)", re.IGNORECASE)
_SAYS = re.compile(r"(?:and )?who (?:else )?(?:says|said|say|reports|reported)\s+(?P<x>.+)", re.IGNORECASE)
_ALL = re.compile(r"all sources", re.IGNORECASE)
_DATES = re.compile(r"(?P<name>since|until|before|after)\s+(?P<x>\S+)", re.IGNORECASE)
_DAY = re.compile(
    r"\d{4}(?:-\d\d){0,2}|\d{1,4}[hdw]|today|yesterday|(?:mon|tues|wednes|thurs|fri|satur|sun)day",
    re.IGNORECASE,
)
_LATELY = re.compile(r"(?:since |from |in )?(?:the )?(?:last|past|this) (?P<x>week|month)", re.IGNORECASE)
_AGAIN = re.compile(r"(?:show )?(?:me )?more", re.IGNORECASE)
_THAT = frozenset("that this it so".split())
_HE = re.compile(r"\b(?:he|she)\b", re.IGNORECASE)
_HIM = re.compile(r"\b(?:him|her)\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Follow:
    """The line that a follow-up stands for, and the other reading that is offered beside it."""

    line: Line
    others: tuple[str, ...] = ()


def is_follow_up(asked: Line) -> bool:
    """Whether the words make sense only after an answer."""
    text = _text(asked)
    lonely = any(pattern.fullmatch(text) for pattern in (_ONLY, _AND, _ALL, _AGAIN, _LATELY))
    said = _SAYS.fullmatch(text)
    return lonely or bool(said and said["x"].lower() in _THAT) or bool(_dated(text)) or _of_somebody(text)


def follow(asked: Line, before: Line, archive: Archive) -> Follow | None:
    """What is meant after the line `before`; None for words that are no follow-up.

    "only X" narrows to a source, else a speaker, else a phrase; "and X?" keeps the filters and
    changes the topic; "who says X" keeps the evidence and wants X in it, "who says that" the quotes on it;
    "since Monday" dates it; "he" and "she" are the person of the line before.
    """
    text = _text(asked)
    if match := _SAYS.fullmatch(text):
        said = match["x"].lower() in _THAT
        return Follow(line=_quotes(before), others=(str(before),)) if said else _narrowed(before, match["x"])
    if _AGAIN.fullmatch(text):
        return Follow(line=before)
    if (match := _LATELY.fullmatch(text)) or (match := _dated(text)):
        return _since(before, match)
    if _of_somebody(text):
        return _about_them(asked, before, archive)
    if match := _ONLY.fullmatch(text):
        return _only(before, match["x"], archive)
    if _ALL.fullmatch(text):
        return Follow(line=before.without("source"))
    if match := _AND.fullmatch(text):
        return _turned(before, match["x"], archive, asked)
    return None


def _dated(text: str) -> re.Match[str] | None:
    """ "since Monday" and nothing else; "before the war" is no date."""
    match = _DATES.fullmatch(text)
    return match if match and _DAY.fullmatch(match["x"]) else None


def _since(before: Line, match: re.Match[str]) -> Follow:
    said = match.groupdict().get("name")
    name = {"before": "until", "after": "since", None: "since"}.get(said and said.lower(), said)
    day = {"week": "7d", "month": "30d"}.get(match["x"].lower(), match["x"])
    return Follow(line=before.having(**{str(name).lower(): day}), others=(str(before),))


def _quotes(before: Line) -> Line:
    """What was said on the topic of the line before."""
    return replace(before, words=("quotes", *before.words[1:]))


def _of_somebody(text: str) -> bool:
    """A question about "he" or "she" that names nobody: only the answer before can explain it."""
    named = any(word[:1].isupper() and word != "I" for word in text.split()[1:])
    return not named and bool(_HE.search(text) or _HIM.search(text)) and is_question(parse(text))


def _about_them(asked: Line, before: Line, archive: Archive) -> Follow | None:
    """The question again with the person of the line before: of `who X`, `quotes X` or `by:X`."""
    name = before.filters.get("by") or (
        " ".join(before.words[1:]) if before.words[0] in ("who", "quotes") else ""
    )
    found = resolve(name, archive) if name else None
    if found is None or not found.exact or len(found.people) != 1:
        return None
    text = _text(asked)
    pronoun = _HE if _HE.search(text) else _HIM
    return Follow(line=parse(f"{pronoun.sub(found.people[0].name, text, count=1)}?"), others=(str(before),))


def _text(asked: Line) -> str:
    return " ".join([*asked.words, *(f'"{p}"' for p in asked.phrases)]).strip().rstrip("?!. ")


def _narrowed(before: Line, wanted: str) -> Follow:
    phrase = wanted.strip('" ')
    line = replace(before, phrases=tuple(dict.fromkeys([*before.phrases, phrase])))
    return Follow(line=line, others=(str(Line(words=("find",), phrases=(phrase,))), str(before)))


def _only(before: Line, wanted: str, archive: Archive) -> Follow:
    plain = re.sub(r"^(?:the|from|by|in)\s+", "", wanted.strip('" '), flags=re.IGNORECASE)
    if match := _DATES.fullmatch(plain):
        return _since(before, match)
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
