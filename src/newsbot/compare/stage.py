"""Stage: was a story told before its event or after it? From tense and time words alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from newsbot.compare.days import MONTH, WEEKDAY
from newsbot.compare.gist import headline, opening, sentences
from newsbot.model import Stage, Story

# What can be awaited and then be over. "Attack" or "fire" are never announced, so they are left out.
_EVENT = (
    r"(?:talks?|meetings?|summit|discussions?|negotiations?|conference|visit|trip|hearing|vote|ballot|elections?|runoff|polls"
    r"|referendum|debate|trial|verdict|ruling|sentencing|ceremony|inauguration|launch|match|game|final|race|rally|march"
    r"|strike|speech|address|session|conversations?|encounter|gathering|deadline|showdown|concert|festival|deliberations)"
)
_OF = r"(?:\s+[\w’'.-]+){0,3}?\s+"
_WHEN = (
    rf"(?:(?:on\s+|next\s+|this\s+(?:coming\s+)?|late\s+|early\s+)?{WEEKDAY}|[Tt]omorrow|[Tt]onight|[Tt]oday|[Yy]esterday|next\s+(?:week|month|year)"
    rf"|(?:later\s+)?this\s+(?:week|weekend|month|summer|autumn|spring|fall|winter|year)|in\s+{MONTH}|{MONTH}\s+\d)"
)
_COMES = (
    r"(?:set|due|scheduled|expected|slated|poised|bound|likely|planned|planning|tipped|forecast|preparing|getting\s+ready|gearing\s+up"
    r"|hoping|aiming|ready)"
)
_NOT_A = r"(?<!\ba\s)(?<!\bthe\s)(?<!\bits\s)(?<!\bhis\s)(?<!\bher\s)(?<!\bour\s)(?<![’']s\s)(?<!\btheir\s)"
_SCHEDULED = (
    r"(?:opens?|begins?|starts?|kicks?\s+off|gets?\s+under\s?way|takes?\s+place|meets?|faces?|votes?|go(?:es)?\s+(?:to|on|before)|returns?|resumes?|heads?"
    r"|flies|fly|travels?|plays?|hosts?|arrives?|lands?|launch(?:es)?|convenes?|gathers?|hears?|decides?|rules?|appears?|chooses?|picks?|elects?"
    r"|(?:is|are)\s+(?:\w+\s+)?\w+ing)"
)
_GOES = (
    r"(?:travel(?:l?ed|s|ling)?|fl(?:ew|ies|y|ying)|head(?:s|ed|ing)?|arriv(?:e|es|ed|ing)|landed|left|sen[dt]|dispatched)\b[^.]{0,80}?\b"
    rf"(?:to\s+(?:meet|attend|hold|discuss|confer)|for\s+(?:[\w-]+\s+){{0,3}}{_EVENT})"
)
_AHEAD = re.compile(
    rf"\b(?:(?:will|shall)\s+(?:not\s+)?[a-z]+|(?:is|are|was|were)\s+(?:(?:all|widely|also|now|still|being)\s+)?{_COMES}\s+(?:to|for|on|in)\b"
    rf"|(?:is|are)\s+to\s+[a-z]+|{_NOT_A}(?:plans?|hopes?|aims?|intends?|looks?)\s+to\s+[a-z]+|prepar(?:e|es|ed|ing)\s+(?:on\s+\w+\s+)?(?:for|to)\b"
    rf"|brac(?:e|es|ed|ing)\s+(?:\w+\s+)?for\b|(?P<day>{_SCHEDULED}\b(?:\s+[\w’'.-]+){{0,9}}?\s+{_WHEN})|{_GOES}"
    rf"|(?:is|are)\s+(?:still\s+)?(?:a?waiting|counting\s+down|readying|bracing)\b|awaits?\b|before\s+(?:[\w’']+\s+){{1,3}}?(?:opens?|begins?|starts?|votes?|meets?|go(?:es)?)\b"
    rf"|[Ww]ith\s+(?:[\w-]+\s+){{1,3}}(?:left|to\s+go)\b|(?<!\s)(?:(?:On\s+|Next\s+|This\s+)?{_WHEN}),?\s+(?:[\w’']+\s+){{1,3}}?(?:meets?|faces?|plays?|votes?|opens?|begins?|starts?|travels?|visits?|goes?|take|takes|will)\b"
    rf"|(?:upcoming|forthcoming|looming|planned|scheduled){_OF}?{_EVENT}|(?:ahead\s+of|on\s+the\s+eve\s+of|in\s+the\s+run-?up\s+to){_OF}?{_EVENT}"
    r"|(?:hours|days|weeks)\s+before\s|what\s+to\s+(?:watch|know|expect|look))",
)
# Finite verbs of the past. One that may be a participle ("accused of", "held in") is soft.
_IRREGULAR = (
    r"said|told|says|say|tells|wants|believes|won|lost|made|took|gave|held|met|sought|drew|cut|began(?!\s+\w+ing)|went|came|grew|stood|threw|fought|found|fell|rose|shot|struck|broke|shook|left|led|put"
    r"|brought|built|bought|sold|spent|swept|tore|hit|beat|quit|sank|swore|spoke|stole|ran|rode|chose|wrote|saw|sat|slid|fled|shut|sang|split|spread"
    r"|withdrew|overcame|became|froze|blew|burst|dealt|dug|drove|fed|forgot|hid|paid|rang|sealed|sent|swung|taught|knew|kept|crept|crowned|upheld|overturned"
)
_DONE = re.compile(
    rf"(?<!\bto )(?<!\bwill )(?<!\bnot )(?<!\bcould )(?<!\bwould )(?<!\bmay )(?<!\bmight )(?<!\bmust )(?<!\bcan )"
    rf"(?:\b(?:has|have|had|was|were)\s+(?:\w+ly\s+|also\s+|been\s+){{0,2}}(?P<hard>(?!{_COMES}\b|thought\b|going\b|accused\b|supposed\b|believed\b|meant\b)(?:[a-z]{{2,}}(?:ed|en|ung|own)\b|{_IRREGULAR}))\b"
    rf"|(?<!\b[Tt]he )(?<!\b[Aa] )(?<!\b[Aa]n )(?<!\bits )(?<!\bhis )(?<!\bher )(?<!\btheir )(?<!\bof )(?<!\bis )(?<!\bare )(?<!\bbe )(?<!\band )"
    rf"\b(?P<verb>(?!(?:{_COMES}|united|based|called(?!\s+(?:on|for|off|{WEEKDAY}))|aged|need|indeed|need|embed|speed|exceed|proceed|succeed|feed|bleed|seed|breed|hundred|prepared|braced)\b)[a-z]{{2,}}ed|{_IRREGULAR})\b)"
)
_SOFT = re.compile(rf"\s+(?:of|by|as|with|in|at|to|from|for|after|over)\b(?!\s+{WEEKDAY})")
# Who says, warns or asks tells of something else, done or to come.
_SAYS = re.compile(
    r"(?:said|says|say|tells|wants|believes|announced|told|confirmed|warned|urged|called|added|insisted|predicted|promised|vowed|pledged|threatened|claimed|hinted|suggested|asked|demanded"
    r"|denied|repeated|expressed|emphasi[sz]ed|stressed|noted|argued|acknowledged|signalled|signaled|scheduled|travel+ed|arrived|headed|landed|dispatched|flew|sent)"
)
_SUBORDINATE = re.compile(
    r"\b(?:that|which|who|whose|after|before|as|when|while|but|because|until|if|whether)\b|[,;:–—]"
)
_GATHERS = re.compile(
    r"\b(?:meet|hold|host|visit|attend|travel|fly|head|vote|gather|face|open|begin|kick|take\s+place|appear|speak|sign|launch|rule|decide|testify|walk\s+out|strike"
    r"|play|debate|land|lift\s+off|return|reopen)\b"
)
_IS_EVENT, _IS_WHEN = re.compile(rf"\b{_EVENT}\b"), re.compile(rf"\b{_WHEN}\b")
_AFTERWARDS = re.compile(
    rf"\b(?:after|following)\s+(?:(?:the|their|his|her|an?|its)\s+)?{_OF}?{_EVENT}\b|\b{_EVENT}\s+(?:(?:on\s+)?\w+day\s+)?(?:lasted|ended|concluded|wrapped|closed|collapsed)\b"
    rf"|\b(?:held|had|concluded|ended|finished|engaged\s+in){_OF}?[\"“”]?(?:[\w’'-]+\s+){{0,3}}?{_EVENT}\b|\b\d{{1,2}}[-–]\d{{1,2}}\b(?=\s+(?:on|to|in|at|after)\b)"
)
# Headlines tell in the present tense: "heads to", "to meet" is before; "holds", "pays", "wins" is not.
_CONTROLS = (
    r"(?:urges?|orders?|tells?|asks?|forces?|wants?|vows?|agrees?|refuses?|fails?|decides?|votes?|promises?|pledges?|threatens?|tr(?:y|ies)|moves?|seeks?|helps?"
    r"|comes?|continues?|needs?|has|have|had|appears?|seems?|leads?|rises?|falls?|rose|fell|up|due|according|thanks|backs?|down|ways?|things|how|reasons?|bids?|right|able|calls?|sent|\w+ed|from|next|close|offers?|left|off)"
)
_HEAD_AHEAD = re.compile(
    r"\b(?:heads?\s+(?:to|for)|(?:prepares?|look|read(?:y|ies))\s+(?:to|for)|braces?\s+for|awaits?|eyes(?!\s+on)|set\s+for|(?:set|due|expected|poised|ready|likely|plans?|hopes?|looks?|seen)\s+(?:to\b|\w+ing\b)|expected\s+(?:at|in|on|for|by)|ahead\s+of|on\s+eve\s+of|will\s+\w+"
    rf"|upcoming|what\s+(?:you\s+need\s+)?to\s+(?:expect|watch|know)|what\s+we\s+know|(?:votes?|meets?|faces?|opens?|begins?|starts?)\b[^,;]{{0,40}}?\s(?:on\s)?(?:{WEEKDAY}|tomorrow|tonight|next\s+week))\b",
    re.IGNORECASE,
)
# "Rocket to carry nine satellites", "Choir sings on Saturday"; not "Minister cuts aid to pay for tanks", where another verb stands before.
_HEAD_TO = re.compile(
    rf"\b\w+s\b[^,;:]{{0,40}}?\son\s{WEEKDAY}\b|"
    rf"^(?:(?!{_CONTROLS}\b|\w+s\s+(?!to\b|of\b|and\b|in\b|from\b|at\b))[\w’'.$-]+\s){{1,6}}to\s(?!be\b|the\b|an?\b)[a-z]+\b",
    re.IGNORECASE,
)
_HEAD_DONE = re.compile(
    rf"\b(?:after\s+{_OF}?{_EVENT}|(?:holds?|ends?|concludes?|wraps?\s+up|engaged?\s+in|hails?|leaves?|wins?|won|lost|loses|agreed?|beats?|passes|rejects|blocks|clash(?:es)?|sentenced|signs?|kills?|dies)\b"
    r"|met\s+with|pays\s+\w+\s+visit|makes?\s+progress|sees?\s+(?:progress|headway))\b",
    re.IGNORECASE,
)

# A present tense with a day is a plan ("the minister presents her budget on Tuesday").
_PRESENT = re.compile(
    rf"\b[a-z]+s\b(?:\s+[\w’'-]+){{1,16}}?\s+(?:on\s+{WEEKDAY}|tomorrow|tonight|next\s+(?:week|month))\b"
    rf"|^(?:On\s+{WEEKDAY}|Tomorrow|Tonight|Next\s+week),?\s(?=.{{0,60}}?\b[a-z]+s\b)"
)
_FAREWELL = re.compile(r"said\s+(?:farewell|goodbye|yes|no)\b")
_RELATIVE = re.compile(r"\b(?:where|which|who|whose|that|because|if|whether)\s(?:[\w’'-]+\s){0,5}$")
_LONG_AGO = re.compile(
    r"\b(?:last\s+(?:year|month|season|time)|(?:years?|months?|decades?)\s+ago|grew\s+up|was\s+born)\b"
)
# "Schools stay shut on Monday after a storm tore off roofs": the storm is what the story is about.
_BEHIND = re.compile(rf"\b(?:after|following|as)\s(?:[\w’'-]+\s){{1,5}}(?:[a-z]{{2,}}ed|{_IRREGULAR})\b")
_HEARD, _ALL = 3, 2  # sentences, the lead among them


class _Tells(NamedTuple):
    """What a sentence's own verbs say: that something is ahead or done, or that somebody told of what is ahead. `timed`
    if it names a day or week, `event` if an event, `behind` if it tells what went before."""

    tense: Literal["ahead", "done", "told"] | None
    timed: bool
    event: bool
    behind: bool


class _Title(NamedTuple):
    """What a headline says: that something is awaited, or, by its form alone, may be ("Rocket to carry"); or done."""

    awaits: bool
    may: bool
    done: bool


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
    words = story.text[span.start : span.end] if span else story.headline
    title = _Title(
        bool(_HEAD_AHEAD.search(words)), bool(_HEAD_TO.search(words)), bool(_HEAD_DONE.search(words))
    )
    lead, *rest = map(_tells, told)
    if lead.tense == "ahead":
        return "preview" if _awaited(lead, title, rest) else None
    if lead.tense == "told":
        sure = (title.awaits or title.may) and not title.done and (lead.timed or lead.event)
        return "preview" if sure and _GATHERS.search(words) else None
    if lead.tense == "done":
        return _over(told, title, rest)
    return _without_lead(title, rest)


def _awaited(lead: _Tells, title: _Title, rest: Sequence[_Tells]) -> bool:
    """Whether what the lead looks ahead to is what the story is about; a day in it says so best."""
    before, after = _count(rest)
    if title.done or (lead.behind and after):
        return False
    if lead.timed or title.awaits or title.may:
        return lead.timed or lead.event or before >= after
    return lead.event and (before > 0 or after < _ALL)


def _over(told: Sequence[str], title: _Title, rest: Sequence[_Tells]) -> Stage | None:
    """After, where a day, the headline, the next sentences or words like "after the talks" bear it out; a preview may begin with what was
    done for what is awaited."""
    before, after = _count(rest)
    if title.awaits and not title.done:
        return "preview" if _AHEAD.search(told[0]) else None
    if (title.may and before) or before == _ALL:
        return None
    borne_out = title.done or any(_IS_WHEN.search(one) or _AFTERWARDS.search(one) for one in told)
    return "after" if borne_out or after > before else None


def _without_lead(title: _Title, rest: Sequence[_Tells]) -> Stage | None:
    """A lead that tells nothing of time leaves it to headline and next sentences, if they agree."""
    before, after = _count(rest)
    enough = before > (0 if title.awaits else after)
    if enough and not title.done and (title.awaits or title.may or before == _ALL):
        return "preview"
    return "after" if title.done and after and not before and not title.awaits else None


def _count(rest: Sequence[_Tells]) -> tuple[int, int]:
    """How many of these sentences tell of what is ahead, and how many of what is done."""
    return sum(one.tense == "ahead" for one in rest), sum(one.tense == "done" for one in rest)


def _tells(sentence: str) -> _Tells:
    coming = next((cue for cue in _AHEAD.finditer(sentence) if _is_ahead(sentence, cue)), None)
    end = coming.start() if coming else len(sentence)
    ago = _LONG_AGO.search(sentence) is not None
    past = [] if ago else _past(sentence, end)
    over = _AFTERWARDS.search(sentence, 0, end + 1) is not None
    timed, event = _IS_WHEN.search(sentence) is not None, _IS_EVENT.search(sentence) is not None
    only_said = all(_SAYS.fullmatch(word) for word in past)
    if not past and not over and (coming or (not ago and _PRESENT.search(sentence))):
        behind = coming is not None and _BEHIND.search(sentence, end) is not None
        return _Tells("ahead", timed and coming is not None, event, behind)
    if coming and past and only_said and not over:
        return _Tells("told", timed, event, behind=False)
    return _Tells("done" if over or (past and not only_said) else None, timed, event, behind=False)


def _is_ahead(sentence: str, cue: re.Match[str]) -> bool:
    """Not "the bridge that will open", nor "the host closed a conference on Saturday", where the host is no verb."""
    return not (_RELATIVE.search(sentence, 0, cue.start()) or (cue["day"] and _DONE.search(cue["day"])))


def _past(sentence: str, end: int) -> list[str]:
    """The past verbs before `end`, where what is ahead is told of: soft ones only if a new clause begins between."""
    found = []
    for match in _DONE.finditer(sentence):
        if match.end() > end:
            break
        word = match["hard"] or match["verb"]
        soft = match["hard"] is None and _SOFT.match(sentence, match.end())
        if not soft or end == len(sentence) or _SUBORDINATE.search(sentence, match.end(), end):
            found.append("bade" if _FAREWELL.match(sentence, match.start()) else word)
    return found
