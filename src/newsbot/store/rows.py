"""Stories and findings as rows of a store, and back again without loss."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, Literal, Protocol
from zlib import compress, crc32, decompress

from newsbot.model import (
    Figure,
    Finding,
    FindingKind,
    Findings,
    Head,
    Mention,
    Quote,
    Repair,
    SetAside,
    Source,
    Span,
    Speaker,
    Story,
    Zone,
)

Kind = Literal[0, 1, 2]

MENTION: Literal[0] = 0
QUOTE: Literal[1] = 1
FIGURE: Literal[2] = 2
KINDS: tuple[FindingKind, ...] = ("mention", "quote", "figure")


class Row(Protocol):
    """A row as a driver gives it, by column name."""

    def __getitem__(self, column: str, /) -> Any: ...


def story_row(story: Story) -> dict[str, Any]:
    """The columns of `story` that come from the story itself."""
    return {
        "id": story.id,
        "origin": story.origin,
        "backwards": story.origin[::-1],
        "url": story.url,
        "named_by": story.source.named_by,
        "evidence": story.source.evidence,
        "headline": story.headline,
        "byline": story.byline,
        "published": story.published,
        "updated": story.updated,
        "status": story.status,
        "stage": story.stage,
    }


def body_row(story: Story, findings: Findings, traits: Sequence[str]) -> dict[str, Any]:
    """The columns of `body`."""
    return {
        "text": story.text,
        "zones": dumps(story.zones),
        "set_aside": dumps(story.set_aside),
        "repairs": dumps(story.repairs),
        "sentences": dumps(findings.sentences),
        "traits": dumps(traits),
    }


@lru_cache(maxsize=1024)
def _names(column: str) -> tuple[str, ...]:
    return tuple(json.loads(column))


def source_of(row: Row) -> Source:
    """The source, from columns of `source` and of `story`."""
    return Source(
        label=row["label"],
        publisher=row["publisher"],
        named_by=row["named_by"],
        evidence=row["evidence"],
        names=_names(row["names"]),
    )


def head_of(row: Row) -> Head:
    return Head(
        row=row["row"],
        id=row["id"],
        origin=row["origin"],
        source=source_of(row),
        headline=row["headline"],
        published=row["published"],
        loaded=row["loaded"],
        stage=row["stage"],
        url=row["url"],
        byline=row["byline"],
        storyline=row["storyline"],
    )


def story_of(row: Row) -> Story:
    return Story(
        id=row["id"],
        origin=row["origin"],
        source=source_of(row),
        headline=row["headline"],
        text=row["text"],
        zones=tuple(Zone(*zone) for zone in json.loads(row["zones"])),
        byline=row["byline"],
        published=row["published"],
        updated=row["updated"],
        url=row["url"],
        status=row["status"],
        stage=row["stage"],
        set_aside=tuple(SetAside(*line) for line in json.loads(row["set_aside"])),
        repairs=tuple(Repair(*repair) for repair in json.loads(row["repairs"])),
    )


def spans_of(column: str) -> tuple[Span, ...]:
    return tuple(Span(*span) for span in json.loads(column))


def checksum(words: str) -> int:
    """What tells these words from others, as a store keeps it."""
    return crc32(words.encode("utf-8", "surrogatepass"))


def finding_row(finding: Finding) -> dict[str, Any]:
    """The columns of `finding` without its place (story, kind, seq)."""
    return {
        "start": finding.start,
        "stop": finding.end,
        "context_start": finding.context.start,
        "context_stop": finding.context.end,
        "zone": finding.zone,
        "key": finding.key,
        "checksum": checksum(finding.text),
        "detail": dumps(_detail(finding)),
    }


def finding_of(row: Row, text: str) -> Finding:
    """The finding of this row in a story of this text."""
    base: dict[str, Any] = {
        "start": row["start"],
        "end": row["stop"],
        "text": text[row["start"] : row["stop"]],
        "context": Span(row["context_start"], row["context_stop"]),
        "zone": row["zone"],
        "key": row["key"],
    }
    detail = json.loads(row["detail"])
    if row["kind"] == MENTION:
        person, titles = detail
        return Mention(**base, person=person, titles=tuple(Span(*title) for title in titles))
    if row["kind"] == QUOTE:
        kind, speaker, cue, balanced, via = detail
        return Quote(
            **base, kind=kind, speaker=_speaker_of(speaker), cue=_span_of(cue), balanced=balanced, via=via
        )
    value, low, high, bound, trend, hedge, unit, per, period, measure, speaker = detail
    return Figure(
        **base,
        value=value,
        low=low,
        high=high,
        bound=bound,
        trend=trend,
        hedge=hedge,
        unit=unit,
        per=per,
        period=_span_of(period),
        measure=_span_of(measure),
        speaker=_speaker_of(speaker),
    )


def packed(story: Story, findings: Findings) -> bytes:
    """A story with all that was found in it as one value; a line each, so that either is read alone."""
    source = story.source
    kinds = ((MENTION, findings.mentions), (QUOTE, findings.quotes), (FIGURE, findings.figures))
    told = {
        **story_row(story),
        **body_row(story, findings, ()),
        "label": source.label,
        "publisher": source.publisher,
        "names": dumps(source.names),
    }
    found = [{"kind": kind, **finding_row(one)} for kind, found in kinds for one in found]
    return compress(f"{dumps(told)}\n{dumps(found)}".encode())


def unpacked(body: bytes) -> Story:
    """The story of what was packed."""
    told, _ = decompress(body).split(b"\n")
    return story_of(json.loads(told))


def unpacked_findings(body: bytes) -> Findings:
    """What was found in it."""
    told, found = map(json.loads, decompress(body).split(b"\n"))
    return findings_of([finding_of(row, told["text"]) for row in found], spans_of(told["sentences"]))


def findings_of(found: Sequence[Finding], sentences: tuple[Span, ...]) -> Findings:
    """Findings of all kinds, each kind in its order."""
    return Findings(
        mentions=tuple(one for one in found if isinstance(one, Mention)),
        quotes=tuple(one for one in found if isinstance(one, Quote)),
        figures=tuple(one for one in found if isinstance(one, Figure)),
        sentences=sentences,
    )


def unit_of(detail: str) -> str | None:
    """What a figure of this detail counts."""
    unit = json.loads(detail)[6]
    return None if unit is None else str(unit)


dumps: Callable[[object], str] = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _detail(finding: Finding) -> list[object]:
    if isinstance(finding, Mention):
        return [finding.person, finding.titles]
    if isinstance(finding, Quote):
        return [finding.kind, _speaker(finding.speaker), finding.cue, finding.balanced, finding.via]
    assert isinstance(finding, Figure)
    return [
        finding.value,
        finding.low,
        finding.high,
        finding.bound,
        finding.trend,
        finding.hedge,
        finding.unit,
        finding.per,
        finding.period,
        finding.measure,
        _speaker(finding.speaker),
    ]


def _speaker(speaker: Speaker | None) -> list[object] | None:
    return [speaker.start, speaker.end, speaker.text, speaker.person, speaker.kind] if speaker else None


def _speaker_of(parts: list[Any] | None) -> Speaker | None:
    if parts is None:
        return None
    start, end, text, person, kind = parts
    return Speaker(start=start, end=end, text=text, person=person, kind=kind)


def _span_of(parts: list[int] | None) -> Span | None:
    return Span(*parts) if parts is not None else None
