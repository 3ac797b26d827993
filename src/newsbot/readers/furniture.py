"""Page furniture: which lines belong to the page and not to the story, by rules kept as data."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Literal

SHORT, LONGEST = 160, 600  # letters; over the first only long rules are asked, over the second none
_SAYS = re.compile(r"\b(?:said|says|told|tells|added|asked|urged|ordered|wrote|warned|announced|heard)\b")
_SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]{0,3}$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """One kind of furniture; the fields are described at the head of data/furniture.toml."""

    name: str
    pattern: str
    where: Literal["anywhere", "top"] = "anywhere"
    long: bool = False
    sheds: Literal["titles", "title", "title below", "count", "comments"] | None = None
    examples: tuple[str, ...] = ()
    keeps: tuple[str, ...] = ()


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, in the order they are asked."""
    text = resources.files("newsbot.readers").joinpath("data/furniture.toml").read_text(encoding="utf-8")
    return tuple(
        Rule(
            name=table["name"],
            pattern=table["pattern"],
            where=table.get("where", "anywhere"),
            long=table.get("long", False),
            sheds=table.get("sheds"),
            examples=tuple(table["examples"]),
            keeps=tuple(table["keeps"]),
        )
        for table in tomllib.loads(text)["rule"]
    )


@lru_cache(maxsize=16384)
def rule(line: str, *, top: bool = False) -> Rule | None:
    """The rule that sets this line aside, if one does. White space in it is already collapsed.

    >>> rule("Photo of author").name
    'author photo'
    >>> rule("Read more books, the minister said.")
    """
    if len(line) > LONGEST or reports_speech(line):
        return None
    found = _pattern(top, len(line) > SHORT).fullmatch(line)
    return None if found is None else rules()[int(str(found.lastgroup)[1:])]


def ends_as_sentence(line: str) -> bool:
    """Whether the line ends with a full stop or its like, closing marks after it allowed."""
    return bool(_SENTENCE_END.search(line[-5:]))


def reports_speech(line: str) -> bool:
    """Whether the line is a sentence that tells what somebody said. Such a line is a story's own."""
    return ends_as_sentence(line) and bool(_SAYS.search(line))


@cache
def _pattern(top: bool, long: bool) -> re.Pattern[str]:
    """The rules that are asked, as one pattern; group r7 is rule 7."""
    asked = ((i, r) for i, r in enumerate(rules()) if (r.where == "anywhere" or top) and (r.long or not long))
    return re.compile("|".join(f"(?P<r{i}>{r.pattern})" for i, r in asked))
