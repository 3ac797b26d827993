"""Stories made for tests: text in, a reading out, with every span looked up in the text."""

from __future__ import annotations

from newsbot.model import Figure, Findings, Mention, Quote, Source, Span, Speaker, Story, Zone
from newsbot.names import key
from newsbot.store import Reading


def told(
    id,
    *paragraphs,
    headline="Council meets",
    source="Daily Wire",
    people=(),
    said=(),
    counted=(),
    origin=None,
    traits=(),
    storyline=None,
    beside=None,
    fingerprint=None,
    names=(),
    publisher=None,
    evidence="",
    sketch=(),
    original=None,
    shared=None,
    wire=None,
    **fields,
):
    """A reading of these paragraphs. `people`: (name, title or None); `said`: (words, speaker as written, person or
    None); `counted`: (words, unit, speaker as written or None). Each stands in the paragraphs as given here."""
    text = "\n\n".join((headline, *paragraphs))
    story = Story(
        id=id,
        origin=origin or f"/news/{id}.txt",
        source=Source(label=source, names=names, publisher=publisher, evidence=evidence),
        headline=headline,
        text=text,
        zones=(Zone("headline", 0, len(headline)), Zone("body", len(headline) + 2, len(text))),
        **fields,
    )
    findings = Findings(
        mentions=tuple(_mention(text, *person) for person in people),
        quotes=tuple(_quote(text, *quote) for quote in said),
        figures=tuple(_figure(text, *figure) for figure in counted),
    )
    return Reading(
        story=story,
        findings=findings,
        fingerprint=fingerprint or f"{headline}{paragraphs}{people}{said}{counted}{source}{fields}",
        traits=traits,
        storyline=storyline,
        beside=beside,
        sketch=sketch,
        original=original,
        shared=shared,
        wire=wire,
    )


def _place(text, words):
    start = text.index(words)
    before, after = text.rfind("\n\n", 0, start), text.find("\n\n", start)
    context = Span(before + 2 if before >= 0 else 0, after if after >= 0 else len(text))
    return {"start": start, "end": start + len(words), "text": words, "context": context, "zone": "body"}


def _mention(text, name, title=None):
    titles = (Span(text.index(title), text.index(title) + len(title)),) if title else ()
    return Mention(**_place(text, name), key=key(name), person=name, titles=titles)


def _quote(text, words, speaker, person=None):
    return Quote(
        **_place(text, words),
        key=key(person or speaker),
        kind="direct",
        speaker=_speaker(text, speaker, person),
        cue=None,
    )


def _figure(text, words, unit, speaker=None):
    return Figure(
        **_place(text, words),
        key=unit,
        unit=unit,
        value=1.0,
        speaker=_speaker(text, speaker) if speaker else None,
    )


def _speaker(text, words, person=None):
    start = text.index(words)
    return Speaker(
        start=start, end=start + len(words), text=words, person=person, kind="name" if person else "role"
    )
