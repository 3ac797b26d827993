"""The sentences of stories that bear on some words, best first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from newsbot.answer import Item
from newsbot.commands.items import span_item
from newsbot.model import Filter, Head, Span, Story, ZoneKind
from newsbot.store import Archive
from newsbot.text import fold, words

STORIES = 40  # the best stories whose sentences are looked at
_ENDINGS = re.compile(r"(?:ing|ed|es|s|ly)\Z")


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """A sentence with its story; `share` is the part of the asked words that it holds."""

    head: Head
    story: Story
    span: Span
    zone: ZoneKind
    share: float
    held: tuple[Span, ...]

    @property
    def text(self) -> str:
        return self.story.text[self.span.start : self.span.end]

    def item(self, *, lead: str | None = None, label: str | None = None) -> Item:
        zone = self.zone if self.zone in ("headline", "caption", "byline") else None
        return span_item(self.head, self.story, self.span, lead=lead, label=label or zone, keep=self.held)


def passages(archive: Archive, asked: Sequence[str], only: Filter, *, limit: int) -> list[Passage]:
    """Sentences that hold at least half of the words, of stories that hold all of them, those with
    most words first, then body before headline, then newest story, then position."""
    stories = archive.search(asked, only, limit=STORIES)
    found = [passage for head in stories for passage in _sentences(archive, head, asked, only)]
    found.sort(key=lambda p: (-p.share, p.zone != "body", -p.head.row, p.span.start))
    return _told_once(found)[:limit]


def stem(word: str) -> str:
    """The word without its commonest endings, so that one family meets: "crossings", "crossed".

    >>> stem("crossings") == stem("crossing") == stem("crossed") == stem("cross")
    True
    """
    for _ in range(2):
        if len(word) > 5 and not word.endswith("ss"):
            word = _ENDINGS.sub("", word)
    return word


def _sentences(archive: Archive, head: Head, asked: Sequence[str], only: Filter) -> Iterable[Passage]:
    story = archive.story(head.id)
    if story is None:
        return
    stems = {stem(word) for word in asked}
    for span in archive.sentences(head.id):
        text = story.text[span.start : span.end]
        held = _held(text, span.start, stems)
        share = len({word for word, _ in held}) / (len(stems) or 1)
        if share >= 0.5 and _has_phrases(text, only.phrases):
            yield Passage(
                head=head, story=story, span=span, zone=_zone(story, span), share=share,
                held=tuple(place for _, place in held),
            )  # fmt: skip


def _held(text: str, at: int, stems: set[str]) -> list[tuple[str, Span]]:
    """Where words of these families stand, in story offsets."""
    found = []
    for match in re.finditer(r"[^\W_]+(?:['’][^\W_]+)*", text):
        for word in words(match[0]):
            hit = next((s for s in stems if stem(word) == s or (len(s) > 3 and word.startswith(s))), None)
            if hit:
                found.append((hit, Span(at + match.start(), at + match.end())))
    return found


def _has_phrases(text: str, phrases: Sequence[str]) -> bool:
    folded = f" {' '.join(words(text))} "
    return all(f" {' '.join(words(phrase))} " in folded for phrase in phrases)


def _zone(story: Story, span: Span) -> ZoneKind:
    return next((z.kind for z in story.zones if z.start <= span.start < z.end), "body")


def _told_once(found: Iterable[Passage]) -> list[Passage]:
    """A sentence that a story repeats, in its headline or caption, is shown where it ranks first."""
    once: dict[tuple[str, str], Passage] = {}
    for passage in found:
        once.setdefault((passage.head.id, fold(passage.text)), passage)
    return list(once.values())
