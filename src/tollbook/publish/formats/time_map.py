"""Events, sources and associations as TimeMap reads them (Forensic Architecture; its Datasheet Server's JSON)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..released import Release
from .events import Event, events, summary
from .streams import write_array, write_object

DAY = "%m/%d/%Y"
"""TimeMap's default DATE_FMT."""
GROUP = "Event type"
"""What the categories stand under: the first of an association's `filter_paths`; the category itself is the second."""


def write(release: Release, folder: Path) -> list[Path]:
    """Three files, one for each of TimeMap's endpoints. TimeMap drops an event without a day: those are left out."""
    made = [
        write_array(folder / "timemap_events.json", _events(release)),
        write_object(folder / "timemap_sources.json", _sources(release)),
    ]
    return [*made, write_array(folder / "timemap_associations.json", _associations(release))]


def _events(release: Release) -> Iterator[dict[str, Any]]:
    for event in events(release):
        subject = event.subject
        day = subject.first or subject.last
        if day is not None:
            yield _event(event, release) | {"date": day.strftime(DAY)}


def _event(event: Event, release: Release) -> dict[str, Any]:
    subject = event.subject
    placed = subject.lat is not None and subject.lon is not None
    return {
        "id": subject.id,
        "description": summary(event, release),
        "time": "",
        "time_precision": str(subject.date_prec or ""),
        "location": subject.place or event.country or "",
        "latitude": str(subject.lat) if placed else "",
        "longitude": str(subject.lon) if placed else "",
        "type": subject.event_type or "",
        "category": _category(event),
        "category_full": subject.sub_event_type or "",
        "associations": [_category(event)],
        "sources": [report.id for report in event.reports],
        "comments": release.colophon.standing or "",
        "time_display": "",
    }


def _category(event: Event) -> str:
    return event.subject.event_type or "Not told"


def _sources(release: Release) -> Iterator[tuple[str, dict[str, Any]]]:
    """By their ids: TimeMap looks them up so."""
    for report in release.reports():
        yield (
            report.id,
            {
                "id": report.id,
                "paths": [report.address or release.colophon.uri("reports", report.id)],  # readers take the first
                "title": report.title or report.name,
                "type": "Article",
                "url": report.address or "",
                "description": "",
                "parent": "",
                "author": "",
                "date": report.published.strftime(DAY) if report.published else "",
                "notes": "",
                "thumbnail": "",
                "affil_s": [report.outlet] if report.outlet else [],
            },
        )


def _associations(release: Release) -> Iterator[dict[str, Any]]:
    kinds = sorted({_category(event) for event in events(release)})
    for kind in kinds:
        yield {"id": kind, "title": kind, "desc": "", "mode": "CATEGORY", "filter_paths": [GROUP, kind]}
