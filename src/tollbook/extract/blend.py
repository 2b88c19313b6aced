"""How a sparse model's figures and the encoder's are weighed together: numbers fitted on what neither has seen."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from tollbook.errors import SettingsError

_LEAST = 1e-6


@dataclass(frozen=True)
class Blend:
    """What each opinion weighs, and what is added to the logit of a yes."""

    sparse: float
    encoder: float
    bias: float = 0.0

    def yes(self, chance: float, logit: float) -> float:
        """The chance of a yes from the sparse model's chance and the encoder's logit."""
        known = min(max(chance, _LEAST), 1 - _LEAST)
        z = self.bias + self.sparse * float(np.log(known / (1 - known))) + self.encoder * logit
        return float(1 / (1 + np.exp(-z)))

    def chances(self, chances: Sequence[float], logits: Sequence[float]) -> list[float]:
        """The chances of options from the sparse model's and the encoder's logits; they sum to 1."""
        said = np.asarray(logits, dtype=np.float64)
        said = said - np.logaddexp.reduce(said)
        z = self.sparse * np.log(np.maximum(np.asarray(chances, dtype=np.float64), _LEAST)) + self.encoder * said
        z = np.exp(z - z.max())
        return [float(p) for p in z / z.sum()]


@cache
def load_blend(name: str, language: str = "en") -> Blend | None:
    """The weights of a decision; None where the encoder has no say in it."""
    file = resources.files("tollbook.extract").joinpath(language, "encoder", "blend.json")
    if not file.is_file():
        return None
    try:
        table = json.loads(file.read_text(encoding="utf-8"))
        return Blend(**table[name]) if name in table else None
    except (ValueError, TypeError) as error:
        raise SettingsError(
            f"the weights in blend.json cannot be read: {error}; install the package again or run `make train`"
        ) from error
