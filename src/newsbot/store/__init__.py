"""The archive's two ports, at the level of questions. A store answers both on one engine.

Every method may raise StoreError. Times are UTC, ISO 8601, to the second. Lists are newest load
first (`row` descending), then position, unless a docstring says otherwise. `limit` bounds the rows
that come back, never the rows that are looked at: no question reads the whole archive.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

from newsbot.model import (
    Figure,
    Filter,
    FindingKind,
    Findings,
    Found,
    Head,
    Lineage,
    Mention,
    Quote,
    Shared,
    Span,
    Story,
    Version,
)
from newsbot.store.identities import Identities
from newsbot.store.watches import Watches

Change = Literal["loaded", "changed", "unchanged"]
Line = tuple[str, int, int]  # a story's id, and where the words stand in its text


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """A story, what was found in it and where it belongs, ready to be kept.

    `fingerprint` tells whether anything changed since; `storyline` is the row of another story of
    the same storyline, null for a story that opens one; `beside` is that story's id, where it has no
    row yet because it stands before this one in the same save; `traits` are the words by which
    later stories find this one; `sketch` is what copies of it are known by; `original` is the id of a
    story that this one shares its text with, `shared` how; `wire` is the agency that it says it carries.
    """

    story: Story
    findings: Findings
    fingerprint: str
    storyline: int | None = None
    traits: tuple[str, ...] = ()
    beside: str | None = None
    sketch: tuple[int, ...] = ()
    original: str | None = None
    shared: Shared | None = None
    wire: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """A key that mentions are filed under, the name it is shown as, and how often it was met."""

    key: str
    name: str
    stories: int
    mentions: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Holder:
    """Somebody whom a source gives an office: the title as written, and in how many stories."""

    key: str
    name: str
    title: str
    stories: int


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceCount:
    """A source label, its publisher, how it was named, its stories and its newest load."""

    label: str
    publisher: str | None
    evidence: str
    stories: int
    last_loaded: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Misplaced:
    """A finding that its story does not hold: its kind, where it was found, and what stands there now."""

    kind: FindingKind
    start: int
    end: int
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """A file that the last load refused, and why."""

    origin: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Freshness:
    """How new the archive is: stories in all, the end of the last load, what that load refused. `kept` is the stamp of
    the newest text; whatever is kept later has a later one, whatever the clock says, so that a window which begins
    there misses nothing."""

    stories: int
    last_load: str | None
    refused: tuple[Refusal, ...]
    kept: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Setting:
    """What somebody set: `key` says what and where, `value` is JSON; `by` is who, `at` is UTC."""

    key: str
    value: str
    by: str
    at: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Complaint:
    """A line that somebody found not right: the `line` that was asked, the `item` as the answer gave it (JSON),
    what is `wrong` with it, a `note` of theirs, who and when (UTC)."""

    line: str
    item: str
    wrong: str
    note: str
    by: str
    at: str


class Earlier(NamedTuple):
    """An earlier text of a story: the name that it is cited by, `ID@n`, and until when (UTC) it was the story's."""

    name: str
    until: str


class Archive(Protocol):
    """Stories and what was found in them."""

    def fingerprints(self, ids: Sequence[str]) -> Mapping[str, str]:
        """The fingerprint of each of these stories that is kept. Called by ingest, per batch."""

    def save(self, readings: Sequence[Reading], *, now: str) -> Sequence[Change]:
        """Keep these in one transaction; a changed story replaces its findings whole, and keeps
        its row. Of a story whose text has changed the last twenty earlier texts are kept. Saving a
        reading again is 'unchanged'."""

    def note_load(self, *, now: str, refused: Sequence[Refusal]) -> None:
        """A load has ended."""

    def save_aliases(self, folder: str, aliases: Mapping[str, str]) -> None:
        """Replace the person aliases that this folder's sidecar gave: folded alias -> name."""

    def aliases(self) -> Mapping[str, str]:
        """Every alias: folded alias -> full name. Dozens, not thousands."""

    def identities(self) -> Identities:
        """Which names editors say are one person's, and which are not. Dozens, not thousands."""

    def freshness(self) -> Freshness:
        """For the note's header."""

    def sources(self) -> Sequence[SourceCount]:
        """Every source, most stories first."""

    def story(self, ref: str) -> Story | None:
        """By id, else by url, else by the end of its origin, if just one story ends so; with `@n` after it the n-th
        text that the story had. No other story's name is ever that of an earlier text."""

    def texts(self, ids: Sequence[str]) -> Mapping[str, str]:
        """The text of each of these stories, earlier texts (`ID@n`) too; what is not kept has no entry."""

    def version(self, ref: str) -> Version | None:
        """The same story or earlier text, with all that was found in it."""

    def earlier(self, ids: Sequence[str]) -> Mapping[str, Sequence[Earlier]]:
        """The earlier texts of each of these stories, oldest first; a story that never changed has no entry."""

    def whole(self, ids: Sequence[str]) -> Mapping[str, tuple[Story, Sequence[Span]]]:
        """Each of these stories with its sentences, as its reading gave them, in text order; what is not kept has no
        entry."""

    def head(self, id: str) -> Head | None:
        """The head of the story with this id, or of the earlier text of this name."""

    def stories(self, only: Filter, *, limit: int) -> Sequence[Head]:
        """The newest stories. `phrases` must stand in headline or text."""

    def every(self) -> Iterator[Head]:
        """Every story, oldest load first, streamed; for exports and checks, never for an answer."""

    def misplaced(self, head: Head) -> Sequence[Misplaced]:
        """The findings of this story whose words no longer stand where they were found."""

    def undated(self, only: Filter) -> int:
        """How many stories `since` and `until` leave out for want of a date (0 without them)."""

    def search(self, words: Sequence[str], only: Filter, *, limit: int) -> Sequence[Head]:
        """Stories in which all the words stand (headline or text, accents and case folded, a word
        also as the beginning of a longer one), best first among the newest thousand."""

    def storyline(self, row: int, *, limit: int) -> Sequence[Head]:
        """The stories of a storyline, oldest load first."""

    def storylines(self, rows: Sequence[int], *, limit: int) -> Sequence[Head]:
        """The same of one storyline after the other, up to `limit` of each."""

    def several(self, storylines: Sequence[int]) -> frozenset[int]:
        """Those of these storylines that have more stories than one."""

    def related(self, traits: Sequence[str], *, limit: int) -> Sequence[tuple[Head, Sequence[str]]]:
        """The stories that share most of these traits, most first, each with all its traits.
        Traits that more than 500 recent stories share do not count."""

    def sketches(self, rows: Sequence[int], *, since: str) -> Mapping[int, Sequence[int]]:
        """The sketches of those of these stories that were loaded since then, by row."""

    def lineage(self, ids: Sequence[str]) -> Mapping[str, Lineage]:
        """What each of these stories took over; a story that took over nothing has no entry. A copy of a copy
        names the first story; a story is never a copy of one loaded after it."""

    def revised(self, *, since: str, limit: int) -> Sequence[Head]:
        """Stories whose text has changed since then, after they were first loaded; last changed first."""

    def mentions(self, keys: Sequence[str], only: Filter, *, limit: int) -> Sequence[Found[Mention]]:
        """Where these people are named; `()` asks for anybody (with `only.stories`)."""

    def quotes(self, keys: Sequence[str], only: Filter, *, limit: int) -> Sequence[Found[Quote]]:
        """What these speakers said; `()` asks for anybody."""

    def quotes_over(self, places: Mapping[str, Collection[int]], *, limit: int) -> Sequence[Found[Quote]]:
        """Of the newest quotes of some stories, by id, those that go over one of the places given for the story."""

    def figures(self, words: Sequence[str], only: Filter, *, limit: int) -> Sequence[Found[Figure]]:
        """Figures whose passage or headline holds all the words (as `search` matches); `()` asks
        for any."""

    def quotes_on(self, words: Sequence[str], only: Filter, *, limit: int) -> Sequence[Found[Quote]]:
        """Quotes whose passage holds all the words (as `search` matches)."""

    def quotes_by_role(self, words: Sequence[str], only: Filter, *, limit: int) -> Sequence[Found[Quote]]:
        """Quotes whose speaker, as the story has it, holds all these words."""

    def people(self, name: str, *, limit: int) -> Sequence[Person]:
        """People whose name has every word of `name`, misspelt words included (at most two letters
        off, one in a short word), most met first. Candidates: `names.best` decides."""

    def holders(self, words: Sequence[str], only: Filter, *, limit: int) -> Sequence[Holder]:
        """People who are given an office that holds all these words, most stories first."""

    def topics(self, *, limit: int) -> Sequence[tuple[str, int]]:
        """What the newest figures count, with how many figures each, most first."""


class Journal(Watches, Protocol):
    """What the bot itself did and must not do twice. Leases compare the database's own clock."""

    def take(self, keys: Sequence[str]) -> bool:
        """True for the first caller ever who names any of these event keys within an hour; all
        are marked in one transaction."""

    def claim(self, key: str, *, owner: str, lease_s: int) -> int | None:
        """The right to post this delivery once: 1 for the first attempt, more after a lease ran
        out unsettled, None if another owns it or it is settled."""

    def release(self, key: str) -> None:
        """The delivery was not made: whoever asks next may claim it as if for the first time. One that is settled
        stays so."""

    def settle(self, key: str, state: Literal["sent", "skipped", "ambiguous"], *, detail: str) -> None:
        """The delivery is done; `detail` is the message's ts, or the reason."""

    def state(self, key: str) -> str | None:
        """'sending', 'sent', 'skipped', 'ambiguous', or None when nobody claimed it."""

    def sent(self, key: str) -> str | None:
        """The detail (the message's ts) of a delivery that is settled as sent; None of any other."""

    def expired(self, prefix: str, *, limit: int) -> Sequence[str]:
        """Deliveries whose key begins so, claimed, not settled and past their lease, oldest first."""

    def last_sent(self, prefix: str) -> str | None:
        """When a delivery whose key begins so was last sent; UTC."""

    def remember(self, thread: str, line: str, *, now: str) -> None:
        """The last answer's canonical line in this thread, and when it was asked."""

    def recall(self, thread: str) -> tuple[str, str] | None:
        """The line last remembered for this thread, and its time."""

    def keep(self, key: str, value: str | None, *, by: str, now: str) -> None:
        """Somebody set this, or with None took it back."""

    def settings(self, prefix: str) -> Sequence[Setting]:
        """What is set under keys that begin so, in the order of keys. Dozens, not thousands."""

    def complain(self, complaint: Complaint) -> None:
        """Put a line on the review list."""

    def complaints(self) -> Sequence[Complaint]:
        """The review list, oldest first."""

    def show(self, series: str, lines: Sequence[Line], *, now: str) -> None:
        """A note of this series has shown these lines, and told what was lost until now; it is forgotten after a
        fortnight."""

    def shown(self, series: str) -> frozenset[Line]:
        """The lines that notes of this series showed in the last fortnight. Where the story's text has changed since,
        a line is known by where its words stand now, or by the name of the earlier text if they do no more."""

    def lost(self, series: str) -> Sequence[Line]:
        """Those that their story has lost since the last note of the series, by the name of the earlier text."""

    def give(self, key: str, answer: str, *, now: str, until: str) -> None:
        """Keep an answer that is given, under a key that no other answer has, until then at least; what was kept until
        before `now` is forgotten."""

    def given(self, key: str) -> str | None:
        """The answer that is kept under this key; None once it is forgotten."""


class Store(Archive, Journal, Protocol):
    """Both ports on one engine."""

    def close(self) -> None:
        """Let go of the engine; safe to call twice."""
