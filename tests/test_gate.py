"""The quality gate: the corpus is read as it is written, and what was once reached is not lost silently."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).with_name("gate")))

import gold
import scores

import gate  # the gate is a program of its own
from newsbot.extract import extract
from newsbot.model import Findings, Zone


@pytest.fixture(scope="module")
def corpus() -> list[gold.Entry]:
    return gold.entries()


@pytest.fixture(scope="module")
def report(corpus: list[gold.Entry]) -> scores.Report:
    return scores.measured(corpus)


def test_every_floor_holds(report: scores.Report) -> None:
    pinned = json.loads(gate.FLOORS.read_text(encoding="utf-8"))
    assert gate.failures(report, pinned, gold.digest()) == []


def test_the_corpus_is_large_and_of_many_kinds(corpus: list[gold.Entry]) -> None:
    assert len(corpus) >= 320
    assert len({entry.kind for entry in corpus}) >= 11
    assert sum(entry.region in ("latam", "world") for entry in corpus) >= 150
    assert sum(bool(entry.zones) for entry in corpus) >= 10
    assert len({entry.text for entry in corpus}) == len(corpus)


def _entry(block: str) -> gold.Entry:
    entry = gold.Entry(id="made-1", kind="made", region="wire")
    gold._read(entry, block)
    return entry


def test_an_entry_is_read_as_it_is_marked() -> None:
    entry = _entry(
        "^ {Tzoc} sets fine\nJudge {Irma Tzoc||Judge} said “it is a joke.” {Tzoc} set it at $40 a day.\n"
        "> d | it is ... joke. | Judge Irma Tzoc\n= 40 dollar ; ~ /day\n=? 1 joke"
    )
    assert entry.text.split("\n") == [
        "Tzoc sets fine",
        "Judge Irma Tzoc said “it is a joke.” Tzoc set it at $40 a day.",
    ]
    assert entry.zones == (Zone("headline", 0, 14), Zone("body", 15, len(entry.text)))
    assert [(entry.text[slice(*n.span)], n.person) for n in entry.names] == [
        ("Tzoc", "Irma Tzoc"), ("Irma Tzoc", "Irma Tzoc"), ("Tzoc", "Irma Tzoc"),
    ]  # fmt: skip
    assert [entry.text[slice(*t)] for t in entry.names[1].titles] == ["Judge"]
    (said,) = entry.said
    assert (entry.text[slice(*said.span)], said.kind, said.person) == ("it is a joke.", "direct", "Irma Tzoc")
    assert [(c.low, c.units, c.changes, c.pers, c.may) for c in entry.counted] == [
        (40, ("dollar",), ("~",), ("day",), False), (1, ("joke",), ("=",), (None,), True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("block", "trouble"),
    [
        ("{Ana Roe} and {Max Roe} met. {Roe} left.", "say which"),
        ("{Ana Roe||Judge} left.", "'Judge' is not in the text"),
        ("“No,” said {Ana Roe}.\n> d | Yes, | Ana Roe", "'Yes,' is not in the text"),
    ],
)
def test_an_entry_that_contradicts_its_text_is_refused(block: str, trouble: str) -> None:
    with pytest.raises(ValueError, match=trouble):
        _entry(block)


def test_an_extractor_that_finds_nothing_scores_nothing(corpus: list[gold.Entry]) -> None:
    blind = scores.measured(corpus[:40], lambda text, zones: Findings())
    assert all(blind.score("all", measure).f1() == 0 for measure in scores.MEASURES)


def test_what_is_false_costs_precision() -> None:
    entry = _entry("{Ana Roe} met nobody.")

    def doubled(text: str, zones: tuple[Zone, ...]) -> Findings:
        found = extract(text, zones)
        stray = replace(found.mentions[0], start=12, end=18, text=text[12:18])
        return replace(found, mentions=(*found.mentions, stray))

    assert scores.measured([entry]).score("all", "names") == (1, 1, 1, 1)
    assert scores.measured([entry], doubled).score("all", "names") == (1, 2, 1, 1)


def test_a_floor_that_does_not_hold_says_so(report: scores.Report) -> None:
    pinned = {"corpus": "x", "floors": {"all": {"names": 1.01}}}
    (trouble,) = gate.failures(report, pinned, "x")
    assert "all, names" in trouble
    assert "--misses names" in trouble


def test_a_changed_corpus_wants_its_floors_pinned_again(report: scores.Report) -> None:
    (trouble,) = gate.failures(report, {"corpus": "old", "floors": {}}, "new")
    assert "--update" in trouble


def test_no_floor_goes_down_without_a_reason(report: scores.Report) -> None:
    pinned = {"corpus": "x", "floors": {"all": {"names": 1.01}}}
    with pytest.raises(ValueError, match=r"all, names: 1\.010 to"):
        gate.pins(report, pinned, "x", None)
    with pytest.raises(ValueError, match="all, names"):
        gate.pins(report, pinned, "x", "  ")
    content = gate.pins(report, pinned, "x", "the corpus grew")
    assert content["lowered"][-1]["why"] == "the corpus grew"
    assert content["floors"]["all"]["names"] < 1.01


def test_a_floor_that_vanishes_has_gone_down(report: scores.Report) -> None:
    with pytest.raises(ValueError, match=r"gardening, names: 0\.500 to 0\.000"):
        gate.pins(report, {"floors": {"gardening": {"names": 0.5}}}, "x", None)


def test_the_program_prints_a_table_and_says_whether_the_floors_hold(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert gate.main([]) == 0
    shown = capsys.readouterr().out
    assert all(measure in shown for measure in scores.MEASURES)
    assert shown.endswith("All floors hold.\n")
