"""Log-linear models: closed forms where there are any, and none where the table determines none."""

import pytest

from tests.reconcile.uncounted.made import independent, two_kinds
from tollbook.reconcile.uncounted import Captures, table
from tollbook.reconcile.uncounted.loglinear import best_of_pairs, fit, interval, pairs, up_to


def test_independent_lists_give_the_whole_number() -> None:
    found = fit(independent(10_000, (0.3, 0.4, 0.2)), ())
    assert found is not None
    assert found.total == pytest.approx(10_000, rel=0.002)
    assert found.low < found.total < found.high


def test_all_pairs_of_three_lists_have_a_closed_form() -> None:
    made = table(("A", "B", "C"), {"100": 60, "010": 49, "001": 70, "110": 20, "101": 30, "011": 25, "111": 12})
    found = fit(made, up_to(made, 2))
    assert found is not None
    # the odds of the three-way effect are 1: n000 = n001 n010 n100 n111 / (n011 n101 n110)
    assert found.uncounted == pytest.approx(70 * 49 * 60 * 12 / (25 * 30 * 20), rel=1e-6)


def test_two_lists_that_go_together_are_found_and_raise_the_number() -> None:
    base = independent(10_000, (0.3, 0.4, 0.2, 0.3))
    # whoever is on L0 is on L1 as well more often than by chance
    cells = {c: n * 2 if c[0] == c[1] == "1" else n for c, n in base.cells.items()}
    made = table(base.lists, cells)
    best = best_of_pairs(made, lambda m: m.bic)
    assert best is not None
    assert best.terms == {frozenset((0, 1))}
    alone = fit(made, ())
    assert alone is not None
    assert best.total == pytest.approx(10_000 + 1_200, rel=0.001)  # those on both are twice as many
    assert alone.total < best.total


def test_an_effect_of_lists_that_share_nobody_is_not_determined() -> None:
    made = table(("A", "B", "C"), {"100": 60, "010": 49, "001": 70, "101": 30, "011": 25})
    assert frozenset((0, 1)) not in pairs(made)
    assert fit(made, [frozenset((0, 1))]) is None
    assert fit(made, ()) is not None


def test_more_effects_than_cells_are_not_determined() -> None:
    made = two_kinds(2000, 2000)
    assert fit(made, up_to(made, 4)) is None


@pytest.mark.parametrize("lists", [3, 5])
def test_the_order_of_lists_changes_nothing(lists: int) -> None:
    made = independent(3_000, (0.3, 0.4, 0.2, 0.25, 0.35)[:lists])
    turned = Captures(made.lists[::-1], {cell[::-1]: n for cell, n in made.cells.items()})
    a, b = (best_of_pairs(t, lambda m: m.aic) for t in (made, turned))
    assert a is not None
    assert b is not None
    assert a.total == pytest.approx(b.total, rel=1e-6)


def test_an_interval_lies_above_those_observed() -> None:
    low, high = interval(100, 50, 400)
    assert 100 < low < 150 < high
    assert interval(100, 0, 0) == (100, 100)
