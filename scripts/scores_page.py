"""Writes docs/why/how-good-is-it.md, its diagram, and the scores that a published methodology page tells, from what was
measured, so that no figure is typed by hand.

usage: python -m scripts.scores_page [--eval FILE] [--ablation FILE] [--swap FILE] (of build/)
       python -m scripts.scores_page --shipped     (only the methodology page's scores, from the page as it is)

The three files are written by `make eval`, `python -m evals.ablation` and `python -m evals.sideswap`.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from evals.calibration import Bin, diagram

DOCS = Path(__file__).parents[1] / "docs" / "why"
PAGE, DIAGRAM = DOCS / "how-good-is-it.md", DOCS / "reliability.svg"
SHIPPED = Path(__file__).parents[1] / "src" / "tollbook" / "publish" / "site" / "scores.json"
"""What a published methodology page tells of the same figures."""
OUT_OF_FOLD = "train out of fold"

ANNOTATORS = {
    "": {"found": 0.93, "core": 0.93, "whose": 0.89, "said": 0.87, "full": 0.83},
    "numeric ": {"found": 0.98, "core": 0.97, "whose": 0.93, "said": 0.92, "full": 0.88},
}
"""F1 between two annotators who worked apart by the guide, on reports of wars kept apart from these."""

WORDS = (Path(__file__).parent / "scores_page.md").read_text(encoding="utf-8")
"""The page with gaps for its tables."""

Figures = Mapping[str, Mapping[str, Any]]


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table, all columns but the first to the right."""
    lines = [f"| {' | '.join(head)} |", f"| --- |{' ---: |' * (len(head) - 1)}"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])


def share(value: float) -> str:
    """A share with two digits, as scores are told."""
    return f"{value:.2f}".removeprefix("0") if value < 1 else "1.00"


def claims_table(figures: Figures) -> str:
    """F1 by mode: the baseline, rules alone, dev and seeds, train out of fold, and two annotators."""
    rows = []
    for scope, label in (("", "all claims"), ("numeric ", "with a number")):
        for mode in ("found", "core", "whose", "said", "full"):
            dev = figures[f"dev+seeds/{scope}{mode}"]
            fold = figures.get(f"{OUT_OF_FOLD}/{scope}{mode}")
            rows.append(
                (
                    f"{label}: {mode}",
                    share(dev["baseline"]) if dev["baseline"] is not None else "",
                    f"{share(dev['value'])} ({share(dev['low'])}-{share(dev['high'])})",
                    f"{share(fold['value'])} ({share(fold['low'])}-{share(fold['high'])})" if fold else "",
                    share(ANNOTATORS[scope][mode]),
                )
            )
    return table(("", "baseline", "32 reports", "train, out of fold", "two annotators"), rows)


def slots_table(figures: Figures) -> str:
    """Agreement by field over the claims found."""
    names = [n.split("/slot ")[1] for n in figures if n.startswith("dev+seeds/slot ")]
    rows = []
    for name in names:
        dev, fold = figures[f"dev+seeds/slot {name}"], figures.get(f"{OUT_OF_FOLD}/slot {name}")
        rows.append((name, share(dev["value"]), share(fold["value"]) if fold else ""))
    return table(("field", "32 reports", "train, out of fold"), rows)


def parts_table(parts: Mapping[str, Mapping[str, float]], what: str) -> str:
    """Scores of parts of the reports."""
    rows = [
        (
            name.replace("_", " ").replace("|", "/"),
            f"{part['gold']:.0f}",
            *(share(part[k]) for k in ("precision", "recall", "found", "core", "full")),
        )
        for name, part in parts.items()
    ]
    return table((what, "claims", "precision", "recall", "found", "core", "full"), rows)


def ablation_table(variants: Mapping[str, Mapping[str, float]]) -> str:
    """Scores with parts learned and left to the rules."""
    modes = ("found", "core", "whose", "said", "full")
    return table(("", *modes), [(name, *(f"{v[m]:.3f}" for m in modes)) for name, v in variants.items()])


def fields_table(fields: Mapping[str, Mapping[str, float]]) -> str:
    """The agreement of each field by rules and as learned."""
    return table(
        ("field", "rules", "learned"), [(n, f"{v['rules']:.3f}", f"{v['learned']:.3f}") for n, v in fields.items()]
    )


def swap_table(figures: Sequence[Mapping[str, Any]]) -> str:
    """The side swap by mode and names."""
    rows = [(f["name"].split("/")[1], f"{f['value']:.3f}", f"{f['low']:.3f}-{f['high']:.3f}") for f in figures]
    return table(("", "unchanged", "95% over reports"), rows)


def page(measured: Mapping[str, Any], ablation: Mapping[str, Any], swap: Sequence[Mapping[str, Any]]) -> str:
    """The page."""
    figures = {f["name"]: f for f in measured["figures"]}
    parts, honest = measured["parts"], figures[f"{OUT_OF_FOLD}/confidence honest"]
    return WORDS.format(
        claims=claims_table(figures),
        slots=slots_table(figures),
        measures=parts_table(parts["measure"], "measure"),
        genres=parts_table(parts["genre"], "genre"),
        wars=parts_table(parts["war"], "war"),
        ablation=ablation_table(ablation["claims"]),
        fields=fields_table(ablation["fields"]),
        swap=swap_table(swap),
        error=f"{1 - honest['value']:.3f}",
        reports=figures[f"{OUT_OF_FOLD}/core"]["reports"],
    )


def shipped(text: str) -> str:
    """The scores of a methodology page, as JSON, read from the tables of the page."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")]
    asked = [
        (scope, mode, row[3], row[4])
        for row in rows
        for scope, _, mode in [row[0].partition(": ")]
        if scope in ("all claims", "with a number") and len(row) == 5
    ]
    part = text.partition("## By measure")[2].partition("\n## ")[0]
    lines = [line for line in part.splitlines() if re.match(r"\| [a-z ]+ \| \d", line)]
    measures = [
        (name, int(claims), precision, recall)
        for name, claims, precision, recall, *_ in ([c.strip() for c in line.strip("|").split("|")] for line in lines)
    ]
    reports = re.search(r"are (\d+) reports, each read", " ".join(text.split()))
    if reports is None or not asked or not measures:
        raise ValueError("the page of scores has no tables of claims and measures: write it first")
    return json.dumps({"reports": int(reports[1]), "asked": asked, "measures": measures}, indent=1) + "\n"


def main(argv: Sequence[str] | None = None) -> int:
    """Read the three files, write page and diagram."""
    parser = argparse.ArgumentParser(prog="python -m scripts.scores_page", description=(__doc__ or "").split("\n")[0])
    for name, default in (("eval", "eval"), ("ablation", "ablation"), ("swap", "sideswap")):
        parser.add_argument(f"--{name}", type=Path, default=Path(f"build/{default}.json"))
    parser.add_argument("--shipped", action="store_true")
    options = parser.parse_args(argv)
    if options.shipped:
        SHIPPED.write_text(shipped(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
        return 0
    files = (options.eval, options.ablation, options.swap)
    missing = [str(file) for file in files if not file.is_file()]
    if missing:
        print(f"scores_page: {', '.join(missing)} not there; run what writes it first", file=sys.stderr)
        return 2
    measured, ablation, swap = (json.loads(file.read_text(encoding="utf-8")) for file in files)
    text = page(measured, ablation, swap)
    PAGE.write_text(text, encoding="utf-8")
    SHIPPED.write_text(shipped(text), encoding="utf-8")
    bins = [Bin(**row) for row in measured["parts"]["calibration"]]
    DIAGRAM.write_text(diagram(bins, "Confidence against the share of claims whose core is right") + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
