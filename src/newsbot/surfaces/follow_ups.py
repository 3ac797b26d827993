"""What was understood, as lines that change it: without one of its filters, or on both topics."""

from __future__ import annotations

import re

from newsbot.answer import Answer

_MOST = 8  # buttons; a phone shows two in a row
_NARROWED = re.compile(r' (?:by|since|until):(?:"[^"\n]{1,200}"|[^\s"]{1,200})')
_SOURCE = re.compile(r' source:(?:"[^"\n]{1,200}"|[^\s"]{1,200})')


def follow_ups(answer: Answer) -> tuple[tuple[str, str], ...]:
    """Each line to send with what its button says. An answer of one source offers all of them; one that is narrowed
    to a voice or to days, the line without.

    >>> answer = Answer(kind="answer", title="", line="find Mexico source:AP", next=("find caravan Mexico source:AP",))
    >>> follow_ups(answer)
    (('caravan + Mexico', 'find caravan Mexico source:AP'), ('all sources', 'find Mexico'))
    """
    free = _SOURCE.sub("", answer.line)
    lines = [line for line in dict.fromkeys(answer.next) if line.strip()]
    if answer.kind in {"answer", "nothing"}:
        at = next((n for n, line in enumerate(lines) if not _both(line, free)), len(lines))
        wider = [free, *(answer.line.replace(one[0], "", 1) for one in _NARROWED.finditer(answer.line))]
        lines[at:at] = [line for line in wider if line != answer.line and line not in lines]
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
