"""Slack's own clients for Node work in the local workspace: @slack/web-api, @slack/socket-mode, @slack/bolt.

They are installed by `npm ci` into a temporary folder, as tests/node/package-lock.json fixes them.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from newsbot.workspace import Workspace
from newsbot.workspace.state import App
from newsbot.workspace.views import front
from newsroom import free_port

pytestmark = pytest.mark.node

HERE = Path(__file__).parent / "node"
STARTS_WITHIN_S = 30


@pytest.fixture(scope="module")
def clients(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not shutil.which("npm"):
        pytest.skip("Node is not installed: Slack's clients for Node were not tried")
    folder = tmp_path_factory.mktemp("node")
    for name in ("package.json", "package-lock.json", "clients.mjs"):
        shutil.copy(HERE / name, folder / name)
    command = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, check=False)
    if done.returncode:
        pytest.skip(f"npm ci did not succeed; Slack's clients for Node were not tried: {done.stderr[-300:]}")
    return folder / "clients.mjs"


@asynccontextmanager
async def node(
    clients: Path, workspace: Workspace, mode: str, *, port: int = 0
) -> AsyncIterator[asyncio.subprocess.Process]:
    environ = {
        "PATH": os.environ["PATH"],
        "SLACK_API_URL": workspace.api_url,
        "SLACK_BOT_TOKEN": workspace.app.bot_token,
        "SLACK_APP_TOKEN": workspace.app.app_token,
        "SLACK_SIGNING_SECRET": workspace.app.signing_secret,
        "PORT": str(port),
    }
    process = await asyncio.create_subprocess_exec(
        "node", str(clients), mode, cwd=clients.parent, env=environ, stdout=asyncio.subprocess.PIPE
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def line(process: asyncio.subprocess.Process) -> dict[str, object]:
    """The next line of JSON that it prints; what is no JSON is passed over."""
    assert process.stdout
    while True:
        printed = await asyncio.wait_for(process.stdout.readline(), STARTS_WITHIN_S)
        assert printed, "it ended before it said anything"
        if printed.startswith(b"{"):
            said: dict[str, object] = json.loads(printed)
            return said


@pytest.fixture
def manifest(manifest: dict[str, Any]) -> dict[str, Any]:
    scopes = [*manifest["oauth_config"]["scopes"]["bot"], "files:write"]
    return {**manifest, "oauth_config": {"scopes": {"bot": scopes}}}


async def test_the_web_client_reads_writes_pages_and_is_refused(clients: Path, workspace: Workspace) -> None:
    async with node(clients, workspace, "web") as process:
        found = await line(process)
    assert found == {
        "user": App.user_id,
        "read": ["second", "changed"],
        "replies": ["changed", "reply"],
        "refused": {"blocks": "invalid_blocks", "channel": "channel_not_found", "token": "invalid_auth"},
    }
    (file,) = workspace.messages("C1")[-1].files
    assert workspace.state.files[file["id"]].content == b"a,b\n1,2\n"


async def test_the_socket_client_acks_answers_and_renews_itself(clients: Path, workspace: Workspace) -> None:
    person = workspace.user("U1")
    async with node(clients, workspace, "socket"):
        await workspace.connected(within=STARTS_WITHIN_S)
        turn = await person.command("/news", "who", channel="C1")
        assert (await turn.answer()).text == "heard who"
        await workspace.refresh()
        await workspace.connected(within=STARTS_WITHIN_S)
        mention = await person.mention("C1", "who")
        assert (await mention.answer()).text == "in the thread"


@pytest.mark.parametrize("mode", ["bolt", "bolt-http"])
async def test_a_bolt_app_takes_commands_mentions_and_clicks(
    clients: Path, workspace: Workspace, mode: str
) -> None:
    person, port = workspace.user("U1"), free_port()
    async with node(clients, workspace, mode, port=port) as process:
        await line(process)
        if mode == "bolt-http":
            assert await workspace.deliver_to(f"http://127.0.0.1:{port}/slack/events").verify()
        else:
            await workspace.connected(within=STARTS_WITHIN_S)
        turn = await person.command("/news", "who", channel="C1")
        answer = await turn.answer()
        assert (answer.text, answer.only_for) == ("heard who", "U1")
        pressed = await person.press(answer, "again")
        assert (await pressed.answer()).text == "pressed v1"
        mention = await person.mention("C1", "who")
        assert (await mention.answer()).text == "in the thread"
        await person.open_home()
        assert (await person.home())["type"] == "home"
        modal = await (await person.shortcut("ask")).view()
        typed = {"type": "plain_text_input", "value": "nowhere"}
        refused = await person.submit(modal, {"zone": {"typed": typed}})
        assert refused.carried["errors"] == {"zone": "no such zone"}
        await person.submit(modal, {"zone": {"typed": {**typed, "value": "UTC"}}})
        assert front(workspace.state, "U1")["title"]["text"] == "UTC"  # type: ignore[index]
