"""The SQLite store as a file: what it refuses, what it survives, how it goes about a question."""

from __future__ import annotations

import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from made_stories import told
from newsbot.errors import StoreError
from newsbot.model import Filter
from newsbot.store.dates import date_words, range_words
from newsbot.store.queries import migrations, queries
from newsbot.store.sqlite import open_sqlite

NOW = "2030-01-01T00:00:00+00:00"


@pytest.fixture
def place(tmp_path):
    return tmp_path / "archive.db"


def raw(place, *statements):
    """What the statements give, by a connection that is not the store's."""
    db = sqlite3.connect(place)
    try:
        found = [db.execute(statement).fetchall() for statement in statements]
        db.commit()
        return found[-1]
    finally:
        db.close()


# Opening


@pytest.mark.parametrize("address", ["{}", "sqlite:///{}"])
def test_an_archive_is_opened_by_path_or_address_and_kept(place, address):
    store = open_sqlite(address.format(place))
    store.save([told("a", "It rained.")], now=NOW)
    store.close()
    store.close()
    again = open_sqlite(address.format(place))
    assert again.story("a").headline == "Council meets"
    again.close()


def test_a_relative_address_is_a_file_beside_the_caller(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    open_sqlite("sqlite:///here.db").close()
    assert (tmp_path / "here.db").exists()


def test_the_file_is_newsbots_own_with_large_pages_and_a_write_ahead_log(place):
    open_sqlite(str(place)).close()
    assert raw(place, "pragma page_size") == [(16384,)]
    assert raw(place, "pragma journal_mode") == [("wal",)]
    assert raw(place, "pragma user_version") == [(len(migrations("sqlite")),)]


def test_after_a_load_the_log_is_folded_into_the_file(place):
    store = open_sqlite(str(place))
    store.save([told(f"{n}", "It rained.") for n in range(20)], now=NOW)
    log = place.with_name("archive.db-wal")
    assert log.stat().st_size > 0
    store.note_load(now=NOW, refused=[])
    assert log.stat().st_size == 0
    store.close()


def test_an_event_is_forgotten_after_an_hour(place):
    store = open_sqlite(str(place))
    store.take(["Ev1"])
    raw(place, "update event set taken = taken - 3500")
    assert not store.take(["Ev1"])
    raw(place, "update event set taken = taken - 200")
    assert store.take(["Ev1"])
    store.close()


def test_a_closed_store_says_so(place):
    store = open_sqlite(str(place))
    store.close()
    with pytest.raises(StoreError, match="has been closed"):
        store.stories(Filter(), limit=1)


@pytest.mark.parametrize("address", ["mysql://x/y", "sqlite://host/x", "sqlite:x.db"])
def test_another_address_is_refused(address):
    with pytest.raises(StoreError, match="not an address of SQLite"):
        open_sqlite(address)


def test_a_newer_schema_is_refused(place):
    open_sqlite(str(place)).close()
    raw(place, "pragma user_version = 99")
    with pytest.raises(StoreError, match=r"newer newsbot \(schema 99"):
        open_sqlite(str(place))


def test_a_file_that_is_no_database_is_refused_and_left_alone(place):
    place.write_text("Once upon a time there was a text file.\n" * 40)
    with pytest.raises(StoreError, match="name another file"):
        open_sqlite(str(place))
    assert place.read_text().startswith("Once upon a time")


def test_another_programs_database_is_refused_and_left_alone(place):
    raw(place, "create table recipe(name)")
    with pytest.raises(StoreError, match="another program's database"):
        open_sqlite(str(place))
    assert raw(place, "select name from sqlite_master") == [("recipe",)]


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(StoreError, match=r"there is no folder .*nowhere"):
        open_sqlite(str(tmp_path / "nowhere" / "archive.db"))


def test_a_folder_is_no_archive(tmp_path):
    with pytest.raises(StoreError, match="cannot be opened"):
        open_sqlite(str(tmp_path))


def test_a_full_disk_is_said_and_nothing_is_half_kept(place):
    store = open_sqlite(str(place))
    store.save([told("a", "It rained.")], now=NOW)
    with store._engine.read() as db:
        db.execute("pragma max_page_count = 1")  # SQLite raises it to the pages in use: no room for more
    with pytest.raises(StoreError, match="the disk is full; make room"):
        store.save([told(f"b{n}", "It snowed. " * 4000) for n in range(20)], now=NOW)
    assert store.freshness().stories == 1
    store.close()


def test_a_migration_that_fails_leaves_the_file_as_it_was(place, monkeypatch):
    broken = (*migrations("sqlite"), "create table half(done);\ncreate table half(done);\n")
    open_sqlite(str(place)).close()
    monkeypatch.setattr("newsbot.store.sqlite.engine.migrations", lambda _: broken)
    with pytest.raises(StoreError, match="already exists"):
        open_sqlite(str(place))
    assert raw(place, "select count(*) from sqlite_master where name = 'half'") == [(0,)]
    assert raw(place, "pragma user_version") == [(len(broken) - 1,)]


def test_an_archive_of_before_earlier_texts_were_kept_goes_on(place, monkeypatch):
    with monkeypatch.context() as then:
        then.setattr("newsbot.store.sqlite.engine.migrations", lambda _: migrations("sqlite")[:4])
        store = open_sqlite(str(place))
        store.save([told("a", "It carried 300 people.", headline="H")], now=NOW)
        store.close()
    raw(place, *(f"insert into shown values('C1', 'a', {at}, '{NOW}')" for at in ("0, 1", "3, 25")))
    raw(place, f"insert into revision values(1, '{NOW}')")
    store = open_sqlite(str(place))
    assert (store.earlier(["a"]), store.lost("C1")) == ({}, [])
    assert [head.id for head in store.revised(since="1970", limit=9)] == ["a"]
    store.save([told("a", "It carried 320 people.", headline="H")], now="2030-01-02T00:00:00+00:00")
    assert store.story("a@1").text.endswith("It carried 300 people.")
    assert store.lost("C1") == [("a@1", 3, 25)]
    store.close()


def test_a_damaged_earlier_text_says_so(place):
    store = open_sqlite(str(place))
    store.save([told("a", "One.")], now=NOW)
    store.save([told("a", "Two.")], now=NOW)
    raw(place, "update earlier set body = x'00'")
    with pytest.raises(StoreError, match="is damaged; restore a copy of the archive"):
        store.story("a@1")
    store.close()


# Questions

# These hand out a small table whole; those sort what is bounded before, or one person's few rows.
_WHOLE = {"sources", "aliases", "last_load"}
_SORT = {
    "sources",
    "ranked",
    "related",
    "heads",
    "storylines",
    "findings_of",
    "tokens_near",
    "person_forms",
    "expired",
}


def test_no_question_reads_a_whole_table_or_sorts_what_has_no_bound(place):
    open_sqlite(str(place)).close()
    db = sqlite3.connect(place)
    for file in ("read", "save", "journal"):
        for name, statement in queries(file).items():
            steps = [row[3] for row in db.execute(f"explain query plan {statement}", _none(statement))]
            scans = [step for step in steps if step.startswith("SCAN") and "VIRTUAL TABLE" not in step]
            scans = [step for step in scans if "CONSTANT ROW" not in step and "(subquery" not in step]
            if name not in _WHOLE:
                assert scans == [], (name, steps)
            if name not in _SORT:
                assert not any("TEMP B-TREE" in step for step in steps), (name, steps)
    db.close()


def _none(statement):
    """A value for each name or place of a statement."""
    if names := re.findall(r"(?<![:\w]):(\w+)", statement):
        return dict.fromkeys(names, 1)
    return [1] * statement.count("?")


def test_what_the_word_indexes_hold_is_taken_out_whole(place):
    store = open_sqlite(str(place))
    first = told(
        "a",
        "Łukasz Żak said “no”, 5 of 9 votes.",
        people=(("Łukasz Żak", None),),
        said=(("no", "Łukasz Żak", "Łukasz Żak"),),
        counted=(("5", "votes"), ("9", "votes")),
        byline="Ñandú",
        published="2030-01",
    )
    store.save([first], now=NOW)
    bare = replace(told("a", "."), story=replace(first.story, headline=".", text=".", zones=(), byline=None))
    store.save([replace(bare, story=replace(bare.story, published=None))], now=NOW)
    store.close()
    for table in ("story_words", "quote_words", "figure_words"):
        raw(place, f"insert into {table}({table}) values('integrity-check')")
        left = raw(
            place,
            f"create virtual table left_{table} using fts5vocab({table}, instance)",
            f"select distinct term from left_{table} where col not in ('source', 'dates')",
        )
        assert left == [], table


# Survival

WRITER = """
import sys
from made_stories import told
from newsbot.store.sqlite import open_sqlite
store = open_sqlite(sys.argv[1])
print("ready", flush=True)
for n in range(10_000):
    store.save([told(f"{n}-{k}", "It rained on 5 dogs, said Ann Lund.", people=(("Ann Lund", None),),
                     counted=(("5", "dogs"),)) for k in range(5)], now="2030-01-01T00:00:00+00:00")
    print(n, flush=True)
"""


def _writer(place):
    path = os.pathsep.join((str(Path(__file__).parent), *sys.path))
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(place)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
    )


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_a_writer_killed_at_any_moment_loses_nothing_it_was_told_is_kept(place, seed):
    with _writer(place) as writer:
        assert writer.stdout.readline() == "ready\n"
        time.sleep(random.Random(seed).uniform(0.05, 0.6))
        writer.send_signal(signal.SIGKILL)
        kept = writer.stdout.read().split()
    store = open_sqlite(str(place))
    stories = store.freshness().stories
    assert stories % 5 == 0
    assert len(kept) * 5 <= stories <= (len(kept) + 1) * 5
    assert all(store.head(f"{n}-{k}") for n in kept for k in range(5))
    if stories:
        (ann,) = store.people("Ann Lund", limit=5)
        assert (ann.stories, ann.mentions) == (stories, stories)
        assert len(store.figures(["dogs"], Filter(), limit=stories + 1)) == stories
    store.close()
    assert raw(place, "pragma quick_check") == [("ok",)]
    for table in ("story_words", "quote_words", "figure_words"):
        raw(place, f"insert into {table}({table}) values('integrity-check')")


@pytest.mark.slow
def test_of_several_programs_that_open_a_new_archive_at_once_each_can(place):
    writers = [_writer(place) for _ in range(3)]
    try:
        assert [writer.stdout.readline() for writer in writers] == ["ready\n"] * 3
    finally:
        for writer in writers:
            writer.kill()
            writer.communicate()


RACER = """
import sys
from newsbot.store.sqlite import open_sqlite
store = open_sqlite(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
print(*(store.claim(f"note{n}", owner=sys.argv[2], lease_s=60) or 0 for n in range(40)), flush=True)
"""


@pytest.mark.slow
def test_of_two_programs_one_claims_each_delivery(place):
    open_sqlite(str(place)).close()
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    racers = [subprocess.Popen([sys.executable, "-c", RACER, str(place), name], **pipes) for name in "ab"]
    for racer in racers:
        assert racer.stdout.readline() == "ready\n"
    for racer in racers:
        racer.stdin.write("\n")
        racer.stdin.flush()
    won = [[int(claim) for claim in racer.communicate()[0].split()] for racer in racers]
    assert [sorted(pair) for pair in zip(*won, strict=True)] == [[0, 1]] * 40


# Dates as words


@pytest.mark.parametrize(
    ("published", "since", "until", "within"),
    [
        ("2029-11-30", "2029-11-30", "2029-11-30", True),
        ("2029-11-30T23:59:59-08:00", None, "2029-11-30", True),
        ("2029-11-30", "2029-12", None, False),
        ("2029-11-30", "2029", "2029", True),
        ("2029-11", "2029-11-29", None, True),
        ("2029-11", "2029-12-01", None, False),
        ("2029", "2029-11-29", "2029-11-29", True),
        ("2029", "2030-01-01", None, False),
        ("2029-02-28", "2029-02-30", None, True),
        ("1999-01-01", None, "2029-05-05", True),
        ("nonsense", "1900", "2099", False),
        (None, "1900", "2099", False),
        ("2029-13-40", "2029-05", "2029-06", True),
    ],
)
def test_a_date_is_in_every_range_that_it_may_lie_in(published, since, until, within):
    assert bool(set(date_words(published).split()) & set(range_words(since, until))) is within


def test_a_range_of_years_is_few_words():
    assert range_words("2020-01-01", "2029-12-31") == tuple(f"y{year}" for year in range(2020, 2030))
    assert len(range_words("2020-01-31", "2029-11-02")) < 50
    assert range_words(None, None) == ()


def test_what_another_program_keeps_is_related_at_once_and_a_changed_story_read_anew(place):
    ours, theirs = open_sqlite(str(place)), open_sqlite(str(place))
    ours.save([told("a", "One.", traits=("w:pier",))], now=NOW)
    assert [head.id for head, _ in ours.related(["w:pier"], limit=9)] == ["a"]
    assert ours.story("a").text.endswith("One.")
    theirs.save(
        [told("b", "Two.", traits=("w:pier",)), told("a", "One, longer.", traits=("w:lake",))], now=NOW
    )
    assert [head.id for head, _ in ours.related(["w:pier"], limit=9)] == ["b"]
    assert ours.story("a").text.endswith("One, longer.")
    ours.close()
    theirs.close()


OPENS = """
import sys
from newsbot.store.sqlite import open_sqlite
print("ready", flush=True)
sys.stdin.readline()
open_sqlite(sys.argv[1]).close()
"""


@pytest.mark.slow
def test_a_new_archive_may_be_opened_by_several_programs_at_the_same_moment(tmp_path: Path) -> None:
    command = [sys.executable, "-c", OPENS]
    for trial in range(8):
        place = str(tmp_path / f"{trial}.db")
        pipe = subprocess.PIPE
        programs = [subprocess.Popen([*command, place], stdin=pipe, stdout=pipe, text=True) for _ in range(3)]
        assert [one.stdout.readline() for one in programs if one.stdout] == ["ready\n"] * 3
        for one in programs:
            assert one.stdin is not None
            one.stdin.write("\n")
            one.stdin.flush()
        for one in programs:
            one.communicate(timeout=30)
        assert [one.returncode for one in programs] == [0, 0, 0]


# The shelf


def test_a_story_that_another_program_changed_is_read_anew(place):
    here, there = open_sqlite(str(place)), open_sqlite(str(place))
    here.save([told("a", "The pier holds 40 boats.", counted=(("40", "boats"),))], now=NOW)
    assert [found.passage for found in here.figures((), Filter(), limit=9)] == ["The pier holds 40 boats."]
    there.save([told("a", "The pier holds 60 boats.", counted=(("60", "boats"),))], now=NOW)
    assert [found.passage for found in here.figures((), Filter(), limit=9)] == ["The pier holds 60 boats."]
    assert here.texts(["a"]) == {"a": there.story("a").text}
    here.close()
    there.close()


def test_the_shelf_holds_so_many_stories_and_no_more(place, monkeypatch):
    monkeypatch.setattr("newsbot.store.sqlite.shelf._MOST", 3)
    store = open_sqlite(str(place))
    store.save([told(f"a{n}", f"The pier holds {n}0 boats.") for n in range(9)], now=NOW)
    for _ in range(2):
        assert all(store.story(f"a{n}").text.endswith(f"{n}0 boats.") for n in range(9))
        assert len(store._shelf._kept) == 3
    store.close()
