"""What is said when nothing was found: what was looked for, where the words do occur, what is near."""

from __future__ import annotations

from collections.abc import Sequence

from newsbot.answer import Answer, Section
from newsbot.commands.help import examples
from newsbot.commands.line import FILTERS, Ask, parse
from newsbot.commands.passages import passages
from newsbot.commands.vocabulary import DATES_NOT_GIVEN, NOTHING_FOUND, counts, joined

FOUND = NOTHING_FOUND


def answer(ask: Ask, title: str, *, next: Sequence[str] = (), note: str | None = None) -> Answer:
    """`nothing`; up to three sentences in which the words do stand are shown, as no answer. Where nothing is near,
    lines that have an answer are offered."""
    lines = passages(ask.archive, ask.words, ask.only, limit=3) if ask.words else []
    items = tuple(line.item() for line in lines)
    others: tuple[str, ...] = (f"find {ask.topic}",) if items and not ask.line.startswith("find ") else ()
    others += (str(parse(ask.line).without(*FILTERS)),) if ask.topic and not items and _narrowed(ask) else ()
    return Answer(
        kind="nothing",
        line=ask.line,
        title=title,
        matched=_narrowed(ask),
        sections=(Section(heading=ask.topic, items=items),) if items else (),
        note=joined(note or FOUND, left_out(ask)),
        next=tuple(dict.fromkeys([*next, *others])) or examples(ask.archive),
    )


def _narrowed(ask: Ask) -> str | None:
    """The filters that may be why."""
    return joined(ask.only.source and f"source: {ask.only.source}", ask.only.by and f"by: {ask.only.by}")


def left_out(ask: Ask) -> str | None:
    """How many stories a date filter leaves out because they give no date."""
    missing = ask.archive.undated(ask.only)
    return f"{DATES_NOT_GIVEN}: {counts(missing, 'story')}" if missing else None
