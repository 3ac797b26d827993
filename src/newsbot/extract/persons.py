"""Who a name of the story stands for: the fullest form of it that the story has."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from newsbot import names
from newsbot.extract.lexicon import Kind, gender
from newsbot.extract.runs import Run
from newsbot.text import fold

_HIGH = re.compile(r"\b((?:Vice\s+)?President|Prime\s+Minister|Chancellor)\s+$")
_NEAR = 20  # letters before a name in which its office stands
_JUNIOR = re.compile(r"\b(?:Jr|Sr|III?|IV)\b")
_MOST = 16  # forms that share a word; a list of more is a register, and its names are left apart


def widen(text: str, chosen: Iterable[Run], full: Iterable[Run]) -> None:
    """Take in the particles that a surname has in its full name: "von der Leyen said"."""
    particles = _particles(full)
    for run in chosen:
        prefix = particles.get(run.form, "")
        if prefix and text[run.start - len(prefix) : run.start].lower() == prefix.lower():
            run.start -= len(prefix)
            run.form = " ".join(text[run.start : run.end].split())


def resolve(text: str, chosen: Sequence[Run]) -> None:
    """Give each run its person; a surname, or a first name, that two people bear keeps itself, and so does the
    surname of a president where the story has only a Jr. who is none by its words.

    Mr and Mrs choose between two of one surname, where the first names, or Mr and Mrs elsewhere, tell man from woman;
    a first name that tells neither leaves it open. Until the second of one surname is named, it is the first's.
    """
    fuller = _fuller({run.form for run in chosen})
    for run in chosen:
        held = _HIGH.search(text, max(0, run.start - _NEAR), run.start) if " " not in run.form else None
        if held and any(_JUNIOR.search(form) for form in fuller[run.form]):
            fuller[run.form] = [form for form in fuller[run.form] if _holds(text, held[1], form)]
    called, since = _called(chosen, fuller), _since(chosen)
    for run in chosen:
        known = fuller[run.form]
        if run.sex:
            known = [form for form in known if run.sex in called.get((form, run.form), run.sex)]
        if run.sex and not _one(known):
            known = [form for form in known if gender(form) in (run.sex, None)]
        if not _one(known) and not run.kinds[0] & Kind.KNOWN:
            known = [form for form in known if since[form] < run.start]
        run.person = known[0] if known and _one(known) else run.form


def _called(chosen: Iterable[Run], fuller: Mapping[str, Sequence[str]]) -> dict[tuple[str, str], str]:
    """As whom Mr and Ms tell of a person, "m", "f" or both, by the person and a shorter form than the one that says so:
    "Ms Strachan-Booth" is nobody's "Mr Booth"."""
    told = {(run.form, run.sex) for run in chosen if run.sex}
    found: dict[tuple[str, str], str] = {}
    for said, sex in sorted(told):
        for form in {form for form, _ in told if len(form) < len(said)}:
            for person in (said, *fuller[said]):
                found[person, form] = found.get((person, form), "") + sex
    return found


def _since(chosen: Iterable[Run]) -> dict[str, int]:
    """Where each form first stands."""
    found: dict[str, int] = {}
    for run in chosen:
        found.setdefault(run.form, run.start)
    return found


def _holds(text: str, office: str, form: str) -> bool:
    """Whether a name may be the holder's: no Jr.'s, unless the story gives him the office beside his full name."""
    if not _JUNIOR.search(form):
        return True
    by_name = re.escape(form).replace(r"\ ", r"\s+")
    return bool(re.search(rf"\b{office}\s+{by_name}|{by_name}[^.;\n]{{0,60}}\b{office}", text, re.IGNORECASE))


def _particles(full: Iterable[Run]) -> dict[str, str]:
    found: dict[str, str] = {}
    for run in full:
        before, _, last = run.form.rpartition(" ")
        at = before.split()
        small = len(at)
        while small and at[small - 1].islower():
            small -= 1
        tail = " ".join([*at[small:], ""])
        if len(tail) > len(found.get(last, "")):
            found[last] = tail
    return found


def _fuller(forms: set[str]) -> dict[str, list[str]]:
    """For each form the fuller ones that may be the same person's, fullest first."""
    order = sorted(forms, key=_fullness)
    holding: dict[str, list[str]] = defaultdict(list)
    for form in order:
        for word in set(fold(form).split()):
            holding[word].append(form)
    found: dict[str, list[str]] = {}
    for form in order:
        beside = {other for word in fold(form).split() for other in holding[word][:_MOST]}
        fuller = (
            other for other in beside if _fullness(other)[:2] < _fullness(form)[:2] and _may_be(form, other)
        )
        found[form] = sorted(fuller, key=_fullness)
    return found


def _fullness(form: str) -> tuple[int, int, str]:
    """More words, then more letters, come first."""
    return -len(form.split()), -len(form), form


def _may_be(form: str, fuller: str) -> bool:
    """One person's, by surname and given names, or by the first name alone."""
    return names.same(form, fuller) or (" " not in form and fold(form) == fold(fuller).split()[0])


def _one(forms: Sequence[str]) -> bool:
    return all(names.same(form, forms[0]) for form in forms[1:])
