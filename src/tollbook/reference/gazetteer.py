"""The gazetteer: what places a name can mean, and which one it most likely means in a given context."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

from tollbook.model import Precision

from .gazetteer_build import ATTRIBUTION, cache_folder, ensure
from .gazetteer_names import bare_area, place_key
from .gazetteer_rows import area_terms
from .gazetteer_user import add_places, places_store

__all__ = ["ATTRIBUTION", "Entry", "Gazetteer", "add_places", "area_terms", "choose", "distance_km"]

AREA_KINDS = frozenset({"adm1", "adm2", "region"})

_FIELDS = (
    *("name", "country", "admin1_code", "admin1", "lat", "lon", "population", "precision", "kind", "within"),
    *("source", "pcode", "prior", "common", "main"),
)
_LOOKUP = f"SELECT {', '.join(_FIELDS)} FROM name n JOIN entry e ON e.id = n.entry WHERE n.key = ? ORDER BY e.id"
_COUNTRIES = f"SELECT {', '.join(_FIELDS[:-1])}, 1 FROM entry WHERE kind = 'country' ORDER BY id"

Countries = Mapping[str, float] | Sequence[str]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Entry:
    """One place that a name can mean.

    `lat` and `lon` are degrees: a settlement's centre, or for areas the mean of their settlements (see `precision`).
    `kind` says what it is (settlement, site, camp, adm1, adm2, region, water, border, country); `within` names the
    settlement that holds a site; `common` marks names that are the common English form, to be shown for every
    spelling; `main` is false where the name asked for is only an alternate one of the place.
    """

    name: str
    country: str | None
    admin1_code: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    population: int
    precision: Precision
    kind: str
    within: str | None
    source: str
    pcode: str | None
    prior: float
    common: bool
    main: bool

    @property
    def point(self) -> Point | None:
        """Latitude and longitude, or None."""
        return None if self.lat is None or self.lon is None else (self.lat, self.lon)


class Gazetteer:
    """Look-ups in the built file, and in the user's own places where there are any. Safe for threads."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = tuple(paths)
        self._local = threading.local()
        self.lookup_key = lru_cache(maxsize=1 << 16)(self._read)
        self.countries = lru_cache(maxsize=1)(self._read_countries)

    @classmethod
    def open(cls, path: Path | None = None, extra: Path | None = None) -> Gazetteer:
        """The gazetteer, built on first use, with the user's own places (`add_places`) where there are any.

        `path`: another place for the built file; `extra`: another file of own places. One object per process and
        arguments, so places added later are seen by the next process.

        Raises:
            SettingsError: the cache folder cannot be written.
        """
        return _open(path or cache_folder() / "gazetteer.sqlite", extra or places_store())

    def lookup(self, name: str) -> list[Entry]:
        """All places of that name, the likeliest without context first; "Donetsk oblast" gives areas named Donetsk."""
        found = self.lookup_key(place_key(name))
        bare = bare_area(name)
        if not found and bare != name:
            found = tuple(e for e in self.lookup_key(place_key(bare)) if e.kind in AREA_KINDS)
        return list(found)

    def _read(self, key: str) -> tuple[Entry, ...]:
        found: list[Entry] = []
        for db in self._connections():
            for row in db.execute(_LOOKUP, (key,)):
                found.append(_entry(row))
        found.sort(key=base_score, reverse=True)
        return tuple(found)

    def _connections(self) -> list[sqlite3.Connection]:
        connections: list[sqlite3.Connection] | None = getattr(self._local, "connections", None)
        if connections is None:
            connections = [
                sqlite3.connect(f"{p.resolve().as_uri()}?mode=ro&immutable=1", uri=True) for p in self._paths
            ]
            self._local.connections = connections
        return connections

    def _read_countries(self) -> tuple[Entry, ...]:
        """The entries of all countries."""
        rows = self._connections()[0].execute(_COUNTRIES)
        return tuple(_entry(row) for row in rows)

    def resolve(
        self,
        name: str,
        countries: Countries = (),
        near: Iterable[Point] | None = None,
        admin1: str | None = None,
        precision: Precision | None = None,
    ) -> Entry | None:
        """The place that a name most likely means, or None where the name is unknown; see `choose`."""
        return choose(self.lookup(name), countries, near, admin1, precision)


def _entry(row: tuple[Any, ...]) -> Entry:
    values = dict(zip(_FIELDS, row, strict=True))
    values |= {"precision": Precision(values["precision"])} | {key: bool(values[key]) for key in ("common", "main")}
    return Entry(**values)


@lru_cache(maxsize=8)
def _open(path: Path, extra: Path) -> Gazetteer:
    return Gazetteer([ensure(path), *([extra] if extra.is_file() else [])])


def base_score(entry: Entry) -> float:
    """How likely a bare name means this place: `prior`, less 1 where the name is only an alternate one.

    `prior` grows by 1 with each tenfold of population; countries have 9, first-level areas that of their settlements
    less 1.5, so that a town goes before the area of the same name; curated places have their own.
    """
    return entry.prior - (0.0 if entry.main else 1.0)


def choose(
    entries: Sequence[Entry],
    countries: Countries = (),
    near: Iterable[Point] | None = None,
    admin1: str | None = None,
    precision: Precision | None = None,
) -> Entry | None:
    """The likeliest of namesakes: the highest `score`; on a tie the first by score without context, then by order."""
    points = tuple(near or ())
    weights = _weights(countries)
    best: tuple[float, Entry] | None = None
    for entry in entries:
        value = score(entry, weights, points, admin1, precision)
        if best is None or value > best[0]:
            best = (value, entry)
    return best[1] if best else None


def _weights(countries: Countries) -> Mapping[str, float]:
    if isinstance(countries, Mapping):
        return countries
    return {code: 1.0 / (1 + i / 2) for i, code in enumerate(countries)}


def score(
    entry: Entry,
    countries: Mapping[str, float],
    near: Sequence[Point] = (),
    admin1: str | None = None,
    precision: Precision | None = None,
) -> float:
    """`base_score` plus context.

    Up to +3 for the country by its weight of 0 to 1; -2 outside all of them, but nothing for what lies in no one
    country, nor for capitals and cities of a million; +1 for cities of five million. +2 to -1 for the distance to the
    nearest of `near` (50, 150, 400, 1500 km). +4 or -2 for the first-level area (name or code). +4 for the kind of
    place that the words ask for.
    """
    value = base_score(entry)
    if countries and entry.country is not None:
        weight = countries.get(entry.country, 0.0)
        value += 3.0 * weight if weight else (-2.0 if entry.prior < 6.0 else 0.0)
        value += 1.0 if entry.population >= 5_000_000 and entry.kind == "settlement" and entry.main else 0.0
    point = entry.point
    if near and point:
        value += _nearness(min(distance_km(point, other) for other in near))
    if admin1 is not None:
        inside = admin1 in (entry.admin1_code, entry.admin1) or place_key(admin1) == place_key(entry.admin1 or "")
        value += 4.0 if inside else -2.0
    if precision is not None and entry.precision == precision:
        value += 4.0
    return value


def _nearness(km: float) -> float:
    for limit, value in ((50, 2.0), (150, 1.3), (400, 0.6), (1500, 0.0)):
        if km <= limit:
            return value
    return -1.0


def distance_km(a: Point, b: Point) -> float:
    """Great-circle distance of two points (degrees) in kilometres."""
    lat_a, lon_a, lat_b, lon_b = map(radians, (*a, *b))
    h = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 12742.0 * asin(min(1.0, sqrt(h)))
