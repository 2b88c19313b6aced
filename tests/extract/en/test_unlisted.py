"""Names that no list has are told from words, and those derived from one another go together."""

from __future__ import annotations

import pytest

from tollbook.extract.en.unlisted import Unlisted, is_name, stem_of, unlisted_names


def names(text: str) -> dict[str, Unlisted]:
    return {text[u.start : u.end]: u for u in unlisted_names(text, ())}


@pytest.mark.parametrize("word", ["Zarkovia", "Zarkovian", "Quelmor", "Ostmarkers"])
def test_a_word_that_is_not_english_is_a_name(word: str) -> None:
    assert is_name(word)


@pytest.mark.parametrize("word", ["Shelling", "Fighters", "Ministry", "Tuesday", "March", "Muslim", "Reuters", "Don't"])
def test_words_days_creeds_and_outlets_are_no_names(word: str) -> None:
    assert not is_name(word)


@pytest.mark.parametrize(
    ("land", "others"), [("Zarkovia", ["Zarkovian", "Zarkovians"]), ("Quelmark", ["Quelmarkic", "Quelmarkers"])]
)
def test_a_land_its_people_and_their_adjective_have_one_stem(land: str, others: list[str]) -> None:
    assert {stem_of(word) for word in others} == {stem_of(land)}


def test_derived_names_say_what_they_are() -> None:
    found = names("The Zarkovian army left Zarkovia. Nine Zarkovians stayed behind with a Quelmorian.")
    assert found["Zarkovian"].form == "adjective" and found["Zarkovians"].form == "people"
    assert found["Zarkovia"].form == "" and found["Quelmorian"].form == ""


@pytest.mark.parametrize(
    "text", ["President Quelmor said so.", "She met Ilka Quelmor.", "Quelmor, 34, was hurt.", "Gen. Quelmor fled."]
)
def test_persons_are_told_by_title_age_or_a_second_word(text: str) -> None:
    assert [u.person for u in unlisted_names(text, ())] == [True]


def test_a_surname_alone_is_the_person_named_before() -> None:
    first, second = unlisted_names("The shell hit the house of Ilka Quelmor. A neighbour said Quelmor had left.", ())
    assert first.person and second.person and first.stem == second.stem


def test_a_name_that_has_an_adjective_is_no_person() -> None:
    assert not any(u.person for u in unlisted_names("President Zarkovia met the Zarkovian envoy.", ()))


def test_small_words_join_a_name_and_stretches_taken_are_left_out() -> None:
    text = "Ilka al-Quelmor spoke in Drenholm."
    assert set(names(text)) == {"Ilka al-Quelmor", "Drenholm"}
    at = text.index("Drenholm")
    assert len(unlisted_names(text, [(at, at + 8)])) == 1


def test_capitals_are_a_name_only_beside_the_name_in_small_letters() -> None:
    assert names("ZARKOVIA burns. The Zarkovian army fled.")["ZARKOVIA"].stem == stem_of("Zarkovia")
    assert "ZARKOVIA" not in names("ZARKOVIA burns. The army fled.")
