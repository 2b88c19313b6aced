"""Names of speakers that are one source, and names that nobody in particular has."""

from __future__ import annotations

import pytest

from tollbook.model import SourceKind
from tollbook.reference.registry import in_office, known_source, outlet_source


@pytest.mark.parametrize(
    "names",
    [
        ("Russia's defence ministry", "the Russian Ministry of Defence", "MoD in Moscow", "Russian defense ministry"),
        ("Lebanon's health ministry", "Lebanese Ministry of Public Health", "the Health Ministry of Lebanon"),
        ("UK Ministry of Defence", "Britain's defence ministry", "British MoD spokesman"),
        ("General Staff of the Armed Forces of Ukraine", "Ukraine's General Staff", "the Ukrainian General Staff"),
        ("SOHR", "Syrian Observatory for Human Rights", "the Syrian Observatory for Human Rights (SOHR)"),
        ("UN Human Rights Office", "OHCHR", "U.N. Human Rights Office"),
        ("AFP", "Agence France-Presse", "An AFP correspondent in the city", "reporters of AFP"),
        ("Houthis", "Ansar Allah", "the Houthis"),
        ("President Volodymyr Zelenskyy", "Volodymyr Zelensky", "Volodymyr Zelenskiy"),
        ("Kyiv", "Ukraine", "the Ukrainian government"),
        ("A spokeswoman for the Ministry of Foreign Affairs of Qatar", "Qatar's foreign ministry"),
    ],
)
def test_names_of_one_source_have_one_key(names: tuple[str, ...]) -> None:
    found = [known_source(name) for name in names]
    assert len({one.key for one in found}) == 1
    assert all(one.named for one in found)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Russia's defence ministry", "Ukraine's defence ministry"),
        ("Ukraine's defence ministry", "Ukraine's General Staff"),
        ("RSF", "Reporters Without Borders"),
        ("Interfax", "Interfax-Ukraine"),
        ("the Saudi Press Agency", "the Kuwait News Agency"),
    ],
)
def test_different_sources_have_different_keys(a: str, b: str) -> None:
    assert known_source(a).key != known_source(b).key


@pytest.mark.parametrize(
    "name",
    [
        *("officials", "Residents", "a military source", "US officials", "Two security sources", "local media"),
        *("Ukrainian authorities", "witnesses in the town", "an unnamed diplomat", "Kurdish officials", "the ministry"),
    ],
)
def test_speakers_whom_nobody_names_are_nobody_in_particular(name: str) -> None:
    assert not known_source(name).named


def test_a_body_without_a_country_is_known_only_by_the_speaker_s_party() -> None:
    assert not known_source("the defence ministry").named
    told = known_source("the defence ministry", SourceKind.MILITARY, "Chad")
    assert told.key == known_source("Chad's Ministry of Defence").key


def test_a_witness_s_name_is_one_report_s() -> None:
    assert not known_source("Amina Farah", SourceKind.WITNESS).named
    assert known_source("Amina Farah", SourceKind.GOVERNMENT).named


def test_a_surname_alone_is_apart_from_the_full_name_and_by_party() -> None:
    alone = known_source("Ivanenko", SourceKind.MILITARY, "North")
    assert alone.key != known_source("Petro Ivanenko", SourceKind.MILITARY, "North").key
    assert alone.key != known_source("Ivanenko", SourceKind.MILITARY, "South").key


@pytest.mark.parametrize("name", ["Reuters", "reuters.com", "https://www.reuters.com/world", "Thomson Reuters"])
def test_an_outlet_is_known_by_its_name_and_domain(name: str) -> None:
    assert outlet_source(name).key == known_source("Reuters", SourceKind.MEDIA).key


def test_an_unknown_outlet_goes_by_its_name_or_the_owner_of_its_domain() -> None:
    assert outlet_source("news.harbour-post.co.uk").key == outlet_source("harbour-post").key
    assert outlet_source("The Harbour Post").key == known_source("Harbour Post", SourceKind.MEDIA).key


def test_two_sides_said_to_speak_together_are_neither() -> None:
    assert known_source("Israel and Hezbollah").key != known_source("Israel").key
    assert known_source("Iran and Russia").key != known_source("Russia").key


def test_a_body_is_named_by_its_party() -> None:
    assert known_source("the army", SourceKind.MILITARY, "Chad").name == "Chad's armed forces"
    assert known_source("Kyiv").name == "Ukraine"


@pytest.mark.parametrize("name", ["Local Media", "Israeli Media", "Regional Authorities"])
def test_capitals_alone_make_no_proper_name(name: str) -> None:
    assert not known_source(name).named


@pytest.mark.parametrize(
    "name", ["HARBOUR24 Media", "Royal Coast Police", "Philippine News Agency", "Ethiopian Human Rights Commission"]
)
def test_an_institution_with_a_name_of_its_own_is_named(name: str) -> None:
    assert known_source(name).named


def test_a_leader_s_years_in_office_are_known() -> None:
    since, until = in_office("Ashraf Ghani", "Afghanistan")
    assert (str(since), str(until)) == ("2014-09-29", "2021-08-15")
    assert in_office("Petro Ivanenko", "North") == (None, None)
    assert in_office("Ashraf Ghani", None) == (None, None)
