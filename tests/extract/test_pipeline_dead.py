"""Whole reports: bodies and what became of them."""

from __future__ import annotations

import pytest

from tests.extract.made import Case, case, check, in_modes, some, want

FATES = [
    case(
        "found",
        "The bodies of 12 soldiers were found in a trench near Bakhmut.",
        want("remains_recovered", 12, status="combatant"),
    ),
    case(
        "pulled-from-rubble",
        "Rescuers pulled nine bodies from the rubble of the block after the air strike.",
        want("remains_recovered", 9),
    ),
    case(
        "exhumed", "Investigators exhumed 87 bodies from a mass grave outside the town.", want("remains_recovered", 87)
    ),
    case(
        "recovered-of-people",
        "The Red Crescent recovered the bodies of 30 fighters after the battle for Sirte.",
        want("remains_recovered", 30),
    ),
    case(
        "lying",
        "The bodies of 40 fighters are lying in the streets of Omdurman, residents said.",
        want("remains_uncollected", 40, extent="stock"),
    ),
    case("left-behind", "The retreating army left behind the bodies of 25 soldiers.", want("remains_uncollected", 25)),
    case(
        "held-in-a-morgue",
        "The morgue of the hospital in Goma now holds 120 bodies, the Red Cross said.",
        want("remains_held", 120, extent="stock"),
    ),
    case(
        "in-the-morgue", "There are 64 bodies in the city's morgue after a week of shelling.", want("remains_held", 64)
    ),
    case(
        "identified",
        "Only 30 of the 120 bodies found after the massacre have been identified.",
        want("remains_identified", 30),
    ),
    case(
        "handed-over",
        "Russia handed over the bodies of 1,212 soldiers to Ukraine on Monday.",
        want("remains_returned", 1212, status="combatant"),
    ),
    case("repatriated", "The remains of 17 peacekeepers were repatriated to Chad.", want("remains_returned", 17)),
    case(
        "refused",
        "Ukraine has refused to take back the bodies of 6,000 of its soldiers, Russia said.",
        want("remains_refused", 6000, party="Ukraine"),
    ),
    case(
        "withheld",
        "Israel is withholding the bodies of 200 Palestinians, a rights group said.",
        want("remains_withheld", 200, party="Palestine"),
    ),
    case(
        "refused-to-hand-over",
        "The army has refused to hand over the bodies of 14 rebels to their families.",
        want("remains_withheld", 14),
    ),
    case("buried", "Residents buried 35 people in a mass grave after the raid.", want("remains_buried", 35)),
    case(
        "bodies-buried",
        "The bodies of 35 villagers were buried in two mass graves after the raid.",
        want("remains_buried", 35),
    ),
    case(
        "burnt",
        "Soldiers burnt the bodies of 20 villagers after the massacre, survivors said.",
        want("remains_destroyed", 20),
    ),
    case(
        "cremated",
        "The army secretly cremated the bodies of 50 soldiers, the monitoring group said.",
        want("remains_destroyed", 50),
    ),
    case(
        "found-and-killed",
        "Eleven people were killed in the shelling. Their bodies were found on Tuesday.",
        want("killed", 11),
        some(measure="remains_recovered"),
    ),
]


@pytest.mark.parametrize(("case", "mode"), in_modes(FATES))
def test_what_became_of_the_dead(case: Case, mode: str) -> None:
    check(case, mode)


LIVING = [
    case(
        "captured",
        "The rebels captured 14 soldiers in the assault on the base.",
        want("captured", 14, status="combatant"),
    ),
    case("abducted", "Gunmen abducted 63 schoolgirls from a school in Zamfara.", want("captured", 63)),
    case("held", "The Houthis are holding 1,400 prisoners of war, the government said.", want("captured", 1400)),
    case("surrendered", "More than 200 fighters surrendered to the army near Kobani.", want("captured", 200, None)),
    case("exchanged", "Russia and Ukraine exchanged 200 prisoners of war on Friday.", want("released", 200)),
    case("freed", "The militia freed 18 hostages after talks with elders.", want("released", 18)),
    case(
        "fled",
        "About 7,000 people fled their homes after militiamen attacked the town.",
        want("displaced", 7000, comparator="about"),
    ),
    case("missing", "Twenty-six sailors are missing after the missile strike on the ship.", want("missing", 26)),
    case(
        "still-living-there",
        "Around 5,000 civilians remain in the besieged town of Avdiivka.",
        want("remaining", 5000, status="civilian", extent="stock"),
    ),
    case("raped", "Soldiers raped 14 women in the village, the UN said.", want("abused", 14)),
    case(
        "tortured",
        "At least 20 prisoners were tortured in the militia's jail, former detainees said.",
        want("abused", 20, None),
    ),
    case(
        "a-named-victim",
        "Omar Farouk Yusuf, 34, a journalist, was shot dead by gunmen in Mogadishu on Monday.",
        want("killed", 1, names=("Omar Farouk Yusuf",), persons=(("Omar Farouk Yusuf", 34),), means="small_arms"),
    ),
    case(
        "a-surname-that-is-a-town",
        "Idris Bako was shot dead by soldiers at a checkpoint on Monday.",
        want("killed", 1, names=("Idris Bako",), place=None),
    ),
    case(
        "a-soldier",
        "A Georgian soldier was killed by a roadside bomb.",
        want("killed", 1, party="Georgia", status="combatant"),
    ),
]


@pytest.mark.parametrize(("case", "mode"), in_modes(LIVING))
def test_what_became_of_the_living(case: Case, mode: str) -> None:
    check(case, mode)


THINGS = [
    case(
        "missiles-and-drones",
        "Russia fired 14 missiles and 94 drones at Ukraine overnight, the air force said.",
        want("attacks", 14, means="missile", actor="Russia"),
        want("attacks", 94, means="drone", actor="Russia"),
    ),
    case(
        "air-strikes",
        "Warplanes carried out 30 air strikes on the province in a day.",
        want("attacks", 30, means="air_strike"),
    ),
    case("targets-hit", "Israel said its army had hit 320 targets in Lebanon.", want("attacks", 320)),
    case("homes", "The shelling destroyed 40 houses and damaged two schools.", want("damage", 40), want("damage", 2)),
    case("shot-down", "Air defences shot down 15 drones over the port.", want("damage", 15)),
    case(
        "no-number",
        "A missile destroyed a bridge during the fighting.",
        never=[some(measure="attacks"), some(measure="damage")],
    ),
    case(
        "several-is-no-number",
        "Several houses were damaged by shelling.",
        never=[some(measure="attacks"), some(measure="damage")],
    ),
]


@pytest.mark.parametrize(("case", "mode"), in_modes(THINGS))
def test_attacks_and_damage_need_a_number(case: Case, mode: str) -> None:
    check(case, mode)
