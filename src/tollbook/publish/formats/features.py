"""An incident as a feature on a map: what GeoJSON and GeoParquet both say of it."""

from __future__ import annotations

from ..edtf_dates import edtf
from ..released import Release
from .events import Event, bounds

PROPERTIES = {
    "id": "string",
    "name": "string",
    "when": "string",
    "first": "date",
    "last": "date",
    "place": "string",
    "country": "string",
    "where_prec": "integer",
    "date_prec": "integer",
    "event_type": "string",
    "actors": "string",
    "killed_low": "integer",
    "killed_best": "integer",
    "killed_high": "integer",
    "injured_low": "integer",
    "injured_best": "integer",
    "injured_high": "integer",
    "policy": "string",
    "claims": "integer",
    "reviewed": "integer",
    "standing": "string",
}
"""The properties with their types (those of `tables.Column`)."""


def properties(event: Event, release: Release) -> dict[str, object]:
    """An incident's properties; `where_prec` says how exact the point is: a city's centre is no address."""
    subject = event.subject
    figures = {
        f"{name}_{side}": value
        for name, figure in (("killed", event.killed), ("injured", event.injured))
        for side, value in bounds(figure).items()
    }
    return {
        "id": subject.id,
        "name": subject.name,
        "when": edtf(subject.first, subject.last),
        "first": subject.first,
        "last": subject.last,
        "place": subject.place,
        "country": subject.country,
        "where_prec": subject.where_prec,
        "date_prec": subject.date_prec,
        "event_type": subject.event_type,
        "actors": "; ".join(subject.actors) or None,
        **figures,
        "policy": release.colophon.lead,
        "claims": len(subject.claims),
        "reviewed": sum(claim.reviewed for claim in subject.claims),
        "standing": release.colophon.standing,
    }
