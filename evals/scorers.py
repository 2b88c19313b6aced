"""The scorers that lie beside the corpus, as modules: they decide what counts as right, this file only sums up."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from .corpus import Document
from .figures import Figure, f1, measure, ratio

Claims = Mapping[str, Sequence[Mapping[str, Any]]]
"""The program's claims in the guide's JSON form, by the report's given id."""

MODES = ("found", "core", "whose", "said", "full")
TOTALS = ("killed", "injured", "captured", "killed_civilian", "killed_combatant")


def module(path: Path) -> ModuleType:
    """Import a script as a module from its path."""
    spec = importlib.util.spec_from_file_location(f"shared_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"no scorer at {path}")
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def score_claims(prefix: str, documents: Sequence[Document], claims: Claims, scorer: ModuleType) -> list[Figure]:
    """F1 by mode over all and over numeric claims, agreement by slot, exact offsets; all summed from report to report.

    Matches never cross reports, so that the sums over reports are the scorer's own figures (a test compares them).
    """
    results = [scorer.score({d.id: d.gold}, {d.id: list(claims.get(d.id, ()))})[0] for d in documents]
    figures = []
    for scope, label in (("all", ""), ("numeric", "numeric ")):
        for mode in MODES:
            rows = [[r[scope][mode][k] for k in ("hits", "predicted", "gold")] for r in results]
            figures.append(measure(f"{prefix}/{label}{mode}", rows, f1))
    for slot in results[0]["slots"]:
        rows = [[(s := r["slots"][slot])["of"] * (s["rate"] or 0.0), s["of"]] for r in results]
        figures.append(measure(f"{prefix}/slot {slot}", rows, ratio))
    rows = [list(exact_offsets(d.text, claims.get(d.id, ()))) for d in documents]
    figures.append(measure(f"{prefix}/offsets exact", rows, _all_or_share))
    return figures


def _all_or_share(sums: Any) -> Any:
    """Share of exact offsets; 1 where there are no claims at all."""
    return ratio(sums) + (sums[..., 1] == 0)


def exact_offsets(text: str, claims: Sequence[Mapping[str, Any]]) -> tuple[int, int]:
    """How many of the claims' evidences are the characters at their offsets, and how many there are."""
    exact = 0
    for claim in claims:
        evidence = claim["evidence"]
        exact += text[evidence["start"] : evidence["end"]] == evidence["text"] and evidence["start"] < evidence["end"]
    return exact, len(claims)


def score_totals(
    prefix: str, documents: Sequence[Document], totals: Mapping[str, Mapping[str, Any]], scorer: ModuleType
) -> list[Figure]:
    """Share of reports whose own total is right, over all and over those whose true total is above nought."""
    figures = []
    for field in TOTALS:
        rows: dict[str, list[list[int]]] = {"all": [], "nonzero": []}
        for document in documents:
            true = scorer.truth(document.gold)[field]
            if true is None:
                continue
            right = int((totals.get(document.id) or {}).get(field) or 0) == true
            rows["all"].append([right, 1])
            if true:
                rows["nonzero"].append([right, 1])
        figures += [measure(f"{prefix}/{field} {which}", table, ratio) for which, table in rows.items() if table]
    return figures


def values(figures: Sequence[Figure]) -> dict[str, float]:
    """Name to value, rounded: what is pinned of a baseline."""
    return {f.name: round(f.value, 4) for f in figures}
