"""The span lock: no line leaves the desk that its story does not hold, to the character."""

from __future__ import annotations

from collections.abc import Callable

from newsbot.answer import Answer, Item
from newsbot.errors import SpanError


def locked(answer: Answer, text_of: Callable[[str], str | None]) -> Answer:
    """The answer itself, when every cited line is found again; SpanError names the first that is not."""
    for failure in failures(answer, text_of):
        raise SpanError(failure)
    return answer


def cited(answer: Answer) -> tuple[str, ...]:
    """The ids of the stories that an answer quotes, each once."""
    items = (item for section in answer.sections for item in section.items)
    return tuple(dict.fromkeys(item.cite.story for item in items if item.cite))


def failures(answer: Answer, text_of: Callable[[str], str | None]) -> list[str]:
    """What each cited line that is not in its story says instead, in order."""
    items = [item for section in answer.sections for item in section.items]
    return [wrong for item in items if (wrong := _wrong(item, text_of))]


def _wrong(item: Item, text_of: Callable[[str], str | None]) -> str | None:
    cite = item.cite
    if cite is None:
        return None
    text = text_of(cite.story)
    if text is None:
        return f"{cite.story}: no such story"
    if item.text != text[cite.start : cite.end] or not item.text:
        return f"{cite.story} [{cite.start}:{cite.end}]: not {item.text[:60]!r}"
    if item.show and not cite.start <= item.show.start < item.show.end <= cite.end:
        return f"{cite.story} [{cite.start}:{cite.end}]: shows {tuple(item.show)}, which is outside"
    return None
