"""What an object works out of itself when it is first asked for, and then keeps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, overload

_T = TypeVar("_T")


class once(Generic[_T]):  # noqa: N801  a decorator, as property is
    """As functools.cached_property without its lock, which before Python 3.12 is one for all objects of a class: threads
    wait for each other at it, and reading a value first takes twice as long, some 4 % of an answer on figures. Two
    threads may both work a value out; they get the same.

    >>> class Word:
    ...     @once
    ...     def letters(self) -> int:
    ...         return 4
    >>> word = Word()
    >>> word.letters, vars(word)
    (4, {'letters': 4})
    """

    def __init__(self, make: Callable[[Any], _T]) -> None:
        self._make = make
        self._name = make.__name__
        self.__doc__ = make.__doc__

    @overload
    def __get__(self, one: None, owner: type) -> Self: ...

    @overload
    def __get__(self, one: object, owner: type) -> _T: ...

    def __get__(self, one: object | None, owner: type) -> Self | _T:
        if one is None:
            return self
        value = one.__dict__[self._name] = self._make(one)
        return value
