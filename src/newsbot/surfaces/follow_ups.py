"""What was understood, as lines that change it: without its source filter, or on both topics."""

from __future__ import annotations

import re

from newsbot.answer import Answer

_MOST = 8  # buttons; a phone shows two in a row
_SOURCE = re.compile(r' source:(?:"[^"\n]{1,200}"|[^\s"]{1,200})')


def follow_ups(answer: Answer) -> tuple[tuple[str, str], ...]:
    """Each line to send with what its button says. An answer of one source offers all of them.

    >>> answer = Answer(kind="answer", title="", line="find Mexico source:AP", next=("find caravan Mexico source:AP",))
    >>> follow_ups(answer)
    (('caravan + Mexico', 'find caravan Mexico source:AP'), ('all sources', 'find Mexico'))
    """
    free = _SOURCE.sub("", answer.line)
    lines = [line for line in dict.fromkeys(answer.next) if line.strip()]
    if free != answer.line and free not in lines and answer.kind in {"answer", "nothing"}:
        at = next((n for n, line in enumerate(lines) if not _both(line, free)), len(lines))
        lines.insert(at, free)
    named = [
        ("all sources" if line == free != answer.line else _both(line, free) or line, line) for line in lines
    ]
    return tuple(named[:_MOST])


def _both(line: str, free: str) -> str | None:
    """ "caravan + Mexico" of a line that asks for the answer's topic and another before it; "who Lena Okafor" is one
    person's name, not two topics."""
    command, *topic = free.split() or [""]
    first, *words = _SOURCE.sub("", line).split() or [""]
    old = words[: len(words) - len(topic)]
    if first != command or command == "who" or not topic or not old or words[len(old) :] != topic:
        return None
    return f"{' '.join(old)} + {' '.join(topic)}"
