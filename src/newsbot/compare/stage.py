"""Stage: was a story told before its event or after it? From tense and time words alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsbot.compare.gist import headline, opening, sentences
from newsbot.model import Span, Stage, Story

# What can be awaited and then be over. "Attack" or "fire" are never announced, so they are left out.
_EVENT = (
    r"(?:talks?|meetings?|summit|discussions?|negotiations?|conference|visit|trip|hearing|vote|ballot|election|runoff"
    r"|referendum|debate|trial|verdict|ruling|sentencing|ceremony|inauguration|launch|match|game|final|race|rally|march"
    r"|strike|speech|address|session|conversations?|encounter|gathering|deadline|showdown|concert|festival)"
)
_OF = r"(?:\s+[\w’'.-]+){0,3}?\s+"
_COMES = r"(?:set|due|scheduled|expected|slated|poised|bound|likely|planned)"
_MEET = (
    r"(?:meet|hold|host|visit|attend|travel|fly|head|vote|gather|face|open|begin|kick|take\s+place|appear|speak|sign"
    r"|launch)"
)
_WHEN = r"(?:on\s+\w+day|tomorrow|later|next|this\s+(?:week|month|weekend))"
_GOES = (
    r"(?:travel(?:l?ed|s)|fl(?:ew|ies)|head(?:s|ed)?|arriv(?:e|es|ed)|landed|left|sen[dt]|dispatched)\b[^.]{0,80}?\b"
    rf"(?:to\s+(?:meet|attend|hold|discuss|confer)|for\s+{_EVENT})"
)
_AWAITED = (
    rf"(?:(?:is|are)\s+(?:{_COMES}\s+to|seen\s+as)|will\s+\w+|(?:would|(?:was|were)\s+expected\s+to)"
    r"\s+(?:focus|be|centre|center|address|cover|revolve))"
)
# Each must not match what was expected and is reported as done, nor a wish ("would like to").
_PREVIEW = (
    (
        3,
        rf"\b(?:is|are)\s+(?:all\s+)?{_COMES}\s+to\s+(?:\w+\s+)?(?:{_MEET}|engage|discuss|decide|rule|testify)\b",
    ),
    (3, rf"\b(?:upcoming|forthcoming|looming|planned|scheduled){_OF}?\b{_EVENT}\b"),
    (3, rf"\b(?:will|to)\s+{_MEET}\b(?:\s+[\w’'-]+){{0,8}}?\s+{_WHEN}"),
    (2, rf"\b{_GOES}\b"),
    (
        2,
        rf"\b(?:ahead\s+of|on\s+the\s+eve\s+of|in\s+the\s+run-?up\s+to|prepar(?:e|es|ing)\s+for){_OF}?{_EVENT}\b",
    ),
    (2, rf"\b{_EVENT}\b(?:\s+[\w’'-]+){{0,10}}?\s+{_AWAITED}\b"),
    (2, rf"\b{_EVENT}\s+(?:were|was)\s+expected\b"),
)
_THE = r"(?:(?:the|their|his|her|a|an|its)\s+)?"
_ENDED = r"(?:lasted|ended|concluded|produced|yielded|wrapped|closed|failed|broke\s+down|collapsed)"
_HELD = r"(?:held|had|concluded|wrapped\s+up|ended|finished|completed|engaged\s+in)"
_TOLD = r"(?:was|were|went|saw|underscored|delved|aimed|focused|covered|touched|took\s+place)"
_RESULT = (
    r"(?:made\s+(?:some\s+|good\s+)?progress|reached\s+(?:an?\s+)?(?:\w+\s+)?(?:deal|agreement|accord|verdict)"
    r"|(?:has|have|had)\s+(?:agreed|ruled|voted|won|lost|signed)|agreed\s+to|voted\s+(?:to|against|\d)|ruled\s+that"
    r"|(?:told\s+reporters|said)\s+after|defeated|was\s+(?:elected|sworn\s+in|sentenced|acquitted|convicted))"
)
_AFTER = (
    (3, rf"\b(?:after|following)\s+{_THE}{_OF}?{_EVENT}\b"),
    (3, rf"\b{_EVENT}\s+(?:(?:on\s+)?\w+day\s+)?{_ENDED}\b"),
    (3, rf"\b{_HELD}{_OF}?[\"“”]?(?:[\w’'-]+\s+){{0,3}}?{_EVENT}\b"),
    # not "met the target"
    (3, r"\bmet\s+(?:with\s|for\s|on\s+\w+day|[A-Z]|senior|top|privately|briefly|behind)"),
    (2, rf"\b{_EVENT}\s+(?:that\s+)?(?:he|she|they)?\s*{_TOLD}\b(?!\s+expected)"),
    (2, rf"\b{_RESULT}\b"),
)
_PREVIEWS = tuple(
    (weight, re.compile(rule, re.IGNORECASE if "[A-Z]" not in rule else 0)) for weight, rule in _PREVIEW
)
_AFTERS = tuple(
    (weight, re.compile(rule, re.IGNORECASE if "[A-Z]" not in rule else 0)) for weight, rule in _AFTER
)
# Headlines tell in the present tense: "heads to", "to meet" is before, "met", "holds", "pays" is not.
_HEAD_PREVIEW = re.compile(
    rf"\b(?:heads?\s+(?:to|for)|prepares?\s+(?:to|for)|braces?\s+for|(?:set|due|expected|poised|ready)\s+to"
    rf"|to\s+{_MEET}|ahead\s+of|on\s+eve\s+of|will\s+\w+|upcoming|what\s+to\s+(?:expect|watch|know))\b",
    re.IGNORECASE,
)
_HEAD_AFTER = re.compile(
    rf"\b(?:after\s+{_OF}?{_EVENT}|(?:holds?|ends?|concludes?|wraps?\s+up|engaged?\s+in|hails?|leaves?|wins?|won|lost|agreed?)\b"
    rf"|met\s+with|pays\s+\w+\s+visit|makes?\s+progress|sees?\s+(?:progress|headway))\b",
    re.IGNORECASE,
)


# The lead's own verb is past before anything is awaited: the story's event is that verb ("urged him to cancel
# the upcoming summit"). Not "accompanied by", nor "has sent", nor an announcement of what is to come.
_HAPPENED = re.compile(
    r"(?<!\bhas )(?<!\bhave )\b"
    r"(?!(?:travel|head|arriv|land|dispatch|schedul|expect|plann|confirm|announc|unit)\w*ed\b)"
    r"(?:[a-z]{3,}ed(?!\s+(?:by|for|to|in|at|on|with|from|as|states|nations|kingdom)\b)|fell|rose|won|lost|shot|struck"
    r"|broke|made|took|gave|told|held|met|sought|drew|cut|began|went|came|grew|stood|threw|fought|found|killed)\b"
)


_HEARD = 20  # sentences; what comes later is background


def stage(story: Story) -> Stage | None:
    """Whether the story is told before or after the event it is about; null when the text leaves it open.

    The headline and the lead decide; the rest of the body is heard with less weight. One side must be clearly
    the stronger, so that an outcome is never marked as a plan.
    """
    body = sentences(story)
    start = _Start(story, body)
    if not start.before and not start.after:
        return None
    before = 2 * start.before + min(_weigh(story, body[3:_HEARD], _PREVIEWS), 6)
    after = 2 * start.after + min(_weigh(story, body[3:_HEARD], _AFTERS), 6)
    if start.awaits and before >= 8 and before >= 2 * after and start.before > start.after:
        return "preview"
    if after >= 5 and after >= 1.5 * before and start.after >= start.before:
        return "after"
    return None


class _Start:
    """What headline and first three sentences weigh; `awaits` if headline or lead itself looks ahead."""

    def __init__(self, story: Story, sentences: Sequence[Span]) -> None:
        first = opening(story, sentences)
        body = [span for span in sentences if first and span.start >= first.start][:3]
        title = headline(story)
        words = story.text[title.start : title.end] if title else story.headline
        ahead, done = bool(_HEAD_PREVIEW.search(words)), bool(_HEAD_AFTER.search(words))
        self.before = 2 * ahead + _weigh(story, body, _PREVIEWS)
        self.after = 2 * done + _weigh(story, body, _AFTERS)
        self.awaits = not done and (ahead or _looks_ahead(story, body[:1]))


def _looks_ahead(story: Story, lead_span: list[Span]) -> bool:
    for start, end in lead_span:
        words = story.text[start:end]
        cues = [cue.start() for _, rule in _PREVIEWS if (cue := rule.search(words))]
        past = _HAPPENED.search(words)
        return bool(cues) and not (past and past.start() < min(cues))
    return False


def _weigh(story: Story, spans: Sequence[Span], rules: tuple[tuple[int, re.Pattern[str]], ...]) -> int:
    """The strongest rule of each sentence, summed."""
    total = 0
    for start, end in spans:
        words = story.text[start:end]
        total += max((weight for weight, rule in rules if rule.search(words)), default=0)
    return total
