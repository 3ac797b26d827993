"""Quiet hours of a channel, set in Slack: by command, on Home, and what they hold back."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest

from newsbot.config import Digest, Quiet
from newsbot.desk import Desk
from newsbot.surfaces import home
from newsbot.surfaces.slack import quiet
from newsbot.workspace import Workspace
from newsroom import PATIENCE_S, Bot, app_manifest, said, shows, values
from slack_bot import bot as serving

NIGHT = Quiet(begin=time(22), end=time(7), zone="Europe/London")


@pytest.fixture
def manifest() -> dict[str, Any]:
    return app_manifest()


def kept(desk: Desk) -> dict[str, Quiet | None]:
    return dict(quiet.own(desk.journal.settings("quiet:"), team="T0DESK"))


@pytest.mark.parametrize(
    ("line", "says", "hours"),
    [
        ("watches quiet 22:00-07:00 Europe/London", "Quiet hours here: 22:00-07:00 Europe/London", NIGHT),
        ("Watches quiet 22:00 – 7:00  Europe/London", "wait until they end", NIGHT),
        ("watches quiet off", "No quiet hours here", None),
        ("quiet 22:00-07:00 Europe/London", "Quiet hours here: 22:00-07:00 Europe/London", NIGHT),
        ("quiet hours off", "No quiet hours here", None),
    ],
)
async def test_a_command_sets_them(
    workspace: Workspace, bot: Bot, desk: Desk, *, line: str, says: str, hours: Quiet | None
) -> None:
    turn = await workspace.user("U1").command("/news", line, channel="C1")
    answer = await turn.answer(within=PATIENCE_S)
    assert said(answer, says)
    assert answer.only_for == "U1"
    assert kept(desk) == {"C1": hours}


async def test_a_line_that_only_begins_so_is_looked_for(workspace: Workspace, bot: Bot) -> None:
    for line in ("quiet", "quiet harbour", "quiet off the coast"):
        turn = await workspace.user("U1").command("/news", line, channel="C1")
        assert not said(await turn.answer(within=PATIENCE_S), "uiet hours"), line


async def test_alone_it_says_what_they_are(workspace: Workspace, bot: Bot) -> None:
    turn = await workspace.user("U1").command("/watches", "quiet", channel="C1")
    assert said(await turn.answer(within=PATIENCE_S), "Quiet hours here: none.", "watches quiet 22:00-07:00")


@pytest.mark.parametrize(
    "line", ["watches quiet at night", "watches quiet 22:00-25:00", "watches quiet 9:00-10:00 Mars"]
)
async def test_what_is_no_time_is_said_with_an_example(
    workspace: Workspace, bot: Bot, desk: Desk, line: str
) -> None:
    turn = await workspace.user("U1").command("/news", line, channel="C1")
    assert said(await turn.answer(within=PATIENCE_S), "must be", "For example: watches quiet 22:00-07:00")
    assert kept(desk) == {}


async def test_without_a_zone_they_go_by_the_profile_or_by_the_channels_note(
    workspace: Workspace, bot: Bot, desk: Desk
) -> None:
    person = workspace.user("U1")
    await (await person.command("/news", "digest at 07:30 daily Asia/Tokyo", channel="C1")).answer(
        within=PATIENCE_S
    )
    await (await person.command("/watches", "quiet 22:00-07:00", channel="C1")).answer(within=PATIENCE_S)
    assert kept(desk) == {"C1": Quiet(begin=time(22), end=time(7), zone="Asia/Tokyo")}


async def test_home_shows_and_changes_them(workspace: Workspace, desk: Desk) -> None:
    async with serving(workspace, desk, digests=(Digest(channel="C1"),), quiet=NIGHT):
        person = workspace.user("U1")
        await person.open_home()
        view = await person.home(within=PATIENCE_S)
        assert shows(view, "weekdays at 07:00 UTC · quiet 22:00-07:00 Europe/London")

        modal = await (await person.press_in(view, home.CHANGE)).view(within=PATIENCE_S)
        await person.submit(modal, values(modal, at={"selected_time": "06:15"}))
        await workspace.until(
            lambda: shows(workspace.state.homes["U1"], "06:15 UTC · quiet"), within=PATIENCE_S
        )
        assert kept(desk) == {}, "the config's hours were not touched"

        modal = await (await person.press_in(workspace.state.homes["U1"], home.CHANGE)).view(
            within=PATIENCE_S
        )
        await person.submit(modal, values(modal, quiet={"value": "20:00-06:00"}))
        await workspace.until(
            lambda: shows(workspace.state.homes["U1"], "20:00-06:00 UTC"), within=PATIENCE_S
        )

        modal = await (await person.press_in(workspace.state.homes["U1"], home.CHANGE)).view(
            within=PATIENCE_S
        )
        await person.submit(modal, values(modal, quiet={"value": None}))
        await workspace.until(lambda: not shows(workspace.state.homes["U1"], "quiet"), within=PATIENCE_S)
        assert kept(desk) == {"C1": None}, "none, whatever the config says"


async def test_a_mistake_is_told_beside_its_input(workspace: Workspace, bot: Bot, desk: Desk) -> None:
    person = workspace.user("U1")
    await (await person.command("/news", "watches quiet 22:00-07:00", channel="C1")).answer(within=PATIENCE_S)
    await person.open_home()
    view = await person.home(within=PATIENCE_S)
    assert shows(view, "off · quiet 22:00-07:00")
    modal = await (await person.press_in(view, home.CHANGE)).view(within=PATIENCE_S)
    turn = await person.submit(modal, values(modal, quiet={"value": "at night"}))
    assert turn.carried["errors"].keys() == {"quiet"}
    assert "two times of day" in turn.carried["errors"]["quiet"]


async def test_in_a_channel_without_the_bot_it_asks_to_be_invited(workspace: Workspace, bot: Bot) -> None:
    person = workspace.user("U1")
    for line in ("digest at 07:30", "watches quiet 22:00-07:00", "watch figures passengers"):
        turn = await person.command("/news", line, channel="C2")
        assert said(await turn.answer(within=PATIENCE_S), "/invite @newsbot"), line
        turn = await person.command("/news", line, channel="C1")
        assert not said(await turn.answer(within=PATIENCE_S), "/invite"), line


def test_doctor_says_what_holds_and_who_set_it(desk: Desk) -> None:
    desk.journal.keep(
        quiet.key("T1", "C1"), '"20:00-06:00 Asia/Tokyo"', by="U1", now="2030-01-01T00:00:00+00:00"
    )
    desk.journal.keep(quiet.key("T1", "C2"), '""', by="U2", now="2030-01-01T00:00:00+00:00")
    assert quiet.described(NIGHT, desk.journal.settings("quiet:")) == (
        "quiet hours: 22:00-07:00 Europe/London (config)",
        "quiet hours C1: 20:00-06:00 Asia/Tokyo (set in Slack by U1, 2030-01-01T00:00:00+00:00)",
        "quiet hours C2: none (set in Slack by U2, 2030-01-01T00:00:00+00:00)",
    )
