"""The measurement on MUC-4 keys reads sets, finds wrong offsets and prints figures."""

from __future__ import annotations

import json
from pathlib import Path

from evals.corpus import Document
from evals.muc4 import documents, inexact, lines, pooled


def test_documents_keep_the_key_as_gold(tmp_path: Path) -> None:
    row = {"id": "TST9-0001", "text": "TEN SOLDIERS LEFT.", "templates": []}
    (tmp_path / "tst9.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert documents(tmp_path, "tst9") == [Document("TST9-0001", "TEN SOLDIERS LEFT.", None, None, row)]


def test_wrong_offsets_are_counted() -> None:
    read = [Document("a", "TEN SOLDIERS LEFT.", None, None)]
    right = {"evidence": {"start": 0, "end": 3, "text": "TEN"}}
    wrong = {"evidence": {"start": 4, "end": 7, "text": "Sol"}}
    assert inexact(read, {"a": [right, wrong]}) == 1


def test_figures_stand_beside_the_conferences() -> None:
    figure = {"value": 0.5, "of": 80, "interval": (0.4, 0.6)}
    nothing = {"value": None, "of": 0, "interval": None}
    result = {
        "documents": 100, "with an event": 50,
        "recall": figure, "grounded": figure, "names": figure, "precision": nothing,
    }  # fmt: skip
    shown = lines("TST9", result)
    assert shown[0] == "TST9: 100 documents, 50 with an event"
    assert shown[2].startswith("  grounded   0.500 of 80 (0.400-0.600); the conference's best .68 and .56")
    assert shown[4] == "  precision  - of 0"


def test_sets_are_pooled_by_what_they_ask_for() -> None:
    first, second = ({"names": {"value": v, "of": n}} for v, n in ((0.5, 20), (None, 0)))
    assert pooled([first, second], "names") == (0.5, 20)
    assert pooled([first, {"names": {"value": 1.0, "of": 20}}], "names") == (0.75, 40)
