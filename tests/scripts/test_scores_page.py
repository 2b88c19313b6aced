"""The page of scores is made of what was measured, every table filled, and says when something is missing."""

from pathlib import Path
from typing import Any

import pytest

from scripts.scores_page import PAGE, SHIPPED, main, page, share, shipped, table

MODES = ("found", "core", "whose", "said", "full")


def figure(name: str, value: float) -> dict[str, Any]:
    return {"name": name, "value": value, "low": value - 0.1, "high": value + 0.1, "reports": 7, "baseline": 0.25}


def measured() -> dict[str, Any]:
    sets = ("dev+seeds", "train out of fold")
    figures = [figure(f"{s}/{scope}{m}", 0.5) for s in sets for scope in ("", "numeric ") for m in MODES]
    figures += [figure(f"{s}/slot place", 0.625) for s in sets]
    figures.append(figure("train out of fold/confidence honest", 0.97))
    part = {"gold": 40, "precision": 0.5, "recall": 0.5, "found": 0.5, "core": 0.5, "full": 0.5, "reports": 3}
    return {"figures": figures, "parts": {"measure": {"killed": part}, "genre": {"a | b": part}, "war": {"one": part}}}


def test_the_page_holds_every_table() -> None:
    ablation = {
        "claims": {"rules alone": dict.fromkeys(MODES, 0.5)},
        "fields": {"place": {"rules": 0.25, "learned": 0.75}},
    }
    text = page(measured(), ablation, [figure("side swap/learned", 0.9)])
    assert "| all claims: core | .25 | .50 (.40-.60) | .50 (.40-.60) | .93 |" in text
    assert "| place | .62 | .62 |" in text
    assert "| killed | 40 | .50 | .50 | .50 | .50 | .50 |" in text and "| a / b | 40 |" in text
    assert "| rules alone | 0.500 |" in text and "| place | 0.250 | 0.750 |" in text
    assert "| learned | 0.900 | 0.800-1.000 |" in text
    assert "is 0.030." in text and "7 reports" in text


def test_shares_and_tables() -> None:
    assert (share(0.456), share(1.0)) == (".46", "1.00")
    assert table(("a", "b"), [("x", "1")]) == "| a | b |\n| --- | ---: |\n| x | 1 |"


def test_what_is_missing_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--eval", str(tmp_path / "none.json")]) == 2
    assert "none.json" in capsys.readouterr().err


def test_a_methodology_page_tells_the_same_scores() -> None:
    """Where this fails the page was written by hand or merged: `python -m scripts.scores_page --shipped` mends it."""
    assert SHIPPED.read_text(encoding="utf-8") == shipped(PAGE.read_text(encoding="utf-8"))
    with pytest.raises(ValueError, match="no tables"):
        shipped("# How good is it?")
