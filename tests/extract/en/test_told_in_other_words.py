"""Claims told in the words of statements, digests and correspondents, as reports of unknown outlets tell them."""

from __future__ import annotations

from datetime import date

import pytest

from tests.extract.made import made_report
from tollbook.extract.en.accept_persons import plain_correction, plain_wound
from tollbook.extract.en.accept_plain import plainly_stated
from tollbook.extract.en.context import read_context
from tollbook.extract.en.counts import find_quantities
from tollbook.extract.en.draft import Draft, drafts_of
from tollbook.model import Project

Found = tuple[str, int | None, int | None]


def found(text: str) -> set[Found]:
    """Measure and bounds of the candidates that the parse joins to the word for harm."""
    context = read_context(made_report(text, published=date(2024, 6, 3)), Project())
    return {
        (d.measure.value, d.candidate.count.low, d.candidate.count.high)
        for d in drafts_of(context)
        if d.candidate.relation != "loose"
    }


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("At least forty-one (41) farmers were killed.", ("killed", 41, None)),
        ("The police arrested 12 (twelve) students.", ("captured", 12, 12)),
        ("Nine guards were mortally wounded at the gate.", ("killed", 9, 9)),
        ("Militiamen led away some thirty boys towards the quarry.", ("captured", 30, 30)),
        ("Soldiers marched 14 teachers off into the forest.", ("captured", 14, 14)),
        ("Masked men bundled two lawyers into a car.", ("captured", 2, 2)),
        ("Twenty-two deserters gave themselves up.", ("captured", 22, 22)),
        ("Its guns put 60 attackers out of action, the brigade said.", ("casualties", 60, 60)),
        ("The staff announced the death in battle of six sappers.", ("killed", 6, 6)),
        ("Midwives have cared for 19 survivors of rape.", ("abused", 19, 19)),
        ("Doctors saw 31 victims of torture in May.", ("abused", 31, 31)),
        ("Of the 80 shops in the bazaar, 64 were burned.", ("damage", 64, 64)),
        ("Two nurses were killed and a third was wounded.", ("injured", 1, 1)),
        ("Four herders were freed. A fifth is still missing.", ("missing", 1, 1)),
        ("Two drones shot down on approach to the dam.", ("damage", 2, 2)),
        ("The gunners shot down nine drones and two missiles.", ("damage", 2, 2)),
        ("There are dead and wounded among the villagers.", ("injured", None, None)),
        ("Dozens of the raiders fell dead and wounded.", ("casualties", 24, None)),
        ("He says not a single herder has been killed this year.", ("killed", 0, 0)),
        ("The general denied that any civilian had been killed.", ("killed", None, None)),
    ],
)
def test_what_is_told_is_a_candidate(text: str, wanted: Found) -> None:
    assert wanted in found(text)


@pytest.mark.parametrize(
    ("text", "unwanted"),
    [
        ("Of the 80 shops in the bazaar, 64 were burned.", ("damage", 80, 80)),
        ("Of the 80 shops in the bazaar, 64 were burned.", ("killed", 64, 64)),
        ("Three drones were brought down.", ("attacks", 3, 3)),
        ("The gunners shot down nine drones and two missiles.", ("attacks", 2, 2)),
        ("Nine guards were mortally wounded at the gate.", ("injured", 9, 9)),
        ("Midwives have cared for 19 survivors of rape.", ("injured", 19, 19)),
        ("A third of the farmers were killed.", ("killed", 1, 1)),
        ("The coach led his 11 players to the final.", ("captured", 11, 11)),
        ("They put 20 delegates in a hotel.", ("casualties", 20, 20)),
        ("Dozens of the raiders fell dead and wounded.", ("killed", 24, None)),
        ("A hundred people could go missing in the flood, he warned.", ("missing", 100, 100)),
        ("The general denied that any civilian had been killed.", ("killed", 1, 1)),
    ],
)
def test_what_is_not_told_is_no_candidate(text: str, unwanted: Found) -> None:
    assert unwanted not in found(text)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Medics treated a man of about 50 with burns.", []),
        ("Her son, a pharmacist of 24, was taken at night.", []),
        ("A group of 24 was taken at night.", [24]),
        ("The killing of about 50 with a bomb shocked them.", [50]),
    ],
)
def test_an_age_behind_of_counts_nobody(text: str, count: list[int]) -> None:
    assert [q.count.low for q in find_quantities(text) if q.kind == "count"] == count


@pytest.mark.parametrize(
    ("text", "low"),
    [("The ministry owned up to 320 dead.", 320), ("The ministry spoke of up to 320 dead.", None)],
)
def test_what_is_owned_up_to_is_no_bound(text: str, low: int | None) -> None:
    assert [q.count.low for q in find_quantities(text)] == [low]


def drafts(text: str) -> list[Draft]:
    return drafts_of(read_context(made_report(text, published=date(2024, 6, 3)), Project()))


@pytest.mark.parametrize(
    "line",
    [
        "- Nineteen persons wounded by bullets",
        "12 girls abducted near the lake",
        "Three sappers WIA",
        "Civilian deaths this month: 31",
        "Abducted, 2019 to date: 212+",
        "Soldiers took 44 students off the train.",
        "A bulletin put the garrison's dead in the past day at 57.",
    ],
)
def test_a_line_of_a_number_and_its_harm_is_plain(line: str) -> None:
    assert any(plainly_stated(d) for d in drafts(line))


@pytest.mark.parametrize(
    "line",
    [
        "Dozens of people wounded in clashes",
        "The nurse took 12 pills from her car.",
        "Deaths are feared, he said: 12 wells are dry.",
    ],
)
def test_others_are_not(line: str) -> None:
    assert not any(plainly_stated(d) for d in drafts(line))


def test_a_number_is_put_at_another() -> None:
    text = "An earlier post said 14 people had been killed in the raid. The governor has since put the number at 17."
    context = read_context(made_report(text, published=date(2024, 6, 3)), Project())
    assert {d.candidate.count.low for d in drafts_of(context) if plain_correction(context, d)} == {17}


def test_the_month_of_may_is_no_doubt() -> None:
    text = "Rebels shelled the fort. On 11 May a drone dropped a grenade, injuring a cook. It may have injured a guard."
    context = read_context(made_report(text, published=date(2024, 6, 3)), Project())
    plain = [d for d in drafts_of(context) if plain_wound(context, d)]
    assert [d.sentence for d in plain] == [1]
