"""Behind Sentences: every line of an answer in its story, in the real bot, by both ways in."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsbot.answer import Cite, Item
from newsbot.model import SetAside, Source, Span, Story, Zone
from newsbot.slackfacts import problems
from newsbot.surfaces import sentences
from newsbot.surfaces.blocks import SENTENCES
from newsbot.workspace import Workspace
from newsroom import PATIENCE_S, Bot, app_manifest, button, strings


@pytest.fixture
def manifest() -> dict[str, Any]:
    return app_manifest()


def quoted(view: Any) -> str:
    """The words that have a bar beside them."""
    parts = [part for block in view["blocks"] if block["type"] == "rich_text" for part in block["elements"]]
    runs = [run for part in parts if part["type"] == "rich_text_quote" for run in part["elements"]]
    assert all("style" not in run for run in runs), "no style touches a story's words"
    return "".join(run["text"] for run in runs)


def shows(view: Any, *words: str) -> bool:
    shown = " ".join(strings(view["blocks"]))
    return all(word in shown for word in words)


async def test_a_line_is_marked_in_its_story(workspace: Workspace, bot: Bot) -> None:
    person = workspace.user("U1")
    answer = await (await person.command("/figures", "passengers", channel="C1")).answer(within=PATIENCE_S)
    view = await (await person.press(answer, SENTENCES)).view(within=PATIENCE_S)
    assert (
        problems({key: view[key] for key in ("type", "title", "close", "blocks", "private_metadata")}) == ()
    )
    assert "passengers" in quoted(view)
    assert shows(view, "2026-03-03")


async def test_the_lines_are_paged_through_and_picked(workspace: Workspace, bot: Bot) -> None:
    person = workspace.user("U1")
    answer = await (await person.command("/figures", "passengers", channel="C1")).answer(within=PATIENCE_S)
    first = await (await person.press(answer, SENTENCES)).view(within=PATIENCE_S)

    def now_shown() -> Any:
        return workspace.state.views[first["id"]]

    await person.press_in(first, sentences.ON)
    await workspace.until(lambda: quoted(now_shown()) != quoted(first), within=PATIENCE_S)
    second = now_shown()
    assert quoted(second)
    await person.press_in(second, sentences.BACK)
    await workspace.until(lambda: quoted(now_shown()) == quoted(first), within=PATIENCE_S)
    chosen = {"text": {"type": "plain_text", "text": "2"}, "value": "1"}
    await person.press_in(now_shown(), sentences.PICK, selected_option=chosen)
    await workspace.until(lambda: quoted(now_shown()) == quoted(second), within=PATIENCE_S)


async def test_what_opens_too_late_is_said(
    workspace: Workspace, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = workspace.user("U1")
    answer = await (await person.command("/figures", "passengers", channel="C1")).answer(within=PATIENCE_S)
    monkeypatch.setattr("newsbot.workspace.state.TRIGGER_S", -1.0)
    said = await (await person.press(answer, SENTENCES)).answer(within=PATIENCE_S)
    assert "took too long" in said.text
    assert said.only_for == "U1"


async def test_every_answer_that_cites_has_the_button_and_no_other(workspace: Workspace, bot: Bot) -> None:
    person = workspace.user("U1")
    for line in ("who Okafor", "quotes Okafor", "find ferry", "digest"):
        answer = await (await person.command("/news", line, channel="C1")).answer(within=PATIENCE_S)
        assert button(answer, "Sentences")
    for line in ("help", "who Zebulon Quark"):
        answer = await (await person.command("/news", line, channel="C1")).answer(within=PATIENCE_S)
        with pytest.raises(LookupError):
            button(answer, "Sentences")


async def test_words_of_a_story_call_nobody_in_a_modal_either(workspace: Workspace, bot: Bot) -> None:
    person = workspace.user("U1")
    answer = await (await person.command("/news", "quotes Vance", channel="C1")).answer(within=PATIENCE_S)
    view = await (await person.press(answer, SENTENCES)).view(within=PATIENCE_S)
    assert shows(view, "<!channel>")
    assert not [part for part in view["blocks"] if "mrkdwn" in str(part)]


TEXT = "A headline\n\nThe first paragraph says little. It has two sentences.\n\nThe last one."
STORY = Story(
    id="s1",
    origin="/stories/s1.txt",
    source=Source(label="Coast Wire", evidence="credit line “coastwire”; site not named"),
    headline="A headline",
    text=TEXT,
    zones=(Zone("headline", 0, 10), Zone("body", 12, len(TEXT))),
    set_aside=(SetAside(7, "Share this story", "share"), SetAside(9, "", "blank")),
)


def cited(start: int, end: int, story: Story = STORY, show: Span | None = None) -> Item:
    source = story.source.label
    cite = Cite(
        story=story.id, origin=story.origin, source=source, publisher=source, named_by="text", stage=None,
        headline=story.headline, published=None, url=None, start=start, end=end,
    )  # fmt: skip
    return Item(text=story.text[start:end], cite=cite, show=show)


def test_the_modal_says_where_the_story_comes_from_and_what_was_set_aside() -> None:
    start = TEXT.index("It has")
    shown = sentences.view({"line": "find two"}, [cited(start, start + 21)], 0, STORY)
    assert shows(shown, "A headline", "Coast Wire", "Share this story", "share", "SET ASIDE")
    assert shows(shown, "credit line “coastwire”; site not named · date not given")
    assert quoted(shown) == "It has two sentences."
    assert shows(shown, "The first paragraph says little."), "the paragraph stands around it"
    assert not shows(shown, "The last one.")


def test_the_clause_that_the_screen_shows_is_marked() -> None:
    start = TEXT.index("It has")
    shown = sentences.view(
        {"line": "find"}, [cited(start, start + 21, show=Span(start, start + 6))], 0, STORY
    )
    assert quoted(shown) == "It has"


@given(
    st.lists(st.text(min_size=1, max_size=4_000) | st.just("word " * 3_000), min_size=1, max_size=6),
    st.data(),
)
@settings(max_examples=50, deadline=None)
def test_whatever_the_story_slack_takes_the_modal(paragraphs: list[str], data: st.DataObject) -> None:
    text = "\n\n".join(paragraphs)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    aside = tuple(SetAside(n, each, "rule") for n, each in enumerate(paragraphs * 20))
    story = Story(
        id="s" * 300, origin="o", source=Source(label="x" * 200, evidence="y" * 3_000), headline="h" * 900,
        text=text, zones=(), set_aside=aside, url=data.draw(st.none() | st.just("https://a.example/" + "u" * 4_000)),
    )  # fmt: skip
    items = [cited(start, end, story)] * data.draw(st.integers(1, 150))
    shown = sentences.view({"line": "find x"}, items, len(items) - 1, story)
    assert problems(shown) == ()
    assert quoted(shown).replace("\u2068", "").replace("\u2069", "") == text[start:end].replace(
        "\u2068", ""
    ).replace("\u2069", "")
