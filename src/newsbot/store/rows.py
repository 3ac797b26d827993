"""Stories and findings as rows of a store, and back again without loss."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
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
    NamedBy,
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
_COLUMNS = (  # of `finding`
    "story", "kind", "seq", "start", "stop", "context_start", "context_stop", "zone", "key", "checksum", "detail",
)  # fmt: skip
_DETAIL = _COLUMNS.index("detail")


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


def source_of(row: Row) -> Source:
    """The source, from columns of `source` and of `story`."""
    return _source(row["label"], row["publisher"], row["named_by"], row["evidence"], row["names"])


@lru_cache(maxsize=1024)
def _source(label: str, publisher: str | None, named_by: NamedBy | None, evidence: str, names: str) -> Source:
    return Source(
        label=label,
        publisher=publisher,
        named_by=named_by,
        evidence=evidence,
        names=tuple(json.loads(names)),
    )


def head_of(row: Sequence[Any]) -> Head:
    """Of a row that begins with the columns of a head, in the order of read.sql: an answer reads some hundreds, and
    taking a column by its name costs as much as all the rest."""
    number, name, origin, headline, published, loaded, stage, url, byline, storyline, *source = row[:15]
    return Head(
        row=number,
        id=name,
        origin=origin,
        source=_source(*source),
        headline=headline,
        published=published,
        loaded=loaded,
        stage=stage,
        url=url,
        byline=byline,
        storyline=storyline,
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


def story_with(head: Head, text: str, row: Row) -> Story:
    """The story of this head and text, with the rest of its columns."""
    return Story(
        id=head.id,
        origin=head.origin,
        source=head.source,
        headline=head.headline,
        text=text,
        zones=tuple(Zone(*zone) for zone in json.loads(row["zones"])),
        byline=head.byline,
        published=head.published,
        updated=row["updated"],
        url=head.url,
        status=row["status"],
        stage=head.stage,
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


def findings(rows: Sequence[Sequence[Any]], texts: Mapping[int, str]) -> list[Finding]:
    """What these rows of `finding` hold, columns in their order, of stories of these texts by row. Their details are
    read as one list, in a third of the time that one after the other takes."""
    details = json.loads(f"[{','.join([row[_DETAIL] for row in rows])}]")
    return [_finding(texts[row[0]], row, detail) for row, detail in zip(rows, details, strict=True)]


def _finding(text: str, row: Sequence[Any], detail: list[Any]) -> Finding:
    kind, _, start, stop, context_start, context_stop, zone, key = row[1:9]
    context = Span(context_start, context_stop)
    base = {
        "start": start, "end": stop, "text": text[start:stop], "context": context, "zone": zone, "key": key
    }  # fmt: skip
    if kind == MENTION:
        person, titles = detail
        return Mention(**base, person=person, titles=tuple([Span(*title) for title in titles]))
    if kind == QUOTE:
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
    rows = [[{"story": 0, "seq": seq, **row}[name] for name in _COLUMNS] for seq, row in enumerate(found)]
    return findings_of(findings(rows, {0: told["text"]}), spans_of(told["sentences"]))


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
