"""Incidents as GeoParquet 1.1 (geoparquet.org): points in WKB, coordinates in OGC:CRS84, the default."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from ..released import Release
from ..tables import Row
from .events import events
from .features import PROPERTIES, properties
from .parquet import TYPES, about, write_table

GEO = {
    "version": "1.1.0",
    "primary_column": "geometry",
    "columns": {"geometry": {"encoding": "WKB", "geometry_types": ["Point"]}},
}


def write(release: Release, folder: Path) -> list[Path]:
    """`incidents.parquet`, beside the plain tables."""
    fields = [pa.field(name, TYPES[kind]) for name, kind in PROPERTIES.items()]
    metadata = about(release.colophon) | {"geo": json.dumps(GEO)}
    schema = pa.schema([*fields, pa.field("geometry", pa.binary())], metadata=metadata)
    return [write_table(folder / "incidents.parquet", schema, _rows(release))]


def point(lat: float, lon: float) -> bytes:
    """A point in degrees as well-known binary, little-endian (OGC Simple Features)."""
    return struct.pack("<BIdd", 1, 1, lon, lat)


def _rows(release: Release) -> Iterator[Row]:
    for event in events(release):
        lat, lon = event.subject.lat, event.subject.lon
        geometry = None if lat is None or lon is None else point(lat, lon)
        yield properties(event, release) | {"geometry": geometry}
