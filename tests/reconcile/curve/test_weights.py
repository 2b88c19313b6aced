"""Weights are by claim or by source, named by id or name, and never below nought."""

import pytest

from tests.reconcile.curve.made import claim
from tollbook.errors import SettingsError
from tollbook.reconcile.curve import Weights, weights_of
from tollbook.reconcile.curve.weights import unknown_sources

CLAIMS = [
    claim(1, 0, 10),
    claim(2, 1, 12),
    claim(3, 2, 14, source="src-1", said_by="officials [src-1]"),
    claim(4, 3, 16, source="src-2", said_by="officials [src-2]"),
]


def test_claims_are_equal_or_sources_are() -> None:
    assert weights_of(CLAIMS, Weights()) == [1, 1, 1, 1]
    assert weights_of(CLAIMS, Weights("sources")) == [0.5, 0.5, 1, 1]


def test_a_source_is_named_by_its_id_its_name_or_the_name_that_several_share() -> None:
    assert weights_of(CLAIMS, Weights(sources={"The Monitor": 3})) == [3, 3, 1, 1]
    assert weights_of(CLAIMS, Weights(sources={"officials": 2, "src-2": 0})) == [1, 1, 2, 0]
    assert weights_of(CLAIMS, Weights("sources", {"monitor": 4})) == [2, 2, 1, 1]
    assert unknown_sources(CLAIMS, Weights(sources={"Monitor": 1, "oficials": 1})) == ["oficials"]


@pytest.mark.parametrize("weight", [-1.0, float("nan"), float("inf")])
def test_a_weight_that_is_none_is_refused_by_name(weight: float) -> None:
    with pytest.raises(SettingsError, match="weight of officials"):
        weights_of(CLAIMS, Weights(sources={"officials": weight}))


def test_weights_that_leave_no_claim_are_refused() -> None:
    with pytest.raises(SettingsError, match="no claim is left"):
        weights_of(CLAIMS, Weights(sources={"officials": 0, "monitor": 0}))
