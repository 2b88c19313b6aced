"""The project's settings in extraction: its scope widens what is accepted, its wars tell which war is meant."""

from __future__ import annotations

import pytest

from tests.extract.made import made_report
from tollbook.extract import extract_claims
from tollbook.extract.en.context import countries_of_wars, read_context
from tollbook.model import Project
from tollbook.model.project import Scope
from tollbook.reference.wars import Wars

FLOOD = (
    "The river burst its banks after the cyclone. Floods killed 12 people in the valley and destroyed the harvest. "
    "Landslides after the flood left 300 people homeless, and 4,500 residents were evacuated."
)
ROBBERY = (
    "Police said a robbery suspect shot dead two shopkeepers in Leeds on Monday. Detectives charged a man with murder."
)


def found(text: str, scope: Scope, *, learned: bool) -> set[tuple[str, int | None]]:
    claims = extract_claims(made_report(text), Project(scope=scope, learned=learned))
    return {(c.reading.measure.value, c.reading.count.low) for c in claims}


@pytest.mark.parametrize("learned", [True, False])
def test_disasters_are_read_where_any_harm_is_recorded(learned: bool) -> None:
    wide = found(FLOOD, "any_harm", learned=learned)
    assert {("killed", 12), ("displaced", 300), ("displaced", 4500)} <= wide
    assert found(FLOOD, "conflict", learned=learned) < wide


def test_the_rules_leave_disasters_out_of_conflict_and_violence() -> None:
    assert found(FLOOD, "conflict", learned=False) == set()
    assert found(FLOOD, "violence", learned=False) == set()


@pytest.mark.parametrize("learned", [True, False])
def test_crime_is_read_where_violence_is_recorded(learned: bool) -> None:
    assert ("killed", 2) in found(ROBBERY, "violence", learned=learned)
    assert ("killed", 2) in found(ROBBERY, "any_harm", learned=learned)


@pytest.mark.parametrize("learned", [True, False])
def test_a_wider_scope_loses_no_claim(learned: bool) -> None:
    text = "Shelling killed 12 people, among them three children, in Kharkiv on Monday. Another 30 were wounded."
    narrow = found(text, "conflict", learned=learned)
    assert narrow
    assert narrow <= found(text, "violence", learned=learned) <= found(text, "any_harm", learned=learned)


def test_a_family_count_stays_families() -> None:
    claims = extract_claims(made_report("Floods forced 40 families to leave their homes."), Project(scope="any_harm"))
    told = [(c.reading.count.low, c.reading.victims.text) for c in claims if c.reading.victims]
    assert (40, "40 families") in told


@pytest.mark.parametrize(
    ("names", "ids"),
    [
        (("sudan_2023",), ["sudan_2023"]),
        (("Russia-Ukraine war", "Gaza war"), ["ukraine_2022", "gaza_2023"]),
        (("russia-ukraine",), ["ukraine_2022"]),
        (("the war in Sudan", "sudan_2023"), ["sudan_2023"]),
        (("velimor",), []),
        ((), []),
    ],
)
def test_a_projects_wars_by_their_names(names: tuple[str, ...], ids: list[str]) -> None:
    assert [war.id for war in Wars.load().named(names)] == ids


def test_the_countries_of_the_projects_wars() -> None:
    assert "SD" in countries_of_wars(("sudan_2023",))
    assert countries_of_wars(("velimor",)) == ()


def test_a_war_of_the_project_comes_first() -> None:
    report = made_report("The army shelled the town on Monday, killing 12 people.")
    assert read_context(report, Project()).wars == []
    assert [w.id for w in read_context(report, Project(wars=("sudan_2023",))).wars][:1] == ["sudan_2023"]


def test_the_projects_war_tells_namesakes_apart() -> None:
    text = "Shells killed 12 people in Tripoli on Monday."

    def country(*wars: str) -> str | None:
        place = extract_claims(made_report(text), Project(wars=wars))[0].reading.place
        return place.country if place else None

    assert country("Lebanon war") == "LB"
    assert country("libya_2019") == "LY"
