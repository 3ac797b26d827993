"""Runs of rich text: how long they are, and which words turn round what stands beside them."""

from __future__ import annotations

import sys
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from newsbot.answer import Cite
from newsbot.surfaces.drawing import Line
from newsbot.surfaces.rich import length, runs, words

CITE = Cite(
    story="ferry",
    source="Coast Wire",
    headline="Ferry",
    start=0,
    end=1,
    origin="coast/ferry.txt",
    publisher="Coast Wire",
    named_by="field",
    published=None,
    stage=None,
    url="https://news.example.org/ferry",
)
TURNS = {"R", "AL", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}

said = (
    st.none()
    | st.text(max_size=40)
    | st.just("long " * 700)
    | st.just("Coast Wire · شخص")
    | st.just("\u2067in")
)


@given(st.builds(Line, said, said, said, st.sampled_from([None, CITE])))
def test_a_line_is_as_long_as_its_runs(line: Line) -> None:
    assert length(line) == sum(len(run["text"]) for run in runs(line))


def test_every_letter_that_runs_from_right_to_left_is_isolated() -> None:
    turning = [c for c in map(chr, range(sys.maxunicode + 1)) if unicodedata.bidirectional(c) in TURNS]
    assert len(turning) > 2000
    assert all(len(words(c)) > 1 for c in turning)
