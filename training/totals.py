"""Fit which claims add to a report's totals, on coded summaries: `python -m training.totals --shared ../shared`.

The coders give totals alone. Which claims make them up is hidden, and found by expectation and maximisation: each
claim's chance is taken anew given that the counted claims add up to the coded total, then the weights are fitted to
these chances.
Summaries after `LAST_YEAR` are scored and never trained on.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tollbook.extract import extract_claims
from tollbook.extract.linear import Hashed, Linear, hashed, joined, to_bytes
from tollbook.extract.links_view import Told, told
from tollbook.extract.totals import MEASURES, SIDES, rivals_of
from tollbook.extract.totals_features import counted_features, side_features
from tollbook.extract.totals_rules import groups_of
from tollbook.model import Claim, Report

from .fit import Choice, fit
from .summaries import as_report, summaries

BITS = 18
PENALTY = 1.0
ROUNDS = 6
FIRST_CHANCE = (0.25, 0.85)
"""Chances to begin with: of parts and repeated numbers, and of other claims."""


@dataclass(frozen=True)
class Sum:
    """The claims that may add up to one coded total."""

    report: str
    people: tuple[int, ...]
    features: tuple[Hashed, ...]
    first: tuple[float, ...]
    total: int


@dataclass(frozen=True)
class Sided:
    """A group of dead whose side follows from the coders' totals."""

    report: str
    features: Hashed
    side: str


def coded_totals(row: dict[str, Any]) -> dict[str, int | None]:
    """The coders' totals by name; None where a part is not coded."""
    parts = {"killed": ["killed"], "injured": ["injured"], "captured": ["arrested", "surrendered", "abducted"]}
    out: dict[str, int | None] = {}
    for name, columns in parts.items():
        values = [row[column] for column in columns]
        out[name] = None if None in values else sum(values)
    return out


def sums_of(row: dict[str, Any], report: Report, claims: Sequence[Claim]) -> tuple[list[Sum], list[Sided]]:
    """The training cases of one summary."""
    seen = told(report, claims)
    totals = coded_totals(row)
    sums = []
    for name in MEASURES:
        total, rivals = totals[name], rivals_of(seen, name)
        if total is None or not rivals:
            continue
        features = tuple(joined(hashed(counted_features(report, t, rivals, seen)), "counted") for t in rivals)
        people = tuple(t.number_stated or 0 for t in rivals)
        sums.append(Sum(row["id"], people, features, tuple(_first(t, rivals) for t in rivals), total))
    return sums, _sided(row, seen)


def _first(t: Told, rivals: Sequence[Told]) -> float:
    again = any(x.number < t.number and x.number_stated == t.number_stated for x in rivals)
    return FIRST_CHANCE[not (t.is_part or again)]


def _sided(row: dict[str, Any], seen: Sequence[Told]) -> list[Sided]:
    """Groups of dead whose side follows: all were of one side, or one division alone fits the coders' totals."""
    by = row["killed_by"]
    if None in by.values():
        return []
    civilian, combatant = by["civilian"] + by["official"], by["security"] + by["maoist"] + by["other_armed"]
    rivals = rivals_of(seen, "killed")
    if bool(civilian) != bool(combatant):
        sides = {t: SIDES[bool(combatant)] for t in rivals if (t.number_stated or 0) <= civilian + combatant}
        groups = groups_of([t for t in sides if not t.is_part], seen)
        return [Sided(row["id"], hashed(side_features(g)), SIDES[bool(combatant)]) for g in groups]
    groups = groups_of([t for t in rivals if not t.is_part], seen)
    if not 1 < len(groups) < 9:
        return []
    fitting = []
    for bits in range(1 << len(groups)):
        armed = sum(g.people for n, g in enumerate(groups) if bits >> n & 1)
        if armed == combatant and sum(g.people for g in groups) - armed == civilian:
            fitting.append(bits)
    if len(fitting) != 1:
        return []
    return [Sided(row["id"], hashed(side_features(g)), SIDES[fitting[0] >> n & 1]) for n, g in enumerate(groups)]


def posterior(people: Sequence[int], chances: Sequence[float], total: int) -> list[float] | None:
    """Each claim's chance given that the counted ones add up to `total`; None where no set of them does."""
    out = []
    whole = _mass(people, chances, total)
    if whole <= 0:
        return None
    for n, value in enumerate(people):
        rest = (
            _mass([*people[:n], *people[n + 1 :]], [*chances[:n], *chances[n + 1 :]], total - value)
            if value <= total
            else 0.0
        )
        out.append(min(1.0, chances[n] * rest / whole))
    return out


def _mass(people: Sequence[int], chances: Sequence[float], total: int) -> float:
    """The probability that independent claims add up to `total`."""
    sums: dict[int, float] = {0: 1.0}
    for value, chance in zip(people, chances, strict=True):
        after: dict[int, float] = defaultdict(float)
        for reached, mass in sums.items():
            after[reached] += mass * (1 - chance)
            if reached + value <= total:
                after[reached + value] += mass * chance
        sums = after
    return sums.get(total, 0.0)


def fit_totals(
    sums: Sequence[Sum],
    sided: Sequence[Sided],
    *,
    bits: int = BITS,
    penalty: float = PENALTY,
    rounds: int = ROUNDS,
    card: str = "",
) -> Linear:
    """The model of both questions, by expectation and maximisation."""
    chances = [s.first for s in sums]
    model = Linear("totals", bits, _empty(bits))
    sides = [_side_choice(s) for s in sided]
    for number in range(rounds):
        if number:
            chances = [tuple(_chance(model, f) for f in s.features) for s in sums]
        cases: list[Choice] = []
        for s, given in zip(sums, chances, strict=True):
            hidden = posterior(s.people, [min(max(c, 0.02), 0.98) for c in given], s.total)
            if hidden is not None:
                cases.extend(_choices(s, hidden))
        last = number == rounds - 1
        model = fit("totals", cases + (sides if last else []), bits=bits, penalty=penalty, card=card)
    return model


def _empty(bits: int) -> Any:
    import numpy as np

    return np.zeros(1 << bits, dtype=np.float32)


def _chance(model: Linear, features: Hashed) -> float:
    return model.chances([hashed(()), features])[1]


def _choices(s: Sum, hidden: Sequence[float]) -> Iterable[Choice]:
    none = hashed(())
    for features, chance in zip(s.features, hidden, strict=True):
        if chance > 0.01:
            yield Choice((none, features), frozenset((1,)), s.report, chance)
        if chance < 0.99:
            yield Choice((none, features), frozenset((0,)), s.report, 1 - chance)


def _side_choice(s: Sided) -> Choice:
    return Choice(tuple(joined(s.features, side) for side in SIDES), frozenset((SIDES.index(s.side),)), s.report)


def _cases(row: dict[str, Any]) -> tuple[list[Sum], list[Sided]]:
    report = as_report(row)
    return sums_of(row, report, extract_claims(report))


def main() -> None:
    """Extract, fit, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--out", type=Path, default=Path("src/tollbook/extract/en/weights/totals.npz"))
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    rows = list(summaries(options.shared / "corpus" / "satp" / "tune_2005_2012.jsonl.gz"))
    sums: list[Sum] = []
    sided: list[Sided] = []
    with ProcessPoolExecutor(options.workers) as pool:
        for found, sides in pool.map(_cases, rows, chunksize=40):
            sums.extend(found)
            sided.extend(sides)
    card = {
        "fitted_on": "totals of coded incident summaries, 2005-2010",
        "summaries": len(rows),
        "sums": len(sums),
        "penalty": PENALTY,
    }
    model = fit_totals(sums, sided, card=json.dumps(card))
    options.out.write_bytes(to_bytes(model))
    print(f"{len(sums)} sums, {len(sided)} groups of one side, {options.out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
