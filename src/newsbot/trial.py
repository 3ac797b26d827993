"""`newsbot try`: the real bot in a local workspace, for whoever has no Slack account. Nothing of it is kept."""

from __future__ import annotations

import asyncio
import signal
import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from newsbot import schedule
from newsbot.config import Digest, Settings
from newsbot.desk import COMMANDS, Desk
from newsbot.slackfacts import manifest
from newsbot.surfaces.slack.serve import serve
from newsbot.workspace import Channel, Jump, User, Workspace
from newsbot.workspace.state import App

PORT = 8765
ZONE = "Europe/London"
SEVEN = time(7)
_LOOPBACK = "127.0.0.1"
_TRIES = 20  # ports looked at, from PORT on
_SWEEP_S = 20.0
_SOON_S = 10.0  # the bot is connected, and the first note posted, within this time

PEOPLE = (
    User(id="U0ANA", name="ana", real_name="Ana Lind", tz=ZONE, is_admin=True),
    User(id="U0BEN", name="ben", real_name="Ben Osei", tz=ZONE),
    User(id="U0CLEO", name="cleo", real_name="Cleo Marsh", tz=ZONE),
)
NEWS_DESK, GENERAL = "C0NEWSDESK", "C0GENERAL"


class Watch:
    """A clock that runs beside another, ahead of it, and can be moved on, never back."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._ahead = timedelta(0)
        self.to_seven()

    def now(self) -> datetime:
        """The time that the workspace and the bot go by."""
        return self._now() + self._ahead

    def to_seven(self) -> None:
        """It is the next seven in the morning."""
        local = self.now().astimezone(ZoneInfo(ZONE))
        day = local.date() + timedelta(days=int(local.time() >= SEVEN))
        self._ahead += datetime.combine(day, SEVEN, ZoneInfo(ZONE)) - local


class Alarm:
    """A `schedule.Clock` that is woken here: APScheduler sleeps by the machine's clock, which the watch is
    ahead of."""

    def __init__(self, clock: schedule.Clock) -> None:
        self._clock = clock
        self._due = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._run())

    def ring(self) -> None:
        """Look now for what is due."""
        self._due.set()

    async def stop(self, *, within: float) -> None:
        if self._task:
            self._task.cancel()
            await asyncio.wait([self._task], timeout=within)
        await self._clock.stop(within=within)

    async def _run(self) -> None:
        while True:
            self._due.clear()
            await self._clock.sweep()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._due.wait(), _SWEEP_S)


async def attend(
    desk: Desk,
    settings: Settings,
    *,
    watch: Watch,
    paths: Sequence[Path] = (),
    port: int = PORT,
    ready: Callable[[str], object],
    stop: asyncio.Event | None = None,
) -> int:
    """Serve the workspace with the bot in it until SIGINT, SIGTERM or `stop`. `ready` is told the address once
    the first note stands. A port that is taken is passed over for the next free one. The desk goes by the same
    watch; before each next morning it loads what has come to `paths`."""
    alarms, stop = list[Alarm](), stop or asyncio.Event()
    with suppress(NotImplementedError, RuntimeError, ValueError):  # Windows; a thread of its own
        asyncio.get_running_loop().add_signal_handler(signal.SIGINT, stop.set)

    def clock(*given: object) -> Alarm:
        alarms.append(Alarm(schedule.Clock(*given, quiet=settings.quiet)))  # type: ignore[arg-type]
        return alarms[-1]

    async def jump() -> None:
        if paths:
            await asyncio.to_thread(desk.load, paths)
        watch.to_seven()
        for each in alarms:
            each.ring()

    app = manifest(COMMANDS, prefix=settings.prefix, follow_ups=settings.follow_ups)
    slack = await _somewhere(app, watch, port)
    slack.page.jump = Jump(label="Jump to 07:00", do=jump)
    mine = _for(slack, settings)
    serving = serve(desk, mine, mode="socket", host=_LOOPBACK, now=watch.now, clock=clock, stop=stop)
    bot, opening = asyncio.create_task(serving), asyncio.create_task(_open(slack, desk))
    try:
        await asyncio.wait({bot, opening}, return_when=asyncio.FIRST_COMPLETED)
        if not bot.done():
            opening.result()
            ready(slack.address)
        return await bot
    finally:
        for task in (bot, opening):
            task.cancel()
        await asyncio.gather(bot, opening, return_exceptions=True)
        await slack.close()


@contextmanager
def beside(
    desk: Desk,
    settings: Settings,
    *,
    watch: Watch,
    paths: Sequence[Path] = (),
    port: int = PORT,
    ready: Callable[[str], object],
) -> Iterator[None]:
    """The same in a thread of its own until the block ends, so that the terminal is free for a prompt. What goes
    wrong before it is ready is raised."""
    begun: Future[Callable[[], object]] = Future()

    async def run() -> None:
        stop, loop = asyncio.Event(), asyncio.get_running_loop()

        def there(address: str) -> None:
            ready(address)
            begun.set_result(lambda: loop.call_soon_threadsafe(stop.set))

        await attend(desk, settings, watch=watch, paths=paths, port=port, ready=there, stop=stop)

    def whole() -> None:
        try:
            asyncio.run(run())
        except BaseException as error:  # noqa: BLE001  raised again in the thread that waits
            if not begun.done():
                begun.set_exception(error)
        if not begun.done():  # told to stop before it was ready
            begun.set_result(lambda: None)

    thread = threading.Thread(target=whole, name="workspace")
    thread.start()
    end = begun.result()
    try:
        yield
    finally:
        with suppress(RuntimeError):  # its loop has ended by itself
            end()
        thread.join()


def borrow(database_url: str, folder: Path, *, empty: bool) -> str:
    """The address of a copy of this archive in `folder`, or of an empty one there. What is tried out in the copy
    touches nothing that the real bot knows."""
    copy = folder / "try.db"
    source = Path(database_url.removeprefix("sqlite:///"))
    if not empty and database_url.startswith("sqlite:///") and source.is_file():
        with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(copy)) as new:
            old.backup(new)
    return f"sqlite:///{copy}"


def stories(paths: Sequence[str], desk: Desk, seeds: Path) -> list[Path]:
    """What to load: these, or where none are named and the archive is empty, the sample stories of a clone."""
    if paths:
        return [Path(each) for each in paths]
    return [seeds] if not desk.archive.freshness().stories and seeds.is_dir() else []


def can_browse(environ: Mapping[str, str], platform: str, *, terminal: bool) -> bool:
    """Whether somebody sits at a screen on which a browser can open."""
    if not terminal or environ.get("CI"):
        return False
    return platform != "linux" or any(environ.get(each) for each in ("DISPLAY", "WAYLAND_DISPLAY"))


def _for(slack: Workspace, settings: Settings) -> Settings:
    """The operator's settings, with this workspace's tokens and one note a day."""
    return replace(
        settings,
        bot_token=slack.app.bot_token,
        app_token=slack.app.app_token,
        signing_secret=slack.app.signing_secret,
        api_url=slack.api_url,
        admins=frozenset({PEOPLE[0].id}),
        digests=(Digest(channel=NEWS_DESK, at=SEVEN, zone=ZONE, days=frozenset(range(7))),),
    )


async def _somewhere(app: Mapping[str, object], watch: Watch, port: int) -> Workspace:
    """The workspace, on this port or the next free one."""
    for at in (*range(port, port + _TRIES), 0):
        slack = Workspace(app, now=watch.now, users=PEOPLE, channels=_channels(), port=at)
        try:
            await slack.start()
        except OSError:
            await slack.close()
        else:
            return slack
    raise OSError("no free port on the loopback")


def _channels() -> tuple[Channel, ...]:
    return (
        Channel(id=NEWS_DESK, name="news-desk", members=[*(each.id for each in PEOPLE), App.user_id]),
        Channel(id=GENERAL, name="general", members=[each.id for each in PEOPLE]),
    )


async def _open(slack: Workspace, desk: Desk) -> None:
    """Until the bot is there and its first note stands; somebody has asked, and invites it where they talk."""
    await slack.connected(within=_SOON_S)
    first = next(iter(await asyncio.to_thread(desk.examples)), "help")
    await slack.user("U0BEN").say(GENERAL, f"Morning. I'll invite the desk's clerk; try `/news {first}`.")
    slack.invite(GENERAL)
    with suppress(TimeoutError):
        await slack.until(lambda: slack.messages(NEWS_DESK), within=_SOON_S)
