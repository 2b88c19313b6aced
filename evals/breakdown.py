"""Scores by measure, genre and war: the same claims, scored part by part."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from .corpus import Document
from .scorers import Claims

MODES = ("found", "core", "full")
LEAST = 30
"""Gold claims that a part must have to be shown by itself; smaller ones are shown together."""

GENRES = {
    "aljazeera": "agency and broadcaster reports", "cnn": "agency and broadcaster reports",
    "cnndm": "agency and broadcaster reports", "reuters87": "agency and broadcaster reports",
    "dailymail": "popular press", "guardian": "broadsheet press", "guardian_sdf": "broadsheet press",
    "nyt": "broadsheet press", "semeval": "broadsheet press", "fakes": "reports on Syria, some of them untrue",
    "ceha": "short event notes, Horn of Africa", "hrds": "reports on attacks on human rights defenders",
    "isaf": "military press releases",
}  # fmt: skip
"""What the collections that train was drawn from hold."""

Part = dict[str, float]


def by_measure(documents: Sequence[Document], claims: Claims, scorer: ModuleType) -> dict[str, Part]:
    """Scores of each measure; a match never joins two measures."""
    names = sorted({g["measure"] for d in documents for g in d.gold})
    out = {}
    for name in names:
        gold = {d.id: [g for g in d.gold if g["measure"] == name] for d in documents}
        predicted = {d.id: [c for c in claims.get(d.id, ()) if c["measure"] == name] for d in documents}
        out[name] = _scores(gold, predicted, scorer)
    return _joined(out)


def by_part(
    documents: Sequence[Document], claims: Claims, scorer: ModuleType, part_of: Mapping[str, str]
) -> dict[str, Part]:
    """Scores of each part of the reports."""
    parts: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        parts[part_of.get(document.id, "not said")].append(document)
    return _joined(
        {
            name: _scores({d.id: d.gold for d in part}, {d.id: list(claims.get(d.id, ())) for d in part}, scorer)
            for name, part in sorted(parts.items())
        }
    )


def _scores(gold: Mapping[str, Any], predicted: Mapping[str, Any], scorer: ModuleType) -> Part:
    result, _ = scorer.score(gold, predicted)
    found = result["all"]
    return {
        **{mode: found[mode]["f1"] for mode in MODES},
        "precision": found["found"]["precision"],
        "recall": found["found"]["recall"],
        "gold": found["found"]["gold"],
        "reports": len(gold),
    }


def _joined(parts: Mapping[str, Part]) -> dict[str, Part]:
    """Parts with enough gold claims, the most first; those with fewer are left out."""
    kept = {name: part for name, part in parts.items() if part["gold"] >= LEAST}
    return dict(sorted(kept.items(), key=lambda item: -item[1]["gold"]))


def wars(folder: Path) -> dict[str, str]:
    """The conflict that the annotation names, by report."""
    out = {}
    for path in sorted(folder.glob("*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        out[record.get("id") or path.stem] = record.get("conflict") or "none named"
    return out


def genres(folder: Path) -> dict[str, str]:
    """The genre of a report, by the collection that it was drawn from."""
    with (folder / "manifest.tsv").open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["id"]: GENRES.get(row["source"], "other") for row in rows}
