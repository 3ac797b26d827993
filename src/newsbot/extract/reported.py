"""Reports: in one sentence, who reports (the phrase), by which cue, which words."""

from __future__ import annotations

from newsbot.extract import attributions, signs, verb_groups
from newsbot.extract import grammar as g
from newsbot.extract.clauses import Content, after, before, clause_end
from newsbot.extract.cues import Cue, nouns, verbs
from newsbot.extract.lists import listed
from newsbot.extract.phrases import Phrase, left_of, main, right_of
from newsbot.extract.report import Report
from newsbot.extract.words import Line, Piece

_TO_SPEAK = frozenset(
    "went go goes gone going continued continues used refused refuses declined declines seemed appeared rose began "
    "wanted came took had liked likes tried dared".split()
)
_ASKED = frozenset("asked quizzed pressed questioned".split())
# "Did not think that it rained" tells a thought; "did not say that" tells none.
_OPINIONS = frozenset("think believe feel expect hope fear agree".split())
# Behind a past form these tell that the verb is passive: no object stands between ("residents told to leave").
_UNDERGONE = {
    "accuse": ("of",),
    "blame": ("for",),
    **dict.fromkeys(("tell", "urge", "advise", "remind"), ("to",)),
}
_STATES = frozenset("dead missing killed injured hurt wounded trapped drowned".split())
_NO_NOUN = g.ARTICLES | g.SUBJECT_PRONOUNS | g.OBJECT_PRONOUNS | g.PREPOSITIONS | g.WH | {"to"}
_WHEN = frozenset("as after before when while since until although though because".split())
_WITHHELD = frozenset("declined declines declining decline refused refuses refusing refuse".split())
_SPEAKING = frozenset(
    "comment say answer discuss respond elaborate speak talk give provide name identify specify take be".split()
)
_NOT_OURS = frozenset("for without against of from".split())  # "in return for agreeing to it"
_HEAD_ENDS = frozenset("of for to by in at from with on between against who that which".split())
_OR_TO = g.PREPOSITIONS | {"to"}
_BEFORE_A_NAME = listed("roles_plain") | listed("roles_unnamed") | g.PREPOSITIONS | {"and"}
_BEFORE_NO_VERB = g.PREPOSITIONS | g.OPENERS | {"and", "or"}

_OPENING = nouns() | verbs().keys() | attributions.VIEWS | {"according"}  # no report begins at another word


def reports(line: Line, *, headline: bool = False) -> list[Report]:
    """All reports of the sentence, in the order of their cues; a `headline` may say "Mayor: No"."""
    titled_by = signs.headline(line) if headline else None
    if titled_by:
        return [titled_by]
    signed = signs.signed(line)
    if signed:
        return [signed]
    out: list[Report] = []
    asked = _question(line)
    for i in [i for i, low in enumerate(line.low) if low in _OPENING and i >= asked]:
        low = line.low[i]
        if i and line.capital(i) and not line.quoted(i - 1) and not _titled(line):
            continue
        if low == "according" and line.at(i + 1) == "to":
            found = attributions.according(line, i, i + 2)
        elif low in attributions.VIEWS and (view := attributions.view(line, i)):
            found = view
        elif low in verbs() and not line.named(i):
            found = _verb(line, i, out) or attributions.noun(line, i)
        else:
            found = attributions.noun(line, i)
        if found and (told := _told(line, found)) and not _anybody(line, found.phrase):
            out.append(told)
    out = [report for report in out if not _mere_part(line, report, out)]
    return out + signs.colon(line, out)


def _question(line: Line) -> int:
    """The comma that ends "Asked whether she believed that," of which nobody says anything; 0 without one."""
    at = line.at(0) in ("when", "while")
    opens = line.at(at) in _ASKED and (line.at(at + 1) in g.WH or line.at(at + 1) in ("about", "by", "on"))
    return line.w.index(",") if opens and "," in line.w else 0


def _titled(line: Line) -> bool:
    """Whether the sentence is in headline case."""
    return sum(word[:1].isupper() for word in line.w) * 3 > line.n * 2


def _mere_part(line: Line, report: Report, others: list[Report]) -> bool:
    """A weak report inside another's clause, no clause itself: "said they had agreed on a truce"."""
    if not report.pieces or report.strong and line.low[report.pieces[0].first] not in _OR_TO:
        return False
    first = report.pieces[0].first
    if line.low[first] in g.WH or any(line.quoted(i) for p in report.pieces for i in range(p.first, p.end)):
        return False
    return any(p.first <= report.cue.first < p.end for r in others if r is not report for p in r.pieces)


def _told(line: Line, report: Report) -> Report | None:
    """The report without pieces that tell nothing; None where that was all, and for who is no speaker."""
    phrase = report.phrase
    if phrase and phrase.end - phrase.first > 1 and line.low[phrase.end - 1] in g.PREPOSITIONS:
        return None  # "who leads 40 to 30 in pledged votes"
    kept = tuple(piece for piece in report.pieces if not _tells_nothing(line, report, piece))
    if report.pieces and not kept:
        return None
    return report if len(kept) == len(report.pieces) else report._replace(pieces=kept)


def _tells_nothing(line: Line, report: Report, piece: Piece) -> bool:
    """ "At another point, she said", "After he left, she warned", "declined to comment", "found himself in"."""
    if _marked(line, piece):
        return False
    low = line.low[piece.first : piece.end]
    if piece.end > report.cue.first:
        cue = line.low[report.cue.first : report.cue.end]
        if not _WITHHELD.isdisjoint(cue) and cue[-1] in _SPEAKING - {"say", "identify", "name", "specify"}:
            return True  # "declined to comment on the price"
        silent = line.low[report.cue.end - 1] in _WITHHELD and low[0] == "to" and low[1:2] != ["be"]
        request = low[0] == "to" and not {"request", "requests", "comment"}.isdisjoint(low[:5])
        return request or low[0].endswith(("self", "selves")) or (silent and low[1] in _SPEAKING)
    if low[0] in _WHEN:
        return "," not in low
    return low[0] in g.PREPOSITIONS and not any(
        word in g.AUXILIARY or word in g.SUBJECT_PRONOUNS or word in g.PASTS or word.endswith(("ed", "n't"))
        or word in (",", "that", "—", "–")
        for word in low[1:]
    )  # fmt: skip


def _marked(line: Line, piece: Piece) -> bool:
    return any(line.quoted(i) for i in range(piece.first, piece.end))


def _anybody(line: Line, phrase: Phrase | None) -> bool:
    return phrase is not None and not g.ANYBODY.isdisjoint(line.low[phrase.first : phrase.first + 2])


def _verb(line: Line, i: int, earlier: list[Report]) -> Report | None:
    entry = verb_groups.cue(line, i)
    if not entry or verb_groups.is_noun(line, i, entry):
        return None
    start, passive, auxiliary = verb_groups.group(line, i)
    if line.at(start - 1) == "to" and (auxiliary or "B" in entry.forms):
        if auxiliary or line.at(start - 2) not in _TO_SPEAK:
            return None
        start, passive, auxiliary = verb_groups.group(line, start - 2)
        return _finite_report(line, i, start, entry, earlier)
    if "G" in entry.forms and not auxiliary:
        return _participle(line, i, start, entry, earlier)
    if passive and "G" not in entry.forms or "P" in entry.forms and _of_a_noun(line, i):
        return None
    if not verb_groups.is_finite(line, i, start, entry) or _left_unsaid(line, i, start, entry):
        return None
    return _finite_report(line, i, start, entry, earlier)


def _of_a_noun(line: Line, i: int) -> bool:
    """ "12 confirmed cases", "5,640 suspected and confirmed cases": a participle that stands before its noun."""
    if line.at(i - 1)[:1].isdigit() and line.at(i - 2) not in g.DETERMINERS:
        return line.at(i + 1)[:1].isalpha() and line.at(i + 1) not in _NO_NOUN
    if line.at(i - 1) not in ("and", "or") or not line.at(i - 2).endswith("ed"):
        return False
    low = line.at(i - 3)
    return low[:1].isdigit() or low in g.DETERMINERS or low in g.PREPOSITIONS


def _left_unsaid(line: Line, i: int, start: int, entry: Cue) -> bool:
    """ "She had not declared that he owned shares": what somebody did not say is no speech; "did not say whether" is."""
    denied = any(low in g.NEGATED or low in ("not", "never") for low in line.low[start:i])
    asked = line.quoted(i + 1) or line.at(i + 1) in g.WH - {"that"}
    return denied and not asked and "q" in entry.flags and entry.lemma not in _OPINIONS


def _finite_report(line: Line, i: int, start: int, entry: Cue, earlier: list[Report]) -> Report | None:
    cue_end = i + (2 if entry.particle and entry.particle != "the" else 1)
    k = start - 1
    phrase, shared = _left_phrase(line, k, earlier)
    inverted = None
    if "q" in entry.flags and "B" not in entry.forms and _may_invert(line, k):
        turned = phrase is None or entry.lemma != "tell" and _names_alone(line, k, cue_end)
        inverted = right_of(line, cue_end) if turned else None
    cue = Piece(start, cue_end)
    if inverted:
        return _inverted(line, i, k, cue, inverted)
    if phrase is None or _only_names(line, i, phrase, entry):
        return None
    content = after(line, cue_end, entry)
    if (
        entry.particle == "on"
        and content.piece
        and not content.after_comma
        and not _marked(line, content.piece)
    ):
        return None  # "the X2 goes on sale"
    if entry.lemma == "call" and not entry.particle and _rings(line, content.piece):
        return None
    if entry.lemma == "charge" and _bills(line, i):
        return None
    pieces = _pieces(line, phrase, entry, content, shared=shared)
    return Report(phrase, cue, pieces, content.via, strong="q" in entry.flags)


def _rings(line: Line, piece: Piece | None) -> bool:
    """ "Called the police", "called her mother twice": nothing is said of whom is called."""
    if piece is None or line.quoted(piece.first) or line.low[piece.first] in g.PREPOSITIONS | {"it", "him"}:
        return False
    words = line.low[piece.first : piece.end]
    if len(words) < 3:
        return len(words) == 2 and words[0] in g.ARTICLES | {"police"} and not line.quoted(piece.first + 1)
    return words[0] in g.ARTICLES and (
        words[2] in g.PREPOSITIONS | g.NUMBER_WORDS | {"twice", "again", "back", "to"} and words[2] != "as"
    )


def _bills(line: Line, i: int) -> bool:
    """ "Charged them up to £3,000": money is asked, nothing is said."""
    return line.at(i + 1) in g.OBJECT_PRONOUNS or any(word in "$£€¥₹" for word in line.w[i + 1 : i + 5])


def _relative_without_that(line: Line, phrase: Phrase) -> bool:
    """ "The package Ms. Gray proposed": the name is the verb's subject, but the words are not a report."""
    at = phrase.core - 1
    if not line.named(at) or line.low[phrase.first] not in g.ARTICLES:
        return False
    while at > phrase.first and line.name[at - 1] == line.name[at]:
        at -= 1
    before_it = line.low[at - 1]
    return (
        at - 1 > phrase.first
        and before_it.isalpha()
        and not line.capital(at - 1)
        and before_it not in _BEFORE_A_NAME
        and not before_it.endswith(("er", "or", "ist", "man", "woman", "ian", "ant", "ent"))
    )


def _silent(line: Line, phrase: Phrase, i: int, entry: Cue) -> bool:
    """A thing for a subject, without a clause: "the talks underscored the need"."""
    if line.at(i + 1) in ("that", ":") or line.quoted(i + 1) or entry.lemma in ("show", "say"):
        return False
    head = (
        next((j for j in range(phrase.first + 1, phrase.core) if line.low[j] in _HEAD_ENDS), phrase.core) - 1
    )
    return (
        line.low[head] in listed("roles_things")
        or line.low[phrase.first] in ("this", "these")
        or (line.named(head) and line.possessive(head))
    )


def _only_names(line: Line, i: int, phrase: Phrase, entry: Cue) -> bool:
    """ "A band called Ash", "the so-called", "can you believe", "brothers accused of murder": no speech."""
    if "P" in entry.forms and line.at(i + 1) in _UNDERGONE.get(entry.lemma, _STATES):
        return True
    if line.at(i + 1) in g.BE - {"being"} and "P" in entry.forms or line.at(i + 1) == "tank":
        return True
    if _relative_without_that(line, phrase) or _silent(line, phrase, i, entry):
        return True
    if line.low[phrase.first] == "you" or line.at(i - 1) in ("so", "so-called"):
        return True
    return (
        entry.lemma in ("call", "dub", "label", "name")
        and line.low[phrase.first] in ("a", "an", "one")
        and (line.low[i].endswith("ed"))
    )


def _left_phrase(line: Line, k: int, earlier: list[Report]) -> tuple[Phrase | None, bool]:
    """The subject that ends at `k`; whether it is one shared with a verb before ("and said")."""
    low = line.at(k)
    if low in ("and", "but", "then", "or") or low == "," and line.at(k - 1) in ("and", "but"):
        if earlier and earlier[-1].phrase:
            return _teller(earlier) or earlier[-1].phrase, True
        return main(line), True
    if k < 0:
        return None, False
    phrase = left_of(line, k)
    if phrase and line.at(phrase.first - 1) in g.PREPOSITIONS and not line.named(k) and "and" in line.low[:k]:
        return (earlier[-1].phrase if earlier else main(line)), True
    return phrase, False


def _may_invert(line: Line, k: int) -> bool:
    return (
        k < 0
        or line.quoted(k)
        or line.w[k] in (",", "?", "!", "…", ".", *g.DASHES)
        or line.low[k] in ("as", "so")
    )


def _names_alone(line: Line, k: int, at: int) -> bool:
    """Whether nothing but who said it follows: "from Ely, Ohio, on Monday, said Ann Gray, a nurse." """
    phrase = right_of(line, at) if line.w[k] == "," else None
    if not phrase or not any(line.named(i) for i in range(phrase.first, phrase.core)):
        return False
    after_it = line.at(phrase.end + 1)
    goes_on = after_it in g.AUXILIARY | g.PASTS or after_it.endswith("ed")
    return line.at(phrase.end) in ("", ".", ";") or line.at(phrase.end) == "," and not goes_on


def _inverted(line: Line, i: int, k: int, cue: Piece, phrase: Phrase) -> Report | None:
    """After its words ("…," said Ann Gray), or before them ("Said Ann Gray: …")."""
    pieces: list[Piece] = []
    if k >= 0 and line.low[k] not in ("as", "so"):
        left = before(line, k)
        if left:
            pieces.append(left)
    right = _resumed(line, phrase.end)
    if right:
        pieces.append(right)
    return (
        Report(phrase, cue, tuple(pieces), after(line, phrase.end, None).via, strong=True)
        if pieces or i
        else None
    )


def _resumed(line: Line, at: int) -> Piece | None:
    """The words that go on after "said Ann Gray," in the same sentence."""
    while at < line.n and not line.quoted(at):
        at += 1
    if at < line.n and (
        line.low[at - 1] in g.PREPOSITIONS | g.ARTICLES or line.low[at - 1] in ("and", "called", "titled")
    ):
        return None
    return Piece(at, clause_end(line, at)) if at < line.n else None


def _pieces(line: Line, phrase: Phrase, entry: Cue, content: Content, *, shared: bool) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    first = phrase.first
    as_clause = line.at(first - 1) == "as"
    edge = first - 2 if as_clause else first - 1
    closes = edge >= 0 and (line.quoted(edge) or line.w[edge] in (",", "—", "–", "--", "?", "!"))
    if closes and not line.quoted(edge) and line.low[phrase.end - 1] == "who" and phrase.end > phrase.core:
        # "Ann Gray, a nurse who told nobody, said so": an aside, after which her own sentence goes on.
        closes = False
        content = Content(via=content.via) if content.after_comma and not content.quoted else content
    left = None
    if (
        "q" in entry.flags
        and closes
        and not shared
        and (line.quoted(edge) or content.piece is None or content.after_comma)
    ):
        left = before(line, edge)
        if left and line.quoted(edge):
            left = _without_program(line, left, edge, content)
    if as_clause and content.after_comma and content.piece and left is None:
        return (content.piece,)
    if as_clause and content.piece is None and content.comma is not None and left is None:
        left = Piece(content.comma + 1, clause_end(line, content.comma + 1))
    if left:
        pieces.append(left)
    if left and line.quoted(edge) and not content.after_comma and not content.colon:
        return (left,)
    if content.piece and (left or not content.after_comma or content.quoted):
        pieces.append(content.piece)
    return tuple(piece for piece in pieces if piece.end > piece.first)


def _without_program(line: Line, left: Piece, edge: int, content: Content) -> Piece | None:
    """Less what stands before the marks in "Asked about “the wall,” he said", "On “Today,” he said"."""
    if edge == left.first:
        return left
    first = line.low[left.first]
    before_it = line.low[edge - 1]
    if content.piece and not content.after_comma and not content.quoted:
        return None
    if first in g.PREPOSITIONS or first in ("asked", "speaking", "wednesday") or first in g.WEEKDAYS:
        return Piece(edge, edge + 1) if before_it in (",", ":") else None
    return left


def _participle(line: Line, i: int, start: int, entry: Cue, earlier: list[Report]) -> Report | None:
    k = start - 1
    before_it = line.at(k)
    if before_it in g.ARTICLES or (before_it in _NOT_OURS and entry.lemma != "say") or line.possessive(k):
        return None
    phrase = None
    if k >= 0 and line.w[k] not in (",", "—", "–", "(") and before_it not in _BEFORE_NO_VERB:
        phrase = _host(line, k, entry)
    if phrase is None:
        phrase = _teller(earlier) or main(line)
    if phrase is None or phrase.first <= i < phrase.end or _silent(line, phrase, i, entry):
        return None
    cue = Piece(i, i + (2 if entry.particle else 1))
    content = after(line, cue.end, entry)
    pieces = (content.piece,) if content.piece and not (content.after_comma and not content.quoted) else ()
    strong = "q" in entry.flags
    return Report(phrase, cue, pieces, content.via, strong, rule="participle") if pieces else None


def _teller(earlier: list[Report]) -> Phrase | None:
    """The last speaker so far whose cue does not itself stand in what another one reports."""
    for report in reversed(earlier):
        held = any(p.first <= report.cue.first < p.end for r in earlier if r is not report for p in r.pieces)
        if report.phrase and not held:
            return report.phrase
    return None


def _host(line: Line, k: int, entry: Cue) -> Phrase | None:
    """The phrase right before a participle that says so itself: "a poll showing", "with many saying"."""
    phrase = left_of(line, k)
    if not phrase:
        return None
    if line.named(k) and not line.possessive(k):
        first = k
        while first > phrase.first and (line.name[first - 1] == line.name[k] or line.capital(first - 1)):
            first -= 1
        if line.at(first - 1) in g.PREPOSITIONS:
            return Phrase(first, k + 1, k + 1)
    if line.at(phrase.first - 1) == "with" or entry.lemma in (
        "show",
        "find",
        "suggest",
        "indicate",
        "call",
        "claim",
        "say",
    ):
        return phrase
    return None
