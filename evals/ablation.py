"""What each learned part is worth: `python -m evals.ablation --shared ../shared`.

The claims of train are built from stored out-of-fold predictions with a part's decisions left to the rules: rules
alone, rules and acceptance, and then each field's choice on top; for each field, how often it agrees with the gold over
the claims found, by rules and as learned.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from tollbook.extract.en.evidence_ends import ENDS
from tollbook.extract.en.given import Given

from . import outoffold, scorers
from .corpus import Document, annotated, digest
from .predictions import FIELDS, Predictions, load

SCORED = ("party", "source")
"""Fields that the scores over whole claims look at; what the others gain shows in the agreement of their own field."""
MODES = ("found", "core", "whose", "said", "full")


SLOTS = (
    "victims.party", "actor.party", "source", "place", "when", "victims.status", "extent", "means", "certainty",
    "verification", "evidence",
)  # fmt: skip
"""The scorer's names of the fields."""

Row = dict[str, Any]

_PARTS = {"party": ("victims", "party"), "status": ("victims", "status"), "source": ("source", "stance")}
"""Where a field's decision stands in the guide's form, if not under its own name."""


def variants() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Name, and the fields that are learned, acceptance being learned in all of them."""
    yield "rules, acceptance learned", ()
    for field in FIELDS:
        if field in SCORED:
            yield f"and {field}", (field,)
    yield "all learned", FIELDS


def claims_by_variant(document: Document, predictions: Predictions) -> dict[str, list[Row]]:
    """A report's claims under each variant."""
    context, drafts, given = outoffold.checked(document, predictions)
    ruled = outoffold.rows(document, context, drafts, replace(given, choices={}))
    learned = outoffold.rows(document, context, drafts, given)
    out = {"rules alone": outoffold.rows(document, context, drafts, Given(None, {}))}
    for name, fields in variants():
        out[name] = [mixed(a, b, fields) for a, b in zip(ruled, learned, strict=True)]
    return out


def mixed(ruled: Row, learned: Row, fields: Sequence[str]) -> Row:
    """A claim by the rules with some fields as learned: a field's choice hangs on no other field's."""
    out = dict(ruled)
    for field in fields:
        if field == "source":
            out |= {name: learned[name] for name in _PARTS[field]}
        elif field in ENDS:
            out["evidence"] = learned["evidence"]
        elif field in _PARTS:
            whole, part = _PARTS[field]
            value = (learned[whole] or {}).get(part)
            out[whole] = (out[whole] or {}) | {part: value}
        else:
            out[field] = learned[field]
    return out


def table(
    documents: Sequence[Document], found: Sequence[dict[str, list[Row]]], scorer: ModuleType
) -> dict[str, dict[str, dict[str, float]]]:
    """F1 over whole claims by variant, and the agreement of each field by rules and as learned."""
    gold = {d.id: d.gold for d in documents}
    results = {
        name: scorer.score(gold, {d.id: rows[name] for d, rows in zip(documents, found, strict=True)})[0]
        for name in found[0]
    }
    ruled, learned = results["rules, acceptance learned"]["slots"], results["all learned"]["slots"]
    return {
        "claims": {name: {mode: r["all"][mode]["f1"] for mode in MODES} for name, r in results.items()},
        "fields": {
            name: {"rules": ruled[name]["rate"] or 0.0, "learned": learned[name]["rate"] or 0.0} for name in SLOTS
        },
    }


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print, write the JSON that the page of scores is made from."""
    parser = argparse.ArgumentParser(prog="python -m evals.ablation", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder with the corpus and its scorers")
    parser.add_argument("--out", type=Path, default=Path("build/ablation.json"), help="where the figures are written")
    parser.add_argument("--stored", type=Path, default=outoffold.STORED, help="the out-of-fold predictions")
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args(argv)
    documents = annotated(options.shared / "corpus" / "train")
    predictions = load(options.stored)
    predictions.check(digest(documents))
    found = outoffold.each(documents, partial(claims_by_variant, predictions=predictions), options.workers)
    result = table(documents, found, scorers.module(options.shared / "score.py"))
    print(f"{'':32}" + "".join(f"{mode:>8}" for mode in MODES))
    for name, row in result["claims"].items():
        print(f"{name:32}" + "".join(f"{row[mode]:8.3f}" for mode in MODES))
    print(f"\n{'':32}   rules learned")
    for name, row in result["fields"].items():
        print(f"{name:32}{row['rules']:8.3f}{row['learned']:8.3f}")
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
