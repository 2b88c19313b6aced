"""Bayesian averaging over all decomposable graphs of dependence between lists (Madigan and York 1997).

Each graph is a log-linear model whose likelihood has a closed form under hyper-Dirichlet chances; its weight is what
the table bears out. Prior of the whole number: 1/N.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product

import numpy as np
from scipy.special import gammaln, logsumexp

from .captures import Captures, Floats, merged

MOST_LISTS = 5
"""822 graphs; with six lists there are 18,154."""
REACH = 20
"""The whole number is sought up to so many times those observed."""
FINE = 2_000
"""Every number of uncounted persons up to this is weighed; beyond it steps grow by a part in two hundred."""
OPEN_END = 0.005
"""Where more of the chances than this lie at the end of the reach, the table does not bound the number."""


@dataclass(frozen=True)
class Averaged:
    """Quantiles of the whole number, how many graphs were averaged, and the lists as they were taken.

    `likeliest` is the graph of most weight, as pairs of lists that depend on each other; `weight` is its share.
    """

    median: float
    low: float
    high: float
    graphs: int
    lists: tuple[str, ...]
    likeliest: tuple[tuple[str, str], ...]
    weight: float


def average(captures: Captures) -> Averaged | None:
    """The estimate; of more than five lists small ones are merged into one. None where the table sets no bound."""
    taken = merged(captures, MOST_LISTS)
    k, n = len(taken.lists), taken.observed
    missing, widths = _grid((REACH - 1) * n)
    edges, coefficients = decomposable(k)
    parts = np.stack([_subset(taken, members, missing, 2.0**-k) for members in _subsets(k)])
    logs = coefficients @ parts
    logs += gammaln(n + missing + 1) - gammaln(missing + 1) - np.log(n + missing) + np.log(widths)
    whole = logsumexp(logs)
    by_number = np.exp(logsumexp(logs, axis=0) - whole)
    if by_number[missing > 0.95 * missing[-1]].sum() > OPEN_END:
        return None
    steps = np.cumsum(by_number)
    low, median, high = (float(n + np.interp(q, steps, missing)) for q in (0.025, 0.5, 0.975))
    by_graph = np.exp(logsumexp(logs, axis=1) - whole)
    best = int(np.argmax(by_graph))
    names = tuple((taken.lists[i], taken.lists[j]) for i, j in edges[best])
    return Averaged(median, low, high, len(edges), taken.lists, names, float(by_graph[best]))


def _grid(most: int) -> tuple[Floats, Floats]:
    """Numbers of uncounted persons, and for how many each stands."""
    points = list(range(min(FINE, most) + 1))
    while points[-1] < most:
        points.append(min(most, points[-1] + max(1, points[-1] // 200)))
    found = np.array(points, dtype=float)
    return found, np.gradient(found) if len(found) > 1 else np.ones(1)


def _subset(captures: Captures, members: tuple[int, ...], missing: Floats, delta: float) -> Floats:
    """The log likelihood of the lists of a set alone, for each number of uncounted persons; each cell of all lists has
    `delta` persons beforehand.
    """
    k, counts = len(captures.lists), dict.fromkeys(product("01", repeat=len(members)), 0)
    for cell, number in captures.cells.items():
        counts[tuple(cell[i] for i in members)] += number
    before = delta * 2.0 ** (k - len(members))
    none = counts.pop(("0",) * len(members))
    known = sum(float(gammaln(number + before) - gammaln(before)) for number in counts.values())
    whole = delta * 2.0**k
    moving = gammaln(none + missing + before) - gammaln(before) - gammaln(captures.observed + missing + whole)
    return np.asarray(known + moving + gammaln(whole))


@cache
def _subsets(k: int) -> tuple[tuple[int, ...], ...]:
    return tuple(c for size in range(1, k + 1) for c in combinations(range(k), size))


@cache
def decomposable(k: int) -> tuple[tuple[tuple[tuple[int, int], ...], ...], Floats]:
    """The decomposable graphs on k lists as pairs, and for each how often each set of lists counts (once more for a
    clique, once less for a separator), (graphs, sets).
    """
    pairs = list(combinations(range(k), 2))
    place = {members: n for n, members in enumerate(_subsets(k))}
    found, rows = [], []
    for chosen in product((False, True), repeat=len(pairs)):
        edges = tuple(pair for pair, on in zip(pairs, chosen, strict=True) if on)
        steps = list(_eliminate(k, edges))
        if len(steps) < k:
            continue
        row = np.zeros(len(place))
        for vertex, near in steps:
            row[place[tuple(sorted((vertex, *near)))]] += 1
            if near:
                row[place[near]] -= 1
        found.append(edges)
        rows.append(row)
    return tuple(found), np.stack(rows)


def _eliminate(k: int, edges: tuple[tuple[int, int], ...]) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Vertices whose neighbours left all know each other, one after another, with these; all k where the graph is
    decomposable.
    """
    known = {frozenset(edge) for edge in edges}
    left = set(range(k))
    while left:
        for vertex in sorted(left):
            near = tuple(v for v in sorted(left) if frozenset((v, vertex)) in known)
            if all(frozenset(pair) in known for pair in combinations(near, 2)):
                yield vertex, near
                left.remove(vertex)
                break
        else:
            return
