"""Where: a row's place with what the gazetteer knows of it, never more exact than the table says."""

from __future__ import annotations

from functools import lru_cache

from tollbook.model import Place, Precision
from tollbook.reference.countries import country_of
from tollbook.reference.gazetteer import Entry, Gazetteer, choose

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
    point: tuple[float, float] | None,
    precision: Precision | None,
) -> tuple[Place | None, bool]:
    """The place of a row, and whether the gazetteer knows it (or the table gives its coordinates).

    The table's own coordinates go before the gazetteer's. Where it says how exact a place is known and that is less
    than the place named, the coarser holds.
    """
    name = words or admin1 or ""
    if not name and country is None:
        return None, True
    entry = look_up(name, country, admin1) if name else _country_entry(country)
    if entry is None and point is None:
        return Place(text=words or None, country=country, precision=Precision.UNKNOWN, admin1=admin1), False
    exact = precision or (entry.precision if entry else Precision.UNKNOWN)
    if entry is not None and precision is not None:
        exact = max(precision, entry.precision, key=_FINENESS.index) if not point else precision
    lat, lon = point or (entry.point if entry and entry.point else (None, None))
    return (
        Place(
            text=words or None,
            name=(entry.name if entry else None) or name or None,
            country=country or (entry.country if entry else None),
            lat=lat,
            lon=lon,
            precision=exact,
            admin1=admin1 or (entry.admin1 if entry else None),
        ),
        True,
    )


def _country_entry(country: str | None) -> Entry | None:
    return next((entry for entry in Gazetteer.open().countries() if entry.country == country), None)
