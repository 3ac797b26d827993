"""Copies among the stories of an answer: folded under the story they are copies of, and named there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from newsbot.commands.groups import also_carried
from newsbot.model import Head
from newsbot.store import Archive


@dataclass(frozen=True, kw_only=True, slots=True)
class Copies:
    """`original` gives each copy's original, by id, whether it is among the stories or not; `carriers` the
    sources of a story's copies that are."""

    original: Mapping[str, str]
    carriers: Mapping[str, tuple[str, ...]]

    def folds(self, head: Head, among: Sequence[Head]) -> bool:
        """Whether the story is left to its original, which is among these."""
        original = self.original.get(head.id)
        return original is not None and any(other.id == original for other in among)

    def label(self, head: Head) -> str | None:
        """Who else carries the story; "copy" of one that is a copy itself."""
        if head.id in self.original:
            return "copy"
        return also_carried(self.carriers.get(head.id, ()))


def copies(archive: Archive, heads: Sequence[Head]) -> Copies:
    """What the lineage of these stories tells. A source that tells its own story again has no copy of it."""
    took = archive.lineage(tuple(head.id for head in heads))
    original: dict[str, str] = {}
    for head in heads:
        lineage = took.get(head.id)
        first = lineage.original if lineage and lineage.shared == "copy" else None
        source = archive.head(first) if first else None
        if first and source and source.source.label != head.source.label:
            original[head.id] = first
    carriers: dict[str, tuple[str, ...]] = {}
    for head in sorted(heads, key=lambda head: head.row):
        if (first := original.get(head.id)) and head.source.label not in carriers.get(first, ()):
            carriers[first] = (*carriers.get(first, ()), head.source.label)
    return Copies(original=original, carriers=carriers)
