"""Scales keep order, cover what they are given, and say when they are logarithmic."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.draw.scale import MOST_LABELS, ZERO_SLOT, Scale, short

counts = st.lists(st.integers(min_value=0, max_value=10**12), min_size=1, max_size=20)


@given(counts, st.booleans())
def test_positions_keep_the_order_of_the_counts(values: list[int], from_zero: bool) -> None:
    scale = Scale.covering(values, from_zero=from_zero)
    positions = [scale.position(v) for v in sorted(set(values))]
    assert positions == sorted(positions)
    assert all(0 <= p <= 1 for p in positions)


@given(counts)
def test_no_value_is_cut_off_and_different_ones_stand_apart(values: list[int]) -> None:
    scale = Scale.covering(values)
    assert scale.low <= min([v for v in values if v > 0] or [0])
    assert scale.high >= max(values)
    least, most = min(values), max(values)
    if most > least:
        assert scale.position(most) > scale.position(least)


@given(counts)
def test_ticks_ascend_within_the_scale_and_few_are_major(values: list[int]) -> None:
    scale = Scale.covering(values)
    ticks = scale.ticks()
    assert [t.value for t in ticks] == sorted({t.value for t in ticks})
    assert all(scale.low <= t.value <= scale.high or (t.value == 0 and scale.zero) for t in ticks)
    assert 2 <= sum(t.major for t in ticks) <= MOST_LABELS + 1


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([1, 100], "linear"),
        ([1, 101], "log"),
        ([0, 5], "linear"),
        ([0, 5, 700], "log"),
        ([], "linear"),
        ([0], "linear"),
    ],
)
def test_logarithmic_where_figures_differ_more_than_a_hundredfold(values: list[int], kind: str) -> None:
    assert Scale.covering(values).kind == kind


def test_zero_has_a_place_of_its_own_on_a_logarithmic_scale() -> None:
    scale = Scale.covering([0, 1, 10_000])
    assert scale.position(0) == 0
    assert scale.position(1) == pytest.approx(ZERO_SLOT)
    assert scale.ticks()[0].value == 0
    assert Scale.covering([1, 10_000]).position(1) == 0


def test_equal_ratios_are_equal_steps_on_a_logarithmic_scale() -> None:
    scale = Scale.covering([10, 10_000])
    steps = [scale.position(10 ** (i + 1)) - scale.position(10**i) for i in (1, 2, 3)]
    assert steps == pytest.approx([1 / 3] * 3)


def test_a_linear_scale_starts_at_zero_unless_told_otherwise() -> None:
    assert Scale.covering([9_000, 10_000]).low == 0
    assert 8_000 <= Scale.covering([9_000, 10_000], from_zero=False).low <= 9_000
    assert Scale.covering([2_000, 10_000], from_zero=False).low == 0


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="-3"):
        Scale.covering([-3, 4])


@pytest.mark.parametrize(
    ("value", "label"),
    [
        (0, "0"),
        (999, "999"),
        (20_000, "20,000"),
        (1_000_000, "1m"),
        (2_500_000, "2.5m"),
        (10**9, "1bn"),
        (10**40, "10^40"),
    ],
)
def test_labels_are_short(value: int, label: str) -> None:
    assert short(value) == label
