"""Average linkage over scored pairs."""

from __future__ import annotations

import random
from itertools import combinations

import numpy as np
import pytest

from tollbook.reconcile.linkage import MILLION, Pairs, Scores, linked


def run(
    number: int, scored: dict[tuple[int, int], float], rest: float = 0.001, **bounds: list[tuple[int, int]]
) -> list[tuple[int, ...]]:
    pairs = np.array(sorted(scored), dtype=np.int64).reshape(-1, 2)
    scores = np.array([round(scored[a, b] * MILLION) for a, b in sorted(scored)], dtype=np.int64)

    def score(more: Pairs) -> Scores:
        return np.full(len(more), round(rest * MILLION), dtype=np.int64)

    return linked(number, pairs, scores, least=500_000, floor=50_000, score=score, **bounds)


def test_a_chain_is_not_one_group() -> None:
    """Fifty members, neighbours alike, all others not: components would make them one."""
    groups = run(50, {(n, n + 1): 0.96 for n in range(49)})
    assert max(map(len, groups)) <= 2


def test_pairs_that_are_alike_are_joined() -> None:
    assert run(4, {(0, 1): 0.9, (1, 2): 0.8, (0, 2): 0.7, (2, 3): 0.2}) == [(0, 1, 2), (3,)]


def test_nobody_is_left_out() -> None:
    assert run(3, {}) == [(0,), (1,), (2,)]


def test_people_join_and_part() -> None:
    scored = {(0, 1): 0.9, (1, 2): 0.9, (0, 2): 0.9}
    assert run(4, scored, must=[(2, 3)], rest=0.9) == [(0, 1, 2, 3)]
    assert run(3, scored, cannot=[(0, 2)]) in ([(0, 1), (2,)], [(0,), (1, 2)])
    assert run(2, {(0, 1): 0.9}, must=[(0, 1)], cannot=[(0, 1)]) == [(0,), (1,)]


@pytest.mark.parametrize("seed", range(3))
def test_names_of_members_decide_nothing_but_ties(seed: int) -> None:
    rng = random.Random(seed)
    scored = {pair: rng.random() for pair in combinations(range(12), 2)}
    order = list(range(12))
    rng.shuffle(order)
    moved = {(min(order[a], order[b]), max(order[a], order[b])): s for (a, b), s in scored.items()}
    back = {new: old for old, new in enumerate(order)}
    groups = {frozenset(group) for group in run(12, scored)}
    assert {frozenset(back[m] for m in group) for group in run(12, moved)} == groups


def test_what_only_weak_pairs_connect_is_grouped_as_if_it_were_alone() -> None:
    """Two hundred pairs of likes, held in one component by weak pairs: each is grouped as without the others."""
    rng = random.Random(7)
    likes = {(n, n + 1): 0.9 for n in range(0, 400, 2)}
    weak = {(a, b): 0.2 for a, b in (sorted(rng.sample(range(400), 2)) for _ in range(900)) if (a, b) not in likes}
    assert run(400, likes | weak) == run(400, likes) == [(n, n + 1) for n in range(0, 400, 2)]
