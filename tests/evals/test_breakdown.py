"""Scores by part: only parts with enough claims are told, the largest first."""

from types import SimpleNamespace
from typing import Any

from evals.breakdown import LEAST, by_measure, by_part
from evals.corpus import Document


def score(gold: dict[str, list[Any]], predicted: dict[str, list[Any]]) -> tuple[dict[str, Any], list[Any]]:
    number = sum(map(len, gold.values()))
    hits = sum(min(len(gold[r]), len(predicted[r])) for r in gold)
    row = {"f1": hits / max(1, number), "precision": 1.0, "recall": hits / max(1, number), "gold": number}
    return {"all": dict.fromkeys(("found", "core", "full"), row)}, []


SCORER: Any = SimpleNamespace(score=score)
DOCUMENTS = [
    Document("a", "", None, None, [{"measure": "killed"}] * LEAST + [{"measure": "injured"}]),
    Document("b", "", None, None, [{"measure": "killed"}] * (LEAST + 2)),
    Document("c", "", None, None, [{"measure": "killed"}]),
]
CLAIMS = {"a": [{"measure": "killed"}] * LEAST, "b": [{"measure": "injured"}]}


def test_a_measure_is_scored_by_its_own_claims_alone() -> None:
    found = by_measure(DOCUMENTS, CLAIMS, SCORER)
    assert list(found) == ["killed"]
    assert found["killed"]["gold"] == 2 * LEAST + 3
    assert found["killed"]["recall"] == LEAST / (2 * LEAST + 3)


def test_parts_of_the_reports_are_scored_apart() -> None:
    found = by_part(DOCUMENTS, CLAIMS, SCORER, {"a": "one", "b": "two"})
    assert list(found) == ["two", "one"]
    assert found["one"]["reports"] == 1 and found["two"]["found"] == 1 / (LEAST + 2)
