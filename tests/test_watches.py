"""Watches: what fires, what does not, and that each alert is posted once."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import aiohttp
import pytest

from newsbot.alerts import Alerts
from newsbot.answer import Answer
from newsbot.commands import sightings
from newsbot.commands.watch import watchable
from newsbot.config import Quiet, Settings, settings
from newsbot.desk import COMMANDS, Desk
from newsbot.errors import ConfigError
from newsbot.place import Place
from newsbot.schedule import Clock
from newsbot.slackfacts import manifest, problems
from newsbot.store.sqlite import open_sqlite
from newsbot.surfaces.console import Paper, render
from newsbot.surfaces.slack import post as posting
from newsbot.surfaces.slack.check import web_client
from newsbot.surfaces.slack.post import Poster
from newsbot.workspace import Message, Workspace
from slack_bot import KilledError, dies

HARBOUR = Place(channel="T0DESK:C1", by="U1")
TOWN = Place(channel="T0DESK:C2", by="U2")

AGROUND = (
    "A ferry carrying 86 passengers ran aground off Samphire Point on Tuesday morning.\n\n"
    "“Nobody was hurt and nobody panicked,” said Captain Jonas Reyes.\n\n"
    "Rescuers took everybody off the ferry within three hours of the grounding."
)

PRIZE = (
    "The silver loaf of Lund went to the bakery of Agnes Holm on Sunday, and 412 loaves were judged.\n\n"
    "Holm bakes her rye bread with caraway and buttermilk, and the jury of the guild praised its crust.\n\n"
    "In the jury sat the miller Oskar Brandt, the poet Lena Fisk and Jonas Reyes."
)


class Newsroom:
    """A desk with a clock that each load moves on, and the files that it reads."""

    def __init__(self, folder: Path) -> None:
        self.time = datetime(2026, 3, 31, 9, 0, tzinfo=UTC)
        self.desk = Desk(open_sqlite(f"sqlite:///{folder}/archive.db"), clock=lambda: self.time)
        self._folder = folder

    def load(
        self,
        id: str,
        text: str,
        source: str = "Coast Wire",
        headline: str = "Ferry off Samphire Point",
        **fields: str,
    ) -> None:
        self.time += timedelta(minutes=1)
        story = {"id": id, "source": source, "headline": headline, "text": text, **fields}
        (self._folder / f"{id}.jsonl").write_text(json.dumps(story), encoding="utf-8")
        assert not self.desk.load([self._folder / f"{id}.jsonl"]).refused

    def ask(self, line: str, where: Place = HARBOUR) -> Answer:
        return self.desk.ask(line, where=where)

    def fired(self, where: Place = HARBOUR) -> list[Answer]:
        """What is to be told now, told."""
        alerts = [a for a in self.desk.alerts("T0DESK:") if a.channel == where.channel]
        for alert in alerts:
            self.desk.journal.told(alert.key)
        return [alert.answer for alert in alerts if alert.answer]


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    made = Newsroom(tmp_path)
    made.load("first", AGROUND)
    yield made
    made.desk.close()


def lines(answers: list[Answer]) -> list[str]:
    return [item.text for a in answers for s in a.sections for item in s.items]


def labels(answers: list[Answer]) -> list[str]:
    return [item.label or "" for a in answers for s in a.sections for item in s.items]


# Asking for one


def test_a_watch_says_what_is_watched_and_how_to_end_it(room: Newsroom) -> None:
    answer = room.ask("watch figures ferry")
    assert answer.title == "watching figures ferry here"
    assert "unwatch figures ferry" in answer.next
    assert answer.line == "watches"
    (one,) = room.desk.journal.watches(HARBOUR.channel)
    assert (one.line, one.by, one.at) == ("figures ferry", "U1", "2026-03-31T09:01:00+00:00")


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        ("watch figures ferry", "figures ferry"),
        ("watch Figures ferry source:Coast", "figures ferry source:Coast"),
        ("watch who Reyes", "who Reyes"),
        ("watch Reyes", "who Reyes"),
        ("watch who Nobody Yet", "who Nobody Yet"),
        ("watch quotes captain", "quotes captain"),
        ("watch grounding", "find grounding"),
        ("/watch “ran aground”", 'find "ran aground"'),
    ],
)
def test_a_watch_is_read_as_lines_are(room: Newsroom, asked: str, line: str) -> None:
    room.ask(asked)
    assert [one.line for one in room.desk.journal.watches(HARBOUR.channel)] == [line]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("watch digest", "digest cannot be watched"),
        ("watch timeline ferry", "timeline cannot be watched"),
        ("watch figures", "on what?"),
        ("watch source:Coast", "on what?"),
        ("watch figures ferry since:7d", "leave out since:"),
        ("unwatch 7", "7 is not watched here"),
        ("unwatch figures bread", "nothing is watched here"),
        ("watches ferry", "watches takes no words"),
    ],
)
def test_a_wrong_line_is_an_error_with_an_example(room: Newsroom, asked: str, said: str) -> None:
    answer = room.ask(asked)
    assert answer.kind == "error"
    assert said in answer.title
    assert room.desk.journal.watches(HARBOUR.channel) == []


def test_a_bare_watch_offers_lines_that_can_be_watched(room: Newsroom) -> None:
    answer = room.ask("watch")
    assert answer.kind == "clarify"
    assert answer.next
    for line in answer.next:
        assert room.ask(line).title.startswith("watching ")


def test_watches_are_listed_with_numbers_and_ended_by_number_or_line(room: Newsroom) -> None:
    for line in ("watch figures ferry", "watch who Reyes", "watch grounding"):
        room.ask(line)
    assert [i.lead for i in room.ask("watches").sections[0].items] == [
        "1 · figures ferry", "2 · who Reyes", "3 · find grounding",
    ]  # fmt: skip
    assert room.ask("unwatch 2").title == "no longer watching who Reyes"
    assert room.ask("unwatch grounding").title == "no longer watching find grounding"
    assert [i.text for i in room.ask("watches").sections[0].items] == ["figures ferry"]


def test_every_watch_is_drawn_though_all_were_asked_for_at_once(room: Newsroom) -> None:
    for line in ("watch figures ferry", "watch who Reyes", "watch grounding"):
        room.ask(line)
    drawn = render(room.ask("watches"), Paper())
    assert all(part in drawn for part in ("1 · figures ferry", "2 · who Reyes", "3 · find grounding"))


def test_to_ask_twice_changes_nothing_and_says_so(room: Newsroom) -> None:
    room.ask("watch figures ferry")
    assert room.ask("watch figures ferry").title == "figures ferry is watched here"
    assert len(room.desk.journal.watches(HARBOUR.channel)) == 1


def test_a_channel_watches_twenty_lines_at_most(room: Newsroom) -> None:
    for n in range(20):
        room.ask(f"watch figures ferry{n}")
    answer = room.ask("watch figures ferry")
    assert answer.kind == "error"
    assert "unwatch 1" in answer.title


def test_channels_watch_apart(room: Newsroom) -> None:
    room.ask("watch figures ferry")
    assert room.ask("watches", TOWN).kind == "nothing"
    room.load("second", "The ferry had 92 passengers on board when it ran aground, police said.")
    assert room.fired(TOWN) == []
    assert len(room.fired(HARBOUR)) == 1


# What fires


def test_what_stands_already_does_not_fire(room: Newsroom) -> None:
    room.ask("watch figures ferry")
    assert room.fired() == []


def test_a_new_figure_fires_once(room: Newsroom) -> None:
    room.ask("watch figures ferry")
    room.load(
        "second", "The ferry had 92 passengers on board when it ran aground at Samphire Point.", "Hill Post"
    )
    (alert,) = room.fired()
    assert lines([alert]) == ["The ferry had 92 passengers on board when it ran aground at Samphire Point."]
    assert labels([alert])[0].startswith("new figure")
    assert alert.title == "watched: figures ferry"
    assert room.ask(alert.line) == alert, "its buttons ask this line"
    assert room.fired() == []


def test_the_same_number_in_another_source_does_not_fire(room: Newsroom) -> None:
    room.ask("watch figures passengers")
    room.load("second", AGROUND.replace("A ferry", "The Samphire ferry"), "Hill Post")
    assert room.fired() == []


@pytest.mark.parametrize(
    "line", ["figures ferry", "who Reyes", "quotes Reyes", "find grounding", '"nobody panicked"']
)
def test_a_copy_of_a_known_story_fires_nothing(room: Newsroom, line: str) -> None:
    room.ask(f"watch {line}")
    room.load("copy", AGROUND, "Hill Post")
    room.load("copy-again", AGROUND, "Town Crier", headline="Ferry off Samphire Point")
    assert room.fired() == []


def test_a_new_quote_fires_and_another_wording_of_a_known_one_does_not(room: Newsroom) -> None:
    room.ask("watch who Reyes")
    room.load(
        "second",
        AGROUND.replace("Nobody was hurt and nobody panicked", "Nobody was hurt, and nobody had panicked"),
        "Hill Post",
    )
    assert room.fired() == []
    room.load(
        "third",
        AGROUND + "\n\n“I saw the sandbank far too late,” Captain Jonas Reyes told the court.",
        "Town Crier",
    )
    assert lines(room.fired()) == ["“I saw the sandbank far too late,” Captain Jonas Reyes told the court."]


def test_a_person_in_a_new_storyline_fires(room: Newsroom) -> None:
    room.ask("watch who Reyes")
    room.load("prize", PRIZE, headline="Rye bread of Lund wins the silver loaf")
    (alert,) = room.fired()
    assert labels([alert])[0].startswith("new storyline")


def test_a_person_who_is_not_in_the_archive_can_be_waited_for(room: Newsroom) -> None:
    room.ask("watch who Petra Lang")
    room.load("second", "“He was at the wheel, and only at the wheel,” said Petra Lang, his lawyer.")
    alert = room.fired()
    assert any("only at the wheel" in line for line in lines(alert))


def test_the_first_named_origin_behind_a_number_fires(room: Newsroom) -> None:
    told = "{} said the ferry had 86 passengers when it ran aground off Samphire Point. Captain Jonas Reyes was questioned."
    room.ask("watch figures passengers")
    room.load("second", told.format("Police chief Dolores Whitfield"), "Hill Post")
    (alert,) = room.fired()
    assert labels([alert]) == ["first named origin"]
    room.load("third", told.format("Mayor Edwin Sarka"), "Town Crier")
    assert room.fired() == []


def test_a_changed_story_fires_for_what_is_new_in_it(room: Newsroom) -> None:
    room.ask("watch figures passengers")
    room.load("first", AGROUND.replace("86", "91"))
    room.load("other", "It rained on the hills all day.", headline="Rain")  # the archive has moved on
    assert any("91 passengers" in line for line in lines(room.fired()))


def test_words_fire_once_a_story(room: Newsroom) -> None:
    room.ask("watch grounding")
    room.load("second", "The grounding is looked into. The grounding cost the line its licence.",
              headline="Inquiry opens")  # fmt: skip
    (alert,) = room.fired()
    assert lines([alert]) == ["The grounding is looked into."]


def test_all_that_a_channel_watches_comes_in_one_message(room: Newsroom) -> None:
    room.ask("watch figures ferry")
    room.ask("watch who Reyes")
    room.load(
        "second",
        "The ferry had 92 passengers on board. “I saw the sandbank far too late,” said Captain Jonas Reyes.",
    )
    (alert,) = room.fired()
    assert alert.title == "watched: figures ferry · who Reyes"
    assert [s.heading for s in alert.sections] == ["figures ferry", "who Reyes"]


def test_a_line_that_several_watches_met_is_told_once(room: Newsroom) -> None:
    for line in ("watch figures ferry", "watch quotes ferry", "watch sandbank"):
        room.ask(line)
    room.load("second", "Captain Jonas Reyes said the ferry had 92 passengers when it met the sandbank.")
    assert len(lines(room.fired())) == 1


def test_an_alert_is_short_and_counts_the_rest(room: Newsroom) -> None:
    room.ask("watch figures ferry")
    room.load("second", "\n\n".join(f"The ferry has {n + 100} lamps on deck {n + 2}." for n in range(30)))
    (alert,) = room.fired()
    assert len(lines([alert])) <= 8
    assert sum(s.more for s in alert.sections) > 10


def test_every_line_of_an_alert_is_a_span_of_its_story(room: Newsroom) -> None:
    for line in ("watch figures ferry", "watch who Reyes", "watch grounding"):
        room.ask(line)
    room.load(
        "second",
        "The ferry had 92 passengers on board at its grounding. “It is over,” said Captain Jonas Reyes.",
    )
    items = [item for a in room.fired() for s in a.sections for item in s.items]
    assert len(items) == 2
    for item in items:
        assert item.cite is not None
        story = room.desk.archive.story(item.cite.story)
        assert story is not None
        assert story.text[item.cite.start : item.cite.end] == item.text


def test_what_was_noted_and_not_told_is_given_again(room: Newsroom) -> None:
    room.ask("watch figures ferry")
    room.load("second", "The ferry had 92 passengers on board when it ran aground.")
    (first,) = room.desk.alerts("T0DESK:")
    room.load("third", "The ferry had 99 passengers on board when it ran aground.")
    again, other = room.desk.alerts("T0DESK:")
    assert again.key == first.key
    assert again.answer == first.answer
    assert other.key != first.key


def test_the_console_is_told_by_asking(room: Newsroom) -> None:
    room.desk.ask("watch figures ferry")
    room.load("second", "The ferry had 92 passengers on board when it ran aground.")
    shown = room.desk.ask("watches")
    assert any("92 passengers" in line for line in lines([shown]))
    assert room.desk.ask("watches") == shown
    assert room.desk.alerts("console") == ()


def test_what_is_met_only_because_two_names_are_one_persons_is_no_news(room: Newsroom) -> None:
    room.load("old", "“The sea was calm,” said Joe Harrow, who had the watch on the ferry.")
    room.ask("watch who Jonas Reyes")
    room.ask("watch quotes by:Harrow ferry")
    room.load("fresh", "“I saw no sandbank on any chart,” said Captain Jonas Reyes in the harbour.")
    for line in ("same Joe Harrow = Jonas Reyes", "undo same Joe Harrow = Jonas Reyes"):
        assert room.ask(line).kind == "answer"
    room.ask("same Joe Harrow = Jonas Reyes")
    told = lines(room.fired())
    assert [line for line in told if "sandbank" in line], "what was news before is still told"
    assert not [line for line in told if "calm" in line]
    room.load("later", "“Nobody asked me,” said Joe Harrow, who had the watch on the ferry.")
    assert any("Nobody asked me" in line for line in lines(room.fired()))


def test_after_a_new_version_only_what_was_loaded_since_is_news(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.ask("watch figures ferry")
    assert room.fired() == []
    room.load(
        "second", "The ferry had 92 passengers on board when it ran aground at Samphire Point.", "Hill Post"
    )
    mark = sightings._mark
    monkeypatch.setattr(sightings, "_mark", lambda *parts: mark("told otherwise", *parts))
    monkeypatch.setattr("newsbot.watches.__version__", "99.0")
    told = lines(room.fired())
    assert told == ["The ferry had 92 passengers on board when it ran aground at Samphire Point."]
    assert room.fired() == []


def test_who_no_longer_watches_is_told_nothing(room: Newsroom) -> None:
    room.ask("watch figures ferry")
    room.load("second", "The ferry had 92 passengers on board when it ran aground.")
    room.desk.alerts("T0DESK:")
    room.ask("unwatch 1")
    assert [alert.answer for alert in room.desk.alerts("T0DESK:")] == [None]


def test_a_command_cannot_be_asked_of_the_archive_alone(room: Newsroom) -> None:
    from newsbot.commands import ask

    assert ask("watch figures ferry", room.desk.archive, now=room.time).kind == "error"


def test_what_is_watchable_stays_so(room: Newsroom) -> None:
    from newsbot.commands.line import parse

    for typed in (
        "figures ferry",
        "Reyes",
        "grounding",
        '"ran aground" source:Coast',
        'quotes "far too late"',
    ):
        found = watchable(parse(typed), room.desk.archive)
        assert watchable(parse(str(found)), room.desk.archive) == found


def test_a_figure_that_replaces_another_fires_with_both(room: Newsroom) -> None:
    room.load("toll", "The quake at Karsel killed 38 people, Governor Agnes Holm said. The quake struck at dawn.",
              headline="Quake kills 38 at Karsel", published="2026-03-30T08:00:00Z")  # fmt: skip
    room.ask("watch figures quake")
    room.load("risen", "The quake at Karsel killed 44 people, up from 38 a day earlier, Governor Agnes Holm said.",
              headline="Toll of Karsel quake rises", source="Hill Post", published="2026-03-31T08:00:00Z")  # fmt: skip
    (alert,) = room.fired()
    (changed,) = [s for s in alert.sections if s.verdict == "CHANGED"]
    assert [item.facts["value"] for item in changed.items if item.facts] == [38, 44]
    assert room.ask("new").sections[0].verdict == "CHANGED"


# Quiet hours


@pytest.mark.parametrize(
    ("begin", "end", "hour", "quiet"),
    [
        (22, 7, 23, True),
        (22, 7, 6, True),
        (22, 7, 7, False),
        (22, 7, 12, False),
        (22, 7, 22, True),
        (9, 17, 12, True),
        (9, 17, 17, False),
        (9, 9, 9, False),
    ],
)
def test_quiet_hours_may_go_over_midnight(begin: int, end: int, hour: int, *, quiet: bool) -> None:
    hours = Quiet(begin=time(begin), end=time(end), zone="Europe/London")
    assert hours.holds(datetime(2026, 1, 5, hour, tzinfo=UTC)) is quiet


def test_quiet_hours_are_those_of_their_zone() -> None:
    hours = Quiet(begin=time(22), end=time(7), zone="America/New_York")
    assert hours.holds(datetime(2026, 1, 5, 4, tzinfo=UTC))
    assert not hours.holds(datetime(2026, 1, 5, 22, tzinfo=UTC))


def test_quiet_hours_are_read_from_the_config() -> None:
    read = settings({}, '[watch]\nquiet = "22:00-07:00"\nzone = "Europe/London"')
    assert read.quiet == Quiet(begin=time(22), end=time(7), zone="Europe/London")
    assert settings({}, "[watch]").quiet is None


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('quiet = "night"', "two times of day"),
        ('quiet = "22:00"', "two times of day"),
        ("quiet = 22", "two times of day"),
        ('quiet = "22:00-07:00"\nzone = "Mars"', "time zone"),
        ('quite = "22:00-07:00"', "did you mean quiet?"),
    ],
)
def test_a_mistake_in_the_quiet_hours_is_named(table: str, said: str) -> None:
    with pytest.raises(ConfigError, match=re.escape(said)):
        settings({}, f"[watch]\n{table}")


# Posting


class Channel:
    """A workspace, a newsroom whose store is the journal, and any number of processes that post."""

    def __init__(self, room: Newsroom, workspace: Workspace, session: aiohttp.ClientSession) -> None:
        self.room = room
        self.workspace = workspace
        self._session = session

    def poster(self, owner: str = "one") -> Poster:
        app = self.workspace.app
        settings = Settings(bot_token=app.bot_token, api_url=self.workspace.api_url)
        client = web_client(settings, self._session)
        return Poster(client, self.room.desk.journal, team="T0DESK", owner=owner)

    def alerts(self, owner: str = "one", quiet: Quiet | None = None) -> Alerts:
        return Alerts(self.room.desk, self.poster(owner), lambda: self.room.time, quiet=quiet)

    def posted(self) -> list[Message]:
        return [m for m in self.workspace.messages("C1") if m.bot_id]


@pytest.fixture
async def channel(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Channel]:
    monkeypatch.setattr(posting, "GAP_S", 0.0)

    def wall() -> datetime:
        return datetime.now(UTC)

    room.ask("watch figures ferry")
    async with Workspace(manifest(COMMANDS), now=wall) as workspace, aiohttp.ClientSession() as session:
        yield Channel(room, workspace, session)


NEWS = "The ferry had 92 passengers on board when it ran aground, police said."


async def test_an_alert_is_posted_to_the_channel_that_watches(channel: Channel) -> None:
    channel.room.load("second", NEWS)
    await channel.alerts().sweep()
    (message,) = channel.posted()
    assert "figures ferry" in message.text
    assert "92 passengers" in message.text
    assert problems({"text": message.text, "blocks": list(message.blocks)}) == ()


async def test_nothing_is_posted_where_nothing_is_new(channel: Channel) -> None:
    await channel.alerts().sweep()
    channel.room.load("copy", AGROUND, "Hill Post")
    await channel.alerts().sweep()
    assert channel.posted() == []


async def test_an_alert_is_posted_once_however_often_and_by_however_many(channel: Channel) -> None:
    channel.room.load("second", NEWS)
    await asyncio.gather(*(channel.alerts(str(n)).sweep() for n in range(4)))
    await channel.alerts().sweep()
    assert len(channel.posted()) == 1


async def test_a_follow_up_under_an_alert_looks_back_to_its_line(channel: Channel) -> None:
    channel.room.load("second", NEWS)
    await channel.alerts().sweep()
    (message,) = channel.posted()
    kept = channel.room.desk.journal.recall(f"T0DESK:C1:{message.ts}")
    assert kept is not None
    assert kept[0] == "figures ferry"


async def test_in_quiet_hours_nothing_is_posted_and_all_of_it_after_them(channel: Channel) -> None:
    night = Quiet(begin=time(8), end=time(12))
    channel.room.load("second", NEWS)
    channel.room.load("third", "The ferry had 99 passengers on board when it ran aground, police said.")
    await channel.alerts(quiet=night).sweep()
    assert channel.posted() == []
    channel.room.time += timedelta(hours=4)
    await channel.alerts(quiet=night).sweep()
    (message,) = channel.posted()
    assert "92 passengers" in message.text
    assert "99 passengers" in message.text


async def test_a_channels_own_quiet_hours_hold_back_its_alerts_alone(channel: Channel) -> None:
    night, room = Quiet(begin=time(8), end=time(12)), channel.room
    room.desk.journal.keep("quiet:T0DESK:C1", '"08:00-12:00 UTC"', by="U1", now="2026-03-31T00:00:00+00:00")
    channel.workspace.invite("C2")
    room.ask("watch figures ferry", TOWN)
    room.load("second", NEWS)
    await channel.alerts().sweep()
    assert channel.posted() == []
    assert [m.text for m in channel.workspace.messages("C2") if "92 passengers" in m.text]
    room.desk.journal.keep("quiet:T0DESK:C1", '""', by="U1", now="2026-03-31T00:00:00+00:00")
    await channel.alerts(quiet=night).sweep()
    assert len(channel.posted()) == 1, "none by its own wish, whatever the config says"


async def test_the_clock_tells_of_them_but_not_in_quiet_hours(channel: Channel) -> None:
    channel.room.load("second", NEWS)
    night = Quiet(begin=time(8), end=time(12))
    await Clock(channel.room.desk, (), channel.poster(), lambda: channel.room.time, quiet=night).sweep()
    assert channel.posted() == []
    await Clock(channel.room.desk, (), channel.poster(), lambda: channel.room.time).sweep()
    assert len(channel.posted()) == 1


async def test_an_archive_that_does_not_answer_is_asked_again(
    channel: Channel, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    channel.room.load("second", NEWS)
    with monkeypatch.context() as broken:
        broken.setattr("newsbot.watches.alerts", lambda *_, **__: 1 / 0)
        await channel.alerts().sweep()
    assert "tried again" in caplog.text
    await channel.alerts().sweep()
    assert len(channel.posted()) == 1


@pytest.mark.parametrize("step", range(1, 8))
async def test_killed_at_any_point_the_next_process_posts_it_once(
    channel: Channel, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel.room.load("second", NEWS)
    dying = channel.poster("dying")
    monkeypatch.setattr(posting, "LEASE_S", -1)  # over as soon as it is given
    dies(dying, step, monkeypatch)
    with suppress(KilledError):
        await Alerts(channel.room.desk, dying, lambda: channel.room.time).sweep()
    for _ in range(2):
        await channel.alerts("next").sweep()
    assert len(channel.posted()) == 1
    assert channel.room.desk.journal.untold("watch:") == []


async def test_a_channel_that_the_bot_is_not_in_is_logged_and_let_be(
    channel: Channel, caplog: pytest.LogCaptureFixture
) -> None:
    channel.room.ask("watch figures ferry", Place(channel="T0DESK:CNOWHERE"))
    channel.room.load("second", NEWS)
    await channel.alerts().sweep()
    await channel.alerts().sweep()
    assert len(channel.posted()) == 1
    assert caplog.text.count("channel_not_found") == 1
