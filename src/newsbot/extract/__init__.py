"""Reading: people, quotes and figures of one story. Pure functions, no model, exact offsets."""

from __future__ import annotations

from newsbot.extract import figures, people, quotes
from newsbot.extract.opinion import Opinion
from newsbot.extract.page import page
from newsbot.model import Findings, Zone


def extract(text: str, zones: tuple[Zone, ...] = (), opinion: Opinion | None = None) -> Findings:
    """All that the text gives; without zones all of it is body. An opinion tells where it sees people."""
    cut = page(text, zones)
    mentions = people.mentions(cut, opinion(text) if opinion else ())
    said = quotes.quotes(cut, mentions)
    counted = figures.figures(cut, mentions, said)
    return Findings(mentions=mentions, quotes=said, figures=counted, sentences=cut.sentences)
