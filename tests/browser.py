"""Debian's chromium, driven over its own protocol; just what the tests of the page need."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

WITHIN_S = 15.0
MOST_TABS = 80
KEYS = {
    "Enter": (13, "\r"),
    "Tab": (9, ""),
    "Escape": (27, ""),
    "ArrowUp": (38, ""),
    "ArrowDown": (40, ""),
    "ArrowLeft": (37, ""),
    "ArrowRight": (39, ""),
}
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--remote-debugging-port=0",
)


def chromium() -> str | None:
    """Where it is, if it is."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


NEEDED = [
    pytest.mark.browser,
    pytest.mark.skipif(not chromium(), reason="chromium is not installed: the page was not looked at"),
]


class Tab:
    """One page. Messages on its console and errors are kept in `complaints`."""

    def __init__(self, ws: aiohttp.ClientWebSocketResponse) -> None:
        self._ws = ws
        self._last = 0
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self.complaints: list[str] = []

    async def listen(self) -> None:
        async for message in self._ws:
            said = json.loads(message.data)
            if (waiting := self._answers.pop(said.get("id", 0), None)) and not waiting.done():
                waiting.set_result(said)
            elif said.get("method") in ("Runtime.exceptionThrown", "Log.entryAdded"):
                self.complaints.append(json.dumps(said["params"])[:1500])

    async def call(self, method: str, **params: Any) -> dict[str, Any]:
        self._last += 1
        waiting = self._answers[self._last] = asyncio.get_running_loop().create_future()
        await self._ws.send_json({"id": self._last, "method": method, "params": params})
        said = await asyncio.wait_for(waiting, WITHIN_S)
        result: dict[str, Any] = said["result"]
        return result

    async def go(
        self, address: str, *, width: int = 1200, height: int = 900, dark: bool = False, scale: float = 1
    ) -> None:
        """Open an address on a screen of this size."""
        for domain in ("Page", "Runtime", "Log"):
            await self.call(f"{domain}.enable")
        await self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=scale,
            mobile=False,
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        await self.call("Emulation.setEmulatedMedia", features=[scheme])
        await self.call("Page.navigate", url=address)

    async def value(self, script: str) -> Any:
        """What an expression gives, as JSON."""
        found = await self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in found:
            raise AssertionError(found["exceptionDetails"])
        return found["result"].get("value")

    async def until(self, script: str) -> Any:
        """The expression's value once it is true."""
        async with asyncio.timeout(WITHIN_S):
            while not (found := await self.value(script)):  # noqa: ASYNC110  the page tells nobody
                await asyncio.sleep(0.05)
            return found

    async def press(self, selector: str) -> None:
        """Click the first element of this selector, once it is there."""
        await self.until(f"!!document.querySelector({json.dumps(selector)})")
        await self.value(f"document.querySelector({json.dumps(selector)}).click()")

    async def type(self, selector: str, text: str) -> None:
        """Type into a field and press Enter."""
        await self.until(f"!!document.querySelector({json.dumps(selector)})")
        await self.value(f"document.querySelector({json.dumps(selector)}).focus()")
        await self.write(text)
        await self.keys("Enter")

    async def write(self, text: str) -> None:
        """Type where the focus is."""
        await self.call("Input.insertText", text=text)

    async def keys(self, *names: str) -> None:
        """Press these keys, one after the other: "Tab", "Shift+Tab", "ArrowDown", "Escape", …"""
        for name in names:
            key = name.removeprefix("Shift+")
            code, text = KEYS[key]
            held = {"modifiers": 8} if key != name else {}
            pressed = {"key": key, "code": key, "windowsVirtualKeyCode": code, **held}
            await self.call(
                "Input.dispatchKeyEvent", type="keyDown", **pressed, **({"text": text} if text else {})
            )
            await self.call("Input.dispatchKeyEvent", type="keyUp", **pressed)

    async def focused(self) -> str:
        """What a screen reader would call the element with the focus: its label, or its words."""
        script = (
            "(e => e.getAttribute('aria-label') || e.labels?.[0]?.innerText || e.innerText || e.id)"
            "(document.activeElement)"
        )
        return str(await self.value(script)).strip()

    async def tab_to(self, label: str) -> None:
        """Press Tab until this has the focus."""
        seen = []
        for _ in range(MOST_TABS):
            await self.keys("Tab")
            if (at := await self.focused()) == label:
                return
            seen.append(at)
        raise AssertionError(f"Tab never comes to {label!r}, only to {seen}")

    async def picture(self, path: Path) -> None:
        """What is on the screen, as PNG."""
        await asyncio.to_thread(path.write_bytes, await self.shot())

    async def shot(self) -> bytes:
        """The same, not kept."""
        return base64.b64decode((await self.call("Page.captureScreenshot", format="png"))["data"])


@asynccontextmanager
async def tab() -> AsyncIterator[Tab]:
    """A fresh browser with one page, closed at the end."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        process = await asyncio.create_subprocess_exec(
            chromium() or "chromium",
            *FLAGS,
            f"--user-data-dir={folder}",
            "about:blank",
            stderr=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
        )
        try:
            port = await _port(Path(folder) / "DevToolsActivePort")
            async with aiohttp.ClientSession() as session:
                async with session.get(f"http://127.0.0.1:{port}/json") as reply:
                    pages = await reply.json()
                address = next(each["webSocketDebuggerUrl"] for each in pages if each["type"] == "page")
                async with session.ws_connect(address, max_msg_size=0) as ws:
                    page = Tab(ws)
                    listening = asyncio.create_task(page.listen())
                    yield page
                    listening.cancel()
                    with contextlib.suppress(asyncio.CancelledError):
                        await listening
        finally:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
            await process.wait()


async def _port(file: Path) -> str:
    async with asyncio.timeout(WITHIN_S):
        while not (lines := await asyncio.to_thread(_lines, file)):  # noqa: ASYNC110  nor does chromium
            await asyncio.sleep(0.05)
        return lines[0]


def _lines(file: Path) -> list[str]:
    return file.read_text().splitlines() if file.exists() else []
