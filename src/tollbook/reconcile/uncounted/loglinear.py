"""Log-linear models of which lists go together, fitted by Newton's method; the cell of nobody's list is read off."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from itertools import chain, combinations, product

import numpy as np
from scipy.special import gammaln

from .captures import Captures, Floats

Term = frozenset[int]
"""Lists whose joint effect a model has, by number: pairs, triples ..."""
ALL_PAIRS_UP_TO = 4
"""With so many lists all models of pairs are tried (64 for 4); with more they are built step by step."""
MOST_HIGHER = 4
"""Effects of more than two lists together are tried with so many lists at most."""
_ROUNDS, _STEP = 60, 20.0


@dataclass(frozen=True)
class LogLinear:
    """A fitted model. `uncounted` is the estimate of persons on no list; `low` and `high` are the 95% interval of all
    persons. `terms` are the effects beside those of single lists.
    """

    terms: frozenset[Term]
    observed: int
    uncounted: float
    low: float
    high: float
    aic: float
    bic: float

    @property
    def total(self) -> float:
        """Persons in all."""
        return self.observed + self.uncounted


def fit(captures: Captures, terms: Iterable[Term]) -> LogLinear | None:
    """The model with the effects of single lists and these of several; None where the table does not determine it (an
    effect of lists that share nobody, more effects than cells).
    """
    kept = frozenset(terms)
    cells, counts = _all_cells(captures)
    columns = [np.ones(len(cells)), *cells.T.astype(float)]
    columns += [np.prod(cells[:, sorted(term)], axis=1).astype(float) for term in sorted(kept, key=sorted)]
    design = np.stack(columns, axis=1)
    if design.shape[1] > len(cells) or any(not counts[column > 0].sum() for column in columns):
        return None
    found = _newton(design, counts)
    if found is None:
        return None
    beta, covariance = found
    fitted = np.exp(design @ beta)
    likelihood = float(np.sum(counts * np.log(fitted) - fitted - gammaln(counts + 1)))
    parameters = design.shape[1]
    missing, observed = float(np.exp(beta[0])), captures.observed
    low, high = interval(observed, missing, missing + missing**2 * float(covariance[0, 0]))
    return LogLinear(
        kept, observed, missing, low, high,
        2 * parameters - 2 * likelihood, float(np.log(observed)) * parameters - 2 * likelihood,
    )  # fmt: skip


def interval(observed: int, missing: float, variance: float) -> tuple[float, float]:
    """95% of the whole number, where what is missing has this variance and a log-normal spread (Chao 1987)."""
    if missing <= 0:
        return float(observed), float(observed)
    factor = float(np.exp(1.959964 * np.sqrt(np.log1p(variance / missing**2))))
    return observed + missing / factor, observed + missing * factor


def _all_cells(captures: Captures) -> tuple[Floats, Floats]:
    """Every combination of lists but none at all, in order, and how many persons each holds."""
    names = ["".join(bits) for bits in product("01", repeat=len(captures.lists))][1:]
    cells = np.array([[int(c) for c in name] for name in names])
    return cells, np.array([captures.cells.get(name, 0) for name in names], dtype=float)


def _newton(design: Floats, counts: Floats) -> tuple[Floats, Floats] | None:
    """The largest likelihood of Poisson counts, and the covariance; None where none is reached."""
    beta: Floats = np.asarray(np.linalg.lstsq(design, np.log(counts + 0.5), rcond=None)[0], dtype=float)
    best = _likelihood(design, counts, beta)
    for _ in range(_ROUNDS):
        mean = np.exp(design @ beta)
        information = design.T @ (mean[:, None] * design)
        try:
            step = np.linalg.solve(information, design.T @ (counts - mean))
        except np.linalg.LinAlgError:
            return None
        size = 1.0
        while (now := _likelihood(design, counts, beta + size * step)) < best and size > 1e-6:
            size /= 2
        beta, gained, best = beta + size * step, now - best, max(best, now)
        if np.max(np.abs(beta)) > _STEP:  # an effect runs off to infinity: its cells are empty
            return None
        if abs(gained) < 1e-10 and np.max(np.abs(step)) < 1e-6:
            mean = np.exp(design @ beta)
            return beta, np.asarray(np.linalg.inv(design.T @ (mean[:, None] * design)))
    return None


def _likelihood(design: Floats, counts: Floats, beta: Floats) -> float:
    eta = np.clip(design @ beta, -700, 700)
    return float(np.sum(counts * eta - np.exp(eta)))


def pairs(captures: Captures) -> list[Term]:
    """All pairs of lists that share somebody: no other pair's effect can be told."""
    numbers = combinations(range(len(captures.lists)), 2)
    return [frozenset(pair) for pair in numbers if captures.both(*pair)]


def up_to(captures: Captures, size: int) -> list[Term]:
    """All effects of two to `size` lists together."""
    numbers = range(len(captures.lists))
    return [frozenset(c) for c in chain.from_iterable(combinations(numbers, n) for n in range(2, size + 1))]


def best_of_pairs(captures: Captures, score: Callable[[LogLinear], float]) -> LogLinear | None:
    """The model of single lists and pairs with the least score: of all such models, or with more than four lists by
    adding and taking away one pair at a time.
    """
    known = pairs(captures)
    if len(captures.lists) <= ALL_PAIRS_UP_TO:
        subsets = chain.from_iterable(combinations(known, n) for n in range(len(known) + 1))
        fitted = [m for terms in subsets if (m := fit(captures, terms)) is not None]
        return min(fitted, key=score, default=None)
    return _stepwise(captures, known, score)


def _stepwise(captures: Captures, known: Collection[Term], score: Callable[[LogLinear], float]) -> LogLinear | None:
    best = fit(captures, ())
    while best is not None:
        tried = [fit(captures, best.terms ^ {term}) for term in known]
        found = min((m for m in tried if m is not None), key=score, default=None)
        if found is None or score(found) >= score(best) - 1e-9:
            return best
        best = found
    return None
