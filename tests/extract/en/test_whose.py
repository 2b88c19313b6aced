"""Whom a phrase counts."""

from __future__ import annotations

import pytest

from tollbook.extract.en.whose import read_whose
from tollbook.model import Status


@pytest.mark.parametrize(
    ("words", "nouns"),
    [
        ("children", (("age:child",),)),
        ("more than 1,500 of them children", (("age:child",),)),
        ("women and children", (("sex:female",), ("age:child",))),
        ("two girls", (("sex:female", "age:child"),)),
        ("female journalists", (("sex:female", "role:journalist"),)),
        ("aid workers", (("role:aid_worker",),)),
        ("police officers", (("role:police",),)),
        ("people", ((),)),
    ],
)
def test_nouns_tell_who_they_are(words: str, nouns: tuple[tuple[str, ...], ...]) -> None:
    assert read_whose(words).nouns == nouns


def test_a_party_and_whether_they_fight() -> None:
    soldiers, civilians, rest = (read_whose(w) for w in ("Ukrainian soldiers", "Israeli civilians", "Sudan"))
    assert (soldiers.party, soldiers.status) == ("Ukraine", Status.COMBATANT)
    assert (civilians.party, civilians.status) == ("Israel", Status.CIVILIAN)
    assert (rest.party, rest.status) == ("Sudan", Status.UNKNOWN)


def test_things_are_kept_as_words() -> None:
    assert read_whose("drones").words == ("drone",)
    assert read_whose("").nouns == ()
