"""The extract command: lines of JSON through, and nothing of the desk in the way."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from newsbot.errors import ReadError
from newsbot.extract.jsonl import extracted

HEAVY = ("newsbot.desk", "newsbot.store", "aiohttp", "asyncio", "rapidfuzz", "spacy", "sqlite3")


def test_it_starts_without_desk_store_door_or_model(tmp_path):
    (tmp_path / "in.jsonl").write_text('{"id": 7, "text": "Ana Ruiz said 40 ferries sailed."}\n', "utf-8")
    program = (
        "import sys; from newsbot.cli import main; status = main(sys.argv[1:]);"
        f"print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr); sys.exit(status)"
    )
    command = [sys.executable, "-c", program, "extract", str(tmp_path / "in.jsonl")]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert run.stderr.strip() == "[]"
    assert json.loads(run.stdout)["id"] == 7


@pytest.mark.parametrize("line", ["", "no", "[]", "{}", '{"id": 1}', '{"id": 1, "text": null}'])
def test_a_line_that_is_no_story_is_refused(line):
    with pytest.raises(ReadError):
        extracted(line)


def test_ids_of_any_kind_come_back_and_text_may_be_empty():
    for given in ("s-1", 7, None, ["a"]):
        told = json.loads(extracted(json.dumps({"id": given, "text": ""})))
        assert told == {"id": given, "mentions": [], "quotes": [], "figures": []}
