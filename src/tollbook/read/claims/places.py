"""Where: a row's place with what the gazetteer knows of it, never more exact than the table says."""

from __future__ import annotations

import re
from functools import lru_cache

from tollbook.model import Place, Precision
from tollbook.reference.countries import country_of
from tollbook.reference.gazetteer import Entry, Gazetteer, choose, distance_km
from tollbook.reference.gazetteer_names import bare_area

Point = tuple[float, float]

_KIND = re.compile(r"\s+(?:town|village|city|suburb|area|camp)$", re.I)
_NEAR_KM = 60
_FINENESS = (
    Precision.SITE,
    Precision.SETTLEMENT,
    Precision.ADM2,
    Precision.ADM1,
    Precision.REGION,
    Precision.COUNTRY,
    Precision.UNKNOWN,
)


def country_code(cell: str) -> str | None:
    """The two letters of a country given by name or code; None where there is no such country."""
    found = country_of(cell.upper() if len(cell) == 2 else cell)
    return found.iso if found else None


@lru_cache(maxsize=1 << 14)
def look_up(name: str, country: str | None, admin1: str | None) -> Entry | None:
    """The place that a name means in the gazetteer, in that country where one is given."""
    found = Gazetteer.open().lookup(name)
    if country is None:
        return choose(found, admin1=admin1)
    return choose([entry for entry in found if entry.country in (country, None)], [country], admin1=admin1)


@lru_cache(maxsize=1 << 14)
def place_of(
    words: str,
    country: str | None,
    admin1: str | None,
    point: Point | None,
    precision: Precision | None,
) -> tuple[Place | None, bool]:
    """The place of a row, and whether the gazetteer knows it (or the table gives its coordinates).

    The table's own coordinates go before the gazetteer's. Where it says how exact a place is known and that is less
    than the place named, the coarser holds.
    """
    name = words or admin1 or ""
    if not name and country is None:
        return None, True
    area = bare_area(admin1) if admin1 else None
    entry = _entry(name, country, area, point)
    if entry is None and point is None:
        return Place(text=words or None, country=country, precision=Precision.UNKNOWN, admin1=area), False
    lat, lon = point or (entry.point if entry and entry.point else (None, None))
    place = Place(
        text=words or None,
        name=entry.name if entry else name or None,
        country=country or (entry.country if entry else None),
        lat=lat,
        lon=lon,
        precision=_precision(entry, precision, point),
        admin1=(entry.admin1 if entry else None) or area,
    )
    return place, True


def _entry(name: str, country: str | None, area: str | None, point: Point | None) -> Entry | None:
    """What the gazetteer has of that name ("Djibo town" is Djibo), near the row's own coordinates if it gives any."""
    if not name:
        return next((entry for entry in Gazetteer.open().countries() if entry.country == country), None)
    for words in dict.fromkeys((name, _KIND.sub("", name))):
        entry = look_up(words, country, area)
        far = entry is not None and point is not None and entry.point and distance_km(point, entry.point) > _NEAR_KM
        if entry is not None and not far:
            return entry
    return None


def _precision(entry: Entry | None, said: Precision | None, point: Point | None) -> Precision:
    """How exact the place is known: as the table says; with the gazetteer's point, no finer than what is named."""
    if said is None:
        return entry.precision if entry else Precision.UNKNOWN
    return said if entry is None or point is not None else max(said, entry.precision, key=_FINENESS.index)
