"""`figures`: what is counted or measured on a topic, every source's figure side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from newsbot import names
from newsbot.answer import Answer, Section
from newsbot.commands import corrections, groups, nothing
from newsbot.commands.items import heads
from newsbot.commands.line import Ask
from newsbot.commands.passages import FAMILIES, stem
from newsbot.commands.vocabulary import joined, scope
from newsbot.compare import origins
from newsbot.compare.entries import Entry
from newsbot.compare.ledger import Group
from newsbot.compare.lexicon import NOISE
from newsbot.compare.measures import measure, plural, unit_class
from newsbot.model import Figure, Filter, Found, Head
from newsbot.text import words

SHARES = ("percent", "percentage")  # which a figure may be without the word
_LIMIT = 200  # figures looked at for a topic
_NEWEST = 60  # figures shown when no topic is asked for
_STORYLINES = 12  # storylines whose other figures may join
_SCREEN = 8  # lines of sections that a first screen has room for
_NEAR = 0.7
_OF_A_STORY = 3
_ALSO = 8


def answer(ask: Ask) -> Answer:
    """Groups of most sources first; nothing found offers what is near."""
    if not ask.words:
        return _newest(ask)
    found = _on_topic(ask)
    if not found:
        return nothing.answer(ask, f"Figures: {ask.topic}", next=_near(ask))
    return _answer(ask, found, f"Figures: {ask.topic}")


def _on_topic(ask: Ask) -> list[Found[Figure]]:
    """Figures whose sentence or headline has every asked word, or one of its family."""
    stems = [stem(word) for word in ask.words if word not in SHARES]
    wide = ask.archive.figures(stems, ask.only, limit=_LIMIT)
    return [found for found in wide if all(_holds(found, word) for word in ask.words)]


def _holds(found: Found[Figure], asked: str) -> bool:
    if asked in SHARES and found.finding.unit == "percent":  # "31%" has no such word
        return True
    return _has(found.passage, asked) or _has(found.story.headline, asked)


def _has(text: str, asked: str) -> bool:
    """Whether a text has the asked word or one of its family, which begin alike."""
    root = stem(asked)
    alike = [word for word in words(text) if word.startswith(root)]
    return any(word.startswith(asked) or stem(word) == root for word in alike)


def _kin(unit: str, asked: str) -> bool:
    """Whether a thing counted is the asked one, or another word for it: "died" of "killed"."""
    return any(
        word.startswith(kin) for word in words(unit) for kin in FAMILIES.get(stem(asked), (stem(asked),))
    )


def _same_storylines(ask: Ask, found: Sequence[Found[Figure]]) -> list[Head]:
    """The stories of the first storylines that have a figure on the topic."""
    lines = list(dict.fromkeys(f.story.storyline for f in found))[:_STORYLINES]
    return list(ask.archive.storylines(lines, limit=40))


def _joined(ask: Ask, found: Sequence[Found[Figure]], beside: Sequence[Head]) -> list[Found[Figure]]:
    """The other figures of these stories that may stand in a group with one on the topic: what counts another thing
    is not worth comparing."""
    stories = [head.id for head in beside]
    if ask.only.stories:
        stories = [story for story in stories if story in ask.only.stories]
    if not stories:
        return []
    within = replace(ask.only, stories=tuple(stories), phrases=())
    here, meant = {_place(f) for f in found}, {_counting(f) for f in found}
    others = ask.archive.figures((), within, limit=_LIMIT)
    return [f for f in others if _place(f) not in here and _counting(f) in meant]


def _counting(found: Found[Figure]) -> tuple[int, str, str]:
    told = measure(found)
    return found.story.storyline, told.unit, told.group


def _answer(ask: Ask, found: Sequence[Found[Figure]], title: str) -> Answer:
    asked = {_place(f) for f in found}
    beside = _same_storylines(ask, found)
    others = _joined(ask, found, beside)
    corrected = corrections.of(ask.archive, found)
    replaced = {_place(change.new) for one in corrected for change in one.changes.figures}
    told = groups.compared(ask.archive, [*found, *others])
    shown = _ordered(ask, [kept for group in told if (kept := _kept(group, asked, replaced))])
    sections = [(group.unit, _section(group, asked, shown, ask.topic)) for group in shown]
    several = max((n for n, group in enumerate(shown, 1) if group.verdict != "ONE SOURCE"), default=0)
    sections[several:several] = [(_word(made), made) for made in corrections.sections(corrected)]
    return Answer(
        kind="answer",
        line=ask.line,
        title=title,
        sections=tuple(_with_also(sections, ask.topic)),
        note=joined(scope(_stories(ask, found, beside), ask.archive), nothing.left_out(ask)),
    )


def _kept(group: Group, asked: set[tuple[str, int]], replaced: set[tuple[str, int]]) -> Group | None:
    """The group, if it is on the topic: of several sources all its figures, of one only those that are, without those
    that stand with the number that they replaced."""
    on_topic = tuple(entry for entry in group.entries if _place(entry.found) in asked)
    if group.verdict != "ONE SOURCE":
        return group if on_topic else None
    alone = tuple(entry for entry in on_topic if _place(entry.found) not in replaced)
    if len(alone) == len(group.entries):
        return group
    return replace(group, entries=alone) if alone else None


def _word(section: Section) -> str:
    """What a section's heading counts, as words are counted."""
    return section.heading.split(",")[0].lower()


def _ordered(ask: Ask, found: Sequence[Group]) -> list[Group]:
    """What counts the very thing comes first, then what is told in most of the asked words, then what several sources
    tell. A figure with a named origin follows the first group as the check on it, if it counts the same unit."""
    shown = sorted(
        found,
        key=lambda group: (
            not any(_kin(group.unit or group.entries[0].measure.unit, word) for word in ask.words),
            -max(sum(_has(entry.found.passage, word) for word in ask.words) for entry in group.entries),
            group.verdict == "ONE SOURCE",
        ),
    )
    if not shown or shown[0].verdict == "ONE SOURCE":
        return shown
    first = shown[0].entries[0]
    checks = [
        group
        for group in shown[1:]
        if group.verdict == "ONE SOURCE"
        and group.frames
        and group.entries[0].measure.unit == first.measure.unit
        and group.entries[0].found.story.storyline == first.found.story.storyline
        and any(origins.origin(entry.found) == origins.NAMED for entry in group.entries)
    ]
    return [shown[0], *checks, *(group for group in shown[1:] if group not in checks)]


def _section(group: Group, asked: set[tuple[str, int]], shown: Sequence[Group], topic: str) -> Section:
    made = groups.section(group, topic=topic, beside=shown)
    guests = dict.fromkeys(entry.source for entry in group.entries if _place(entry.found) not in asked)
    if not guests or not asked:
        return made
    return replace(made, note=joined(made.note, f"same storyline: {', '.join(guests)}"))


def _with_also(sections: Sequence[tuple[str, Section]], topic: str) -> Iterable[Section]:
    """The sections, each given with what it counts. What stands behind More is told in one line where the first
    screen ends."""
    room = _SCREEN
    told = [section for _, section in sections]
    for n, section in enumerate(told):
        room -= 1 + len(section.items)
        if room < 0 < n:
            left: Counter[str] = Counter()
            for word, hidden in sections[n:]:
                left[word or topic] += len(hidden.items) + hidden.more
            also = " · ".join(f"{word} {count}" for word, count in left.most_common(_ALSO))
            return [*told[:n], Section(heading="", note=f"also: {also}"), *told[n:]]
    return told


def _newest(ask: Ask) -> Answer:
    """Topics with their counts, figures that several sources have, then the newest stories' own."""
    found = ask.archive.figures((), ask.only, limit=_NEWEST)
    if not found:
        return nothing.answer(ask, "Figures")
    told = groups.compared(ask.archive, found)
    several = [groups.section(group) for group in told if group.verdict != "ONE SOURCE" and group.unit]
    single = [entry for group in told if group.verdict == "ONE SOURCE" for entry in group.entries]
    topics = _topics(ask)
    also = Section(heading="", note="also: " + " · ".join(f"{topic} {n}" for topic, n in topics))
    return Answer(
        kind="answer",
        line=ask.line,
        title="Figures",
        sections=(*([also] if topics else []), *several, *_by_story(single)),
        note=joined(scope(heads(found), ask.archive), nothing.left_out(ask)),
        next=tuple(f"figures {topic}" for topic, _ in topics[:4]),
    )


def _topics(ask: Ask) -> list[tuple[str, int]]:
    """What figures count, each unit by one name; most first."""
    counted: Counter[str] = Counter()
    for unit, n in ask.archive.topics(limit=60):
        counted[plural(unit_class(unit))] += n
    ranked = sorted(counted.items(), key=lambda topic: (-topic[1], topic[0]))
    return [(topic, n) for topic, n in ranked if topic and topic not in {plural(unit) for unit in NOISE}][:12]


def _by_story(entries: Sequence[Entry]) -> list[Section]:
    """A section a story under its source's name, newest first, three lines of each."""
    stories: dict[str, list[Entry]] = {}
    for entry in sorted(entries, key=lambda e: (-e.found.story.row, e.found.finding.start)):
        stories.setdefault(entry.found.story.id, []).append(entry)
    return [_story(told) for told in stories.values()]


def _story(told: Sequence[Entry]) -> Section:
    head = told[0].found.story
    lines = groups.told_once(told)
    return Section(
        heading=f"{head.source.label}, preview" if head.stage == "preview" else head.source.label,
        items=tuple(groups.line(entries) for entries in lines[:_OF_A_STORY]),
        more=max(0, len(lines) - _OF_A_STORY),
    )


def _near(ask: Ask) -> list[str]:
    """Topics that figures are filed under and that look like an asked word, but for the asked ones."""
    asked = {stem(word) for word in ask.words}
    known = [topic for topic, _ in ask.archive.topics(limit=60) if topic and stem(topic) not in asked]
    return [f"figures {topic}" for topic in known if names.near(topic, ask.words) >= _NEAR][:3]


def _stories(ask: Ask, found: Sequence[Found[Figure]], beside: Sequence[Head]) -> Sequence[Head]:
    """The stories that were looked at: those of the found figures' storylines, as far as the filters let."""
    if ask.only != Filter():
        return heads(found)
    return list({head.id: head for head in [*heads(found), *beside]}.values())


def _place(found: Found[Figure]) -> tuple[str, int]:
    return found.story.id, found.finding.start
