"""When the stories were published: what they give, and that they do not."""

from __future__ import annotations

from newsbot.answer import Answer, Section
from newsbot.commands.line import Ask
from newsbot.commands.passages import headline
from newsbot.commands.vocabulary import DATES_NOT_GIVEN, scope

MOST = 200


def answer(ask: Ask) -> Answer:
    """The headlines of the stories that give a date, with it; `nothing` when none does."""
    heads = ask.archive.stories(ask.only, limit=MOST)
    dated = [head for head in heads if head.published]
    items = [made for head in dated if (made := headline(ask.archive, head, label=head.published))]
    return Answer(
        kind="answer" if items else "nothing",
        line=ask.line,
        title=ask.topic,
        sections=(Section(heading="THE STORY ITSELF", items=tuple(items)),) if items else (),
        note=scope(heads) if items else DATES_NOT_GIVEN,
        next=("find", "sources"),
    )
