"""Floors: a figure below its floor fails the build; a floor rises with `--update` and falls only with a reason.

After trafilatura's `tests/eval_gate.py`: floors are pinned with a hash of the corpus they were measured on.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from .figures import Figure

TOLERANCE = 0.0005


class GateError(ValueError):
    """An update was refused; the message says why."""


@dataclass(frozen=True)
class Floors:
    """Pinned floors by figure, the hash of each set, and every lowering with its reason."""

    corpus: dict[str, str]
    floors: dict[str, float]
    lowered: tuple[dict[str, str | float], ...] = ()

    @classmethod
    def load(cls, path: Path) -> Floors:
        """Read floors from a JSON file."""
        record = json.loads(path.read_text(encoding="utf-8"))
        return cls(record["corpus"], record["floors"], tuple(record.get("lowered", ())))

    def save(self, path: Path) -> None:
        """Write floors to a JSON file, in a stable order."""
        record = {
            "corpus": dict(sorted(self.corpus.items())),
            "floors": dict(sorted(self.floors.items())),
            "lowered": list(self.lowered),
        }
        path.write_text(json.dumps(record, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def failures(figures: Sequence[Figure], floors: Floors, corpus: Mapping[str, str]) -> list[str]:
    """What stands against the floors: another corpus, a figure below its floor, a floor with no figure.

    `corpus` names the sets that were run, with their hashes; floors of other sets are left alone.
    """
    found = []
    for name, hashed in corpus.items():
        pinned = floors.corpus.get(name)
        if pinned is not None and pinned != hashed:
            found.append(f"{name}: not the corpus that the floors were pinned on ({hashed[:12]}, not {pinned[:12]})")
    measured = {figure.name: figure.value for figure in figures}
    for name, floor in floors.floors.items():
        if name.split("/")[0] not in corpus:
            continue
        if name not in measured:
            found.append(f"{name}: has a floor of {floor:.3f} and was not measured")
        elif not measured[name] >= floor - TOLERANCE:
            found.append(f"{name}: {measured[name]:.4f} is below its floor of {floor:.4f}")
    return found


def update(floors: Floors, figures: Sequence[Figure], corpus: Mapping[str, str], reason: str | None = None) -> Floors:
    """Floors set to what was measured (rounded down), for the figures that have one.

    Raises GateError where that would lower a floor and no reason is given; a reason is kept beside the lowering.
    """
    measured = {figure.name: figure.value for figure in figures}
    raised = dict(floors.floors)
    lowered: list[dict[str, str | float]] = []
    for name, floor in floors.floors.items():
        if name not in measured:
            continue
        value = math.floor(measured[name] * 1000 + 1e-9) / 1000
        falls = measured[name] < floor - TOLERANCE
        if falls:
            lowered.append({"figure": name, "from": floor, "to": value, "reason": reason or ""})
        raised[name] = value if falls else max(value, floor)
    if lowered and not (reason and reason.strip()):
        names = ", ".join(str(row["figure"]) for row in lowered)
        raise GateError(f"this would lower the floors of {names}; give --allow-regression REASON to do so")
    return replace(
        floors, corpus=dict(floors.corpus) | dict(corpus), floors=raised, lowered=(*floors.lowered, *lowered)
    )
