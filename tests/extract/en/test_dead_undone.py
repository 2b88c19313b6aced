"""Recoveries that failed or were never tried leave the dead uncollected; none of them is printed as a recovery."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.dead import claimed, told
from tests.extract.made import claims_of

_LINES = (Path(__file__).parent / "dead" / "undone.tsv").read_text(encoding="utf-8").splitlines()
CASES = [line.split("\t") for line in _LINES if not line.startswith("#")][1:]


@pytest.mark.parametrize(("status", "text"), CASES)
def test_a_recovery_that_was_not_made_leaves_the_dead_uncollected(status: str, text: str) -> None:
    other = {"uncollected": "recovered", "recovered": "uncollected"}[status]
    said = told(text)
    assert status in said
    assert other not in said


def test_its_claims_count_the_uncollected_and_never_the_recovered() -> None:
    shown = [text for status, text in CASES if status == "uncollected"][::3]
    wrong = [text for text in shown if "uncollected" not in claimed(text) or "recovered" in claimed(text)]
    assert not wrong


def test_remains_of_others_that_are_found_later_are_not_those_that_were_not_recovered() -> None:
    text = (
        "The failure to recover the bodies of soldiers angered families, "
        "as remains are later discovered by the other side, analysts said."
    )
    details = [c.reading.remains_detail for c in claims_of(text)]
    assert ("uncollected",) in details
    assert not any({"uncollected", "recovered"} <= set(detail) for detail in details)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Velia is not ready to accept the bodies of 12 soldiers.", "refused_by_receiver"),
        ("Velia would not agree to take the bodies of 12 soldiers.", "refused_by_receiver"),
        ("Velia is not even thinking about bringing home the bodies of 12 soldiers.", "refused_by_receiver"),
        ("Velia is not willing to hand over the bodies of 12 soldiers.", "withheld_by_holder"),
        ("They are not going to show us the bodies of 12 soldiers.", "withheld_by_holder"),
        ("Guards would not let the families collect the bodies of 12 men.", "withheld_by_holder"),
        ("Velia called on Norland to collect its 12 dead.", "offered"),
        ("Mothers asked the army to collect their 12 dead.", "requested"),
        ("Troops are trying to advance over the bodies of 12 soldiers.", "uncollected"),
        ("The army abandoned 12 troops killed in battle.", "uncollected"),
    ],
)
def test_who_is_not_ready_refuses_and_who_asks_the_other_side_to_come_offers(text: str, status: str) -> None:
    assert status in told(text)
