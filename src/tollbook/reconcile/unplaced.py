"""Reports that no cell can hold, attached to the incidents that they tell of, for those who list incidents.

From some reports no claim was read, and the claims of some name no country. They take part in no record of their own
accord: they are only compared with the incidents that there are, and join none of these with another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .candidates import candidates
from .episodes import Episode, told_in
from .flat import FlatClaim, FlatReport
from .linkage import Pairs, linked
from .pairs import FLOOR, LEAST, PairScorer, ScorerOf, scorer

MEMBERS = 60
"""An incident is compared by so many of its accounts at most, those of the least ids."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An incident as it is listed: the numbers of the groups that make it up, and all its accounts."""

    groups: tuple[int, ...]
    episodes: tuple[Episode, ...]


def listed(
    groups: Sequence[Sequence[FlatClaim]],
    reports: Sequence[FlatReport],
    *,
    unplaced: bool = False,
    scorer_of: ScorerOf = scorer,
) -> list[Listed]:
    """The incidents with their accounts; with `unplaced`, what belongs to no country and reports without claims too.

    A group is the claims of one incident. Without `unplaced` each stays as it is.
    """
    accounts = _accounts(groups, reports, claimless=unplaced)
    units = [tuple(e for n, e in accounts if n == number) for number in sorted({n for n, _ in accounts})]
    numbers = [(n,) if n < len(groups) else () for n in sorted({n for n, _ in accounts})]
    if not unplaced:
        return [Listed(n, unit) for n, unit in zip(numbers, units, strict=True)]
    return [
        Listed(tuple(n for m in members for n in numbers[m]), tuple(e for m in members for e in units[m]))
        for members in _attached(units, scorer_of)
    ]


def _accounts(
    groups: Sequence[Sequence[FlatClaim]], reports: Sequence[FlatReport], *, claimless: bool
) -> list[tuple[int, Episode]]:
    """Each account with the number of its group; those of reports without claims have numbers of their own behind."""
    told: dict[str, dict[int, list[FlatClaim]]] = {}
    for number, group in enumerate(groups):
        for claim in group:
            told.setdefault(claim.report, {}).setdefault(number, []).append(claim)
    out = []
    further = len(groups)
    for report in sorted(reports, key=lambda r: r.id):
        of_report = told.get(report.id, {})
        parts = [sorted(of_report[n], key=lambda c: (c.start, c.id)) for n in of_report]
        if parts:
            out += list(zip(of_report, told_in(report, parts), strict=True))
        elif claimless:
            out.append((further, told_in(report, ())[0]))
            further += 1
    return sorted(out, key=lambda found: (found[0], found[1].id))


def _attached(units: Sequence[tuple[Episode, ...]], scorer_of: ScorerOf) -> list[tuple[int, ...]]:
    """Units in groups: each without a place with the one that it is likeliest of, the others of these by themselves."""
    episodes = sorted((e for unit in units for e in unit), key=lambda e: (e.id, e.report))
    unit_of = {(e.id, e.report): n for n, unit in enumerate(units) for e in unit}
    home = np.array([unit_of[e.id, e.report] for e in episodes], dtype=np.int64)
    rows: dict[int, list[int]] = {}
    for row, unit in enumerate(home.tolist()):
        rows.setdefault(unit, []).append(row)
    free = np.array([not any(c.country for e in unit for c in e.claims) for unit in units], dtype=bool)
    score = scorer_of(episodes)
    pairs = candidates(episodes)
    pairs = pairs[(free[home[pairs[:, 0]]] | free[home[pairs[:, 1]]]) & (home[pairs[:, 0]] != home[pairs[:, 1]])]
    scores = score(pairs)
    near = home[pairs[scores >= FLOOR]]
    likeliest: dict[int, tuple[int, int]] = {}
    loose: dict[tuple[int, int], int] = {}
    for a, b in sorted({(min(x, y), max(x, y)) for x, y in near.tolist()}):
        value = _average(rows[a], rows[b], score)
        if free[a] and free[b]:
            loose[a, b] = value
            continue
        unit, into = (a, b) if free[a] else (b, a)
        if value >= LEAST and (unit not in likeliest or (value, -into) > likeliest[unit]):
            likeliest[unit] = (value, -into)
    taken = {unit: -into for unit, (_, into) in likeliest.items()}
    members: dict[int, list[int]] = {n: [n] for n in range(len(units)) if n not in taken}
    for unit, into in taken.items():
        members[into].append(unit)
    left = [n for n in members if free[n]]
    placed = [tuple(sorted(found)) for n, found in members.items() if not free[n]]
    return sorted([*placed, *_among(left, {k: v for k, v in loose.items() if not taken.keys() & set(k)})])


def _average(a: Sequence[int], b: Sequence[int], score: PairScorer) -> int:
    pairs = np.array([sorted((x, y)) for x in a[:MEMBERS] for y in b[:MEMBERS]], dtype=np.int64)
    return int(score(pairs).mean())


def _among(units: Sequence[int], scores: dict[tuple[int, int], int]) -> list[tuple[int, ...]]:
    """Units without a place that are of one event."""
    at = {unit: n for n, unit in enumerate(units)}
    pairs = np.array([[at[a], at[b]] for a, b in scores], dtype=np.int64).reshape(-1, 2)
    values = np.array(list(scores.values()), dtype=np.int64)

    def no_more(more: Pairs) -> Pairs:
        return np.zeros(len(more), dtype=np.int64)

    groups = linked(len(units), pairs, values, least=LEAST, floor=FLOOR, score=no_more)
    return [tuple(units[n] for n in group) for group in groups]
