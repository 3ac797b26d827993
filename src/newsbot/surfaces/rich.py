"""Rich text and buttons for Slack: ours bold or italic, a story's words plain and never parsed."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from newsbot.slackfacts import limits
from newsbot.surfaces.drawing import Line

Payload = dict[str, Any]

_GAP = "  "  # between the parts of a line
OURS = 300  # characters of one label of ours; a longer one (the asker's own words) is cut
_SOURCES = 2_000  # of a label that names the sources of a line


def rich(rows: Sequence[Sequence[Payload]]) -> Payload:
    """Lines in one section with line breaks between, which is how Slack's own message field sends them."""
    runs = [run for row in rows for run in (text("\n"), *row)][1:]
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": runs}]}


def small(said: str) -> Payload:
    """A grey line of ours, in a block that is not parsed either."""
    return {"type": "context", "elements": [label(cut(said, high=2 * OURS))]}


def runs(line: Line) -> list[Payload]:
    """Ours bold, theirs plain and literal in a run of its own, ours again in italics (rich text has
    no grey)."""
    made = _front(line)
    if line.words:
        gap = _GAP if made else ""
        made += words(line.words, gap=gap)
    if line.grey:
        gap = _GAP if made else ""
        made += [text(gap)] if gap else []
        made += [text(cut(line.grey, high=OURS), italic=True)]
    return made


def length(line: Line) -> int:
    """Characters of all runs of a line; counted without drawing it, for an answer counts all lines and draws few."""
    said, grey = len(bold(line)), len(cut(line.grey or "", high=OURS))
    theirs = sum(map(len, _isolation(line.words))) + len(line.words) if line.words else 0
    parts = sum(map(bool, (said, theirs, grey)))
    return said + theirs + grey + len(_GAP) * max(parts - 1, 0)


def words(theirs: str, *, gap: str = "") -> list[Payload]:
    """A story's words in a run of their own, with marks beside them where they run from right to left; at
    least one character."""
    before, after = _isolation(theirs)
    made = [text(gap + before)] if gap + before else []
    return [*made, text(theirs), *([text(after)] if after else [])]


def bold(line: Line) -> str:
    """What of ours stands in front of a line."""
    return cut(line.bold or "", high=_SOURCES if line.cite else OURS)


def link(url: str | None, said: str) -> Payload:
    """Bold words of ours, a link if the address is one that a browser opens."""
    if url and opens(url):
        return {"type": "link", "url": url, "text": said, "style": {"bold": True}}
    return text(said, bold=True)


def opens(url: str) -> bool:
    """An address that a browser opens, and nothing that only looks like one."""
    return (
        url.startswith(("https://", "http://"))
        and len(url) <= limits.BUTTON_URL
        and url.isprintable()
        and " " not in url
    )


def row(*buttons: Payload) -> list[Payload]:
    """A row of buttons, those left out whose value is longer than Slack takes; none without any."""
    fitting = [button for button in buttons if len(button.get("value", "")) <= limits.BUTTON_VALUE]
    return [{"type": "actions", "elements": fitting}] if fitting else []


def button(said: str, action: str, value: Mapping[str, Any]) -> Payload:
    """A button that sends `value` as JSON."""
    return {
        "type": "button",
        "action_id": action,
        "text": label(cut(said, high=limits.BUTTON_TEXT)),
        "value": as_json(value),
    }


def as_json(value: Mapping[str, Any]) -> str:
    """As short as JSON gets."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def label(said: str) -> Payload:
    """Plain text that Slack does not parse, emoji names included."""
    return {"type": "plain_text", "text": said, "emoji": False}


def text(said: str, **style: bool) -> Payload:
    """One run of rich text."""
    return {"type": "text", "text": said, **({"style": style} if style else {})}


def cut(said: str, *, high: int) -> str:
    """Words of ours that are too long; never a story's."""
    return said if len(said) <= high else said[: high - 1] + "…"


def escape(said: str) -> str:
    """Text that Slack parses, so that it stays what it is.

    >>> escape("<!channel> & <@U1>")
    '&lt;!channel&gt; &amp; &lt;@U1&gt;'
    """
    return said.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _front(line: Line) -> list[Payload]:
    """The label, linked to the story where it begins with the story's source."""
    if not line.bold:
        return []
    said = bold(line)
    source, dot, rest = said.partition(" · ")
    url = line.cite.url if line.cite else None
    if url and line.cite and opens(url) and source in {line.cite.source, f"{line.cite.source}, preview"}:
        return [link(url, source), *([text(dot + rest, bold=True)] if rest else [])]
    return [text(said, bold=True)]


def _isolation(theirs: str) -> tuple[str, str]:
    """Marks around words that are written from right to left, or hold marks of direction, so that they
    turn nothing of ours around; `('', '')` for all others."""
    if not _MAY_TURN.search(theirs) or _DIRECTED.isdisjoint(map(unicodedata.bidirectional, set(theirs))):
        return "", ""
    depth = lowest = 0
    for kind in map(unicodedata.bidirectional, theirs):
        depth += (kind in _OPENS) - (kind == "PDI")
        lowest = min(lowest, depth)
    return "\u2068" * (1 - lowest), "\u2069" * (1 - lowest + depth)


# Where Unicode keeps what runs from right to left, and marks of direction; most words are told by this alone.
_MAY_TURN = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_OPENS = frozenset({"LRI", "RLI", "FSI"})
_DIRECTED = _OPENS | {"R", "AL", "LRE", "RLE", "LRO", "RLO", "PDF", "PDI"}
