"""Texts in capitals are read in ordinary case; evidence still indexes the text as it was sent."""

from __future__ import annotations

import pytest

from tollbook.extract import extract_claims
from tollbook.extract.capitals import from_capitals, in_ordinary_case
from tollbook.extract.capitals_words import is_common
from tollbook.extract.clean import clean
from tollbook.extract.document import read_document
from tollbook.model import Measure, Report


def recased(text: str) -> str:
    return from_capitals(text, is_common)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "THE REBELS TOOK LA VELINA, NEAR SAN TORELO DE LA SIERRA.",
            "The rebels took La Velina, near San Torelo de la Sierra.",
        ),
        (
            "ON 4 MAY THE MAYOR SAID THE MARCH MAY BE HELD IN MARCH 1991.",
            "On 4 May the mayor said the march may be held in March 1991.",
        ),
        (
            "THE POPULAR TORELAN FRONT (PTF) DENIED IT. THE PTF LEFT.",
            "The Popular Torelan Front (PTF) denied it. The PTF left.",
        ),
        ("HE MET COL. TORELLI AND FATHER BASTIDE.", "He met Col. Torelli and Father Bastide."),
        ("I SAW 3D BRIGADE MEN WITH AN M-16.", "I saw 3d brigade men with an M-16."),
    ],
)
def test_names_keep_their_capitals(text: str, expected: str) -> None:
    assert recased(text) == expected


def test_a_text_in_ordinary_case_stays() -> None:
    cleaned = clean("The UN said that ten people died in Varnova.")
    assert in_ordinary_case(cleaned) is cleaned


def test_names_of_parties_that_are_words_do_not_fire() -> None:
    assert recased("IT IS A FACT THAT THEY LET THE MODEL GO.") == "It is a fact that they let the model go."


def test_editors_marks_are_not_read() -> None:
    text = "VARNOVA, 3 JAN 90 (XYZ) -- [TEXT] THE ARMY SAID THAT [WORDS INDISTINCT] SOLDIERS LEFT THE TOWN OF VARNOVA."
    sentences = [s.text for s in read_document(Report(text=text)).sentences]
    assert sentences == ["VARNOVA, 3 Jan 90 (XYZ) --", "The army said that soldiers left the town of Varnova."]


def test_claims_index_the_text_as_sent() -> None:
    text = (
        "   VARNOVA, 3 JAN 90 (XYZ) -- [TEXT] GUERRILLAS ATTACKED THE TOWN GARRISON WITH ROCKETS YESTERDAY.  THE ARMY\n"
        "SAID THAT 14 SOLDIERS WERE KILLED IN THE FIGHTING [AS HEARD].\n"
    )
    claims = [c for c in extract_claims(Report(text=text)) if c.reading.measure is Measure.KILLED]
    assert [(c.reading.count.low, c.reading.count.high) for c in claims] == [(14, 14)]
    evidence = claims[0].reading.evidence
    assert "14 SOLDIERS WERE KILLED" in text[evidence.start : evidence.end]


def test_persons_killed_by_name_are_claims() -> None:
    text = (
        "Gunmen opened fire in the market of Varnova, where troops have fought guerrillas for months. "
        "Father Anselm Torvane and Brenda Quillsworth were murdered by guerrillas in the attack, the army said."
    )
    names = {name for c in extract_claims(Report(text=text)) for name in c.reading.victims.names}  # type: ignore[union-attr]
    assert {"Anselm Torvane", "Brenda Quillsworth"} <= names
