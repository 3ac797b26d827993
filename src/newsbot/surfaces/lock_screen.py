"""What a notification or a screen reader gets first: the answer in one line of our own words."""

from __future__ import annotations

from collections.abc import Sequence

from newsbot.answer import Answer, Section


def lock_screen(answer: Answer) -> str:
    """The title and what it counts; never a word of a story."""
    if answer.kind == "error":
        return answer.title
    command = answer.line.split(" ", 1)[0]
    counted = _COUNTS.get(command, _lines)(answer) if answer.kind == "answer" else (answer.note,)
    rest = ", ".join(part for part in counted if part)
    title = answer.title.split(" · ", 1)[0].replace(": ", ", ")
    return f"{title}: {rest}" if rest else title


def _who(answer: Answer) -> Sequence[str | None]:
    said = next((s for s in answer.sections if s.heading == "SAID"), None)
    stories = _count(len(_stories(answer.sections)), "story")
    if said is None:
        return (stories,)
    return (f"{_count(_size(said), 'quote')} from {_count(len(_sources([said])), 'source')}", stories)


def _figures(answer: Answer) -> Sequence[str | None]:
    first = next((s for s in answer.sections if len(_sources([s])) > 1), None)
    if first is None:
        return _lines(answer)
    verdict = (first.verdict or "SIDE BY SIDE").lower()
    origin = "no named origin" if "no named origin" in (first.note or "") else None
    return (f"{_count(len(_sources([first])), 'source')} {verdict}", origin)


def _note(answer: Answer) -> Sequence[str | None]:
    storylines = sum(section.heading.isdigit() for section in answer.sections)
    checks = sum(section.heading.startswith("CHECK") for section in answer.sections)
    changed = sum(section.heading.startswith("CORRECTION") for section in answer.sections)
    stories = (answer.note or "").split(" · ", 1)[0]
    return (
        stories,
        f"{changed} changed" if changed else None,
        _count(storylines, "storyline") if storylines else None,
        f"{checks} to check" if checks else None,
    )


def _lines(answer: Answer) -> Sequence[str | None]:
    stories = len(_stories(answer.sections))
    lines = sum(map(_size, answer.sections))
    if not lines:
        return (answer.note,)
    return (_count(lines, "line"), _count(stories, "story") if stories else None)


_COUNTS = {"who": _who, "figures": _figures, "digest": _note}


def _size(section: Section) -> int:
    return len(section.items) + section.more


def _sources(sections: Sequence[Section]) -> set[str]:
    return {item.cite.source for section in sections for item in section.items if item.cite}


def _stories(sections: Sequence[Section]) -> set[str]:
    """Each once: what is labelled as an earlier text is no other story, and named after it."""
    cited = [
        (item.cite.story, item.label or "") for section in sections for item in section.items if item.cite
    ]
    return {story.rpartition("@")[0] if label.startswith("earlier text") else story for story, label in cited}


def _count(n: int, word: str) -> str:
    plural = "stories" if word == "story" else f"{word}s"
    return f"{n} {word if n == 1 else plural}"
