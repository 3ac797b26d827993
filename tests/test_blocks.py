"""Answers as Slack messages: within Slack's limits, and every shown line is a story's own."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsbot.answer import Answer, Cite, Item, Section
from newsbot.model import Span
from newsbot.slackfacts import problems, weight
from newsbot.surfaces.blocks import (
    CSV,
    EACH,
    MORE,
    POST,
    SENTENCES,
    SETTINGS,
    WATCH,
    WRONG,
    cited,
    escape,
    message,
    note,
    words_only,
)
from newsbot.surfaces.drawing import draw, thread

NASTY = (
    "<!channel> and <@U012AB3CD> said *this* `that` _those_ & ~more~",
    "رئيس الوزراء قال 5,000 شخص",
    "\u202eturned around\u2066",
    "\u2069 closes what it did not open",
    "<https://example.org|click> :tada: @here",
)


def cite(**fields: Any) -> Cite:
    given = {
        "story": "s1",
        "origin": "/stories/s1.txt",
        "source": "Coast Wire",
        "publisher": "Coast Wire",
        "named_by": "text",
        "headline": "Ferry talks resume",
        "published": None,
        "stage": None,
        "url": None,
        "start": 0,
        "end": 40,
    }
    return Cite(**{**given, **fields})


def item(
    text: str, *, show: Span | None = None, lead: str | None = None, label: str | None = None, **fields: Any
) -> Item:
    return Item(text=text, cite=cite(end=len(text), **fields), show=show, lead=lead, label=label)


def answer(*sections: Section, line: str = "figures ferry", **fields: Any) -> Answer:
    return Answer(
        kind="answer", line=line, title="Figures: ferry", note="2 stories", sections=sections, **fields
    )


def rows(block: Any) -> list[list[dict[str, Any]]]:
    """The lines of a rich text block, each a list of runs."""
    lines: list[list[dict[str, Any]]] = [[]]
    for section in block["elements"] if block["type"] == "rich_text" else []:
        for run in section["elements"]:
            if run == {"type": "text", "text": "\n"}:
                lines.append([])
            else:
                lines[-1].append(run)
    return lines if lines != [[]] else []


def runs(payload: Any) -> list[dict[str, Any]]:
    """Every run of text in the rich text of a payload, in order, line breaks left out."""
    return [run for block in payload["blocks"] for row in rows(block) for run in row]


def buttons(payload: Any) -> dict[str, dict[str, Any]]:
    return {
        button["action_id"]: {"label": button["text"]["text"], **json.loads(button["value"])}
        for block in payload["blocks"]
        if block["type"] == "actions"
        for button in block["elements"]
    }


def every_page(of: Answer) -> list[dict[str, Any]]:
    pages = [message(of, postable=True)]
    while more := buttons(pages[-1]).get(MORE):
        pages.append(message(of, page=more["page"]))
    return pages


letters = st.text(max_size=60)
anything = st.one_of(
    letters, st.sampled_from(NASTY), st.text(min_size=200, max_size=700), st.just("long " * 700)
)
maybe = st.none() | anything
items = st.builds(
    lambda text, lead, label, source, stage, url: item(
        text or "x", lead=lead, label=label, source=source or "Coast Wire", stage=stage, url=url
    ),
    anything,
    maybe,
    maybe,
    letters,
    st.sampled_from([None, "preview", "after"]),
    st.none() | letters | st.just("https://news.example.org/ferry"),
)
uncited = st.builds(lambda text, lead, label: Item(text=text, lead=lead, label=label), anything, maybe, maybe)
sections = st.builds(
    lambda heading, found, verdict, said, more: Section(
        heading=heading, items=tuple(found), verdict=verdict, note=said, more=more
    ),
    anything,
    st.lists(items | uncited, max_size=12),
    st.sampled_from(["SAME", "DIFFER", "ONE SOURCE", None]),
    maybe,
    st.integers(0, 400),
)
answers = st.builds(
    lambda kind, line, title, matched, found, said, following: Answer(
        kind=kind,
        line=line,
        title=title,
        matched=matched,
        sections=tuple(found),
        note=said,
        next=tuple(following),
    ),
    st.sampled_from(["answer", "nothing", "clarify", "error"]),
    st.one_of(st.sampled_from(["digest", "who Rudman", "figures ferry"]), anything),
    anything,
    maybe,
    st.lists(sections, max_size=30),
    maybe,
    st.lists(anything, max_size=30),
)
unhurried = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@given(answers)
@unhurried
def test_whatever_the_answer_slack_takes_every_message(of: Answer) -> None:
    for page in every_page(of):
        assert problems(page) == ()
        assert problems({**page, "ts": "1.1"}) == ()  # an update takes less text
    assert problems(message(of, asker="U1", late=True)) == ()
    for part in note(of, late=True):
        assert problems(part) == ()


@given(answers)
@unhurried
def test_whatever_the_answer_every_story_line_is_shown_once_and_literally(of: Answer) -> None:
    drawn = [draw(of), *(thread(of) or [draw(of, skip_first_screen=True)])]
    words = [
        line.words
        for part in drawn
        for block in part.blocks
        for line in block.lines
        if line.cite and line.words
    ]
    shown = [run["text"] for page in every_page(of) for run in runs(page) if run["type"] == "text"]
    room = 5_000  # a longer one is said to be too long
    lost = [word for word in words if len(word) < room and word not in shown]
    if len(of.line) < 900:  # a longer line may be too long for a button; what it would open is counted
        assert lost == []
    assert not lost or "also: " in json.dumps(every_page(of)[-1]["blocks"])
    posted = [run["text"] for part in note(of) for run in runs(part) if run["type"] == "text"]
    assert [word for word in words if len(word) < room and word not in posted] == []


@given(answers)
@unhurried
def test_no_story_line_stands_without_its_source(of: Answer) -> None:
    labels = {part.source for section in of.sections for item in section.items if (part := item.cite)}
    words = {item.text for section in of.sections for item in section.items if item.cite}
    ours = {item.text for section in of.sections for item in section.items if not item.cite}
    for page in every_page(of):
        for block in page["blocks"]:
            lines = rows(block)
            first = "".join(run["text"] for run in lines[0]) if lines else ""
            for row in filter(None, lines):
                front, *rest = row[0]["text"], *row[1:]
                if {run["text"] for run in rest if "style" not in run} & (words - ours):
                    assert any(label in front for label in labels) or any(label in first for label in labels)


@pytest.mark.parametrize("words", NASTY)
def test_a_storys_words_are_never_parsed(words: str) -> None:
    payload = message(answer(Section(heading="FERRY", items=(item(words),))))
    run = next(run for run in runs(payload) if run["text"] == words)
    assert run == {"type": "text", "text": words}  # no style, no link
    assert {found["type"] for found in runs(payload)} == {"text"}
    for marked in ("<!", "<@", "<http"):
        assert marked not in payload["text"]
    assert escape(words) in payload["text"]
    assert payload["mrkdwn"] is False


def test_words_from_right_to_left_turn_nothing_of_ours_around() -> None:
    for words in ("شخص 5,000", "\u202eback", "\u2069\u2069out", "\u2067in"):
        row = runs(message(answer(Section(heading="FERRY", items=(item(words),)))))
        at = next(n for n, run in enumerate(row) if run["text"] == words)
        before, after = row[at - 1]["text"], row[at + 1]["text"]
        depth = before.count("\u2068")
        for c in words:
            depth += (c in "\u2066\u2067\u2068") - (c == "\u2069")
            assert depth >= 1  # never out of the isolation
        assert depth == after.count("\u2069")


def test_words_from_left_to_right_get_no_marks() -> None:
    row = runs(message(answer(Section(heading="FERRY", items=(item("500 people"),)))))
    assert [run["text"] for run in row[-3:]] == ["Coast Wire", "  ", "500 people"]


def test_ours_is_bold_or_grey_and_theirs_is_plain() -> None:
    shown = message(
        answer(Section(heading="FERRY", verdict="ONE SOURCE", items=(item("500 people", label="reported"),)))
    )
    styles = {run["text"]: run.get("style") for run in runs(shown)}
    assert styles["Figures: ferry"] == {"bold": True}
    assert styles["FERRY · ONE SOURCE"] == {"bold": True}
    assert styles["Coast Wire"] == {"bold": True}
    assert styles["500 people"] is None
    assert styles["reported"] == {"italic": True}
    assert {
        "type": "context",
        "elements": [{"type": "plain_text", "text": "2 stories", "emoji": False}],
    } in shown["blocks"]


def test_a_section_is_one_block() -> None:
    shown = message(
        answer(
            Section(heading="A", items=(item("one"), item("two"))),
            Section(heading="B", items=(item("three"),)),
        )
    )
    assert [block["type"] for block in shown["blocks"]] == [
        *["rich_text", "context", "rich_text", "rich_text"],
        "actions",
    ]


def test_the_source_label_is_the_link_to_the_story() -> None:
    linked = item("500 people", url="https://news.example.org/ferry", stage="preview", lead="Ada Rudman")
    row = runs(message(answer(Section(heading="FERRY", items=(linked,)))))
    assert row[-4:-2] == [
        {
            "type": "link",
            "url": "https://news.example.org/ferry",
            "text": "Coast Wire, preview",
            "style": {"bold": True},
        },
        {"type": "text", "text": " · Ada Rudman", "style": {"bold": True}},
    ]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https://a b", "file:///etc/passwd", "https://" + "a" * 3000]
)
def test_what_is_no_address_is_no_link(url: str) -> None:
    row = runs(message(answer(Section(heading="FERRY", items=(item("500 people", url=url),)))))
    assert {run["type"] for run in row} == {"text"}


def test_the_lock_screen_line_comes_first_in_plain_text() -> None:
    found = answer(Section(heading="FERRY", items=(item("500 people", label="reported"),)))
    assert message(found)["text"].splitlines() == [
        draw(found).lock_screen,
        "Figures: ferry",
        "2 stories",
        "FERRY",
        "Coast Wire: 500 people (reported)",
    ]


def test_more_counts_the_lines_that_it_opens() -> None:
    found = answer(Section(heading="FERRY", items=tuple(item(f"{n} people") for n in range(30))))
    first = message(found)
    shown = [run for run in runs(first) if run["text"].endswith("people")]
    assert buttons(first)[MORE] == {"label": f"More {30 - len(shown)}", "line": "figures ferry", "page": 1}
    second = message(found, page=1)
    assert len([run for run in runs(second) if run["text"].endswith("people")]) == 30 - len(shown)
    assert MORE not in buttons(second)
    assert any(run["text"] == "FERRY" for run in runs(second))


def test_a_line_too_long_for_a_button_leaves_a_count() -> None:
    found = answer(
        Section(heading="FERRY", items=tuple(item(f"{n} people") for n in range(30))),
        line="find " + "x" * 2000,
    )
    shown = message(found)
    assert buttons(shown) == {}
    left = 30 - len([run for run in runs(shown) if run["text"].endswith("people")])
    assert f"also: {left} lines" in json.dumps(shown["blocks"])


def test_lines_that_only_the_archive_holds_are_counted_in_words() -> None:
    shown = message(answer(Section(heading="FERRY", items=(item("500 people"),), more=40)))
    assert "also: 40 lines" in json.dumps(shown["blocks"])
    assert MORE not in buttons(shown)


def test_a_line_that_many_sources_have_names_them_all() -> None:
    names = [f"Coast Wire {n:03}" for n in range(60)]
    shown = message(
        answer(Section(heading="OFFICE", items=tuple(item("harbour master", source=name) for name in names)))
    )
    assert all(name in json.dumps(shown["blocks"]) for name in names)
    assert all(name in shown["text"] for name in names)


def test_only_buttons_that_work_are_drawn() -> None:
    found = answer(
        Section(heading="FERRY", items=(item("500 people"),)), next=("who Ada Rudman", "all sources")
    )
    assert list(buttons(message(found))) == [SENTENCES, WATCH, CSV, WRONG, "ask-0", "ask-1"]
    assert list(buttons(message(found, postable=True))) == [
        SENTENCES,
        WATCH,
        CSV,
        POST,
        WRONG,
        "ask-0",
        "ask-1",
    ]
    assert buttons(message(found))["ask-0"] == {"label": "who Ada Rudman", "line": "who Ada Rudman"}
    assert buttons(message(replace(found, next=(), sections=()))) == {}


def test_what_asks_back_or_cannot_be_read_is_not_for_the_channel() -> None:
    for kind in ("clarify", "error"):
        found = Answer(kind=kind, line="who x", title="source: stands alone", next=("who Ada Rudman",))
        assert POST not in buttons(message(found, postable=True))
    assert message(found)["text"] == "source: stands alone", "said once"


def test_a_line_that_two_sources_share_cites_both() -> None:
    same = (item("harbour master", source="Coast Wire"), item("harbour master", source="Hill Post"))
    found = answer(Section(heading="OFFICE", items=same))
    assert cited(found) == same


def test_each_page_cites_what_it_shows() -> None:
    found = answer(Section(heading="FERRY", items=tuple(item(f"{n} people") for n in range(40))))
    assert [one.text for one in cited(found)][:2] == ["0 people", "1 people"]
    assert {one.text for page in (0, 1) for one in cited(found, page=page)} == {
        f"{n} people" for n in range(40)
    }


def test_a_posted_answer_says_who_asked_what() -> None:
    shown = message(answer(Section(heading="FERRY", items=(item("500 people"),))), asker="U7")
    assert runs(shown)[:2] == [
        {"type": "user", "user_id": "U7"},
        {"type": "text", "text": " · figures ferry"},
    ]


def test_a_heading_with_nothing_under_it_is_shown() -> None:
    shown = message(answer(Section(heading="OTHERS ON Ada Rudman", note="nothing found")))
    assert [run["text"] for run in runs(shown)[1:]] == ["OTHERS ON Ada Rudman", "  ", "nothing found"]


def test_a_late_note_says_so_in_its_first_line() -> None:
    found = Answer(kind="answer", line="digest", title="Morning note", sections=())
    first = runs(note(found, late=True)[0])
    assert [run["text"] for run in first] == ["Morning note", "  ", "late"]


def test_a_note_goes_on_in_its_thread_one_message_for_each_source() -> None:
    found = Answer(
        kind="answer",
        line="digest",
        title="Morning note",
        sections=(
            Section(heading="CHECK", items=tuple(item(f"{n} people") for n in range(40))),
            Section(heading="Coast Wire", items=(item("a"), item("b"))),
            Section(heading="Hill Post", items=(item("c", source="Hill Post"),)),
        ),
    )
    top, *replies = note(found)
    assert [runs(reply)[0]["text"] for reply in replies] == ["Coast Wire", "Hill Post", "CHECK"]
    assert list(buttons(top)) == [EACH, SENTENCES, CSV, SETTINGS]
    shown = [run["text"] for run in [*runs(top), *runs(replies[-1])] if run["text"].endswith("people")]
    assert shown == [f"{n} people" for n in range(40)]


def test_a_line_that_no_message_can_hold_is_not_cut_but_told() -> None:
    shown = message(answer(Section(heading="FERRY", items=(item("x" * 9_500), item("500 people")))))
    assert "1 lines too long for Slack" in json.dumps(shown["blocks"])
    assert "xx" not in json.dumps(shown)
    assert "500 people" in json.dumps(shown)


def test_a_very_long_screen_goes_over_to_the_next_page_whole() -> None:
    found = answer(Section(heading="FERRY", items=tuple(item(f"{n} " + "word " * 300) for n in range(11))))
    pages = every_page(found)
    assert len(pages) == 3
    assert all(weight(page["blocks"]) <= 9_000 for page in pages)
    shown = [run["text"] for page in pages for run in runs(page) if "word" in run["text"]]
    assert [text.split()[0] for text in shown] == [str(n) for n in range(11)]


def test_a_word_of_ours_alone_is_a_message_too() -> None:
    assert problems(words_only("Something went wrong here. Reference: 7f3a")) == ()
