"""Grains: what is known of a place by its name alone: a country, a state, a large city. Of all others nothing is."""

from __future__ import annotations

from typing import Literal

Grain = Literal["country", "state", "city"]


def grain(name: str) -> Grain | None:
    """Of a folded name; null where it is not known, or could be two things ("georgia", "new york")."""
    return (
        "country"
        if name in _COUNTRIES
        else "state"
        if name in _STATES
        else "city"
        if name in _CITIES
        else None
    )


def unsure(name: str) -> bool:
    """Whether the name is that of two places of different grain."""
    return name in _UNSURE


def called(name: str) -> str:
    """The one name of a place that goes by several.

    >>> called("us"), called("lemley")
    ('united states', 'lemley')
    """
    return _CALLED.get(name, name)


def _names(listed: str) -> frozenset[str]:
    return frozenset(name.replace("_", " ") for name in listed.split())


# Named often enough in news that their grain is known; what could be two things ("Georgia", "New York") is in none.
_COUNTRIES = _names(
    """
    afghanistan albania algeria angola argentina armenia australia austria azerbaijan bahrain bangladesh belarus belgium belize
    benin bhutan bolivia bosnia botswana brazil bulgaria burundi cambodia cameroon canada chad chile china colombia congo
    costa_rica croatia cuba cyprus denmark ecuador egypt el_salvador eritrea estonia ethiopia fiji finland france gabon gambia
    germany ghana greece guinea guyana haiti honduras hungary iceland india indonesia iran iraq ireland israel italy jamaica japan
    kazakhstan kenya kosovo kyrgyzstan laos latvia lesotho liberia libya lithuania madagascar malawi malaysia mali malta
    mauritania mexico moldova mongolia montenegro morocco mozambique myanmar namibia nepal netherlands new_zealand nicaragua niger
    nigeria north_korea norway oman pakistan paraguay peru philippines poland portugal qatar romania russia rwanda
    saudi_arabia senegal serbia sierra_leone slovakia slovenia somalia south_africa south_korea south_sudan spain sri_lanka
    sudan suriname sweden switzerland syria taiwan tajikistan tanzania thailand togo tunisia turkey turkmenistan uganda ukraine
    united_arab_emirates united_kingdom united_states uruguay uzbekistan venezuela vietnam yemen zambia zimbabwe
    """
)
_STATES = _names(
    """
    alabama alaska arizona arkansas california colorado connecticut delaware florida hawaii idaho illinois indiana iowa kansas
    kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada new_hampshire
    new_jersey new_mexico north_carolina north_dakota ohio oklahoma oregon pennsylvania rhode_island south_carolina south_dakota
    tennessee texas utah vermont virginia west_virginia wisconsin wyoming alberta british_columbia manitoba nova_scotia ontario
    saskatchewan queensland tasmania
    """
)
_CITIES = _names(
    """
    abuja accra addis_ababa algiers amman amsterdam ankara athens atlanta auckland austin baghdad baltimore bangkok barcelona beijing
    beirut belgrade berlin bern bogota boston brasilia brussels bucharest budapest buenos_aires cairo calgary canberra caracas
    casablanca chicago cleveland cologne copenhagen dakar dallas damascus delhi denver detroit dhaka doha dubai dublin edinburgh
    frankfurt geneva glasgow hamburg hanoi harare havana helsinki houston islamabad istanbul jakarta jerusalem johannesburg
    kabul kampala karachi khartoum kinshasa kyiv lagos lahore las_vegas leeds lima lisbon liverpool ljubljana london los_angeles
    madrid manchester manila marseille melbourne memphis mexico_city miami milan milwaukee minneapolis minsk montreal moscow mumbai munich
    nairobi naples nashville new_delhi new_orleans orlando osaka oslo ottawa paris perth philadelphia phoenix pittsburgh
    portland prague pretoria pyongyang quito ramallah reykjavik riga rio_de_janeiro riyadh rome rotterdam sacramento san_antonio
    san_diego san_francisco santiago sao_paulo sarajevo seattle seoul shanghai sofia st_louis stockholm sydney
    tallinn tampa tehran tel_aviv tokyo toronto tripoli tunis vancouver vienna vilnius warsaw yerevan zagreb zurich
    """
)
_UNSURE = _names(
    "georgia washington new_york luxembourg singapore panama victoria quebec guatemala jordan lebanon kuwait gaza palestine"
)
_CALLED = {
    "us": "united states", "usa": "united states", "america": "united states", "uk": "united kingdom",
    "britain": "united kingdom", "great britain": "united kingdom", "england": "united kingdom",
    "scotland": "united kingdom", "wales": "united kingdom", "northern ireland": "united kingdom", "uae": "united arab emirates",
    "burma": "myanmar", "kiev": "kyiv", "washington dc": "washington", "dc": "washington", "la": "los angeles", "new york city": "new york",
    "dr congo": "congo", "democratic republic of congo": "congo", "ivory coast": "cote d'ivoire", "holland": "netherlands",
}  # fmt: skip
