"""Calibration: bins of equal numbers, the mean distance between what is said and what is so, and its picture."""

from types import SimpleNamespace
from xml.etree import ElementTree

import pytest

from evals.calibration import bins, diagram, expected_error, figure, judged
from evals.corpus import Document

HONEST = [(0.25, n % 4 == 0) for n in range(100)] + [(0.75, n % 4 != 0) for n in range(100)]


def test_honest_confidence_has_no_error() -> None:
    assert [b.claims for b in bins(HONEST, 2)] == [100, 100]
    assert expected_error(HONEST, 2) == pytest.approx(0)
    assert figure("own/confidence honest", [HONEST]).value == pytest.approx(1 - expected_error(HONEST))


def test_too_sure_by_a_tenth_is_an_error_of_a_tenth() -> None:
    assert expected_error([(c + 0.1, right) for c, right in HONEST], 2) == pytest.approx(0.1)


def test_bins_are_equal_to_one_claim() -> None:
    sizes = [b.claims for b in bins([(n / 107, True) for n in range(107)])]
    assert sum(sizes) == 107 and max(sizes) - min(sizes) <= 1


def test_claims_that_match_an_optional_one_are_left_out() -> None:
    gold = [{"optional": False}, {"optional": True}]
    scorer = SimpleNamespace(
        match=lambda g, p: [(0, 0), (1, 1)], agreement=lambda g, p: {"core": p["confidence"] > 0.5}
    )
    claims = [{"confidence": 0.9}, {"confidence": 0.8}, {"confidence": 0.4}, {"confidence": None}]
    found = judged(Document("made", "", None, None, gold), claims, scorer)  # type: ignore[arg-type]  # a stand-in
    assert found == [(0.9, True), (0.4, False)]


def test_the_diagram_has_a_dot_for_each_bin_and_says_what_it_shows() -> None:
    root = ElementTree.fromstring(diagram(bins(HONEST, 2), "Reliability & confidence"))
    space = "{http://www.w3.org/2000/svg}"
    assert root.find(f"{space}title").text == "Reliability & confidence"  # type: ignore[union-attr]
    titles = [e.text for e in root.iter(f"{space}title")]
    assert "100 claims: confidence 0.25, right 0.25" in titles
    assert len(list(root.iter(f"{space}circle"))) == 2
