"""Why a claim is as it is: the rules that set its fields, the words they read, and what people decided."""

from __future__ import annotations

import json
from typing import Any

from tollbook.ledger import Event, StoredClaim
from tollbook.model import Trace

from .viewing import find_claim, look_into


def explain_claim(where: str, name: str) -> list[str]:
    """The explanation of a claim, line by line; lines that begin with a space belong to the one before."""
    with look_into(where) as ledger:
        stored = find_claim(ledger, name)
        text = ledger.text(stored.mention.text_id)
        run = next((run for run in ledger.runs() if run.id == stored.run_id), None)
        events = ledger.history(stored.id)
    span = stored.reading.evidence
    lines = [
        stored.id,
        f"{stored.reading.measure.value} in report {stored.given_id or stored.report_id}, "
        f"characters {span.start}-{span.end}:",
        f'  "{span.text}"',
        f"extractor: {run.extractor if run else 'unknown'}, confidence: {_confidence(stored)}",
        *_decision(stored),
    ]
    for field, traces in _by_field(stored).items():
        lines.append(f"{field} = {json.dumps(_value(stored, field), ensure_ascii=False)}")
        lines.extend("  " + _step(trace, text) for trace in traces)
    if not stored.machine.trace:
        lines.append("the reading keeps no trace of its rules")
    return [*lines, "history:", *(f"  {_event(event)}" for event in events)]


def _confidence(stored: StoredClaim) -> str:
    return "not known" if stored.machine.confidence is None else f"{stored.machine.confidence:.2f}"


def _decision(stored: StoredClaim) -> list[str]:
    if stored.state == "machine":
        return ["state: machine-made, not reviewed"]
    why = f": {stored.why}" if stored.why else ""
    lines = [f"state: {stored.state} by {stored.judged_by} at {stored.judged_at}{why}"]
    if stored.disagreement:
        lines.append("  the machine now reads otherwise: " + ", ".join(stored.disagreement))
    return lines


def _event(event: Event) -> str:
    """An event of the log in one line."""
    match event.kind:
        case "judged":
            fields = "".join(f" {name}={json.dumps(value)}" for name, value in (event.fields or {}).items())
            said = f"judged by {event.by}: {event.verdict}{fields}" + (f" ({event.why})" if event.why else "")
        case "changed":
            said = f"read otherwise by {event.by}: {', '.join(event.differs)}"
        case "moved":
            said = f"moved to {event.to} by {event.by}"
        case _:
            said = f"{event.kind} by {event.by}"
    return f"{event.at[:19]}Z {said}"


def _by_field(stored: StoredClaim) -> dict[str, list[Trace]]:
    grouped: dict[str, list[Trace]] = {}
    for trace in stored.machine.trace:
        grouped.setdefault(trace.field, []).append(trace)
    return grouped


def _value(stored: StoredClaim, field: str) -> Any:
    """The field's current value; None for a trace that is about no field of the reading."""
    value: Any = stored.reading.model_dump(mode="json")
    for part in field.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value


def _step(trace: Trace, text: str) -> str:
    words = "" if trace.start is None or trace.end is None else f' from "{text[trace.start : trace.end]}"'
    note = f" ({trace.note})" if trace.note else ""
    return f"{trace.rule}{words}{note}"
