"""docs/slack.md says what the program says."""

from __future__ import annotations

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
    files = [*(ROOT / "src" / "newsbot").glob("*.py"), *(ROOT / "src" / "newsbot" / "surfaces").rglob("*.py")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    return re.sub(r'"\s*f?"', "", text)


@pytest.mark.parametrize("message", MESSAGES)
def test_every_message_in_the_tables_is_said_somewhere(message: str, source: str) -> None:
    if message.startswith("must begin with"):
        assert "must begin with {begins}" in source
        return
    said = re.sub(r"(?:SLACK_\w+_TOKEN|SLACK_SIGNING_SECRET)(?= is not set)", "", message)
    assert all(part.strip() in source for part in said.split("…") if part.strip()), message


def test_the_tables_hold_messages() -> None:
    assert len(MESSAGES) > 20
