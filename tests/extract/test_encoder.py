"""The encoder: heads with weights of our own over a network that gives what it is given; and the one that ships."""

from __future__ import annotations

from importlib import resources
from typing import Any

import numpy as np
import pytest

from tollbook.errors import SettingsError
from tollbook.extract.encoder import Encoder, Floats, Mentions, from_bytes, load_encoder

WIDTH, DRAFT, KEY = 4, 3, 2


def made() -> Encoder:
    """Heads of known numbers: the key of a mention is its first two entries, the query of a candidate likewise."""
    heads: dict[str, Any] = {
        "measure": np.zeros((2, 1)),
        "draft.weight": np.eye(DRAFT, 3 * WIDTH + 1),
        "draft.bias": np.zeros(DRAFT),
        "accept.weight": np.array([[1.0, -1.0, 0.0]]),
        "accept.bias": np.array([0.5]),
        "label.extent.weight": np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]),
        "label.extent.bias": np.zeros(2),
        "query.party.weight": np.eye(KEY, DRAFT) * 9.8,
        "query.party.bias": np.zeros(KEY),
        "key.party.weight": np.eye(KEY, WIDTH),
        "key.party.bias": np.zeros(KEY),
        "way.party": np.zeros((2, KEY)),
        "gap.party": np.array([[0.0, 0.0], [0.0, 10.0]]),
        "out.party": np.array([[7.0, 0.0], [3.0, 0.0], [-5.0, 0.0]]),
    }
    return Encoder(None, {k: np.asarray(v, dtype=np.float32) for k, v in heads.items()})


def mentions(*rows: tuple[list[float] | None, int, int]) -> Mentions:
    """Mentions as (vector or None, gap, option)."""
    vectors: Floats = np.array([r[0] or [0.0] * WIDTH for r in rows], dtype=np.float32).reshape(len(rows), WIDTH)
    return Mentions(
        vectors,
        np.array([r[0] is not None for r in rows], dtype=bool),
        np.zeros(len(rows), dtype=np.int64),
        np.array([r[1] for r in rows], dtype=np.int64),
        np.array([r[2] for r in rows], dtype=np.int64),
    )


CANDIDATE = np.array([1.0, 0.0, 0.0], dtype=np.float32)


def test_acceptance_and_labels_are_products_with_the_candidate() -> None:
    vectors = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]], dtype=np.float32)
    assert made().accept(vectors).tolist() == [1.5, -0.5]
    assert made().label("extent", vectors[1]).tolist() == [0.0, 1.0]


def test_an_option_is_weighed_by_its_mentions_together() -> None:
    one = made().options("party", CANDIDATE, mentions(([2, 0, 0, 0], 0, 1)), 3, first_is_none=True)
    two = made().options(
        "party", CANDIDATE, mentions(([2, 0, 0, 0], 0, 1), ([2, 0, 0, 0], 0, 1)), 3, first_is_none=True
    )
    assert one.tolist() == pytest.approx([7, 2, 3])  # none of them; the mention's key; one that no words name
    assert two[1] == pytest.approx(2 + np.log(2), abs=1e-5)


def test_a_mention_that_was_not_read_has_a_key_of_its_own() -> None:
    found = made().options("party", CANDIDATE, mentions((None, 0, 0)), 1, first_is_none=False)
    assert found.tolist() == pytest.approx([-5])


def test_distance_counts() -> None:
    candidate = np.array([0.0, 1.0, 0.0], dtype=np.float32)
    found = made().options(
        "party", candidate, mentions(([0, 1, 0, 0], 0, 0), ([0, 1, 0, 0], 1, 1)), 2, first_is_none=False
    )
    assert found[1] - found[0] == pytest.approx(10, abs=1e-5)


@pytest.mark.parametrize("network", [b"", b"no network"])
def test_a_file_that_is_no_network_is_named_with_the_remedy(network: bytes) -> None:
    with pytest.raises(SettingsError, match="make train-encoder"):
        from_bytes(network, b"")


def test_the_shipped_encoder_reads_a_window_of_any_length_the_same_each_time() -> None:
    encoder = load_encoder()
    assert encoder is not None
    for length in (3, 50, 450):
        window = np.arange(2000, 2000 + length, dtype=np.int64)
        vectors = encoder.read(window)
        assert vectors.shape == (length, 384)
        assert np.array_equal(vectors, encoder.read(window))


def test_the_shipped_encoder_rounds_its_weights_alone() -> None:
    network = resources.files("tollbook.extract").joinpath("en", "encoder", "network.onnx").read_bytes()
    assert b"MultiHeadAttention" in network
    for rounding in (b"DynamicQuantizeLinear", b"MatMulInteger", b"QLinear"):
        assert rounding not in network, "its inputs would be rounded by their largest entry"


def test_what_stands_far_off_moves_a_piece_little() -> None:
    """A rounding of inputs moved each piece by a tenth; what is left is what the pieces have to do with one another."""
    encoder = load_encoder()
    assert encoder is not None
    window = np.array([101, *range(2000, 2200), 102], dtype=np.int64)
    other = window.copy()
    other[180] = 5000
    moved = np.abs(encoder.read(window) - encoder.read(other))
    assert moved[1:60].mean() < moved[180].mean() / 10
