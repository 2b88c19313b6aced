"""A variant of a claim takes the learned value of the fields named, and the rules' of all others."""

from typing import Any

from evals.ablation import mixed, variants
from evals.predictions import FIELDS

RULED: dict[str, Any] = {
    "victims": {"party": None, "status": "unknown"}, "source": [], "stance": "affirmed", "actor": None, "place": None,
    "when": {"start": None}, "extent": "incident", "means": None, "certainty": "stated", "verification": "none",
    "count": {"low": 3},
    "evidence": {"start": 0, "end": 40},
}  # fmt: skip
LEARNED: dict[str, Any] = {
    "victims": {"party": "Arland", "status": "civilian"}, "source": [{"name": "the mayor"}], "stance": "denied",
    "actor": {"party": "Bervia"}, "place": {"name": "Arcity"}, "when": {"start": "2020-01-01"}, "extent": "period",
    "means": "drone", "certainty": "hedged", "verification": "disputed", "count": {"low": 3},
    "evidence": {"start": 9, "end": 31},
}  # fmt: skip


def test_each_field_by_itself_and_all_together() -> None:
    assert mixed(RULED, LEARNED, ()) == RULED
    assert mixed(RULED, LEARNED, FIELDS) == LEARNED
    assert mixed(RULED, LEARNED, ("party",)) == RULED | {"victims": {"party": "Arland", "status": "unknown"}}
    assert mixed(RULED, LEARNED, ("source",)) == RULED | {"source": [{"name": "the mayor"}], "stance": "denied"}
    assert mixed(RULED | {"victims": None}, LEARNED, ("party",))["victims"] == {"party": "Arland"}


def test_the_first_variant_leaves_all_fields_to_the_rules_and_the_last_none() -> None:
    found = list(variants())
    assert found[0][1] == () and found[-1][1] == FIELDS
