"""Whole reports that claim nothing: what may be or is planned, what is no war, numbers that are no counts."""

from __future__ import annotations

import pytest

from tests.extract.made import Case, case, check, in_modes, some, want

ANY_DEATH = (some(measure="killed"), some(measure="casualties"), some(measure="injured"))

UNREAL = [
    case(
        "could-kill", "A new offensive on the town could kill thousands of people, aid groups warned.", never=ANY_DEATH
    ),
    case(
        "would-displace",
        "An assault on Rafah would displace 500,000 people, the UN said.",
        never=[some(measure="displaced")],
    ),
    case("if", "If the shelling goes on, hundreds more will be killed, the mayor said.", never=ANY_DEATH),
    case("may-die", "The ministry warned that 500 prisoners may die of hunger in the jail.", never=ANY_DEATH),
    case(
        "plans-to-evacuate",
        "The army plans to evacuate 2,000 civilians from the front line.",
        never=[some(measure="displaced")],
    ),
    case(
        "threatened",
        "The rebels threatened to kill 12 hostages unless the army withdrew.",
        never=[some(measure="killed")],
    ),
    case("vowed", "The group vowed to free 40 prisoners from the jail.", never=[some(measure="released")]),
    case("tried", "Gunmen tried to kidnap six aid workers in Maiduguri but fled.", never=[want("captured", 6)]),
    case("demands", "The rebels demanded the release of 300 prisoners.", never=[some(measure="released")]),
    case("general", "War is hell: people are dying and nobody cares.", never=[some(comparator="exact")]),
]


@pytest.mark.parametrize(("case", "mode"), in_modes(UNREAL))
def test_what_did_not_happen_is_no_claim(case: Case, mode: str) -> None:
    check(case, mode)


NO_WAR = [
    case("earthquake", "An earthquake in Chile killed 300 people and injured 1,000 on Monday.", never=ANY_DEATH),
    case(
        "crash",
        "A bus crash on a mountain road killed 12 passengers and injured 20, traffic officials said.",
        never=ANY_DEATH,
    ),
    case(
        "flood",
        "Floods swept through the valley, killing 45 people and displacing 9,000.",
        never=[some(measure="killed")],
    ),
    case(
        "virus",
        "The virus has killed 2,000 people in the country since March, the health ministry said.",
        never=ANY_DEATH,
    ),
    case("film", "In the film, a sergeant watches 40 soldiers die on the beach.", never=ANY_DEATH),
    case("league", "The team lost 4-2 and its striker was injured in the match.", never=ANY_DEATH),
]


@pytest.mark.parametrize(("case", "mode"), in_modes(NO_WAR))
def test_harm_without_a_war_is_no_claim(case: Case, mode: str) -> None:
    check(case, mode)


NO_COUNTS = [
    case(
        "age",
        "A 44-year-old farmer was killed by shelling in Sumy.",
        want("killed", 1),
        never=[some(count=(44, 44))],
    ),
    case(
        "unit",
        "Soldiers of the 79th Brigade killed 12 attackers near the river.",
        want("killed", 12),
        never=[some(count=(79, 79))],
    ),
    case(
        "calibre-and-distance",
        "A 122 mm rocket fired from 20 km away killed two farmers in the border village.",
        want("killed", 2),
        never=[some(count=(122, 122)), some(count=(20, 20))],
    ),
    case(
        "percentage",
        "The war has left 60 per cent of the population hungry; shelling killed nine people on Monday.",
        want("killed", 9),
        never=[some(count=(60, 60))],
    ),
    case(
        "date",
        "On 14 May 2023, gunmen killed 31 people in the market.",
        want("killed", 31),
        never=[some(count=(14, 14)), some(count=(2023, 2023))],
    ),
]


@pytest.mark.parametrize(("case", "mode"), in_modes(NO_COUNTS))
def test_other_numbers_are_no_counts(case: Case, mode: str) -> None:
    check(case, mode)
