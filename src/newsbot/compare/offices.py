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
    a, b = set(names.office(one).split()), set(names.office(two).split())
    if not a or not b or a & _FORMERLY != b & _FORMERLY:
        return False
    return a <= b or b <= a


def verdict(titles: Iterable[tuple[str, str]]) -> Verdict | None:
    """What (source, title) pairs say together: ONE SOURCE, SAME when all are one office, DIFFER when a source
    says former, acting or deputy and another does not; else nothing, for one may hold two offices."""
    given = tuple(titles)
    if len({source for source, _ in given}) < 2:
        return "ONE SOURCE" if given else None
    if all(same(one, two) for n, (_, one) in enumerate(given) for _, two in given[n + 1 :]):
        return "SAME"
    return "DIFFER" if any(_contradict(a, b) for a in given for b in given) else None


def _contradict(one: tuple[str, str], two: tuple[str, str]) -> bool:
    a, b = set(names.office(one[1]).split()), set(names.office(two[1]).split())
    bare_a, bare_b = a - _FORMERLY, b - _FORMERLY
    return one[0] != two[0] and bool(bare_a) and bare_a == bare_b and a & _FORMERLY != b & _FORMERLY
