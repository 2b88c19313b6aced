"""The evaluation's table: a block a set, and a mark on what is below its floor."""

from evals.figures import Figure
from evals.run import table


def test_each_set_has_a_block_and_what_is_below_its_floor_is_marked() -> None:
    figures = [
        Figure("dev/core", 0.61, 0.5, 0.7, 27, 0.366),
        Figure("dev/full", 0.2, 0.1, 0.3, 27),
        Figure("satp/killed all", 0.9, 0.88, 0.92, 1969, 0.909),
    ]
    first, second = table(figures, {"dev/core": 0.6, "dev/full": 0.25}).split("\n\n")
    assert first.split("\n")[0].startswith("dev ")
    assert second.split("\n")[0].startswith("satp ")
    core, full = first.split("\n")[1:]
    assert core.split() == ["core", "0.610", "0.500-0.700", "0.366", "0.600", "27"]
    assert full.split() == ["full", "0.200", "0.100-0.300", "0.250", "27", "BELOW"]
    assert "BELOW" not in second
