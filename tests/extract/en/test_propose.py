"""Proposals: the candidates of a sentence, before they are judged: few claims are lost, many are no claims."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from tests.extract.made import made_report
from tollbook.extract.en.context import Context, read_context
from tollbook.extract.en.draft import Draft, drafts_of
from tollbook.model import Project

Found = tuple[str, int | None, int | None]


@cache
def drafts(text: str) -> tuple[Context, list[Draft]]:
    context = read_context(made_report(text, published=date(2024, 3, 12)), Project())
    return context, drafts_of(context)


def direct(text: str) -> set[Found]:
    """Measure and bounds of the candidates that the parse joins to the word for harm."""
    return {
        (d.measure.value, d.candidate.count.low, d.candidate.count.high)
        for d in drafts(text)[1]
        if d.candidate.relation != "loose"
    }


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Gunmen killed 12 farmers.", {("killed", 12, 12)}),
        ("12 farmers were killed.", {("killed", 12, 12)}),
        ("The raid left dozens of people killed and injured.", {("casualties", 24, None)}),
        ("An estimated 400 lives have been lost.", {("killed", 400, 400)}),
        ("The navy said it struck, destroying seven antiship cruise missiles.", {("damage", 7, 7)}),
        ("Fighters met the force, destroying two bulldozers.", {("damage", 2, 2)}),
        (
            "He said 132 homes were destroyed and 316 were severely damaged.",
            {("damage", 132, 132), ("damage", 316, 316)},
        ),
        ("12 farmers were shot and killed.", {("killed", 12, 12)}),
        ("12 farmers, who were killed at night, lay there.", {("killed", 12, 12)}),
        ("The killing of 12 farmers shocked the town.", {("killed", 12, 12)}),
        ("The death of 12 farmers shocked the town.", {("killed", 12, 12)}),
        ("12 farmers died.", {("killed", 12, 12)}),
        ("The army has captured or killed more than 80 rebels.", {("casualties", 80, None)}),
        ("A farmer was shot and wounded.", {("injured", 1, 1)}),
        ("A farmer was shot in the leg and badly injured.", {("injured", 1, 1)}),
        (
            "Air defences destroyed 25 of 28 drones.",
            {("damage", 25, 25), ("attacks", 25, 25), ("attacks", 28, 28)},
        ),
        ("A mother and her two sons were killed.", {("killed", 3, 3), ("killed", 2, 2)}),
        ("Ada Marsh, who lost three grandchildren in the attack, wept.", {("killed", 3, 3)}),
        ("She lost both parents in the shelling.", {("killed", 2, 2)}),
        ("He lost two family members.", {("killed", 2, 2)}),
        ("Nine farmers are in the hands of the rebels.", {("captured", 9, 9)}),
        ("Hundreds of students are behind bars.", {("captured", 200, None)}),
        ("The farmers are being held by the rebels.", {("captured", None, None)}),
        ("Gunmen freed an envoy they kidnapped in May.", {("released", 1, 1), ("captured", 1, 1)}),
        ("The raid has displaced more than 80 percent of the population.", {("displaced", None, None)}),
        ("Nearly half of the population remains displaced.", {("displaced", None, None)}),
        ("Two schools were left in ruins.", {("damage", 2, 2)}),
        ("12 farmers are feared to have died.", {("killed", 12, 12)}),
        ("The raid left 12 farmers dead.", {("killed", 12, 12)}),
        ("12 farmers lost their lives.", {("killed", 12, 12)}),
        ("The raid claimed the lives of 12 farmers.", {("killed", 12, 12)}),
        ("A farmer was killed.", {("killed", 1, 1)}),
        ("Farmers were killed.", {("killed", None, None)}),
        ("He was killed.", {("killed", 1, 1)}),
        ("12 farmers were wounded.", {("injured", 12, 12)}),
        ("12 wounded were brought in.", {("injured", 12, 12)}),
        ("12 soldiers and three farmers were killed.", {("killed", 12, 12), ("killed", 3, 3)}),
        ("12 people, including three children, were killed.", {("killed", 12, 12), ("killed", 3, 3)}),
        ("The shells killed or injured 70 people.", {("casualties", 70, 70)}),
        ("70 people were killed or injured.", {("casualties", 70, 70)}),
        ("The army lost 40 men.", {("casualties", 40, 40)}),
        ("Rebels captured 14 soldiers.", {("captured", 14, 14)}),
        ("14 soldiers surrendered.", {("captured", 14, 14)}),
        ("Gunmen took 14 people hostage.", {("captured", 14, 14)}),
        ("14 prisoners were freed.", {("released", 14, 14)}),
        ("12 died, including a teacher, in the raid.", {("killed", 12, 12), ("killed", 1, 1)}),
        ("The 21-year-old was killed.", {("killed", 1, 1)}),
        ("A large number of rebels were killed and wounded.", {("killed", None, None), ("injured", None, None)}),
        ("Dozens of rebels were killed and wounded.", {("casualties", 24, None)}),
        ("14 miners were crucified.", {("killed", 14, 14)}),
        ("12 farmers were identified by their relatives.", {("remains_identified", 12, 12)}),
        ("Raiders ransacked nine shops.", {("damage", 9, 9)}),
        ("7,000 people fled.", {("displaced", 7000, 7000)}),
        ("Soldiers raped 14 women.", {("abused", 14, 14)}),
        ("26 sailors are missing.", {("missing", 26, 26)}),
        ("12 bodies were found.", {("remains_recovered", 12, 12)}),
        ("The bodies of 12 soldiers were found.", {("remains_recovered", 12, 12)}),
        ("The bodies of 12 soldiers were handed over.", {("remains_returned", 12, 12)}),
        ("12 bodies lie in the road.", {("remains_uncollected", 12, 12)}),
        ("12 bodies are in the morgue.", {("remains_held", 12, 12)}),
        ("Only 12 of the 40 bodies were identified.", {("remains_identified", 12, 12)}),
        ("Villagers buried 12 people.", {("remains_buried", 12, 12)}),
        ("14 missiles were fired.", {("attacks", 14, 14)}),
        ("Planes carried out 30 strikes.", {("attacks", 30, 30)}),
        ("Shells destroyed 40 houses.", {("damage", 40, 40)}),
        ("Dozens of houses were destroyed.", {("damage", 24, None)}),
        ("A couple and their two children were killed.", {("killed", 4, 4)}),
        ("No one was killed.", {("killed", 0, 0)}),
        ("All 12 sailors were unharmed.", {("injured", 0, 0)}),
        ("Two of three medics lost in the marsh have been captured.", {("captured", 2, 2)}),
        (
            "Gunners destroyed 7 of 19 missiles and 15 of 18 drones.",
            {("damage", 7, 7), ("damage", 15, 15)},
        ),
        ("The raid brought the toll for sailors killed in the strait to 17.", {("killed", 17, 17)}),
        ("The raid brought to 71 the number killed since the siege began.", {("killed", 71, 71)}),
        ("The number of sailors killed in a raid last night near the port has risen to 23.", {("killed", 23, 23)}),
        ("They seized the ship and its 25-strong crew.", {("captured", 25, 25)}),
        ("Coalition Force Kills Militia Facilitator", {("killed", 1, 1)}),
        ("16 year old Palestinian killed by soldiers", {("killed", 1, 1)}),
        ("The shells also hurt more than 40 farmers said the council.", {("injured", 40, None)}),
        ("The thousands of villagers still sheltering in the old fort have no water.", {("remaining", 2000, None)}),
        ("They sent photographs that show dozens of bodies in the field.", {("remains_uncollected", 24, None)}),
        (
            "Ruritania's losses have totaled about 1,200 tanks and vehicles, 45 aircraft and 6 ships.",
            {("damage", 1200, 1200), ("damage", 45, 45), ("damage", 6, 6)},
        ),
    ],
)
def test_a_claim_is_among_the_candidates(text: str, wanted: set[Found]) -> None:
    assert wanted <= direct(text)


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Several houses were destroyed.", "damage"),
        ("Houses were destroyed.", "damage"),
        ("A missile was fired.", "attacks"),
        ("70 people were killed or injured.", "killed"),
        ("70 people were killed or injured.", "injured"),
        ("The 79th Brigade left the town of 5,000 people.", "killed"),
    ],
)
def test_no_candidate_of_a_measure(text: str, measure: str) -> None:
    assert measure not in {m for m, _, _ in direct(text)}


@pytest.mark.parametrize(
    "text",
    ["Gunmen killed 12 farmers, among them three boys, and wounded 30 others near Gao on Monday, the army said.",
     "The bodies of 12 soldiers were found; five of the 12 have been identified."],
)  # fmt: skip
def test_a_candidate_stands_in_its_sentence(text: str) -> None:
    context, found = drafts(text)
    assert found
    seen = set()
    for draft in found:
        start, end = draft.anchor
        sentence = context.document.sentences[draft.sentence]
        assert sentence.start <= start < end <= sentence.end
        first, last = draft.evidence
        assert sentence.start <= first <= start and end <= last <= sentence.end
        assert first <= draft.trigger_offset < last
        assert (draft.measure, draft.anchor) not in seen  # one for each measure and anchor
        seen.add((draft.measure, draft.anchor))


@pytest.mark.parametrize(
    ("text", "measure", "count", "words"),
    [
        ("On Monday, gunmen killed 12 farmers near Gao, the army said.", "killed", 12, "killed 12 farmers near Gao"),
        ("The army said that 12 farmers were killed.", "killed", 12, "12 farmers were killed"),
        ("12 farmers were killed and 30 wounded in the raid.", "injured", 30, "30 wounded"),
        ("12 people, including three children, were killed.", "killed", 3, "including three children"),
    ],
)
def test_evidence_holds_the_clause_and_no_speaker(text: str, measure: str, count: int, words: str) -> None:
    _, found = drafts(text)
    draft = next(d for d in found if d.measure.value == measure and d.candidate.count.low == count)
    evidence = text[slice(*draft.evidence)]
    assert words in evidence
    assert "army said" not in evidence
    assert not evidence.endswith((".", ","))
