"""What channels watch, and which alerts they were given: the Journal's part for watches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, kw_only=True, slots=True)
class Watch:
    """A line that a channel watches: who asked for it and when. `looked` is the state of the archive that it was
    last looked at in."""

    id: int
    channel: str
    line: str
    by: str
    at: str
    looked: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Sighted:
    """What one watch met for one alert: the marks of its findings, in order."""

    watch: Watch
    marks: tuple[str, ...]
    at: str


class Watches(Protocol):
    """A watch remembers the mark of whatever it has met, so that nothing is told twice."""

    def watch(self, channel: str, line: str, *, by: str, marks: Sequence[str], looked: str, now: str) -> bool:
        """Watch this line from now on; what stands already is known by its marks. False, and nothing is done,
        when the channel watches it."""

    def unwatch(self, channel: str, line: str) -> bool:
        """Watch it no longer, and forget what it met; False when it was not watched."""

    def watches(self, channel: str) -> Sequence[Watch]:
        """What the channel watches, oldest first."""

    def watching(self, prefix: str) -> Sequence[str]:
        """The channels whose name begins so and that watch anything, in order of name."""

    def sight(self, marks: Mapping[int, Sequence[str]], *, alert: str, looked: str, now: str) -> int:
        """Note what each of these watches has met, in one transaction, and how many marks were new. The new ones
        make up this alert. A watch that was already looked at in this state of the archive is passed over."""

    def know(self, marks: Mapping[int, Sequence[str]]) -> None:
        """These watches know of this, and tell nothing of it; in one transaction. A watch that has ended is passed
        over."""

    def untold(self, prefix: str) -> Sequence[str]:
        """The alerts whose name begins so and that were not told, oldest first."""

    def sighted(self, alert: str) -> Sequence[Sighted]:
        """What makes up this alert, a row a watch, oldest watch first."""

    def told(self, alert: str) -> None:
        """This alert needs no telling any more."""

    def fired(self, channel: str, *, limit: int) -> Sequence[str]:
        """The newest alerts of the channel, newest first, told or not."""
