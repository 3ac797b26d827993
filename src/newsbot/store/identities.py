"""Who editors say is one person, and who is not: pairs of names, read from what is set in the Journal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsbot import names

if TYPE_CHECKING:
    from newsbot.store import Setting

PREFIX = "identity:"  # of the Journal's keys; one key a pair, so that what is said last stands
Pair = tuple[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Identity:
    """Two names that somebody said are `same` or not, as they were written; `at` is UTC."""

    one: str
    other: str
    same: bool
    by: str
    at: str

    def __str__(self) -> str:
        """The line that says it."""
        return f"{'same' if self.same else 'apart'} {self.one} = {self.other}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Identities:
    """All that was `said`; `joined` are a person's names by the key of each, `parted` the pairs of keys that are two
    people's."""

    said: tuple[Identity, ...] = ()
    joined: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    parted: frozenset[Pair] = frozenset()

    def apart(self, one: str, other: str) -> bool:
        """Whether somebody said that these are two people."""
        return bool(self.parted) and pair(one, other) in self.parted

    def others(self, name: str) -> tuple[str, ...]:
        """Every other name of this person, those of most words first; by way of a third name too."""
        own = names.key(name) if self.joined else ""
        return tuple(other for other in self.joined.get(own, ()) if names.key(other) != own)


def pair(one: str, other: str) -> Pair:
    """Two names whichever way round they were given."""
    first, second = sorted((names.key(one), names.key(other)))
    return first, second


def key(one: str, other: str) -> str:
    """What the Journal keeps this pair under."""
    return PREFIX + "=".join(pair(one, other))


def value(one: str, other: str, *, same: bool) -> str:
    """What the Journal keeps."""
    return json.dumps({"same": same, "names": [one, other]}, ensure_ascii=False)


def read(settings: Iterable[Setting]) -> Identities:
    """What these settings say."""
    said = tuple(_read(setting) for setting in settings)
    return Identities(
        said=said,
        joined=_joined((told.one, told.other) for told in said if told.same),
        parted=frozenset(pair(told.one, told.other) for told in said if not told.same),
    )


def _read(setting: Setting) -> Identity:
    told = json.loads(setting.value)
    one, other = told["names"]
    return Identity(one=one, other=other, same=told["same"], by=setting.by, at=setting.at)


def _joined(pairs: Iterable[Pair]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, str]] = {}
    for one, other in pairs:
        both = {names.key(one): one, names.key(other): other}
        both = {**found.get(names.key(one), {}), **found.get(names.key(other), {}), **both}
        found.update(dict.fromkeys(both, both))
    return {
        key: tuple(sorted(both.values(), key=lambda n: (-len(n.split()), n))) for key, both in found.items()
    }
