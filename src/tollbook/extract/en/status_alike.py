"""Whether those counted fight, from the claims of one figure in a report whose words say it."""

from __future__ import annotations

from collections.abc import Sequence

from tollbook.model import Reading, Status, Trace, Victims

from .party_sure import LEAST_ALIKE

Key = tuple[str, int | None, int | None, str | None]


def of_one_status(readings: Sequence[Reading], told: Sequence[Status]) -> list[Reading]:
    """The readings, but that claims of one figure for one side are of the status that the words of one of them say ("a
    toll of 89", "89 soldiers"); `told` is what each claim's own words say, unknown where they say nothing."""
    said: dict[Key, set[Status]] = {}
    for reading, status in zip(readings, told, strict=True):
        if status is not Status.UNKNOWN and reading.victims is not None:
            said.setdefault(_key(reading), set()).add(status)
    return [
        _with_status(reading, said.get(_key(reading), set())) if status is Status.UNKNOWN else reading
        for reading, status in zip(readings, told, strict=True)
    ]


def _with_status(reading: Reading, said: set[Status]) -> Reading:
    low = reading.count.low
    if reading.victims is None or len(said) != 1 or low is None or low < LEAST_ALIKE:
        return reading
    (status,) = said
    if reading.victims.status is status:
        return reading
    return told_as(reading, reading.victims, status, "rule:the same figure, told of its people elsewhere")


def told_as(reading: Reading, victims: Victims, status: Status, rule: str) -> Reading:
    """A reading whose victims have this status, and the rule that says so in the trace's place for it."""
    trace = Trace(field="victims.status", rule=rule)
    kept = tuple(t for t in reading.trace if t.field != trace.field)
    return reading.model_copy(
        update={"victims": victims.model_copy(update={"status": status}), "trace": (*kept, trace)}
    )


def _key(reading: Reading) -> Key:
    party = reading.victims.party if reading.victims is not None else None
    return reading.measure.value, reading.count.low, reading.count.high, party
