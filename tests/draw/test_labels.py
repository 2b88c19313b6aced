"""Labels moved apart: none overlap, order is kept, nothing moves that need not."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.draw.labels import spread

numbers = st.floats(min_value=-500, max_value=1500, allow_nan=False)
labels = st.lists(st.tuples(numbers, st.floats(min_value=1, max_value=60)), min_size=1, max_size=15)


@given(labels)
def test_labels_never_overlap_and_keep_their_order(wanted: list[tuple[float, float]]) -> None:
    ys, heights = [w for w, _ in wanted], [h for _, h in wanted]
    centres = spread(ys, heights, 0, 300)
    order = sorted(range(len(ys)), key=lambda i: (ys[i], i))
    for a, b in pairwise(order):
        assert centres[b] - centres[a] >= (heights[a] + heights[b]) / 2 - 1e-6


@given(labels)
def test_labels_stay_inside_where_they_fit(wanted: list[tuple[float, float]]) -> None:
    ys, heights = [w for w, _ in wanted], [h for _, h in wanted]
    room = sum(heights) + 10
    for centre, height in zip(spread(ys, heights, 0, room), heights, strict=True):
        assert centre - height / 2 >= -1e-6
        assert centre + height / 2 <= room + 1e-6


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [([50, 150], [50, 150]), ([100, 100], [90, 110]), ([100, 95, 105], [100, 80, 120]), ([0], [10]), ([300], [290])],
)
def test_they_move_as_little_as_can_be(wanted: list[float], expected: list[float]) -> None:
    assert spread(wanted, [20] * len(wanted), 0, 300) == pytest.approx(expected)
