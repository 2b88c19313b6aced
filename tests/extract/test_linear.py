"""Linear choice: probabilities, files written and read back, and weights that hold no words."""

from __future__ import annotations

import io
import json
import re
from importlib import resources

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tollbook.errors import SettingsError
from tollbook.extract.linear import Linear, from_bytes, hashed, joined, load, to_bytes

BITS = 10
SHIPPED = sorted(
    f.name.removesuffix(".npz")
    for f in resources.files("tollbook.extract").joinpath("en", "weights").iterdir()
    if f.name.endswith(".npz")
)
features = st.lists(st.text(min_size=1, max_size=12), max_size=8)


def linear(seed: int = 1, temperature: float = 1.0) -> Linear:
    weights = np.random.default_rng(seed).normal(size=1 << BITS).astype(np.float16).astype(np.float32)
    return Linear("made", BITS, weights, temperature)


@settings(deadline=None)
@given(st.lists(features, min_size=1, max_size=6))
def test_chances_sum_to_one(candidates: list[list[str]]) -> None:
    chances = linear().choose(candidates)
    assert len(chances) == len(candidates)
    assert all(0 <= p <= 1 for p in chances)
    assert sum(chances) == pytest.approx(1)


@settings(deadline=None)
@given(features)
def test_acceptance_is_a_choice_against_nothing(found: list[str]) -> None:
    model = linear()
    assert model.accept(found) == pytest.approx(model.choose([[], found])[1], abs=1e-6)


@settings(deadline=None)
@given(features, st.floats(0.5, 4))
def test_temperature_draws_towards_even_chances(found: list[str], temperature: float) -> None:
    sharp, mild = linear().accept(found), linear(temperature=temperature).accept(found)
    assert (sharp - 0.5) * (mild - 0.5) >= 0
    if temperature >= 1:
        assert abs(mild - 0.5) <= abs(sharp - 0.5) + 1e-9


def test_a_label_is_one_of_its_codes_and_the_likeliest() -> None:
    model = linear()
    codes = ("killed", "injured", "")
    label, chance = model.label(["a", "b"], codes)
    assert label in codes
    assert chance == pytest.approx(max(model.chances([joined(hashed(["a", "b"]), c) for c in codes])))


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 1000), st.floats(0.1, 10), st.dictionaries(st.text("abc", min_size=1), st.integers(), max_size=3))
def test_a_file_is_read_as_it_was_written(seed: int, temperature: float, notes: dict[str, int]) -> None:
    before = linear(seed, temperature)
    weights = np.where(np.abs(before.weights) > 1e-3, before.weights, 0).astype(np.float32)
    before = Linear("made", BITS, weights, temperature, json.dumps(notes))
    after = from_bytes(to_bytes(before), "made")
    assert (after.name, after.bits, after.temperature) == ("made", BITS, temperature)
    assert np.array_equal(after.weights, weights)
    assert notes.items() <= json.loads(after.card).items()


@pytest.mark.parametrize("data", [b"", b"not an archive", b"PK\x03\x04broken"])
def test_a_broken_file_is_named(data: bytes) -> None:
    with pytest.raises(SettingsError, match="model 'made' cannot be read"):
        from_bytes(data, "made")


def test_a_model_that_is_not_shipped_is_none() -> None:
    assert load("no such part") is None


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_model_holds_numbers_alone(name: str) -> None:
    """Weights are hashed: the file has row numbers, values and a card, and no words of the texts learned from."""
    data = resources.files("tollbook.extract").joinpath("en", "weights", f"{name}.npz").read_bytes()
    with np.load(io.BytesIO(data), allow_pickle=False) as archive:
        assert set(archive.files) == {"rows", "values", "card"}
        assert archive["rows"].dtype.kind == "u" and archive["values"].dtype.kind == "f"
        assert len(archive["rows"]) == len(archive["values"]) > 0
        assert np.isfinite(archive["values"].astype(np.float32)).all()
        card = str(archive["card"])
    assert re.fullmatch(r"[ -~]{0,1500}", card)  # a short note in plain characters
    model = load(name)
    assert model is not None and model.temperature > 0 and model.bits <= 22


def test_features_fall_on_their_hashes() -> None:
    assert hashed(["a", "b"]).tolist() == hashed(["a", "b"]).tolist()
    assert hashed(["a"]).tolist() != hashed(["b"]).tolist()
    assert joined(hashed(["a"]), "x").tolist() != joined(hashed(["a"]), "y").tolist()
