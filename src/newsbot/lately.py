"""Answers of this minute, for who asks the same of the same archive: when news breaks, a whole desk does."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable

from newsbot.answer import Answer

_MOST = 32  # answers, each up to some 300 KB


class Lately:
    """The newest answers, by all that decided them. Any thread may use it."""

    def __init__(self) -> None:
        self._answers: dict[Hashable, Answer] = {}
        self._lock = threading.Lock()

    def given(self, asked: Hashable, make: Callable[[], Answer]) -> Answer:
        """The answer that was made of just this lately, else a new one; two who ask at once may each make it."""
        with self._lock:
            found = self._answers.get(asked)
        return found or self._kept(asked, make())

    def _kept(self, asked: Hashable, answer: Answer) -> Answer:
        with self._lock:
            self._answers[asked] = answer
            if len(self._answers) > _MOST:
                del self._answers[next(iter(self._answers))]
        return answer
