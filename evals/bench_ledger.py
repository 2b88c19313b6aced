"""`python -m evals.bench_ledger`: reconciling through a ledger at scale, as `tollbook reconcile --workers 2` does it.

The ceilings: 100,000 made-up claims in 60 s and 1 GB on two cores; 100 reports more of one war in 2% of the full run.
Elapsed time is that of an idle machine only; CPU time is printed beside it, and ratios are of CPU time in one process.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tollbook.ledger import Ledger
from tollbook.reconcile.making import cell_of
from tollbook.run.reconciling import reconcile_at
from tollbook.run.work import processes

from .made_claims import made
from .made_ledger import fill, made_ledger

SECONDS = 60.0
GIGABYTES = 1.0
SHARE = 0.02
FURTHER = 100


@dataclass(frozen=True)
class Cost:
    """What a run took: seconds that passed, CPU seconds of all its processes, and the memory of the largest, in GB."""

    passed: float
    cpu: float
    gigabytes: float


def cost_of(where: Path, workers: int) -> Cost:
    """What reconciling takes in a process of its own, so that nothing that went before is counted or helps."""
    with processes(1) as one:
        return one.submit(_measured, str(where), workers).result()


def _measured(where: str, workers: int) -> Cost:
    began = time.monotonic()
    reconcile_at(where, workers=workers)
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return Cost(
        passed=time.monotonic() - began,
        cpu=sum(one.ru_utime + one.ru_stime for one in used),
        gigabytes=max(one.ru_maxrss for one in used) / 1e6,
    )


def add_reports(where: Path, country: str) -> None:
    """Store further reports of one war in a ledger."""
    claims, reports, _ = made(2 * FURTHER, seed=99)
    chosen = reports[:FURTHER]
    ids = {report.id for report in chosen}
    moved = [replace(c, id=f"n{c.id}", report=f"n{c.report}", country=country) for c in claims if c.report in ids]
    told = [replace(report, id=f"n{report.id}", name=f"n{report.name}") for report in chosen]
    with Ledger.open(where) as ledger:
        fill(ledger, moved, told)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m evals.bench_ledger", description=__doc__)
    parser.add_argument("--claims", type=int, default=100_000)
    options = parser.parse_args(argv)
    failed: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder) / "all.ledger"
        claims, reports, _ = made(options.claims)
        made_ledger(where, claims, reports).close()
        wars = Counter(map(cell_of, claims))
        del claims, reports
        full = cost_of(where, 2)
        print(
            f"{options.claims:,} claims through a ledger, two workers: {full.passed:.0f} s, {full.cpu:.0f} CPU s, "
            f"{full.gigabytes:.2f} GB in the largest process"
        )
        if full.passed > SECONDS:
            failed.append(f"{full.passed:.0f} s are over {SECONDS:.0f}")
        if full.gigabytes > GIGABYTES:
            failed.append(f"{full.gigabytes:.2f} GB are over {GIGABYTES}")
        idle = cost_of(where, 0)
        print(f"  nothing new: {idle.cpu / full.cpu:.1%} of the full run")
        by_size = sorted(wars, key=lambda war: (wars[war], war))
        for which, war in (("median", by_size[len(by_size) // 2]), ("largest", by_size[-1])):
            grown = Path(folder) / f"{which}.ledger"
            shutil.copy(where, grown)
            add_reports(grown, war)
            share = cost_of(grown, 0).cpu / full.cpu
            held = wars[war] / options.claims
            print(
                f"  {FURTHER} reports more of the {which} war ({held:.1%} of the claims): {share:.1%} of the full run"
            )
            if share > SHARE:
                failed.append(f"{share:.1%} for {FURTHER} reports of the {which} war are over {SHARE:.0%}")
    for line in failed:
        print(f"bench: {line}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
