"""What the gate measures: precision, recall and F1 of names, speech and figures against the corpus."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from gold import Counted, Entry, Name, Said

from newsbot.extract import extract
from newsbot.model import Figure, Findings, Mention, Quote, Span
from newsbot.text import fold

MEASURES = (
    "names", "persons", "titles", "quotes", "reported", "resolved", "figures", "units", "changes", "rates",
)  # fmt: skip
_SAME = {
    "people": "person", "men": "man", "women": "woman", "children": "child", "feet": "foot", "pennies": "penny",
    "sheep": "sheep", "dead": "death", "metre": "meter", "kilometre": "kilometer", "lives": "life",
    "tons": "ton", "inches": "inch", "matches": "match", "passes": "pass", "losses": "loss", "boxes": "box",
}  # fmt: skip


class Score(NamedTuple):
    right: int
    given: int
    found: int
    gold: int

    def precision(self) -> float:
        return self.right / self.given if self.given else 0.0

    def recall(self) -> float:
        return self.found / self.gold if self.gold else 0.0

    def f1(self) -> float:
        p, r = self.precision(), self.recall()
        return 2 * p * r / (p + r) if p + r else 0.0


@dataclass(slots=True)
class Report:
    """Scores by heading ("all", a kind of news, "names in ...") and measure, and the misses in words."""

    counts: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)
    misses: list[tuple[str, str, str]] = field(default_factory=list)  # measure, entry, words

    def score(self, heading: str, measure: str) -> Score:
        n = self.counts.get((heading, measure), Counter())
        return Score(n["right"], n["given"], n["right"], n["gold"])

    def headings(self) -> list[str]:
        return sorted({heading for heading, _ in self.counts}, key=lambda h: (h != "all", h))


def measured(corpus: Iterable[Entry], read: Callable[..., Findings] = extract) -> Report:
    """Every measure over the corpus."""
    report = Report()
    for entry in corpus:
        found = read(entry.text, entry.zones)
        for tally in (_names, _speech, _figures):
            for measure, right, given, gold in tally(entry, found, report.misses):
                headings = ["all", entry.kind]
                if measure in ("names", "persons"):
                    headings.append(f"region {entry.region}")
                for heading in headings:
                    n = report.counts.setdefault((heading, measure), Counter())
                    n.update(right=right, given=given, gold=gold)
    return report


Tally = Iterator[tuple[str, int, int, int]]
Misses = list[tuple[str, str, str]]


def _names(entry: Entry, found: Findings, misses: Misses) -> Tally:
    gold = {name.span: name for name in entry.names if not name.may}
    may = {name.span for name in entry.names if name.may}
    got = {Span(one.start, one.end): one for one in found.mentions}
    got = {span: one for span, one in got.items() if span not in may}
    both = sorted(gold.keys() & got.keys())
    known = [span for span in both if fold(gold[span].person) == fold(got[span].person)]
    titles = [_titles(entry, gold[span], got.get(span), misses) for span in sorted(gold)]
    stray = sum(len(got[span].titles) for span in got.keys() - gold.keys())
    misses += [("names", entry.id, f"missed {_shown(entry, s)}") for s in sorted(gold.keys() - got.keys())]
    misses += [("names", entry.id, f"false {_shown(entry, s)}") for s in sorted(got.keys() - gold.keys())]
    misses += [
        ("persons", entry.id, f"{got[s].person!r} for {gold[s].person!r}: {_shown(entry, s)}")
        for s in both
        if s not in known
    ]
    yield "names", len(both), len(got), len(gold)
    yield "persons", len(known), len(got), len(gold)
    yield "titles", sum(t[0] for t in titles), sum(t[1] for t in titles) + stray, sum(t[2] for t in titles)


def _titles(entry: Entry, gold: Name, got: Mention | None, misses: Misses) -> tuple[int, int, int]:
    given = list(got.titles) if got else []
    given = [span for span in given if not any(_overlap(span, may) for may in gold.spare)]
    right = [want for want in gold.titles if any(_iou(want, span) >= 0.5 for span in given)]
    if len(right) < max(len(given), len(gold.titles)):
        want, have = [[entry.text[slice(*s)] for s in spans] for spans in (gold.titles, given)]
        misses.append(("titles", entry.id, f"{have} for {want}: {_shown(entry, gold.span)}"))
    return len(right), len(given), len(gold.titles)


def _speech(entry: Entry, found: Findings, misses: Misses) -> Tally:
    marked = [q for q in found.quotes if q.kind != "reported" and q.speaker]
    clauses = [q for q in found.quotes if q.kind == "reported" and q.speaker]
    resolved = given = people = 0
    for measure, got, gold in (
        ("quotes", marked, [s for s in entry.said if s.kind != "reported"]),
        ("reported", clauses, [s for s in entry.said if s.kind == "reported"]),
    ):
        pairs = _pairs(gold, got)
        must = [i for i, one in enumerate(gold) if not one.may]
        spare = {j for i, j in pairs.items() if gold[i].may}
        right = [i for i in must if i in pairs and _same_speaker(entry, gold[i], got[pairs[i]])]
        yield measure, len(right), len(got) - len(spare), len(must)
        misses += [
            (measure, entry.id, f"{_why(entry, gold[i], got, pairs.get(i))}: {_shown(entry, gold[i].span)}")
            for i in must
            if i not in right
        ]
        misses += [
            (measure, entry.id, f"false, by {q.speaker.text!r}: {_shown(entry, Span(q.start, q.end))}")
            for j, q in enumerate(got)
            if j not in pairs.values() and q.speaker
        ]
        for i in must:
            if not gold[i].person:
                continue
            speaker = got[pairs[i]].speaker if i in pairs else None
            person = speaker.person if speaker else None
            people, given = people + 1, given + bool(person)
            if person and fold(person) == fold(gold[i].person or ""):
                resolved += 1
            elif i in right:
                misses.append(
                    (
                        "resolved",
                        entry.id,
                        f"{person!r} for {gold[i].person!r}: {_shown(entry, gold[i].span)}",
                    )
                )
    yield "resolved", resolved, given, people


def _pairs(gold: Sequence[Said], got: Sequence[Quote]) -> dict[int, int]:
    """Gold to given, one to one, by the greatest share in common; less than half is nothing in common."""
    ranked = sorted(
        (-share, i, j)
        for i, one in enumerate(gold)
        for j, q in enumerate(got)
        if (share := _iou(one.span, Span(q.start, q.end))) >= 0.5
    )
    pairs: dict[int, int] = {}
    for _, i, j in ranked:
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _same_speaker(entry: Entry, gold: Said, got: Quote) -> bool:
    speaker = got.speaker
    if speaker is None:
        return False
    if _overlap(gold.speaker, Span(speaker.start, speaker.end)):
        return True
    if gold.person and speaker.person:
        return fold(gold.person) == fold(speaker.person)
    return fold(speaker.text) == fold(entry.text[slice(*gold.speaker)])


def _why(entry: Entry, gold: Said, got: Sequence[Quote], j: int | None) -> str:
    want = entry.text[slice(*gold.speaker)]
    if j is None:
        return f"missed, by {want!r}"
    speaker = got[j].speaker
    return f"{speaker and speaker.text!r} for {want!r}"


def _figures(entry: Entry, found: Findings, misses: Misses) -> Tally:
    got = [f for f in found.figures if f.value is not None or f.low is not None]
    used: dict[int, Counted] = {}
    right = Counter[str]()
    for gold in entry.counted:
        fit = max(
            ((_same_unit(gold, f), _same_change(gold, f), _same_rate(gold, f), -j)
             for j, f in enumerate(got) if j not in used and _same_number(gold, f)),
            default=None,
        )  # fmt: skip
        if fit is None:
            if not gold.may:
                misses.append(("figures", entry.id, f"missed {_want(gold)}: {entry.text[:240]!r}"))
            continue
        used[-fit[3]] = gold
        if gold.may:
            continue
        figure = got[-fit[3]]
        right.update(figures=1, units=fit[0], changes=fit[1], rates=fit[2] and None not in gold.pers)
        got_so = f"{figure.unit}, {figure.bound} {figure.trend} /{figure.per}"
        where = _shown(entry, Span(figure.start, figure.end))
        misses += [
            (measure, entry.id, f"{got_so} for {_want(gold)}: {where}")
            for measure, ok in zip(("units", "changes", "rates"), fit, strict=False)
            if not ok
        ]
    must = [gold for gold in entry.counted if not gold.may]
    given = [f for j, f in enumerate(got) if j not in used or not used[j].may]
    misses += [
        (
            "figures",
            entry.id,
            f"false {f.value} {f.low} {f.high} {f.unit}: {_shown(entry, Span(f.start, f.end))}",
        )
        for j, f in enumerate(got)
        if j not in used
    ]
    for measure in ("figures", "units", "changes"):
        yield measure, right[measure], len(given), len(must)
    free = sum(1 for j, gold in used.items() if got[j].per and None in gold.pers and len(gold.pers) > 1)
    yield (
        "rates",
        right["rates"],
        sum(1 for f in given if f.per) - free,
        sum(None not in g.pers for g in must),
    )


def _same_number(gold: Counted, got: Figure) -> bool:
    if gold.ranged:
        return got.low is not None and _near(gold.low, got.low) and _near(gold.high, got.high or 0.0)
    return got.value is not None and _near(gold.low, got.value)


def _near(a: float, b: float) -> bool:
    return abs(a - b) <= 1e-5 * max(1e-3, abs(a))


def _same_unit(gold: Counted, got: Figure) -> bool:
    if got.unit is None:
        return None in gold.units
    return any(unit and _lemmas(unit) & _lemmas(got.unit) for unit in gold.units)


def _same_change(gold: Counted, got: Figure) -> bool:
    return any(
        got.trend == want
        if want in ("up", "down")
        else got.bound == want and (want != "=" or got.trend is None)
        for want in gold.changes
    )


def _same_rate(gold: Counted, got: Figure) -> bool:
    if got.per is None:
        return None in gold.pers
    return any(per and per in got.per for per in gold.pers)


def _lemmas(unit: str) -> set[str]:
    return {_lemma(word) for word in re.findall(r"[^\W\d]+", unit.casefold())} - {"of", "per", "a"}


def _lemma(word: str) -> str:
    if word in _SAME:
        return _SAME[word]
    if word.endswith("ies"):
        return word[:-3] + "y"
    one = word[:-1] if word.endswith("s") and not word.endswith(("ss", "us")) else word
    return _SAME.get(one, one)


def _overlap(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def _iou(a: Span, b: Span) -> float:
    common = min(a.end, b.end) - max(a.start, b.start)
    return max(0, common) / (a.end - a.start + b.end - b.start - common)


def _want(gold: Counted) -> str:
    number = f"{gold.low:g}..{gold.high:g}" if gold.ranged else f"{gold.low:g}"
    return f"{number} {'|'.join(str(u) for u in gold.units)} {'|'.join(gold.changes)} /{'|'.join(map(str, gold.pers))}"


def _shown(entry: Entry, span: Span, width: int = 60) -> str:
    text = entry.text
    around = text[max(0, span.start - width) : span.start], text[span.end : span.end + width]
    return " ".join(f"{around[0]}«{text[slice(*span)]}»{around[1]}".split())
