"""Fit which claims add to a report's totals, on coded summaries.

usage: python -m training.totals --shared ../shared

The coders give totals alone; which claims make them up is hidden. So the likelihood of a total is that of all sets of
claims that add up to it; a set's weight is that of each of its claims and each two of them (tollbook.extract.totals).
Summaries after `LAST_YEAR` are scored and never trained on.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import minimize

from tollbook.extract import extract_claims
from tollbook.extract.linear import Hashed, Linear, hashed, joined, to_bytes
from tollbook.extract.links_view import Told, told
from tollbook.extract.totals import MEASURES, SIDES, prior, rivals_of
from tollbook.extract.totals_features import both_features, counted_features, side_features
from tollbook.extract.totals_rules import groups_of
from tollbook.model import Claim, Report

from .fit import Choice, fit
from .summaries import as_report, summaries

BITS = 19
PENALTY = 24.0
PENALTY_OF_SIDES = 16.0
"""Chosen out of fold on the summaries: 2 takes the coders' slips for rules (injured, where any: .73, now .77)."""
MOST = 8
"""Summaries with more claims for one total are left out: few, and each would give many sets."""


@dataclass(frozen=True)
class Sum:
    """Claims that may add up to a coded total: their people, what the rules weigh, features alone and of pairs."""

    report: str
    people: tuple[int, ...]
    prior: tuple[float, ...]
    alone: tuple[Hashed, ...]
    together: dict[tuple[int, int], Hashed]
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
        if total is None or not 0 < len(rivals) <= MOST:
            continue
        alone = tuple(hashed(counted_features(report, t, rivals, seen)) for t in rivals)
        pairs = [(i, j) for j in range(len(rivals)) for i in range(j)]
        together = {(i, j): hashed(both_features(rivals[i], rivals[j])) for i, j in pairs}
        people = tuple(t.number_stated or 0 for t in rivals)
        rules = tuple(prior(report, t, rivals) for t in rivals)
        sums.append(Sum(row["id"], people, rules, alone, together, total))
    return sums, _sided(row, seen)


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


def sets_of(s: Sum) -> list[tuple[list[int], list[tuple[int, int]], int]]:
    """Every set of claims: its members, its pairs and how many people it adds up to."""
    out = []
    for bits in range(1 << len(s.people)):
        members = [n for n in range(len(s.people)) if bits >> n & 1]
        pairs = [(i, j) for i, j in s.together if bits >> i & 1 and bits >> j & 1]
        out.append((members, pairs, sum(s.people[n] for n in members)))
    return out


def fit_sums(sums: Sequence[Sum], *, bits: int = BITS, penalty: float = PENALTY, card: str = "") -> Linear:
    """Weights that maximise the likelihood of the coded totals, less `penalty`/2 of the squared weights."""
    units: list[Hashed] = []
    members: list[tuple[int, int]] = []
    begin: list[int] = []
    right: list[bool] = []
    ruled: list[float] = []
    for s in sums:
        sets = sets_of(s)
        if all(people != s.total for _, _, people in sets):
            continue
        first = len(units)
        place = {key: first + len(s.people) + n for n, key in enumerate(s.together)}
        units.extend((*s.alone, *s.together.values()))
        begin.append(len(right))
        for inside, pairs, people in sets:
            members.extend((len(right), u) for u in (*(first + n for n in inside), *(place[p] for p in pairs)))
            right.append(people == s.total)
            ruled.append(sum(s.prior[n] for n in inside))
    features, used = _matrix(units, bits)
    rows, columns = np.array(members, dtype=np.int64).reshape(-1, 2).T
    sets_by_unit = sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(right), len(units)))
    weights = _likeliest(
        sets_by_unit, features, np.array(begin), np.array(right, dtype=np.float64), np.array(ruled), penalty
    )
    out = np.zeros(1 << bits, dtype=np.float32)
    out[used] = weights.astype(np.float32)
    return Linear("totals", bits, out, card=card)


def _matrix(units: Sequence[Hashed], bits: int) -> tuple[sparse.csr_matrix, npt.NDArray[np.int64]]:
    """Units by features, and the features' places in the model's weights."""
    lengths = [len(u) for u in units]
    places = (np.concatenate(units) & np.uint32((1 << bits) - 1)).astype(np.int64)
    used, compact = np.unique(places, return_inverse=True)
    rows = np.repeat(np.arange(len(units)), lengths)
    matrix = sparse.csr_matrix((np.ones(len(rows)), (rows, compact)), shape=(len(units), len(used)))
    return matrix, used


def _likeliest(
    sets: sparse.csr_matrix,
    features: sparse.csr_matrix,
    begin: npt.NDArray[np.int64],
    right: npt.NDArray[np.float64],
    ruled: npt.NDArray[np.float64],
    penalty: float,
) -> npt.NDArray[np.float64]:
    lengths = np.diff(np.append(begin, len(right)))

    def loss(w: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        scores = ruled + sets @ (features @ w)
        expo = np.exp(scores - np.repeat(np.maximum.reduceat(scores, begin), lengths))
        whole, good = np.add.reduceat(expo, begin), np.maximum(np.add.reduceat(expo * right, begin), 1e-300)
        value = float((np.log(whole) - np.log(good)).sum()) + 0.5 * penalty * float(w @ w)
        push = expo / np.repeat(whole, lengths) - expo * right / np.repeat(good, lengths)
        return value, np.asarray(features.T @ (sets.T @ push)) + penalty * w

    start = np.zeros(features.shape[1])
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 250, "maxfun": 320}).x)


def fit_sides(sided: Sequence[Sided], *, bits: int = BITS, penalty: float = PENALTY_OF_SIDES, card: str = "") -> Linear:
    """The model of the sides of the dead."""
    return fit("sides", [_side_choice(s) for s in sided], bits=bits, penalty=penalty, card=card)


def _side_choice(s: Sided) -> Choice:
    return Choice(tuple(joined(s.features, side) for side in SIDES), frozenset((SIDES.index(s.side),)), s.report)


def _cases(row: dict[str, Any]) -> tuple[list[Sum], list[Sided]]:
    report = as_report(row)
    return sums_of(row, report, extract_claims(report))


def main() -> None:
    """Extract, fit, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--out", type=Path, default=Path("src/tollbook/extract/en/weights"))
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    rows = list(summaries(options.shared / "corpus" / "satp" / "tune_2005_2012.jsonl.gz"))
    sums: list[Sum] = []
    sided: list[Sided] = []
    with ProcessPoolExecutor(options.workers) as pool:
        for found, sides in pool.map(_cases, rows, chunksize=40):
            sums.extend(found)
            sided.extend(sides)
    card = {"fitted_on": "totals of coded incident summaries, 2005-2010", "summaries": len(rows)}
    for model in (
        fit_sums(sums, card=json.dumps({**card, "penalty": PENALTY, "sums": len(sums)})),
        fit_sides(sided, card=json.dumps({**card, "penalty": PENALTY_OF_SIDES, "groups": len(sided)})),
    ):
        file = options.out / f"{model.name}.npz"
        file.write_bytes(to_bytes(model))
        print(f"{model.name}: {file.stat().st_size:,} bytes; {len(sums)} sums, {len(sided)} groups of one side")


if __name__ == "__main__":
    main()
