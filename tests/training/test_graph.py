"""Weights in 8 bits lose little, whatever their size."""

from __future__ import annotations

import numpy as np
import pytest

from training.graph import rounded


@pytest.mark.parametrize("size", [1e-3, 1.0, 1e3])
def test_rounded_rows_lose_less_than_a_hundredth(size: float) -> None:
    rows = (np.random.default_rng(5).standard_normal((40, 32)) * size).astype(np.float32)
    table, scale = rounded(rows)
    assert table.dtype == np.int8 and scale.shape == (40, 1)
    assert np.abs(table * scale - rows).mean() / np.abs(rows).mean() < 0.01


def test_a_row_of_nothing_stays_nothing() -> None:
    table, scale = rounded(np.zeros((2, 32), dtype=np.float32))
    assert not (table * scale).any()


def test_one_far_entry_does_not_lose_the_others() -> None:
    rows = np.full((1, 32), 0.1, dtype=np.float32)
    rows[0, 0] = 4.0
    table, scale = rounded(rows)
    assert np.abs(table * scale - rows).max() < 0.02
