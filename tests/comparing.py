"""Stories and findings made by hand, for the tests of comparing: what extraction would give, written down."""

from __future__ import annotations

import re

from newsbot.model import Figure, Findings, Found, Head, Quote, Source, Span, Speaker, Story, Zone

_MARK = re.compile(r"\{([^|{}]*)\|([^|{}]*)\|([^|{}]*)\}(?:\((\w+)\))?")
_PERIOD = re.compile(r"<([^<>]*)>")
_NUMBERS = {
    w: n for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
}
_SCALE = {"million": 1e6, "billion": 1e9, "thousand": 1e3}
_BOUNDS = {
    "=": ("", "exactly"),
    ">": ("at least", "more than", "over", "a little over"),
    "<": ("up to", "nearly", "fewer than", "almost", "less than"),
}


def head(row: int = 1, label: str = "A", storyline: int = 1, **given: object) -> Head:
    fields: dict[str, object] = {
        "row": row,
        "id": f"s{row}",
        "origin": f"s{row}.txt",
        "source": Source(label=label, publisher=label),
        "headline": f"Story {row}",
        "published": None,
        "loaded": "2026-03-01T06:58:00+00:00",
        "stage": None,
        "url": None,
        "byline": None,
        "storyline": storyline,
    }
    return Head(**{**fields, **given})  # type: ignore[arg-type]


def figures(marked: str, where: Head | None = None) -> list[Found[Figure]]:
    """The figures of one sentence, marked {hedge|number|unit}(rate) and <period>."""
    where = where or head()
    period = _PERIOD.search(marked)
    plain, places = "", []
    last = 0
    unperioded = _PERIOD.sub(r"\1", marked)
    for mark in _MARK.finditer(unperioded):
        plain += unperioded[last : mark.start()]
        hedge, number, unit, per = mark.groups()
        written = number if number.startswith("$") else f"{number} {unit}"
        if hedge and not plain.casefold().endswith(f"{hedge} ".casefold()):
            plain += f"{hedge} "
        places.append((len(plain), written, hedge.lower() or None, number, unit, per))
        plain += written
        last = mark.end()
    plain += unperioded[last:]
    at = plain.find(period[1]) if period else -1
    return [
        Found(
            finding=_figure(place, plain, Span(at, at + len(period[1])) if period else None),
            story=where,
            passage=plain,
        )
        for place in places
    ]


def _figure(
    place: tuple[int, str, str | None, str, str, str | None], plain: str, period: Span | None
) -> Figure:
    start, written, hedge, number, unit, per = place
    bound = next((b for b, words in _BOUNDS.items() if (hedge or "") in words), "~")
    return Figure(
        start=start,
        end=start + len(written),
        text=written,
        context=Span(0, len(plain)),
        zone="body",
        key=unit,
        value=_value(number),
        bound=bound,  # type: ignore[arg-type]
        hedge=hedge,
        unit=unit,
        per=per,
        period=period,
    )


def _value(number: str) -> float | None:
    digits = re.search(r"\d[\d,.]*", number)
    scale = next((factor for word, factor in _SCALE.items() if word in number), 1.0)
    if digits:
        return float(digits[0].replace(",", "")) * scale
    return _NUMBERS.get(number.casefold())


def quote(
    words: str, passage: str, where: Head | None = None, speaker: str | None = "Ada Brook"
) -> Found[Quote]:
    """A direct quotation of these words of a passage."""
    start = passage.index(words)
    said = Speaker(start=0, end=0, text=speaker or "", person=speaker, kind="name") if speaker else None
    finding = Quote(
        start=start,
        end=start + len(words),
        text=words,
        context=Span(0, len(passage)),
        zone="body",
        key=(speaker or "").casefold(),
        kind="direct",
        speaker=said,
        cue=None,
    )
    return Found(finding=finding, story=where or head(), passage=passage)


def story(text: str, headline: str = "", id: str = "s1", label: str = "A") -> Story:
    """A story whose text is the headline and a body."""
    whole = f"{headline}\n\n{text}" if headline else text
    body = len(whole) - len(text)
    zones = (Zone("headline", 0, len(headline)),) if headline else ()
    return Story(
        id=id,
        origin=f"{id}.txt",
        source=Source(label=label, publisher=label),
        headline=headline,
        text=whole,
        zones=(*zones, Zone("body", body, len(whole))),
    )


NOTHING = Findings()
