"""Coded summaries (satp, up to 2010) as weak labels: where the plainly stated victims add up to the coders' total,
they are claims."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

from tollbook.extract.en.context import Context, read_context
from tollbook.extract.en.draft import Draft, drafts_of
from tollbook.extract.en.features import accept_features
from tollbook.extract.en.label_slots import LABEL_SLOTS, features_with_rule
from tollbook.extract.en.slot_labels import label_features
from tollbook.extract.linear import hashed
from tollbook.model import Measure, Project, Report

from .cases import DraftCase
from .fit import Hashed

LAST_YEAR = 2010
"""Later years are scored and never trained on."""

_TOTALS = {
    Measure.KILLED: ("killed",),
    Measure.INJURED: ("injured",),
    Measure.CAPTURED: ("arrested", "surrendered", "abducted"),
}


def summaries(file: Path, last_year: int = LAST_YEAR) -> Iterator[dict[str, Any]]:
    """The coded summaries up to a year."""
    with gzip.open(file, "rt", encoding="utf-8") as stream:
        for line in stream:
            row = json.loads(line)
            if int(row["date"][:4]) <= last_year:
                yield row


def as_report(row: dict[str, Any]) -> Report:
    """A summary as a report."""
    return Report(text=row["text"], given_id=row["id"], published=date.fromisoformat(row["date"]), language="en")


def weak_cases(row: dict[str, Any]) -> list[DraftCase]:
    """Cases of one summary: yes for the direct candidates that add up to the total, no for its loose ones, silence
    otherwise."""
    context = read_context(as_report(row), Project())
    drafts = drafts_of(context)
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        by_sentence.setdefault(draft.sentence, []).append(draft)
    out = []
    for measure, names in _TOTALS.items():
        parts = [row[name] for name in names]
        if None in parts:
            continue
        total = sum(parts)
        mine = [d for d in drafts if d.measure == measure]
        right = adding_up(context, mine, total) if total else []
        if not right:
            continue
        for draft in mine:
            yes = any(draft is r for r in right)
            if yes or draft.candidate.relation == "loose":
                features = hashed(accept_features(context, draft, by_sentence[draft.sentence]))
                labels = _status(context, draft, row) if yes and measure == Measure.KILLED else {}
                out.append(DraftCase(row["id"], features, int(yes), {}, labels))
    return out


def _status(context: Context, draft: Draft, row: dict[str, Any]) -> dict[str, tuple[Hashed, str]]:
    """Civilian or combatant, where all the dead of a summary were the one or the other."""
    by = row["killed_by"]
    if None in by.values():
        return {}
    civilians, fighters = by["civilian"] + by["official"], by["security"] + by["maoist"] + by["other_armed"]
    if (civilians > 0) == (fighters > 0):
        return {}
    slot = next(s for s in LABEL_SLOTS if s.name == "status")
    features = features_with_rule(label_features(context, draft), slot, slot.rule(context, draft))
    return {"status": (hashed(features), "civilian" if civilians else "combatant")}


def adding_up(context: Context, drafts: Sequence[Draft], total: int) -> list[Draft]:
    """The direct candidates of the first sentences whose counts add up to the total; none where no such beginning
    does."""
    chosen: list[Draft] = []
    reached = 0
    for draft in drafts:
        count = draft.candidate.count
        if (
            draft.candidate.relation == "loose"
            or draft.candidate.is_part
            or count.low is None
            or count.low != count.high
        ):
            continue
        chosen.append(draft)
        reached += count.low
        if reached >= total:
            break
    return chosen if reached == total else []


def all_weak_cases(rows: Sequence[dict[str, Any]], workers: int = 2) -> list[DraftCase]:
    """The weak cases of many summaries."""
    with ProcessPoolExecutor(workers) as pool:
        return [case for cases in pool.map(weak_cases, rows, chunksize=40) for case in cases]
