"""What sentences say of the dead and the missing, told apart by words over their parse and as claims.

`dead/sentences.tsv`: status, set, whether it holds, sentence; forty for each status, a third of them marked `held`.
`dead/independent.tsv`: sentences with all that they claim, written before the lexicon was read; half are `held`.
`dead/reported.tsv`: a third set, in the manner of war reporting, which `evals.dead` counts and nothing here reads.
`dead/roundabout.tsv`: two rounds of roundabout wordings; the second is `held` and only counted.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from evals.dead import KEPT, REPORTED, WORDINGS, claimed, is_said_by, is_whose, score, sentences, told
from tests.extract.made import claims_of
from tollbook.reference.dead import dead_table

HERE = Path(__file__).parent / "dead"
OLDER = [
    (status, split, holds == "yes", text)
    for status, split, holds, text in (
        line.split("\t") for line in (HERE / "sentences.tsv").read_text(encoding="utf-8").splitlines()[1:]
    )
]
SENTENCES = sentences()


def test_each_status_has_forty_sentences_of_which_some_say_that_it_is_not_so() -> None:
    of = Counter(status for status, _, _, _ in OLDER)
    assert set(of.values()) == {40}
    assert set(of) == set(dead_table().codes) - {"buried", "destroyed"}
    assert all(sum(not holds for s, _, holds, _ in OLDER if s == status) >= 9 for status in of)


def test_each_status_has_twelve_independent_sentences_half_of_them_kept_apart() -> None:
    of = Counter((s.kind, s.split) for s in SENTENCES)
    assert {kind for kind, _ in of} == set(dead_table().codes) - {"buried"} | {"none"}
    assert {n for (kind, _), n in of.items() if kind != "none"} == {6}
    assert of["none", KEPT] == 20


def test_the_reported_sentences_have_six_of_each_status_and_say_whose_dead_and_by_whom() -> None:
    reported = sentences(REPORTED)
    of = Counter(s.kind for s in reported)
    assert set(of) == set(dead_table().codes) - {"buried"} | {"none"}
    assert len(reported) == 120
    assert all(n >= 6 for kind, n in of.items() if kind != "none")
    known = {code for status in dead_table().codes for code in (status, f"not:{status}")}
    assert all(one.free <= known for one in reported)
    assert sum(bool(s.whose) for s in reported) >= 50
    assert sum(bool(s.says) for s in reported) >= 100


def test_whose_dead_and_who_says_so_are_held_against_what_a_sentence_names() -> None:
    (claim,) = claims_of("The bodies of 12 Georgian soldiers were returned on Monday, the Red Cross said.")
    reading = claim.reading
    assert is_whose("Georgian", reading)
    assert not is_whose("Armenian", reading)
    assert not is_whose("", reading)
    assert is_said_by("the Red Cross delegate", reading)
    assert not is_said_by("the ministry", reading)
    assert not is_said_by("", reading)


@pytest.mark.parametrize("status", sorted({status for status, *_ in OLDER}))
def test_words_tell_a_status_from_the_others(status: str) -> None:
    own = [(holds, text) for s, _, holds, text in OLDER if s == status]
    missed = [text for holds, text in own if holds and status not in told(text)]
    wrong = [text for holds, text in own if not holds and status in told(text)]
    assert len(missed) <= 3, missed
    assert len(wrong) <= 1, wrong


def test_words_that_the_lexicon_was_not_written_from_are_read_too() -> None:
    tune = score([s for s in SENTENCES if s.split != KEPT], told)
    assert tune.precision >= 0.95
    assert tune.recall >= 0.88


def test_roundabout_wordings_are_read_by_their_kinds_and_those_that_look_like_them_are_not() -> None:
    wordings = sentences(WORDINGS)
    assert Counter((s.split, s.way) for s in wordings) == {
        (split, way): n for split in ("tune", KEPT) for way, n in (("roundabout", 40), ("near", 8))
    }
    tune = score([s for s in wordings if s.split != KEPT], told)
    assert tune.ways["near", True] == 8
    assert tune.ways["roundabout", True] >= 31


def test_claims_carry_what_the_words_tell() -> None:
    shown = OLDER[::6]  # one in six: the whole table takes too long for every run
    right = [(s, text) for s, _, holds, text in shown if holds and s in claimed(text)]
    assert len(right) >= 0.9 * sum(holds for _, _, holds, _ in shown)
    wrong = [(s, text) for s, _, holds, text in shown if not holds and s in claimed(text)]
    assert len(wrong) <= 2, wrong


@pytest.mark.parametrize(
    ("text", "status", "holds"),
    [
        ("The bodies of 12 Georgian soldiers have not been returned, officials said.", "returned", False),
        ("The bodies of 12 Georgian soldiers have yet to be returned.", "returned", False),
        ("Georgia asked that the bodies of 12 soldiers be returned.", "requested", True),
        ("Georgia is ready to return the bodies of 12 soldiers.", "offered", True),
        ("Georgia refused to return the bodies of 12 soldiers.", "withheld_by_holder", True),
        ("Georgia refused to take back the bodies of 12 soldiers.", "refused_by_receiver", True),
        ("Georgia denied that it was holding the bodies of 12 soldiers.", "held", False),
        ("Rescuers were unable to reach the bodies of 12 soldiers.", "uncollected", True),
        ("Nobody will say where the 12 soldiers are buried.", "grave_unmarked", True),
        ("Nobody came for the bodies of 12 soldiers at the ford.", "uncollected", True),
        ("It was not possible to recover the bodies of 12 soldiers.", "uncollected", True),
        ("Georgia never returned the bodies of 12 soldiers.", "withheld_by_holder", True),
        ("Georgia put off taking the bodies of 12 soldiers.", "refused_by_receiver", True),
        ("Georgia confirmed an offer to hand back 12 bodies.", "offered", True),
        ("Guards denied the families access to the bodies of 12 men.", "withheld_by_holder", True),
        ("The bodies of 12 soldiers were devoured by dogs outside Kesh.", "uncollected", True),
        ("Reports that 12 bodies had been mutilated were false.", "mutilated", False),
        ("A court declared 12 missing men dead.", "declared_dead", True),
        ("Georgia says Armenia will not collect 12 bodies; Armenia denies it.", "refused_by_receiver", True),
        ('"Send home the bodies of my two sons," the father wrote.', "requested", True),
        ("The bodies of 12 Georgians have still to be identified.", "identified", False),
        ("Georgia has no crematoriums at the front for its 12 dead.", "cremated", False),
        ("No soldiers are missing, Georgia said.", "missing", False),
        ("No bodies were left in the street.", "uncollected", False),
        ("What was left of the crew was gathered from the beach.", "recovered", True),
        ("The morgue still has 12 Georgians whom nobody knows.", "held", True),
        ("A cap on a stake shows where the sergeant lies.", "grave_marked", True),
        ("Each of the 12 dead has his own patch of ground in the orchard.", "buried_individually", True),
    ],
)
def test_what_an_event_hangs_on_settles_its_status(text: str, status: str, holds: bool) -> None:
    assert (status if holds else f"not:{status}") in told(text)
    if holds:
        assert "returned" not in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "If the bodies are returned, the talks go on.",
        "The prosecutor returned to the body of evidence.",
        "Archaeologists found bodies in a mass grave.",
        "The remains of the rocket were recovered.",
        "The clerk gave me a body of evidence.",
        "The army gave me a body and some tools.",
        "A large body of troops returned to Kesh on Monday.",
        "The blast left 30 dead and 12 wounded.",
        "State television gave a toll of 44 dead.",
        "Police found seven bullets in the body of the editor.",
        "The shelling left many of the villagers killed or injured.",
        "Divers found the remains of a ship off Kesh.",
        "Georgia ruled out exchanging the bodies of 12 soldiers.",
        "Sometimes bodies arrive in pieces.",
        "A burial in separate graves would have taken days.",
        "The president gives a figure for Georgia's dead.",
        "The dead were not given a hearing.",
        "Family graves were promised but never dug.",
    ],
)
def test_what_is_of_no_dead_or_only_supposed_tells_nothing(text: str) -> None:
    assert not told(text)


def test_a_sentence_without_a_word_for_harm_is_read_for_the_missing() -> None:
    (claim,) = claims_of("Nothing is known of the fate of 31 Georgians.")
    assert (claim.reading.measure.value, claim.reading.count.low) == ("missing", 31)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Since Friday 14 shepherds have been lying on the path, and the stench is unbearable.", "uncollected"),
        ("The four conscripts came home to Kesh in wooden boxes.", "returned"),
        ("They gave the nine to the flames behind the school.", "cremated"),
        ("Six coffins were lowered into six graves at Kesh.", "buried_individually"),
        ("The diggers put eight bodies to a grave.", "buried_together"),
        ("The prisoners were put in the ground without a name.", "grave_unmarked"),
        ("The guards were said to keep the ears of the dead as souvenirs.", "mutilated"),
    ],
)
def test_people_whom_only_the_words_around_tell_to_be_dead_are_read(text: str, status: str) -> None:
    assert status in told(text)


def test_what_is_read_otherwise_is_no_second_claim_of_the_same_dead() -> None:
    (claim,) = claims_of("The soldiers brought back the bodies of 3 Georgian villagers on Monday.")
    assert claim.reading.measure.value == "remains_recovered"


def test_the_dead_of_a_crime_make_no_claim_that_nobody_proposed() -> None:
    crime = (
        "A jury in Kesh heard the murder trial on Monday. The detective told the court of the arrest. The suspect was"
        " charged with homicide and pleaded guilty. The judge set the sentence for June. "
    )
    burnt = "They gave the nine to the flames behind the school."
    assert claims_of(burnt)
    assert not [c for c in claims_of(crime + burnt) if c.reading.measure.value.startswith("remains_")]


def test_the_furnace_is_for_the_dead_of_those_who_bring_it() -> None:
    (claim,) = claims_of("The minister said that they had brought a cremation chamber along.")
    assert claim.reading.victims is not None
    assert claim.reading.victims.text == "they"


def test_two_groups_of_one_sentence_have_what_is_said_of_each() -> None:
    text = (
        "The bodies of 22 soldiers were exchanged near Kesh, and 14 bodies were buried in a mass grave, officials said."
    )
    found = {c.reading.count.low: c.reading.remains_detail for c in claims_of(text)}
    assert "exchanged" in found[22]
    assert "buried_together" in found[14]
    assert "exchanged" not in found[14]
