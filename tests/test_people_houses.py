"""A house that signs a story is no person of it."""

import pytest

from newsbot.extract import extract
from newsbot.model import Zone


def named(text: str, kind: str = "body") -> list[str]:
    return [m.text for m in extract(text, (Zone(kind, 0, len(text)),)).mentions]  # type: ignore[arg-type]


@pytest.mark.parametrize("zone", ["byline", "body"])
@pytest.mark.parametrize(
    "line",
    [
        "By Ellery Post Staff",
        "Ellery Post Staff",
        "By Agence France-Presse",
        "By Nordic Business Wire",
        "By Deutsche Welle",
        "By News Desk",
        "By Web Desk",
        "Web Desk",
        "By Staff Reporter",
        "By Our Staff Reporter",
        "By Morgan Newsroom",
        "By Harbour Times Staff",
        "By Press Trust of India",
    ],
)
def test_a_house_or_its_desk_is_no_person(line: str, zone: str) -> None:
    assert named(line, zone) == []


def test_who_signs_beside_the_house_is_a_person() -> None:
    assert named("By Ellery Post Staff and Lena Ortiz", "byline") == ["Lena Ortiz"]
    assert named("By Lena Ortiz, Staff Reporter", "byline") == ["Lena Ortiz"]


def test_a_chief_of_staff_stays_one() -> None:
    assert named("Chief of Staff Ann Gray said no, and Staff Sgt. Ana Roe left.") == ["Ann Gray", "Ana Roe"]


@pytest.mark.parametrize(
    "line",
    [
        "Shares in Marlow Biotech rose on Monday. Marlow Biotech said it would hire.",
        "Camden Analytics and Nadir Aerospace will merge.",
        "Vector Dynamics praised Quill Robotics.",
        "“We wait,” said Aid workers.",
    ],
)
def test_a_firm_or_a_cause_is_no_person(line: str) -> None:
    found = extract(line)
    assert ([m.text for m in found.mentions], [q.speaker.person for q in found.quotes if q.speaker]) in (
        ([], []),
        ([], [None]),
    )
