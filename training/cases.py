"""Training cases: candidates of annotated reports with the gold claim that each one matches, and options for its fields."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, cast

import numpy as np

from tollbook.extract.en.context import Context, read_context
from tollbook.extract.en.draft import Draft, drafts_of
from tollbook.extract.en.features import accept_features
from tollbook.extract.en.label_slots import LABEL_SLOTS, features_with_rule
from tollbook.extract.en.options import Option, with_rule
from tollbook.extract.en.roles import parts_of
from tollbook.extract.en.slot_labels import label_features
from tollbook.extract.en.slot_party import actor_options, victims_options
from tollbook.extract.en.slot_place import place_options
from tollbook.extract.en.slot_source import source_options
from tollbook.extract.en.slot_when import when_options
from tollbook.extract.linear import hashed, joined
from tollbook.model import Project

from .corpus import Annotated
from .fit import Hashed

SCOPE = Project()


@dataclass(frozen=True)
class DraftCase:
    """A candidate: features, whether gold has it (1), has it as optional (None) or has it not (0); its fields' cases where it has."""

    report: str
    features: Hashed
    gold: int | None
    choices: dict[str, tuple[list[Hashed], frozenset[int]]]
    labels: dict[str, tuple[Hashed, str]]


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
    score = cast("ModuleType", sys.modules.get("score") or scorer(shared))
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
            out.append(DraftCase(item.name, features, 0, {}, {}))
            continue
        mark = None if claim.get("optional") else 1
        out.append(DraftCase(item.name, features, mark, _choices(context, draft, claim, score), _labels(context, draft, claim)))
    return out


def align(context: Context, drafts: Sequence[Draft], claims: list[dict[str, Any]], score: ModuleType) -> list[dict[str, Any] | None]:
    """For each draft the gold claim that it states: same measure, overlapping evidence; equal counts first, one to one."""
    pairs = []
    for i, draft in enumerate(drafts):
        start, end = context.document.clean.span(*draft.evidence)
        at = context.document.clean.span(*draft.anchor)[0]
        count = draft.candidate.count
        stated = {"measure": draft.measure.value, "evidence": {"start": start, "end": end}, "count": {"low": count.low, "high": count.high}}
        for j, claim in enumerate(claims):
            if claim["measure"] != draft.measure.value:
                continue
            words = claim["evidence"]
            inside = words["start"] <= at < words["end"]
            overlap = score.overlap(claim, stated)
            if not overlap and not inside:
                continue
            weight = 4 * score.same_count(claim, stated) + 2 * inside + score.evidence_f1(claim, stated) - 0.5 * bool(claim.get("optional"))
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


def _choices(context: Context, draft: Draft, claim: dict[str, Any], score: ModuleType) -> dict[str, tuple[list[Hashed], frozenset[int]]]:
    parts = parts_of(context, draft)
    party = (claim.get("victims") or {}).get("party")
    actor = (claim.get("actor") or {}).get("party")
    chain = claim.get("source") or []
    said = [chain[0]["name"], *(chain[0].get("aliases") or [])] if chain else []
    place = (claim.get("place") or {}).get("name")
    when = claim.get("when") or {}
    out = {}
    victims = victims_options(context, draft, parts)
    out["party"] = _case(victims, [score.same_name(o.value, party) for o in victims])
    actors = actor_options(context, draft, parts)
    out["actor"] = _case(actors, [score.same_name(o.value, actor) for o in actors])
    sources = source_options(context, draft)
    out["source"] = _case(sources, [not said if o.value is None else any(score.same_name(n, o.value.name) for n in said) for o in sources])
    places = place_options(context, draft)
    out["place"] = _case(places, [not place if o.value is None else score.same_name(o.value.place.name, place) for o in places])
    times = when_options(context, draft)
    out["when"] = _case(times, [all(score.same_date(when.get(side), _iso(getattr(o.value, side))) for side in ("start", "end")) for o in times])
    return out


def _iso(day: Any) -> str | None:
    return day.isoformat() if day is not None else None


def _case(options: Sequence[Option[Any]], right: Iterable[bool]) -> tuple[list[Hashed], frozenset[int]]:
    best = max(range(len(options)), key=lambda n: (options[n].rule, -n))
    return [hashed(with_rule(options, i, best)) for i in range(len(options))], frozenset(i for i, ok in enumerate(right) if ok)


def _labels(context: Context, draft: Draft, claim: dict[str, Any]) -> dict[str, tuple[Hashed, str]]:
    features = label_features(context, draft)
    gold = {
        "status": (claim.get("victims") or {}).get("status") or "unknown",
        "extent": claim.get("extent") or "unclear",
        "means": claim.get("means") or "",
        "certainty": claim.get("certainty") or "stated",
        "verification": claim.get("verification") or "none",
    }
    return {slot.name: (hashed(features_with_rule(features, slot, slot.rule(context, draft))), gold[slot.name]) for slot in LABEL_SLOTS}


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
