"""Grammar: the small words of English that tell where a clause or a noun phrase ends."""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


SUBJECT_PRONOUNS = _set("he she they it we i you")
HE_SHE = _set("he she")
OBJECT_PRONOUNS = _set("me him her them us you")
BE = _set("is are was were be been being am 's 're ’s ’re 'm ’m")
HAVE = _set("has have had having 've ’ve")
MODAL = _set("do does did will would can could may might must should shall 'd ’d 'll ’ll")
NEGATED = _set(
    "isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't can't cannot couldn't "
    "shouldn't mustn't isn’t aren’t wasn’t weren’t hasn’t haven’t hadn’t don’t doesn’t didn’t won’t wouldn’t can’t "
    "couldn’t shouldn’t mustn’t"
)
DO_OR_MODAL = MODAL | _set(
    "don't doesn't didn't won't wouldn't can't couldn't don’t doesn’t didn’t won’t wouldn’t can’t couldn’t to not"
)
AUXILIARY = BE | HAVE | MODAL | NEGATED
ADVERBS = _set(
    "also later then earlier again once now already still even just never always often not too ever soon there "
    "since long further thus therefore instead simply openly merely twice sometimes only both all today yesterday "
    "tonight previously reportedly however meanwhile too either so long ago all"
)
NOT_ADVERBS = _set(
    "family ally rally reply assembly supply fly july apply italy billy sally kelly molly holly early only ugly daily "
    "weekly monthly yearly elderly friendly likely lovely costly deadly emily"
)
WEEKDAYS = _set("monday tuesday wednesday thursday friday saturday sunday")
MONTHS = _set(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec"
)
DAY_PARTS = _set("morning afternoon evening night today yesterday tonight tomorrow")
DETERMINERS = _set(
    "the a an this that these those his her their its our my your some many several few most all both each every "
    "another other one two three four five six seven eight nine ten no any more dozens hundreds thousands "
    "half nearly about roughly multiple various numerous certain such"
)
ARTICLES = _set(
    "the a an this these those his her their its our my your some many several another one two three most no"
)
POSSESSIVES = _set("his her their its our my your")
PREPOSITIONS = _set(
    "of in on at for from with by to during after before through via over about against under among between within "
    "into as near outside inside across along around behind beyond despite following regarding without toward "
    "towards until since amid onto than like"
)
SUBORDINATORS = _set(
    "that because if when while than since although though where whether how why what but so yet nor until unless "
    "after before as which even once whereas except"
)
OPENERS = _set(
    "and but or so yet then still now also meanwhile however while when as because since if although though where "
    "that what after before even once just whereas later nor for why how instead moreover additionally"
)
WH = _set("that whether how why what if when where who which")
REPORTING_PLACES = _set(
    "statement statements interview interviews tweet tweets post posts email e-mail emails speech letter twitter "
    "facebook instagram telegram x weibo truth conference briefing rally testimony report memo op-ed column blog video "
    "call message hearing debate filing affidavit release remarks appearance broadcast podcast essay complaint lawsuit "
    "editorial court social media website phone television tv radio program show event ceremony meeting summit townhall "
    "hall memoir book press note text transcript recording affidavit indictment address news"
)
ANYBODY = _set("anybody anyone everybody everyone nobody whoever something anything nothing")
NUMBER_WORDS = _set(
    "one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty seventy eighty "
    "ninety hundred half dozen dozens hundreds thousands"
)
PASTS = _set(
    "made went took got came met won lost left held began gave saw led ran sat stood fell rose hit put set spoke kept "
    "brought sent spent built fought flew drove grew knew became faced paid cut shot broke chose drew ate felt found "
    "heard hurt laid let meant read rode sang sold sought struck swore taught threw wore"
)
DASHES = frozenset(("—", "–", "--", "-", "―"))
