"""What every store keeps of watches and their alerts."""

from __future__ import annotations

import threading

import pytest

from newsbot.store.sqlite import open_sqlite

EARLY, LATE = "2030-01-01T00:00:00+00:00", "2030-01-02T00:00:00+00:00"
HARBOUR, TOWN = "T1:C1", "T1:C2"


@pytest.fixture(params=["file", "memory"])
def store(request, tmp_path):
    made = open_sqlite(f"sqlite:///{tmp_path}/archive.db" if request.param == "file" else ":memory:")
    yield made
    made.close()


def watched(store, channel=HARBOUR, line="figures ships", marks=()):
    assert store.watch(channel, line, by="U1", marks=marks, looked="1", now=EARLY)
    return next(w.id for w in store.watches(channel) if w.line == line)


def test_a_channel_watches_a_line_once_and_keeps_who_asked(store):
    watched(store)
    assert not store.watch(HARBOUR, "figures ships", by="U2", marks=(), looked="2", now=LATE)
    (one,) = store.watches(HARBOUR)
    assert (one.channel, one.line, one.by, one.at, one.looked) == (
        HARBOUR, "figures ships", "U1", EARLY, "1",
    )  # fmt: skip


def test_watches_stand_in_the_order_in_which_they_were_asked_for(store):
    for line in ("who Okafor", "figures ships", 'find "fog horn"'):
        watched(store, line=line)
    assert [w.line for w in store.watches(HARBOUR)] == ["who Okafor", "figures ships", 'find "fog horn"']
    assert store.watches(TOWN) == []


def test_the_channels_of_a_team_that_watch_are_known(store):
    watched(store, TOWN)
    watched(store, HARBOUR)
    watched(store, "T2:C1")
    assert store.watching("T1:") == [HARBOUR, TOWN]
    assert store.watching("%") == []


def test_what_stood_there_at_the_start_is_no_news(store):
    ships = watched(store, marks=["a", "b"])
    assert store.sight({ships: ["a", "b"]}, alert="watch:1", looked="2", now=LATE) == 0
    assert store.untold("watch:") == []


def test_what_a_watch_is_made_to_know_it_never_tells(store):
    ships, ended = watched(store, marks=["a"]), watched(store, TOWN)
    store.unwatch(TOWN, "figures ships")
    store.know({ships: ["a", "b"], ended: ["b"]})
    assert store.sight({ships: ["b", "c"]}, alert="watch:1", looked="2", now=LATE) == 1
    assert [one.marks for one in store.sighted("watch:1")] == [("c",)]
    assert store.watches(TOWN) == []


def test_what_is_met_later_makes_up_one_alert_until_it_is_told(store):
    ships, people = watched(store, marks=["a"]), watched(store, line="who Okafor")
    assert store.sight({ships: ["c", "a", "b"], people: ["q"]}, alert="watch:1", looked="2", now=LATE) == 3
    assert store.untold("watch:") == ["watch:1"]
    assert [(s.watch.line, s.marks, s.at) for s in store.sighted("watch:1")] == [
        ("figures ships", ("c", "b"), LATE), ("who Okafor", ("q",), LATE),
    ]  # fmt: skip
    store.told("watch:1")
    assert store.untold("watch:") == []
    assert store.fired(HARBOUR, limit=5) == ["watch:1"]


def test_nothing_is_met_twice(store):
    ships = watched(store)
    assert store.sight({ships: ["a"]}, alert="watch:1", looked="2", now=LATE) == 1
    assert store.sight({ships: ["a"]}, alert="watch:2", looked="3", now=LATE) == 0
    assert store.untold("watch:") == ["watch:1"]


def test_in_one_state_of_the_archive_a_watch_is_looked_at_once(store):
    ships = watched(store)
    assert store.sight({ships: ["a"]}, alert="watch:1", looked="2", now=LATE) == 1
    assert store.sight({ships: ["b"]}, alert="watch:1", looked="2", now=LATE) == 0
    assert store.watches(HARBOUR)[0].looked == "2"


def test_of_many_that_look_at_once_one_meets_it(store):
    ships, start, met = watched(store), threading.Barrier(6), []

    def race():
        start.wait()
        met.append(store.sight({ships: ["a", "b"]}, alert="watch:1", looked="2", now=LATE))

    threads = [threading.Thread(target=race) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(met) == [0, 0, 0, 0, 0, 2]


def test_who_no_longer_watches_is_told_nothing_and_may_begin_again(store):
    ships = watched(store)
    store.sight({ships: ["a"]}, alert="watch:1", looked="2", now=LATE)
    assert store.unwatch(HARBOUR, "figures ships")
    assert not store.unwatch(HARBOUR, "figures ships")
    assert store.sighted("watch:1") == []
    assert store.watches(HARBOUR) == []
    assert store.sight({watched(store): ["a"]}, alert="watch:2", looked="2", now=LATE) == 1


def test_the_alerts_of_a_channel_are_its_own_newest_first(store):
    here, there = watched(store), watched(store, TOWN)
    store.sight({here: ["a"]}, alert="watch:1", looked="2", now=EARLY)
    store.sight({there: ["a"]}, alert="watch:other", looked="2", now=EARLY)
    store.sight({here: ["b"]}, alert="watch:2", looked="3", now=LATE)
    assert store.fired(HARBOUR, limit=5) == ["watch:2", "watch:1"]
    assert store.fired(HARBOUR, limit=1) == ["watch:2"]
    assert store.untold("watch:") == ["watch:1", "watch:other", "watch:2"]
