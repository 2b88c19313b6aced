"""Current claims as an Arrow table: flat, typed columns for notebooks, DuckDB and Parquet."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

import pyarrow as pa

from .claims import StoredClaim

_LARGEST = 2**63 - 1
_WORDS = pa.list_(pa.string())

_COLUMNS: dict[str, tuple[Any, Callable[[StoredClaim], Any]]] = {
    "id": (pa.string(), lambda c: c.id),
    "report_id": (pa.string(), lambda c: c.report_id),
    "given_id": (pa.string(), lambda c: c.given_id),
    "outlet": (pa.string(), lambda c: c.outlet),
    "published": (pa.date32(), lambda c: c.published),
    "measure": (pa.string(), lambda c: c.reading.measure.value),
    "low": (pa.int64(), lambda c: _whole(c.reading.count.low)),
    "high": (pa.int64(), lambda c: _whole(c.reading.count.high)),
    "best": (pa.int64(), lambda c: _whole(c.reading.count.best)),
    "comparator": (pa.string(), lambda c: c.reading.count.comparator.value),
    "count_text": (pa.string(), lambda c: c.reading.count.text),
    "vague": (pa.string(), lambda c: c.reading.count.vague),
    "victims_party": (pa.string(), lambda c: _part(c.reading.victims, "party")),
    "victims_status": (pa.string(), lambda c: _part(c.reading.victims, "status")),
    "victims_text": (pa.string(), lambda c: _part(c.reading.victims, "text")),
    "victims_names": (_WORDS, lambda c: list(_part(c.reading.victims, "names") or ())),
    "sources": (_WORDS, lambda c: [speaker.name for speaker in c.reading.source]),
    "source_kinds": (_WORDS, lambda c: [speaker.kind.value for speaker in c.reading.source]),
    "source_parties": (_WORDS, lambda c: [speaker.party for speaker in c.reading.source]),
    "stance": (pa.string(), lambda c: c.reading.stance.value),
    "certainty": (pa.string(), lambda c: c.reading.certainty.value),
    "verification": (pa.string(), lambda c: c.reading.verification.value),
    "extent": (pa.string(), lambda c: c.reading.extent.value),
    "place_text": (pa.string(), lambda c: _part(c.reading.place, "text")),
    "place_name": (pa.string(), lambda c: _part(c.reading.place, "name")),
    "admin1": (pa.string(), lambda c: _part(c.reading.place, "admin1")),
    "country": (pa.string(), lambda c: _part(c.reading.place, "country")),
    "lat": (pa.float64(), lambda c: _part(c.reading.place, "lat")),
    "lon": (pa.float64(), lambda c: _part(c.reading.place, "lon")),
    "precision": (pa.string(), lambda c: _part(c.reading.place, "precision")),
    "when_start": (pa.date32(), lambda c: c.reading.when.start),
    "when_end": (pa.date32(), lambda c: c.reading.when.end),
    "recognised": (pa.date32(), lambda c: c.reading.recognised),
    "actor": (pa.string(), lambda c: _part(c.reading.actor, "party")),
    "actor_text": (pa.string(), lambda c: _part(c.reading.actor, "text")),
    "means": (pa.string(), lambda c: c.reading.means),
    "superseded": (pa.bool_(), lambda c: c.reading.superseded),
    "optional": (pa.bool_(), lambda c: c.reading.optional),
    "set_aside": (pa.bool_(), lambda c: c.reading.set_aside),
    "confidence": (pa.float64(), lambda c: c.reading.confidence),
    "evidence": (pa.string(), lambda c: c.reading.evidence.text),
    "evidence_start": (pa.int64(), lambda c: c.reading.evidence.start),
    "evidence_end": (pa.int64(), lambda c: c.reading.evidence.end),
    "state": (pa.string(), lambda c: c.state),
    "retired": (pa.bool_(), lambda c: c.retired),
    "counts": (pa.bool_(), lambda c: c.counts),
    "disagreement": (_WORDS, lambda c: list(c.disagreement)),
    "contested": (pa.bool_(), lambda c: c.contested),
    "judged_by": (pa.string(), lambda c: c.judged_by),
    "judged_at": (pa.string(), lambda c: c.judged_at),
    "run_id": (pa.string(), lambda c: c.run_id),
}


def schema() -> pa.Schema:
    """The columns and their types; the same for an empty ledger."""
    return pa.schema([(name, kind) for name, (kind, _) in _COLUMNS.items()])


def to_arrow(claims: Iterable[StoredClaim]) -> pa.Table:
    """One row for each claim, in their order."""
    return pa.Table.from_arrays(columns_of(list(claims)), schema=schema())


def flat_fields(*, leave_out: Collection[str] = ()) -> list[pa.Field]:
    """The columns with their types, but for those that are left out."""
    return [pa.field(name, kind) for name, (kind, _) in _COLUMNS.items() if name not in leave_out]


def columns_of(claims: Sequence[StoredClaim], *, leave_out: Collection[str] = ()) -> list[pa.Array]:
    """The values of each of `flat_fields`, one for each claim."""
    return [
        pa.array([_clean(get(claim)) for claim in claims], type=kind)
        for name, (kind, get) in _COLUMNS.items()
        if name not in leave_out
    ]


def _part(record: Any, name: str) -> Any:
    return None if record is None else getattr(record, name)


def _whole(number: int | None) -> int | None:
    return None if number is None else max(-_LARGEST, min(_LARGEST, number))


def _clean(value: Any) -> Any:
    if isinstance(value, str):  # Arrow's strings are UTF-8, which has no lone surrogates
        return value.encode("utf-8", "replace").decode("utf-8")
    return [_clean(one) for one in value] if isinstance(value, list) else value
