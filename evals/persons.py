"""`python -m evals.persons`: how well namings of invented persons are matched, with and without each particular.

Precision and recall of the pairs that are proposed to people (probability of one half and more), over all pairs of
namings that are of one person; then of the pairs that the machine joins by itself.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable, Sequence
from hashlib import sha256
from itertools import combinations
from pathlib import Path

from tollbook.reconcile.cases import PersonDecisions, join
from tollbook.reconcile.person_pairs import PROPOSED, propose

from . import gate
from .figures import Figure
from .made_persons import Made, made_persons
from .run import FLOORS, table

NAME = "persons in three scripts"
OTHERS = ("age", "sex", "place", "day")
Key = tuple[str, str]
RUNS: dict[str, tuple[str, ...]] = {
    "all particulars": (),
    "names alone": OTHERS,
    **{f"without {one}": (one,) for one in OTHERS},
    **{f"names and {one}": tuple(other for other in OTHERS if other != one) for one in OTHERS},
}
"""What is left aside in each run."""


def true_pairs(made: Made) -> set[Key]:
    """All pairs of namings that are of one person."""
    by_person: dict[int, list[str]] = {}
    for id_, person in made.person.items():
        by_person.setdefault(person, []).append(id_)
    return {pair for own in by_person.values() for pair in combinations(sorted(own), 2)}


def scores(found: Iterable[Key], true: set[Key]) -> tuple[float, float, float]:
    """Precision, recall and F1."""
    pairs = set(found)
    hits = len(pairs & true)
    precision, recall = hits / len(pairs) if pairs else 0.0, hits / len(true)
    return precision, recall, 2 * precision * recall / (precision + recall) if hits else 0.0


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print, hold against the floors."""
    argparse.ArgumentParser(prog="python -m evals.persons", description=__doc__).parse_args(argv)
    made = made_persons()
    true = true_pairs(made)
    print(f"{len(made.namings)} namings of {len(set(made.person.values()))} persons, {len(true)} true pairs")
    measured: list[Figure] = []
    started = time.process_time()
    for name, without in RUNS.items():
        pairs = propose(made.namings, without=without)
        proposed = scores(((p.a, p.b) for p in pairs if p.probability >= PROPOSED), true)
        groups = join(made.namings, pairs, PersonDecisions())
        joined = scores((pair for group in groups for pair in combinations(sorted(group.members), 2)), true)
        print(f"{name:20} proposed {_told(proposed)}   joined {_told(joined)}")
        if name == "all particulars":
            for what, score in (("proposed", proposed), ("joined", joined)):
                for kind, value in zip(("precision", "recall"), score, strict=False):
                    measured.append(Figure(f"{NAME}/{what} {kind}", value, value, value, len(true)))
    print(f"{time.process_time() - started:.1f} CPU seconds")
    floors = gate.Floors.load(FLOORS)
    source = Path(__file__).with_name("made_persons.py").read_bytes()
    failed = gate.failures(measured, floors, {NAME: sha256(source).hexdigest()})
    print(table(measured, floors.floors))
    for line in failed:
        print(f"persons: {line}", file=sys.stderr)
    return 1 if failed else 0


def _told(score: tuple[float, float, float]) -> str:
    return "precision {:.3f} recall {:.3f} F1 {:.3f}".format(*score)


if __name__ == "__main__":
    sys.exit(main())
