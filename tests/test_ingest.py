"""Loading: from files to the archive, once and again."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from concurrent.futures import BrokenExecutor, Future
from multiprocessing.reduction import ForkingPickler

import pytest

from newsbot import ingest, workers
from newsbot.extract import extract
from newsbot.ingest import load
from newsbot.model import Filter
from newsbot.store.sqlite import open_sqlite

NOW, LATER = "2030-01-01T00:00:00+00:00", "2030-01-02T00:00:00+00:00"
ANY = Filter()
FERRY = (
    "The ferry to Skarholm will sail again on Friday, harbour master Núria Peñalver said.",
    "“The pier is sound,” Peñalver told reporters. Some 4,000 passengers use the ferry every day.",
    "Repairs to the Skarholm pier cost 12 million euros, the port authority reported.",
)
BANK = (
    "The central bank of Norland raised its rate to 4.5 percent on Tuesday.",
    "Governor Ivo Brandt said inflation was still too high. “We are not done,” he said.",
)


@pytest.fixture
def archive(tmp_path):
    store = open_sqlite(str(tmp_path / "archive.db"))
    yield store
    store.close()


@pytest.fixture
def news(tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    return folder


def line(id, headline, paragraphs, **fields):
    told = {
        "id": id,
        "source": "Harbour Post",
        "headline": headline,
        "text": "\n\n".join(paragraphs),
        **fields,
    }
    return json.dumps(told) + "\n"


def write(folder, *lines, name="feed.jsonl"):
    (folder / name).write_text("".join(lines), "utf-8")
    return [folder]


def counts(report):
    return report.loaded, report.changed, report.unchanged, len(report.refused)


def test_stories_are_read_and_found(archive, news):
    report = load(write(news, line("f", "Ferry sails", FERRY), line("b", "Rate up", BANK)), archive, now=NOW)
    assert counts(report) == (2, 0, 0, 0)
    assert [head.id for head in archive.stories(ANY, limit=9)] == ["b", "f"]
    assert archive.head("f").loaded == NOW
    assert [person.key for person in archive.people("Penalver", limit=5)] != []
    assert any(found.finding.value == 4000 for found in archive.figures(["ferry"], ANY, limit=9))
    assert any(
        "The pier is sound" in found.finding.text for found in archive.quotes_on(["pier"], ANY, limit=9)
    )
    spans = archive.whole(["f"])["f"][1]
    assert spans
    assert archive.freshness().last_load == NOW


def test_loading_again_changes_nothing_and_reads_nothing(archive, news, monkeypatch):
    paths = write(news, line("f", "Ferry sails", FERRY), line("b", "Rate up", BANK))
    load(paths, archive, now=NOW)
    monkeypatch.setattr(ingest, "extract", None)
    assert counts(load(paths, archive, now=LATER)) == (0, 0, 2, 0)
    assert archive.head("f").loaded == NOW
    assert archive.freshness().last_load == LATER


def test_a_changed_story_is_read_again_and_the_rest_is_not(archive, news):
    load(write(news, line("f", "Ferry sails", FERRY), line("b", "Rate up", BANK)), archive, now=NOW)
    changed = write(news, line("f", "Ferry sails", FERRY[:1]), line("b", "Rate up", BANK))
    assert counts(load(changed, archive, now=LATER)) == (0, 1, 1, 0)
    assert archive.figures(["euros"], ANY, limit=9) == []


def test_a_new_way_of_reading_reaches_stories_already_loaded(archive, news, monkeypatch):
    paths = write(news, line("f", "Ferry sails", FERRY))
    load(paths, archive, now=NOW)
    monkeypatch.setattr(ingest, "EXTRACTOR", ingest.EXTRACTOR + 1)
    assert counts(load(paths, archive, now=LATER)) == (0, 1, 0, 0)
    assert counts(load(paths, archive, now=LATER)) == (0, 0, 1, 0)


def test_a_story_that_moved_is_the_same_story(archive, news, tmp_path):
    load(write(news, line("f", "Ferry sails", FERRY)), archive, now=NOW)
    moved = tmp_path / "moved"
    moved.mkdir()
    assert counts(load(write(moved, line("f", "Ferry sails", FERRY)), archive, now=LATER)) == (0, 0, 1, 0)


def test_of_two_stories_with_one_id_the_first_of_the_load_is_kept_every_time(archive, news):
    paths = write(
        news,
        line("f", "Ferry sails", FERRY),
        line("f", "Ferry sinks", FERRY),
        line("f", "Ferry sails", FERRY),
    )
    first = load(paths, archive, now=NOW)
    assert counts(first) == (1, 0, 1, 1)
    assert first.refused[0][0].endswith("feed.jsonl:2")
    assert "same id, f" in first.refused[0][1]
    assert counts(load(paths, archive, now=LATER)) == (0, 0, 2, 1)
    assert archive.head("f").headline == "Ferry sails"


def test_of_two_versions_the_later_is_kept_every_time(archive, news):
    paths = write(
        news,
        line("f", "Ferry sails", FERRY, updated="2029-01-01T10:00:00Z"),
        line("f", "Ferry sinks", FERRY, updated="2029-01-01T12:00:00Z"),
        line("f", "Ferry late", FERRY, updated="2029-01-01T12:30:00+02:00"),
    )
    assert counts(load(paths, archive, now=NOW)) == (1, 1, 1, 0)
    assert archive.head("f").headline == "Ferry sinks"
    assert counts(load(paths, archive, now=LATER)) == (0, 0, 3, 0)
    assert archive.head("f").headline == "Ferry sinks"


def test_what_cannot_be_read_is_refused_with_its_reason_and_the_rest_is_loaded(archive, news, tmp_path):
    paths = write(news, line("f", "Ferry sails", FERRY), "{not json\n", line("b", "Rate up", BANK))
    (news / "photo.png").write_bytes(b"\x89PNG")
    report = load([*paths, tmp_path / "nowhere"], archive, now=NOW)
    assert counts(report) == (2, 0, 0, 3)
    assert report.missing == 1
    assert [refusal.origin for refusal in archive.freshness().refused] == [
        origin for origin, _ in report.refused
    ]
    assert all(reason for _, reason in report.refused)


def test_a_story_that_trips_the_reading_is_refused_and_the_rest_is_loaded(archive, news, monkeypatch):
    def trips(text, zones, opinion):
        if "Skarholm" in text:
            raise ValueError("no such island")
        return real(text, zones, opinion)

    real = ingest.extract
    monkeypatch.setattr(ingest, "extract", trips)
    report = load(write(news, line("f", "Ferry sails", FERRY), line("b", "Rate up", BANK)), archive, now=NOW)
    assert counts(report) == (1, 0, 0, 1)
    assert "reading failed (ValueError: no such island)" in report.refused[0][1]


def test_aliases_of_a_sidecar_are_kept_folded(archive, news):
    (news / "sources.toml").write_text('[aliases]\n"La Peña" = "Núria Peñalver"\n', "utf-8")
    load(write(news, line("f", "Ferry sails", FERRY)), archive, now=NOW)
    assert archive.aliases() == {"la pena": "Núria Peñalver"}


def test_stories_of_one_event_in_one_load_share_a_storyline(archive, news):
    retold = (
        "Skarholm’s ferry sails again on Friday after repairs to the pier, Núria Peñalver said.",
        *FERRY[1:],
    )
    paths = write(
        news,
        line("a", "Ferry to Skarholm sails", FERRY),
        line("b", "Rate up", BANK),
        line("c", "Skarholm ferry", retold),
    )
    load(paths, archive, now=NOW)
    assert archive.head("c").storyline == archive.head("a").storyline
    assert archive.head("b").storyline != archive.head("a").storyline


def test_progress_hears_how_many_stories_were_dealt_with(archive, news):
    heard = []
    load(
        write(news, *(line(f"s{n}", "Rain", [f"It rained {n} times."]) for n in range(120))),
        archive,
        now=NOW,
        progress=heard.append,
    )
    assert heard == sorted(heard)
    assert heard[-1] == 120
    assert len(heard) > 1


def test_what_was_set_aside_is_told_line_by_line(archive, news):
    (news / "page.txt").write_text(
        "300x250\n\nFerry sails\n\n" + "\n\n".join(FERRY) + "\n\nLeave a Comment\n", "utf-8"
    )
    report = load([news], archive, now=NOW)
    assert any("300x250" in told and "page.txt" in told for told in report.set_aside)


def test_an_empty_folder_is_a_load_of_nothing(archive, news):
    assert counts(load([news], archive, now=NOW)) == (0, 0, 0, 0)
    assert archive.freshness().last_load == NOW


def many(folder, count):
    events = ("flood", "strike", "vote", "fire", "trial", "match", "quake")
    towns = ("Skarholm", "Norland", "Tavira", "Oxmere", "Lunde")
    return write(
        folder,
        *(
            line(
                f"s{n}",
                f"{towns[n % 5]} {events[n % 7]}",
                [
                    f"A {events[n % 7]} in {towns[n % 5]} on day {n} cost {n + 2},000 jobs, Mayor Ada Brook said.",
                    *BANK,
                ],
            )
            for n in range(count)
        ),
    )


def whole(store):
    return [
        (head, store.whole([head.id])[head.id], store.mentions((), Filter(stories=(head.id,)), limit=99))
        for head in store.every()
    ]


def test_findings_cross_between_processes_whole():
    found = extract("\n\n".join((*FERRY, *BANK)))
    crossed = ForkingPickler.loads(bytes(ForkingPickler.dumps(found)))
    assert crossed == found
    assert repr(crossed) == repr(found)  # what equality leaves out, too
    assert hash(crossed.figures) == hash(found.figures)


@pytest.mark.slow
def test_a_load_outlives_its_workers(archive, news, monkeypatch):
    class Killed:
        """A pool whose workers are gone before they answer."""

        def __init__(self, *_, **__):
            pass

        def submit(self, *_):
            future = Future()
            future.set_exception(BrokenExecutor("a child was killed"))
            return future

        def shutdown(self, **_):
            pass

    monkeypatch.setattr(workers, "_MANY", 60)
    monkeypatch.setattr(ingest, "_BATCH", 10)
    monkeypatch.setattr(workers, "ProcessPoolExecutor", Killed)
    assert counts(load(many(news, 160), archive, now=NOW, workers=2)) == (160, 0, 0, 0)
    assert [head.id for head in archive.every()] == [f"s{n}" for n in range(160)]


def test_a_changed_load_that_is_cut_loses_no_text_and_keeps_none_twice(archive, news, monkeypatch):
    monkeypatch.setattr(ingest, "_BATCH", 3)
    monkeypatch.setattr(ingest, "_TOGETHER", 3)

    def cut(told):
        if told >= 6:
            raise KeyboardInterrupt

    paths = many(news, 12)
    load(paths, archive, now=NOW)
    was = {head.id: archive.story(head.id).text for head in archive.every()}
    feed = news / "feed.jsonl"
    feed.write_text(feed.read_text("utf-8").replace(" cost ", " may cost "), "utf-8")
    with pytest.raises(KeyboardInterrupt):
        load(paths, archive, now=LATER, progress=cut)
    kept = archive.earlier(list(was))
    assert 0 < len(kept) < 12
    assert all(archive.story(one.name).text == was[story] for story, (one,) in kept.items())
    assert all(archive.story(story).text == text for story, text in was.items() if story not in kept)
    load(paths, archive, now=LATER)
    again = archive.earlier(list(was))
    assert {story: len(texts) for story, texts in again.items()} == dict.fromkeys(was, 1)


@pytest.mark.slow
def test_two_workers_load_what_one_loads(tmp_path, news, monkeypatch):
    monkeypatch.setattr(workers, "_MANY", 60)
    paths, stores = many(news, 110), []
    for count in (1, 2):
        stores.append(open_sqlite(str(tmp_path / f"{count}.db")))
        assert counts(load(paths, stores[-1], now=NOW, workers=count)) == (110, 0, 0, 0)
    assert whole(stores[0]) == whole(stores[1])
    for store in stores:
        store.close()


@pytest.mark.slow
def test_an_interrupted_load_leaves_a_clean_archive_and_is_taken_up_again(tmp_path, news):
    (path,) = many(news, 300)
    place = tmp_path / "archive.db"
    program = (
        "import sys; from pathlib import Path; from newsbot import ingest, workers; from newsbot.store.sqlite import open_sqlite\n"
        "workers._MANY = 60\n"
        "if __name__ == '__main__':\n"
        "    ingest.load([Path(sys.argv[1])], open_sqlite(sys.argv[2]), now=sys.argv[3], progress=lambda n: print(n, flush=True))\n"
    )
    script = tmp_path / "loader.py"
    script.write_text(program)
    command = [sys.executable, str(script), str(path), str(place), NOW]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as loader:
        while int(loader.stdout.readline()) < 60:
            pass
        loader.send_signal(signal.SIGINT)
        began = time.monotonic()
        _, said = loader.communicate()
    assert time.monotonic() - began < 10
    assert "KeyboardInterrupt" in said
    store = open_sqlite(str(place))
    kept = store.freshness().stories
    assert 60 <= kept < 300
    assert counts(load([path], store, now=LATER)) == (300 - kept, 0, kept, 0)
    store.close()
