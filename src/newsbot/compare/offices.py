"""Offices: whether sources give one person the same office, however they put the words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from newsbot import names
from newsbot.answer import Verdict

_Held = tuple[str, frozenset[str]]  # a source and the words of its title
_PAST = frozenset({"former", "ex"})
_FORMERLY = _PAST | {"acting", "interim", "deputy", "vice", "elect", "designate"}


def same(one: str, two: str) -> bool:
    """Whether two titles are one office: in another order, or one with the body or country left out.

    >>> same("Secretary of Homeland Security", "Homeland Security Secretary"), same("Governor", "Former Governor")
    (True, False)
    """
    return _same(_words(one), _words(two))


def verdict(titles: Iterable[tuple[str, str]]) -> Verdict | None:
    """What (source, title) pairs say together: ONE SOURCE, SAME when all are one office, DIFFER when a source
    says acting, deputy or elect and another does not; else nothing, for one may hold two offices, and who held one
    may still be called by it ("President" of a former president)."""
    given = {(source, _words(title)) for source, title in titles}
    if len({source for source, _ in given}) < 2:
        return "ONE SOURCE" if given else None
    told = {words for _, words in given}
    if all(_same(one, two) for one in told for two in told):
        return "SAME"
    return "DIFFER" if any(words - _PAST for words in _parting(given)) else None


def past(titles: Iterable[tuple[str, str]]) -> bool:
    """Whether one source calls the office a former one and another, in the same words, does not."""
    given = {(source, _words(title)) for source, title in titles}
    return any(words <= _PAST for words in _parting(given))


def former(title: str) -> bool:
    """Whether the title says that it was held."""
    return bool(_words(title) & _PAST)


def _words(title: str) -> frozenset[str]:
    return frozenset(names.office(title).split())


def _same(a: frozenset[str], b: frozenset[str]) -> bool:
    if not a or not b or a & _FORMERLY != b & _FORMERLY:
        return False
    return a <= b or b <= a


def _parting(given: Iterable[_Held]) -> Iterator[frozenset[str]]:
    """The words by which two sources' titles of one office differ, of those that tell whether it is held."""
    sources: dict[frozenset[str], set[str]] = {}
    for source, told in given:
        sources.setdefault(told, set()).add(source)
    for a, b in combinations(sources, 2):
        office = a - _FORMERLY
        if office and office == b - _FORMERLY and len(sources[a] | sources[b]) > 1:
            yield (a ^ b) & _FORMERLY
