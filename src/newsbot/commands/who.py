"""`who`: a person as each source has them: office, own words, where named, spellings, others on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from newsbot import names
from newsbot.answer import Answer, Item, Section, Verdict
from newsbot.commands import nothing, quotes
from newsbot.commands.items import heads, item, span_item, words_item
from newsbot.commands.line import Ask
from newsbot.commands.person import Resolved, Someone, mentions, nearest, resolve, said
from newsbot.commands.vocabulary import counts, joined, scope
from newsbot.compare import offices
from newsbot.model import Filter, Found, Mention, Span
from newsbot.store import Archive
from newsbot.text import fold

MOST = 200  # items a section may hold
NAMED = 240  # newest mentions that a card is made from; 20 µs each
BESIDE = 25  # newest stories of them in which others are looked for
_HOLDERS = 12  # of an office, those who most sources say hold it
_SMALL = frozenset("the a an of for to and".split())
_ZONES = {"headline": "headline", "caption": "caption", "byline": "byline"}


def answer(ask: Ask) -> Answer:
    """Who is meant is said; when several people or offices fit, the answer asks back."""
    if not ask.words:
        return _which(ask, _newest_people(ask))
    found = resolve(ask.topic, ask.archive)
    office = None if found.exact and found.people else _by_office(ask)
    if office or not found.people:
        return office or _nobody(ask)
    if len(found.people) == 1:
        return _card(ask, found.people[0], _matched(ask, found))
    return _which(ask, [(one.name, one) for one in found.people])


def _matched(ask: Ask, found: Resolved) -> str:
    asked = f"{ask.topic} ≈ {found.matched}" if not found.exact else found.matched
    return f"matched: {asked}"


def _newest(named: Sequence[Found[Mention]]) -> bool:
    """Whether there are more mentions than were looked at."""
    return len(named) >= NAMED


def _by_office(ask: Ask) -> Answer | None:
    """Those to whom some source gives just this office; else a role that somebody speaks in."""
    asked = [word for word in ask.words if word not in _SMALL]
    holders = [
        holder for words in _worded(asked) for holder in ask.archive.holders(words, ask.only, limit=50)
    ]
    titles = {h.name: h.title for h in holders if _is_office(h.title, asked)}
    people = {
        one.name: (one, title)
        for name, title in list(titles.items())[:_HOLDERS]
        for one in resolve(name, ask.archive).people
    }
    if len(people) == 1:
        one, title = next(iter(people.values()))
        return _card(ask, one, f"matched: {title}")
    if people:
        return _which(ask, [(name, one) for name, (one, _) in people.items()])
    return quotes.by_role(ask, kinds=("unnamed", "role"))


def _worded(asked: Sequence[str]) -> list[Sequence[str]]:
    """The words of an office, and the same with another word for its country: "president of France", "French president"."""
    ways = [
        [*asked[:n], other, *asked[n + 1 :]]
        for n, word in enumerate(asked)
        for other in names.of_place(word)
        if " " not in other
    ]
    return [asked, *ways[:4]] if asked else []


def is_office(asked: Sequence[str], archive: Archive) -> bool:
    """Whether somebody is given an office of just these folded words."""
    kept = [word for word in asked if word not in _SMALL]
    holders = [holder for words in _worded(kept) for holder in archive.holders(words, Filter(), limit=50)]
    return any(_is_office(holder.title, kept) for holder in holders)


def _is_office(title: str, asked: Sequence[str]) -> bool:
    """Not the vice president for "the president", nor the ambassador to Mexico for "Mexico"."""
    return offices.same(title, " ".join(asked)) and quotes.is_role(title, asked)


def _nobody(ask: Ask) -> Answer:
    near = [f"who {name}" for name in nearest(ask.topic, ask.archive)]
    return nothing.answer(ask, f"who {ask.topic}", next=near)


def _which(ask: Ask, people: Sequence[tuple[str, Someone]]) -> Answer:
    """Asks back; each candidate with the line that names them best."""
    shown = [(name, found) for name, one in people[:8] if (found := _best_mention(ask, one))]
    if not shown:
        return _nobody(ask)
    items = tuple(item(found, lead=name, keep=found.finding.titles) for name, found in shown)
    return Answer(
        kind="clarify",
        line=ask.line,
        title=f"who {ask.topic}".strip(),
        sections=(Section(heading="NAMED BY", items=items, more=max(0, len(people) - len(shown))),),
        next=tuple(f"who {name}" for name, _ in shown),
    )


def _best_mention(ask: Ask, one: Someone) -> Found[Mention] | None:
    return min(mentions(one, ask.archive, ask.only, limit=12), key=_telling, default=None)


def _newest_people(ask: Ask) -> list[tuple[str, Someone]]:
    met = Counter(f.finding.person for f in ask.archive.mentions((), ask.only, limit=200))
    people = [(name, resolve(name, ask.archive).people) for name, _ in met.most_common(8) if " " in name]
    return [(one[0].name, one[0]) for _, one in people if one]


def _card(ask: Ask, who: Someone, matched: str) -> Answer:
    named = mentions(who, ask.archive, ask.only, limit=NAMED)
    if not named:
        return _nobody(ask)
    own = said(who, ask.archive, ask.only, limit=MOST)
    within = Filter(stories=tuple(head.id for head in heads(named)[:BESIDE]))
    beside = ask.archive.mentions((), within, limit=BESIDE * 20)
    parts = (
        _office(ask, named),
        quotes.section("SAID", own, lead=False) if own else None,
        _named_by(named),
        _spellings(named),
        _named_with(who, named, beside),
        _others(ask, who, within, named),
    )
    return Answer(
        kind="answer",
        line=ask.line,
        title=who.name,
        matched=matched,
        sections=tuple(part for part in parts if part),
        note=joined(
            "newest" if _newest(named) else None, scope(heads(named), ask.archive), nothing.left_out(ask)
        ),
    )


def _office(ask: Ask, named: Sequence[Found[Mention]]) -> Section | None:
    """The title as each story gives it, the commonest wording first."""
    titled = {f.story.id: f for f in reversed(_body_first(named)) if f.finding.titles}
    items = [made for f in titled.values() if (made := _title(ask, f))]
    if not items:
        return None
    usual = Counter(fold(i.text) for i in items)
    items.sort(key=lambda i: (-usual[fold(i.text)], fold(i.text), i.text, i.cite.source if i.cite else ""))
    return Section(
        heading="OFFICE",
        verdict=_same_office(items),
        items=tuple(items[:MOST]),
        more=max(0, len(items) - MOST),
    )


def _body_first(named: Sequence[Found[Mention]]) -> list[Found[Mention]]:
    return sorted(
        named, key=lambda f: (f.finding.zone not in ("body", "correction"), -f.story.row, f.finding.start)
    )


def _title(ask: Ask, found: Found[Mention]) -> Item | None:
    title, where = found.finding.titles[0], found.finding.context
    if where.start <= title.start and title.end <= where.end:
        return words_item(found, title)
    story = ask.archive.story(found.story.id)
    return span_item(found.story, story, title) if story else None


def _same_office(items: Sequence[Item]) -> Verdict | None:
    """SAME or ONE SOURCE; titles that differ may all be held, so they only stand beside each other."""
    said = offices.verdict((i.cite.publisher or i.cite.source, i.text) for i in items if i.cite)
    return None if said == "DIFFER" else said


def _named_by(named: Sequence[Found[Mention]]) -> Section:
    """One line a story, its title beside the name; every source once before any a second time."""
    best: dict[str, Found[Mention]] = {}
    for found in sorted(named, key=_telling):
        best.setdefault(found.story.id, found)
    turn: Counter[str] = Counter()
    ranked = []
    for found in sorted(best.values(), key=lambda f: f.story.row):
        turn[found.story.source.label] += 1
        ranked.append((turn[found.story.source.label], found))
    ordered = [found for _, found in sorted(ranked, key=lambda pair: pair[0])]
    items = tuple(item(f, label=_ZONES.get(f.finding.zone), keep=f.finding.titles) for f in ordered[:MOST])
    return Section(heading="NAMED BY", items=items, more=max(0, len(ordered) - MOST))


def _telling(found: Found[Mention]) -> tuple[bool, bool, int, int]:
    mention = found.finding
    return (mention.zone != "body", not mention.titles, -len(mention.text.split()), mention.start)


def _spellings(named: Sequence[Found[Mention]]) -> Section:
    """Each form of the name with the first place it stands, and in how many stories."""
    forms: dict[str, dict[str, Found[Mention]]] = {}
    for found in named:
        forms.setdefault(found.finding.text, {}).setdefault(found.story.id, found)
    order = sorted(forms.items(), key=lambda form: (-len(form[1]), form[0]))
    items = []
    for _, stories in order[:MOST]:
        found = next(iter(stories.values()))
        span = Span(found.finding.start, found.finding.end)
        items.append(words_item(found, span, label=counts(len(stories), "story")))
    return Section(heading="SPELLINGS", items=tuple(items), more=max(0, len(order) - MOST))


def _named_with(
    who: Someone, named: Sequence[Found[Mention]], beside: Iterable[Found[Mention]]
) -> Section | None:
    own = {(f.story.id, f.finding.context) for f in named}
    with_them: dict[str, set[tuple[str, Span]]] = {}
    for found in beside:
        place = (found.story.id, found.finding.context)
        person = found.finding.person
        if (
            place in own
            and " " in person
            and found.finding.key not in who.keys
            and not names.same(person, who.name)
        ):
            with_them.setdefault(names.key(person), set()).add(place)
    shown = {f.finding.key: f.finding.person for f in beside}
    most = sorted(with_them.items(), key=lambda pair: (-len(pair[1]), pair[0]))[:8]
    if not most:
        return None
    return Section(
        heading="NAMED WITH",
        note="same sentence: " + " · ".join(f"{shown.get(key, key)} {len(places)}" for key, places in most),
    )


def _others(ask: Ask, who: Someone, within: Filter, named: Sequence[Found[Mention]]) -> Section:
    """What other people say in words that name this person."""
    places: dict[str, list[int]] = {story: [] for story in within.stories}
    for f in named:
        if f.story.id in places:
            places[f.story.id].append(f.finding.start)
    heading = f"OTHERS ON {names.surname(who.name).upper() or who.name.upper()}"
    theirs = [
        found
        for found in ask.archive.quotes_over(places, limit=BESIDE * 10)
        if found.finding.key and found.finding.key not in (*who.keys, *who.bare)
    ]
    if not theirs:
        return Section(heading=heading, note=nothing.FOUND)
    return quotes.section(heading, theirs, lead=True, caution=False)
