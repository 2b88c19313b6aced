"""`python -m evals.incidents`: articles grouped into incidents, and their figures, against the archive's records.

The articles are read and reconciled as a user would (cells, candidates, average linkage, `--unplaced`), but that each
pair of accounts is weighed by models that saw neither's incident, and each incident's figures by one that did not see
its record.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from tollbook.reconcile import FlatClaim
from tollbook.reconcile.columns import columns_of
from tollbook.reconcile.episodes import Episode, belongs
from tollbook.reconcile.incidents import join
from tollbook.reconcile.likeliest import figures as likeliest
from tollbook.reconcile.linkage import MILLION, Pairs, Scores
from tollbook.reconcile.making import cell_of
from tollbook.reconcile.pairs import PairModel, PairScorer, compare
from tollbook.reconcile.unplaced import listed
from training import figures
from training.articles import FOLDS, flat_of, read_into, records
from training.incidents import GVA, Labelled, accounts_of, figure_cases, labelled, pair_model

from . import gate
from .figures import Figure
from .run import FLOORS, table
from .scorers import module

NAME = "gva 2013-2015 out of fold"


def scorer_of(models: Sequence[PairModel], fold_of_report: dict[str, int]) -> Callable[[Sequence[Episode]], PairScorer]:
    """Scores each pair by the mean of the two models that did not see one or the other account."""

    def of(episodes: Sequence[Episode]) -> PairScorer:
        columns = columns_of(episodes)
        folds = np.array([fold_of_report[e.report] for e in episodes], dtype=np.int64)

        def score(pairs: Pairs) -> Scores:
            levels = compare(columns, pairs)
            logits = np.stack([model.logits(levels) for model in models])
            rows = np.arange(len(pairs))
            mean = (logits[folds[pairs[:, 0]], rows] + logits[folds[pairs[:, 1]], rows]) / 2
            return np.rint(MILLION / (1 + np.exp(-mean))).astype(np.int64)

        return score

    return of


def predictions(data: Labelled, claims: Sequence[FlatClaim]) -> list[dict[str, Any]]:
    """One row an incident, as `tollbook incidents --unplaced` gives it."""
    models = [pair_model(data, without=fold) for fold in range(FOLDS)]
    cases = figure_cases(data)
    weights = [figures.fit([case for of, case in cases if of != fold]) for fold in range(FOLDS)]
    folds = {e.report: fold for e, fold in zip(data.episodes, data.folds, strict=True)}
    scorer = scorer_of(models, folds)
    by_cell: dict[str, list[FlatClaim]] = defaultdict(list)
    for claim in claims:
        if belongs(claim):
            by_cell[cell_of(claim)].append(claim)
    groups = []
    for cell in sorted(by_cell):
        reports = [data.reports[name] for name in sorted({c.report for c in by_cell[cell]})]
        groups += [joined.claims for joined in join(by_cell[cell], reports, scorer_of=scorer)]
    out = []
    for number, found in enumerate(listed(groups, list(data.reports.values()), unplaced=True, scorer_of=scorer)):
        main = [e.report for e in found.episodes if e.main]
        fold = Counter(folds[e.report] for e in found.episodes).most_common(1)[0][0]
        made = likeliest(accounts_of(found.episodes, data.reports), weights[fold])
        row = {name: {"low": f.low, "best": f.best, "high": f.high} for name, f in made.items()}
        if main:
            names = sorted({data.reports[report].name for report in main})
            out.append({"incident": str(number), "articles": names, **row})
    return out


def figures_of(scored: dict[str, Any]) -> list[Figure]:
    """What is pinned: B-cubed F1, and of all records, dead attackers counted, the shares exact and in range."""
    grouped, everything = scored["grouping"], scored["all"]
    number = everything["records"]
    low, high = grouped["f1 interval"]
    out = [Figure(f"{NAME}/B-cubed F1", grouped["f1"], low, high, number)]
    for name in ("killed", "injured"):
        found = everything[f"{name}, with"]
        held, narrow = found["in range"], float(found["median width"] <= 1)
        low, high = found["exact interval"]
        out.append(Figure(f"{NAME}/{name} exact", found["exact"], low, high, number))
        out.append(Figure(f"{NAME}/{name} in range", held, held, held, number))
        out.append(Figure(f"{NAME}/{name} range at most 1 wide", narrow, narrow, narrow, number))
    return out


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print, hold against the floors."""
    parser = argparse.ArgumentParser(prog="python -m evals.incidents", description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument(
        "--ledger", type=Path, default=Path("build/shootings.ledger"), help="read where it is not there"
    )
    parser.add_argument("--out", type=Path, default=Path("build/incidents.jsonl"), help="what was predicted")
    parser.add_argument("--workers", type=int, default=1)
    options = parser.parse_args(argv)
    if not (options.shared / GVA).is_file():
        print(f"no articles in {options.shared}; nothing measured")
        return 0
    found = records(options.shared / GVA)
    options.ledger.parent.mkdir(parents=True, exist_ok=True)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    if not options.ledger.exists():
        read_into(options.ledger, found, options.workers)
    data = labelled(options.ledger, found)
    rows = predictions(data, flat_of(options.ledger)[0])
    options.out.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    scorer = module(options.shared / "score_incidents.py")
    scored = scorer.score(found, rows)
    scorer.show("incidents from articles, out of fold", scored)
    measured = figures_of(scored)
    floors = gate.Floors.load(FLOORS)
    failed = gate.failures(measured, floors, {NAME: sha256((options.shared / GVA).read_bytes()).hexdigest()})
    print(table(measured, floors.floors))
    for line in failed:
        print(f"incidents: {line}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
