"""Story JSON Lines: one JSON object a line, one story each; a bad line is refused alone."""

from __future__ import annotations

import codecs
import json
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from newsbot.errors import ReadError
from newsbot.model import Repair, Story
from newsbot.readers import source, times
from newsbot.readers.decode import clean, decode
from newsbot.readers.plain import LONGEST, too_long
from newsbot.readers.refused import Refused, place
from newsbot.readers.sift import sift
from newsbot.readers.zones import join

_REQUIRED = ("source", "headline", "text")
_OPTIONAL = ("id", "published", "updated", "url", "byline", "status")
_KINDS = {
    dict: "an object",
    list: "a list",
    bool: "true or false",
    int: "a number",
    float: "a number",
    type(None): "null",
}


def found(path: Path) -> Iterator[tuple[str, Callable[[], Story]] | Refused]:
    """The stories of this file, line by line, never more than one line in memory, each with its origin and what reads
    it. Raises ReadError for a file without a line, OSError where it cannot be read."""
    origin = place(path)
    blank = True
    for number, line in _lines(path):
        where = f"{origin}:{number}"
        if isinstance(line, int):
            blank = False
            yield Refused(origin=where, reason=too_long(line))
        elif line.strip():
            blank = False
            yield where, partial(_read, line, where)
    if blank:
        raise ReadError("empty file")


def _read(line: bytes, origin: str) -> Story:
    return story(_text(line), origin=origin)


def story(line: str, *, origin: str) -> Story:
    """The story of one line; without id and url its origin is its identity. Raises ReadError."""
    fields, repairs = _cleaned(_fields(line))
    page = sift(fields["text"], headline=fields["headline"], byline=fields.get("byline"))
    text, zones = join(page.parts)
    url, published, updated = _url(fields), _time(fields, "published"), _time(fields, "updated")
    return Story(
        id=fields.get("id") or url or origin,
        origin=origin,
        source=source.named(fields["source"]),
        headline=page.headline,
        text=text,
        zones=zones,
        byline=page.byline,
        published=published or page.clues.published,
        updated=updated or page.clues.updated,
        url=url or page.clues.url,
        status=fields.get("status"),
        set_aside=page.set_aside,
        repairs=repairs,
    )


def _lines(path: Path) -> Iterator[tuple[int, bytes | int]]:
    """Numbered lines; of one that is too long only its size in bytes."""
    with path.open("rb") as file:
        head = file.read(4)
        file.seek(0)
        if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            yield from _wide_lines(path)
            return
        number = 0
        while line := file.readline(LONGEST + 1):
            number += 1
            yield number, line if len(line) <= LONGEST else len(line) + _rest(file)


def _rest(file: IO[bytes]) -> int:
    """Read on to the end of the line; how many bytes that was."""
    size = 0
    while piece := file.readline(1 << 20):
        size += len(piece)
        if piece.endswith(b"\n"):
            break
    return size


def _wide_lines(path: Path) -> Iterator[tuple[int, bytes | int]]:
    with path.open(encoding="utf-16", errors="replace", newline="\n") as file:
        number = 0
        while line := file.readline(LONGEST):
            number += 1
            yield number, line.encode("utf-8", "replace")


def _text(line: bytes) -> str:
    try:
        return line.decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        return decode(line)[0].strip()


def _fields(line: str) -> dict[str, str]:
    """The fields that are there and not empty. Raises ReadError with all that is wrong."""
    try:
        told = json.loads(line)
    except (ValueError, RecursionError) as e:
        what = f"{e.msg}, column {e.colno}" if isinstance(e, json.JSONDecodeError) else "cannot be read"
        raise ReadError(f"not JSON: {what}") from e
    if not isinstance(told, dict):
        raise ReadError(f"not a JSON object but {_KINDS.get(type(told), 'text')}")
    wrong = [
        f'"{name}" is {_KINDS[type(told[name])]}, not text'
        for name in (*_REQUIRED, *_OPTIONAL)
        if told.get(name) is not None and not isinstance(told[name], str)
    ]
    fields = {
        n: v for n in (*_REQUIRED, *_OPTIONAL) if isinstance(v := told.get(n), str) and v.strip(" \t\r\n")
    }
    wrong += [f'no "{n}"' for n in _REQUIRED if n not in fields and isinstance(told.get(n), str | None)]
    if wrong:
        raise ReadError("; ".join(wrong))
    return fields


def _cleaned(fields: dict[str, str]) -> tuple[dict[str, str], tuple[Repair, ...]]:
    """The fields with their characters repaired; an id is kept to the letter. Raises ReadError for
    a required field of which nothing is left, and for an id that no database can keep."""
    counts: Counter[str] = Counter()
    for name in fields.keys() - {"id"}:
        fields[name], repairs = clean(fields[name])
        counts.update(dict(repairs))
    wrong = [f'no "{name}"' for name in _REQUIRED if not fields[name].strip()]
    if not fields.get("id", "").isprintable():
        wrong.append('"id" holds characters that cannot be printed')
    if wrong:
        raise ReadError("; ".join(wrong))
    return fields, tuple(Repair(rule, counts[rule]) for rule in sorted(counts))


def _url(fields: dict[str, str]) -> str | None:
    """The address, if it is one of the web. Raises ReadError if it is another."""
    url = fields.get("url", "").strip()
    if not url:
        return None
    try:
        parts = urlsplit(url)
        good = (
            parts.scheme in {"http", "https"}
            and bool(parts.hostname)
            and url.isprintable()
            and " " not in url
        )
    except ValueError:
        good = False
    if not good:
        raise ReadError('"url" is no web address (http:// or https://)')
    return url


def _time(fields: dict[str, str], name: str) -> str | None:
    """A field's time in ISO 8601, as precise as given. Raises ReadError for what is none."""
    if not fields.get(name, "").strip():
        return None
    told = times.iso(fields[name])
    if told is None:
        raise ReadError(f'"{name}" is no date in ISO 8601: {fields[name][:40]!r}')
    return told
