"""The whole door: sign in, take what comes, wake the clock, and stop without losing work."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import datetime
from typing import Any, Protocol

import aiohttp

from newsbot import __version__
from newsbot.config import Digest, Mode, Settings
from newsbot.desk import COMMANDS
from newsbot.errors import ConfigError, NewsbotError
from newsbot.surfaces.slack.app import build
from newsbot.surfaces.slack.check import TIMEOUT_S, Identity, sign_in, web_client
from newsbot.surfaces.slack.given import Given
from newsbot.surfaces.slack.in_hand import InHand
from newsbot.surfaces.slack.post import Poster
from newsbot.surfaces.slack.respond import Responder
from newsbot.surfaces.slack.sockets import SocketIntake
from newsbot.surfaces.slack.talk import Asked, Talk
from newsbot.surfaces.slack.web import WebIntake

GRACE_S = 20.0  # what is in hand may take this long to end
_SWEEP_S = 60.0

log = logging.getLogger(__name__)


class Clock(Protocol):
    """What posts digests; `newsbot.schedule.Clock` is one."""

    def start(self) -> None: ...
    async def stop(self, *, within: float) -> None: ...


class MakeClock(Protocol):
    """How the fuse box hands in the clock, which lives a floor above."""

    def __call__(
        self, desk: Asked, digests: tuple[Digest, ...], poster: Poster, now: Callable[[], datetime], /
    ) -> Clock: ...


async def serve(
    desk: Asked,
    settings: Settings,
    *,
    mode: Mode,
    host: str,
    now: Callable[[], datetime],
    clock: MakeClock | None = None,
    stop: asyncio.Event | None = None,
) -> int:
    """Run the bot until SIGTERM or SIGINT, or `stop`; 0 when it ended in good order.

    ConfigError when tokens or scopes are missing or wrong, or the port is taken.
    """
    stop = stop or asyncio.Event()
    timeout = aiohttp.ClientTimeout(total=TIMEOUT_S)
    async with aiohttp.ClientSession(timeout=timeout) as session, _readers() as readers:
        identity = await sign_in(settings, session, mode=mode)
        poster = Poster(web_client(settings, session), desk.journal, team=identity.team, owner=_owner())
        talk = _talk(desk, settings, identity, poster, Responder(session), readers, now)
        intake = _intake(talk, settings, identity, mode=mode, host=host)
        ticking = clock(desk, settings.digests, poster, now) if clock else None
        with _signals(stop):
            if await _opened(_open(intake, settings), stop):
                await _attend(talk, intake, ticking, stop)
            await _close(intake, ticking, talk)
    return 0


async def _attend(
    talk: Talk, intake: SocketIntake | WebIntake, ticking: Clock | None, stop: asyncio.Event
) -> None:
    """Be there until told to stop."""
    resuming = asyncio.create_task(_look_after(talk, intake))
    if ticking:
        ticking.start()
    await stop.wait()
    log.info("stopping; %d in hand", len(talk.in_hand))
    resuming.cancel()


def _talk(  # noqa: PLR0917
    desk: Asked,
    settings: Settings,
    identity: Identity,
    poster: Poster,
    responder: Responder,
    readers: Executor,
    now: Callable[[], datetime],
) -> Talk:
    in_hand = InHand()
    return Talk(
        desk=desk,
        poster=poster,
        responder=responder,
        in_hand=in_hand,
        given=Given(poster, in_hand, readers),
        readers=readers,
        now=now,
        bot_user=identity.bot_user,
        names=frozenset(command.name for command in COMMANDS),
        prefix=settings.prefix,
        digests=settings.digests,
        admins=settings.admins,
        follow_ups=settings.follow_ups,
        quiet=settings.quiet,
        scopes=identity.scopes,
    )


def _intake(
    talk: Talk, settings: Settings, identity: Identity, *, mode: Mode, host: str
) -> SocketIntake | WebIntake:
    greeting = f"newsbot {__version__}, pid {os.getpid()}, {mode}, workspace {identity.team_name}"
    if mode == "socket":
        return SocketIntake(build(talk, identity), app_token=settings.app_token, greeting=greeting)

    async def archive_answers() -> bool:
        try:
            await talk.poster.note(lambda journal: journal.state("readyz"))
        except NewsbotError:
            return False
        return True

    app = build(talk, identity, signing_secret=settings.signing_secret)
    return WebIntake(app, host=host, port=settings.port, greeting=greeting, ready=archive_answers)


async def _opened(opening: Coroutine[Any, Any, None], stop: asyncio.Event) -> bool:
    """True once the way in is open; False if the process is told to stop while Slack lets it wait."""
    tasks = asyncio.create_task(opening), asyncio.create_task(stop.wait())
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)
    if tasks[0].cancelled():
        return False
    tasks[0].result()
    return True


async def _open(intake: SocketIntake | WebIntake, settings: Settings) -> None:
    try:
        await intake.open()
    except OSError as error:
        raise ConfigError(f"PORT {settings.port} cannot be used: {error.strerror or error}") from error


async def _look_after(talk: Talk, intake: SocketIntake | WebIntake) -> None:
    """At the start and every minute: answers that a process promised and did not live to give, and whether
    Slack still reaches this one."""
    while True:
        try:
            await asyncio.shield(talk.in_hand.start(talk.resume()))
        except Exception:
            log.exception("looking for unfinished answers failed; tried again in a minute")
        await asyncio.sleep(_SWEEP_S)
        if not await intake.ready():
            log.warning("not ready: Slack does not reach this process, or the archive does not answer")


async def _close(intake: SocketIntake | WebIntake, ticking: Clock | None, talk: Talk) -> None:
    """No new questions and no new notes; then what is in hand, all within the grace."""
    loop = asyncio.get_running_loop()
    end = loop.time() + GRACE_S
    await asyncio.gather(intake.close(), *([ticking.stop(within=GRACE_S)] if ticking else []))
    if left := await talk.in_hand.finish(within=max(end - loop.time(), 0.5)):
        log.warning("%d answers were not finished; the next start takes them up", left)
    log.info("stopped")


@asynccontextmanager
async def _readers() -> AsyncIterator[Executor]:
    """Threads that work answers out, so few and giving way so often that acknowledgements are not kept
    waiting: 50 people at once, answers of 20 ms, two cores: the last ack after 80 ms; with Python's 5 ms and a
    thread a question after 600 (benchmarks/ack.py)."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(0.0005)
    readers = ThreadPoolExecutor(max_workers=2, thread_name_prefix="desk")
    try:
        yield readers
    finally:
        readers.shutdown(wait=False, cancel_futures=True)
        sys.setswitchinterval(before)


@contextmanager
def _signals(stop: asyncio.Event) -> Iterator[None]:
    """SIGTERM and SIGINT set `stop`; where the loop cannot listen to signals (Windows) Ctrl-C still ends it."""
    loop = asyncio.get_running_loop()
    listened = (signal.SIGTERM, signal.SIGINT)
    with suppress(NotImplementedError, RuntimeError, ValueError):
        for number in listened:
            loop.add_signal_handler(number, stop.set)
    try:
        yield
    finally:
        with suppress(NotImplementedError, RuntimeError, ValueError):
            for number in listened:
                loop.remove_signal_handler(number)


def _owner() -> str:
    """This process, among all that share the Journal."""
    return f"{socket.gethostname()}:{os.getpid()}"
