"""Tenses: whether a sentence or a headline tells of what is ahead or of what is done."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from newsbot.compare.days import MONTH, WEEKDAY

Tense = Literal["ahead", "done", "told"]


class Telling(NamedTuple):
    """What a sentence's own verbs say: that something is ahead or done, or that somebody told of what is ahead. `timed`
    if it says when, `event` if it names an event, `behind` if it also tells what went before, `sure` if a verb looks
    ahead and not only words like "the upcoming vote"."""

    tense: Tense | None
    timed: bool = False
    event: bool = False
    behind: bool = False
    sure: bool = True


class Title(NamedTuple):
    """What a headline says: that something is awaited, or, by its form alone, may be ("Rocket to carry"); or done; of
    a `gathering` if it names a meeting and the like."""

    awaits: bool
    may: bool
    done: bool
    gathering: bool


def _any(words: str) -> str:
    return "|".join(words.split())


# What can be awaited and then be over. "Attack" or "fire" are never announced, so they are left out.
_EVENT = (
    r"(?:"
    + _any(
        """
        talks? meetings? summit discussions? negotiations? conference visit trip hearing vote ballot elections? runoff polls
        referendum debate trial verdict ruling sentencing ceremony inauguration launch match game final race rally march
        strike speech address session conversations? encounter gathering deadline showdown concert festival deliberations
        """
    )
    + ")"
)
_OF = r"(?:\s+[\w’'.-]+){0,3}?\s+"
_WHEN = (
    rf"(?:(?:on\s+|next\s+|this\s+(?:coming\s+)?|late\s+|early\s+)?{WEEKDAY}|[Tt]omorrow|[Tt]onight|[Tt]oday|[Yy]esterday"
    r"|next\s+(?:week|month|year)|(?:later\s+)?this\s+(?:week|weekend|month|summer|autumn|spring|fall|winter|year)"
    rf"|in\s+{MONTH}|{MONTH}\s+\d)"
)
_COMES = (
    r"(?:set|due|scheduled|expected|slated|poised|bound|likely|planned|planning|tipped|forecast|preparing|getting\s+ready"
    r"|gearing\s+up|hoping|aiming|ready)"
)
_ON_THE_WAY = (
    r"(?:going|heading|meeting|voting|flying|travel+ing|gathering|holding|hosting|opening|returning|coming|arriving|playing"
    r"|descending|visiting|launching)"
)
_NOT_A = r"(?<!\ba\s)(?<!\bthe\s)(?<!\bits\s)(?<!\bhis\s)(?<!\bher\s)(?<!\bour\s)(?<![’']s\s)(?<!\btheir\s)"
_SCHEDULED = (
    r"(?:opens?|begins?|starts?|kicks?\s+off|gets?\s+under\s?way|takes?\s+place|meets?|faces?|votes?|go(?:es)?\s+(?:to|on|before)"
    r"|returns?|resumes?|heads?|flies|fly|travels?|plays?|hosts?|arrives?|lands?|launch(?:es)?|convenes?|gathers?|hears?|decides?"
    rf"|rules?|appears?|chooses?|picks?|elects?|(?:is|are)\s+(?:\w+\s+)?{_ON_THE_WAY})"
)
_GOES = (
    r"(?:travel(?:l?ed|s|ling)?|fl(?:ew|ies|y|ying)|head(?:s|ed|ing)?|arriv(?:e|es|ed|ing)|landed|left|sen[dt]|dispatched)\b"
    rf"[^.]{{0,80}}?\b(?:to\s+(?:meet|attend|hold|discuss|confer)|for\s+(?:[\w-]+\s+){{0,3}}{_EVENT})"
)
# Each looks ahead; those under `noun` do it with no verb of their own. Not what will never be, nor a wish ("would like to").
_AHEAD = re.compile(
    r"\b(?:(?:will|shall)\s+(?!not\b|never\b)[a-z]+"
    rf"|(?:is|are|was|were)\s+(?:(?:all|widely|also|now|still|being)\s+)?{_COMES}\s+(?:to|for|on|in)\b"
    rf"|(?:is|are)\s+to\s+[a-z]+|{_NOT_A}(?:plans?|hopes?|aims?|intends?|looks?)\s+to\s+[a-z]+"
    r"|prepar(?:es?|ing)\s+(?:for|to)\b|prepared\s+(?:on\s+\w+\s+)?for\b|brac(?:e|es|ed|ing)\s+(?:\w+\s+)?for\b"
    rf"|(?P<day>{_SCHEDULED}\b(?:\s+[\w’'.-]+){{0,9}}?\s+{_WHEN})|{_GOES}"
    r"|(?:is|are)\s+(?:still\s+)?(?:a?waiting|counting\s+down|readying|bracing)\b|awaits?\b"
    r"|before\s+(?:[\w’']+\s+){1,3}?(?:opens?|begins?|starts?|votes?|meets?|go(?:es)?)\b|[Ww]ith\s+(?:[\w-]+\s+){1,3}(?:left|to\s+go)\b"
    rf"|(?<!\s)(?:On\s+|Next\s+|This\s+)?{_WHEN},?\s+(?:[\w’']+\s+){{1,3}}?(?:meets?|faces?|plays?|votes?|opens?|begins?|starts?|travels?"
    r"|visits?|goes?|takes?|will)\b|what\s+to\s+(?:watch|know|expect|look)"
    rf"|(?P<noun>(?:upcoming|forthcoming|looming|planned|scheduled){_OF}?{_EVENT}|(?:hours|days|weeks)\s+before{_OF}?{_EVENT}"
    rf"|(?:ahead\s+of|on\s+the\s+eve\s+of|in\s+the\s+run-?up\s+to){_OF}?{_EVENT}))"
)
# A present tense with a day is a plan ("the minister presents her budget on Tuesday").
_PRESENT = re.compile(
    rf"\b[a-z]+s\b(?:\s+[\w’'-]+){{1,16}}?\s+(?:on\s+{WEEKDAY}|tomorrow|tonight|next\s+(?:week|month))\b(?!\s+(?:night|morning))"
    rf"|^(?:On\s+{WEEKDAY}|Tomorrow|Tonight|Next\s+week),?\s(?=.{{0,60}}?\b[a-z]+s\b)"
)
# Finite verbs of the past that do not end in -ed.
_IRREGULAR = (
    _any(
        """
        said told says say tells wants believes won lost made took gave held met sought drew cut went came grew stood threw
        fought found fell rose shot struck broke shook left led put brought built bought sold spent swept tore hit beat quit sank
        swore spoke stole ran rode chose wrote saw sat slid fled shut sang split spread withdrew overcame became froze blew burst
        dealt dug drove fed forgot hid paid rang sent swung taught knew kept crept upheld
        """
    )
    + r"|began(?!\s+\w+ing)"
)
_NO_VERB = rf"(?:{_COMES}|united|based|called(?!\s+(?:on|for|off|{WEEKDAY}))|aged|indeed|prepared|braced|" + (
    _any("need embed speed exceed proceed succeed feed bleed seed breed hundred") + ")"
)
_HELPING = rf"(?:has|have|had|was|were)\s+(?:\w+ly\s+|also\s+|been\s+){{0,2}}(?!{_COMES}\s+(?:to|for|on|in)\b|(?:thought|going|accused|supposed|believed|meant)\b)"
_NOT_AFTER = "".join(rf"(?<!\b{word} )" for word in "to will not could would may might must can".split())
_NO_NOUN = "".join(
    rf"(?<!\b{word} )" for word in "[Tt]he [Aa] [Aa]n its his her their of is are be and".split()
)
_DONE = re.compile(
    rf"{_NOT_AFTER}(?:\b{_HELPING}(?P<hard>[a-z]{{2,}}(?:ed|en|ung|own)|set|{_IRREGULAR})\b"
    rf"|{_NO_NOUN}\b(?P<verb>(?!{_NO_VERB}\b)[a-z]{{2,}}ed|{_IRREGULAR})\b)"
)
# Before these a verb may be a participle ("accused of", "held in"), which is no verb of its sentence.
_SOFT = re.compile(rf"\s+(?:of|by|as|with|in|at|to|from|for|after|over)\b(?!\s+{WEEKDAY})")
# Who says, warns or asks, or sets out, tells of something else, done or to come.
_SAID = _any(
    """
    said says say tells wants believes announced told confirmed warned urged called added insisted predicted promised vowed
    pledged threatened claimed hinted suggested asked demanded denied repeated expressed emphasi[sz]ed stressed noted argued
    acknowledged signall?ed
    """
)
_SAYS = re.compile(rf"(?:{_SAID}|scheduled|travel+ed|arrived|headed|landed|dispatched|flew|sent)")
_SAID_WHEN = re.compile(
    rf"\b(?:{_SAID}|reported|stated)\s+(?:\w+\s+)?(?:late\s+|early\s+)?(?:on\s+)?{WEEKDAY}\b"
)
_FAREWELL = re.compile(r"said\s+(?:farewell|goodbye|yes|no)\b")
_SUBORDINATE = re.compile(
    r"\b(?:that|which|who|whose|after|before|as|when|while|but|because|until|if|whether)\b|[,;:–—]"
)
_RELATIVE = re.compile(r"\b(?:where|which|who|whose|that|because|if|whether)\s(?:[\w’'-]+\s){0,5}$")
_OPENING = re.compile(r"(?:As|After|When|While|Although|Though|Because|Since|Two|Three)\s[^,]{1,120},")
_IF = re.compile(r"(?:If(?!\s+all\s+goes)|Unless|Whether)\s")
_BEHIND = re.compile(rf"\b(?:after|following|as)\s(?:[\w’'-]+\s){{1,5}}(?:[a-z]{{2,}}ed|{_IRREGULAR})\b")
_LONG_AGO = re.compile(
    r"\b(?:last\s+(?:year|month|season|time)|(?:years?|months?|decades?)\s+ago|grew\s+up|was\s+born)\b"
)
_AFTERWARDS = re.compile(
    rf"\b(?:after|following)\s+(?:(?:the|their|his|her|an?|its)\s+)?(?:{_OF})?{_EVENT}\b"
    rf"|\b{_EVENT}\s+(?:(?:on\s+)?\w+day\s+)?(?:lasted|ended|concluded|wrapped|closed|collapsed)\b"
    rf"|\b(?:held|had|concluded|ended|finished|engaged\s+in){_OF}?[\"“”]?(?:[\w’'-]+\s+){{0,3}}?{_EVENT}\b"
    r"|\b\d{1,2}[-–]\d{1,2}\b(?=\s+(?:on|to|in|at|after)\b)"
)
# "Lemland will free the crew, its minister said on Thursday after meeting his counterpart": what it tells is over.
_SAID_AFTER = re.compile(
    rf"\b(?:{_SAID})\s[^,;.]{{0,40}}?\bafter\s+(?:meeting\b|(?:(?:the|their|his|her|an?|its)\s+)?(?:{_OF})?{_EVENT}\b)"
)
_IS_EVENT, _IS_WHEN = re.compile(rf"\b{_EVENT}\b"), re.compile(rf"\b{_WHEN}\b")
# Headlines tell in the present tense: "heads to", "to meet" is before; "holds", "pays", "wins" is not.
_HEAD_AHEAD = re.compile(
    r"\b(?:heads?\s+(?:to|for)|(?:prepares?|look|read(?:y|ies))\s+(?:to|for)|braces?\s+for|awaits?|eyes(?!\s+on)|set\s+for|expected\s+(?:at|in|on|for|by)"
    r"|(?:set|due|expected|poised|ready|likely|plans?|hopes?|looks?|seen)\s+(?:to\b|\w+ing\b)|ahead\s+of|on\s+eve\s+of|will\s+(?!not\b)\w+|upcoming"
    r"|what\s+(?:you\s+need\s+)?to\s+(?:expect|watch|know)|what\s+we\s+know"
    rf"|(?:votes?|meets?|faces?|opens?|begins?|starts?)\b[^,;]{{0,40}}?\s(?:on\s)?(?:{WEEKDAY}|tomorrow|tonight|next\s+week))\b",
    re.IGNORECASE,
)
_CONTROLS = _any(
    r"""
    urges? orders? tells? asks? forces? wants? vows? agrees? refuses? fails? decides? votes? promises? pledges? threatens? try tries moves? seeks?
    helps? comes? continues? needs? has have had appears? seems? leads? rises? falls? rose fell up due according thanks backs? down ways? things
    how reasons? bids? right able calls? sent \w+ed from next close offers? left off
    """
)
# "Rocket to carry nine satellites", "Choir sings on Saturday"; not "Minister cuts aid to pay for tanks".
_HEAD_MAY = re.compile(
    rf"\b\w+s\b[^,;:]{{0,40}}?\son\s{WEEKDAY}\b|^(?:(?!(?:{_CONTROLS})\b|\w+s\s+(?!(?:to|of|and|in|from|at)\b))[\w’'.$-]+\s){{1,6}}"
    r"to\s(?!be\b|the\b|an?\b)[a-z]+\b",
    re.IGNORECASE,
)
_HEAD_DONE = re.compile(
    rf"\b(?:after\s+(?:{_OF})?{_EVENT}|met\s+with|pays\s+\w+\s+visit|makes?\s+progress|sees?\s+(?:progress|headway)|wraps?\s+up|engaged?\s+in|clash(?:es)?|"
    + _any(
        "holds? ends? concludes? hails? leaves? wins? won lost loses agreed? beats? passes rejects blocks sentenced signs? kills? dies"
    )
    + r")\b",
    re.IGNORECASE,
)
_GATHERS = re.compile(
    r"\b(?:take\s+place|walk\s+out|lift\s+off|"
    + _any(
        "meet hold host visit attend travel fly head vote gather face open begin kick appear speak sign launch rule decide testify strike play debate land"
        " return reopen"
    )
    + r")\b"
)


def title(words: str) -> Title:
    """What a headline says."""
    rules = (_HEAD_AHEAD, _HEAD_MAY, _HEAD_DONE, _GATHERS)
    return Title(*(rule.search(words) is not None for rule in rules))


def telling(sentence: str) -> Telling:
    """What a sentence says by its own verbs: what stands in a clause that hangs on another counts for little."""
    if _IF.match(sentence):
        return Telling(None)
    opening = _OPENING.match(sentence)
    coming = next((cue for cue in _AHEAD.finditer(sentence) if _looks_ahead(sentence, cue, opening)), None)
    end = coming.start() if coming and not coming["noun"] else len(sentence)
    ago = _LONG_AGO.search(sentence) is not None
    past = [] if ago else _past(sentence, end)
    done = [verb for verb in past if not _SAYS.fullmatch(verb)]
    over = _AFTERWARDS.search(sentence, 0, end + 1) is not None or (
        _SAID_AFTER.search(sentence) is not None and not is_timed(sentence)
    )
    timed, event = is_timed(sentence), _IS_EVENT.search(sentence) is not None
    if over or done:
        return Telling("done", timed, event)
    if coming and past and not coming["noun"]:
        return Telling("told", timed, event)
    if coming:
        return Telling(
            "ahead", timed, event, _BEHIND.search(sentence, end) is not None, sure=not coming["noun"]
        )
    return (
        Telling("ahead")
        if not ago and not past and _PRESENT.search(sentence)
        else Telling(None, timed, event)
    )


def is_timed(sentence: str) -> bool:
    """Whether it names a day, a week or a month, other than that on which somebody said so."""
    return _IS_WHEN.search(_SAID_WHEN.sub(" ", sentence)) is not None


def bears_out(sentence: str) -> bool:
    """Whether it gives what is done a time: a day, or words like "after the talks"."""
    return _IS_WHEN.search(sentence) is not None or _AFTERWARDS.search(sentence) is not None


def looks_ahead(sentence: str) -> bool:
    """Whether anything in it looks ahead, in whatever clause."""
    return _AHEAD.search(sentence) is not None


def _looks_ahead(sentence: str, cue: re.Match[str], opening: re.Match[str] | None) -> bool:
    """Not "the bridge that will open", "As he prepared to speak, …", nor "the host closed a fair on Saturday", where the
    host is no verb."""
    if opening and cue.start() < opening.end():
        return False
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
