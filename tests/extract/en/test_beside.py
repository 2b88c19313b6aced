"""People beside a verb of harm, where a parse joins nobody to it."""

from __future__ import annotations

from datetime import date

import pytest

from tests.extract.made import made_report
from tollbook.extract.en.context import read_context
from tollbook.extract.en.draft import drafts_of
from tollbook.model import Project


def direct(text: str) -> set[tuple[str, int | None, str]]:
    """Measure, lower bound and words of the candidates that are joined to the word for harm."""
    context = read_context(made_report(text, published=date(2024, 3, 12)), Project())
    drafts = [d for d in drafts_of(context) if d.candidate.relation != "loose"]
    return {(d.measure.value, d.candidate.count.low, context.document.text[slice(*d.anchor)]) for d in drafts}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Two passengers of a private bus following the jeep sustained injuries.", ("injured", 2, "Two")),
        (
            "The division committee secretary, Nagor Pand Reda alias Sagor alias Prata, was also injured in the raid.",
            ("injured", 1, "secretary"),
        ),
        (
            "Party leader Gottar Srin Orsa of Amann village in Onga District was shot at and wounded by five rebels.",
            ("injured", 1, "Orsa"),
        ),
        (
            "The rebels also shot at and injured Rama Mard alias Hopo Mard, the president of the dealers in Kasie.",
            ("injured", 1, "Mard"),
        ),
        ("A 'zonal commander' of the group, Ram Singa, escaped with bullet injuries.", ("injured", 1, "commander")),
        ("The rebels shot at a guard and his son, injuring both critically, in Onga.", ("injured", 2, "both")),
        ("A guard was killed and five others were injured, along with 19 porters, in a blast.", ("injured", 19, "19")),
        (
            "In the blast a jeep was damaged and Amo Teral, the jeep driver, sustained some cuts, police said.",
            ("injured", 1, "Teral"),
        ),
        ("The jeep hit a mine, in which one AFRF trooper sustained injuries.", ("injured", 1, "one")),
        ("13 Special Operations Group (SOG) personnel were injured in a landmine blast.", ("injured", 13, "13")),
        ("Rebel cadres shot dead the village chief of Nakire, identified as Saga Anj.", ("killed", 1, "chief")),
        (
            "Suspected cadres of the PLF-Red shot dead a local level leader of the ruling party.",
            ("killed", 1, "leader"),
        ),
        (
            "One constable was killed and three others, identified as K. N. Path, V.K. Tiwa and T. Hano Rai, sustained "
            "serious injuries in a mine blast.",
            ("injured", 3, "three"),
        ),
        ("29,739 people lost their homes in the fighting.", ("displaced", 29739, "29,739")),
    ],
)
def test_people_beside_a_verb_of_harm(text: str, wanted: tuple[str, int | None, str]) -> None:
    assert wanted in direct(text)


@pytest.mark.parametrize(
    ("text", "unwanted"),
    [
        ("Seven others were hurt in the attack and were taken to the university hospital.", "captured"),
        ("Rebels fired at the post and the sergeant was shot at from the hill.", "killed"),
        ("29,739 people lost their homes in the fighting.", "killed"),
        ("29,739 people lost their homes in the fighting.", "injured"),
        ("A commander escaped with bullet injuries.", "released"),
        ("121,700 people have been displaced by the shelling and are staying in tents.", "remaining"),
        ("Some 900 residents living by the front had moved to safer places.", "remaining"),
        ("The rebels took away 350 bags of coffee.", "captured"),
    ],
)
def test_what_is_not_said_of_them(text: str, unwanted: str) -> None:
    assert unwanted not in {measure for measure, _, _ in direct(text)}


def test_who_shot_is_not_who_was_shot() -> None:
    found = direct("Four cadres of the PLF-Red shot dead a shopkeeper, identified as Biko Monda, at Kumar village.")
    assert {low for measure, low, _ in found if measure == "killed"} == {1}
    context = read_context(made_report("A leader was shot at and wounded by five rebels.", published=None), Project())
    assert all(d.candidate.count.low != 5 for d in drafts_of(context) if d.measure.value in ("killed", "injured"))
