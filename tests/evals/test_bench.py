"""The ceilings of CPU time hold the median of a run's rounds."""

from __future__ import annotations

from evals import texts
from evals.bench import CEILINGS, MODES, extraction_ratios, over


def test_a_median_at_its_ceiling_passes_whatever_one_round_took() -> None:
    ratios = {mode: [0.1, ceiling, 9.0] for mode, ceiling in CEILINGS.items()}
    assert over(ratios) == []


def test_a_median_above_its_ceiling_is_named() -> None:
    (line,) = over({"rules alone": [0.9, 1.26, 1.3], "learned parts": [1.5]})
    assert line == "rules alone: the ratio 1.26 is above its ceiling of 1.00"


def test_every_way_to_extract_is_measured_in_every_round_and_has_a_ceiling() -> None:
    ratios = extraction_ratios(texts.reports(2), rounds=2)
    assert ratios.keys() == MODES.keys() == CEILINGS.keys()
    assert all(len(found) == 2 and min(found) > 0 for found in ratios.values())
