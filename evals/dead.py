"""`python -m evals.dead`: what sentences say of the dead and the missing, by words not taken from the lexicon.

The sentences are tests/extract/en/dead/independent.tsv. Its `tune` half may be looked at; what counts is the half that
was kept apart, read as whole reports of one sentence: the statuses of the claims made of it.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from tollbook.extract import extract_claims
from tollbook.extract.document import read_document
from tollbook.extract.en.context import read_context, scene_apart
from tollbook.extract.en.dead_words import said_of_the_dead
from tollbook.model import Project, Report
from tollbook.reference.dead import dead_table

from . import gate
from .figures import Figure
from .run import FLOORS, table

NAME = "statuses of the dead"
KEPT = "held"
DATA = Path(__file__).parent.parent / "tests" / "extract" / "en" / "dead" / "independent.tsv"
_WIDER = frozenset({"buried_individually", "buried_together", "grave_marked", "grave_unmarked"})
"""Statuses of a burial: that somebody is buried is right beside them."""


@dataclass(frozen=True)
class Sentence:
    """A sentence with what it claims: alternatives of each status, and what may be read out of it and need not."""

    split: str
    kind: str
    way: str
    wanted: tuple[frozenset[str], ...]
    free: frozenset[str]
    count: str
    whose: str
    reason: str
    text: str


def sentences(path: Path = DATA) -> list[Sentence]:
    """All sentences of the file."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [_sentence(*line.split("\t")) for line in lines[1:]]


def _sentence(split: str, kind: str, way: str, claims: str, count: str, whose: str, reason: str, text: str) -> Sentence:
    parts = [part for part in claims.split(";") if part]
    wanted = tuple(frozenset(part.split("/")) for part in parts if not part.startswith("?"))
    free = frozenset(part[1:] for part in parts if part.startswith("?")).union(*wanted)
    if any(one.removeprefix("not:") in _WIDER for one in free):
        free |= {"buried"}
    return Sentence(split, kind, way, wanted, free, count, whose, reason, text)


def told(text: str) -> frozenset[str]:
    """The statuses that a text's words tell; `not:` before what they say is not so."""
    report = Report(text=text, language="en")
    context = read_context(report, Project())
    scenes = [scene_apart(context, s) for s in read_document(report).sentences]
    return frozenset(
        said.status if said.holds else f"not:{said.status}" for scene in scenes for said in said_of_the_dead(scene)
    )


def claimed(text: str) -> frozenset[str]:
    """The statuses of the claims of a text, read as a report."""
    readings = [claim.reading for claim in extract_claims(Report(text=text, language="en"), Project())]
    fates = [
        fate
        for r in readings
        for fate in dead_table().fates(r.measure.value, r.remains_detail, denied=r.stance.value == "denied")
    ]
    return frozenset(f.status.code if f.holds else f"not:{f.status.code}" for f in fates)


@dataclass
class Score:
    """What was told of what is claimed, by the status that each sentence was written for and by its way."""

    found: Counter[str] = field(default_factory=Counter)
    wanted: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    ways: Counter[tuple[str, bool]] = field(default_factory=Counter)

    @property
    def precision(self) -> float:
        """Of what was told, the part that is claimed."""
        told_ = self.found.total() + self.wrong.total()
        return self.found.total() / told_ if told_ else 0.0

    @property
    def recall(self) -> float:
        """Of what is claimed, the part that was told."""
        return self.found.total() / self.wanted.total() if self.wanted else 0.0


def score(shown: Iterable[Sentence], tell: Callable[[str], frozenset[str]]) -> Score:
    """Hold what is told of sentences against what they claim."""
    out = Score()
    for one in shown:
        got = tell(one.text)
        hits = [bool(wanted & got) for wanted in one.wanted]
        out.found[one.kind] += sum(hits)
        out.wanted[one.kind] += len(hits)
        out.wrong.update(got - one.free)
        out.ways[one.way, all(hits) and got <= one.free] += 1
    return out


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print, hold against the floors."""
    argparse.ArgumentParser(prog="python -m evals.dead", description=__doc__).parse_args(argv)
    started = time.process_time()
    kept = [s for s in sentences() if s.split == KEPT]
    words, claims = score(kept, told), score(kept, claimed)
    for kind in sorted(words.wanted):
        of = words.wanted[kind]
        print(f"{kind:22} words {words.found[kind]}/{of}  claims {claims.found[kind]}/{of}  wrong {claims.wrong[kind]}")
    measured = []
    for name, found in (("words", words), ("claims", claims)):
        ways = sorted({way for way, _ in found.ways})
        right = ", ".join(f"{w} {found.ways[w, True]}/{found.ways[w, True] + found.ways[w, False]}" for w in ways)
        print(f"{name}: precision {found.precision:.3f} recall {found.recall:.3f}; sentences wholly right: {right}")
        for what, value in (("precision", found.precision), ("recall", found.recall)):
            measured.append(Figure(f"{NAME}/{name} {what}", value, value, value, len(kept)))
    print(f"{time.process_time() - started:.1f} CPU seconds")
    floors = gate.Floors.load(FLOORS)
    failed = gate.failures(measured, floors, {NAME: sha256(DATA.read_bytes()).hexdigest()})
    print(table(measured, floors.floors))
    for line in failed:
        print(f"dead: {line}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
