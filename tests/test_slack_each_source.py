"""Thread: each source. What a note's thread holds is one tap away also where a note has none."""

from __future__ import annotations

from typing import Any

import pytest

from newsbot.answer import Answer, Cite, Item, Section
from newsbot.desk import Desk
from newsbot.slackfacts import problems
from newsbot.surfaces import each_source
from newsbot.surfaces.blocks import EACH, SETTINGS, behind, message, note
from newsbot.surfaces.note_modal import CALLBACK
from newsbot.workspace import Workspace
from newsroom import PATIENCE_S, Bot, app_manifest, strings, values
from slack_bot import labels


@pytest.fixture
def manifest() -> dict[str, Any]:
    return app_manifest()


def item(text: str, source: str) -> Item:
    cite = Cite(
        story="s1", origin="/s1.txt", source=source, publisher=None, named_by=None, headline="H",
        published=None, stage=None, url=None, start=0, end=len(text),
    )  # fmt: skip
    return Item(text=text, cite=cite)


def digest(sources: int, length: int = 40) -> Answer:
    told = tuple(
        Section(heading=f"Paper {n}", items=(item(f"{n} " + "word " * length, f"Paper {n}"),))
        for n in range(sources)
    )
    check = Section(heading="CHECK", items=tuple(item(f"{n} boats", "Paper 0") for n in range(20)))
    return Answer(kind="answer", line="digest ferry", title="Morning note", sections=(check, *told))


def test_the_pages_hold_what_the_thread_holds() -> None:
    for short in (False, True):
        _, *replies = note(digest(3), short=short)
        in_thread = [part for reply in replies for part in strings(reply["blocks"])]
        (page,) = behind(digest(3), short=short)
        assert list(strings(page)) == in_thread


def test_a_long_note_is_paged_and_slack_takes_every_page() -> None:
    found = digest(80, length=100)
    pages = behind(found)
    assert len(pages) > 1
    shown = [each_source.view({"line": "digest", "n": n}, pages, n) for n in range(len(pages))]
    assert [problems(view) for view in shown] == [()] * len(pages)
    assert [each_source.BACK in strings(view["blocks"]) for view in shown] == [False] + [True] * (
        len(shown) - 1
    )
    assert [each_source.ON in strings(view["blocks"]) for view in shown] == [True] * (len(shown) - 1) + [
        False
    ]
    told = " ".join(part for page in pages for part in strings(page))
    assert all(f"Paper {n}" in told for n in range(80))


def test_an_answer_with_no_section_of_one_source_has_no_such_button() -> None:
    assert EACH not in strings(message(digest(0))["blocks"])
    assert SETTINGS in strings(message(digest(0))["blocks"])


@pytest.mark.parametrize("by", ["command", "mention"])
async def test_a_digest_that_was_asked_for_shows_each_source_in_a_modal(
    workspace: Workspace, bot: Bot, desk: Desk, by: str
) -> None:
    person = workspace.user("U1")
    asked = (
        person.command("/news", "digest", channel="C1") if by == "command" else person.mention("C1", "digest")
    )
    answer = await (await asked).answer(within=PATIENCE_S)
    first = [label for label in labels(answer) if label[0].isupper()]
    posted = ["Post to channel"] if by == "command" else []
    assert first == ["Thread: each source", "Sentences", "CSV", *posted, "Settings"]
    view = await (await person.press(answer, EACH)).view(within=PATIENCE_S)
    told = list(strings(view["blocks"]))
    assert {"Harbour Wire", "Island Post"} <= set(told)
    texts = [story.text for head in desk.archive.every() if (story := desk.story(head.id))]
    assert any(part in text for part in told for text in texts if len(part) > 30)


async def test_settings_under_an_asked_digest_opens_the_channels_note(workspace: Workspace, bot: Bot) -> None:
    person = workspace.user("U1")
    answer = await (await person.command("/digest", "", channel="C1")).answer(within=PATIENCE_S)
    view = await (await person.press(answer, SETTINGS)).view(within=PATIENCE_S)
    assert view["callback_id"] == CALLBACK
    assert values(view)["on"]["on"]["selected_options"], "who opens it where there is no note wants one"
    assert "C1" in view["private_metadata"]
