"""Stage: was a story told before its event or after it? From tense and time words alone."""

from __future__ import annotations

from collections.abc import Sequence

from newsbot.compare.gist import headline, opening, sentences
from newsbot.compare.tenses import Telling, Title, bears_out, looks_ahead, telling, title
from newsbot.model import Stage, Story

_HEARD, _REST = 3, 2  # sentences, the lead among them


def stage(story: Story) -> Stage | None:
    """Whether the story is told before or after the event it is about; null when the text leaves it open.

    The verb of the lead decides, the headline and the next two sentences must not gainsay it: a report that ends with a
    look ahead is told after, a preview that recalls what was before is a preview.
    """
    body = sentences(story)
    first, span = opening(story, body), headline(story)
    told = [story.text[one.start : one.end] for one in body if first and one.start >= first.start][:_HEARD]
    if not told:
        return None
    head = title(story.text[span.start : span.end] if span else story.headline)
    lead, *rest = map(telling, told)
    if lead.tense == "ahead":
        return "preview" if _awaited(lead, head, rest) else None
    if lead.tense == "told":
        sure = (head.awaits or head.may) and not head.done and (lead.timed or lead.event)
        return "preview" if sure and head.gathering else None
    return _over(told, head, rest) if lead.tense == "done" else _without_lead(head, rest)


def _awaited(lead: Telling, head: Title, rest: Sequence[Telling]) -> bool:
    """Whether what the lead looks ahead to is what the story is about; a day in it says so best."""
    before, after = _count(rest)
    if head.done or (lead.behind and after):
        return False  # "Schools stay shut on Monday after a storm tore off roofs" is about the storm
    if head.awaits or head.may:
        return head.awaits or lead.timed or lead.event or before >= after
    if not lead.sure:
        return before > 0
    return lead.timed or (lead.event and (before > 0 or after < _REST))


def _over(told: Sequence[str], head: Title, rest: Sequence[Telling]) -> Stage | None:
    """After, where a day, the headline, the next sentences or words like "after the talks" bear it out; a preview may
    begin with what was done for what is awaited."""
    before, after = _count(rest)
    if head.awaits and not head.done:
        return "preview" if looks_ahead(told[0]) else None
    if (head.may and before) or before == _REST:
        return None
    return "after" if head.done or any(map(bears_out, told)) or after > before else None


def _without_lead(head: Title, rest: Sequence[Telling]) -> Stage | None:
    """A lead that tells nothing of time leaves it to headline and next sentences, if they agree."""
    before, after = _count(rest)
    enough = before > (0 if head.awaits else after)
    told = head.awaits or head.may or (before == _REST and any(one.timed for one in rest))
    if enough and not head.done and told:
        return "preview"
    return "after" if head.done and after and not before and not head.awaits else None


def _count(rest: Sequence[Telling]) -> tuple[int, int]:
    """How many of these sentences tell of what is ahead, and how many of what is done."""
    return sum(one.tense == "ahead" for one in rest), sum(one.tense == "done" for one in rest)
