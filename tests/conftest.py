"""Fixtures that more than one room's tests use."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator, Callable, Generator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio

from newsbot.workspace import Pace, Workspace

if TYPE_CHECKING:
    from newsbot.desk import Desk
    from newsroom import Bot

# What an app like ours asks for; written here by hand, so that the workspace is tested without it.
MANIFEST: dict[str, Any] = {
    "display_information": {"name": "newsbot"},
    "features": {
        "bot_user": {"display_name": "newsbot"},
        "slash_commands": [
            {"command": "/news", "description": "Ask", "usage_hint": "who NAME", "should_escape": False},
            {"command": "/figures", "description": "Figures"},
        ],
    },
    "oauth_config": {
        "scopes": {
            "bot": [
                "app_mentions:read",
                "channels:history",
                "channels:read",
                "chat:write",
                "commands",
                "groups:history",
                "groups:read",
                "im:history",
                "im:read",
                "im:write",
                "reactions:write",
                "users:read",
            ]
        }
    },
    "settings": {
        "event_subscriptions": {"bot_events": ["app_mention", "message.im", "app_home_opened"]},
        "interactivity": {"is_enabled": True},
        "socket_mode_enabled": True,
    },
}

# Short waits, in Slack's proportions; the tests wait for facts, never for these. An app has as long to acknowledge as in
# Slack: with one second a slash command on a busy machine went unanswered.
QUICK = Pace(ack_s=3.0, retry_s=(0.0, 0.1, 0.3), hold_s=0.3)


def wall() -> datetime:
    """The clock of this machine; tests that need a time of their own set one."""
    return datetime.now(UTC)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where nothing may be left out (CI sets NEWSBOT_NO_SKIP), a skipped test has failed."""
    report = yield
    if report.skipped and os.environ.get("NEWSBOT_NO_SKIP"):
        report.outcome = "failed"
    return report


@pytest.fixture
def manifest() -> dict[str, Any]:
    """A copy to change."""
    return {**MANIFEST, "settings": {**MANIFEST["settings"]}}


@pytest.fixture
def pace() -> Pace:
    """How patient the workspace is; a test may parametrize it."""
    return QUICK


@pytest_asyncio.fixture
async def workspace(manifest: dict[str, Any], pace: Pace) -> AsyncIterator[Workspace]:
    """A local Slack with the hand-written manifest, in Socket Mode."""
    async with Workspace(manifest, now=wall, pace=pace) as slack:
        yield slack


@pytest.fixture(scope="session")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the end-to-end tests' stories, loaded once; not to be written to."""
    from newsroom import load

    made = tmp_path_factory.mktemp("stocked") / "news.db"
    load(f"sqlite:///{made}")
    return made


@pytest.fixture
def database(stocked: Path, tmp_path: Path) -> str:
    """The address of a fresh copy of that database."""
    copy = tmp_path / "news.db"
    shutil.copy(stocked, copy)
    return f"sqlite:///{copy}"


@pytest.fixture
def desk(database: str) -> Iterator[Desk]:
    """The desk over those stories."""
    import newsbot

    with newsbot.open(database) as opened:
        yield opened


@pytest_asyncio.fixture(params=["socket", "http"])
async def bot(request: pytest.FixtureRequest, workspace: Workspace, desk: Desk) -> AsyncIterator[Bot]:
    """The whole bot in the workspace, by both ways in; the test file's `manifest` must be the bot's own."""
    from newsroom import free_port, running

    async with running(workspace, desk, mode=request.param, port=free_port(), now=wall) as served:
        yield served


@pytest.fixture
def now() -> Callable[[], datetime]:
    """The wall clock, as the programs take it."""
    return wall
