"""A second opinion on names: what it adds, what it cannot do, and the model that is asked for it."""

from __future__ import annotations

import hashlib
import json
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

from newsbot.cli import main
from newsbot.config import settings
from newsbot.errors import ConfigError
from newsbot.extract import extract, opinion
from newsbot.ingest import load
from newsbot.model import Span
from newsbot.store.sqlite import open_sqlite

STRANGERS = "Relatives of Zuzu Qwarbo left the port on Monday."


def people(text, *seen):
    """Those found in a text in which the second opinion sees these words."""
    spans = [Span(text.index(words), text.index(words) + len(words)) for words in seen]
    return [mention.text for mention in extract(text, opinion=lambda _: spans).mentions]


def ferries(text):
    """An opinion that takes ferries for people."""
    return [Span(text.index("Sula Vesk"), text.index("Sula Vesk") + 9)] if "Sula Vesk" in text else []


def test_a_name_that_the_lists_do_not_know_is_one_where_the_second_opinion_says_so():
    assert people(STRANGERS) == []
    assert people(STRANGERS, "Zuzu Qwarbo") == ["Zuzu Qwarbo"]


def test_a_possessive_that_the_second_opinion_takes_in_is_no_part_of_the_name():
    assert people("Nets of Welkit Dravonne’s sons hung there.", "Welkit Dravonne’s") == ["Welkit Dravonne"]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Aid went to Border Patrol in Marfa.", "Border Patrol"),
        ("The summit was held in New York.", "New York"),
        ("They fly home on Easter Monday.", "Easter Monday"),
        ("Nets hung at the Zuzu Qwarbo on the pier.", "Zuzu Qwarbo"),
    ],
)
def test_what_is_a_body_a_place_or_a_day_stays_one(text, seen):
    assert people(text, seen) == []


def test_the_second_opinion_is_not_heard_on_single_words():
    assert people("They bought Plonkia on Monday.", "Plonkia") == []


def test_nothing_is_lost_by_a_second_opinion_that_sees_nothing():
    text = "Mayor Ana Ruiz met Zuzu Qwarbo, 41. “We agree,” Ruiz said."
    assert extract(text, opinion=lambda _: []) == extract(text)


def test_stories_are_read_again_when_another_opinion_is_asked(tmp_path):
    (tmp_path / "news").mkdir()
    story = {"id": "f", "source": "Harbour Post", "headline": "Calm", "text": "Friends of Sula Vesk wept."}
    (tmp_path / "news" / "feed.jsonl").write_text(json.dumps(story), "utf-8")
    archive = open_sqlite(str(tmp_path / "archive.db"))

    def loaded(seen):
        report = load([tmp_path / "news"], archive, now="2030-01-01T00:00:00+00:00", opinion=seen)
        return report.loaded, report.changed, report.unchanged

    assert [loaded(None), loaded(ferries), loaded(ferries), loaded(None)] == [
        (1, 0, 0),
        (0, 1, 0),
        (0, 0, 1),
        (0, 1, 0),
    ]
    archive.close()


def test_the_setting_names_an_opinion_that_there_is():
    assert settings({}, "").names is None
    assert settings({}, '[reading]\nnames = "spacy"').names == "spacy"
    with pytest.raises(ConfigError, match=r"\[reading\] names must be 'spacy', not 'oracle'"):
        settings({}, '[reading]\nnames = "oracle"')
    with pytest.raises(ConfigError, match="written \\[reading\\]"):
        settings({}, "reading = 1")


def test_where_the_extra_is_missing_the_command_to_install_it_is_told(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(opinion, "find_spec", lambda name: None)
    opinion._model.cache_clear()
    (tmp_path / "in.jsonl").write_text('{"id": 1, "text": "No."}\n', "utf-8")
    assert main(["extract", "--names", "spacy", str(tmp_path / "in.jsonl")]) == 1
    assert 'pip install "newsbot[spacy]"' in capsys.readouterr().err


def test_an_opinion_that_nobody_knows_is_refused():
    with pytest.raises(ConfigError, match="known is spacy"):
        opinion.named("oracle")


def test_files_that_are_missing_or_altered_are_named_in_their_order(tmp_path):
    names = ["a/cfg", "b", "c"]
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"{name} as it was", "utf-8")
    rows = [f"{hashlib.sha256((tmp_path / name).read_bytes()).hexdigest()}  {name}" for name in names]
    hashes = "# a list\n" + "\n".join(rows) + "\n"
    assert opinion.altered(tmp_path, hashes) == ()
    (tmp_path / "a/cfg").write_text("a/cfg as it is now", "utf-8")
    (tmp_path / "c").unlink()
    assert opinion.altered(tmp_path, hashes) == ("a/cfg", "c")


@pytest.mark.parametrize("length", [1, opinion._LONGEST, opinion._LONGEST + 1, 3 * opinion._LONGEST])
def test_long_texts_are_read_in_pieces_that_are_the_text(length):
    text = ("word\n" * (length // 5 + 1))[:length] + "é\ud800"
    pieces = list(opinion._pieces(text))
    assert "".join(piece for _, piece in pieces) == text[:-1] + "?"
    assert [at for at, _ in pieces] == [sum(len(p) for _, p in pieces[:n]) for n in range(len(pieces))]
    assert all(len(piece) <= opinion._LONGEST for _, piece in pieces)


def test_a_long_line_without_an_end_is_cut_where_it_must_be():
    assert "".join(piece for _, piece in opinion._pieces("x" * 250_000)) == "x" * 250_000


@pytest.fixture
def model():
    """The folder of the real model, ready to be asked."""
    opinion.named("spacy")
    found = find_spec(opinion._PACKAGE)
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / opinion._MODEL


@pytest.mark.models
def test_the_real_model_sees_people_at_their_places(model):
    text = "A boat was sold.\n\n" * 6_000 + "Neighbours of Patrick Okonjo, of Lagos, helped Linda Marsh."
    assert [text[seen.start : seen.end] for seen in opinion.spacy(text)] == ["Patrick Okonjo", "Linda Marsh"]


@pytest.mark.models
def test_the_real_model_takes_any_text(model):
    for text in ("", "\n", "\ud800 Ann Gray \udfff", "\x00" * 50, "a" * 250_000):
        assert all(0 <= seen.start < seen.end <= len(text) for seen in opinion.spacy(text))


@pytest.mark.models
def test_an_altered_model_is_not_read_and_the_files_are_named(model, tmp_path, monkeypatch):
    package = tmp_path / model.parent.name
    shutil.copytree(model.parent, package)
    weights = package / model.name / "ner" / "model"
    weights.write_bytes(weights.read_bytes()[:-1] + b"\x00")
    monkeypatch.syspath_prepend(tmp_path)
    opinion._model.cache_clear()
    with pytest.raises(ConfigError, match="ner/model: not the file that was published"):
        opinion.named("spacy")
    opinion._model.cache_clear()


@pytest.mark.models
def test_the_command_line_finds_more_people_with_the_model_and_loses_none(model, capsys, tmp_path):
    told = (
        "Relatives of Imtiaz Qureshani left. Neighbours of Anneke Vlaminckx stayed, and Sven Torkildsen"
        " helped Nokuthula Dlaminga."
    )
    (tmp_path / "in.jsonl").write_text(json.dumps({"id": 1, "text": told}), "utf-8")

    def found(*options):
        assert main(["extract", *options, str(tmp_path / "in.jsonl")]) == 0
        return [mention["text"] for mention in json.loads(capsys.readouterr().out)["mentions"]]

    assert set(found()) < set(found("--names", "spacy"))
