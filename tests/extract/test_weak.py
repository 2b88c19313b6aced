"""The list of known failures names cases that there are."""

from __future__ import annotations

from tests.extract import (
    test_pipeline_dead,
    test_pipeline_no_claims,
    test_pipeline_parts,
    test_pipeline_setting,
    test_pipeline_sources,
    test_pipeline_symmetry,
)
from tests.extract.made import MODES, Case
from tests.extract.weak import CAUSES, WEAK

TABLES = (
    test_pipeline_dead,
    test_pipeline_no_claims,
    test_pipeline_parts,
    test_pipeline_setting,
    test_pipeline_sources,
)


def cases() -> list[Case]:
    lists = [v for module in TABLES for v in vars(module).values() if isinstance(v, list)]
    return [c for found in lists for c in found if isinstance(c, Case)]


def test_every_case_has_a_name_of_its_own() -> None:
    names = [c.name for c in cases()]
    assert len(names) > 100
    assert [n for n in names if names.count(n) > 1] == []


def test_every_known_failure_is_a_case_with_one_cause() -> None:
    swaps = {str(p.id) for p in test_pipeline_symmetry.SWAPS}
    known = {f"{c.name}/{mode}" for c in cases() for mode in MODES}
    known |= {f"{name.rpartition('-')[0]}/{name.rpartition('-')[2]}" for name in swaps}
    assert set(WEAK) - known == set()
    assert len(WEAK) == sum(map(len, CAUSES.values()))
