"""An Answer as Slack messages: rich text, which Slack never parses, and a row of buttons.

Whatever the answer, a message stays within Slack's limits: whole lines go over to the next page,
never a part of one, so that no words lose their source.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from newsbot.answer import Answer, Item
from newsbot.slackfacts import limits, weight
from newsbot.surfaces import tables
from newsbot.surfaces.charts import Chart, charts
from newsbot.surfaces.drawing import SCREEN, Block, Drawing, Line, by_each, by_source, draw, is_note, mark
from newsbot.surfaces.follow_ups import follow_ups
from newsbot.surfaces.rich import (
    OURS,
    Payload,
    as_json,
    bold,
    button,
    cut,
    escape,
    length,
    rich,
    row,
    runs,
    small,
    text,
)
from newsbot.surfaces.tables import Kind

__all__ = [
    "ASK",
    "EACH",
    "MORE",
    "POST",
    "SENTENCES",
    "Payload",
    "behind",
    "cited",
    "escape",
    "message",
    "note",
    "plain",
    "words_only",
]

# Action ids; a follow-up's is ask-0, ask-1, …
MORE, SENTENCES, CSV, POST, WRONG, ASK = "more", "sentences", "csv", "post", "wrong", "ask"
WATCH, EACH, SETTINGS = "watch", "each-source", "settings"

_BLOCKS = limits.MESSAGE_BLOCKS - 6  # asker, title, echo, two counts, buttons
_CHARS = limits.BUDGET - 2_400  # the same six, at most
_CATEGORIES = 1_000  # of two charts, at most; `weight` counts their labels once
_TEXT = 3_000  # of plain text; chat.update takes 4,000


class Page(NamedTuple):
    """The sections of one message."""

    blocks: tuple[Block, ...]

    @property
    def lines(self) -> int:
        return sum(len(block.lines) for block in self.blocks)

    @property
    def items(self) -> tuple[Item, ...]:
        """Those that carry words of a story."""
        return tuple(
            item for block in self.blocks for line in block.lines for item in line.items if item.cite
        )


class _Pages(NamedTuple):
    pages: tuple[Page, ...]
    too_long: int  # lines that no message can hold


def message(
    answer: Answer,
    *,
    page: int = 0,
    asker: str | None = None,
    postable: bool = False,
    late: bool = False,
    table: Kind | None = None,
    charted: bool = False,
    given: str = "",
) -> Payload:
    """One message of an answer: the first screen, or with `page` 1, 2, … what stands behind More.

    `asker` is a user id: who had this answer posted for all to see. `postable` draws the button that
    does it. `late` marks a note that could not be posted in time. A page past the end is the last.
    `table` draws all figures as a table first behind More, where they make one; `charted` before it a
    chart of those that three sources or more have. `given` is the key that this answer is kept under.
    """
    drawing = draw(answer)
    pages, too_long = _pages(answer, drawing)
    page = min(page, len(pages) - 1)
    after = sum(later.lines for later in pages[page + 1 :])
    settings = is_note(answer) and page == 0
    buttons = _buttons(
        answer,
        pages[page],
        more=after,
        page=page,
        postable=postable,
        threaded=settings,
        settings=settings,
        given=given,
    )
    head = _late(drawing.head) if late else drawing.head
    opening = [_asked(asker, answer.line)] if asker else []
    rest = _uncounted(answer, too_long) if page == len(pages) - 1 else _unopened(buttons, after)
    sections = _sections(pages[page].blocks)
    shown, listed = _at_a_glance(answer, sections, table, charted=charted) if page == 1 else ((), [])
    pictures = [block for chart in shown for block in chart.blocks]
    body = [*opening, *_head(head if page == 0 else ()), *pictures, *listed, *sections]
    said = [cut(drawing.lock_screen, high=OURS)] if page == 0 else []
    said += [plain(line) for chart in shown for line in chart.lines]
    lines = [*(head if page == 0 else ()), *_drawn(pages[page].blocks), *rest]
    return _payload([*said, *map(plain, lines)], [*body, *_head(rest), *buttons])


def cited(answer: Answer, *, page: int = 0, short: bool = False, marks: str = "") -> tuple[Item, ...]:
    """The items of stories that this page of the answer, or of a short note, shows, in its order; with the `marks` of
    those that a message showed these, as far as the answer still has them."""
    by_mark = {mark(item): item for section in answer.sections for item in section.items if item.cite}
    still = [by_mark[one] for one in marks.split() if one in by_mark]
    if still:
        return tuple(still)
    pages, _ = _pages(answer, draw(answer, lines=SCREEN if short else None))
    return pages[min(page, len(pages) - 1)].items


def behind(answer: Answer, *, short: bool = False) -> tuple[list[Payload], ...]:
    """The blocks of all that stands behind the first screen of an answer, or of a short note, in as few pages as it
    takes: of a note each source, and the rest."""
    (_, *pages), too_long = _pages(answer, draw(answer, lines=SCREEN if short else None))
    rest = _head(_uncounted(answer, too_long))
    made = [_sections(page.blocks) for page in pages]
    return (*made[:-1], [*made[-1], *rest]) if made else ()


def note(answer: Answer, *, late: bool = False, short: bool = False, given: str = "") -> tuple[Payload, ...]:
    """A scheduled answer: the message for the channel, then those for its thread, in order: one for
    each source, and the rest. A `short` one leaves more to the thread. `given` is the key that the answer is kept
    under."""
    drawing = draw(answer, lines=SCREEN if short else None)
    shown, too_long = _fill(drawing.blocks)
    behind = [_fill(blocks) for blocks in _behind(answer, drawing)]
    pages = [page for pages in (shown[1:], *(filled.pages for filled in behind)) for page in pages]
    too_long += sum(filled.too_long for filled in behind)
    top = _top(
        answer, shown[0] if shown else Page(()), late=late, threaded=bool(pages), short=short, given=given
    )
    replies = [_payload([*map(plain, _drawn(page.blocks))], _sections(page.blocks)) for page in pages]
    rest = _uncounted(answer, too_long)
    return (top, *replies, *([_payload([*map(plain, rest)], _head(rest))] if rest else ()))


def greeting(examples: Sequence[str], *, slash: str) -> Payload:
    """What the bot says when it meets a channel: three lines of ours, and lines that have an answer as buttons."""
    first = examples[0] if examples else "help"
    told = [
        f"Every line of an answer is a story's own words, with its source. {slash} help lists the commands.",
        f"{slash} {first} answers you alone; @newsbot {first} answers in a thread, where you can ask on.",
        f"{slash} digest at 07:00 weekdays posts a morning note here. newsbot speaks only when asked.",
    ]
    buttons = [button(line, f"{ASK}-{n}", {"line": line}) for n, line in enumerate(examples)]
    return _payload(told, [rich([[text(said)] for said in told]), *row(*buttons)])


def words_only(said: str) -> Payload:
    """A short message of ours alone: a refusal, an apology."""
    return _payload([said], [rich([[text(cut(said, high=limits.SECTION_TEXT))]])])


def plain(line: Line) -> str:
    """A drawn line as plain text, for notifications and screen readers."""
    front, grey = bold(line), cut(line.grey or "", high=OURS)
    back = f" ({grey})" if grey and (front or line.words) else grey
    front = f"{front}: " if front and line.words else front
    return f"{front}{line.words or ''}{back}"


def _top(answer: Answer, shown: Page, *, late: bool, threaded: bool, short: bool, given: str) -> Payload:
    """A note's message in the channel; what its More would open stands in its thread."""
    drawing = draw(answer)
    head = _late(drawing.head) if late else drawing.head
    said = [cut(drawing.lock_screen, high=OURS), *map(plain, (*head, *_drawn(shown.blocks)))]
    buttons = _buttons(
        answer,
        shown,
        more=0,
        page=0,
        postable=False,
        threaded=threaded,
        settings=True,
        short=short,
        given=given,
    )
    return _payload(said, [*_head(head), *_sections(shown.blocks), *buttons])


def _behind(answer: Answer, drawing: Drawing) -> tuple[tuple[Block, ...], ...]:
    """What the first screen leaves out; of a note each source, then the rest."""
    return (*(each.blocks for each in by_each(answer)), *((drawing.rest,) if drawing.rest else ()))


def _pages(answer: Answer, drawing: Drawing) -> _Pages:
    """The first screen, and all the rest in as few messages as it takes; at least one page."""
    shown, too_long = _fill(drawing.blocks)
    over = [block for page in shown[1:] for block in page.blocks]
    rest = [block for blocks in _behind(answer, drawing) for block in blocks]
    later, also_too_long = _fill([*over, *rest])
    return _Pages((*(shown[:1] or (Page(()),)), *later), too_long + also_too_long)


def _fill(blocks: Iterable[Block]) -> _Pages:
    """Sections into pages that Slack takes; one that goes over to the next page keeps its heading."""
    pages: list[list[tuple[Line | None, list[Line]]]] = []
    room = too_long = 0
    for block in blocks:
        heading = block.heading if block.lines else None
        headed = _cost(heading) if heading else 0
        fresh = True  # this section has no line on the page yet
        for line in block.lines or _only(block.heading):
            cost = _cost(line)
            if cost + headed > _CHARS:
                too_long += 1
                continue
            if not pages or cost + headed > room or (fresh and len(pages[-1]) == _BLOCKS):
                pages.append([])
                room, fresh = _CHARS, True
            if fresh:
                pages[-1].append((heading, []))
                room -= headed
            room -= cost
            pages[-1][-1][1].append(line)
            fresh = False
    return _Pages(tuple(_page(page) for page in pages), too_long)


def _page(sections: Iterable[tuple[Line | None, Sequence[Line]]]) -> Page:
    return Page(tuple(Block(heading, tuple(lines)) for heading, lines in sections))


def _only(heading: Line | None) -> tuple[Line, ...]:
    """A heading that stands for itself: "nothing found"."""
    return (heading,) if heading else ()


def _cost(line: Line) -> int:
    return length(line) + 1  # its line break


def _uncounted(answer: Answer, too_long: int) -> tuple[Line, ...]:
    """What this answer has and no message shows."""
    beyond = sum(section.more for section in answer.sections)
    told = (Line(grey=f"also: {beyond} lines"),) if beyond else ()
    return (*told, Line(grey=f"{too_long} lines too long for Slack")) if too_long else told


def _unopened(buttons: Sequence[Payload], after: int) -> tuple[Line, ...]:
    """What nothing opens, because the line to ask again is too long for a button."""
    drawn = {element["action_id"] for row in buttons for element in row["elements"]}
    return () if drawn & {MORE, EACH} else (Line(grey=f"also: {after} lines"),)


def _late(head: Sequence[Line]) -> tuple[Line, ...]:
    first, *others = head or (Line(),)
    return (replace(first, grey=" · ".join(part for part in (first.grey, "late") if part)), *others)


def _drawn(blocks: Iterable[Block]) -> Iterable[Line]:
    for block in blocks:
        if block.heading:
            yield block.heading
        yield from block.lines


def _head(lines: Iterable[Line]) -> list[Payload]:
    """The title in bold; grey lines of ours small, in a block that is not parsed either."""
    made = []
    for line in lines:
        if line.bold or line.words:
            made.append(rich([runs(line)]))
        elif line.grey:
            made.append(small(line.grey))
    return made


def _at_a_glance(
    answer: Answer, sections: list[Payload], table: Kind | None, *, charted: bool
) -> tuple[tuple[Chart, ...], list[Payload]]:
    """The charts and the table that stand before a page's sections, if they are asked for and have room."""
    if answer.line.split(" ", 1)[0] != "figures":
        return (), []
    made = tables.overview(table, answer) if table else None
    listed = [made] if made and _fits([made, *sections]) else []
    drawn = charts(answer) if charted else ()
    pictures = [block for chart in drawn for block in chart.blocks]
    return (drawn if _fits([*pictures, *listed, *sections], spare=_CATEGORIES) else ()), listed


def _fits(blocks: Sequence[Payload], *, spare: int = 0) -> bool:
    return weight(blocks) <= _CHARS - spare and len(blocks) <= _BLOCKS


def _sections(blocks: Iterable[Block]) -> list[Payload]:
    """One block a section, so that a phone never folds one in the middle."""
    rows = [[runs(line) for line in _drawn([block])] for block in blocks]
    return [rich([line for line in section if line]) for section in rows if any(section)]


def _asked(user: str, line: str) -> Payload:
    return rich([[{"type": "user", "user_id": user}, text(f" · {cut(line, high=OURS)}")]])


def _buttons(
    answer: Answer,
    shown: Page,
    *,
    more: int,
    page: int,
    postable: bool,
    threaded: bool = False,
    settings: bool = False,
    short: bool = False,
    given: str = "",
) -> list[Payload]:
    """In the order that never changes; then lines to send. What a `threaded` note's More would open is what its
    thread has."""
    line = {"line": answer.line, **({"given": given} if given else {})}
    size = {"short": True} if short else {}
    these = _these(shown.items, {**line, "page": page, **size})
    each = threaded and any(by_source(section) for section in answer.sections)
    drawn = [
        button("Thread: each source", EACH, {**line, **size}) if each else None,
        button(f"More {more}", MORE, {**line, "page": page + 1}) if more and not each else None,
        button("Sentences", SENTENCES, these) if shown.items else None,
        button("Watch", WATCH, {"line": f"watch {answer.line}"})
        if page == 0 and shown.items and _watchable(answer)
        else None,
        button("CSV", CSV, line) if page == 0 and shown.items and _counts(answer) else None,
        button("Post to channel", POST, line) if postable and answer.kind in {"answer", "nothing"} else None,
        button("Not right", WRONG, these) if shown.items and not is_note(answer) else None,
        button("Settings", SETTINGS, {}) if settings else None,
        *(_lines_to_send(answer) if page == 0 else ()),
    ]
    return row(*filter(None, drawn))


def _these(items: Sequence[Item], at: Mapping[str, Any]) -> Mapping[str, Any]:
    """The place of a page with the marks of its lines, by which they are found again when the archive has changed;
    without them if a button cannot hold them."""
    marked = {**at, "marks": " ".join(mark(item) for item in items)}
    return marked if len(as_json(marked)) <= limits.BUTTON_VALUE else at


def _counts(answer: Answer) -> bool:
    """Whether the answer may hold figures, which belong in a sheet, or was asked for as one."""
    return answer.line.split(" ", 1)[0] in {"figures", "digest", "export", "watches"}


def _watchable(answer: Answer) -> bool:
    """Whether the answer is on a person or a topic, which a channel can watch."""
    command, _, topic = answer.line.partition(" ")
    return answer.kind == "answer" and command in {"who", "figures"} and bool(topic)


def _lines_to_send(answer: Answer) -> list[Payload]:
    return [button(said, f"{ASK}-{n}", {"line": line}) for n, (said, line) in enumerate(follow_ups(answer))]


def _payload(said: Sequence[str], blocks: list[Payload]) -> Payload:
    return {
        "text": _fallback(said) or "newsbot",
        "blocks": blocks,
        "mrkdwn": False,  # the text is plain; asterisks stay asterisks
        "unfurl_links": False,
        "unfurl_media": False,
    }


def _fallback(said: Sequence[str]) -> str:
    """As many whole lines as plain text may have, and how many are left; a title once."""
    lines = [escape(line) for n, line in enumerate(said) if line and line not in said[max(n - 1, 0) : n]]
    taken: list[str] = []
    for line in lines:
        if sum(map(len, taken)) + len(taken) + len(line) > _TEXT:
            return "\n".join([*taken, f"also: {len(lines) - len(taken)} lines"])
        taken.append(line)
    return "\n".join(taken)
