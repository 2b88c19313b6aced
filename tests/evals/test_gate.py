"""Floors: checked within the tolerance, raised by an update, lowered only with a reason."""

import json
from pathlib import Path

import pytest

from evals.figures import Figure
from evals.gate import Floors, GateError, failures, update

FLOORS = Floors({"dev": "aaa"}, {"dev/core": 0.5, "satp/killed": 0.7})


def figure(name: str, value: float) -> Figure:
    return Figure(name, value, value, value, 10)


@pytest.mark.parametrize(
    ("value", "holds"),
    [(0.5, True), (0.4995, True), (0.4994, False), (0.9, True), (float("nan"), False)],
)
def test_a_floor_holds_within_its_tolerance(value: float, holds: bool) -> None:
    found = failures([figure("dev/core", value)], FLOORS, {"dev": "aaa"})
    assert bool(found) is not holds


def test_floors_of_sets_that_were_not_run_are_left_alone() -> None:
    assert failures([figure("dev/core", 0.6)], FLOORS, {"dev": "aaa"}) == []


def test_another_corpus_and_a_missing_figure_are_named() -> None:
    found = failures([], FLOORS, {"dev": "bbb"})
    assert len(found) == 2
    assert "not the corpus" in found[0]
    assert "dev/core: has a floor of 0.500 and was not measured" in found[1]


def test_update_raises_to_what_was_measured_rounded_down_and_pins_the_corpus() -> None:
    new = update(FLOORS, [figure("dev/core", 0.61287), figure("satp/killed", 0.7)], {"dev": "bbb", "satp": "ccc"})
    assert new.floors == {"dev/core": 0.612, "satp/killed": 0.7}
    assert new.corpus == {"dev": "bbb", "satp": "ccc"}
    assert new.lowered == ()


@pytest.mark.parametrize("reason", [None, "", "  "])
def test_update_refuses_to_lower_a_floor_without_a_reason(reason: str | None) -> None:
    with pytest.raises(GateError, match="dev/core"):
        update(FLOORS, [figure("dev/core", 0.45)], {"dev": "aaa"}, reason)


def test_a_reason_for_a_lower_floor_is_kept_beside_it(tmp_path: Path) -> None:
    new = update(FLOORS, [figure("dev/core", 0.45)], {"dev": "aaa"}, "the guide now counts ages apart")
    path = tmp_path / "floors.json"
    new.save(path)
    assert Floors.load(path) == new
    assert new.floors["dev/core"] == 0.45
    assert json.loads(path.read_text("utf-8"))["lowered"] == [
        {"figure": "dev/core", "from": 0.5, "to": 0.45, "reason": "the guide now counts ages apart"}
    ]


def test_update_leaves_a_floor_where_the_figure_is_within_the_tolerance() -> None:
    assert update(FLOORS, [figure("dev/core", 0.4998)], {"dev": "aaa"}).floors["dev/core"] == 0.5


def test_update_does_not_lower_by_rounding() -> None:
    floors = Floors({}, {"dev/core": 0.29})
    assert update(floors, [figure("dev/core", 0.29)], {}).floors["dev/core"] == 0.29
