"""`python -m evals.uncounted`: estimates of the uncounted against known values of published tables.

Closed-form and maximum-likelihood values of one table, a study's median inside the interval of latent classes, and
tables that must be refused. `--long` does what takes a minute: the harder table, and chains that must not agree.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from tollbook.reconcile.uncounted import Captures, barely_overlap, estimate, table
from tollbook.reconcile.uncounted.bounds import chao
from tollbook.reconcile.uncounted.estimate import BELIEVED, FIRST_ROUNDS
from tollbook.reconcile.uncounted.latent import Chains, Sampler
from tollbook.reconcile.uncounted.loglinear import best_of_pairs, fit, up_to

from . import gate
from .figures import Figure
from .run import FLOORS
from .run import table as printed

NAME = "uncounted"
TABLES = "corpus/mse/mse.json"
LONG = 50_000
"""Rounds of each chain for the harder table."""


def closed_form(captures: Captures) -> dict[str, float]:
    """The values of a four-list table that no chance enters, by the names that the corpus gives them."""
    alone, pairs, but_top = (
        fit(captures, ()),
        best_of_pairs(captures, lambda model: model.aic),
        fit(captures, up_to(captures, len(captures.lists) - 1)),
    )
    bound = chao(captures)
    found = {
        "independence_log_linear": alone.total if alone else None,
        "chao_lower_bound": bound.total if bound else None,
        "best_aic_two_way_all_but_ABA_HRW": pairs.total if pairs else None,
        "no_four_way": but_top.total if but_top else None,
    }
    return {name: value for name, value in found.items() if value is not None}


def within_one(found: dict[str, float], wanted: dict[str, float]) -> dict[str, bool]:
    """Whether each wanted value is met to within one person."""
    return {name: name in found and abs(found[name] - value) <= 1 for name, value in wanted.items()}


def believed(chains: Chains, median: float) -> bool:
    """Whether chains agree and their interval holds a published median."""
    low, _, high = chains.quantiles
    return chains.rhat <= BELIEVED and low <= median <= high


def short(tables: dict[str, dict[str, Any]]) -> list[Figure]:
    """What takes seconds."""
    kosovo, easier = tables["kosovo"], tables["philippines_caloocan_police"]
    met = within_one(closed_form(captures_of(kosovo)), kosovo["computed_here"])
    figures = [_figure(f"{NAME}/kosovo, {name.replace('_', ' ')}", right) for name, right in met.items()]
    chains = Sampler(captures_of(easier)).run(FIRST_ROUNDS)
    _say("caloocan police", chains)
    figures.append(_figure(f"{NAME}/caloocan police, median inside", believed(chains, easier["published"]["median"])))
    for name in ("uk_trafficking_6_lists", "uk_trafficking_5_lists"):
        refused = estimate(captures_of(tables[name]), most_rounds=0).refused is not None
        figures.append(_figure(f"{NAME}/{name.replace('_', ' ')}, refused", refused))
    return figures


def long(tables: dict[str, dict[str, Any]]) -> list[Figure]:
    """What takes a minute: the harder table's median, and chains on tables that barely overlap: they must not agree."""
    harder = tables["philippines_caloocan_unidentified"]
    chains = Sampler(captures_of(harder)).run(LONG)
    _say("caloocan unidentified", chains)
    median = harder["published"]["median"]
    figures = [_figure(f"{NAME}, long/caloocan unidentified, median inside", believed(chains, median))]
    for name in ("uk_trafficking_6_lists", "uk_trafficking_5_lists"):
        chains = Sampler(captures_of(tables[name])).run(FIRST_ROUNDS)
        _say(name, chains)
        refused = chains.rhat > BELIEVED and barely_overlap(captures_of(tables[name])) is not None
        figures.append(_figure(f"{NAME}, long/{name.replace('_', ' ')}, chains apart", refused))
    return figures


def captures_of(found: dict[str, Any]) -> Captures:
    """A table of the corpus."""
    return table(found["lists"], found["cells"])


def _say(name: str, chains: Chains) -> None:
    low, median, high = (round(value) for value in chains.quantiles)
    print(f"{name}: {median:,} [{low:,}, {high:,}], R-hat {chains.rhat:.3f} after {chains.rounds:,} rounds")


def _figure(name: str, right: bool) -> Figure:
    value = float(right)
    return Figure(name, value, value, value, 1)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print, hold against the floors."""
    parser = argparse.ArgumentParser(prog="python -m evals.uncounted", description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--long", action="store_true", help="what takes a minute, in place of what takes seconds")
    options = parser.parse_args(argv)
    path = options.shared / TABLES
    if not path.is_file():
        print(f"no tables in {options.shared}; nothing measured")
        return 0
    tables = {found["name"]: found for found in json.loads(path.read_text(encoding="utf-8"))["tables"]}
    measured = long(tables) if options.long else short(tables)
    floors = gate.Floors.load(FLOORS)
    name = f"{NAME}, long" if options.long else NAME
    failed = gate.failures(measured, floors, {name: sha256(path.read_bytes()).hexdigest()})
    print(printed(measured, floors.floors))
    for line in failed:
        print(f"uncounted: {line}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
