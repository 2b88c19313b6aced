"""Names: surnames, acronyms and head words put in full from the rest of the report."""

from __future__ import annotations

import pytest

from tollbook.extract.en.names import Names, looks_like_person, untitled

TEXT = (
    "General Idris Bako visited the front. The Northern Relief Committee (NRC) sent help. Bako said the Karo Human "
    "Rights Observatory was wrong. The Observatory and NRC disagreed. Idris Bako left with Amina Sesay."
)


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("Bako", "Idris Bako"),
        ("General Bako", "Idris Bako"),
        ("Sesay", "Amina Sesay"),
        ("Okoro", "Okoro"),
        ("Idris Bako", "Idris Bako"),
    ],
)
def test_a_surname_is_put_in_full(name: str, full: str) -> None:
    assert Names(TEXT).full_person(name) == full


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("NRC", "Northern Relief Committee"),
        ("the NRC", "Northern Relief Committee"),
        ("the Observatory", "Karo Human Rights Observatory"),
        ("the Ministry", "Ministry"),
    ],
)
def test_a_body_is_put_in_full(name: str, full: str) -> None:
    assert Names(TEXT).full_body(name) == full


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Gen. Idris Bako", "Idris Bako"),
        ("Prime Minister Amina Sesay", "Amina Sesay"),
        ("General", "General"),
        ("Bako", "Bako"),
    ],
)
def test_titles_come_off(name: str, bare: str) -> None:
    assert untitled(name) == bare


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Idris Bako", True),
        ("Abu Bakr al Karo", True),
        ("Health Ministry", False),
        ("Bako", False),
        ("Ana Maria de Souza", True),
    ],
)
def test_what_can_be_a_persons_name(words: str, expected: bool) -> None:
    assert looks_like_person(words.split()) is expected


def test_names_of_an_empty_text() -> None:
    assert Names("").mentions == []
    assert Names("").full_person("Bako") == "Bako"
