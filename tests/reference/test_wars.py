"""Wars: their starts, their sides, and whom generic words mean in them."""

from __future__ import annotations

from datetime import date

import pytest

from tollbook.reference.countries import countries
from tollbook.reference.parties import Parties
from tollbook.reference.wars import ROLES, War, Wars

WARS = list(Wars.load())


@pytest.mark.parametrize(
    ("war_id", "start"),
    [
        ("ukraine_2022", date(2022, 2, 24)),
        ("gaza_2023", date(2023, 10, 7)),
        ("sudan_2023", date(2023, 4, 15)),
        ("syria_civil_war", date(2011, 3, 15)),
        ("iraq_2003", date(2003, 3, 20)),
        ("myanmar_2021", date(2021, 2, 1)),
        ("falklands", date(1982, 4, 2)),
        ("sri_lanka_civil_war", date(1983, 7, 23)),
    ],
)
def test_commonly_known_starts(war_id: str, start: date) -> None:
    war = Wars.load().get(war_id)
    assert war is not None
    assert war.start == start


@pytest.mark.parametrize(
    ("parties", "where", "on", "first"),
    [
        (["Russia", "Ukraine"], ["UA"], date(2023, 1, 5), "ukraine_2022"),
        (["Ukraine", "Donetsk People's Republic"], ["UA"], date(2015, 1, 5), "donbas_2014"),
        (["Israel", "Palestine"], ["PS"], date(2024, 2, 1), "gaza_2023"),
        (["Israel", "Hamas"], ["PS"], date(2009, 1, 5), "gaza_2008"),
        (["Hezbollah", "Israel"], ["LB"], date(2006, 8, 1), "lebanon_2006"),
        (["Syria"], ["SY"], date(2013, 6, 1), "syria_civil_war"),
        (["Armenia", "Azerbaijan"], ["AZ"], date(2020, 10, 10), "karabakh_2020"),
        (["Bosnian Serbs"], ["BA"], date(1993, 6, 1), "bosnia"),
        (["Argentina", "United Kingdom"], ["FK"], date(1982, 5, 1), "falklands"),
    ],
)
def test_the_war_that_a_report_is_about(parties: list[str], where: list[str], on: date, first: str) -> None:
    assert Wars.load().find(parties, where, on)[0].id == first


@pytest.mark.parametrize(
    ("role", "where", "on", "party"),
    [
        ("rebels", ["SY"], date(2014, 3, 1), "Syrian rebels"),
        ("government", ["SY"], date(2014, 3, 1), "Syria"),
        ("separatists", ["UA"], date(2014, 9, 1), "Donetsk People's Republic"),
        ("rebels", ["YE"], date(2016, 3, 1), "Houthis"),
        ("coalition", ["YE"], date(2016, 3, 1), "Saudi-led coalition"),
        ("coalition", ["AF"], date(2010, 3, 1), "ISAF"),
        ("regime", ["MM"], date(2022, 3, 1), "Myanmar"),
        ("rebels", ["LK"], date(2008, 3, 1), "Liberation Tigers of Tamil Eelam"),
        ("rebels", ["PH"], date(2018, 3, 1), "New People's Army"),
        ("militants", ["IQ"], date(2015, 3, 1), None),
        ("rebels", ["CH"], date(2015, 3, 1), None),
    ],
)
def test_whom_a_generic_word_means(role: str, where: list[str], on: date, party: str | None) -> None:
    assert Wars.load().stands_for(role, (), where, on) == party


def test_a_war_that_has_not_begun_is_left_out() -> None:
    found = Wars.load().find(["Russia", "Ukraine"], ["UA"], date(2021, 6, 1))
    assert "ukraine_2022" not in [war.id for war in found]


def test_nothing_known_finds_no_war() -> None:
    assert Wars.load().find() == []


def test_the_table_is_long_and_its_ids_are_plain() -> None:
    assert len(WARS) >= 90
    assert all(war.id.replace("_", "").isalnum() and war.id.islower() for war in WARS)
    assert len({war.name for war in WARS}) == len(WARS)


@pytest.mark.parametrize("war", WARS, ids=lambda war: war.id)
def test_every_war_is_whole(war: War) -> None:
    known = Parties.load()
    assert war.start is not None and war.note, "a start and the event that it is taken from"
    assert war.end is None or war.start <= war.end
    assert war.countries and all(iso in countries() for iso in war.countries)
    assert war.sides[0] and set(war.sides[0]).isdisjoint(war.sides[1])
    assert [party for party in war.parties if known.get(party) is None] == []
    assert set(war.generic) <= set(ROLES)
    assert [party for party in war.generic.values() if known.get(party) is None] == []


@pytest.mark.parametrize("war", [war for war in WARS if war.sides[1]], ids=lambda war: war.id)
def test_both_sides_have_names_and_more(war: War) -> None:
    """Equal depth: the first-named party of each side has spellings, and leaders, bodies or forces."""
    known = Parties.load()
    for side in war.sides:
        kinds = {alias.kind for party in side for alias in known.aliases(party)}
        assert kinds & {"name", "people"}, side
        assert kinds & {"leader", "body", "forces", "title", "people", "demonym"}, side
