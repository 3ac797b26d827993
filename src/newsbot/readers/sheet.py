"""A page while it is being sifted: every paragraph ends with a kind, or with the rule that took it."""

from __future__ import annotations

from dataclasses import dataclass, field

from newsbot.model import ZoneKind
from newsbot.readers.layout import Paragraph


@dataclass(kw_only=True, slots=True)
class Clues:
    """What the page says about itself, as written; each empty where it says nothing. `where` tells
    where the site's name stands."""

    credit: str = ""
    organisation: str = ""
    agency: str = ""
    photo: str = ""
    site: str = ""
    where: str = "after the headline"
    copyright: str = ""
    published: str | None = None
    updated: str | None = None
    url: str | None = None


@dataclass(kw_only=True, slots=True)
class Sheet:
    """`headline` is the headline's paragraph, if the page has one, `title` and `byline` are words,
    `tail` is the site's name on the headline's line.

    `first` and `last` are the first and the last paragraph of prose: the page's top lies above
    one, its foot below the other.
    """

    paragraphs: tuple[Paragraph, ...]
    kinds: list[ZoneKind | None] = field(default_factory=list)
    rules: list[str | None] = field(default_factory=list)
    clues: Clues = field(default_factory=Clues)
    title: str = ""
    byline: str | None = None
    headline: int | None = None
    tail: str = ""
    first: int = 0
    last: int = -1

    def __post_init__(self) -> None:
        self.kinds = [None] * len(self.paragraphs)
        self.rules = [None] * len(self.paragraphs)

    def __len__(self) -> int:
        return len(self.paragraphs)

    def text(self, i: int) -> str:
        return self.paragraphs[i].text

    def is_open(self, i: int) -> bool:
        """Whether nothing is decided about this paragraph yet."""
        return 0 <= i < len(self) and self.rules[i] is None and self.kinds[i] is None

    def open(self) -> list[int]:
        """The paragraphs that nothing is decided about yet, in order."""
        decided = zip(self.rules, self.kinds, strict=True)
        return [i for i, (rule, kind) in enumerate(decided) if rule is None and kind is None]

    def touch(self, i: int) -> bool:
        """Whether no blank line stands between this paragraph and the one above, on a page that
        has blank lines between its paragraphs."""
        return (
            0 < i < len(self)
            and self.paragraphs[i].block == self.paragraphs[i - 1].block
            and self.paragraphs[-1].block >= 3
        )
