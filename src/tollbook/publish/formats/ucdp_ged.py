"""Incidents in the columns of UCDP's Georeferenced Event Dataset.

Columns by the GED codebook 24.1 (UCDP, ucdp.uu.se/downloads). An event of UCDP has a death in one of its estimates:
incidents of which nobody is said to have died are left out. UCDP's own ids (conflicts, dyads, actors, countries) stay
empty: they are UCDP's to give. A bound that is open stays empty too, where UCDP writes a number.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path

from ...model import DeathSplit
from ..released import Release
from .events import Event, bounds, events
from .streams import write_rows

COLUMNS = (
    *("id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id"),
    *("conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a"),
    *("side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office"),
    *("source_date", "source_headline", "source_original", "where_prec", "where_coordinates", "where_description"),
    *("adm_1", "adm_2", "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region"),
    *("event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians"),
    *("deaths_unknown", "best", "high", "low", "gwnoa", "gwnob"),
)
"""The 49 columns, in UCDP's order."""
PRIO_COLUMNS = 720
"""Cells of half a degree around the globe: PRIO-GRID counts them from the south-west (Tollefsen et al. 2012)."""


def write(release: Release, folder: Path) -> list[Path]:
    """`ucdp_ged.csv`: one deadly incident a row, the lead policy's figures."""
    deadly = (event for event in events(release) if any(bounds(event.killed).values()))
    rows = ([row.get(name) for name in COLUMNS] for row in (_row(event, release) for event in deadly))
    return [write_rows(folder / "ucdp_ged.csv", [COLUMNS], rows)]


def prio_cell(lat: float, lon: float) -> int:
    """The number of the PRIO-GRID cell that a point in degrees lies in."""
    row = min(math.floor((lat + 90) * 2), 359)
    column = min(math.floor((lon + 180) * 2), PRIO_COLUMNS - 1)
    return row * PRIO_COLUMNS + column + 1


def _places(event: Event) -> Iterable[str]:
    """The place as the reports word it, each wording once."""
    places = (claim.reading.place for claim in event.subject.claims)
    words = (place.text or place.name for place in places if place)
    return dict.fromkeys(word for word in words if word)


def _row(event: Event, release: Release) -> dict[str, object]:
    subject, split = event.subject, (event.killed.split if event.killed else None) or DeathSplit()
    first, told = subject.first or subject.last, event.killed is not None and event.killed.split is not None
    lat, lon = subject.lat, subject.lon
    placed = lat is not None and lon is not None
    dates = [r.published for r in event.reports if r.published]
    return {
        "id": subject.id,
        "relid": subject.id,
        "year": first.year if first else None,
        "code_status": release.colophon.standing or "published",
        "side_a": split.side_a,
        "side_b": split.side_b,
        "number_of_sources": event.killed.independent if event.killed else len(event.outlets),
        "source_article": "; ".join(r.name for r in event.reports),
        "source_office": "; ".join(event.outlets),
        "source_date": "; ".join(d.isoformat() for d in dates),
        "source_headline": "; ".join(r.title for r in event.reports if r.title),
        "source_original": "; ".join(event.speakers),
        "where_prec": subject.where_prec,
        "where_coordinates": subject.place,
        "where_description": "; ".join(_places(event)) or None,
        "adm_1": subject.admin1,
        "latitude": lat,
        "longitude": lon,
        "geom_wkt": f"POINT ({lon} {lat})" if placed else None,
        "priogrid_gid": prio_cell(lat, lon) if lat is not None and lon is not None else None,
        "country": event.country,
        "event_clarity": subject.event_clarity,
        "date_prec": subject.date_prec,
        "date_start": subject.first,
        "date_end": subject.last,
        "deaths_a": split.deaths_a if told else None,
        "deaths_b": split.deaths_b if told else None,
        "deaths_civilians": split.civilians if told else None,
        "deaths_unknown": split.unknown if told else None,
        **bounds(event.killed),
    }
