"""News houses by their names: agencies, and lines that read as an outlet's name."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

_OUTLET = re.compile(
    r"(?:media|group|news|times|post|herald|press|agency|network|journal|gazette|tribune|daily|today|radio|tv|"
    r"television|wire|service|staff|desk|bureau|broadcasting|chronicle|standard|observer|guardian|mail|express|"
    r"telegraph|star|globe|mirror|independent|review|online|magazine|weekly|reports?|newsroom|team|newspaper|"
    r"courier|examiner|sentinel|inquirer|dispatch|monitor|bulletin|bbc|cnn|npr|"
    r"[\w-]{2,30}\.(?:com|org|net|co\.\w\w|news|info|tv))(?:,? (?:[A-Z][\w.-]{1,20}|[A-Z]{2,6}))?$",
    re.IGNORECASE,
)
_JOB = re.compile(
    r"\b(?:Writers?|Reporters?|Correspondents?|Editors?|Columnists?|Photographers?)$"
)  # "Staff Writer"
_PLAIN = re.compile(
    r"(?:News|Times|Post|Herald|Tribune|Gazette|Telegraph|Chronicle|Journal|\.(?:com|org|net))$"
)
_CAPITALISED = re.compile(r"[A-ZÀ-ÖØ-Þ0-9][\w.&’',-]*|of|the|and|for|&")
_CORPORATE = re.compile(
    r"[ ,]+(?:Media Group|Media|Group|News Agency|News Network|News Service|Newspapers|Publishing|Staff(?: Reporters?| Writers?)?|"
    r"(?:Web|News|Online|City|Sports?) Desk|Reporters?|Newsroom|Team|Bureau|Ltd\.?|Inc\.?|LLC)$"
)


def agency(name: str) -> str | None:
    """The short name of the agency that this is a name of, "the" in front allowed.

    >>> agency("The Associated Press")
    'AP'
    >>> agency("The Harbour Times")
    """
    return _short().get(name.strip().casefold().removeprefix("the "))


def forms(short: str) -> tuple[str, ...]:
    """The words that find an agency: its short name, then its others.

    >>> forms("AP")
    ('AP', 'Associated Press', 'A.P.')
    """
    return (short, *_agencies()[short])


def is_outlet(line: str) -> bool:
    """Whether a line is an outlet's name and nothing else: capitalised words, the last of them or
    the last but a place ("BBC News, London") one that outlets are called by."""
    words = line.split()
    return agency(line) is not None or (
        1 <= len(words) <= 6
        and line[-1] not in ".!?:;"
        and all(_CAPITALISED.fullmatch(word) for word in words)
        and bool(_OUTLET.search(line))
        and not _JOB.search(line)
    )


def is_site(name: str, mark: str) -> bool:
    """Whether what stands after a headline is its site: after a bar any outlet's name, after a dash
    only one that nothing else is called by."""
    return is_outlet(name) and (mark == "|" or agency(name) is not None or bool(_PLAIN.search(name)))


def shortened(name: str) -> str:
    """A name without what every company has. "News" goes only after an abbreviation, since it is
    half of "Fox News".

    >>> shortened("ICARO Media Group"), shortened("BBC News"), shortened("Fox News")
    ('ICARO', 'BBC', 'Fox News')
    """
    short = _CORPORATE.sub("", name.split(",", 1)[0])
    return re.sub(r"^([A-Z]{3,6}) News$", r"\1", short) or name


@cache
def _agencies() -> Mapping[str, tuple[str, ...]]:
    text = resources.files("newsbot.readers").joinpath("data/agencies.toml").read_text(encoding="utf-8")
    return {short: tuple(others) for short, others in tomllib.loads(text)["agencies"].items()}


@cache
def _short() -> Mapping[str, str]:
    return {form.casefold(): short for short in _agencies() for form in forms(short)}
