"""Rewritten: which sentences of two texts of a story are not the same, and which stand for one another."""

from __future__ import annotations

from dataclasses import dataclass

from newsbot.model import Finding, Span, Version
from newsbot.text import words

# So much of two sentences' words must be common, numbers left out, for one to stand in the other's place.
ALIKE = 0.6
_MARKS = str.maketrans("“”„«»‘’‛", '"""""\'\'\'')


@dataclass(frozen=True, kw_only=True, slots=True)
class Rewritten:
    """The sentences that only the old text has, those that only the new one has, and which of them are one sentence
    rewritten. White space and the kind of quotation marks make no other sentence."""

    gone: tuple[Span, ...]
    come: tuple[Span, ...]
    pairs: tuple[tuple[Span, Span], ...]

    def one(self, old: Finding, new: Finding) -> bool:
        """Whether two findings stand in one sentence, rewritten."""
        return any(_within(old, a) and _within(new, b) for a, b in self.pairs)

    def lost(self, finding: Finding) -> bool:
        """Whether a finding of the old text stands in a sentence that the new one does not have."""
        return any(_within(finding, span) for span in self.gone)

    def won(self, finding: Finding) -> bool:
        """Whether a finding of the new text stands in a sentence that the old one did not have."""
        return any(_within(finding, span) for span in self.come)

    def instead(self, span: Span) -> Span | None:
        """The new sentence in the place of these words of the old text, or the first of several; null where none
        is."""
        return next((b for a, b in self.pairs if a.start < span.end and span.start < a.end), None)


def rewritten(old: Version, new: Version) -> Rewritten:
    """Sentences in the order of their text; the likest are paired first, each once."""
    gone, come = _only(old, new), _only(new, old)
    ranked = sorted(
        (-alike, abs(n - m), n, m)
        for n, (_, mine) in enumerate(gone)
        for m, (_, theirs) in enumerate(come)
        if (alike := likeness(mine, theirs)) >= ALIKE
    )
    taken: dict[int, int] = {}
    for _, _, n, m in ranked:
        if n not in taken and m not in taken.values():
            taken[n] = m
    return Rewritten(
        gone=tuple(span for span, _ in gone),
        come=tuple(span for span, _ in come),
        pairs=tuple((gone[n][0], come[m][0]) for n, m in sorted(taken.items())),
    )


def likeness(one: frozenset[str], two: frozenset[str]) -> float:
    """How many of two sentences' words are common, 0 to 1."""
    return 2 * len(one & two) / max(1, len(one) + len(two))


def _only(mine: Version, other: Version) -> list[tuple[Span, frozenset[str]]]:
    """The sentences that the other text does not have, with their words but no numbers. A notice that tells of a
    correction is none."""
    known = {_plain(other, span) for span in other.findings.sentences}
    notices = [zone for zone in mine.story.zones if zone.kind == "correction"]
    told = [
        (span, _plain(mine, span))
        for span in mine.findings.sentences
        if not any(zone.start <= span.start < zone.end for zone in notices)
    ]
    return [
        (span, frozenset(word for word in words(plain) if not word[0].isdigit()))
        for span, plain in told
        if plain not in known
    ]


def _plain(version: Version, span: Span) -> str:
    return " ".join(version.story.text[span.start : span.end].translate(_MARKS).split())


def _within(finding: Finding, span: Span) -> bool:
    return finding.start < span.end and span.start < finding.end
