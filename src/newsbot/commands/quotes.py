"""`quotes`: what a person, a role or anybody on a topic said, direct words first."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, timedelta

from newsbot.answer import Answer, Section, Verdict
from newsbot.commands import corrections, nothing, person, voices, wordings
from newsbot.commands.items import heads, quote_item
from newsbot.commands.line import Ask
from newsbot.commands.passages import stem
from newsbot.commands.person import Resolved, nearest, resolve
from newsbot.commands.vocabulary import CHECK_TRANSCRIPT, joined, scope
from newsbot.compare.drift import utterances
from newsbot.model import Filter, Found, Head, Quote, Speaker, SpeakerKind
from newsbot.text import words

MOST = 200
_LATELY, _REVISED = timedelta(days=14), 10  # how far back, and how many stories
_DETERMINER = re.compile(r"^(?:the|an?|this|that|these|those|his|her|its|their|some|many)\s+", re.IGNORECASE)
# Words that open a sentence or a crowd, and lone words for what "shows" and "suggests" or for a turn of an interview.
_CROWDS = frozenset(
    "most many some several other others few fellow leading half none all perhaps say alongside plus more another those someone "
    "initial subsequent".split()
)
_THINGS = frozenset(
    "q a research video polling development money data evidence footage passion democratic republican muslim".split()
)
_KINDS = ("direct", "partial", "reported")


def answer(ask: Ask) -> Answer:
    """By name, else by role, else by topic, else by a name misspelt; with `by:` on a topic; without words the
    newest."""
    if not ask.words:
        return _on_topic(ask, ask.archive.quotes((), ask.only, limit=MOST)) or _none(ask)
    if ask.only.by:
        return on_topic(ask) or _none(ask)
    found = resolve(ask.topic, ask.archive)
    named = _by_name(ask, found)
    role = None if ask.only.phrases else by_role(ask)
    return (found.exact and named) or role or on_topic(ask) or named or _none(ask)


def on_topic(ask: Ask) -> Answer | None:
    """What is said in words that hold the topic, named voices before unnamed ones."""
    told = ask.archive.quotes_on(ask.words, ask.only, limit=MOST)
    asked = _speakers(ask)
    return _on_topic(
        ask, [f for f in told if said_by_somebody(f.finding) and (not asked or _is_one_of(f.finding, asked))]
    )


def _speakers(ask: Ask) -> frozenset[str]:
    """The keys of the person whom `by:` names; none where it names a role or a byline."""
    found = resolve(ask.only.by, ask.archive) if ask.only.by else Resolved()
    return (
        frozenset(key for one in found.people for key in (*one.keys, *one.bare))
        if found.exact
        else frozenset()
    )


def _is_one_of(quote: Quote, asked: Collection[str]) -> bool:
    """Not "Trump adviser Jason Miller" for Trump; whoever has no name here may be meant by his role."""
    return quote.speaker is None or not quote.speaker.person or quote.key in asked


def by_role(
    ask: Ask, *, kinds: Collection[SpeakerKind] = ("unnamed", "role", "collective", "name")
) -> Answer | None:
    """What speakers of these kinds said whom their story names by a role that holds all these words, at
    least one of them not as the place or body that the role is of."""
    holding = ask.archive.quotes_by_role(ask.words, ask.only, limit=MOST)
    said = [found for found in holding if _in_role(found.finding.speaker, ask.words, kinds)]
    if not said:
        return None
    return _answer(ask, said, ask.topic, [section("SAID", said, lead=True)])


def is_role(role: str, asked: Sequence[str]) -> bool:
    """Whether these folded words ask for the role and not for the place or body that it is of: its noun is
    among them, or two of its words.

    >>> is_role("the ambassador to Mexico", ["ambassador"]), is_role("the ambassador to Mexico", ["mexico"])
    (True, False)
    """
    head = words(re.split(r"\s(?:of|for|at|in|from|to)\s", role)[0])
    return bool(head) and (head[-1] in asked or len(set(head) & set(asked)) > 1)


def _in_role(speaker: Speaker | None, asked: Sequence[str], kinds: Collection[SpeakerKind]) -> bool:
    return speaker is not None and speaker.kind in kinds and is_role(speaker.text, asked)


def section(
    heading: str,
    said: Sequence[Found[Quote]],
    *,
    lead: bool,
    caution: bool = True,
    topic: Collection[str] = (),
) -> Section:
    """Quotes as lines: one a passage, direct before partial before reported, newest story first; before all those whose
    own words hold the `topic`."""
    told, differ = _told_once(said, topic), wordings.labels(utterances(said))
    items = tuple(
        quote_item(
            f,
            lead=voices.lead(f) if lead else None,
            named=f.finding.key,
            wording=differ.get((f.story.id, f.finding.start)),
        )
        for f in told
    )
    return Section(
        heading=heading,
        verdict=_verdict(told),
        note=CHECK_TRANSCRIPT if caution and (_verdict(told) or differ) else None,
        items=items[:MOST],
        more=max(0, len(items) - MOST),
    )


def _by_name(ask: Ask, found: Resolved) -> Answer | None:
    if not found.people:
        return None
    if len(found.people) > 1:
        keys = dict.fromkeys(key for one in found.people for key in (*one.keys, *one.bare))
        said = ask.archive.quotes(tuple(keys), ask.only, limit=MOST)
        return _answer(ask, said, ask.topic, [section("SAID", said, lead=True)]) if said else None
    said = person.said(found.people[0], ask.archive, ask.only, limit=MOST)
    if not said and not found.exact:
        return None
    name = found.people[0].name
    changed = corrections.sections(corrections.spoken(ask.archive, said, name, _revised(ask)))
    if not said and not changed:
        return nothing.answer(ask, f"quotes {ask.topic}", next=[f"who {name}"])
    echo = found.matched if found.exact else f"{ask.topic} ≈ {found.matched}"
    told = [section("SAID", said, lead=False)] if said else []
    return _answer(ask, said, name, [*changed, *told], f"matched: {echo}")


def _revised(ask: Ask) -> Sequence[Head]:
    """Stories whose text was changed lately, where nothing narrows the question: a speaker may have lost his words."""
    if ask.only != Filter():
        return ()
    since = ask.now.astimezone(UTC) - _LATELY
    return ask.archive.revised(since=since.isoformat(timespec="seconds"), limit=_REVISED)


def _echo(ask: Ask) -> str | None:
    narrowed = (ask.only.source and f"source: {ask.only.source}", ask.only.by and f"by: {ask.only.by}")
    return joined(f"showing: {ask.topic}", *narrowed) if ask.topic else joined(*narrowed)


def _none(ask: Ask) -> Answer:
    near = [f"quotes {name}" for name in nearest(ask.topic, ask.archive)]
    return nothing.answer(ask, f"quotes {ask.topic}".strip(), next=near)


def _on_topic(ask: Ask, said: Sequence[Found[Quote]]) -> Answer | None:
    if not said:
        return None
    named = [found for found in said if is_named(found.finding)]
    unnamed = [found for found in said if not is_named(found.finding)]
    parts = [("ON THE RECORD", named), ("UNNAMED OFFICIAL", unnamed)]
    sections = [
        section(heading, part, lead=True, caution=False, topic=ask.words) for heading, part in parts if part
    ]
    command = ask.line.split(" ", 1)[0]
    return _answer(ask, said, f"{command} {ask.topic}".strip(), sections, _echo(ask))


def is_named(quote: Quote) -> bool:
    """A person or a body stands behind it by name."""
    speaker = quote.speaker
    return speaker is not None and (bool(speaker.person) or speaker.kind == "name" or _is_body(speaker))


def said_by_somebody(quote: Quote) -> bool:
    """Not a thing that "shows" or "highlights", nor a "they" of whom nobody knows: a clause reported of no person, role
    or named body is the story's own voice."""
    speaker = quote.speaker
    if speaker is None or quote.kind != "reported" or speaker.person:
        return speaker is not None
    return speaker.kind != "pronoun" and (speaker.kind != "collective" or _is_body(speaker))


def _is_body(speaker: Speaker) -> bool:
    """ "The State Department", "Border Patrol": names and no other words; a plural alone is a crowd, as are "Many" and "Most
    Republicans"."""
    named = _DETERMINER.sub("", speaker.text).split()
    capitals = all(word[:1].isupper() or word in ("of", "and", "for", "the", "on") for word in named)
    crowd = len(named) == 1 and named[0].endswith("s") and not named[0].isupper()
    if speaker.kind != "collective" or not named or not capitals or crowd:
        return False
    return named[0].lower() not in _CROWDS and speaker.text.lower() not in _THINGS


def _answer(
    ask: Ask, said: Sequence[Found[Quote]], title: str, parts: Sequence[Section], matched: str | None = None
) -> Answer:
    return Answer(
        kind="answer",
        line=ask.line,
        title=title,
        matched=matched,
        sections=tuple(parts),
        note=joined(scope(heads(said), ask.archive), nothing.left_out(ask)),
    )


def _told_once(said: Iterable[Found[Quote]], topic: Collection[str]) -> list[Found[Quote]]:
    """One line for each passage of a story; the most literal kind stands for it."""
    best: dict[tuple[str, int], Found[Quote]] = {}
    ordered = sorted(
        said,
        key=lambda f: (
            not _holds(f.finding.text, topic), _KINDS.index(f.finding.kind), -f.story.row, f.finding.start,
        ),
    )  # fmt: skip
    for found in ordered:
        best.setdefault((found.story.id, found.finding.context.start), found)
    return list(best.values())


def _holds(text: str, topic: Collection[str]) -> bool:
    told = words(text)
    return all(any(word.startswith(stem(asked)) for word in told) for asked in topic)


def _verdict(said: Sequence[Found[Quote]]) -> Verdict | None:
    sources = {f.story.source.publisher or f.story.source.label for f in said}
    return "ONE SOURCE" if len(sources) == 1 else None
