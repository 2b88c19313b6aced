"""Kept fields: group, persons, recognition, responsibility, counterparty, remains, directness, further places."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.extract.made import claims_of
from tollbook.extract.en.kept_lexicon import kept_words
from tollbook.model import Claim, Reading


def reading(text: str, measure: str, low: int | None) -> Reading:
    """The reading of the claim of this measure and count; by rules alone where the learned parts refuse it."""
    claims = [*claims_of(text), *claims_of(text, learned=False)]
    found = [c.reading for c in claims if (c.reading.measure.value, c.reading.count.low) == (measure, low)]
    assert found, [(c.reading.measure.value, c.reading.count.low) for c in claims]
    return found[0]


def killed(text: str, low: int = 1) -> Reading:
    return reading(text, "killed", low)


@pytest.mark.parametrize(
    ("text", "low", "group"),
    [
        ("Two elderly women were killed in the shelling of Taiz.", 2, {"sex:female", "age:elderly"}),
        ("Three young unarmed men were killed by soldiers in Bunia.", 3, {"sex:male", "age:young", "arms:unarmed"}),
        ("Four aid workers were killed in an air strike on Sanaa.", 4, {"role:aid_worker"}),
        ("Rebels killed five police officers in Goma.", 5, {"role:police"}),
        ("Shelling killed two teenage girls in Kherson.", 2, {"sex:female", "age:child"}),
        ("A 9-year-old boy was killed by a rocket in Idlib.", 1, {"sex:male", "age:child"}),
        ("A 40-year-old man was killed by a rocket in Idlib.", 1, {"sex:male", "age:adult"}),
        ("Six female journalists were killed in an air strike on Gaza.", 6, {"sex:female", "role:journalist"}),
        ("Twelve people were killed in an air strike on Gaza.", 12, set()),
    ],
)
def test_the_noun_and_its_words_say_who_the_group_is(text: str, low: int, group: set[str]) -> None:
    victims = killed(text, low).victims
    assert victims is not None
    assert set(victims.group) == group


@pytest.mark.parametrize(
    ("text", "low", "persons"),
    [
        ("Captain Aram Sarkoyan (28) was killed by a drone.", 1, [("Aram Sarkoyan", 28, None, "Captain")]),
        ("Mrs. Olha Tkachuka, 61, was killed by shelling in Kherson.", 1, [("Olha Tkachuka", 61, "female", None)]),
        (
            "A policeman, identified as Daud Zamari, 34, was killed by militants in Quetta.",
            1,
            [("Daud Zamari", 34, None, None)],
        ),
        (
            "Two men identified as Omar Saidi and Ali Rezwani were killed by shelling in Homs.",
            2,
            [("Omar Saidi", None, "male", None), ("Ali Rezwani", None, "male", None)],
        ),
        (
            "Rebels killed a farmer in Bunia. The victim was identified as Jean Mbekilo (52).",
            1,
            [("Jean Mbekilo", 52, None, None)],
        ),
        (
            "Soldiers killed two farmers in Bunia. The dead were identified as Jean Mbekilo (52) and Luc Tambana (31).",
            2,
            [("Jean Mbekilo", 52, None, None), ("Luc Tambana", 31, None, None)],
        ),
        ("Soldiers killed three farmers in Bunia. The victims were identified as Jean Mbekilo and Luc Tambana.", 3, []),
        ("Twelve people were killed in an air strike on Gaza.", 12, []),
    ],
)
def test_named_victims(text: str, low: int, persons: list[tuple[Any, ...]]) -> None:
    found = killed(text, low)
    assert [(p.name, p.age, p.sex, p.rank) for p in found.persons] == persons
    assert found.victims is not None
    assert list(found.victims.names) == [p[0] for p in persons]


def test_a_pronoun_that_follows_tells_the_sex() -> None:
    found = killed("Shelling killed Olha Tkachuka in Kherson. She was a teacher.")
    assert [p.sex for p in found.persons] == ["female"]


@pytest.mark.parametrize(
    ("text", "responsibility"),
    [
        (
            "A bomb killed 12 people in Kabul on Sunday. Islamic State claimed responsibility for the attack.",
            ("claimed:Islamic State",),
        ),
        ("A bomb killed 12 people in Kabul on Sunday. No group has claimed responsibility for the attack.", ()),
        (
            "Shells killed 12 people in Donetsk. Ukraine's army blamed Russia. The Kremlin denied responsibility.",
            ("accused:Russia:Ukraine's army", "denied:Russia:The Kremlin"),
        ),
        ("Shells killed 12 people in Donetsk. Russia was blamed for the attack.", ("accused:Russia",)),
        ("Shells killed 12 people in Donetsk on Sunday.", ()),
    ],
)
def test_responsibility_with_who_says_so(text: str, responsibility: tuple[str, ...]) -> None:
    assert killed(text, 12).responsibility == responsibility


def test_a_statement_far_from_the_claim_is_not_the_claims() -> None:
    text = (
        "A bomb killed 12 people in Kabul on Sunday.\n\nThe market was closed.\n\nShops were shut.\n\nStreets were "
        "empty.\n\nIslamic State claimed responsibility for another attack in Herat."
    )
    assert killed(text, 12).responsibility == ()


@pytest.mark.parametrize(
    ("text", "measure", "low", "counterparty"),
    [
        ("Hamas released four Israeli hostages to the Red Cross.", "released", 4, "Red Cross"),
        ("The bodies of 12 Lebanese fighters were returned by Israel to Lebanon.", "remains_returned", 12, "Israel"),
        ("Kyiv said Russia had returned the bodies of 12 Ukrainian soldiers.", "remains_returned", 12, "Russia"),
        ("Damascus refused to accept the bodies of seven soldiers.", "remains_refused", 7, "Syria"),
    ],
)
def test_the_other_side_of_a_handover(text: str, measure: str, low: int, counterparty: str) -> None:
    assert reading(text, measure, low).counterparty == counterparty


def test_no_handover_no_counterparty() -> None:
    assert killed("Russia killed 12 soldiers in Kharkiv.", 12).counterparty is None


@pytest.mark.parametrize(
    ("text", "measure", "low", "detail"),
    [
        ("Forty bodies were buried in a mass grave in Bucha.", "remains_buried", 40, ("buried_together",)),
        ("Twenty bodies were buried in unmarked graves in Mekelle.", "remains_buried", 20, ("grave_unmarked",)),
        ("Twenty bodies were buried in individual graves in Mekelle.", "remains_buried", 20, ("buried_individually",)),
        (
            "The bodies of 12 rebels were burned to hide the killings.",
            "remains_destroyed",
            12,
            ("cremated:to hide the killings",),
        ),
    ],
)
def test_what_became_of_remains(text: str, measure: str, low: int, detail: tuple[str, ...]) -> None:
    assert reading(text, measure, low).remains_detail == detail


@pytest.mark.parametrize(
    ("text", "low", "directness"),
    [
        ("Forty children died of malnutrition in El Fasher, the army said.", 40, "indirect"),
        ("Six prisoners of war died from lack of medical care in Donetsk.", 6, "indirect"),
        ("An air strike killed nine civilians in El Fasher.", 9, "direct"),
        ("Nine civilians were killed in El Fasher by the army.", 9, None),
    ],
)
def test_directness(text: str, low: int, directness: str | None) -> None:
    assert killed(text, low).directness == directness


def test_the_day_of_recognition_where_it_differs() -> None:
    found = [
        c.reading for c in claims_of("The body of a soldier killed in 2022 was identified on 4 March 2024 in Kyiv.")
    ]
    assert date(2024, 3, 4) in {r.recognised for r in found if r.when.end != date(2024, 3, 4)}


def test_an_attack_on_a_known_day_has_no_other_day() -> None:
    assert killed("A drone killed 12 people in Kherson on 4 March 2024, officials confirmed.", 12).recognised is None


def test_further_places_and_actors() -> None:
    places = killed("A drone strike killed 12 people in Kherson and Mykolaiv.", 12)
    assert places.place is not None
    assert {places.place.name, *(p.name for p in places.further_places)} == {"Kherson", "Mykolaiv"}
    (claim,) = claims_of("Four aid workers were killed in US and Israeli air strikes on Sanaa.", learned=False)
    actors = claim.reading
    assert actors.actor is not None
    assert [actors.actor.party, *(a.party for a in actors.further_actors)] == ["United States", "Israel"]


def test_a_province_that_holds_the_town_is_no_second_place() -> None:
    assert killed("Shelling killed 12 people in the town of Izyum in Kharkiv region.", 12).further_places == ()


def test_attacks_and_damage_keep_nothing_of_persons() -> None:
    claims: tuple[Claim, ...] = claims_of("Russia fired 14 missiles at Kharkiv. Shelling destroyed 12 houses.")
    assert claims
    assert all(c.reading.persons == () and c.reading.directness is None for c in claims)


def test_every_word_for_a_group_says_one_kind_of_thing() -> None:
    assert {said.split(":")[0] for said in kept_words().group.values()} == {
        "age", "sex", "role", "arms", "health", "duty",
    }  # fmt: skip
