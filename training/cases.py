"""Training cases: candidates of annotated reports with the gold claim that each one matches, and options for its
fields."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from tollbook.extract.en.context import Context, read_context
from tollbook.extract.en.draft import Draft, drafts_of
from tollbook.extract.en.evidence_ends import ends_of
from tollbook.extract.en.features import accept_features
from tollbook.extract.en.fields import key_of, ranked_options, setting_of
from tollbook.extract.en.label_slots import LABEL_SLOTS, features_with_rule
from tollbook.extract.en.opinion import Key, key_of_draft
from tollbook.extract.en.options import Option, Setting, with_rule
from tollbook.extract.en.sides import Sides
from tollbook.extract.en.slot_labels import label_features
from tollbook.extract.linear import hashed, joined
from tollbook.model import Project

from .corpus import Annotated
from .fit import Hashed

SCOPE = Project()


@dataclass(frozen=True)
class DraftCase:
    """A candidate: features, whether gold has it (1), has it as optional (None) or has it not (0); its fields' cases
    where it has."""

    report: str
    features: Hashed
    gold: int | None
    choices: dict[str, tuple[list[Hashed], frozenset[int]]]
    labels: dict[str, tuple[Hashed, str]]
    sentence: int = -1
    keys: dict[str, list[str]] = field(default_factory=dict)
    """Options of each field as strings, for the second look; never stored."""
    setting: Setting | None = None
    key: Key = ("", 0, 0)
    sides: Sides | None = None


def scorer(shared: Path) -> ModuleType:
    """The shared scorer as a module: gold and candidates are matched as it matches them."""
    spec = importlib.util.spec_from_file_location("score", shared / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["score"] = module
    spec.loader.exec_module(module)
    return module


def cases_of(item: Annotated, shared: Path) -> list[DraftCase]:
    """All training cases of one report."""
    score = sys.modules.get("score") or scorer(shared)
    context = read_context(item.report, SCOPE)
    drafts = drafts_of(context)
    gold = align(context, drafts, item.claims, score)
    out = []
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        by_sentence.setdefault(draft.sentence, []).append(draft)
    for draft, claim in zip(drafts, gold, strict=True):
        features = hashed(accept_features(context, draft, by_sentence[draft.sentence]))
        if claim is None:
            out.append(DraftCase(item.name, features, 0, {}, {}, draft.sentence, key=key_of_draft(draft)))
            continue
        mark = None if claim.get("optional") else 1
        options = ranked_options(context, draft)
        out.append(
            DraftCase(
                item.name,
                features,
                mark,
                _choices(options, claim, score) | _ends(context, draft, claim),
                _labels(context, draft, claim),
                draft.sentence,
                {slot: [key_of(o.value) for o in found] for slot, found in options.items()},
                setting_of(draft),
                key_of_draft(draft),
                context.war.sides if context.war is not None else None,
            )
        )
    return out


def align(
    context: Context, drafts: Sequence[Draft], claims: list[dict[str, Any]], score: ModuleType
) -> list[dict[str, Any] | None]:
    """For each draft the gold claim that it states: same measure, overlapping evidence; equal counts first, one to
    one."""
    pairs = []
    for i, draft in enumerate(drafts):
        start, end = context.document.clean.span(*draft.stated)
        at = context.document.clean.span(*draft.anchor)[0]
        count = draft.candidate.count
        stated = {
            "measure": draft.measure.value,
            "evidence": {"start": start, "end": end},
            "count": {"low": count.low, "high": count.high},
        }
        for j, claim in enumerate(claims):
            if claim["measure"] != draft.measure.value:
                continue
            words = claim["evidence"]
            inside = words["start"] <= at < words["end"]
            overlap = score.overlap(claim, stated)
            if not overlap and not inside:
                continue
            weight = (
                4 * score.same_count(claim, stated)
                + 2 * inside
                + score.evidence_f1(claim, stated)
                - 0.5 * bool(claim.get("optional"))
            )
            if draft.candidate.relation == "loose":
                weight -= 0.3
            if weight > 2:
                pairs.append((-weight, i, j))
    out: list[dict[str, Any] | None] = [None] * len(drafts)
    taken: set[int] = set()
    for _, i, j in sorted(pairs):
        if out[i] is None and j not in taken:
            out[i] = claims[j]
            taken.add(j)
    return out


def _choices(
    options: dict[str, list[Option[Any]]], claim: dict[str, Any], score: ModuleType
) -> dict[str, tuple[list[Hashed], frozenset[int]]]:
    right = right_options(options, claim, score)
    return {slot: (_hashed(found), right[slot]) for slot, found in options.items()}


def _ends(context: Context, draft: Draft, claim: dict[str, Any]) -> dict[str, tuple[list[Hashed], frozenset[int]]]:
    """The ends that the evidence can have; right is the one nearest to the coder's."""
    clean, offset = context.document.clean, draft.scene.offset
    wanted = {"evidence_start": claim["evidence"]["start"], "evidence_end": claim["evidence"]["end"]}
    out = {}
    for name, ends in ends_of(draft).items():
        gold = clean.at(wanted[name]) - offset
        right = min(range(len(ends.offsets)), key=lambda n: (abs(ends.offsets[n] - gold), n))
        out[name] = [hashed(f) for f in ends.features], frozenset([right])
    return out


def right_options(
    options: dict[str, list[Option[Any]]], claim: dict[str, Any], score: ModuleType
) -> dict[str, frozenset[int]]:
    """The numbers of each field's options that gold has."""
    party = (claim.get("victims") or {}).get("party")
    actor = (claim.get("actor") or {}).get("party")
    chain = claim.get("source") or []
    said = [chain[0]["name"], *(chain[0].get("aliases") or [])] if chain else []
    place = (claim.get("place") or {}).get("name")
    when = claim.get("when") or {}

    def right(slot: str, value: Any) -> bool:
        if slot in ("party", "actor"):
            return bool(score.same_name(value, party if slot == "party" else actor))
        if slot == "source":
            return not said if value is None else any(score.same_name(n, value.name) for n in said)
        if slot == "place":
            return not place if value is None else bool(score.same_name(value.place.name, place))
        return all(score.same_date(when.get(side), _iso(getattr(value, side))) for side in ("start", "end"))

    return {slot: frozenset(n for n, o in enumerate(found) if right(slot, o.value)) for slot, found in options.items()}


def _iso(day: Any) -> str | None:
    return day.isoformat() if day is not None else None


def _hashed(options: Sequence[Option[Any]]) -> list[Hashed]:
    best = max(range(len(options)), key=lambda n: (options[n].rule, -n))
    return [hashed(with_rule(options, i, best)) for i in range(len(options))]


def _labels(context: Context, draft: Draft, claim: dict[str, Any]) -> dict[str, tuple[Hashed, str]]:
    features = label_features(context, draft)
    gold = gold_labels(claim)
    return {
        slot.name: (hashed(features_with_rule(features, slot, slot.rule(context, draft))), gold[slot.name])
        for slot in LABEL_SLOTS
    }


def gold_labels(claim: dict[str, Any]) -> dict[str, str]:
    """The codes of a gold claim by field."""
    return {
        "status": (claim.get("victims") or {}).get("status") or "unknown",
        "extent": claim.get("extent") or "unclear",
        "means": claim.get("means") or "",
        "certainty": claim.get("certainty") or "stated",
        "verification": claim.get("verification") or "none",
    }


def all_cases(items: Sequence[Annotated], shared: Path, workers: int = 2) -> list[DraftCase]:
    """The cases of many reports, in the order of the reports."""
    with ProcessPoolExecutor(workers) as pool:
        found = pool.map(cases_of, items, [shared] * len(items), chunksize=8)
        return [case for cases in found for case in cases]


def label_case(features: Hashed, codes: Sequence[str]) -> list[Hashed]:
    """A draft's features joined with each code: the candidates of a choice among labels."""
    return [joined(features, code) for code in codes]


def empty() -> Hashed:
    """The candidate "no": no features."""
    return np.zeros(0, dtype=np.uint32)
