"""The spline never falls, and keeps one-sided bounds."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tollbook.reconcile.curve.spline import Data, fit, fit_best, knots_for


def data(x: list[float], y: list[float], side: list[int] | None = None) -> Data:
    return Data(np.array(x), np.array(y), np.ones(len(x)), np.array(side or [0] * len(x)))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 1000), st.floats(0, 900)), min_size=4, max_size=30), st.floats(1e-2, 1e6))
def test_it_never_falls_whatever_the_points(points: list[tuple[int, float]], penalty: float) -> None:
    made = data([p[0] for p in points], [p[1] for p in points])
    found = fit(made, 0, 1000, knots_for(made.x), penalty)
    assert np.diff(found.at(np.arange(1001.0))).min() >= -1e-9
    assert found.at(np.array([0.0]))[0] >= -1e-9


def test_points_on_a_line_are_met() -> None:
    x = np.arange(0, 400, 20.0)
    found = fit_best(data(list(x), list(5 + x / 10)), 0, 380, 5)
    assert found.at(np.array([0.0, 111.0, 380.0])) == pytest.approx([5, 16.1, 43], abs=1e-3)


def test_falling_points_give_a_level_curve_at_their_mean() -> None:
    found = fit_best(data([0, 10, 20, 30, 40], [30, 28, 26, 24, 22]), 0, 40, 4)
    assert found.at(np.array([0.0, 40.0])) == pytest.approx([26, 26], abs=1e-3)


def test_a_bound_pulls_only_where_the_curve_breaks_it() -> None:
    x, y = [0.0, 10, 20, 30, 40], [10.0, 20, 30, 40, 50]
    plain = fit(data(x, y), 0, 40, 4, 1.0)
    kept = fit(data([*x, 20], [*y, 25], [0] * 5 + [1]), 0, 40, 4, 1.0)
    broken = fit(data([*x, 20], [*y, 35], [0] * 5 + [1]), 0, 40, 4, 1.0)
    assert kept.at(np.array(x)) == pytest.approx(plain.at(np.array(x)))
    assert not kept.heard[-1]
    assert broken.heard[-1]
    assert broken.at(np.array([20.0]))[0] > plain.at(np.array([20.0]))[0]


def test_knots_are_a_quarter_of_the_distinct_days_within_limits() -> None:
    assert [knots_for(np.arange(float(n))) for n in (3, 40, 400)] == [4, 10, 35]
    assert knots_for(np.zeros(400)) == 4
