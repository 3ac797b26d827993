"""Folders are walked in order, each file once; a sidecar speaks for its folder and those below."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from newsbot.errors import ConfigError
from newsbot.model import Story
from newsbot.readers import Aliases, Refused, sidecar, walk

PAGE = "Rain floods Hull\n\nIt rained for nine days, they said.\n"


def write(path: Path, text: str = PAGE) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def told(*paths: Path) -> list[str]:
    """Names of stories, reasons of refusals, in order."""
    return [
        f"{Path(x.origin).name}: {x.reason}" if isinstance(x, Refused) else Path(x.origin).name
        for x in walk(paths)
        if not isinstance(x, Aliases)
    ]


def story(path: Path) -> Story:
    (found,) = (x for x in walk([path]) if isinstance(x, Story))
    return found


def test_a_folder_is_walked_in_the_order_of_names_and_hidden_files_are_passed_over(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.TXT", "a.txt", "c.txt", ".hidden.txt", ".git/x.txt"):
        write(tmp_path / name)
    assert told(tmp_path) == ["a.txt", "1.TXT", "2.txt", "c.txt"]


def test_a_file_that_two_paths_lead_to_is_read_once(tmp_path: Path) -> None:
    page = write(tmp_path / "a.txt")
    (tmp_path / "again.txt").symlink_to(page)
    assert told(tmp_path, page, tmp_path / ".." / tmp_path.name) == ["a.txt"]


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    write(tmp_path / "a" / "1.txt")
    (tmp_path / "a" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "a" / "self").symlink_to("self")
    assert told(tmp_path)[0] == "1.txt"
    assert len(told(tmp_path)) == 2


def test_a_link_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    assert told(tmp_path) == ["a.txt: the link leads nowhere"]


def test_a_path_that_is_missing_is_refused_as_missing(tmp_path: Path) -> None:
    (refused,) = walk([tmp_path / "gone"])
    assert refused == Refused(origin=str(tmp_path / "gone"), reason="no such file or folder", missing=True)


def test_other_endings_are_refused_by_name(tmp_path: Path) -> None:
    write(tmp_path / "a.docx")
    write(tmp_path / "b")
    assert told(tmp_path) == [
        "a.docx: no reader for .docx; .txt and .jsonl are read",
        "b: no reader for a name without an ending; .txt and .jsonl are read",
    ]


def test_what_is_no_file_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert told(tmp_path) == ["a.txt: not a file"]


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user of this machine may enter."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture
def nobody() -> Iterator[Callable[[], None]]:
    """Gives up root's right to read everything, till the test ends."""
    yield lambda: os.seteuid(65534) if os.geteuid() == 0 else None
    if os.getuid() == 0:
        os.seteuid(0)


def test_a_file_without_permission_is_refused(open_folder: Path, nobody: Callable[[], None]) -> None:
    write(open_folder / "a.txt").chmod(0)
    (open_folder / "b").mkdir(mode=0)
    nobody()
    assert told(open_folder) == ["a.txt: no permission to read it", "b: no permission to open it"]


def test_permission_that_the_system_denies_is_a_refusal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "a.txt")

    def denied(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", denied)
    assert told(tmp_path) == ["a.txt: no permission to read it"]


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    for i in range(20):
        write(tmp_path / f"{i:02}.txt")
    (tmp_path / "05.txt").write_bytes(b"\x89PNG\x00")
    (tmp_path / "06.txt").write_bytes(b"")
    assert len(told(tmp_path)) == 20
    assert told(tmp_path)[5:7] == ["05.txt: not text: a PNG image", "06.txt: empty file"]


@pytest.mark.slow
def test_a_folder_of_a_thousand_files_is_read(tmp_path: Path) -> None:
    for i in range(1000):
        write(tmp_path / f"{i}.txt")
    assert len(told(tmp_path)) == 1000


SIDECAR = """
[files]
"wire/*.txt" = "Humber Wire"

[sources."Humber Wire"]
aliases = ["HW", "humberwire.example"]
family = "Humber Group"
bylines = ["Ann Lee"]

[sources."The Humber Mail"]
aliases = ["humbermail"]

[aliases]
AMLO = "Andrés Manuel López Obrador"
"""


def test_a_sidecar_names_the_source_of_files_below_it_and_is_marked(tmp_path: Path) -> None:
    write(tmp_path / "sources.toml", SIDECAR)
    source = story(write(tmp_path / "wire" / "old" / "a.txt")).source
    assert (source.label, source.publisher, source.named_by) == ("Humber Wire", "Humber Group", "sidecar")
    assert source.evidence == (
        "named in sources.toml; in the text: no credit, byline or agency in the text; site not named"
    )
    assert {"Humber Wire", "HW"} <= set(source.names)


def test_a_sidecar_knows_a_source_by_its_bylines(tmp_path: Path) -> None:
    write(tmp_path / "sources.toml", SIDECAR)
    source = story(write(tmp_path / "a.txt", "Rain floods Hull\n\nBy ANN LEE\n\nIt rained.\n")).source
    assert (source.label, source.named_by) == ("Humber Wire", "sidecar")
    assert "ANN LEE" in source.names


def test_a_sidecar_gives_a_credit_its_proper_name(tmp_path: Path) -> None:
    write(tmp_path / "sources.toml", SIDECAR)
    source = story(write(tmp_path / "a.txt", f"{PAGE}\nCourtesy: humbermail\n")).source
    assert (source.label, source.publisher, source.named_by) == (
        "The Humber Mail",
        "The Humber Mail",
        "sidecar",
    )
    assert "humbermail" in source.names


def test_a_source_that_the_text_names_itself_stays_named_by_the_text(tmp_path: Path) -> None:
    write(tmp_path / "sources.toml", SIDECAR)
    source = story(write(tmp_path / "a.txt", f"{PAGE}\nSource: The Humber Mail\n")).source
    assert (source.label, source.named_by) == ("The Humber Mail", "text")
    assert "humbermail" in source.names


def test_a_sidecar_speaks_for_json_lines_too(tmp_path: Path) -> None:
    write(tmp_path / "sources.toml", SIDECAR)
    row = '{"source": "HW", "headline": "Rain", "text": "It rained."}'
    source = story(write(tmp_path / "a.jsonl", row)).source
    assert (source.label, source.publisher, source.named_by) == ("Humber Wire", "Humber Group", "sidecar")


def test_an_agencys_dateline_is_not_renamed_by_a_sidecar_that_knows_the_agency(tmp_path: Path) -> None:
    write(tmp_path / "sources.toml", '[sources.AP]\naliases = ["Associated Press"]\n')
    source = story(write(tmp_path / "a.txt", "Rain floods Hull\n\nHULL (AP) — It rained.\n")).source
    assert (source.label, source.named_by) == ("AP dateline", "text")


def test_the_nearest_sidecar_wins_and_one_above_the_path_holds_too(tmp_path: Path) -> None:
    write(tmp_path / "sources.toml", '[files]\n"*" = "Far"\n')
    write(tmp_path / "near" / "sources.toml", '[files]\n"*.txt" = "Near"\n')
    assert story(write(tmp_path / "near" / "a.txt")).source.label == "Near"
    assert story(write(tmp_path / "other" / "a.txt")).source.label == "Far"


def test_a_path_with_dots_in_it_meets_only_the_sidecars_above_where_it_leads(tmp_path: Path) -> None:
    write(tmp_path / "a" / "sources.toml", '[files]\n"*" = "Not this one"\n')
    write(tmp_path / "b" / "1.txt")
    assert story(tmp_path / "a" / ".." / "b" / "1.txt").source.label == "site not named"


def test_aliases_come_before_the_stories_once_for_each_sidecar(tmp_path: Path) -> None:
    write(tmp_path / "sources.toml", SIDECAR)
    write(tmp_path / "b" / "sources.toml", "[aliases]\n")
    write(tmp_path / "a.txt")
    write(tmp_path / "b" / "b.txt")
    shapes = [x if isinstance(x, Aliases) else Path(x.origin).name for x in walk([tmp_path])]
    assert shapes == [
        Aliases(folder=str(tmp_path), names={"AMLO": "Andrés Manuel López Obrador"}),
        "a.txt",
        Aliases(folder=str(tmp_path / "b"), names={}),
        "b.txt",
    ]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("[files\n", "not TOML"),
        ("[people]\n", r"unknown table \[people\]"),
        ("files = 3\n", r"\[files\] is not a table"),
        ("[sources.AP]\nalias = []\n", "unknown key sources.AP.alias"),
        ('[sources.AP]\naliases = "Associated Press"\n', "sources.AP.aliases is not a list of texts"),
        ("[sources]\nAP = 3\n", "sources.AP is not a table"),
        ("[sources.AP]\nfamily = 3\n", "sources.AP.family is not text"),
        ("[aliases]\nAMLO = 3\n", "aliases.AMLO is not text"),
        ('[files]\n"*" = ""\n', r"files.\* is not text"),
    ],
)
def test_a_sidecar_that_is_wrong_says_where_and_what(tmp_path: Path, text: str, wrong: str) -> None:
    path = write(tmp_path / "sources.toml", text)
    write(tmp_path / "a.txt")
    with pytest.raises(ConfigError, match=f"^{path}: .*{wrong}"):
        list(walk([tmp_path]))


def test_a_sidecar_that_is_no_utf_8_is_a_configuration_error(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_bytes(b"[aliases]\nA = '\xff'\n")
    write(tmp_path / "a.txt")
    with pytest.raises(ConfigError, match="not UTF-8"):
        list(walk([tmp_path]))


def test_the_example_in_the_docstring_is_a_sidecar() -> None:
    example = (sidecar.__doc__ or "").split("\n\n", 1)[1].rsplit("\n\nIt holds", 1)[0]
    parsed = sidecar.parse("\n".join(line[4:] for line in example.splitlines()), path="/a/sources.toml")
    assert parsed.files == (("wire/*.txt", "Reuters"),)
    assert parsed.outlets[0].family == "Thomson Reuters"
