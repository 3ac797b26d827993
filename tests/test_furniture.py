"""Furniture falls, and lines of a story that look like it stay."""

from __future__ import annotations

import re

import pytest

from newsbot.readers import furniture, plain

RULES = [pytest.param(rule, id=f"{i} {rule.name}") for i, rule in enumerate(furniture.rules())]


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_takes_its_examples_and_leaves_what_looks_alike(rule: furniture.Rule) -> None:
    assert rule.examples
    assert rule.keeps
    for line in rule.examples:
        taken = furniture.rule(line, top=rule.where == "top")
        assert taken is not None, line
        assert taken.name == rule.name, line
    for line in rule.keeps:
        assert furniture.rule(line, top=True) is None, line


@pytest.mark.parametrize("rule", RULES)
def test_no_rule_has_an_unbounded_quantifier(rule: furniture.Rule) -> None:
    bare = re.sub(r"\\.|\[(?:\\.|[^\]])*\]", "_", rule.pattern)
    assert not re.search(r"[^(]?[*+]", bare)


STORY_LINES = [
    "Read more books, the minister said.",
    "Follow us on this journey",
    "Share prices rose 3%",
    "Share prices rose 3 percent on Friday after the bank’s chief resigned.",
    "Subscribe to the theory or not, the ice is melting.",
    "Advertisement of the post had been unlawful, the court held.",
    "Related offences carried up to nine years in prison.",
    "Cookies were sold for $4 at the school fair.",
    "We use cookies as bait, the trapper told the court.",
    "Photo of the author’s mother, found in a drawer, led police to him.",
    "Recommended: two doses, given two weeks apart.",
    "Home is 40 miles away > and she walks.",
    "Comments on the ruling came from 12 governors.",
    "1 of 5 Britons skips meals, a charity says.",
    "By Friday the water had reached the second floor.",
    "Reporting by the two papers led to nine arrests.",
    "Research by Oxford University suggests that one adult in three skips meals.",
    "“Sign up for our army,” the poster said.",
    "Click, and the mine goes off.",
    "More from the state is needed.",
    "Topics range from rent to war.",
    "Credit rating agencies cut Ghana’s debt to junk.",
    "Image matters, the mayor found.",
    "Correction facilities hold 9,000 people.",
    "Source of the leak: a junior clerk, police believe.",
    "Print journalists were barred.",
    "Live rounds were fired into the crowd.",
    "Search teams found three more bodies.",
    "Next year the fee doubles.",
    "This story has no heroes.",
    "Get the vaccine into your village, doctors begged.",
    "Updated figures will come on Monday.",
    "Ann Lee is a teacher from Hull whose son was on the boat.",
]


@pytest.mark.parametrize("line", STORY_LINES)
def test_a_line_of_a_story_that_looks_like_furniture_stays_in_it(line: str) -> None:
    page = f"A headline about a harbour\n\nThe harbour was closed on Monday, officials said.\n\n{line}\n\nIt opened again on Tuesday, officials said.\n"
    story = plain.story(page, origin="/x.txt")
    assert line in story.text
    assert story.set_aside == ()


def test_related_links_fall_with_their_names_and_numbers() -> None:
    page = (
        "A headline\n\nThe harbour was closed on Monday, officials said.\n\nRelated Posts\n\n"
        "Governor Ann Lee fined $4 million\n\nWhy 9 in 10 sailors quit\n\n2 hours ago\n"
    )
    story = plain.story(page, origin="/x.txt")
    assert story.text == "A headline\n\nThe harbour was closed on Monday, officials said."
    assert [s.rule for s in story.set_aside] == [
        "related stories",
        "related stories",
        "related stories",
        "relative time",
    ]


def test_related_links_in_the_middle_do_not_take_the_paragraphs_after_them() -> None:
    page = (
        "A headline\n\nThe harbour was closed on Monday, officials said.\n\nRelated Articles\n"
        "Governor Ann Lee fined $4 million\nWhy 9 in 10 sailors quit\n\nA subheading of the story\n\n"
        "The ferries were full for the rest of the week, according to the harbour master.\n"
    )
    story = plain.story(page, origin="/x.txt")
    assert "Ann Lee" not in story.text
    assert "A subheading of the story\n\nThe ferries were full" in story.text


def test_a_teaser_that_touches_its_link_falls_with_it() -> None:
    page = (
        "A headline\n\nThe harbour was closed on Monday, officials said.\n\nYou may also like\n\n"
        "Governor fined\nAnn Lee must pay $4 million, the highest court ruled after nine years of hearings on Monday.\n\n"
        "Sailors quit\nNine in ten have left, and the navy has no money to replace the ones who are still on board.\n"
    )
    assert plain.story(page, origin="/x.txt").text.endswith("officials said.")


def test_readers_comments_fall_to_the_end_of_the_page() -> None:
    page = (
        "A headline\n\nThe harbour was closed on Monday, officials said.\n\n2 Comments\n\n"
        "Joe K on March 3, 2024 at 7:45 pm\n\nThe mayor, Ann Lee, took 5 million dollars and everybody knows it.\n"
    )
    story = plain.story(page, origin="/x.txt")
    assert "Ann Lee" not in story.text
    assert story.set_aside[-1].rule == "readers' comments"


def test_a_comment_link_above_the_story_takes_nothing_with_it() -> None:
    page = "A headline\n\nLeave a Comment\n\nThe harbour was closed on Monday, officials said.\n"
    assert plain.story(page, origin="/x.txt").text.endswith("officials said.")


def test_an_author_box_falls_when_it_opens_with_the_byline() -> None:
    page = (
        "A headline\n\nBy Ann Lee\n\nThe harbour was closed on Monday, officials said.\n\n"
        "Ann Lee is a reporter who has covered ports for nine years.\n"
    )
    story = plain.story(page, origin="/x.txt")
    assert [(s.line, s.rule) for s in story.set_aside] == [(7, "author box")]


def test_a_sentence_about_somebody_else_at_the_end_stays() -> None:
    page = "A headline\n\nBy Ann Lee\n\nThe harbour was closed on Monday.\n\nBo Ek is a sailor who lost his boat in it.\n"
    assert plain.story(page, origin="/x.txt").text.endswith("who lost his boat in it.")


def test_a_removed_line_splits_the_zone_it_stood_in() -> None:
    page = "A headline\n\nOne came on Monday.\n\nTwo came on Tuesday.\n\nAdvertisement\n\nThree came on Friday.\n"
    story = plain.story(page, origin="/x.txt")
    cut = [(zone.kind, story.text[zone.start : zone.end]) for zone in story.zones]
    assert cut == [
        ("headline", "A headline"),
        ("body", "One came on Monday.\n\nTwo came on Tuesday."),
        ("body", "Three came on Friday."),
    ]


def test_a_line_of_a_million_letters_is_asked_no_pattern() -> None:
    assert furniture.rule("Read more: " + "a " * 500_000) is None
