"""Chao's bound and sample coverage by hand."""

import pytest

from tests.reconcile.uncounted.made import independent
from tollbook.reconcile.uncounted import table
from tollbook.reconcile.uncounted.bounds import chao, coverage

LISTS = ("A", "B", "C")


def test_chao_is_by_those_on_one_list_and_on_two() -> None:
    made = table(LISTS, {"100": 30, "010": 20, "001": 10, "110": 8, "011": 7, "111": 5})
    found = chao(made)
    assert found is not None
    assert found.total == pytest.approx(80 + 60**2 / (2 * 15))
    assert 80 < found.low < found.total < found.high


def test_chao_says_nothing_where_nobody_is_on_two_lists() -> None:
    assert chao(table(LISTS, {"100": 30, "010": 20, "001": 10, "111": 5})) is None


def test_sample_coverage_by_hand() -> None:
    made = table(LISTS, {"100": 30, "010": 20, "001": 10, "110": 8, "011": 7, "111": 5})
    found = coverage(made)
    assert found is not None
    share = 1 - (30 / 43 + 20 / 40 + 10 / 22) / 3
    apart = (80 - 60 / 3) / share

    def step(n: float) -> float:
        moved = (30 + 20 + 16) * (n * 13 / (43 * 40) - 1)
        moved += (30 + 10 + 0) * (n * 5 / (43 * 22) - 1)
        moved += (20 + 10 + 14) * (n * 12 / (40 * 22) - 1)
        return apart + moved / (3 * share)

    assert found.share == pytest.approx(share)
    assert found.apart.total == pytest.approx(apart)
    assert found.one_step.total == pytest.approx(step(step(apart)))


def test_independent_lists_are_met_and_the_interval_is_the_same_each_time() -> None:
    made = independent(5_000, (0.4, 0.5, 0.3))
    found = coverage(made)
    assert found is not None
    assert found.apart.total == pytest.approx(5_000, rel=0.01)
    assert found.apart.low < 5_000 < found.apart.high
    assert coverage(made) == found


def test_no_coverage_where_no_list_holds_anybody_of_anothers() -> None:
    assert coverage(table(LISTS, {"100": 30, "010": 20, "001": 10})) is None
