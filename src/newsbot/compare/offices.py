"""Offices: whether sources give one person the same office, however they put the words."""

from __future__ import annotations

from collections.abc import Iterable

from newsbot import names
from newsbot.answer import Verdict

_FORMERLY = frozenset({"former", "ex", "acting", "interim", "deputy", "vice", "elect", "designate"})


def same(one: str, two: str) -> bool:
    """Whether two titles are one office: in another order, or one with the body or country left out.

    >>> same("Secretary of Homeland Security", "Homeland Security Secretary"), same("Governor", "Former Governor")
    (True, False)
    """
    return _same(_words(one), _words(two))


def verdict(titles: Iterable[tuple[str, str]]) -> Verdict | None:
    """What (source, title) pairs say together: ONE SOURCE, SAME when all are one office, DIFFER when a source
    says former, acting or deputy and another does not; else nothing, for one may hold two offices."""
    given = {(source, _words(title)) for source, title in titles}
    if len({source for source, _ in given}) < 2:
        return "ONE SOURCE" if given else None
    told = {words for _, words in given}
    if all(_same(one, two) for one in told for two in told):
        return "SAME"
    return "DIFFER" if any(_contradict(a, b) for a in given for b in given) else None


def _words(title: str) -> frozenset[str]:
    return frozenset(names.office(title).split())


def _same(a: frozenset[str], b: frozenset[str]) -> bool:
    if not a or not b or a & _FORMERLY != b & _FORMERLY:
        return False
    return a <= b or b <= a


def _contradict(one: tuple[str, frozenset[str]], two: tuple[str, frozenset[str]]) -> bool:
    a, b = one[1], two[1]
    bare_a, bare_b = a - _FORMERLY, b - _FORMERLY
    return one[0] != two[0] and bool(bare_a) and bare_a == bare_b and a & _FORMERLY != b & _FORMERLY
