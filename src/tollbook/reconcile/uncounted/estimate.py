"""Several estimates of one table side by side, the spread between them in words, and refusals with their reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from . import bounds, graphs, loglinear
from .captures import Captures, barely_overlap, disjoint_pairs, islands, merged
from .latent import CHAINS, Chains, Sampler
from .loglinear import LogLinear, best_of_pairs, up_to

MOST_PAIRED = 6
"""Models of pairs are chosen among so many lists; smaller lists are merged into one before."""
FIRST_ROUNDS, MOST_ROUNDS = 20_000, 200_000
SURE, BELIEVED = 1.05, 1.1
"""Chains go on until they agree so well, and are believed up to the second R-hat."""

WARNING = "an estimate, not a count; in no toll"


@dataclass(frozen=True)
class Estimate:
    """One method's estimate of all persons, listed or not, with its 95% interval; None where it was `refused`.

    `note` says what the method assumes or how its model came out; `figures` holds its numbers by name (aic, rhat ...).
    """

    method: str
    total: float | None
    low: float | None
    high: float | None
    note: str
    refused: str | None = None
    figures: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Estimates:
    """All estimates of a table; where the whole was `refused` there are none. `notes` are of the lists, `spread` of how
    far the methods lie apart.
    """

    captures: Captures
    estimates: tuple[Estimate, ...]
    spread: str
    notes: tuple[str, ...]
    refused: str | None = None


def estimate(captures: Captures, *, most_rounds: int = MOST_ROUNDS, seed: int = 1) -> Estimates:
    """Every method on one table. Chains of latent classes run up to `most_rounds` rounds, 0 leaves them out.

    The same table, rounds and seed give the same estimates.
    """
    notes = tuple(_notes(captures))
    if why := barely_overlap(captures):
        return Estimates(captures, (), "", notes, why)
    found = [*_models(captures), *_bounds(captures), _graphs(captures)]
    found += [_latent(captures, most_rounds, seed)] if most_rounds else []
    return Estimates(captures, tuple(found), spread(found), notes)


def _notes(captures: Captures) -> Iterator[str]:
    pairs = disjoint_pairs(captures)
    if pairs:
        number = len(captures.lists) * (len(captures.lists) - 1) // 2
        yield f"{len(pairs)} of {number} pairs of lists share nobody: whether these two go together cannot be told"
    for names in islands(captures)[1:]:
        yield f"{', '.join(names)}: shares nobody with any other list, and so says nothing of the uncounted"


def _models(captures: Captures) -> Iterator[Estimate]:
    alone = loglinear.fit(captures, ())
    yield _model("independence", alone, "lists know nothing of each other and all persons are alike")
    taken = merged(captures, MOST_PAIRED)
    joined = f"; on {len(taken.lists)} lists, {taken.lists[-1]} as one" if taken is not captures else ""
    for name, score in (("AIC", _aic), ("BIC", _bic)):
        best = best_of_pairs(taken, score)
        yield _model(f"pairs, best by {name}", best, f"{_pairs(taken, best)}{joined}")
    if len(captures.lists) <= loglinear.MOST_HIGHER:
        most = len(captures.lists) - 1
        what = "all pairs" if most == 2 else f"all effects of up to {most} lists"
        note = "only all lists together have no effect of their own"
        yield _model(what, loglinear.fit(captures, up_to(captures, most)), note)


def _aic(model: LogLinear) -> float:
    return model.aic


def _bic(model: LogLinear) -> float:
    return model.bic


def _model(method: str, model: LogLinear | None, note: str) -> Estimate:
    name = f"log-linear, {method}"
    if model is None:
        why = "the table does not determine this model: some of these lists share nobody"
        return Estimate(name, None, None, None, note, why)
    figures = {"aic": round(model.aic, 1), "bic": round(model.bic, 1), "terms": float(len(model.terms))}
    return Estimate(name, model.total, model.low, model.high, note, figures=figures)


def _pairs(captures: Captures, model: LogLinear | None) -> str:
    if model is None:
        return ""
    possible = loglinear.pairs(captures)
    left = [term for term in possible if term not in model.terms]
    names = [" × ".join(captures.lists[i] for i in sorted(term)) for term in sorted(left, key=sorted)]
    if not names:
        return "every pair of lists that shares somebody goes together or apart"
    if len(names) == len(possible):
        return "no pair of lists goes together or apart"
    if len(names) <= 2:
        return f"every pair that shares somebody goes together or apart but {' and '.join(names)}"
    return f"{len(model.terms)} of {len(possible)} pairs that share somebody go together or apart"


def _bounds(captures: Captures) -> Iterator[Estimate]:
    found = bounds.chao(captures)
    note = "n + f1²/(2 f2); a lower bound only where lists stand apart, and some persons are less often listed"
    if found is None:
        yield Estimate("Chao's lower bound", None, None, None, note, "nobody is on exactly two lists")
    else:
        yield Estimate("Chao's lower bound", found.total, found.low, found.high, note)
    covered = bounds.coverage(captures)
    note = "Chao and Tsay's one-step form: lists may go together in pairs"
    if covered is None:
        yield Estimate("sample coverage", None, None, None, note, "no list holds anybody of another's")
    else:
        one = covered.one_step
        figures = {"coverage": round(covered.share, 3), "if lists stand apart": round(covered.apart.total, 1)}
        yield Estimate("sample coverage", one.total, one.low, one.high, note, figures=figures)


def _graphs(captures: Captures) -> Estimate:
    found = graphs.average(captures)
    method = "averaged over decomposable graphs"
    if found is None:
        why = f"the table sets no bound: up to {graphs.REACH} times those observed remains likely"
        return Estimate(method, None, None, None, "", why)
    edges = ", ".join(" - ".join(pair) for pair in found.likeliest) or "none"
    joined = (
        f"; on {len(found.lists)} lists, {found.lists[-1]} as one" if len(found.lists) < len(captures.lists) else ""
    )
    note = f"{found.graphs} graphs; the likeliest ({found.weight:.0%}) ties {edges}{joined}"
    return Estimate(method, found.median, found.low, found.high, note, figures={"graphs": float(found.graphs)})


def _latent(captures: Captures, most_rounds: int, seed: int) -> Estimate:
    method = "latent classes"
    chains = _agreeing(Sampler(captures, seed=seed), most_rounds)
    low, median, high = chains.quantiles
    note = f"{CHAINS} chains of {chains.rounds:,} rounds, R-hat {chains.rhat:.2f}"
    figures = {"rhat": round(chains.rhat, 3), "rounds": float(chains.rounds)}
    if chains.rhat > BELIEVED:
        middles = sorted(float(value) for value in _medians(chains))
        why = (
            f"the chains do not agree after {chains.rounds:,} rounds (R-hat {chains.rhat:.2f}, believed up to "
            f"{BELIEVED}): their medians run from {middles[0]:,.0f} to {middles[-1]:,.0f}"
        )
        return Estimate(method, None, None, None, note, why, figures)
    return Estimate(method, median, low, high, note, figures=figures)


def _medians(chains: Chains) -> list[float]:
    return [float(sorted(row)[len(row) // 2]) for row in chains.draws]


def _agreeing(sampler: Sampler, most_rounds: int) -> Chains:
    rounds = min(FIRST_ROUNDS, most_rounds)
    found = sampler.run(rounds)
    while found.rhat > SURE and rounds < most_rounds:
        rounds = min(2 * rounds, most_rounds)
        found = sampler.run(rounds)
    return found


def spread(found: list[Estimate]) -> str:
    """How far the methods lie apart, in words; which of them is right the table cannot say."""
    made = sorted((e for e in found if e.total is not None), key=_total)
    if len(made) < 2:
        return "fewer than two methods gave an estimate: nothing can be said of how much depends on the method"
    least, most = made[0], made[-1]
    times = _total(most) / _total(least)
    parts = [
        f"from {_total(least):,.0f} ({least.method}) to {_total(most):,.0f} ({most.method}): the largest is "
        f"{times:.1f} times the smallest"
    ]
    low, high = max(e.low or 0 for e in made), min(e.high or 0 for e in made)
    if low <= high:
        parts.append(f"all intervals share {low:,.0f} to {high:,.0f}")
    else:
        parts.append("their intervals do not all overlap, so the choice of method matters more than chance")
    return "; ".join(parts)


def _total(one: Estimate) -> float:
    return one.total or 0.0
