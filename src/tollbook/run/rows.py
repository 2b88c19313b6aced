"""Claims as rows: the guide's JSON with `id` and `report`, and flat rows for tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tollbook.model import Claim, Place, Reading, Speaker

FLAT_COLUMNS = (
    "id", "report", "report_id", "outlet", "published", "state", "measure", "count", "comparator", "low", "high",
    "best", "victims_party", "victims_status", "victims", "victims_names", "source", "source_kind", "source_party",
    "stance", "certainty", "verification", "extent", "place", "place_text", "country", "lat", "lon", "precision",
    "start", "end", "actor_party", "actor", "means", "superseded", "optional", "set_aside", "confidence",
    "evidence", "evidence_start", "evidence_end",
)  # fmt: skip
"""The columns of a flat row, in order."""


@dataclass(frozen=True, slots=True)
class Row:
    """A claim with what a reader wants to know of its report, and its state.

    `report` is the report's short name (a table row's id, or the file's name without extension). `state` is
    `machine`, or what a person decided last: `accepted`, `corrected`, `rejected`, `unsure`; `contested` where ledgers
    that were merged judged it differently.
    """

    claim: Claim
    report: str
    report_id: str
    outlet: str | None = None
    published: date | None = None
    state: str = "machine"
    contested: bool = False
    own: Mapping[str, str | int | float | bool | None] = field(default_factory=dict)
    """The project's own fields, by `own.NAME`."""


def to_guide(row: Row) -> dict[str, Any]:
    """A claim in the annotation guide's format, with `id` and `report`; the trace is left to `tollbook explain`."""
    reading = row.claim.reading.model_dump(mode="json", exclude={"trace"})
    return {
        "id": row.claim.id,
        "report": row.report,
        **reading,
        "state": row.state,
        "report_id": row.report_id,
        "outlet": row.outlet,
        "published": row.published.isoformat() if row.published else None,
        **row.own,
    }


def to_flat(row: Row) -> dict[str, Any]:
    """A claim as one flat row of `FLAT_COLUMNS`, and the project's own fields after them.

    A chain of sources is joined with `<`, nearest speaker first.
    """
    reading = row.claim.reading
    victims, actor = reading.victims, reading.actor
    values: dict[str, Any] = {
        "id": row.claim.id,
        "report": row.report,
        "report_id": row.report_id,
        "outlet": row.outlet,
        "published": row.published,
        "state": row.state,
        "measure": reading.measure.value,
        "victims_party": victims.party if victims else None,
        "victims_status": victims.status.value if victims else None,
        "victims": victims.text if victims else None,
        "victims_names": "; ".join(victims.names) if victims else None,
        "actor_party": actor.party if actor else None,
        "actor": actor.text if actor else None,
        "means": reading.means.value if reading.means else None,
        "start": reading.when.start,
        "end": reading.when.end,
        "superseded": reading.superseded,
        "optional": reading.optional,
        "set_aside": reading.set_aside,
        "confidence": reading.confidence,
    }
    values |= _count(reading) | _speakers(reading.source) | _codes(reading) | _place(reading.place) | _evidence(reading)
    return {column: _cell(values[column]) for column in FLAT_COLUMNS} | dict(row.own)


def _count(reading: Reading) -> dict[str, Any]:
    count = reading.count
    bounds = {"low": count.low, "high": count.high, "best": count.best}
    return {"count": count.text, "comparator": count.comparator.value, **bounds}


def _speakers(chain: Iterable[Speaker]) -> dict[str, Any]:
    speakers = tuple(chain)
    first = speakers[0] if speakers else None
    return {
        "source": " < ".join(speaker.name for speaker in speakers) or None,
        "source_kind": first.kind.value if first else None,
        "source_party": first.party if first else None,
    }


def _codes(reading: Reading) -> dict[str, Any]:
    return {name: getattr(reading, name).value for name in ("stance", "certainty", "verification", "extent")}


def _place(place: Place | None) -> dict[str, Any]:
    if place is None:
        return dict.fromkeys(("place", "place_text", "country", "lat", "lon", "precision"))
    return {
        "place": place.name,
        "place_text": place.text,
        "country": place.country,
        "lat": place.lat,
        "lon": place.lon,
        "precision": place.precision.value,
    }


def _evidence(reading: Reading) -> dict[str, Any]:
    span = reading.evidence
    return {"evidence": span.text, "evidence_start": span.start, "evidence_end": span.end}


def _cell(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
