"""A report's own totals: how many people its incident killed, injured and captured, each person once."""

from __future__ import annotations

from collections.abc import Sequence

from tollbook.model import Claim, Extent, Measure, Reading, Report, Stance, Status

TOTALS = ("killed", "injured", "captured", "killed_civilian", "killed_combatant")
_MEASURES = {Measure.KILLED: "killed", Measure.INJURED: "injured", Measure.CAPTURED: "captured"}


def report_totals(report: Report, claims: Sequence[Claim]) -> dict[str, int]:
    """Totals of the report's own incident; an open count gives its stated bound, one without a number gives nothing."""
    out = dict.fromkeys(TOTALS, 0)
    counted: list[Reading] = []
    for claim in sorted(claims, key=lambda c: c.mention.anchor_start):
        reading = claim.reading
        name = _MEASURES.get(reading.measure)
        bound = reading.count.low if reading.count.low is not None else reading.count.high
        if (
            name is None
            or bound is None
            or reading.stance == Stance.DENIED
            or reading.superseded
            or reading.extent == Extent.CUMULATIVE
        ):
            continue
        if any(t.field == "measure" and ":part:" in t.rule for t in reading.trace) or any(
            _same(reading, other) for other in counted
        ):
            continue
        counted.append(reading)
        out[name] += bound
        if (
            name == "killed"
            and reading.victims is not None
            and reading.victims.status in (Status.CIVILIAN, Status.COMBATANT)
        ):
            out[f"killed_{reading.victims.status.value}"] += bound
    return out


def _same(a: Reading, b: Reading) -> bool:
    return (
        a.measure == b.measure
        and (a.count.low, a.count.high) == (b.count.low, b.count.high)
        and a.evidence.start - b.evidence.end > 40
    )
