"""Claims of one figure for one side are of one status, where the words of one of them say it."""

from __future__ import annotations

import pytest

from tollbook.extract.en.status_alike import of_one_status
from tollbook.model import Count, Measure, Reading, Span, Status, Victims

A, C, U = Status.COMBATANT, Status.CIVILIAN, Status.UNKNOWN


def reading(number: int, party: str | None, status: Status, measure: Measure = Measure.KILLED) -> Reading:
    return Reading(
        evidence=Span(start=0, end=1, text="x"),
        measure=measure,
        count=Count(low=number, high=number),
        victims=Victims(party=party, status=status),
    )


@pytest.mark.parametrize(
    ("second", "told", "status"),
    [
        (reading(89, "Velia", C), U, A),  # "a toll of 89" beside "89 soldiers"
        (reading(89, "Velia", C), C, C),  # its own words say it
        (reading(63, "Velia", C), U, C),
        (reading(89, "Toria", C), U, C),
        (reading(89, "Velia", C, Measure.INJURED), U, C),
    ],
)
def test_a_figure_has_one_status(second: Reading, told: Status, status: Status) -> None:
    _, found = of_one_status([reading(89, "Velia", A), second], [A, told])
    assert found.victims is not None
    assert found.victims.status is status


def test_small_figures_are_too_common_to_be_the_same() -> None:
    _, found = of_one_status([reading(2, "Velia", A), reading(2, "Velia", C)], [A, U])
    assert found.victims is not None
    assert found.victims.status is C


def test_two_statuses_settle_nothing_and_the_change_is_traced() -> None:
    first, second, third = reading(89, "Velia", A), reading(89, "Velia", C), reading(89, "Velia", U)
    assert of_one_status([first, second, third], [A, C, U])[2] == third
    (trace,) = of_one_status([first, third], [A, U])[1].trace
    assert (trace.field, trace.rule) == ("victims.status", "rule:the same figure, told of its people elsewhere")
