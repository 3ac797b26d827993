"""`sources.toml`, the sidecar that says what a folder's stories do not: who published them.

    [files]                          # files below this folder = the source that published them
    "wire/*.txt" = "Reuters"

    [sources.Reuters]                # all optional
    aliases = ["RTRS", "reuters.com"]    # other names of it, in stories and in `source:`
    family = "Thomson Reuters"           # the publisher that counts as one with its other titles
    bylines = ["Ann Lee"]                # stories under these bylines are its own

    [aliases]                        # people: what is written = the full name
    AMLO = "Andrés Manuel López Obrador"

It holds for its folder and those below; the nearest one that has something to say wins.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path

from newsbot.errors import ConfigError
from newsbot.model import Source, Story
from newsbot.readers.houses import shortened
from newsbot.readers.refused import place
from newsbot.text import fold

NAME = "sources.toml"
_TABLES = {"files", "sources", "aliases"}
_KEYS = {"aliases", "family", "bylines"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Outlet:
    """A source that a sidecar describes."""

    name: str
    aliases: tuple[str, ...] = ()
    family: str | None = None
    bylines: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Sidecar:
    """One `sources.toml`: `files` are patterns and source names in the order of the file."""

    folder: str
    files: tuple[tuple[str, str], ...]
    outlets: tuple[Outlet, ...]
    aliases: Mapping[str, str]


def chain(folder: Path) -> tuple[Sidecar, ...]:
    """The sidecars that hold in this folder, its own first. Raises ConfigError."""
    at = Path(place(folder))
    paths = (above / NAME for above in (at, *at.parents))
    return tuple(_load(str(p), p.stat().st_mtime_ns) for p in paths if p.is_file())


def parse(text: str, *, path: str) -> Sidecar:
    """A sidecar's text. Raises ConfigError with the file and every key that is wrong."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as e:
        raise ConfigError(f"{path}: not TOML: {e}") from e
    wrong = [f"unknown table [{k}]" for k in told if k not in _TABLES]
    wrong += [f"[{k}] is not a table" for k in _TABLES & told.keys() if not isinstance(told[k], dict)]
    if not wrong:
        for table in ("files", "aliases"):
            wrong += [f"{table}.{k} is not text" for k, v in told.get(table, {}).items() if not _is_text(v)]
        for name, keys in told.get("sources", {}).items():
            wrong += _wrong_outlet(name, keys)
    if wrong:
        raise ConfigError(
            f"{path}: {'; '.join(wrong)}. Known are [files], [sources.NAME] ({', '.join(sorted(_KEYS))}), [aliases]"
        )
    return Sidecar(
        folder=str(Path(path).parent),
        files=tuple(told.get("files", {}).items()),
        outlets=tuple(
            Outlet(
                name=n,
                aliases=tuple(k.get("aliases", ())),
                family=k.get("family"),
                bylines=tuple(k.get("bylines", ())),
            )
            for n, k in told.get("sources", {}).items()
        ),
        aliases=dict(told.get("aliases", {})),
    )


def signed(story: Story, file: Path, chain: Sequence[Sidecar]) -> Story:
    """The story with its source as the sidecars have it; as it is where they say nothing."""
    name = next((n for side in chain if (n := _named(story, file, side))), None)
    outlet = _outlet(name or story.source.label, chain)
    if name is None and outlet is None:
        return story
    return replace(story, source=_source(story.source, name, outlet))


@lru_cache(maxsize=256)
def _load(path: str, _changed: int) -> Sidecar:
    try:
        return parse(Path(path).read_text(encoding="utf-8-sig"), path=path)
    except UnicodeDecodeError as e:
        raise ConfigError(f"{path}: not UTF-8: {e.reason}") from e
    except OSError as e:
        raise ConfigError(f"{path}: {e.strerror}") from e


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _wrong_outlet(name: str, keys: object) -> list[str]:
    if not isinstance(keys, dict):
        return [f"sources.{name} is not a table"]
    wrong = [f"unknown key sources.{name}.{k}" for k in keys if k not in _KEYS]
    if "family" in keys and not _is_text(keys["family"]):
        wrong.append(f"sources.{name}.family is not text")
    for key in ("aliases", "bylines"):
        value = keys.get(key, [])
        if not isinstance(value, list) or not all(_is_text(v) for v in value):
            wrong.append(f"sources.{name}.{key} is not a list of texts")
    return wrong


def _named(story: Story, file: Path, side: Sidecar) -> str | None:
    """The source that this sidecar gives a story by its file or its byline."""
    below = Path(place(file)).relative_to(side.folder).as_posix()
    for pattern, name in side.files:
        if fnmatchcase(below, pattern):
            return name
    written = fold(story.byline or "")
    return next((o.name for o in side.outlets if written and written in {fold(b) for b in o.bylines}), None)


def _outlet(name: str, chain: Sequence[Sidecar]) -> Outlet | None:
    """The outlet that a label means. A label with "dateline" in it means none: it proves nothing."""
    wanted = _letters(name)
    outlets = (o for side in chain for o in side.outlets)
    return next((o for o in outlets if wanted in {_letters(n) for n in (o.name, *o.aliases)}), None)


def _letters(name: str) -> str:
    """A name by its letters alone, as pages spell it: "alarabiya" is "Al Arabiya"."""
    return "".join(c for c in fold(shortened(name)) if c.isalnum())


def _source(source: Source, name: str | None, outlet: Outlet | None) -> Source:
    label = outlet.name if outlet else name or source.label
    known = (label, *(outlet.aliases if outlet else ()), *source.names)
    own = name is None and fold(label) == fold(source.label)
    return replace(
        source,
        label=label,
        publisher=(outlet.family if outlet and outlet.family else label),
        named_by=source.named_by if own else "sidecar",
        evidence=source.evidence if own else f"named in {NAME}; in the text: {source.evidence}",
        names=tuple(n for i, n in enumerate(known) if fold(n) not in {fold(k) for k in known[:i]}),
    )
