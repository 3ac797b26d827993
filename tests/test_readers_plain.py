"""Scraped pages become stories: headline once, zones in reading order, the source as the page has it."""

from __future__ import annotations

import doctest
import textwrap
from pathlib import Path
from types import ModuleType

import pytest

from newsbot.errors import ReadError
from newsbot.model import Repair, Story
from newsbot.readers import dateline, furniture, houses, plain, read, source
from newsbot.readers import zones as zones_of

STORIES = Path(__file__).parent / "data" / "stories"
GOLD = Path(__file__).parent / "data" / "readers" / "pages.txt"
PATHS = [*sorted(STORIES.glob("*.*")), *sorted((GOLD.parent / "pages").iterdir())]


def story(text: str) -> Story:
    return plain.story(text, origin="/desk/a.txt")


def zones(story: Story) -> list[tuple[str, str]]:
    return [(zone.kind, story.text[zone.start : zone.end]) for zone in story.zones]


def drawn(story: Story) -> str:
    """A story as a reviewer reads it: source, dates, zones with their first words, what was set aside."""
    lines = [
        f"== {Path(story.origin).name}",
        f"{story.source.label} · {story.source.publisher} · {story.source.evidence}",
    ]
    lines += [
        f"{k}: {v}" for k in ("byline", "published", "updated", "url", "status") if (v := getattr(story, k))
    ]
    for kind, words in zones(story):
        text = words.replace("\n\n", " ¶ ")
        lines.append(f"[{kind}] {text if len(text) <= 100 else text[:60] + ' … ' + text[-30:]}")
    lines += [f"-- {aside.line} {aside.rule}: {aside.text[:60]}" for aside in story.set_aside]
    return "\n".join(lines)


def test_every_page_reads_as_a_reviewer_last_agreed() -> None:
    pages = [found for path in PATHS for found in read(path)]
    assert all(isinstance(page, Story) for page in pages)
    shown = "\n\n".join(drawn(page) for page in pages if isinstance(page, Story)) + "\n"
    assert shown == GOLD.read_text(encoding="utf-8")


def test_a_page_has_its_headline_once_whatever_stands_around_it() -> None:
    page = story("320x50\n\nRain floods Hull\n\nRain floods Hull\n\nThe Humber rose by two metres.\n")
    assert page.headline == "Rain floods Hull"
    assert page.text == "Rain floods Hull\n\nThe Humber rose by two metres."
    assert [(a.line, a.rule) for a in page.set_aside] == [(1, "ad size"), (5, "headline again")]


def test_a_headline_with_the_sites_name_gives_way_to_the_one_without_and_names_the_site() -> None:
    page = story(
        "Rain floods Hull’s port | The Humber Mail\n\nRain floods Hull’s port\n\nIt rose by two metres.\n"
    )
    assert page.headline == "Rain floods Hull’s port"
    assert (page.source.label, page.source.named_by) == ("The Humber Mail", "text")


def test_a_page_that_opens_with_a_paragraph_has_no_headline_zone_and_its_first_words_stand_for_one() -> None:
    page = story(
        "HULL, England (AP) — The Humber rose by two metres on Monday, said the harbour master.\n\nIt fell."
    )
    assert [kind for kind, _ in zones(page)] == ["dateline", "body"]
    assert page.headline == "The Humber rose by two metres on Monday, said the harbour master."


@pytest.mark.parametrize(
    "below", ["3 May 2024", "BBC News", "Staff Reporter", "By Ann Lee", "ICARO Media Group"]
)
def test_a_headline_of_three_capitalised_words_is_no_byline(below: str) -> None:
    page = story(f"Rain Floods Hull\n{below}\n\nThe Humber rose by two metres on Monday.\n")
    assert page.headline == "Rain Floods Hull"


@pytest.mark.parametrize("post", ["Staff Writer", "Senior News Reporter", "Health reporter"])
def test_what_a_reporter_is_names_no_source(post: str) -> None:
    page = story(f"Rain floods Hull\nBy Ann Lee\n{post}\n\nThe Humber rose by two metres on Monday.\n")
    assert page.source.label == "Ann Lee"


def test_a_caption_above_the_headline_is_not_taken_for_it() -> None:
    page = story(
        "FILE PHOTO: A ferry leaves Hull in 2019. REUTERS/Ann Lee\n\nRain floods Hull\n\nThe Humber rose by two metres.\n"
    )
    assert page.headline == "Rain floods Hull"


def test_a_label_that_looks_like_a_link_can_be_the_headline() -> None:
    page = story("Explainer: why the dam at Senn broke\n\nThe dam was built in 1954.\n")
    assert page.headline == "Explainer: why the dam at Senn broke"


def test_a_deck_that_the_story_says_again_is_set_aside_and_the_storys_own_line_stays() -> None:
    line = "The Humber rose by two metres on Monday and flooded some 300 houses in the old town."
    page = story(f"Rain floods Hull\n\n{line}\n\nHULL (AP) — Rain fell for nine days.\n\n{line}\n")
    assert [(a.line, a.rule) for a in page.set_aside] == [(3, "deck again")]
    assert page.text.endswith(line)


def test_a_paragraph_that_stands_twice_is_shown_once() -> None:
    line = "The Humber rose by two metres on Monday and flooded some 300 houses in the old town."
    page = story(f"Rain floods Hull\n\n{line}\n\nIt fell on Tuesday.\n\n{line}\n")
    assert [(a.line, a.rule) for a in page.set_aside] == [(7, "paragraph again")]


@pytest.mark.parametrize(
    ("paragraph", "dateline"),
    [
        ("MEXICO CITY, Mexico (AP) — Top officials met.", "MEXICO CITY, Mexico (AP) —"),
        ("LONDON, March 3 (Reuters) - Shares fell.", "LONDON, March 3 (Reuters) -"),
        ("ACCRA : The president spoke.", "ACCRA :"),
        ("NEW DELHI: The president spoke.", "NEW DELHI:"),
        ("New Delhi, Dec 27 (PTI) The president spoke.", "New Delhi, Dec 27 (PTI)"),
        ("KYIV, Ukraine — “We stay,” she said.", "KYIV, Ukraine —"),
        ("SÃO PAULO (EFE) — O presidente spoke.", "SÃO PAULO (EFE) —"),
        ("PARIS/BERLIN, 4 May 2024 (Reuters) - France spoke.", "PARIS/BERLIN, 4 May 2024 (Reuters) -"),
        ("(Reuters) - France spoke.", "(Reuters) -"),
        ("ST. LOUIS (AP) -- The river rose.", "ST. LOUIS (AP) --"),
        ("DANVILLE, Ky. –- The river rose.", "DANVILLE, Ky. –-"),
        ("LORCA (XYZ) - The river rose.", "LORCA (XYZ) -"),
        ("BUENOS AIRES, Argentina — The river rose.", "BUENOS AIRES, Argentina —"),
    ],
)
def test_a_dateline_is_cut_off_its_paragraph(paragraph: str, dateline: str) -> None:
    page = story(f"A headline about it all\n\n{paragraph} And more was said of it on that day.\n")
    assert zones(page)[1] == ("dateline", dateline)
    assert zones(page)[2][1].startswith(paragraph[len(dateline) :].strip())


@pytest.mark.parametrize(
    "paragraph",
    [
        "NATO — which has 32 members — said it would stay.",
        "WARNING: This story tells of violence in a prison.",
        "In London - The mayor said nothing of the sort.",
        "The party (UKIP) — The mayor’s own — lost all its seats.",
        "Joe Wilson (R-S.C.) - A man who once shouted at the president - voted no.",
        "FIRST ON FIVE: Two senators have left the room.",
        "BBC: nothing of it was true, said the broadcaster.",
    ],
)
def test_a_paragraph_that_opens_like_a_dateline_keeps_its_words(paragraph: str) -> None:
    page = story(f"A headline about it all\n\n{paragraph}\n")
    assert zones(page)[1:] == [("body", paragraph)]


def test_a_transcript_has_no_datelines() -> None:
    page = story(
        "The debate in full\n\nPENCE: We won, and you know it.\n\nHARRIS: You did not, and I was there.\n"
    )
    assert [kind for kind, _ in zones(page)] == ["headline", "body"]


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Carina", "Carina"),
        ("BY ANN LEE", "ANN LEE"),
        ("By Ann Lee and Bo de la Ek", "Ann Lee and Bo de la Ek"),
        ("By Ann Lee, Bo Ek and Cy Oz", "Ann Lee, Bo Ek and Cy Oz"),
        ("By Ann Lee, Senior Correspondent", "Ann Lee"),
        ("Written by Zoë O’Hara-Smith", "Zoë O’Hara-Smith"),
        ("By Ann Lee | 3 May 2024", "Ann Lee"),
        ("By Ann Lee for The Humber Mail", "Ann Lee"),
        ("By Ann Lee in Rome", "Ann Lee"),
    ],
)
def test_a_byline_is_read_without_by_and_without_posts(line: str, byline: str) -> None:
    page = story(f"Rain floods Hull\n\n{line}\n\nThe Humber rose by two metres on Monday.\n")
    assert page.byline == byline
    assert zones(page)[1] == ("byline", line)


@pytest.mark.parametrize(
    "line", ["By Friday", "By the Numbers", "By The Numbers", "By land and by sea", "By Christmas"]
)
def test_a_heading_that_begins_with_by_is_no_byline(line: str) -> None:
    page = story(f"Rain floods Hull\n\n{line}\n\nThe Humber rose by two metres on Monday.\n")
    assert page.byline is None
    assert line in page.text


@pytest.mark.parametrize(
    "line",
    [
        "Image: AFP",
        "Credit: DepositPhotos",
        "Photo by Ann Lee on Unsplash",
        "Ann Lee/Getty Images",
        "Soldiers carry sandbags in Hull, May 3, 2024. Image: AFP",
        "Soldiers carry sandbags. (AP Photo/Ann Lee)",
        "FILE - Soldiers carry sandbags in Hull, in 2013.",
        "Soldiers carry sandbags in Hull. REUTERS/Ann Lee",
        "A soldier in Hull [Ann Lee/Reuters]",
    ],
)
def test_captions_and_picture_credits_are_captions(line: str) -> None:
    page = story(
        f"Rain floods Hull\n\nThe Humber rose by two metres.\n\n{line}\n\nIt fell on Tuesday, they said.\n"
    )
    assert ("caption", line) in zones(page)


@pytest.mark.parametrize(
    "line",
    [
        "Police released the photo: a smiling boy of ten.",
        "He told the agency the bridge had gone (Reuters).",
        "The image matters more than the words, said the mayor.",
        "Nine in ten hold with him (Reuters poll of 40 economists).",
        "Wages fell by a tenth in nine months. Graphic: Who lost most, and who lost least",
    ],
)
def test_a_sentence_about_a_picture_is_no_caption(line: str) -> None:
    page = story(
        f"Rain floods Hull\n\nThe Humber rose by two metres.\n\n{line}\n\nIt fell on Tuesday, they said.\n"
    )
    assert "caption" not in [kind for kind, _ in zones(page)]


@pytest.mark.parametrize(
    "line",
    [
        "CORRECTION: An earlier version of this story gave the wrong age.",
        "This story has been corrected to show that 12, not 21, were hurt.",
        "(Corrects spelling of mayor’s name in paragraph 4)",
        "An earlier version of this article misspelled the mayor’s name.",
        "Editor’s note: This article was amended on 3 May to give the mayor’s answer.",
    ],
)
def test_a_correction_is_a_zone_of_its_own(line: str) -> None:
    page = story(f"Rain floods Hull\n\nThe Humber rose by two metres.\n\n{line}\n")
    assert zones(page)[-1] == ("correction", line)


def test_a_sentence_about_a_correction_is_the_storys() -> None:
    page = story("Rain floods Hull\n\nThe report was amended twice by the council.\n\nIt fell on Tuesday.\n")
    assert [kind for kind, _ in zones(page)] == ["headline", "body"]


def test_short_lines_above_paragraphs_are_headings_and_three_in_a_row_are_a_list() -> None:
    page = story(
        "Rain floods Hull\n\nThe Humber rose.\n\nNo power, no water\n\nIt was dark for hours.\n\n"
        "Hull 3\n\nGrimsby 4\n\nGoole 9\n\nSo much rain fell, in inches.\n"
    )
    assert ("subhead", "No power, no water") in zones(page)
    assert zones(page)[-1][1].startswith("It was dark for hours.\n\nHull 3\n\nGrimsby 4")


def test_hard_wrapped_lines_are_joined_and_furniture_among_them_still_falls() -> None:
    page = story(
        "Rain floods Hull\n\nThe Humber rose by two metres on Monday and flooded some\n300 houses in the old town, the harbour"
        " master said in the\nevening.\nAdvertisement\nHe said that nobody had been hurt, and that the water would\nbe gone by Friday.\n"
    )
    assert [words for kind, words in zones(page) if kind == "body"] == [
        (
            "The Humber rose by two metres on Monday and flooded some 300 houses in the old town, the harbour"
            " master said in the evening."
        ),
        "He said that nobody had been hurt, and that the water would be gone by Friday.",
    ]


@pytest.mark.parametrize("width", range(56, 101, 4))
def test_hard_wraps_at_any_width_are_undone(width: int) -> None:
    body = [
        (
            "The Humber rose by two metres on Monday and flooded some 300 houses in the old town. “Nobody was hurt,” said"
            " Ann Lee, the harbour master, who had not slept for two nights. A two-year-old plan for a wall was never paid"
            " for, she told the council, although 12 towns had asked for one."
        ),
        "He agreed.",
        (
            "Police closed the bridge at noon; 12 buses were led around the flooded streets by soldiers, most of them in"
            " boats. The water was two- to three-feet deep in places, and Goole was cut off for nine hours."
        ),
    ]
    page = story("Rain floods Hull\n\n" + "\n\n".join(textwrap.fill(paragraph, width) for paragraph in body))
    assert page.text.split("\n\n")[1:] == body


def test_lines_that_each_are_a_paragraph_stay_paragraphs() -> None:
    page = story(
        "Rain floods Hull\nThe Humber rose by two metres on Monday.\nIt fell again on Tuesday, they said.\n"
    )
    assert page.text.split("\n\n")[1:] == [
        "The Humber rose by two metres on Monday.",
        "It fell again on Tuesday, they said.",
    ]


@pytest.mark.parametrize(
    ("lines", "published", "updated"),
    [
        ("Published: December 27, 2023 7:45 PM EST", "2023-12-27T19:45-05:00", None),
        ("Published 3 May 2024 | Updated 4 May 2024, 10:15 GMT", "2024-05-03", "2024-05-04T10:15Z"),
        ("Last updated: Fri, 3 May 2024", None, "2024-05-03"),
        ("3 May 2024", "2024-05-03", None),
        ("May 3, 2024 at 10:15 a.m. ET", "2024-05-03T10:15", None),
        ("2024-05-03T10:15:30+02:00", "2024-05-03T10:15:30+02:00", None),
        ("Published 23/05/2024", "2024-05-23", None),
        ("Published 03/04/2024", None, None),
        ("Published 3 hours ago", None, None),
        ("10:15, 3 May 2024", "2024-05-03T10:15", None),
    ],
)
def test_a_time_is_as_precise_as_the_page_and_never_guessed(
    lines: str, published: str | None, updated: str | None
) -> None:
    page = story(f"Rain floods Hull\n\n{lines}\n\nThe Humber rose by two metres on Monday.\n")
    assert (page.published, page.updated) == (published, updated)
    assert page.text == "Rain floods Hull\n\nThe Humber rose by two metres on Monday."


def test_a_date_in_a_caption_or_dateline_dates_no_story() -> None:
    page = story(
        "Rain floods Hull\n\nHULL, May 3, 2024 (AP) - The Humber rose by two metres.\n\n"
        "Soldiers in Hull, May 3, 2024. Image: AFP\n"
    )
    assert (page.published, page.updated) == (None, None)


def test_an_address_is_the_storys_only_where_the_page_says_so() -> None:
    says = story("Rain\n\nThe Humber rose.\n\nSource: https://mail.example/rain\n")
    shows = story("Rain\n\nThe Humber rose.\n\nhttps://other.example/sun\n")
    assert (says.url, shows.url) == ("https://mail.example/rain", None)
    assert "http" not in says.text + shows.text


@pytest.mark.parametrize(
    ("page", "label", "publisher", "evidence"),
    [
        ("By Carina\n\nBODY", "Carina", "Carina", "byline Carina; site not named"),
        (
            "BODY\n\nCourtesy: alarabiya",
            "Al Arabiya",
            "Al Arabiya",
            "credit line “alarabiya”; site not named",
        ),
        (
            "BODY\n\nSource: Humber Mail",
            "Humber Mail",
            "Humber Mail",
            "credit line “Humber Mail”; site not named",
        ),
        ("ICARO Media Group\nBODY", "ICARO", "ICARO", "ICARO Media Group"),
        (
            "HULL (AP) — BODY",
            "AP dateline",
            "AP dateline",
            "(AP) in the dateline; site not named; nothing here proves these are AP’s own words",
        ),
        (
            "By Ann Lee, Associated Press\n\nBODY",
            "Associated Press",
            "AP",
            "Associated Press; byline Ann Lee",
        ),
        (
            "BODY\n\n© 2024 The Humber Mail. All rights reserved.",
            "The Humber Mail",
            "The Humber Mail",
            "copyright line “The Humber Mail”",
        ),
        ("BODY\n\n(AFP)", "AFP", "AFP", "credit line “AFP”; site not named"),
        ("BODY", "site not named", None, "no credit, byline or agency in the text; site not named"),
        (
            "By Ann Lee\n\nHULL (AP) — BODY",
            "AP dateline",
            "AP dateline",
            "(AP) in the dateline; byline Ann Lee; site not named; nothing here proves these are AP’s own words",
        ),
    ],
)
def test_a_source_claims_what_the_page_supports_and_says_on_what_evidence(
    page: str, label: str, publisher: str | None, evidence: str
) -> None:
    body = "The Humber rose by two metres on Monday, the mayor told Al Arabiya English."
    source = story(f"Rain floods Hull\n\n{page.replace('BODY', body)}\n").source
    assert (source.label, source.publisher, source.evidence) == (label, publisher, evidence)


def test_a_dateline_is_found_by_every_name_of_its_agency() -> None:
    source = story("Rain floods Hull\n\nHULL (AP) — The Humber rose.\n").source
    assert {"AP", "Associated Press", "AP dateline"} <= set(source.names)


def test_a_pictures_agency_is_no_source() -> None:
    page = story(
        "Rain floods Hull\n\nThe Humber rose.\n\nSoldiers in Hull. Image: AFP\n\nIt fell on Tuesday again.\n"
    )
    assert page.source.label == "site not named"


def test_a_credit_in_mid_story_is_a_tables_and_no_source() -> None:
    page = story(
        "Rain floods Hull\n\nThe Humber rose by a lot.\n\nSource: Met Office\n\nIt fell on Tuesday again.\n"
    )
    assert page.source.label == "site not named"
    assert ("credit", "Source: Met Office") in zones(page)


def test_a_page_of_nothing_but_furniture_is_refused() -> None:
    with pytest.raises(ReadError, match="nothing but page furniture"):
        story("Advertisement\n\nSubscribe\n")


def test_repairs_stay_with_the_story() -> None:
    repairs = (Repair("mojibake", 2),)
    assert plain.story("Rain\n\nIt rained.", origin="/x", repairs=repairs).repairs == repairs


@pytest.mark.parametrize("module", [dateline, furniture, houses, source, zones_of])
def test_the_examples_in_the_docstrings_hold(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0


def test_the_path_is_the_identity() -> None:
    page = story("Rain floods Hull\n\nIt rained.\n")
    assert (page.id, page.origin) == ("/desk/a.txt", "/desk/a.txt")
