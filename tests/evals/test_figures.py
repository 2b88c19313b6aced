"""Figures are sums over reports under a ratio; their intervals come from drawing reports, always the same way."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.figures import beside, f1, measure, ratio


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([[1, 1, 1]], 1.0),
        ([[0, 0, 0]], 1.0),  # nothing to find, nothing found
        ([[0, 2, 0]], 0.0),
        ([[0, 0, 2]], 0.0),
        ([[1, 2, 1], [0, 1, 1]], 2 * 1 / (3 + 2)),
    ],
)
def test_f1_of_sums(rows: list[list[int]], expected: float) -> None:
    assert measure("x", rows, f1).value == pytest.approx(expected)


def test_ratio_of_sums_is_not_the_mean_of_ratios() -> None:
    assert measure("x", [[1, 1], [0, 3]], ratio).value == pytest.approx(0.25)


def test_no_reports_is_an_error_not_a_figure() -> None:
    with pytest.raises(ValueError, match="core: no reports"):
        measure("core", [], ratio)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(3, 9)), min_size=1, max_size=30))
def test_interval_is_ordered_within_bounds_and_the_same_each_time(rows: list[tuple[int, int]]) -> None:
    first, second = measure("x", rows, ratio), measure("x", rows, ratio)
    assert first == second
    assert 0 <= first.low <= first.high <= 1
    shares = [a / b for a, b in rows]
    assert min(shares) - 1e-9 <= first.value <= max(shares) + 1e-9


def test_interval_covers_the_value_and_narrows_with_more_reports() -> None:
    rng = np.random.default_rng(1)
    few = [[int(v), 1] for v in rng.integers(0, 2, 40)]
    a, b = measure("x", few, ratio), measure("x", few * 25, ratio)
    assert a.low <= a.value <= a.high
    assert b.high - b.low < (a.high - a.low) / 3


def test_baseline_stands_beside_the_figure_of_the_same_name_whatever_the_set() -> None:
    figures = [measure("set rules alone/a", [[1, 2]], ratio), measure("set/b", [[1, 2]], ratio)]
    assert [f.baseline for f in beside(figures, {"set/a": 0.25})] == [0.25, None]
