"""Incidents as GeoJSON (RFC 7946: WGS 84, longitude first, no `crs`); one of no known place has no geometry."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..released import Release
from .events import Event, events
from .features import properties
from .streams import write_members


def write(release: Release, folder: Path) -> list[Path]:
    """`incidents.geojson`."""
    head = {"type": "FeatureCollection", "name": "incidents", "description": release.colophon.title}
    found = (_feature(event, release) for event in events(release))
    return [write_members(folder / "incidents.geojson", head, "features", found)]


def _feature(event: Event, release: Release) -> dict[str, Any]:
    lat, lon = event.subject.lat, event.subject.lon
    point = None if lat is None or lon is None else {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "id": event.subject.id, "geometry": point, "properties": properties(event, release)}
