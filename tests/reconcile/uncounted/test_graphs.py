"""Averaging over decomposable graphs: their number is known, and the answer is that of the lists."""

import numpy as np
import pytest

from tests.reconcile.uncounted.made import independent
from tollbook.reconcile.uncounted import Captures, table
from tollbook.reconcile.uncounted.graphs import average, decomposable


@pytest.mark.parametrize(("lists", "graphs"), [(3, 8), (4, 61), (5, 822)])
def test_the_number_of_decomposable_graphs(lists: int, graphs: int) -> None:
    edges, coefficients = decomposable(lists)
    assert len(edges) == len(set(edges)) == graphs
    assert coefficients.shape == (graphs, 2**lists - 1)


def test_a_graph_without_edges_counts_each_list_and_a_whole_one_all_at_once() -> None:
    edges, coefficients = decomposable(3)
    assert coefficients[edges.index(())].tolist() == [1, 1, 1, 0, 0, 0, 0]
    assert coefficients[edges.index(((0, 1), (0, 2), (1, 2)))].tolist() == [0, 0, 0, 0, 0, 0, 1]
    assert coefficients[edges.index(((0, 1), (1, 2)))].tolist() == [0, -1, 0, 1, 0, 1, 0]


def test_independent_lists_are_met() -> None:
    found = average(independent(3_000, (0.4, 0.5, 0.3)))
    assert found is not None
    assert found.low < 3_000 < found.high
    assert found.median == pytest.approx(3_000, rel=0.02)
    assert found.likeliest == ()


def test_two_lists_that_go_together_are_tied_by_the_likeliest_graph() -> None:
    base = independent(3_000, (0.4, 0.5, 0.3))
    made = table(base.lists, {c: n * 3 if c[:2] == "11" else n for c, n in base.cells.items()})
    found = average(made)
    assert found is not None
    assert found.likeliest == (("L0", "L1"),)
    assert found.median == pytest.approx(3_000 + 2 * 600, rel=0.03)  # those on both are three times as many


def test_the_order_of_lists_changes_nothing_and_more_than_five_are_merged() -> None:
    made = independent(2_000, (0.4, 0.5, 0.3, 0.2, 0.1, 0.05, 0.06))
    turned = Captures(made.lists[::-1], {cell[::-1]: n for cell, n in made.cells.items()})
    a, b = average(made), average(turned)
    assert a is not None
    assert b is not None
    assert a.lists == ("L0", "L1", "L2", "L3", "3 smaller lists")
    assert a.median == pytest.approx(b.median, abs=1)
    assert np.isclose(a.weight, b.weight)


def test_a_table_that_sets_no_bound_is_told() -> None:
    assert average(table(("A", "B", "C"), {"100": 400, "010": 500, "001": 300, "110": 3, "011": 2, "101": 2})) is None
