"""Countries: names, adjectives, people words, capitals."""

from __future__ import annotations

from collections import Counter

import pytest

from tollbook.reference.countries import countries, country_of
from tollbook.reference.parties_words import fold


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Syria", "SY"),
        ("Syrian", "SY"),
        ("Syrians", "SY"),
        ("the United States", "US"),
        ("the U.S.", "US"),
        ("American", "US"),
        ("UK", "GB"),
        ("Burma", "MM"),
        ("Nigerien", "NE"),
        ("Nigerian", "NG"),
        ("South Sudanese", "SS"),
        ("Türkiye", "TR"),
        ("Côte d'Ivoire", "CI"),
        ("DR Congo", "CD"),
        ("Palestinian", "PS"),
    ],
)
def test_what_a_word_means(text: str, iso: str) -> None:
    country = country_of(text)
    assert country is not None
    assert country.iso == iso


@pytest.mark.parametrize("text", ["us", "is", "car", "Atlantis", "", "the"])
def test_words_that_are_no_country(text: str) -> None:
    assert country_of(text) is None


def test_every_row_is_whole() -> None:
    for iso, country in countries().items():
        assert len(iso) == 2 and iso.isupper() and country.iso == iso
        assert country.name == country.name.strip() != ""
        texts = (*country.aliases, *country.demonyms, *country.people, *country.seats)
        assert all(texts), iso
        for column in (country.aliases, country.demonyms, country.people, country.seats):
            assert len(set(column)) == len(column), (iso, column)


def test_no_name_or_adjective_means_two_countries() -> None:
    meanings: dict[str, set[str]] = {}
    for country in countries().values():
        for text in (country.name, *country.aliases, *country.demonyms, *country.people):
            meanings.setdefault(fold(text), set()).add(country.iso)
    assert {text: isos for text, isos in meanings.items() if len(isos) > 1} == {}


def test_capitals_stand_for_one_government() -> None:
    seats = Counter(seat for country in countries().values() for seat in country.seats)
    assert [seat for seat, times in seats.items() if times > 1] == []


@pytest.mark.parametrize(
    ("iso", "seats"),
    [
        ("UA", ["Kyiv", "Kiev"]),
        ("RU", ["Moscow", "Kremlin"]),
        ("SY", ["Damascus"]),
        ("IR", ["Tehran"]),
        ("US", ["Washington", "White House"]),
        ("GB", ["London", "Downing Street"]),
        ("MM", ["Naypyidaw"]),
    ],
)
def test_what_stands_for_a_government(iso: str, seats: list[str]) -> None:
    assert set(seats) <= set(countries()[iso].seats)
