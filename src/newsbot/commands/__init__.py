"""The commands, in the order of help, and `ask`: a line of words in, an Answer out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from newsbot import names
from newsbot.answer import Answer
from newsbot.commands import (
    compare,
    dates,
    digest,
    figures,
    find,
    help,
    new,
    nothing,
    quotes,
    sources,
    story,
    timeline,
    watch,
    who,
)
from newsbot.commands import line as grammar
from newsbot.commands.follow import follow, is_follow_up
from newsbot.commands.help import examples
from newsbot.commands.line import Ask, Line, parse
from newsbot.commands.person import resolve
from newsbot.commands.question import asks_date, content, is_question, read
from newsbot.errors import LineError
from newsbot.model import Filter
from newsbot.store import Archive
from newsbot.text import fold, words

__all__ = ["COMMANDS", "Command", "ask", "examples", "is_identity"]

IDENTITY = ("same", "apart", "undo")  # who is one person and who is not, which the desk keeps
_NO_ROWS = ("export", "watch", "watches", "unwatch", "help", *IDENTITY)  # nothing of these is a file


@dataclass(frozen=True, kw_only=True, slots=True)
class Command:
    """One word that begins a line, and what answers it. `example` runs on any archive."""

    name: str
    usage: str
    summary: str
    example: str
    answer: Callable[[Ask], Answer]


def _help(ask: Ask) -> Answer:
    return help.answer(ask, COMMANDS)


def _export(ask: Ask) -> Answer:
    """The answer to the rest of the line, for a door that hands it over as a file."""
    rest = _rest(parse(ask.line))
    if not rest.words and not rest.phrases:
        lines = tuple(f"export {line}" for line in examples(ask.archive))
        return Answer(kind="clarify", line=ask.line, title=ask.line, next=lines or ("help",))
    if not rest.words or fold(rest.words[0]) not in _NO_ROWS:
        answer = _asked(rest, ask.archive, ask.now, None)
        return replace(answer, line=f"export {answer.line}")
    raise LineError(f"{rest} gives no lines to export; write export figures border")


def _who_is_who(ask: Ask) -> Answer:
    """Kept by the desk, with who said it; here nobody tells."""
    raise LineError(f"{ask.line}: nothing tells who says so; ask the desk")


COMMANDS: tuple[Command, ...] = (
    Command(
        name="who",
        usage="who NAME|OFFICE",
        summary="a person: office, own words, spellings, what others say, each by source",
        example="who Mayorkas",
        answer=who.answer,
    ),
    Command(
        name="figures",
        usage="figures TOPIC",
        summary="every number on a topic: hedge, unit, period, who says it, side by side",
        example="figures border",
        answer=figures.answer,
    ),
    Command(
        name="quotes",
        usage="quotes NAME|ROLE|TOPIC",
        summary="what was said, direct words first",
        example="quotes Blinken",
        answer=quotes.answer,
    ),
    Command(
        name="find",
        usage="find WORDS",
        summary="the sentences that bear on some words",
        example="find caravan",
        answer=find.answer,
    ),
    Command(
        name="digest",
        usage="digest [TOPIC]",
        summary="the morning note: what each source says, where they differ",
        example="digest",
        answer=digest.answer,
    ),
    Command(
        name="compare",
        usage="compare TOPIC",
        summary="what each source says on a topic, a row a source",
        example="compare border",
        answer=compare.answer,
    ),
    Command(
        name="timeline",
        usage="timeline TOPIC|NAME",
        summary="story by story in the order of publication, as far as dates are given",
        example="timeline border",
        answer=timeline.answer,
    ),
    Command(
        name="new",
        usage="new [TOPIC]",
        summary="what was loaded since the answer before, the channel's last note, or a day ago",
        example="new",
        answer=new.answer,
    ),
    Command(
        name="watch",
        usage='watch figures TOPIC|who NAME|"WORDS"',
        summary="tell this channel when a new figure, quote or named origin appears",
        example="watch figures border",
        answer=watch.answer,
    ),
    Command(
        name="watches",
        usage="watches",
        summary="what this channel watches, and what fired lately",
        example="watches",
        answer=watch.answer,
    ),
    Command(
        name="unwatch",
        usage="unwatch N|LINE",
        summary="watch it no longer",
        example="unwatch",
        answer=watch.answer,
    ),
    Command(
        name="same",
        usage="same NAME = NAME",
        summary="two names are one person's; alone, a list of what was said of names",
        example="same",
        answer=_who_is_who,
    ),
    Command(
        name="apart",
        usage="apart NAME = NAME",
        summary="two people, though their names might be one person's",
        example="apart",
        answer=_who_is_who,
    ),
    Command(
        name="undo",
        usage="undo same|apart NAME = NAME",
        summary="what was said of two names holds no longer",
        example="undo",
        answer=_who_is_who,
    ),
    Command(
        name="export",
        usage="export LINE",
        summary="the answer to a line as CSV, with the offsets of each line in its story",
        example="export figures border",
        answer=_export,
    ),
    Command(
        name="story",
        usage="story ID",
        summary="one story as it was read, and where it comes from",
        example="story",
        answer=story.answer,
    ),
    Command(
        name="sources",
        usage="sources",
        summary="who the stories come from, and how that is known",
        example="sources",
        answer=sources.answer,
    ),
    Command(
        name="help",
        usage="help [questions|filters]",
        summary="the commands, how questions are read, the filters",
        example="help",
        answer=_help,
    ),
)
_BY_NAME = {command.name: command for command in COMMANDS}
LONGEST, MOST_WORDS = 2000, 40  # of a line; more words took minutes to look for and never meant more
_SAME_AS = {"summary": "digest", "quote": "quotes"}
_OFFICE = 5  # words of an office that is asked for by itself
_SLIP = 0.75  # how alike a mistyped command is to the one that was meant: a letter of four, two of eight
_SMALL = {
    "quotes": ("by", "from", "of", "on", "about"), "figures": ("on", "for", "of", "about"),
    "digest": ("on", "about"), "compare": ("on", "about"), "timeline": ("of", "on", "about"), "new": ("on", "about"),
}  # fmt: skip
_GREETINGS = (
    "hello",
    "hi",
    "hey",
    "thanks",
    "thank you",
    "what can you do",
    "what do you do",
    "how does this work",
)
_NEW_PLACES = frozenset(
    "york yorker yorkers hampshire jersey mexico orleans zealand delhi england guinea haven brunswick caledonia south "
    "year's years testament deal".split()
)  # "new York" is no news of York


def ask(text: str, archive: Archive, *, now: datetime, then: str | None = None) -> Answer:
    """The answer to a line as typed at any door; never raises for what a person may type.

    `then` is the canonical line of the answer before in the thread.
    """
    line = parse(text[:LONGEST])
    try:
        _look_over(text, line)
        return _asked(line, archive, now, parse(then) if then else None)
    except LineError as error:
        return Answer(kind="error", line=str(line), title=str(error), next=("help", "help filters"))


def _look_over(text: str, line: Line) -> None:
    """A pasted page is no question."""
    words = len(line.topic.split())
    if len(text) > LONGEST:
        raise LineError(
            f"a line has {LONGEST:,} characters at most, this one {len(text):,}; ask with fewer words"
        )
    if words > MOST_WORDS:
        raise LineError(f"a line has {MOST_WORDS} words at most, this one {words}; ask with fewer")


def _asked(line: Line, archive: Archive, now: datetime, before: Line | None) -> Answer:
    if command := _command(line, archive):
        rest = _rest(line)
        return _run(command, _spoken_of(rest, archive) if command.name == "quotes" else rest, archive, now)
    if before and before.words[:1] == ("export",):
        before = _rest(before)
    if before and before.words and (meant := follow(line, before, archive)):
        answer = _asked(meant.line, archive, now, None)
        return replace(answer, next=(*meant.others, *answer.next))
    if is_follow_up(line):
        return _asks_back(line, archive)
    return _free(line, archive, now, before)


def _free(line: Line, archive: Archive, now: datetime, before: Line | None) -> Answer:
    """A question or bare words, with nothing taken from the answer before."""
    if asks_date(line):
        within = replace(before or line, words=line.words)
        return replace(dates.answer(grammar.ask(within, "", archive, now=now)), line=str(within))
    if not words(line.topic) and not line.filters:
        return _unread(line, archive)
    if fold(line.topic).rstrip("?!. ") in _GREETINGS:
        return _run(_BY_NAME["help"], Line(), archive, now)
    if command := _mistyped(line, archive):
        return _run(command, _rest(line), archive, now)
    if name := _bare_name(line, archive):
        return _run(_BY_NAME["who"], replace(line, words=tuple(name.split()), phrases=()), archive, now)
    if asked := read(line, archive):
        return _asked(asked, archive, now, None)
    return _unread(line, archive) if is_question(line) else _bare(line, archive, now)


def _unread(line: Line, archive: Archive) -> Answer:
    """A question of which no rule makes a line."""
    return Answer(
        kind="nothing", line=str(line), title=line.topic, note=nothing.FOUND, next=examples(archive)
    )


def _command(line: Line, archive: Archive) -> Command | None:
    """The command that the first word names; "who" before a verb begins a question."""
    if not line.words:
        return _BY_NAME["find" if line.filters else "help"] if not line.phrases else None
    first = fold(line.words[0]).rstrip(":,")
    name = _SAME_AS.get(first, first)
    if (name == "who" and _asks_who(line, archive)) or (name in IDENTITY and not is_identity(line)):
        return None
    if name == "new" and fold(" ".join(line.words[1:2])).rstrip("?!.") in _NEW_PLACES:
        return None
    return _BY_NAME.get(name)


def _mistyped(line: Line, archive: Archive) -> Command | None:
    """The command that the first word nearly is, where no story has that word."""
    first = fold(line.words[0]).rstrip(":,") if line.words else ""
    slip = 3 <= len(first) <= 10 and first.isalpha() and first not in _BY_NAME
    if not slip or archive.search([first], Filter(), limit=1):
        return None
    near = [name for name in names.likest(first, list(_BY_NAME)) if names.near(first, [name]) >= _SLIP]
    return _BY_NAME[near[0]] if near else None


def is_identity(line: Line) -> bool:
    """Whether the line says who is who, or asks what was said; "same day registration" does not."""
    if not line.words or fold(line.words[0]) not in IDENTITY:
        return False
    return len(line.words) + len(line.phrases) == 1 or "=" in " ".join(line.words)


def _asks_who(line: Line, archive: Archive) -> bool:
    """ "who attended the meeting?", "who says 10,000?": a verb follows, and no name is meant."""
    rest = line.words[1:]
    if not rest or rest[0][:1].isupper() or not _is_verb(fold(rest[0]).rstrip("?!.")):
        return False
    if line.phrases:
        return True  # who said "never again"?
    return not resolve(" ".join(rest), archive).exact or not resolve(" ".join(rest), archive).people


def _is_verb(word: str) -> bool:
    return word in _VERBS or (len(word) > 4 and word.endswith(("ed", "n't", "n’t")))


_VERBS = frozenset(
    "is was are were has have had does did do can could will would should may might must says said say told tells "
    "thinks thought wants wanted knows knew met meets went goes came comes made makes won wins lost loses leads led "
    "runs ran took takes gave gives saw sees spoke speaks wrote writes paid pays bought sold built fought died lives "
    "holds held heads becomes became attended attends joins signs supports opposes denies confirms reports claims "
    "got gets left leaves began begins else first".split()
)


def _rest(line: Line) -> Line:
    """The line without its command; "quotes by Blinken" and "figures on jobs" read without the small word."""
    rest = line.words[1:]
    small = _SMALL.get(fold(line.words[0]).rstrip(":,"), ()) if len(rest) > 1 else ()
    return replace(line, words=rest[1:] if rest and fold(rest[0]) in small else rest)


def _spoken_of(rest: Line, archive: Archive) -> Line:
    """ "quotes by Cruz about Trump": what Cruz said of Trump."""
    at = next((n for n, word in enumerate(rest.words) if fold(word) in ("about", "on", "regarding")), 0)
    name, topic = " ".join(rest.words[:at]), rest.words[at + 1 :]
    if not name or not topic or "by" in rest.filters:
        return rest
    found = resolve(name, archive)
    if not found.people or not found.exact:
        return rest
    return replace(rest, words=content(" ".join(topic)) or topic).having(by=name)


def _run(command: Command, rest: Line, archive: Archive, now: datetime) -> Answer:
    return command.answer(grammar.ask(rest, command.name, archive, now=now))


def _bare_name(line: Line, archive: Archive) -> str | None:
    """The line, if it is a person's name and nothing else ("Will Smith" is no question)."""
    name = line.topic.rstrip("?!. ")
    if not 0 < len(name.split()) <= 5:
        return None
    found = resolve(name, archive)
    return name if found.people and found.exact else None


def _bare(line: Line, archive: Archive, now: datetime) -> Answer:
    """Words that are no name mean `find`; what finds nothing gets examples."""
    plain = tuple(word for w in line.words if (word := w.rstrip("?!.")))
    if _misspelt(plain, line, archive):
        return _run(_BY_NAME["who"], replace(line, words=plain), archive, now)
    answer = _run(_BY_NAME["find"], replace(line, words=plain), archive, now)
    if answer.kind != "nothing":
        held = len(plain) <= _OFFICE and who.is_office(words(line.topic), archive)
        return replace(answer, next=(f"who {line.topic}", *answer.next)) if held else answer
    offered = dict.fromkeys([*answer.next, *examples(archive)])
    return replace(answer, title=line.topic or str(line), next=tuple(offered))


def _misspelt(plain: Sequence[str], line: Line, archive: Archive) -> bool:
    """A name of two words or three that no story has, and nearly one that some have: "Elizabeth Waren"."""
    if line.phrases or not 2 <= len(plain) <= 3 or archive.search(words(" ".join(plain)), Filter(), limit=1):
        return False
    return len(resolve(" ".join(plain), archive).people) == 1


def _asks_back(line: Line, archive: Archive) -> Answer:
    """A follow-up with nothing before it."""
    return Answer(
        kind="clarify",
        line=str(line),
        title=line.topic,
        note=nothing.FOUND,
        next=examples(archive),
    )
