"""Incidents with a row of HXL hashtags under the header, as OCHA and HDX take them (hxlstandard.org, 1.1).

`#date` takes whole days only, so a window goes out as its first and last day; `#affected` takes numbers only, so an
open bound is an empty cell.
"""

from __future__ import annotations

from pathlib import Path

from ..released import Release
from .events import Event, bounds, events, summary
from .streams import write_rows

TAGS = {
    "id": "#event+code",
    "event type": "#event+type",
    "event sub-type": "#event+type+sub",
    "first day": "#date+start",
    "last day": "#date+end",
    "reported": "#date+reported",
    "actor": "#group+name+first",
    "country": "#country+name",
    "country code": "#country+code+iso2",
    "admin 1": "#adm1+name",
    "place": "#loc+name",
    "latitude": "#geo+lat",
    "longitude": "#geo+lon",
    "where precision (UCDP)": "#geo+precision+ucdp",
    "killed, low": "#affected+killed+min",
    "killed, best": "#affected+killed",
    "killed, high": "#affected+killed+max",
    "injured, low": "#affected+injured+min",
    "injured, best": "#affected+injured",
    "injured, high": "#affected+injured+max",
    "sources": "#meta+source",
    "policy": "#meta+policy",
    "standing": "#meta+status",
    "description": "#description",
}


def write(release: Release, folder: Path) -> list[Path]:
    """`hxl.csv`: a header for people, hashtags, one incident a row."""
    rows = ([row[name] for name in TAGS] for row in (_row(e, release) for e in events(release)))
    return [write_rows(folder / "hxl.csv", [list(TAGS), list(TAGS.values())], rows)]


def _row(event: Event, release: Release) -> dict[str, object]:
    subject, colophon = event.subject, release.colophon
    killed, injured = bounds(event.killed), bounds(event.injured)
    return {
        "id": subject.id,
        "event type": subject.event_type,
        "event sub-type": subject.sub_event_type,
        "first day": subject.first,
        "last day": subject.last,
        "reported": min((r.published for r in event.reports if r.published), default=None),
        "actor": "; ".join(subject.actors),
        "country": event.country,
        "country code": subject.country,
        "admin 1": subject.admin1,
        "place": subject.place,
        "latitude": subject.lat,
        "longitude": subject.lon,
        "where precision (UCDP)": subject.where_prec,
        "killed, low": killed["low"],
        "killed, best": killed["best"],
        "killed, high": killed["high"],
        "injured, low": injured["low"],
        "injured, best": injured["best"],
        "injured, high": injured["high"],
        "sources": "; ".join(event.outlets),
        "policy": colophon.lead,
        "standing": colophon.standing or "published",
        "description": summary(event, release),
    }
