"""The command line."""

import io
import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from newsbot import open as open_desk
from newsbot.cli import main
from newsbot.errors import StoreError
from newsbot.store import Complaint

STORY = """Harbour ferry runs aground

By Ana Ruiz

The ferry Sula ran aground on Friday with 86 people aboard, the coastguard said.

“Nobody was hurt,” said Captain Idris Vane.
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with one story beside it; the archive is made where the command runs."""
    monkeypatch.chdir(tmp_path)
    for name in ("NEWSBOT_DATABASE_URL", "NEWSBOT_CONFIG", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    stories = tmp_path / "stories"
    stories.mkdir()
    (stories / "ferry.txt").write_text(STORY, encoding="utf-8")
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str]:
    code = main(argv)
    return code, capsys.readouterr().out


def test_loading_twice_is_the_same_as_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "load", "stories") == (0, "loaded 1, changed 0, unchanged 0, refused 0\n")
    assert run(capsys, "load", "stories") == (0, "loaded 0, changed 0, unchanged 1, refused 0\n")


def test_an_interrupted_load_says_that_it_can_go_on(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("newsbot.desk.Desk.load", interrupted)
    assert main(["load", "stories"]) == 130
    assert "loading again goes on from there" in capsys.readouterr().err


def test_a_changed_story_replaces_what_was_found_in_it(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    run(capsys, "load", "stories")
    (folder / "stories" / "ferry.txt").write_text(STORY.replace("86", "91"), encoding="utf-8")
    assert "changed 1" in run(capsys, "load", "stories")[1]
    figures = run(capsys, "findings", "--kind", "figure")[1]
    assert "91 people" in figures
    assert "86 people" not in figures


def test_a_missing_path_is_named_and_the_rest_is_loaded(capsys: pytest.CaptureFixture[str]) -> None:
    code, out = run(capsys, "load", "stories", "nowhere")
    assert code == 1
    assert "loaded 1" in out
    assert "nowhere" in out


def test_a_refused_file_does_not_fail_the_load(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "stories" / "picture.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    (folder / "stories" / "empty.txt").write_bytes(b"")
    code, out = run(capsys, "load", "stories")
    assert code == 0
    assert "refused 2" in out
    assert "picture.jpg" in out


def test_arguments_with_spaces_after_the_first_are_phrases(capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "load", "stories")
    answer = json.loads(run(capsys, "ask", "find", "ran aground", "--json")[1])
    assert answer["line"] == 'find "ran aground"'


def test_options_may_stand_among_the_words_and_two_dashes_end_them(
    capsys: pytest.CaptureFixture[str],
) -> None:
    run(capsys, "load", "stories")
    assert json.loads(run(capsys, "ask", "--json", "who", "Vane")[1])["title"] == "Idris Vane"
    assert json.loads(run(capsys, "ask", "who", "--json", "Vane")[1])["title"] == "Idris Vane"
    assert json.loads(run(capsys, "ask", "--json", "--", "find", "--json")[1])["line"] == "find --json"


def test_then_asks_on_in_the_same_thread_and_json_is_an_answer_a_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    run(capsys, "load", "stories")
    out = run(capsys, "ask", "find", "ferry", "--then", "and coastguard?", "--json")[1]
    assert [json.loads(line)["line"] for line in out.splitlines()] == ["find ferry", "find coastguard"]


def test_nothing_found_is_no_failure_and_a_line_that_cannot_be_read_is(
    capsys: pytest.CaptureFixture[str],
) -> None:
    run(capsys, "load", "stories")
    assert run(capsys, "ask", "who", "Xyzzy")[0] == 0
    assert run(capsys, "ask", "find", "ferry", "since:soon")[0] == 1
    assert run(capsys, "ask", "who", "Vane", "--now", "noon")[0] == 1


def test_piped_lines_are_one_thread_answered_line_by_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(capsys, "load", "stories")
    monkeypatch.setattr(sys, "stdin", io.StringIO("find ferry\n\nand coastguard?\nquit\nwho Vane\n"))
    code, out = run(capsys, "ask")
    assert code == 0
    assert "find ferry" in out
    assert "find coastguard" in out
    assert "Idris Vane" not in out.split("find coastguard")[1].split("\n")[0]


def test_extract_gives_a_line_a_document_with_exact_spans(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "“Nobody was hurt,” said Captain Idris Vane, after 86 people were rescued."
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps({"id": 7, "text": text}) + "\n"))
    code, out = run(capsys, "extract", "-")
    found = json.loads(out)
    assert (code, found["id"]) == (0, 7)
    assert found["mentions"][0]["person"] == "Idris Vane"
    assert found["quotes"][0]["speaker"]["person"] == "Idris Vane"
    assert found["figures"][0]["value"] == 86
    for kind in ("mentions", "quotes", "figures"):
        assert all(text[row["start"] : row["end"]] == row["text"] for row in found[kind])


def test_extract_names_a_line_that_is_no_document(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "bad.jsonl").write_text('{"id": 1}\n', encoding="utf-8")
    assert main(["extract", "bad.jsonl"]) == 1
    assert '"id" and "text"' in capsys.readouterr().err


def test_a_story_as_json_gives_zones_and_what_was_set_aside(capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "load", "stories")
    story = json.loads(run(capsys, "story", "ferry.txt", "--json")[1])
    assert [zone["kind"] for zone in story["zones"]][:2] == ["headline", "byline"]
    assert story["published"] is None
    assert story["source"]["label"] == "Ana Ruiz"


def test_an_answer_as_csv_has_a_row_for_each_line(capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "load", "stories")
    lines = run(capsys, "ask", "figures people", "--csv")[1].splitlines()
    assert lines[0].startswith("section,verdict,source,publisher,story,start,end,text")
    assert any("86 people" in line for line in lines[1:])


def test_review_prints_what_was_found_not_right_as_test_cases(capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "load", "stories")
    assert run(capsys, "review") == (0, "")
    complaint = Complaint(
        line="figures people",
        item=json.dumps({"text": "with 86 people aboard", "cite": {"source": "Ana Ruiz"}}),
        wrong="wrong figure",
        note="crew left out",
        by="U1",
        at="2030-01-01T07:00:00+00:00",
    )
    with open_desk() as desk:
        desk.journal.complain(complaint)
    assert json.loads(run(capsys, "review", "--json")[1])["wrong"] == "wrong figure"
    assert run(capsys, "review")[1].splitlines() == [
        "wrong figure · figures people · Ana Ruiz: with 86 people aboard",
        "  crew left out · U1 · 2030-01-01T07:00:00+00:00",
    ]


def test_doctor_shows_the_notes_as_they_stand(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "config").mkdir()
    (folder / "config" / "newsbot.toml").write_text(
        '[[digest]]\nchannel = "C1"\n[[digest]]\nchannel = "C2"\nat = "09:00"\n', encoding="utf-8"
    )
    kept = '{"on": true, "at": "06:15", "zone": "Europe/London", "days": ["sat"], "line": "digest ferry"}'
    with open_desk() as desk:
        desk.journal.keep("note:T1:C1", kept, by="U1", now="2030-01-01T07:00:00+00:00")
    assert run(capsys, "doctor")[1].splitlines()[:2] == [
        "note C2: weekdays at 09:00 UTC (config)",
        "note C1: sat at 06:15 Europe/London · digest ferry (set in Slack by U1, 2030-01-01T07:00:00+00:00)",
    ]


def test_findings_as_csv_begin_with_their_columns(capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "load", "stories")
    lines = run(capsys, "findings", "--format", "csv")[1].splitlines()
    assert lines[0].startswith("story,source,kind,start,end,text")
    assert any(",mention," in line and "Idris Vane" in line for line in lines)


def test_verify_finds_every_line_again_and_names_one_that_was_changed(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    run(capsys, "load", "stories")
    assert run(capsys, "verify")[0] == 0
    answer = run(capsys, "ask", "quotes", "Vane", "--json")[1]
    (folder / "answers.jsonl").write_text(answer, encoding="utf-8")
    assert run(capsys, "verify", "answers.jsonl")[0] == 0
    (folder / "answers.jsonl").write_text(
        answer.replace("Nobody was hurt", "Somebody was hurt"), encoding="utf-8"
    )
    code, out = run(capsys, "verify", "answers.jsonl")
    assert code == 1
    assert "Somebody" in out


def test_an_earlier_text_is_a_story_by_its_name_and_verifies(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    run(capsys, "load", "stories")
    (folder / "before.jsonl").write_text(run(capsys, "ask", "figures people", "--json")[1], encoding="utf-8")
    (folder / "stories" / "ferry.txt").write_text(STORY.replace("86", "91"), encoding="utf-8")
    run(capsys, "load", "stories")
    name = str(folder / "stories" / "ferry.txt")
    story = json.loads(run(capsys, "story", f"{name}@1", "--json")[1])
    assert story["id"] == f"{name}@1"
    assert "86 people" in story["text"]
    assert "86 people" in run(capsys, "story", "ferry.txt@1")[1]
    assert f"story {name}@1" in run(capsys, "story", "ferry.txt")[1]
    (folder / "after.jsonl").write_text(run(capsys, "ask", "figures people", "--json")[1], encoding="utf-8")
    assert f'"{name}@1"' in (folder / "after.jsonl").read_text(encoding="utf-8")
    assert run(capsys, "verify", "after.jsonl")[0] == 0
    code, said = run(capsys, "verify", "before.jsonl")
    assert (code, f"it stands in {name}@1" in said) == (1, True)


def test_storylines_give_their_stories(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    run(capsys, "load", "stories")
    row = json.loads(run(capsys, "storylines", "--json")[1])
    assert row["headline"] == "Harbour ferry runs aground"
    assert row["stories"] == [str(folder / "stories" / "ferry.txt")]


def test_another_kind_of_database_is_refused_in_one_sentence() -> None:
    with pytest.raises(StoreError, match="PostgreSQL is not supported yet"):
        open_desk("postgresql://localhost/news")
    with pytest.raises(StoreError, match="no such kind of database"):
        open_desk("mysql://localhost/news")


def test_a_config_that_is_named_and_missing_is_an_error(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSBOT_CONFIG", "nowhere.toml")
    assert main(["doctor"]) == 1
    assert "nowhere.toml" in capsys.readouterr().err


@pytest.mark.slow
def test_a_pipe_that_closes_early_is_no_traceback(folder: Path) -> None:
    env = {**os.environ, "NEWSBOT_DATABASE_URL": "sqlite:///news.db"}
    command = f"{sys.executable} -m newsbot"
    subprocess.run(
        f"{command} load stories", shell=True, check=True, env=env, cwd=folder, capture_output=True
    )
    shown = subprocess.run(
        f"{command} findings | head -n 1",
        shell=True,
        env=env,
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Traceback" not in shown.stderr


def test_verify_names_what_a_text_that_was_changed_behind_our_back_no_longer_holds(
    capsys: pytest.CaptureFixture[str],
) -> None:
    run(capsys, "load", "stories")
    with closing(sqlite3.connect("newsbot.db", isolation_level=None)) as db:
        db.execute("update body set text = replace(text, 'Nobody was hurt', 'Everyone was hurt')")
    code, out = run(capsys, "verify")
    assert code == 1
    assert "quote" in out
