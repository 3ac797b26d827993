"""App Home and the modal of a channel's note, in the real bot, by both ways in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from newsbot.config import Digest
from newsbot.desk import Desk
from newsbot.slackfacts import problems
from newsbot.store import Freshness, Refusal, SourceCount
from newsbot.store.identities import Identity
from newsbot.surfaces import home, note_modal
from newsbot.surfaces.blocks import WATCH
from newsbot.surfaces.home import ChannelNote, ChannelWatch
from newsbot.surfaces.slack import notes
from newsbot.workspace import Workspace
from newsbot.workspace.body import RefusedError
from newsbot.workspace.methods import METHODS
from newsroom import PATIENCE_S, Bot, app_manifest, said, shows, strings, values
from slack_bot import bot as serving

CONFIG = (Digest(channel="C1"),)


@pytest.fixture
def manifest() -> dict[str, Any]:
    return app_manifest()


def bare(view: Any) -> dict[str, Any]:
    own = {"type", "title", "submit", "close", "blocks", "private_metadata", "callback_id"}
    return {key: value for key, value in view.items() if key in own}


async def test_home_shows_how_new_the_archive_is(workspace: Workspace, bot: Bot) -> None:
    person = workspace.user("U1")
    await person.open_home()
    view = await person.home(within=PATIENCE_S)
    assert shows(view, "3 stories", "0 refused", "last load", "Harbour Wire", "Island Post")
    assert shows(view, "no channel of yours has one")


async def test_a_note_is_set_up_changed_and_switched_off_from_home(
    workspace: Workspace, bot: Bot, desk: Desk
) -> None:
    person = workspace.user("U1")
    await person.open_home()
    view = await person.home(within=PATIENCE_S)
    modal = await (await person.press_in(view, home.SET_UP)).view(within=PATIENCE_S)
    assert values(modal)["zone"]["zone"]["value"] == workspace.state.users["U1"].tz, "the person's own"
    options = modal["blocks"][0]["element"]["options"]
    channel = next(option for option in options if option["value"] == "C1")
    sent = values(modal, channel={"selected_option": channel}, at={"selected_time": "06:15"})
    assert (await person.submit(modal, sent)).error is None
    await workspace.until(lambda: shows(workspace.state.homes["U1"], "weekdays at 06:15"), within=PATIENCE_S)

    again = await (await person.press_in(workspace.state.homes["U1"], home.CHANGE)).view(within=PATIENCE_S)
    assert problems(bare(again)) == ()
    await person.submit(again, values(again, on={"selected_options": []}))
    await workspace.until(lambda: not shows(workspace.state.homes["U1"], "06:15"), within=PATIENCE_S)
    assert notes.effective(CONFIG, desk.journal.settings(""), team="T0DESK") == ()
    assert shows(workspace.state.homes["U1"], "off", "U1"), "who set it"


async def test_a_zone_that_is_none_is_told_beside_its_input(
    workspace: Workspace, bot: Bot, desk: Desk
) -> None:
    person = workspace.user("U1")
    await person.command("/news", "digest at 07:30", channel="C1")
    await workspace.until(lambda: person.sees("C1"), within=PATIENCE_S)
    await person.open_home()
    view = await person.home(within=PATIENCE_S)
    modal = await (await person.press_in(view, home.CHANGE)).view(within=PATIENCE_S)
    turn = await person.submit(
        modal, values(modal, zone={"value": "Mars; Olympus"}, days={"selected_options": []})
    )
    assert turn.carried["response_action"] == "errors"
    assert set(turn.carried["errors"]) == {"zone", "days"}
    assert [one.by for one in desk.journal.settings("note:")] == ["U1"]


async def test_only_members_change_a_channels_note(workspace: Workspace, bot: Bot) -> None:
    workspace.state.channels["C1"].members.remove("U2")
    await workspace.user("U1").command("/news", "digest at 07:30", channel="C1")
    await workspace.until(lambda: workspace.user("U1").sees("C1"), within=PATIENCE_S)
    person = workspace.user("U2")
    await person.open_home()
    view = await person.home(within=PATIENCE_S)
    assert not shows(view, "07:30")


def refuses(word: str) -> Callable[[Any], Any]:
    """A method of the Web API that says this."""

    def refuse(_: Any) -> Any:
        raise RefusedError(word)

    return refuse


@pytest.mark.parametrize("word", ["unknown_method", "missing_scope", "fatal_error", "no reply"])
async def test_home_is_shown_without_channels_where_slack_does_not_tell_them(
    workspace: Workspace,
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    word: str,
) -> None:
    if word == "no reply":
        workspace.faults.lose_reply("users.conversations", times=9)
    else:
        failing = {**METHODS, "users.conversations": refuses(word)}
        monkeypatch.setattr("newsbot.workspace.web_api.METHODS", failing)
    async with serving(workspace, desk, digests=CONFIG):
        person = workspace.user("U1")
        await person.open_home()
        view = await person.home(within=PATIENCE_S)
        assert shows(view, "3 stories", "Harbour Wire", "Slack does not say which channels")
        assert not shows(view, "no channel of yours has one")
        assert problems(bare(view)) == ()
    assert not workspace.messages(workspace.state.direct("U1").id)
    assert "Home is shown without channels: Slack says" in caplog.text


async def test_who_only_opens_home_is_told_of_no_error(
    workspace: Workspace, desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    failing = {**METHODS, "views.publish": refuses("not_enabled")}
    monkeypatch.setattr("newsbot.workspace.web_api.METHODS", failing)
    async with serving(workspace, desk) as bot:
        await workspace.user("U1").open_home()
        await workspace.until(
            lambda: ("views.publish", "not_enabled") in workspace.refusals, within=PATIENCE_S
        )
        await bot.end()
    assert not workspace.messages(workspace.state.direct("U1").id)
    assert "reference" in caplog.text, "the log has it"


@pytest.mark.parametrize(("admins", "may"), [(frozenset({"U2"}), True), (frozenset(), False)])
async def test_an_admin_changes_the_note_of_any_channel_that_the_bot_is_in(
    workspace: Workspace, desk: Desk, admins: frozenset[str], may: bool
) -> None:
    workspace.state.channels["C1"].members.remove("U2")
    async with serving(workspace, desk, admins=admins, digests=CONFIG):
        person = workspace.user("U2")
        await person.open_home()
        view = await person.home(within=PATIENCE_S)
        assert shows(view, "weekdays at 07:00 UTC") is may
        if may:
            modal = await (await person.press_in(view, home.CHANGE)).view(within=PATIENCE_S)
            await person.submit(modal, values(modal, at={"selected_time": "05:05"}))
            await workspace.until(lambda: shows(workspace.state.homes["U2"], "05:05"), within=PATIENCE_S)


async def test_an_admin_is_not_shown_private_channels_of_others(workspace: Workspace, desk: Desk) -> None:
    workspace.state.channels["G1"].members.remove("U2")
    both = (Digest(channel="C1"), Digest(channel="G1"))
    async with serving(workspace, desk, admins=frozenset({"U2"}), digests=both):
        for user, sees in (("U1", True), ("U2", False)):
            person = workspace.user(user)
            await person.open_home()
            view = await person.home(within=PATIENCE_S)
            assert shows(view, "#editors") is sees
            assert shows(view, f"#{workspace.state.channels['C1'].name}")


async def test_who_has_left_a_channel_changes_nothing_there_and_is_told(
    workspace: Workspace, desk: Desk
) -> None:
    async with serving(workspace, desk, digests=CONFIG):
        person = workspace.user("U1")
        await person.open_home()
        view = await person.home(within=PATIENCE_S)
        modal = await (await person.press_in(view, home.CHANGE)).view(within=PATIENCE_S)
        workspace.state.channels["C1"].members.remove("U1")
        refused = await (await person.press_in(view, home.CHANGE)).view(within=PATIENCE_S)
        assert shows(refused, "The members of a channel change its note")
        await person.submit(modal, values(modal, at={"selected_time": "05:05"}))
        direct = workspace.state.direct("U1").id
        (told,) = await workspace.until(lambda: workspace.messages(direct), within=PATIENCE_S)
        assert said(told, "The members of a channel change its note")
    assert desk.journal.settings("note:") == []


async def test_follow_ups_without_a_mention_are_switched_on_in_a_channels_settings(
    workspace: Workspace, desk: Desk
) -> None:
    async with serving(workspace, desk, follow_ups=True, digests=CONFIG):
        person = workspace.user("U1")
        await person.open_home()
        view = await person.home(within=PATIENCE_S)
        modal = await (await person.press_in(view, home.CHANGE)).view(within=PATIENCE_S)
        ticked = [{"value": "on"}]
        await person.submit(modal, values(modal, follow_ups={"selected_options": ticked}))
        await workspace.until(lambda: shows(workspace.state.homes["U1"], "set by"), within=PATIENCE_S)
    assert [one.key for one in desk.journal.settings("follow:")] == ["follow:T0DESK:C1"]


async def test_what_is_watched_stands_on_home_and_can_be_ended(workspace: Workspace, bot: Bot) -> None:
    person = workspace.user("U1")
    answer = await (await person.command("/figures", "passengers", channel="C1")).answer(within=PATIENCE_S)
    assert said(
        await (await person.press(answer, WATCH)).answer(within=PATIENCE_S), "watching figures passengers"
    )
    await person.open_home()
    view = await person.home(within=PATIENCE_S)
    assert shows(view, "figures passengers")
    await person.press_in(view, home.UNWATCH)
    await workspace.until(
        lambda: not shows(workspace.state.homes["U1"], "figures passengers"), within=PATIENCE_S
    )


async def test_what_was_said_of_names_stands_on_home_and_can_be_undone(
    workspace: Workspace, bot: Bot, desk: Desk
) -> None:
    person = workspace.user("U1")
    await (await person.command("/same", "Gogo = Lena Okafor", channel="C1")).answer(within=PATIENCE_S)
    assert [(str(one), one.by) for one in desk.archive.identities().said] == [
        ("same Gogo = Lena Okafor", "U1")
    ]
    await person.open_home()
    view = await person.home(within=PATIENCE_S)
    assert shows(view, "WHO IS WHO", "same Gogo = Lena Okafor", "U1")
    await person.press_in(view, home.UNDO)
    await workspace.until(lambda: shows(workspace.state.homes["U1"], "nothing is set"), within=PATIENCE_S)
    assert desk.archive.identities().said == ()


async def test_where_admins_are_named_nobody_else_says_who_is_who(workspace: Workspace, desk: Desk) -> None:
    async with serving(workspace, desk, admins=frozenset({"U2"}), digests=CONFIG):
        one, admin = workspace.user("U1"), workspace.user("U2")
        refused = await one.command("/same", "Gogo = Lena Okafor", channel="C1")
        assert said(await refused.answer(within=PATIENCE_S), "only the admins")
        assert desk.archive.identities().said == ()
        await (await admin.command("/same", "Gogo = Lena Okafor", channel="C1")).answer(within=PATIENCE_S)
        await one.open_home()
        view = await one.home(within=PATIENCE_S)
        assert shows(view, "same Gogo = Lena Okafor", "U2")
        assert home.UNDO not in strings(view["blocks"])


async def test_a_direct_channel_has_a_note_of_its_own(workspace: Workspace, bot: Bot) -> None:
    person = workspace.user("U1")
    await (await person.dm("digest at 06:45 daily UTC")).answer(within=PATIENCE_S)
    await person.open_home()
    view = await person.home(within=PATIENCE_S)
    assert shows(view, "direct message", "daily at 06:45 UTC")
    await workspace.user("U2").open_home()
    assert not shows(await workspace.user("U2").home(within=PATIENCE_S), "06:45")


def test_the_home_stays_within_slacks_limits() -> None:
    refused = tuple(Refusal(origin=f"/a/b/{n}.pdf", reason="no text in it " * 40) for n in range(300))
    sources = [
        SourceCount(label="x" * 400, publisher=None, evidence="y" * 4_000, stories=1, last_loaded="2030")
        for _ in range(300)
    ]
    channels = [ChannelNote(channel=f"C{n}", name="z" * 80, said="off", set_by="U1") for n in range(300)]
    watched = [
        ChannelWatch(place=f"T1:C{n}", name="z" * 80, line="who " + "x" * 3_000, by="U1") for n in range(99)
    ]
    fresh = Freshness(stories=9, last_load=None, refused=refused)
    who = [
        Identity(one="a" * 80, other=f"{n}" + "b" * 80, same=True, by="U1", at="2030-01-01T00:00:00+00:00")
        for n in range(99)
    ]
    view = home.view(fresh, sources, channels, watches=watched, who=who, others=True)
    assert problems(view) == ()
    names = {f"C{n}": "z" * 80 for n in range(300)}
    labels = [f"{n}" + "s" * n for n in range(300)]
    for line in ("digest", "digest source:Wire", f"figures {'x' * 900}", "digest " + "y" * 900):
        modal = note_modal.view(
            Digest(channel="C1", line=line),
            on=True,
            quiet=None,
            name=None,
            channels=names,
            sources=labels,
            follow_ups=False,
        )
        assert problems(modal) == ()


@pytest.mark.parametrize(
    ("line", "inputs"),
    [
        ("digest", ("", "all", "")),
        ("digest ferry strike", ("ferry strike", "all", "")),
        ('digest "two words" source:AP', ('"two words"', "=AP", "")),
        ('digest ferry source:"Harbour Wire"', ("ferry", "=Harbour Wire", "")),
        ("digest loaded:24h", ("", "all", "digest loaded:24h")),
        ("figures border source:AP", ("", "all", "figures border source:AP")),
    ],
)
def test_a_notes_topic_and_source_stand_in_inputs_of_their_own(
    line: str, inputs: tuple[str, str, str]
) -> None:
    modal = note_modal.view(
        Digest(channel="C1", line=line),
        on=True,
        quiet=None,
        name="news",
        channels={},
        sources=["Harbour Wire", "Island Post"],
        follow_ups=None,
    )
    filled = values(modal)
    topic, other = (filled[name][name]["value"] or "" for name in ("topic", "line"))
    assert (topic, filled["source"]["source"]["selected_option"]["value"], other) == inputs
    assert note_modal.table(filled)["line"] == line
