"""Whose dead somebody is said to leave, burn or refuse: the doer's own, whoever says so."""

from __future__ import annotations

import pytest

from tests.extract.made import claims_of


def parties(text: str) -> set[str | None]:
    return {
        c.reading.victims.party
        for c in claims_of(text)
        if c.reading.victims and c.reading.measure.value.startswith("remains_")
    }


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Armenia accused Azerbaijan of abandoning its dead on the slopes.", "Azerbaijan"),
        ("Azerbaijan accused Armenia of abandoning its dead on the slopes.", "Armenia"),
        ("Ethiopia said Eritrea uses mobile crematoriums to burn its soldiers.", "Eritrea"),
        ("Eritrea said Ethiopia uses mobile crematoriums to burn its soldiers.", "Ethiopia"),
        ("Sudan's army said the Rapid Support Forces had burned the bodies of their own men.", "Rapid Support Forces"),
        ("According to Delhi, Islamabad refuses to take back its dead.", "Pakistan"),
    ],
)
def test_the_dead_are_the_doers_not_the_speakers(text: str, party: str) -> None:
    assert parties(text) == {party}


def test_the_dead_of_the_invaders_are_not_the_speakers() -> None:
    said = "Armenia claimed that the invaders had driven crematoriums to the front to dispose of their dead."
    assert parties(said) == {None}
    assert parties(f"Azerbaijan's army took the hill. {said}") == {"Azerbaijan"}


def test_a_cremation_chamber_brought_along_is_told_of_those_who_bring_it() -> None:
    (claim,) = claims_of("Armenia said the Azerbaijani army had taken a cremation chamber along.")
    assert claim.reading.remains_detail == ("cremated",)
    assert claim.reading.victims is not None
    assert claim.reading.victims.party == "Azerbaijan"


@pytest.mark.parametrize(
    "before",
    [
        "The Armenian army took the hill on Monday. Azerbaijan said they had",
        'Azerbaijan called on the mothers. "The Armenian people are dying here. Do you know that they have',
    ],
)
def test_those_who_are_only_they_are_the_people_named_last_and_not_the_speaker(before: str) -> None:
    text = f"{before} brought a cremation chamber along."
    burnt = [c.reading for c in claims_of(text) if c.reading.remains_detail == ("cremated",)]
    assert [r.victims and r.victims.party for r in burnt] == ["Armenia"]
