"""What is summed up from the scorers beside the corpus is what they say themselves."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from evals.corpus import Document
from evals.scorers import exact_offsets, module, score_claims, score_totals, values

SHARED = Path(__file__).parents[2].parent / "shared"


def claim(text: str, words: str, low: int | None, **fields: Any) -> dict[str, Any]:
    start = text.index(words)
    return {
        "evidence": {"start": start, "end": start + len(words), "text": words},
        "measure": "killed",
        "count": {"low": low, "high": low, "comparator": "exact" if low else "none", "text": words.split()[0]},
        "victims": {"party": None, "status": "unknown", "text": None, "names": []},
        "source": [],
        "stance": "affirmed",
    } | fields


FIRST = "Shelling of the market killed 12 people. Two guards died in the fire."
SECOND = "The mayor said that 30 residents were killed."


def documents() -> list[Document]:
    gold_first = [claim(FIRST, "12 people", 12), claim(FIRST, "Two guards died", 2)]
    gold_second = [claim(SECOND, "30 residents were killed", 30)]
    return [Document("first", FIRST, None, None, gold_first), Document("second", SECOND, None, None, gold_second)]


def predicted() -> dict[str, list[dict[str, Any]]]:
    return {
        "first": [claim(FIRST, "killed 12 people", 12), claim(FIRST, "Shelling of the market", 1)],
        "second": [claim(SECOND, "30 residents were killed", 31)],
    }


@pytest.mark.skipif(not (SHARED / "score.py").exists(), reason="the corpus and its scorers are not beside the checkout")
def test_sums_over_reports_are_the_scorers_own_figures() -> None:
    scorer = module(SHARED / "score.py")
    whole, _ = scorer.score({d.id: d.gold for d in documents()}, predicted())
    found = values(score_claims("own", documents(), predicted(), scorer))
    for mode in ("found", "core", "whose", "said", "full"):
        assert found[f"own/{mode}"] == pytest.approx(whole["all"][mode]["f1"], abs=1e-4)
        assert found[f"own/numeric {mode}"] == pytest.approx(whole["numeric"][mode]["f1"], abs=1e-4)
    for slot, result in whole["slots"].items():
        assert found[f"own/slot {slot}"] == pytest.approx(result["rate"], abs=1e-4)


def test_offsets_are_exact_only_where_the_text_says_so() -> None:
    good, bad = claim(FIRST, "12 people", 12), claim(FIRST, "Two guards", 2)
    bad["evidence"]["start"] += 1
    empty = claim(FIRST, "12", 12, evidence={"start": 3, "end": 3, "text": ""})
    assert exact_offsets(FIRST, [good, bad, empty]) == (1, 3)
    assert exact_offsets(FIRST, []) == (0, 0)


def test_totals_are_right_report_by_report_and_a_missing_line_is_nought() -> None:
    scorer = SimpleNamespace(truth=lambda gold: gold)
    nought = dict.fromkeys(("killed", "injured", "captured", "killed_civilian", "killed_combatant"), 0)
    golds = [nought | {"killed": 3}, nought, nought | {"killed": 2, "injured": None}]
    docs = [Document(str(i), "", None, None, gold) for i, gold in enumerate(golds)]
    totals = {"0": {"report": "0", "killed": 3}, "1": {"report": "1", "killed": 1}}
    found = values(score_totals("own", docs, totals, scorer))  # type: ignore[arg-type]  # a stand-in for the module
    assert found["own/killed all"] == pytest.approx(1 / 3, abs=1e-4)
    assert found["own/killed nonzero"] == 0.5
    assert found["own/injured all"] == 1.0  # the report whose coding is missing is left out
    assert "own/injured nonzero" not in found


def test_a_scorer_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="score"):
        module(tmp_path / "score.py")
