"""A line: one sentence as numbers, words and marks, for the grammar of figures."""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsbot.model import Span

# White space is turned away at once, or every gap is held against all that follows. Plain words and commas come first,
# which most are. Numbers are one token with their separators ("1,300.5", Indian "1,50,000", ".500"), dotted
# abbreviations one ("U.S."), words without digits and hyphens ("year-old" is three tokens), everything else one mark
# each.
_TOKEN = re.compile(
    r"(?!\s)(?:[A-Za-z]++(?=[\s,])|,"
    r"|[0-9]{1,3}(?:,[0-9]{3}){1,6}(?:\.[0-9]+)?(?![0-9])"
    r"|[0-9]{1,2}(?:,[0-9]{2}){1,6},[0-9]{3}(?:\.[0-9]+)?(?![0-9])"
    r"|[0-9]+(?:\.[0-9]+)?"
    r"|(?<![\w.])\.[0-9]+"
    r"|(?:[^\W\d_]\.){2,5}"
    r"|[^\W\d_]+(?:['’][^\W\d_]+)?"
    r"|\S)"
)
_PADDING = 12  # no rule looks further past an end than this


@dataclass(frozen=True, slots=True)
class Line:
    """`low` holds the tokens in lower case; tokens before the first and past the last are empty
    words, as far as rules look, so that no rule asks where the line ends."""

    text: str
    start: list[int]
    end: list[int]
    low: list[str]
    size: int

    def raw(self, i: int) -> str:
        """A token as written."""
        return self.text[self.start[i] : self.end[i]]

    def glued(self, i: int) -> bool:
        """Whether nothing stands between a token and the one before it."""
        return 0 < i < self.size and self.end[i - 1] == self.start[i]

    def slice(self, first: int, last: int) -> str:
        """The text from a token up to, not including, another."""
        return self.text[self.start[first] : self.end[last - 1]]


def line(text: str, span: Span) -> Line:
    """Cut a sentence into tokens; offsets are into the whole text."""
    found = list(_TOKEN.finditer(text, span.start, span.end))
    start = list(map(re.Match.start, found))
    end = list(map(re.Match.end, found))
    low = list(map(str.lower, map(re.Match.group, found)))
    size = len(low)
    # Index -1 is the padding's last word, so that a rule may look one token before the first.
    low += [""] * _PADDING
    start += [span.end] * _PADDING
    end += [span.end] * _PADDING
    return Line(text, start, end, low, size)
