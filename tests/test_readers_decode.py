"""Files in any encoding become text, or are refused with the reason; what was mended is listed."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsbot.errors import ReadError
from newsbot.model import Repair, Story
from newsbot.readers import Refused, decode, read

WORDS = "Señor Müller said: “Nobody – not one – will pay €5.”\n"


@pytest.mark.parametrize(
    "data",
    [
        WORDS.encode(),
        WORDS.encode("utf-8-sig"),
        WORDS.encode("utf-16"),
        WORDS.encode("utf-16-le"),
        WORDS.encode("utf-16-be"),
        WORDS.replace("\n", "\r\n").encode(),
        WORDS.replace("\n", "\r").encode(),
    ],
)
def test_unicode_files_read_alike_and_need_no_repair(data: bytes) -> None:
    assert decode.decode(data) == (WORDS, ())


def test_a_windows_file_is_read_and_the_guess_is_listed() -> None:
    assert decode.decode(WORDS.encode("cp1252")) == (WORDS, (Repair("read as cp1252", 1),))


def test_a_cyrillic_file_of_before_unicode_is_read() -> None:
    words = "Президент сказал, что вода поднялась на два метра и затопила старый город. " * 5
    text, repairs = decode.decode(words.encode("cp1251"))
    assert text == words
    assert repairs[0].rule == "read as cp1251"


def test_a_few_bytes_without_meaning_do_not_spoil_a_file() -> None:
    text, repairs = decode.decode(WORDS.encode() * 20 + b"\xff\n")
    assert text == WORDS * 20 + "\ufffd\n"
    assert repairs == (Repair("bytes without meaning", 1),)


def test_mojibake_is_mended_and_counted_by_line() -> None:
    bad = "It wasnâ€™t AndrÃ©s.\nIt was.\nIt couldnâ€™t be.\n"
    assert decode.decode(bad.encode()) == (
        "It wasn’t Andrés.\nIt was.\nIt couldn’t be.\n",
        (Repair("mojibake", 2),),
    )


def test_words_that_only_look_odd_are_left_alone() -> None:
    odd = "“L’été” à São Tomé — ½ of ‘Ötzi’s’ €5 café… ﬁn, H₂O, ①\n"
    assert decode.decode(odd.encode()) == (odd, ())


def test_accents_stay_composed_or_not_as_the_source_has_them() -> None:
    both = "Andre\u0301s and Andr\u00e9s\n"
    assert decode.decode(both.encode()) == (both, ())


def test_characters_that_nobody_sees_go_and_are_counted() -> None:
    text, repairs = decode.decode(("\x07A\u200bnn \u202eLee\u202c\u00ad is\x00 here" + "." * 200).encode())
    assert text == "Ann Lee is here" + "." * 200
    assert repairs == (Repair("control characters", 2), Repair("invisible characters", 4))


def test_joiners_stay_where_a_script_or_an_emoji_needs_them() -> None:
    text = "می‌خواهم 👩‍🚒\n"
    assert decode.decode(text.encode()) == (text, ())


def test_windows_quotes_left_as_control_codes_are_read() -> None:
    text, repairs = decode.decode("\x93Go,\x94 she said\n".encode())
    assert text == "“Go,” she said\n"
    assert sum(repair.times for repair in repairs) >= 1


@pytest.mark.parametrize("data", [b"", b"  \n\r\n\t ", b"\xef\xbb\xbf", b"\xff\xfe", "\u200b\n".encode()])
def test_an_empty_file_is_refused_as_empty(data: bytes) -> None:
    with pytest.raises(ReadError, match=r"^empty file$"):
        decode.decode(data)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not text: a PNG image"),
        (b"%PDF-1.7\n%\xe2\xe3", "not text: a PDF"),
        (b"PK\x03\x04\x14\x00", "not text: a ZIP or Office file"),
        (b"abc\x00def" * 20, "not text: it holds zero bytes"),
        (bytes(range(1, 9)) * 20, "not text: a tenth of it is control codes"),
    ],
)
def test_what_is_no_text_is_refused_by_what_it_is(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError) as refusal:
        decode.decode(data)
    assert str(refusal.value) == reason


def test_a_hundred_megabytes_are_refused_unread(tmp_path: Path) -> None:
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as file:
        file.truncate(100_000_000)
    (refused,) = read(huge)
    assert refused == Refused(origin=str(huge), reason="too long for one story: 100.0 MB, the limit is 20 MB")


def test_a_line_of_a_million_letters_reads(tmp_path: Path) -> None:
    path = tmp_path / "line.txt"
    for line in ("word " * 200_000, "(" * 1_000_000, "By " + "A" * 1_000_000, "“" * 500_000 + "Ã©" * 250_000):
        path.write_text(f"A headline\n\n{line}\n", encoding="utf-8")
        (story,) = read(path)
        assert isinstance(story, Story)
        assert len(story.text) > 900_000 or "Ã©" in line
