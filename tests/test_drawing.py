"""Answers as drawn lines, and as text in a terminal."""

import io

from hypothesis import given
from hypothesis import strategies as st

from newsbot.answer import Answer, Cite, Item, Section
from newsbot.model import Span
from newsbot.surfaces.console import Paper, render, rest, talk
from newsbot.surfaces.drawing import draw, thread


def cite(text: str, source: str = "Harbour Post", stage: str | None = None) -> Cite:
    return Cite(
        story="s1", origin="s1.txt", source=source, publisher=source, named_by="text", headline="Ferries stop",
        published=None, stage=stage, url=None, start=10, end=10 + len(text),
    )  # fmt: skip


def line(text: str, source: str = "Harbour Post", **given_: object) -> Item:
    return Item(text=text, cite=cite(text, source), **given_)  # type: ignore[arg-type]


def answer(*sections: Section, asked: str = "find ferry") -> Answer:
    return Answer(kind="answer", line=asked, title="Ferry", sections=sections, note="2 stories")


def words(drawing: object) -> list[str | None]:
    return [drawn.words for block in drawing.blocks for drawn in block.lines]  # type: ignore[attr-defined]


def test_the_source_stands_bold_before_its_words_and_the_label_grey_behind() -> None:
    drawn = draw(answer(Section(heading="SAID", items=(line("“We stop.”", label="part quote"),)))).blocks[0]
    assert (drawn.lines[0].bold, drawn.lines[0].words, drawn.lines[0].grey) == (
        "Harbour Post",
        "“We stop.”",
        "part quote",
    )


def test_a_story_told_before_the_event_is_marked() -> None:
    item = Item(text="They will stop.", cite=cite("They will stop.", stage="preview"))
    assert (
        draw(answer(Section(heading="SAID", items=(item,)))).blocks[0].lines[0].bold
        == "Harbour Post, preview"
    )


def test_only_the_clause_that_the_desk_chose_is_shown() -> None:
    item = line("Ferries stop today, officials said.", show=Span(10, 28))
    assert words(draw(answer(Section(heading="X", items=(item,))))) == ["Ferries stop today"]


def test_neighbours_with_the_same_words_become_one_line_that_names_all_sources() -> None:
    items = (line("Mayor", "Post"), line("Mayor", "Echo"), line("Mayor", "Echo"))
    drawn = draw(answer(Section(heading="OFFICE", verdict="SAME", items=items))).blocks[0]
    assert [(at.bold, at.words) for at in drawn.lines] == [("Post, Echo (2)", "Mayor")]


def test_several_sources_with_a_reason_and_no_verdict_stand_side_by_side() -> None:
    section = Section(heading="PEOPLE", note="2 measures", items=(line("a", "Post"), line("b", "Echo")))
    heading = draw(answer(section)).blocks[0].heading
    assert heading is not None
    assert (heading.bold, heading.grey) == ("PEOPLE · SIDE BY SIDE", "2 measures")


def test_a_section_headed_by_its_source_does_not_repeat_it() -> None:
    drawn = draw(answer(Section(heading="Harbour Post", items=(line("Ferries stop.", lead="Lena Ortiz"),))))
    assert drawn.blocks[0].lines[0].bold == "Lena Ortiz"


def test_the_first_screen_has_twelve_lines_and_more_counts_the_others() -> None:
    drawing = draw(answer(Section(heading="X", items=tuple(line(f"line {n}") for n in range(20)), more=5)))
    drawn = len(drawing.head) + sum(1 + len(block.lines) for block in drawing.blocks)
    assert drawn == 11  # the twelfth is the row of buttons
    assert drawing.more == 20 - 8 + 5


def test_the_first_screen_and_more_together_show_every_line_once() -> None:
    whole = answer(
        *(Section(heading=str(k), items=tuple(line(f"{k} {n}") for n in range(7))) for k in range(4))
    )
    shown = [*words(draw(whole)), *words(draw(whole, skip_first_screen=True))]
    assert sorted(filter(None, shown)) == [f"{k} {n}" for k in range(4) for n in range(7)]


def test_a_note_puts_the_sections_of_each_source_into_its_thread() -> None:
    note = answer(
        Section(heading="1", items=(line("Ferries stop."),)),
        Section(heading="Harbour Post", items=(line("Crews wait."),)),
        asked="digest",
    )
    assert words(draw(note)) == ["Ferries stop."]
    assert [words(part) for part in thread(note)] == [["Crews wait."]]


@given(st.lists(st.integers(0, 30), max_size=8), st.integers(3, 30))
def test_no_line_is_lost_between_the_screens(sizes: list[int], lines: int) -> None:
    whole = answer(
        *(Section(heading="h", items=tuple(line(f"{k}.{n}") for n in range(s))) for k, s in enumerate(sizes))
    )
    first, after = draw(whole, lines=lines), draw(whole, lines=lines, skip_first_screen=True)
    assert len(words(first)) + len(words(after)) == sum(sizes)
    assert first.more == len(words(after))


def test_a_terminal_shows_ours_bold_and_theirs_plain() -> None:
    text = render(
        answer(Section(heading="SAID", items=(line("Ferries stop."),))), Paper(width=60, colour=True)
    )
    assert "\x1b[1mHarbour Post\x1b[0m  Ferries stop." in text


def test_a_pipe_gets_no_codes_and_lines_fit_the_width() -> None:
    text = render(answer(Section(heading="SAID", items=(line("ferry " * 60),))), Paper(width=40))
    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) <= 40


def test_a_terminal_obeys_nothing_that_a_story_says() -> None:
    text = render(
        answer(Section(heading="SAID", items=(line("red \x1b[31malert\x07 \u202etxet"),))), Paper(colour=True)
    )
    assert "\x1b[31m" not in text
    assert "\x07" not in text
    assert "\u202e" not in text


def test_more_is_a_line_to_type() -> None:
    asked = []

    def ask(text: str, then: str | None) -> Answer:
        asked.append((text, then))
        return answer(Section(heading="X", items=tuple(line(f"line {n}") for n in range(20))))

    out = io.StringIO()
    talk(ask, ["find ferry\n", "more\n", "\n", "and crews?\n"], out, on=Paper())
    assert "line 19" in out.getvalue()
    assert asked == [("find ferry", None), ("and crews?", "find ferry")]


def test_nothing_stands_behind_more_when_all_was_shown() -> None:
    assert rest(answer(Section(heading="X", items=(line("one"),))), Paper()) == ""


def test_a_long_list_leaves_the_next_sections_two_lines_each() -> None:
    office = Section(heading="OFFICE", items=tuple(line(f"office {n}", f"Paper {n}") for n in range(9)))
    own = Section(heading="SAID", items=tuple(line(f"words {n}") for n in range(4)))
    drawing = draw(answer(office, own, asked="who Ada Brenner"))
    assert [len(block.lines) for block in drawing.blocks] == [5, 2]
    assert drawing.more == 6
    behind = draw(answer(office, own, asked="who Ada Brenner"), skip_first_screen=True)
    assert sorted([*words(drawing), *words(behind)]) == sorted(
        item.text for item in (*office.items, *own.items)
    )
