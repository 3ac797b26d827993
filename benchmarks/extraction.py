"""newsbot and its peers read the same texts: words a second on one core, memory, start-up and, with gold, accuracy.

    python benchmarks/extraction.py [--words 50000] [--runs 1] [--texts FILE] [--peers PYTHON] [--eval FOLDER]

Each reads in a process of its own, on one core, the project's own stories (or FILE, JSON Lines), over and over until
there are so many words. Times are processor seconds, of the quickest of the runs; `whole` counts the start of the
process. PYTHON is the one that has the peers (see README.md); a peer that is not installed is said to be missing.
FOLDER holds gold and its scorer: `score.py MEASURE --command COMMAND --json` is run for what each of them reads.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from newsbot.readers import walk

HERE = Path(__file__).parent
TREE = HERE.parent
sys.path.insert(0, str(TREE / "tests" / "gate"))
from gold import entries  # noqa: E402

from newsbot.model import Story  # noqa: E402

STORIES = (TREE / "tests" / "data" / "stories", TREE / "seeds")
INSTALL = "python3 -m venv .venv-peers && .venv-peers/bin/pip install -r benchmarks/requirements-peers.txt"
ONE_CORE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A command that reads JSON Lines, the module it cannot do without, and the measures it can be asked for."""

    name: str
    command: tuple[str, ...]
    needs: str
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """Processor seconds, and the most memory, in MB."""

    seconds: float
    memory: float


def readers(peers: str) -> Iterator[Reader]:
    """All of them, ours first; `peers` is the Python that has the others."""
    extract = ("-m", "newsbot", "extract", "-")
    everything = ("persons", "quotes", "attributions", "speakers", "figures", "figure-speakers")
    yield Reader(name="newsbot", command=(sys.executable, *extract), needs="newsbot", measures=everything)
    seconded = (peers, *extract, "--names", "spacy")
    yield Reader(name="newsbot, names by spaCy too", command=seconded, needs="spacy", measures=("persons",))
    ways = {
        "spacy": ("spaCy small, names", ("persons",)),
        "textacy": ("textacy, direct quotations", ("quotes", "attributions")),
        "quantulum3": ("quantulum3, quantities", ("figures",)),
    }
    for module, (name, measures) in ways.items():
        command = (peers, str(HERE / "peers.py"), module)
        yield Reader(name=name, command=command, needs=module, measures=measures)


def main() -> None:
    """Measure all that are installed and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--words", type=int, default=50_000)
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--texts", type=Path, metavar="FILE")
    parser.add_argument("--peers", default=sys.executable, metavar="PYTHON")
    parser.add_argument("--eval", type=Path, metavar="FOLDER")
    asked = parser.parse_args()
    there = [reader for reader in readers(asked.peers) if _installed(reader)]
    with tempfile.TemporaryDirectory() as folder:
        _speed(there, Path(folder), _texts(asked.texts), asked.words, asked.runs)
    if asked.eval:
        _accuracy(there, asked.eval)


def _speed(there: list[Reader], folder: Path, texts: list[str], words: int, runs: int) -> None:
    once, many = folder / "once.jsonl", folder / "many.jsonl"
    _write(once, texts[:1], 1)
    count = _write(many, texts, words)
    print(
        f"{count} words, {len(texts)} texts; Python {platform.python_version()}, {platform.machine()}, one core\n"
    )
    print("| reads | words/s | whole, words/s | start, s | memory, MB |\n|---|---|---|---|---|")
    for reader in there:
        _run(reader, once)  # an installed program has its bytecode
        started, spent = _best(reader, once, runs), _best(reader, many, runs)
        alone = count / max(spent.seconds - started.seconds, 1e-3)
        whole = count / spent.seconds
        cells = (f"{alone:,.0f}", f"{whole:,.0f}", f"{started.seconds:.2f}", f"{spent.memory:.0f}")
        print(f"| {reader.name} | {' | '.join(cells)} |", flush=True)


def _accuracy(there: list[Reader], folder: Path) -> None:
    print("\n| measure | set | reads | P | R | F1 |\n|---|---|---|---|---|---|")
    measures = dict.fromkeys(measure for reader in there for measure in reader.measures)
    for measure in measures:
        for reader in (one for one in there if measure in one.measures):
            for gold, found in _scores(folder, measure, reader).items():
                cells = " | ".join(f"{found[key]:.3f}" for key in ("p", "r", "f1"))
                print(f"| {measure} | {gold} | {reader.name} | {cells} |", flush=True)


def _scores(folder: Path, measure: str, reader: Reader) -> dict[str, dict[str, float]]:
    command = [
        sys.executable,
        str(folder / "score.py"),
        measure,
        "--json",
        "--command",
        shlex.join(reader.command),
    ]
    told = subprocess.run(command, env=_environment(), capture_output=True, text=True, check=False)
    if told.returncode:
        raise SystemExit(f"{reader.name}, {measure}: {told.stderr.strip()}")
    scores: dict[str, dict[str, dict[str, float]]] = json.loads(told.stdout)["scores"]
    return scores[measure]


def _installed(reader: Reader) -> bool:
    look = f"import importlib.util, sys; sys.exit(importlib.util.find_spec({reader.needs!r}) is None)"
    try:
        found = (
            subprocess.run([reader.command[0], "-c", look], env=_environment(), check=False).returncode == 0
        )
    except FileNotFoundError:
        raise SystemExit(f"{reader.command[0]}: no such Python; make one: {INSTALL}") from None
    if not found:
        print(f"{reader.name}: {reader.needs} is not installed; {INSTALL}", file=sys.stderr)
    return found


def _best(reader: Reader, stories: Path, runs: int) -> Spent:
    return min((_run(reader, stories) for _ in range(runs)), key=lambda spent: spent.seconds)


def _run(reader: Reader, stories: Path) -> Spent:
    """One process from its start to its end; its output is thrown away."""
    with stories.open("rb") as texts:
        child = subprocess.Popen(reader.command, stdin=texts, stdout=subprocess.DEVNULL, env=_environment())
        _, status, used = os.wait4(child.pid, 0)
    if status:
        raise SystemExit(f"{reader.name} ended with {os.waitstatus_to_exitcode(status)}")
    return Spent(seconds=used.ru_utime + used.ru_stime, memory=_megabytes(used))


def _megabytes(used: resource.struct_rusage) -> float:
    return used.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def _environment() -> dict[str, str]:
    own = {"PYTHONPATH": str(TREE / "src"), "PYTHONWARNINGS": "ignore", "PYTHONDONTWRITEBYTECODE": ""}
    return {**os.environ, **ONE_CORE, **own}


def _texts(file: Path | None) -> list[str]:
    if file:
        return [json.loads(line)["text"] for line in file.read_text(encoding="utf-8").split("\n") if line]
    stories = [found.text for found in walk(STORIES) if isinstance(found, Story)]
    return [*stories, *(entry.text for entry in entries())]


def _write(path: Path, texts: list[str], words: int) -> int:
    """So many words or a few more, the texts in their order, again and again; the words written."""
    written = 0
    with path.open("w", encoding="utf-8") as out:
        for number, text in enumerate(cycle(texts)):
            if written >= words:
                return written
            out.write(json.dumps({"id": number, "text": text}) + "\n")
            written += len(text.split())
    return written


if __name__ == "__main__":
    main()
