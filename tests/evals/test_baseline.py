"""A baseline's figures are worked out once for a set and its script."""

from pathlib import Path

from evals import baseline


def test_pinned_figures_are_used_while_the_key_fits(tmp_path: Path) -> None:
    calls: list[str] = []

    def measure() -> dict[str, float]:
        calls.append("run")
        return {"dev/core": 0.37}

    pinned = baseline.load(tmp_path / "none.json")
    assert baseline.figures(pinned, "dev", "one", measure) == {"dev/core": 0.37}
    baseline.save(pinned, tmp_path / "b.json")
    again = baseline.load(tmp_path / "b.json")
    assert baseline.figures(again, "dev", "one", measure) == {"dev/core": 0.37}
    assert calls == ["run"]
    baseline.figures(again, "dev", "two", measure)
    assert calls == ["run", "run"]
