"""Intake: one file per format, page furniture, who published and who wrote."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from newsbot.errors import ReadError
from newsbot.model import Story
from newsbot.readers import jsonl, plain, sidecar
from newsbot.readers.refused import Refused, place
from newsbot.readers.sidecar import Sidecar


class Reader(NamedTuple):
    """A format: the ending of its files, and what finds the stories of one, each with its origin and what reads it."""

    ending: str
    found: Callable[[Path], Iterable[tuple[str, Callable[[], Story]] | Refused]]


READERS: tuple[Reader, ...] = (Reader(".txt", plain.found), Reader(".jsonl", jsonl.found))


class Unread(NamedTuple):
    """A story that is found and not read yet; another process may read it."""

    path: Path
    origin: str
    story: Callable[[], Story]
    chain: Sequence[Sidecar] = ()

    def read(self) -> Story | Refused:
        """The story, its source as the sidecars have it, or why there is none."""
        try:
            story = self.story()
        except (ReadError, OSError) as e:
            return _refusal(self.path, self.origin, e)
        return sidecar.signed(story, self.path, self.chain) if self.chain else story


@dataclass(frozen=True, kw_only=True, slots=True)
class Aliases:
    """The people's aliases of one folder's sidecar, as written there; empty if it gives none."""

    folder: str
    names: Mapping[str, str]


__all__ = ["READERS", "Aliases", "Reader", "Refused", "Unread", "find", "read", "walk"]


def read(path: Path) -> Iterator[Story | Refused]:
    """The stories of one file as its text gives them, without sidecars; a refusal for what cannot
    be read. Never raises for what a file holds."""
    for found in _found(path):
        yield found.read() if isinstance(found, Unread) else found


def walk(paths: Sequence[Path]) -> Iterator[Story | Refused | Aliases]:
    """All stories under these paths, each file once, folders in the order of names; before the
    first story of a folder the aliases of the sidecars that hold there. Raises ConfigError for a
    sidecar that is wrong."""
    for found in find(paths):
        yield found.read() if isinstance(found, Unread) else found


def find(paths: Sequence[Path]) -> Iterator[Unread | Refused | Aliases]:
    """What `walk` reads, before it is read."""
    seen: set[str] = set()
    told: set[str] = set()
    for path in paths:
        for file in _files(Path(path), seen):
            if isinstance(file, Refused):
                yield file
                continue
            chain = sidecar.chain(file.parent)
            for side in chain:
                if side.folder not in told:
                    told.add(side.folder)
                    yield Aliases(folder=side.folder, names=side.aliases)
            for found in _found(file):
                yield found._replace(chain=chain) if isinstance(found, Unread) else found


def _found(path: Path) -> Iterator[Unread | Refused]:
    origin = place(path)
    reader = next((r for r in READERS if path.suffix.lower() == r.ending), None)
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            yield Refused(origin=origin, reason="not a file")
        elif reader is None:
            known = " and ".join(r.ending for r in READERS)
            ending = path.suffix or "a name without an ending"
            yield Refused(origin=origin, reason=f"no reader for {ending}; {known} are read")
        else:
            for found in reader.found(path):
                yield found if isinstance(found, Refused) else Unread(path, *found)
    except (ReadError, OSError) as e:
        yield _refusal(path, origin, e)


def _refusal(path: Path, origin: str, error: ReadError | OSError) -> Refused:
    if isinstance(error, ReadError):
        return Refused(origin=origin, reason=str(error))
    if isinstance(error, FileNotFoundError):
        reason = "the link leads nowhere" if path.is_symlink() else "no such file"
        return Refused(origin=origin, reason=reason, missing=True)
    if isinstance(error, PermissionError):
        return Refused(origin=origin, reason="no permission to read it")
    return Refused(origin=origin, reason=(error.strerror or str(error)).lower())


def _files(path: Path, seen: set[str]) -> Iterator[Path | Refused]:
    """Files under a path in the order of names, each real file and folder once; hidden ones and
    sidecars are passed over unless the path itself names one."""
    real = os.path.realpath(path)
    if not os.path.lexists(path):
        yield Refused(origin=place(path), reason="no such file or folder", missing=True)
    elif real in seen:
        return
    elif not path.is_dir():
        seen.add(real)
        if path.name != sidecar.NAME:
            yield path
    else:
        seen.add(real)
        try:
            inside = sorted(path.iterdir())
        except OSError as e:
            reason = "no permission to open it" if isinstance(e, PermissionError) else str(e.strerror)
            yield Refused(origin=place(path), reason=reason)
            return
        for child in inside:
            if not child.name.startswith("."):
                yield from _files(child, seen)
