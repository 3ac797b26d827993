"""Cues: the verbs and nouns that report what somebody says, in all their forms."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from newsbot.extract.lists import rows

_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb in one spelling. `flags` are those of data/cues.txt; `forms` says what the spelling can
    be: P past, N past participle, S third person, B base, G -ing."""

    lemma: str
    flags: str
    forms: str
    particle: str = ""


@cache
def verbs() -> dict[str, tuple[Cue, ...]]:
    """Spelling, lower case, to its cues; those that need a particle come first."""
    spelt: dict[str, dict[tuple[str, str, str], str]] = {}
    for line in _lines("cues"):
        lemma, flags, *irregular = line.split()
        verb, _, particle = lemma.partition("+")
        for form, spelling in _forms(verb, flags, irregular):
            entries = spelt.setdefault(spelling, {})
            at = (verb, flags, particle)
            entries[at] = entries.get(at, "") + form
    return {
        spelling: tuple(
            Cue(verb, flags, forms, particle)
            for (verb, flags, particle), forms in sorted(entries.items(), key=lambda entry: not entry[0][2])
        )
        for spelling, entries in spelt.items()
    }


@cache
def nouns() -> frozenset[str]:
    """Nouns that a clause with "that" may follow, singular and plural: "a warning that"."""
    return frozenset(
        form for line in _lines("cues_nouns") for noun in line.split() for form in (noun, _plural(noun))
    )


def _lines(name: str) -> list[str]:
    return [line for raw in rows(name) if (line := raw.split("#", 1)[0].strip())]


def _forms(verb: str, flags: str, irregular: list[str]) -> list[tuple[str, str]]:
    stem = verb + verb[-1] if "d" in flags else verb
    if verb.endswith("e"):
        past, going = verb + "d", verb[:-1] + "ing"
    elif verb[-1] == "y" and verb[-2] not in _VOWELS:
        past, going = verb[:-1] + "ied", verb + "ing"
    else:
        past, going = stem + "ed", stem + "ing"
    if verb.endswith("ee"):
        going = verb + "ing"
    if irregular:
        past = irregular[0]
    participle = irregular[1] if len(irregular) > 1 else past
    return [("P", past), ("N", participle), ("S", _plural(verb)), ("B", verb), ("G", going)]


def _plural(word: str) -> str:
    if word[-1] == "y" and word[-2] not in _VOWELS:
        return word[:-1] + "ies"
    if word == "go" or word.endswith(("s", "sh", "ch", "x")):
        return word + "es"
    return word + "s"
