"""The best one-to-one assignment between two small sets, by the sum of scores."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

A = TypeVar("A", bound=Hashable)
B = TypeVar("B", bound=Hashable)


def best_assignment(scores: Mapping[tuple[A, B], float]) -> dict[A, B]:
    """Pair each left with at most one right so that the sum of scores is greatest; pairs without a score never match.

    Scores are positive. Equal sums are settled by the order of the keys in `scores`. Sets that no candidate pair
    connects are solved apart, each by the Hungarian method.
    """
    result: dict[A, B] = {}
    for lefts, rights in _components(scores):
        result.update(_solve(lefts, rights, scores))
    return result


def _components(pairs: Iterable[tuple[A, B]]) -> list[tuple[list[A], list[B]]]:
    to_right: dict[A, list[B]] = defaultdict(list)
    to_left: dict[B, list[A]] = defaultdict(list)
    for left, right in pairs:
        to_right[left].append(right)
        to_left[right].append(left)
    seen: set[A] = set()
    found: list[tuple[list[A], list[B]]] = []
    for start in to_right:
        if start in seen:
            continue
        seen.add(start)
        lefts, rights = [start], dict.fromkeys(to_right[start])
        for left in lefts:  # grows while it is walked
            rights.update(dict.fromkeys(to_right[left]))
            for other in [other for right in to_right[left] for other in to_left[right]]:
                if other not in seen:
                    seen.add(other)
                    lefts.append(other)
        found.append((lefts, list(rights)))
    return found


def _solve(lefts: list[A], rights: list[B], scores: Mapping[tuple[A, B], float]) -> dict[A, B]:
    """Hungarian method with potentials, O(n^2 m); a missing pair costs nothing, as if both stayed alone."""
    costs = [[-scores.get((left, right), 0.0) for right in rights] + [0.0] * len(lefts) for left in lefts]
    width = len(rights) + len(lefts)
    row_potential, column_potential = [0.0] * (len(lefts) + 1), [0.0] * (width + 1)
    taken_by = [0] * (width + 1)  # column -> row, both counted from 1; 0 is free
    for row in range(1, len(lefts) + 1):
        _augment(row, costs, row_potential, column_potential, taken_by)
    pairs = ((lefts[taken_by[j] - 1], rights[j - 1]) for j in range(1, len(rights) + 1) if taken_by[j])
    return {left: right for left, right in pairs if (left, right) in scores}


def _augment(row: int, costs: list[list[float]], rows: list[float], columns: list[float], taken_by: list[int]) -> None:
    """Give `row` a column, along the cheapest alternating path."""
    width = len(columns) - 1
    taken_by[0] = row
    cheapest, came_from, done = [float("inf")] * (width + 1), [0] * (width + 1), [False] * (width + 1)
    column = 0
    while True:
        done[column] = True
        here, step, following = taken_by[column], float("inf"), 0
        for j in range(1, width + 1):
            if done[j]:
                continue
            cost = costs[here - 1][j - 1] - rows[here] - columns[j]
            if cost < cheapest[j]:
                cheapest[j], came_from[j] = cost, column
            if cheapest[j] < step:
                step, following = cheapest[j], j
        for j in range(width + 1):
            if done[j]:
                rows[taken_by[j]] += step
                columns[j] -= step
            else:
                cheapest[j] -= step
        column = following
        if taken_by[column] == 0:
            break
    while column:
        taken_by[column] = taken_by[came_from[column]]
        column = came_from[column]
