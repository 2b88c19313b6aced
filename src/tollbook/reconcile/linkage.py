"""Groups from scored pairs: average linkage, which does not chain, with people's decisions as bounds.

Scores are whole millionths, so that sums are exact and no order of adding changes a result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import combinations
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

MILLION = 1_000_000
WHOLE_AT_MOST = 120
"""In components of up to so many members every pair is compared; in larger ones the candidates alone."""

Pairs = npt.NDArray[np.int64]
Scores = npt.NDArray[np.int64]
"""Probabilities in millionths."""
Scorer = Callable[[Pairs], Scores]


@dataclass(frozen=True, slots=True)
class Linked:
    """Groups, and for each member the least one of its component of pairs not under the floor."""

    groups: tuple[tuple[int, ...], ...]
    floors: Pairs


def linked(
    number: int,
    pairs: Pairs,
    scores: Scores,
    *,
    least: int,
    floor: int,
    score: Scorer,
    must: Iterable[tuple[int, int]] = (),
    cannot: Iterable[tuple[int, int]] = (),
) -> list[tuple[int, ...]]:
    """The members 0 to `number` - 1 in groups, each in order; the groups in the order of their first members.

    Two groups are joined while the average of the pairs between them that were compared is at least `least`. Pairs
    under `floor` hold no component together. `score` gives the scores of further pairs. A `must` that contradicts a
    `cannot` gives way.
    """
    return list(
        linked_in_components(
            number, pairs, scores, least=least, floor=floor, score=score, must=must, cannot=cannot
        ).groups
    )


def linked_in_components(
    number: int,
    pairs: Pairs,
    scores: Scores,
    *,
    least: int,
    floor: int,
    score: Scorer,
    must: Iterable[tuple[int, int]] = (),
    cannot: Iterable[tuple[int, int]] = (),
) -> Linked:
    """The same groups, with the components of pairs not under the floor."""
    forbidden = {frozenset(pair) for pair in cannot}
    wanted = sorted({(min(p), max(p)) for p in must if frozenset(p) not in forbidden and p[0] != p[1]})
    floors = components(number, pairs[scores >= floor], wanted)
    pairs, scores = _completed(floors, pairs, scores, score)
    # no average is above all that it is made of: what no pair of `least` connects is never joined, and its pairs with
    # others matter to no average
    component = components(number, pairs[scores >= least], wanted)
    inner = component[pairs[:, 0]] == component[pairs[:, 1]]
    of_component: dict[int, list[tuple[int, int, int]]] = {}
    for (a, b), value in zip(pairs[inner].tolist(), scores[inner].tolist(), strict=True):
        of_component.setdefault(int(component[a]), []).append((a, b, value))
    musts: dict[int, list[tuple[int, int]]] = {}
    for a, b in wanted:
        musts.setdefault(int(component[a]), []).append((a, b))
    bars: dict[int, set[int]] = {}
    for x, y in (tuple(pair) for pair in forbidden if len(pair) == 2):
        bars.setdefault(x, set()).add(y)
        bars.setdefault(y, set()).add(x)
    out: list[tuple[int, ...]] = []
    for root, rows in _members(component).items():
        if len(rows) == 1:
            out.append((rows[0],))
        else:
            out += averaged(rows, of_component.pop(root, ()), least, musts.get(root, ()), bars)
    return Linked(tuple(sorted(out)), floors)


def components(number: int, pairs: Pairs, further: Sequence[tuple[int, int]] = ()) -> Pairs:
    """For each member the least one of its component: of those that these pairs connect.

    Labels go down along pairs and then along themselves, until no pair joins two. (SciPy takes longer to import.)
    """
    a, b = np.vstack((pairs, np.array(further, dtype=np.int64).reshape(-1, 2))).T
    labels = np.arange(number)
    while True:
        x, y = labels[a], labels[b]
        apart = x != y
        if not apart.any():
            return labels
        a, b, x, y = a[apart], b[apart], x[apart], y[apart]
        np.minimum.at(labels, np.maximum(x, y), np.minimum(x, y))
        while (labels[labels] != labels).any():
            labels = labels[labels]


def _members(component: Pairs) -> dict[int, list[int]]:
    members: dict[int, list[int]] = {}
    for row, root in enumerate(component.tolist()):
        members.setdefault(root, []).append(row)
    return members


def _completed(component: Pairs, pairs: Pairs, scores: Scores, score: Scorer) -> tuple[Pairs, Scores]:
    """The pairs with all that lack within small components of those that are not under the floor."""
    sizes = np.bincount(component, minlength=1)
    small = (sizes > 2) & (sizes <= WHOLE_AT_MOST)
    have = set(map(tuple, pairs[small[component[pairs[:, 0]]]].tolist()))
    groups = (rows for root, rows in _members(component).items() if small[root])
    lacking = [pair for rows in groups for pair in combinations(rows, 2) if pair not in have]
    if not lacking:
        return pairs, scores
    more = np.array(lacking, dtype=np.int64)
    return np.vstack((pairs, more)), np.concatenate((scores, score(more)))


def averaged(
    rows: Sequence[int],
    pairs: Sequence[tuple[int, int, int]],
    least: int,
    must: Sequence[tuple[int, int]] = (),
    bars: Mapping[int, set[int]] = MappingProxyType({}),
) -> list[tuple[int, ...]]:
    """Average linkage within one component."""
    groups = {row: [row] for row in rows}
    between: dict[int, dict[int, tuple[int, int]]] = {row: {} for row in rows}
    barred = {row: {other for other in bars.get(row, ()) if other in groups} for row in rows}
    for a, b, value in pairs:
        between[a][b] = between[b][a] = (value, 1)
    home = {row: row for row in rows}

    def join(a: int, b: int) -> list[int]:
        """The group of `b` goes into that of `a`, which has the lesser number; the groups to which `a` stands anew."""
        groups[a] += groups.pop(b)
        for row in groups[a]:
            home[row] = a
        near = between[a]
        near.pop(b, None)
        moved = between.pop(b)
        moved.pop(a, None)
        for other, (total, number) in moved.items():
            held = near.get(other)
            theirs = between[other]
            near[other] = theirs[a] = (total, number) if held is None else (held[0] + total, held[1] + number)
            del theirs[b]
        for other in barred.pop(b):
            barred[other].discard(b)
            barred[other].add(a)
            barred[a].add(other)
        return list(moved)

    for a, b in must:
        x, y = sorted((home[a], home[b]))
        if x != y and y not in barred[x]:
            join(x, y)
    heap = [
        (-(total // number), a, b, number)
        for a, others in between.items()
        for b, (total, number) in others.items()
        if a < b and total >= least * number
    ]
    heapify(heap)
    while heap:
        value, a, b, number = heappop(heap)
        held = between.get(a, {}).get(b)
        if held is None or held[1] != number or -(held[0] // held[1]) != value or b in barred[a]:
            continue
        for other in join(a, b):  # what is between the others and `a` is in the heap as it was
            total, count = between[a][other]
            if total >= least * count and other not in barred[a]:
                heappush(heap, (-(total // count), min(a, other), max(a, other), count))
    return [tuple(sorted(group)) for group in groups.values()]
