"""Who is meant: a name as asked, against the people of the archive."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from newsbot import names
from newsbot.model import Filter, Found, Mention, Quote
from newsbot.store import Archive, Person
from newsbot.store.identities import Identities
from newsbot.text import fold, words

_F = TypeVar("_F", Mention, Quote)

CANDIDATES = 60  # names that the index may offer; `names.best` looks at these only
MEANT = 12  # of these, people whose namesakes are looked up; an answer that asks back names eight
_LINES, _TOLD = 60, 12  # newest storylines, and stories of each, that are looked at for who is named in them
_NEAR = 3  # names to offer for one that nobody bears
_SELDOM = 10  # times that a person's commonest name is met for each of a name that may stand for all
NEAR = 3  # points of 100 by which a misspelt name must be likelier than the next person's


@dataclass(frozen=True, kw_only=True, slots=True)
class Someone:
    """One person as far as names tell: the fullest name met, and every key it is filed under.

    `bare` are keys of a surname alone that more than one person bears, `rivals` those of the others."""

    name: str
    keys: tuple[str, ...]
    mentions: int
    bare: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Resolved:
    """Everybody who fits, most met first; `matched` is the name's own spelling of the words asked."""

    people: tuple[Someone, ...] = ()
    matched: str = ""
    exact: bool = True


def resolve(asked: str, archive: Archive) -> Resolved:
    """The people whom these words can mean: an alias, a name, part of one, or one misspelt."""
    said = archive.identities()
    name = _called(archive.aliases().get(fold(asked), asked), archive, said)
    known = {person.name: person for person in archive.people(names.plain(name), limit=CANDIDATES)}
    matches = _likest(name, known.values())
    if not matches:
        return Resolved()
    exact = [match for match in matches if match.exact]
    if " " in name:  # "George W. Bush" is all in "George H. W. Bush", and another
        exact = [match for match in exact if names.same(name, match.name)] or exact
    likely = exact or [match for match in matches if match.score > matches[0].score - NEAR]
    asked_words = words(name)
    likely = sorted(likely, key=lambda match: names.surname(match.name) not in asked_words)
    people = _someones([known[match.name] for match in likely[:MEANT]], name, archive, said)
    if name != asked and len(people) == 1:
        people = (replace(people[0], name=name),)  # an alias gives the name it stands for
    return Resolved(people=people, matched=_spelling(likely[0].name, name), exact=bool(exact))


def also_called(name: str | None, archive: Archive) -> tuple[str, ...]:
    """The other names that editors say are this person's; none of somebody whom several are called like."""
    said = archive.identities()
    if not name or not said.joined:
        return ()
    found = resolve(name, archive)
    keys = found.people[0].keys if found.exact and len(found.people) == 1 else ()
    return tuple(dict.fromkeys(other for own in (name, *keys) for other in said.others(own)))


def nearest(asked: str, archive: Archive) -> tuple[str, ...]:
    """Names that share a word with what was asked, or nearly do."""
    found = [p for word in asked.split() if len(word) > 3 for p in archive.people(word, limit=_NEAR)]
    return tuple(dict.fromkeys(p.name for p in sorted(found, key=lambda p: -p.mentions)))[:_NEAR]


def mentions(who: Someone, archive: Archive, only: Filter, *, limit: int) -> Sequence[Found[Mention]]:
    """Where the person is named. A surname that several people bear counts only in storylines in
    which this one stands by full name and nobody else of that name does."""
    sure = archive.mentions(who.keys, only, limit=limit)
    return [*sure, *_own(who, archive, archive.mentions(who.bare, only, limit=limit))] if who.bare else sure


def said(who: Someone, archive: Archive, only: Filter, *, limit: int) -> Sequence[Found[Quote]]:
    """What the person said; for a surname that several people bear see `mentions`."""
    sure = archive.quotes(who.keys, only, limit=limit)
    return [*sure, *_own(who, archive, archive.quotes(who.bare, only, limit=limit))] if who.bare else sure


def _own(who: Someone, archive: Archive, unsure: Sequence[Found[_F]]) -> list[Found[_F]]:
    lines = list(dict.fromkeys(found.story.storyline for found in unsure))[:_LINES]
    within = Filter(stories=tuple(head.id for head in archive.storylines(lines, limit=_TOLD)))
    own = _lines(who.keys, archive, within) - _lines(who.rivals, archive, within)
    return [found for found in unsure if found.story.storyline in own]


def _lines(keys: Sequence[str], archive: Archive, within: Filter) -> set[int]:
    """The storylines in which these people are named."""
    found = archive.mentions(keys, within, limit=len(within.stories) * 20) if keys and within.stories else ()
    return {one.story.storyline for one in found}


def _likest(name: str, known: Iterable[Person]) -> tuple[names.Match, ...]:
    """By all that was asked, else without its initials."""
    met = [(person.name, person.mentions) for person in known]
    found = names.best(name, met, CANDIDATES)
    return found if found and found[0].exact else names.best(names.plain(name), met, CANDIDATES)


def _called(name: str, archive: Archive, said: Identities) -> str:
    """Another name of the person's, if nobody here is filed under this one."""
    others = said.others(name)
    if not others:
        return name
    return next((one for one in (name, *others) if _filed(one, archive)), name)


def _filed(name: str, archive: Archive) -> list[Person]:
    return [p for p in archive.people(name, limit=CANDIDATES) if p.key == names.key(name)]


def _someones(
    people: Sequence[Person], asked: str, archive: Archive, said: Identities
) -> tuple[Someone, ...]:
    """The people in groups of one person each, those asked for by surname before given names."""
    groups = _groups(_family(people, archive, said), said)
    meant = {person.key for person in people}
    fit = [group for group in groups if any(person.key in meant for person in group)]
    full = [group for group in fit if len(_fullest(group).key.split()) > 1]
    full = [*full, *(group for group in fit if group not in full and _known_so(group[0], full))]
    full = [
        group for group in full if not any(_slip(_fullest(group), _fullest(one), archive) for one in full)
    ]
    by_surname = [g for g in full if names.surname(_fullest(g).name) in words(asked)] or full
    found = [_someone(group, groups, said) for group in by_surname]
    return tuple(sorted(found, key=lambda one: (-one.mentions, one.name)))


def _slip(long: Person, name: Person, archive: Archive) -> bool:
    """Whether a name is another with a word in front that begins nobody else's name here, and is seldom met:
    "Crooked Ada Roe"."""
    front, *rest = long.key.split()
    if len(rest) < 2 or " ".join(rest) != name.key or long.mentions * _SELDOM >= name.mentions:
        return False
    others = (person.key for person in archive.people(front, limit=CANDIDATES))
    return not any(key.split()[0] == front and not key.endswith(name.key) for key in others)


def _known_so(alone: Person, full: Sequence[Sequence[Person]]) -> bool:
    """Whether a word alone is nobody's name here, or better known than those whose it is: who goes by one name."""
    others = [_fullest(group) for group in full]
    return not any(alone.key in one.key.split() and alone.mentions <= one.mentions for one in others)


def _family(people: Sequence[Person], archive: Archive, said: Identities) -> Sequence[Person]:
    """The people and all who bear one of their surnames, each once; with those who are said to be one of them."""
    kin = [*people, *_kin(people, archive)]
    joined = [p for person in kin for name in said.others(person.name) for p in _filed(name, archive)]
    return list({person.key: person for person in [*kin, *joined, *_kin(joined, archive)]}.values())


def _kin(people: Iterable[Person], archive: Archive) -> list[Person]:
    surnames = dict.fromkeys(names.surname(person.name) for person in people)
    return [p for surname in surnames for p in archive.people(surname, limit=CANDIDATES)]


def _groups(people: Iterable[Person], said: Identities) -> list[list[Person]]:
    """Fullest names first, each joins the group whose every name may be the same person's. Groups with names that
    are said to be one person's are one in the end."""
    groups: list[list[Person]] = []
    first: list[int] = []  # by group, the number that all groups of its person share
    marked: dict[str, set[int]] = {}  # the groups that have a name with this mark
    for person in sorted(people, key=lambda p: (-len(p.key.split()), -p.mentions, p.key)):
        marks = names.marks(person.name)
        near = sorted(set().union(*(marked.get(mark, ()) for mark in marks)))
        fits = [n for n in near if all(_may_be(person, p, said) for p in groups[n])]
        fits = [n for n in fits if any(_ends_alike(person, p) for p in groups[n])] or fits
        fits = [n for n in fits if not _middle(person, _fullest(groups[n]))]
        if len({first[n] for n in fits}) == 1:
            groups[fits[0]].append(person)
        else:
            fits = [len(groups)]
            first.append(len(groups))
            groups.append([person])
        for mark in marks:
            marked.setdefault(mark, set()).add(fits[0])
        for n in _said_to_be(person, groups, said):
            first = [first[fits[0]] if number == first[n] else number for number in first]
    return [_of(number, groups, first) for number in dict.fromkeys(first)]


def _may_be(one: Person, other: Person, said: Identities) -> bool:
    return names.same(one.name, other.name) and not said.apart(one.name, other.name)


def _ends_alike(one: Person, other: Person) -> bool:
    """Whether only middle names tell them apart, which is likelier than another given name or surname."""
    mine, theirs = one.key.split(), other.key.split()
    return len(mine) > 1 and (mine[0], mine[-1]) == (theirs[0], theirs[-1])


def _middle(one: Person, other: Person) -> bool:
    """Whether a word alone is no surname of the other's but a name in the middle, and better known than they are:
    "Francis" is not James Francis McIntyre."""
    alone = " " not in one.key and one.key != names.surname(other.name)
    return alone and one.mentions > other.mentions


def _said_to_be(person: Person, groups: Sequence[Sequence[Person]], said: Identities) -> list[int]:
    others = {names.key(name) for name in said.others(person.name)}
    return [n for n, group in enumerate(groups) if any(p.key in others for p in group)] if others else []


def _of(number: int, groups: Sequence[Sequence[Person]], first: Sequence[int]) -> list[Person]:
    return [person for group, own in zip(groups, first, strict=True) if own == number for person in group]


def _someone(group: Sequence[Person], groups: Sequence[Sequence[Person]], said: Identities) -> Someone:
    fullest = _fullest(group)
    others = [g for g in groups if g is not group]
    bare = [g[0] for g in others if len(g[0].key.split()) == 1 and _may_be(g[0], fullest, said)]
    rivals = [p.key for g in others for p in g if any(p is not one and _may_be(one, p, said) for one in bare)]
    return Someone(
        name=fullest.name,
        keys=tuple(person.key for person in group),
        mentions=sum(person.mentions for person in group),
        bare=tuple(one.key for one in bare),
        rivals=tuple(rivals),
    )


def _fullest(group: Sequence[Person]) -> Person:
    """The longest of the names that are met often, a tenth as often as the one met most: a longer one met once is
    a slip or a verb of a headline."""
    full = [person for person in group if " " in person.key] or group
    most = max(person.mentions for person in full)
    often = [person for person in full if person.mentions * _SELDOM >= most]
    return max(often, key=lambda p: (len(p.key.split()), p.mentions, p.name))


def _spelling(name: str, asked: str) -> str:
    """The words of the name that the asked words are, as the name spells them."""
    asked_words = words(asked)
    own = [word for word in name.split() if names.near(fold(word), asked_words) > 0]
    return " ".join(own) or name
