"""Linear choice: the learned parts. A model weighs sparse hashed features and chooses among candidates.

One form serves all: a conditional logit over candidates. Acceptance is a choice between "no" (no features) and "yes";
a class
is a choice among labels, each feature joined with the label. Features are hashed, so that no word of the training
texts can be read out of the weights.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from zipfile import BadZipFile
from zlib import crc32

import numpy as np
import numpy.typing as npt

from tollbook.errors import SettingsError

Features = Sequence[str]
FloatArray = npt.NDArray[np.float32]


Hashed = npt.NDArray[np.uint32]
"""A candidate's features as 32-bit hashes; a model uses the lowest bits."""


@lru_cache(maxsize=1 << 18)
def _hash(feature: str) -> int:
    return crc32(feature.encode("utf-8"))


def hashed(features: Iterable[str]) -> Hashed:
    """The hashes of features."""
    return np.fromiter(map(_hash, features), dtype=np.uint32)


def joined(features: Hashed, label: str) -> Hashed:
    """Features joined with a label, for choosing among labels."""
    mixed = (features ^ np.uint32(_hash(label))) * np.uint32(2654435761)
    return mixed ^ (mixed >> np.uint32(15))


@dataclass(frozen=True)
class Linear:
    """Weights (2**bits) and the temperature that makes its probabilities honest."""

    name: str
    bits: int
    weights: FloatArray
    temperature: float = 1.0
    card: str = ""

    def weigh(self, features: Hashed) -> float:
        """The sum of the features' weights."""
        return float(self.weights[features & np.uint32((1 << self.bits) - 1)].sum())

    def choose(self, candidates: Sequence[Features]) -> list[float]:
        """The probability of each candidate; they sum to 1."""
        return self.chances([hashed(c) for c in candidates])

    def chances(self, candidates: Sequence[Hashed]) -> list[float]:
        """The same for hashed features."""
        scores = np.array([self.weigh(c) for c in candidates]) / self.temperature
        scores = np.exp(scores - scores.max())
        return [float(p) for p in scores / scores.sum()]

    def accept(self, features: Features) -> float:
        """The probability of "yes" against the empty candidate."""
        return float(1.0 / (1.0 + np.exp(-self.weigh(hashed(features)) / self.temperature)))

    def label(self, features: Features, labels: Sequence[str]) -> tuple[str, float]:
        """The likeliest label and its probability."""
        found = hashed(features)
        chances = self.chances([joined(found, label) for label in labels])
        best = max(range(len(labels)), key=chances.__getitem__)
        return labels[best], chances[best]


@cache
def load(name: str, language: str = "en") -> Linear | None:
    """The shipped model of that name; None where none is shipped (the rules then decide alone)."""
    file = resources.files("tollbook.extract").joinpath(language, "weights", f"{name}.npz")
    if not file.is_file():
        return None
    return from_bytes(file.read_bytes(), name)


def from_bytes(data: bytes, name: str) -> Linear:
    """Read a model file (numpy archive: row numbers, their weights, and a JSON card)."""
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as archive:
            card = str(archive["card"])
            meta = json.loads(card)
            weights = np.zeros(1 << int(meta["bits"]), dtype=np.float32)
            weights[archive["rows"]] = archive["values"].astype(np.float32)
    except (KeyError, ValueError, OSError, EOFError, BadZipFile) as error:
        raise SettingsError(
            f"model '{name}' cannot be read: {error}; install the package again or run `make train`"
        ) from error
    return Linear(name, int(meta["bits"]), weights, float(meta.get("temperature", 1.0)), card)


def to_bytes(model: Linear) -> bytes:
    """Write a model file; weights under a thousandth are left out."""
    rows = np.flatnonzero(np.abs(model.weights) > 1e-3).astype(np.uint32)
    card = json.dumps(
        {
            **(json.loads(model.card) if model.card else {}),
            "name": model.name,
            "bits": model.bits,
            "temperature": model.temperature,
        }
    )
    out = io.BytesIO()
    np.savez_compressed(out, rows=rows, values=model.weights[rows].astype(np.float16), card=np.array(card))
    return out.getvalue()
