"""Take the README's pictures from the page of the local workspace, over the sample stories.

    pip install pillow && python scripts/pictures.py [FOLDER]        # default: docs/pictures

Needs Chromium. The bot is the real one, in the workspace of `newsbot try`; nothing is drawn by hand.
"""

from __future__ import annotations

import asyncio
import io
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from browser import Tab, tab
from newsbot import trial
from newsbot.cli import open_desk
from newsbot.config import Settings

ROOT = Path(__file__).parent.parent
WEDNESDAY = datetime(2023, 12, 27, 21, 30, tzinfo=UTC)  # the evening after the talks
SCALE = 1.5
COLOURS = 32  # ink, ground, a few accents and what smooths the letters' edges
THREAD_S = 9.0  # the note's thread comes at Slack's pace, a message a second
LARGEST = 150_000


async def main(folder: Path) -> None:
    """All four."""
    async with _workspace() as address, tab() as page:
        await _open(page, f"{address}/#{trial.NEWS_DESK}", width=1180, height=820)
        await asyncio.sleep(THREAD_S)
        await page.press("button.thread.has")
        await page.until("document.querySelectorAll('#replies > .message').length > 5")
        await _keep(page, folder / "morning-note.png")
        await page.press("#close-thread")
        await _ask(page, "/news figures border", "Figures: border")
        await _keep(page, folder / "figures.png")
        await _open(page, f"{address}/?dark#{trial.GENERAL}", width=1180, height=700, dark=True)
        await _ask(page, "/news who Mayorkas", "Alejandro Mayorkas")
        await page.press("#messages > :last-child [data-action^=sentences]")
        await page.until("document.querySelector('#modal').open")
        await _keep(page, folder / "sentences-dark.png")
        await page.keys("Escape")
        await _open(page, f"{address}/?phone#{trial.NEWS_DESK}", width=360, height=760)
        await _keep(page, folder / "phone.png")


@asynccontextmanager
async def _workspace() -> AsyncIterator[str]:
    stop, there = asyncio.Event(), asyncio.get_running_loop().create_future()
    began = datetime.now(UTC)

    def now() -> datetime:
        return WEDNESDAY + (datetime.now(UTC) - began)

    watch = trial.Watch(now)
    with open_desk("sqlite:///:memory:", clock=watch.now) as desk:
        desk.load([ROOT / "seeds"])
        work = trial.attend(desk, Settings(), watch=watch, ready=there.set_result, stop=stop)
        task = asyncio.create_task(work)
        yield await there
        stop.set()
        await task


async def _open(page: Tab, address: str, *, width: int, height: int, dark: bool = False) -> None:
    await page.go(address, width=width, height=height, dark=dark, scale=SCALE)
    await page.until("document.querySelectorAll('#messages > .message').length > 0")
    await asyncio.sleep(0.3)


async def _ask(page: Tab, line: str, answer: str) -> None:
    await page.type("#typed", line)
    await page.until(f"document.querySelector('#messages > :last-child').innerText.includes({answer!r})")
    await page.value("document.activeElement.blur()")
    await asyncio.sleep(0.3)


async def _keep(page: Tab, path: Path) -> None:
    print(f"{path.name}: {_written(await page.shot(), path) // 1000} kB")


def _written(shot: bytes, path: Path) -> int:
    picture = Image.open(io.BytesIO(shot)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    picture.save(path, optimize=True)
    if (size := path.stat().st_size) > LARGEST:
        raise SystemExit(f"{path} is larger than {LARGEST // 1000} kB")
    return size


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "pictures"))
