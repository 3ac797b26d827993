"""Quotation marks: which of a paragraph's marks open, which close, and which are none at all."""

from __future__ import annotations

import re
from typing import NamedTuple

# Double marks of every make; `` and '' are the typewriter's. Inches, apostrophes and 's are no marks.
_DOUBLE = re.compile(r"[“”„‟\"«»＂]|``|''")
_ANY = re.compile(
    "[“”„‟\"«»＂`'‘]"
)  # a set alone is looked for six times as fast as marks with what stands before them
# A single mark may open after white space, a dash or a bracket, before a word; not '90s, 'em, 'til.
_OPENS_SINGLE = r"(?<![^\s(\[—–:/-].)(?=[^\W_]|[\[$£€…“\"])(?!\d0s|(?:em|til|tis|twas|cause|n|bout|round)\b)"
_SINGLE_END = re.compile(r"(?<=[^\s'‘’])['’](?![\w'’])")
# Any mark first, and then a look back at which it was: so they are found four times as fast.
_MARKS = re.compile(rf"{_ANY.pattern}(?:(?<=[“”„‟\"«»＂])|(?<=`)`|(?<=')'|(?<=['‘]){_OPENS_SINGLE})")
_INCHES = re.compile(r"\d\s?['’′]\s?\d{1,2}$")
_SENTENCE_START = re.compile(r"[.!?…]['’\")\]]{0,3}\s+(?=[^\W\d_a-z])")
# Where an unclosed quotation ends all the same: “We will go, said Ann Gray.
_TAG = re.compile(
    r"[,?!](?= (?:(?:said|says|added) [A-Z]|(?:he|she|they|(?:(?:[A-Z][\w.'’-]{0,20} ){1,4})) ?(?:said|says|added|told)[ .,]))"
)
_LONGEST_SINGLE = 2000
_SHORTEST_OPEN_END = 3


class Marked(NamedTuple):
    """Words between marks: offsets inside the marks, and whether the marks really stand there."""

    start: int
    end: int
    opened: bool
    closed: bool


def marked(text: str, start: int, end: int) -> list[Marked]:
    """The outermost quotations of one paragraph, in order, none touching another.

    An unclosed mark runs to the paragraph's end. A second opening mark before a close ends the piece
    before it. A closing mark that nothing opened takes the words since the quotation or sentence before.

    >>> marked('He said "go, 6\\'2" man" twice', 0, 28)
    [Marked(start=9, end=22, opened=True, closed=True)]
    """
    if not _ANY.search(text, start, end):
        return []
    return _Reader(text, start, end).read()


class _Reader:
    """Reads one paragraph's marks from left to right; `stack` holds the marks that are open."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        self.stack: list[str] = []
        self.inside = 0
        self.out: list[Marked] = []
        self.searched = 0  # no single mark closes before this offset

    def read(self) -> list[Marked]:
        at = self.start
        while found := _MARKS.search(self.text, at, self.end):
            at = self._take(found)
        if self.stack:
            cut = _TAG.search(self.text, self.inside, self.end)
            self._add(self.inside, cut.start() + 1 if cut else self.end, opened=True, closed=False)
        return self.out

    def _take(self, found: re.Match[str]) -> int:
        mark, at, after = found[0], found.start(), found.end()
        if mark in "'‘":
            return after if self.stack else self._single(at)
        if mark in "“‟«``":
            self._opening("“", at, after)
        elif mark == "„":
            self._opening("„", at, after)
        elif mark in "”»":
            self._closing(at)
        else:
            self._straight(at, after)
        return after

    def _opening(self, mark: str, at: int, after: int) -> None:
        top = self.stack[-1] if self.stack else ""
        if (
            top == "„"
            and mark == "“"
            or top == "“"
            and len(self.stack) == 1
            and self._acts_closing(at, after)
        ):
            self._closing(at)
        elif not top:
            self.stack, self.inside = [mark], after
        elif top == '"' and len(self.stack) == 1 and self.text.find("”", after, self.end) >= 0:
            self.stack.append(mark)
        else:
            self._next_piece(mark, at, after)

    def _acts_closing(self, at: int, after: int) -> bool:
        """An opening mark by mistake: “We go,“ she said."""
        behind = self.text[after : after + 1]
        return self.text[at - 1] in ".,!?…" and (not behind or behind.isspace())

    def _next_piece(self, mark: str, at: int, after: int) -> None:
        self._add(self.inside, at, opened=True, closed=False)
        self.stack, self.inside = [mark], after

    def _closing(self, at: int) -> None:
        if len(self.stack) > 1:
            self.stack.pop()
        elif self.stack:
            self._add(self.inside, at, opened=True, closed=True)
            self.stack = []
        else:
            self._orphan(at)

    def _straight(self, at: int, after: int) -> None:
        before = self.text[at - 1] if at > self.start else " "
        behind = self.text[after] if after < self.end else " "
        if before.isdigit() and _INCHES.search(self.text, max(self.start, at - 8), at):
            return
        opens = (before.isspace() or before in "([—–-/:") and not behind.isspace()
        if not self.stack:
            if before.isdigit() and not behind.isalnum():
                return
            if opens or not (before.isalnum() or before in ".,!?…") or behind.isalnum():
                self.stack, self.inside = ['"'], after
            else:
                self._orphan(at)
        elif (
            opens and behind not in ".,;:!?)" and self.stack[-1] == "“" and '"' in self.text[after : self.end]
        ):
            self.stack.append('"')
        elif opens and behind.isalnum():
            self._next_piece('"', at, after)
        else:
            self._closing(at)

    def _single(self, at: int) -> int:
        """Past the quotation that a single mark opens, or past the mark if it opens none."""
        limit = min(self.end, at + _LONGEST_SINGLE)
        close = self._single_end(at + 1, limit)
        if close < 0:
            return at + 1
        inner = _DOUBLE.findall(self.text, at + 1, close)
        if len(inner) % 2:
            return at + 1
        self._add(at + 1, close, opened=True, closed=True)
        return close + 1

    def _single_end(self, at: int, limit: int) -> int:
        """The mark that closes; the apostrophe of "workers' rights" only if no better one follows."""
        maybe = -1
        for found in _SINGLE_END.finditer(self.text, max(at, self.searched), limit):
            here = found.start()
            rest = self.text[here + 1 : here + 3]
            if self.text[here - 1] != "s" or not (rest[:1].isspace() and rest[1:2].islower()):
                return here
            if maybe >= 0:
                return maybe
            maybe = here
        if maybe < 0:
            self.searched = max(self.searched, limit - 1)
        return maybe

    def _orphan(self, at: int) -> None:
        floor = self.out[-1].end + 1 if self.out else self.start
        starts = [m.end() for m in _SENTENCE_START.finditer(self.text, floor, at)] if self.out else [floor]
        if starts and at - starts[0] >= _SHORTEST_OPEN_END and self.text[at - 1] in ".,!?…":
            self._add(starts[0], at, opened=False, closed=True)

    def _add(self, start: int, end: int, *, opened: bool, closed: bool) -> None:
        while start < end and self.text[start].isspace():
            start += 1
        while start < end and self.text[end - 1].isspace():
            end -= 1
        if start < end:
            self.out.append(Marked(start, end, opened, closed))
