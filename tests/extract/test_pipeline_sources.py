"""Whole reports: who says it, in the sentence and across sentences; chains, denial, doubt and checking."""

from __future__ import annotations

import pytest

from tests.extract.made import Case, case, check, in_modes, some, want

SENTENCE = [
    case(
        "own-voice",
        "Twelve people were killed on Monday when mortar shells hit a school in Taiz.",
        want("killed", 12, source=()),
    ),
    case(
        "subject",
        "The Afghan defence ministry said 40 Taliban fighters were killed in Helmand.",
        want("killed", 40, kind="military", speaks_for="Afghanistan"),
    ),
    case(
        "aside-at-the-end",
        "Forty rebels were killed in the raid, the Ethiopian army said.",
        want("killed", 40, kind="military", speaks_for="Ethiopia"),
    ),
    case(
        "according-to",
        "At least nine civilians were killed in the shelling of El Fasher, according to a local doctors' network.",
        want("killed", 9, None, kind="medical"),
    ),
    case(
        "according-to-first",
        "According to the United Nations, 1,200 people were displaced by fighting in Ituri.",
        want("displaced", 1200, kind="igo"),
    ),
    case(
        "witnesses",
        "Residents said soldiers shot dead seven men in the village of Tarbolo.",
        want("killed", 7, speaker="Residents", kind="witness", means="small_arms"),
    ),
    case(
        "a-side-speaks",
        "Azerbaijan has claimed that 30 Armenian soldiers were killed in the clashes.",
        want("killed", 30, speaker="Azerbaijan", speaks_for="Azerbaijan", party="Armenia"),
    ),
    case(
        "armed-group",
        "The M23 rebels said they had captured 14 soldiers near Sake.",
        want("captured", 14, kind="armed_group", speaks_for="M23"),
    ),
    case(
        "a-statement-by",
        "Thirty soldiers were killed in the attack on the camp, a statement by the Arakan Army said.",
        want("killed", 30, speaks_for="Arakan Army"),
    ),
    case(
        "the-full-name-stands-elsewhere",
        "Governor Oleh Marchenko visited the town of Izyum on Monday.\n\n"
        "Marchenko said five people were killed by Russian shells there.",
        want("killed", 5, speaker="Oleh Marchenko"),
    ),
    case(
        "colon-headline",
        "UN: 30 killed in attack on camp for displaced people in Darfur",
        want("killed", 30, speaker="UN", kind="igo"),
    ),
    case(
        "person-in-apposition",
        "Shells killed four people in the market, said Halima Yusuf, a nurse at the town's hospital.",
        want("killed", 4, speaker="Halima Yusuf", kind="medical"),
    ),
]


@pytest.mark.parametrize(("case", "mode"), in_modes(SENTENCE))
def test_a_source_in_the_sentence(case: Case, mode: str) -> None:
    check(case, mode)


CHAINS = [
    case(
        "citing",
        "TASS, citing law enforcement sources, reported that nine people were killed in the explosion at the barracks.",
        want("killed", 9, source=("law enforcement sources", "TASS")),
    ),
    case(
        "reported-citing",
        "Nine people were killed in the rocket attack, Interfax reported, citing the regional health ministry.",
        want("killed", 9, speaker="regional health ministry"),
    ),
    case(
        "said-reported",
        "The army said 12 rebels were killed in the forest, Reuters reported.",
        want("killed", 12, speaker="army"),
    ),
    case(
        "told-an-outlet",
        "A rebel commander told The Washington Post that 20 government soldiers had been killed.",
        want("killed", 20, speaker="rebel commander", source=("rebel commander",)),
    ),
]


@pytest.mark.parametrize(("case", "mode"), in_modes(CHAINS))
def test_a_chain_has_the_nearest_speaker_first(case: Case, mode: str) -> None:
    check(case, mode)


ACROSS = [
    case(
        "pronoun-of-a-person",
        "Governor Oleh Marchenko said Russian shells hit Kherson on Monday. He said five people were killed.",
        want("killed", 5, speaker="Oleh Marchenko"),
    ),
    case(
        "pronoun-of-a-woman",
        "Amina Sesay, a doctor in Goma, said the hospital was full. She said 14 people had died of shrapnel wounds.",
        want("killed", 14, speaker="Amina Sesay"),
    ),
    case(
        "pronoun-of-a-body",
        "The Syrian Observatory for Human Rights reported air strikes on Idlib. It said 14 civilians had been killed.",
        want("killed", 14, speaker="Syrian Observatory for Human Rights", kind="monitor"),
    ),
    case(
        "the-ministry",
        "The Yemeni health ministry reported an air raid on Hodeidah. The ministry said 26 people were killed.",
        want("killed", 26, speaker="Yemeni health ministry", kind="medical"),
    ),
    case(
        "told-reporters-then-paragraphs",
        "The health ministry's spokesman, Samir Haddad, told reporters:\n\n"
        '"Forty-four people were killed in the strike on Nabatieh.\n\n'
        '"Another 60 were wounded in the strike."',
        want("killed", 44, speaker="Samir Haddad"),
        want("injured", 60, speaker="Samir Haddad"),
    ),
    case(
        "quotation-then-he-said",
        '"They shot 11 of our people in front of the mosque," said Musa Bello, a farmer. "Four more were taken away by '
        'the gunmen."',
        want("killed", 11, speaker="Musa Bello"),
        want("captured", 4, speaker="Musa Bello"),
    ),
    case(
        "two-speakers-keep-their-own",
        "The army said it had killed 30 insurgents in the valley.\n\nThe rebels said they had lost three fighters and "
        "killed 25 soldiers.",
        want("killed", 30, speaker="army"),
        want("killed", 25, speaker="rebels"),
    ),
    case(
        "own-voice-after-a-source",
        "The mayor said the bridge was closed.\n\nOn Sunday, six people were killed when a rocket hit a bus.",
        want("killed", 6, source=()),
    ),
]


@pytest.mark.parametrize(("case", "mode"), in_modes(ACROSS))
def test_a_source_across_sentences(case: Case, mode: str) -> None:
    check(case, mode)


DENIAL = [
    case(
        "army-denied",
        "The army of Sudan denied that its troops had killed 40 villagers.",
        want("killed", 40, stance="denied"),
        never=[some(measure="killed", stance="affirmed")],
    ),
    case(
        "rejected",
        "Russia's defence ministry rejected claims that 200 of its soldiers had been killed in Makiivka.",
        want("killed", 200, stance="denied"),
    ),
    case(
        "denied-losing",
        "The rebels denied losing 15 fighters in the battle for the airport.",
        want("casualties", 15, stance="denied"),
    ),
    case(
        "a-claim-and-its-denial",
        "Villagers said soldiers killed 18 men in Oromia. The Ethiopian army denied killing the 18 men.",
        want("killed", 18, stance="affirmed"),
        want("killed", 18, stance="denied"),
    ),
    case(
        "affirmed-beside-a-denial",
        "Israel denied striking the school; Gaza's health ministry said 20 people were killed there.",
        want("killed", 20, stance="affirmed", kind="medical"),
    ),
]


@pytest.mark.parametrize(("case", "mode"), in_modes(DENIAL))
def test_a_denied_claim_is_a_denial(case: Case, mode: str) -> None:
    check(case, mode)


CHECKED = [
    case(
        "could-not-be-verified",
        "Houthi media said 22 people were killed in strikes on Hajjah. The claim could not be independently verified.",
        want("killed", 22, verification="unverified"),
    ),
    case(
        "reuters-was-unable",
        "The army said it had killed 90 fighters on Sunday. Reuters was unable to independently verify the figure.",
        want("killed", 90, verification="unverified"),
    ),
    case(
        "reportedly",
        "Seven soldiers were reportedly killed in an ambush near Sirte.",
        want("killed", 7, certainty="hedged"),
    ),
    case(
        "an-estimated",
        "An estimated 300 people were killed in the massacre in Ituri.",
        want("killed", 300, comparator="exact", certainty="hedged"),
    ),
    case(
        "feared",
        "Up to 60 civilians are feared dead after an air strike on a theatre in the besieged town.",
        want("killed", None, 60, comparator="up_to", certainty="hedged"),
    ),
    case(
        "said-is-no-hedge",
        "The governor said that seven soldiers were killed in an ambush near Sirte.",
        want("killed", 7, certainty="stated"),
    ),
]


@pytest.mark.parametrize(("case", "mode"), in_modes(CHECKED))
def test_doubt_and_checking(case: Case, mode: str) -> None:
    check(case, mode)
