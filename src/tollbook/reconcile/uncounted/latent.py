"""Latent classes of persons with chances of their own to be on each list (Manrique-Vallier 2016), sampled by Gibbs.

Classes have stick-breaking weights with concentration Gamma(1/4, 1/4), chances are uniform, and the whole number has
the prior 1/N. Several chains run side by side from scattered beginnings; the spread between them says whether to
believe any.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .captures import Captures, Floats, Ints

CLASSES, CHAINS = 10, 4
SHAPE = RATE = 0.25
BURN_IN = 0.25
"""The first quarter of the rounds is thrown away."""
THIN = 5
LEAST_DRAWS = 10
"""Halves of chains with fewer draws than this agree or disagree by accident."""
_TINY = 1e-12


@dataclass(frozen=True)
class Chains:
    """Draws of the whole number, (chains, draws), after so many rounds of each chain."""

    draws: Ints
    rounds: int

    @property
    def quantiles(self) -> tuple[float, float, float]:
        """2.5%, 50% and 97.5%."""
        low, median, high = np.quantile(self.draws, [0.025, 0.5, 0.975])
        return float(low), float(median), float(high)

    @property
    def rhat(self) -> float:
        """How much wider all halves of chains lie together than each by itself, on logarithms (split R-hat): 1 where
        they agree, infinite where there are too few draws to tell.
        """
        half = self.draws.shape[1] // 2
        if half < LEAST_DRAWS:
            return np.inf
        parts = np.log(np.concatenate([self.draws[:, :half], self.draws[:, -half:]]).astype(float))
        within = float(np.mean(np.var(parts, axis=1, ddof=1)))
        between = float(np.var(np.mean(parts, axis=1), ddof=1))
        if within <= _TINY:  # chains that never move
            return 1.0 if between <= _TINY else np.inf
        return float(np.sqrt((half - 1) / half + between / within))


class Sampler:
    """Chains that can be run on; the same seed gives the same draws."""

    def __init__(self, captures: Captures, *, classes: int = CLASSES, chains: int = CHAINS, seed: int = 1) -> None:
        self._rng = np.random.default_rng(seed)
        on, self._counts = captures.matrix()
        self._on = on.astype(float)
        self._off = 1 - self._on
        self._observed = captures.observed
        shape = (chains, classes)
        # beginnings lie apart: from few uncounted persons (all likely to be listed) to very many
        likely = np.linspace(0.5, 0.05, chains)[:, None, None]
        self._chances = np.clip(self._rng.beta(2 * likely, 2 * (1 - likely), (*shape, on.shape[1])), 0.01, 0.99)
        self._weights = self._rng.dirichlet(np.ones(classes), chains)
        self._alpha = np.ones(chains)
        self._draws: list[Ints] = []
        self._done = 0

    def run(self, rounds: int) -> Chains:
        """Go on until so many rounds are done in all; the draws of the later three quarters."""
        while self._done < rounds:
            missing = self._round()
            self._done += 1
            if self._done % THIN == 0:
                self._draws.append(self._observed + missing)
        kept = self._draws[int(len(self._draws) * BURN_IN) :]
        return Chains(np.stack(kept, axis=1), self._done)

    def _round(self) -> Ints:
        rng, chances, weights = self._rng, self._chances, self._weights
        yes, no = np.log(chances), np.log1p(-chances)
        base = np.log(weights + _TINY)
        logs = base[:, None] + np.einsum("pj,ckj->cpk", self._on, yes) + np.einsum("pj,ckj->cpk", self._off, no)
        members = rng.multinomial(self._counts, _shares(logs))
        unseen = np.exp(base + no.sum(axis=2))
        never = np.minimum(unseen.sum(axis=1), 1 - 1e-9)
        missing = rng.negative_binomial(self._observed, 1 - never)
        absent = rng.multinomial(missing, unseen / unseen.sum(axis=1, keepdims=True))
        listed = np.einsum("cpk,pj->ckj", members, self._on)
        sizes = members.sum(axis=1)
        unlisted = (sizes + absent)[:, :, None] - listed
        self._chances = np.clip(rng.beta(1 + listed, 1 + unlisted), 1e-9, 1 - 1e-9)
        self._break(self._swap(sizes + absent))
        return np.asarray(missing)

    def _swap(self, sizes: Ints) -> Ints:
        """Exchange the places of two classes now and then: without it a chain sticks to one order of them."""
        chains, rows = sizes.shape[0], np.arange(sizes.shape[0])
        one = np.asarray(self._rng.integers(0, sizes.shape[1], chains))
        other = np.asarray(self._rng.integers(0, sizes.shape[1], chains))
        weights = np.log(self._weights + _TINY)
        gain = (weights[rows, one] - weights[rows, other]) * (sizes[rows, other] - sizes[rows, one])
        taken = np.log(self._rng.random(chains)) < gain
        order = np.tile(np.arange(sizes.shape[1]), (chains, 1))
        order[rows[taken], one[taken]] = other[taken]
        order[rows[taken], other[taken]] = one[taken]
        self._chances = np.take_along_axis(self._chances, order[:, :, None], axis=1)
        return np.take_along_axis(sizes, order, axis=1)

    def _break(self, sizes: Ints) -> None:
        """New weights of classes, and a new concentration."""
        rest = sizes[:, ::-1].cumsum(axis=1)[:, ::-1] - sizes
        pieces = self._rng.beta(1 + sizes[:, :-1], self._alpha[:, None] + rest[:, :-1])
        pieces = np.clip(pieces, _TINY, 1 - 1e-9)
        left = np.cumprod(1 - pieces, axis=1)
        before = np.concatenate([np.ones((len(sizes), 1)), left[:, :-1]], axis=1)
        self._weights = np.concatenate([pieces * before, left[:, -1:]], axis=1)
        rate = RATE - np.log1p(-pieces).sum(axis=1)
        self._alpha = self._rng.gamma(SHAPE + pieces.shape[1], 1 / rate)


def _shares(logs: Floats) -> Floats:
    """Chances along the last axis that add up to 1, within what the generator takes."""
    found = np.exp(logs - logs.max(axis=-1, keepdims=True))
    found /= found.sum(axis=-1, keepdims=True)
    return np.asarray(found)
