"""Whole reports: where, when, whose people and by whom, from the sentence and from the report around it."""

from __future__ import annotations

import pytest

from tests.extract.made import Case, case, check, in_modes, some, want

WHERE = [
    case(
        "dateline",
        "KHARTOUM, March 12 - Shelling killed 20 people on Monday, a doctor said.",
        want("killed", 20, place="Khartoum", country="SD"),
    ),
    case(
        "place-of-the-headline",
        "Air strike on Mekelle kills ten\n\nTen people died in the strike on Monday, a doctor said. "
        "The dead included two children.",
        want("killed", 10, place="Mekelle", country="ET"),
        want("killed", 2, place="Mekelle", country="ET"),
    ),
    case(
        "the-city",
        "Rockets hit Mariupol on Friday. Eleven people were killed in the city.",
        want("killed", 11, place="Mariupol", country="UA", when=("2024-03-08", "2024-03-08")),
    ),
    case(
        "there",
        "Gunmen attacked the town of Djibo in Burkina Faso at dawn. Fifteen traders were killed there.",
        want("killed", 15, place="Djibo", country="BF"),
    ),
    case(
        "an-unknown-village",
        "Militiamen attacked the village of Tarbolo in South Sudan and killed 22 people.",
        want("killed", 22, place="Tarbolo", country="SS"),
    ),
    case(
        "a-site",
        "Two shells hit al-Shifa Hospital in Gaza City and killed four patients.",
        want("killed", 4, place="Gaza City"),
    ),
    case(
        "own-place-before-the-reports",
        "ADDIS ABABA - Drones struck the town of Alamata in Tigray on Sunday, killing 12 people, officials said.",
        want("killed", 12, place="Alamata", country="ET"),
    ),
    case("no-place", "Three soldiers were killed by mortar fire on Monday.", want("killed", 3, place=None)),
]


@pytest.mark.parametrize(("case", "mode"), in_modes(WHERE))
def test_where(case: Case, mode: str) -> None:
    check(case, mode)


WHEN = [
    case(
        "on-a-weekday",
        "Six soldiers were killed on Saturday in an ambush near Gao.",
        want("killed", 6, when=("2024-03-09",) * 2),
    ),
    case("yesterday", "Yesterday a shell killed two nurses in Taiz.", want("killed", 2, when=("2024-03-11",) * 2)),
    case(
        "a-date",
        "On 3 February 2024 warplanes bombed the camp and killed 31 people.",
        want("killed", 31, when=("2024-02-03",) * 2),
    ),
    case(
        "undated-report",
        "Six soldiers were killed on Saturday in an ambush near Gao.",
        want("killed", 6, when=(None, None)),
        published=None,
    ),
    case(
        "cumulative-since",
        "More than 30,000 people have been killed in Gaza since October 7, the health ministry said.",
        want("killed", 30000, None, extent="cumulative", when=("2023-10-07", "2024-03-12"), place="Gaza Strip"),
    ),
    case(
        "since-the-war-began",
        "At least 14,000 people have been killed in Sudan since the war began, the UN said.",
        want("killed", 14000, None, extent="cumulative", when=("2023-04-15", "2024-03-12")),
    ),
    case(
        "a-month",
        "In January 2024, shelling killed 158 civilians in Ukraine, the UN said.",
        want("killed", 158, when=("2024-01-01", "2024-01-31"), extent="period"),
    ),
    case(
        "the-day-of-the-sentence-before",
        "A missile hit the port on Sunday. Seven dockers were killed.",
        want("killed", 7, when=("2024-03-10",) * 2),
    ),
    case(
        "day-of-speech-is-not-the-day-of-harm",
        "The army said on Tuesday that 12 of its soldiers were killed in clashes on Saturday.",
        want("killed", 12, when=("2024-03-09",) * 2),
    ),
]


@pytest.mark.parametrize(("case", "mode"), in_modes(WHEN))
def test_when(case: Case, mode: str) -> None:
    check(case, mode)


WHO = [
    case(
        "actor-and-victims",
        "Israeli air strikes killed 14 Palestinians in Rafah on Monday.",
        want("killed", 14, party="Palestine", actor="Israel", means="air_strike"),
    ),
    case(
        "by-agent",
        "Forty villagers were killed by fighters of the Rapid Support Forces in Gezira, residents said.",
        want("killed", 40, actor="Rapid Support Forces", party="Sudan"),
    ),
    case(
        "soldiers-of-a-side",
        "Russian shelling killed three Ukrainian soldiers near Robotyne.",
        want("killed", 3, party="Ukraine", status="combatant", actor="Russia", means="artillery"),
    ),
    case(
        "the-strike",
        "A Russian missile hit a cafe in Kramatorsk on Monday. The strike killed 12 people.",
        want("killed", 12, party="Ukraine", actor="Russia", place="Kramatorsk", when=("2024-03-11",) * 2),
    ),
    case(
        "party-of-the-place",
        "Shells killed eight people in a market in Aden, Yemen.",
        want("killed", 8, party="Yemen"),
    ),
    case(
        "armed-group-as-victims",
        "Somali troops killed 50 al-Shabaab fighters in an operation in Galmudug.",
        want("killed", 50, party="Al-Shabaab", actor="Somalia", status="combatant"),
    ),
    case(
        "prisoners",
        "Ukraine captured 31 Russian soldiers in the village, its general staff said.",
        want("captured", 31, party="Russia", status="combatant"),
    ),
    case(
        "a-people",
        "Islamic State fighters abducted 40 Yazidi women near Sinjar.",
        want("captured", 40, party="Yazidis", actor="Islamic State"),
    ),
    case("no-party", "Gunmen killed five people.", want("killed", 5, actor=None)),
]


@pytest.mark.parametrize(("case", "mode"), in_modes(WHO))
def test_whose_people_and_by_whom(case: Case, mode: str) -> None:
    check(case, mode)


SUPERSEDED = [
    case(
        "raised-from",
        "The death toll from the strike on the hospital was raised from 63 to 89 on Monday.",
        want("killed", 89, superseded=False),
        want("killed", 63, superseded=True),
    ),
    case(
        "up-from",
        "The bombing killed 31 people, police said, up from 24 reported earlier.",
        want("killed", 31, superseded=False),
        want("killed", 24, superseded=True),
    ),
    case(
        "initial-reports",
        "The army first spoke of an initial toll of 9 soldiers killed in the ambush; it now says 14 were killed.",
        want("killed", 14, superseded=False),
    ),
    case(
        "a-new-strike-replaces-nothing",
        "Shelling killed nine people on Sunday and 14 people on Monday.",
        want("killed", 9, superseded=False),
        want("killed", 14, superseded=False),
        never=[some(superseded=True)],
    ),
]


@pytest.mark.parametrize(("case", "mode"), in_modes(SUPERSEDED))
def test_a_replaced_figure_is_superseded(case: Case, mode: str) -> None:
    check(case, mode)
