"""A terminal beside its answers: what is typed at a prompt, how far a load is and what came of it, complaints."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from newsbot.desk import LoadReport


def typed(examples: Sequence[str], out: TextIO) -> Iterator[str]:
    """Lines typed at a prompt, with history and editing where the platform has them."""
    with suppress(ImportError):
        import readline  # noqa: F401, PLC0415  to import it is to switch it on
    told = ("Ask the desk. `help` lists the commands, Ctrl-D ends. For example:", *examples)
    out.write("\n  ".join(told) + "\n")
    while True:
        try:
            line = input("\n> ")
        except EOFError:
            out.write("\n")
            return
        yield line


@contextmanager
def counting(out: TextIO) -> Iterator[Callable[[int], None] | None]:
    """A count that grows in place, on a terminal only, and is wiped at the end."""
    if not out.isatty():
        yield None
        return

    def tell(stories: int) -> None:
        out.write(f"\r{stories:,} stories read")
        out.flush()

    try:
        yield tell
    finally:
        out.write("\r\x1b[K")
        out.flush()


def loaded(report: LoadReport, *, verbose: bool) -> Iterator[str]:
    """What came of a load; verbose, also each line that was set aside."""
    yield (
        f"loaded {report.loaded}, changed {report.changed}, unchanged {report.unchanged},"
        f" refused {len(report.refused)}"
    )
    for origin, reason in report.refused:
        yield f"refused {origin}: {reason}"
    if verbose:
        yield from report.set_aside


def complained(row: Mapping[str, Any]) -> str:
    """A line that somebody found not right, as `export.review` gives it, in two lines."""
    cite = row["item"].get("cite") or {}
    said = f"{row['wrong']} · {row['line']} · {cite.get('source', '')}: {row['item']['text']}"
    told = " · ".join(part for part in (row["note"], row["by"], row["at"]) if part)
    return f"{said}\n  {told}"
