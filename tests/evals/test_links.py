"""Links are counted as `score_links.py` counts them: by type, through chains of repeats, optional ends left out."""

from pathlib import Path
from typing import Any

import pytest

from evals.links import Joined, figures_of, scorer, tally

SHARED = Path(__file__).parents[2].parent / "shared"
pytestmark = pytest.mark.skipif(
    not (SHARED / "score_links.py").exists(), reason="the corpus and its scorers are not beside the checkout"
)


def claim(name: str, start: int, **fields: Any) -> dict[str, Any]:
    return {
        "id": name,
        "measure": "killed",
        "evidence": {"start": start, "end": start + 20},
        "count": {"low": 4, "high": 4},
        "source": [],
        **fields,
    }


def report() -> Joined:
    gold = [claim(name, 40 * n) for n, name in enumerate("abc")] + [claim("d", 120, optional=True)]
    links = [
        {"type": "repeats", "a": "a", "b": "b"},
        {"type": "repeats", "a": "b", "b": "c"},
        {"type": "part_of", "a": "c", "b": "a"},
    ]
    found = [{**c, "id": f"found {c['id']}"} for c in gold]
    said = [
        ("repeats", "found c", "found a"),
        ("part_of", "found a", "found c"),
        ("contradicts", "found a", "found d"),
        ("revises", "found a", "nothing"),
    ]
    return Joined({"claims": gold, "links": links}, found, said)


def test_a_chain_counts_as_its_pairs_and_an_optional_end_not_at_all() -> None:
    assert tally(report(), scorer(SHARED)) == {
        "repeats": [1, 1, 3],
        "part_of": [0, 1, 1],
        "revises": [0, 0, 0],
        "contradicts": [0, 0, 0],
        "all": [1, 2, 4],
    }


def test_figures_are_named_by_set_and_type() -> None:
    figures = {f.name: f.value for f in figures_of("own", [report()], scorer(SHARED))}
    assert figures["own/repeats"] == pytest.approx(0.5)
    assert figures["own/part_of"] == 0
    assert figures["own/all"] == pytest.approx(1 / 3)
