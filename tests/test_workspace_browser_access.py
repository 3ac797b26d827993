"""The page for who sees little, uses a keyboard or a thumb: what a browser can check of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from browser import NEEDED, Tab
from newsbot.workspace import Workspace
from newsroom import app_manifest
from test_workspace_browser import MODAL, OVERFLOW, attended, has, look

pytestmark = NEEDED
# Words whose contrast with what lies behind them is under WCAG's AA: 4.5, or 3 for large ones.
PALE = """(() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgba = (colour) => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data]; };
  const over = (top, under) => [0, 1, 2].map((n) => top[n] * top[3] / 255 + under[n] * (1 - top[3] / 255));
  const behind = (e) => { if (!e) return rgba('Canvas').slice(0, 3); const own = rgba(getComputedStyle(e).backgroundColor); return own[3] === 255 ? own.slice(0, 3) : over(own, behind(e.parentElement)); };
  const light = (c) => { const [r, g, b] = c.map((v) => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); return .2126 * r + .7152 * g + .0722 * b; };
  const found = [];
  for (const e of document.querySelectorAll('body *')) {
    const words = [...e.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data.trim()).join('');
    if (!words || !e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || e.closest(':disabled, option, svg')) continue;
    const style = getComputedStyle(e), ground = behind(e), ink = over(rgba(style.color), ground);
    const [a, b] = [light(ground), light(ink)].sort((x, y) => y - x);
    const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    const ratio = (a + .05) / (b + .05);
    if (ratio < (large ? 3 : 4.5)) found.push(`${ratio.toFixed(2)} ${e.tagName}.${e.className}: ${words.slice(0, 30)}`);
  }
  return found;
})()"""
# What a thumb would miss: controls lower than 32 pixels that do not stand in running text.
SMALL = """[...document.querySelectorAll('button, select, input[type=text], textarea, nav a')]
  .filter((e) => e.checkVisibility({ visibilityProperty: true }) && e.getBoundingClientRect().height < 32)
  .map((e) => `${e.getBoundingClientRect().height} ${e.outerHTML.slice(0, 80)}`)"""
RING = "(e => e === document.body || getComputedStyle(e).outlineStyle !== 'none')(document.activeElement)"


@pytest.fixture
def manifest() -> dict[str, Any]:
    return app_manifest()


@pytest.fixture
async def page(workspace: Workspace, database: str) -> AsyncIterator[Tab]:
    async with attended(workspace, database) as opened:
        yield opened


async def tree(page: Tab) -> set[tuple[str, str]]:
    """What a screen reader is given: roles and names."""
    found = await page.call("Accessibility.getFullAXTree")
    nodes = (each for each in found["nodes"] if not each.get("ignored"))
    return {(each["role"]["value"], each.get("name", {}).get("value", "")) for each in nodes}


async def asked(workspace: Workspace, page: Tab, **screen: Any) -> None:
    """The page with an answer that one person sees and a thread."""
    await workspace.user("U2").say("C1", "hello")
    await look(page, workspace.address, **screen)
    await page.type("#typed", "@newsbot figures passengers")
    await page.until("!!document.querySelector('button.thread.has')")
    await page.type("#typed", "/news who Okafor")
    await page.until(has("Only visible to you"))


async def test_a_screen_reader_finds_its_way(workspace: Workspace, page: Tab) -> None:
    await asked(workspace, page)
    await page.press("button.thread.has")
    await page.until("document.querySelectorAll('#replies > .message').length > 1")
    assert {
        ("navigation", "Workspace"), ("main", ""), ("complementary", "Thread"), ("log", "Messages"), ("log", "Replies"),
        ("heading", "# desk"), ("list", "Channels"), ("list", "Apps"), ("combobox", "You are"),
    } <= await tree(page)  # fmt: skip
    live = "['messages', 'replies'].map((e) => document.getElementById(e).getAttribute('role')).join()"
    assert await page.value(live) == "log,log"  # told politely, as it comes
    assert ("article", "newsbot, ") in {(role, name[:9]) for role, name in await tree(page)}


@pytest.mark.parametrize("dark", [False, True])
async def test_all_words_stand_out_from_their_ground(workspace: Workspace, page: Tab, dark: bool) -> None:
    await asked(workspace, page, dark=dark)
    assert await page.value(PALE) == []
    await page.write("/")
    await page.until("!document.querySelector('#completion').hidden")
    assert await page.value(PALE) == []
    await page.keys("Escape")
    await page.press("[data-action^=sentences]")
    await page.until(f"{MODAL}.open")
    assert await page.value(PALE) == []
    await page.value("document.querySelector('#gone').hidden = false")
    assert await page.value(PALE) == []


async def test_the_focus_is_seen_and_stays_in_a_modal_and_comes_back(workspace: Workspace, page: Tab) -> None:
    await asked(workspace, page)
    await page.value("document.querySelector('#place').focus()")
    for _ in range(25):
        await page.keys("Tab")
        assert await page.value(RING), await page.focused()
    await page.value("document.querySelector('#place').focus()")
    await page.tab_to("Sentences")
    await page.keys("Enter")
    await page.until(f"{MODAL}.open")
    for _ in range(8):  # between its ends lies the browser's own window
        await page.keys("Tab")
        assert await page.value(
            "!!document.activeElement.closest('#modal, body') && !document.activeElement.closest('main, nav')"
        )
    await page.keys("Escape")
    await page.until(f"!{MODAL}.open")
    assert await page.focused() == "Sentences"


async def test_escape_closes_a_thread_and_a_menu(workspace: Workspace, page: Tab) -> None:
    await asked(workspace, page)
    await page.press("button.thread.has")
    await page.until("!document.querySelector('#thread').hidden")
    await page.press("#replies .tools .menu button")
    await page.keys("Escape")
    assert await page.focused() == "More actions"
    await page.keys("Escape")
    await page.until("document.querySelector('#thread').hidden")
    assert await page.focused() == "Message or command"


async def test_the_focus_stays_where_a_message_is_drawn_anew(workspace: Workspace, page: Tab) -> None:
    await workspace.user("U2").say("C1", "hello")
    (first,) = workspace.messages("C1")
    await look(page, workspace.address)
    await page.until(has("hello"))
    await page.value("document.querySelector('#messages .tools .menu button').focus()")
    await workspace.user("U2").say("C1", "a reply", thread_ts=first.ts)
    await page.until("!!document.querySelector('button.thread.has')")
    assert await page.focused() == "More actions"
    await page.type("#typed", "/news who Okafor")
    await page.until("!!document.querySelector('button.dismiss')")
    await page.value("document.querySelector('button.dismiss').focus()")
    await page.keys("Enter")
    await page.until("!document.querySelector('button.dismiss')")
    assert await page.focused() == "Messages"


async def test_nothing_moves_for_who_wants_it_still(workspace: Workspace, page: Tab) -> None:
    await asked(workspace, page)
    moving = """(e => { e.ariaBusy = 'true'; const s = getComputedStyle(e, '::after');
        return [s.animationName, getComputedStyle(e).transitionDuration].join(); })(document.querySelector('.actions button'))"""
    assert (await page.value(moving)).startswith("turn,0.1s")
    still = {"name": "prefers-reduced-motion", "value": "reduce"}
    await page.call("Emulation.setEmulatedMedia", features=[still])
    assert await page.value(moving) == "none,0s"


async def test_a_thumb_reaches_everything_on_a_phone(workspace: Workspace, page: Tab) -> None:
    await asked(workspace, page, width=360, height=740)
    assert await page.value(SMALL) == []
    await page.press("button.thread.has")
    await page.until("document.querySelectorAll('#replies > .message').length > 1")
    assert await page.value(SMALL) == []
    assert await page.value(OVERFLOW) <= 0
    assert await page.value(
        "document.querySelector('#close-thread').getBoundingClientRect().right <= innerWidth"
    )
    behind = "[...document.querySelectorAll('nav a, #typed')].some((e) => e.checkVisibility({ visibilityProperty: true }))"
    assert not await page.value(behind)  # the thread has the whole screen


async def test_on_a_small_window_a_thread_takes_the_channels_place(workspace: Workspace, page: Tab) -> None:
    await asked(workspace, page, width=768)
    await page.press("button.thread.has")
    wide = "document.querySelector('#thread').getBoundingClientRect().width"
    assert await page.until(f"{wide} > 500 && {wide}")
    assert await page.value(OVERFLOW) <= 0
