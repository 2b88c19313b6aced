"""`python -m evals.bench_reconcile`: reconciling at scale, on made-up claims with the skew of real ones.

The ceilings: 100,000 claims in 60 s and 1 GB on two cores; time grows no faster than n^1.1. CPU time is measured, so
that a busy machine does not decide. What 100 further reports of one war cost is shown beside its share of the claims.
"""

from __future__ import annotations

import argparse
import gc
import math
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from tollbook.reconcile import FlatClaim, FlatReport
from tollbook.reconcile.episodes import episodes_of
from tollbook.reconcile.incidents import Joined, compared, incident_of, join
from tollbook.reconcile.making import LEAST_KEPT
from tollbook.reconcile.packed import packed
from tollbook.reconcile.pairs import FLOOR
from tollbook.reconcile.regrouping import regrouped
from tollbook.reconcile.relations import links_of
from tollbook.reconcile.workings import from_arrays, from_bytes, to_arrays, to_bytes, workings_of

from .made_claims import made

SECONDS = 60.0
GIGABYTES = 1.0
EXPONENT = 1.1

Part = tuple[list[FlatClaim], list[FlatReport]]


def cells(
    claims: Sequence[FlatClaim], reports: Sequence[FlatReport]
) -> dict[str, tuple[list[FlatClaim], list[FlatReport]]]:
    """Claims and reports by cell."""
    from tollbook.reconcile.making import cell_of

    by_cell: dict[str, list[FlatClaim]] = defaultdict(list)
    for claim in claims:
        by_cell[cell_of(claim)].append(claim)
    known = {report.id: report for report in reports}
    return {
        cell: (found, [known[name] for name in sorted({claim.report for claim in found})])
        for cell, found in sorted(by_cell.items())
    }


def reconcile(parts: Sequence[tuple[list[FlatClaim], list[FlatReport]]]) -> tuple[dict[str, int], int, float]:
    """The incident of each claim, the number of links, and CPU seconds."""
    began = time.process_time()
    incident: dict[str, int] = {}
    links = number = 0
    for claims, reports in parts:
        for joined in join(claims, reports):
            links += len(links_of(joined))
            incident.update(dict.fromkeys(incident_of(joined).claims, number))
            number += 1
    return incident, links, time.process_time() - began


def _print_added(parts: dict[str, Part], full: float) -> None:
    """What 100 further reports of one war cost: in a large one they are compared with what they touch alone."""
    by_size = sorted(parts, key=lambda cell: (len(parts[cell][0]), cell))
    for which, cell in (("smallest", by_size[0]), ("median", by_size[len(by_size) // 2]), ("largest", by_size[-1])):
        claims, reports = parts[cell]
        more, added, _ = made(150, seed=99)
        chosen = {report.id for report in added[:100]}
        moved = [replace(c, id=f"n{c.id}", report=f"n{c.report}", country=cell) for c in more if c.report in chosen]
        told = [replace(report, id=f"n{report.id}") for report in added[:100]]
        if len(reports) < LEAST_KEPT:
            _, _, taken = reconcile([([*claims, *moved], [*reports, *told])])
        else:
            taken = _grown(claims, reports, moved, told)
        share = len(claims) / sum(len(found) for found, _ in parts.values())
        print(f"  100 reports more of the {which} war ({share:.1%} of the claims): {taken / full:.1%} of the full run")


def _grown(
    claims: Sequence[FlatClaim], reports: Sequence[FlatReport], moved: Sequence[FlatClaim], told: Sequence[FlatReport]
) -> float:
    """CPU seconds of comparing new reports with those whose workings are kept, and of making what is other then."""
    before = compared(claims, reports)
    data = to_bytes(to_arrays(workings_of(before.episodes, before.pairs, before.scores, before.found, FLOOR)))
    accounts = {episode.id: episode for episode in before.episodes}
    kept = {id_: packed(episode) for id_, episode in accounts.items()}
    began = time.process_time()
    fresh = {episode.id: episode for episode in episodes_of(moved, told)}
    found = regrouped(
        from_arrays(from_bytes(data)), (), list(fresh.values()), lambda ids: {id_: kept[id_] for id_ in ids}
    )
    accounts |= fresh
    for ids, scores in found.groups:
        joined = Joined(tuple(accounts[id_] for id_ in ids), scores)
        incident_of(joined)
        links_of(joined)
    return time.process_time() - began


def bcubed(truth: Sequence[int], found: Sequence[int]) -> float:
    """B-cubed F1 of two groupings of the same things."""
    both: dict[tuple[int, int], int] = defaultdict(int)
    real: dict[int, int] = defaultdict(int)
    made_: dict[int, int] = defaultdict(int)
    for t, f in zip(truth, found, strict=True):
        both[t, f] += 1
        real[t] += 1
        made_[f] += 1
    precision = sum(n * n / made_[f] for (_, f), n in both.items()) / len(truth)
    recall = sum(n * n / real[t] for (t, _), n in both.items()) / len(truth)
    return 2 * precision * recall / (precision + recall)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m evals.bench_reconcile", description=__doc__)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--million", action="store_true", help="also a million claims, for the exponent")
    options = parser.parse_args(argv)
    sizes = [options.claims // 10, options.claims, *([options.claims * 10] if options.million else [])]
    seconds: list[float] = []
    peaks: list[float] = []
    for size in sizes:
        claims, reports, truth = made(size)
        parts = list(cells(claims, reports).values())
        gc.collect()
        gc.freeze()  # what was made up is not reconciling's to look through
        incident, links, taken = reconcile(parts)
        found = [incident[claim.id] for claim in claims]
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        seconds.append(taken)
        peaks.append(peak)
        largest = max(len(part[0]) for part in parts)
        print(
            f"{size:>9,} claims  {taken:6.1f} CPU s  peak {peak:.2f} GB  {len(set(found)):,} incidents "
            f"({len(set(truth)):,} true)  {links:,} links  B-cubed F1 {bcubed(truth, found):.3f}  "
            f"largest cell {largest:,}",
            flush=True,
        )
        if size == options.claims:
            _print_added(cells(claims, reports), taken)
    exponent = math.log(seconds[-1] / seconds[0]) / math.log(sizes[-1] / sizes[0])
    print(f"grows with n^{exponent:.2f}")
    failed = [f"n^{exponent:.2f} is over n^{EXPONENT}"] if exponent > EXPONENT else []
    if seconds[1] > SECONDS:
        failed.append(f"{seconds[1]:.0f} s are over {SECONDS:.0f}")
    if peaks[1] > GIGABYTES:
        failed.append(f"{peaks[1]:.2f} GB are over {GIGABYTES}")
    for line in failed:
        print(f"bench: {line}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
