"""Fit what joins accounts into incidents (`pair_weights.tsv`) and gives their figures (`figure_weights.tsv`).

usage: python -m training.incidents --shared ../shared --ledger shootings.ledger

The ledger holds the articles as the program reads them; it is made where there is none (minutes).
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from tollbook.reconcile import FlatReport
from tollbook.reconcile.candidates import candidates
from tollbook.reconcile.columns import columns_of
from tollbook.reconcile.episodes import Episode, episodes_of
from tollbook.reconcile.figure_features import Account
from tollbook.reconcile.pairs import PairModel, compare

from . import figures, pairs
from .articles import flat_of, fold_of, incidents_of, read_into, records

GVA = Path("corpus/gva/incidents_2013_2015.jsonl.gz")
DATA = Path("src/tollbook/reconcile/data")


@dataclass(frozen=True)
class Labelled:
    """Episodes with the incidents that their reports are about, and the fold of each (that of its least incident)."""

    records: list[dict[str, Any]]
    reports: Mapping[str, FlatReport]
    episodes: list[Episode]
    incidents: list[frozenset[str]]
    folds: list[int]


def labelled(ledger: Path, found: list[dict[str, Any]]) -> Labelled:
    """The episodes of a ledger's articles."""
    claims, reports = flat_of(ledger)
    by_id = {report.id: report for report in reports}
    told = incidents_of(found)
    episodes = episodes_of(claims, reports)
    incidents = [told[by_id[e.report].name] for e in episodes]
    return Labelled(found, by_id, episodes, incidents, [fold_of(min(i)) for i in incidents])


def pair_model(data: Labelled, without: int | None = None) -> PairModel:
    """The pair model of all folds but one; only accounts that are their reports' subject have a label."""
    rows = candidates(data.episodes)
    fit_on = np.array([e.main and f != without for e, f in zip(data.episodes, data.folds, strict=True)], dtype=bool)
    rows = rows[fit_on[rows[:, 0]] & fit_on[rows[:, 1]]]
    same = np.array([bool(data.incidents[a] & data.incidents[b]) for a, b in rows.tolist()], dtype=bool)
    return pairs.fit(compare(columns_of(data.episodes), rows), same)


def accounts_of(episodes: Sequence[Episode], reports: Mapping[str, FlatReport]) -> list[Account]:
    """Episodes as accounts of one incident."""
    return [
        Account(e.claims, (reports[e.report].title or "").strip(), reports[e.report].text, e.main) for e in episodes
    ]


def figure_cases(data: Labelled) -> list[tuple[int, figures.Case]]:
    """A case for each record, from its articles' own subjects, with its fold."""
    main = {data.reports[e.report].name: e for e in data.episodes if e.main}
    out = []
    for record in data.records:
        names = sorted({article["id"] for article in record["articles"]})
        accounts = accounts_of([main[name] for name in names], data.reports)
        case = figures.case_of(accounts, record["killed"], record["injured"])
        out.append((fold_of(record["incident"]), case))
    return out


def main() -> None:
    """Fit on all records and write both files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--ledger", type=Path, default=Path("build/shootings.ledger"))
    parser.add_argument("--workers", type=int, default=1)
    options = parser.parse_args()
    found = records(options.shared / GVA)
    if not options.ledger.exists():
        options.ledger.parent.mkdir(parents=True, exist_ok=True)
        read_into(options.ledger, found, options.workers)
    data = labelled(options.ledger, found)
    (DATA / "pair_weights.tsv").write_text(pairs.written(pair_model(data)), encoding="utf-8")
    weights = figures.fit([case for _, case in figure_cases(data)])
    (DATA / "figure_weights.tsv").write_text(figures.written(weights), encoding="utf-8")
    print(f"{len(data.episodes):,} accounts, {len(weights):,} weights of figures")


if __name__ == "__main__":
    main()
