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

from .gazetteer_build import ATTRIBUTION, ensure
from .gazetteer_names import bare_area, place_key

__all__ = ["ATTRIBUTION", "Entry", "Gazetteer", "distance_km"]

AREA_KINDS = frozenset({"adm1", "adm2", "region"})

_FIELDS = (
    *("name", "country", "admin1_code", "admin1", "lat", "lon", "population", "precision", "kind", "within"),
    *("source", "pcode", "prior", "common", "main"),
)
_LOOKUP = f"SELECT {', '.join(_FIELDS)} FROM name n JOIN entry e ON e.id = n.entry WHERE n.key = ? ORDER BY e.id"

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

    @classmethod
    def open(cls, path: Path | None = None, extra: Path | None = None) -> Gazetteer:
        """The gazetteer, built on first use (`path`: another place for the file; `extra`: a file of `add_places`).

        One object per process and arguments.

        Raises:
            SettingsError: the cache folder cannot be written.
        """
        return _open(path, extra)

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
def _open(path: Path | None, extra: Path | None) -> Gazetteer:
    paths = [ensure(path)]
    if extra is not None and extra.is_file():
        paths.append(extra)
    return Gazetteer(paths)


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
    """`base_score` plus context: up to +4 for the country (by its weight, 0 to 1; -2 outside all of them), +2 to -1 for
    the distance to the nearest of `near` (50, 150, 400, 1500 km), +4 or -2 for the first-level area (name or code),
    +4 for the kind of place that the words ask for.
    """
    value = base_score(entry)
    if countries:
        weight = countries.get(entry.country or "", 0.0)
        value += 4.0 * weight if weight else -2.0
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
