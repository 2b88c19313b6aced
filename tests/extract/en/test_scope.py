"""The project's settings in extraction: its scope widens what is accepted, its wars tell where and which war is meant."""

from __future__ import annotations

import pytest

from tests.extract.made import made_report
from tollbook.extract import extract_claims
from tollbook.model import Project
from tollbook.model.project import Scope

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
