"""The page of the local workspace in a browser, with the real bot behind it."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

import newsbot
from browser import Tab, chromium, tab
from conftest import wall
from newsbot.workspace import Workspace
from newsroom import app_manifest, running

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not chromium(), reason="chromium is not installed: the page was not looked at"),
]
# Where to keep pictures, to be looked at; nothing is kept without it.
PICTURES = os.environ.get("NEWSBOT_PICTURES")
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
TEXT = "document.querySelector('#messages').innerText"


@pytest.fixture
def manifest() -> dict[str, Any]:
    return app_manifest()


@pytest.fixture
async def page(workspace: Workspace, database: str) -> AsyncIterator[Tab]:
    with newsbot.open(database) as desk:
        async with running(workspace, desk, now=wall), tab() as opened:
            yield opened
            assert opened.complaints == []


async def look(page: Tab, workspace: Workspace, **screen: Any) -> None:
    """Open the page and wait until it is drawn."""
    await page.go(workspace.address, **screen)
    await page.until("document.querySelectorAll('#channels button').length > 0")


async def keep(page: Tab, name: str) -> None:
    if PICTURES:
        await page.picture(Path(PICTURES) / f"{name}.png")


@pytest.mark.parametrize(("width", "dark"), [(1200, False), (1200, True), (360, False), (360, True)])
async def test_a_command_is_typed_and_answered_and_posted(
    workspace: Workspace, page: Tab, width: int, dark: bool
) -> None:
    await look(page, workspace, width=width, height=800, dark=dark)
    await page.type("#typed", "/news who Okafor")
    await page.until(f"{TEXT}.includes('Lena Okafor') && {TEXT}.includes('Only visible to you')")
    await keep(page, f"command-{width}-{'dark' if dark else 'light'}")
    assert await page.value(OVERFLOW) <= 0
    await page.press("[data-action$='post']")
    await workspace.until(lambda: workspace.messages("C1"))
    await page.until("document.querySelectorAll('#messages > li:not(.private)').length === 1")


async def test_a_mention_is_answered_in_its_thread_and_followed_up(workspace: Workspace, page: Tab) -> None:
    await look(page, workspace)
    await page.type("#typed", "@newsbot figures passengers")
    await page.press("button.thread.has")
    await page.until("document.querySelector('#replies').innerText.includes('4,200 passengers')")
    await page.type("#reply-typed", "@newsbot only Island Post")
    await page.until("document.querySelectorAll('#replies > li').length === 4")
    await keep(page, "thread")


async def test_words_of_a_story_stay_words(workspace: Workspace, page: Tab) -> None:
    await look(page, workspace)
    await page.type("#typed", "/news quotes Vance")
    await page.until(f"{TEXT}.includes('Noise Gazette')")
    assert await page.value("document.querySelectorAll('#messages .mention').length") == 0
    assert await page.value("document.querySelectorAll('#messages a[href*=evil]').length") == 0


async def test_a_command_that_is_not_there_says_so(workspace: Workspace, page: Tab) -> None:
    await look(page, workspace)
    await page.type("#typed", "/nonsense")
    await page.until("document.querySelector('#trouble').innerText === 'invalid_command'")
