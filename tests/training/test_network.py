"""The network that torch fits and the encoder that runs without it are one: the same figures from the same vectors."""

from __future__ import annotations

import io

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="installed for training alone (`make setup-train`)")
pytest.importorskip("transformers", reason="installed for training alone (`make setup-train`)")

from tollbook.extract.encoder import Encoder, Mentions, from_bytes  # noqa: E402  # after the skip
from training.network import Candidate, Laid, Network, Pointers, heads, network_file  # noqa: E402


@pytest.fixture(scope="module")
def network() -> Network:
    torch.manual_seed(3)
    return Network().eval()


@pytest.fixture(scope="module")
def laid() -> Laid:
    pointers = Pointers(((), (((0, 2), 0, 1), ((5, 6), 10, 3)), ((None, 0, 4),), ()), (1,))
    candidate = Candidate((1, 2), (3, 5), 0, 0, 1, {}, {"party": pointers, "when": pointers})
    ids = np.array([2002, 1, 3000, 42, 5, 6000, 43, 25], dtype=np.int64)
    return Laid("made", ids, ((0, 0, 8),), (candidate,))


def test_the_heads_agree(network: Network, laid: Laid) -> None:
    with np.load(io.BytesIO(heads(network))) as archive:
        encoder = Encoder(None, {name: archive[name].astype(np.float32) for name in archive.files})
    with torch.no_grad():
        pieces, openings = network.read([laid], training=False)[0]
        sums = torch.cat([torch.zeros(1, pieces.shape[1]), pieces.cumsum(0)])
        vectors = network.vectors_of(laid, sums, openings)
        accept = network.accept(vectors)[:, 0]
        scores = {slot: network.scores(slot, vectors[0], p, sums) for slot, p in laid.candidates[0].pointers.items()}
    rows = pieces.numpy()
    found = encoder.candidates(rows[1:2], rows[3:5].mean(0, keepdims=True), openings.numpy(), [0])
    assert found == pytest.approx(vectors.numpy(), abs=0.01)
    assert encoder.accept(found) == pytest.approx(accept.numpy(), abs=0.01)
    mentions = Mentions(
        np.array([rows[0:2].mean(0), rows[5], rows[0] * 0], dtype=np.float32),
        np.array([True, True, False]),
        np.array([0, 10, 0]),
        np.array([1, 3, 4]),
        np.array([1, 1, 2]),
    )
    for slot, wanted in scores.items():
        said = encoder.options(slot, found[0], mentions, 4, first_is_none=slot != "when")
        assert said == pytest.approx(wanted.numpy(), abs=0.02)


def test_the_written_network_reads_as_the_fitted_one(network: Network, laid: Laid) -> None:
    encoder = from_bytes(network_file(network), heads(network))
    with torch.no_grad():
        wanted = network.read([laid], training=False)[0][0].numpy()
    found = encoder.read(np.array([101, *laid.ids, 102], dtype=np.int64))[1:-1]
    alike = (found * wanted).sum(1) / np.linalg.norm(found, axis=1) / np.linalg.norm(wanted, axis=1)
    assert alike.min() > 0.97


def test_the_written_network_rounds_its_weights_alone(network: Network, laid: Laid) -> None:
    encoder = from_bytes(network_file(network), heads(network))
    with torch.no_grad():
        wanted = network.read([laid], training=False)[0][0].numpy()
    found = encoder.read(np.array([101, *laid.ids, 102], dtype=np.int64))[1:-1]
    assert np.abs(found - wanted).mean() / np.abs(wanted).mean() < 0.03
