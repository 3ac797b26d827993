"""The quality gate: reads the corpus, measures, and holds the floors pinned in floors.json.

python tests/gate/gate.py                    the table; status 1 when a floor does not hold
python tests/gate/gate.py --misses figures   what was missed or wrong, of one measure (or "every")
python tests/gate/gate.py --update           pin what is measured now; no floor goes down
python tests/gate/gate.py --update --allow-regression "why"   ... unless the file says why
"""

# ruff: noqa: T201 (a program that prints)
from __future__ import annotations

import argparse
import json
import math
from pathlib import Path
from typing import Any

from gold import digest, entries
from scores import MEASURES, Report, measured

FLOORS = Path(__file__).with_name("floors.json")
_STALE = (
    "The corpus is not the one the floors were pinned for: read the misses of the entries that are new or "
    "changed, then run `python tests/gate/gate.py --update`."
)
ENOUGH = 8  # a kind of news with fewer gold items of a measure says nothing about it


def main(arguments: list[str] | None = None) -> int:
    """0 when all floors hold, 1 when one does not or the pins are stale."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--update", action="store_true", help="pin what is measured now")
    parser.add_argument(
        "--allow-regression", metavar="WHY", help="with --update: let floors go down, and say why"
    )
    parser.add_argument("--misses", choices=[*MEASURES, "every"], help="list what is wrong")
    chosen = parser.parse_args(arguments)
    report = measured(entries())
    for measure, entry, words in report.misses:
        if chosen.misses in (measure, "every"):
            print(f"{measure:9}{entry:15}{words}")
    if chosen.misses is None:
        print(table(report))
    pinned = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    if chosen.update:
        return _update(report, pinned, chosen.allow_regression)
    troubles = failures(report, pinned, digest())
    print("\n".join(troubles) or "All floors hold.")
    return bool(troubles)


def table(report: Report) -> str:
    """F1 by heading and measure, with precision and recall over all."""
    lines = [" " * 14 + "".join(f"{measure:>10}" for measure in MEASURES)]
    for heading in report.headings():
        scores = [report.score(heading, measure) for measure in MEASURES]
        lines.append(f"{heading:14}" + "".join(f"{s.f1():10.3f}" if s.gold else f"{'–':>10}" for s in scores))
        if heading == "all":
            lines.append(f"{'  precision':14}" + "".join(f"{s.precision():10.3f}" for s in scores))
            lines.append(f"{'  recall':14}" + "".join(f"{s.recall():10.3f}" for s in scores))
            lines.append(f"{'  gold':14}" + "".join(f"{s.gold:10}" for s in scores))
    return "\n".join(lines)


def failures(report: Report, pinned: dict[str, Any], corpus: str) -> list[str]:
    """What does not hold, each with what to do; nothing when all is well."""
    if pinned.get("corpus") != corpus:
        return [_STALE]
    now = floors(report)
    return [
        f"{heading}, {measure}: {now.get(heading, {}).get(measure, 0.0):.3f} is under its floor of {floor:.3f}; "
        f"see `python tests/gate/gate.py --misses {measure}`."
        for heading, row in pinned["floors"].items()
        for measure, floor in row.items()
        if now.get(heading, {}).get(measure, 0.0) < floor
    ]


def floors(report: Report) -> dict[str, dict[str, float]]:
    """F1, cut after three digits, wherever there is gold enough to speak of."""
    rows = {
        heading: {
            measure: math.floor(score.f1() * 1000) / 1000
            for measure in MEASURES
            if (score := report.score(heading, measure)).gold >= ENOUGH
        }
        for heading in report.headings()
    }
    return {heading: row for heading, row in rows.items() if row}


def pins(report: Report, pinned: dict[str, Any], corpus: str, why: str | None) -> dict[str, Any]:
    """The new content of the floors' file. ValueError lists the floors that would go down without a reason."""
    now = floors(report)
    lower = [
        f"{heading}, {measure}: {floor:.3f} to {now.get(heading, {}).get(measure, 0.0):.3f}"
        for heading, row in pinned.get("floors", {}).items()
        for measure, floor in row.items()
        if now.get(heading, {}).get(measure, 0.0) < floor
    ]
    if lower and not (why or "").strip():
        raise ValueError("\n".join(lower))
    lowered = [{"why": why, "floors": lower}] if lower else []
    return {"corpus": corpus, "floors": now, "lowered": [*pinned.get("lowered", []), *lowered]}


def _update(report: Report, pinned: dict[str, Any], why: str | None) -> int:
    try:
        content = pins(report, pinned, digest(), why)
    except ValueError as lower:
        print(f'These floors would go down; mend it, or add --allow-regression "why":\n{lower}')
        return 1
    FLOORS.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"Pinned in {FLOORS.name}.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
