"""The words that comparing goes by: classes of units, kinds of deed, what makes a count doubtful or partial."""

from __future__ import annotations

import re
from collections.abc import Iterable

PEOPLE = "people"


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


MONEY = _set(
    "dollar euro pound yen yuan peso rupee franc ruble crown krona krone lira rand real riyal dirham shekel zloty forint"
    " baht ringgit"
)
LAND = _set("acre hectare") | {"square mile", "square kilometre"}
# Units that everything is counted in: two figures of one of them may be about different things altogether.
BROAD = MONEY | LAND | _set(
    "people percent point time hour minute second day week month year mile kilometre meter metre mm inch foot ton kilogram litre"
    " gallon barrel degree vote seat country nation state side way part case thing item step area place"
) | {"percentage point"}  # fmt: skip
THINGS = BROAD - {PEOPLE}
LENGTHS = _set("hour minute day week month year")
# What every story counts and no desk asks about: the two countries, both sides.
NOISE = _set("country nation side party leader government way part time thing man woman capital one")
# People by words that fit anybody; of the others only one and the same is the same people.
ANYBODY = _set("people person individual human victim") | {""}
_CLASSES = {
    PEOPLE: "people, person, individual, migrant, refugee, immigrant, victim, human, resident,"
    " inhabitant, villager, townspeople, patient",
    "crossing": "crossing, border crossing, port of entry, port, checkpoint, border",
    "home": "home, house, residence, dwelling",
    "worker": "worker, employee, staff, staffer",
    "job": "job, position, post",
    "soldier": "soldier, troop, serviceman, servicemember, service member",
    "officer": "officer, policeman, police officer",
    "student": "student, pupil",
    "protester": "protester, protestor, demonstrator, marcher",
    "firefighter": "firefighter, fireman, fire fighter",
    "child": "child, kid, minor",
    "percent": "percent, per cent, %",
    "kilometre": "kilometre, kilometer, km",
    "metre": "metre, meter",
    "ton": "ton, tonne, metric ton",
}
CLASS_OF = {word: name for name, listed in _CLASSES.items() for word in re.split(r",\s*", listed)}
IRREGULAR = {
    "people": "people", "children": "child", "men": "man", "women": "woman", "feet": "foot", "lives": "life",
    "policemen": "policeman", "firemen": "fireman", "servicemen": "serviceman", "news": "news", "mm": "mm",
    "series": "series", "kroner": "krone", "kronor": "krone", "species": "species", "police": "police", "businesses": "business", "buses": "bus",
}  # fmt: skip
NO_MEN = _set("human german roman ottoman norman shaman talisman specimen regimen abdomen women")

# What is done to or by those who are counted. Neighbours that an editor keeps apart ("arrested" and
# "charged", "crossing" and "entering") are kept apart.
_KINDS = {
    "dead": r"kill(?:ed|s|ing|ings)?|dead|die[ds]?|dying|deaths?|fatalit(?:y|ies)|fatally|slain|perish\w*|toll",
    "hurt": r"injur(?:ed|ies|y|ing)|wound(?:ed|ing|s)?|hurt|hospitali[sz]ed",
    "casualty": r"casualt(?:y|ies)",
    "missing": r"missing|unaccounted",
    "arrested": r"arrest(?:ed|s|ing)?",
    "detained": r"detain(?:ed|s|ing)?|detentions?|detainees?|custody",
    "apprehended": r"apprehen(?:d|ds|ded|sion|sions)",
    "charged": r"charged|indicted|accused",
    "evacuated": (
        r"evacuat(?:ed|e|es|ing|ions?)|evacuees?|fle(?:e|ed|d|es|eing)"
        r"|(?:leave|left|leaving|from)\s+their\s+homes"
    ),
    "displaced": r"displaced?|displacing|displacement",
    "homeless": r"homeless|roofless",
    "rescued": r"rescue[ds]?|rescuing|saved",
    "crossing": r"cross(?:ed|es|ing|ings)?",
    "entering": r"enter(?:ed|s|ing)?|arriv(?:e|ed|es|ing|als?)",
    "attending": (
        r"attend(?:ed|ing|ees?|ance)?|turnout|crowd|gather(?:ed|ing)?|march(?:ed|ers|ing)?|rall(?:y|ied)"
        r"|protest(?:ed|ers|ing)?|demonstrat\w+|t(?:ook|aken|aking)\s+part|fill(?:ed|ing)\s+the\s+\w+"
    ),
    "dismissed": r"laid\s+off|lay(?:ing)?\s+off|layoffs?|dismiss(?:ed|al)|redundan\w+|sack(?:ed|ings?)|job\s+cuts?",
    "hired": r"hir(?:e|ed|ing)|recruit(?:ed|ing)?",
    "destroyed": r"destroy(?:ed|ing|s)?|burn(?:ed|t)\s+down|gutted|flattened|level(?:ed|led)|raze[ds]?",
    "damaged": r"damag(?:ed|ing|es?)",
    "burned": r"burn(?:ed|t|s|ing)|scorch(?:ed|ing)|charred|charring|blacken(?:ed|ing)|acres|hectares",
    "contained": r"contain(?:ed|ment)",
    "aboard": r"aboard|on\s+board|carrying",
    "closed": r"clos(?:e|ed|ing|ure|ures)|shut|shuttered|suspend(?:ed|ing)?",
    "opened": r"(?:re)?open(?:ed|ing|s)?",
    "infected": r"infect(?:ed|ions?)|sick(?:ened)?|positive|fall(?:en|ing)\s+ill|fell\s+ill",
    "jailed": r"sentenced|jailed|imprisoned|caged|in\s+prison|behind\s+bars",
    "winning": r"won|wins?|winning|took(?!\s+(?:part|place))|taking(?!\s+(?:part|place))|secur(?:ed|ing)|gain(?:ed|ing)",
    "supporting": r"support(?:ed|s|ing)?|favou?r(?:ed|s)?|approv(?:e|es|ed|al)",
    "opposing": r"oppos(?:e|ed|es|ing)|against|disapprov(?:e|es|ed|al)",
    "processed": r"process(?:ed|ing)?",
    "profit": r"profits?|profitable|earn(?:ed|ings|s)?",
    "loss": r"loss(?:es)?(?!\s+of\s+(?:life|lives|limb|loved|blood|power|appetite))",
    "revenue": r"revenues?|sales|turnover",
    "costing": r"costs?|costing|price[ds]?",
    "fined": r"fine[ds]?|penalt(?:y|ies)",
    "owing": r"debts?|owe[ds]?|deficit",
    "powerless": r"(?:without|no)\s+(?:power|electricity)|in\s+the\s+dark|blackouts?|outages?|(?:lost|cut)\s+power|power\s+cuts?",
}
# Kinds that fit some units only: a sum that is "approved" is any sum, and a ferry that burns has not burned people.
SPENT = _set("profit loss revenue costing fined owing")
BURNED, CONTAINED = _set("burned"), _set("contained")
WON = _set("winning")
SHARES = _set("percent vote seat") | {"percentage point", ""}
# What a sum or a share is of, where a heading can say so: "EUROS, PROFIT".
HEADWORDS = _set(
    "profit profits revenue revenues sales turnover loss losses deficit debt debts deaths fatalities arrests injuries"
    " casualties layoffs aboard hurt dead missing homeless"
)
NAMING = _set("profit revenue loss fined owing contained")
# Counts that go on for days: two that were published one after the other need not differ.
MOVING = _set(
    "dead hurt casualty missing arrested detained evacuated displaced homeless rescued destroyed damaged burned contained"
    " infected powerless"
)
# Only people can be these; a unit that says so counts people.
HUMAN = _set("dead hurt casualty missing arrested detained apprehended evacuated displaced homeless rescued")
FATES = _set("dead toll death fatality injured injury wounded hurt casualty missing killed homeless body")
KINDS = {name: re.compile(rf"\b(?:{rule})\b") for name, rule in _KINDS.items()}
_ALTERNATIVE = re.compile(r"(?:[^|()]|\((?:[^()]|\([^()]*\))*\))+")


def _any_of(rules: Iterable[str]) -> re.Pattern[str]:
    """One rule for them all. Those that begin with one letter stand behind it, and two letters are looked for first: of
    129 in a row an engine tries each at each word, which takes three times as long. No rule may begin as "k?" does."""
    letters: dict[str, list[str]] = {}
    for one in (one for rule in rules for one in _ALTERNATIVE.findall(rule)):
        letters.setdefault(one[0], []).append(one)
    bracketed = letters.pop("(", [])
    told = [f"{letter}(?:{'|'.join(one[1:] for one in held)})" for letter, held in letters.items()]
    return re.compile(rf"\b(?=[a-z][a-z])(?:{'|'.join([*told, *bracketed])})\b")


ANY_KIND = _any_of(_KINDS.values())  # three clauses of four hold none: one search, not 32
TRYING = re.compile(
    r"\b(?:try(?:ing)?|tried|tries|seek(?:ing|s)?|sought|attempt(?:ed|ing|s)?|hop(?:e|ing)|want(?:ing)?|wait(?:ing)?)\b"
)
# Told of as possible, planned or feared: no count of what is. "will" is firmer than these.
MAYBE = re.compile(
    r"\b(?:(?:vow|pledge|promise|threaten|offer)(?:s|d|ed)?\s+to|(?:ready|prepar(?:ed?|es|ing)|tipped)\s+to"
    r"|could|would|might|may|should|expects?|expected|expecting|forecasts?|forecasted|projects|projected"
    r"|planned|plans\s+to|target|goal|aims?\s+to|feared|fears?|predict(?:s|ed)?|potential(?:ly)?|if|unless"
    r"|propos(?:e|ed|al|es)|wants|wanted|ask(?:s|ed|ing)?\s+for|demand(?:s|ed|ing)|recommend(?:s|ed|ing)|call(?:s|ed|ing)\s+for)\b"
)
WILL = re.compile(r"\b(?:will|shall|(?:is|are)\s+(?:going|set|due)\s+to)\b")
# A part of another figure, or what came on top of it: words before the number, and after it.
PART = re.compile(
    r"\b(?:including|includes?|(?<!\bwas\s)(?<!\bwere\s)among|of\s+(?:them|whom|those|these)|another|additional|further|extra|average"
    r"|averag(?:ed|ing)|median|(?:first|second|third|last)(?!\s+(?:quarter|half)\b))\s*(?:[a-z]+\s+){0,2}$"
    r"|\bof\s+(?:the|its|their|his|her|our|all|about|some)\s+(?:[a-z]+\s+){0,2}(?<!\bat\s)(?<!\bto\s)$|\bof\s+the\s+(?:dead|victims|injured|wounded|total)\W*$"
)
REST = re.compile(
    r"^\s*(?:[a-z]+\s+)?(?:others?|more|each|apiece|of\s+(?:them|whom|these|those(?!\s+(?:on\s+board|aboard|inside|present)\b))"
    r"|of\s+(?:the|its|their|his|her|our|all)|respectively|at\s+stake)\b"
)
MORE = re.compile(r"\b(?:others?|more|additional|extra|further|remaining|new)\b")
# By how much something moved, not where it stands: "rose 3 percent", not "rose to 3 percent".
CHANGE = re.compile(
    r"\b(?:(?:rose|risen|rises?|fell|fallen|falls?|increased?|decreased?|up|down|grew|grown|declined?|climbed|slid"
    r"|slipped|dropped|lost|gained|jumped|sank|soared|plunged|tumbled|surged|added|shed)(?:\s+[a-z]+){0,2}"
    r"|(?:ris(?:e|es|ing|en)|rose|f[ae]ll\w*|increas\w+|decreas\w+|rais\w+|lower\w*|grew|grow\w*|cut\w*|reduc\w+|declin\w+|climb\w*"
    r"|slid|slipp\w+|jump\w*|drop\w*|boost\w*|shr[aiu]nk|expand\w*|widen\w*|narrow\w*|up|down)\b[^.;]{0,40}\bby(?:\s+[a-z]+)?)\s*$"
)
# Of another time than the story's own: "nine years after a weaker one killed six", "in 1998", "last time".
HISTORY = re.compile(
    r"\b(?:years?|decades?|centur(?:y|ies)|months?)\s+(?:after|ago|earlier|before|previously)\b|\b(?:in|since|of)\s+(?:19|20)\d\d\b"
    r"|\b(?:previous|previously|earlier\s+(?:quake|attack|strike|vote|study|survey|storm|fire)|last\s+time|pre-?pandemic"
    r"|compared\s+(?:with|to)|up\s+from|down\s+from|a\s+year\s+(?:ago|earlier)|last\s+year|historic(?:al|ally)?|margin\s+of|plus\s+or\s+minus)\b"
)
LEVEL = re.compile(r"\b(?:to|at)(?:\s+[a-z]+){0,2}\s*$")

# The body that the counted make up stands before them ("a caravan of 6,000 migrants") or after.
# No verb stands between a body and its number: "the state of Lemland rose to 31" counts no state.
_NO_VERB = r"(?!(?:was|were|is|are|has|have|had|by|rose|risen|rises|climbed|climbs|jumped|grew|fell|dropped|reached|stood)\b)"
GROUP_BEFORE = re.compile(
    rf"([a-z]+)\s+(?:of|with|holding|numbering|totall?ing)\s+(?:{_NO_VERB}[a-z]+\s+){{0,3}}$"
)
GROUP_AFTER = re.compile(r"^[\s-]*(?:strong\s+)?([a-z]+)")
NO_GROUP = _set(
    """
    number numbers total totals sum average record maximum minimum estimate estimates rate level levels high low
    toll group groups share majority minority half third quarter some most many all each tens hundreds thousands
    millions population influx surge rise increase drop fall decrease decline processing deaths death arrests
    arrest apprehension apprehensions killing crowd loss losses cost price fine value budget worth damage capacity
    ferry boat ship vessel bus plane jet train aircraft helicopter flight airliner truck
    state country region province district county city town village island
    size package deal instead because out full consisting aid part version list series amount team talks
    proportion injury kind sort pace rest arrival release crossing crossings reports report support history course
    risk fear fears combination variety range displacement evacuation capture rescue detention case cases injuries resident residents owners aground magnitude
    """
)
# A clause ends here, not inside a list of names; "and" ends one only where another figure is on its other side.
BREAK = re.compile(
    r"[;:.!?—–](?=\s|$)|,(?=\s(?!(?:and\s+|or\s+)?[A-Z]))|\s-\s|\b(?:but|while|whereas|although|though|with|including|compared)\b"
)
AND = re.compile(r"\b(?:and|or)\b")
NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?"
    r"|millions?|several|few)\b"
)
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
DATED = re.compile(rf"^(?:{_MONTH}|\w+day)\b")
PLACE = re.compile(
    r"\b(?:in|at|near|from|across|outside|around|(?<!port\s)of)\s+(?:the\s+)?(?:nearby\s+|neighbou?ring\s+)?((?:[A-Z][\w’'.-]+\s?){1,3})"
)
# A name that ends so is no place: "of Brenner Bank".
BODIES = _set(
    "bank company group party ministry department university club union council agency corporation fund"
)
# A place by a common word: two of them that are not the same are two places.
AREA = re.compile(
    r"\b(?:in|to|from|of|across|throughout)\s+the\s+(?:whole\s+|entire\s+)?((?:north|south)(?:\s?(?:east|west))?|east|west"
    r"|capital|city|county|state|province|country|region|suburbs?|village|town|world)\b"
)
# Of which of several, or of whom alone: two counts of which only one says so need not be of the same thing.
QUALIFIED = re.compile(
    r"\b(?:first|second|third|fourth|fifth|final|last|other|latest|young(?:er)?|old(?:er)?|(?:wo)?men's|boys'|girls')\s+[a-z]+|\b(?:among|aged)\s+(?:the\s+)?[a-z]+"
    r"|\balone\b|\b(?:his|her)\s+(?:brother|sister|wife|husband|son|daughter|father|mother|partner)\b"
)
# Two of these differ as they may.
POLL = re.compile(r"\b(?:polls?|polled|surveys?|surveyed|pollsters?)\b")
# A count that is still going on: two of them need not be of one hour.
INTERIM = re.compile(
    r"\bso\s+far\b|\bas\s+of\b|\bby\s+(?:noon|midday|midnight|dawn|dusk|mid\s?morning|then|early|late|\w+day)\b|\b(?:early|partial|first)"
    r"\s+(?:results?|returns|counts?)\b|\bcounted\b"
)
# One of many, as far as the sentence goes: "a boat carrying 60 migrants".
ANY_VESSEL = re.compile(
    r"\b(?:an?|another|one)\s+(?:[a-z-]+\s+){1,3}carrying\b|\b(?:an?|another|one)\s+(?:[a-z-]+\s+){0,2}(?:boat|bus|ship|vessel|truck|plane|train"
    r"|ferry)\s+with\b"
)
# A year or a month that tells when something was said or done, not over what time it was counted.
ONCE = re.compile(
    r"\b(?:earlier|later|late|early|since|said|told|reported|announced|back)\s+(?:in\s+|on\s+)?$"
)
# A time frame that is itself a rate ("in a week", "in November"), not the date of an event ("last week").
_IN = r"(?:in|within|during|for|over|through|throughout)\s+"
_THE = r"(?:a|one|the|that|this)\s+(?:single\s+|full\s+|past\s+|last\s+|first\s+|fiscal\s+)?"
FRAMES = (
    ("day", re.compile(rf"\b24\s+hours\b|\b{_IN}(?:a|one|a\s+single)\s+day\b")),
    ("week", re.compile(rf"\b{_IN}{_THE}week\b|\b(?:this|past|per)\s+week\b")),
    (
        "month",
        re.compile(rf"\b{_IN}(?:(?:the\s+month\s+of\s+)?{_MONTH}\b(?!\s+\d{{1,2}}\b)|{_THE}month\b)|\b(?:this|past|last)\s+month\b"),
    ),
    ("year", re.compile(rf"\b{_IN}(?:fiscal\s+)?(?:(?:19|20)\d\d\b|{_THE}year\b)|\b(?:this|past|last|fiscal)\s+year\b")),
)  # fmt: skip
# Of a period, what does not tell which it is.
HOURS = _set(
    "on in at the of early late morning afternoon evening night noon dawn midnight before after around local time gmt"
)
STOP = _set(
    """
    the a an of to in on at by for from with as and or that this these those there is are was were be been being
    has have had do does did it its their his her they he she we our not who which whom whose what when where
    while after before since than then into over under up down about around some more most least number total
    according said says say told reported reports report officials official estimate estimates estimated nearly
    almost per day daily week weekly month monthly year yearly annual annually every each so far just only also
    now already today yesterday last next new first during within between through people person individual
    individuals many much hour hours minute minutes days weeks months years dollar dollars percent million billion
    thousand hundred hundreds thousands roughly approximately monday tuesday wednesday thursday friday saturday
    sunday rose risen rise rises fell fallen fall falls stood stands stand climbed reached reach hit put
    """
)
