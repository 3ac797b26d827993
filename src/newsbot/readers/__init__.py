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
    """A format: the ending of its files, and what reads one."""

    ending: str
    stories: Callable[[Path], Iterable[Story | Refused]]


READERS: tuple[Reader, ...] = (Reader(".txt", plain.stories), Reader(".jsonl", jsonl.stories))


@dataclass(frozen=True, kw_only=True, slots=True)
class Aliases:
    """The people's aliases of one folder's sidecar, as written there; empty if it gives none."""

    folder: str
    names: Mapping[str, str]


__all__ = ["READERS", "Aliases", "Reader", "Refused", "read", "walk"]


def read(path: Path) -> Iterator[Story | Refused]:
    """The stories of one file as its text gives them, without sidecars; a refusal for what cannot
    be read. Never raises for what a file holds."""
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
            yield from reader.stories(path)
    except ReadError as e:
        yield Refused(origin=origin, reason=str(e))
    except FileNotFoundError:
        yield Refused(
            origin=origin,
            reason="the link leads nowhere" if path.is_symlink() else "no such file",
            missing=True,
        )
    except PermissionError:
        yield Refused(origin=origin, reason="no permission to read it")
    except OSError as e:
        yield Refused(origin=origin, reason=(e.strerror or str(e)).lower())


def walk(paths: Sequence[Path]) -> Iterator[Story | Refused | Aliases]:
    """All stories under these paths, each file once, folders in the order of names; before the
    first story of a folder the aliases of the sidecars that hold there. Raises ConfigError for a
    sidecar that is wrong."""
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
            for story in read(file):
                yield _signed(story, file, chain) if isinstance(story, Story) else story


def _signed(story: Story, file: Path, chain: Sequence[Sidecar]) -> Story:
    return sidecar.signed(story, file, chain) if chain else story


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
