"""Blending the sparse models' chances with the encoder's logits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.extract.blend import Blend, load_blend

chance = st.floats(0.001, 0.999)
logit = st.floats(-8, 8)


@given(chance, logit)
def test_an_opinion_that_weighs_nothing_changes_nothing(p: float, z: float) -> None:
    assert Blend(1.0, 0.0).yes(p, z) == pytest.approx(p, abs=1e-6)


@given(chance, logit, st.floats(0.1, 2))
def test_a_higher_logit_gives_a_higher_chance(p: float, z: float, weight: float) -> None:
    blend = Blend(0.7, weight)
    assert blend.yes(p, z + 1) > blend.yes(p, z)


@given(st.lists(st.tuples(chance, logit), min_size=1, max_size=8), st.floats(0, 2), st.floats(0, 2))
def test_chances_of_options_sum_to_one(pairs: list[tuple[float, float]], sparse: float, encoder: float) -> None:
    found = Blend(sparse, encoder).chances([p for p, _ in pairs], [z for _, z in pairs])
    assert len(found) == len(pairs)
    assert sum(found) == pytest.approx(1)


def test_two_opinions_outweigh_one() -> None:
    assert Blend(1.0, 1.0).chances([0.6, 0.4], [0.0, 2.0])[1] > 0.5 > Blend(1.0, 0.1).chances([0.6, 0.4], [0.0, 2.0])[1]


def test_a_logit_too_large_for_exp_is_no_error() -> None:
    assert Blend(1.0, 1.0).chances([0.5, 0.5], [900.0, -900.0]) == pytest.approx([1.0, 0.0])


def test_a_decision_without_an_entry_has_no_blend() -> None:
    assert load_blend("no such decision") is None
