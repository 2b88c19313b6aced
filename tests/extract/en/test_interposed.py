"""Victims that a parse loses behind words set between them and the word for harm."""

from __future__ import annotations

from datetime import date

import pytest

from tests.extract.made import made_report
from tollbook.extract.en.context import read_context
from tollbook.extract.en.draft import drafts_of
from tollbook.model import Project


def direct(text: str) -> set[tuple[str, int | None]]:
    """Measure and lower bound of the candidates that are joined to the word for harm."""
    context = read_context(made_report(text, published=date(2024, 3, 12)), Project())
    return {(d.measure.value, d.candidate.count.low) for d in drafts_of(context) if d.candidate.relation != "loose"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Two guards were killed and one another sustained injuries when a mine went off.", ("injured", 1)),
        ("A border guard, identified as Amo Teral, sustained injuries in the blast near Osk.", ("injured", 1)),
        ("Four others, including the driver of a lorry caught in the firing, sustained injuries.", ("injured", 4)),
        ("One soldier was killed while another sustained shrapnel injuries.", ("injured", 1)),
        (
            "Two guards and four porters, three of them identified as Amo Teral, Bin Orsa and Cal Ruda, sustained "
            "injuries in an ambush.",
            ("injured", 4),
        ),
        (
            "Amo Teral, a ranger, was killed and two others identified as Bin Orsa and Cal Ruda, were injured in a "
            "mine blast set off by the rebels near the mill.",
            ("injured", 2),
        ),
        ("Another associate of the mayor identified as Bin Orsa was seriously injured.", ("injured", 1)),
        ("Rebels attacked the post at Osk, leaving one ranger, B. Cal Orsa, seriously injured.", ("injured", 1)),
        ("The number of villagers killed along the canal since May 2023 has exceeded 6,000.", ("killed", 6000)),
        ("The number of the dead in the port has reached 310.", ("killed", 310)),
        ("The floods forced the evacuation of, by the latest count, 17,600 people.", ("displaced", 17600)),
        ("The officials put the Eritrean dead at close to 900.", ("killed", 900)),
        ("They put the Turkish wounded at between 100 and 120.", ("injured", 100)),
        ("Three others are in critical condition, a doctor said.", ("injured", 3)),
        ("12,000 Displaced by Floods in Velimor", ("displaced", 12000)),
        ("15 people were reported dead, nine missing and 61, 000 people displaced.", ("displaced", 61000)),
        ("To date, 290 families have been found in need of emergency shelter.", ("displaced", 290)),
        ("The fire forced the evacuation of about 50 homes.", ("displaced", 50)),
        ("Completely destroyed housing: 146", ("damage", 146)),
        ("The quake damaged 80 houses, destroyed 20 others and injured nine.", ("damage", 20)),
        ("A villager was assaulted to death by the rebels.", ("killed", 1)),
    ],
)
def test_victims_behind_other_words(text: str, wanted: tuple[str, int | None]) -> None:
    assert wanted in direct(text)


@pytest.mark.parametrize(
    ("text", "unwanted"),
    [
        ("Rebels shot dead a farmer near Osk.", ("injured", 1)),
        ("A villager was beaten to death by the rebels.", ("abused", 1)),
        ("Rebels assaulted a villager.", ("killed", 1)),
        ("12 people were wounded at 9 in the morning.", ("injured", 9)),
        ("15 people were reported dead, nine missing and 61, 000 people displaced.", ("displaced", 9)),
        ("Some 300 families are in need of seed.", ("displaced", 300)),
    ],
)
def test_what_is_not_said_of_them(text: str, unwanted: tuple[str, int | None]) -> None:
    assert unwanted not in direct(text)


def test_people_told_by_number_and_by_name_are_told_once() -> None:
    text = "Three villagers, Amo Teral, B. C. Orsa and Dol Ruda, were injured in a mine blast near Osk."
    assert {claim for claim in direct(text) if claim[0] == "injured"} == {("injured", 3)}
