"""The page of the local workspace in a browser, with the real bot behind it."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

import newsbot
from browser import NEEDED, Tab, tab
from conftest import wall
from newsbot import trial
from newsbot.config import Settings
from newsbot.workspace import Workspace
from newsroom import app_manifest, free_port, running

pytestmark = NEEDED
# Where to keep pictures, to be looked at; nothing is kept without it.
PICTURES = os.environ.get("NEWSBOT_PICTURES")
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
TEXT = "document.querySelector('#messages').innerText"
MODAL = "document.querySelector('#modal')"
SIZES = [(1200, False), (1200, True), (360, False), (360, True)]
# What a person can act on and a screen reader could not name.
NAMELESS = """[...document.querySelectorAll('button, a, input, textarea, select')]
    .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !(e.getAttribute('aria-label') || e.labels?.[0]?.innerText || e.innerText))
    .map((e) => e.outerHTML)"""
ELSEWHERE = "performance.getEntriesByType('resource').map((e) => e.name).filter((e) => !e.startsWith(location.origin))"


@pytest.fixture
def manifest() -> dict[str, Any]:
    return app_manifest()


@asynccontextmanager
async def attended(workspace: Workspace, database: str) -> AsyncIterator[Tab]:
    """A browser, and the bot in the workspace; at the end nobody complains."""
    with newsbot.open(database) as desk:
        async with running(workspace, desk, now=wall), tab() as opened:
            yield opened
            assert opened.complaints == []
            assert await opened.value(ELSEWHERE) == []
            assert await opened.value(NAMELESS) == []


@pytest.fixture
async def page(workspace: Workspace, database: str) -> AsyncIterator[Tab]:
    async with attended(workspace, database) as opened:
        yield opened


async def look(page: Tab, address: str, **screen: Any) -> None:
    """Open the page and wait until it is drawn."""
    await page.go(address, **screen)
    await page.until("document.querySelectorAll('#channels a').length > 0")


async def keep(page: Tab, name: str) -> None:
    if PICTURES:
        await page.picture(Path(PICTURES) / f"{name}.png")


def has(words: str, where: str = TEXT) -> str:
    return f"{where}.includes({json.dumps(words)})"


@pytest.mark.parametrize(("width", "dark"), SIZES)
async def test_a_command_is_typed_and_answered_and_posted(
    workspace: Workspace, page: Tab, width: int, dark: bool
) -> None:
    await look(page, workspace.address, width=width, height=800, dark=dark)
    await page.type("#typed", "/news who Okafor")
    await page.until(f"{has('Lena Okafor')} && {has('Only visible to you')}")
    await keep(page, f"command-{width}-{'dark' if dark else 'light'}")
    assert await page.value(OVERFLOW) <= 0
    await page.press("[data-action$='post']")
    await workspace.until(lambda: workspace.messages("C1"))
    await page.until("document.querySelectorAll('#messages > .message:not(.private)').length === 1")


async def test_a_mention_is_answered_in_its_thread_and_followed_up(workspace: Workspace, page: Tab) -> None:
    await look(page, workspace.address)
    await page.type("#typed", "@newsbot figures passengers")
    await page.press("button.thread.has")
    await page.until(has("4,200 passengers", "document.querySelector('#replies').innerText"))
    await page.type("#reply-typed", "@newsbot only Island Post")
    await page.until("document.querySelectorAll('#replies > .message').length === 4")
    await keep(page, "thread")
    await page.type("#reply-typed", "/figures passengers")
    await page.until(has("not supported in threads", "document.querySelector('#reply-trouble').innerText"))


async def test_more_opens_the_lines_that_it_counts(workspace: Workspace, page: Tab, database: str) -> None:
    with newsbot.open(database) as desk:
        desk.load([Path(__file__).parent / "data" / "stories"])
    await look(page, workspace.address)
    await page.type("#typed", "/news figures")
    await page.until("!!document.querySelector('[data-action=more]')")
    await page.value("document.querySelector('#messages').scrollTop = 0")
    await page.press("[data-action=more]")
    await page.until("document.querySelectorAll('#messages > .private').length === 2")
    last = "document.querySelector('#messages > :last-child').getBoundingClientRect()"
    await page.until(f"{last}.top < innerHeight && {last}.bottom > 0")  # who pressed sees what came


@pytest.mark.parametrize(("width", "dark"), SIZES)
async def test_sentences_stand_in_their_story_in_a_modal(
    workspace: Workspace, page: Tab, width: int, dark: bool
) -> None:
    await look(page, workspace.address, width=width, height=800, dark=dark)
    await page.type("#typed", "/news who Okafor")
    await page.press("[data-action^=sentences]")
    await page.until(f"{MODAL}.open && {has('Lena Okafor', f'{MODAL}.innerText')}")
    await keep(page, f"sentences-{width}-{'dark' if dark else 'light'}")
    assert await page.value(OVERFLOW) <= 0
    assert await page.value(NAMELESS) == []
    await page.keys("Escape")
    await page.until(f"!{MODAL}.open")
    assert workspace.state.modals.get("U1", []) == []


async def test_all_is_reached_by_keyboard_alone(workspace: Workspace, page: Tab) -> None:
    await look(page, workspace.address)
    await page.tab_to("Message or command")
    await page.write("/fi")
    await page.until("document.querySelectorAll('#completion [role=option]').length > 1")
    await page.keys("ArrowDown", "ArrowUp", "Enter")
    await page.until("document.querySelector('#typed').value === '/figures '")
    assert "TOPIC" in await page.value("document.querySelector('#hint').innerText")
    await page.write("passengers")
    await page.keys("Enter")
    await page.until(has("4,200 passengers"))
    await page.value("document.querySelector('#place').focus()")
    await page.tab_to("Sentences")
    await page.keys("Enter")
    await page.until(f"{MODAL}.open")
    await page.keys("Escape")
    await page.until(f"!{MODAL}.open")
    assert await page.focused() == "Sentences"
    await page.tab_to("Message or command")
    await page.write("/")
    await page.until("!document.querySelector('#completion').hidden")
    await page.keys("Escape")
    await page.until("document.querySelector('#completion').hidden")


async def test_a_message_that_comes_is_announced_and_takes_no_focus(workspace: Workspace, page: Tab) -> None:
    await look(page, workspace.address)
    await page.value("document.querySelector('#typed').focus()")
    await page.write("half a thou")
    await workspace.user("U2").say("C1", "hello")
    await page.until(has("hello"))
    assert await page.value("document.activeElement.value") == "half a thou"
    assert await page.value("document.querySelector('#messages').getAttribute('role')") == "log"


async def test_words_of_a_story_stay_words(workspace: Workspace, page: Tab) -> None:
    await look(page, workspace.address)
    await page.type("#typed", "/news quotes Vance")
    await page.until(has("Noise Gazette"))
    assert await page.value("document.querySelectorAll('#messages .mention').length") == 0
    assert await page.value("document.querySelectorAll('#messages a[href*=evil]').length") == 0


async def test_a_command_that_is_not_there_says_so(workspace: Workspace, page: Tab) -> None:
    await look(page, workspace.address)
    await page.type("#typed", "/nonsense")
    await page.until(has("/nonsense is not a valid command"))


@asynccontextmanager
async def tried(database: str) -> AsyncIterator[str]:
    """The address of a trial."""
    stop, there = asyncio.Event(), asyncio.get_running_loop().create_future()
    with newsbot.open(database) as desk:
        work = trial.attend(
            desk,
            Settings(),
            watch=trial.Watch(wall),
            port=free_port(),
            ready=there.set_result,
            stop=stop,
        )
        task = asyncio.create_task(work)
        await asyncio.wait({task, there}, return_when=asyncio.FIRST_COMPLETED)
        yield await there
        stop.set()
        await task


async def test_a_jump_to_seven_brings_the_next_note(database: str) -> None:
    async with tried(database) as address, tab() as page:
        await look(page, address)
        count = f"({TEXT}.match(/Morning note/g) ?? []).length"
        await page.until(f"{count} === 1")
        await page.until("document.querySelector('#clock').innerText.includes('07:00')")
        await page.press("#jump")
        await page.until(f"{count} === 2")
        await page.until("document.querySelectorAll('#messages > .rule').length === 2")
        await keep(page, "jump")
        assert page.complaints == []


@pytest.mark.parametrize(("width", "dark"), [(1200, False), (360, True)])
async def test_a_channels_note_is_set_in_app_home(database: str, width: int, dark: bool) -> None:
    async with tried(database) as address, tab() as page:
        await look(page, address, width=width, height=800, dark=dark)
        await page.press("#apps a")
        await page.until(has("daily at 07:00", "document.querySelector('#home').innerText"))
        await keep(page, f"home-{width}")
        await page.press("#home [data-action=note-change]")
        await page.until(f"{MODAL}.open")
        await keep(page, f"home-modal-{width}")
        assert await page.value(NAMELESS) == []
        assert await page.value(OVERFLOW) <= 0
        await page.value("document.querySelector('#modal input[type=time]').value = '06:45'")
        zone = "[...document.querySelectorAll('#modal label')].find((e) => e.innerText.startsWith('Zone')).control"
        await page.value(f"{zone}.value = 'Nowhere/Land'")
        await page.press("#modal [type=submit]")
        await page.until("!!document.querySelector('#modal [aria-invalid]')")
        await page.value(f"{zone}.value = 'Europe/London'")
        await page.press("#modal [type=submit]")
        await page.until(f"!{MODAL}.open")
        await page.until(has("06:45", "document.querySelector('#home').innerText"))
        assert page.complaints == []


async def test_csv_comes_as_a_file_that_is_shown(workspace: Workspace, page: Tab) -> None:
    await look(page, workspace.address)
    await page.type("#typed", "@newsbot figures passengers")
    await page.press("button.thread.has")
    await page.press("#replies [data-action=csv]")
    await page.until("document.querySelectorAll('#replies .file td').length > 0")
    await page.until("document.querySelector('#replies .rule').innerText === '2 replies'")
    assert await page.focused() == "Reply"
    await keep(page, "csv")


async def test_a_shortcut_on_a_message_asks_what_sources_say(workspace: Workspace, page: Tab) -> None:
    await look(page, workspace.address)
    await workspace.user("U2").say("C1", "Is it true that Okafor thanked both sides?")
    await page.press("[data-ts] .tools .menu button")
    await page.until("document.activeElement.getAttribute('role') === 'menuitem'")
    await keep(page, "menu")
    assert await page.focused() == "What do sources say?"
    await page.keys("Enter")
    await page.until(f"{has('Only visible to you')} && {has('Lena Okafor')}")


async def test_a_question_from_anywhere_is_answered_in_the_direct_channel(
    workspace: Workspace, page: Tab
) -> None:
    await look(page, workspace.address)
    await page.press("#shortcuts button")
    await page.until("document.activeElement.getAttribute('role') === 'menuitem'")
    await page.keys("Enter")
    await page.until(f"{MODAL}.open && document.activeElement.closest('#modal input') !== null")
    await page.keys("Enter")
    await page.until(has("Please complete this required field.", f"{MODAL}.innerText"))
    await page.write("who Okafor")
    await page.keys("Enter")
    await page.until("!!document.querySelector('#apps .fresh')")
    await page.keys("Escape")
    await page.until(f"!{MODAL}.open")
    await page.press("#apps a")
    await page.press("#tab-messages")
    await page.until(has("Lena Okafor"))
    await keep(page, "direct")


async def test_light_and_dark_change_at_a_press_and_an_end_is_said(workspace: Workspace, page: Tab) -> None:
    await look(page, workspace.address, dark=True)
    ground = "getComputedStyle(document.body).backgroundColor"
    dark = await page.value(ground)
    await page.press("#theme")
    assert await page.value(ground) == "rgb(255, 255, 255)" != dark
    await look(page, f"{workspace.address}/?user=U2", dark=True)
    assert await page.value(ground) == "rgb(255, 255, 255)"  # for whoever one is
    await workspace.close()
    await page.until("!document.querySelector('#gone').hidden")
    # the browser itself says that nobody listens any more
    page.complaints[:] = [each for each in page.complaints if "ERR_" not in each]


async def test_ten_pages_of_one_browser_do_not_wait_for_each_other(workspace: Workspace, page: Tab) -> None:
    for n in range(10):  # each one left stays behind in the history; a browser has six connections to a host
        await look(page, f"{workspace.address}/?user=U1&{n}")


async def test_an_answer_for_one_person_can_be_dismissed(workspace: Workspace, page: Tab) -> None:
    await look(page, workspace.address)
    await page.type("#typed", "/news who Okafor")
    await page.press("button.dismiss")
    await page.until("document.querySelectorAll('#messages > .message').length === 0")
    assert workspace.user("U1").sees("C1") == ()


async def test_a_button_that_comes_to_nothing_says_so(workspace: Workspace, page: Tab) -> None:
    await look(page, workspace.address)
    await page.type("#typed", "/news who Okafor")
    await page.until("!!document.querySelector('[data-action^=sentences]')")
    workspace.deliver_to(f"http://127.0.0.1:{free_port()}")  # nobody there
    await page.press("[data-action^=sentences]")
    await page.until(has("newsbot could not be reached (dispatch_failed)"))


async def test_what_came_meanwhile_stands_under_a_line(workspace: Workspace, page: Tab) -> None:
    await workspace.user("U2").say("C1", "first")
    await look(page, workspace.address)
    await page.until(has("first"))
    await page.press("#channels li:nth-child(2) a")
    await page.until("location.hash === '#C2'")
    await workspace.user("U2").say("C1", "second")
    await page.until("!!document.querySelector('#channels .fresh')")
    await page.press("#channels .fresh")
    await page.until("document.querySelector('.rule.new + .message')?.innerText.includes('second')")
    assert await page.value("document.querySelectorAll('.rule.new').length") == 1
