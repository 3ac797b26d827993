"""An Answer: plain words, no markup; every news line with its cite."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal, Self

from newsbot.model import NamedBy, Span, Stage

Kind = Literal["answer", "nothing", "clarify", "error"]
Verdict = Literal["SAME", "DIFFER", "ONE SOURCE", "CHANGED"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Cite:
    """Where the words stand: `story.text[start:end]` is the item's text."""

    story: str
    origin: str
    source: str
    publisher: str | None
    named_by: NamedBy | None
    headline: str
    published: str | None
    stage: Stage | None
    url: str | None
    start: int
    end: int


_CITE = tuple(each.name for each in fields(Cite))


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One line. With a cite, `text` is a literal span of a story; `show` is the clause of it that
    a narrow screen shows, in story offsets. `lead` (who speaks) and `label` are ours."""

    text: str
    cite: Cite | None = None
    show: Span | None = None
    lead: str | None = None
    label: str | None = None
    facts: Mapping[str, Any] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """Lines that belong together; `more` counts those left out of `items`."""

    heading: str
    items: tuple[Item, ...] = ()
    verdict: Verdict | None = None
    note: str | None = None
    more: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What the desk says to one line. `line` is the canonical line that gives it again."""

    kind: Kind
    line: str
    title: str
    matched: str | None = None
    sections: tuple[Section, ...] = field(default=())
    note: str | None = None
    next: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The answer as the published JSON, every field present.

        >>> Answer(kind="nothing", line="who X", title="who X").to_dict()["sections"]
        []
        """
        return {
            "kind": self.kind,
            "line": self.line,
            "title": self.title,
            "matched": self.matched,
            "sections": [_section(section) for section in self.sections],
            "note": self.note,
            "next": list(self.next),
        }

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> Self:
        """The answer of that JSON. KeyError or TypeError where it is none of this version's.

        >>> told = Answer(kind="nothing", line="who X", title="who X")
        >>> Answer.from_dict(told.to_dict()) == told
        True
        """
        sections = tuple(map(_section_of, told["sections"]))
        return cls(**{**told, "sections": sections, "next": tuple(told["next"])})


def _section(section: Section) -> dict[str, Any]:
    return {
        "heading": section.heading,
        "verdict": section.verdict,
        "note": section.note,
        "items": [_item(item) for item in section.items],
        "more": section.more,
    }


def _item(item: Item) -> dict[str, Any]:
    show = item.show
    return {
        "lead": item.lead,
        "text": item.text,
        "show": {"start": show.start, "end": show.end} if show else None,
        "label": item.label,
        "facts": dict(item.facts) if item.facts is not None else None,
        "cite": {name: getattr(item.cite, name) for name in _CITE} if item.cite else None,
    }


def _section_of(told: Mapping[str, Any]) -> Section:
    return Section(**{**told, "items": tuple(map(_item_of, told["items"]))})


def _item_of(told: Mapping[str, Any]) -> Item:
    show, cite = told["show"], told["cite"]
    return Item(**{**told, "show": Span(**show) if show else None, "cite": Cite(**cite) if cite else None})
