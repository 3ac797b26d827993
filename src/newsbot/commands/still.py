"""Still: an answer that was given before, each line by the text of its story that holds it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from newsbot.answer import Answer, Item, Section
from newsbot.commands.corrections import EARLIER
from newsbot.commands.lock import cited
from newsbot.commands.vocabulary import joined
from newsbot.store import Archive


def still(answer: Answer, archive: Archive) -> Answer:
    """The answer as it was given. Where a story's text has changed since, a line cites the earlier text, and says so
    if its words are gone; a line that no text holds any more is left out."""
    now = archive.texts(cited(answer))
    changed = [story for story in cited(answer) if not _holds_all(answer, story, now.get(story))]
    if not changed:
        return answer
    names = {
        story: [one.name for one in reversed(texts)] for story, texts in archive.earlier(changed).items()
    }
    before = archive.texts([name for found in names.values() for name in found])
    sections = (_section(section, now, names, before) for section in answer.sections)
    return replace(answer, sections=tuple(section for section in sections if section))


def _section(
    section: Section,
    now: Mapping[str, str],
    names: Mapping[str, Sequence[str]],
    before: Mapping[str, str],
) -> Section | None:
    kept = tuple(found for item in section.items if (found := _item(item, now, names, before)))
    return replace(section, items=kept) if kept or not section.items else None


def _item(
    item: Item, now: Mapping[str, str], names: Mapping[str, Sequence[str]], before: Mapping[str, str]
) -> Item | None:
    cite = item.cite
    if cite is None or _holds(item, now.get(cite.story)):
        return item
    name = next((one for one in names.get(cite.story, ()) if _holds(item, before.get(one))), None)
    if name is None:
        return None
    label = item.label if item.text in now.get(cite.story, "") else joined(EARLIER, item.label)
    return replace(item, cite=replace(cite, story=name), label=label)


def _holds_all(answer: Answer, story: str, text: str | None) -> bool:
    return all(_holds(item, text) for item in _of(answer, story))


def _of(answer: Answer, story: str) -> Iterator[Item]:
    for section in answer.sections:
        yield from (item for item in section.items if item.cite and item.cite.story == story)


def _holds(item: Item, text: str | None) -> bool:
    return bool(item.cite and text and text[item.cite.start : item.cite.end] == item.text)
