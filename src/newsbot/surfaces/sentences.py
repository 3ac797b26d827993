"""The modal behind Sentences: one cited line after another, each in its story."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from newsbot.answer import Item
from newsbot.model import SetAside, Span, Story
from newsbot.slackfacts import limits
from newsbot.surfaces.drawing import Line
from newsbot.surfaces.rich import (
    Payload,
    as_json,
    button,
    cut,
    label,
    link,
    rich,
    row,
    runs,
    small,
    text,
    words,
)

BACK, ON, PICK = "sentences-back", "sentences-on", "sentences-pick"  # action ids

_AROUND = 1_500  # characters of a paragraph on either side of the marked words
_SET_ASIDE = 30  # lines; a page has some ten, a whole site's menu is cut short
_PICKS = limits.OPTIONS


def view(at: Mapping[str, Any], items: Sequence[Item], n: int, story: Story) -> Payload:
    """The n-th of these items in its story. `at` is what the buttons ask again."""
    item = items[n]
    return {
        "type": "modal",
        "callback_id": "sentences",
        "title": label("Sentences"),
        "close": label("Close"),
        "private_metadata": as_json(at),
        "blocks": [*_pager(items, n), *_story(story), *_passage(story, item), *_furniture(story.set_aside)],
    }


def gone(said: str) -> Payload:
    """The modal when there is nothing to show in it any more."""
    return {
        "type": "modal",
        "title": label("Sentences"),
        "close": label("Close"),
        "blocks": [rich([[text(said)]])],
    }


def marked(item: Item) -> Span:
    """The words that are marked: the clause that the screen shows, else all of the item."""
    assert item.cite
    return item.show or Span(item.cite.start, item.cite.end)


def paragraph(story: Story, span: Span) -> Span:
    """The paragraph of the story that holds these words, within their zone."""
    zone = next((z for z in story.zones if z.start <= span.start and span.end <= z.end), None)
    low, high = (zone.start, zone.end) if zone else (0, len(story.text))
    before = story.text.rfind("\n\n", low, span.start)
    after = story.text.find("\n\n", span.end, high)
    return Span(low if before < 0 else before + 2, high if after < 0 else after)


def _pager(items: Sequence[Item], n: int) -> list[Payload]:
    """Which of them this is, and the way to the others."""
    if len(items) == 1:
        return []
    picks = [_pick(at, item) for at, item in enumerate(items[:_PICKS])]
    buttons = [
        button("Previous", BACK, {"n": n - 1}) if n else None,
        button("Next", ON, {"n": n + 1}) if n + 1 < len(items) else None,
    ]
    chooser: dict[str, Any] = {"type": "static_select", "action_id": PICK, "options": picks}
    if n < len(picks):
        chooser["initial_option"] = picks[n]
    return [{**row(chooser, *filter(None, buttons))[0], "block_id": f"pager-{n}"}]


def _pick(at: int, item: Item) -> Payload:
    assert item.cite
    said = f"{at + 1} · " + " · ".join(part for part in (item.cite.source, item.lead) if part)
    return {"text": label(cut(said, high=limits.OPTION_TEXT)), "value": str(at)}


def _story(story: Story) -> list[Payload]:
    """Headline, where the story comes from and how that is known, when, and where it stands."""
    known = [story.source.evidence, story.published or "date not given", story.stage]
    made = [rich([words(story.headline)])] if story.headline else []
    made.append(rich([[link(story.url, story.source.label)]]))
    made.append(small(" · ".join(part for part in known if part)))
    return [*made, small(story.url)] if story.url else made


def _passage(story: Story, item: Item) -> list[Payload]:
    """The paragraph; a bar stands beside the marked words, which no style touches."""
    span = marked(item)
    around = paragraph(story, span)
    before = story.text[max(around.start, span.start - _AROUND) : span.start]
    after = story.text[span.end : min(around.end, span.end + _AROUND)]
    parts = [
        _part(
            "rich_text_section", before.rstrip(), first="… " if span.start - _AROUND > around.start else ""
        ),
        _part("rich_text_quote", story.text[span.start : span.end]),
        _part("rich_text_section", after.lstrip(), last=" …" if span.end + _AROUND < around.end else ""),
    ]
    heading = Line(bold=item.lead, grey=item.label)
    front = [rich([runs(heading)])] if heading.bold or heading.grey else []
    return [{"type": "divider"}, *front, {"type": "rich_text", "elements": [part for part in parts if part]}]


def _part(kind: str, theirs: str, *, first: str = "", last: str = "") -> Payload | None:
    """Words of the story, in runs that Slack takes; what is left out of a long paragraph is told by dots
    of ours."""
    if not theirs:
        return None
    pieces = [theirs[at : at + limits.SECTION_TEXT] for at in range(0, len(theirs), limits.SECTION_TEXT)]
    made = [run for piece in pieces for run in words(piece)]
    front = [text(first, italic=True)] if first else []
    return {"type": kind, "elements": [*front, *made, *([text(last, italic=True)] if last else [])]}


def _furniture(lines: Sequence[SetAside]) -> list[Payload]:
    """The lines of the source that are no part of the story, and the rule that set each aside."""
    if not lines:
        return []
    shown = [line for line in lines if line.text.strip()][:_SET_ASIDE]
    rows = [runs(Line(words=cut(line.text, high=limits.OPTION_VALUE), grey=line.rule)) for line in shown]
    over = [small(f"also: {len(lines) - len(shown)} lines")] if len(shown) < len(lines) else []
    return [{"type": "divider"}, rich([[text("SET ASIDE", bold=True)], *rows]), *over]
