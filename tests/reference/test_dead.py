"""The statuses of the dead: which claim has which, and the rule that each is relevant to."""

from __future__ import annotations

import pytest

from tollbook.errors import SettingsError
from tollbook.reference.dead import dead_table


def said(measure: str, *details: str, denied: bool = False) -> list[str]:
    return [
        f.status.code if f.holds else f"not:{f.status.code}"
        for f in dead_table().fates(measure, details, denied=denied)
    ]


@pytest.mark.parametrize(
    ("measure", "details", "codes"),
    [
        ("remains_held", (), ["held"]),
        ("missing", (), ["missing"]),
        ("killed", (), []),
        ("killed", ("declared_dead:a court",), ["declared_dead"]),
        ("missing", ("declared_dead",), ["declared_dead"]),
        ("remains_returned", ("requested",), ["requested"]),
        ("remains_returned", ("exchanged",), ["exchanged"]),
        ("remains_buried", ("buried_together", "grave_unmarked"), ["buried_together", "grave_unmarked"]),
        ("remains_returned", ("not:returned",), ["not:returned"]),
        ("remains_destroyed", ("cremated:for hygiene",), ["cremated"]),
        ("remains_held", ("cremated",), ["cremated"]),
    ],
)
def test_details_come_before_the_measure(measure: str, details: tuple[str, ...], codes: list[str]) -> None:
    assert said(measure, *details) == codes


def test_a_denied_claim_says_that_it_is_not_so() -> None:
    assert said("remains_held", denied=True) == ["not:held"]


def test_the_reason_and_the_body_are_kept() -> None:
    (cremated,) = dead_table().fates("remains_destroyed", ("cremated:for hygiene",))
    assert cremated.words == "cremated: for hygiene"
    assert dead_table().fates("remains_returned", ("not:returned",))[0].words == "not (or not yet) returned"


def test_every_status_has_its_rule_and_its_source() -> None:
    table = dead_table()
    assert {s.rule for s in table.status} == set(table.rules) == set(range(112, 118))
    assert all(s.source.startswith("Rule ") for s in table.status)


def test_a_status_that_is_none_is_an_error_that_names_those_that_are() -> None:
    with pytest.raises(
        SettingsError, match=r"'lost' is no status of the dead; it must be one of uncollected, recovered"
    ):
        dead_table().by_code("lost")
