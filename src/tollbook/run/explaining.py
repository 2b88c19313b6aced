"""Why a claim is as it is: the rules that set its fields, the words they read, and what people decided."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from tollbook.ledger import Event, StoredClaim, settable_paths
from tollbook.model import Reading, Trace

from .viewing import find_claim, look_into


def explain_claim(where: str, name: str) -> list[str]:
    """The explanation of a claim, line by line; lines that begin with a space belong to the one before."""
    with look_into(where) as ledger:
        stored = find_claim(ledger, name)
        text = ledger.text(stored.mention.text_id)
        run = next((run for run in ledger.runs() if run.id == stored.run_id), None)
        events = ledger.history(stored.id)
    span = stored.reading.evidence
    return [
        stored.id,
        f"{stored.reading.measure.value} in report {stored.given_id or stored.report_id}, "
        f"characters {span.start}-{span.end}:",
        f'  "{span.text}"',
        f"extractor: {run.extractor if run else 'unknown'}, confidence: {_confidence(stored)}",
        *_decision(stored),
        *_fields(stored, set_by_people(stored, events), text),
        *([] if stored.machine.trace else ["the reading keeps no trace of its rules"]),
        "history:",
        *(f"  {_event(event)}" for event in events),
    ]


def _confidence(stored: StoredClaim) -> str:
    return "not known" if stored.machine.confidence is None else f"{stored.machine.confidence:.2f}"


def _decision(stored: StoredClaim) -> list[str]:
    if stored.state == "machine":
        made = "imported from a table" if stored.is_row else "machine-made"
        return [f"state: {made}, not reviewed"]
    why = f": {stored.why}" if stored.why else ""
    lines = [f"state: {stored.state} by {stored.judged_by} at {stored.judged_at}{why}"]
    if stored.contested:
        lines.append(
            "  judged differently in ledgers that were merged; the latest judgement stands, the history has all"
        )
    if stored.disagreement:
        lines.append("  the machine now reads otherwise: " + ", ".join(stored.disagreement))
    return lines


def _event(event: Event) -> str:
    """An event of the log in one line."""
    match event.kind:
        case "judged" if event.verdict == "withdraw":
            said = f"judgement taken back by {event.by}" + (f" ({event.why})" if event.why else "")
        case "judged":
            fields = "".join(f" {name}={_json(value)}" for name, value in (event.fields or {}).items())
            said = f"judged by {event.by}: {event.verdict}{fields}" + (f" ({event.why})" if event.why else "")
            said += ", since taken back" if event.taken_back else ""
        case "changed" if event.differs:
            said = f"read otherwise by {event.by}: {', '.join(event.differs)}"
        case "changed":
            said = f"read again by {event.by}: the same in every field, by other rules or with another confidence"
        case "moved":
            said = f"moved to {event.to} by {event.by}"
        case _:
            said = f"{event.kind} by {event.by}"
    return f"{event.at[:19]}Z {said}"


def set_by_people(stored: StoredClaim, events: Sequence[Event]) -> dict[str, str]:
    """Path -> who set its value and when: by a correction, or by accepting what the machine then read."""
    stand = (e for e in events if e.kind == "judged" and not e.taken_back)
    decided = sorted(stand, key=lambda event: datetime.fromisoformat(event.at))
    found: dict[str, str] = {}
    for event in decided:
        for path in event.fields or ():
            found = {known: said for known, said in found.items() if not known.startswith(path + ".")}
            found[path] = f"set by {event.by} on {event.at[:10]}"
    accepted = next((event for event in reversed(decided) if event.verdict == "accept"), None)
    if accepted is not None:
        for path in _differing(stored):
            if not any(_related(path, known) for known in found):
                found[path] = f"accepted by {accepted.by} on {accepted.at[:10]}"
    return found


def _differing(stored: StoredClaim) -> list[str]:
    """The narrowest paths at which the current reading is not the machine's."""
    now, machine = _plain(stored.reading), _plain(stored.machine)
    paths = [path for path in settable_paths() if _value(now, path) != _value(machine, path)]
    return [path for path in paths if not any(other.startswith(path + ".") for other in paths)]


def _related(a: str, b: str) -> bool:
    """Whether two paths are one, or one lies within the other."""
    return a == b or a.startswith(b + ".") or b.startswith(a + ".")


def _fields(stored: StoredClaim, people: Mapping[str, str], text: str) -> list[str]:
    """Each field that has a rule or a person behind it; where a person set it, the machine's value stands beside."""
    now, machine = _plain(stored.reading), _plain(stored.machine)
    traces: dict[str, list[Trace]] = {}
    for trace in stored.machine.trace:
        traces.setdefault(trace.field, []).append(trace)
    alone = [path for path in people if not any(_related(path, field) for field in traces)]
    lines: list[str] = []
    for field in (*traces, *alone):
        set_here = {path: said for path, said in people.items() if _related(path, field)}
        lines.append(f"{field} = {_json(_value(now, field))}")
        for said in dict.fromkeys(set_here.values()):
            paths = [path for path, also in set_here.items() if also == said and path != field]
            lines.append("  " + " ".join([*([", ".join(paths)] if paths else []), said]))
        if set_here:
            by = ", by:" if field in traces else ""
            lines.append(f"  the machine reads {_json(_value(machine, field))}{by}")
        lines += ["  " + _step(trace, text) for trace in traces.get(field, [])]
    return lines


def _plain(reading: Reading) -> dict[str, Any]:
    return reading.model_dump(mode="json")


def _value(reading: Mapping[str, Any], path: str) -> Any:
    """The value at a path; None for a trace that is about no field of the reading."""
    value: Any = reading
    for part in path.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _step(trace: Trace, text: str) -> str:
    words = "" if trace.start is None or trace.end is None else f' from "{text[trace.start : trace.end]}"'
    note = f" ({trace.note})" if trace.note else ""
    return f"{trace.rule}{words}{note}"
