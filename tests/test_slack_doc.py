"""docs/slack.md says what the program says."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
_DOC = (ROOT / "docs" / "slack.md").read_text(encoding="utf-8")
_TABLES = _DOC[_DOC.index("## What it may say") :]
MESSAGES = [
    message
    for row in _TABLES.splitlines()
    if row.startswith("| `")
    for message in re.findall(r"`([^`]+)`", row.split(" | ")[0])
]


@pytest.fixture(scope="module")
def source() -> str:
    """All that can be said, with slots and the joints between strings taken out."""
    rooms = ROOT / "src" / "newsbot"
    files = [*rooms.glob("*.py"), *(rooms / "surfaces").rglob("*.py"), rooms / "slackfacts" / "manifest.py"]
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    return re.sub(r'"\s*f?"', "", text)


@pytest.mark.parametrize("message", MESSAGES)
def test_every_message_in_the_tables_is_said_somewhere(message: str, source: str) -> None:
    if message.startswith("must begin with"):
        assert "must begin with {begins}" in source
        return
    said = re.sub(r"(?:SLACK_\w+_TOKEN|SLACK_SIGNING_SECRET)(?= is not set)", "", message)
    assert all(part.strip() in source for part in said.split("…") if part.strip()), message


def _logged() -> list[str]:
    """What the bot may write into its log, slots as "…"."""
    rooms = ROOT / "src" / "newsbot"
    files = [*sorted((rooms / "surfaces" / "slack").glob("*.py")), rooms / "schedule.py", rooms / "alerts.py"]
    calls = [node for path in files for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    return [
        re.sub(r"%[sd]", "…", str(call.args[0].value))
        for call in calls
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id == "log"
        and isinstance(call.args[0], ast.Constant)
    ]


@pytest.mark.parametrize("message", [each for each in _logged() if each != "…"])
def test_every_message_of_the_log_is_in_the_tables(message: str) -> None:
    longest = max(message.split("…"), key=len).strip()
    assert longest in _TABLES, message


def test_the_tables_hold_messages() -> None:
    assert len(MESSAGES) > 20
