"""Whole reports: totals and their parts, figures carried over, joint figures, none at all, and notes."""

from __future__ import annotations

import pytest

from tests.extract.made import Case, case, check, in_modes, some, want

CHILD, FEMALE = ("age:child",), ("sex:female",)

PARTS = [
    case(
        "among-them",
        "Shelling killed 12 people, among them three children, in Kharkiv on Monday, the governor said.",
        want("killed", 12, comparator="exact"),
        want("killed", 3, group=CHILD, status="civilian"),
    ),
    case(
        "including-two-groups",
        "At least 30 people, including 11 women and six children, were killed when warplanes bombed a market in Sanaa.",
        want("killed", 30, None, comparator="at_least", means="air_strike"),
        want("killed", 11, group=FEMALE),
        want("killed", 6, group=CHILD),
    ),
    case(
        "of-the-total",
        "Of the 63 people killed in the raid on the village, 21 were children, the army of Chad said.",
        want("killed", 63),
        want("killed", 21, group=CHILD),
    ),
    case(
        "of-them",
        "Two drones hit a convoy in Darfur, killing eight aid workers, three of them women.",
        want("killed", 8, means="drone"),
        want("killed", 3),
    ),
    case(
        "two-groups-of-one-list",
        "Nine soldiers and four civilians were killed in an ambush near Gao on Sunday, the army said.",
        want("killed", 9, status="combatant"),
        want("killed", 4, status="civilian"),
    ),
    case(
        "killed-and-wounded",
        "The car bomb in Mogadishu left 17 people dead and 43 wounded, police said.",
        want("killed", 17, means="explosive_device"),
        want("injured", 43, means="explosive_device"),
    ),
    case(
        "others",
        "The strike on a bus near Latakia killed 14 passengers and injured 20 others.",
        want("killed", 14),
        want("injured", 20),
    ),
    case(
        "gapping",
        "Four people were killed and 20 wounded when rockets fell on Nahariya.",
        want("killed", 4),
        want("injured", 20),
    ),
    case(
        "participle-after-the-main-clause",
        "A suicide bomber struck a checkpoint in Peshawar, killing six policemen and wounding 11 passers-by.",
        want("killed", 6),
        want("injured", 11),
    ),
    case(
        "a-monthly-total",
        "A total of 214 civilians, 47 of them children, were killed in Myanmar in February, a monitoring group said.",
        want("killed", 214, status="civilian", extent="period"),
        want("killed", 47, group=CHILD),
    ),
    case(
        "fighters-within-a-toll",
        "In all, 340 people have been killed in the fighting since January, 120 of them fighters.",
        want("killed", 340),
        want("killed", 120, status="combatant"),
    ),
    case(
        "a-named-part",
        "Five people were killed by a landmine in Colombia, including a priest.",
        want("killed", 5, means="mine_or_remnant"),
        want("killed", 1),
    ),
    case(
        "kin",
        "A couple and their two children were killed when a shell hit their house in Donetsk.",
        want("killed", 4),
    ),
]


@pytest.mark.parametrize(("case", "mode"), in_modes(PARTS))
def test_a_total_and_its_parts(case: Case, mode: str) -> None:
    check(case, mode)


CARRIED = [
    case(
        "another-twelve",
        "The bombing in Aleppo killed 20 people on Friday. Another 12 died of their wounds in hospital.",
        want("killed", 20),
        want("killed", 12, comparator="exact"),
    ),
    case(
        "another-keeps-its-own-comparator",
        "At least 54 people were killed and another 139 wounded in the shelling of the camp.",
        want("killed", 54, None, comparator="at_least"),
        want("injured", 139, comparator="exact"),
    ),
    case(
        "of-the-63",
        "Gunmen kidnapped 63 fishermen in Borno. Twelve of the 63 were freed on Monday by the insurgents.",
        want("captured", 63),
        want("released", 12),
    ),
    case(
        "a-further",
        "Soldiers killed 30 insurgents in the forest and captured a further seven.",
        want("killed", 30, status="combatant"),
        want("captured", 7),
    ),
    case(
        "bare-number-after-people",
        "Some 200 people were wounded in the air raid on the port, 15 critically.",
        want("injured", 200, comparator="about"),
        want("injured", 15),
    ),
    case(
        "rest-by-number",
        "The army said it had lost 40 men: 25 were killed in the assault and 15 were captured.",
        want("killed", 25),
        want("captured", 15),
    ),
]


@pytest.mark.parametrize(("case", "mode"), in_modes(CARRIED))
def test_a_count_carried_over(case: Case, mode: str) -> None:
    check(case, mode)


JOINT = [
    case(
        "killed-or-wounded",
        "About 40 people were killed or wounded when a rocket hit the queue for bread in Omdurman.",
        want("casualties", 40, comparator="about"),
        never=[want("killed", 40), want("injured", 40)],
    ),
    case(
        "killed-and-wounded-one-figure",
        "More than 300 soldiers have been killed and wounded in the fighting for the town since Sunday.",
        want("casualties", 300, None, comparator="more_than", status="combatant"),
        never=[want("killed", 300, None), want("injured", 300, None)],
    ),
    case(
        "active-voice",
        "The shelling killed or injured 70 civilians in Taiz.",
        want("casualties", 70, status="civilian"),
        never=[want("killed", 70)],
    ),
    case(
        "two-figures-are-two-claims",
        "The shelling killed 12 civilians and injured 70 in Taiz.",
        want("killed", 12),
        want("injured", 70),
        never=[some(measure="casualties")],
    ),
    case(
        "casualties",
        "The brigade suffered 200 casualties in the battle for the hill, a commander said.",
        want("casualties", 200),
    ),
    case(
        "losses",
        "Armenia lost 120 troops in the border clashes, its prime minister said.",
        want("casualties", 120, party="Armenia", status="combatant"),
    ),
]


@pytest.mark.parametrize(("case", "mode"), in_modes(JOINT))
def test_a_joint_figure_is_of_casualties(case: Case, mode: str) -> None:
    check(case, mode)


NONE = [
    case("no-casualties", "The drone attack on the port caused no casualties, the mayor said.", want("casualties", 0)),
    case(
        "there-were-no",
        "A missile hit a warehouse in Odesa overnight. There were no casualties, the mayor said.",
        want("casualties", 0),
    ),
    case(
        "none-reported",
        "Rockets were fired at Kirkuk air base on Monday. No casualties were reported.",
        want("casualties", 0, certainty="hedged"),
    ),
    case("no-deaths", "No deaths were reported after the shelling of the village.", want("killed", 0)),
    case("no-one-hurt", "No one was hurt when a rocket landed in a field near Ashkelon.", want("injured", 0)),
    case("nobody-killed", "Nobody was killed in the air strike on the barracks, the army said.", want("killed", 0)),
    case("no-soldiers", "No soldiers were killed in the ambush, the defence ministry said.", want("killed", 0)),
    case(
        "none-of-ours",
        "The army said 30 rebels were killed in the clash and none of its soldiers was wounded.",
        want("killed", 30),
        want("injured", 0),
    ),
]


@pytest.mark.parametrize(("case", "mode"), in_modes(NONE))
def test_none_is_a_count(case: Case, mode: str) -> None:
    check(case, mode)


NOTES = [
    case(
        "monitor-colon",
        "HRANA: 3,461+ killed incl. 1,551 civilians",
        want("killed", 3461, None, comparator="at_least", speaker="HRANA"),
        want("killed", 1551, status="civilian", speaker="HRANA"),
    ),
    case(
        "ministry-colon",
        "Gaza Health Ministry: 24 killed, 71 injured in Israeli strikes over past 24 hours",
        want("killed", 24, kind="medical"),
        want("injured", 71, kind="medical"),
    ),
    case("tilde", "UNHCR: ~1,200 displaced by fighting in Ituri", want("displaced", 1200, comparator="about")),
    case("place-colon", "Kherson: 3 dead, 8 wounded in shelling", want("killed", 3), want("injured", 8)),
    case(
        "label-first", "Shelling of Nikopol, 4 May. Killed: 14. Wounded: 32.", want("killed", 14), want("injured", 32)
    ),
    case(
        "headline",
        "Twelve killed, 30 injured in car bombing in Kabul",
        want("killed", 12, place="Kabul", means="explosive_device"),
        want("injured", 30, place="Kabul"),
    ),
    case(
        "title-case-headline",
        "Drone Strike Kills Nine Civilians at Market in North Darfur\n\nThe army did not comment on Tuesday.",
        want("killed", 9, status="civilian", means="drone"),
    ),
    case(
        "bullets",
        "Attacks on Monday:\n- Sumy: two killed, five injured\n- Kharkiv: one killed, 11 injured",
        want("killed", 2, place="Sumy"),
        want("injured", 5, place="Sumy"),
        want("killed", 1, place="Kharkiv"),
        want("injured", 11, place="Kharkiv"),
    ),
    case(
        "slash-of-killed-and-wounded",
        "Militia losses in Shabwa: 20 dead/35 wounded",
        want("killed", 20),
        want("injured", 35),
    ),
]


@pytest.mark.parametrize(("case", "mode"), in_modes(NOTES))
def test_notes_and_headlines(case: Case, mode: str) -> None:
    check(case, mode)
