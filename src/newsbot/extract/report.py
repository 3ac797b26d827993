"""A report: one speaker, one cue, and the words it reports, in one sentence."""

from __future__ import annotations

from typing import NamedTuple

from newsbot.extract.phrases import Phrase
from newsbot.extract.words import Piece


class Report(NamedTuple):
    """Word indexes in one line: the speaker's phrase, the cue, what is reported in pieces, and the
    words that tell where it was said; `strong` where the cue is a verb of speech. `rule` names what
    made it a report where that is not a verb with its subject."""

    phrase: Phrase | None
    cue: Piece
    pieces: tuple[Piece, ...]
    via: Piece | None
    strong: bool
    rule: str = ""
