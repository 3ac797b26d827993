"""The nouns of the house: story, source, zone, finding. Frozen, standard library only."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, Literal, NamedTuple, TypeVar

ZoneKind = Literal["headline", "byline", "dateline", "caption", "subhead", "body", "credit", "correction"]
NamedBy = Literal["text", "sidecar"]
Stage = Literal["preview", "after"]
QuoteKind = Literal["direct", "partial", "reported"]
Bound = Literal["=", "~", ">", "<"]
Trend = Literal["up", "down"]
SpeakerKind = Literal["name", "pronoun", "role", "unnamed", "collective"]
FindingKind = Literal["mention", "quote", "figure"]
Shared = Literal["copy", "shared passage"]
F_co = TypeVar("F_co", bound="Finding", covariant=True)


class Span(NamedTuple):
    """Code points of a story's text, end exclusive."""

    start: int
    end: int


class Zone(NamedTuple):
    """A stretch of a story's text of one kind; no finding crosses its ends."""

    kind: ZoneKind
    start: int
    end: int


class SetAside(NamedTuple):
    """A line of the source that is page furniture: 1-based line, its words, the rule that did it."""

    line: int
    text: str
    rule: str


class Repair(NamedTuple):
    """A change made to the source's own characters: what it was, and how often."""

    rule: str
    times: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """Who a story can be said to come from, and on what evidence.

    `label` is short and claims only what the text supports ("AP dateline", a byline, a credit);
    `evidence` is the long form for the story view; `names` are the words that `source:` finds it by.
    """

    label: str
    publisher: str | None = None
    named_by: NamedBy | None = None
    evidence: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """One story as it may be shown. `text` is the only string that spans point into."""

    id: str
    origin: str
    source: Source
    headline: str
    text: str
    zones: tuple[Zone, ...]
    byline: str | None = None
    published: str | None = None
    updated: str | None = None
    url: str | None = None
    status: str | None = None
    stage: Stage | None = None
    set_aside: tuple[SetAside, ...] = ()
    repairs: tuple[Repair, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Speaker:
    """Who says a quote or a figure, in the story's words; `person` is the fullest form of a named
    one in the story, null for an unnamed official, a role nobody holds here, or a body.

    `by` tells how the words became that person ("last man named"); it is no part of what is said,
    so that two speakers that differ in it alone are equal, and stores leave it out.
    """

    start: int
    end: int
    text: str
    person: str | None
    kind: SpeakerKind
    by: str = field(default="", compare=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """A span of one story: `text == story.text[start:end]`.

    `context` is the sentence around it (for a quotation, the run of sentences that it fills);
    `key` is what it is filed under: a person, a speaker, what a figure measures. `rule` is the name
    of the rule that found it, where it was just read: stores leave it out, and equality too.
    """

    start: int
    end: int
    text: str
    context: Span
    zone: ZoneKind
    key: str
    rule: str = field(default="", compare=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention(Finding):
    """A person's name without title and without 's. `person` is the fullest form in the story;
    `titles` are spans of the titles or roles that stand with this mention, nearest first."""

    person: str
    titles: tuple[Span, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Quote(Finding):
    """The words inside the marks (direct, partial) or the reported clause.

    `cue` is the span of the word that reports it; `balanced` is false where the story's quotation
    marks do not close; `via` is where it was said, if the story tells ("on X", "in a statement").
    """

    kind: QuoteKind
    speaker: Speaker | None
    cue: Span | None
    balanced: bool = True
    via: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure(Finding):
    """A quantity. One number has `value`; a range has `low` and `high`; words alone have neither.

    `unit` is what is counted or measured ("migrants", "dollar", "percent", "hour"), as written but
    for money and measures, which have one name each; `per` is the rate ("day"); `period` is the
    span of the time frame ("this month"); `measure` is the span of the words that tell what is
    measured ("seeking to enter the U.S."). `hedge` is in the story's words.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    bound: Bound = "="
    trend: Trend | None = None
    hedge: str | None = None
    unit: str | None = None
    per: str | None = None
    period: Span | None = None
    measure: Span | None = None
    speaker: Speaker | None = None

    def __hash__(self) -> int:
        """By its place: comparing asks what was worked out for a figure some thousand times an answer, and hashing
        all fields takes ten times as long."""
        return hash((self.start, self.end, self.value, self.key))


@dataclass(frozen=True, kw_only=True, slots=True)
class Findings:
    """All that was found in one story, each kind in text order, and where its sentences stand."""

    mentions: tuple[Mention, ...] = ()
    quotes: tuple[Quote, ...] = ()
    figures: tuple[Figure, ...] = ()
    sentences: tuple[Span, ...] = ()

    def all(self) -> tuple[Finding, ...]:
        return (*self.mentions, *self.quotes, *self.figures)


@dataclass(frozen=True, kw_only=True, slots=True)
class Head:
    """What an answer needs of a story without its text. `row` orders stories by time of load,
    `storyline` is the row of the first story of its storyline, `loaded` is UTC, ISO 8601."""

    row: int
    id: str
    origin: str
    source: Source
    headline: str
    published: str | None
    loaded: str
    stage: Stage | None
    url: str | None
    byline: str | None
    storyline: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Lineage:
    """What a story took over: the id of the first loaded story of the same text (`shared` "copy") or of one that it
    shares a passage with, and the agency that it says it carries; each null where there is none."""

    original: str | None
    shared: Shared | None
    wire: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Found(Generic[F_co]):
    """A finding with its story's head and the words of its context."""

    finding: F_co
    story: Head
    passage: str

    def __hash__(self) -> int:
        """By its place, as a figure's."""
        return hash((self.story.row, self.finding.start, self.finding.end, self.finding.key))


@dataclass(frozen=True, kw_only=True, slots=True)
class Version:
    """One text of a story with all that was found in it: as it is now, or an earlier text, whose story and head have
    the id `ID@n`; n counts the story's kept texts from 1."""

    head: Head
    story: Story
    findings: Findings


@dataclass(frozen=True, kw_only=True, slots=True)
class Filter:
    """What narrows every question alike; empty fields narrow nothing.

    `source` and `by` match label words and names, folded, `by` or any of `also`, other names of the same person;
    `since` and `until` are ISO dates that
    `published` is compared with, both inclusive; `loaded_after` is UTC; `phrases` must all stand in
    the passage, word for word when folded.
    """

    source: str | None = None
    by: str | None = None
    also: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    loaded_after: str | None = None
    phrases: tuple[str, ...] = ()
    stories: tuple[str, ...] = field(default=())
