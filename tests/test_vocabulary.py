"""Our own words come from a closed list; everything else on a screen is a story's."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsbot.answer import Answer
from newsbot.desk import Desk
from newsbot.store.sqlite import open_sqlite

STORIES = Path(__file__).parent / "data" / "stories"
NOW = datetime(2026, 3, 31, 9, 30, tzinfo=UTC)
N = r"\d[\d,.:]*"
WORDS = r"[^·]{1,80}"  # a slot: a source's label, a person's name, a thing counted, the words asked for
OURS = re.compile(
    "|".join(
        [
            # counts
            rf"{N} (?:new )?(?:story|stories|publishers?|origins?|measures|storylines?|lines?|refused)(?: quiet)?",
            rf"{N} stor(?:y|ies): {N} after(?:, {N} previews?)?",
            rf"\+ {WORDS}",
            rf"{WORDS} {N}",
            # origins
            "no named origin|named origin|unnamed officials?|unnamed official, quoted|" + rf"origin: {WORDS}",
            # kinds
            "part quote|reported|headline|caption|byline|dateline|credit|subhead|correction|preview|after|again|newest",
            rf"wrote on {WORDS}|a number and words|length|fewer|marks unbalanced in the story|wording differs in {WORDS}",
            "“[^”]{1,80}”",
            rf"also carried by {N}|copy of {WORDS}|shared passage|same origin|copies",
            # gaps
            rf"dates? not given(?:: {N} stor(?:y|ies))?|site not named|which {WORDS}: not given|same {WORDS}: not given|others there: not given",
            rf"nothing found(?:: {WORDS})?",
            rf"only here: {WORDS}",
            "nothing new|nothing of its own|quiet|order unknown|first note: all new",
            rf"loaded {WORDS}|last load {WORDS}|published {WORDS}|updated {WORDS}|text changed",
            rf"earlier text(?: until {WORDS})?|{N} earlier texts?|taken out|changed|{N} changed",
            # watches
            rf"since {WORDS}|new figure|changed figure|first named origin|new quote|new line|new storyline",
            # cautions, echoes
            rf"check transcript before quoting|our arithmetic: {WORDS}",
            r"(?:matched|showing|source|by|also|speaking|same sentence|same storyline): [^·]{1,300}",
            # moments and addresses, as given
            rf"{N}(?: [A-Z][a-z]{{2}})?(?: {N}){{0,2}}(?: [A-Z]{{2,4}})?|\d{{4}}-[\dT:+Z-]+|https?://\S+",
        ]
    )
)
HEADINGS = re.compile(
    r"|CHECK|QUOTE|OFFICE|SAID|NAMED BY|NAMED WITH|SPELLINGS|OTHERS ON [^·]+|ON THE RECORD|UNNAMED OFFICIAL"
    r"|THE STORY ITSELF|ONLY IN|ORDER UNKNOWN|PUBLISHED|NEW SINCE|CORRECTION|FIGURE|NAME|TIME|PLACE|DAY|ATTENDED|\d{1,2}|\d+ stor(?:y|ies)(?: changed)?"
    r"|[^\W\d_a-z][^·\d]*(?:, PER [A-Z ]+)?"  # a unit or a thing counted, a source's label, a person's name
)
LINES = [
    "who Demirkan", "who Tekin", "who Solheim", "who zzz", "figures", "figures earthquake", "figures ferry",
    "quotes", "quotes Abara", "quotes official", "find bridges", "find bridges source:Reuters", "find unicorn bridges",
    "find bridges since:2024-03-01", "digest", "digest loaded:1970-01-01", "digest Karasel", "compare Karasel",
    "timeline Karasel", "new", "when was it published?", "who is the mayor?",
]  # fmt: skip


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    with Desk(open_sqlite("sqlite:///:memory:"), clock=lambda: NOW) as desk:
        desk.load([STORIES])
        yield desk


def ours(answer: Answer) -> Iterator[str]:
    """Every note and label of an answer, part by part."""
    notes = [answer.note, answer.matched, *(section.note for section in answer.sections)]
    labels = [item.label for section in answer.sections for item in section.items]
    for text in filter(None, [*notes, *labels]):
        yield from text.split(" · ")


@pytest.mark.parametrize("asked", LINES)
def test_notes_and_labels_are_words_of_the_closed_list(desk: Desk, asked: str) -> None:
    assert [part for part in ours(desk.ask(asked)) if not OURS.fullmatch(part)] == []


@pytest.mark.parametrize("asked", LINES)
def test_a_heading_is_of_the_closed_list_and_carries_no_number_of_the_news(desk: Desk, asked: str) -> None:
    labels = {source.label for source in desk.archive.sources()}
    parts = {part for section in desk.ask(asked).sections for part in section.heading.split(" · ")}
    assert {part for part in parts - labels if not HEADINGS.fullmatch(part)} == set()
