"""The gate's corpus: news written for it, read from files where the names are marked in the line.

A file of `corpus/` is a kind of news. An entry opens with `@ country region` (and `headline` where its
first line is one), then its text, then what an editor finds in it:

    @ mx latam
    Judge {Irma Tzoc||Judge} said the fine was “a joke.” {Tzoc} set it at about $40 a day.
    > r | the fine was “a joke.” | Judge Irma Tzoc
    > p | a joke. | Judge Irma Tzoc
    = 40 dollar ; ~ /day

`{words|person|title;title}`: without a person the words are the fullest form, or part of the only one that
is. `^` before a line makes it the headline. `>` is a quotation: d(irect), p(artial) or r(eported), the words
(`first ... last`), the speaker's words, and the person where the words do not hold the name (`-`: nobody).
`=` is a figure: value or low..high, unit (`-`: none), then bound, trend and rate. `a|b` allows either, `?`
after the sign, or before a name or a title, marks what may be found or left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from newsbot.model import Span, Zone

CORPUS = Path(__file__).with_name("corpus")
_NAME = re.compile(r"\{(\??)([^{}|]+)(?:\|([^{}|]*))?(?:\|([^{}|]*))?\}")
_KINDS = {"d": "direct", "p": "partial", "r": "reported"}
_MAGNITUDE = {"k": 1e3, "M": 1e6, "B": 1e9}


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    span: Span
    person: str
    titles: tuple[Span, ...]
    spare: tuple[Span, ...]  # titles that may be given or left
    may: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    kind: str
    span: Span
    speaker: Span
    person: str | None
    may: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    low: float
    high: float
    ranged: bool
    units: tuple[str | None, ...]
    changes: tuple[str, ...]  # "=", "~", ">", "<", "up", "down"; any of them is right
    pers: tuple[str | None, ...]
    may: bool


@dataclass(slots=True, kw_only=True)
class Entry:
    """One text with all that is to be found in it."""

    id: str
    kind: str
    region: str
    text: str = ""
    zones: tuple[Zone, ...] = ()
    names: list[Name] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    counted: list[Counted] = field(default_factory=list)


def digest() -> str:
    """Of the corpus, file names included."""
    whole = sha256()
    for path in sorted(CORPUS.glob("*.txt")):
        whole.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()


def entries() -> list[Entry]:
    """The whole corpus in order; ValueError names the entry whose expectations are not in its text."""
    return [entry for path in sorted(CORPUS.glob("*.txt")) for entry in _entries(path)]


def _entries(path: Path) -> Iterator[Entry]:
    blocks = re.split(r"^@ ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    for number, block in enumerate(blocks, 1):
        head, _, rest = block.partition("\n")
        entry = Entry(id=f"{path.stem}-{number}", kind=path.stem, region=head.split()[1])
        try:
            _read(entry, rest)
        except ValueError as error:
            raise ValueError(f"{path.name}, entry {number}: {error}") from None
        yield entry


def _read(entry: Entry, block: str) -> None:
    lines = block.rstrip().split("\n")
    body = [line for line in lines if not line.startswith(("> ", ">? ", "= ", "=? "))]
    headed = body[0].startswith("^ ")
    _names(entry, "\n".join(body).removeprefix("^ ").rstrip())
    if headed:
        end = (entry.text + "\n").index("\n")
        rest = () if end == len(entry.text) else (Zone("body", end + 1, len(entry.text)),)
        entry.zones = (Zone("headline", 0, end), *rest)
    at = 0
    for line in lines:
        if line.startswith(("> ", ">? ")):
            entry.said.append(_said(entry, line, at))
            at = entry.said[-1].span.start
        elif line.startswith(("= ", "=? ")):
            entry.counted.append(_counted(line))


def _names(entry: Entry, marked: str) -> None:
    parts: list[str] = []
    found: list[tuple[Span, str | None, str, bool]] = []
    at = length = 0
    for match in _NAME.finditer(marked):
        parts += (marked[at : match.start()], match[2])
        length += match.start() - at
        found.append((Span(length, length + len(match[2])), match[3] or None, match[4] or "", bool(match[1])))
        length += len(match[2])
        at = match.end()
    entry.text = "".join((*parts, marked[at:]))
    words = [entry.text[slice(*span)] for span, *_ in found]
    for (span, person, titles, may), name in zip(found, words, strict=True):
        stands = [title for title in titles.split(";") if title]
        entry.names.append(
            Name(
                span=span,
                person=person or _fullest(name, words),
                titles=tuple(_nearest(entry.text, t, span) for t in stands if t[0] != "?"),
                spare=tuple(_nearest(entry.text, t[1:], span) for t in stands if t[0] == "?"),
                may=may,
            )
        )


def _fullest(name: str, names: list[str]) -> str:
    fuller = {other for other in names if _holds(other, name)}
    top = {one for one in fuller if not any(_holds(other, one) for other in fuller)}
    if len(top) > 1:
        raise ValueError(f"{name!r} may be {' or '.join(sorted(top))}: say which")
    return top.pop() if top else name


def _holds(longer: str, shorter: str) -> bool:
    some, more = re.split(r"[ -]", shorter.casefold()), re.split(r"[ -]", longer.casefold())
    return len(some) < len(more) and any(
        more[i : i + len(some)] == some for i in range(len(more) - len(some) + 1)
    )


def _nearest(text: str, words: str, to: Span) -> Span:
    """Where these words stand nearest to a span without lying inside it; inside it if nowhere else."""
    pattern = r"(?<!\w)" + re.escape(words) + r"(?!\w)"
    spans = [Span(*match.span()) for match in re.finditer(pattern, text)]
    if not spans:
        raise ValueError(f"{words!r} is not in the text")
    return min(
        spans, key=lambda s: (to.start <= s.start < to.end, max(s.start - to.end, to.start - s.end), s)
    )


def _said(entry: Entry, line: str, at: int) -> Said:
    sign, words, speaker, *who = [part.strip() for part in line.split(" | ")]
    mark, kind = sign.split()
    span = _stretch(entry.text, words, at)
    place = _nearest(entry.text, speaker.split("|")[0], span)
    inside = [n.person for n in entry.names if place.start <= n.span.start and n.span.end <= place.end]
    named = who[0] if who else inside[0] if inside else None
    return Said(
        kind=_KINDS[kind],
        span=span,
        speaker=place,
        person=None if named == "-" else named,
        may=mark == ">?",
    )


def _stretch(text: str, words: str, at: int) -> Span:
    first, _, last = words.partition(" ... ")
    start = text.find(first, at)
    start = start if start >= 0 else text.find(first)
    end = text.find(last or first, start)
    if start < 0 or end < 0:
        raise ValueError(f"{words!r} is not in the text")
    return Span(start, end + len(last or first))


def _counted(line: str) -> Counted:
    sign, _, rest = line.partition(" ")
    what, _, how = rest.partition(";")
    number, _, unit = what.strip().partition(" ")
    words = [*how.split(), *(part for part in unit.split() if part.startswith("/"))]
    unit = " ".join(part for part in unit.split() if not part.startswith("/"))
    bounds = [part for part in words if not part.startswith("/")]
    trend = [part for part in bounds if part in ("up", "down")]
    pers = [part[1:] for part in words if part.startswith("/")]
    low, _, high = number.partition("..")
    return Counted(
        low=_number(low),
        high=_number(high or low),
        ranged=bool(high),
        units=tuple(None if one.strip() == "-" else one.strip() for one in unit.split("|")),
        changes=tuple((trend or bounds or ["="])[0].split("|")),
        pers=tuple(None if one == "-" else one for one in (pers[0].split("|") if pers else ["-"])),
        may=sign == "=?",
    )


def _number(words: str) -> float:
    scale = _MAGNITUDE.get(words[-1], 1)
    return float(words.rstrip("kMB")) * scale
