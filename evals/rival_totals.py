"""`python -m evals.rival_totals`: one curve through rival totals, against a newsroom's published curve and its claims.

The Economist's input (deaths) under the policy "claims equal, no source effects", since that is the shape of its model;
then the same made afresh at the beginning of each month, and the claims that came within 90 days set against it.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path

import numpy as np

from tollbook.reconcile.curve import CurveClaim, past_errors, rival_curve

from . import gate
from .figures import Figure
from .run import FLOORS, table

NAME = "rival totals"
INPUT = "corpus/series/economist/model_input.csv"
PUBLISHED = "corpus/series/economist/meta_deaths.csv"


def claims_of(path: Path) -> list[CurveClaim]:
    """The claims of deaths in the model's input: its rows of one id and day are one claim."""
    found: dict[tuple[str, str, str], dict[str, float]] = {}
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["source_type"] == "deaths":
                key = (row["source_id"], row["date"], row["source"])
                found.setdefault(key, {})[row["estimate_type"]] = float(row["estimate"])
    return [
        CurveClaim(
            claim=f"{number:03}",
            day=date.fromisoformat(day),
            source=source,
            said_by=source,
            low=values.get("estimate_low"),
            high=values.get("estimate_high"),
            best=values.get("estimate"),
        )
        for number, ((_, day, source), values) in enumerate(found.items())
    ]


def published(path: Path) -> list[tuple[date, float, float, float]]:
    """Day, estimate, low and high of the published curve."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["ci_lower"] != "NA"]
    return [
        (date.fromisoformat(r["date"]), float(r["estimate"]), float(r["ci_lower"]), float(r["ci_upper"])) for r in rows
    ]


def curve_figures(claims: Sequence[CurveClaim], days: Sequence[tuple[date, float, float, float]]) -> list[Figure]:
    """How much of the curve lies inside the published interval, how near its median is, and whether it ever falls.

    The published curve goes on for some weeks after the last claim; so does ours, as it rose before.
    """
    curve = rival_curve(claims)
    shown = [row for row in days if curve.days[0] <= row[0]]
    mids = curve.fit.carried(np.array([float(day.toordinal()) for day, *_ in shown])) ** 2
    middle, low, high = (np.array(column) for column in zip(*(row[1:] for row in shown), strict=True))
    inside = float(np.mean((mids >= low) & (mids <= high)))
    near = 1 - float(np.median(np.abs(mids / middle - 1)))
    rising = float(np.min(np.diff(curve.mid)) >= 0)
    return [
        _figure("days inside the published interval", inside, len(shown)),
        _figure("1 - median difference", near, len(shown)),
        _figure("never falls", rising, len(curve.days)),
    ]


def forward_figures(claims: Sequence[CurveClaim]) -> list[Figure]:
    """How far claims of the 90 days after each month's beginning were from what was forecast, and from the interval."""
    errors = past_errors(claims)
    off = np.array([abs(e.forecast / (e.claim.value or 1.0) - 1) for e in errors])
    held = [e.bounds[0] <= e.error <= e.bounds[1] for e in errors if e.bounds is not None]
    share = float(np.mean(held))
    return [
        _figure("1 - median forward error", 1 - float(np.median(off)), len(off)),
        _figure("1 - mean forward error", 1 - float(np.mean(off)), len(off)),
        _figure("held by the 90% interval", share, len(held)),
        _figure("not held by it", 1 - share, len(held)),  # an interval that holds everything is too wide
    ]


def _figure(name: str, value: float, number: int) -> Figure:
    return Figure(f"{NAME}/{name}", value, value, value, number)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print, hold against the floors."""
    parser = argparse.ArgumentParser(prog="python -m evals.rival_totals", description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    options = parser.parse_args(argv)
    if not (options.shared / INPUT).is_file():
        print(f"no claims in {options.shared}; nothing measured")
        return 0
    claims = claims_of(options.shared / INPUT)
    measured = [*curve_figures(claims, published(options.shared / PUBLISHED)), *forward_figures(claims)]
    floors = gate.Floors.load(FLOORS)
    failed = gate.failures(measured, floors, {NAME: sha256((options.shared / INPUT).read_bytes()).hexdigest()})
    print(table(measured, floors.floors))
    for line in failed:
        print(f"rival totals: {line}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
