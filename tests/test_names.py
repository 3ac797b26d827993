"""Names: one key, one person or two, near misses, offices."""

from __future__ import annotations

import string
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot import names

_WORDS = st.text(alphabet=string.ascii_letters + "áéñüøłĆ’'-. ,", max_size=24)
_NAME = st.lists(
    st.sampled_from(
        ["Ana", "J.", "Jean-Luc", "de", "la", "López", "Obrador", "Kim", "Jong-un", "Jr.", "O’Hara", "Li"]
    ),
    min_size=1,
    max_size=5,
).map(" ".join)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Alejandro N. Mayorkas", "alejandro mayorkas"),
        ("alejandro mayorkas", "alejandro mayorkas"),
        ("Secretary Alejandro Mayorkas", "alejandro mayorkas"),
        ("Andrés Manuel López Obrador", "andres manuel lopez obrador"),
        ("Andres Manuel Lopez-Obrador", "andres manuel lopez obrador"),
        ("Joseph R. Biden, Jr.", "joseph biden"),
        ("J.K. Harlow", "j harlow"),
        ("Harlow, Jane", "jane harlow"),
        ("Kim Jong-un", "kim jong un"),
        ("Siobhán O’Hara’s", "siobhan o'hara"),
        ("King", "king"),
        ("Martin Luther King", "martin luther king"),
        ("", ""),
        ("42", ""),
    ],
)
def test_a_name_has_one_key_however_it_is_written(name: str, key: str) -> None:
    assert names.key(name) == key


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Obrador", "Andrés Manuel López Obrador"),
        ("Lopez", "Andrés Manuel López Obrador"),
        ("Lopez Obrador", "Andrés Manuel López Obrador"),
        ("Andrés López Obrador", "Andrés Manuel López Obrador"),
        ("Claudia Sheinbaum", "Claudia Sheinbaum Pardo"),
        ("Alejandro Mayorkas", "Alejandro N. Mayorkas"),
        ("A. Mayorkas", "Alejandro Mayorkas"),
        ("Mayorkas, Alejandro", "Alejandro Mayorkas"),
        ("Kim Jong Un", "Kim Jong-un"),
        ("Jong Un Kim", "Kim Jong-un"),
        ("Kim", "Kim Jong Un"),
        ("Shinzo Abe", "Abe Shinzo"),
        ("Liz Sherwood-Randall", "Elizabeth Sherwood Randall"),
        ("Joe Biden", "Joseph R. Biden Jr."),
        ("Assad", "Bashar al-Assad"),
        ("von der Leyen", "Ursula von der Leyen"),
        ("Smith", "Smith"),
    ],
)
def test_forms_of_one_name_may_be_one_person(a: str, b: str) -> None:
    assert names.same(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Bill Clinton", "Hillary Clinton"),
        ("Ana López", "Andrés Manuel López Obrador"),
        ("George W. Bush", "George H. W. Bush"),
        ("Henry James", "James Henry"),
        ("John Kerry", "John Kelly"),
        ("Boris", "Boris Johnson"),
        ("Kim Jong Un", "Kim Jong Il"),
        ("Kim", "Jane Kimball"),
        ("", "Jane Roe"),
    ],
)
def test_names_that_differ_are_two_people(a: str, b: str) -> None:
    assert not names.same(a, b)


@pytest.mark.parametrize(
    ("name", "surname"),
    [
        ("Ursula von der Leyen", "leyen"),
        ("Kim Jong-un", "kim"),
        ("Kim Kardashian", "kardashian"),
        ("Xi Jinping", "xi"),
        ("Nguyen Van Troi", "nguyen"),
        ("Andrés Manuel López Obrador", "obrador"),
        ("Bashar al-Assad", "assad"),
        ("Madonna", "madonna"),
        ("", ""),
    ],
)
def test_the_surname_is_the_last_word_or_the_family_name_that_comes_first(name: str, surname: str) -> None:
    assert names.surname(name) == surname


_KNOWN = [
    ("Alejandro Mayorkas", 40),
    ("Andrés Manuel López Obrador", 30),
    ("Bill Clinton", 10),
    ("Hillary Clinton", 50),
    ("Kim Jong-un", 3),
    ("Liz Sherwood-Randall", 4),
    ("Lupe Mayorga", 2),
]


@pytest.mark.parametrize(
    ("asked", "first", "exact"),
    [
        ("Mayorkas", "Alejandro Mayorkas", True),
        ("alejandro mayorkas", "Alejandro Mayorkas", True),
        ("mayorkas alejandro", "Alejandro Mayorkas", True),
        ("myorkas", "Alejandro Mayorkas", False),
        ("Alejndro Mayorkas", "Alejandro Mayorkas", False),
        ("obrador", "Andrés Manuel López Obrador", True),
        ("Lopez-Obrador", "Andrés Manuel López Obrador", True),
        ("Clinton", "Hillary Clinton", True),
        ("Bill Clinton", "Bill Clinton", True),
        ("kim jongun", "Kim Jong-un", False),
        ("sherwood randall", "Liz Sherwood-Randall", True),
        ("Secretary Mayorkas", "Alejandro Mayorkas", True),
    ],
)
def test_an_asked_name_finds_its_person(asked: str, first: str, exact: bool) -> None:
    found = names.best(asked, _KNOWN, 5)
    assert (found[0].name, found[0].exact) == (first, exact)
    assert 0 < found[0].score <= 100


@pytest.mark.parametrize("asked", ["fentanyl", "border", "Xqzw", "immigration", "", "!!", "42", "a"])
def test_what_is_like_nobody_finds_nobody(asked: str) -> None:
    assert names.best(asked, _KNOWN, 5) == ()


def test_a_surname_of_two_people_finds_both_the_better_known_first() -> None:
    assert [match.name for match in names.best("clinton", _KNOWN, 5)] == ["Hillary Clinton", "Bill Clinton"]


def test_no_more_names_come_back_than_are_asked_for() -> None:
    assert len(names.best("clinton", _KNOWN, 1)) == 1
    assert names.best("clinton", _KNOWN, 0) == ()


def test_words_at_most_two_letters_apart_share_a_deletion() -> None:
    for wrong in ("myorkas", "mayrokas", "mayorcas", "mayoorkas"):
        assert names.deletions(wrong) & names.deletions("mayorkas")
    assert not names.deletions("fentanyl") & names.deletions("mayorkas")
    assert names.deletions("xi") == {"xi", "x", "i"}
    assert names.deletions("") == frozenset()


@given(st.text("abc", min_size=1, max_size=9), st.text("abc", min_size=1, max_size=11))
def test_a_word_like_the_sought_one_stands_under_one_of_its_keys(sought: str, known: str) -> None:
    kept, found = names.deletions(known), names.sought(sought)
    assert found <= names.deletions(sought)
    if names.likest(sought, [known]) and names.deletions(sought) & kept:
        assert found & kept


def test_near_is_the_likeness_to_the_likest_word() -> None:
    assert names.near("mayorkas", ["border", "mayorkas"]) == 1
    assert names.near("mayorcas", ["mayorkas"]) == pytest.approx(7 / 8)
    assert names.near("border", ["mayorkas"]) == 0
    assert names.near("border", []) == 0


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Homeland Security Secretary", "Secretary of Homeland Security"),
        ("US Secretary of Homeland Security", "homeland security secretary"),
        ("U.S. Ambassador to Mexico", "Mexico Ambassador"),
        ("ex-president", "former President"),
        ("Mexican President", "Mexico’s president"),
        ("the President of Mexico", "president of Mexico"),
        ("Sen.", "senator"),
        ("CEO", "Chief Executive"),
        ("spokeswoman for the ministry", "ministry spokesman"),
    ],
)
def test_one_office_in_two_orders_is_one_office(a: str, b: str) -> None:
    assert names.office(a) == names.office(b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Vice President", "President"),
        ("former President", "President"),
        ("Deputy Secretary of State", "Secretary of State"),
        ("acting director", "director"),
        ("President of France", "President of Mexico"),
    ],
)
def test_a_former_deputy_or_foreign_office_is_another(a: str, b: str) -> None:
    assert names.office(a) != names.office(b)


@given(_NAME | _WORDS, _NAME | _WORDS)
def test_same_is_symmetric(a: str, b: str) -> None:
    assert names.same(a, b) == names.same(b, a)


@given(_NAME | _WORDS | st.text(max_size=30))
def test_a_key_is_its_own_key(name: str) -> None:
    assert names.key(names.key(name)) == names.key(name)


@given(_NAME)
def test_a_name_is_the_same_as_itself(name: str) -> None:
    assert names.same(name, name)


@given(st.text(max_size=40), st.lists(st.tuples(st.text(max_size=20), st.integers(0, 10**6)), max_size=6))
def test_best_never_fails_and_stays_within_bounds(asked: str, known: list[tuple[str, int]]) -> None:
    for match in names.best(asked, known, 3):
        assert match.name in {name for name, _ in known}
        assert 70 <= match.score <= 100


@given(st.text(max_size=60))
def test_an_office_has_one_key_for_good(title: str) -> None:
    assert names.office(title) == " ".join(sorted(set(names.office(title).split())))


def test_hostile_names_cost_no_time() -> None:
    started = time.perf_counter()
    for text in ("wang" * 20_000, "a'" * 30_000, "kak" * 20_000, "Ma " * 20_000, "u.s. " * 20_000):
        names.key(text)
        names.same(text, "Kim Jong Un")
        names.surname(text)
        names.office(text)
        names.deletions(text)
    assert time.perf_counter() - started < 2
