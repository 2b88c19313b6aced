"""The measurement on excerpts about displacement: what counts as right, and what the baseline is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from evals.corpus import Document
from evals.displacement import FILE, baseline, documents, figures, right, stated


def claim(measure: str, low: int | None, high: int | None) -> dict[str, Any]:
    return {"measure": measure, "count": {"low": low, "high": high}}


CLAIMS = [claim("displaced", 900, 900), claim("displaced", 300, None), claim("damage", None, 40), claim("killed", 7, 7)]


def test_documents_keep_the_record_as_gold(tmp_path: Path) -> None:
    row = {"id": "x-1", "text": "900 people fled.", "quantity": 900}
    (tmp_path / FILE).parent.mkdir(parents=True)
    (tmp_path / FILE).write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert documents(tmp_path) == [Document("x-1", "900 people fled.", None, None, row)]


def test_the_stated_bounds_are_what_is_compared() -> None:
    assert stated(CLAIMS) == {"displaced": [900, 300], "damage": [40]}
    assert right(900, CLAIMS) == (True, True)
    assert right(40, CLAIMS) == (True, True)
    assert right(1200, CLAIMS) == (False, True)
    assert right(7, CLAIMS) == (False, False)
    assert right(1240, CLAIMS) == (False, False)


def test_figures_and_baseline() -> None:
    read = [
        Document("a", "In 10 towns 1,200 people fled.", None, None, {"quantity": 1200}),
        Document("b", "Of 2 500 houses 40 burnt.", None, None, {"quantity": 40}),
    ]
    found = {f.name: f.value for f in figures(read, {"a": CLAIMS, "b": CLAIMS})}
    assert found == {
        "displacement/quantity exact": 0.5,
        "displacement/quantity or sum exact": 1.0,
        "displacement/claims an excerpt": 3.0,
    }
    assert baseline(read) == {"displacement/quantity exact": 0.5}
