"""Incidents and reports as FollowTheMoney entities (followthemoney.tech), one a line, for Aleph and its kin.

Its schema has no property for a count: the range stands in the event's summary, and our own tables have it by id.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..edtf_dates import edtf
from ..released import Release, ReleasedReport
from .events import Event, events, summary
from .streams import dump

Entity = dict[str, Any]


def write(release: Release, folder: Path) -> list[Path]:
    """`followthemoney.ftm.json`: JSON Lines of entities."""
    path = folder / "followthemoney.ftm.json"
    with path.open("w", encoding="utf-8") as out:
        for entity in _entities(release):
            out.write(dump(entity) + "\n")
    return [path]


def _entities(release: Release) -> Iterator[Entity]:
    for report in release.reports():
        yield _article(report)
    for event in events(release):
        yield _event(event, release)
        for report in event.reports:
            yield _documentation(event.subject.id, report.id)


def _entity(id_: str, schema: str, properties: dict[str, object | None]) -> Entity:
    """An entity with the properties that have a value, each a list of strings."""
    filled = {name: [str(value)] for name, value in properties.items() if value not in (None, "")}
    return {"id": id_, "schema": schema, "properties": filled}


def _article(report: ReleasedReport) -> Entity:
    return _entity(
        report.id,
        "Article",
        {
            "title": report.title or report.name,
            "publishedAt": report.published,
            "sourceUrl": report.address,
            "publisher": report.outlet,
        },
    )


def _event(event: Event, release: Release) -> Entity:
    subject = event.subject
    made = _entity(
        subject.id,
        "Event",
        {
            "name": subject.name,
            "summary": summary(event, release),
            "date": subject.first if subject.first == subject.last else None,
            "startDate": subject.first if subject.first != subject.last else None,
            "endDate": subject.last if subject.first != subject.last else None,
            "location": subject.place,
            "country": subject.country.lower() if subject.country else None,
            "recordId": subject.id,
            "notes": f"when (EDTF): {edtf(subject.first, subject.last)}" if subject.first or subject.last else None,
        },
    )
    addresses = [report.address for report in event.reports if report.address]
    return made | {"properties": made["properties"] | ({"sourceUrl": addresses} if addresses else {})}


def _documentation(event: str, report: str) -> Entity:
    return _entity(f"{event}.{report}", "Documentation", {"document": report, "entity": event, "role": "reports"})
