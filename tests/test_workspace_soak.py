"""Some seconds of questions while connections are refreshed and cut and events come twice; `make soak` takes an hour."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="memory and threads are read from /proc"),
]


async def test_no_answer_is_lost_or_doubled_and_nothing_grows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parent.parent / "benchmarks"))
    from soak import soak

    report = await soak(20, seed=7, lose=False)
    assert report.good, str(report)
    assert report.answered > 30
    assert max(report.threads) <= 20, str(report)
    assert max(report.files) <= 60, str(report)
    assert report.growth < 25, str(report)
